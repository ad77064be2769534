package timeline

import "time"

// forgotten is how far back a day without a year may lie and still be read as
// a past one: "we received your application on 3 March".
const forgotten = 60

func valid(year int, m, d int) (Date, bool) {
	if m < 1 || m > 12 || d < 1 || year < 1900 || year > 2199 || d > monthEnd(year, time.Month(m)).Day {
		return Date{}, false
	}
	return Date{year, time.Month(m), d}, true
}

// yearless returns the day of this month and day that a message means: the
// coming one, unless it has just passed.
func (p *parser) yearless(m, d int) (Date, bool) {
	for _, y := range [...]int{p.base.Year, p.base.Year + 1, p.base.Year + 2, p.base.Year + 3, p.base.Year + 4} {
		if day, ok := valid(y, m, d); ok && day.Sub(p.base) > -forgotten {
			if before, ok := valid(y-1, m, d); ok && before.Sub(p.base) > -forgotten {
				return before, true
			}
			return day, true
		}
	}
	return Date{}, false
}

func (p *parser) day(d Date) span { return span{from: d, to: d, past: d.Before(p.base)} }

// numericDate reads 2026-03-20, 20.3., 20.03.2026, 3/20 and 20/03/26.
func (p *parser) numericDate(i int, _ prep) (span, int) {
	a, sep, b := p.at(i), p.at(i+1), p.at(i+2)
	if month := p.m(i + 2).month; month > 0 && a.digits > 0 && a.digits <= 2 && sep.text == "-" && sep.glued && b.glued { // "20-Mar-2026"
		if y := p.at(i + 4); p.is(i+3, "-") && p.at(i+3).glued && y.glued && y.digits == 4 {
			return p.iso(y.number, int(month), a.number, i+5)
		}
		if d, ok := p.yearless(int(month), a.number); ok {
			return p.day(d), i + 3
		}
	}
	if a.number < 0 || b.number < 0 || !sep.glued || !b.glued && sep.text != "." {
		return span{}, 0
	}
	c := p.at(i + 4)
	third := p.at(i+3).text == sep.text && p.at(i+3).glued && c.number >= 0 && (c.glued || sep.text == ".") && (c.digits == 2 && c.glued || c.digits == 4 || a.digits == 4 && c.glued)
	year := c.number
	if third && c.digits == 2 {
		year += 2000
	}
	var d Date
	var ok bool
	end := i + 5
	switch sep.text {
	case "-":
		if a.digits == 4 && third {
			return p.iso(a.number, b.number, c.number, end)
		}
		if third && a.digits <= 2 {
			d, ok = p.ordered(a.number, b.number, year)
		}
	case ".":
		if third {
			if d, ok = valid(year, b.number, a.number); !ok && a.digits == 2 { // "03.20.2026"
				d, ok = valid(year, a.number, b.number)
			}
		} else if p.at(i+3).text == "." && p.at(i+3).glued && (p.at(i).digits <= 2 && b.digits <= 2) {
			d, ok = p.yearless(b.number, a.number)
			end = i + 4
		}
	case "/":
		if third {
			d, ok = p.ordered(a.number, b.number, year)
		} else if a.digits <= 2 && b.digits <= 2 {
			d, ok = p.ordered(a.number, b.number, 0)
			end = i + 3
		}
	}
	if !ok {
		return span{}, 0
	}
	return p.day(d), end
}

func (p *parser) iso(y, m, d, end int) (span, int) {
	day, ok := valid(y, m, d)
	if !ok {
		return span{}, 0
	}
	return p.day(day), end
}

// ordered reads a/b in the sender's order, in the other one where only that is a date.
func (p *parser) ordered(a, b, year int) (Date, bool) {
	read := func(m, d int) (Date, bool) {
		if year > 0 {
			return valid(year, m, d)
		}
		return p.yearless(m, d)
	}
	american, isAmerican := read(a, b)
	european, isEuropean := read(b, a)
	switch {
	case !isAmerican:
		return european, isEuropean
	case !isEuropean, p.convention() == monthFirst:
		return american, true
	case p.convention() == dayFirst:
		return european, true
	}
	x, y := american.Sub(p.base), european.Sub(p.base)
	if x >= 0 && (y < 0 || x <= y) {
		return american, true
	}
	return european, true
}

// shortNames are names of days and months that are other words, too.
var shortNames = set("mon sat sun wed may march mar second sept dec die juin lundi august os do ene")

// germanBefore are the words behind which two letters are short for a weekday.
var germanBefore = [...]string{"am", "bis", "spatestens", "diesen", "kommenden", "nachsten"}

func (p *parser) monthAt(i int) time.Month {
	m := p.m(i).month
	if p.is(i, "sept") && (p.m(i+1).unit > 0 || p.m(i+1).work) { // "sept jours"
		return 0
	}
	if m > 0 && !p.phrase && !p.at(i).upper && shortNames[p.at(i).text] && p.at(i).text != "mar" && p.at(i).text != "sept" && !p.m(i-1).of {
		if p.at(i-1).number < 0 && p.at(i+1).number < 0 && p.m(i-1).part == 0 && !(p.is(i-1, "-") && p.m(i-2).part > 0) {
			return 0
		}
	}
	return m
}

