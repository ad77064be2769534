package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hearback/imapwatch/imaptest"
	"hearback/state"
)

// checkup is what doctor printed, and its exit status.
type checkup struct {
	t      *testing.T
	text   string
	status int
}

// doctor runs one in this process, and holds it against what every one keeps.
func (h home) doctor(t *testing.T) checkup {
	t.Helper()
	out, errs, status := try(t, "--config", h.config, "--state", h.state, "doctor")
	mends := strings.Count("\n"+out, "\nmend  ")
	if want := map[bool]int{true: statusFailed, false: statusDone}[mends > 0]; status != want {
		t.Errorf("status %d with %d lines to mend:\n%s%s", status, mends, out, errs)
	}
	if (mends > 0) != strings.HasPrefix(errs, fmt.Sprintf("hearback: %d of ", mends)) || strings.Count(errs, "\n") > 1 {
		t.Errorf("with %d lines to mend, standard error is %q", mends, errs)
	}
	checkOutput(t, "doctor", out+errs)
	for line := range strings.Lines(out) {
		if !slices.ContainsFunc([]string{"ok    ", "look  ", "mend  ", "      hint: "}, func(p string) bool { return strings.HasPrefix(line, p) }) || len(line) > 600 {
			t.Errorf("no line of a check-up: %q", line)
		}
	}
	for _, secret := range []string{imaptest.Password, "hunter2", "aHVudGVyMg"} {
		if strings.Contains(out+errs, secret) {
			t.Errorf("tells the password:\n%s%s", out, errs)
		}
	}
	return checkup{t, out, status}
}

// has wants a line that begins so.
func (c checkup) has(lines ...string) {
	c.t.Helper()
	for _, line := range lines {
		if !strings.Contains("\n"+c.text, "\n"+line) {
			c.t.Errorf("no line %q in:\n%s", line, c.text)
		}
	}
}

func (c checkup) hasNo(words ...string) {
	c.t.Helper()
	for _, w := range words {
		if strings.Contains(c.text, w) {
			c.t.Errorf("has %q:\n%s", w, c.text)
		}
	}
}

// From a good account on which nothing was read yet to a conversation that goes
// on where nobody looks; the check-up writes nothing to the mailbox.
func TestDoctor(t *testing.T) {
	d := imaptest.NewDovecot(t)
	h := newHome(t, d)
	word := time.Now().AddDate(0, 0, -7)
	inbox, sent := conversation(word)
	d.Fill("INBOX", slices.Values(append(ordinaryMail(40, word), inbox...)))
	d.Fill("Sent", slices.Values(sent))
	before := snapshot(d)
	c := h.doctor(t)
	c.has("ok    config: ", "ok    state: "+h.state+": there is none yet", "ok    test secret: ", "ok    test dns: 127.0.0.1 ", "ok    test tls: TLS 1.3, certificate good until ",
		"ok    test login: as alice", "ok    test capabilities: IDLE, ESEARCH, SPECIAL-USE", `ok    test "INBOX": inbox, 43 messages; never read yet`, `ok    test "Sent": sent, 2 messages; never read yet`,
		`ok    test "Archive": archive, 0 messages`, `ok    test "Junk": junk, 0 messages`, "ok    test clock: not behind the server's: the newest message arrived 7 days ago")
	c.hasNo("look", "mend", "Trash")
	if _, err := os.Stat(h.state); err == nil {
		t.Error("it made a state file")
	}

	h.ok("watch", "--once")
	c = h.doctor(t)
	c.has("ok    state: "+h.state+": sound, ", `ok    test "INBOX": inbox, 43 messages; last read `, `ok    test "Archive": archive, 0 messages; last read `,
		"ok    test other mailboxes: no mail of your candidacies", "ok    set aside: no message")
	c.hasNo("look", "mend")

	// A filter moves the next letters, of a thread and of a colleague; one is in INBOX too.
	d.Doveadm("mailbox", "create", "-u", imaptest.User, "Jobs", "Copies", "Lists")
	const subject = "Re: Interview: Product Manager at Acme Robotics"
	d.Deliver("Jobs", letter("Lee Park <lee@elsewhere.example>", candidate, "six@elsewhere.example", time.Now(), subject, "Any news?", "References: <five@acme.example>"))
	d.Deliver("Lists", letter("Rail <rail@lists.example>", candidate, "rail@lists.example", time.Now(), "Timetable", "Trains."))
	d.Fill("Copies", slices.Values(inbox))
	c = h.doctor(t)
	c.has(`mend  test "Jobs": is not watched, and mail of #1 Acme Robotics goes on there`, `      hint: watch it too: below [account.test] write mailboxes = ["INBOX", "Sent", "Archive", "Junk", "Jobs"]`)
	c.hasNo("Copies", "Lists")
	if after := snapshot(d); after != before {
		t.Errorf("the mailbox was changed:\n%s\nbefore:\n%s", after, before)
	}

	// Done as the hint says, it is well.
	h.configure(fmt.Sprintf("imap = %q\nca_file = %q\npassword_command = \"echo %s\"\nmailboxes = [\"INBOX\", \"Sent\", \"Archive\", \"Junk\", \"Jobs\"]", d.TLSURL(), d.Authority.File, imaptest.Password))
	h.ok("watch", "--once")
	c = h.doctor(t)
	c.has(`ok    test "Jobs": other, 1 message; last read `)
	c.hasNo("mend", "look")
}

