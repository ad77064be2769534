package imapwatch

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/google/go-cmp/cmp"

	"hearback/classify/mail"
	"hearback/imapwatch/imaptest"
)

// sent returns the recorded commands that begin with a word.
func sent(recorder *imaptest.Recorder, word string) []string {
	return slices.DeleteFunc(recorder.Commands(), func(c string) bool { return !strings.HasPrefix(c, word) })
}

func once(t *testing.T, w *Watcher) {
	t.Helper()
	if err := w.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestRestartReadsNothingAgain(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		recorder := recorded(t, &p)
		p.deliver(t, "INBOX", letter(1, "first"))
		p.deliver(t, "INBOX", letter(2, "second"))
		store := newMemory()
		w := &Watcher{Account: p.account, Store: store}
		once(t, w)
		batches := len(store.batches)
		recorder.Forget()
		once(t, w)
		if got := sent(recorder, "UID FETCH"); len(got) > 0 {
			t.Errorf("fetched again: %q", got)
		}
		if got := len(store.batches) - batches; got > 0 {
			t.Errorf("%d batches delivered though nothing was new", got)
		}
		p.deliver(t, "INBOX", letter(3, "third"))
		recorder.Forget()
		once(t, w)
		if diff := cmp.Diff([]string{"first", "second", "third"}, store.subjects("INBOX")); diff != "" {
			t.Errorf("INBOX (-want +got):\n%s", diff)
		}
		// The header of the message that the mailbox is known by, and the new one.
		fetched := sent(recorder, "UID FETCH")
		if len(fetched) == 0 || !strings.HasPrefix(fetched[0], "UID FETCH 2 (UID INTERNALDATE BODY.PEEK[HEADER") {
			t.Fatalf("got commands %q", fetched)
		}
		for _, c := range fetched[1:] {
			if !strings.HasPrefix(c, "UID FETCH 3 ") {
				t.Errorf("asked for more than what is new: %q", c)
			}
		}
	})
}

func TestSincePassesOverOldMail(t *testing.T) {
	server, err := imaptest.Listen()
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	now := time.Now()
	for i, days := range []int{400, 200, 10, 1} {
		if _, err := server.Append("INBOX", letter(i, fmt.Sprint(days)), now.AddDate(0, 0, -days)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := server.Append("Sent", letter(9, "long ago"), now.AddDate(-2, 0, 0)); err != nil {
		t.Fatal(err)
	}
	store := newMemory()
	a := account(server.URL())
	a.Since = now.AddDate(0, 0, -180)
	w := &Watcher{Account: a, Store: store}
	once(t, w)
	once(t, w)
	if diff := cmp.Diff([]string{"10", "1"}, store.subjects("INBOX")); diff != "" {
		t.Errorf("INBOX (-want +got):\n%s", diff)
	}
	if got := store.subjects("Sent"); len(got) > 0 {
		t.Errorf("Sent: got %q, want nothing", got)
	}
}

// Cyrus is not among the servers: it does not make a mailbox again whose
// special use is taken.
func TestS18MailboxMadeAnew(t *testing.T) {
	test := func(t *testing.T, p place) {
		p.deliver(t, "Sent", letter(1, "before"))
		p.deliver(t, "Sent", letter(2, "before too"))
		store := newMemory()
		w := &Watcher{Account: p.account, Store: store}
		once(t, w)
		first := store.marks["Sent"]
		p.remake(t, "Sent")
		p.deliver(t, "Sent", letter(3, "after"))
		once(t, w)
		second := store.marks["Sent"]
		if second.UIDValidity == first.UIDValidity || second.UIDNext != 2 {
			t.Errorf("resume point: got %+v after %+v", second, first)
		}
		if diff := cmp.Diff([]string{"after"}, store.subjects("Sent")); diff != "" {
			t.Errorf("Sent (-want +got):\n%s", diff)
		}
	}
	t.Run("embedded", func(t *testing.T) { test(t, embedded(t)) })
	t.Run("dovecot", func(t *testing.T) { test(t, dovecot(t)) })
}

func TestOnlyWantedTextsAreFetched(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		recorder := recorded(t, &p)
		for i := range 6 {
			p.deliver(t, "INBOX", letter(i, []string{"newsletter", "interview"}[i%2]))
		}
		store := newMemory()
		store.wants = func(h mail.Header) bool { return h.Subject == "interview" }
		once(t, &Watcher{Account: p.account, Store: store})
		for uid := uint32(1); uid <= 6; uid++ {
			a, ok := store.arrival("INBOX", uid)
			if want := uid%2 == 0; !ok || (a.Raw != nil) != want {
				t.Errorf("UID %d: there is a text: %v, want %v", uid, a.Raw != nil, want)
			}
		}
		got := sent(recorder, "UID FETCH 2,4,6 (UID BODY.PEEK[]<0.1048576>)")
		if len(got) != 1 || len(sent(recorder, "UID FETCH")) != 2 {
			t.Errorf("got commands %q", sent(recorder, "UID FETCH"))
		}
	})
}