func (p *parser) weekdayAt(i int) int {
	w := p.m(i).weekday
	if n := p.m(i).german; n > 0 && p.at(i).upper && p.is(i-1, germanBefore[:]...) && !(p.is(i+1, ".") && p.at(i+2).upper && !p.at(i+2).first && p.continues(i+2)) { // not "am Fr. Meier"
		return n
	}
	if w > 0 && !p.phrase && !p.at(i).upper && shortNames[p.at(i).text] && p.at(i).text != "lundi" && !p.is(i-1, "by", "before", "until", "til", "till", "on", "next", "this", "coming", "u") && !p.hasHour(i+1) {
		return 0
	}
	return w
}

// hasHour reports whether an hour stands at i: behind "wed" it leaves no doubt what that is.
func (p *parser) hasHour(i int) bool {
	if p.is(i, "at", "around", "about", "@") {
		return p.at(i+1).number >= 0
	}
	c, end := p.clock(i)
	return end > 0 && c.sure
}

// calendarDate reads "Friday", "March 20", "the 20th of March 2026",
// "Freitag, den 20. März", "vendredi 20 mars", "el 20 de marzo", "the 20th".
func (p *parser) calendarDate(i int, rel prep) (span, int) {
	j, article := i, false
	weekday := p.weekdayAt(j)
	if weekday > 0 {
		j++
		if p.is(j, ".") && p.at(j).glued && !p.at(j).first {
			j++
		}
		if p.is(j, ",", "(") {
			j++
		}
	}
	for p.m(j).article && !p.is(j, "a") && j < i+5 || p.is(j, "dia", "am", "le") && weekday > 0 && j < i+5 {
		article = true
		j++
	}
	if p.is(j, "dia") {
		j++
	}
	if p.continues(j) || j == i {
		if s, end := p.numericDate(j, rel); end > 0 && j > i {
			return p.closing(s, end)
		}
		if s, end := p.monthDay(j); end > 0 {
			return p.closing(s, end)
		}
		if s, end := p.dayMonth(j, article || rel != noPrep, weekday > 0, i); end > 0 {
			return p.closing(s, end)
		}
	}
	if weekday == 0 || p.is(i-1, "every", "each", "jeden", "chaque", "cada") || p.is(i-1, "other") && p.is(i-2, "every") {
		return span{}, 0
	}
	s, end := p.weekday(weekday, anyOne), i+1
	if p.is(end, ".") && p.at(end).glued && !p.at(end).first && len(p.at(i).text) <= 4 && p.continues(end+1) {
		end++
	}
	return p.ofWeek(s, end)
}

// closing skips the parenthesis that a weekday opened: "Friday (March 20)"; and one that
// holds the weekday.
func (p *parser) closing(s span, end int) (span, int) {
	if w := p.m(end + 1).weekday; w > 0 && p.is(end, "(") && p.is(end+2, ")") && w == isoDay(s.to) { // "5 Dec (Fri)"
		return s, end + 3
	}
	if p.is(end, ")") {
		end++
	}
	return s, end
}

// dayNumber reads 20, 20th, 20., 1er, "fifteenth".
func (p *parser) dayNumber(i int) (n, end int, ordinal bool) {
	t := p.at(i)
	if t.number >= 1 && t.number <= 31 && t.digits <= 2 {
		end = i + 1
		if p.at(end).glued && p.is(end, "st", "nd", "rd", "th", "er", "º", "°", "ª", "eme", "e") {
			return t.number, end + 1, true
		}
		if p.at(end).glued && p.is(end, ".") && !p.at(end).first && (p.continues(end+1) || p.phrase || end+1 >= len(p.tokens)) {
			return t.number, end + 1, true
		}
		return t.number, end, false
	}
	if o := p.m(i).ordinal; o > 0 {
		if o == 20 || o == 30 {
			return o, i + 1, true
		}
		return o, i + 1, true
	}
	if p.is(i, "twenty", "thirty") && p.is(i+1, "-") && p.m(i+2).ordinal > 0 && p.m(i+2).ordinal < 10 {
		return p.m(i).number + p.m(i+2).ordinal, i + 3, true
	}
	return 0, 0, false
}

// year reads ", 2026" at i.
func (p *parser) year(i int) (y, end int) {
	j := i
	if p.is(j, ",") {
		j++
	}
	if p.m(j).of || p.is(j, "in") {
		j++
	}
	if t := p.at(j); t.digits == 4 && t.number >= 1990 && t.number <= 2199 && p.continues(j) && !p.is(j+1, ":") {
		return t.number, j + 1
	}
	return 0, i
}

