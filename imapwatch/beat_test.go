package imapwatch

import (
	"context"
	"errors"
	"net"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hearback/imapwatch/credential"
	"hearback/imapwatch/imaptest"
)

// stuck is a store that can be made to hang when mail is delivered.
type stuck struct {
	*memory
	hangs atomic.Bool
}

func (s *stuck) Deliver(ctx context.Context, b Batch) error {
	if s.hangs.Load() {
		<-ctx.Done()
		return ctx.Err()
	}
	return s.memory.Deliver(ctx, b)
}

// A watcher that works, waits for mail, for a server that is away or for the
// time to try a refused password again shows that it lives; one that hangs does
// not.
func TestBeat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		listener := newPipes()
		server, err := imaptest.Serve(listener)
		if err != nil {
			t.Fatal(err)
		}
		var away, refused atomic.Bool
		var last atomic.Pointer[net.Conn]
		a := account("imap://localhost")
		a.dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			if away.Load() {
				return nil, &net.OpError{Op: "dial", Err: errors.New("connection refused")}
			}
			conn, err := listener.dial(ctx, network, address)
			last.Store(&conn)
			return conn, err
		}
		a.Credential = func(context.Context, bool) (credential.Credential, error) {
			if refused.Load() {
				return credential.Password("the old one"), nil
			}
			return credential.Password(imaptest.Password), nil
		}
		store := &stuck{memory: newMemory()}
		var beat, gap atomic.Int64 // Unix time; the longest pause, in seconds
		var trouble atomic.Pointer[error]
		w := &Watcher{Account: a, Store: store, Trouble: func(err error) { trouble.Store(&err) }, Beat: func() {
			now := time.Now().Unix()
			gap.Store(max(gap.Load(), now-beat.Swap(now)))
		}}
		beat.Store(time.Now().Unix())
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- w.Run(ctx) }()
		lives := func(what string, d time.Duration) {
			t.Helper()
			gap.Store(0)
			time.Sleep(d)
			synctest.Wait()
			if longest := max(gap.Load(), time.Now().Unix()-beat.Load()); longest > 60 {
				t.Errorf("%s: %d s without a beat", what, longest)
			}
		}
		lives("idle", 3*time.Hour)
		if trouble.Load() != nil {
			t.Errorf("trouble without cause: %v", *trouble.Load())
		}
		away.Store(true)
		(*last.Load()).Close()
		lives("the server is away", 24*time.Hour)
		if trouble.Load() == nil || (*trouble.Load()).Error() == "" {
			t.Error("no trouble was told")
		}
		away.Store(false)
		lives("back", time.Hour)
		refused.Store(true)
		(*last.Load()).Close()
		lives("the password is refused", 24*time.Hour)
		if !errors.Is(*trouble.Load(), ErrAuthentication) {
			t.Errorf("the trouble is %v, want the refused password", *trouble.Load())
		}
		refused.Store(false)
		lives("accepted again", 2*time.Hour)

		store.hangs.Store(true)
		if _, err := server.Append("INBOX", letter(1, "one"), time.Now()); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		before := beat.Load()
		time.Sleep(time.Hour)
		synctest.Wait()
		if now := beat.Load(); now != before {
			t.Errorf("beats %d s after it hung", now-before)
		}
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
		server.Close()
	})
}
