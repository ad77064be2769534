package invite

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// calendarOf is a calendar of one event that begins on the given day and hour
// of March 2026, UTC, where when is not empty.
func calendarOf(method string, sequence int, stamp, when string, lines ...string) string {
	text := fmt.Sprintf("BEGIN:VCALENDAR\nMETHOD:%s\nBEGIN:VEVENT\nUID:u\nSEQUENCE:%d\n", method, sequence)
	if stamp != "" {
		text += "DTSTAMP:202603" + stamp + "00Z\n"
	}
	if when != "" {
		text += "DTSTART:202603" + when + "0000Z\n"
	}
	return text + strings.Join(lines, "\n") + "\nEND:VEVENT\nEND:VCALENDAR\n"
}

// meetings shows what the calendars leave: each start by day and hour, in
// brackets where it was cancelled.
func meetings(calendars ...string) string {
	var events []Event
	for _, c := range calendars {
		events = append(events, Parse(c, newYork)...)
	}
	var list []string
	for _, m := range Interviews(events) {
		s := m.Start.UTC().Format("02T15")
		if m.Cancelled {
			s = "(" + s + ")"
		}
		list = append(list, s)
	}
	return strings.Join(list, " ")
}

func TestInterviews(t *testing.T) {
	of := calendarOf
	first := of("REQUEST", 0, "01T1000", "10T14")
	moved := of("REQUEST", 1, "02T1000", "12T15")
	cancel := of("CANCEL", 2, "03T1000", "12T15", "STATUS:CANCELLED")
	series := of("REQUEST", 0, "01T1000", "10T14", "RRULE:FREQ=DAILY;COUNT=3")
	oneMoved := of("REQUEST", 0, "02T1000", "11T16", "RECURRENCE-ID:20260311T140000Z")
	oneOff := of("CANCEL", 1, "03T1000", "", "RECURRENCE-ID:20260311T140000Z")
	allOff := of("CANCEL", 1, "04T1000", "")
	restOff := of("CANCEL", 1, "03T1000", "", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260311T140000Z")
	Unnumbered := func(calendar string) string {
		return strings.NewReplacer("SEQUENCE:0\n", "", "SEQUENCE:1\n", "", "SEQUENCE:2\n", "").Replace(calendar)
	}
	tests := []struct {
		name      string
		calendars []string
		want      string
	}{
		{"none", nil, ""},
		{"one", []string{first}, "10T14"},
		{"twice", []string{first, first}, "10T14"},
		{"moved", []string{first, moved}, "12T15"},
		{"moved, out of order", []string{moved, first}, "12T15"},
		{"moved, then the old one quoted", []string{first, moved, first}, "12T15"},
		{"cancelled", []string{first, moved, cancel}, "(12T15)"},
		{"cancelled, out of order", []string{cancel, moved, first}, "(12T15)"},
		{"cancelled by the UID alone", []string{first, of("CANCEL", 1, "03T1000", "")}, "(10T14)"},
		{"cancelled by the UID alone, out of order", []string{of("CANCEL", 1, "03T1000", ""), first}, "(10T14)"},
		{"cancelled, nothing else known", []string{of("CANCEL", 1, "03T1000", "")}, ""},
		{"cancelled by an old sequence", []string{moved, of("CANCEL", 0, "03T1000", "")}, "12T15"},
		{"cancelled without sequence", []string{moved, Unnumbered(of("CANCEL", 0, "03T1000", ""))}, "(12T15)"},
		{"cancelled without sequence, before", []string{moved, Unnumbered(of("CANCEL", 0, "01T1000", ""))}, "12T15"},
		{"cancelled by status", []string{first, of("REQUEST", 1, "02T1000", "10T14", "STATUS:CANCELLED")}, "(10T14)"},
		{"called again", []string{first, moved, cancel, of("REQUEST", 3, "04T1000", "17T14")}, "17T14"},
		{"same sequence, later stamp", []string{first, of("REQUEST", 0, "01T1100", "10T16")}, "10T16"},
		{"same sequence, earlier stamp", []string{of("REQUEST", 0, "01T1100", "10T16"), first}, "10T16"},
		{"same sequence, no stamps", []string{of("REQUEST", 0, "", "10T16"), of("REQUEST", 0, "", "10T17")}, "10T17"},
		{"higher sequence, earlier stamp", []string{first, of("REQUEST", 1, "01T0900", "10T16")}, "10T16"},
		{"update without a start", []string{first, of("REQUEST", 1, "02T1000", "", "SUMMARY:Moved")}, "10T14"},
		{"published", []string{of("PUBLISH", 0, "01T1000", "10T14")}, "10T14"},
		{"no method", []string{strings.Replace(first, "METHOD:REQUEST\n", "", 1)}, "10T14"},
		{"answer", []string{first, of("REPLY", 5, "02T1000", "11T14")}, "10T14"},
		{"answer alone", []string{of("REPLY", 0, "02T1000", "11T14")}, ""},
		{"proposal", []string{first, of("COUNTER", 5, "02T1000", "11T14")}, "10T14"},
		{"proposal declined", []string{first, of("DECLINECOUNTER", 5, "02T1000", "11T14")}, "10T14"},
		{"two meetings", []string{strings.Replace(moved, "UID:u", "UID:v", 1), first}, "10T14 12T15"},
		{"without UID", []string{strings.Replace(first, "UID:u\n", "", 1), strings.Replace(moved, "UID:u\n", "", 1)}, "10T14 12T15"},

		{"series", []string{series}, "10T14 11T14 12T14"},
		{"series, one moved", []string{series, oneMoved}, "10T14 11T16 12T14"},
		{"series, one moved, out of order", []string{oneMoved, series}, "10T14 11T16 12T14"},
		{"series, one cancelled", []string{series, oneOff}, "10T14 (11T14) 12T14"},
		{"series, one moved, then cancelled", []string{series, oneMoved, oneOff}, "10T14 (11T16) 12T14"},
		{"series, one cancelled, then the old one", []string{series, oneOff, oneMoved}, "10T14 (11T16) 12T14"},
		{"series, this and the later ones cancelled", []string{series, restOff}, "10T14 (11T14) (12T14)"},
		{"series cancelled", []string{series, oneMoved, allOff}, "(10T14) (11T16) (12T14)"},
		{"series cancelled, one moved more often", []string{series, of("REQUEST", 7, "02T1000", "11T16", "RECURRENCE-ID:20260311T140000Z"), allOff}, "(10T14) (11T16) (12T14)"},
		{"series cancelled, one called again", []string{series, allOff, of("REQUEST", 2, "05T1000", "11T18", "RECURRENCE-ID:20260311T140000Z")}, "(10T14) 11T18 (12T14)"},
		{"series moved", []string{series, oneMoved, of("REQUEST", 1, "05T1000", "17T14", "RRULE:FREQ=DAILY;COUNT=2")}, "17T14 18T14"},
		{"series grown", []string{series, oneMoved, of("REQUEST", 1, "05T1000", "10T14", "RRULE:FREQ=DAILY;COUNT=4")}, "10T14 11T16 12T14 13T14"},
		{"series called again", []string{series, oneOff, allOff, of("REQUEST", 2, "05T1000", "10T14", "RRULE:FREQ=DAILY;COUNT=3")}, "10T14 11T14 12T14"},
		{"series of days, one cancelled", []string{of("REQUEST", 0, "01T1000", "", "DTSTART;VALUE=DATE:20260310", "RRULE:FREQ=DAILY;COUNT=2"),
			of("CANCEL", 1, "02T1000", "", "RECURRENCE-ID;TZID=Europe/Berlin;VALUE=DATE:20260311")}, "10T04 (11T04)"},
		{"one of an unknown series", []string{oneMoved}, "11T16"},
		{"one of an unknown series, cancelled", []string{oneMoved, allOff}, "(11T16)"},
		{"single meeting cancelled as an instance", []string{first, of("CANCEL", 1, "03T1000", "", "RECURRENCE-ID:20260310T140000Z")}, "(10T14)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := meetings(tt.calendars...); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestOrderOfArrival checks that versions of one meeting end in the same state
// in whatever order they come, as long as sequence or stamp tell them apart.
func TestOrderOfArrival(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var calendars []string
		for i := range rapid.IntRange(1, 6).Draw(t, "versions") {
			sequence := i / 2 // two versions each, told apart by their stamps
			method := rapid.SampledFrom([]string{"REQUEST", "REQUEST", "CANCEL", "REPLY"}).Draw(t, "method")
			stamp := fmt.Sprintf("%02dT1000", i+1)
			calendars = append(calendars, calendarOf(method, sequence, stamp, fmt.Sprintf("%02dT14", 10+i)))
		}
		standing := func(calendars []string) string {
			got := meetings(calendars...)
			if strings.HasPrefix(got, "(") {
				return "cancelled" // which start it had is only for show
			}
			return got
		}
		want := standing(calendars)
		shuffled := rapid.Permutation(calendars).Draw(t, "order")
		if got := standing(shuffled); got != want {
			t.Fatalf("got %s, want %s, of %q", got, want, shuffled)
		}
	})
}

// TestInterview checks what is told of a meeting, and that an update is told
// whole.
func TestInterview(t *testing.T) {
	update := strings.NewReplacer("SEQUENCE:1", "SEQUENCE:2", "20260310T10", "20260311T09", "20260310T11", "20260311T10",
		"Second interview", "Second interview, moved", "Microsoft Teams Meeting", "Room 3").Replace(styles["exchange"])
	list := Interviews(append(Parse(styles["exchange"], berlin), Parse(update, berlin)...))
	if len(list) != 1 {
		t.Fatalf("got %d meetings, want 1", len(list))
	}
	m := list[0]
	want := time.Date(2026, 3, 11, 9, 0, 0, 0, newYork)
	if !m.Start.Equal(want) || m.Start.Format(shown) != want.Format(shown) || m.End.Sub(m.Start) != time.Hour {
		t.Errorf("got %v to %v, want %v and an hour", m.Start, m.End, want)
	}
	if m.Summary != "Second interview, moved" || m.Location != "Room 3" || m.Organizer.Address != "sam.ortiz@globex.example" || len(m.Attendees) != 2 {
		t.Errorf("got %+v", m)
	}
}