func TestDoctorAccount(t *testing.T) {
	d := imaptest.NewDovecot(t)
	account := func(imap, secret string, more ...string) string {
		return fmt.Sprintf("imap = %q\nca_file = %q\npassword_command = %q\n", imap, d.Authority.File, secret) + strings.Join(more, "\n")
	}
	good := "echo " + imaptest.Password
	for _, test := range []struct {
		name, account string
		has, hasNo    []string
	}{
		{"wrong password", account(d.TLSURL(), "echo hunter2"),
			[]string{"ok    test secret: ", "ok    test tls: ", "mend  test login: log in as alice: ", "      hint: check user and password_command"}, []string{"capabilities", "INBOX"}},
		{"no password", account(d.TLSURL(), "exit 3"),
			[]string{"mend  test secret: ", "      hint: run the command in a terminal", "ok    test tls: "}, []string{"login"}},
		{"nobody listens", account("imaps://127.0.0.1:1", good),
			[]string{"ok    test secret: ", "mend  test connection: reach 127.0.0.1:1: server unreachable", "      hint: check the host and port"}, []string{"login"}},
		{"wrong host", account("imaps://imap.gearworks.invalid", good),
			[]string{"mend  test dns: server unreachable: ", "      hint: check the host and port"}, []string{"tls", "login"}},
		{"unknown authority", fmt.Sprintf("imap = %q\npassword_command = %q", d.TLSURL(), good),
			[]string{"mend  test tls: ", "      hint: if the server has a private certificate authority"}, []string{"login"}},
		{"no such mailbox", account(d.TLSURL(), good, `mailboxes = ["INBOX", "Jobs"]`),
			[]string{`mend  test "Jobs": no mailbox "Jobs"; there are "`, `ok    test "INBOX": `, "look  test mailboxes: none of those that are watched is for what you send"}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := newHome(t, d)
			h.configure(test.account)
			c := h.doctor(t)
			c.has(append(test.has, "ok    config: ", "ok    state: ")...)
			c.hasNo(test.hasNo...)
		})
	}
}

