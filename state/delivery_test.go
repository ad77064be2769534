package state

import (
	"context"
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
)

const me = "robin@example.org"

var reader = classify.NewReader(me)

// letter is one raw message.
func letter(from, to, id, date, subject, body string, headers ...string) string {
	return strings.ReplaceAll(fmt.Sprintf("From: %s\nTo: %s\nMessage-ID: <%s>\nDate: %s\nSubject: %s\n%s\n%s\n", from, to, id, date, subject,
		strings.Join(append(headers, ""), "\n"), body), "\n", "\r\n")
}

// thread is one interview conversation and what lies around it.
var thread = struct{ ordinary, gossip, invitation, answer, word, aside, older, other string }{
	ordinary: letter("shop@parcels.example", me, "p1@parcels.example", "Mon, 2 Mar 2026 10:00:00 -0500", "Your parcel", "Your parcel is on its way.", "List-Unsubscribe: <mailto:no@parcels.example>"),
	gossip:   letter("Kim <kim@friends.example>", me, "g1@friends.example", "Mon, 2 Mar 2026 11:00:00 -0500", "Jam", "My cousin brought marmalade to the picnic."),
	invitation: letter("Dana Kim <dana@acme.example>", me, "a1@acme.example", "Tue, 3 Mar 2026 10:00:00 -0500", "Interview for the Product Manager position",
		"Hi Robin,\n\nwe would like to invite you to an interview for the Product Manager position at Acme Robotics. Please let me know your availability next week.\n\nDana"),
	answer: letter("Robin <"+me+">", "dana@acme.example", "r1@example.org", "Wed, 4 Mar 2026 10:00:00 -0500", "Re: Interview for the Product Manager position",
		"Hi Dana,\n\nMonday morning works for me.\n\nRobin", "In-Reply-To: <a1@acme.example>"),
	word: letter("Dana Kim <dana@acme.example>", me, "a2@acme.example", "Tue, 10 Mar 2026 11:00:00 -0400", "Re: Interview for the Product Manager position",
		"Hi Robin,\n\nthank you for the interview yesterday. We will be in touch.\n\nDana", "In-Reply-To: <r1@example.org>", "References: <a1@acme.example> <r1@example.org>"),
	aside: letter("Acme Robotics <noreply@acme.example>", me, "a3@acme.example", "Mon, 9 Mar 2026 08:00:00 -0400", "Your visitor pass", "Dear Robin, your visitor pass for the interview on Monday at 10 is ready at the front desk. Please ask for Dana Kim."),
	older: letter("Lee <lee@acme.example>", me, "a0@acme.example", "Thu, 26 Feb 2026 08:00:00 -0500", "Hello from Lee", "Robin, I have passed your resume to Dana, who recruits for us.\n\nLee"),
	other: letter("Pat <pat@globex.example>", me, "b1@globex.example", "Tue, 3 Mar 2026 12:00:00 -0500", "Interview for the Data Analyst position",
		"Dear Robin,\n\nwe would like to invite you to an interview for the Data Analyst position at Globex. When are you available?\n\nPat"),
}

// item reads a raw message as the program does: whole where the gate says so.
func item(s *Store, uid uint32, raw string) Item {
	h := mail.ParseHeader([]byte(raw))
	it := Item{UID: uid, Header: &h, Received: h.Date, Ties: reader.Ties(&h)}
	if reader.Gate(&h, s.Proved) {
		read(&it, raw)
	}
	return it
}

func read(it *Item, raw string) {
	m := mail.Parse([]byte(raw))
	it.Message, it.Reading = &m, reader.Read(&m)
}

func deliver(t testing.TB, s *Store, mailbox string, first uint32, raws ...string) {
	t.Helper()
	d := Delivery{Mailbox: Mailbox{Account: "a", Name: mailbox, Role: strings.ToLower(mailbox), UIDValidity: 7, UIDNext: first + uint32(len(raws))}}
	for i, raw := range raws {
		d.Items = append(d.Items, item(s, first+uint32(i), raw))
	}
	if err := s.Deliver(t.Context(), d); err != nil {
		t.Fatal(err)
	}
}

