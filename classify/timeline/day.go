package timeline

import (
	"slices"
	"strings"
)

// holidayIndex holds the names of holidays by their first word, vagues the
// words that name no day.
var (
	vagues       = wordsOf(strings.Join(vagueWords, ";"))
	holidayIndex = map[string][]holidayEntry{}
)

type holidayEntry struct {
	words []string
	name  holidayName
}

func init() {
	for _, name := range holidayNames {
		fields := strings.Fields(name.words)
		holidayIndex[fields[0]] = append(holidayIndex[fields[0]], holidayEntry{fields, name})
	}
}

// dayPart reports whether the word is a part of a day.
func (p *parser) dayPart(i int) bool {
	return p.is(i, "morning", "afternoon", "arvo", "evening", "night", "noon", "midday", "lunchtime", "lunch", "eve", "abend", "vormittag", "nachmittag", "mittag",
		"matin", "soir", "midi", "tarde", "manana", "noche", "mediodia", "fruh", "eod", "cob", "eob", "midnight", "mid-morning") ||
		p.is(i, "morgen") && p.m(i-1).weekday > 0 || p.is(i, "apres") && p.is(i+1, "-") && p.is(i+2, "midi")
}

// duringDay returns the token behind a part of a day within which something comes: "in the
// course of the afternoon", "im Laufe des Nachmittags", "dans la matinée"; or 0.
func (p *parser) duringDay(i int) int {
	if !p.dayPart(i) && !p.is(i, "nachmittags", "vormittags", "abends", "matinee", "soiree") || !p.m(i-1).article && !p.m(i-1).of {
		return 0
	}
	if !p.is(i-2, "laufe", "dans") && !(p.m(i-2).of && p.is(i-3, "course", "cours", "courant", "largo", "transcurso")) {
		return 0
	}
	if p.is(i, "apres") {
		return i + 3
	}
	return i + 1
}

// dayEnd reads "EOD", "end of the day", "close of business" and "before lunch".
func (p *parser) dayEnd(i int) (int, bool) {
	end := p.longest(dayEnds, i)
	return end, end > 0
}

// dayWord reads today, tomorrow and their like, and the end of a day.
func (p *parser) dayWord(i int, rel prep) (span, int) {
	if m := p.m(i); p.at(i).number < 0 && m.day == 0 && !m.daily && !m.fixed {
		return span{}, 0
	}
	today_ := p.day(p.base)
	switch {
	case p.m(i).day > 0 && p.seq(i+1, "en", "ocho") > 0: // "de hoy en ocho"
		return p.day(p.base.AddDays(int(p.m(i).day) + 6)), i + 3
	case p.m(i).day > 0 && !(p.is(i, "manana") && p.is(i-1, "la")) && !(p.is(i, "morgen") && p.is(i-1, "am", "guten")) && !(p.is(i, "morgen") && p.m(i-1).weekday > 0):
		return p.day(p.base.AddDays(int(p.m(i).day) - 1)), i + 1
	case p.seq(i, "the", "day", "after", "tomorrow") > 0, p.seq(i, "day", "after", "tomorrow") > 0:
		end := i + 3
		if p.is(i, "the") {
			end++
		}
		return p.day(p.base.AddDays(2)), end
	case p.seq(i, "pasado", "manana") > 0, p.seq(i, "apres", "demain") > 0:
		return p.day(p.base.AddDays(2)), i + 2
	case p.is(i, "pasado") && (p.is(i-1, "y", "o") && p.is(i-2, "manana") || p.is(i+1, "te", "le", "les", "os") && !p.is(i-1, "ha", "he", "han", "hemos")):
		return p.day(p.base.AddDays(2)), i + 1
	case p.seq(i, "apres", "-", "demain") > 0:
		return p.day(p.base.AddDays(2)), i + 3
	case p.is(i, "this", "heute", "cet", "cette", "ce", "esta") && (p.is(i+1, "morning", "afternoon", "arvo", "evening", "apres", "tarde", "noche", "matin", "soir") || p.is(i+1, "manana")):
		end := i + 2
		if p.is(end, "-") && p.is(end+1, "midi") {
			end += 2
		}
		return today_, end
	case p.is(i, "this", "esta") && p.is(i+1, "very", "same", "misma") && p.is(i+2, "morning", "afternoon", "evening", "tarde", "noche", "manana"):
		return today_, i + 3
	case p.seq(i, "this", "time", "next", "week") > 0:
		return p.day(p.base.AddDays(7)), i + 4
	case p.seq(i, "this", "day", "week") > 0:
		return p.day(p.base.AddDays(7)), i + 3
	case p.seq(i, "this", "time", "tomorrow") > 0:
		return p.day(p.base.AddDays(1)), i + 3
	case p.seq(i, "later", "today") > 0, p.seq(i, "same", "day") > 0:
		return today_, i + 2
	case p.duringDay(i) > 0:
		if p.near && p.ref.form == aDay && !p.ref.vague { // "am Dienstag, im Laufe des Nachmittags"
			today_ = p.day(p.ref.to)
		}
		return p.dayAfterClock(today_, p.duringDay(i))
	case p.is(i, "noon", "midday", "midnight", "lunchtime", "teatime") && rel >= by:
		return p.dayAfterClock(today_, i+1)
	case p.is(i, "eow"):
		return p.period2(late, anyOne, weeks), i + 1
	case p.is(i, "eom"):
		return p.period2(late, anyOne, months), i + 1
	case p.is(i, "eoq"):
		return p.period2(late, anyOne, quarters), i + 1
	case p.is(i, "eoy"):
		return p.period2(late, anyOne, years), i + 1
	}
	if end, ok := p.dayEnd(i); ok {
		return p.dayAfterClock(today_, end)
	}
	if rel == by || rel == before || p.phrase {
		if c, end := p.clock(i); end > 0 && c.sure && (c.half || rel == by || rel == before) {
			return p.dayAfterClock(today_, end)
		}
	}
	return span{}, 0
}

