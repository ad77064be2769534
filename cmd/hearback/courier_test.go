package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/emersion/go-smtp"
	"pgregory.net/rapid"

	"hearback/cmd/hearback/internal/config"
	"hearback/cmd/hearback/internal/digest"
	"hearback/cmd/hearback/internal/post"
	"hearback/cmd/hearback/internal/post/posttest"
	"hearback/imapwatch/credential"
	"hearback/imapwatch/imaptest"
	"hearback/state"
)

// newCourier returns one with an empty state, whose digests are due on Mondays
// at eight in New York, quiet ones too.
func newCourier(t testing.TB) *courier {
	t.Helper()
	store, err := state.Open(t.Context(), filepath.Join(t.TempDir(), "state.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	s, err := (&program{}).settings(false)
	if err != nil {
		t.Fatal(err)
	}
	s.Zone, s.now = newYork, func() time.Time { return time.Now().In(newYork) }
	s.Digest = &config.Digest{To: candidate, Day: time.Monday, Minute: 8 * 60, QuietWeeks: true, Account: config.Account{Address: candidate}}
	return &courier{settings: s, store: store, log: slog.New(slog.DiscardHandler),
		find: func(context.Context, string) (bool, error) { return false, nil },
		send: func(context.Context, string, string, []byte) error { return nil }}
}

// pipeListener is a listener whose connections are net.Pipes, which virtual
// time knows.
type pipeListener struct {
	conns chan net.Conn
	done  chan struct{}
}

func (l pipeListener) Accept() (net.Conn, error) {
	select {
	case conn := <-l.conns:
		return conn, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

func (l pipeListener) Close() error {
	select {
	case <-l.done:
	default:
		close(l.done)
	}
	return nil
}

func (l pipeListener) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 587} }

// onLoopback says that its peer is on this machine, which is so.
type onLoopback struct{ net.Conn }

func (onLoopback) RemoteAddr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 587} }

