package imapwatch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/emersion/go-imap/v2"

	"hearback/imapwatch/credential"
	"hearback/imapwatch/wire"
)

// What a person has to mend, credential.ErrSignIn beside it, and what only time
// mends. An error that is none of these is temporary: trying again may help.
var (
	// ErrAuthentication: the server refuses the user name, the password, or
	// the token.
	ErrAuthentication = errors.New("user name, password or token refused")
	// ErrCertificate: the server's certificate does not prove that it is
	// the server asked for.
	ErrCertificate = errors.New("certificate not trusted")
	// ErrInsecure: the server offers no way to log in under TLS.
	ErrInsecure = errors.New("no secure way to log in")
	// ErrConfig: the account is described in a way that cannot work.
	ErrConfig = errors.New("account misconfigured")
	// ErrUnreachable: no connection was made: no network, no such host,
	// nobody listens.
	ErrUnreachable = errors.New("server unreachable")
)

// kindOf returns which of the above err is, nil where it is temporary.
func kindOf(err error) error {
	for _, kind := range []error{ErrAuthentication, credential.ErrSignIn, ErrCertificate, ErrInsecure, ErrConfig, ErrUnreachable} {
		if errors.Is(err, kind) {
			return kind
		}
	}
	return nil
}

// forPerson reports whether trying again is of no use before a person has
// mended something.
func forPerson(err error) bool {
	kind := kindOf(err)
	return kind != nil && kind != ErrUnreachable
}

// errStore marks what the store returned, in which the server has no part.
type errStore struct{ error }

func (e errStore) Unwrap() error { return e.error }

func storeError(doing, mailbox string, err error) error {
	return errStore{fmt.Errorf("%s %s: %w", doing, mailbox, err)}
}

// dialError says of what kind a failed dial or TLS handshake was.
func dialError(ctx context.Context, err error) error {
	var verification *tls.CertificateVerificationError
	switch {
	case errors.As(err, &verification):
		return fmt.Errorf("%w: %w", ErrCertificate, verification.Err)
	case ctx.Err() != nil && errors.Is(context.Cause(ctx), context.Canceled):
		return context.Cause(ctx)
	}
	var op *net.OpError
	var lookup *net.DNSError
	if errors.As(err, &lookup) || errors.As(err, &op) && op.Op == "dial" {
		return fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	return err
}

// errBadLogin marks a BAD to a login, which says of the command that it is no
// good: it may mean the password.
type errBadLogin struct{ error }

func (e errBadLogin) Unwrap() error { return e.error }

// refused says what the server's NO or BAD to a login means. Some codes say that
// it is busy, not that the password is wrong (RFC 5530, section 3), and some
// servers say so in words.
func refused(err error) error {
	var no *imap.Error
	if !errors.As(err, &no) {
		return err
	}
	if no.Type != imap.StatusResponseTypeNo {
		if passing(err) || loginWords.MatchString(no.Text) {
			return err
		}
		return errBadLogin{err}
	}
	switch codeOf(no) {
	case imap.ResponseCodeAuthenticationFailed, imap.ResponseCodeAuthorizationFailed, imap.ResponseCodeExpired:
	case imap.ResponseCodeContactAdmin:
		return err
	default:
		if passing(err) || loginWords.MatchString(no.Text) {
			return err
		}
	}
	return fmt.Errorf("%w: %w", ErrAuthentication, err)
}

func codeOf(said *imap.Error) imap.ResponseCode {
	return imap.ResponseCode(strings.ToUpper(string(said.Code)))
}

// passing reports whether the server's NO or BAD is about itself at this
// moment, not about what was asked for.
func passing(err error) bool {
	var said *imap.Error
	var asked busy
	if !errors.As(err, &said) || errors.As(err, &asked) {
		return true
	}
	switch codeOf(said) {
	case imap.ResponseCodeUnavailable, imap.ResponseCodeLimit, imap.ResponseCodeInUse,
		imap.ResponseCodeServerBug, "THROTTLED":
		return true
	}
	return false
}

// spoken is an error in the server's own words, made inert.
type spoken struct {
	text  string
	cause *imap.Error
}

func (e spoken) Error() string { return "the server says: " + e.text }
func (e spoken) Unwrap() error { return e.cause }

// lost explains an error of the IMAP library: the server's words where it
// said NO or BAD; else what the guard knows of the connection's end, which
// the library does not pass on, with the text of a BYE or an ALERT. No secret
// that the server repeats is in it.
func lost(conn *wire.Conn, err error) error {
	if err == nil {
		return nil
	}
	var said *imap.Error
	if errors.As(err, &said) {
		words := string(said.Type) + " " + said.Text
		if said.Code != "" {
			words = string(said.Type) + " [" + string(said.Code) + "] " + said.Text
		}
		return patience(spoken{text: conn.Clean(words), cause: said}, words)
	}
	cause := conn.Err()
	if cause == nil || errors.Is(cause, net.ErrClosed) {
		// Either an answer the library could not read, after which it
		// closed the connection, or our own end of it.
		cause = errors.New(conn.Clean(err.Error()))
	}
	cause = fmt.Errorf("connection lost: %w", cause)
	words := conn.LastWords()
	if words == "" {
		return cause
	}
	return patience(fmt.Errorf("%w (the server says: %s)", cause, words), words)
}