func TestWishes(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		for i := range 4 {
			p.deliver(t, "INBOX", letter(i, "letter"))
		}
		p.deliver(t, "Sent", letter(5, "answer"))
		store := newMemory()
		store.wants = func(mail.Header) bool { return false }
		once(t, &Watcher{Account: p.account, Store: store})
		store.wished["INBOX"] = []uint32{3, 1, 3, 77}
		store.wished["Sent"] = []uint32{1}
		w := &Watcher{Account: p.account, Store: store}
		once(t, w)
		for uid, want := range map[uint32]bool{1: true, 2: false, 3: true, 77: false} {
			a, ok := store.arrival("INBOX", uid)
			if !ok || (a.Raw != nil) != want {
				t.Errorf("INBOX, UID %d: arrived %v, with text %v, want %v", uid, ok, a.Raw != nil, want)
			}
		}
		if a, _ := store.arrival("Sent", 1); a.Raw == nil {
			t.Error("Sent, UID 1: no text")
		}
		if len(store.wished["INBOX"])+len(store.wished["Sent"]) > 0 {
			t.Errorf("wishes are left: %v", store.wished)
		}
		if got := store.marks["INBOX"].UIDNext; got != 5 {
			t.Errorf("resume point moved to %d, want 5", got)
		}
	})
}

// expunging takes a message away between its header and its text.
type expunging struct {
	*memory
	remove func()
}

func (e *expunging) Gate(ctx context.Context, role Role, arrivals []Arrival) ([]bool, error) {
	if role == Inbox {
		e.remove()
	}
	return e.memory.Gate(ctx, role, arrivals)
}

func TestS24ExpungeBetweenHeaderAndText(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		for i := range 3 {
			p.deliver(t, "INBOX", letter(i, "letter"))
		}
		store := &expunging{newMemory(), func() { p.remove(t, "INBOX", 2) }}
		once(t, &Watcher{Account: p.account, Store: store})
		for uid, want := range map[uint32]bool{1: true, 2: false, 3: true} {
			a, ok := store.arrival("INBOX", uid)
			if !ok || (a.Raw != nil) != want {
				t.Errorf("UID %d: arrived %v, with text %v, want %v", uid, ok, a.Raw != nil, want)
			}
		}
		if got := store.marks["INBOX"].UIDNext; got != 4 {
			t.Errorf("resume point: got %d, want 4", got)
		}
	})
}

func TestLargeTextsComeInSeveralBatches(t *testing.T) {
	p := embedded(t)
	const size = mail.MaxRaw + 1000
	for i := range 10 {
		raw := append(letter(i, fmt.Sprint("large ", i)), strings.Repeat("Uphill again.\r\n", size/15)...)
		p.deliver(t, "INBOX", raw)
	}
	store := newMemory()
	once(t, &Watcher{Account: p.account, Store: store})
	batches, next := 0, uint32(1)
	for _, b := range store.batches {
		if b.Role != Inbox {
			continue
		}
		batches++
		for _, a := range b.Arrivals {
			if a.UID != next || len(a.Raw) != mail.MaxRaw {
				t.Errorf("got UID %d with %d bytes, want %d with %d", a.UID, len(a.Raw), next, mail.MaxRaw)
			}
			next++
		}
		if b.Mailbox.UIDNext != next {
			t.Errorf("batch %d: resume point %d, want %d", batches, b.Mailbox.UIDNext, next)
		}
	}
	if batches != 5 || next != 11 {
		t.Errorf("got %d batches up to UID %d, want 5 up to 10", batches, next-1)
	}
}

// allowed are all the commands there may be.
var allowed = regexp.MustCompile(`^(CAPABILITY|LOGIN|AUTHENTICATE PLAIN|LIST "" "\*"( RETURN \(SPECIAL-USE\))?` +
	`|\(answer to a challenge\)|EXAMINE .*|UID SEARCH .*|STATUS .*|IDLE|DONE|NOOP|LOGOUT` +
	`|ID \("name" "hearback" "version" "[^"]+" "vendor" "hearback"\)` +
	`|UID FETCH [0-9,:]+ \(UID (INTERNALDATE )?BODY\.PEEK\[(HEADER\.FIELDS \([-" A-Za-z]+\)\]|\]<0\.1048576>)\))$`)

