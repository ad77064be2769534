package timeline

import "time"

// maxCount bounds the number of a duration: more is no timeline.
const maxCount = 400

// amount reads a number in digits or words, or a range of numbers, whose
// upper end it returns; few is set for an uncertain one.
func (p *parser) amount(i int) (n int, few bool, end int) {
	one := func(i int) (int, bool, int) {
		for p.is(i, "another", "good", "about", "around", "roughly") && (p.m(i+1).number > 0 || p.m(i+1).few || p.at(i+1).number >= 0 || p.m(i+1).article) {
			i++
		}
		t, m := p.at(i), p.m(i)
		switch {
		case t.number >= 0:
			if t.number == 0 || t.number > maxCount || p.is(i+1, ".", ":", "/", ",") && p.at(i+1).glued && p.at(i+2).glued && p.at(i+2).number >= 0 {
				return 0, false, 0
			}
			return t.number, false, i + 1
		case m.few:
			return 0, true, i + 1
		case m.number > 0:
			if m.number >= 20 && p.is(i+1, "-") && p.m(i+2).number > 0 && p.m(i+2).number < 10 {
				return m.number + p.m(i+2).number, false, i + 3
			}
			if m.number == 1 && (p.is(i+1, "couple", "few", "paar", "pair", "handful", "number", "par") || p.m(i+1).few) {
				if p.is(i+1, "couple", "pair", "par") {
					end := i + 2
					if p.m(end).of {
						end++
					}
					return 2, false, end
				}
				end := i + 2
				if p.m(end).of {
					end++
				}
				return 0, true, end
			}
			end := i + 1
			if p.is(i, "couple", "dizaine", "decena", "pair") && p.m(end).of {
				end++
			}
			return m.number, false, end
		}
		return 0, false, 0
	}
	n, few, end = one(i)
	if end == 0 {
		return 0, false, 0
	}
	if p.is(end, "(") && p.at(end+1).number >= 0 && p.is(end+2, ")") {
		end += 3
	}
	if p.is(end, "-", "/") || p.m(end).or || p.m(end).to || p.m(end).to2 && p.seq(end, "and", "a", "half") == 0 {
		if more, f, after := one(end + 1); after > 0 {
			n, few, end = max(n, more), few || f, after
			if p.is(end, "(") && p.at(end+1).number >= 0 && p.is(end+2, ")") {
				end += 3
			}
		}
	}
	if p.is(end, "+") {
		end++
	}
	return n, few, end
}

