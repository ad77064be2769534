package timeline

import (
	"strings"
	"time"
)

// Calendar knows the business days of the reader's country.
type Calendar interface {
	IsBusiness(Date) bool
	// AddBusinessDays returns the n-th business day after a day.
	AddBusinessDays(d Date, n int) Date
}

// form is the sort of thing that a date expression names: it decides what
// "before" and "by" mean.
type form uint8

const (
	aDay form = iota
	aWeekend
	aWeek
	aMonth // and longer
	aPart  // of a week, month or year
	aDuration
	anHour
)

// span is what a date expression covers.
type span struct {
	first, end int // tokens, end exclusive
	from, to   Date
	form       form
	prep       prep
	vague      bool // names no day
	past       bool // lies before the message
	lower      bool // says when at the earliest only
	relative   bool // counted from an event whose day is not told
	clock      bool // with a time of the day
	back       bool // counted from another expression: "the day after"
	weekday    int  // where a weekday was named
}

// parser reads date expressions among tokens.
type parser struct {
	text   string
	tokens []token
	sent   time.Time
	base   Date
	cal    Calendar
	ref    *span // the expression before
	near   bool  // it stands in the same sentence
	start  Date  // what a duration is counted from, where not from the message: "after that, within two days"
	event  Date  // the day of the interview, where told
	closes Date  // the day when applications close, where told
	phrase bool  // what is read is an expression and nothing else
	order  numericOrder
	depth  int // of expressions within expressions: "the Friday after the week of the 9th"
}

// outside stands before the first token and behind the last one.
var outside = &token{number: -1, meaning: unknown}

func (p *parser) at(i int) *token {
	if uint(i) >= uint(len(p.tokens)) {
		return outside
	}
	return &p.tokens[i]
}

func (p *parser) m(i int) *meaning { return p.at(i).meaning }

func (p *parser) is(i int, words ...string) bool {
	t := p.at(i).text
	for _, w := range words {
		if t == w {
			return true
		}
	}
	return false
}

// seq returns the token after the words that follow i, or 0.
func (p *parser) seq(i int, words ...string) int {
	for k, w := range words {
		if p.at(i+k).text != w {
			return 0
		}
	}
	return i + len(words)
}

// within reports whether i lies in the sentence that the token from belongs to.
func (p *parser) continues(i int) bool { return i < len(p.tokens) && !p.tokens[i].first }

// expression reads a date expression with its preposition at i. It returns
// the token after it, or 0 where none begins there.
func (p *parser) expression(i int) (span, int) {
	rel, lower, between := noPrep, false, false
	if p.is(i, "courant") && p.is(i-1, "au") { // "je vous tiens au courant demain"
		return span{}, 0
	}
	for j := i; j < i+9 && (j == i || p.continues(j)); {
		if p.is(j, "past", "beyond") && j == i && !p.m(j-1).article && (p.m(j+1).weekday > 0 || p.m(j+1).which > 0 && p.m(j+1).which < last || p.m(j+1).article && p.number(j+2) > 0) { // "you won't wait past Friday"
			rel = by
			j++
			continue
		}
		if s, end := p.anaphora(j, rel); end > 0 {
			s.prep, s.first, s.end = rel, i, end
			return p.settle(s), end
		}
		if s, end := p.vagueWord(j); end > 0 && rel < before {
			s.first, s.end, s.prep = i, end, rel
			return s, end
		}
		if s, end := p.core(j, rel); end > 0 {
			if after := p.runsOut(end); rel == before && after > 0 { // "before March is over"
				rel, end = by, after
			}
			if after := p.lateInDay(end); rel == before && after > 0 { // "avant vendredi soir"
				rel, end = by, after
			} else if rel == before && p.lateInDay(end-1) == end { // "avant ce soir"
				rel = by
			}
			if rel == before && (p.is(end, "inclus", "inclusive", "inclusivement") || p.seq(end, "au", "soir") > 0) { // "avant le 30 inclus"
				rel = by
				if end++; p.is(end, "soir") {
					end++
				}
			}
			s.prep, s.first = rel, i
			s, end = p.ranges(s, end, between)
			s, end = p.behind(s, end)
			s.lower = s.lower || lower || rel == from && s.to == s.from && s.form != aDuration
			if p.lowered(i) {
				s.lower = true
			}
			s.end = end
			return p.settle(s), end
		}
		if rel == after && j > i && p.continues(j) {
			if s, end := p.anchor(j); end > 0 && !s.relative {
				s.prep, s.first, s.end, s.form = rel, i, end, aDay
				return p.settle(s), end
			}
		}
		if end := p.limit(j); end > 0 {
			rel, j = by, end
			continue
		}
		if end := p.floor(j); end > 0 {
			lower, j = true, end
			continue
		}
		m := p.m(j)
		switch {
		case p.is(j, "post", "pre") && p.is(j+1, "-"): // "post-Thanksgiving"
			rel = after
			if p.is(j, "pre") {
				rel = before
			}
			j++
		case p.is(j, "following") && (p.m(j+1).article || p.is(j+1, "your", "our")):
			rel = after
		case (rel == before || rel == by) && p.is(j, "acabe", "termine", "finalice", "cierre", "termino"), (rel == before || p.is(j-1, "al")) && p.is(j, "acabar", "terminar", "finalizar", "cerrar", "concluir"):
			rel = within
		case p.is(j, "que", "se") && rel == before:
		case p.is(j, "pasado", "pasando", "pasada", "pasados", "pasadas") && j == i && p.m(j+1).article: // "pasado el 7", "pasada la Semana Santa"
			rel = after
		case p.is(j, "between", "zwischen", "entre"):
			between = true
		case m.prep > 0 && !(p.is(j, "ahead") && !p.is(j+1, "of")): // "going ahead by Friday"
			rel = max(rel, m.prep)
		case m.filler, m.article, m.of, m.or && j > i, m.to && j > i, p.is(j, "~", "than", "no") && j > i, p.is(j, "the", "partir") && j > i:
		default:
			return span{}, 0
		}
		j++
	}
	return span{}, 0
}

