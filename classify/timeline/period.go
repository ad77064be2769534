package timeline

import "time"

// plurals are units of which a number is meant.
var plurals = set("days weeks months hours weekdays workdays years tage tagen wochen monate monaten werktage werktagen arbeitstage arbeitstagen jours semaines dias semanas meses stunden")

// period reads a week, a weekend, a month, a quarter, a year, a weekday or a
// business day with what says which one and which part of it: "early next
// week", "the end of the month", "mid-March", "Anfang nächster Woche", "fin
// de semaine", "a finales de mes", "next Friday", "the following Monday".
func (p *parser) period(i int, rel prep) (span, int) {
	if s, end := p.numberedQuarter(i); end > 0 {
		return s, end
	}
	j, pt, wh, article, half, work := i, whole, anyOne, false, false, false
	ordinal, words := 0, 0
loop:
	for ; j < i+11 && (j == i || p.continues(j)); j++ {
		m := p.m(j)
		switch {
		case p.weekNumber(j) > 0:
			return p.numberedWeek(p.weekNumber(j), pt)
		case p.is(j, "half", "halfte", "moitie", "mitad"):
			half, pt = true, middle
			if ordinal == 2 || wh == last {
				pt, wh = late, anyOne
			}
		case m.ordinal > 0 && m.ordinal < 6 && (p.is(j+1, "half", "halfte", "part", "thing", "monday", "tuesday", "wednesday", "thursday", "friday", "week", "woche", "semaine", "semana", "quincena", "quinzaine", "full", "weeks", "couple", "few", "days") || p.m(j).ordinal == 1 && p.m(j+1).work):
			ordinal = m.ordinal
		case p.is(j, "thing", "part", "parts", "tail", "full") && (pt > 0 || ordinal > 0):
			if p.is(j, "thing") {
				pt = early
			}
		case m.which == last && p.m(j+1).weekday > 0 && p.m(j+2).of:
			ordinal = -1
		case m.which == last && p.is(j+1, "half", "week", "part", "day", "few", "jour", "dia", "tag") && (p.m(j+2).of || p.is(j+2, "im", "in")):
			ordinal = -1
			if p.is(j+1, "part") {
				pt = late
			}
		case p.is(j, "misma", "mismo", "very", "calendar") && wh > 0: // "esta misma semana"
		case p.is(j, "lo") && p.is(j+1, "que") && p.is(j+2, "queda", "resta"): // "en lo que queda de semana"
			wh = this
			j += 2
		case p.is(j, "fin") && p.is(j+1, "de") && p.is(j+2, "semana"): // the weekend, in Spanish
			return p.period2(whole, wh, weekends), j + 3
		case p.is(j, "media") && p.m(j+1).unit == weeks: // "a media semana"
			pt = middle
		case p.is(j, "midweek"):
			pt = middle
			break loop
		case p.is(j, "otra") && p.is(j-1, "la") && p.is(j+1, "semana"):
			wh = next
		case p.is(j, "presente") && p.is(j+1, "mes") && p.is(j+2, "excuses", "respects", "salutations", "condoleances", "felicitations", "regrets"): // "je vous présente mes excuses"
			return span{}, 0
		case m.which > 0 && !(m.ordinal > 0 && m.unit > 0):
			wh = m.which
			words++
		case m.part > 0 && !(p.is(j, "close") && !p.m(j+1).of):
			pt = max(pt, m.part)
			words++
		case m.article:
			article = article || !p.is(j, "a", "un", "una", "une", "ein", "eine", "einer", "einem")
			if !article && p.m(j).number == 1 && pt == 0 {
				break loop
			}
		case m.work && p.m(j+1).unit == days, m.work && p.m(j+1).unit == weeks:
			work = true
		case m.or && pt > 0 && wh > 0 && p.m(j+1).part > 0: // "end of this or early next week"
			pt, wh = whole, anyOne
		case m.of && j > i, p.is(j, "-") && pt > 0, (m.to || m.or || m.to2) && (pt > 0 || wh > 0) && j > i && (p.m(j+1).part > 0 || p.m(j+1).which > 0 || p.m(j+1).article), p.is(j, "in", "im", "en", "dans") && pt > 0 && p.continues(j+1):
		default:
			break loop
		}
	}
	if wh == last {
		if p.m(j).unit > 0 || p.m(j).weekday > 0 || p.m(j).month > 0 {
			return span{past: true}, j + 1
		}
		return span{}, 0
	}
	if pt > 0 && wh == next && p.is(j-1, "proxima", "siguiente", "prochaine", "nachsten") && p.ref != nil && (p.ref.form == aWeekend || p.ref.form == aWeek || p.ref.form == aPart) && p.m(j).unit == noUnit && p.m(j).weekday == 0 && p.monthAt(j) == 0 {
		return p.period2(pt, next, weeks), j // "este fin de semana, y a comienzos de la próxima"
	}
	if j >= len(p.tokens) || j > i && p.tokens[j].first {
		return span{}, 0
	}
	if wh == this && p.is(j, "tage") && p.is(j-1, "dieser") { // "dieser Tage"
		return span{vague: true}, j + 1
	}
	return p.namedPeriod(i, j, rel, named{pt, wh, ordinal, half, work, article})
}

