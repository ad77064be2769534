package timeline

import "time"

// holidayName is a name of a holiday, or of a time of holidays, as words of
// the lexicon, and the days that it covers in a year.
type holidayName struct {
	words string
	days  func(year int) (first, last Date)
}

var holidayNames = []holidayName{
	{"thanksgiving weekend", func(y int) (Date, Date) { d := nth(y, time.November, time.Thursday, 4); return d, d.AddDays(3) }},
	{"thanksgiving break", func(y int) (Date, Date) { d := nth(y, time.November, time.Thursday, 4); return d, d.AddDays(3) }},
	{"thanksgiving week", func(y int) (Date, Date) {
		d := nth(y, time.November, time.Thursday, 4)
		return d.AddDays(-3), d.AddDays(1)
	}},
	{"thanksgiving holiday", one(func(y int) Date { return nth(y, time.November, time.Thursday, 4) })},
	{"thanksgiving day", one(func(y int) Date { return nth(y, time.November, time.Thursday, 4) })},
	{"thanksgiving", one(func(y int) Date { return nth(y, time.November, time.Thursday, 4) })},
	{"christmas break", yearEnd}, {"christmas holidays", yearEnd}, {"christmas vacation", yearEnd}, {"christmas shutdown", yearEnd},
	{"christmas closure", yearEnd}, {"winter break", yearEnd}, {"winter holidays", yearEnd}, {"holiday season", yearEnd}, {"holiday break", yearEnd},
	{"holiday shutdown", yearEnd}, {"festive season", yearEnd}, {"festive break", yearEnd}, {"weihnachtsferien", yearEnd}, {"weihnachtspause", yearEnd},
	{"vacances de noel", yearEnd}, {"fetes de fin d annee", yearEnd}, {"fetes", yearEnd}, {"vacaciones de navidad", yearEnd}, {"fiestas", yearEnd},
	{"navidades", yearEnd}, {"feiertage", yearEnd}, {"feiertagen", yearEnd}, {"jahreswechsel", yearEnd}, {"holidays", yearEnd},
	{"christmas eve", fixed(time.December, 24)}, {"heiligabend", fixed(time.December, 24)}, {"nochebuena", fixed(time.December, 24)},
	{"christmas day", fixed(time.December, 25)}, {"christmas", fixed(time.December, 25)}, {"xmas day", fixed(time.December, 25)}, {"xmas", fixed(time.December, 25)},
	{"noel", fixed(time.December, 25)}, {"navidad", fixed(time.December, 25)}, {"boxing day", fixed(time.December, 26)},
	{"weihnachten", func(y int) (Date, Date) { return Date{y, time.December, 24}, Date{y, time.December, 26} }},
	{"new year 's eve", fixed(time.December, 31)}, {"new year's eve", fixed(time.December, 31)}, {"new years eve", fixed(time.December, 31)}, {"silvester", fixed(time.December, 31)},
	{"new year's day", newYear}, {"new years day", newYear}, {"new year's", newYear}, {"new years", newYear}, {"new year", newYear},
	{"neujahr", newYear}, {"neuen jahr", newYear}, {"neues jahr", newYear}, {"neuen jahres", newYear}, {"nouvel an", newYear}, {"jour de l an", newYear}, {"ano nuevo", newYear}, {"nuevo ano", newYear},
	{"good friday", feast(-2)}, {"karfreitag", feast(-2)}, {"vendredi saint", feast(-2)}, {"viernes santo", feast(-2)},
	{"easter monday", feast(1)}, {"ostermontag", feast(1)}, {"lundi de paques", feast(1)}, {"lunes de pascua", feast(1)},
	{"easter weekend", feasts(-2, 1)}, {"easter break", feasts(-2, 1)}, {"easter holidays", feasts(-2, 1)}, {"osterwochenende", feasts(-2, 1)}, {"osterfeiertage", feasts(-2, 1)},
	{"osterfeiertagen", feasts(-2, 1)}, {"ostern", feasts(-2, 1)}, {"easter", feast(0)}, {"paques", feast(0)}, {"pascua", feast(0)}, {"semana santa", feasts(-6, 0)},
	{"ascension", feast(39)}, {"christi himmelfahrt", feast(39)}, {"himmelfahrt", feast(39)}, {"fronleichnam", feast(60)},
	{"pfingsten", feasts(49, 50)}, {"pfingstmontag", feast(50)}, {"pfingstwochenende", feasts(48, 50)}, {"pentecote", feasts(49, 50)},
	{"lundi de pentecote", feast(50)}, {"pentecost", feast(49)}, {"whitsun", feast(49)}, {"whit monday", feast(50)},
	{"memorial day weekend", func(y int) (Date, Date) { d := lastOf(y, time.May, time.Monday); return d.AddDays(-2), d }},
	{"memorial day", one(func(y int) Date { return lastOf(y, time.May, time.Monday) })},
	{"labor day weekend", func(y int) (Date, Date) { d := nth(y, time.September, time.Monday, 1); return d.AddDays(-2), d }},
	{"labor day", one(func(y int) Date { return nth(y, time.September, time.Monday, 1) })},
	{"labour day", one(func(y int) Date { return nth(y, time.September, time.Monday, 1) })},
	{"columbus day", one(func(y int) Date { return nth(y, time.October, time.Monday, 2) })},
	{"indigenous peoples day", one(func(y int) Date { return nth(y, time.October, time.Monday, 2) })},
	{"veterans day", fixed(time.November, 11)}, {"juneteenth", fixed(time.June, 19)}, {"independence day", fixed(time.July, 4)},
	{"fourth of july", fixed(time.July, 4)}, {"july fourth", fixed(time.July, 4)}, {"canada day", fixed(time.July, 1)}, {"australia day", fixed(time.January, 26)},
	{"mlk day", one(func(y int) Date { return nth(y, time.January, time.Monday, 3) })},
	{"martin luther king day", one(func(y int) Date { return nth(y, time.January, time.Monday, 3) })},
	{"presidents day", one(func(y int) Date { return nth(y, time.February, time.Monday, 3) })},
	{"president's day", one(func(y int) Date { return nth(y, time.February, time.Monday, 3) })},
	{"election day", one(election)}, {"election", one(election)}, {"elections", one(election)}, {"midterms", one(election)},
	{"groundhog day", fixed(time.February, 2)}, {"st patrick's day", fixed(time.March, 17)}, {"new year's weekend", newYear},
	{"mother's day", one(func(y int) Date { return nth(y, time.May, time.Sunday, 2) })}, {"father's day", one(func(y int) Date { return nth(y, time.June, time.Sunday, 3) })},
	{"black friday", one(func(y int) Date { return nth(y, time.November, time.Thursday, 4).AddDays(1) })},
	{"halloween", fixed(time.October, 31)}, {"valentine's day", fixed(time.February, 14)}, {"st . patrick's day", fixed(time.March, 17)},
	{"tag der arbeit", fixed(time.May, 1)}, {"maifeiertag", fixed(time.May, 1)}, {"fete du travail", fixed(time.May, 1)},
	{"tag der deutschen einheit", fixed(time.October, 3)}, {"allerheiligen", fixed(time.November, 1)}, {"toussaint", fixed(time.November, 1)},
	{"todos los santos", fixed(time.November, 1)}, {"assomption", fixed(time.August, 15)}, {"maria himmelfahrt", fixed(time.August, 15)},
	{"fete nationale", fixed(time.July, 14)}, {"dia de reyes", fixed(time.January, 6)}, {"reyes", fixed(time.January, 6)}, {"dreikonig", fixed(time.January, 6)}, {"armistice", fixed(time.November, 11)},
}

