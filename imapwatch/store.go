package imapwatch

import (
	"context"
	"time"

	"hearback/classify/mail"
)

// Mailbox is the resume point of one IMAP mailbox: everything below UIDNext
// has been handed over under this UIDValidity (RFC 3501, section 2.3.1.1).
//
// There is no mod-sequence in it: CONDSTORE (RFC 7162) tells of flags that
// changed, which nothing here reads, and never of a message that UIDNEXT does
// not tell of.
type Mailbox struct {
	Name        string // decoded, as the server lists it
	UIDValidity uint32 // zero: never seen
	UIDNext     uint32
	// Print is what the newest message below UIDNext is known by: its UID in
	// the upper 32 of 63 bits, a hash of its header below; zero where there
	// was none. It tells a mailbox that was restored or made anew under the
	// same UIDValidity.
	Print uint64
}

// Role is what a mailbox is for, by SPECIAL-USE (RFC 6154) or by its usual name.
type Role string

// The roles that are watched.
const (
	Inbox   Role = "inbox"
	Sent    Role = "sent"
	Archive Role = "archive"
	All     Role = "all"
	Junk    Role = "junk"
	Other   Role = "other" // named in the config only
)

// Arrival is one message of a mailbox that the store has not been given before.
type Arrival struct {
	UID      uint32
	Received time.Time // INTERNALDATE; zero where the server gives none
	Header   *mail.Header
	// Raw is the message, cut at mail.MaxRaw; nil where the gate did not ask
	// for it, or it was gone when asked for.
	Raw []byte
}

// Batch is what is kept in one step: all of it or nothing.
type Batch struct {
	Mailbox  Mailbox // the resume point once the arrivals are kept
	Role     Role
	Arrivals []Arrival
	// SetAside are messages that cannot be fetched: of those among the
	// arrivals the text, of all others anything. They are not asked for again.
	SetAside []SetAside
}

// SetAside is a message whose fetch ends the connection, or that the server
// has and does not give.
type SetAside struct {
	UID uint32
	Why string // clean, at most wire.MaxText bytes
}

// Store is where the watcher keeps what it finds. Its methods are never called
// concurrently with themselves, but Deliver may run while Gate does.
type Store interface {
	// Resume returns the resume point of the named mailbox, the zero Mailbox
	// where it has none.
	Resume(ctx context.Context, name string) (Mailbox, error)
	// Gate says by their headers which of the arrivals deserve their text, one
	// answer for each.
	Gate(ctx context.Context, role Role, arrivals []Arrival) ([]bool, error)
	// Deliver keeps a batch and its resume point in one transaction.
	// A batch delivered twice is delivered once.
	Deliver(ctx context.Context, b Batch) error
	// Wishes returns the UIDs of earlier messages of the named mailbox whose
	// text is wanted after all. They come back through Deliver, with the
	// resume point unchanged, and are no longer wished for then.
	Wishes(ctx context.Context, mailbox string) ([]uint32, error)
	// CaughtUp is called when every mailbox that can be read has been read to
	// its end, with the names of these: the moment to judge.
	CaughtUp(ctx context.Context, mailboxes []string) error
}
