package imapwatch

import (
	"context"
	"fmt"
	"net"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearback/imapwatch/imaptest"
)

// cutStory scans two mailboxes, waits, gets a message by IDLE and one without,
// while one operation of the network goes wrong. It returns what is kept in the
// end, and how many operations and connections there were.
func cutStory(t *testing.T, at int, fault imaptest.Fault) (state string, operations, dials int) {
	synctest.Test(t, func(t *testing.T) {
		listener := newPipes()
		server, err := imaptest.Serve(listener)
		if err != nil {
			t.Fatal(err)
		}
		deliver := func(mailbox string, n int) {
			if _, err := server.Append(mailbox, letter(n, fmt.Sprint("letter ", n)), time.Now()); err != nil {
				t.Fatal(err)
			}
		}
		for n := range 12 {
			deliver("INBOX", n)
		}
		deliver("Sent", 90)
		chaos := &imaptest.Chaos{At: at, Fault: fault}
		a := account("imap://localhost")
		a.dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			dials++
			conn, err := listener.dial(ctx, network, address)
			if err != nil {
				return nil, err
			}
			return chaos.Wrap(conn), nil
		}
		store := newMemory()
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- (&Watcher{Account: a, Store: store, Persist: true}).Run(ctx) }()
		time.Sleep(8 * time.Minute)
		synctest.Wait()
		deliver("INBOX", 91)
		synctest.Wait()
		deliver("Sent", 92)
		time.Sleep(15 * time.Minute)
		synctest.Wait()
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
		operations = chaos.Operations()
		server.Close()
		for _, b := range store.batches {
			for _, aside := range b.SetAside {
				t.Errorf("set aside %v", aside)
			}
		}
		for _, name := range []string{"INBOX", "Sent", "Archive", "Junk"} {
			state += fmt.Sprintln(name, store.marks[name].UIDNext, store.marks[name].Print, store.subjects(name))
		}
		for uid, a := range store.kept["INBOX"] {
			if len(a.Raw) == 0 {
				t.Errorf("UID %d has no text", uid)
			}
		}
	})
	return state, operations, dials
}

// TestCutAtEveryStep lets each network operation go wrong once: whichever it
// is, everything is kept in the end.
func TestCutAtEveryStep(t *testing.T) {
	t.Parallel()
	want, operations, dials := cutStory(t, 0, "")
	if dials != 1 || operations < 40 {
		t.Fatalf("without a fault: %d operations over %d connections", operations, dials)
	}
	for _, fault := range []imaptest.Fault{imaptest.Cut, imaptest.Half, imaptest.Stall} {
		t.Run(string(fault), func(t *testing.T) {
			// A reconnection adds operations; those of the story itself are
			// all before the first fault.
			for at := 1; at <= operations; at++ {
				state, _, dials := cutStory(t, at, fault)
				if diff := cmp.Diff(want, state); diff != "" {
					t.Errorf("operation %d of %d: the end is another one (-want +got):\n%s", at, operations, diff)
				}
				if dials > 4 {
					t.Errorf("operation %d of %d: %d connections", at, operations, dials)
				}
			}
		})
	}
	t.Logf("%d operations", operations)
}
