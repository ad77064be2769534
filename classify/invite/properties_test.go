package invite

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"hearback/classify/mail"
)

// zoneNamed is a zone of the IANA database.
func zoneNamed(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return zone
}

var (
	berlin  = zoneNamed("Europe/Berlin")
	newYork = zoneNamed("America/New_York")
)

// checkLine fails t unless s is bounded and fit for every screen.
func checkLine(t *testing.T, what, s string, limit int) {
	t.Helper()
	if len(s) > limit || !utf8.ValidString(s) || strings.TrimSpace(s) != s {
		t.Errorf("%s: %d bytes, want one clean line of at most %d: %q", what, len(s), limit, s)
	}
	for _, r := range s {
		if !unicode.IsPrint(r) {
			t.Fatalf("%s: holds %U: %q", what, r, s)
		}
	}
}

// checkTimes fails t unless the times are those of a meeting.
func checkTimes(t *testing.T, start, end time.Time) {
	t.Helper()
	if !end.After(start) || end.Sub(start) > maxLength+2*time.Hour {
		t.Errorf("from %v to %v", start, end)
	}
	if y := start.UTC().Year(); y < earliestYear-1 || y > latestYear+2 {
		t.Errorf("start %v", start)
	}
}

func checkPeople(t *testing.T, organizer mail.Participant, attendees []Attendee) {
	t.Helper()
	if len(attendees) > maxAttendees {
		t.Errorf("got %d attendees", len(attendees))
	}
	for _, p := range append([]Attendee{{Participant: organizer}}, attendees...) {
		checkLine(t, "name", p.Name, 200)
		checkLine(t, "address", p.Address, 320)
		if p.Address != "" && p.Domain() == "" {
			t.Errorf("address %q", p.Address)
		}
	}
}

// checkEvents fails t where events break their promises.
func checkEvents(t *testing.T, events []Event) {
	t.Helper()
	if len(events) > maxEvents {
		t.Errorf("got %d events", len(events))
	}
	for _, e := range events {
		checkLine(t, "uid", e.UID, maxUID)
		checkLine(t, "method", e.Method, 20)
		checkLine(t, "status", e.Status, 20)
		checkLine(t, "summary", e.Summary, maxSummary)
		checkLine(t, "location", e.Location, maxLocation)
		checkPeople(t, e.Organizer, e.Attendees)
		if e.Start.IsZero() != e.End.IsZero() || e.Sequence < 0 || len(e.Repeats) >= maxInstances {
			t.Errorf("event %+v", e)
		}
		if e.Start.IsZero() {
			continue
		}
		checkTimes(t, e.Start, e.End)
		last := e.Start
		for _, start := range e.Repeats {
			if !start.After(last) || start.Sub(e.Start) > 2*366*24*time.Hour {
				t.Errorf("repeats %v after %v", e.Repeats, e.Start)
			}
			last = start
		}
	}
}

// checkInterviews fails t where meetings break their promises.
func checkInterviews(t *testing.T, meetings []Interview) {
	t.Helper()
	if len(meetings) > maxMeetings {
		t.Errorf("got %d meetings", len(meetings))
	}
	last := time.Time{}
	for _, m := range meetings {
		checkTimes(t, m.Start, m.End)
		if m.Start.Before(last) {
			t.Errorf("%v stands behind %v", m.Start, last)
		}
		last = m.Start
	}
}

// FuzzParse checks what holds for every text.
func FuzzParse(f *testing.F) {
	for _, text := range styles {
		f.Add(text)
	}
	for _, text := range hostile() {
		if len(text) < 4096 {
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		events := Parse(text, newYork)
		checkEvents(t, events)
		meetings := Interviews(events)
		checkInterviews(t, meetings)
		if again := Parse(text, newYork); !reflect.DeepEqual(again, events) {
			t.Errorf("read twice: got %+v, then %+v", events, again)
		}
		var twice []Event
		for _, e := range events {
			twice = append(twice, e, e)
		}
		if got := Interviews(twice); !reflect.DeepEqual(got, meetings) {
			t.Errorf("delivered twice: got %+v, want %+v", got, meetings)
		}
	})
}

