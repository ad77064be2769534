package imapwatch

import (
	"context"
	"fmt"
	"math"

	"github.com/emersion/go-imap/v2"
)

// Sizes of a scan. A chunk is what is asked for at once, a batch what is handed
// over, of so many messages or more.
const (
	chunkUIDs  = 500
	chunkLeast = 250
	batchUIDs  = 1000
	// lastUID is the largest that is believed: the resume point after it must
	// still be a UID (RFC 3501, section 2.3.1.1: 32 bits).
	lastUID = math.MaxUint32 - 1
	// maxGap is how far above what is known UIDNEXT is believed without a look
	// at the newest message. One too high would hide all mail to come.
	maxGap = 1 << 24
)

// catchUp examines a mailbox and hands over what is new in it. A mailbox that
// is not there, or may not be read, is passed over and looked for again later.
func (s *session) catchUp(ctx context.Context, f folder) (changed bool, err error) {
	data, err := s.examine(f.name)
	if err != nil {
		if passing(err) || f.role == Inbox {
			return false, err
		}
		s.past.missing(s.log, f.name, err)
		return false, nil
	}
	known, ours := s.marks[f.name]
	if !ours {
		if known, err = s.Store.Resume(ctx, f.name); err != nil {
			return false, storeError("look up the resume point of", f.name, err)
		}
	}
	in := scanRange{from: known, top: uint32(data.UIDNext), messages: data.NumMessages}
	why, err := s.startsAnew(known, ours, data)
	if err != nil {
		return false, fmt.Errorf("look at %s: %w", f.name, err)
	}
	if why != "" {
		s.log.Debug("scan from the start", "mailbox", f.name, "why", why)
		in.from = Mailbox{Name: f.name, UIDValidity: data.UIDValidity, UIDNext: 1}
		in.criteria.Since = s.Account.Since
		s.past.troubled(f.name).begin(epoch{known, data.UIDValidity})
		if data.UIDValidity == 0 {
			s.log.Warn("the server does not tell whether the mailbox is the same as before; it is read anew in each session", "mailbox", f.name)
		}
	}
	if why == "" && fell(known, data) {
		// It was too high, or is too low: what was handed over counts.
		in.from.UIDNext = min(known.UIDNext, uint32(known.Print>>31)+1)
	}
	if in.top == 0 || in.top > in.from.UIDNext && in.top-in.from.UIDNext > maxGap {
		if in.top, err = s.top(data.NumMessages); err != nil {
			return false, fmt.Errorf("find the newest message of %s: %w", f.name, err)
		}
	}
	return s.scan(ctx, f, known, in)
}

// refresh hands over what is new in the mailbox that is examined already,
// whatever IDLE said of it.
func (s *session) refresh(ctx context.Context, f folder) (changed bool, err error) {
	known := s.marks[f.name]
	// At least one: a server that tells nothing unasked is asked all the same.
	return s.scan(ctx, f, known, scanRange{from: known, messages: max(1, s.messages())})
}

// startsAnew says why the UIDs that are known no longer mean the same messages
// (RFC 3501, section 2.3.1.1), "" where they do. A server without UIDVALIDITY
// is scanned anew once in each session: ours is whether this one scanned it.
func (s *session) startsAnew(known Mailbox, ours bool, data *imap.SelectData) (string, error) {
	fell := fell(known, data)
	switch {
	case known == Mailbox{}:
		return "never seen", nil
	case known.UIDValidity != data.UIDValidity:
		return "UIDVALIDITY changed", nil
	case ours && !fell:
		return "", nil
	case data.UIDValidity == 0:
		return "the server has no UIDVALIDITY", nil
	case uint32(data.UIDNext) == known.UIDNext || data.NumMessages == 0 && !fell:
		return "", nil // nothing came, and nothing is read
	}
	who, err := s.identify(known)
	switch {
	case err != nil:
		return "", err
	case who == different:
		return "another message has the UID of the newest one known", nil
	case who == untold && fell:
		return "UIDNEXT fell", nil
	}
	return "", nil
}

// fell reports whether the server's UIDNEXT is below what was handed over.
func fell(known Mailbox, data *imap.SelectData) bool {
	return data.UIDNext != 0 && uint32(data.UIDNext) < known.UIDNext
}

// messages returns how many messages the server says are in the examined
// mailbox.
func (s *session) messages() uint32 {
	if mailbox := s.client.Mailbox(); mailbox != nil {
		return mailbox.NumMessages
	}
	return 0
}

// scanRange is where a scan looks.
type scanRange struct {
	from     Mailbox // where it starts
	criteria imap.SearchCriteria
	top      uint32 // UIDNEXT when the mailbox was examined; zero: not known
	messages uint32 // how many are in the mailbox
}

// scan hands over what is found, in chunks, and moves the resume point from
// known to behind what was asked for, never behind what the server merely
// names. A resume point that moved is kept even where no message came.
func (s *session) scan(ctx context.Context, f folder, known Mailbox, in scanRange) (changed bool, err error) {
	found, err := s.search(in)
	if err != nil {
		return false, fmt.Errorf("search %s: %w", f.name, err)
	}
	total, err := s.count(found, in.messages)
	if err != nil {
		return false, fmt.Errorf("search %s: %w", f.name, err)
	}
	intake := s.newIntake(ctx, f, known, in.from)
	done := 0
	err = intake.all(found, total, func(n int) {
		if done += n; s.Progress != nil && total > chunkUIDs {
			s.Progress(f.name, done, total)
		}
	})
	if err == nil {
		intake.mark.UIDNext = max(intake.mark.UIDNext, min(in.top, lastUID))
		if intake.mark != intake.queued {
			err = intake.queue()
		}
	}
	if waitErr := intake.wait(); err == nil {
		err = waitErr
	}
	if err != nil {
		return false, err
	}
	s.marks[f.name] = intake.mark
	s.past.found(s.log, f.name)
	return total > 0, nil
}