func TestS42OnlyReadingCommands(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		recorder := recorded(t, &p)
		p.deliver(t, "INBOX", letter(1, "one"))
		store := newMemory()
		store.wished["INBOX"] = []uint32{1}
		stop := running(t, &Watcher{Account: p.account, Store: store})
		store.until(t, "first pass", 10*time.Second, func() bool { return store.timesCaughtUp() > 0 })
		p.deliver(t, "INBOX", letter(2, "two"))
		store.until(t, "delivery", 3*time.Second, store.has("INBOX", "two"))
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		once(t, &Watcher{Account: p.account, Store: store})
		kinds := make(map[string]bool)
		for _, c := range recorder.Commands() {
			if !allowed.MatchString(c) {
				t.Errorf("sent %q", c)
			}
			kinds[strings.Fields(c)[0]] = true
		}
		for _, kind := range []string{"UID", "IDLE", "DONE", "EXAMINE", "LOGOUT"} {
			if !kinds[kind] {
				t.Errorf("no %s was recorded", kind)
			}
		}
	})
}

func TestS42MailIsLeftAsItWas(t *testing.T) {
	server := imaptest.NewDovecot(t)
	server.Deliver("INBOX", letter(1, "unread"))
	server.Deliver("INBOX", letter(2, "read"))
	server.Deliver("Sent", letter(3, "sent"))
	server.Doveadm("flags", "add", "-u", imaptest.User, `\Seen \Flagged`, "mailbox", "INBOX", "uid", "2")
	state := func() string {
		return server.Doveadm("fetch", "-u", imaptest.User, "mailbox uid flags date.received text", "ALL")
	}
	before := state()
	if !strings.Contains(before, "letter number 3") {
		t.Fatalf("nothing to compare: %s", before)
	}
	store := newMemory()
	a := account(server.TLSURL())
	a.Roots = server.Authority.Pool
	a.Mailboxes = []string{"*"}
	stop := running(t, &Watcher{Account: a, Store: store})
	store.until(t, "first pass", 10*time.Second, func() bool { return store.timesCaughtUp() > 0 })
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, state()); diff != "" {
		t.Errorf("the mailboxes changed (-before +after):\n%s", diff)
	}
}

func TestUIDQueue(t *testing.T) {
	var found imap.UIDSet
	found.AddRange(3, 1200)
	found.AddNum(2000)
	found.AddRange(4294967289, lastUID)
	queue := uidQueue{set: found}
	var all []imap.UID
	for _, n := range []int{500, 500, 198, 1, 3, 500} {
		uids := queue.take(n)
		if n < 500 && len(uids) != n {
			t.Errorf("got %d UIDs, want %d", len(uids), n)
		}
		all = append(all, uids...)
	}
	if want, _ := found.Nums(); !slices.Equal(all, want) || len(queue.take(1)) > 0 {
		t.Errorf("got %d UIDs, want the %d of the set", len(all), len(want))
	}
}

func TestStartsAnew(t *testing.T) {
	known := Mailbox{Name: "INBOX", UIDValidity: 7, UIDNext: 100}
	for _, test := range []struct {
		name           string
		known          Mailbox
		ours           bool
		validity, next uint32
		want           bool
	}{
		{"first time", Mailbox{}, false, 7, 100, true},
		{"nothing new", known, false, 7, 100, false},
		{"new mail", known, false, 7, 120, false},
		{"S18 another validity", known, false, 8, 120, true},
		{"S20 UIDNEXT fell", known, false, 7, 99, true},
		{"S20 no UIDNEXT", known, false, 7, 0, false},
		{"S18 no validity any more", known, false, 0, 100, true},
		{"S18 never a validity, new session", Mailbox{Name: "INBOX", UIDNext: 5}, false, 0, 5, true},
		{"S18 never a validity, same session", Mailbox{Name: "INBOX", UIDNext: 5}, true, 0, 6, false},
	} {
		s := &session{past: newPast()}
		why, err := s.startsAnew(test.known, test.ours, &imap.SelectData{UIDValidity: test.validity, UIDNext: imap.UID(test.next), NumMessages: 9})
		if (why != "") != test.want || err != nil {
			t.Errorf("%s: got %q and %v, want a reason: %v", test.name, why, err, test.want)
		}
	}
}
