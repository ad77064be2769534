package main

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearback/imapwatch/imaptest"
)

// P2: another program holds the state file longer than SQLite waits.
func TestP2StateHeldByAnother(t *testing.T) {
	t.Parallel()
	file, _ := importOdd(t)
	h := home{t: t, state: file}
	db, err := sql.Open("sqlite3", "file:"+file+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	_, errs, status := h.run("mark", "1", "deadline", "2030-03-20")
	if status != statusFailed || !strings.Contains(errs, "database is locked\nhint: another program") {
		t.Errorf("status %d, %q; want 1, the lock and a hint", status, errs)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	h.ok("mark", "1", "deadline", "2030-03-20")
}

// P4: the state is corrupted under a person who has been told of a flag and has
// told things by hand. Nothing writes to it but what keeps it; watch reads the
// mail anew, tells nothing twice, and knows what was told by hand.
func TestP4StateIsRebuilt(t *testing.T) {
	d := imaptest.NewDovecot(t)
	h := newHome(t, d)
	inbox, sent := conversation(time.Date(2026, 3, 3, 16, 20, 0, 0, newYork))
	d.Fill("INBOX", slices.Values(append(ordinaryMail(300, time.Date(2026, 3, 3, 0, 0, 0, 0, newYork)), inbox...)))
	d.Fill("Sent", slices.Values(sent))
	if said := h.ok("watch", "--once", "--now", "2026-03-11"); strings.Count(said, "flag raised") != 1 {
		t.Fatalf("the first time: %q, want one flag raised", said)
	}
	h.ok("--now", "2026-03-11", "mark", "1", "employer", "Acme Robotics of Springfield")
	want := h.ok("status", "--json", "--now", "2026-03-11")

	file, err := os.ReadFile(h.state)
	if err != nil {
		t.Fatal(err)
	}
	for page := 0; page+4096 <= len(file); page += 4096 {
		if strings.Contains(string(file[page:page+4096]), "acme.example") && !strings.Contains(string(file[page:page+4096]), "Springfield") {
			clear(file[page : page+4096])
		}
	}
	if err := os.WriteFile(h.state, file, 0o600); err != nil {
		t.Fatal(err)
	}
	_, errs, status := h.run("status", "--now", "2026-03-11")
	if status != statusFailed || !strings.Contains(errs, "database disk image is malformed\nhint: 'hearback watch'") {
		t.Errorf("status on the damaged file: %d, %q; want 1, what is wrong and a hint", status, errs)
	}
	if now, err := os.ReadFile(h.state); err != nil || string(now) != string(file) {
		t.Errorf("status changed the damaged file, %v", err)
	}

	said, errs, status := h.run("watch", "--once", "--now", "2026-03-11")
	if status != statusDone || said != "" || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, "the state was damaged: it is kept") || !strings.Contains(errs, "marks=1") {
		t.Errorf("watch: status %d, %q, %q; want one line of warning and nothing told again", status, said, errs)
	}
	kept, err := filepath.Glob(h.state + ".damaged-*[0-9]") // SQLite's own beside it end otherwise
	if err != nil || len(kept) != 1 {
		t.Fatalf("kept: %q, %v, want one file", kept, err)
	}
	if left, err := os.ReadFile(kept[0]); err != nil || string(left) != string(file) {
		t.Errorf("what is kept is not what was left, %v", err)
	}
	if diff := cmp.Diff(want, h.ok("status", "--json", "--now", "2026-03-11")); diff != "" {
		t.Errorf("status (-before +rebuilt):\n%s", diff)
	}
	if got := h.query("SELECT group_concat(kind || ' ' || due) FROM flags WHERE cleared_at IS NULL"); got != "follow_up 2026-03-10" {
		t.Errorf("standing flags: %q", got)
	}
	if got := h.query("SELECT count(*) FROM notices"); got != "0" {
		t.Errorf("%s toasts are to come, of what was told before", got)
	}
	if said, errs, _ := h.run("watch", "--once", "--now", "2026-03-11"); said != "" || errs != "" {
		t.Errorf("once more: %q, %q, want nothing", said, errs)
	}
	d.Deliver("INBOX", letter("Dana Kim <dana@acme.example>", candidate, "six@acme.example", time.Date(2026, 3, 11, 9, 0, 0, 0, newYork), "Re: Interview: Product Manager at Acme Robotics",
		"Hi Alice,\n\nsorry for the wait, the team is still deciding.\n\nDana", "In-Reply-To: <five@acme.example>"))
	if said := h.ok("watch", "--once", "--now", "2026-03-12"); strings.Count(said, "flag cleared") != 1 {
		t.Errorf("what is new is told again: %q, want one flag cleared", said)
	}
}

// P5: a second instance says that there is one, and leaves; reading goes on
// beside it, and a killed one leaves no lock.
func TestP5TwoInstances(t *testing.T) {
	d := imaptest.NewDovecot(t)
	h := newHome(t, d)
	inbox, sent := conversation(silentSince(t, 7))
	d.Fill("INBOX", slices.Values(inbox))
	d.Fill("Sent", slices.Values(sent))
	mail := filepath.Join(t.TempDir(), "one.eml")
	if err := os.WriteFile(mail, inbox[0].Raw, 0o600); err != nil {
		t.Fatal(err)
	}
	w := h.watch()
	w.expect("flag raised", 20*time.Second)
	for _, args := range [][]string{{"watch"}, {"watch", "--once"}, {"import", mail, "--me", candidate}} {
		out, errs, status := h.run(args...)
		if status != statusFailed || out != "" || !strings.Contains(errs, h.state+": another hearback is at work on it\nhint: stop the other") {
			t.Errorf("%q beside watch: status %d, %q; want 1, the file, and a hint", args, status, errs)
		}
	}
	h.ok("status")
	h.ok("show", "1")
	h.ok("mark", "1", "employer", "Acme")
	if err := w.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = w.cmd.Wait()
	h.ok("watch", "--once")
}

// P14: hearback makes its files for their owner only, whatever the umask. What
// it says to a config with a secret that others can read is config's to test.
func TestP14FilesForTheirOwnerOnly(t *testing.T) {
	d := imaptest.NewDovecot(t)
	h := newHome(t, d)
	wire := filepath.Join(t.TempDir(), "wire.log")
	before := syscall.Umask(0)
	h.ok("watch", "--once", "--wire-log", wire)
	syscall.Umask(before)
	for _, file := range []string{h.state, h.state + ".lock", wire} {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); mode != 0o600 {
			t.Errorf("%s: mode %o, want 600", filepath.Base(file), mode)
		}
	}
}

