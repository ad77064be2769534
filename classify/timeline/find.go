package timeline

import (
	"fmt"
	"time"
)

// Statement is a timeline that a message states, or that one only seems to:
// words such as "soon" name no day.
type Statement struct {
	By    Date // the last day on which the statement is kept, zero where Vague
	Vague bool // says that something will come, not when
	// Decisive statements speak of deciding or of getting in touch, the other
	// ones of a step on the way: interviews end, applications are read.
	Decisive bool
	// Relative statements count from an event whose day the text does not
	// tell ("a week after your interview"): By counts from the message's day.
	Relative   bool
	Phrase     string // the words, as they stand in the text
	Start, End int    // where they stand in it, in bytes
}

// Find returns the timelines that an employer states in a text, in the order
// of the text. Days are read against the day of sent in its zone. The text is
// what was written now; quoted lines and earlier messages below it are passed
// over. Only the first 64 KB are read. Cal's holidays make business days.
//
// ADVICE, "Points settled", says what is the last day of most expressions.
// Where it is silent: "before X" ends the day before X, for a week or weekend
// the Friday before; early in a month is its 10th, mid-month the 15th; a week
// of a month is the one whose Wednesday lies in it; "in March" ends with March;
// "in the new year" ends with January; "a couple of" is two; "a few" is vague;
// "within the week" is this Friday, "in the next week" seven days; "in a month"
// is the same day of the next one; hours count from the minute of the message;
// "after two weeks" is in two weeks; a season is vague. A statement that names
// only the earliest day ("not before Friday") states no timeline.
func Find(text string, sent time.Time, cal Calendar) []Statement {
	f := finder{parser: parser{tokens: tokenize(text), sent: sent, base: DateOf(sent), cal: cal}, text: text}
	f.us = orderOf(sent, english(f.tokens))
	if s, ok := f.whole(); ok {
		return []Statement{s}
	}
	f.read()
	return f.statements
}

// Promise returns what a message as a whole promises: the last dated statement
// that speaks of deciding or getting in touch, else the last dated one, else the
// last vague one.
func Promise(statements []Statement) (Statement, bool) {
	best, rank := Statement{}, 0
	for _, s := range statements {
		r := 1
		if !s.Vague {
			r = 2
			if s.Decisive {
				r = 3
			}
		}
		if r >= rank {
			best, rank = s, r
		}
	}
	return best, rank > 0
}

// ParsePhrase reads a timeline told by hand: a date expression and nothing
// else ("next Friday", "in two to three days", "20 March", "2026-03-20"). It
// returns the last day on which it is kept, read against the day of now in its
// zone. A date that names its year may lie in the past. Words without a day
// ("soon") are an error.
func ParsePhrase(phrase string, now time.Time, cal Calendar) (Date, error) {
	p := parser{tokens: tokenize(phrase), sent: now, base: DateOf(now), cal: cal, phrase: true}
	p.us = orderOf(now, english(p.tokens))
	s, ok := p.only()
	switch {
	case !ok || s.to.IsZero() && !s.vague:
		return Date{}, fmt.Errorf("%q is no date", phrase)
	case s.vague || s.lower:
		return Date{}, fmt.Errorf("%q names no last day", phrase)
	}
	return s.to, nil
}

// maxPhrase bounds the tokens of a text that is an expression and nothing else.
const maxPhrase = 24

// only reads tokens that are one expression, with words around it that change nothing.
func (p *parser) only() (span, bool) {
	if len(p.tokens) == 0 || len(p.tokens) > maxPhrase {
		return span{}, false
	}
	for i := 0; i < len(p.tokens) && i < 6; i++ {
		if s, end := p.expression(i); end > 0 && p.idle(end, len(p.tokens)) {
			return s, true
		}
		if !p.idle(i, i+1) {
			break
		}
	}
	return span{}, false
}

// idle reports whether the tokens from i to end say nothing.
func (p *parser) idle(i, end int) bool {
	for ; i < end; i++ {
		m := p.m(i)
		if p.at(i).number < 0 && !m.filler && !m.article && p.at(i).mark() == 0 && p.at(i).text != "…" &&
			!p.is(i, "if", "not", "sooner", "spatestens", "plus", "tardar", "more", "now", "et", "est", "pt", "ct", "cet", "gmt", "time", "eastern", "pacific", "anytime", "some", "earlier", "then", "or", "so", "possible", "moglich") {
			return false
		}
		if p.is(i, "?") || p.at(i).number >= 0 {
			return false
		}
	}
	return true
}

// finder finds the statements among the expressions of a text.
type finder struct {
	parser
	text       string
	statements []Statement
	spans      []span
	next       int    // the next kernel
	before     cue    // what governed the sentence before
	unread     [2]int // the sentence before, where it had no expression: its cues are looked for when they matter
}

// whole reads a text that is an expression and nothing else.
func (f *finder) whole() (Statement, bool) {
	f.phrase = true
	s, ok := f.only()
	f.phrase = false
	if !ok || s.past || s.lower {
		return Statement{}, false
	}
	return f.statement(s, true), true
}

