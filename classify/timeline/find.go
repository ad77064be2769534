package timeline

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"hearback/classify/internal/linear"
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
// over. Only the first 64 KB are read. Cal's holidays make business days. What is
// stated, and not an appointment, a deadline of the candidate's or anything else with
// a day, the words around the day decide: by rules (cues.txt) and a model (model.go).
//
// ADVICE, "Points settled", says what is the last day of most expressions.
// Where it is silent: "before X" ends the day before X, for a week or weekend
// the Friday before; early in a month is its 10th, mid-month the 15th; a week
// of a month is the one whose Wednesday lies in it; "in March" ends with March;
// "in the new year" ends with January; "a couple of" is two; "a few" is vague;
// "within the week" is this Friday, "in the next week" seven days; "in a month"
// is the same day of the next one; hours count from the minute of the message;
// "after two weeks" is in two weeks; "straight after" a day told before is that day; a
// season is vague. A statement that names
// only the earliest day ("not before Friday") states no timeline, nor does one that says
// what silence means ("if you have not heard by Friday, assume that ...").
func Find(text string, sent time.Time, cal Calendar) []Statement {
	f := finders.Get().(*finder)
	defer f.done()
	*f = finder{
		parser: parser{text: text, tokens: f.tokens[:0], sent: sent, base: DateOf(sent), cal: cal}, words: theLexicon(), split: f.split,
		cues: f.cues[:0], spans: f.spans[:0], waiting: f.waiting[:0], spare: f.spare[:0], spareCues: f.spareCues[:0],
		line: f.line, prior: f.prior[:0], features: f.features, priorTokens: f.priorTokens[:0],
	}
	if s, ok := f.whole(); ok {
		return []Statement{s}
	}
	f.read()
	return f.statements
}

// done gives the room back, without the text.
func (f *finder) done() {
	clear(f.tokens[:min(f.most, cap(f.tokens))])
	clear(f.spare[:min(f.most, cap(f.spare))])
	clear(f.priorTokens[:cap(f.priorTokens)])
	f.split.text = ""
	*f = finder{parser: parser{tokens: f.tokens}, split: f.split, cues: f.cues, spans: f.spans, waiting: f.waiting, spare: f.spare, spareCues: f.spareCues,
		line: f.line, prior: f.prior, features: f.features, priorTokens: f.priorTokens}
	finders.Put(f)
}

// finders keep the room for the tokens of a sentence from one text to the next.
var finders = sync.Pool{New: func() any { return &finder{split: new(splitter)} }}

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
	p := parser{text: phrase, tokens: tokenize(phrase), sent: now, base: DateOf(now), cal: cal, phrase: true}
	s, ok := p.only()
	switch {
	case !ok || s.to.IsZero() && !s.vague:
		return Date{}, fmt.Errorf("%q is no date", phrase)
	case s.vague || s.lower:
		return Date{}, fmt.Errorf("%q names no last day", phrase)
	}
	return s.to, nil
}

// maxPhrase and maxPhraseBytes bound a text that is an expression and nothing else.
const (
	maxPhrase      = 24
	maxPhraseBytes = 150
)

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
			!m.idle {
			return false
		}
		if p.is(i, "?") || p.at(i).number >= 0 {
			return false
		}
	}
	return true
}

// maxAnswer bounds the bytes of a sentence that is nothing but a date.
const maxAnswer = 80

// finder finds the statements among the expressions of a text. It reads one
// sentence at a time, and that only where a word may be part of a date.
type finder struct {
	parser
	words       *lexicon
	split       *splitter
	most        int // tokens that a sentence had
	cues        []found
	cued        bool    // the cues are those of the sentence that is loaded
	spare       []token // of the sentence that those waiting go before, with its cues
	spareCues   []found
	statements  []Statement
	spans       []span
	line        []linear.Feature // the words of the sentence that is loaded, one for each expression
	roots       []linear.Feature // all of them
	loaded      sentence
	prior       []linear.Feature // the words of the sentence before, once recollected
	recollected bool
	priorTokens []token
	features    []linear.Feature
	asking      bool       // the sentence asks leave to answer later
	before      cue        // what governed the sentence before
	passed      sentence   // the sentence before, where it had no expression: its cues are looked for when they matter
	latest      int        // where the last sentence that was read begins
	waiting     []sentence // sentences with dates that state nothing; a later one may speak of their dates
}

// whole reads a text that is an expression and nothing else.
func (f *finder) whole() (Statement, bool) {
	if len(f.text) > maxPhraseBytes || f.unlikely() {
		return Statement{}, false
	}
	f.tokens, f.phrase = tokenize(f.text), true
	f.most = len(f.tokens)
	s, ok := f.only()
	f.phrase = false
	if !ok || s.past || s.lower {
		return Statement{}, false
	}
	return f.statement(s, true), true
}

