package timeline

import (
	"encoding/json"
	"testing"
	"time"
)

func TestDate(t *testing.T) {
	for _, c := range []struct {
		what      string
		got, want any
	}{
		{"leap day", Date{2028, 2, 28}.AddDays(1), Date{2028, 2, 29}},
		{"year's end", Date{2026, 12, 31}.AddDays(1), Date{2027, 1, 1}},
		{"backwards over March", Date{2026, 3, 1}.AddDays(-1), Date{2026, 2, 28}},
		{"days between", Date{2026, 3, 10}.Sub(Date{2026, 3, 3}), 7},
		{"over a change of daylight saving", Date{2026, 11, 2}.Sub(Date{2026, 10, 31}), 2},
		{"weekday", Date{2026, 3, 3}.Weekday(), time.Tuesday},
		{"before", Date{2026, 3, 3}.Before(Date{2026, 3, 4}), true},
		{"not before itself", Date{2026, 3, 3}.Before(Date{2026, 3, 3}), false},
		{"after", Date{2026, 4, 1}.After(Date{2026, 3, 31}), true},
		{"string", Date{2026, 3, 3}.String(), "2026-03-03"},
		{"no day", Date{}.String(), ""},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %v, want %v", c.what, c.got, c.want)
		}
	}
}

// The day begins where the zone says, though midnight itself may be skipped.
func TestDateBegins(t *testing.T) {
	for _, c := range []struct {
		zone, want string
		day        Date
	}{
		{"America/New_York", "2026-03-10T00:00:00-04:00", Date{2026, 3, 10}},
		{"America/Santiago", "2026-09-06T01:00:00-03:00", Date{2026, 9, 6}}, // clocks go from 24:00 to 01:00
		{"UTC", "2026-03-10T00:00:00Z", Date{2026, 3, 10}},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		begins := c.day.In(zone)
		if got := begins.Format(time.RFC3339); got != c.want {
			t.Errorf("%s in %s: got %s, want %s", c.day, c.zone, got, c.want)
		}
		if DateOf(begins) != c.day || DateOf(begins.Add(-time.Second)) == c.day {
			t.Errorf("%s in %s does not begin at %v", c.day, c.zone, begins)
		}
	}
}

func TestDateAsText(t *testing.T) {
	for _, d := range []Date{{2026, 3, 10}, {}} {
		b, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var back Date
		if err := json.Unmarshal(b, &back); err != nil || back != d {
			t.Errorf("%s: read back as %v, %v", b, back, err)
		}
	}
	for _, bad := range []string{"2026-3-1", "2026-02-30", "yesterday", "2026-03-10T00:00:00Z"} {
		if d, err := ParseDate(bad); err == nil {
			t.Errorf("%q: read as %v", bad, d)
		}
	}
}
