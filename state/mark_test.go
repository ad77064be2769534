package state

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"hearback/classify"
	"hearback/classify/candidacy"
	"hearback/classify/mail"
)

// numbers returns the ids of the candidacies with their employers and roles.
func numbers(t *testing.T, s *Store) map[int64]string {
	t.Helper()
	found := map[int64]string{}
	for _, c := range candidacies(t, s) {
		found[c.ID] = c.Employer.Name + "|" + c.Role
	}
	return found
}

func mark(t *testing.T, s *Store, id int64, what candidacy.Deed, value string, other int64) {
	t.Helper()
	if err := s.Mark(t.Context(), id, Note{What: what, Value: value, Other: other, At: day("2026-03-15")}); err != nil {
		t.Fatal(err)
	}
}

// What the person tells wins, survives a reading anew, and can be taken back.
func TestMarksWin(t *testing.T) {
	s := open(t)
	deliver(t, s, "INBOX", 1, thread.ordinary, thread.invitation, thread.word, thread.other)
	deliver(t, s, "Sent", 1, thread.answer)
	before := numbers(t, s)
	if len(before) != 2 {
		t.Fatalf("got %v, want two candidacies", before)
	}
	ids := []int64{1, 2}
	mark(t, s, ids[0], candidacy.Employed, "Acme Robotics International", 0)
	mark(t, s, ids[0], candidacy.AsRole, "Head of Product", 0)
	reread := func() {
		if _, err := s.Reread(t.Context(), time.Now().String(), func(m *mail.Message, before classify.Reading) classify.Reading {
			return classify.NewReader(me).Read(m)
		}); err != nil {
			t.Fatal(err)
		}
	}
	reread()
	if got := numbers(t, s)[ids[0]]; got != "Acme Robotics International|Head of Product" {
		t.Errorf("named %q", got)
	}
	mark(t, s, ids[0], candidacy.Merge, "", ids[1])
	reread()
	if got := numbers(t, s); len(got) != 1 {
		t.Errorf("merged: got %v, want one", got)
	}
	if m, err := s.Unmark(t.Context(), ids[0]); err != nil || m.What != candidacy.Merge {
		t.Errorf("took back %+v, %v, want the merge", m, err)
	}
	apart := numbers(t, s)
	if len(apart) != 2 {
		t.Fatalf("after undoing the merge: got %v, want two", apart)
	}
	for id := range apart {
		if id != ids[0] {
			ids[1] = id
		}
	}
	mark(t, s, ids[0], candidacy.Split, "a2@acme.example", 0)
	reread()
	if got := numbers(t, s); len(got) != 3 {
		t.Errorf("split: got %v, want three", got)
	}
	if m, err := s.Unmark(t.Context(), ids[0]); err != nil || m.What != candidacy.Split {
		t.Fatalf("took back %+v, %v: want the split", m, err)
	}
	if got := numbers(t, s); len(got) != 2 {
		t.Errorf("split taken back: got %v, want two", got)
	}
	mark(t, s, ids[0], candidacy.Split, "a2@acme.example", 0)
	reread()
	mark(t, s, ids[1], candidacy.NotAJob, "", 0)
	reread()
	if got := numbers(t, s); got[ids[1]] != "" {
		t.Errorf("not a job: still there: %v", got)
	}
	if got := scalar(t, s, fmt.Sprint("SELECT count(*) FROM candidacies WHERE id = ", ids[1])); got != "0" {
		t.Errorf("not a job: the view has it")
	}
	mark(t, s, ids[1], candidacy.Open, "", 0)
	for _, c := range candidacies(t, s) {
		if c.ID == ids[1] && c.Certainty != candidacy.Confirmed {
			t.Errorf("opened: %s", c.Certainty)
		}
	}
	if got := numbers(t, s); got[ids[1]] == "" {
		t.Errorf("opened again: not there: %v", got)
	}
}

