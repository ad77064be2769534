// Package posttest holds submission servers to send to: an embedded one in
// memory, a scripted one for hostile dialogues, and a real Exim where it is
// installed. All of it is on loopback only.
package posttest

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"slices"
	"sync"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"hearback/imapwatch/imaptest"
)

// Mail is one message that a server took.
type Mail struct {
	From, To string
	Raw      []byte
}

// Server takes mail from who logs in with imaptest.User and Password by PLAIN.
// It speaks plain text.
type Server struct {
	smtp   *smtp.Server
	served chan struct{}

	mu    sync.Mutex
	mails []Mail
	tries int
	fault func(try int) error
}

// Listen starts one on a free port of 127.0.0.1. Close stops it.
func Listen() (*Server, string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", fmt.Errorf("listen on loopback: %w", err)
	}
	return Serve(listener), listener.Addr().String(), nil
}

// Serve starts one on a listener, which Close closes.
func Serve(listener net.Listener) *Server {
	s := &Server{served: make(chan struct{})}
	s.smtp = smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{server: s, conn: c.Conn()}, nil }))
	s.smtp.Domain, s.smtp.AllowInsecureAuth, s.smtp.ErrorLog = "localhost", true, log.New(io.Discard, "", 0)
	go func() {
		defer close(s.served)
		_ = s.smtp.Serve(listener) // ends with the listener
	}()
	return s
}

// Close ends the server and its connections.
func (s *Server) Close() error {
	err := s.smtp.Close()
	<-s.served
	return err
}

// Fault has a function asked, before each mail is kept, with what it is to be
// refused; the tries are counted from 1. ErrLost keeps the mail and cuts the
// connection.
func (s *Server) Fault(fault func(try int) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = fault
}

// ErrLost is the fault of a connection that ends before the answer to a mail that
// the server has kept.
var ErrLost = errors.New("cut")

// Mails returns what was kept, and how often it was tried.
func (s *Server) Mails() (mails []Mail, tries int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.mails), s.tries
}

type session struct {
	server *Server
	conn   net.Conn
	known  bool
	mail   Mail
}

// AuthMechanisms offers PLAIN.
func (c *session) AuthMechanisms() []string { return []string{sasl.Plain} }

// Auth checks a login.
func (c *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != imaptest.User || password != imaptest.Password {
			return &smtp.SMTPError{Code: 535, Message: "no, " + user + " with " + password} // servers do repeat it
		}
		c.known = true
		return nil
	}), nil
}

// Mail begins a mail.
func (c *session) Mail(from string, _ *smtp.MailOptions) error {
	if !c.known {
		return smtp.ErrAuthRequired
	}
	c.mail = Mail{From: from}
	return nil
}

// Rcpt takes the recipient.
func (c *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.mail.To = to
	return nil
}

// Data takes the mail.
func (c *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s := c.server
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tries++
	var fault error
	if s.fault != nil {
		fault = s.fault(s.tries)
	}
	if fault == nil || errors.Is(fault, ErrLost) {
		c.mail.Raw = raw
		s.mails = append(s.mails, c.mail)
	}
	if errors.Is(fault, ErrLost) {
		c.conn.Close()
	}
	return fault
}

// Reset forgets a mail that was begun.
func (c *session) Reset() {}

// Logout ends the session.
func (c *session) Logout() error { return nil }
