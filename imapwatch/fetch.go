package imapwatch

import (
	"errors"
	"io"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"hearback/classify/mail"
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
// renewEvery of them.
const headerBytes = 256 << 10

// takeFunc is called with a message of a FETCH answer. That of a header is
// valid until it returns, that of a text for good.
type takeFunc func(uid imap.UID, received time.Time, section []byte)

// fetching is a UID FETCH under way. Somebody has to read it to its end, at
// once: the library stops reading while a literal waits, and a server may send
// the answers to two FETCHes in any order, or mixed.
// QUIRK: Dovecot does, when the first fills the socket.
type fetching struct {
	cmd     *imapclient.FetchCommand
	waiting map[imap.UID]bool // what was asked for and did not come yet
	every   int               // after so many messages the step is renewed
	buffer  []byte            // for one section; nil: each has its own
}

// askHeaders sends a FETCH of the header fields.
func (s *session) askHeaders(uids []imap.UID) *fetching {
	return s.ask(uids, headerItems, &fetching{every: renewEvery, buffer: make([]byte, 8<<10)})
}

// askTexts sends a FETCH of whole messages, cut at mail.MaxRaw.
func (s *session) askTexts(uids []imap.UID) *fetching {
	return s.ask(uids, textItems, &fetching{every: 1})
}

func (s *session) ask(uids []imap.UID, items *imap.FetchOptions, f *fetching) *fetching {
	s.command("FETCH")
	defer s.end()
	f.waiting = make(map[imap.UID]bool, len(uids))
	for _, uid := range uids {
		f.waiting[uid] = true
	}
	f.cmd = s.client.Fetch(imap.UIDSetNum(uids...), items)
	return f
}

// beginHeaders and beginTexts begin the step of waiting for an answer.
func (s *session) beginHeaders() { s.begin("FETCH", s.waits().command, renewEvery*headerBytes) }

func (s *session) beginTexts() { s.begin("FETCH", s.waits().text, 2*maxLiteral) }

// receive reads the answer to its end and calls take with each message that
// was asked for and has a body section that is not empty, once. A NO that
// concerns single messages, like EXPUNGEISSUED (RFC 5530), is no error: they
// are missing.
// QUIRK: Dovecot gives a message that was expunged meanwhile an empty section.
func (s *session) receive(f *fetching, take takeFunc) error {
	n := 0
	for msg := f.cmd.Next(); msg != nil; msg = f.cmd.Next() {
		uid, received, section := f.read(msg)
		if n++; n%f.every == 0 {
			s.conn.Renew()
		}
		if f.waiting[uid] && len(section) > 0 {
			delete(f.waiting, uid)
			take(uid, received, section)
		}
	}
	err := f.cmd.Close()
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

// read drains one message of the answer. What broke off is returned without a
// UID.
func (f *fetching) read(msg *imapclient.FetchMessageData) (uid imap.UID, received time.Time, section []byte) {
	whole := true
	for item := msg.Next(); item != nil; item = msg.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			uid = item.UID
		case imapclient.FetchItemDataInternalDate:
			received = item.Time
		case imapclient.FetchItemDataBodySection:
			if item.Literal == nil {
				continue
			}
			var err error
			if section, err = f.readLiteral(item.Literal); err != nil {
				whole = false
			}
		}
	}
	if !whole {
		return 0, time.Time{}, nil
	}
	return uid, received, section
}

// readLiteral reads a literal, whose size the guard has bounded, to its end.
func (f *fetching) readLiteral(from imap.LiteralReader) ([]byte, error) {
	need := int(from.Size()) + 1 // room to see the end
	buffer := f.buffer
	if len(buffer) < need {
		buffer = make([]byte, need)
		if f.buffer != nil {
			f.buffer = buffer
		}
	}
	n, err := io.ReadFull(from, buffer[:need])
	switch {
	case n < need-1:
		return nil, io.ErrUnexpectedEOF
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return buffer[:n:n], nil
	}
	return nil, io.ErrShortBuffer
}
