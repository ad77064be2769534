package digest

import (
	"crypto/sha256"
	"fmt"
	"regexp"
	"strings"
	"time"

	"hearback/classify/mail"
)

// Week names the ISO 8601 week that a moment falls on in its zone: "2026-W11".
func Week(t time.Time) string {
	year, week := t.ISOWeek()
	return fmt.Sprintf("%04d-W%02d", year, week)
}

// Latest returns the last moment up to now, in its zone, at which a digest was
// due by the weekly day and the minute of that day.
func Latest(now time.Time, day time.Weekday, minute int) time.Time {
	back := int(now.Weekday()-day+7) % 7
	for {
		// A time of day that the clock skips is an hour later.
		t := time.Date(now.Year(), now.Month(), now.Day()-back, 0, minute, 0, 0, now.Location())
		if !t.After(now) {
			return t
		}
		back += 7
	}
}

// MessageID is that of the digest which an address sends of a week, without
// angle brackets. It is the same on every machine, so that each sees in the
// mailbox what another has sent, and it names none of them.
func MessageID(from, week string) string {
	from = strings.ToLower(from)
	domain := from[strings.LastIndexByte(from, '@')+1:]
	if !hostName.MatchString(domain) {
		domain = "hearback.invalid"
	}
	sum := sha256.Sum256([]byte("hearback digest " + week + " " + from))
	return fmt.Sprintf("hearback.%s.%x@%s", week, sum[:8], domain)
}

var (
	hostName = regexp.MustCompile(`^[a-z0-9.-]+$`)
	ownID    = regexp.MustCompile(`^hearback\.(\d{4}-W\d\d)\.[0-9a-f]{16}@`)
)

// Is reports whether a message is a digest that its sender's hearback wrote:
// by its Message-ID, whatever its subject or header says. Whether that sender
// is the person, the caller has to know.
func Is(h *mail.Header) bool {
	m := ownID.FindStringSubmatch(h.MessageID)
	return m != nil && h.MessageID == MessageID(h.Sent().Address, m[1])
}
