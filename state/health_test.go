package state

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestFollowed(t *testing.T) {
	s := open(t)
	deliver(t, s, "INBOX", 1, thread.invitation)
	d := Delivery{Mailbox: Mailbox{Account: "a", Name: "Sent", Role: "sent", UIDValidity: 7, UIDNext: 9}, Aside: []Aside{{8, "too odd"}, {3, "not given"}}}
	if err := s.Deliver(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	at := day("2026-03-04")
	if err := s.Synced(t.Context(), "a", []string{"INBOX", "never delivered to"}, at); err != nil {
		t.Fatal(err)
	}
	got, err := s.Followed(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := []Followed{
		{Mailbox: Mailbox{Account: "a", Name: "INBOX", Role: "inbox", UIDValidity: 7, UIDNext: 2}, SyncedAt: at},
		{Mailbox: d.Mailbox, Aside: []Aside{{3, "not given"}, {8, "too odd"}}},
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// A delivery moves the resume point, and is no reading to the end.
	deliver(t, s, "INBOX", 2, thread.word)
	if got, err := s.Followed(t.Context()); err != nil || !got[0].SyncedAt.Equal(at) || got[0].UIDNext != 3 {
		t.Errorf("after a delivery: %+v, %v", got[0], err)
	}
}

func TestInspect(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	if _, err := Inspect(t.Context(), path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: got %v", err)
	}
	if left, _ := filepath.Glob(path + "*"); len(left) > 0 {
		t.Errorf("looking made %v", left)
	}
	s := openAt(t, path)
	deliver(t, s, "INBOX", 1, thread.invitation, thread.word)
	h, err := Inspect(t.Context(), path)
	if err != nil || h.Size == 0 || len(h.Open) > 0 || len(h.Faults) > 0 || h.Held {
		t.Errorf("a sound one: %+v, %v", h, err)
	}

	unlock, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	if h, err := Inspect(t.Context(), path); err != nil || !h.Held || h.Holder != os.Getpid() {
		t.Errorf("locked: %+v, %v; want held by %d", h, err, os.Getpid())
	}
	unlock()
	if h, err := Inspect(t.Context(), path); err != nil || h.Held {
		t.Errorf("unlocked: %+v, %v", h, err)
	}
	if unlock, err = Lock(path); err != nil {
		t.Errorf("looking left a lock: %v", err)
	}
	unlock()

	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if h, err := Inspect(t.Context(), path); err != nil || h.Open[path] != 0o644 {
		t.Errorf("readable by all: %+v, %v", h, err)
	}
}

// A file that was overwritten in the middle is told as what it is, and is not
// changed by being looked at.
func TestInspectBroken(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	s := openAt(t, path)
	deliver(t, s, "INBOX", 1, thread.invitation, thread.word)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	overwritten := append([]byte(nil), sound...)
	for i := 3 * 4096; i < len(overwritten); i++ {
		overwritten[i] = 'x'
	}
	for name, content := range map[string][]byte{"overwritten": overwritten, "cut": sound[:len(sound)/2], "text": []byte(strings.Repeat("dear diary, ", 500))} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		h, err := Inspect(t.Context(), path)
		if err == nil && len(h.Faults) == 0 {
			t.Errorf("%s: found sound: %+v", name, h)
		}
		if len(h.Faults) > mostFaults || err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %q, %v", name, h.Faults, err)
		}
		if after, err := os.ReadFile(path); err != nil || string(after) != string(content) {
			t.Errorf("%s: changed by looking, %v", name, err)
		}
	}
}
