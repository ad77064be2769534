package classify

import (
	"strings"
	"time"

	"hearback/classify/mail"
	"hearback/classify/timeline"
)

// Reader reads the mail of one candidate. The zero Reader knows no address of
// the candidate's and takes every message for somebody else's.
type Reader struct {
	me       map[string]bool
	calendar timeline.Calendar
	zone     *time.Location // the candidate's; nil where it is not known
}

// NewReader returns a Reader for the candidate with these addresses.
func NewReader(addresses ...string) *Reader {
	r := &Reader{me: map[string]bool{}, calendar: weekdays5{}}
	for _, a := range addresses {
		r.me[plainAddress(a)] = true
	}
	return r
}

// Prepare makes what readers need, some milliseconds of work that the first message
// would wait for.
func Prepare() {
	words()
	theirs()
	timeline.Prepare()
}

// In returns the Reader with the calendar by which it counts business days
// and the zone of the candidate, in which it reads the words of mail that is
// dated in UTC; without one, Monday to Friday and UTC itself.
func (r *Reader) In(calendar timeline.Calendar, zone *time.Location) *Reader {
	return &Reader{me: r.me, calendar: calendar, zone: zone}
}

// weekdays5 is the calendar of a country without holidays.
type weekdays5 struct{}

func (weekdays5) IsBusiness(d timeline.Date) bool {
	return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
}

func (w weekdays5) AddBusinessDays(d timeline.Date, n int) timeline.Date {
	for ; n > 0; n-- {
		for d = d.AddDays(1); !w.IsBusiness(d); d = d.AddDays(1) {
		}
	}
	return d
}

// plainAddress is the address without its tag (RFC 5233): mail for
// "robin+jobs@example.org" reaches robin@example.org.
func plainAddress(address string) string {
	local, domain, ok := strings.Cut(strings.ToLower(strings.TrimSpace(address)), "@")
	if !ok {
		return local
	}
	if name, _, tagged := strings.Cut(local, "+"); tagged && name != "" {
		local = name
	}
	return local + "@" + domain
}

// isMe reports whether the address is one of the candidate's.
func (r *Reader) isMe(p mail.Participant) bool {
	if r == nil || p.Address == "" {
		return false
	}
	// Addresses are in lower case already.
	return r.me[p.Address] || strings.IndexByte(p.Address, '+') > 0 && r.me[plainAddress(p.Address)]
}

// Own reports whether the candidate sent the message.
func (r *Reader) Own(h *mail.Header) bool { return r.isMe(h.Sent()) }

// addressed reports whether the candidate is among the recipients, or nobody
// readable is ("undisclosed recipients").
func (r *Reader) addressed(h *mail.Header) bool {
	named := false
	for _, field := range [][]mail.Participant{h.To, h.Cc} {
		for _, p := range field {
			if r.isMe(p) {
				return true
			}
			named = named || p.Address != ""
		}
	}
	return !named
}

// isBulk reports whether the message was sent to many. Who answers automatically says so
// lest others do, too (RFC 3834, section 3.1.8).
func isBulk(h *mail.Header) bool {
	if h.AutoSubmitted == "auto-replied" {
		return h.ListID != ""
	}
	return h.ListID != "" || h.ListUnsubscribe || h.Precedence == "bulk" || h.Precedence == "list" || h.Precedence == "junk"
}

// isMachine reports whether a machine sent the message, and by which mark.
func isMachine(h *mail.Header) (string, bool) {
	local, _, _ := strings.Cut(h.Sent().Address, "@")
	switch {
	case h.Sent().Address == "":
		return "no sender", true
	case h.AutoSubmitted != "" && !strings.HasPrefix(h.AutoSubmitted, "no"): // RFC 3834, section 5
		return "Auto-Submitted: " + h.AutoSubmitted, true
	case h.Precedence != "" && h.Precedence != "first-class":
		return "Precedence: " + h.Precedence, true
	case h.ListID != "":
		return "List-Id: " + h.ListID, true
	case h.ListUnsubscribe:
		return "List-Unsubscribe", true
	case h.NullReturnPath:
		return "Return-Path: <>", true
	}
	if machineLocal(h.Sent().Address) {
		return local, true
	}
	if kind := relayOf(h.Sent().Domain()); kind != "" {
		return string(kind) + " " + h.Sent().Domain(), true
	}
	return "", false
}

// machineLocal reports whether what stands before the "@" is a machine's name.
func machineLocal(address string) bool {
	plain, _, _ := strings.Cut(address, "@")
	if strings.ContainsAny(plain, "-_.") {
		plain = undotted.Replace(plain)
	}
	last := strings.TrimSuffix(plain, "s")
	for _, name := range machines {
		if strings.HasPrefix(plain, name) || strings.HasSuffix(last, name) {
			return true
		}
	}
	return false
}

var machines = []string{"noreply", "donotreply", "notification", "confirmation", "mailerdaemon", "postmaster", "mailer", "automated", "bounce",
	"nichtantworten", "keineantwort", "benachrichtigung", "nepasrepondre", "noreponse", "noresponder", "noresponda", "notificacione", "aviso"}

var undotted = strings.NewReplacer("-", "", "_", "", ".", "")