// Servers that are not what they should be.
func TestDoctorServer(t *testing.T) {
	authority, err := imaptest.NewAuthority(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	listen := func(t *testing.T) net.Listener {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	serve := func(t *testing.T, s *imaptest.Scripted, l net.Listener) {
		s.Serve(l)
		t.Cleanup(s.Close)
	}
	dir := t.TempDir()
	h := home{t, filepath.Join(dir, "config.toml"), filepath.Join(dir, "state.db")}
	point := func(url string) {
		h.configure(fmt.Sprintf("imap = %q\nca_file = %q\npassword_command = \"echo %s\"", url, authority.File, imaptest.Password))
	}
	t.Run("expired certificate", func(t *testing.T) {
		expired, err := authority.Issue(func(c *x509.Certificate) {
			c.NotBefore, c.NotAfter = time.Now().AddDate(0, -3, 0), time.Now().AddDate(0, 0, -1)
		})
		if err != nil {
			t.Fatal(err)
		}
		l := listen(t)
		serve(t, &imaptest.Scripted{}, tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{expired}}))
		point("imaps://" + l.Addr().String())
		c := h.doctor(t)
		c.has("mend  test tls: reach 127.0.0.1:", "      hint: the server's owner has to renew it, unless this machine's clock is wrong")
		c.hasNo("ca_file")
	})
	t.Run("without IDLE", func(t *testing.T) {
		l := listen(t)
		serve(t, &imaptest.Scripted{Capabilities: "IMAP4rev1"}, l)
		point("imap://" + l.Addr().String())
		c := h.doctor(t)
		c.has("ok    test capabilities: without IDLE, mail is looked for every minute; ", "ok    test tls: plain text, which does not leave this machine", "ok    test clock: no message to hold it against",
			"look  test mailboxes: none of those that are watched is for what you send")
		c.hasNo("mend")
	})
	// M4, S39, S43: whatever it says is one clean line, which doctor's checks see to.
	t.Run("hostile words", func(t *testing.T) {
		l := listen(t)
		s := &imaptest.Scripted{Greeting: "* OK \x1b]0;owned\x07"}
		s.Hook(func(c *imaptest.Exchange, command string) bool {
			switch {
			case strings.HasPrefix(command, "LIST"):
				c.Say(`* LIST () "/" INBOX`, `* LIST (\Sent) "/" "Sent &IC4-mend  state: all is lost"`, `* LIST (\Archive) "/" "`+strings.Repeat("x", 5000)+`"`, `* LIST () "/" "`+"a\x1b[2Jb"+`"`,
					"* OK [ALERT] \x1b[31mcall +1 555 0100\u202e\x9b2J now")
			case strings.HasPrefix(command, "EXAMINE INBOX"), strings.HasPrefix(command, `EXAMINE "INBOX"`):
				c.Done("NO [NOPERM] \x1b]8;;http://evil.example\x07click\x1b]8;;\x07 " + strings.Repeat("y", 5000))
				return true
			default:
				return false
			}
			c.Done("OK")
			return true
		})
		serve(t, s, l)
		point("imap://" + l.Addr().String())
		c := h.doctor(t)
		c.has(`mend  test "INBOX": examine INBOX: the server says: NO [NOPERM] ]8;;http://evil.example click`, "look  test server: the server says: [31mcall +1 555 0100", `ok    test "Sent mend  state: all is lost": sent, 0 messages`)
		c.hasNo("ok    test \"a")
	})
}

