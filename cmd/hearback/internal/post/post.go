// Package post hands one mail at a time to the person's own submission server
// (RFC 6409): in TLS, and logged in.
package post

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"hearback/imapwatch/credential"
	"hearback/imapwatch/wire"
)

// What a person has to mend, and what only time mends. An error that is none
// of these is temporary: trying again may help.
var (
	// ErrAuthentication: the server refuses the user name or the password.
	ErrAuthentication = errors.New("user name or password refused")
	// ErrCertificate: the server's certificate does not prove that it is
	// the server asked for.
	ErrCertificate = errors.New("certificate not trusted")
	// ErrInsecure: the server offers no way to log in under TLS.
	ErrInsecure = errors.New("no secure way to log in")
	// ErrUnreachable: no connection was made.
	ErrUnreachable = errors.New("server unreachable")
	// ErrUnanswered: the mail was handed over, and the server did not say
	// whether it took it. Sent again, it may arrive twice.
	ErrUnanswered = errors.New("the server did not say whether it took the mail")
)

// Times that one step may take. RFC 5321, section 4.5.3.2, wants a client to
// wait 10 minutes for the word after the mail, so that it is not sent twice,
// and for the others longer than a person's server needs.
const (
	openWait    = 30 * time.Second // dial and TLS
	commandWait = time.Minute
	dataWait    = 10 * time.Minute
	wholeWait   = 20 * time.Minute
	quitWait    = 2 * time.Second
)

// mostAnswered bounds in bytes what a server may say in one session.
const mostAnswered = 256 << 10

// Server is where mail is submitted.
type Server struct {
	Host string
	Port int
	// ImplicitTLS says that TLS begins with the connection (RFC 8314,
	// section 3.3). Without it STARTTLS is required; plain text is spoken to
	// a loopback address only, and only where no STARTTLS is offered.
	ImplicitTLS bool
	// Roots are the authorities that may sign the server's certificate; nil:
	// those of the system.
	Roots *x509.CertPool
	User  string
	// Credential returns what the user proves himself with, when it is needed.
	// Refused says that the server did not take the one that it gave last.
	Credential func(ctx context.Context, refused bool) (credential.Credential, error)
	// Dial takes the place of the network; nil: it does not.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// Address returns "host:port".
func (s Server) Address() string { return net.JoinHostPort(s.Host, strconv.Itoa(s.Port)) }

// Send hands over a message from one address to another. An error that is
// ErrUnanswered leaves open whether it arrives; with every other it does not.
// The server's words in an error are cleaned and cut; what it says to a login
// is not repeated at all.
func (s Server) Send(ctx context.Context, from, to string, raw []byte) error {
	err := s.visit(ctx, func(c *smtp.Client) error { return hand(c, from, to, raw) })
	if err != nil {
		return fmt.Errorf("send by %s: %w", s.Address(), err)
	}
	return nil
}

// LogIn logs in and out again, to see whether Send could hand something over.
func (s Server) LogIn(ctx context.Context) error {
	if err := s.visit(ctx, func(*smtp.Client) error { return nil }); err != nil {
		return fmt.Errorf("log in to %s: %w", s.Address(), err)
	}
	return nil
}

// visit connects, logs in, does what is to be done, and takes leave.
func (s Server) visit(ctx context.Context, do func(*smtp.Client) error) error {
	ctx, cancel := context.WithTimeout(ctx, wholeWait)
	defer cancel()
	conn, err := s.open(ctx)
	if err != nil {
		return instead(ctx, err)
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	c := smtp.NewClient(&bounded{Conn: conn, left: mostAnswered})
	c.CommandTimeout, c.SubmissionTimeout = commandWait, dataWait
	if err = s.logIn(ctx, c); err == nil {
		err = do(c)
	}
	if err != nil {
		return instead(ctx, err)
	}
	c.CommandTimeout = quitWait
	_ = c.Quit() // it is done, whatever they say to that
	return nil
}

// instead prefers the end of ctx to the errors that it causes, but for what it
// leaves open.
func instead(ctx context.Context, err error) error {
	if ctx.Err() != nil && !errors.Is(err, ErrUnanswered) {
		return context.Cause(ctx)
	}
	return err
}

// hand hands a message over.
func hand(c *smtp.Client, from, to string, raw []byte) error {
	if err := c.Mail(from, nil); err != nil {
		return said("take mail from "+from, err)
	}
	if err := c.Rcpt(to, nil); err != nil {
		return said("take mail to "+to, err)
	}
	data, err := c.Data()
	if err != nil {
		return said("take the mail", err)
	}
	if _, err = data.Write(raw); err == nil {
		err = data.Close()
	}
	var no *smtp.SMTPError
	switch {
	case errors.As(err, &no):
		return said("take the mail", err)
	case err != nil:
		return fmt.Errorf("%w: %w", ErrUnanswered, err)
	}
	return nil
}

// logIn greets and authenticates.
func (s Server) logIn(ctx context.Context, c *smtp.Client) error {
	if err := c.Hello("localhost"); err != nil {
		return said("greet", err)
	}
	secret, err := s.Credential(ctx, false)
	if err != nil {
		return err
	}
	err = s.prove(c, secret)
	if errors.Is(err, ErrAuthentication) && secret.IsToken() { // it may have run out: a new one is asked for once
		if secret, err = s.Credential(ctx, true); err != nil {
			return err
		}
		err = s.prove(c, secret)
	}
	return err
}

// prove logs in by the best mechanism that the server offers for the secret.
func (s Server) prove(c *smtp.Client, secret credential.Credential) error {
	mechanism := secret.Client(s.User, s.Host, s.Port, c.SupportsAuth)
	if mechanism == nil {
		return fmt.Errorf("%w: the server offers no mechanism for what the account has", ErrInsecure)
	}
	err := c.Auth(answering{mechanism})
	var no *smtp.SMTPError
	switch {
	case errors.As(err, &no) && no.Code >= 500:
		return fmt.Errorf("%w: code %d", ErrAuthentication, no.Code)
	case errors.As(err, &no):
		return fmt.Errorf("log in: the server asks for patience: code %d", no.Code)
	case err != nil:
		return fmt.Errorf("log in: %w", err)
	}
	return nil
}

// answering answers every challenge.
// QUIRK: go-smtp takes a nil answer for the end of a login that succeeded.
type answering struct{ sasl.Client }

// Next answers one challenge.
func (a answering) Next(challenge []byte) ([]byte, error) {
	answer, err := a.Client.Next(challenge)
	if answer == nil {
		answer = []byte{}
	}
	return answer, err
}

// said is an error with the server's own words, made inert.
func said(doing string, err error) error {
	var no *smtp.SMTPError
	if errors.As(err, &no) {
		return fmt.Errorf("%s: the server says: %d %s", doing, no.Code, wire.Clean(no.Message))
	}
	return fmt.Errorf("%s: %w", doing, certified(err))
}

// certified names a certificate that is not trusted as such.
func certified(err error) error {
	var verification *tls.CertificateVerificationError
	if errors.As(err, &verification) {
		return fmt.Errorf("%w: %w", ErrCertificate, verification.Err)
	}
	return err
}
