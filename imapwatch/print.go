package imapwatch

import (
	"fmt"
	"hash/fnv"
	"io"
	"time"

	"github.com/emersion/go-imap/v2"

	"hearback/classify/mail"
)

// printOf is what a message is known by: its UID, and 31 bits of a hash over
// what of its header never changes. Dates of the server are left out: some
// change when a mailbox is moved to another machine.
func printOf(uid uint32, h *mail.Header) uint64 {
	sum := fnv.New64a()
	fmt.Fprintf(sum, "%s\x00%d\x00", h.MessageID, h.Date.Unix())
	_, _ = io.WriteString(sum, h.Subject)
	return uint64(uid)<<31 | sum.Sum64()>>33
}

// identity is whether a mailbox still has the message it is known by.
type identity int

const (
	untold    identity = iota // it is gone, or there never was one
	same                      // it is there
	different                 // another message has its UID
)

// identify looks at the message that the resume point of the examined mailbox
// is known by. A message that ends the connection is looked at once only.
func (s *session) identify(known Mailbox) (identity, error) {
	uid := imap.UID(known.Print >> 31)
	if uid == 0 || s.past.unidentified[known.Name] == known.Print {
		return untold, nil
	}
	s.past.unidentified[known.Name] = known.Print
	answer := untold
	err := s.headersOf([]imap.UID{uid}, func(uid imap.UID, _ time.Time, section []byte) {
		answer = different
		if h := mail.ParseHeader(section); printOf(uint32(uid), &h) == known.Print {
			answer = same
		}
	})
	if err != nil {
		return untold, err
	}
	delete(s.past.unidentified, known.Name)
	return answer, nil
}