// P7: the server is down for a day, then wants patience, then takes the mail
// and loses the connection: the digest is sent once it can be, always under
// one Message-ID, and not again.
func TestP7ServerDownForADay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		listener := pipeListener{make(chan net.Conn), make(chan struct{})}
		server := posttest.Serve(listener)
		defer server.Close()
		c := newCourier(t)
		// The bubble begins on a Saturday, whose week has had its digest.
		if n, err := c.store.MakeNotice(t.Context(), c.now(), state.Notice{Kind: state.DigestNotice, Key: c.messageID(digest.Week(c.now()))}); err != nil {
			t.Fatal(err)
		} else if err := c.store.NoticesSent(t.Context(), c.now(), n.ID); err != nil {
			t.Fatal(err)
		}
		down, tries := true, 0
		c.send = post.Server{Host: "localhost", Port: 587, User: imaptest.User, Credential: func(context.Context, bool) (credential.Credential, error) {
			return credential.Password(imaptest.Password), nil
		},
			Dial: func(context.Context, string, string) (net.Conn, error) {
				if tries++; down {
					return nil, errors.New("connection refused")
				}
				ours, theirs := net.Pipe()
				listener.conns <- theirs
				return onLoopback{ours}, nil
			}}.Send
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- c.run(ctx, func() bool { return true }) }()

		monday := digest.Latest(c.now().AddDate(0, 0, 7), time.Monday, 8*60)
		time.Sleep(time.Until(monday) - time.Minute)
		if tries != 0 {
			t.Errorf("%d tries before it was due", tries)
		}
		time.Sleep(24 * time.Hour)
		if tries < 20 || tries > 40 {
			t.Errorf("%d tries in a day, want about one an hour", tries)
		}
		down = false
		server.Fault(func(try int) error {
			switch try {
			case 1:
				return &smtp.SMTPError{Code: 451, Message: "later"}
			case 2:
				return &smtp.SMTPError{Code: 554, Message: "never"}
			case 3:
				return posttest.ErrLost
			}
			return nil
		})
		time.Sleep(5 * time.Hour)
		mails, taken := server.Mails()
		if taken != 4 || len(mails) != 2 {
			t.Fatalf("handed over %d times, kept %d; want 4 and 2, as the third was cut", taken, len(mails))
		}
		id := "<" + digest.MessageID(candidate, digest.Week(monday)) + ">"
		for _, m := range mails {
			if !strings.Contains(string(m.Raw), "Message-Id: "+id) {
				t.Errorf("sent without %s:\n%s", id, m.Raw)
			}
		}
		server.Fault(nil)
		time.Sleep(time.Until(monday.AddDate(0, 0, 7)) - time.Minute)
		if _, again := server.Mails(); again != taken {
			t.Errorf("handed over %d times more in the same week", again-taken)
		}
		time.Sleep(2 * time.Minute)
		if _, next := server.Mails(); next != taken+1 {
			t.Errorf("the next week: %d digests, want 1", next-taken)
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// P1: whoever is killed between sending and noting, and finds the mail when he
// comes back, does not send it again; who does not find it, does.
func TestP1KilledBetweenSendingAndNoting(t *testing.T) {
	for _, arrived := range []bool{true, false} {
		c := newCourier(t)
		monday := time.Date(2026, 3, 16, 8, 0, 0, 0, newYork)
		c.now = func() time.Time { return monday }
		var sent []string
		killed := errors.New("killed")
		c.send = func(_ context.Context, _, _ string, raw []byte) error {
			sent = append(sent, string(raw))
			if len(sent) == 1 {
				return killed
			}
			return nil
		}
		c.find = func(context.Context, string) (bool, error) { return arrived && len(sent) > 0, nil }
		if err := c.sendDue(t.Context()); !errors.Is(err, killed) {
			t.Fatal(err)
		}
		for range 3 {
			if err := c.sendDue(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		want := map[bool]int{true: 1, false: 2}[arrived]
		if len(sent) != want {
			t.Errorf("arrived %t: sent %d times, want %d", arrived, len(sent), want)
		}
	}
}

// However a machine sleeps through a year: no week with more than one digest,
// none before its day and hour unless the week before had none, and one in
// every week in which the machine was awake once it was due.
func TestOncePerWeek(t *testing.T) {
	c := newCourier(t)
	rapid.Check(t, func(t *rapid.T) {
		c.Digest.Day, c.Digest.Minute = time.Weekday(rapid.IntRange(0, 6).Draw(t, "day")), rapid.IntRange(0, 24*60-1).Draw(t, "minute")
		now := time.Date(2026, 1, 1, 0, 0, 0, 0, newYork)
		var told []state.Notice
		sent := map[string]int{}
		for now.Year() == 2026 {
			now = now.Add(time.Duration(rapid.IntRange(1, 20*24*60).Draw(t, "asleep")) * time.Minute)
			for range rapid.IntRange(1, 15).Draw(t, "awake") { // looked at now and then
				week, due := c.dueWeek(now, told)
				scheduled := digest.Latest(now, c.Digest.Day, c.Digest.Minute)
				if due {
					told = append(told, state.Notice{Key: c.messageID(week), Sent: now})
					sent[digest.Week(now)]++
				}
				if sent[digest.Week(now)] > 1 {
					t.Fatalf("%d digests in %s", sent[digest.Week(now)], digest.Week(now))
				}
				if digest.Week(scheduled) == digest.Week(now) && sent[digest.Week(now)] == 0 && !settled(told, c.messageID(digest.Week(now))) {
					t.Fatalf("none in %s, although it was due at %s and it is %s", digest.Week(now), scheduled, now)
				}
				now = now.Add(time.Duration(rapid.IntRange(1, 600).Draw(t, "minutes")) * time.Minute)
			}
		}
	})
}

func settled(told []state.Notice, key string) bool {
	for _, n := range told {
		if n.Key == key {
			return true
		}
	}
	return false
}

func TestS47DueWeek(t *testing.T) {
	c := newCourier(t)
	at := func(text string) time.Time {
		when, err := time.ParseInLocation("2006-01-02 15:04", text, newYork)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	sent := func(week, when string) state.Notice { return state.Notice{Key: c.messageID(week), Sent: at(when)} }
	for _, test := range []struct {
		name, now string
		day       time.Weekday
		told      []state.Notice
		want      string // "": none is due
	}{
		{"a minute early", "2026-03-16 07:59", time.Monday, []state.Notice{sent("2026-W11", "2026-03-09 08:00")}, ""},
		{"on time", "2026-03-16 08:00", time.Monday, []state.Notice{sent("2026-W11", "2026-03-09 08:00")}, "2026-W12"},
		{"sent", "2026-03-16 08:01", time.Monday, []state.Notice{sent("2026-W12", "2026-03-16 08:00")}, ""},
		{"slept until Thursday", "2026-03-19 12:00", time.Monday, []state.Notice{sent("2026-W11", "2026-03-09 08:00")}, "2026-W12"},
		{"slept all week, and it is not eight yet", "2026-03-23 07:00", time.Monday, []state.Notice{sent("2026-W11", "2026-03-09 08:00")}, "2026-W12"},
		{"and at eight there is none on top", "2026-03-23 08:00", time.Monday, []state.Notice{sent("2026-W12", "2026-03-23 07:00")}, ""},
		{"slept through Sunday", "2026-03-18 12:00", time.Sunday, []state.Notice{sent("2026-W10", "2026-03-08 08:00")}, "2026-W11"},
		{"the first ever, after its hour", "2026-03-18 12:00", time.Monday, nil, "2026-W12"},
		{"the first ever, before its hour", "2026-03-18 12:00", time.Friday, nil, ""},
		{"pending, of a try that failed", "2026-03-16 09:00", time.Monday, []state.Notice{{Key: c.messageID("2026-W12")}}, "2026-W12"},
		{"a quiet week, told in no mail", "2026-03-16 09:00", time.Monday, []state.Notice{{Key: c.messageID("2026-W12"), Dismissed: at("2026-03-16 08:00")}}, ""},
		{"the clock was in 2099", "2026-03-16 08:00", time.Monday, []state.Notice{sent("2099-W10", "2099-03-02 08:00")}, "2026-W12"},
		{"week 53", "2027-01-03 12:00", time.Thursday, []state.Notice{sent("2026-W52", "2026-12-24 08:00")}, "2026-W53"},
	} {
		c.Digest.Day, c.Digest.Minute = test.day, 8*60
		if got, due := c.dueWeek(at(test.now), test.told); got != test.want || due != (test.want != "") {
			t.Errorf("%s: got %q, %t, want %q", test.name, got, due, test.want)
		}
	}
}

// A quiet week has one line, or none where the config says so.
func TestQuietWeek(t *testing.T) {
	for _, wanted := range []bool{true, false} {
		c := newCourier(t)
		c.Digest.QuietWeeks = wanted
		c.now = func() time.Time { return time.Date(2026, 3, 16, 8, 0, 0, 0, newYork) }
		var sent []string
		c.send = func(_ context.Context, _, _ string, raw []byte) error {
			sent = append(sent, string(raw))
			return nil
		}
		for range 3 {
			if err := c.sendDue(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if got := len(sent) == 1 && strings.Contains(sent[0], "Nothing new and nothing to do"); got != wanted || len(sent) > 1 {
			t.Errorf("quiet weeks %t: sent %q", wanted, sent)
		}
		if err := c.sendNow(t.Context()); wanted != errors.Is(err, errSentAlready) {
			t.Errorf("quiet weeks %t, then by hand: %v", wanted, err)
		}
		if len(sent) != 1 {
			t.Errorf("quiet weeks %t, then by hand: sent %d times, want once", wanted, len(sent))
		}
	}
}

// Where the mailbox cannot be asked, nothing is sent: another machine may have.
func TestMailboxOutOfReach(t *testing.T) {
	c := newCourier(t)
	c.now = func() time.Time { return time.Date(2026, 3, 16, 8, 0, 0, 0, newYork) }
	c.find = func(context.Context, string) (bool, error) { return false, errors.New("no network") }
	c.send = func(context.Context, string, string, []byte) error {
		t.Error("sent without asking")
		return nil
	}
	if err := c.sendDue(t.Context()); err == nil || fmt.Sprint(err) != "digest of 2026-W12: no network" {
		t.Errorf("got %v", err)
	}
}