// fulfil reads what is wished for until nothing is. lies[mailbox][i] has UID i+1.
func fulfil(t testing.TB, s *Store, lies map[string][]string) {
	t.Helper()
	for range 20 {
		wished := 0
		for mailbox, raws := range lies {
			uids, err := s.Wishes(t.Context(), "a", mailbox)
			if err != nil {
				t.Fatal(err)
			}
			wished += len(uids)
			d := Delivery{Mailbox: Mailbox{Account: "a", Name: mailbox, Role: strings.ToLower(mailbox), UIDValidity: 7, UIDNext: uint32(len(raws)) + 1}}
			for _, uid := range uids {
				it := item(s, uid, raws[uid-1])
				read(&it, raws[uid-1])
				d.Items = append(d.Items, it)
			}
			if err := s.Deliver(t.Context(), d); err != nil {
				t.Fatal(err)
			}
		}
		if wished == 0 {
			return
		}
	}
	t.Fatal("wishes without end")
}

func candidacies(t testing.TB, s *Store) []candidacy.Candidacy {
	t.Helper()
	cs, err := s.Candidacies(t.Context(), day("2027-01-01"))
	if err != nil {
		t.Fatal(err)
	}
	return cs
}

// day is noon of a day, UTC.
func day(date string) time.Time {
	d, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err)
	}
	return d.Add(12 * time.Hour)
}

// story is a candidacy without its number: who, and which messages as what.
func story(c candidacy.Candidacy) string {
	words := []string{c.Employer.Name, string(c.Stage)}
	for _, e := range c.Entries {
		words = append(words, fmt.Sprintf("%s:%s:%t", e.MessageID, e.Kind, e.Reply))
	}
	return strings.Join(words, " ")
}

func stories(t testing.TB, s *Store) []string {
	var out []string
	for _, c := range candidacies(t, s) {
		out = append(out, story(c))
	}
	slices.Sort(out)
	return out
}

func TestDeliveredTwiceIsDeliveredOnce(t *testing.T) {
	s := open(t)
	deliver(t, s, "INBOX", 1, thread.ordinary, thread.invitation, thread.word)
	deliver(t, s, "Sent", 1, thread.answer)
	once := dump(t, s)
	deliver(t, s, "INBOX", 1, thread.ordinary, thread.invitation, thread.word)
	deliver(t, s, "Sent", 1, thread.answer)
	if diff := cmp.Diff(once, dump(t, s)); diff != "" {
		t.Errorf("the second delivery changed the state (-once +twice):\n%s", diff)
	}
}

// dump is every row of every table.
func dump(t testing.TB, s *Store) []string {
	t.Helper()
	var out []string
	for _, q := range []string{
		"SELECT 'mailbox', id, name, role, uid_validity, uid_next FROM mailbox",
		"SELECT 'place', mailbox, uid, key, '', '' FROM place", "SELECT 'wish', mailbox, uid, '', '', '' FROM wish", "SELECT 'tie', hash, mailbox, uid, '', '' FROM tie",
		"SELECT 'proof', hash, '', '', '', '' FROM proof", "SELECT 'message', key, candidacy, kind, reply, text FROM message", "SELECT 'candidacy', id, employer, role, stage, outcome FROM candidacy",
	} {
		rows, err := s.db.Query(q)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var c [6]any
			if err := rows.Scan(&c[0], &c[1], &c[2], &c[3], &c[4], &c[5]); err != nil {
				t.Fatal(err)
			}
			out = append(out, fmt.Sprint(c[:]...))
		}
		rows.Close()
	}
	slices.Sort(out)
	return out
}

func TestOneMessageInManyMailboxes(t *testing.T) {
	s := open(t)
	deliver(t, s, "Archive", 1, thread.invitation)
	deliver(t, s, "INBOX", 40, thread.invitation)
	deliver(t, s, "All", 9, thread.invitation)
	cs := candidacies(t, s)
	if len(cs) != 1 || len(cs[0].Entries) != 1 {
		t.Fatalf("got %v, want one candidacy with one message", stories(t, s))
	}
	if got := cs[0].Entries[0].FoundIn; got != "inbox" {
		t.Errorf("found in %q, want inbox", got)
	}
}

// A message that borrows another's Message-ID is a message of its own.
func TestBorrowedMessageID(t *testing.T) {
	s := open(t)
	forged := letter("Dana Kim <dana@evil.example>", me, "a1@acme.example", "Tue, 3 Mar 2026 10:00:00 -0500", "Interview", "We decided not to move forward with your application.")
	deliver(t, s, "INBOX", 1, thread.invitation, forged)
	if got := scalar(t, s, "SELECT count(DISTINCT sender) FROM message"); got != "2" {
		t.Errorf("messages of %s senders are kept, want 2", got)
	}
}

