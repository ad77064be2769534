package main

import (
	"bytes"
	"fmt"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hearback/classify"
	own "hearback/classify/mail"
	"hearback/cmd/hearback/internal/digest"
	"hearback/cmd/hearback/internal/post/posttest"
	"hearback/imapwatch/imaptest"
	"hearback/state"
)

// digestDue is a Monday after eight on which a flag stands in the conversation
// of these tests.
const digestDue = "2026-03-16T08:05:00-04:00"

// withDigest is a home on a server whose mailbox holds a conversation, with a
// table [digest]. Other authorities than the server's are trusted, too.
func withDigest(t *testing.T, d *imaptest.Dovecot, table string, others ...*imaptest.Authority) home {
	t.Helper()
	h := newHome(t, d)
	var bundle []byte
	for _, a := range append(others, d.Authority) {
		pem, err := os.ReadFile(a.File)
		if err != nil {
			t.Fatal(err)
		}
		bundle = append(bundle, pem...)
	}
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, bundle, 0o600); err != nil {
		t.Fatal(err)
	}
	h.configure(fmt.Sprintf("imap = %q\nca_file = %q\npassword_command = \"echo %s\"\n[digest]\n%s", d.TLSURL(), file, imaptest.Password, table))
	return h
}

func fillConversation(d *imaptest.Dovecot) {
	inbox, sent := conversation(time.Date(2026, 3, 3, 16, 20, 0, 0, newYork))
	d.Fill("INBOX", slices.Values(inbox))
	d.Fill("Sent", slices.Values(sent))
}

// digests is how many lie in a mailbox of the server.
func digests(d *imaptest.Dovecot, mailbox string) int {
	return len(strings.Fields(d.Doveadm("search", "-u", imaptest.User, "mailbox", mailbox, "header", "X-Hearback-Digest", "2026"))) / 2
}

