package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearback/classify/advice"
	"hearback/classify/timeline"
	"hearback/cmd/hearback/internal/report"
	"hearback/imapwatch/imaptest"
)

// A mailbox with ordinary mail and one conversation over INBOX and Sent, the
// employer's last word five business days ago.
func TestOneConversation(t *testing.T) {
	d := imaptest.NewDovecot(t)
	h := newHome(t, d)
	word := time.Date(2026, 3, 3, 16, 20, 0, 0, newYork)
	inbox, sent := conversation(word)
	d.Fill("INBOX", slices.Values(append(ordinaryMail(400, word), inbox...)))
	d.Fill("Sent", slices.Values(sent))
	before := snapshot(d)

	wire := filepath.Join(t.TempDir(), "wire.log")
	h.ok("watch", "--once", "--now", "2026-03-09T20:00:00-04:00", "--wire-log", wire)
	if log, err := os.ReadFile(wire); err != nil || !strings.Contains(string(log), "EXAMINE") || strings.Contains(string(log), imaptest.Password) {
		t.Errorf("the wire log, %v, has no EXAMINE, or has the password:\n%.2000s", err, log)
	}
	evening := h.status("--now", "2026-03-09T23:59:59-04:00")
	if len(evening.Candidacies) != 1 {
		t.Fatalf("%d candidacies, want the one:\n%s", len(evening.Candidacies), h.ok("status", "--all"))
	}
	c := evening.Candidacies[0]
	id := "<five@acme.example>"
	want := &report.Letter{At: "2026-03-03T16:20:00-05:00", From: "dana@acme.example", Subject: "Re: Interview: Product Manager at Acme Robotics", MessageID: &id, FoundIn: "inbox"}
	if diff := cmp.Diff(want, c.LastEmployerReply); diff != "" {
		t.Errorf("last_employer_reply (-want +got):\n%s", diff)
	}
	for _, check := range []struct{ what, got, want string }{
		{"employer", *c.Employer.Name, "Acme Robotics"}, {"domain", *c.Employer.Domain, "acme.example"}, {"waiting_on", c.WaitingOn, "employer"},
		{"waiting_since", *c.WaitingSince, "2026-03-03T16:20:00-05:00"}, {"stage", c.Stage, "interviewing"}, {"thank_you", c.ThankYou, "sent"},
		{"window", fmt.Sprint(*c.Window), "{none_promised 2026-03-09 2026-03-10}"}, {"last_from_you", *c.LastFromYou.MessageID, "<four@example.org>"},
	} {
		if check.got != check.want {
			t.Errorf("%s: got %q, want %q", check.what, check.got, check.want)
		}
	}
	if c.Flag != nil {
		t.Errorf("the evening before: flag %+v, want none", *c.Flag)
	}
	morning := h.status("--now", "2026-03-10T00:00:00-04:00").Candidacies[0].Flag
	if morning == nil || morning.Kind != "follow_up" || morning.Raised != (timeline.Date{Year: 2026, Month: 3, Day: 10}) || morning.SilentBusinessDays != 5 || morning.SilentDays != 7 {
		t.Errorf("on the morning of due: flag %+v, want follow_up after 7 days, 5 of them business days", morning)
	}
	if diff := cmp.Diff(before, snapshot(d)); diff != "" {
		t.Errorf("the mailbox was changed (-before +after):\n%s", diff)
	}
	if _, _, status := h.run("status", "--exit-code", "--now", "2026-03-10"); status != statusFlag {
		t.Errorf("status --exit-code with a flag up: %d, want 3", status)
	}
}

// silentSince returns a time n business days ago, so that a flag stands now.
func silentSince(t *testing.T, n int) time.Time {
	calendar, err := advice.NewCalendar("us", newYork)
	if err != nil {
		t.Fatal(err)
	}
	today := calendar.Today(time.Now())
	day := today
	for calendar.BusinessDaysBetween(day, today) < n {
		day = day.AddDays(-1)
	}
	return day.In(newYork).Add(10 * time.Hour)
}

