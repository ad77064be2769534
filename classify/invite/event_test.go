package invite

import (
	"reflect"
	"strings"
	"testing"

	"hearback/classify/mail"
)

// TestStyles reads an invitation of each usual program. All begin at 14:00 UTC
// on 10 March 2026.
func TestStyles(t *testing.T) {
	person := func(name, address string) mail.Participant { return mail.Participant{Name: name, Address: address} }
	tests := []struct {
		style, method, uid, start, end, summary, location string
		sequence                                          int
		organizer                                         mail.Participant
		attendees                                         []Attendee
	}{
		{"google", "REQUEST", "k3v9q2m7@google.com", "2026-03-10 14:00 +0000", "2026-03-10 14:45 +0000",
			"Interview: Product Manager (Acme Robotics)", "Acme Robotics, Main St 4", 0, person("Dana Kim", "dana@acme.example"),
			[]Attendee{{person("Dana Kim", "dana@acme.example"), false, false}, {person("", "lee@acme.example"), true, true}, {person("", "me@mail.example"), false, false}}},
		{"exchange", "REQUEST", "040000008200E00074C5B7101A82E00800000000D0A1B2C3", "2026-03-10 10:00 -0400", "2026-03-10 11:00 -0400",
			"Second interview", "Microsoft Teams Meeting", 1, person("Ortiz, Sam", "sam.ortiz@globex.example"),
			[]Attendee{{person("", "me@mail.example"), false, false}, {person("Roy, Ana", "ana.roy@globex.example"), true, false}}},
		{"apple", "REQUEST", "5C1E-77", "2026-03-10 15:00 +0100", "2026-03-10 16:00 +0100",
			"Kennenlerngespräch", "", 0, person("Mira Stein", "mira@initech.example"),
			[]Attendee{{person("Mira Stein", "mira@initech.example"), false, false}}},
		{"calendly", "PUBLISH", "calendly-7a61", "2026-03-10 14:00 +0000", "2026-03-10 14:30 +0000",
			"Intro call between Pat and me", "https://zoom.example/j/1", 0, person("Pat Doe", "pat@umbrella.example"), nil},
		{"zoom", "REQUEST", "ZOOM9912345678", "2026-03-10 10:00 -0400", "2026-03-10 10:45 -0400",
			"Hooli phone screen", "https://zoom.example/j/9912345678", 0, mail.Participant{}, nil},
		{"thunderbird", "REQUEST", "b1a3e0f2-77", "2026-03-10 15:00 +0100", "2026-03-10 16:30 +0100",
			"Entretien", "", 0, person("Luc Petit", "luc@massive.example"), []Attendee{{person("", "me@mail.example"), false, false}}},
		{"zimbra", "REQUEST", "9d1c-zimbra", "2026-03-10 10:00 -0400", "2026-03-10 11:00 -0400",
			"Technical interview", "Room 2", 3, person("Ira Wolf", "ira@soylent.example"), []Attendee{{person("Me", "me@mail.example"), false, false}}},
	}
	if len(tests) != len(styles) {
		t.Errorf("%d of %d styles are tested", len(tests), len(styles))
	}
	for _, tt := range tests {
		for ends, text := range map[string]string{
			"LF": styles[tt.style], "CRLF": strings.ReplaceAll(styles[tt.style], "\n", "\r\n"),
			"doubled": strings.ReplaceAll(styles[tt.style], "\n", "\r\n\r\n"), "cut": strings.TrimSuffix(styles[tt.style], "END:VEVENT\nEND:VCALENDAR\n"),
		} {
			t.Run(tt.style+" "+ends, func(t *testing.T) {
				e := only(t, text)
				got := []string{e.Method, e.UID, e.Start.Format(shown), e.End.Format(shown), e.Summary, e.Location}
				want := []string{tt.method, tt.uid, tt.start, tt.end, tt.summary, tt.location}
				if !reflect.DeepEqual(got, want) {
					t.Errorf("got %q, want %q", got, want)
				}
				if e.Sequence != tt.sequence || e.Stamp.IsZero() || e.Floating || e.AllDay || e.Repeats != nil {
					t.Errorf("got %+v", e)
				}
				if e.Organizer != tt.organizer || !reflect.DeepEqual(e.Attendees, tt.attendees) {
					t.Errorf("got %+v and %+v, want %+v and %+v", e.Organizer, e.Attendees, tt.organizer, tt.attendees)
				}
			})
		}
	}
}

