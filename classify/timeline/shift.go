package timeline

import "time"

// Shift moves an appointment that is known from before: to another day at the same time,
// or to another time of the same day.
type Shift struct {
	Day   Date // zero: the same day, or After days later
	After int
	// Hour and Minute are the new time, Hour -1 the same one. Where Half is false the
	// hour may be one of the morning or of the afternoon: the nearer one is meant.
	Hour, Minute int
	Half         bool
	Asked        bool // the sentence is a question
	Phrase       string
}

// At returns when an appointment is that the shift moves.
func (s Shift) At(start time.Time) time.Time {
	day := DateOf(start).AddDays(s.After)
	if !s.Day.IsZero() {
		day = s.Day
	}
	if s.Hour < 0 {
		return time.Date(day.Year, day.Month, day.Day, start.Hour(), start.Minute(), 0, 0, start.Location())
	}
	at := time.Date(day.Year, day.Month, day.Day, s.Hour, s.Minute, 0, 0, start.Location())
	if other := at.Add(12 * time.Hour); !s.Half && s.Hour < 12 && other.Sub(start).Abs() < at.Sub(start).Abs() {
		return other
	}
	return at
}

// FindShift returns the shift that a text asks for, tells or agrees to: "3:30 instead?",
// "Same time next day?", "Could we move it to Thursday?", "3:30 is fine". A text that names two days or times leaves
// the choice, one that names a day with its time needs no other: they have none.
func FindShift(text string, sent time.Time) (Shift, bool) {
	t := timer{parser: parser{text: text, tokens: tokenize(text), sent: sent, base: DateOf(sent), cal: everyDay{}}}
	var found []Shift
	moves := false // the sentence before moves something
	for start := 0; start < len(t.tokens); {
		end := start + 1
		for end < len(t.tokens) && !t.tokens[end].first {
			end++
		}
		moved := t.moves(start, end)
		if moved || moves && t.is(end-1, "?") {
			found = append(found, t.shifts(start, end)...)
		}
		moves, start = moved, end
	}
	if len(found) != 1 {
		return Shift{}, false
	}
	return found[0], true
}

// moves reports whether a sentence moves an appointment, on no condition.
func (t *timer) moves(start, end int) bool {
	for i := start; i < end; i++ {
		switch {
		case conditional[t.at(i).text] && !t.is(i+1, "possible", "that"):
			return false
		case t.is(i, "instead", "stattdessen"), t.is(i, "same") && t.is(i+1, "time"), t.is(i, "make", "do") && t.is(i+1, "it") && t.at(i+2).number >= 0,
			t.is(i, "gleiche", "gleichen", "gleicher", "selbe", "selben", "selber") && t.is(i+1, "zeit", "uhrzeit"), t.is(i, "meme") && t.is(i+1, "heure"), t.is(i, "misma") && t.is(i+1, "hora"),
			t.is(i, "verschieben", "verlegen", "decaler", "reporter", "aplazar", "posponer"):
			return true
		case t.at(i).number >= 0 && t.suits(i):
			return true
		case moving[t.at(i).text]:
			for k := i + 1; k < min(i+4, end); k++ {
				if movable[t.at(k).text] {
					return true
				}
			}
		}
	}
	return false
}

// suits reports whether the sentence says of the time at i that it suits: "3:30 is fine".
func (t *timer) suits(i int) bool {
	_, after := t.clock(i)
	if after == 0 || !t.is(after, "is", "works", "sounds", "passt", "va", "ist", "me", "would", "geht") {
		return false
	}
	for k := after; k < after+3 && t.continues(k); k++ {
		if t.is(k, "works", "fine", "good", "great", "perfect", "ok", "okay", "better", "ideal", "passt", "gut", "prima", "super", "perfekt", "bien", "parfait", "perfecto", "geht") {
			return true
		}
	}
	return false
}

var (
	moving  = set("move moved moving push pushed pushing shift shifted reschedule rescheduled rescheduling postpone postponed postponing change changed cambiar mover deplacer")
	movable = set("it us our this your the tomorrow's today's interview call meeting chat conversation appointment slot la nuestra nuestro l notre le")
)

// shifts are the days and the times of a sentence to which something is moved.
func (t *timer) shifts(start, end int) []Shift {
	var found []Shift
	days, times := 0, 0
	add := func(s Shift, i, after int) {
		s.Asked = t.is(end-1, "?")
		s.Phrase = t.text[t.tokens[i].start:t.tokens[after-1].end]
		found = append(found, s)
	}
	for i := start; i < end; {
		old := t.is(i-1, "of", "from", "than", "statt", "anstatt", "von", "our", "your", "del") // "instead of 10", "our Tuesday slot"
		if (t.is(i, "next", "following") && t.is(i+1, "day") || t.is(i, "day") && t.is(i+1, "after", "later")) && !t.is(i+2, "or", "tomorrow") {
			add(Shift{After: 1, Hour: -1}, i, i+2)
			days++
			i += 2
			continue
		}
		if day, after := t.dayAtToken(i); after > 0 {
			if !old && !day.past {
				add(Shift{Day: day.to, Hour: -1}, i, after)
				days++
			}
			i = after
			continue
		}
		c, after := t.clock(i)
		if bare := after > 0 && !c.sure; after == 0 || after > end || bare && !t.is(i-1, "it", "to", "do", "at", "um", "las") && !t.is(after, "instead", "statt") && !t.suits(i) {
			i++
			continue
		}
		if !old {
			add(Shift{Hour: c.hour, Minute: c.minute, Half: c.half}, i, after)
			times++
		}
		i = after
	}
	if days > 0 && times > 0 {
		return nil
	}
	return found
}
