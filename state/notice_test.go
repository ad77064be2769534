package state

import (
	"database/sql"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// silence is the flag of thread's candidacy, and notice the word of it.
var (
	silence = Flag{1, "follow_up", "none_promised", "standard", "2026-03-17"}
	notice  = Notice{Kind: FlagNotice, Candidacy: 1, Key: "follow_up 2026-03-17", Flag: silence}
)

func record(t *testing.T, s *Store, date string, c Changes) {
	t.Helper()
	if err := s.RecordFlags(t.Context(), day(date), c); err != nil {
		t.Fatal(err)
	}
}

func pending(t *testing.T, s *Store) []Notice {
	t.Helper()
	found, err := s.PendingNotices(t.Context(), FlagNotice, ReplyNotice)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// flagged is a state in which the silence is flagged and to be told.
func flagged(t *testing.T, path string) *Store {
	s := openAt(t, path)
	deliver(t, s, "INBOX", 1, thread.word)
	record(t, s, "2026-03-17", Changes{Raised: []Raised{{Flag: silence, LastReply: day("2026-03-10")}}, Notices: []Notice{notice}})
	return s
}

func TestNoticeIsMadeOnce(t *testing.T) {
	s := flagged(t, filepath.Join(t.TempDir(), "state.db"))
	record(t, s, "2026-03-18", Changes{Raised: []Raised{{Flag: silence}}, Notices: []Notice{notice}})
	got := pending(t, s)
	if len(got) != 1 || got[0].Flag != silence || !got[0].Made.Equal(day("2026-03-17")) {
		t.Fatalf("pending: %+v, want one, of the flag, made on the 17th", got)
	}
	if err := s.NoticesSent(t.Context(), day("2026-03-19"), got[0].ID); err != nil {
		t.Fatal(err)
	}
	record(t, s, "2026-03-20", Changes{Raised: []Raised{{Flag: silence}}, Notices: []Notice{notice}})
	if got := pending(t, s); len(got) != 0 {
		t.Errorf("after it was sent, made again: %+v", got)
	}
	if got := scalar(t, s, "SELECT count(*) || ' ' || state || ' ' || sent_at || ' ' || flag || ' ' || due FROM notices"); got != "1 sent 2026-03-19T12:00:00Z follow_up 2026-03-17" {
		t.Errorf("history: %s", got)
	}
}

// A flag that comes down takes its notice with it; if nobody was told, the
// notice comes back with the flag, and if somebody was, it does not.
func TestNoticeGoesWithItsFlag(t *testing.T) {
	s := flagged(t, filepath.Join(t.TempDir(), "state.db"))
	down := Changes{Cleared: []Cleared{{silence, "they replied"}}}
	up := Changes{Raised: []Raised{{Flag: silence}}, Notices: []Notice{notice}}
	record(t, s, "2026-03-18", down)
	if got := pending(t, s); len(got) != 0 {
		t.Errorf("the flag is down, and pending is %+v", got)
	}
	record(t, s, "2026-03-19", up)
	got := pending(t, s)
	if len(got) != 1 || !got[0].Made.Equal(day("2026-03-19")) {
		t.Fatalf("the flag is up again untold, and pending is %+v", got)
	}
	if err := s.NoticesSent(t.Context(), day("2026-03-19"), got[0].ID); err != nil {
		t.Fatal(err)
	}
	record(t, s, "2026-03-20", down)
	record(t, s, "2026-03-21", up)
	if got := pending(t, s); len(got) != 0 {
		t.Errorf("the flag is up again after it was told, and pending is %+v", got)
	}
	// The word that the silence is broken does not go with the flag.
	reply := Notice{Kind: ReplyNotice, Candidacy: 1, Key: "word", Flag: silence}
	record(t, s, "2026-03-22", Changes{Cleared: down.Cleared, Notices: []Notice{reply}})
	record(t, s, "2026-03-23", up)
	record(t, s, "2026-03-24", down)
	if got := pending(t, s); len(got) != 1 || got[0].Kind != ReplyNotice {
		t.Errorf("pending is %+v, want the reply", got)
	}
}

// A flag and its notice are recorded together or not at all, and outlast the
// process that recorded them.
func TestNoticeAndFlagTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	s := flagged(t, path)
	other := Flag{1, "let_go", "let_go", "standard", "2026-04-01"}
	if _, err := s.db.Exec(`CREATE TRIGGER broken BEFORE INSERT ON notice WHEN NEW.key = 'fails' BEGIN SELECT RAISE(ABORT, 'disk full'); END`); err != nil {
		t.Fatal(err)
	}
	err := s.RecordFlags(t.Context(), day("2026-04-01"), Changes{Cleared: []Cleared{{silence, "you wrote"}}, Raised: []Raised{{Flag: other}},
		Notices: []Notice{{Kind: FlagNotice, Candidacy: 1, Key: "fails", Flag: other}}})
	if err == nil {
		t.Fatal("recorded over a failing disk")
	}
	s.Close()
	s = openAt(t, path)
	standing, err := s.StandingFlags(t.Context())
	if err != nil || len(standing) != 1 || standing[0].Flag != silence || !standing[0].LastReply.Equal(day("2026-03-10")) || !standing[0].At.Equal(day("2026-03-17")) {
		t.Errorf("standing: %+v, %v, want the first flag as it was", standing, err)
	}
	if got := pending(t, s); len(got) != 1 || got[0].Key != notice.Key {
		t.Errorf("pending: %+v, want the first notice", got)
	}
}

// The digest's notice: of no candidacy, made once, sent once.
func TestDigestNotice(t *testing.T) {
	s := open(t)
	week := Notice{Kind: DigestNotice, Key: "personal 2026-W12"}
	first, err := s.MakeNotice(t.Context(), day("2026-03-16"), week)
	if err != nil || first.ID == 0 || !first.Sent.IsZero() || first.Flag != (Flag{}) {
		t.Fatalf("made %+v, %v", first, err)
	}
	if err := s.NoticesSent(t.Context(), day("2026-03-17"), first.ID); err != nil {
		t.Fatal(err)
	}
	again, err := s.MakeNotice(t.Context(), day("2026-03-18"), week)
	if err != nil || again.ID != first.ID || !again.Sent.Equal(day("2026-03-17")) {
		t.Errorf("made again: %+v, %v, want the first as it was sent", again, err)
	}
	if _, err := s.MakeNotice(t.Context(), day("2026-03-18"), Notice{Kind: DigestNotice, Key: "work 2026-W12"}); err != nil {
		t.Fatal(err)
	}
	if got := pending(t, s); len(got) != 0 {
		t.Errorf("a digest is among the toasts: %+v", got)
	}
	// What was made while the clock was ahead waits all the same.
	if got, err := s.PendingNotices(t.Context(), DigestNotice); err != nil || len(got) != 1 {
		t.Errorf("made by a clock that was ahead: %+v, %v", got, err)
	}
}

func TestSettledOnce(t *testing.T) {
	s := flagged(t, filepath.Join(t.TempDir(), "state.db"))
	id := pending(t, s)[0].ID
	for _, step := range []struct {
		settle func() error
		want   string
	}{
		{func() error { return s.NoticesSent(t.Context(), day("2026-03-18"), id) }, "sent 18 -"},
		{func() error { return s.NoticesSent(t.Context(), day("2026-03-19"), id) }, "sent 18 -"},
		{func() error { return s.DismissNotices(t.Context(), day("2026-03-20"), id) }, "dismissed 18 20"},
		{func() error { return s.DismissNotices(t.Context(), day("2026-03-21"), id, 99) }, "dismissed 18 20"},
	} {
		if err := step.settle(); err != nil {
			t.Fatal(err)
		}
		if got := scalar(t, s, "SELECT state || ' ' || substr(sent_at, 9, 2) || ' ' || coalesce(substr(dismissed_at, 9, 2), '-') FROM notices"); got != step.want {
			t.Errorf("got %s, want %s", got, step.want)
		}
	}
}

// In a file from before there were notices, the flags that stand know the last
// reply of their time.
func TestFlagsFromBeforeNotices(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	db, err := sql.Open("sqlite3", dsn(path))
	if err != nil {
		t.Fatal(err)
	}
	for version, file := range []string{"0001_first", "0002_ordinary_mail_leaves_ties", "0003_marks"} {
		script, err := migrations.ReadFile("migrations/" + file + ".sql")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(string(script)); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if _, err := db.Exec("PRAGMA user_version = " + []string{"1", "2", "3"}[version]); err != nil {
			t.Fatal(err)
		}
	}
	for _, statement := range []string{
		`INSERT INTO candidacy (id, employer) VALUES (4, 'Acme'), (5, 'Globex')`,
		`INSERT INTO message VALUES (11, 4, 1000, 0, 'd', 'inbox', 'x', 1, '{}', '{}', '', '[]'), (12, 4, 3000, 0, 'd', 'inbox', 'x', 1, '{}', '{}', '', '[]')`,
		`INSERT INTO flag (candidacy, kind, rule, source, due, raised_at) VALUES (4, 'follow_up', 'r', 's', 'd', 2000), (5, 'application', 'r', 's', 'd', 2000)`,
	} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	db.Close()
	standing, err := openAt(t, path).StandingFlags(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []time.Time
	for _, f := range standing {
		got = append(got, f.LastReply)
	}
	if want := []time.Time{time.Unix(1000, 0), {}}; !slices.Equal(got, want) {
		t.Errorf("last replies %v, want %v", got, want)
	}
}

// What is forgotten leaves no notice.
func TestForgottenNotices(t *testing.T) {
	s := flagged(t, filepath.Join(t.TempDir(), "state.db"))
	if err := s.Forget(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if got := scalar(t, s, "SELECT count(*) FROM notice"); got != "0" {
		t.Errorf("%s notices after the candidacy was forgotten", got)
	}
}
