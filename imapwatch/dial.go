package imapwatch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"hearback/classify/mail"
	"hearback/imapwatch/credential"
	"hearback/imapwatch/wire"
)

// maxLiteral is the largest literal that is read: the text of a message as it
// is asked for, with room for a server that rounds up.
const maxLiteral = mail.MaxRaw + 64<<10

// loginBytes bounds what a server may say before it has let us in.
const loginBytes = 256 << 10

// connect makes a session: dial, TLS, greeting and login under one deadline,
// which only stands still while the credential is asked for.
func (w *Watcher) connect(ctx context.Context) (*session, error) {
	to, err := w.Account.endpoint()
	if err != nil {
		return nil, err
	}
	s, err := w.logIn(ctx, to)
	if err != nil {
		return nil, fmt.Errorf("log in to %s: %w", to.address(), err)
	}
	return s, nil
}

func (w *Watcher) logIn(ctx context.Context, to endpoint) (*session, error) {
	s, left, err := w.reach(ctx, to)
	if err != nil {
		return nil, err
	}
	if err := s.prove(ctx, to, left); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// reach makes a session that is not logged in yet, and returns what is left of
// the deadline.
func (w *Watcher) reach(ctx context.Context, to endpoint) (s *session, left time.Duration, err error) {
	left = w.waits().login
	begun := time.Now()
	open, err := w.Account.open(ctx, to, left)
	if err != nil {
		return nil, 0, err
	}
	s = newSession(ctx, w, open)
	s.begin("the connection", left-time.Since(begun), loginBytes)
	defer s.end()
	if err := s.greeted(); err != nil {
		s.close()
		return nil, 0, err
	}
	return s, left - time.Since(begun), nil
}

// prove logs in with the account's credential, and once more with another
// where a token is refused that may have been withdrawn.
func (s *session) prove(ctx context.Context, to endpoint, wait time.Duration) error {
	proof, err := s.Account.credential(ctx, false)
	if err != nil {
		return err
	}
	err = s.authenticate(to, proof, wait)
	if !errors.Is(err, ErrAuthentication) || !proof.IsToken() {
		return err
	}
	another, failed := s.Account.credential(ctx, true)
	switch {
	case failed != nil:
		return failed
	case another.Reveal() == proof.Reveal():
		return err
	}
	return s.authenticate(to, another, wait)
}

// open dials and, where the account asks for it, negotiates TLS. What comes
// back waits for its greeting to be read.
func (a Account) open(ctx context.Context, to endpoint, wait time.Duration) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	dial := a.dial
	if dial == nil {
		dial = wire.Dialer().DialContext
	}
	raw, err := dial(ctx, "tcp", to.address())
	if err != nil {
		return nil, dialError(ctx, err)
	}
	stop := context.AfterFunc(ctx, func() { raw.Close() })
	defer stop()
	var conn net.Conn
	if to.implicit {
		conn, err = a.handshake(ctx, raw, to.host)
	} else {
		conn, err = a.negotiate(ctx, raw, to)
	}
	if err != nil {
		raw.Close()
		if cause := context.Cause(ctx); cause != nil {
			err = fmt.Errorf("no TLS within %v: %w", wait, cause)
		}
		return nil, dialError(ctx, err)
	}
	return conn, nil
}

func (a Account) handshake(ctx context.Context, raw net.Conn, host string) (*tls.Conn, error) {
	conn := tls.Client(raw, a.tlsConfig(host))
	if err := conn.HandshakeContext(ctx); err != nil {
		return nil, err
	}
	return conn, nil
}

// greeted waits for the greeting. A server that greets with PREAUTH (RFC 3501,
// section 7.1.4) takes us for somebody already: whoever that is, it was not
// proved with our password.
func (s *session) greeted() error {
	if err := s.client.WaitGreeting(); err != nil {
		return lost(s.conn, err)
	}
	switch s.client.State() {
	case imap.ConnStateNotAuthenticated:
		return nil
	case imap.ConnStateLogout:
		return lost(s.conn, errors.New("closed after the greeting"))
	}
	return fmt.Errorf("%w: the server greets with PREAUTH", ErrInsecure)
}

// authenticate is one login. Nobody hears of the secret, even where the server
// repeats it, now or later.
func (s *session) authenticate(to endpoint, proof credential.Credential, wait time.Duration) error {
	for _, form := range proof.Forms() {
		s.conn.Hide(form)
	}
	s.begin("the login", wait, loginBytes)
	defer s.end()
	return s.tell(to, proof)
}

// tell logs in by what the server offers, and asks for its capabilities once
// it has: those from before no longer count (RFC 3501, section 6.2.3).
func (s *session) tell(to endpoint, proof credential.Credential) error {
	before := s.client.Caps()
	if before == nil {
		return lost(s.conn, fmt.Errorf("the server does not tell its capabilities"))
	}
	port, _ := strconv.Atoi(to.port) // was dialled
	client := proof.Client(s.Account.User, to.host, port, func(m string) bool { return before.Has(imap.AuthCap(m)) })
	var err error
	switch {
	case client != nil:
		err = s.client.Authenticate(client)
	case proof.IsToken():
		return fmt.Errorf("%w: the server takes no OAuth 2 token: neither AUTHENTICATE OAUTHBEARER nor XOAUTH2", ErrInsecure)
	case !before.Has(imap.CapLoginDisabled):
		err = s.client.Login(s.Account.User, proof.Reveal()).Wait()
	default:
		return fmt.Errorf("%w: the server takes neither AUTHENTICATE PLAIN nor LOGIN", ErrInsecure)
	}
	if err != nil {
		return refused(lost(s.conn, err))
	}
	if s.caps, err = s.client.Capability().Wait(); err != nil {
		return lost(s.conn, err)
	}
	s.limit = messageLimit(s.caps)
	return nil
}

// securedBy returns the TLS that a connection is under, nil where it is none.
func securedBy(conn net.Conn) *tls.ConnectionState {
	if again, ok := conn.(*regreeted); ok {
		conn = again.Conn
	}
	secure, ok := conn.(*tls.Conn)
	if !ok {
		return nil
	}
	state := secure.ConnectionState()
	return &state
}

// newSession guards a connection and puts the IMAP library on it. The end of
// ctx closes it, which ends every wait.
func newSession(ctx context.Context, w *Watcher, open net.Conn) *session {
	s := &session{
		Watcher: w,
		log:     w.logger(),
		secured: securedBy(open),
		nudge:   make(chan struct{}, 1),
		marks:   make(map[string]Mailbox),
	}
	s.conn = wire.New(open, wire.Options{MaxLiteral: maxLiteral, Fetched: s.fetched, Transcript: w.WireLog})
	s.unhook = context.AfterFunc(ctx, func() { s.conn.Close() })
	s.client = imapclient.New(s.conn, &imapclient.Options{
		UnilateralDataHandler: &imapclient.UnilateralDataHandler{Mailbox: s.told},
	})
	return s
}
