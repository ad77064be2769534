package imapwatch

import (
	"crypto/tls"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"hearback/imapwatch/wire"
)

// session is one logged-in connection. One goroutine owns it and sends every
// command; the IMAP library's callbacks only nudge.
type session struct {
	*Watcher
	conn    *wire.Conn
	client  *imapclient.Client
	secured *tls.ConnectionState // nil: plain text, on loopback
	caps    imap.CapSet
	limit   int // of messages in one command; zero: none
	log     *slog.Logger
	unhook  func() bool   // undoes the closing at the end of the context
	nudge   chan struct{} // holds one when the server spoke of new mail

	witnessed atomic.Bool // a message could be fetched
	mu        sync.Mutex
	asked     []*fetching // FETCHes whose answers are not complete

	introduced bool               // the server was told our name
	past       *past              // what earlier sessions left to know
	selected   string             // the examined mailbox, "" for none
	marks      map[string]Mailbox // resume points known to be kept
	early      bool               // INBOX was looked at before the mailboxes were listed,
	news       bool               // and something was new
}

// answerBytes bounds the answer to one command other than FETCH. A list of
// 50,000 mailboxes fits.
const answerBytes = 16 << 20

// begin starts a step with limits of its own; end leaves the connection
// without limits until the next one.
func (s *session) begin(name string, wait time.Duration, bytes int64) {
	s.beat()
	// A zero wait would mean no limit.
	s.conn.Begin(wire.Step{Name: name, Wait: max(wait, time.Millisecond), Bytes: bytes})
}

func (s *session) end() { s.conn.Begin(wire.Step{}) }

// command starts the step of one command with the usual limits.
func (s *session) command(name string) { s.begin(name, s.waits().command, answerBytes) }

// told is called by the library's reading goroutine with what the server says
// unasked. It must not block there.
func (s *session) told(data *imapclient.UnilateralDataMailbox) {
	if data.NumMessages == nil {
		return
	}
	select {
	case s.nudge <- struct{}{}:
	default:
	}
}

// shownMost bounds how many different texts of a server are shown in one run.
const shownMost = 20

// present shows the person what the server says to them, each text once (RFC
// 3501, section 7.1: an ALERT MUST be presented).
func (s *session) present() {
	for _, words := range s.conn.Unshown() {
		if s.past.shown[words] || len(s.past.shown) == shownMost {
			continue
		}
		s.past.shown[words] = true
		s.log.Warn("the server has a message for you", "text", words)
	}
}

// forgetNudge is called before looking for new mail: what was told until then
// will be found.
func (s *session) forgetNudge() {
	select {
	case <-s.nudge:
	default:
	}
}

// examine opens a mailbox read-only (RFC 3501, section 6.3.2).
// QUIRK: Courier obeys STORE after EXAMINE all the same; what protects the
// mail is that no command here writes.
func (s *session) examine(name string) (*imap.SelectData, error) {
	data, err := s.open(name)
	if wantsName(err) && s.introduce() {
		data, err = s.open(name)
	}
	if err != nil {
		return nil, fmt.Errorf("examine %s: %w", name, lost(s.conn, err))
	}
	s.selected = name
	return data, nil
}

func (s *session) open(name string) (*imap.SelectData, error) {
	s.command("EXAMINE")
	defer s.end()
	s.selected = ""
	return s.client.Select(name, &imap.SelectOptions{ReadOnly: true}).Wait()
}

// logOut says goodbye and closes; a server that takes long over it is left.
func (s *session) logOut() {
	s.begin("LOGOUT", s.waits().logout, answerBytes)
	if err := s.client.Logout().Wait(); err != nil {
		s.log.Debug("log out", "err", lost(s.conn, err))
	}
	s.close()
}

// close closes the connection and waits for the library's goroutine.
func (s *session) close() {
	if n, last := s.conn.Dropped(); n > 0 {
		s.log.Debug("the server sent what cannot be read", "responses", n, "last", last)
	}
	s.unhook()
	_ = s.conn.Close()
	_ = s.client.Close() // only repeats how the connection ended
}
