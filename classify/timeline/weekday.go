package timeline

// weekday returns the day that a weekday means. "Next" is that of the next
// week, counted from Monday: the later reading until Thursday. See ADVICE,
// "Points settled".
func (p *parser) weekday(n int, w which) span {
	from := p.base
	if w == following && p.ref != nil && !p.ref.vague {
		from = p.ref.to.AddDays(1)
		w = anyOne
	}
	d := from.AddDays((n - isoDay(from) + 7) % 7)
	switch w {
	case coming:
		if d == p.base {
			d = d.AddDays(7)
		}
	case next, following:
		d = monday(p.base).AddDays(7 + n - 1)
	case afterNext:
		d = monday(p.base).AddDays(14 + n - 1)
	case last:
		return span{from: d.AddDays(-7), to: d.AddDays(-7), past: true, weekday: n}
	}
	return span{from: d, to: d, weekday: n}
}

// ofWeek reads the week that a weekday belongs to: "Friday of next week",
// "Freitag nächster Woche", "vendredi prochain", "Friday week".
func (p *parser) ofWeek(s span, end int) (span, int) {
	if e := p.seq(end, "dernier", "delai"); e > 0 { // "jeudi dernier délai": at the latest
		return s, e
	}
	if p.m(end).which > 0 && p.m(end+1).unit == noUnit && p.m(end+1).number == 0 && p.m(end+1).weekday == 0 && !p.is(end, "this", "rest", "last", "past", "cette", "este", "esta") && p.at(end+1).number < 0 {
		return p.weekday(s.weekday, p.m(end).which), end + 1
	}
	if e := p.seq(end, "week"); e > 0 { // "Friday week"
		return p.day(s.to.AddDays(7)).named(s.weekday), e
	}
	if e := p.seq(end, "fortnight"); e > 0 { // "Friday fortnight"
		return p.day(s.to.AddDays(14)).named(s.weekday), e
	}
	for _, words := range [...][]string{{"que", "viene"}, {"q", "viene"}, {"que", "entra"}, {"qui", "vient"}} {
		if e := p.seq(end, words...); e > 0 {
			if s.to == p.base { // said on that weekday
				return p.day(s.to.AddDays(7)).named(s.weekday), e
			}
			return s, e
		}
	}
	for _, words := range [...][]string{{"en", "huit"}, {"en", "ocho"}, {"in", "einer", "woche"}, {"in", "acht", "tagen"}, {"uber", "eine", "woche"}} {
		if e := p.seq(end, words...); e > 0 { // "vendredi en huit": the one after the coming one
			return p.day(s.to.AddDays(7)).named(s.weekday), e
		}
	}
	for _, words := range [...][]string{{"en", "quinze"}, {"en", "quince"}, {"in", "zwei", "wochen"}} {
		if e := p.seq(end, words...); e > 0 { // "vendredi en quinze"
			return p.day(s.to.AddDays(14)).named(s.weekday), e
		}
	}
	j := end
	if p.dayPart(j) { // "Monday morning of next week"
		j++
	}
	for j < end+3 && (p.m(j).of || p.m(j).article || p.is(j, "in", "en", ",")) {
		if after := p.theNext(j); after > 0 && p.m(after).unit == noUnit && p.ref != nil && p.ref.form == aWeek { // "esta semana no; el miércoles de la siguiente"
			return p.day(monday(p.ref.to).AddDays(6 + s.weekday)).named(s.weekday), after
		}
		if p.is(j, "la") && p.is(j+1, "siguiente", "otra") && p.m(j+2).unit == weeks { // in Spanish that of next week, whatever was named before
			return p.weekday(s.weekday, next), j + 3
		}
		j++
	}
	if !p.continues(j) || p.m(j).which == 0 && p.m(j).unit != weeks {
		return s, end
	}
	if w, after := p.period(j, within); after > 0 && w.form == aWeek && !w.vague && !w.past && (p.m(j).which > 0 || after > j+1) {
		d := monday(w.to).AddDays(s.weekday - 1)
		return p.day(d).named(s.weekday), after
	}
	return s, end
}

func (s span) named(weekday int) span {
	s.weekday = weekday
	return s
}

// isoDay numbers the days of the week from Monday, 1, to Sunday, 7.
func isoDay(d Date) int { return (int(d.Weekday())+6)%7 + 1 }

func monday(d Date) Date { return d.AddDays(1 - isoDay(d)) }
