package timeline

import "time"

// dayPeriod is the next day or business day, or the end of this one.
func (p *parser) dayPeriod(wh which, pt part, ordinal int, work bool) span {
	from := p.base
	if p.ref != nil && !p.ref.vague && (wh == following || p.near) {
		from = p.ref.to
	}
	switch {
	case work && (wh >= coming || ordinal > 0):
		return p.day(p.cal.AddBusinessDays(from, 1))
	case wh >= coming:
		return p.day(from.AddDays(1))
	}
	return p.day(from)
}

// period2 returns the days of a week, weekend, month, quarter or year, or of a
// part of it. Early in a week is its Tuesday, the middle Wednesday, all else
// Friday; early in a month the 10th, the middle the 15th; early in a quarter
// or a year a third and a twelfth of it.
func (p *parser) period2(pt part, wh which, u unit) span {
	at := p.base
	if wh == following && p.ref != nil && !p.ref.vague {
		at = p.ref.to
	}
	steps := map[which]int{coming: 1, next: 1, following: 1, afterNext: 2}[wh]
	switch u {
	case weeks, fortnights:
		return p.week(at, steps, pt, wh)
	case weekends:
		saturday := monday(at).AddDays(5)
		if steps > 0 && wh != coming {
			saturday = saturday.AddDays(7 * steps)
		}
		return span{from: saturday, to: saturday.AddDays(1), form: aWeekend}
	case months:
		first := Date{at.Year, at.Month, 1}
		for range steps {
			n := first.AddDays(31)
			first = Date{n.Year, n.Month, 1}
		}
		s := p.monthPart(first.Year, first.Month, pt)
		if s.to.Before(p.base) {
			if wh == anyOne {
				n := first.AddDays(31)
				return p.monthPart(n.Year, n.Month, pt)
			}
			s.to = p.base
		}
		return s
	case quarters:
		n := (int(at.Month)-1)/3 + 1 + steps
		y := at.Year + (n-1)/4
		s := p.quarter((n-1)%4+1, y, pt)
		if s.to.Before(p.base) {
			s.to = p.base
		}
		return s
	}
	return p.yearPart(at.Year+steps, pt)
}

func (p *parser) week(at Date, steps int, pt part, wh which) span {
	m := monday(at).AddDays(7 * steps)
	if steps == 0 && isoDay(at) > 5 { // "this week" said on a weekend is the one that begins
		m = m.AddDays(7)
	}
	day := func(m Date) Date {
		switch pt {
		case early:
			return m.AddDays(1)
		case middle:
			return m.AddDays(2)
		}
		return m.AddDays(4)
	}
	to := day(m)
	if to.Before(p.base) {
		if wh == this {
			to = p.base
		} else {
			m = m.AddDays(7)
			to = day(m)
		}
	}
	s := span{from: m, to: to, form: aWeek}
	if pt != whole {
		s.form = aPart
	}
	return s
}

func (p *parser) monthPart(y int, m time.Month, pt part) span {
	s := span{from: Date{y, m, 1}, to: monthEnd(y, m), form: aMonth}
	switch pt {
	case early:
		s.to.Day, s.form = 10, aPart
	case middle:
		s.from.Day, s.to.Day, s.form = 11, 15, aPart
	case late:
		s.from.Day, s.form = 21, aPart
	}
	return s
}

func (p *parser) month(month time.Month, i, j int, pt part, rel prep, ordinal int, half bool) (span, int) {
	if pt == whole && rel == noPrep && !p.phrase && !half && !(p.m(j-1).which > 0) {
		return span{}, 0
	}
	if rel == on && pt == whole && !p.is(j-1, "en", "im") {
		return span{}, 0
	}
	end := j + 1
	if p.is(end, ".") && len(p.at(j).text) <= 4 && p.continues(end+1) {
		end++
	}
	y, after := p.year(end)
	if y == 0 {
		y = p.base.Year
		if p.monthPart(y, month, pt).to.Before(p.base) {
			y++
		}
	}
	s := p.monthPart(y, month, pt)
	s.past = s.to.Before(p.base)
	return s, after
}