// Whatever proves late pulls in what the gate passed over, in any order of
// mailboxes and batches, to the same end.
func TestOrderOfDeliveryDoesNotMatter(t *testing.T) {
	lies := map[string][]string{
		"INBOX": {thread.ordinary, thread.gossip, thread.older, thread.invitation, thread.aside, thread.word, thread.other},
		"Sent":  {thread.answer},
	}
	reference := openAt(t, filepath.Join(t.TempDir(), "reference.db"))
	for mailbox, raws := range lies {
		deliver(t, reference, mailbox, 1, raws...)
	}
	fulfil(t, reference, lies)
	want := stories(t, reference)
	if len(want) != 2 || !strings.Contains(strings.Join(want, " "), "a0@acme.example") || !strings.Contains(strings.Join(want, " "), "a3@acme.example") {
		t.Fatalf("in order: got %q, want two candidacies, the colleague's word and the aside among their messages", want)
	}
	folder, n := t.TempDir(), 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		s := openAt(t, filepath.Join(folder, fmt.Sprintf("%d.db", n)))
		defer s.Close()
		type at struct {
			mailbox string
			uid     uint32
		}
		var all []at
		for _, mailbox := range []string{"INBOX", "Sent"} {
			for i := range lies[mailbox] {
				all = append(all, at{mailbox, uint32(i + 1)})
			}
		}
		for _, a := range rapid.Permutation(all).Draw(rt, "order") {
			deliver(t, s, a.mailbox, a.uid, lies[a.mailbox][a.uid-1])
			if rapid.Bool().Draw(rt, "fulfil") {
				fulfil(t, s, lies)
			}
		}
		fulfil(t, s, lies)
		if diff := cmp.Diff(want, stories(t, s)); diff != "" {
			rt.Errorf("another end (-in order +shuffled):\n%s", diff)
		}
	})
}

func TestResumePointMovesWithItsMessages(t *testing.T) {
	s := open(t)
	deliver(t, s, "INBOX", 1, thread.ordinary, thread.invitation)
	m, err := s.Resume(t.Context(), "a", "INBOX")
	if err != nil || m.UIDNext != 3 || m.UIDValidity != 7 {
		t.Errorf("resume point: got %+v, %v, want UIDNext 3 under 7", m, err)
	}
	if m, err := s.Resume(t.Context(), "a", "Sent"); err != nil || m.UIDValidity != 0 {
		t.Errorf("of a mailbox never seen: got %+v, %v", m, err)
	}
	stopped := Delivery{Mailbox: Mailbox{Account: "a", Name: "INBOX", Role: "inbox", UIDValidity: 7, UIDNext: 4}, Items: []Item{item(s, 3, thread.word)}}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Deliver(ctx, stopped); err == nil {
		t.Fatal("delivered after the context ended")
	}
	if m, _ := s.Resume(t.Context(), "a", "INBOX"); m.UIDNext != 3 {
		t.Errorf("after a delivery that failed: UIDNext %d, want 3", m.UIDNext)
	}
	if err := s.Deliver(t.Context(), stopped); err != nil {
		t.Fatal(err)
	}
	if got := len(candidacies(t, s)[0].Entries); got != 2 {
		t.Errorf("after it was delivered again: %d messages, want 2", got)
	}
}

// Under a new UIDVALIDITY the old places mean nothing, and nothing is lost or
// found twice.
func TestNewUIDValidity(t *testing.T) {
	s := open(t)
	deliver(t, s, "INBOX", 1, thread.ordinary, thread.invitation, thread.word)
	before := stories(t, s)
	d := Delivery{Mailbox: Mailbox{Account: "a", Name: "INBOX", Role: "inbox", UIDValidity: 8, UIDNext: 3}}
	for i, raw := range []string{thread.word, thread.invitation} {
		d.Items = append(d.Items, item(s, uint32(i+1), raw))
	}
	if err := s.Deliver(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, stories(t, s)); diff != "" {
		t.Errorf("candidacies (-before +after):\n%s", diff)
	}
	if got := scalar(t, s, "SELECT count(*) FROM place"); got != "2" {
		t.Errorf("places: %s, want the 2 of the new numbering", got)
	}
}