// named is what the words before the name of a period say of it.
type named struct {
	part    part
	which   which
	ordinal int // of a week or weekday in its month; negative: the last
	half    bool
	work    bool // business days
	article bool
}

// namedPeriod reads the name of a period at j, which began at i.
func (p *parser) namedPeriod(i, j int, rel prep, n named) (span, int) {
	m, pt, wh := p.m(j), n.part, n.which
	if w := p.weekdayAt(j); w > 0 {
		if n.ordinal != 0 { // "the second Friday in March"
			return p.weekdayOf(w, n.ordinal, j+1)
		}
		if wh == anyOne && pt == whole {
			return span{}, 0
		}
		s := p.weekday(w, wh)
		if wh == this || wh == coming || wh == anyOne {
			return p.ofWeek(s, j+1)
		}
		return s, j + 1
	}
	if month := p.monthAt(j); month > 0 {
		return p.month(month, i, j, pt, rel, n.ordinal, n.half)
	}
	if q := p.at(j).text; len(q) == 2 && q[0] == 'q' && q[1] >= '1' && q[1] <= '4' {
		y, end := p.year(j + 1)
		return p.quarter(int(q[1]-'0'), y, pt), end
	}
	if pt > 0 && (m.day > 0) {
		return p.day(p.base.AddDays(int(m.day) - 1)), j + 1
	}
	if pt > 0 && m.holiday {
		if s, end := p.namedHoliday(j, on); end > 0 {
			if isNewYear(vagueFields(p, j, end)) && pt == early {
				s.to = Date{s.to.Year, time.January, 10}
			}
			return s, end
		}
	}
	if p.at(j).digits == 4 && pt > 0 && p.at(j).number >= p.base.Year && p.at(j).number < p.base.Year+3 {
		return p.yearPart(p.at(j).number, pt), j + 1
	}
	if p.is(j, "folgewoche") {
		return p.period2(pt, following, weeks), j + 1
	}
	if joined, ok := joinedParts[p.at(j).text]; ok {
		return p.period2(joined.part, wh, joined.unit), j + 1
	}
	if u, ok := terms[p.at(j).text]; ok && rel == within {
		return p.lasting(u.n, u.unit, false, p.base), j + 1
	}
	return p.unitPeriod(i, j, rel, n)
}