// unlikely reports whether the first word of the text has no place in an expression.
func (f *finder) unlikely() bool {
	n := 0
	for n < len(f.text) && letters[f.text[n]] != 0 {
		n++
	}
	if n == 0 || n < len(f.text) && joins(f.text[n]) || byteClass[f.text[0]] == aDigit {
		return false
	}
	_, m := f.words.read(f.text[:n])
	return !m.dated
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
	told, answers := false, false
	f.split.begin(f.text, f.words)
	for s, ok := f.split.next(); ok; s, ok = f.split.next() {
		if !s.dates && !(told && s.refers) {
			f.pass(s)
			answers = false
			continue
		}
		told = told || s.dates
		answers = s.end-s.start <= maxAnswer && (answers || f.split.promised())
		if !s.promises && !s.hints && !answers {
			f.wait(s)
			continue
		}
		f.load(s)
		if answers = answers && f.bare(); !f.states(answers) && !s.hints {
			f.wait(s)
			continue
		}
		if len(f.waiting) > 0 && (answers || f.leans()) {
			f.recall()
		}
		f.sentence(s)
		f.latest = s.start
	}
}

// pass goes on to the next sentence. What this one says may still be meant there:
// "We'll be in touch. Hopefully by Friday."
func (f *finder) pass(s sentence) { f.before, f.passed = noCue, s }

// load takes a sentence up.
func (f *finder) load(s sentence) {
	z := tokenizer{text: f.text, words: f.words, tokens: f.tokens[:0]}
	z.sentence(s)
	f.tokens, f.cued, f.most = z.tokens, false, max(f.most, len(z.tokens))
}

// find looks for the cues of the sentence that is loaded.
func (f *finder) find() {
	if !f.cued {
		f.cues, f.cued = findCues(f.cues[:0], f.tokens), true
	}
}

// bare reports whether the sentence that is loaded is nothing but a date, which
// belongs to what was said before.
func (f *finder) bare() bool {
	return !slices.ContainsFunc(f.tokens, func(t token) bool { return !t.meaning.dated && t.number < 0 && t.mark() == 0 })
}

// states reports whether a sentence can state a timeline: it promises, or is bare.
func (f *finder) states(bare bool) bool {
	f.find()
	for _, c := range f.cues {
		if c.cue.promises() || c.cue == intends {
			return true
		}
	}
	return bare || f.bare() || f.intentional()
}

// intentional reports whether a sentence begins with a bare intention: "hoping to".
func (f *finder) intentional() bool { return f.m(0).intends }

// sentence finds the statements of the sentence that is loaded.
func (f *finder) sentence(s sentence) {
	f.spans, f.start, f.near = f.spans[:0], Date{}, false
	end := len(f.tokens)
	for i := 0; i < end; {
		if t := &f.tokens[i]; t.number < 0 && !t.meaning.opens || !f.kernel(i) {
			i++
			continue
		}
		x, after := f.expression(i)
		if after == 0 || after > end {
			i++
			continue
		}
		x = f.behindAfter(x)
		if x.back && f.ref != nil {
			f.start = f.ref.to
		}
		x = f.followsOn(x)
		if n := f.at(x.first - 1).number; n > 0 && n <= 12 && f.is(x.first-2, "at", "um", "las") { // "at 3 tomorrow"
			x.clock = true
		}
		f.spans = append(f.spans, x)
		if !x.vague && !x.to.IsZero() {
			f.ref, f.near = &x, true
			if x.form == aDay && !x.back && f.follows(x) {
				f.start = x.from
			}
			if x.form == aDay && f.closing(x) {
				f.closes = x.to
			}
		}
		i = after
	}
	if len(f.spans) == 0 {
		f.pass(s)
		return
	}
	f.find()
	f.loaded, f.recollected = s, false
	f.judge(f.cues)
}

// reach is how far behind its first word an expression names its day or unit.
const reach = 10

// kernel reports whether a word that every expression needs stands at i or soon
// behind it, with nothing between but words that an expression may hold. Behind
// "after" any may stand: "after our board meeting on March 18".
func (f *finder) kernel(i int) bool {
	if f.m(i).vague && f.longest(vagues, i) > 0 {
		return true
	}
	for k, end := i, min(i+reach, len(f.tokens)); k < end; k++ {
		if f.isKernel(k) {
			return true
		}
		m := f.m(k)
		if m.prep == after || m.which == following {
			end = min(k+reach, len(f.tokens))
			for k++; k < end; k++ {
				if f.isKernel(k) {
					return true
				}
			}
			return false
		}
		if !m.dated && f.tokens[k].mark() == 0 {
			return false
		}
	}
	return false
}