// dayAfterClock reads the day that follows a time of the day: "EOD Friday",
// "5 pm on Monday". Without one it is today.
func (p *parser) dayAfterClock(s span, end int) (span, int) {
	s.clock = true
	j := end
	for j < end+4 && (p.m(j).prep == on || p.is(j, "of", ",", "on", "de", "the", "(", "this") || p.m(j).article) && p.continues(j) {
		j++
	}
	for k := end; k <= j; k++ {
		if !p.continues(k) {
			break
		}
		if d, after := p.core(k, on); after > 0 && !d.vague && !d.past && d.form == aDay && !d.back {
			d.clock = true
			return d, after
		}
	}
	return s, end
}

// anaphora reads a day told by the expression before: "the day after", "the
// following day", "a week later", "shortly thereafter", "then".
func (p *parser) anaphora(i int, rel prep) (span, int) {
	if p.ref == nil || p.ref.vague || p.ref.to.IsZero() {
		return span{}, 0
	}
	ref := p.ref.to
	back := func(d Date) span { return span{from: d, to: d, back: true} }
	if w := p.m(i + 1).weekday; w > 0 && p.is(i, "that", "diesem") {
		return back(ref.AddDays((w - isoDay(ref) + 7) % 7)), i + 2
	}
	if w := p.m(i).weekday; w > 0 && p.is(i+1, "after", "following", "thereafter", "danach", "darauf", "suivant", "siguiente") && p.endsClause(i+2) {
		return back(ref.AddDays((w-isoDay(ref)+6)%7 + 1)), i + 2
	}
	if w := p.m(i).weekday; w > 0 && rel == on && (p.is(i-1, "the") && p.is(i-2, "on") || p.is(i-1, "le")) && p.ref.form == aDay && p.endsClause(i+1) { // "on the Monday", "le lundi"
		return back(ref.AddDays((w - isoDay(ref) + 7) % 7)), i + 1
	}
	if p.is(i, "dieser") && p.m(i+1).unit == weeks {
		return p.sameWeek(i + 2)
	}
	if end := p.longest(sameWeeks, i); end > 0 {
		return p.sameWeek(end)
	}
	if p.is(i, "a") && p.is(i+1, "los", "las") { // "a los dos días"
		if n, few, end := p.amount(i + 2); end > 0 && !few && p.m(end).unit != noUnit {
			return back(p.lasting(n, p.m(end).unit, p.m(end+1).work, ref).to), end + 1
		}
	}
	if end := p.longest(dayAfters, i); end > 0 && (!p.is(end-1, "after") || p.endsClause(end)) {
		return back(ref.AddDays(1)), end
	}
	if end := p.longest(sameDays, i); end > 0 && (!p.is(i, "then", "dann") || rel == by || p.ref.form == aDuration || p.endsClause(end)) {
		s := back(ref)
		if p.ref.form == aDay && p.ref.from.Before(ref) && !p.is(i, "then", "dann") { // "after your interview on June 11 ... that evening"
			s = back(p.ref.from)
		}
		if rel == after {
			s.to = p.cal.AddBusinessDays(ref, 1)
		}
		return s, end
	}
	if end := p.longest(thereafters, i); end > 0 && !(p.is(end-1, "which", "quoi") && (p.ref.prep > on || p.ref.form != aDay)) && (!p.is(end-1, "after", "danach") || p.endsClause(end)) {
		if p.ref.form == aDuration { // "reading takes two to three weeks, after that you hear from us"
			return back(ref), end
		}
		// "by Thursday lunchtime, and straight after", "they vote on Monday and I'll ring you right after"
		if (p.ref.clock || p.ref.form == aDay && p.ref.prep <= on) && p.is(i, "straight", "right", "immediately", "directly", "direkt", "gleich", "juste", "justo", "aussitot", "im") ||
			p.ref.form == aDay && p.ref.prep <= on && p.is(i-1, "gleich", "direkt", "sofort", "unmittelbar") {
			return back(ref), end
		}
		return back(p.cal.AddBusinessDays(ref, 1)), end
	}
	if rel == after && p.is(i, "that") && p.endsClause(i+1) {
		return back(p.cal.AddBusinessDays(ref, 1)), i + 1
	}
	if end := p.theNext(i); end > 0 && p.ref.form == aWeek && (p.endsClause(end) || p.m(end).article && p.m(end+1).unit == noUnit) { // "esta semana no; la que viene te llamo"
		m := monday(ref).AddDays(7)
		return span{from: m, to: m.AddDays(4), form: aWeek, back: true}, end
	}
	if end := p.longest(weekAfters, i); end > 0 && (p.endsClause(end) || p.is(end-1, "suivante", "siguiente")) {
		m := monday(ref).AddDays(7)
		return span{from: m, to: m.AddDays(4), form: aWeek, back: true}, end
	}
	return span{}, 0
}

