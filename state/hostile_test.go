package state

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hearback/classify"
	"hearback/classify/candidacy"
	"hearback/classify/mail"
	"hearback/classify/mail/mailtest"
)

// hostile is the conversation of odd messages.
func hostile() []string {
	raws := []string{mailtest.Invitation}
	for _, m := range mailtest.Odd() {
		raws = append(raws, string(m.Raw))
	}
	return raws
}

var hostileReader = classify.NewReader(mailtest.Candidate)

// arrival is when the hostile messages arrived.
var arrival = time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)

// deliverHostile delivers messages in the given order, in batches of the given
// size, and then what is wished for after all, as the watcher does. The n-th has UID
// n+1, whenever it comes.
func deliverHostile(t testing.TB, s *Store, raws []string, order []int, size int) {
	t.Helper()
	deliver := func(batch []int) {
		d := Delivery{Mailbox: Mailbox{Account: "a", Name: "INBOX", Role: "inbox", UIDValidity: 7, UIDNext: uint32(len(raws)) + 1}}
		for _, n := range batch {
			m := mail.Parse([]byte(raws[n]))
			d.Items = append(d.Items, Item{UID: uint32(n + 1), Received: arrival, Header: &m.Header, Ties: hostileReader.Ties(&m.Header), Message: &m, Reading: hostileReader.Read(&m)})
		}
		if err := s.Deliver(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	for batch := range slices.Chunk(order, size) {
		deliver(batch)
	}
	for {
		wished, err := s.Wishes(t.Context(), "a", "INBOX")
		if err != nil {
			t.Fatal(err)
		}
		if len(wished) == 0 {
			return
		}
		batch := make([]int, len(wished))
		for i, uid := range wished {
			batch[i] = int(uid) - 1
		}
		deliver(batch)
	}
}

func inOrder(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	return order
}

// M1 to M20: the odd messages, delivered in any order and in any batches, or
// twice, end in the same candidacy.
func TestHostileMessagesInAnyOrder(t *testing.T) {
	raws := hostile()
	reference := open(t)
	deliverHostile(t, reference, raws, inOrder(len(raws)), len(raws))
	want := stories(t, reference)
	if len(want) != 1 {
		t.Fatalf("got %d candidacies, want one: %q", len(want), want)
	}
	once := dump(t, reference)
	deliverHostile(t, reference, raws, inOrder(len(raws)), len(raws))
	if diff := cmp.Diff(once, dump(t, reference)); diff != "" {
		t.Errorf("the second delivery changed the state (-once +twice):\n%s", diff)
	}
	folder, n := t.TempDir(), 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		s := openAt(t, filepath.Join(folder, fmt.Sprintf("%d.db", n)))
		defer s.Close()
		order := rapid.Permutation(inOrder(len(raws))).Draw(rt, "order")
		deliverHostile(t, s, raws, order, rapid.IntRange(5, len(raws)).Draw(rt, "batch"))
		if diff := cmp.Diff(want, stories(t, s)); diff != "" {
			rt.Errorf("another end (-in order +shuffled):\n%s", diff)
		}
	})
}

// M13 and M14: what stands for a message whose id or date is of no use.
func TestHostileIDsAndDates(t *testing.T) {
	s := open(t)
	raws := []string{mailtest.Invitation}
	var names []string
	for _, m := range mailtest.Odd() {
		if m.Case == "M13" || m.Case == "M14" {
			raws, names = append(raws, string(m.Raw)), append(names, m.String())
		}
	}
	deliverHostile(t, s, raws, inOrder(len(raws)), len(raws))
	entries := candidacies(t, s)[0].Entries
	if len(entries) != len(raws) {
		t.Fatalf("got %d messages, want all %d: a borrowed or a missing id is nobody's key", len(entries), len(raws))
	}
	arrived := 0
	for _, e := range entries {
		if e.At.Equal(arrival) {
			arrived++
		}
		if e.At.After(arrival) || e.At.Year() != 2026 {
			t.Errorf("%s stands at %v, want no later than its arrival", e.MessageID, e.At)
		}
	}
	if arrived != 3 {
		t.Errorf("%d messages stand at their arrival, want the 3 of %q whose date is of no use", arrived, names)
	}
}

// A message that could not be read is set aside: it keeps neither the others
// nor the resume point back, and it can be found by its ties.
func TestSetAside(t *testing.T) {
	s := open(t)
	bad := item(s, 2, thread.answer)
	bad.Message, bad.Reading = nil, classify.Reading{}
	d := Delivery{Mailbox: Mailbox{Account: "a", Name: "INBOX", Role: "inbox", UIDValidity: 7, UIDNext: 4}, Items: []Item{item(s, 1, thread.invitation), bad, item(s, 3, thread.word)},
		Aside: []Aside{{UID: 2, Why: "cannot be read: \x1b" + strings.Repeat("ü", 500)}}}
	for range 2 {
		if err := s.Deliver(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	if m, err := s.Resume(t.Context(), "a", "INBOX"); err != nil || m.UIDNext != 4 {
		t.Errorf("resume point: got %+v, %v, want UIDNext 4", m, err)
	}
	if got := candidacies(t, s); len(got) != 1 || len(got[0].Entries) != 2 {
		t.Errorf("got %q, want one candidacy with the two messages that can be read", stories(t, s))
	}
	if got := scalar(t, s, "SELECT count(*) || ' ' || uid || ' ' || (length(CAST(why AS BLOB)) <= 200) FROM set_aside"); got != "1 2 1" {
		t.Errorf("set aside: got %q, want once UID 2, in at most 200 bytes", got)
	}
}

// M20: what the rows hold is what the message said, to the letter.
func TestCodeIsText(t *testing.T) {
	s := open(t)
	raws := hostile()
	deliverHostile(t, s, raws, inOrder(len(raws)), len(raws))
	want := map[string]bool{}
	for _, m := range mailtest.Odd() {
		if m.Case == "M20" {
			want[mail.ParseHeader(m.Raw).Subject] = true
		}
	}
	var all []candidacy.Entry
	for _, c := range candidacies(t, s) {
		all = append(all, c.Entries...)
	}
	for _, e := range all {
		delete(want, e.Subject)
	}
	if len(want) > 0 {
		t.Errorf("not found to the letter: %v", want)
	}
	if got := scalar(t, s, "PRAGMA integrity_check"); got != "ok" {
		t.Errorf("the file: %s", got)
	}
}