func (f *finder) isKernel(i int) bool {
	m := f.m(i)
	return f.tokens[i].number >= 0 || m.kernel || m.german > 0 && f.weekdayAt(i) > 0 || f.ref != nil && m.back || m.vague && f.longest(vagues, i) > 0
}

// followsOn moves a weekday behind the one that the sentence names before it:
// "closed on Monday, so expect our call on Tuesday", said on a Tuesday; "the panel
// meets next Thursday and I shall ring you on Friday".
func (f *finder) followsOn(x span) span {
	n := len(f.spans)
	if n > 0 && f.besideWeek(x) { // "next week, Thursday or Friday"
		m := monday(f.spans[n-1].to)
		x.from, x.to = m.AddDays(isoDay(x.from)-1), m.AddDays(isoDay(x.to)-1)
		return x
	}
	if n == 0 && f.ref == nil || x.weekday == 0 || x.prep > by || x.from != x.to {
		return x
	}
	before := f.ref
	if n > 0 {
		before = &f.spans[n-1]
	} else if x.prep == by || x.to != f.base || before.to.Sub(x.to) > 7 {
		return x
	}
	last := before.to
	if before.form == aWeek { // "back next week, and on Thursday you hear from me"
		last = before.from
	}
	if before.vague || !last.After(x.to) || before.prep == by && x.to != f.base || x.prep == by && before.form == aDay && x.to != f.base {
		return x
	}
	if n > 0 && before.to.Weekday() == x.to.Weekday() && before.end+1 == x.first && f.is(before.end, ",") { // "the next day, Thursday"
		x.from, x.to = before.to, before.to
		return x
	}
	if x.to == f.base || before.weekday > 0 && before.form == aDay && before.to.Sub(x.to) < 14 {
		for x.to.Before(last) || x.to == last && before.form == aDay {
			x.from, x.to = x.from.AddDays(7), x.to.AddDays(7)
		}
	}
	return x
}

// besideWeek reports whether an expression names weekdays of the week that is named
// right before it.
func (f *finder) besideWeek(x span) bool {
	before := f.spans[len(f.spans)-1]
	beside := before.end == x.first || before.end+1 == x.first && f.is(before.end, ",", "(", ":")
	return beside && before.form == aWeek && !before.vague && !before.past && x.form == aDay && x.weekday > 0 && x.prep <= by
}

// follows reports whether an expression is in a clause behind which others are
// counted from it: "once we are back on the 18th, within three days".
func (f *finder) follows(s span) bool {
	i := s.first
	for i > 0 && !f.divides(i-1) {
		i--
	}
	return f.is(i, "once", "when", "after", "following", "sobald", "wenn", "nachdem") || f.is(i, "as") && f.is(i+1, "soon") ||
		f.is(i, "une") && f.is(i+1, "fois") || f.is(i, "una") && f.is(i+1, "vez") || f.is(i, "des", "lorsque", "cuando")
}

// closing reports whether an expression is in a clause that says when applications
// close: "within two weeks of the closing date" counts from it.
func (f *finder) closing(s span) bool {
	for i := s.first - 1; i >= 0 && !f.divides(i); i-- {
		if closings[f.tokens[i].text] {
			return true
		}
	}
	return false
}

// behindAfter reads the day of a clause that "after" begins: "after I talk to
// the owner on Saturday" is the business day after it.
func (f *finder) behindAfter(s span) span {
	if s.vague || s.past || s.back || s.form != aDay || s.prep > on {
		return s
	}
	for i := s.first - 1; i >= max(0, s.first-9); i-- {
		if f.divides(i) || len(f.spans) > 0 && i < f.spans[len(f.spans)-1].end {
			break
		}
		event := f.is(i, "nach", "apres", "despues", "tras") && (f.m(i+1).article || f.is(i+1, "de", "del", "dem", "unserer", "unserem", "notre", "l", "nuestra", "nuestro"))
		if event || f.is(i, "after", "nachdem", "following") && !f.is(i-1, "day", "week", "look", "looking", "shortly", "soon") {
			s.to, s.from = f.cal.AddBusinessDays(s.to, 1), s.to
			break
		}
	}
	return s
}

// lastCue returns the last cue of a sentence that says whether something is promised.
func lastCue(cues []found) cue {
	for i := len(cues) - 1; i >= 0; i-- {
		if c := cues[i].cue; c.promises() || c == asks || c == meets || c == elsewhere {
			return c
		}
	}
	return noCue
}

func (c cue) promises() bool { return c == contacts || c == decides || c == proceeds }