// unitPeriod reads a week, a month or another unit at j.
func (p *parser) unitPeriod(i, j int, rel prep, n named) (span, int) {
	pt, wh, ordinal, article := n.part, n.which, n.ordinal, n.article
	u := p.m(j).unit
	if u == noUnit || u == hours || u == minutes {
		return span{}, 0
	}
	end := j + 1
	if after := max(p.seq(end, "end"), p.seq(end, "-", "end")); after > 0 && (u == months || u == quarters || u == years || p.at(j).text == "week's") && (p.endsClause(after) || p.is(after, "i", "we", "you", "they", "all", "everyone")) {
		return p.period2(late, wh, u), after // "by year end", "by week's end"
	}
	if s, after := p.ofPeriod(end); u == days && ordinal < 0 && after > 0 { // "the last day of October"
		return p.day(s.to), after
	}
	if after := p.seq(end, "-", "end"); u == weeks && after > 0 {
		u, end = weekends, after
	}
	if w, after := p.partOfWeek(end); u == weeks && wh == anyOne && pt > 0 && after > 0 {
		wh, end = w, after
	}
	if p.is(end, "following") && rel == within && wh == anyOne && pt == whole && p.ref != nil && !p.ref.vague && p.endsClause(end+1) && (u == weeks || u == fortnights || u == months) {
		return p.lasting(1, u, false, p.ref.to), end + 1 // "closes on the 20th, shortlisting is in the fortnight following"
	}
	if w, after := p.whichBehind(end); after > 0 {
		wh, end = max(wh, w), after
	}
	over := rel == before && p.runsOut(end) > 0 // "before the month is out"
	if wh == anyOne && pt == whole && ordinal == 0 && !over && !((article || p.is(j-1, "del", "du")) && rel == within && (u == weeks || u == months || u == days || u == fortnights) || u == weekends && (rel != noPrep || p.phrase)) {
		return span{}, 0
	}
	if s, after := p.namedBehind(i, end, u, n, wh); after > 0 {
		return s, after
	}
	if wh == anyOne && pt == whole && ordinal == 0 && u == months && rel != within && !over {
		return span{}, 0
	}
	if plurals[p.at(j).text] && wh != this {
		if wh > 0 || ordinal > 0 || pt > 0 {
			return span{vague: true}, end
		}
		return span{}, 0
	}
	if wh == anyOne && pt == whole && p.is(j+1, "of", "und", "and") && u == days {
		return span{}, 0
	}
	if s, after := p.weekWith(end + 1); u == weeks && wh == anyOne && after > 0 && p.is(end, "of") { // "early in the week of March 9"
		monday := p.base
		p.base = s.from
		part := p.week(s.from, 0, pt, anyOne)
		p.base = monday
		return part, after
	}
	if s, after := p.ahead(i, j, end, rel, n, wh); after > 0 {
		return s, after
	}
	if s, after := p.ofPeriod(end); ordinal != 0 && after > 0 && s.form == aPart {
		switch {
		case u == weeks: // "the first week of March"
			return p.weekOf(ordinal, s), after
		case u == fortnights && ordinal == 1: // "la primera quincena de abril"
			s.from.Day, s.to.Day = 1, 15
			return s, after
		case u == fortnights && ordinal == 2:
			return s, after
		}
	}
	if u == days || u == workdays {
		return p.dayPeriod(wh, pt, ordinal, n.work || u == workdays), end
	}
	return p.period2(pt, wh, u), end
}

// namedBehind reads the month or the weekday that is named behind its unit.
func (p *parser) namedBehind(i, end int, u unit, n named, wh which) (span, int) {
	if k := end; u == months && wh == anyOne && n.ordinal == 0 { // "durante el mes de octubre", "im Monat Oktober"
		if p.m(k).of {
			k++
		}
		if m := p.m(k).month; m > 0 && p.continues(k) {
			return p.month(m, i, k, max(n.part, late), within, 0, false)
		}
	}
	if w := p.weekdayAt(end); u == weeks && n.part == whole && wh >= coming && w > 0 && p.continues(end) { // "nächste Woche Donnerstag"
		s := p.period2(whole, wh, weeks)
		return p.day(monday(s.to).AddDays(w - 1)).named(w), end + 1
	}
	return span{}, 0
}

// ofPeriod reads the period of which a part was named before "of": "of the month", "de
// abril".
func (p *parser) ofPeriod(i int) (span, int) {
	if !p.m(i).of {
		return span{}, 0
	}
	k := i + 1
	for p.m(k).article || p.m(k).which == this || p.m(k).which == next {
		k++
	}
	return p.namedPeriod(k, k, within, named{part: late, which: p.m(k - 1).which, article: true})
}

