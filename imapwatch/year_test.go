package imapwatch

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hearback/imapwatch/imaptest"
)

// TestYear watches for a year in which the connection is cut or falls silent
// every other day, the server is away now and then, for minutes or a day, and
// mail comes at any moment. Nothing is lost, and nobody is pestered.
func TestYear(t *testing.T) {
	t.Parallel()
	days := 365
	if testing.Short() {
		days = 30
	}
	synctest.Test(t, func(t *testing.T) {
		random := rand.New(rand.NewPCG(2026, 3))
		listener := newPipes()
		server := &imaptest.Scripted{}
		server.Serve(listener)
		var away, dials atomic.Int64 // until when the server is, by Unix time
		var last atomic.Pointer[imaptest.Chaos]
		cuts := 0
		a := account("imap://localhost")
		a.dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			dials.Add(1)
			if time.Now().Unix() < away.Load() {
				return nil, &net.OpError{Op: "dial", Err: errors.New("connection refused")}
			}
			conn, err := listener.dial(ctx, network, address)
			if err != nil {
				return nil, err
			}
			chaos := &imaptest.Chaos{}
			last.Store(chaos)
			return chaos.Wrap(conn), nil
		}
		store, log := newMemory(), &lines{}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- (&Watcher{Account: a, Store: store, Persist: true, Log: log.logger()}).Run(ctx) }()
		synctest.Wait()
		goroutines := bubbled(t)
		var want []string
		down := time.Duration(0)
		for end := time.Now().Add(time.Duration(days) * 24 * time.Hour); time.Now().Before(end); {
			time.Sleep(time.Duration(random.Int64N(int64(12 * time.Hour))))
			synctest.Wait()
			switch random.IntN(10) {
			case 0:
				cuts++
				server.Cut()
			case 1:
				cuts++
				last.Load().Break(imaptest.Stall)
			case 2:
				cuts++
				pause := time.Duration(random.IntN(60)) * time.Minute
				if random.IntN(10) == 0 {
					pause = 24 * time.Hour
				}
				down += pause
				away.Store(time.Now().Add(pause).Unix())
				server.Cut()
			default:
				n := len(want)
				want = append(want, fmt.Sprint("letter ", n))
				server.Add(letter(n, want[n]))
				if random.IntN(4) > 0 { // else IDLE tells nothing
					server.Tell(fmt.Sprintf("* %d EXISTS", n+1))
				}
			}
		}
		time.Sleep(30 * time.Minute)
		synctest.Wait()
		if got := store.subjects("INBOX"); !slices.Equal(got, want) {
			t.Errorf("%d messages are kept of %d", len(got), len(want))
		}
		handed := 0
		for _, b := range store.batches {
			handed += len(b.Arrivals)
		}
		if handed != len(want) {
			t.Errorf("handed over %d messages, want each of %d once", handed, len(want))
		}
		logins, peak := server.Logins()
		if logins > cuts*2+1 || peak > 2 {
			t.Errorf("%d logins and %d connections at once after %d cuts", logins, peak, cuts)
		}
		// While the server is away: ten tries until the pause is the longest,
		// then one in 2.5 to 7.5 minutes.
		if most := cuts*12 + int(down/(150*time.Second)); int(dials.Load()) > most {
			t.Errorf("dialed %d times, want at most %d", dials.Load(), most)
		}
		if warned := log.count("not connected"); warned > cuts {
			t.Errorf("logged %d losses of %d", warned, cuts)
		}
		if now := bubbled(t); now > goroutines {
			t.Errorf("%d goroutines at the end, %d at the start", now, goroutines)
		}
		t.Logf("%d days: %d messages, %d cuts, %d logins, %d dials", days, len(want), cuts, logins, dials.Load())
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
		server.Close()
	})
}
