// Package wire is the guard between the socket and the IMAP library: it puts
// an end to waits that last too long and to responses that grow too large,
// keeps from the library what it cannot read, and reads by itself the answers
// to FETCH.
package wire

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"syscall"
	"time"
)

// Limits of what a server may send. The library behind has none of its own,
// and would ask for memory until there is none.
const (
	// MaxLine bounds one response without its literals, in bytes. An answer
	// to SEARCH may be longer, up to the bytes of its step: it is not kept.
	MaxLine = 1 << 20
	// MaxText bounds a text of the server that is kept, in bytes.
	MaxText = 300
)

// Step is what the owner of a connection waits for at the moment.
type Step struct {
	Name  string        // in the words of the error: "log in"
	Wait  time.Duration // from now until the step has to be over; zero: no limit
	Bytes int64         // that the server may send until then; zero: no limit
}

// Options says what a Conn allows and whom it tells.
type Options struct {
	// MaxLiteral bounds the literals (RFC 3501, section 4.3) of one response,
	// in bytes. What is announced with more closes the connection before
	// anything is read of it.
	MaxLiteral int64
	// Fetched takes each FETCH response that has a body section, in the
	// goroutine that reads, before the command's end is told. Its error
	// closes the connection. The library sees no FETCH response: it would
	// close the connection over the first odd one, lose those that it takes
	// for another's, and spend most of a scan's time on them.
	Fetched func(Fetched) error
	// Transcript gets what goes over the connection, line by line, without
	// what is secret or in a literal; nil: nobody does.
	Transcript io.Writer
}

// Conn is a net.Conn that closes itself when a step outlasts its wait, when a
// response passes a limit, and when its Close is called; why, says Err.
//
// The deadlines of net.Conn are ignored: the library resets them as it goes
// and would undo ours. Read and Write may each be called by one goroutine at a
// time; all other methods at any time.
type Conn struct {
	inner      net.Conn
	socket     syscall.RawConn // of inner; nil: it is none of the system's
	options    Options
	sent       sent
	transcript *transcript // nil: none is wanted

	// What Read alone touches.
	scanner scanner
	buffer  []byte
	out     []byte // holds what was admitted
	ready   []byte // of out, what was not read yet
	ended   error  // what ended the reading
	greeted bool

	mu      sync.Mutex
	secrets []string // that no words of the server's may repeat
	step    Step
	left    int64 // bytes left in the step; meaningless where step.Bytes is zero
	err     error // sticky: what closed the connection
	bye     string
	alert   string
	alerted time.Time // when that was said
	unshown []string  // ALERTs and warnings that Unshown did not return yet
	limited bool
	dropped int
	oddity  string // the last of what was dropped
}

// readSize is that of a TLS record.
const readSize = 16 << 10

// New guards a connection. With TLS, inner is the *tls.Conn, so that what is
// looked at is plain.
func New(inner net.Conn, options Options) *Conn {
	c := &Conn{inner: inner, socket: socketOf(inner), options: options, buffer: make([]byte, readSize)}
	c.scanner = scanner{maxLiteral: options.MaxLiteral, whole: c.admit, pass: c.pass}
	if options.Transcript != nil {
		c.transcript = &transcript{w: options.Transcript}
		c.sent.write = func(line string) { c.transcript.line("C:", line) }
	}
	return c
}

// Begin starts a step: from now on its wait and its bytes count. The zero
// Step means that nothing is waited for: the connection may stay silent.
func (c *Conn) Begin(step Step) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.step = step
	c.renew()
}

// Renew starts the wait and the bytes of the step anew, as it is right when
// the server has made progress. Between steps it does nothing.
func (c *Conn) Renew() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.step != (Step{}) {
		c.renew()
	}
}

func (c *Conn) renew() {
	c.left = c.step.Bytes
	var deadline time.Time
	if c.step.Wait > 0 {
		deadline = time.Now().Add(c.step.Wait)
	}
	// Fails on a closed connection only, and then Read and Write say so.
	_ = c.inner.SetDeadline(deadline)
}

// Read reads what of the server's words the library is to see.
func (c *Conn) Read(p []byte) (int, error) {
	for len(c.ready) == 0 {
		if c.ended != nil {
			return 0, c.fail(c.ended)
		}
		var n int
		n, c.ended = c.inner.Read(c.buffer)
		if c.socket != nil {
			acknowledge(c.socket)
		}
		c.out = c.out[:0]
		if err := c.look(c.buffer[:n]); err != nil {
			return 0, c.fail(err)
		}
		c.ready = c.out
	}
	n := copy(p, c.ready)
	c.ready = c.ready[n:]
	return n, nil
}

// pass lets the library see something.
func (c *Conn) pass(piece []byte) { c.out = append(c.out, piece...) }

