package invite

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"hearback/classify/mail/mailtest"
)

// corpus returns the files of one archive of real calendars.
func corpus(t *testing.T, archive string) map[string]string {
	t.Helper()
	files := map[string]string{}
	mailtest.EachReal(t, archive, func(name string, content []byte) { files[name] = string(content) })
	return files
}

// The starts that a file states plainly: in UTC, or in a zone of IANA's by its
// usual name.
var plainStart = regexp.MustCompile(`(?m)^DTSTART(?:;TZID=((?:America|Europe)/[A-Z][A-Za-z_]+))?(?:\r?\n )?:(?:\r?\n )?(\d{8}T\d{6})(Z?)\r?$`)

// TestRealCalendars reads whole collections, test files of hostile make among
// them. Nothing may break a promise, and whatever start an event states plainly
// must come out, as often as it is stated.
func TestRealCalendars(t *testing.T) {
	for _, archive := range []string{"calendar/golang-ical.tar.gz", "calendar/libical.tar.gz"} {
		t.Run(archive, func(t *testing.T) {
			plain, begun, all := 0, 0, 0
			for name, text := range corpus(t, archive) {
				events := Parse(text, berlin)
				checkEvents(t, events)
				checkInterviews(t, Interviews(events))
				if t.Failed() {
					t.Fatalf("%s breaks a promise", name)
				}
				got := map[int64]bool{}
				for _, e := range events {
					all++
					got[e.Start.Unix()] = !e.Start.IsZero()
					if !e.Start.IsZero() {
						begun++
					}
				}
				for _, event := range strings.Split(text, "BEGIN:VEVENT")[1:] {
					event, _, _ = strings.Cut(event, "END:VEVENT")
					stated := plainStart.FindStringSubmatch(event)
					if stated == nil || stated[1] == "" && stated[3] == "" {
						continue
					}
					zone, err := time.LoadLocation(stated[1])
					if err != nil {
						continue // a name that fuzzing made
					}
					want, err := time.ParseInLocation("20060102T150405", stated[2], zone)
					if err != nil || !believed(want) {
						continue
					}
					plain++
					if !got[want.Unix()] {
						t.Errorf("%s: start %s is not among the events", name, strings.TrimSpace(stated[0]))
					}
				}
			}
			t.Logf("%d events, %d with a start, %d starts stated plainly", all, begun, plain)
			if plain < 5 {
				t.Errorf("got %d starts stated plainly, want at least 5", plain)
			}
		})
	}
}
