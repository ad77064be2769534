package main

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearback/cmd/hearback/internal/report"
	"hearback/imapwatch/imaptest"
)

// newYork is the zone of every config here.
var newYork = func() *time.Location {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		panic(err)
	}
	return zone
}()

// home is one person's config and state for a real server.
type home struct {
	t             testing.TB
	config, state string
}

// newHome writes the config of an account on the server.
func newHome(t testing.TB, d *imaptest.Dovecot) home {
	t.Helper()
	dir := t.TempDir()
	h := home{t, filepath.Join(dir, "config.toml"), filepath.Join(dir, "state.db")}
	h.configure(fmt.Sprintf("imap = %q\nca_file = %q\npassword_command = \"echo %s\"", d.TLSURL(), d.Authority.File, imaptest.Password))
	return h
}

func (h home) configure(account string) {
	h.t.Helper()
	h.write(accountOf("test", candidate, account))
}

// accountOf is the table of an account.
func accountOf(name, address, account string) string {
	return fmt.Sprintf("[account.%s]\naddress = %q\nuser = %q\n%s\n", name, address, imaptest.User, account)
}

// write writes a config with the given accounts.
func (h home) write(accounts ...string) {
	h.t.Helper()
	text := "timezone = \"America/New_York\"\n[notify]\ndesktop = false\n" + strings.Join(accounts, "")
	if err := os.WriteFile(h.config, []byte(text), 0o600); err != nil {
		h.t.Fatal(err)
	}
}

// command is the program as a process of its own.
func (h home) command(args ...string) *exec.Cmd {
	return exec.Command("hearback", append([]string{"--config", h.config, "--state", h.state}, args...)...)
}