// monthDay reads "March 20", "Mar. 20th, 2026" and "March 9-13".
func (p *parser) monthDay(i int) (span, int) {
	month := p.m(i).month
	if month == 0 {
		return span{}, 0
	}
	j := i + 1
	if p.is(j, ".") {
		j++
	}
	if p.is(j, "the") {
		j++
	}
	n, end, ordinal := p.dayNumber(j)
	if n == 0 || p.at(end).glued && (p.is(end, ":") && p.at(end+1).glued && p.at(end+1).number >= 0 || p.is(end, "pm", "am")) || p.m(end).unit != noUnit || !ordinal && p.is(end, "pm", "am", "uhr") {
		return span{}, 0
	}
	if p.at(end-1).text == "." {
		end--
	}
	first := n
	if p.is(end, "-", "to", "through", "and", "or") {
		if m, after, _ := p.dayNumber(end + 1); m > n && !p.is(after, "am", "pm", ":") && p.m(after).unit == noUnit {
			if p.at(after-1).text == "." {
				after--
			}
			n, end = m, after
		}
	}
	return p.dated(int(month), first, n, end)
}

// dated returns the days of a month, in the year that follows at end.
func (p *parser) dated(month, first, last, end int) (span, int) {
	y, after := p.year(end)
	var d Date
	var ok bool
	if y > 0 {
		d, ok = valid(y, month, last)
	} else {
		d, ok = p.yearless(month, last)
	}
	if !ok {
		return span{}, 0
	}
	s := p.day(d)
	if f, ok := valid(d.Year, month, first); ok {
		s.from = f
	}
	return s, after
}

// notDays are words that an ordinal counts: "the 2nd round".
var notDays = set("round rounds interview interviews stage stages floor step steps call meeting candidate candidates place avenue street st ave time one runde gesprach entretien ronda " +
	"entrevista day days phase part choice person option party class level week year half quarter etage tour fois")

// dayMonth reads "20 March", "the 20th of March", "20. März", "1er mars", "9-13 March", "the 20th".
func (p *parser) dayMonth(i int, led, weekday bool, start int) (span, int) {
	n, end, ordinal := p.dayNumber(i)
	if n == 0 {
		return span{}, 0
	}
	first := n
	j := end
	if m := p.m(j); p.is(j, "-", "/") || m.to || m.or || m.to2 {
		k := j + 1
		for p.m(k).article && k < j+3 {
			k++
		}
		if n2, after, _ := p.dayNumber(k); n2 > n {
			q := after
			if p.m(q).of {
				q++
			}
			if p.monthAt(q) > 0 {
				n, j = n2, after
			}
		}
	}
	if p.m(j).of {
		j++
		if p.m(j).article {
			j++
		}
	}
	if month := p.monthAt(j); month > 0 && p.at(j).number < 0 {
		j++
		if p.is(j, ".") && p.continues(j+1) {
			j++
		}
		return p.dated(int(month), first, n, j)
	}
	if j > end && p.m(end).of && (ordinal || weekday || dayArticles[p.at(i-1).text]) { // "the 10th of this month", "el 3 del mes que viene"
		if k := j; p.m(k).which == this || p.m(k).which == next || p.is(k-1, "the") {
			if p.m(k).which > 0 {
				k++
			}
			if p.m(k).unit == months {
				return p.ofMonth(n, p.m(j).which, k+1)
			}
		} else if w, after := p.whichBehind(j + 1); p.m(j).unit == months && after > 0 {
			return p.ofMonth(n, w, after)
		}
	}
	// Without a month: the word before must call for a day.
	named := dayArticles[p.at(i-1).text] || weekday
	switch {
	case p.is(end, "am", "pm"), p.at(i).number < 0 && first < 4, notDays[p.at(end).text], p.m(end).unit != noUnit, p.m(end).work, p.m(end).few:
		return span{}, 0
	case ordinal && p.at(end-1).text == "." && !named && !p.phrase:
		return span{}, 0
	case ordinal && !(named || led || p.phrase || p.m(i-1).or || p.m(i-1).to || p.is(i-1, "-")):
		return span{}, 0
	case !ordinal && (!named || p.is(i-1, "the") || p.is(i-1, "au") && !p.is(i-2, "jusqu", "jusque") || p.at(end).glued && (p.is(end, "h", "/", "%", "-", "uhr") || p.is(end, ":") && p.at(end+1).glued) || p.is(end, "h", "uhr", "heures", "horas", "%", "personnes")):
		return span{}, 0
	}
	if p.at(end-1).text == "." && ordinal && !p.continues(end) {
		end--
	}
	return p.ofMonth(first, anyOne, end)
}

// ofMonth returns the next n-th of a month, or that of this or the next one.
func (p *parser) ofMonth(n int, w which, end int) (span, int) {
	y, m := p.base.Year, int(p.base.Month)
	if w == next || w == following {
		m++
	}
	for range 6 {
		if m > 12 {
			y, m = y+1, m-12
		}
		if d, ok := valid(y, m, n); ok && (w != anyOne || !d.Before(p.base)) {
			return p.day(d), end
		}
		m++
	}
	return span{}, 0
}
