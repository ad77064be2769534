package imapwatch

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/google/go-cmp/cmp"

	"hearback/imapwatch/credential"
	"hearback/imapwatch/imaptest"
)

// place is a server to watch, embedded or real.
type place struct {
	account Account
	deliver func(t testing.TB, mailbox string, raw []byte)
	remake  func(t testing.TB, mailbox string) // deletes the mailbox and makes it anew; nil where the server does not
	remove  func(t testing.TB, mailbox string, uid uint32)
	address string // for a recorder
}

// places runs a test against each server.
func places(t *testing.T, test func(t *testing.T, p place)) {
	t.Run("embedded", func(t *testing.T) { test(t, embedded(t)) })
	t.Run("dovecot", func(t *testing.T) { test(t, dovecot(t)) })
	t.Run("cyrus", func(t *testing.T) { test(t, cyrus(t)) })
}

func account(url string) Account {
	return Account{
		URL:  url,
		User: imaptest.User,
		Credential: func(context.Context, bool) (credential.Credential, error) {
			return credential.Password(imaptest.Password), nil
		},
	}
}

func embedded(t testing.TB) place {
	t.Helper()
	server, err := imaptest.Listen()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	return place{
		account: account(server.URL()),
		address: server.Addr(),
		remove: func(t testing.TB, mailbox string, uid uint32) {
			t.Helper()
			if err := server.Remove(mailbox, imap.UID(uid)); err != nil {
				t.Fatal(err)
			}
		},
		deliver: func(t testing.TB, mailbox string, raw []byte) {
			t.Helper()
			if _, err := server.Append(mailbox, raw, time.Now()); err != nil {
				t.Fatal(err)
			}
		},
		remake: func(t testing.TB, mailbox string) {
			t.Helper()
			if err := server.Recreate(mailbox); err != nil {
				t.Fatal(err)
			}
		},
	}
}

func dovecot(t testing.TB) place {
	t.Helper()
	server := imaptest.NewDovecot(t)
	a := account(server.TLSURL())
	a.Roots = server.Authority.Pool
	return place{
		account: a,
		address: server.TLSAddr(),
		remove: func(t testing.TB, mailbox string, uid uint32) {
			server.Doveadm("expunge", "-u", imaptest.User, "mailbox", mailbox, "uid", strconv.Itoa(int(uid)))
		},
		deliver: func(t testing.TB, mailbox string, raw []byte) { server.Deliver(mailbox, raw) },
		remake: func(t testing.TB, mailbox string) {
			server.Doveadm("mailbox", "delete", "-u", imaptest.User, mailbox)
			server.Doveadm("mailbox", "create", "-u", imaptest.User, mailbox)
		},
	}
}

// recorded puts a recorder in front of the server of p.
func recorded(t testing.TB, p *place) *imaptest.Recorder {
	t.Helper()
	recorder, err := imaptest.Record(p.address, p.account.Roots)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { recorder.Close() })
	p.account.URL = recorder.URL()
	return recorder
}

// running starts Run and ends it with the test; it returns what ends it
// earlier and waits.
func running(t *testing.T, w *Watcher) (stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	stopped := false
	stop = func() error {
		if stopped {
			return nil
		}
		stopped = true
		cancel()
		select {
		case err := <-done:
			return err
		case <-time.After(2 * time.Second):
			t.Error("Run goes on 2 s after its context ended")
			return nil
		}
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	return stop
}

func TestFirstScan(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		p.deliver(t, "INBOX", letter(1, "Your application"))
		p.deliver(t, "INBOX", letter(2, "An interview on Thursday"))
		p.deliver(t, "Sent", letter(3, "Thank you"))
		store := newMemory()
		w := &Watcher{Account: p.account, Store: store}
		if err := w.Once(t.Context()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"Your application", "An interview on Thursday"}, store.subjects("INBOX")); diff != "" {
			t.Errorf("INBOX (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{"Thank you"}, store.subjects("Sent")); diff != "" {
			t.Errorf("Sent (-want +got):\n%s", diff)
		}
		a, _ := store.arrival("INBOX", 2)
		if got := string(a.Raw); got != string(letter(2, "An interview on Thursday")) {
			t.Errorf("text of UID 2: got %q", got)
		}
		if age := time.Since(a.Received); age < -time.Minute || age > time.Hour {
			t.Errorf("received: got %v", a.Received)
		}
		for name, role := range map[string]Role{"INBOX": Inbox, "Sent": Sent, "Archive": Archive, "Junk": Junk} {
			if mark := store.marks[name]; mark.UIDValidity == 0 || mark.UIDNext == 0 {
				t.Errorf("%s: no resume point: %+v", name, mark)
			}
			for _, b := range store.batches {
				if b.Mailbox.Name == name && b.Role != role {
					t.Errorf("%s: got role %q, want %q", name, b.Role, role)
				}
			}
		}
		if len(store.marks) != 4 || store.caughtUp != 1 {
			t.Errorf("got marks %v, caught up %d times; want those of 4 mailboxes, and 1", store.marks, store.caughtUp)
		}
	})
}

func TestIdleDelivery(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		store := newMemory()
		running(t, &Watcher{Account: p.account, Store: store})
		store.until(t, "first pass", 10*time.Second, func() bool { return store.timesCaughtUp() > 0 })
		p.deliver(t, "INBOX", letter(1, "Next steps"))
		store.until(t, "delivery", 3*time.Second, store.has("INBOX", "Next steps"))
		before := store.timesCaughtUp()
		p.deliver(t, "Sent", letter(2, "Re: Next steps"))
		p.deliver(t, "INBOX", letter(3, "Wake up"))
		store.until(t, "sent mail at the next wake-up", 3*time.Second, store.has("Sent", "Re: Next steps"))
		store.until(t, "judged", 3*time.Second, func() bool { return store.timesCaughtUp() > before })
	})
}