// sameWeek returns the week of the expression before.
func (p *parser) sameWeek(end int) (span, int) {
	m := monday(p.ref.to)
	return span{from: m, to: m.AddDays(4), form: aWeek, back: true}, end
}

// endsClause reports whether nothing that an expression could go on with stands at i.
func (p *parser) endsClause(i int) bool {
	if !p.continues(i) {
		return true
	}
	m := p.m(i)
	return m.month == 0 && m.weekday == 0 && m.day == 0 && m.which == 0 && !m.holiday && p.at(i).number < 0 && !m.article &&
		!p.is(i, "your", "our", "we", "you", "that", "my", "interviews", "interviewing", "labor", "this", "i", "all", "they", "everyone")
}

// afterAnother reads "the week after Easter", "the Monday following the 15th",
// "the week of March 9".
func (p *parser) afterAnother(i int, _ prep) (span, int) {
	j := i
	for j < i+2 && (p.m(j).article || p.is(j, "whole", "very")) {
		j++
	}
	if end := p.seq(i, "w", "/", "c"); end > 0 { // week commencing
		return p.weekWith(end)
	}
	u, weekday := p.m(j).unit, p.m(j).weekday
	if u != weeks && u != days && u != months && u != workdays && weekday == 0 && !(p.m(j).work && p.m(j+1).unit == days) && !p.m(j).ordinalUnit(p, j) || !p.continues(j+1) && !p.phrase {
		return span{}, 0
	}
	if p.m(j).work || p.m(j).ordinal == 1 {
		j++
		for u = workdays; p.m(j).work; j++ {
		}
	}
	j++
	rel := p.m(j).prep
	k := j + 1
	switch {
	case u == weeks && (p.is(j, "of", "commencing", "beginning", "starting", "vom", "von", "ab", "du", "del") || p.is(j, "that", "which") && p.is(j+1, "starts", "begins")):
		for p.is(k, "on", "monday", "the", "der", "lundi", "lunes", "le", "el", "starts", "begins", ",", "montag", "dem", "am") && !(p.m(k).weekday > 0 && p.endsClause(k+1)) {
			k++
		}
		for ; k > j; k-- {
			if s, end := p.weekWith(k); end > 0 {
				return s, end
			}
		}
		return span{}, 0
	case u == weeks && p.is(j, "ending"):
		if d, end := p.core(k, on); end > 0 && !d.vague {
			return d, end
		}
		return span{}, 0
	case rel == before && (u == weeks || u == days || weekday > 0 || u == workdays):
		return p.beforeAnother(u, weekday, k)
	case rel != after && !p.is(j, "following", "suivant", "siguiente"):
		return span{}, 0
	}
	if u == weeks && p.is(k, "next") && p.endsClause(k+1) { // "the week after next"
		m := monday(p.base).AddDays(14)
		return span{from: m, to: m.AddDays(4), form: aWeek}, k + 1
	}
	for p.is(k, "a", "the", "de", "que", "dem", "den", "der") && k < j+3 {
		k++
	}
	if u == workdays && p.ref != nil && !p.ref.vague && p.is(k, "it", "that", "this") { // "the first business day after it"
		return span{from: p.ref.to, to: p.cal.AddBusinessDays(p.ref.to, 1), back: true}, k + 1
	}
	d, end := span{}, 0
	for ; k > j && end == 0; k-- {
		d, end = p.core(k, on)
	}
	if end == 0 || d.vague || d.form == aDuration {
		return span{}, 0
	}
	switch {
	case weekday > 0:
		to := d.to.AddDays(1)
		to = to.AddDays((weekday - isoDay(to) + 7) % 7)
		return p.day(to).named(weekday), end
	case u == weeks:
		m := monday(d.to).AddDays(7)
		return span{from: m, to: m.AddDays(4), form: aWeek, past: m.AddDays(4).Before(p.base)}, end
	case u == months:
		n := Date{d.to.Year, d.to.Month, 1}.AddDays(31)
		return span{from: Date{n.Year, n.Month, 1}, to: monthEnd(n.Year, n.Month), form: aMonth}, end
	case u == workdays:
		return p.day(p.cal.AddBusinessDays(d.to, 1)), end
	}
	return p.day(d.to.AddDays(1)), end
}

