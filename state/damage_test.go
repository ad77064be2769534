package state

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearback/classify/candidacy"
)

// P4: a truncated or corrupt file is found out and not written to; what is left
// of it is kept, with what the person told by hand where that can be read.
func TestP4DamagedFile(t *testing.T) {
	for _, c := range []struct {
		name  string
		harm  func(file []byte) []byte
		marks int // that can still be read
	}{
		{"half of it is gone", func(f []byte) []byte { return f[:len(f)/2] }, -1},
		{"a page and a half are left", func(f []byte) []byte { return f[:6144] }, 0},
		{"all but the first page is noise", func(f []byte) []byte {
			return append(slices.Clone(f[:4096]), bytes.Repeat([]byte{0x5a}, len(f)-4096)...)
		}, 0},
		{"the first page is noise behind its beginning", func(f []byte) []byte {
			return append(slices.Clone(f[:16]), append(bytes.Repeat([]byte{0x5a}, 4080), f[4096:]...)...)
		}, 0},
		{"pages of the messages are zero", func(f []byte) []byte {
			out := slices.Clone(f)
			for page := 0; page < len(f); page += 4096 {
				if bytes.Contains(f[page:page+4096], []byte("Dana Kim")) {
					clear(out[page : page+4096])
				}
			}
			return out
		}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "state.db")
			s := openAt(t, path)
			deliver(t, s, "INBOX", 1, thread.ordinary, thread.invitation, thread.word)
			if err := s.Mark(t.Context(), 1, Note{What: candidacy.Deadline, Value: "2026-03-20", At: day("2026-03-11")}); err != nil {
				t.Fatal(err)
			}
			s.Close()
			if err := Check(t.Context(), path); err != nil {
				t.Fatalf("before any harm: %v", err)
			}
			sound, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			broken := c.harm(sound)
			if err := os.WriteFile(path, broken, 0o600); err != nil {
				t.Fatal(err)
			}
			err = Check(t.Context(), path)
			if FaultOf(err) != Damaged || strings.Count(err.Error(), path) != 1 {
				t.Fatalf("check: got %v, want the path once and %q", err, Damaged)
			}
			if s, err := Open(t.Context(), path); err == nil {
				s.Close()
			} else if FaultOf(err) != Damaged {
				t.Errorf("open: got %v, want %q or none", err, Damaged)
			}
			if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, broken) {
				t.Errorf("the file was written to, %v", err)
			}

			kept, marks, err := Rebuild(t.Context(), path, day("2026-03-12"))
			if err != nil {
				t.Fatal(err)
			}
			if want := path + ".damaged-20260312-120000"; kept != want {
				t.Errorf("kept as %s, want %s", kept, want)
			}
			if left, err := os.ReadFile(kept); err != nil || !bytes.Equal(left, broken) {
				t.Errorf("what was left is not what is kept, %v", err)
			}
			if marks != c.marks && c.marks >= 0 {
				t.Errorf("%d marks came along, want %d", marks, c.marks)
			}
			s = openAt(t, path)
			if rebuilt, err := s.Rebuilt(t.Context()); err != nil || !rebuilt {
				t.Errorf("rebuilt: got %t, %v", rebuilt, err)
			}
			if got := scalar(t, s, "PRAGMA integrity_check"); got != "ok" {
				t.Errorf("the new file: %s", got)
			}
			deliver(t, s, "INBOX", 1, thread.ordinary, thread.invitation, thread.word)
			cs := candidacies(t, s)
			if len(cs) != 1 || len(cs[0].Entries) != 2 || len(cs[0].Marks) != marks {
				t.Errorf("read anew: got %+v, want one candidacy of two messages with %d marks", cs, marks)
			}
			if err := s.EndRebuild(t.Context()); err != nil {
				t.Fatal(err)
			}
			if rebuilt, err := s.Rebuilt(t.Context()); err != nil || rebuilt {
				t.Errorf("judged since: rebuilt is %t, %v", rebuilt, err)
			}
		})
	}
}

// P4: an empty file is a state that was never begun; another program's database
// is refused and left alone.
func TestP4EmptyAndForeignFiles(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "state.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := openAt(t, empty)
	deliver(t, s, "INBOX", 1, thread.invitation)
	if rebuilt, err := s.Rebuilt(t.Context()); err != nil || rebuilt {
		t.Errorf("a new state: rebuilt is %t, %v", rebuilt, err)
	}

	foreign := filepath.Join(t.TempDir(), "places.sqlite")
	other := openAt(t, foreign)
	if _, err := other.db.Exec("PRAGMA user_version = 0"); err != nil {
		t.Fatal(err)
	}
	other.Close()
	before, err := os.ReadFile(foreign)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), foreign); err == nil || !strings.Contains(err.Error(), "this file is not a state of hearback's") || FaultOf(err) != NoFault {
		t.Errorf("another program's database: got %v", err)
	}
	if after, err := os.ReadFile(foreign); err != nil || !bytes.Equal(before, after) {
		t.Errorf("another program's database was changed, %v", err)
	}
}