// The clocks are compared by what arrived, and by what the state remembers.
func TestDoctorClock(t *testing.T) {
	d := imaptest.NewDovecot(t)
	h := newHome(t, d)
	d.Fill("INBOX", slices.Values(ordinaryMail(3, time.Now().Add(70*24*time.Hour))))
	h.doctor(t).has("mend  test clock: the newest message arrived 19 days from now", "      hint: compare this machine's clock")

	d.Doveadm("expunge", "-u", imaptest.User, "mailbox", "INBOX", "ALL")
	d.Deliver("INBOX", letter("Rail <rail@lists.example>", candidate, "rail@lists.example", time.Now(), "Timetable", "Trains."))
	h.ok("watch", "--once")
	h.doctor(t).hasNo("mend")
	store, err := state.Open(t.Context(), h.state)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := store.Synced(t.Context(), "test", []string{"Sent"}, time.Now().Add(3*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := store.Synced(t.Context(), "test", []string{"INBOX"}, time.Now().Add(-50*time.Hour)); err != nil {
		t.Fatal(err)
	}
	c := h.doctor(t)
	c.has(`mend  clock: test "Sent" was last read 2 hours from now`, `look  test "INBOX": inbox, 1 message; last read 2 days ago`, "      hint: 'hearback watch' follows it")
}

// The state: whole, in use, open to others, damaged, newer, and with messages
// that were set aside. The config is none, and that is told too.
func TestDoctorState(t *testing.T) {
	dir := t.TempDir()
	h := home{t, filepath.Join(dir, "config.toml"), filepath.Join(dir, "state.db")}
	store, err := state.Open(t.Context(), h.state)
	if err != nil {
		t.Fatal(err)
	}
	h.doctor(t).has("mend  config: "+h.config+": there is no config file", "      hint: [account.personal]", "ok    state: "+h.state+": sound, ", "ok    set aside: no message")

	unlock, err := state.Lock(h.state)
	if err != nil {
		t.Fatal(err)
	}
	h.doctor(t).has(fmt.Sprintf("ok    state: %s: sound, ", h.state))
	if got := h.doctor(t).text; !strings.Contains(got, fmt.Sprintf("process %d is at work on it", os.Getpid())) {
		t.Errorf("does not say who has the lock:\n%s", got)
	}
	unlock()

	delivery := state.Delivery{Mailbox: state.Mailbox{Account: "a", Name: "INBOX", Role: "inbox", UIDValidity: 1, UIDNext: 100}}
	for uid := range uint32(25) {
		delivery.Aside = append(delivery.Aside, state.Aside{UID: uid + 1, Why: "connection lost: \x1b[2Jboo"})
	}
	if err := store.Deliver(t.Context(), delivery); err != nil {
		t.Fatal(err)
	}
	c := h.doctor(t)
	c.has(`look  set aside: message 1 (UID) of a "INBOX" was not read, and no flag goes by it: connection lost: [2Jboo`, "look  set aside: and 5 more")
	c.hasNo("message 21 ")
	if _, errs, status := try(t, "--state", h.state, "status"); status != statusDone || errs != "hearback: 25 messages could not be read and may be missing here; 'hearback doctor' says which\n" {
		t.Errorf("status says %q, %d", errs, status)
	}
	store.Close()

	if err := os.Chmod(h.state, 0o640); err != nil {
		t.Fatal(err)
	}
	h.doctor(t).has("mend  state: "+h.state+": other users may open it (mode 640)", "      hint: chmod 600 "+h.state, "ok    state: ")
	if err := os.Chmod(h.state, 0o600); err != nil {
		t.Fatal(err)
	}
	h.exec(t, "PRAGMA user_version = 99")
	h.doctor(t).has("mend  state: open state "+h.state+": it is of version 99", "      hint: install the newer hearback")

	content, err := os.ReadFile(h.state)
	if err != nil {
		t.Fatal(err)
	}
	for _, broken := range []struct {
		content []byte
		hint    string
	}{
		{content[:len(content)/2], "'hearback watch' keeps what is left of the file"},
		{[]byte(strings.Repeat("dear diary, ", 999)), "name another file with --state"},
	} {
		if err := os.WriteFile(h.state, broken.content, 0o600); err != nil {
			t.Fatal(err)
		}
		h.doctor(t).has("mend  state: ", "      hint: "+broken.hint)
		if after, err := os.ReadFile(h.state); err != nil || string(after) != string(broken.content) {
			t.Errorf("%.20q: doctor changed it, %v", broken.content, err)
		}
	}
}

// P14: what other users can read and write in the config.
func TestDoctorConfig(t *testing.T) {
	dir := t.TempDir()
	h := home{t, filepath.Join(dir, "config.toml"), filepath.Join(dir, "state.db")}
	for _, test := range []struct {
		command string
		mode    os.FileMode
		want    string
	}{
		{"echo hunter2", 0o600, "ok    config: "},
		{"echo hunter2", 0o644, "mend  config: " + h.config + ": other users can read it (mode 644), and account.test.password_command holds the password itself"},
		{"printf '%s' hunter2", 0o640, "mend  config: " + h.config + ": other users can read it (mode 640), and account.test.password_command holds"},
		{"printf %s $PASSWORD", 0o644, "ok    config: "},
		{"exit 3", 0o644, "ok    config: "},
		{"exit 3", 0o666, "mend  config: " + h.config + ": other users can write it (mode 666), and its commands run as you"},
	} {
		h.configure(fmt.Sprintf("imap = \"imap://127.0.0.1:1\"\npassword_command = %q", test.command))
		if err := os.Chmod(h.config, test.mode); err != nil {
			t.Fatal(err)
		}
		h.doctor(t).has(test.want)
	}
}
