package post

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"net/textproto"
	"strings"
	"time"

	"hearback/imapwatch/wire"
)

// clearBytes bounds what is read before TLS, where anybody may be speaking.
const clearBytes = 16 << 10

// open dials and negotiates TLS. What comes back waits for its greeting to be
// read.
func (s Server) open(ctx context.Context) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, openWait)
	defer cancel()
	dial := s.Dial
	if dial == nil {
		dial = wire.Dialer().DialContext
	}
	raw, err := dial(ctx, "tcp", s.Address())
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	stop := context.AfterFunc(ctx, func() { raw.Close() })
	defer stop()
	var conn net.Conn
	if s.ImplicitTLS {
		conn, err = s.handshake(ctx, raw)
	} else {
		conn, err = s.negotiate(ctx, raw)
	}
	if err != nil {
		raw.Close()
		if ctx.Err() != nil {
			return nil, fmt.Errorf("no TLS within %v: %w", openWait, context.Cause(ctx))
		}
		return nil, certified(err)
	}
	return conn, nil
}

func (s Server) handshake(ctx context.Context, raw net.Conn) (*tls.Conn, error) {
	conn := tls.Client(raw, &tls.Config{ServerName: s.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12}) // RFC 8314, section 4.1
	if err := conn.HandshakeContext(ctx); err != nil {
		return nil, err
	}
	return conn, nil
}

// negotiate speaks the clear part by itself, before the SMTP library sees the
// connection, so that nothing said in the clear can reach what comes after
// (RFC 3207, section 4.2). It ends in TLS, or, on loopback and where STARTTLS
// is not offered, in plain text.
func (s Server) negotiate(ctx context.Context, raw net.Conn) (net.Conn, error) {
	if deadline, ok := ctx.Deadline(); ok {
		_ = raw.SetDeadline(deadline)
	}
	in := bufio.NewReader(io.LimitReader(raw, clearBytes))
	text := textproto.NewReader(in)
	if _, _, err := text.ReadResponse(220); err != nil {
		return nil, refused("greeting", err)
	}
	ask := func(command string, code int) (string, error) {
		if in.Buffered() > 0 {
			return "", fmt.Errorf("%w: the server speaks before it is asked", ErrInsecure)
		}
		if _, err := io.WriteString(raw, command+"\r\n"); err != nil {
			return "", err
		}
		_, words, err := text.ReadResponse(code)
		return words, err
	}
	offers, err := ask("EHLO localhost", 250)
	if err != nil {
		return nil, refused("ask for STARTTLS", err)
	}
	if !offersSTARTTLS(offers) {
		if !isLoopback(s.Host) || !peerIsLoopback(raw) {
			return nil, fmt.Errorf("%w: the server does not offer STARTTLS; try submissions://", ErrInsecure)
		}
		_ = raw.SetDeadline(time.Time{})
		return greetAgain(raw), nil
	}
	if _, err := ask("STARTTLS", 220); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrInsecure, refused("STARTTLS", err))
	}
	if in.Buffered() > 0 {
		return nil, fmt.Errorf("%w: the server went on in the clear after STARTTLS", ErrInsecure)
	}
	secure, err := s.handshake(ctx, raw)
	if err != nil {
		return nil, err
	}
	_ = raw.SetDeadline(time.Time{}) // the library sets its own
	return greetAgain(secure), nil
}

// refused is an error of the clear part, the server's words made inert.
func refused(doing string, err error) error {
	var no *textproto.Error
	if errors.As(err, &no) {
		return fmt.Errorf("%s: the server says: %d %s", doing, no.Code, wire.Clean(no.Msg))
	}
	var odd textproto.ProtocolError
	if errors.As(err, &odd) {
		return fmt.Errorf("%s: not as an SMTP server answers: %s", doing, wire.Clean(string(odd)))
	}
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// offersSTARTTLS looks through the lines behind the first of an answer to EHLO
// (RFC 5321, section 4.1.1.1).
func offersSTARTTLS(answer string) bool {
	_, lines, _ := strings.Cut(answer, "\n")
	for line := range strings.SplitSeq(lines, "\n") {
		if strings.EqualFold(strings.TrimSpace(line), "STARTTLS") {
			return true
		}
	}
	return false
}

// isLoopback goes by the name as it is written, so that no resolver can make
// a server out of the network into one that is trusted with plain text.
func isLoopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return strings.EqualFold(host, "localhost") || err == nil && ip.IsLoopback()
}

func peerIsLoopback(conn net.Conn) bool {
	addr, ok := conn.RemoteAddr().(*net.TCPAddr)
	return ok && addr.IP.IsLoopback()
}

// regreeted is a connection whose greeting was read already and stands there
// once more: there is none after STARTTLS, and the library waits for one.
type regreeted struct {
	net.Conn
	in io.Reader
}

func greetAgain(conn net.Conn) net.Conn {
	return &regreeted{Conn: conn, in: io.MultiReader(strings.NewReader("220 ready\r\n"), conn)}
}

// Read reads the greeting, then what the server says.
func (c *regreeted) Read(p []byte) (int, error) { return c.in.Read(p) }

// bounded is a connection on which the server may not say more than so much.
type bounded struct {
	net.Conn
	left int
}

// Read reads what the server says.
func (c *bounded) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if c.left -= n; c.left < 0 {
		return 0, fmt.Errorf("the server said more than %d bytes", mostAnswered)
	}
	return n, err
}
