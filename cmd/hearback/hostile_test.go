package main

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"hearback/classify"
	"hearback/classify/mail/mailtest"
	"hearback/state"
)

// checkOutput fails t unless all of a text can be shown: valid UTF-8, and
// nothing that drives a terminal or turns the direction of writing.
func checkOutput(t *testing.T, what, text string) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Errorf("%s: not valid UTF-8:\n%q", what, text)
	}
	for line := range strings.SplitSeq(text, "\n") {
		if strings.ContainsFunc(line, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }) {
			t.Errorf("%s: holds what drives a terminal: %q", what, line)
		}
		if hidden := regexp.MustCompile(`\\u00[01][0-9a-f]|\\u007f|\\u00[89]|\\u20[26]`).FindString(line); hidden != "" {
			t.Errorf("%s: holds %s: %s", what, hidden, line)
		}
	}
}

// importOdd imports one conversation of all the odd messages and returns the
// state file, and what import said.
func importOdd(t *testing.T) (file, said string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "mail")
	folder := filepath.Join(dir, "cur")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	arrived := time.Date(2026, 3, 4, 9, 0, 0, 0, newYork).Unix()
	for i, raw := range append([][]byte{[]byte(mailtest.Invitation)}, oddMail()...) {
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%d.%03d.host:2,", arrived+int64(i), i)), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	file = filepath.Join(t.TempDir(), "state.db")
	_, said, status := try(t, "--state", file, "-v", "import", dir, "--me", mailtest.Candidate)
	if status != statusDone {
		t.Fatalf("import: status %d, %s", status, said)
	}
	return file, said
}

func oddMail() [][]byte {
	var raws [][]byte
	for _, m := range mailtest.Odd() {
		raws = append(raws, m.Raw)
	}
	return raws
}

// M1 to M17, M19 and M20: whatever a message holds, the table, the page, the
// JSON and the log can be shown, and the state holds nothing else.
func TestHostileMail(t *testing.T) {
	const headless = 5 // of M11, which answer nothing
	file, said := importOdd(t)
	checkOutput(t, "log of import", said)
	for _, args := range [][]string{{"status", "--all"}, {"status", "--all", "--json"}, {"show", "1"}, {"show", "1", "--json"}} {
		out, errs, status := try(t, append([]string{"--state", file, "--now", "2026-03-20"}, args...)...)
		if status != statusDone {
			t.Fatalf("%q: status %d, %s", args, status, errs)
		}
		checkOutput(t, strings.Join(args, " "), out)
		checkOutput(t, "log of "+strings.Join(args, " "), errs)
	}
	h := home{t: t, state: file}
	if got := h.query("SELECT count(*) FROM candidacies"); got != "1" {
		t.Errorf("got %s candidacies, want the one conversation", got)
	}
	if got, want := h.query("SELECT messages FROM candidacies"), fmt.Sprint(1+len(mailtest.Odd())-headless); got != want {
		t.Errorf("got %s messages, want all %s but those without a header", got, want)
	}
	for _, column := range []string{"message_id", "sender", "subject", "kind", "author", "text"} {
		checkOutput(t, column, h.query("SELECT group_concat("+column+", char(10)) FROM messages"))
	}
	for _, column := range []string{"header", "reading", "calendar"} {
		checkOutput(t, column, h.query("SELECT group_concat("+column+", char(10)) FROM message"))
	}
	if got := h.query("SELECT max(length(text)) <= 8192 AND max(length(subject)) <= 1000 AND max(length(message_id)) <= 502 FROM messages"); got != "1" {
		t.Errorf("texts, subjects or ids without bound: %s", h.query("SELECT max(length(text)), max(length(subject)), max(length(message_id)) FROM messages"))
	}
}

