package timeline

import "strings"

// intents are words that say what becomes of a time, as beginnings of words.
var intents = map[Intent][]string{
	Cancelled: {"cancel", "abgesagt", "absagen", "annul", "called off", "anula"},
	Moved: {"reschedul", "moved", "move", "postpone", "pushed", "push", "instead", "shifted", "verschob", "verleg", "report", "deplac", "decal", "aplaz",
		"reprogram", "changed", "verschieb"},
	Offered: {"available", "availab", "option", "slots", "times", "choose", "which", "suit", "either", "propos", "passt", "passen", "wahl", "creneau", "convien", "convendr",
		"dispon", "would work", "work for", "works for", "how about", "vorschl", "could you", "opcion", "elij", "viene bien", "vorschlag", "let me know if", "hold"},
	Confirmed: {"confirm", "scheduled", "booked", "set for", "see you", "bestatig", "stattfind", "findet", "statt", "aura lieu", "will be", "takes place", "take place", "tendra lugar", "sera", "looking forward",
		"all set", "agendad", "einladung"},
}

// intentWords are the intents' words by their first letter.
var intentWords = func() (by [256][]intentWord) {
	for intent, words := range intents {
		for _, w := range words {
			head, rest, two := strings.Cut(w, " ")
			next, _, _ := strings.Cut(rest, " ")
			by[w[0]] = append(by[w[0]], intentWord{head, next, two, intent})
		}
	}
	return by
}()

// intentWord is the beginning of a word; of two, the first word and the beginning
// of the second.
type intentWord struct {
	word, next string
	two        bool
	intent     Intent
}

// intentOf returns what the words of a sentence say, the strongest first.
func (t *timer) intentOf(start, end int) (Intent, bool) {
	var said [Cancelled + 1]bool
	for i := start; i < end; i++ {
		w := t.at(i).text
		if len(w) < 2 {
			continue
		}
		if t.agrees(i, start, end) {
			said[Confirmed] = true
			continue
		}
		for _, b := range intentWords[w[0]] {
			if !b.two && strings.HasPrefix(w, b.word) || b.two && w == b.word && strings.HasPrefix(t.at(i+1).text, b.next) {
				said[b.intent] = true
			}
		}
	}
	for i := start; i < end && said[Moved]; i++ {
		if t.is(i, "clock", "clocks", "uhren", "horloges", "relojes") { // "our clocks will have changed by then"
			said[Moved] = false
		}
	}
	question := t.at(end-1).text == "?"
	switch {
	case said[Cancelled]:
		return Cancelled, true
	case said[Moved] && !question:
		return Moved, true
	case said[Offered], question:
		return Offered, true
	case said[Confirmed]:
		return Confirmed, true
	}
	return Stated, false
}

// agrees reports whether the word at i says that a time is agreed: "suits Owen
// well", "works fine for the team".
func (t *timer) agrees(i, start, end int) bool {
	if !t.is(i, "suits", "works", "passt", "convient", "viene") || t.is(end-1, "?") {
		return false
	}
	for k := start; k < i; k++ {
		if t.is(k, "if", "whether", "which", "what", "wenn", "ob", "falls", "si", "when") {
			return false
		}
	}
	for k := i + 1; k < min(i+5, end); k++ {
		if t.is(k, "well", "fine", "great", "perfectly", "nicely", "gut", "bestens", "parfaitement", "bien", "perfecto") {
			return !t.is(k+1, "for") || !t.is(k+2, "you")
		}
		if t.is(k, "you", "ihnen", "dir", "vous", "te", "le") || t.at(k).mark() != 0 {
			return false
		}
	}
	return false
}

// refuses reports whether the clause around a time, from i to after with its day from
// the byte first, says that the writer cannot then: "Tuesday at 3 doesn't work for me".
// On a condition it does not.
func (t *timer) refuses(first, i, after, start, end int) bool {
	from, to := i, after
	for from > start && (t.at(from-1).start >= first || !t.parts(from-1)) {
		from--
	}
	for to < end && !t.parts(to) {
		to++
	}
	denied, able := false, false
	for k := from; k < to; k++ {
		switch w := t.at(k).text; {
		case conditional[w]:
			return false
		case refusing[w]:
			return true
		case (denying[w] || strings.HasSuffix(w, "n't")) && !t.is(k-1, "why") && !t.is(k+1, "only", "later", "before", "forget", "problem"):
			denied = true
		case possible[w]:
			able = true
		}
	}
	return denied && able
}

// parts reports whether a clause ends at the token.
func (t *timer) parts(i int) bool {
	return t.is(i, ",", ";", "(", ")", "but", "aber", "sondern", "mais", "pero", "sino", "however", "instead") || t.is(i, "-") && !t.at(i).glued
}

// The words by which a time is refused: those that do by themselves, and a denial of
// what is possible.
var (
	refusing    = set("unable unavailable conflict conflicts clash clashes impossible imposible verhindert")
	denying     = set("not no cannot can't nicht kein keine leider pas ne unfortunately")
	possible    = set("make do attend join come work works suit suits available free possible fit fits can't cannot moglich verfugbar passt passen kann konnen konnte schaffe klappt geht disponible libre peux pourrai pourrais convient puedo podre podria va viene posible")
	conditional = set("if whether wenn falls ob si unless should sollte sollten")
)