// watchSilence starts watch on a mailbox in which a flag stands, and waits for
// it to be raised. It returns what lies in Sent too.
func watchSilence(t *testing.T) (*imaptest.Dovecot, *watching, []imaptest.Message) {
	t.Helper()
	d := imaptest.NewDovecot(t)
	h := newHome(t, d)
	inbox, sent := conversation(silentSince(t, 7))
	d.Fill("INBOX", slices.Values(append(ordinaryMail(50, time.Now()), inbox...)))
	d.Fill("Sent", slices.Values(sent))
	w := h.watch("-v")
	w.expect("flag raised", 20*time.Second)
	return d, w, sent
}

// While watch idles, other programs deliver and save.
func TestWatchWhileMailArrives(t *testing.T) {
	t.Parallel()
	d, w, _ := watchSilence(t)
	h := w.home

	_, errs, status := h.run("watch", "--once")
	if status != statusFailed || !strings.Contains(errs, "another hearback") || !strings.Contains(errs, "\nhint: ") {
		t.Errorf("a second watch on the same state: status %d, %q; want 1 and a hint", status, errs)
	}

	now := time.Now().In(newYork).Truncate(time.Second)
	d.Deliver("INBOX", letter("Dana Kim <dana@acme.example>", candidate, "six@acme.example", now, "Re: Interview: Product Manager at Acme Robotics",
		"Hi Alice,\n\nsorry for the wait, the team is still deciding.\n\nDana", "In-Reply-To: <five@acme.example>"))
	delivered := time.Now()
	w.expect("flag cleared", 3*time.Second)
	h.eventually("the new last_employer_reply in the state", 3*time.Second-time.Since(delivered), func() bool {
		return h.query("SELECT last_employer_reply FROM candidacies") == now.UTC().Format(time.RFC3339)
	})
	if got := h.query("SELECT cleared_by FROM flags"); got != "they replied" {
		t.Errorf("the flag was cleared by %q, want they replied", got)
	}

	// INBOX says nothing of Sent; the next thing that wakes the watcher shows it.
	d.Deliver("Sent", letter("Alice <"+candidate+">", "dana@acme.example", "seven@example.org", now.Add(time.Second), "Re: Interview: Product Manager at Acme Robotics",
		"Thanks, Dana. I'm still very interested. Is there any news on the timeline?\n\nAlice", "In-Reply-To: <six@acme.example>"))
	d.Deliver("INBOX", letter("Shop <shop@parcels.example>", candidate, "parcel@parcels.example", now, "Your parcel", "It is on its way."))
	h.eventually("the message saved to Sent in the state", 5*time.Second, func() bool {
		return h.query("SELECT kind FROM messages WHERE message_id = '<seven@example.org>'") == "own_follow_up"
	})
	w.stop(os.Interrupt)
}

// dayOfScan is when the mail of undisturbed is read.
const dayOfScan = "2026-03-11"

// undisturbed fills a mailbox with ordinary mail that a conversation is spread
// over, and reads it in one run: it returns what that run wrote, and how long it
// took.
func undisturbed(t *testing.T, d *imaptest.Dovecot) (h home, took time.Duration) {
	t.Helper()
	word := time.Date(2026, 3, 3, 16, 20, 0, 0, newYork)
	inbox, sent := conversation(word)
	mail := ordinaryMail(4000, word)
	for i, m := range inbox {
		mail = slices.Insert(mail, (i+1)*len(mail)/(len(inbox)+1), m)
	}
	d.Fill("INBOX", slices.Values(mail))
	d.Fill("Sent", slices.Values(sent))
	h = newHome(t, d)
	start := time.Now()
	h.ok("watch", "--once", "--now", dayOfScan)
	return h, time.Since(start)
}

