package advice

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/rickar/cal/v2"

	"hearback/classify/timeline"
)

// Holidays are known for these years. Before and after them a calendar has
// weekends only.
const (
	firstHolidayYear = 1900
	lastHolidayYear  = 2199
)

func init() {
	// QUIRK: the library reckons in the machine's zone, and where daylight
	// saving skips a midnight there, a holiday lands on the day before.
	cal.DefaultLoc = time.UTC
}

// Calendar knows the business days of one country, Monday to Friday less its
// holidays, and the zone in which days begin and end. Made by NewCalendar; safe
// for use by several goroutines; cheap to copy.
type Calendar struct {
	zone  *time.Location
	years *years
}

// NewCalendar returns the calendar of a country, named by its ISO 3166-1
// alpha-2 code in lower case: one of Countries.
func NewCalendar(country string, zone *time.Location) (Calendar, error) {
	holidays, ok := countries[country]
	if !ok {
		return Calendar{}, fmt.Errorf("country %q: holidays are known for %s", country, strings.Join(Countries(), ", "))
	}
	if zone == nil {
		return Calendar{}, fmt.Errorf("country %q: a calendar needs a time zone", country)
	}
	return Calendar{zone: zone, years: &years{holidays: holidays, known: make(map[int]*year)}}, nil
}

// Today returns the day that now falls on in the calendar's zone.
func (c Calendar) Today(now time.Time) timeline.Date { return c.day(now) }

// day returns the day that a message of this time is counted on: the one in
// the calendar's zone, whatever zone its sender wrote in.
func (c Calendar) day(t time.Time) timeline.Date { return timeline.DateOf(t.In(c.zone)) }

// IsBusiness reports whether d is a business day.
func (c Calendar) IsBusiness(d timeline.Date) bool {
	return c.years.of(d.Year).business[yearDay(d)]
}

// NextBusiness returns d itself where it is a business day, else the first one after it.
func (c Calendar) NextBusiness(d timeline.Date) timeline.Date {
	for !c.IsBusiness(d) {
		d = d.AddDays(1)
	}
	return d
}

// AddBusinessDays returns the n-th business day after d: d itself, business
// day or not, where n is 0 or less.
func (c Calendar) AddBusinessDays(d timeline.Date, n int) timeline.Date {
	for ; n > 0; n-- {
		d = c.NextBusiness(d.AddDays(1))
	}
	return d
}

// BusinessDaysBetween counts the business days after a, up to and including b:
// none where b is not after a.
func (c Calendar) BusinessDaysBetween(a, b timeline.Date) int {
	if !a.Before(b) {
		return 0
	}
	n := c.years.of(b.Year).upTo[yearDay(b)] - c.years.of(a.Year).upTo[yearDay(a)]
	for y := a.Year; y < b.Year; y++ {
		n += c.years.of(y).upTo[366]
	}
	return n
}

func yearDay(d timeline.Date) int {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).YearDay()
}

// year is one year of a calendar, by day of the year: 1 to 366, of which the
// last is no business day in a common year.
type year struct {
	business [367]bool
	upTo     [367]int // business days from 1 January up to and including the day
}

// years keeps the years already worked out: the library takes microseconds a
// day, and a judgement asks for dozens of days.
type years struct {
	holidays []*cal.Holiday

	mu    sync.Mutex
	known map[int]*year // at most one for each year with holidays
}

func (ys *years) of(number int) *year {
	if number < firstHolidayYear || number > lastHolidayYear {
		return newYear(number, nil)
	}
	ys.mu.Lock()
	defer ys.mu.Unlock()
	y := ys.known[number]
	if y == nil {
		y = newYear(number, ys.holidays)
		ys.known[number] = y
	}
	return y
}

func newYear(number int, holidays []*cal.Holiday) *year {
	free := observed(number, holidays)
	y := new(year)
	d := timeline.Date{Year: number, Month: time.January, Day: 1}
	for i := 1; i <= 366; i++ {
		weekday := d.Weekday()
		y.business[i] = d.Year == number && weekday != time.Saturday && weekday != time.Sunday && !free[d]
		y.upTo[i] = y.upTo[i-1]
		if y.business[i] {
			y.upTo[i]++
		}
		d = d.AddDays(1)
	}
	return y
}

// observed returns the days of a year on which holidays are kept. A holiday
// that moves to another day is kept on that day only, which may lie in the
// year before or after its own: New Year's Day of 2022, a Saturday, was kept
// in the United States on 31 December 2021.
func observed(number int, holidays []*cal.Holiday) map[timeline.Date]bool {
	days := make(map[timeline.Date]bool)
	for _, h := range holidays {
		for _, of := range []int{number - 1, number, number + 1} {
			if _, kept := h.Calc(of); !kept.IsZero() && kept.Year() == number {
				days[timeline.DateOf(kept)] = true
			}
		}
	}
	return days
}
