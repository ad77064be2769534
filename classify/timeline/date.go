// Package timeline reads the timelines and the times of interviews that people
// state in words, and reckons in calendar days, the unit in which they promise.
package timeline

import (
	"fmt"
	"time"
)

// Date is a day of the Gregorian calendar, without a zone: the day on which a
// promise ends or a window opens is the same wherever it is read.
// The zero Date is no day.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the day that t falls on in t's own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads YYYY-MM-DD.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("date %q: want YYYY-MM-DD", s)
	}
	return DateOf(t), nil
}

// IsZero reports whether d is no day.
func (d Date) IsZero() bool { return d == Date{} }

// String returns YYYY-MM-DD, or "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// MarshalText writes YYYY-MM-DD.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	read, err := ParseDate(string(text))
	*d = read
	return err
}

// In returns the first instant of the day in zone: usually 00:00, later where
// daylight saving skips midnight.
func (d Date) In(zone *time.Location) time.Time {
	t := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, zone)
	for DateOf(t).Before(d) { // QUIRK: a skipped midnight is given as 23:00 of the day before
		t = t.Add(time.Hour)
	}
	return t
}

// AddDays returns the n-th calendar day after d, or before it where n is negative.
func (d Date) AddDays(n int) Date {
	return DateOf(d.noon().AddDate(0, 0, n))
}

// Sub returns the number of calendar days from e to d.
func (d Date) Sub(e Date) int {
	return int(d.noon().Sub(e.noon()).Hours() / 24)
}

// Before reports whether d comes before e.
func (d Date) Before(e Date) bool {
	if d.Year != e.Year {
		return d.Year < e.Year
	}
	if d.Month != e.Month {
		return d.Month < e.Month
	}
	return d.Day < e.Day
}

// After reports whether d comes after e.
func (d Date) After(e Date) bool { return e.Before(d) }

// Weekday returns the day of the week of d.
func (d Date) Weekday() time.Weekday { return d.noon().Weekday() }

func (d Date) noon() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC)
}