// A real server takes the digest over STARTTLS, once; when it arrives it is
// not read as mail.
func TestDigestByExim(t *testing.T) {
	t.Parallel()
	d, e := imaptest.NewDovecot(t), posttest.NewExim(t)
	fillConversation(d)
	h := withDigest(t, d, fmt.Sprintf("smtp = \"smtp://127.0.0.1:%d\"", e.Port), e.Authority)
	h.ok("watch", "--once", "--now", "2026-03-15T23:00:00-04:00") // a Sunday: Monday's is over, and this is the first run
	h.ok("watch", "--once", "--now", digestDue)
	h.ok("watch", "--once", "--now", "2026-03-17")
	if _, errs, status := h.run("digest", "--send", "--now", "2026-03-18"); status != statusFailed || !strings.Contains(errs, "sent already") {
		t.Errorf("once more by hand: status %d, %q; want 1 and that it was sent", status, errs)
	}
	mails := e.Mails(2)
	if len(mails) != 2 { // one of each week
		t.Fatalf("%d digests, want 2\n%s", len(mails), e.Log())
	}
	i := slices.IndexFunc(mails, func(raw []byte) bool { return bytes.Contains(raw, []byte("2026-W12")) })
	m, err := mail.ReadMessage(bytes.NewReader(mails[max(i, 0)]))
	if err != nil || i < 0 {
		t.Fatalf("no digest of 2026-W12: %v", err)
	}
	for name, want := range map[string]string{"Subject": "Your job search: 1 to do", "To": "<" + candidate + ">", "Auto-Submitted": "auto-generated",
		"Message-Id": "<" + digest.MessageID(candidate, "2026-W12") + ">"} {
		if got := m.Header.Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if !bytes.Contains(mails[i], []byte("Follow up: Acme Robotics, Product Manager #1")) {
		t.Errorf("arrived as\n%s", mails[i])
	}
	if log := e.Log(); strings.Count(log, "A=plain:alice") != 2 || strings.Count(log, "X=TLS1.3") != 2 {
		t.Errorf("want both sent after a login under TLS:\n%s", log)
	}

	before := h.ok("status", "--all", "--json", "--now", "2026-03-20")
	d.Deliver("INBOX", mails[i])
	d.Deliver("INBOX", letter("Shop <shop@parcels.example>", candidate, "parcel@parcels.example", time.Now(), "Your parcel", "It is on its way."))
	h.ok("watch", "--once", "--now", "2026-03-20")
	if after := h.ok("status", "--all", "--json", "--now", "2026-03-20"); after != before {
		t.Errorf("the digest was read as mail: before\n%s\nafter\n%s", before, after)
	}
	if got := h.query("SELECT count(*) FROM messages WHERE subject LIKE 'Your job search%'"); got != "0" {
		t.Errorf("%s digests are kept as messages", got)
	}
}

// Machines on one mailbox, a minute apart, send one digest a week, whoever
// files it where.
func TestDigestOfTwoMachines(t *testing.T) {
	t.Parallel()
	d := imaptest.NewDovecot(t)
	fillConversation(d)
	first, second, third := withDigest(t, d, `via = "imap"`), withDigest(t, d, `via = "imap"`), withDigest(t, d, `via = "imap"`)
	first.ok("watch", "--once", "--now", digestDue)
	second.ok("watch", "--once", "--now", "2026-03-16T08:06:00-04:00")
	if got := digests(d, "INBOX"); got != 1 {
		t.Fatalf("%d digests in INBOX, want 1", got)
	}
	if got := second.query("SELECT state FROM notices WHERE kind = 'digest'"); got != "sent" {
		t.Errorf("the second machine has its notice %q, want sent", got)
	}
	d.Doveadm("move", "-u", imaptest.User, "Archive", "mailbox", "INBOX", "header", "X-Hearback-Digest", "2026-W12")
	third.ok("watch", "--once", "--now", "2026-03-18")
	if in, archived := digests(d, "INBOX"), digests(d, "Archive"); in != 0 || archived != 1 {
		t.Errorf("after it was archived: %d in INBOX, %d in Archive; want none and 1", in, archived)
	}
	for _, h := range []home{second, first, third} {
		h.ok("watch", "--once", "--now", "2026-03-23T09:00:00-04:00")
		if got := h.query("SELECT count(*) FROM messages"); got != "5" {
			t.Errorf("%s messages kept, want the 5 of the conversation", got)
		}
	}
	if got := digests(d, "INBOX"); got != 1 {
		t.Errorf("the week after: %d digests, want 1", got)
	}
}

// P1 and P7 with a process: killed when the server has the mail and the note is
// not made, it sends again at most once, and not at all where the mail arrived.
func TestDigestKilled(t *testing.T) {
	t.Parallel()
	d := imaptest.NewDovecot(t)
	fillConversation(d)
	for _, arrives := range []bool{true, false} {
		server, addr, err := posttest.Listen()
		if err != nil {
			t.Fatal(err)
		}
		defer server.Close()
		h := withDigest(t, d, fmt.Sprintf("smtp = \"smtp://%s\"", addr))
		cmd := h.command("watch", "--once", "--now", digestDue)
		server.Fault(func(try int) error {
			if try == 1 {
				cmd.Process.Kill()
			}
			return nil
		})
		if err := cmd.Run(); err == nil {
			t.Fatal("it was not killed")
		}
		if got := h.query("SELECT state FROM notices WHERE kind = 'digest'"); got != "pending" {
			t.Errorf("killed: the notice is %q, want pending", got)
		}
		mails, _ := server.Mails()
		if len(mails) != 1 {
			t.Fatalf("killed: %d mails, want 1", len(mails))
		}
		if arrives {
			d.Deliver("INBOX", mails[0].Raw)
		}
		for range 2 {
			h.ok("watch", "--once", "--now", "2026-03-16T09:00:00-04:00")
		}
		again, _ := server.Mails()
		if want := map[bool]int{true: 1, false: 2}[arrives]; len(again) != want {
			t.Errorf("arrives %t: %d mails, want %d", arrives, len(again), want)
		}
		for _, m := range again {
			if !bytes.Contains(m.Raw, []byte(digest.MessageID(candidate, "2026-W12"))) {
				t.Errorf("sent under another id:\n%.300s", m.Raw)
			}
		}
		if got := h.query("SELECT state FROM notices WHERE kind = 'digest'"); got != "sent" {
			t.Errorf("in the end the notice is %q, want sent", got)
		}
		d.Doveadm("expunge", "-u", imaptest.User, "mailbox", "INBOX", "header", "X-Hearback-Digest", "2026")
	}
}

// M19: what only looks like a digest is read like any mail; S46: the program's
// own is not, in whichever mailbox and however often it lies.
func TestM19LookAlikes(t *testing.T) {
	store, err := state.Open(t.Context(), filepath.Join(t.TempDir(), "state.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	in := &intake{account: "a", me: []string{candidate}, reader: classify.NewReader(candidate), store: store}
	at := time.Date(2026, 3, 16, 8, 0, 0, 0, newYork)
	genuine, err := digest.Of(nil, nil, at, at).Message(digest.Envelope{From: candidate, To: candidate, Week: "2026-W12"})
	if err != nil {
		t.Fatal(err)
	}
	const invitation = "Dear Alice,\n\nwe would like to invite you to an interview for the Data Analyst position at Globex. When are you available?\n\nPat"
	marks := []string{"X-Hearback-Digest: 2026-W12", "Auto-Submitted: no"}
	for i, c := range []struct {
		name string
		raw  []byte
		read bool
	}{
		{"the program's own", genuine, false},
		{"with its subject and marks", letter("Pat <pat@globex.example>", candidate, "x@globex.example", at, "Your job search: interview for the Data Analyst position", invitation, marks...), true},
		{"under its id", letter("Pat <pat@globex.example>", candidate, digest.MessageID(candidate, "2026-W12"), at, "Interview for the Data Analyst position", invitation, marks...), true},
		{"under an id made of its own address", letter("Pat <pat@globex.example>", candidate, digest.MessageID("pat@globex.example", "2026-W12"), at, "Interview for the Data Analyst position", invitation), true},
	} {
		h := own.ParseHeader(c.raw)
		if got := in.gate(&h); got != c.read {
			t.Errorf("%s: the gate says %t, want %t", c.name, got, c.read)
		}
		for _, wished := range []bool{false, true} {
			item, fault := in.imported(uint32(i+1), at, c.raw, wished)
			if got := item.Message != nil; got != c.read || fault != "" {
				t.Errorf("%s, wished for %t: read %t, %q; want %t", c.name, wished, got, fault, c.read)
			}
		}
	}
}
