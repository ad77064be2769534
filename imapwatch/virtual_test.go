package imapwatch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hearback/imapwatch/credential"
	"hearback/imapwatch/imaptest"
)

// pipes is a listener whose connections are net.Pipes, which virtual time
// knows.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func newPipes() *pipes { return &pipes{conns: make(chan net.Conn), done: make(chan struct{})} }

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case conn := <-p.conns:
		return conn, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.done) })
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 143} }

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case p.conns <- theirs:
		return loopbackPipe{ours}, nil
	case <-p.done:
		return nil, &net.OpError{Op: "dial", Err: errors.New("nobody listens")}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// loopbackPipe says that its peer is on this machine, which is so.
type loopbackPipe struct{ net.Conn }

func (loopbackPipe) RemoteAddr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 143} }

func TestThreeHoursOfIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		listener := newPipes()
		server, err := imaptest.Serve(listener)
		if err != nil {
			t.Fatal(err)
		}
		logins := 0
		a := account("imap://localhost")
		a.dial = listener.dial
		a.Credential = func(context.Context, bool) (credential.Credential, error) {
			logins++
			return credential.Password(imaptest.Password), nil
		}
		store := newMemory()
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- (&Watcher{Account: a, Store: store}).Run(ctx) }()
		synctest.Wait()
		for i := range 6 {
			time.Sleep(30 * time.Minute)
			synctest.Wait()
			before := time.Now()
			subject := fmt.Sprint("letter ", i)
			if _, err := server.Append("INBOX", letter(i, subject), before); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
			if !store.has("INBOX", subject)() {
				t.Errorf("%s was not handed over at once", subject)
			}
		}
		// A look every 5 minutes or a little less, and 3 for each letter.
		if got := store.timesCaughtUp(); got < 36 || got > 36*10/9+1+6*2 {
			t.Errorf("judged %d times in 3 hours", got)
		}
		if logins != 1 {
			t.Errorf("logged in %d times, want once", logins)
		}
		if _, err := server.Append("Sent", letter(9, "sent"), time.Now()); err != nil {
			t.Fatal(err)
		}
		time.Sleep(5*time.Minute + time.Second)
		synctest.Wait()
		if !store.has("Sent", "sent")() {
			t.Error("sent mail was not found at the next renewal")
		}
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
		server.Close()
	})
}

// S18: a mailbox beside the one that is idled on is made anew while the
// connection lives, and as much comes into it as was there. Its UIDNEXT is what
// it was; only the UIDVALIDITY that STATUS tells is another.
func TestS18AnotherMailboxMadeAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		listener := newPipes()
		server, err := imaptest.Serve(listener)
		if err != nil {
			t.Fatal(err)
		}
		deliver := func(n int, subject string) uint32 {
			uid, err := server.Append("Sent", letter(n, subject), time.Now())
			if err != nil {
				t.Fatal(err)
			}
			return uint32(uid)
		}
		dials := 0
		a := account("imap://localhost")
		a.dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			dials++
			return listener.dial(ctx, network, address)
		}
		first := deliver(1, "before")
		store := newMemory()
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- (&Watcher{Account: a, Store: store}).Run(ctx) }()
		time.Sleep(time.Minute)
		synctest.Wait()
		before, _ := store.Resume(ctx, "Sent")
		if err := server.Recreate("Sent"); err != nil {
			t.Fatal(err)
		}
		if second := deliver(2, "after"); second != first {
			t.Fatalf("UIDs %d and %d: the test needs the same", first, second)
		}
		time.Sleep(5*time.Minute + time.Second)
		synctest.Wait()
		if !store.has("Sent", "after")() {
			t.Error("what is in it was not found within a round")
		}
		if now, _ := store.Resume(ctx, "Sent"); now.UIDValidity == before.UIDValidity {
			t.Errorf("UIDVALIDITY is %d as it was", now.UIDValidity)
		}
		if dials != 1 {
			t.Errorf("%d connections", dials)
		}
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
		server.Close()
	})
}

// withoutIDLE is a connection to a server that does not offer it.
type withoutIDLE struct{ net.Conn }