// How single cases look on the page, and that text which looks like code is
// nothing but text.
func TestHostileMailOnThePage(t *testing.T) {
	file, _ := importOdd(t)
	page := ok(t, "--state", file, "--now", "2026-03-20", "show", "1")
	for _, c := range []struct{ name, want string }{
		{"M1 encoded address", "ceo@bank.example <dana@acme.example>: "},
		{"M2 the candidate's own address as name", "robin@home.example <dana@acme.example>: "},
		{"M5 no line of its own", "Interview Bcc: everybody@evil.example hearback: all is well\n"},
		{"M6 markup", `<img src="http://evil.example/x"> <a href='http://evil.example'>Interview</a> & <b>more</b>` + "\n"},
		{"M19 our own words", "hearback <hearback@evil.example>: hearback: 3 candidacies need you\n"},
		{"M20 SQL", "'); DROP TABLE message; --\n"},
		{"M20 shell and format", "$(touch /tmp/owned) `id` ; | & %s%n%d %!v(BADINDEX)\n"},
		{"M20 template", `{{.}} {{printf "%s" .}} ${x} <%= 1 %>` + "\n"},
		{"M20 formula", "=cmd|' /C calc'!A0\n"},
	} {
		if !strings.Contains(page, c.want) {
			t.Errorf("%s: no %q on the page:\n%s", c.name, c.want, page)
		}
	}
	if line := regexp.MustCompile(`(?m)^(hearback:|flag|waiting on).*`).FindAllString(page, -1); len(line) == 0 || !strings.HasPrefix(line[0], "waiting on") {
		t.Errorf("M5, M19: a message made a line of its own: %q", line)
	}
	h := home{t: t, state: file}
	if got := h.query("SELECT count(*) FROM messages WHERE subject = '''); DROP TABLE message; --'"); got != "1" {
		t.Errorf("M20: %s messages with the SQL as subject, want 1", got)
	}
}

// M18: a thousand mails in a minute are one line of output, and all are kept.
func TestM18Flood(t *testing.T) {
	const flood = 1000
	store, err := state.Open(t.Context(), filepath.Join(t.TempDir(), "state.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	in := &intake{account: "a", reader: classify.NewReader(candidate), store: store}
	uid := uint32(0)
	deliver := func(role string, raws ...[]byte) {
		t.Helper()
		d := state.Delivery{Mailbox: state.Mailbox{Account: "a", Name: role, Role: role, UIDValidity: 1}}
		for _, raw := range raws {
			uid++
			item, fault := in.imported(uid, time.Time{}, raw, false)
			if fault != "" {
				t.Errorf("message %d: %s", uid, fault)
			}
			d.Items = append(d.Items, item)
		}
		d.Mailbox.UIDNext = uid + 1
		if err := store.Deliver(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	word := time.Date(2026, 3, 3, 16, 20, 0, 0, newYork)
	inbox, sent := conversation(word.AddDate(0, 0, -14))
	for _, m := range inbox {
		deliver("inbox", m.Raw)
	}
	for _, m := range sent {
		deliver("sent", m.Raw)
	}
	deliver("sent", letter("Alice <"+candidate+">", "dana@acme.example", "ask@example.org", word.AddDate(0, 0, -1), "Re: Interview: Product Manager at Acme Robotics", "Hi Dana,\n\nis there any news?\n\nAlice", "In-Reply-To: <five@acme.example>"))
	s, err := (&program{nowText: "2026-03-03T18:00:00-05:00"}).settings(false)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	a := &announcer{settings: s, store: store, out: &out}
	if err := a.look(t.Context()); err != nil {
		t.Fatal(err)
	}
	var raws [][]byte
	for i := range flood {
		raws = append(raws, letter("Dana Kim <dana@acme.example>", candidate, fmt.Sprintf("flood%d@acme.example", i), word.Add(time.Duration(i)*time.Minute/flood),
			"Re: Interview: Product Manager at Acme Robotics", "Hi Alice, we are still deciding.\n\nDana", "In-Reply-To: <ask@example.org>"))
	}
	deliver("inbox", raws...)
	if err := a.announce(t.Context()); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Split(strings.TrimSpace(out.String()), "\n"); len(lines) != 1 || !strings.Contains(lines[0], "reply") {
		t.Errorf("got %d lines, want one that tells the reply:\n%s", len(lines), out.String())
	}
	if got := a.last[1].Messages; got != flood+6 {
		t.Errorf("the candidacy has %d messages, want all %d", got, flood+6)
	}
}

// M4 and M5 in what is logged: words of servers, names of mailboxes.
func TestLogIsOneCleanLine(t *testing.T) {
	hostile := errors.New("INBOX\x1b]0;x\x07\r\nhearback: all is well\u202E\u009b2J\x00 \xff")
	var errs bytes.Buffer
	slog.New(&lineHandler{out: &errs, level: slog.LevelInfo}).Warn("mailbox cannot be read", "mailbox", hostile.Error(), "err", hostile)
	printError(&errs, hostile)
	checkOutput(t, "log", errs.String())
	if got := strings.Count(errs.String(), "\n"); got != 2 {
		t.Errorf("got %d lines, want 2: %q", got, errs.String())
	}
}
