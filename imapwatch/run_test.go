package imapwatch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearback/imapwatch/imaptest"
)

// lines is a log to look at.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) count(text string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Count(l.b.String(), text)
}

func (l *lines) logger() *slog.Logger { return slog.New(slog.NewTextHandler(l, nil)) }

func TestS33ServerStoppedAndStarted(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"stop", "kill"} {
		t.Run(kind, func(t *testing.T) {
			server := imaptest.NewDovecot(t)
			server.Deliver("INBOX", letter(1, "before"))
			a := account(server.TLSURL())
			a.Roots = server.Authority.Pool
			store, log := newMemory(), &lines{}
			defer func() {
				if t.Failed() {
					t.Logf("the watcher's log:\n%s\nthe server's:\n%s", log.b.String(), server.Log())
				}
			}()
			stop := running(t, &Watcher{Account: a, Store: store, Log: log.logger()})
			store.until(t, "first pass", 10*time.Second, func() bool { return store.timesCaughtUp() > 0 })
			if kind == "stop" {
				server.Stop()
			} else {
				server.Kill()
			}
			server.Fill("INBOX", slices.Values([]imaptest.Message{{Raw: letter(2, "meanwhile"), Received: time.Now()}}))
			before := store.timesCaughtUp()
			server.Start()
			// A login that meets the server as it ends, "temporarily
			// unavailable", makes for a pause of half a minute.
			store.until(t, "delivery after the return", time.Minute, func() bool { return store.timesCaughtUp() > before })
			server.Deliver("INBOX", letter(3, "after"))
			store.until(t, "delivery by IDLE", 5*time.Second, store.has("INBOX", "after"))
			if err := stop(); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{"before", "meanwhile", "after"}, store.subjects("INBOX")); diff != "" {
				t.Errorf("INBOX (-want +got):\n%s", diff)
			}
			seen := make(map[uint32]int)
			for _, b := range store.batches {
				if b.Role != Inbox {
					continue
				}
				for _, arrival := range b.Arrivals {
					if seen[arrival.UID]++; seen[arrival.UID] > 1 {
						t.Errorf("UID %d was handed over again", arrival.UID)
					}
				}
			}
			if lost, back := log.count("not connected"), log.count("connected again"); lost != 1 || back != 1 {
				t.Errorf("logged %d losses and %d returns, want 1 and 1:\n%s", lost, back, log.b.String())
			}
		})
	}
}

func TestS33CutConnectionIsTakenUpAgain(t *testing.T) {
	p := embedded(t)
	recorder := recorded(t, &p)
	store := newMemory()
	running(t, &Watcher{Account: p.account, Store: store})
	store.until(t, "first pass", 10*time.Second, func() bool { return store.timesCaughtUp() > 0 })
	recorder.Cut()
	p.deliver(t, "INBOX", letter(1, "while away"))
	store.until(t, "delivery", 10*time.Second, store.has("INBOX", "while away"))
}

func TestPersist(t *testing.T) {
	server := embedded(t)
	refusing, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := refusing.Addr().String()
	refusing.Close()
	err = (&Watcher{Account: account("imap://" + address), Store: newMemory()}).Run(t.Context())
	if !errors.Is(err, ErrUnreachable) {
		t.Errorf("without Persist: got %v, want %v", err, ErrUnreachable)
	}
	tries := 0
	a := server.account
	a.dial = func(ctx context.Context, network, to string) (net.Conn, error) {
		if tries++; tries == 1 {
			to = address
		}
		return (&net.Dialer{}).DialContext(ctx, network, to)
	}
	store := newMemory()
	running(t, &Watcher{Account: a, Store: store, Persist: true})
	store.until(t, "first pass", 10*time.Second, func() bool { return store.timesCaughtUp() > 0 })
}

func TestStoreThatRefuses(t *testing.T) {
	p := embedded(t)
	for i := range 4500 {
		p.deliver(t, "INBOX", letter(i, "letter"))
	}
	store := newMemory()
	store.refuse = errors.New("disk full")
	w := &Watcher{Account: p.account, Store: store, Persist: true}
	if err := w.Run(t.Context()); !errors.Is(err, store.refuse) {
		t.Errorf("got %v, want %v", err, store.refuse)
	}
	if len(store.marks) > 0 {
		t.Errorf("the resume point moved: %v", store.marks)
	}
	store.refuse = nil
	var progress []string
	w.Progress = func(mailbox string, done, total int) {
		progress = append(progress, fmt.Sprint(mailbox, done, " ", total))
	}
	once(t, w)
	if got := len(store.subjects("INBOX")); got != 4500 {
		t.Errorf("got %d messages, want 4500", got)
	}
	var want []string // after each chunk: the first ones and the last are small
	for _, done := range []int{250, 500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 4250, 4500} {
		want = append(want, fmt.Sprint("INBOX", done, " ", 4500))
	}
	if diff := cmp.Diff(want, progress); diff != "" {
		t.Errorf("progress (-want +got):\n%s", diff)
	}
}