// run runs the program to its end.
func (h home) run(args ...string) (stdout, stderr string, status int) {
	h.t.Helper()
	var out, errs bytes.Buffer
	cmd := h.command(args...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if err != nil && cmd.ProcessState == nil {
		h.t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

func (h home) ok(args ...string) string {
	h.t.Helper()
	out, errs, status := h.run(args...)
	if status != 0 {
		h.t.Fatalf("hearback %s: status %d\n%s%s", strings.Join(args, " "), status, out, errs)
	}
	return out
}

func (h home) status(args ...string) report.Status {
	h.t.Helper()
	var s report.Status
	if err := json.Unmarshal([]byte(h.ok(append([]string{"status", "--json"}, args...)...)), &s); err != nil {
		h.t.Fatal(err)
	}
	return s
}

// query asks the state as a script would.
func (h home) query(q string) string {
	h.t.Helper()
	db, err := sql.Open("sqlite3", "file:"+h.state+"?mode=ro&_busy_timeout=5000")
	if err != nil {
		h.t.Fatal(err)
	}
	defer db.Close()
	var got sql.NullString
	if err := db.QueryRow(q).Scan(&got); err != nil && !errors.Is(err, sql.ErrNoRows) {
		h.t.Fatalf("%s: %v", q, err)
	}
	return got.String
}

// watching is a watch in a process of its own.
type watching struct {
	home
	cmd   *exec.Cmd
	lines chan string // of standard output and error
}

func (h home) watch(args ...string) *watching {
	h.t.Helper()
	return h.start(h.command(append([]string{"watch"}, args...)...))
}

// start runs a command whose lines can be waited for.
func (h home) start(cmd *exec.Cmd) *watching {
	h.t.Helper()
	w := &watching{home: h, cmd: cmd, lines: make(chan string, 1000)}
	sink := &lineSink{lines: w.lines}
	w.cmd.Stdout, w.cmd.Stderr = sink, sink
	if err := w.cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { w.cmd.Process.Kill(); w.cmd.Wait() })
	return w
}

// lineSink hands over what is written line by line.
type lineSink struct {
	lines chan string
	rest  string
}

func (s *lineSink) Write(p []byte) (int, error) {
	s.rest += string(p)
	for {
		line, rest, ok := strings.Cut(s.rest, "\n")
		if !ok {
			return len(p), nil
		}
		s.lines <- line
		s.rest = rest
	}
}

// expect waits for a line with the words.
func (w *watching) expect(words string, within time.Duration) {
	w.t.Helper()
	if before, ok := w.says(words, within); !ok {
		w.t.Fatalf("no line with %q within %v; there were:\n%s", words, within, strings.Join(before, "\n"))
	}
}

// says tells whether a line with the words comes, and the lines before it.
func (w *watching) says(words string, within time.Duration) (before []string, ok bool) {
	deadline := time.After(within)
	for {
		select {
		case line := <-w.lines:
			if strings.Contains(line, words) {
				return before, true
			}
			before = append(before, line)
		case <-deadline:
			return before, false
		}
	}
}

// forget drops the lines that came so far.
func (w *watching) forget() {
	for len(w.lines) > 0 {
		<-w.lines
	}
}

// eventually polls a condition of another process's making.
func (h home) eventually(what string, within time.Duration, ok func() bool) {
	h.t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(within)
	for {
		if ok() {
			return
		}
		select {
		case <-tick.C:
		case <-deadline:
			h.t.Fatalf("%s: not within %v", what, within)
		}
	}
}

// stop interrupts the watch, which must end cleanly.
func (w *watching) stop(signal os.Signal) {
	w.t.Helper()
	if err := w.cmd.Process.Signal(signal); err != nil {
		w.t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- w.cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			w.t.Errorf("after %v: %v, want a clean end", signal, err)
		}
	case <-time.After(5 * time.Second):
		w.t.Errorf("still running 5 s after %v", signal)
	}
}

// conversation is one interview conversation whose last word, the employer's,
// came at the given time.
func conversation(word time.Time) (inbox, sent []imaptest.Message) {
	const dana, subject = "Dana Kim <dana@acme.example>", "Interview: Product Manager at Acme Robotics"
	at := func(days int) time.Time { return word.AddDate(0, 0, -days) }
	add := func(box *[]imaptest.Message, raw []byte, t time.Time) {
		*box = append(*box, imaptest.Message{Raw: raw, Received: t})
	}
	add(&inbox, letter(dana, candidate, "one@acme.example", at(10), subject,
		"Hi Alice,\n\nthank you for applying. We'd like to invite you to an interview for the Product Manager position at Acme Robotics.\nCould you let me know your availability next week?\n\nBest regards,\nDana"), at(10))
	add(&sent, letter("Alice <"+candidate+">", dana, "two@example.org", at(9), "Re: "+subject,
		"Hi Dana,\n\nI'd be glad to. Tuesday or Wednesday afternoon works for me.\n\nAlice", "In-Reply-To: <one@acme.example>", "References: <one@acme.example>"), at(9))
	add(&inbox, letter(dana, candidate, "three@acme.example", at(8), "Re: "+subject,
		"Tuesday at 2 it is. See you then!\n\nDana", "In-Reply-To: <two@example.org>", "References: <one@acme.example> <two@example.org>"), at(8))
	add(&sent, letter("Alice <"+candidate+">", dana, "four@example.org", at(1), "Re: "+subject,
		"Dear Dana,\n\nthank you for your time today. I enjoyed our conversation.\n\nAlice", "In-Reply-To: <three@acme.example>", "References: <one@acme.example> <three@acme.example>"), at(1))
	add(&inbox, letter(dana, candidate, "five@acme.example", word, "Re: "+subject,
		"Hi Alice,\n\nit was a pleasure to meet you. We will be in touch.\n\nDana", "In-Reply-To: <four@example.org>", "References: <one@acme.example> <four@example.org>"), word)
	return inbox, sent
}

// snapshot is what a mailbox holds, flags and all, as the server tells it.
func snapshot(d *imaptest.Dovecot) string {
	var all []string
	for _, box := range []string{"INBOX", "Sent", "Archive"} {
		all = append(all, box+": "+d.Doveadm("-f", "tab", "fetch", "-u", imaptest.User, "uid flags guid size.physical", "mailbox", box))
	}
	return strings.Join(all, "\n")
}

// exec changes the state as no program of ours would.
func (h home) exec(t *testing.T, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+h.state)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}
