package config

import (
	"testing"
	"time"
)

func TestHours(t *testing.T) {
	for _, c := range []struct{ hours, in, out string }{
		{"09:00-18:00", "09:00 12:00 17:59", "00:00 08:59 18:00 23:59"},
		{"22:00-06:30", "22:00 23:59 00:00 06:29", "06:30 12:00 21:59"},
		{"00:00-24:00", "00:00 12:00 23:59", ""},
		{"12:00-24:00", "12:00 23:59", "00:00 11:59"},
		{"24:00-12:00", "", ""}, // no such time to begin at
	} {
		h, err := hours(c.hours)
		if (err != nil) != (c.in == "") {
			t.Errorf("%s: error %v", c.hours, err)
		}
		check := func(times string, want bool) {
			for ; len(times) >= 5; times = times[min(6, len(times)):] {
				at, err := time.Parse("15:04", times[:5])
				if err != nil {
					t.Fatal(err)
				}
				if got := h.Contain(at); got != want {
					t.Errorf("%s: %s within: got %t, want %t", c.hours, times[:5], got, want)
				}
			}
		}
		check(c.in, true)
		check(c.out, false)
	}
}