// limit reads "no later than".
func (p *parser) limit(i int) int { return p.longest(limits, i) }

// floor reads "as early as": what follows is the earliest day only.
func (p *parser) floor(i int) int { return p.longest(floors, i) }

// lowered reports whether "not before" stands before i.
func (p *parser) lowered(i int) bool {
	return p.m(i).prep == before && p.is(i-1, "not", "nicht", "pas", "no") && !p.is(i-2, "why")
}

// lateInDay returns the token behind words for the later part of a day: who writes before
// that does on this day. It is 0 where there are none.
func (p *parser) lateInDay(i int) int {
	if p.seq(i, "a", "ultima", "hora") > 0 {
		return i + 3
	}
	if p.is(i, "por", "a", "en") && p.is(i+1, "la") {
		i += 2
	}
	if p.is(i, "noon", "midday", "lunchtime", "afternoon", "evening", "night", "midi", "soir", "noche", "tarde", "mediodia", "mittag", "nachmittag", "abend") {
		return i + 1
	}
	return 0
}

// runsOut returns the token behind words that say of the period named before them that
// it ends: "is over", "runs out", "closes", the "out" of "the week's out"; or 0.
func (p *parser) runsOut(i int) int {
	over := func(i int) bool { return p.is(i, "over", "out", "up", "done", "through", "finished") }
	switch {
	case p.is(i, "is", "are") && over(i+1), p.is(i, "runs") && p.is(i+1, "out"), p.is(i, "closes") && p.is(i+1, "out"):
		return i + 2
	case p.is(i, "ends", "closes"), over(i) && strings.HasSuffix(p.at(i-1).text, "'s"):
		return i + 1
	}
	return 0
}

// maxDepth bounds expressions within expressions, so that a text that is made
// to be slow is not.
const maxDepth = 4

// core reads a date expression without its preposition.
func (p *parser) core(i int, rel prep) (span, int) {
	if p.at(i).number < 0 && !p.m(i).core || p.depth >= maxDepth {
		return span{}, 0
	}
	p.depth++
	defer func() { p.depth-- }()
	for _, read := range [...]func(*parser, int, prep) (span, int){
		(*parser).numericDate, (*parser).dayWord, (*parser).anaphora, (*parser).afterAnother, (*parser).calendarDate, (*parser).holiday,
		(*parser).period, (*parser).duration,
	} {
		if s, end := read(p, i, rel); end > 0 {
			if s.weekday > 0 && end == i+1 && rel == noPrep && p.otherThanDay(i) {
				return span{}, 0
			}
			s.first = i
			return s, end
		}
	}
	return span{}, 0
}

// otherThanDay reports whether a weekday cut to three letters is a word of the sentence:
// "Mon client a décidé".
func (p *parser) otherThanDay(i int) bool {
	next := p.at(i + 1)
	return p.tokens[i].end-p.tokens[i].start == 3 && shortNames[p.tokens[i].text] && p.continues(i+1) && next.number < 0 && next.mark() == 0 && !next.meaning.dated
}

// vagueWord reads words that name no day.
func (p *parser) vagueWord(i int) (span, int) {
	if !p.m(i).vague {
		return span{}, 0
	}
	longest := p.longest(vagues, i)
	if longest == 0 {
		return span{}, 0
	}
	// "shortly after the 15th", "sometime next week", "soon, by Friday"
	if longest == i+1 && (p.m(longest).prep > 0 || p.m(longest).which > 0 || p.m(longest).part > 0) && !p.is(longest, "as", "le", "el", "sous", "in", "over", "am", "um") {
		if _, end := p.expression(longest); end > 0 {
			return span{}, 0
		}
	}
	if p.is(i, "sometime") && longest == i+1 {
		if _, end := p.expression(longest); end > 0 {
			return span{}, 0
		}
		return span{}, 0
	}
	if p.is(longest, "as") && p.m(i).vague { // "as soon as next week"
		if _, end := p.core(longest+1, noPrep); end > 0 {
			return span{}, 0
		}
	}
	return span{vague: true}, longest
}

