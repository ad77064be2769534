package imapwatch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"hearback/imapwatch/credential"
	"hearback/imapwatch/imaptest"
)

// failing is a store of which one operation fails.
type failing struct {
	*memory
	what string
}

var errFailing = errors.New("disk full")

func (f failing) fails(what string) error {
	if f.what == what {
		return errFailing
	}
	return nil
}

func (f failing) Resume(ctx context.Context, name string) (Mailbox, error) {
	m, err := f.memory.Resume(ctx, name)
	return m, errors.Join(f.fails("resume"), err)
}

func (f failing) Gate(ctx context.Context, role Role, arrivals []Arrival) ([]bool, error) {
	wanted, err := f.memory.Gate(ctx, role, arrivals)
	return wanted, errors.Join(f.fails("gate"), err)
}

func (f failing) Deliver(ctx context.Context, b Batch) error {
	return errors.Join(f.fails("deliver"), f.memory.Deliver(ctx, b))
}

func (f failing) Wishes(ctx context.Context, mailbox string) ([]uint32, error) {
	wished, err := f.memory.Wishes(ctx, mailbox)
	return wished, errors.Join(f.fails("wishes"), err)
}

func (f failing) CaughtUp(ctx context.Context, read []string) error {
	return errors.Join(f.fails("caught up"), f.memory.CaughtUp(ctx, read))
}

// P16: a visit that fails while its connection is sound, because the server
// refuses something or the store or the credential fails, leaves no socket open.
func TestP16NothingIsLeftOpen(t *testing.T) {
	open := func() int {
		t.Helper()
		all, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Skipf("SKIPPED: missing: a system that tells which files are open: %v", err)
		}
		return len(all)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &imaptest.Scripted{}
	for n := range 3 {
		server.Add(letter(n, fmt.Sprint("letter ", n)))
	}
	var commands, refused atomic.Int64 // in a visit, and which of them the server refuses
	server.Hook(func(c *imaptest.Exchange, _ string) bool {
		if commands.Add(1) != refused.Load() {
			return false
		}
		c.Done("NO [LIMIT] not now")
		return true
	})
	server.Serve(listener)
	defer server.Close()
	before := open()
	visit := func(what string, refuse int64) error {
		commands.Store(0)
		refused.Store(refuse)
		a := account("imap://" + listener.Addr().String())
		if what == "credential" {
			a.Credential = func(context.Context, bool) (credential.Credential, error) { return credential.Credential{}, errFailing }
		}
		return (&Watcher{Account: a, Store: failing{newMemory(), what}}).Once(t.Context())
	}
	if err := visit("", 0); err != nil {
		t.Fatal(err)
	}
	steps := commands.Load() - 1 // the last one is LOGOUT
	check := func(what string, refuse int64) error {
		t.Helper()
		err := visit(what, refuse)
		// The server's end of it may take a moment.
		for deadline := time.Now().Add(5 * time.Second); open() > before && time.Now().Before(deadline); {
			<-time.After(time.Millisecond)
		}
		if now := open(); now > before {
			t.Errorf("%s, command %d refused: %d files are open, %d were before", what, refuse, now, before)
			before = now
		}
		return err
	}
	for _, what := range []string{"credential", "resume", "gate", "deliver", "wishes", "caught up"} {
		if err := check(what, 0); !errors.Is(err, errFailing) {
			t.Errorf("%s: got %v, want %v", what, err, errFailing)
		}
	}
	failed := 0
	for n := range steps {
		if check("", n+1) != nil {
			failed++
		}
	}
	if failed < 4 {
		t.Errorf("%d visits failed of %d with a command refused: next to nothing is tested", failed, steps)
	}
	t.Logf("%d commands, %d visits failed for them", steps, failed)
}
