package imaptest

import (
	"errors"
	"net"
	"sync"
	"time"
)

// Fault is what goes wrong with a connection.
type Fault string

// The faults. All of them happen once, and the connection does not recover.
const (
	Cut   Fault = "cut"   // the operation fails and the connection is closed
	Half  Fault = "half"  // the same, after half of what it was to carry
	Stall Fault = "stall" // from the operation on nothing comes or goes, without a word
)

// Chaos counts the reads and writes of the connections that it wraps, and lets
// one of them go wrong.
type Chaos struct {
	At    int // the operation, from 1; zero: none
	Fault Fault

	mu    sync.Mutex
	count int
}

// Operations returns how many there were.
func (c *Chaos) Operations() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.count
}

// Break lets the next operation go wrong.
func (c *Chaos) Break(fault Fault) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.At, c.Fault = c.count+1, fault
}

// due counts an operation and says whether it is the one.
func (c *Chaos) due() (Fault, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.count++
	return c.Fault, c.count == c.At
}

// Wrap returns the connection with its fault to come. Its ends may be asked
// for their addresses as those of a TCP connection on loopback.
func (c *Chaos) Wrap(conn net.Conn) net.Conn {
	nothing, other := net.Pipe()
	return &chaotic{Conn: conn, chaos: c, nothing: nothing, other: other}
}

type chaotic struct {
	net.Conn
	chaos          *Chaos
	nothing, other net.Conn // a pipe that nobody writes to

	mu      sync.Mutex
	stalled bool
}

var errCut = errors.New("the cable was cut")

func (c *chaotic) Read(p []byte) (int, error) {
	switch fault := c.fault(); fault {
	case Cut:
		c.Close()
		return 0, errCut
	case Half:
		n, err := c.Conn.Read(p[:max(1, len(p)/1000)])
		c.Close()
		return n, err
	case Stall:
		return c.nothing.Read(p)
	}
	return c.Conn.Read(p)
}

func (c *chaotic) Write(p []byte) (int, error) {
	switch fault := c.fault(); fault {
	case Cut:
		c.Close()
		return 0, errCut
	case Half:
		n, _ := c.Conn.Write(p[:len(p)/2])
		c.Close()
		return n, errCut
	case Stall:
		return len(p), nil
	}
	return c.Conn.Write(p)
}

// fault returns what is to go wrong now, "" for nothing.
func (c *chaotic) fault() Fault {
	fault, due := c.chaos.due()
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.stalled:
		return Stall
	case !due:
		return ""
	}
	c.stalled = fault == Stall
	return fault
}

func (c *chaotic) SetDeadline(t time.Time) error {
	_ = c.nothing.SetDeadline(t)
	return c.Conn.SetDeadline(t)
}

func (c *chaotic) Close() error {
	c.nothing.Close()
	c.other.Close()
	return c.Conn.Close()
}

// RemoteAddr says that the peer is on this machine.
func (c *chaotic) RemoteAddr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 143} }
