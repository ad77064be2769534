package advice_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"

	"hearback/classify/advice"
	"hearback/classify/timeline"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func calendar(t testing.TB, country, zoneName string) advice.Calendar {
	t.Helper()
	c, err := advice.NewCalendar(country, zone(t, zoneName))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func date(t testing.TB, s string) timeline.Date {
	t.Helper()
	d, err := timeline.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The federal holidays as the Office of Personnel Management publishes them
// year by year, observed days included, those on weekends left out.
var federal = map[int]string{
	2020: "01-01 01-20 02-17 05-25 07-03 09-07 10-12 11-11 11-26 12-25",
	2021: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
	2022: "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26",
	2023: "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25",
	2024: "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25",
	2025: "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25",
	2026: "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
	2027: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
	2028: "01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25",
}

func TestUnitedStatesKeepTheFederalHolidays(t *testing.T) {
	cal := calendar(t, "us", "America/New_York")
	for year, want := range federal {
		var got []string
		for d := date(t, fmt.Sprintf("%d-01-01", year)); d.Year == year; d = d.AddDays(1) {
			weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
			if weekend && cal.IsBusiness(d) {
				t.Errorf("%s is a %s and a business day", d, d.Weekday())
			}
			if !weekend && !cal.IsBusiness(d) {
				got = append(got, d.String()[5:])
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%d:\n got %s\nwant %s", year, strings.Join(got, " "), want)
		}
	}
}

func TestCountries(t *testing.T) {
	free := []struct{ country, day, why string }{
		{"gb", "2026-05-04", "early May bank holiday"},
		{"gb", "2027-12-28", "Boxing Day, a Sunday, moved behind Christmas Day"},
		{"de", "2026-10-03", "a Saturday"},
		{"de", "2025-10-03", "German Unity Day"},
		{"fr", "2026-07-14", "Fête nationale"},
		{"ca", "2026-07-01", "Canada Day"},
		{"au", "2026-01-26", "Australia Day"},
		{"jp", "2026-05-05", "Children's Day"},
		{"mx", "2026-02-02", "Constitution Day, kept on the first Monday of February"},
		{"mx", "2026-03-16", "Benito Juárez, kept on the third Monday of March"},
		{"mx", "2026-11-16", "Revolution Day, kept on the third Monday of November"},
		{"ch", "2026-08-01", "a Saturday"},
		{"ch", "2025-08-01", "the national day"},
		{"ru", "2026-01-06", "the holidays of the New Year"},
	}
	for _, c := range free {
		if calendar(t, c.country, "UTC").IsBusiness(date(t, c.day)) {
			t.Errorf("%s: %s (%s) is a business day", c.country, c.day, c.why)
		}
	}
	work := []struct{ country, day, why string }{
		{"ch", "2026-06-04", "Corpus Christi is kept in some cantons"},
		{"ch", "2026-12-08", "and the Immaculate Conception"},
		{"mx", "2026-02-05", "Constitution Day is kept on the Monday before"},
		{"mx", "2028-09-15", "the Friday before Independence Day, a Saturday"},
	}
	for _, c := range work {
		if !calendar(t, c.country, "UTC").IsBusiness(date(t, c.day)) {
			t.Errorf("%s: %s (%s) is no business day", c.country, c.day, c.why)
		}
	}
	if calendar(t, "fr", "UTC").IsBusiness(date(t, "2026-05-01")) || !calendar(t, "us", "UTC").IsBusiness(date(t, "2026-05-01")) {
		t.Error("1 May 2026: want free in fr, a business day in us")
	}
	if got := len(advice.Countries()); got != 47 {
		t.Errorf("%d countries, want 47", got)
	}
}

// The years of every country can be worked out, and leaves days to work on.
func TestEveryCountry(t *testing.T) {
	years := []int{1, 1899, 1900, 1950, 2100, 2151, 2199, 2200, 9999} // and those that matter:
	for year := 2015; year < 2045; year++ {
		years = append(years, year)
	}
	for _, country := range advice.Countries() {
		cal := calendar(t, country, "UTC")
		for _, year := range years {
			first := timeline.Date{Year: year, Month: time.January, Day: 1}
			got := cal.BusinessDaysBetween(first.AddDays(-1), timeline.Date{Year: year, Month: time.December, Day: 31})
			if got < 225 || got > 262 {
				t.Errorf("%s: %d business days in %d", country, got, year)
			}
		}
	}
}

func TestUnknownCountry(t *testing.T) {
	for _, country := range []string{"", "uk", "US", "usa", "in", "ecb"} {
		_, err := advice.NewCalendar(country, time.UTC)
		if err == nil || !strings.Contains(err.Error(), "gb, gr, hr") || !strings.Contains(err.Error(), "us") {
			t.Errorf("country %q: got %v, want an error that lists the codes", country, err)
		}
	}
	if _, err := advice.NewCalendar("us", nil); err == nil {
		t.Error("no zone: got a calendar, want an error")
	}
}

func TestTodayIsTheZonesDay(t *testing.T) {
	cases := []struct{ zone, now, want string }{
		{"America/New_York", "2026-03-03T02:30:00Z", "2026-03-02"},
		{"America/Los_Angeles", "2026-03-03T07:59:59Z", "2026-03-02"},
		{"Asia/Tokyo", "2026-03-03T15:00:00Z", "2026-03-04"},
		{"Africa/Cairo", "2026-04-23T21:59:59Z", "2026-04-23"}, // daylight saving skips the midnight
		{"Africa/Cairo", "2026-04-23T22:00:00Z", "2026-04-24"},
		{"America/New_York", "2026-11-01T05:30:00Z", "2026-11-01"}, // 01:30 comes twice
	}
	for _, c := range cases {
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		if got := calendar(t, "us", c.zone).Today(now).String(); got != c.want {
			t.Errorf("%s in %s: got %s, want %s", c.now, c.zone, got, c.want)
		}
	}
}

func TestBusinessDaysAgreeWithCountingThem(t *testing.T) {
	cals := make(map[string]advice.Calendar)
	for _, country := range advice.Countries() {
		cals[country] = calendar(t, country, "UTC")
	}
	rapid.Check(t, func(t *rapid.T) {
		cal := cals[rapid.SampledFrom(advice.Countries()).Draw(t, "country")]
		a := timeline.Date{Year: 2015, Month: time.January, Day: 1}.AddDays(rapid.IntRange(0, 7300).Draw(t, "a"))
		length := rapid.IntRange(0, 900).Draw(t, "length")
		count := 0
		for d, i := a, 0; i < length; i++ {
			d = d.AddDays(1)
			if cal.IsBusiness(d) {
				count++
			}
		}
		if got := cal.BusinessDaysBetween(a, a.AddDays(length)); got != count {
			t.Fatalf("between %s and %d days later: got %d, counted %d", a, length, got, count)
		}
		if got := cal.BusinessDaysBetween(a.AddDays(length), a); got != 0 {
			t.Fatalf("backwards: got %d, want 0", got)
		}
		n := rapid.IntRange(1, 40).Draw(t, "n")
		end := cal.AddBusinessDays(a, n)
		if !cal.IsBusiness(end) || cal.BusinessDaysBetween(a, end) != n {
			t.Fatalf("%s + %d bd = %s: business %v, between %d", a, n, end, cal.IsBusiness(end), cal.BusinessDaysBetween(a, end))
		}
		if next := cal.NextBusiness(a); next != a && (cal.IsBusiness(a) || next != cal.AddBusinessDays(a, 1)) {
			t.Fatalf("next business day of %s: got %s", a, next)
		}
		if got := cal.AddBusinessDays(a, 0); got != a {
			t.Fatalf("%s + 0 bd = %s", a, got)
		}
	})
}

func TestCalendarIsSharedByGoroutines(t *testing.T) {
	cal := calendar(t, "us", "UTC")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for year := 1990; year < 2040; year++ {
				if cal.IsBusiness(timeline.Date{Year: year, Month: time.December, Day: 25}) {
					t.Errorf("Christmas Day of %d is a business day", year)
				}
			}
		})
	}
	wg.Wait()
}
