package imapwatch

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hearback/imapwatch/imaptest"
)

// tally is a Store that counts how often each message was handed over, and
// keeps next to nothing of it.
type tally struct {
	*memory

	mu    sync.Mutex
	times map[string]int // by Message-ID
	aside int
	texts int
}

func (c *tally) Deliver(ctx context.Context, b Batch) error {
	c.mu.Lock()
	for _, a := range b.Arrivals {
		c.times[a.Header.MessageID]++
		if strings.Contains(string(a.Raw), "Dear Alice") {
			c.texts++
		}
	}
	c.aside += len(b.SetAside)
	c.mu.Unlock()
	b.Arrivals = nil
	err := c.memory.Deliver(ctx, b)
	c.memory.mu.Lock()
	c.memory.batches = nil
	c.memory.mu.Unlock()
	return err
}

func (c *tally) handed() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.times)
}

// TestSoak delivers 10,000 messages, one or many at a time, while the connection
// is cut every few seconds, in IDLE or before any answer. None is missed, none
// handed over twice, and nothing is left in memory.
func TestSoak(t *testing.T) {
	letters := 10_000
	if testing.Short() {
		letters = 1000
	}
	synctest.Test(t, func(t *testing.T) {
		random := rand.New(rand.NewPCG(10_000, 1))
		listener := newPipes()
		server := &imaptest.Scripted{}
		server.Hook(func(_ *imaptest.Exchange, command string) bool {
			// Each answer takes a while, so that a cut may come before it. But a
			// message during whose fetch the connection is lost again and
			// again is taken for the cause of it, and set aside.
			if !strings.HasPrefix(command, "UID FETCH") {
				time.Sleep(100 * time.Millisecond)
			}
			return false
		})
		server.Serve(listener)
		a := account("imap://localhost")
		dials := 0
		a.dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			dials++
			return listener.dial(ctx, network, address)
		}
		store := &tally{memory: newMemory(), times: make(map[string]int)}
		log := &lines{}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- (&Watcher{Account: a, Store: store, Persist: true, Log: log.logger()}).Run(ctx) }()
		cuts := 0
		cut := func() {
			time.Sleep(time.Second + time.Duration(random.Int64N(int64(5*time.Second))))
			server.Cut()
			cuts++
		}
		sent := make(chan struct{})
		go func() {
			defer close(sent)
			random := rand.New(rand.NewPCG(10_000, 2))
			for n := 0; n < letters; {
				some := 1
				if random.IntN(20) == 0 { // a burst
					some = random.IntN(100)
				}
				for range min(some, letters-n) {
					server.Add(letter(n, fmt.Sprint("letter ", n)))
					n++
				}
				server.Tell(fmt.Sprintf("* %d EXISTS", n))
				time.Sleep(time.Duration(random.Int64N(int64(4 * time.Second))))
			}
		}()
		for going := true; going; {
			cut()
			select {
			case <-sent:
				going = false
			default:
			}
		}
		time.Sleep(30 * time.Minute)
		synctest.Wait()
		if got := store.handed(); got != letters {
			t.Errorf("%d messages were handed over, want %d", got, letters)
		}
		for id, times := range store.times {
			if times != 1 {
				t.Errorf("%s was handed over %d times", id, times)
			}
		}
		if store.texts != letters || store.aside != 0 {
			t.Errorf("%d texts came of %d, %d messages were set aside", store.texts, letters, store.aside)
		}
		goroutines, before := bubbled(t), inUse()
		for range 200 {
			cut()
		}
		time.Sleep(30 * time.Minute)
		synctest.Wait()
		if now := bubbled(t); now > goroutines {
			t.Errorf("%d goroutines after 200 more cuts, %d before", now, goroutines)
		}
		if grown := inUse() - before; grown > 1<<20 {
			t.Errorf("%d bytes are in use more after 200 more cuts", grown)
		}
		t.Logf("%d messages, %d cuts, %d connections", letters, cuts, dials)
		if t.Failed() {
			t.Logf("the log:\n%s", log.b.String())
		}
		cancel()
		if err := <-done; err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("Run: %v", err)
		}
		server.Close()
	})
}

// inUse is how many bytes of the heap are.
func inUse() int64 {
	runtime.GC()
	runtime.GC() // what the first one finalised
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
