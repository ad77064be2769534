// Package wire is the guard between the socket and the IMAP library: it puts
// an end to waits that last too long and to responses that grow too large.
package wire

import (
	"errors"
	"fmt"
	"net"
	"os"
	"sync"
	"time"
)

// Limits of what a server may send. The library behind has none of its own,
// and would ask for memory until there is none.
const (
	// MaxLine bounds one response without its literals, in bytes. The longest
	// honest one is the answer to a search: 90,000 UIDs of 10 digits.
	MaxLine = 1 << 20
	// MaxText bounds a BYE or ALERT text that is kept, in bytes.
	MaxText = 300
)

// Step is what the owner of a connection waits for at the moment.
type Step struct {
	Name  string        // in the words of the error: "log in"
	Wait  time.Duration // from now until the step has to be over; zero: no limit
	Bytes int64         // that the server may send until then; zero: no limit
}

// Conn is a net.Conn that closes itself when a step outlasts its wait, when a
// response passes a limit, and when its Close is called; why, says Err.
//
// The deadlines of net.Conn are ignored: the library resets them as it goes
// and would undo ours. Read and Write may each be called by one goroutine at a
// time; all other methods at any time.
type Conn struct {
	inner   net.Conn
	scanner scanner // touched by Read only

	mu    sync.Mutex
	step  Step
	left  int64 // bytes left in the step; meaningless where step.Bytes is zero
	err   error // sticky: what closed the connection
	bye   string
	alert string
}

// New guards a connection. With TLS, inner is the *tls.Conn, so that what is
// looked at is plain. A literal (RFC 3501, section 4.3) announced with more
// than maxLiteral bytes closes the connection before anything is read of it.
func New(inner net.Conn, maxLiteral int64) *Conn {
	c := &Conn{inner: inner}
	c.scanner = scanner{maxLiteral: maxLiteral, note: c.note}
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

// Read reads what the server sends and holds it against the limits.
func (c *Conn) Read(p []byte) (int, error) {
	n, err := c.inner.Read(p)
	if n > 0 {
		if fault := c.look(p[:n]); fault != nil {
			return 0, c.fail(fault)
		}
	}
	if err != nil {
		return n, c.fail(err)
	}
	return n, nil
}

// Write sends to the server.
func (c *Conn) Write(p []byte) (int, error) {
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

// note keeps the text of a BYE or an ALERT, the last of each.
func (c *Conn) note(kind noteKind, text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch kind {
	case noteBye:
		c.bye = text
	case noteAlert:
		c.alert = text
	}
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
	if over, ok := c.inner.(interface{ NetConn() net.Conn }); ok {
		return over.NetConn().Close()
	}
	return c.inner.Close()
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

// Alert returns the text of the last ALERT (RFC 3501, section 7.1), which is
// meant for the person; cleaned and cut as that of Bye.
func (c *Conn) Alert() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.alert
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