// Killed at ten random moments of a first scan and started again, the state is
// that of a run that nobody disturbed.
func TestKilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	d := imaptest.NewDovecot(t)
	calm, whole := undisturbed(t, d)

	h := newHome(t, d)
	dice := rand.New(rand.NewPCG(1, 2))
	kills := 0
	for kills < 10 {
		cmd := h.command("watch", "--once", "--now", dayOfScan)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		select {
		case <-time.After(time.Duration(dice.Int64N(int64(whole)))):
			cmd.Process.Kill()
			<-ended
			kills++
		case err := <-ended:
			if err != nil {
				t.Fatal(err)
			}
			// Read to its end between two kills: once more from the beginning.
			for _, suffix := range []string{"", "-wal", "-shm"} {
				os.Remove(h.state + suffix)
			}
		}
	}
	h.ok("watch", "--once", "--now", dayOfScan)
	if diff := cmp.Diff(contents(t, calm), contents(t, h)); diff != "" {
		t.Errorf("the state after ten kills (-undisturbed +killed):\n%s", diff)
	}
}

// contents is what a state says, by its views and its resume points.
func contents(t *testing.T, h home) map[string][]string {
	t.Helper()
	all := dump(t, h.state, map[string]string{
		"candidacies": "SELECT json_array(id, employer, domain, role, stage, certainty, outcome, last_employer_reply, last_from_you, messages) FROM candidacies",
		"messages":    "SELECT json_array(candidacy, message_id, at, sender, subject, kind, author, reply, found_in, text) FROM messages",
		"flags":       "SELECT json_array(candidacy, kind, rule, due, cleared_by) FROM flags",
		"mailboxes":   "SELECT json_array(name, role, uid_validity, uid_next) FROM mailbox",
		"ties":        "SELECT json_array(m.name, uid, hash) FROM tie JOIN mailbox m ON m.id = mailbox",
		"places":      "SELECT json_array(m.name, uid, key) FROM place JOIN mailbox m ON m.id = mailbox",
	})
	if len(all["candidacies"]) != 1 || len(all["messages"]) != 5 {
		t.Errorf("got %d candidacies with %d messages, want 1 with 5; tables: %v", len(all["candidacies"]), len(all["messages"]), slices.Collect(maps.Keys(all)))
	}
	return all
}

// The server stops for half a minute and comes back; then a mailbox is deleted
// and made anew with the same messages. Nothing is lost, nothing told twice.
func TestServerGoesAndComes(t *testing.T) {
	t.Parallel()
	d, w, sent := watchSilence(t)
	h := w.home

	away := 30 * time.Second
	if testing.Short() {
		away = 2 * time.Second
	}
	d.Stop()
	<-time.After(away)
	d.Start()
	now := time.Now().In(newYork).Truncate(time.Second)
	d.Deliver("INBOX", letter("Dana Kim <dana@acme.example>", candidate, "six@acme.example", now, "Re: Interview: Product Manager at Acme Robotics",
		"Hi Alice,\n\nsorry for the wait, the team is still deciding.\n\nDana", "In-Reply-To: <five@acme.example>"))
	w.expect("flag cleared", away+2*time.Minute) // a login that fails meanwhile makes the pause longer

	sentBefore := h.query("SELECT uid_validity FROM mailbox WHERE name = 'Sent'")
	d.Doveadm("mailbox", "delete", "-u", imaptest.User, "Sent")
	d.Doveadm("mailbox", "create", "-u", imaptest.User, "Sent")
	d.Fill("Sent", slices.Values(sent))
	messages := h.query("SELECT count(*) FROM messages")
	d.Deliver("INBOX", letter("Shop <shop@parcels.example>", candidate, "parcel@parcels.example", now, "Your parcel", "It is on its way."))
	h.eventually("the mailbox made anew is read", 30*time.Second, func() bool {
		return h.query("SELECT uid_validity FROM mailbox WHERE name = 'Sent'") != sentBefore && h.query("SELECT count(*) FROM place JOIN mailbox m ON m.id = mailbox WHERE name = 'Sent'") == "2"
	})
	w.stop(syscall.SIGTERM)
	if got := h.query("SELECT count(*) FROM messages"); got != messages {
		t.Errorf("%s messages in candidacies, want %s as before", got, messages)
	}
	if got := h.query("SELECT count(*) || ' ' || count(cleared_at) FROM flags"); got != "1 1" {
		t.Errorf("flags and cleared: %s, want 1 1", got)
	}
	for drained := false; !drained; {
		select {
		case line := <-w.lines:
			if strings.Contains(line, "  flag ") || strings.Contains(line, "  reply ") {
				t.Errorf("told twice: %s", line)
			}
		default:
			drained = true
		}
	}
}