// duration reads a length of time: "two to three weeks", "5 business days",
// "a day or two", "zwei Wochen", "quinze jours ouvrés", "48 hours", and the
// day that it is counted from: "a week from Friday", "two days after your interview".
func (p *parser) duration(i int, rel prep) (span, int) {
	j, ahead, behind := i, false, false
	for j < i+4 && (p.m(j).article && p.m(j).number == 0 || p.m(j).which == next || p.m(j).which == coming || p.m(j).which == following || p.m(j).which == last || p.is(j, "first")) {
		if p.m(j).which == last {
			return span{}, 0
		}
		ahead, behind = ahead || p.m(j).which > 0, behind || p.m(j).which == following
		j++
	}
	n, few, j := p.amount(j)
	if j == 0 || p.is(j-1, "half") {
		return span{}, 0
	}
	half := p.seq(j, "and", "a", "half") > 0 && p.m(j+3).unit != noUnit // "two and a half weeks"
	if half {
		j += 3
	}
	work, j := p.qualified(j)
	u := p.m(j).unit
	if u == noUnit || u == minutes || u == weekends || u == quarters || u == years && n > 1 || p.m(j).unit == hours && p.is(j, "h") && p.at(j-1).number < 24 {
		return span{}, 0
	}
	if p.is(j-1, "-") && p.is(j+1, "interview", "call", "conversation", "meeting", "contract", "internship", "notice", "project", "assignment", "test", "trial") {
		return span{}, 0
	}
	if p.is(j, "quinzaine") { // fifteen days, where a fortnight is fourteen
		n, u = 15*n, days
		if p.m(j+1).of && p.is(j+2, "jours") {
			j += 2
		}
	}
	j++
	if p.m(j).work {
		work = true
		j++
	}
	if u == workdays {
		u, work = days, true
	}
	extra := 0
	switch {
	case half, p.seq(j, "and", "a", "half") > 0:
		if !half {
			j += 3
		}
		extra = map[unit]int{days: 1, weeks: 4, months: 15}[u]
	case p.m(j).or && p.number(j+1) > n && p.number(j+1) < 5 && p.m(j+2).unit == noUnit: // "a day or two"
		n = p.number(j + 1)
		j += 2
	case p.m(j).or && p.m(j+1).number > n && p.m(j+2).unit == u: // "a week or two weeks"
		n = p.m(j + 1).number
		j += 3
	case p.seq(j, "or", "so") > 0, p.seq(j, "o", "asi") > 0, p.seq(j, "or", "thereabouts") > 0:
		j += 2
	case p.m(j).or && p.m(j+1).few:
		few = true
		j += 2
	}
	if p.m(j).to && p.m(j+1).number > 0 && p.m(j+2).unit != noUnit || p.m(j).or && p.m(j+1).number > 0 && p.m(j+2).unit != noUnit && p.m(j+2).unit != u { // "a week to ten days"
		if s, end := p.duration(j+1, rel); end > 0 {
			return s, end
		}
	}
	if p.is(j, "'") || p.is(j, "\"") {
		j++
	}
	if p.is(j, "time") || p.is(j, "temps") {
		j++
	}
	if p.notAhead(i, j, rel) {
		return span{past: true}, j
	}
	start := p.start
	defer func() { p.start = start }()
	switch {
	case p.m(i-1).prep == within && p.m(i-2).day == today: // "heute in einer Woche"
		p.start = Date{}
	case behind && p.ref != nil && !p.ref.vague && p.ref.form == aDay: // "they meet on Thursday, and within the following two days"
		p.start = p.ref.to
	}
	return p.counted(n, u, work, few, extra, j)
}

// number is what is told at i in digits or in a word, or less than 1.
func (p *parser) number(i int) int { return max(p.at(i).number, p.m(i).number) }

// qualified passes over words between a number and its unit: "two more full
// working weeks". Work is set where one of them makes business days.
func (p *parser) qualified(i int) (work bool, end int) {
	for k := 0; k < 3; k, i = k+1, i+1 {
		if m := p.m(i); m.work {
			work = true
		} else if !(m.which == next || m.which == coming || p.is(i, "full", "more", "further", "additional", "short", "other", "calendar", "weitere", "weiteren", "volle", "good", "consecutive", "of", "max", "-", "clear", "solid")) {
			break
		}
	}
	return work, i
}

// notAhead reports whether the duration from i to j does not lie ahead: "two
// weeks ago", "for six months", "a 30 day notice period", "vor zwei Wochen".
func (p *parser) notAhead(i, j int, rel prep) bool {
	if p.is(j, "ago", "earlier", "old", "notice", "prior", "experience", "long", "contract", "back", "each", "probation", "internship", "alt", "erfahrung", "ans", "antes", "atras", "auparavant", "holiday", "vacation", "paid", "leave") ||
		p.is(j, "of") && p.is(j+1, "experience", "notice", "leave", "vacation", "annual", "paid", "training") || p.is(j, "per", "pro", "par") && p.m(j+1).unit != noUnit || // "5 days a week", not "48 Stunden per Mail"
		p.is(j, "beforehand", "vorher", "zuvor") || p.seq(j, "in", "advance") > 0 || // "a link will be sent two days before"
		p.is(j, "before", "ahead", "davor", "avant") && (!p.continues(j+1) || p.at(j+1).mark() != 0 || p.is(j+1, "your", "the", "our", "of") && (meetings[p.at(j+2).text] || meetings[p.at(j+3).text])) {
		return true
	}
	if p.m(i-1).unit > 0 && p.m(i).article && p.at(i).number < 0 { // "3 days a week"
		return true
	}
	for k := i - 1; k >= i-3 && k >= 0; k-- {
		switch {
		case p.is(k, "for", "lasts", "lasting", "last", "every", "each", "fur", "pendant", "durant", "por", "seit", "hace", "since", "jede", "alle"),
			p.is(k, "vor") && rel == before, p.is(k, "a") && p.is(k-1, "y") && p.is(k-2, "il"):
			return !p.is(k, "for") || !p.is(k-1, "wait", "tight", "patient", "on", "asked", "asking", "asks") && !p.is(i, "another")
		case p.tokens[k].first:
			return false
		case p.m(k).filler || p.m(k).article || p.m(k).prep == on || p.is(k, "up", "to", "about"):
		default:
			return false
		}
	}
	return false
}