// A wish whose message is gone ends, and does not come back.
func TestWishForWhatIsGone(t *testing.T) {
	s := open(t)
	deliver(t, s, "INBOX", 1, thread.aside, thread.invitation)
	wishes, err := s.Wishes(t.Context(), "a", "INBOX")
	if err != nil || !slices.Equal(wishes, []uint32{1}) {
		t.Fatalf("wishes: got %v, %v, want [1]", wishes, err)
	}
	gone := item(s, 1, thread.aside)
	gone.Message = nil
	if err := s.Deliver(t.Context(), Delivery{Mailbox: Mailbox{Account: "a", Name: "INBOX", Role: "inbox", UIDValidity: 7, UIDNext: 3}, Items: []Item{gone}}); err != nil {
		t.Fatal(err)
	}
	if wishes, err := s.Wishes(t.Context(), "a", "INBOX"); err != nil || len(wishes) > 0 {
		t.Errorf("after it was found gone: got %v, %v, want none", wishes, err)
	}
}

// Two processes may have the file open; each sees what the other wrote.
func TestAnotherProcessWrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	a, b := openAt(t, path), openAt(t, path)
	deliver(t, a, "INBOX", 1, thread.invitation)
	deliver(t, b, "INBOX", 2, thread.word)
	deliver(t, a, "Sent", 1, thread.answer)
	if got := stories(t, a); len(got) != 1 || strings.Count(got[0], "@") != 3 {
		t.Errorf("got %q, want one candidacy with three messages", got)
	}
}

// What is kept in memory from delivery to delivery is what the file has: another
// process reads the same candidacies, also where a mark, a message found again
// elsewhere or one that arrived without a date came between.
func TestMemoryIsTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	s := openAt(t, path)
	undated := item(s, 9, strings.Replace(thread.word, "Date:", "X-Date:", 1))
	undated.Received = day("2026-03-12").Add(123 * time.Millisecond)
	for i, step := range []func() error{
		func() error { deliver(t, s, "Archive", 1, thread.invitation, thread.other); return nil },
		func() error { deliver(t, s, "Sent", 1, thread.answer); return nil },
		func() error { deliver(t, s, "INBOX", 3, thread.invitation, thread.ordinary); return nil },
		func() error {
			return s.Deliver(t.Context(), Delivery{Mailbox: Mailbox{Account: "a", Name: "INBOX", Role: "inbox", UIDValidity: 7, UIDNext: 10}, Items: []Item{undated}})
		},
		func() error {
			return s.Mark(t.Context(), 1, Note{What: candidacy.AsRole, Value: "Head of Jam", At: day("2026-03-13")})
		},
		func() error { deliver(t, s, "INBOX", 10, thread.word); return nil },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
		if s.joined == nil {
			t.Fatalf("step %d: nothing is kept in memory", i)
		}
		if diff := cmp.Diff(candidacies(t, openAt(t, path)), candidacies(t, s)); diff != "" {
			t.Errorf("step %d: the file tells (-), the memory (+):\n%s", i, diff)
		}
	}
}