// ranges reads the other ends of a range: the last one counts.
func (p *parser) ranges(s span, end int, between bool) (span, int) {
	for range 3 {
		j := end
		comma := p.at(j).text == ","
		if comma {
			j++
		}
		m := p.m(j)
		switch {
		case p.is(j, "a") && p.is(j+1, "la", "las"): // "el jueves a las 10"
			return s, end
		case p.is(j, "-", "/") && !comma, m.or, m.to && !comma, m.to2 && (between || s.form == aWeek && p.m(j+1).which == next && p.m(j+2).unit == noUnit && p.m(j+2).weekday == 0 && p.m(j+2).month == 0 || s.weekday > 0 && p.m(j+1).weekday > 0 || s.form == aDay && s.prep == on && p.m(j+1).ordinal == 0 && p.at(j+1).number > 0):
			j++
		default:
			return s, end
		}
		for range 4 {
			if n := p.m(j); (n.prep > 0 && n.prep < before || n.filler || n.of) && n.which == 0 && n.part == 0 || p.is(j, "a") && p.m(j+1).part > 0 {
				j++
			}
		}
		if !p.continues(j) {
			return s, end
		}
		if end := p.theNext(j); end > 0 && s.form == aWeek { // "esta semana y la que viene"
			s.from, s.to = s.from.AddDays(7), s.to.AddDays(7)
			return s, end
		}
		saved := p.ref
		p.ref = &s
		other, after := p.core(j, s.prep)
		p.ref = saved
		if after == 0 && s.form >= aWeek && p.m(j).part > 0 && p.m(j+1).which == next { // "this week or early next"
			other, after = p.period2(p.m(j).part, next, weeks), j+2
		}
		if after == 0 && s.form >= aWeek && p.m(j).which >= next { // "this week or next"
			other = span{form: s.form, from: s.from.AddDays(7), to: s.to.AddDays(7)}
			after = j + 1
		}
		if after == 0 || other.vague || other.past || other.form == aDuration && s.form != aDuration {
			return s, end
		}
		if other.weekday > 0 && other.to.Before(s.to) && s.form == aDay { // "Monday or Tuesday"
			other.to = other.to.AddDays(7)
		}
		if other.to.After(s.to) {
			s.to, s.form = other.to, other.form
		}
		s.weekday, s.clock, s.relative = other.weekday, s.clock || other.clock, s.relative || other.relative
		end = after
	}
	return s, end
}

// theNext returns the token behind words for the period after the one before, or 0.
func (p *parser) theNext(i int) int {
	return max(p.seq(i, "la", "que", "viene"), p.seq(i, "la", "q", "viene"), p.seq(i, "la", "que", "entra"), p.seq(i, "la", "q", "entra"), p.seq(i, "la", "siguiente"), p.seq(i, "la", "proxima"), p.seq(i, "la", "prochaine"), p.seq(i, "la", "suivante"))
}

// behind reads a time of the day and "at the latest" behind an expression.
func (p *parser) behind(s span, end int) (span, int) {
	for range 3 {
		j := end
		if p.is(j, ",", "(") && !p.tokens[j].first {
			j++
		}
		for p.m(j).prep == on || p.m(j).filler && p.is(j, "around", "about", "gegen", "at", "by") || p.is(j, "a", "by", "bis", "vers", "las", "in", "the", "dans", "al", "di") && p.continues(j) || p.is(j, "en") && p.is(j+1, "fin") {
			if j++; j > end+4 {
				break
			}
		}
		if !p.continues(j) {
			return s, end
		}
		if p.dayPart(j) {
			end = j + 1
			continue
		}
		if after, ok := p.dayEnd(j); ok {
			end = after
			continue
		}
		if c, after := p.clock(j); after > 0 && c.sure {
			s.clock, end = true, after
			if s.form == aDuration {
				return s, end
			}
			continue
		}
		if after := p.floorBehind(end); after > 0 {
			s.lower = true
			return s, after
		}
		return s, end
	}
	return s, end
}

func (p *parser) floorBehind(i int) int { return p.longest(floorsBehind, i) }

// settle applies the preposition: s.to becomes the last day on which the
// statement is kept. Before a day is the day before it; before a week or a
// weekend the Friday before; before the end of something that end. After
// something is the first business day after it. The other ones end with it.
func (p *parser) settle(s span) span {
	switch {
	case s.vague || s.past:
		return s
	case s.prep == since:
		s.past = true
		return s
	case s.back: // reckoned already
	case s.prep == before && !s.clock:
		switch s.form {
		case aDay, aMonth:
			s.to = s.from.AddDays(-1)
		case aWeek:
			s.to = s.from.AddDays(-3)
		case aWeekend:
			s.to = s.from.AddDays(-1)
		}
	case s.prep == by && s.form == aWeekend:
		s.to = s.from.AddDays(-1)
	case s.prep == after && s.form != aDuration:
		s.to = p.cal.AddBusinessDays(s.to, 1)
	}
	if s.to.Before(p.base) {
		s.past = true
	}
	return s
}