// counted counts a duration from the day that follows at i, else from the message.
func (p *parser) counted(n int, u unit, work, few bool, extra, i int) (span, int) {
	start, end, relative := p.base, i, false
	if !p.start.IsZero() {
		start = p.start
	}
	switch {
	case p.fromMessage(i) > 0:
		start, end = p.base, p.fromMessage(i)
	case p.m(i).day > 0 && (u == weeks || u == fortnights) && n == 1: // "a week tomorrow"
		start, end = p.base.AddDays(int(p.m(i).day)-1), i+1
	case p.is(i, "later", "spater", "darauf", "after", "apres", "despues", "danach", "thereafter", "afterwards", "following", "siguientes", "posteriores", "suivants") && (p.endsClause(i+1) || p.is(i, "thereafter", "danach", "darauf", "afterwards")) && p.ref != nil && !p.ref.vague:
		start, end = p.ref.to, i+1
	case p.is(i, "later") && p.ref != nil && p.ref.form == aDay && !p.ref.vague && !p.is(i+1, "than", "this", "next", "in", "on"): // "two days later you hear from us"
		start, end = p.ref.to, i+1
	case p.seq(i, "plus", "tard") > 0, p.seq(i, "mas", "tarde") > 0, p.seq(i, "apres", "cela") > 0, p.seq(i, "after", "that") > 0, p.seq(i, "qui", "suivent") > 0:
		if p.ref == nil || p.ref.vague {
			break
		}
		start, end = p.ref.to, i+2
	case p.m(i).prep == after, p.m(i).prep == from, p.is(i, "following", "of", "on", "de", "des", "du", "d", "suivant", "siguientes", "ab", "posteriores", "suivants", "suivant", "a", "seit"):
		if d, behind := p.anchor(i + 1); behind > 0 {
			start, end, relative = d.to, behind, d.relative
		} else if p.m(i).prep == on {
			break
		}
	}
	if few || n == 1 && u == days && p.m(i).of && p.is(i+1, "estos") { // "un día de estos"
		return span{vague: true, form: aDuration}, end
	}
	s := p.lasting(n, u, work, start)
	if extra > 0 {
		s.to = s.to.AddDays(extra)
	}
	s.relative = relative
	return s, end
}

// fromMessage returns the token behind words by which a duration counts from the message:
// "from today", "of this notice"; 0 where there are none.
func (p *parser) fromMessage(i int) int {
	switch {
	case p.is(i, "hence", "today"):
		return i + 1
	case p.is(i, "from") && p.is(i+1, "now", "today"), p.is(i, "ab") && p.m(i+1).day == today:
		return i + 2
	case p.is(i, "from", "of", "after") && p.is(i+1, "this") && p.is(i+2, "email", "e-mail", "mail", "message", "notice", "letter", "note", "text"):
		return i + 3
	}
	return 0
}

