package imapwatch

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/google/go-cmp/cmp"

	"hearback/imapwatch/imaptest"
)

func cyrus(t testing.TB) place {
	t.Helper()
	server := imaptest.NewCyrus(t)
	a := account(server.URL())
	a.Roots = server.Authority.Pool
	return place{
		account: a,
		address: server.Addr(),
		remove:  func(t testing.TB, mailbox string, uid uint32) { server.Remove(mailbox, uid) },
		deliver: func(t testing.TB, mailbox string, raw []byte) { server.Deliver(mailbox, raw) },
	}
}

// TestS42NothingIsWritten watches every mailbox of real servers for a while, on
// Courier though it obeys STORE after EXAMINE: what was sent only reads, and
// every message is as it was.
func TestS42NothingIsWritten(t *testing.T) {
	for name, start := range map[string]func(imaptest.TB) *imaptest.Daemon{"cyrus": imaptest.NewCyrus, "courier": imaptest.NewCourier} {
		t.Run(name, func(t *testing.T) {
			server := start(t)
			for n, mailbox := range []string{"INBOX", "INBOX", "INBOX", "Sent", "Archive"} {
				server.Deliver(mailbox, letter(n, mailbox))
			}
			server.Flag("INBOX", 2, imap.FlagSeen, false)
			if name == "courier" {
				server.Flag("INBOX", 3, imap.FlagFlagged, true) // no fence
			}
			before := server.State("INBOX", "Sent", "Archive")
			if want := map[string]string{"cyrus": `3 []`, "courier": `3 [\Flagged]`}[name]; !strings.Contains(before, want) || strings.Count(before, "\n") != 5 {
				t.Fatalf("nothing to compare:\n%s", before)
			}
			recorder, err := imaptest.Record(server.Addr(), server.Authority.Pool)
			if err != nil {
				t.Fatal(err)
			}
			defer recorder.Close()
			a := account(recorder.URL())
			a.Mailboxes = []string{"*"}
			store := newMemory()
			store.wished["INBOX"] = []uint32{1}
			stop := running(t, &Watcher{Account: a, Store: store})
			store.until(t, "first pass", 20*time.Second, func() bool { return store.timesCaughtUp() > 0 })
			if diff := cmp.Diff(before, server.State("INBOX", "Sent", "Archive")); diff != "" {
				t.Errorf("the mailboxes changed (-before +after):\n%s", diff)
			}
			server.Deliver("INBOX", letter(9, "new"))
			store.until(t, "delivery", 10*time.Second, store.has("INBOX", "new"))
			if err := stop(); err != nil {
				t.Fatal(err)
			}
			once(t, &Watcher{Account: a, Store: store})
			after := strings.Split(server.State("INBOX", "Sent", "Archive"), "\n")
			if after = slices.DeleteFunc(after, func(l string) bool { return strings.HasPrefix(l, "INBOX 4 ") }); strings.Join(after, "\n") != before {
				t.Errorf("the mailboxes changed, before:\n%safter:\n%s", before, strings.Join(after, "\n"))
			}
			if got := store.subjects(server.Prefix + "Sent"); !slices.Equal(got, []string{"Sent"}) {
				t.Errorf("Sent: got %q", got)
			}
			for _, c := range recorder.Commands() {
				if !allowed.MatchString(c) {
					t.Errorf("sent %q", c)
				}
			}
		})
	}
}

// TestCourier looks at what only Courier does: no UIDNEXT, no SPECIAL-USE,
// polling in IDLE.
func TestCourier(t *testing.T) {
	server := imaptest.NewCourier(t)
	a := account(server.URL())
	a.Roots = server.Authority.Pool
	for n := range 5 {
		server.Deliver("INBOX", letter(n, "letter"))
	}
	server.Remove("INBOX", 5)
	store := newMemory()
	store.wished["INBOX"] = []uint32{2, 5}
	once(t, &Watcher{Account: a, Store: store})
	once(t, &Watcher{Account: a, Store: store})
	if got := len(store.subjects("INBOX")); got != 5 { // with the wish for what is gone
		t.Errorf("kept %d messages, want 4 and an empty one", got)
	}
	for name, role := range map[string]Role{"INBOX": Inbox, "INBOX.Sent": Sent, "INBOX.Archive": Archive} {
		if mark := store.marks[name]; mark.UIDValidity == 0 || mark.UIDNext == 0 {
			t.Errorf("%s (%s): no resume point: %+v", name, role, mark)
		}
	}
}

// TestBadNetwork puts the faults of a network, below TLS, between the watcher
// and a real server; after some connections it is good again.
func TestBadNetwork(t *testing.T) {
	t.Parallel()
	server := imaptest.NewDovecot(t)
	for n := range 40 {
		server.Deliver("INBOX", letter(n, "letter"))
	}
	for _, test := range []struct {
		name    string
		weather imaptest.Weather
		fails   bool // the first connection does
	}{
		{"good", imaptest.Weather{}, false},
		{"delayed", imaptest.Weather{Delay: 20 * time.Millisecond}, false},
		{"in small pieces", imaptest.Weather{Piece: 7}, false},
		{"cut in the handshake", imaptest.Weather{Cut: 500}, true},
		{"cut in a literal", imaptest.Weather{Cut: 12_000}, true},
		{"S14 silent in a literal", imaptest.Weather{Stall: 12_000}, true},
		{"silent in the handshake", imaptest.Weather{Stall: 500}, true},
		{"garbled in the handshake", imaptest.Weather{Garble: 300}, true},
		{"garbled in a literal", imaptest.Weather{Garble: 12_000}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			proxy := imaptest.NewProxy(t, server.TLSAddr(), test.weather)
			a := account(proxy.URL())
			a.Roots = server.Authority.Pool
			store := newMemory()
			limits := waits{login: 2 * time.Second, command: time.Second, text: time.Second}
			w := &Watcher{Account: a, Store: store, Persist: true, limits: limits}
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan error, 1)
			go func() { done <- w.Run(ctx) }()
			store.until(t, "everything", 20*time.Second, func() bool { return store.timesCaughtUp() > 0 })
			cancel()
			if err := <-done; err != nil {
				t.Errorf("Run: %v", err)
			}
			if got := len(store.subjects("INBOX")); got != 40 {
				t.Errorf("kept %d messages, want 40", got)
			}
			if n := proxy.Connections(); (n > 1) != test.fails || n > 4 {
				t.Errorf("%d connections", n)
			}
		})
	}
}