// Absurd dates give way to the time of arrival.
func TestCheckedTime(t *testing.T) {
	arrived := day("2026-03-03")
	for _, c := range []struct {
		name       string
		date, want time.Time
	}{
		{"as sent", arrived.Add(-time.Hour), arrived.Add(-time.Hour)},
		{"missing", time.Time{}, arrived},
		{"a minute ahead", arrived.Add(time.Minute), arrived},
		{"two days ahead", arrived.Add(48 * time.Hour), arrived},
		{"before mail", time.Unix(0, 0), arrived},
		{"years old", day("2019-01-01"), day("2019-01-01")},
	} {
		if got := checkedTime(&Item{Received: arrived, Header: &mail.Header{Date: c.date}}); !got.Equal(c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

// Mail of later date is not there for one who asks about an earlier moment.
func TestCandidaciesAtAMoment(t *testing.T) {
	s := open(t)
	deliver(t, s, "INBOX", 1, thread.invitation, thread.word)
	for _, c := range []struct {
		date string
		want int
	}{{"2026-03-01", 0}, {"2026-03-05", 1}, {"2026-03-11", 2}} {
		cs, err := s.Candidacies(t.Context(), day(c.date))
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		for _, c := range cs {
			got += len(c.Entries)
		}
		if got != c.want {
			t.Errorf("on %s: %d messages, want %d", c.date, got, c.want)
		}
	}
}

// A candidacy keeps its number when more of it is found; two that prove to be
// one keep the earlier message's, and the flags.
func TestNumbersStay(t *testing.T) {
	s := open(t)
	deliver(t, s, "INBOX", 1, thread.word)
	deliver(t, s, "INBOX", 2, thread.other)
	flag := Flag{2, "follow_up", "none_promised", "standard", "2026-03-20"}
	if err := s.RecordFlags(t.Context(), day("2026-03-20"), Changes{Raised: []Raised{{Flag: flag}}, Notices: []Notice{{Kind: FlagNotice, Candidacy: 2, Key: "k", Flag: flag}}}); err != nil {
		t.Fatal(err)
	}
	deliver(t, s, "INBOX", 3, thread.invitation)
	cs := candidacies(t, s)
	if len(cs) != 2 || cs[0].ID != 1 || cs[0].Employer.Domain != "acme.example" || len(cs[0].Entries) != 2 {
		t.Errorf("got %q, want candidacy 1 still Acme's, with two messages", stories(t, s))
	}
	tying := letter("Pat <pat@globex.example>", me, "b2@globex.example", "Wed, 4 Mar 2026 12:00:00 -0500", "Re: Interview", "Dear Robin, Acme Robotics is our client; please see Dana's mail about the interview.\n\nPat",
		"References: <b1@globex.example> <a1@acme.example>")
	deliver(t, s, "INBOX", 4, tying)
	cs = candidacies(t, s)
	if len(cs) != 1 || cs[0].ID != 1 {
		t.Fatalf("tied: got %q, want one candidacy, number 1", stories(t, s))
	}
	standing, err := s.StandingFlags(t.Context())
	if err != nil || len(standing) != 1 || standing[0].Candidacy != 1 {
		t.Errorf("flags after the tie: got %v, %v, want that of 2 under 1", standing, err)
	}
	if got := pending(t, s); len(got) != 1 || got[0].Candidacy != 1 || got[0].Flag.Candidacy != 1 {
		t.Errorf("notices after the tie: got %+v, want that of 2 under 1", got)
	}
}

func TestFlagsAreRecordedOnce(t *testing.T) {
	s := open(t)
	deliver(t, s, "INBOX", 1, thread.word)
	f := Flag{1, "follow_up", "none_promised", "standard", "2026-03-17"}
	for range 2 {
		if err := s.RecordFlags(t.Context(), day("2026-03-17"), Changes{Raised: []Raised{{Flag: f}}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.RecordFlags(t.Context(), day("2026-03-18"), Changes{Cleared: []Cleared{{f, "they replied"}}}); err != nil {
		t.Fatal(err)
	}
	if got := scalar(t, s, "SELECT count(*) || ' ' || cleared_at || ' ' || cleared_by FROM flags"); got != "1 2026-03-18T12:00:00Z they replied" {
		t.Errorf("history: got %q", got)
	}
	if standing, err := s.StandingFlags(t.Context()); err != nil || len(standing) != 0 {
		t.Errorf("standing: got %v, %v, want none", standing, err)
	}
}

// BenchmarkLetter delivers one letter more to a state of 50 candidacies with a
// thousand messages, and asks how they stand.
func BenchmarkLetter(b *testing.B) {
	s, err := Open(b.Context(), filepath.Join(b.TempDir(), "state.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	at := func(minute int) string {
		return day("2026-01-05").Add(time.Duration(minute) * time.Minute).Format(time.RFC1123Z)
	}
	write := func(n int, id, date, body string, headers ...string) string {
		firm := fmt.Sprintf("harbor%c%crobotics", 'a'+n%25, 'a'+n/25)
		return letter("Dana Kim <dana@"+firm+".example>", me, id, date, "Interview: Product Manager at "+firm, body, headers...)
	}
	var raws []string
	for n := range 50 {
		var headers []string
		for k := range 20 {
			id := fmt.Sprintf("%d@firm%d.example", k, n)
			raws = append(raws, write(n, id, at(1440*k+n),
				"Hi Robin,\n\nwe would like to invite you to an interview for the Product Manager position. Please let me know your availability next week.\n\nDana", headers...))
			headers = []string{"In-Reply-To: <" + id + ">"}
		}
	}
	deliver(b, s, "INBOX", 1, raws...)
	n := 0
	for b.Loop() {
		n++
		deliver(b, s, "INBOX", uint32(len(raws)+n), write(3, fmt.Sprintf("more%d@firm3.example", n), at(1440*30+n),
			"Hi Robin, we are still deciding and will be in touch.", "In-Reply-To: <19@firm3.example>"))
		if len(candidacies(b, s)) != 50 {
			b.Fatal("not 50 candidacies")
		}
	}
}