// hostile are texts that must cost little and break nothing.
func hostile() map[string]string {
	event := "BEGIN:VEVENT\nUID:a\nDTSTART:20260310T140000Z\n"
	zone := "BEGIN:VTIMEZONE\nTZID:Z\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYMONTH=12;BYDAY=MO,TU,WE,TH,FR,SA,SU\n"
	costly := strings.Replace(zone, "TZID:Z", "TZID:Z\n"+strings.Repeat("BEGIN:STANDARD\n"+zone[strings.Index(zone, "DTSTART"):]+"END:STANDARD\n", 60), 1) + "END:STANDARD\nEND:VTIMEZONE\n"
	var years, names strings.Builder
	for year := range 6_000 {
		fmt.Fprintf(&years, ",%04d0310T140000", 1000+year)
		fmt.Fprintf(&names, "EXDATE;TZID=%d%s:20260310T140000\n", year, strings.Repeat("/A", 40))
	}
	var events strings.Builder
	for year := range 100 {
		fmt.Fprintf(&events, "BEGIN:VEVENT\nUID:%d\nDTSTART;TZID=Z:%d0310T140000\nRECURRENCE-ID;TZID=Z:%d0310T140000\nEND:VEVENT\n", year, 1970+2*year, 1971+2*year)
	}
	return map[string]string{
		"a costly zone in every year": costly + events.String(),
		"exclusions in every year":    costly + event + "RRULE:FREQ=DAILY\nEXDATE;TZID=Z:" + years.String()[1:],
		"zones named in vain":         event + "RRULE:FREQ=DAILY\n" + names.String(),
		"nothing":                     "",
		"10,000 events":               strings.Repeat(event+"END:VEVENT\n", 10_000),
		"10,000 without end":          strings.Repeat("BEGIN:VEVENT\n", 10_000),
		"nested without end":          event + strings.Repeat("BEGIN:VALARM\n", 10_000),
		"calendars in each":           strings.Repeat("BEGIN:VCALENDAR\n", 5_000) + event,
		"one huge line":               event + "SUMMARY:" + strings.Repeat("x", 1<<20),
		"endless folding":             event + "SUMMARY:x\n" + strings.Repeat(" y\n", 20_000),
		"empty lines":                 event + strings.Repeat("\n", 60_000),
		"semicolons":                  event + "ATTENDEE" + strings.Repeat(";", 60_000) + ":mailto:a@b.example",
		"quotes":                      event + "ATTENDEE;CN=" + strings.Repeat(`"`, 60_001) + ":mailto:a@b.example",
		"many people":                 event + strings.Repeat("ATTENDEE:mailto:a@b.example\n", 2_000),
		"never":                       event + "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\nEND:VEVENT\n",
		"every second":                event + "RRULE:FREQ=SECONDLY\n",
		"every day for ever":          strings.Repeat(event+"RRULE:FREQ=DAILY;BYSETPOS=1\nEND:VEVENT\n", 500),
		"far interval":                event + "RRULE:FREQ=YEARLY;INTERVAL=2147483647;COUNT=-1\n",
		"many exclusions":             event + "RRULE:FREQ=DAILY\nEXDATE:" + strings.Repeat("20260311T140000Z,", 3_000),
		"zone of a thousand":          strings.Repeat(zone+"END:STANDARD\nEND:VTIMEZONE\n", 500) + strings.ReplaceAll(event, "START:", "START;TZID=Z:"),
		"zone at every change":        zone + strings.Repeat("RDATE:20260101T000000\n", 2_000) + "END:VTIMEZONE\nBEGIN:VEVENT\nDTSTART;TZID=Z:21991231T235959\n",
		"path for a zone":             "BEGIN:VEVENT\nUID:p\nDTSTART;TZID=../../../etc/passwd:20260310T140000\nDTEND;TZID=/etc/localtime:20260310T150000\n",
		"year 0":                      "BEGIN:VEVENT\nUID:y\nDTSTART:00000101T000000Z\n",
		"year 9999":                   "BEGIN:VEVENT\nUID:y\nDTSTART:99991231T235959Z\nDTEND:99991231T235959Z\nRRULE:FREQ=YEARLY\n",
		"end in 9999":                 event + "DTEND:99991231T235959Z\n",
		"endless duration":            event + "DURATION:P9999999W9999999W\n",
		"controls":                    event + "SUMMARY:\x1b]52;c;\a\u202eevil\u2066\x00\nLOCATION:\u200b\nORGANIZER;CN=\"\x1b[31m\":mailto:\x00a@b.example\n",
		"latin-1":                     event + "SUMMARY:Gespr\xe4ch\n",
		"lone colons":                 ":::\n;;;\nDTSTART\nBEGIN\nEND:\nBEGIN:\n:" + event,
	}
}

// TestHostile reads what was made to do harm.
func TestHostile(t *testing.T) {
	const slow = 2 * time.Second // each takes some milliseconds at most
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) {
			begun := time.Now()
			events := Parse(text, berlin)
			checkEvents(t, events)
			checkInterviews(t, Interviews(events))
			if took := time.Since(begun); took > slow {
				t.Errorf("took %v", took)
			} else {
				t.Log(took)
			}
		})
	}
}