// TestBrokenLine breaks one line of an invitation after the other. All others
// must still tell what they told.
func TestBrokenLine(t *testing.T) {
	points := func(e Event) []any {
		return []any{e.Method, e.UID, e.Sequence, e.Stamp, e.Status, e.Start.Unix(), e.End.Unix(), e.Summary, e.Location, e.Organizer, len(e.Attendees)}
	}
	for style, text := range styles {
		whole := points(only(t, text))
		text = strings.ReplaceAll(text, "\n ", "") // a fold is part of its line
		content := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
		for i, broken := range content {
			if strings.HasPrefix(broken, "BEGIN:VEVENT") {
				continue
			}
			for _, instead := range []string{"", "%%%", strings.Replace(broken, ":", " ", 1), "X" + broken, broken[:len(broken)/2]} {
				lines := append(append(append([]string(nil), content[:i]...), instead), content[i+1:]...)
				events := Parse(strings.Join(lines, "\n"), newYork)
				if len(events) != 1 {
					t.Errorf("%s: line %q as %q: got %d events", style, broken, instead, len(events))
					continue
				}
				lost := 0
				for j, got := range points(events[0]) {
					if got != whole[j] {
						lost++
					}
				}
				allowed := 1
				if strings.HasPrefix(broken, "DTSTART") || strings.HasPrefix(broken, "BEGIN:") {
					allowed = 3 // the end goes with the start; an alarm's lines are the event's without its BEGIN
				}
				if lost > allowed {
					t.Errorf("%s: line %q as %q: %d points lost: got %v, want %v", style, broken, instead, lost, points(events[0]), whole)
				}
			}
		}
	}
}

// TestLines reads lines as programs really write them.
func TestLines(t *testing.T) {
	long := "SUMMARY:Interview with the whole team of the robotics department, held in t"
	tests := []struct{ name, lines, summary, organizer string }{
		{"escapes", `SUMMARY:A\, B\; C\\D\nE\N`, `A, B; C\D E`, ""},
		{"folded within a rune", "SUMMARY:Gespr\xc3\n \xa4ch", "Gespräch", ""},
		{"folded by a tab", "SUMMARY:Inter\n\tview", "Interview", ""},
		{"folded before the colon", "SUMMARY\n :Interview", "Interview", ""},
		{"folded without the space", long + "\nhe old house\nLOCATION:x", long[8:] + "he old house", ""},
		{"not folded: a long line before a property", long + "\nLOCATION:x", long[8:], ""},
		{"latin-1", "SUMMARY:Gespr\xe4ch", "Gespräch", ""},
		{"parameters", `SUMMARY;LANGUAGE=en;X-A="a:b;c":Interview`, "Interview", ""},
		{"open quote", `SUMMARY;X-A="a:Interview`, "Interview", ""},
		{"small letters", "summary:Interview", "Interview", ""},
		{"twice", "SUMMARY:One\nSUMMARY:Two", "One", ""},
		{"spaces", "SUMMARY:  Inter \t view ", "Inter view", ""},
		{"an alarm's", "BEGIN:VALARM\nSUMMARY:Reminder\nEND:VALARM\nSUMMARY:Interview", "Interview", ""},
		{"controls", "SUMMARY:\x1b[31mred\u202e\x07", "[31mred", ""},

		{"organiser", "ORGANIZER;CN=Dana Kim:mailto:dana@acme.example", "", "Dana Kim <dana@acme.example>"},
		{"in capitals", `ORGANIZER;CN="Kim, Dana":MAILTO:Dana@Acme.example`, "", "Kim, Dana <dana@acme.example>"},
		{"without mailto", "ORGANIZER:dana@acme.example", "", " <dana@acme.example>"},
		{"quotes in the name", "ORGANIZER;CN=^'Dee^' Kim:mailto:dana@acme.example", "", "Dee Kim <dana@acme.example>"},
		{"colon in the name", "ORGANIZER;CN=Acme: Dana:mailto:dana@acme.example", "", "Acme <dana@acme.example>"},
		{"address in a parameter", "ORGANIZER;CN=Dana;EMAIL=dana@acme.example:urn:uuid:7", "", "Dana <dana@acme.example>"},
		{"no address", "ORGANIZER;CN=Dana:invalid:nomail", "", "Dana <>"},
		{"nobody", "ORGANIZER:", "", " <>"},
		{"another address smuggled in", `ORGANIZER;CN=Dana" <eve@evil.example>:mailto:dana@acme.example`, "", "Dana eve@evil.example <dana@acme.example>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := only(t, eventWith("DTSTART:20260310T140000Z", tt.lines))
			if e.Summary != tt.summary {
				t.Errorf("summary of %q: got %q, want %q", tt.lines, e.Summary, tt.summary)
			}
			organizer := e.Organizer.Name + " <" + e.Organizer.Address + ">"
			if tt.organizer != "" && organizer != tt.organizer {
				t.Errorf("organiser of %q: got %q, want %q", tt.lines, organizer, tt.organizer)
			}
			if e.Start.Format(shown) != "2026-03-10 14:00 +0000" {
				t.Errorf("start: got %v", e.Start)
			}
		})
	}
}