func (f *finder) statement(s span, decisive bool) Statement {
	start, end := f.tokens[s.first].start, f.tokens[s.end-1].end
	st := Statement{Vague: s.vague, Decisive: decisive, Relative: s.relative && !s.vague, Phrase: f.text[start:end], Start: start, End: end}
	if !s.vague {
		st.By = s.to
	}
	return st
}

func (f *finder) read() {
	for start := 0; start < len(f.tokens); {
		end := start + 1
		for end < len(f.tokens) && !f.tokens[end].first {
			end++
		}
		f.sentence(start, end)
		start = end
	}
}

func (f *finder) sentence(start, end int) {
	f.spans, f.start, f.near = f.spans[:0], Date{}, false
	for i := start; i < end; {
		t := &f.tokens[i]
		if t.number < 0 && (t.meaning == nil || !t.meaning.starts && t.meaning.unit == noUnit) && !f.unlisted(i) {
			i++
			continue
		}
		if !f.kernel(i, end) {
			i++
			continue
		}
		s, after := f.expression(i)
		if after == 0 || after > end {
			i++
			continue
		}
		s = f.behindAfter(s, start)
		if s.back && f.ref != nil {
			f.start = f.ref.to
		}
		if n := len(f.spans); n > 0 && s.weekday > 0 && s.prep <= on && s.to == f.base && f.spans[n-1].to.After(s.to) && !f.spans[n-1].vague {
			s.to = s.to.AddDays(7) // "closed on Monday, so expect our call on Tuesday", said on a Tuesday
		}
		f.spans = append(f.spans, s)
		if !s.vague && !s.to.IsZero() {
			last := s
			f.ref, f.near = &last, true
		}
		i = after
	}
	if len(f.spans) == 0 {
		// What came before may still be meant: "We'll be in touch. Hopefully by Friday."
		f.before, f.unread = noCue, [2]int{start, end}
		return
	}
	f.judge(start, end)
}

// reach is how far behind its first word an expression names its day or unit.
const reach = 10

// kernel reports whether a word that every expression needs stands near enough.
func (f *finder) kernel(i, end int) bool {
	if f.m(i).vague && f.longest(vagues, i) > 0 {
		return true
	}
	for ; f.next < i || f.next < end && !f.isKernel(f.next); f.next++ {
	}
	return f.next < end && f.next-i < reach
}

func (f *finder) isKernel(i int) bool {
	t := &f.tokens[i]
	if t.number >= 0 {
		return true
	}
	if m := t.meaning; m != nil && (m.month > 0 || m.weekday > 0 || m.unit > 0 || m.day > 0 || m.holiday || m.ordinal > 3 || m.vague && f.longest(vagues, i) > 0) {
		return true
	}
	return specials[t.text] || f.ref != nil && backs[t.text] || f.joined(i) != noUnit
}

// behindAfter reads the day of a clause that "after" begins: "after I talk to
// the owner on Saturday" is the business day after it.
func (f *finder) behindAfter(s span, start int) span {
	if s.vague || s.past || s.back || s.form != aDay || s.prep > on {
		return s
	}
	for i := s.first - 2; i >= max(start, s.first-9); i-- {
		if f.divides(i) || len(f.spans) > 0 && i < f.spans[len(f.spans)-1].end {
			break
		}
		if f.is(i, "after", "nachdem", "following") && !f.is(i-1, "day", "week", "look", "looking", "shortly", "soon") {
			s.to, s.from = f.cal.AddBusinessDays(s.to, 1), s.to
			break
		}
	}
	return s
}

// specials are words of expressions that mean nothing elsewhere, backs those
// that speak of the expression before.
var (
	specials = set("q1 q2 q3 q4 kw kalenderwoche w eow eom eoq eoy eod cob eob eop noon midday lunchtime midi mediodia close business feierabend dienstschluss " +
		"tagesende geschaftsschluss hora puente feiertag")
	backs = set("then that after thereafter afterwards afterward danach darauf dahin la lendemain siguiente suivant tag folgetag entonces anschluss time")
)

// unlisted reports whether an expression begins with a word that the lexicon has no meaning for.
func (f *finder) unlisted(i int) bool {
	return f.is(i, "q1", "q2", "q3", "q4", "kw", "eow", "eom", "eoq", "eoy", "no", "not", "between", "zwischen", "entre", "thereafter", "then", "afterwards", "danach", "dahin", "lendemain", "tags", "maximum", "max", "maximal", "kalenderwoche", "monatsende", "jahresende", "quartalsende", "eop", "w", "straight", "immediately", "anschliessend", "that")
}

// last returns the last cue of a sentence that says whether something is promised.
func (f *finder) last(cues []found) cue {
	for i := len(cues) - 1; i >= 0; i-- {
		if c := cues[i].cue; c.promises() || c == asks || c == meets || c == elsewhere {
			return c
		}
	}
	return noCue
}

func (c cue) promises() bool { return c == contacts || c == decides || c == proceeds }