// What a person has to mend is said in one line, with a hint, and no secret.
func TestServerErrors(t *testing.T) {
	d := imaptest.NewDovecot(t)
	for _, c := range []struct{ name, account, want string }{
		{"wrong password", fmt.Sprintf("imap = %q\nca_file = %q\npassword_command = \"echo hunter2\"", d.TLSURL(), d.Authority.File), "log in"},
		{"untrusted certificate", fmt.Sprintf("imap = %q\npassword_command = \"echo hunter2\"", d.TLSURL()), "certificate"},
		{"password command fails", fmt.Sprintf("imap = %q\nca_file = %q\npassword_command = \"echo hunter2; exit 3\"", d.TLSURL(), d.Authority.File), "password_command"},
		{"no such mailbox", fmt.Sprintf("imap = %q\nca_file = %q\npassword_command = \"echo %s\"\nmailboxes = [\"INBOX\", \"Jobs\"]", d.TLSURL(), d.Authority.File, imaptest.Password), "Jobs"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHome(t, d)
			h.configure(c.account)
			for _, args := range [][]string{{"watch", "--once"}, {"watch"}} {
				out, errs, status := h.run(args...)
				lines := strings.Split(strings.TrimSpace(errs), "\n")
				if status != 1 && status != 2 || out != "" {
					t.Errorf("%q: status %d, output %q", args, status, out)
				}
				if !strings.HasPrefix(lines[0], "hearback: ") || !strings.Contains(lines[0], c.want) {
					t.Errorf("%q: got %q, want a line with %q", args, errs, c.want)
				}
				for _, hint := range lines[1:] {
					if !strings.HasPrefix(hint, "hint: ") {
						t.Errorf("%q: more than one line: %q", args, errs)
					}
				}
				if len(lines) < 2 {
					t.Errorf("%q: no hint: %q", args, errs)
				}
				for _, secret := range []string{"hunter2", "aHVudGVyMg", imaptest.Password} {
					if strings.Contains(errs, secret) {
						t.Errorf("%q tells the password: %q", args, errs)
					}
				}
			}
		})
	}
}

// A restart with nothing new reads no message again, and in all that is sent
// there is no command that writes.
func TestRestartReadsNothing(t *testing.T) {
	d := imaptest.NewDovecot(t)
	recorder, err := imaptest.Record(d.TLSAddr(), d.Authority.Pool)
	if err != nil {
		t.Fatal(err)
	}
	defer recorder.Close()
	h := newHome(t, d)
	h.configure(fmt.Sprintf("imap = %q\npassword_command = \"echo %s\"", recorder.URL(), imaptest.Password))
	word := time.Date(2026, 3, 3, 16, 20, 0, 0, newYork)
	inbox, sent := conversation(word)
	d.Fill("INBOX", slices.Values(append(ordinaryMail(700, word), inbox...)))
	d.Fill("Sent", slices.Values(sent))

	h.ok("watch", "--once", "--now", "2026-03-11")
	first := recorder.Commands()
	recorder.Forget()
	h.ok("watch", "--once", "--now", "2026-03-11")
	again := recorder.Commands()
	for _, command := range again {
		if strings.Contains(command, "FETCH") {
			t.Errorf("with nothing new: %s", command)
		}
	}
	allowed := []string{"CAPABILITY", "LOGIN", "AUTHENTICATE", "LIST", "EXAMINE", "STATUS", "UID SEARCH", "UID FETCH", "IDLE", "DONE", "NOOP", "LOGOUT", "ENABLE", "ID"}
	for _, command := range append(first, again...) {
		if !slices.ContainsFunc(allowed, func(a string) bool { return strings.HasPrefix(command, a) }) ||
			strings.Contains(strings.ReplaceAll(command, "BODY.PEEK[", ""), "BODY[") {
			t.Errorf("not a command that only reads: %s", command)
		}
	}
	if len(first) < 8 {
		t.Errorf("the proxy saw only %q", first)
	}
}