// anchor reads the day or the event that a duration is counted from.
func (p *parser) anchor(i int) (span, int) {
	if p.is(i, "compter", "partir", "contar") { // "à compter d'aujourd'hui"
		i++
	}
	if p.is(i, "that", "this", "then", "it") && p.ref != nil && !p.ref.vague && p.m(i+1).weekday == 0 { // "within a week of that date"
		end := i + 1
		if p.is(end, "date", "day", "meeting", "point", "time", "session", "decision", "vote") {
			end++
		}
		return span{from: p.ref.to, to: p.ref.to}, end
	}
	for k := i; k < i+3; k++ {
		if s, end := p.core(k, on); end > 0 && !s.vague && (s.form == aDay || s.form == aPart || s.form == aWeekend || s.form == aWeek || s.form == aMonth) && !p.eventDay(end) {
			return s, end
		}
		if !p.m(k).article && !p.m(k).of {
			break
		}
	}
	for k := i; k < i+2 && p.continues(k); k++ { // "of yesterday's interview"
		ago := 0
		switch {
		case p.is(k, "yesterday's", "gestrigen"):
			ago = 1
		case !p.is(k, "today's", "heutigen"):
			continue
		}
		if events[p.at(k+1).text] {
			day := p.base.AddDays(-ago)
			return span{from: day, to: day}, k + 2
		}
	}
	for k := i; k < i+6 && p.continues(k); k++ {
		if events[p.at(k).text] {
			end := k + 1
			if p.is(end, "centre", "center", "day", "date", "round", "exercise", "task", "session", "shift") {
				end++
			}
			// "the closing date (15 March)", "your interview on Friday"
			for j := end; j < end+4 && p.continues(j); j++ {
				if s, after := p.calendarDate(j, on); after > 0 && !s.past {
					return s, after
				}
				if !p.is(j, "(", ",", "on", "of", "which", "is", "am", "le", "el", "date", "du", "del", "closes", "ends", "close") {
					break
				}
			}
			if !p.event.IsZero() && meetings[p.at(k).text] {
				return span{from: p.event, to: p.event}, end
			}
			if p.event.IsZero() && meetings[p.at(k).text] && p.ref != nil && p.ref.form == aDay && !p.ref.vague && p.is(k-1, "the", "this", "that", "der", "dieser", "la", "cette", "esta", "dicha") { // "The board sits on 1 August; within a week of the meeting"
				return span{from: p.ref.to, to: p.ref.to}, end
			}
			if !p.closes.IsZero() && closings[p.at(k).text] {
				return span{from: p.closes, to: p.closes}, end
			}
			return span{from: p.base, to: p.base, relative: true}, end
		}
		if p.at(k).mark() != 0 {
			break
		}
	}
	return span{}, 0
}

func (p *parser) eventDay(i int) bool { return meetings[p.at(i).text] }

// events are what a duration may be counted from; meetings are those of them
// whose day an appointment in the text tells, also by a verb, closings those of
// which another clause does: "Applications close on 14 March."
var (
	meetings     = set("interview interviews conversation call meeting chat visit gesprach vorstellungsgesprach interviewtermin gesprachs entretien entrevista discussion assessment audition presentation trial panel probearbeiten probetag hearing sitting sitzung reunion sesion seance")
	closings     = set("closing closes close deadline advert bewerbungsschluss cloture cierre")
	meetingVerbs = set("met meet spoke speaking meeting")
	events       = set("interview interviews conversation call meeting chat visit gesprach vorstellungsgesprach gesprachs entretien entrevista discussion receipt vote " +
		"received receiving date deadline application applying submission submitting applied erhalt eingang bewerbung bewerbungsschluss reception candidature cloture recepcion solicitud cierre deadline close closes closing advert advertisement test assessment assignment audition presentation trial probearbeiten probetag round panel day fecha hearing sitting sitzung reunion sesion seance")
)

// lasting counts a duration. Business hours count eight to the business day's
// twenty-four: 48 business hours are two business days.
func (p *parser) lasting(n int, u unit, work bool, from Date) span {
	s := span{from: from, form: aDuration}
	switch {
	case u == hours && work:
		s.to = p.cal.AddBusinessDays(from, (n+23)/24)
	case u == hours && from != p.base:
		s.to = from.AddDays((n + 23) / 24)
	case u == hours:
		s.to = DateOf(p.sent.Add(time.Duration(n) * time.Hour))
		s.form = anHour
	case work:
		k := n
		if u == weeks {
			k = 5 * n
		}
		s.to = p.cal.AddBusinessDays(from, k)
	case u == days:
		s.to = from.AddDays(n)
	case u == weeks:
		s.to = from.AddDays(7 * n)
	case u == fortnights:
		s.to = from.AddDays(14 * n)
	default: // a month, a year: the same day of it, or its last one
		m := int(from.Month) - 1 + n
		if u == years {
			m = int(from.Month) - 1 + 12*n
		}
		y, month := from.Year+m/12, time.Month(m%12+1)
		s.to = Date{y, month, min(from.Day, monthEnd(y, month).Day)}
	}
	return s
}