// beforeAnother reads "the week before Thanksgiving", "the Friday before Easter"
// from the words behind "before".
func (p *parser) beforeAnother(u unit, weekday, i int) (span, int) {
	if p.m(i).article || p.m(i).of {
		i++
	}
	d, end := p.core(i, on)
	if end == 0 || d.vague || d.form == aDuration || d.form == anHour {
		return span{}, 0
	}
	switch {
	case weekday > 0:
		to := d.from.AddDays(-1)
		return p.day(to.AddDays(-((isoDay(to) - weekday + 7) % 7))).named(weekday), end
	case u == weeks:
		m := monday(d.from).AddDays(-7)
		return span{from: m, to: m.AddDays(4), form: aWeek, past: m.AddDays(4).Before(p.base)}, end
	}
	return p.day(d.from.AddDays(-1)), end
}

// weekWith returns the week of the day that is told at i.
func (p *parser) weekWith(i int) (span, int) {
	d, end := p.core(i, on)
	if end == 0 || d.vague || d.to.Sub(d.from) > 7 || d.form != aDay && d.form != aPart {
		return span{}, 0
	}
	m := monday(d.from)
	return span{from: m, to: m.AddDays(4), form: aWeek, past: m.AddDays(4).Before(p.base)}, end
}

func (m *meaning) ordinalUnit(p *parser, i int) bool {
	return m.ordinal == 1 && p.m(i+1).work && (p.m(i+2).unit == days)
}

