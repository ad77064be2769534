package imapwatch

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hearback/classify/mail"
	"hearback/imapwatch/imaptest"
)

// P16: a thousand lost connections leave nothing behind.
func TestP16ThousandReconnects(t *testing.T) {
	reconnects := 1000
	if testing.Short() {
		reconnects = 100
	}
	synctest.Test(t, func(t *testing.T) {
		listener := newPipes()
		server := &imaptest.Scripted{}
		server.Serve(listener)
		a := account("imap://localhost")
		a.dial = listener.dial
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- (&Watcher{Account: a, Store: newMemory()}).Run(ctx) }()
		time.Sleep(2 * lastsAfter)
		synctest.Wait()
		before := bubbled(t)
		for range reconnects {
			server.Cut()
			time.Sleep(lastsAfter + 10*time.Second) // what follows a good session starts with the shortest pause
			synctest.Wait()
		}
		if now := bubbled(t); now > before {
			t.Errorf("%d goroutines after %d reconnects, %d before", now, reconnects, before)
		}
		if logins, peak := server.Logins(); logins != reconnects+1 || peak != 1 {
			t.Errorf("%d logins, %d connections at once; want %d and 1", logins, peak, reconnects+1)
		}
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
		server.Close()
	})
}

// hooks is a context that counts what waits for its end. It hides what it is
// made of, so that package context asks it.
type hooks struct {
	context.Context
	waiting atomic.Int64
}

func (h *hooks) Value(any) any { return nil }

func (h *hooks) AfterFunc(f func()) (stop func() bool) {
	h.waiting.Add(1)
	undo := context.AfterFunc(h.Context, f)
	return func() bool {
		undone := undo()
		if undone {
			h.waiting.Add(-1)
		}
		return undone
	}
}

// P16: a connection that is over no longer waits for the end of the run, which
// would keep it in memory.
func TestP16NothingWaitsForTheEnd(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		inside, cancel := context.WithCancel(t.Context())
		ctx := &hooks{Context: inside}
		done := make(chan error, 1)
		go func() { done <- h.watcher.Run(ctx) }()
		wait(time.Minute)
		before := ctx.waiting.Load()
		if before == 0 {
			t.Fatal("not even the connection there is waits for the end: the count is wrong")
		}
		for _, fails := range []string{"", "LOGIN", "CAPABILITY", "LIST", "EXAMINE", "UID SEARCH", "IDLE"} {
			var failed atomic.Bool
			h.hook(func(c *imaptest.Exchange, command string) bool {
				if fails == "" || !strings.HasPrefix(command, fails) || failed.Swap(true) {
					return false
				}
				c.Cut()
				return true
			})
			for range 5 {
				failed.Store(false)
				h.Cut()
				wait(10 * time.Minute)
			}
			if now := ctx.waiting.Load(); now > before {
				t.Errorf("cut at %q: %d wait for the end, %d did before", fails, now, before)
			}
		}
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
		if now := ctx.waiting.Load(); now > 1 {
			t.Errorf("%d wait when it is over", now)
		}
	})
}

// bubbled counts the goroutines of the caller's synctest bubble: those of other
// tests come and go beside it.
func bubbled(t *testing.T) int {
	t.Helper()
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	head, _, _ := bytes.Cut(stacks, []byte("\n")) // the caller comes first
	_, bubble, found := bytes.Cut(head, []byte(", synctest bubble "))
	if !found {
		t.Fatalf("no bubble in %q", head)
	}
	return bytes.Count(stacks, append([]byte(", synctest bubble "), bubble...))
}

// slow is a store that takes ten seconds for a batch, and counts what was
// fetched and waits.
type slow struct {
	*memory
	waiting, most atomic.Int64
}

func (s *slow) Gate(ctx context.Context, role Role, arrivals []Arrival) ([]bool, error) {
	if now := s.waiting.Add(int64(len(arrivals))); now > s.most.Load() {
		s.most.Store(now)
	}
	return s.memory.Gate(ctx, role, arrivals)
}

func (s *slow) Deliver(ctx context.Context, b Batch) error {
	time.Sleep(10 * time.Second)
	defer s.waiting.Add(-int64(len(b.Arrivals)))
	return s.memory.Deliver(ctx, b)
}

// P16: what is fetched waits for a slow store, and no more is fetched meanwhile.
func TestP16SlowStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const letters = 20 * batchUIDs
		listener := newPipes()
		server := &imaptest.Scripted{}
		for i := range letters {
			server.Add(letter(i, fmt.Sprint("letter ", i)))
		}
		server.Serve(listener)
		a := account("imap://localhost")
		a.dial = listener.dial
		store := &slow{memory: newMemory()}
		store.wants = func(mail.Header) bool { return false }
		if err := (&Watcher{Account: a, Store: store}).Once(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := len(store.subjects("INBOX")); got != letters {
			t.Errorf("%d messages are kept of %d", got, letters)
		}
		// One batch with the store, one in the queue, one that waits to be queued.
		if most := store.most.Load(); most > 3*batchUIDs {
			t.Errorf("%d messages waited at once, want at most %d", most, 3*batchUIDs)
		}
		server.Close()
	})
}
