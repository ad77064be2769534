package main

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"hearback/imapwatch/imaptest"
)

// chaosPipes is a network: a listener whose connections virtual time knows, and
// what goes wrong with them. Some connections are doomed when they are made.
type chaosPipes struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once

	mu     sync.Mutex
	random *rand.Rand
	healed bool
	away   time.Time // until when nobody answers
	all    int
	last   *chaosLine
}

func newChaosPipes(seed uint64) *chaosPipes {
	return &chaosPipes{conns: make(chan net.Conn), done: make(chan struct{}), random: rand.New(rand.NewPCG(seed, 3)), healed: true}
}

func (p *chaosPipes) Accept() (net.Conn, error) {
	select {
	case conn := <-p.conns:
		return conn, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *chaosPipes) Close() error {
	p.once.Do(func() { close(p.done) })
	return nil
}

func (p *chaosPipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 143} }

func (p *chaosPipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	if !p.open() {
		return nil, &net.OpError{Op: "dial", Err: errors.New("connection refused")}
	}
	ours, theirs := net.Pipe()
	select {
	case p.conns <- newPatient(theirs):
		return p.line(ours, theirs), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (p *chaosPipes) open() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.all++
	return p.healed || !time.Now().Before(p.away)
}

func (p *chaosPipes) line(ours, theirs net.Conn) net.Conn {
	p.mu.Lock()
	defer p.mu.Unlock()
	doom := &imaptest.Chaos{}
	if !p.healed && p.random.IntN(4) == 0 {
		doom.At, doom.Fault = 1+p.random.IntN(80), []imaptest.Fault{imaptest.Cut, imaptest.Half, imaptest.Stall}[p.random.IntN(3)]
	}
	p.last = &chaosLine{Conn: doom.Wrap(ours), theirs: theirs, doom: doom}
	return p.last
}

// now is the connection that was made last; from the first call on, new ones
// may be doomed.
func (p *chaosPipes) now() *chaosLine {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.healed = false
	return p.last
}

func (p *chaosPipes) cut()                       { p.now().theirs.Close() }
func (p *chaosPipes) spoil(fault imaptest.Fault) { p.now().doom.Break(fault) }
func (p *chaosPipes) roam()                      { p.now().roamed.Store(true) }

func (p *chaosPipes) leave(pause time.Duration) {
	p.cut()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.away = time.Now().Add(pause)
}

func (p *chaosPipes) heal() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.healed = true
}

func (p *chaosPipes) dialed() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.all
}

// patient is the server's end of a connection, which never waits for the other
// to read: the embedded server writes under a lock, and virtual time stands still
// while others wait for that.
type patient struct {
	net.Conn
	queue chan []byte
	done  chan struct{}
	once  sync.Once
}

func newPatient(conn net.Conn) net.Conn {
	p := &patient{Conn: conn, queue: make(chan []byte, 4096), done: make(chan struct{})}
	go func() {
		defer conn.Close()
		for {
			select {
			case piece := <-p.queue:
				if _, err := conn.Write(piece); err != nil {
					return
				}
			case <-p.done:
				return
			}
		}
	}()
	return p
}

func (p *patient) Write(piece []byte) (int, error) {
	select {
	case p.queue <- bytes.Clone(piece):
		return len(piece), nil
	case <-p.done:
		return 0, net.ErrClosed
	}
}

func (p *patient) Close() error {
	p.once.Do(func() { close(p.done) })
	return p.Conn.Close()
}

// chaosLine is one connection. What comes takes a while, so that a cut by the
// clock can come between.
type chaosLine struct {
	net.Conn
	theirs net.Conn
	doom   *imaptest.Chaos
	roamed atomic.Bool // the machine has its address no longer
	closed atomic.Bool
}

// Write fails on a closed connection, also where nothing is heard any more.
func (l *chaosLine) Write(p []byte) (int, error) {
	if l.closed.Load() {
		return 0, net.ErrClosed
	}
	return l.Conn.Write(p)
}

func (l *chaosLine) Close() error {
	l.closed.Store(true)
	return l.Conn.Close()
}

func (l *chaosLine) Read(p []byte) (int, error) {
	n, err := l.Conn.Read(p)
	time.Sleep(30 * time.Millisecond)
	return n, err
}

func (l *chaosLine) LocalAddr() net.Addr {
	if l.roamed.Load() {
		return &net.TCPAddr{IP: net.IPv4(192, 0, 2, 7), Port: 40000} // of no machine (RFC 5737)
	}
	return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 40000}
}