// P17: asked to end at random moments of a first scan, watch ends within five
// seconds and cleanly, and what it had is not lost: the state after the next
// run is that of one that nobody disturbed.
func TestP17TerminatedAtAnyMoment(t *testing.T) {
	t.Parallel()
	d := imaptest.NewDovecot(t)
	calm, whole := undisturbed(t, d)

	h := newHome(t, d)
	dice := rand.New(rand.NewPCG(3, 4))
	for range 5 {
		w := h.watch("--now", dayOfScan)
		<-time.After(time.Duration(dice.Int64N(int64(whole))))
		w.stop(syscall.SIGTERM)
	}
	h.ok("watch", "--once", "--now", dayOfScan)
	if diff := cmp.Diff(contents(t, calm), contents(t, h)); diff != "" {
		t.Errorf("the state after five ends (-undisturbed +ended):\n%s", diff)
	}
}

// P17: a server that idles, one that is silent, and a password that is not told
// do not keep watch from ending.
func TestP17TerminatedWhileItWaits(t *testing.T) {
	d := imaptest.NewDovecot(t)
	h := newHome(t, d)
	m := newManager(t)
	w := h.watchUnder(m)
	m.expect(20*time.Second, "WATCHDOG=1")
	w.stop(syscall.SIGTERM)

	h.configure(fmt.Sprintf("imap = %q\nca_file = %q\npassword_command = \"touch %s.asked; sleep 600\"", d.TLSURL(), d.Authority.File, h.state))
	w = h.watch()
	h.eventually("the password is asked for", 20*time.Second, func() bool {
		_, err := os.Stat(h.state + ".asked")
		return err == nil
	})
	w.stop(syscall.SIGTERM)

	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	h.configure(fmt.Sprintf("imap = \"imaps://%s\"\npassword_command = \"echo %s\"", silent.Addr(), imaptest.Password))
	w = h.watch()
	conn, err := silent.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	w.stop(syscall.SIGTERM)
}
