package invite

import (
	"strconv"
	"strings"
	"time"
)

// rule is a recurrence rule (RFC 5545, section 3.3.10), as far as meetings and
// zones need it: by days, weeks, months or years. It is tried on one day after
// the other, so that its cost is bounded by the days looked at; a library that
// seeks the next match runs to the year 9999 where a rule never matches.
type rule struct {
	frequency string // DAILY, WEEKLY, MONTHLY, YEARLY; empty where there is no rule
	interval  int    // at least 1
	count     int    // 0 for no limit
	until     clock  // zero for no limit
	months    [13]bool
	byMonth   bool
	monthDays []int // 1 to 31, or from the end -1 to -31
	weekdays  []weekday
	positions []int // BYSETPOS
	weekStart time.Weekday
}

// weekday is one item of BYDAY: the n-th such day of the month or year, from
// the end where n is negative, each one where n is 0.
type weekday struct {
	n   int
	day time.Weekday
}

// maxItems bounds the lists of a rule: no list of days or months needs more.
const maxItems = 62

// parseRule reads a recurrence rule. What cannot be read, or recurs by the hour
// or faster, gives the zero rule, which never matches.
func parseRule(value string) rule {
	r := rule{interval: 1, weekStart: time.Monday}
	const longest = 1000 // bytes
	if len(value) > longest {
		return rule{}
	}
	for part := range strings.SplitSeq(strings.ToUpper(value), ";") {
		key, text, _ := strings.Cut(strings.TrimSpace(part), "=")
		if !r.set(key, strings.TrimSpace(text)) {
			return rule{}
		}
	}
	return r
}

// set reads one part of a rule. It returns false for what changes the days in a
// way that is not understood here; the time of day is that of the start.
func (r *rule) set(key, text string) bool {
	ok := true
	switch key {
	case "FREQ":
		r.frequency = text
		return text == "DAILY" || text == "WEEKLY" || text == "MONTHLY" || text == "YEARLY"
	case "INTERVAL":
		r.interval, ok = number(text, 1, 1000)
	case "COUNT":
		r.count, ok = number(text, 1, 1<<30)
	case "UNTIL":
		r.until, ok = parseClock(text)
	case "WKST":
		r.weekStart, ok = weekdayNames[text]
	case "BYMONTH":
		var list []int
		list, ok = numbers(text, 12)
		for _, n := range list {
			r.months[max(n, 0)] = true
		}
		r.byMonth = true
	case "BYMONTHDAY":
		r.monthDays, ok = numbers(text, 31)
	case "BYSETPOS":
		r.positions, ok = numbers(text, 366)
	case "BYDAY":
		r.weekdays, ok = parseWeekdays(text)
	case "BYYEARDAY", "BYWEEKNO":
		return false
	}
	return ok
}

var weekdayNames = map[string]time.Weekday{
	"SU": time.Sunday, "MO": time.Monday, "TU": time.Tuesday, "WE": time.Wednesday,
	"TH": time.Thursday, "FR": time.Friday, "SA": time.Saturday,
}

// number reads a whole number of the given range.
func number(text string, low, high int) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && low <= n && n <= high
}

// numbers reads a list of numbers from 1 to high, or -1 to -high.
func numbers(text string, high int) ([]int, bool) {
	var list []int
	for item := range strings.SplitSeq(text, ",") {
		n, ok := number(strings.TrimSpace(item), -high, high)
		if !ok || n == 0 || len(list) == maxItems {
			return nil, false
		}
		list = append(list, n)
	}
	return list, true
}

// parseWeekdays reads a list such as "MO,WE" or "-1SU".
func parseWeekdays(text string) ([]weekday, bool) {
	var list []weekday
	for item := range strings.SplitSeq(text, ",") {
		item = strings.TrimSpace(item)
		if len(item) < 2 || len(list) == maxItems {
			return nil, false
		}
		at := len(item) - 2
		day, ok := weekdayNames[item[at:]]
		n := 0
		if at > 0 && ok {
			n, ok = number(item[:at], -53, 53)
		}
		if !ok {
			return nil, false
		}
		list = append(list, weekday{n, day})
	}
	return list, true
}

