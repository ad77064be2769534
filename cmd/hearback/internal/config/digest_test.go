package config

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestDigest(t *testing.T) {
	const two = account + "aliases = ['me@alum.example.edu']\n[account.work]\naddress = 'me@work.example'\nimap = 'imaps://mail.work.example'\npassword_command = 'echo work'\n"
	c, err := load(t, two+`
[digest]
account = "work"
to = "Me@Alum.example.edu"
day = "Sunday"
time = "18:30"
smtp = "smtp://smtp.example.org"
smtp_user = "robin"
smtp_password_command = "echo smtp"
quiet_weeks = "none"
`)
	if err != nil {
		t.Fatal(err)
	}
	login := c.Accounts[1]
	login.User = "robin"
	want := &Digest{To: "me@alum.example.edu", Day: time.Sunday, Minute: 18*60 + 30, Account: c.Accounts[1], Login: login, OwnLogin: true, Arrives: c.Accounts[0], Server: Server{Host: "smtp.example.org", Port: 587}}
	if diff := cmp.Diff(want, c.Digest, cmpopts.IgnoreUnexported(Account{})); diff != "" {
		t.Errorf("every key (-want +got):\n%s", diff)
	}
	for _, a := range []struct {
		account Account
		want    string
	}{{c.Digest.Account, "work"}, {c.Digest.Login, "smtp"}} {
		if got, err := a.account.Password(t.Context()); err != nil || got.Reveal() != a.want {
			t.Errorf("password: got %q, %v, want %q", got.Reveal(), err, a.want)
		}
	}

	c, err = load(t, account+"[digest]\nsmtp = 'submissions://smtp.example.org'\n")
	if err != nil {
		t.Fatal(err)
	}
	want = &Digest{To: "me@example.org", Day: time.Monday, Minute: 8 * 60, Account: c.Accounts[0], Login: c.Accounts[0], Arrives: c.Accounts[0], QuietWeeks: true,
		Server: Server{Host: "smtp.example.org", Port: 465, ImplicitTLS: true}}
	if diff := cmp.Diff(want, c.Digest, cmpopts.IgnoreUnexported(Account{})); diff != "" {
		t.Errorf("defaults (-want +got):\n%s", diff)
	}

	if c, err = load(t, "[digest]\nvia = 'imap'\n"+account); err != nil || !c.Digest.ByIMAP || c.Digest.Account.Name != "personal" {
		t.Errorf("by IMAP, above its account: got %+v, %v", c.Digest, err)
	}
	if c, err = load(t, account); err != nil || c.Digest != nil {
		t.Errorf("no table: got %+v, %v, want none", c.Digest, err)
	}
}

func TestDigestRefused(t *testing.T) {
	const two = account + "[account.work]\naddress = 'me@work.example'\nimap = 'imaps://mail.work.example'\npassword_command = 'true'\n"
	const smtp = "smtp = 'submissions://smtp.example.org'\n"
	for _, c := range []struct{ name, text, want, hint string }{
		{"no table", "digest = 'weekly'\n" + account, ":1:1: digest: want a table: [digest]", ""},
		{"unknown key", account + "[digest]\nhour = '08:00'\n", ":6:1: digest.hour: unknown key", "known here: to, day, time"},
		{"key like one", account + "[digest]\nsmpt = 'x'\n", ":6:1: digest.smpt: unknown key", "did you mean smtp?"},
		{"key of the top", account + "[digest]\ntimezone = 'UTC'\n", ":6:1: digest.timezone: unknown key here", "above the first [table]"},
		{"to", account + "[digest]\nto = 'Me <me@example.org>'\n", ":6:1: digest.to: not an email address", ""},
		{"to with a line end", account + "[digest]\nto = \"me@example.org\\r\\nBcc: you@example.org\"\n", ":6:1: digest.to: not an email address", ""},
		{"day", account + "[digest]\nday = 'mon'\n", ":6:1: digest.day: not a day of the week", "monday"},
		{"day no text", account + "[digest]\nday = 1\n", ":6:1: digest.day: want text in double quotes", ""},
		{"time", account + "[digest]\ntime = '8:00'\n", ":6:1: digest.time: not a time of day", "08:00"},
		{"time of no day", account + "[digest]\ntime = '24:00'\n", ":6:1: digest.time: not a time of day", ""},
		{"time without quotes", account + "[digest]\ntime = 08:00:00\n", ":6:1: digest.time: want text in double quotes", ""},
		{"via", account + "[digest]\nvia = 'post'\n", `:6:1: digest.via: want "smtp" or "imap"`, "INBOX"},
		{"quiet_weeks", account + "[digest]\nquiet_weeks = 'no'\n", `:6:1: digest.quiet_weeks: want "line" or "none"`, ""},
		{"no smtp", account + "[digest]\n", ":5:2: digest.smtp: missing", "submissions://"},
		{"smtp scheme", account + "[digest]\nsmtp = 'smtps://smtp.example.org'\n", ":6:1: digest.smtp: want a URL of scheme submissions, or smtp for STARTTLS", "submissions://"},
		{"smtp with password", account + "[digest]\nsmtp = 'smtp://me:" + secret + "@smtp.example.org'\n", ":6:1: digest.smtp: user names and passwords do not belong in the URL", ""},
		{"unknown account", account + "[digest]\naccount = 'work'\n" + smtp, ":6:1: digest.account: no such account", "known: personal"},
		{"which account", two + "[digest]\n" + smtp, ":9:2: digest.account: missing", "known: personal, work"},
		{"no account", "[digest]\n" + smtp, ":1:2: digest.account: missing", "add [account.NAME]"},
		{"user alone", account + "[digest]\nsmtp_user = 'me'\n" + smtp, ":5:2: digest.smtp_password_command: missing", "go together"},
		{"command alone", account + "[digest]\nsmtp_password_command = 'echo " + secret + "'\n" + smtp, ":5:2: digest.smtp_user: missing", "go together"},
	} {
		_, err := load(t, c.text)
		e, ok := errors.AsType[*Error](err)
		if !ok {
			t.Errorf("%s: got %v, want an *Error", c.name, err)
			continue
		}
		if got := strings.TrimPrefix(err.Error(), e.File); got != c.want || !strings.Contains(strings.Join(e.Hints(), "\n"), c.hint) {
			t.Errorf("%s:\n got %s\nwant %s\nhints %q, want %q", c.name, got, c.want, e.Hints(), c.hint)
		}
		checkOneLine(t, c.name, e)
	}
	c, err := load(t, account+"[digest]\nsmtp_user = 'me'\nsmtp_password_command = 'echo "+secret+"'\n"+smtp)
	if all := fmt.Sprintf("%v %+v %#v", c, c.Digest, c.Digest); err != nil || strings.Contains(all, secret) {
		t.Errorf("printing tells the secret, or %v", err)
	}
}
