package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearback/classify/mail"
	"hearback/imapwatch/imaptest"

	"hearback/classify/mail/mailtest"
)

// corpusThreads returns some threads of our labelled corpus by mailbox, in the
// order of their dates, and the addresses of the candidates who wrote in them.
func corpusThreads(t *testing.T, threads ...string) (boxes map[string][]imaptest.Message, me []string) {
	t.Helper()
	boxes = map[string][]imaptest.Message{}
	for _, thread := range threads {
		files, err := filepath.Glob(filepath.Join("..", "..", "classify", "corpus", "open", "*", thread+"-*.eml"))
		if err != nil || len(files) == 0 {
			t.Fatalf("thread %s: %d files, %v", thread, len(files), err)
		}
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			h, box := mail.ParseHeader(raw), "INBOX"
			if strings.HasPrefix(filepath.Base(filepath.Dir(file)), "own_") {
				box = "Sent"
				if a := h.Sent().Address; !slices.Contains(me, a) {
					me = append(me, a)
				}
			}
			boxes[box] = append(boxes[box], imaptest.Message{Raw: raw, Received: h.Date.Add(time.Minute).Truncate(time.Second)})
		}
	}
	for _, messages := range boxes {
		slices.SortStableFunc(messages, func(a, b imaptest.Message) int { return a.Received.Compare(b.Received) })
	}
	slices.Sort(me)
	return boxes, me
}

// writeMbox writes messages as an mbox file, the lines of their texts that
// begin with "From " quoted (mboxrd).
func writeMbox(path string, messages []imaptest.Message) error {
	var b bytes.Buffer
	for _, m := range messages {
		fmt.Fprintf(&b, "From x %s\n", m.Received.UTC().Format(time.ANSIC))
		for line := range bytes.Lines(bytes.ReplaceAll(m.Raw, []byte("\r\n"), []byte("\n"))) {
			if bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From ")) {
				b.WriteByte('>')
			}
			b.Write(line)
		}
		b.WriteString("\n\n")
	}
	return os.WriteFile(path, b.Bytes(), 0o600)
}

// writeMaildir writes messages as a Maildir.
func writeMaildir(path string, messages []imaptest.Message) error {
	folder := filepath.Join(path, "cur")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	for i, m := range messages {
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%d.M%06d.host:2,S", m.Received.Unix(), i)), m.Raw, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// The same threads as mbox files, as Maildirs, and from a real server end in
// the same candidacies with the same messages.
func TestThreadsByEveryWay(t *testing.T) {
	boxes, me := corpusThreads(t, "a01", "a04", "a06", "a10", "a13", "a17", "b01", "b04", "b09", "b12", "b14", "b20", "an05", "an07")
	states := map[string]string{}
	for form, write := range map[string]func(dir, box string, messages []imaptest.Message) error{
		"mbox": func(dir, box string, messages []imaptest.Message) error {
			return writeMbox(filepath.Join(dir, box+".mbox"), messages)
		},
		"Maildir": func(dir, box string, messages []imaptest.Message) error {
			return writeMaildir(filepath.Join(dir, map[string]string{"INBOX": "", "Sent": ".Sent"}[box]), messages)
		},
	} {
		dir := t.TempDir()
		for box, messages := range boxes {
			if err := write(dir, box, messages); err != nil {
				t.Fatal(err)
			}
		}
		states[form] = filepath.Join(t.TempDir(), "state.db")
		args := []string{"--state", states[form], "import", dir}
		for _, address := range me {
			args = append(args, "--me", address)
		}
		ok(t, args...)
	}
	d := imaptest.NewDovecot(t)
	h := newHome(t, d)
	h.configure(fmt.Sprintf("since = \"3650d\"\naliases = [\"%s\"]\nimap = %q\nca_file = %q\npassword_command = \"echo %s\"", strings.Join(me, `", "`), d.TLSURL(), d.Authority.File, imaptest.Password))
	for box, messages := range boxes {
		d.Fill(box, slices.Values(messages))
	}
	h.ok("watch", "--once")
	states["IMAP"] = h.state

	want := said(t, states["mbox"])
	if n := len(want["candidacies"]); n < 12 || len(want["messages"]) < 50 {
		t.Fatalf("mbox: got %d candidacies with %d messages, want at least 12 with 50", n, len(want["messages"]))
	}
	for form, file := range states {
		if diff := cmp.Diff(want, said(t, file)); diff != "" {
			t.Errorf("%s says otherwise (-mbox +%s):\n%s", form, form, diff)
		}
	}
}

// said is what the views of a state say, the numbers of its candidacies aside.
func said(t *testing.T, file string) map[string][]string {
	t.Helper()
	h := home{t: t, state: file}
	all := map[string][]string{}
	for name, q := range map[string]string{
		"candidacies": "SELECT json_array(employer, domain, role, stage, certainty, outcome, last_employer_reply, last_from_you, messages) AS line FROM candidacies",
		"messages": `SELECT json_array(c.employer, c.role, message_id, at, sender, subject, kind, author, confidence, reply, found_in, text) AS line
			FROM messages m JOIN candidacies c ON c.id = m.candidacy`,
	} {
		all[name] = strings.Split(h.query("SELECT group_concat(line, char(10)) FROM (SELECT line FROM ("+q+") ORDER BY line)"), "\n")
	}
	return all
}

// ordinaryArchive unpacks an archive of ordinary mail as .eml files.
func ordinaryArchive(t *testing.T, name, dir string) int {
	t.Helper()
	n := 0
	mailtest.EachReal(t, "ordinary/"+name, func(_ string, raw []byte) {
		if bytes.HasPrefix(raw, []byte("From ")) { // one message of an mbox
			_, raw, _ = bytes.Cut(raw, []byte("\n"))
		}
		n++
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%05d.eml", n)), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	})
	return n
}

// Thousands of ordinary messages and spam, to whom they were sent, make no
// candidacy.
func TestOrdinaryMailMakesNoCandidacy(t *testing.T) {
	for _, c := range []struct {
		archive string
		least   int // messages
		me      []string
	}{
		{"spamassassin.tar.gz", 3000, []string{"yyyy@localhost.spamassassin.taint.org", "zzzz@localhost.spamassassin.taint.org", "yyyy@spamassassin.taint.org", "yyyy@localhost.netnoteinc.com", "zzzz@localhost.netnoteinc.com"}},
		{"mailing-list.tar.gz", 1500, []string{"lists@lfdr.de"}},
	} {
		t.Run(c.archive, func(t *testing.T) {
			dir := t.TempDir()
			if n := ordinaryArchive(t, c.archive, dir); n < c.least {
				t.Fatalf("got %d messages, want at least %d", n, c.least)
			}
			args := []string{"--state", filepath.Join(t.TempDir(), "state.db"), "import", dir}
			for _, address := range c.me {
				args = append(args, "--me", address)
			}
			ok(t, args...)
			h := home{t: t, state: args[1]}
			if got := h.query("SELECT count(*) FROM candidacies"); got != "0" {
				t.Errorf("%s candidacies: %s", got, h.query("SELECT group_concat(sender || ': ' || subject || ' (' || kind || ' ' || confidence || ')', char(10)) FROM messages"))
			}
		})
	}
}