// days returns the days of the rule from first to last, both included, that are
// not before start, from which intervals are counted. All are midnights in UTC.
func (r rule) days(start, first, last time.Time) []time.Time {
	if r.frequency == "" {
		return nil
	}
	if r.frequency == "YEARLY" && !r.byMonth && len(r.monthDays) == 0 && len(r.weekdays) == 0 {
		r.byMonth = true
		r.months[start.Month()] = true
	}
	from, to := first, last
	if len(r.positions) > 0 { // whole sets, to count in them
		from = time.Date(from.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
		to = time.Date(to.Year(), 12, 31, 0, 0, 0, 0, time.UTC)
	}
	var found, set []time.Time
	period := 0
	flush := func() {
		for i, day := range set {
			if r.picks(i, len(set)) && !day.Before(start) && !day.Before(first) && !day.After(last) {
				found = append(found, day)
			}
		}
		set = set[:0]
	}
	for day := from; !day.After(to); day = day.AddDate(0, 0, 1) {
		if r.byMonth && !r.months[day.Month()] {
			day = time.Date(day.Year(), day.Month()+1, 0, 0, 0, 0, 0, time.UTC)
			continue
		}
		now := r.period(day)
		if (now-r.period(start))%r.interval != 0 || !r.fits(start, day) {
			continue
		}
		if now != period {
			flush()
			period = now
		}
		set = append(set, day)
	}
	flush()
	return found
}

// picks says whether the i-th of n days in one set is among BYSETPOS.
func (r rule) picks(i, n int) bool {
	for _, p := range r.positions {
		if p == i+1 || p == i-n {
			return true
		}
	}
	return len(r.positions) == 0
}

// period numbers the set that day belongs to: its day, week, month or year.
func (r rule) period(day time.Time) int {
	days := int(day.Unix() / (24 * 60 * 60))
	switch r.frequency {
	case "DAILY":
		return days
	case "WEEKLY":
		return (days - (int(day.Weekday())-int(r.weekStart)+7)%7 + 7) / 7
	case "MONTHLY":
		return day.Year()*12 + int(day.Month())
	}
	return day.Year()
}

// fits says whether day is one of the rule's days within its set. What the rule
// leaves open is as on the day of the start.
func (r rule) fits(start, day time.Time) bool {
	open := len(r.monthDays) == 0 && len(r.weekdays) == 0
	switch {
	case !open:
		return r.fitsMonthDay(day) && r.fitsWeekday(day)
	case r.frequency == "WEEKLY":
		return day.Weekday() == start.Weekday()
	case r.frequency == "MONTHLY":
		return day.Day() == start.Day()
	case r.frequency == "YEARLY":
		return day.Day() == start.Day()
	}
	return true
}

// singleMonth says whether the rule keeps to one month of the year.
func (r rule) singleMonth() bool {
	months := 0
	for _, in := range r.months {
		if in {
			months++
		}
	}
	return months == 1 || months == 0 && len(r.monthDays) == 0 && len(r.weekdays) == 0
}

func (r rule) fitsMonthDay(day time.Time) bool {
	fromEnd := day.Day() - daysIn(day) - 1
	for _, n := range r.monthDays {
		if n == day.Day() || n == fromEnd {
			return true
		}
	}
	return len(r.monthDays) == 0
}

func (r rule) fitsWeekday(day time.Time) bool {
	place, of := day.Day(), daysIn(day)
	if r.frequency == "YEARLY" && !r.byMonth {
		place, of = day.YearDay(), time.Date(day.Year(), 12, 31, 0, 0, 0, 0, time.UTC).YearDay()
	}
	for _, w := range r.weekdays {
		if w.day != day.Weekday() {
			continue
		}
		if w.n == 0 || r.frequency == "DAILY" || r.frequency == "WEEKLY" || w.n == (place-1)/7+1 || -w.n == (of-place)/7+1 {
			return true
		}
	}
	return len(r.weekdays) == 0
}

// daysIn returns the number of days of the month that day lies in.
func daysIn(day time.Time) int {
	return time.Date(day.Year(), day.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
