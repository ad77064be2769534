package imapwatch

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"hearback/imapwatch/wire"
)

// clearBytes bounds what is read before TLS, where anybody may be speaking.
const clearBytes = 16 << 10

// negotiate speaks the clear part of imap:// by itself, before the IMAP
// library sees the connection, so that nothing said in the clear can reach
// what comes after: no capability, no mailbox data, no text (the class of
// CVE-2021-29969). It ends in TLS (RFC 3501, section 6.2.1), or, on loopback
// and where STARTTLS is not offered, in plain text.
func (a Account) negotiate(ctx context.Context, raw net.Conn, to endpoint) (net.Conn, error) {
	if deadline, ok := ctx.Deadline(); ok {
		_ = raw.SetDeadline(deadline)
	}
	in := bufio.NewReader(io.LimitReader(raw, clearBytes))
	greeting, err := readLine(in)
	if err != nil {
		return nil, fmt.Errorf("read the greeting: %w", err)
	}
	if status, text := statusOf(greeting, "*"); status != "OK" {
		if status == "PREAUTH" {
			return nil, fmt.Errorf("%w: the server greets with PREAUTH", ErrInsecure)
		}
		return nil, fmt.Errorf("greeting: the server says: %s", wire.Clean(status+" "+text))
	}
	offered, err := offersSTARTTLS(raw, in)
	if err != nil {
		return nil, fmt.Errorf("ask for STARTTLS: %w", err)
	}
	if !offered {
		if !to.loopback || !peerIsLoopback(raw) {
			return nil, fmt.Errorf("%w: the server does not offer STARTTLS; try imaps://", ErrInsecure)
		}
		return greetAgain(raw, raw, in)
	}
	if _, err := ask(raw, in, "h2", "STARTTLS"); err != nil {
		return nil, err
	}
	if in.Buffered() > 0 {
		return nil, fmt.Errorf("%w: the server went on in the clear after STARTTLS", ErrInsecure)
	}
	secure, err := a.handshake(ctx, raw, to.host)
	if err != nil {
		return nil, err
	}
	return greetAgain(secure, raw, nil)
}

// offersSTARTTLS asks for the capabilities. Those in a greeting are not
// believed: asking costs one round trip, once.
func offersSTARTTLS(raw net.Conn, in *bufio.Reader) (bool, error) {
	lines, err := ask(raw, in, "h1", "CAPABILITY")
	if err != nil {
		return false, err
	}
	for _, line := range lines {
		words := strings.Fields(strings.ToUpper(line))
		if len(words) < 2 || words[0] != "*" || words[1] != "CAPABILITY" {
			continue
		}
		for _, word := range words[2:] {
			if word == "STARTTLS" {
				return true, nil
			}
		}
	}
	return false, nil
}

// ask sends a command and returns what came before its OK.
func ask(raw net.Conn, in *bufio.Reader, tag, command string) ([]string, error) {
	if _, err := io.WriteString(raw, tag+" "+command+"\r\n"); err != nil {
		return nil, err
	}
	var lines []string
	for {
		line, err := readLine(in)
		if err != nil {
			return nil, err
		}
		status, text := statusOf(line, tag)
		switch status {
		case "":
			lines = append(lines, line)
		case "OK":
			return lines, nil
		default:
			if command == "STARTTLS" {
				return nil, fmt.Errorf("%w: STARTTLS: the server says: %s", ErrInsecure, wire.Clean(status+" "+text))
			}
			return nil, fmt.Errorf("the server says: %s", wire.Clean(status+" "+text))
		}
	}
}

// statusOf returns the word after the tag and the text after that; both are
// empty where the line bears another tag.
func statusOf(line, tag string) (status, text string) {
	rest, ok := strings.CutPrefix(line, tag+" ")
	if !ok {
		return "", ""
	}
	status, text, _ = strings.Cut(rest, " ")
	return strings.ToUpper(status), text
}

func readLine(in *bufio.Reader) (string, error) {
	line, err := in.ReadString('\n')
	if errors.Is(err, io.EOF) {
		return "", io.ErrUnexpectedEOF
	}
	return strings.TrimRight(line, "\r\n"), err
}

func peerIsLoopback(conn net.Conn) bool {
	addr, ok := conn.RemoteAddr().(*net.TCPAddr)
	return ok && addr.IP.IsLoopback()
}

// regreeted is a connection whose greeting was read already and stands there
// once more: there is none after STARTTLS, and the library waits for one.
type regreeted struct {
	net.Conn
	raw net.Conn
	in  io.Reader
}

func greetAgain(conn, raw net.Conn, buffered *bufio.Reader) (net.Conn, error) {
	_ = raw.SetDeadline(time.Time{}) // the guard sets its own
	in := io.Reader(conn)
	if buffered != nil && buffered.Buffered() > 0 {
		return nil, fmt.Errorf("%w: the server speaks before it is asked", ErrInsecure)
	}
	return &regreeted{Conn: conn, raw: raw, in: io.MultiReader(strings.NewReader("* OK\r\n"), in)}, nil
}

func (c *regreeted) Read(p []byte) (int, error) { return c.in.Read(p) }

// NetConn returns the socket, as that of *tls.Conn does.
func (c *regreeted) NetConn() net.Conn { return c.raw }