func fixed(m time.Month, d int) func(int) (Date, Date) {
	return func(y int) (Date, Date) { return Date{y, m, d}, Date{y, m, d} }
}

func one(day func(year int) Date) func(int) (Date, Date) {
	return func(y int) (Date, Date) { d := day(y); return d, d }
}

func feast(n int) func(int) (Date, Date) { return feasts(n, n) }

// feasts are kept from one day to another, counted from Easter Sunday.
func feasts(from, to int) func(int) (Date, Date) {
	return func(y int) (Date, Date) { d := easter(y); return d.AddDays(from), d.AddDays(to) }
}

// election is the day of American elections, the Tuesday after the first Monday
// of November. Odd years have theirs on the same day.
func election(y int) Date { return nth(y, time.November, time.Monday, 1).AddDays(1) }

func newYear(y int) (Date, Date) { return Date{y, time.January, 1}, Date{y, time.January, 1} }

// yearEnd is the time from Christmas Eve to New Year's Day.
func yearEnd(y int) (Date, Date) { return Date{y, time.December, 24}, Date{y + 1, time.January, 1} }

// nth returns the n-th such weekday of a month.
func nth(year int, m time.Month, weekday time.Weekday, n int) Date {
	d := Date{year, m, 1}
	return d.AddDays((int(weekday)-int(d.Weekday())+7)%7 + 7*(n-1))
}

func lastOf(year int, m time.Month, weekday time.Weekday) Date {
	d := monthEnd(year, m)
	return d.AddDays(-((int(d.Weekday()) - int(weekday) + 7) % 7))
}

func monthEnd(year int, m time.Month) Date {
	return DateOf(time.Date(year, m+1, 0, 12, 0, 0, 0, time.UTC))
}

// easter returns Easter Sunday of the Gregorian calendar (Meeus, Jones and
// Butcher's algorithm).
func easter(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return Date{year, time.Month(n / 31), n%31 + 1}
}