func (c withoutIDLE) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	copy(p, bytes.ReplaceAll(p[:n], []byte(" IDLE"), []byte(" LAZY")))
	return n, err
}

func TestS29PollWithoutIDLE(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		listener := newPipes()
		server, err := imaptest.Serve(listener)
		if err != nil {
			t.Fatal(err)
		}
		a := account("imap://localhost")
		a.dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := listener.dial(ctx, network, address)
			return loopbackPipe{withoutIDLE{conn}}, err
		}
		store := newMemory()
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- (&Watcher{Account: a, Store: store}).Run(ctx) }()
		synctest.Wait()
		for _, mailbox := range []string{"INBOX", "Sent"} {
			if _, err := server.Append(mailbox, letter(1, "polled"), time.Now()); err != nil {
				t.Fatal(err)
			}
			time.Sleep(61 * time.Second)
			synctest.Wait()
			if !store.has(mailbox, "polled")() {
				t.Errorf("%s: not found within a minute", mailbox)
			}
		}
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
		server.Close()
	})
}

func TestS34DayWithoutServer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		listener := newPipes()
		server, err := imaptest.Serve(listener)
		if err != nil {
			t.Fatal(err)
		}
		tries := 0
		var away atomic.Bool
		a := account("imap://localhost")
		a.dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			tries++
			if away.Load() {
				return nil, &net.OpError{Op: "dial", Err: errors.New("no network")}
			}
			return listener.dial(ctx, network, address)
		}
		store, log := newMemory(), &lines{}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- (&Watcher{Account: a, Store: store, Log: log.logger()}).Run(ctx) }()
		synctest.Wait()
		away.Store(true)
		server.Close()
		time.Sleep(24 * time.Hour)
		synctest.Wait()
		if tries < 280 || tries > 700 {
			t.Errorf("tried %d times in a day", tries)
		}
		if got := log.count("not connected"); got != 1 {
			t.Errorf("logged the loss %d times", got)
		}
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
}

func TestS26PasswordRefusedLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		listener := newPipes()
		server, err := imaptest.Serve(listener)
		if err != nil {
			t.Fatal(err)
		}
		var logins atomic.Int64
		var changed atomic.Bool
		var first net.Conn
		a := account("imap://localhost")
		a.dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := listener.dial(ctx, network, address)
			if first == nil {
				first = conn
			}
			return conn, err
		}
		a.Credential = func(context.Context, bool) (credential.Credential, error) {
			logins.Add(1)
			if changed.Load() {
				return credential.Password("the old one"), nil
			}
			return credential.Password(imaptest.Password), nil
		}
		store, log := newMemory(), &lines{}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- (&Watcher{Account: a, Store: store, Log: log.logger()}).Run(ctx) }()
		synctest.Wait()
		changed.Store(true)
		first.Close()
		time.Sleep(time.Hour)
		synctest.Wait()
		if n := logins.Load(); n < 4 || n > 8 {
			t.Errorf("tried %d logins in an hour, want a handful", n)
		}
		if got := log.count(ErrAuthentication.Error()); got != 1 {
			t.Errorf("logged it %d times, want once", got)
		}
		changed.Store(false)
		time.Sleep(time.Hour)
		synctest.Wait()
		if log.count("connected again") != 1 {
			t.Errorf("did not come back: %s", log.b.String())
		}
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
		server.Close()
	})
}

func TestSleptBetween(t *testing.T) {
	now := time.Now()
	wallOnly := now.Round(0)
	for _, test := range []struct {
		name      string
		last, now time.Time
		want      bool
	}{
		{"a tick", now, now.Add(sleepTick), false},
		{"a slow tick", now, now.Add(sleepTick + 30*time.Second), false},
		{"overdue", now, now.Add(10 * time.Minute), true},
		{"the wall clock jumped", wallOnly, wallOnly.Add(8 * time.Hour), true},
		{"the wall clock was set back", wallOnly, wallOnly.Add(-time.Hour), false},
	} {
		if got := sleptBetween(test.last, test.now); got != test.want {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
}