// partOfWeek reads which week is meant behind "mid-week": "mid-week next week".
func (p *parser) partOfWeek(i int) (which, int) {
	if p.m(i).of {
		i++
	}
	if p.m(i).which > 0 && p.m(i+1).unit == weeks {
		return p.m(i).which, i + 2
	}
	return anyOne, 0
}

// ahead reads a period that is a length of time: "in the next week" is within
// seven days, "next week or two" a duration.
func (p *parser) ahead(i, j, end int, rel prep, n named, wh which) (span, int) {
	if wh != next && wh != coming || n.part != whole || n.work {
		return span{}, 0
	}
	u := p.m(j).unit
	if p.m(end).or && p.m(end+1).number > 1 {
		return p.lasting(p.m(end+1).number, u, false, p.base), end + 2
	}
	if p.seq(end, "or", "so") > 0 {
		return p.lasting(1, u, false, p.base), end + 2
	}
	if english := p.is(j-2, "the") || p.is(j-3, "the"); english && rel == within && (u == weeks || u == months || u == fortnights) && p.is(j-1, "next", "coming") {
		return p.lasting(1, u, false, p.base), end
	}
	if p.is(i-1, "innerhalb", "binnen") || p.is(i-2, "innerhalb", "binnen") {
		return p.lasting(1, u, false, p.base), end
	}
	return span{}, 0
}

// numberedQuarter reads "the third quarter", "4th quarter 2026".
func (p *parser) numberedQuarter(i int) (span, int) {
	if p.m(i).article {
		i++
	}
	n, end := p.m(i).ordinal, i+1
	if p.at(i).number > 0 && p.is(i+1, "st", "nd", "rd", "th") {
		n, end = p.at(i).number, i+2
	}
	if n < 1 || n > 4 || p.m(end).unit != quarters {
		return span{}, 0
	}
	y, end := p.year(end + 1)
	return p.quarter(n, y, whole), end
}

func vagueFields(p *parser, i, end int) []string {
	var words []string
	for ; i < end; i++ {
		words = append(words, p.at(i).text)
	}
	return words
}

// whichBehind reads what says which period after it: "prochaine", "que viene", "after next".
func (p *parser) whichBehind(i int) (which, int) {
	for _, w := range [...]struct {
		which which
		words []string
	}{{next, []string{"que", "viene"}}, {next, []string{"q", "viene"}}, {next, []string{"que", "entra"}}, {next, []string{"q", "entra"}}, {next, []string{"qui", "vient"}}, {afterNext, []string{"after", "next"}}, {this, []string{"en", "cours"}}, {this, []string{"en", "curso"}}, {this, []string{"-", "ci"}}} {
		if end := p.seq(i, w.words...); end > 0 {
			return w.which, end
		}
	}
	if p.is(i, "pro") && p.is(i-1, "semaine") {
		return next, i + 1
	}
	if p.is(i, "prochain", "prochaine", "proximo", "proxima", "entrante") {
		return next, i + 1
	}
	if p.is(i, "suivant", "suivante", "siguiente") {
		return following, i + 1
	}
	return anyOne, 0
}

// joinedParts are parts of a period in one word.
var joinedParts = map[string]struct {
	part part
	unit unit
}{
	"wochenanfang": {early, weeks}, "wochenmitte": {middle, weeks}, "wochenschluss": {late, weeks},
	"monatsanfang": {early, months}, "monatsmitte": {middle, months}, "monatsende": {late, months}, "month-end": {late, months},
	"quartalsende": {late, quarters}, "jahresanfang": {early, years}, "jahresende": {late, years},
}

// terms are lengths of time in one word, behind "in", "sous" or "innert".
var terms = map[string]struct {
	n    int
	unit unit
}{"wochenfrist": {1, weeks}, "monatsfrist": {1, months}, "huitaine": {8, days}, "quinzaine": {15, days}}