// TestComponents reads calendars whose parts are out of place.
func TestComponents(t *testing.T) {
	event := "BEGIN:VEVENT\nUID:a\nDTSTART:20260310T140000Z\nEND:VEVENT\n"
	tests := []struct{ name, text, want string }{
		{"no calendar around", event, ":a"},
		{"two calendars", "BEGIN:VCALENDAR\nMETHOD:REQUEST\n" + event + "END:VCALENDAR\nBEGIN:VCALENDAR\nMETHOD:CANCEL\n" + event + "END:VCALENDAR\n", "REQUEST:a CANCEL:a"},
		{"the first one without end", "BEGIN:VCALENDAR\nMETHOD:REQUEST\n" + event + "BEGIN:VCALENDAR\nMETHOD:CANCEL\n" + event, "REQUEST:a CANCEL:a"},
		{"method behind", "BEGIN:VCALENDAR\n" + event + "METHOD:REQUEST\nEND:VCALENDAR\n", "REQUEST:a"},
		{"method in small letters", "BEGIN:VCALENDAR\nmethod: request\n" + event, "REQUEST:a"},
		{"events without end", strings.Replace(event, "END:VEVENT\n", "", 1) + strings.Replace(event, "UID:a", "UID:b", 1), ":a :b"},
		{"alarm without end", strings.Replace(event, "END:", "BEGIN:VALARM\nUID:x\nEND:", 1) + event, ":a :a"},
		{"a task", "BEGIN:VTODO\nUID:t\nBEGIN:VALARM\nEND:VALARM\nEND:VTODO\n" + event, ":a"},
		{"zone without end", "BEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\n" + event, ":a"},
		{"words around", "Dear Sir: or Madam\n\n" + event + "\nYours\n", ":a"},
		{"byte order mark", "\ufeffBEGIN:VCALENDAR\nMETHOD:REQUEST\n" + event, "REQUEST:a"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, e := range Parse(tt.text, nil) {
				got = append(got, e.Method+":"+e.UID)
				if e.Start.IsZero() {
					t.Errorf("%s has no start", e.UID)
				}
			}
			if got := strings.Join(got, " "); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// BenchmarkParse reads an ordinary invitation with a zone of its own.
func BenchmarkParse(b *testing.B) {
	text := styles["exchange"]
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if len(Interviews(Parse(text, newYork))) != 1 {
			b.Fatal("no interview")
		}
	}
}