func TestMarkErrors(t *testing.T) {
	s := open(t)
	deliver(t, s, "INBOX", 1, thread.invitation)
	for _, tt := range []struct {
		id   int64
		note Note
		want error
	}{
		{9, Note{What: candidacy.Open}, ErrNoCandidacy},
		{1, Note{What: candidacy.Merge, Other: 9}, ErrNoCandidacy},
		{1, Note{What: candidacy.Split, Value: "nowhere@acme.example"}, ErrNoMessage},
	} {
		if err := s.Mark(t.Context(), tt.id, tt.note); !errors.Is(err, tt.want) {
			t.Errorf("%+v on %d: got %v, want %v", tt.note, tt.id, err, tt.want)
		}
	}
	if _, err := s.Unmark(t.Context(), 1); !errors.Is(err, ErrNoMark) {
		t.Errorf("nothing to take back: got %v", err)
	}
}

// What is forgotten is nowhere in the file, and the rest stays.
func TestForget(t *testing.T) {
	path := t.TempDir() + "/state.db"
	s := openAt(t, path)
	deliver(t, s, "INBOX", 1, thread.ordinary, thread.invitation, thread.word, thread.other)
	mark(t, s, 1, candidacy.Employed, "Marked Employer Ltd", 0)
	if err := s.RecordFlags(t.Context(), day("2026-03-17"), Changes{Raised: []Raised{{Flag: Flag{1, "follow_up", "none_promised", "standard", "2026-03-17"}}}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Forget(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if got := numbers(t, s); len(got) != 1 || got[2] == "" {
		t.Errorf("left: %v, want the other candidacy", got)
	}
	if s.Proved(classify.Tie{Of: classify.ByDomain, Value: "acme.example"}) {
		t.Error("mail of the forgotten employer would still be pulled in")
	}
	for _, file := range []string{path, path + "-wal"} {
		content, _ := os.ReadFile(file)
		for _, words := range []string{"acme.example", "Product Manager", "Marked Employer"} {
			if strings.Contains(string(content), words) {
				t.Errorf("%s still holds %q", file, words)
			}
		}
	}
	if err := s.Forget(t.Context(), 1); !errors.Is(err, ErrNoCandidacy) {
		t.Errorf("forgotten twice: got %v", err)
	}
	if err := s.ForgetAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"message", "candidacy", "mailbox", "tie", "place", "mark", "flag", "notice", "proof"} {
		if got := scalar(t, s, "SELECT count(*) FROM "+table); got != "0" {
			t.Errorf("%s: %s rows after all was forgotten", table, got)
		}
	}
}

// Before it was told, a merge or a split is not there, and each has its number.
func TestJoinsOfLaterDate(t *testing.T) {
	s := open(t)
	deliver(t, s, "INBOX", 1, thread.invitation, thread.word, thread.other)
	told, before, after := day("2026-03-20"), day("2026-03-19"), day("2026-03-21")
	at := func(now time.Time) (ids []int64) {
		t.Helper()
		cs, err := s.Candidacies(t.Context(), now)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cs {
			ids = append(ids, c.ID)
		}
		return ids
	}
	apart := at(before)
	if len(apart) != 2 {
		t.Fatalf("got %v, want two candidacies", apart)
	}
	note := Note{What: candidacy.Merge, Other: apart[1], Value: fmt.Sprint(apart[1]), At: told}
	if err := s.Mark(t.Context(), apart[0], note); err != nil {
		t.Fatal(err)
	}
	if got := at(after); !slices.Equal(got, apart[:1]) {
		t.Errorf("merged: got %v, want %v", got, apart[:1])
	}
	if got := at(before); !slices.Equal(got, apart) {
		t.Errorf("before the merge: got %v, want %v", got, apart)
	}
	if _, err := s.Unmark(t.Context(), apart[0]); err != nil {
		t.Fatal(err)
	}
	now := at(after)
	if err := s.Mark(t.Context(), now[0], Note{What: candidacy.Split, Value: "a2@acme.example", At: told}); err != nil {
		t.Fatal(err)
	}
	if got := at(after); len(got) != 3 {
		t.Errorf("split: got %v, want three", got)
	}
	if got := at(before); !slices.Equal(got, now) {
		t.Errorf("before the split: got %v, want %v", got, now)
	}
}
