package state

import (
	"path/filepath"
	"strings"
	"testing"

	"hearback/classify"
	"hearback/classify/mail"
)

// A letter that is not surely of a search waits for the candidate's answer, which
// makes a candidacy of both, whichever comes first. Until then nobody sees it.
func TestUnsureLetterAndItsAnswer(t *testing.T) {
	words := letter("Jo <jo@lathe.example>", me, "h1@lathe.example", "Tue, 3 Mar 2026 10:00:00 -0500", "Thursday", "Would Thursday suit for that talk?")
	answer := letter("Robin <"+me+">", "jo@lathe.example", "h2@example.org", "Wed, 4 Mar 2026 10:00:00 -0500", "Re: Thursday", "Thursday suits, thank you for having me.", "In-Reply-To: <h1@lathe.example>")
	unanswered := letter("Mo <mo@wool.example>", me, "h3@wool.example", "Thu, 5 Mar 2026 10:00:00 -0500", "Friday", "Would Friday suit for that talk?")
	readAs := map[string]classify.Reading{
		words:      {Kind: classify.InterviewInvitation, Author: classify.Person, Job: 0.95, Confidence: 0.5},
		answer:     {Kind: classify.OwnAnswer, Author: classify.Own, Job: 0.95, Confidence: 0.9},
		unanswered: {Kind: classify.InterviewInvitation, Author: classify.Person, Job: 0.95, Confidence: 0.5},
	}
	lies := map[string][]string{"INBOX": {words, unanswered}, "Sent": {answer}}
	give := func(s *Store, mailbox string, uid uint32) {
		t.Helper()
		it := item(s, uid, lies[mailbox][uid-1])
		read(&it, lies[mailbox][uid-1])
		it.Reading = readAs[lies[mailbox][uid-1]]
		d := Delivery{Mailbox: Mailbox{Account: "a", Name: mailbox, Role: strings.ToLower(mailbox), UIDValidity: 7, UIDNext: 9}, Items: []Item{it}}
		if err := s.Deliver(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	type at struct {
		mailbox string
		uid     uint32
	}
	for _, order := range [][]at{{{"INBOX", 1}, {"INBOX", 2}, {"Sent", 1}}, {{"Sent", 1}, {"INBOX", 2}, {"INBOX", 1}}} {
		path := filepath.Join(t.TempDir(), "state.db")
		s := openAt(t, path)
		for i, a := range order {
			if got := stories(t, s); len(got) != 0 {
				t.Errorf("%v: after %d messages: %q, want no candidacy", order, i, got)
			}
			give(s, a.mailbox, a.uid)
		}
		for mailbox := range lies {
			uids, err := s.Wishes(t.Context(), "a", mailbox)
			if err != nil {
				t.Fatal(err)
			}
			for _, uid := range uids {
				give(s, mailbox, uid)
			}
		}
		if got := scalar(t, s, "SELECT group_concat(message_id ORDER BY at) FROM messages"); got != "<h1@lathe.example>,<h2@example.org>" {
			t.Errorf("%v: shown: %q, want the letter and its answer", order, got)
		}
		s.Close()
		s = openAt(t, path) // as another process finds it
		if cs := candidacies(t, s); len(cs) != 1 || len(cs[0].Entries) != 2 {
			t.Errorf("%v: got %q, want one candidacy of two messages", order, stories(t, s))
		}
		if got := scalar(t, s, "SELECT count(*) FROM message"); got != "3" {
			t.Errorf("%v: %s messages are kept, want 3: one still waits", order, got)
		}
		if err := s.Forget(t.Context(), candidacies(t, s)[0].ID); err != nil {
			t.Fatal(err)
		}
		for id, want := range map[string]bool{"h1@lathe.example": false, "h3@wool.example": true} {
			if s.Proved(classify.Tie{Of: classify.ByID, Value: id}) != want {
				t.Errorf("%v: the candidacy forgotten: would mail to %s be pulled in? want %t", order, id, want)
			}
		}
		if _, err := s.Reread(t.Context(), "newer rules", func(m *mail.Message, before classify.Reading) classify.Reading {
			if m.MessageID == "h3@wool.example" {
				before.Kind = classify.NotJob
			}
			return before
		}); err != nil {
			t.Fatal(err)
		}
		if got := scalar(t, s, "SELECT count(*) FROM message"); got != "0" {
			t.Errorf("%v: %s messages are kept by newer rules, want 0: one is no hint any more", order, got)
		}
	}
}
