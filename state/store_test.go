package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearback/classify"
)

func open(t *testing.T) *Store {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "state.db"))
}

func openAt(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestFileIsForItsOwnerOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	s := openAt(t, path)
	deliver(t, s, "INBOX", 1, thread.invitation) // so that the WAL exists
	for _, file := range []string{path, path + "-wal", path + "-shm"} {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != 0o600 {
			t.Errorf("%s: mode %o, want 600", filepath.Base(file), got)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	newer := filepath.Join(t.TempDir(), "newer.db")
	s := openAt(t, newer)
	if _, err := s.db.Exec("PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	before, err := os.ReadFile(newer)
	if err != nil {
		t.Fatal(err)
	}
	text := filepath.Join(t.TempDir(), "text.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("this is no database at all\n", 50)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, path, want string }{
		{"newer", newer, "it is of version 99, and this hearback knows up to"},
		{"not a database", text, "this file is not a state of hearback's"},
		{"missing folder", filepath.Join(t.TempDir(), "none", "state.db"), "no such file or directory"},
		{"a folder", t.TempDir(), "is a directory"},
	} {
		s, err := Open(t.Context(), c.path)
		if err == nil {
			s.Close()
			t.Errorf("%s: opened", c.name)
			continue
		}
		if !strings.Contains(err.Error(), c.want) || strings.Count(err.Error(), c.path) != 1 || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %q, want one line with the path once and %q", c.name, err, c.want)
		}
	}
	var newerError *NewerError
	if _, err := Open(t.Context(), newer); !errors.As(err, &newerError) || newerError.Has != 99 {
		t.Errorf("newer: got %v, want a *NewerError with version 99", err)
	}
	after, err := os.ReadFile(newer)
	if err != nil {
		t.Fatal(err)
	}
	if string(before) != string(after) {
		t.Error("the newer file was changed")
	}
}

func TestOpenTwiceMigratesOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	s := openAt(t, path)
	deliver(t, s, "INBOX", 1, thread.invitation)
	s.Close()
	again := openAt(t, path)
	if got := len(candidacies(t, again)); got != 1 {
		t.Errorf("after opening again: %d candidacies, want 1", got)
	}
}

func TestLockKeepsASecondWriterOut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	unlock, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Lock(path); !errors.Is(err, ErrLocked) {
		t.Errorf("second lock: got %v, want ErrLocked", err)
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
	unlock, err = Lock(path)
	if err != nil {
		t.Fatalf("after unlocking: %v", err)
	}
	unlock()
	if _, err := Lock(filepath.Join(t.TempDir(), "none", "state.db")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("in a missing folder: got %v, want fs.ErrNotExist", err)
	}
}

// The views are what scripts read with plain sqlite3.
func TestViews(t *testing.T) {
	s := open(t)
	deliver(t, s, "INBOX", 1, thread.ordinary, thread.invitation, thread.word)
	deliver(t, s, "Sent", 1, thread.answer)
	if err := s.RecordFlags(t.Context(), day("2026-03-17"), Changes{Raised: []Raised{{Flag: Flag{1, "follow_up", "none_promised", "standard", "2026-03-17"}}}}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ query, want string }{
		{"SELECT employer || '|' || domain || '|' || last_employer_reply || '|' || last_from_you || '|' || messages FROM candidacies",
			"Acme Robotics|acme.example|2026-03-10T15:00:00Z|2026-03-04T15:00:00Z|3"},
		{"SELECT group_concat(kind || ' ' || reply || ' ' || found_in, ', ') FROM (SELECT * FROM messages ORDER BY at)",
			"interview_invitation 1 inbox, own_answer 0 sent, interview_followup 1 inbox"},
		{"SELECT sender || '|' || subject || '|' || author FROM messages ORDER BY at LIMIT 1", "dana@acme.example|Interview for the Product Manager position|person"},
		{"SELECT employer || '|' || kind || '|' || rule || '|' || source || '|' || due || '|' || raised_at || '|' || coalesce(cleared_at, 'stands') FROM flags",
			"Acme Robotics|follow_up|none_promised|standard|2026-03-17|2026-03-17T12:00:00Z|stands"},
	} {
		if got := scalar(t, s, c.query); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.query, got, c.want)
		}
	}
}

// What is no job mail leaves hashes, and nothing that a person could read.
func TestOrdinaryMailLeavesNoText(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	s := openAt(t, path)
	deliver(t, s, "INBOX", 1, thread.ordinary, thread.gossip)
	if got := scalar(t, s, "SELECT count(DISTINCT uid) || ' ' || (SELECT count(*) FROM message) FROM tie"); got != "2 0" {
		t.Errorf("met and kept: got %s, want 2 0", got)
	}
	s.Close()
	for _, file := range []string{path, path + "-wal"} {
		content, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, words := range []string{"on its way", "marmalade", "My cousin"} {
			if strings.Contains(string(content), words) {
				t.Errorf("%s holds the word %q of an ordinary message", filepath.Base(file), words)
			}
		}
	}
}

// A file of the first version keeps its candidacies, and what ordinary mail
// left there still pulls in its message.
func TestFileOfTheFirstVersion(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	first, err := migrations.ReadFile("migrations/0001_first.sql")
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", dsn(path))
	if err != nil {
		t.Fatal(err)
	}
	aside := classify.Tie{Of: classify.ByID, Value: "aside@acme.example"}
	for _, statement := range []string{string(first), "PRAGMA user_version = 1",
		`INSERT INTO mailbox VALUES (1, 'a', 'INBOX', 'inbox', 7, 3, 0)`,
		`INSERT INTO seen VALUES (11, 1000, 'dana@acme.example', 'x@acme.example'), (12, 2000, 'lee@acme.example', 'aside@acme.example')`,
		`INSERT INTO place VALUES (1, 1, 11), (1, 2, 12)`,
		fmt.Sprintf(`INSERT INTO tie VALUES (%d, 12)`, hashOf(aside)),
		`INSERT INTO candidacy (id, employer) VALUES (4, 'Acme')`,
		`INSERT INTO message VALUES (11, 4, 1000, 0, 'inbox', 'offer', 1, '{"message_id":"x@acme.example","subject":"Offer"}', '{"author":"person"}', 'We offer', '[]')`,
	} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	db.Close()
	s := openAt(t, path)
	if got := scalar(t, s, "SELECT candidacy || ' ' || sender || ' ' || subject || ' ' || kind || ' ' || text FROM messages"); got != "4 dana@acme.example Offer offer We offer" {
		t.Errorf("kept %q", got)
	}
	if err := s.inTx(t.Context(), func(tx *sql.Tx) error {
		_, err := prove(t.Context(), tx, []classify.Tie{aside})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Wishes(t.Context(), "a", "INBOX"); err != nil || !slices.Equal(got, []uint32{2}) {
		t.Errorf("wished for %v, %v, want UID 2", got, err)
	}
}

func scalar(t *testing.T, s *Store, query string) string {
	t.Helper()
	var got sql.NullString
	if err := s.db.QueryRowContext(context.Background(), query).Scan(&got); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return got.String
}