func (p *parser) quarter(n, y int, pt part) span {
	if y == 0 {
		y = p.base.Year
		if monthEnd(y, time.Month(3*n)).Before(p.base) {
			y++
		}
	}
	first := time.Month(3*n - 2)
	s := span{from: Date{y, first, 1}, to: monthEnd(y, first+2), form: aMonth}
	switch pt {
	case early:
		s.to, s.form = monthEnd(y, first), aPart
	case middle:
		s.to, s.form = Date{y, first + 1, 15}, aPart
	case late:
		s.form = aPart
	}
	s.past = s.to.Before(p.base)
	return s
}

func (p *parser) yearPart(y int, pt part) span {
	s := span{from: Date{y, time.January, 1}, to: Date{y, time.December, 31}, form: aMonth}
	switch pt {
	case early:
		s.to, s.form = Date{y, time.January, 31}, aPart
	case middle:
		s.to, s.form = Date{y, time.June, 30}, aPart
	case late:
		s.form = aPart
	}
	if s.to.Before(p.base) {
		s.to = p.base
	}
	return s
}

// weekOf returns the n-th week of a month, the last one where n is negative: a
// week belongs to the month that has its Wednesday.
func (p *parser) weekOf(n int, month span) span {
	y, m := month.to.Year, month.to.Month
	of := func(y int) Date {
		if n < 0 {
			return lastOf(y, m, time.Wednesday)
		}
		return nth(y, m, time.Wednesday, n)
	}
	wednesday := of(y)
	if wednesday.AddDays(2).Before(p.base) {
		wednesday = of(y + 1)
	}
	friday := wednesday.AddDays(2)
	return span{from: wednesday.AddDays(-2), to: friday, form: aWeek, past: friday.Before(p.base)}
}

// weekdayOf reads the month of "the second Friday in March" at i.
func (p *parser) weekdayOf(weekday, ordinal, i int) (span, int) {
	j := i
	for p.m(j).of || p.m(j).article || p.is(j, "in") {
		j++
	}
	s, end := p.namedPeriod(j, j, within, named{part: late, which: p.m(j - 1).which, article: true})
	if j == i || end == 0 || s.form != aPart {
		return span{}, 0
	}
	if ordinal < 0 {
		return p.day(lastOf(s.to.Year, s.to.Month, time.Weekday(weekday%7))), end
	}
	return p.day(nth(s.to.Year, s.to.Month, time.Weekday(weekday%7), ordinal)), end
}

// weekNumber returns the token with the number of "KW 12", "calendar week 12", "semaine 12", or 0.
func (p *parser) weekNumber(i int) int {
	j := i
	if p.at(i).number >= 1 && p.at(i).number <= 53 && p.is(i+1, ".") && p.is(i+2, "kw", "kalenderwoche") { // "in der 39. Kalenderwoche"
		return i
	}
	if p.is(j, "calendar") {
		j++
	}
	if p.is(j, "kw", "kalenderwoche") || p.is(j, "week", "semaine", "semana") {
		j++
		if p.is(j, "no", "nr") {
			j++
		}
		if p.is(j, ".") {
			j++
		}
		if n := p.at(j); n.number >= 1 && n.number <= 53 && n.digits <= 2 && p.continues(j) && !p.is(j+1, "-") && p.m(j+1).unit == noUnit {
			return j
		}
	}
	return 0
}

// numberedWeek returns the Friday of a week of ISO 8601, or the day that ends a part of it.
func (p *parser) numberedWeek(at int, pt part) (span, int) {
	n, end := p.at(at).number, at+1
	if p.is(end, ".") && p.is(end+1, "kw", "kalenderwoche") {
		end += 2
	}
	for y := p.base.Year; y <= p.base.Year+1; y++ {
		m := monday(Date{y, time.January, 4}).AddDays(7 * (n - 1))
		if friday := m.AddDays(4); !friday.Before(p.base) {
			switch pt {
			case early:
				return span{from: m, to: m.AddDays(1), form: aPart}, end
			case middle:
				return span{from: m, to: m.AddDays(2), form: aPart}, end
			}
			return span{from: m, to: friday, form: aWeek}, end
		}
	}
	return span{}, 0
}
