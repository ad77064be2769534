package timeline

import "strings"

// phrases are fixed expressions by their first word.
type phrases map[string][][]string

// wordsOf reads expressions that semicolons divide.
func wordsOf(list string) phrases {
	x := phrases{}
	for e := range strings.SplitSeq(list, ";") {
		if words := strings.Fields(e); len(words) > 0 {
			x[words[0]] = append(x[words[0]], words)
		}
	}
	return x
}

// longest returns the token after the longest of the expressions at i, or 0.
func (p *parser) longest(x phrases, i int) int {
	end := 0
	if !p.m(i).fixed {
		return 0
	}
	for _, words := range x[p.at(i).text] {
		end = max(end, p.seq(i, words...))
	}
	return end
}

var (
	// what follows is the last day
	limits = wordsOf(`no later than; not later than; not more than; no more than; less than; fewer than; up to; at most; in at most; within at most;
		a maximum of; maximum; max; maximal; a mas tardar; au plus tard; not beyond; como muy tarde; como maximo;
		maximo; im laufe; au cours; en el correr; en lo que queda; en el transcurso; a lo largo; on or before; d ici a; d ici au; d ici; de aqui a que; au maximum`)
	// what follows is the earliest day
	floors = wordsOf(`as early as; as soon as; no earlier than; no sooner than; not earlier than; not before; nicht vor; pas avant;
		at the earliest; at least; mindestens; au moins; al menos; por lo menos; fruhestens; au plus tot; on or after;
		more than; earliest; minimum`)
	// what came before is the earliest day
	floorsBehind = wordsOf(`at the earliest; at the very earliest; earliest; fruhestens; au plus tot; como pronto; or later; onwards;
		onward; at the soonest; at a minimum; minimum`)
	// the end of a day
	dayEnds = wordsOf(`eod; cob; eob; eop; end of day; end of the day; end of business day; end of the business day; end of business; close of business; start of business; opening of business;
		close of play; close of the day; end of play; end of the working day; end of working day; end of the work day;
		end of the workday; business close; dienstschluss; feierabend; ende des tages; tagesende; geschaftsschluss;
		fin de journee; fin de la journee; final del dia; fin del dia; final de la jornada; ultima hora; end of today;
		the end of the day; the end of day; the close of business; the end of business; the end of today;
		la fin de la journee; el final del dia`)
	// the day after the one before
	dayAfters = wordsOf(`next morning; the following morning; following morning; the following afternoon; the day following; am tag nach; am tag drauf; le jour d apres; al otro dia; the day after that; the day after; day after; the next day; the following day; the day thereafter;
		the very next day; am tag darauf; am tag danach; tags darauf; tag danach; am nachsten tag; am folgetag;
		le lendemain; lendemain; le jour suivant; al dia siguiente; el dia siguiente; dia siguiente; the morning after;
		the next morning; day later; a day later; one day later; tags drauf`)
	// the one before
	sameDays = wordsOf(`then; dann; the same date; that date; that same date; that afternoon; that morning; that evening; that night; that same day; that same afternoon; that same evening; later that day; the very same day; on the same day; same day; ce jour la; ce jour - la; ce soir - la; le jour meme; ese mismo dia; ese dia; an dem tag; an diesem tag; the same evening; el mismo dia; esa misma manana; esa manana; esa misma tarde; esa tarde; esa misma noche; le matin meme; l apres - midi meme; am selben tag; am gleichen tag; noch am selben tag; bis dahin; dahin; d ici la; entonces; that day; the same day; that time`)
	// after the one before
	thereafters = wordsOf(`post that; post this; post which; juste apres; aussitot apres; justo despues; despues de eso; direkt danach; gleich danach; after which; apres quoi; thereafter; afterwards; afterward; after that; danach; shortly after; soon after; right after; straight after;
		immediately after; directly after; just after; not long after; straight afterwards; shortly afterwards;
		im anschluss; kurz danach`)
	// the week of the one before
	sameWeeks = wordsOf(`that week; that same week; the same week; later that week; later that same week; esa semana; esa misma semana;
		la misma semana; la meme semaine; cette meme semaine; cette semaine la; cette semaine - la; derselben woche; dieselbe woche; der gleichen woche; die gleiche woche`)
	// the week after the one before
	weekAfters = wordsOf(`the week after; the week after that; la semaine suivante; la semana siguiente; the week thereafter; in der woche darauf; der woche darauf; die woche darauf; in der woche drauf; die woche drauf; in der woche danach; la semaine d apres; la semana despues`)
)