// Write sends to the server.
func (c *Conn) Write(p []byte) (int, error) {
	c.sent.scan(p)
	n, err := c.inner.Write(p)
	if err != nil {
		return n, c.fail(err)
	}
	return n, nil
}

// look counts and scans what was read.
func (c *Conn) look(p []byte) error {
	c.mu.Lock()
	if c.step.Bytes > 0 {
		if c.left -= int64(len(p)); c.left < 0 {
			defer c.mu.Unlock()
			return fmt.Errorf("the server sent more than %d bytes in answer to %s", c.step.Bytes, c.step.Name)
		}
	}
	c.mu.Unlock()
	return c.scanner.scan(p)
}

// note keeps the words of a status response that are meant for the person: a
// BYE's, an ALERT's, and a warning's (RFC 3501, section 7.1), the last of each.
func (c *Conn) note(untagged bool, status, code, words string) {
	words = c.Clean(words)
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case untagged && status == "BYE":
		c.bye = words
		if code == "ALERT" {
			c.alert, c.alerted = c.bye, time.Now()
		}
	case code == "ALERT", code == "THROTTLED", untagged && status == "NO":
		c.alert, c.alerted = words, time.Now()
		if c.alert != "" && code != "THROTTLED" && len(c.unshown) < maxUnshown {
			c.unshown = append(c.unshown, c.alert)
		}
	}
}

// drop counts what the library does not get to see.
func (c *Conn) drop(what string, text []byte) {
	beginning := c.beginning(text)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.dropped++
	c.oddity = what + ": " + beginning
}

// Dropped returns how many responses were dropped, or mended by leaving out a
// part, and the last of them, cleaned and cut.
func (c *Conn) Dropped() (n int, last string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.dropped, c.oddity
}

// fail closes the connection for good and keeps the first reason.
func (c *Conn) fail(err error) error {
	c.mu.Lock()
	if c.err == nil {
		if errors.Is(err, os.ErrDeadlineExceeded) {
			err = fmt.Errorf("no answer to %s within %v: %w", c.step.Name, c.step.Wait, os.ErrDeadlineExceeded)
		}
		c.err = err
	}
	err = c.err
	c.mu.Unlock()
	_ = c.cut()
	return err
}

// Close closes the connection without a further word to the server.
func (c *Conn) Close() error {
	c.mu.Lock()
	if c.err == nil {
		c.err = net.ErrClosed
	}
	c.mu.Unlock()
	return c.cut()
}

// cut closes the socket itself. TLS would first send an alert and might wait
// for a peer that no longer reads; an IMAP session has its own end, LOGOUT.
func (c *Conn) cut() error {
	return below(c.inner).Close()
}

// Err returns what closed the connection: a deadline (os.ErrDeadlineExceeded),
// a limit, the peer (io.EOF and the like), our own Close (net.ErrClosed).
// It is nil while the connection is open.
func (c *Conn) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}

// Bye returns the text of the server's last BYE (RFC 3501, section 7.1.5),
// clean of control characters and at most MaxText bytes; "" where none came.
func (c *Conn) Bye() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.bye
}

// Alert returns the text of the last ALERT or warning, which is meant for the
// person; cleaned and cut as that of Bye.
func (c *Conn) Alert() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.alert
}

// maxUnshown bounds how many ALERTs and warnings wait to be shown.
const maxUnshown = 10

// Unshown returns the ALERTs and warnings that came since it was last called, as
// Alert does.
func (c *Conn) Unshown() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	said := c.unshown
	c.unshown = nil
	return said
}

// wordsCount is how long an ALERT or a warning may explain that the connection
// ended.
const wordsCount = time.Minute

// LastWords returns what the server said before it ended the connection: the
// text of a BYE, else that of an ALERT or a warning a short while ago, as Bye and
// Alert do.
func (c *Conn) LastWords() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.bye == "" && time.Since(c.alerted) < wordsCount {
		return c.alert
	}
	return c.bye
}

// limit notes that a command was obeyed in part.
func (c *Conn) limit() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.limited = true
}

// Limited reports whether the server said, since it was last called, that it has
// answered a command in part, for it was about too many messages (RFC 9738).
func (c *Conn) Limited() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	was := c.limited
	c.limited = false
	return was
}

// LocalAddr returns the address of this end.
func (c *Conn) LocalAddr() net.Addr { return c.inner.LocalAddr() }

// RemoteAddr returns the address of the server.
func (c *Conn) RemoteAddr() net.Addr { return c.inner.RemoteAddr() }

// SetDeadline does nothing: see Begin.
func (c *Conn) SetDeadline(time.Time) error { return nil }

// SetReadDeadline does nothing: see Begin.
func (c *Conn) SetReadDeadline(time.Time) error { return nil }

// SetWriteDeadline does nothing: see Begin.
func (c *Conn) SetWriteDeadline(time.Time) error { return nil }
