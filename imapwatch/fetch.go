package imapwatch

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"hearback/classify/mail"
	"hearback/imapwatch/wire"
)

// What is asked for, always with PEEK: without it, reading sets \Seen
// (RFC 3501, section 6.4.5). HEADER.FIELDS is cheaper than ENVELOPE, has the
// References, and leaves the parsing to us.
var (
	headerItems = &imap.FetchOptions{
		UID:          true,
		InternalDate: true,
		BodySection: []*imap.FetchItemBodySection{{
			Specifier:    imap.PartSpecifierHeader,
			HeaderFields: mail.ScanFields,
			Peek:         true,
		}},
	}
	textItems = &imap.FetchOptions{
		UID: true,
		BodySection: []*imap.FetchItemBodySection{{
			Peek:    true,
			Partial: &imap.SectionPartial{Offset: 0, Size: mail.MaxRaw},
		}},
	}
)

// renewEvery is after how many messages a step's limits are renewed: a server
// that delivers whole messages makes progress, one that dribbles bytes does
// not. At most so many texts are asked for at once.
const renewEvery = 50

// headerBytes bounds the header fields of a message, on the average of
// renewEvery of them, and chunkBytes those of one FETCH together.
const (
	headerBytes = 256 << 10
	chunkBytes  = 16 << 20
)

// takeFunc is called with a message of a FETCH answer by the goroutine that
// reads; the section is valid until it returns.
type takeFunc func(uid imap.UID, received time.Time, section []byte)

// fetching is a UID FETCH under way. A server may send the answers to two of
// them in any order, or mixed.
// QUIRK: Dovecot does, when the first fills the socket.
type fetching struct {
	cmd     *imapclient.FetchCommand
	take    takeFunc
	waiting map[imap.UID]bool // what was asked for and did not come yet; false: came empty
	every   int               // after so many messages the step is renewed
	got     int
	bytes   int // of the sections so far
	most    int // bytes that are taken; zero: no limit
}

// askHeaders sends a FETCH of the header fields.
func (s *session) askHeaders(uids []imap.UID, take takeFunc) *fetching {
	return s.ask(uids, headerItems, &fetching{take: take, every: renewEvery, most: chunkBytes})
}

// askTexts sends a FETCH of whole messages, cut at mail.MaxRaw.
func (s *session) askTexts(uids []imap.UID, take takeFunc) *fetching {
	return s.ask(uids, textItems, &fetching{take: take, every: 1})
}

func (s *session) ask(uids []imap.UID, items *imap.FetchOptions, f *fetching) *fetching {
	f.waiting = make(map[imap.UID]bool, len(uids))
	for _, uid := range uids {
		f.waiting[uid] = true
	}
	s.mu.Lock()
	s.asked = append(s.asked, f)
	s.mu.Unlock()
	s.command("FETCH")
	defer s.end()
	f.cmd = s.client.Fetch(imap.UIDSetNum(uids...), items)
	return f
}

// beginHeaders and beginTexts begin the step of waiting for an answer.
func (s *session) beginHeaders() { s.begin("FETCH", s.waits().command, renewEvery*headerBytes) }

func (s *session) beginTexts() { s.begin("FETCH", s.waits().text, 2*maxLiteral) }

// fetched takes what the guard read of a FETCH answer: a message that was asked
// for and has a body section that is not empty, once.
// QUIRK: Dovecot gives a message that was expunged meanwhile an empty section.
func (s *session) fetched(m wire.Fetched) error {
	uid := imap.UID(m.UID)
	f := s.waiter(uid)
	if f == nil {
		return nil
	}
	if f.got++; f.got%f.every == 0 {
		s.conn.Renew()
		s.beat()
	}
	if f.bytes += len(m.Section); f.most > 0 && f.bytes > f.most {
		return fmt.Errorf("the server sent more than %d bytes of headers of %d messages", f.most, f.got)
	}
	if len(m.Section) == 0 {
		f.waiting[uid] = false
		return nil
	}
	delete(f.waiting, uid)
	s.witnessed.Store(true)
	f.take(uid, m.Received, m.Section)
	return nil
}

// waiter returns the FETCH that a message was asked for with, nil for none.
func (s *session) waiter(uid imap.UID) *fetching {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.asked {
		if _, waits := f.waiting[uid]; waits {
			return f
		}
	}
	return nil
}

// receive waits for the end of the answer. A NO that concerns single messages,
// like EXPUNGEISSUED (RFC 5530), is no error: they are missing.
func (s *session) receive(f *fetching) error {
	err := f.cmd.Close()
	s.mu.Lock()
	s.asked = slices.DeleteFunc(s.asked, func(a *fetching) bool { return a == f })
	s.mu.Unlock()
	if err == nil {
		return nil
	}
	var no *imap.Error
	if err = lost(s.conn, err); !errors.As(err, &no) || no.Type != imap.StatusResponseTypeNo || passing(err) {
		return err
	}
	s.log.Debug("FETCH was refused in part", "err", err)
	return nil
}

// headersOf fetches the header fields of a few messages.
func (s *session) headersOf(uids []imap.UID, take takeFunc) error {
	f := s.askHeaders(uids, take)
	s.beginHeaders()
	defer s.end()
	return s.receive(f)
}
