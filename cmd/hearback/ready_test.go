package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"hearback/imapwatch/imaptest"
)

// The first judgement waits for every account that can be read, and not long for
// one that cannot.
func TestFirstJudgement(t *testing.T) {
	for _, test := range []struct {
		name  string
		story func(ctx context.Context, all *allCaughtUp)
		want  []time.Duration // of the judgements, rounded down to minutes
	}{
		{"both are read", func(ctx context.Context, all *allCaughtUp) {
			all.caughtUp(ctx, 0)
			all.caughtUp(ctx, 1)
		}, []time.Duration{0}},
		{"a long first scan", func(ctx context.Context, all *allCaughtUp) {
			all.caughtUp(ctx, 0)
			time.Sleep(time.Hour + 30*time.Second)
			all.caughtUp(ctx, 1)
		}, []time.Duration{time.Hour}},
		{"a server that is away", func(ctx context.Context, all *allCaughtUp) {
			all.trouble(1)
			all.caughtUp(ctx, 0)
			time.Sleep(time.Hour + 30*time.Second)
			all.trouble(1)
		}, []time.Duration{time.Minute}},
		{"a server that is back within a minute", func(ctx context.Context, all *allCaughtUp) {
			all.trouble(1)
			all.caughtUp(ctx, 0)
			time.Sleep(troubleWait / 2)
			all.reading(1)
			time.Sleep(10 * time.Minute)
			all.caughtUp(ctx, 1)
		}, []time.Duration{10 * time.Minute}},
		{"a server that is back after an hour", func(ctx context.Context, all *allCaughtUp) {
			all.trouble(1)
			all.caughtUp(ctx, 0)
			time.Sleep(time.Hour + 30*time.Second)
			all.reading(1)
			all.caughtUp(ctx, 1)
		}, []time.Duration{time.Minute, time.Hour}},
		{"no network", func(ctx context.Context, all *allCaughtUp) {
			all.trouble(0)
			all.trouble(1)
			time.Sleep(time.Hour + 30*time.Second)
			all.reading(0)
			all.caughtUp(ctx, 0)
		}, []time.Duration{time.Hour}},
		{"nobody tries any more", func(ctx context.Context, all *allCaughtUp) {
			all.caughtUp(ctx, 0)
			all.without(ctx, 1)
		}, []time.Duration{0}},
		{"nobody tries any of them", func(ctx context.Context, all *allCaughtUp) {
			all.without(ctx, 0)
			all.without(ctx, 1)
		}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				begun := time.Now()
				var mu sync.Mutex
				var got []time.Duration
				all := newAllCaughtUp(2, func(context.Context) error {
					mu.Lock()
					defer mu.Unlock()
					got = append(got, time.Since(begun).Truncate(time.Minute))
					return nil
				})
				ctx, cancel := context.WithCancel(t.Context())
				var running sync.WaitGroup
				running.Go(func() { all.everyDay(ctx, func() time.Time { return begun }, func() {}) })
				test.story(ctx, all)
				time.Sleep(time.Hour)
				cancel()
				running.Wait()
				if !slices.Equal(got, test.want) {
					t.Errorf("judged after %v, want %v", got, test.want)
				}
			})
		})
	}
}

// A day that begins while an account is being read is judged once that is done.
func TestDayIsNotMissed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var judged atomic.Int64
		all := newAllCaughtUp(1, func(context.Context) error { judged.Add(1); return nil })
		ctx, cancel := context.WithCancel(t.Context())
		var running sync.WaitGroup
		running.Go(func() { all.everyDay(ctx, time.Now, func() {}) })
		time.Sleep(25*time.Hour + 30*time.Second)
		all.caughtUp(ctx, 0)
		time.Sleep(25*time.Hour + 30*time.Second)
		cancel()
		running.Wait()
		if n := judged.Load(); n != 2 {
			t.Errorf("judged %d times in two days, want once when read and once the next day", n)
		}
	})
}

// Whatever is wrong with one account, the other is followed and judged.
func TestAccountsDoNotEndEachOther(t *testing.T) {
	d, e := imaptest.NewDovecot(t), imaptest.NewDovecot(t)
	inbox, sent := conversation(silentSince(t, 7))
	d.Fill("INBOX", slices.Values(inbox))
	d.Fill("Sent", slices.Values(sent))
	e.Doveadm("mailbox", "create", "-u", imaptest.User, "Jobs")
	good := fmt.Sprintf("imap = %q\nca_file = %q\npassword_command = \"echo %s\"\n", e.TLSURL(), e.Authority.File, imaptest.Password)
	for _, test := range []struct {
		name       string
		read       bool // the account was read before, as good
		bad        string
		wrong      func() // happens to the server
		want, logs string // of the error of --once, "" for none; of the log
	}{
		{"new, and its server away", false, "imap = \"imaps://127.0.0.1:1\"\npassword_command = \"echo x\"", nil, "account other: log in to 127.0.0.1:1: server unreachable", "not connected"},
		{"new, and its password refused", false, strings.Replace(good, imaptest.Password, "wrong", 1), nil, "account other: log in", "not connected"},
		{"a bad certificate since", true, strings.Replace(good, "ca_file = \""+e.Authority.File+"\"\n", "", 1), nil, "certificate not trusted", "not connected"},
		{"a mailbox gone since", true, good + "mailboxes = [\"INBOX\", \"Jobs\"]", func() { e.Doveadm("mailbox", "delete", "-u", imaptest.User, "Jobs") }, "", "mailbox cannot be read"},
		{"its server away since", true, good, e.Stop, "server unreachable", "not connected"},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := newHome(t, d)
			if test.read {
				h.write(accountOf("other", "alice@other.example", good))
				h.ok("watch", "--once")
			}
			first := fmt.Sprintf("imap = %q\nca_file = %q\npassword_command = \"echo %s\"", d.TLSURL(), d.Authority.File, imaptest.Password)
			h.write(accountOf("test", candidate, first), accountOf("other", "alice@other.example", test.bad))
			if test.wrong != nil {
				test.wrong()
			}
			w := h.watch()
			w.expect(test.logs, 30*time.Second)
			h.eventually("the other is read", 20*time.Second, func() bool { return h.query("SELECT count(*) FROM candidacies") == "1" })
			w.stop(syscall.SIGTERM)

			out, errs, status := h.run("watch", "--once")
			if !strings.Contains(out, "flag raised") && test.want != "" {
				t.Errorf("--once says nothing of what is due: %q", out)
			}
			if failed := status == statusFailed; failed != (test.want != "") || !strings.Contains(errs, test.want) {
				t.Errorf("--once: status %d, %s; want %q", status, errs, test.want)
			}
		})
	}
}