// holiday reads the name of a holiday, "the long weekend" and "the bank holiday".
func (p *parser) holiday(i int, rel prep) (span, int) {
	if m := p.m(i); !m.article && !m.of && m.which == 0 && !m.holiday && !m.festive {
		return span{}, 0
	}
	j := i
	for j < i+4 && (p.m(j).article || p.m(j).of || p.is(j, "christmas", "public", "national", "bank", "federal", "upcoming", "this", "all") || p.m(j).which > 0 && p.m(j).which < last) {
		if p.m(j).holiday {
			if s, end := p.namedHoliday(j, rel); end > 0 {
				return s, end
			}
		}
		j++
	}
	switch {
	case p.seq(j, "long", "weekend") > 0, p.seq(j, "holiday", "weekend") > 0:
		return p.longWeekend(), j + 2
	case p.seq(j, "langen", "wochenende") > 0, p.seq(j, "lange", "wochenende") > 0:
		return p.longWeekend(), j + 2
	case p.seq(j, "holiday") > 0 && p.is(j-1, "the", "bank", "public", "federal", "national", "upcoming") && !p.is(j+1, "season", "break", "party", "shutdown"):
		if d, ok := p.nextHoliday(); ok {
			return p.day(d), j + 1
		}
	case p.is(j, "feiertag"):
		if d, ok := p.nextHoliday(); ok {
			return p.day(d), j + 1
		}
	case p.seq(j, "puente") > 0:
		return p.longWeekend(), j + 1
	}
	if !p.m(j).holiday {
		return span{}, 0
	}
	return p.namedHoliday(j, rel)
}

func (p *parser) namedHoliday(i int, rel prep) (span, int) {
	var best holidayEntry
	for _, e := range holidayIndex[p.at(i).text] {
		if len(e.words) > len(best.words) && p.seq(i, e.words...) > 0 {
			best = e
		}
	}
	if len(best.words) == 0 || rel == noPrep && len(best.words) == 1 && strings.HasPrefix(best.words[0], "election") || // "because of the election count"
		best.words[0] == "reyes" && !p.is(i-1, "de", "antes", "despues", "para", "hasta", "los", "tras") { // "Principal Reyes"
		return span{}, 0
	}
	end := i + len(best.words)
	if p.is(end, "weekend") {
		end++
	}
	var s span
	for y := p.base.Year - 1; y <= p.base.Year+1; y++ {
		s.from, s.to = best.name.days(y)
		if !s.to.Before(p.base) {
			break
		}
	}
	if best.words[0] == "holidays" && s.from.Sub(p.base) > 100 { // those of the summer, perhaps
		return span{vague: true}, end
	}
	// "In the new year" is its first month.
	if isNewYear(best.words) && (rel == within || rel == on || rel == noPrep && !slices.Contains(best.words, "day")) && !p.is(i+1, "year's", "years", "an") && !p.is(i, "neujahr") {
		s.to = Date{s.to.Year, 1, 31}
		s.form = aPart
	}
	return s, end
}

func isNewYear(words []string) bool {
	w := strings.Join(words, " ")
	return w == "new year" || w == "neuen jahr" || w == "neues jahr" || w == "ano nuevo" || w == "nuevo ano" || w == "neuen jahres"
}

// nextHoliday returns the coming weekday that is no business day.
func (p *parser) nextHoliday() (Date, bool) {
	for n := range 120 {
		if d := p.base.AddDays(n); isoDay(d) < 6 && !p.cal.IsBusiness(d) {
			return d, true
		}
	}
	return Date{}, false
}

// longWeekend returns the next weekend with a holiday beside it, within two
// months; else the coming weekend.
func (p *parser) longWeekend() span {
	saturday := monday(p.base).AddDays(5)
	for n := range 9 {
		s := saturday.AddDays(7 * n)
		from, to := s, s.AddDays(1)
		if !p.cal.IsBusiness(from.AddDays(-2)) && p.cal.IsBusiness(from.AddDays(-1)) { // a bridge, as after Thanksgiving
			from = from.AddDays(-2)
		}
		for !p.cal.IsBusiness(from.AddDays(-1)) && s.Sub(from) < 3 {
			from = from.AddDays(-1)
		}
		for !p.cal.IsBusiness(to.AddDays(1)) && to.Sub(s) < 4 {
			to = to.AddDays(1)
		}
		if to.Sub(from) > 1 && !to.Before(p.base) {
			return span{from: from, to: to, form: aWeekend}
		}
	}
	return span{from: saturday, to: saturday.AddDays(1), form: aWeekend}
}
