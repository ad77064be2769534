package imapwatch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"hearback/imapwatch/credential"
)

// Account says which mail is watched and how to get there.
type Account struct {
	// URL is "imaps://host[:port]" for TLS from the first byte (port 993), or
	// "imap://host[:port]" for STARTTLS, which is required (port 143; RFC
	// 8314 prefers the former). Plain text is spoken to a loopback address
	// only, and only where no STARTTLS is offered.
	URL  string
	User string
	// Credential is asked anew at each login and has a minute to answer.
	// Where the server refuses a token, which may have been withdrawn before
	// its time, it is asked once more with refused true; the same token
	// again means that there is no other. An error that is
	// credential.ErrSignIn says that only the person can help; after one that is
	// credential.ErrNoSecret it is not asked again soon.
	Credential func(ctx context.Context, refused bool) (credential.Credential, error)
	// Roots are the authorities that may sign the server's certificate; nil:
	// those of the system. There is no way to turn the check off.
	Roots *x509.CertPool
	// Mailboxes names what is watched, as the server lists it; "*" is every
	// mailbox but Trash and Drafts. Empty: INBOX, what is sent, archived, or
	// all mail, and junk.
	Mailboxes []string
	// Since is the day before which a first scan passes over what arrived;
	// zero: everything is read. Only the date counts, in Since's zone.
	Since time.Time

	// dial takes the place of the network in tests.
	dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// endpoint is what the URL says.
type endpoint struct {
	host     string
	port     string
	implicit bool // TLS from the first byte
	loopback bool // plain text may be spoken
}

func (e endpoint) address() string { return net.JoinHostPort(e.host, e.port) }

// endpoint reads the URL. Its errors do not repeat it: people paste passwords
// into URLs.
func (a Account) endpoint() (endpoint, error) {
	u, err := url.Parse(a.URL)
	if err != nil {
		return endpoint{}, fmt.Errorf("%w: the server's address is no URL", ErrConfig)
	}
	e := endpoint{host: u.Hostname(), port: u.Port()}
	switch u.Scheme {
	case "imaps":
		e.implicit = true
	case "imap":
	default:
		return endpoint{}, fmt.Errorf("%w: the server's address starts neither with imaps:// nor with imap://", ErrConfig)
	}
	if e.host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return endpoint{}, fmt.Errorf("%w: the server's address is not of the form imaps://host:port", ErrConfig)
	}
	if e.port == "" {
		e.port = map[bool]string{true: "993", false: "143"}[e.implicit]
	}
	e.loopback = isLoopback(e.host)
	return e, nil
}

// isLoopback goes by the name as it is written, so that no resolver can make
// a server out of the network into one that is trusted with plain text.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

func (a Account) tlsConfig(host string) *tls.Config {
	return &tls.Config{
		ServerName: host,
		RootCAs:    a.Roots,
		MinVersion: tls.VersionTLS12, // RFC 8314, section 4.1
	}
}

// credential asks for the password or token.
func (a Account) credential(ctx context.Context, refused bool) (credential.Credential, error) {
	if a.Credential == nil {
		return credential.Credential{}, fmt.Errorf("%w: no credential", ErrConfig)
	}
	ctx, cancel := context.WithTimeout(ctx, credentialWait)
	defer cancel()
	proof, err := a.Credential(ctx, refused)
	if err != nil {
		return credential.Credential{}, fmt.Errorf("ask for the credential of %s: %w", a.User, err)
	}
	return proof, nil
}
