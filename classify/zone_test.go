package classify

import (
	"testing"
	"time"
)

// Mail tells an offset only; an appointment behind a change of the clocks is by the
// sender's clocks all the same.
func TestZoneOf(t *testing.T) {
	for _, c := range []struct{ sent, then, want string }{
		{"2026-03-24T08:49:00+01:00", "2026-03-30", "+02:00"}, // Hamburg, before summer time
		{"2026-10-20T08:49:00+02:00", "2026-10-27", "+01:00"},
		{"2026-03-05T09:00:00-05:00", "2026-03-10", "-04:00"}, // New York
		{"2026-10-30T09:00:00-07:00", "2026-11-02", "-08:00"}, // San Francisco
		{"2026-03-05T09:00:00-06:00", "2026-03-10", "-06:00"}, // Chicago or Mexico
		{"2026-03-05T09:00:00Z", "2026-03-30", "Z"},           // a machine's
		{"2026-03-05T09:00:00+05:30", "2026-03-30", "+05:30"},
	} {
		sent, err := time.Parse(time.RFC3339, c.sent)
		if err != nil {
			t.Fatal(err)
		}
		day, err := time.Parse(time.DateOnly, c.then)
		if err != nil {
			t.Fatal(err)
		}
		then := time.Date(day.Year(), day.Month(), day.Day(), 11, 0, 0, 0, zoneOf(sent))
		if got := then.Format("Z07:00"); got != c.want {
			t.Errorf("written at %s: 11:00 on %s is at %s, want %s", c.sent, c.then, got, c.want)
		}
	}
}
