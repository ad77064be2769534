package main

import (
	"errors"
	"strings"
	"testing"
	"time"

	"hearback/classify/advice"
	"hearback/classify/candidacy"
	"hearback/cmd/hearback/internal/config"
)

// tuesday is when the marks of these tests are told: 10 March 2026, 09:00.
var tuesday = time.Date(2026, 3, 10, 9, 0, 0, 0, newYork)

func noting(t *testing.T) settings {
	calendar, err := advice.NewCalendar("us", newYork)
	if err != nil {
		t.Fatal(err)
	}
	return settings{Config: config.Config{Zone: newYork, Calendar: calendar}, now: func() time.Time { return tuesday }}
}

func TestNoteTimes(t *testing.T) {
	for _, c := range []struct {
		what        candidacy.Deed
		value, want string // in New York; "": refused
	}{
		{candidacy.Replied, "today", "2026-03-10 09:00"}, // not noon, which is to come
		{candidacy.Replied, "2026-03-10", "2026-03-10 09:00"},
		{candidacy.Replied, "today 8:00", "2026-03-10 08:00"},
		{candidacy.Replied, "today 10:00", ""},
		{candidacy.Replied, "yesterday", "2026-03-09 12:00"},
		{candidacy.Replied, "yesterday 4 pm", "2026-03-09 16:00"},
		{candidacy.Replied, "Monday", "2026-03-09 12:00"},
		{candidacy.Replied, "last Tuesday", "2026-03-03 12:00"},
		{candidacy.FollowedUp, "on Friday", "2026-03-06 12:00"},
		{candidacy.FollowedUp, "last Friday", "2026-03-06 12:00"},
		{candidacy.FollowedUp, "5 March", "2026-03-05 12:00"},
		{candidacy.FollowedUp, "2030-01-01", ""},
		{candidacy.Interviewed, "5 March 14:00", "2026-03-05 14:00"},
		{candidacy.Interviewed, "2026-03-05 2pm", "2026-03-05 14:00"},
		{candidacy.Interviewed, "Thursday 5 March 2 pm", "2026-03-05 14:00"},
		{candidacy.Interviewed, "3pm", "2026-03-10 15:00"},
		{candidacy.Interviewed, "15:00", "2026-03-10 15:00"},
		{candidacy.Interviewed, "Thursday", "2026-03-12 12:00"},
		{candidacy.Interviewed, "Thursday at 3:30 pm", "2026-03-12 15:30"},
		{candidacy.Interviewed, "2026-03-12 15:00", "2026-03-12 15:00"},
		{candidacy.Interviewed, "2026-03-12 15:00 Europe/Berlin", "2026-03-12 10:00"},
		{candidacy.Interviewed, "12 March 2026 15:00 Europe/Berlin", "2026-03-12 10:00"},
		{candidacy.Interviewed, "2026-03-08 02:30", ""}, // skipped: clocks go forward
		{candidacy.Interviewed, "2026-03-12 29:00", ""},
		{candidacy.Snooze, "2026-01-01", ""},
		{candidacy.Employed, "  ", ""},
		{candidacy.AsRole, "", ""},
	} {
		n, err := noting(t).note(1, c.what, c.value)
		var u *usageError
		if c.want == "" {
			if !errors.As(err, &u) || len(u.Hints()) == 0 {
				t.Errorf("%s %q: got %q, %v; want it refused with a hint", c.what, c.value, n.Value, err)
			}
			continue
		}
		at, parseErr := time.Parse(time.RFC3339, n.Value)
		if err != nil || parseErr != nil || at.In(newYork).Format("2006-01-02 15:04") != c.want {
			t.Errorf("%s %q: got %q, %v; want %s", c.what, c.value, n.Value, err, c.want)
		}
	}
}

func TestParseNowWhereMidnightIsSkipped(t *testing.T) {
	zone, err := time.LoadLocation("America/Santiago")
	if err != nil {
		t.Fatal(err)
	}
	now, err := parseNow("2026-09-06", zone)
	if err != nil || !strings.HasPrefix(now.Format(time.RFC3339), "2026-09-06T01:00") {
		t.Errorf("got %v, %v: want the first moment of the day", now, err)
	}
}
