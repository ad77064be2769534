package demo

import (
	"fmt"
	"strings"
	"time"
)

// meeting is an interview as an invitation has it. A later one of the same
// conversation, with a higher sequence, moves it (RFC 5546, section 2.1.4).
type meeting struct {
	organizer  person
	guests     []person
	start, end time.Time
	sequence   int
}

// calendar writes the invitation out as a calendar's program would, its times
// in UTC.
func (m *meeting) calendar(c conversation, sent time.Time) string {
	const utc = "20060102T150405Z"
	lines := []string{
		"BEGIN:VCALENDAR", "PRODID:-//Harborlight//Rooms 4.1//EN", "VERSION:2.0", "METHOD:REQUEST", "BEGIN:VEVENT",
		fmt.Sprintf("UID:%08x@%s", hash(c.name, "meeting")>>32, c.domain),
		fmt.Sprintf("SEQUENCE:%d", m.sequence),
		"DTSTAMP:" + sent.UTC().Format(utc),
		"DTSTART:" + m.start.UTC().Format(utc),
		"DTEND:" + m.end.UTC().Format(utc),
		fmt.Sprintf("SUMMARY:Interview: %s", c.role),
		fmt.Sprintf("ORGANIZER;CN=%s:mailto:%s", m.organizer.name, m.organizer.address),
	}
	for _, g := range m.guests {
		lines = append(lines, fmt.Sprintf("ATTENDEE;CN=%s;PARTSTAT=NEEDS-ACTION:mailto:%s", g.name, g.address))
	}
	return strings.Join(append(lines, "STATUS:CONFIRMED", "END:VEVENT", "END:VCALENDAR"), "\n")
}
