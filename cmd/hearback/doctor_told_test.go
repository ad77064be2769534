//go:build !darwin && !windows

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/godbus/dbus/v5"

	"hearback/cmd/hearback/internal/login/logintest"
	"hearback/cmd/hearback/internal/notify/notifytest"
	"hearback/cmd/hearback/internal/post/posttest"
	"hearback/imapwatch/imaptest"
)

// What shows the toasts, and what is said where nothing does.
func TestDoctorNotifications(t *testing.T) {
	bus := notifytest.NewBus(t)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", bus)
	h := home{t, filepath.Join(t.TempDir(), "config.toml"), filepath.Join(t.TempDir(), "state.db")}
	write := func(text string) {
		if err := os.WriteFile(h.config, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("[notify]\nhours = \"08:30-24:00\"")
	c := h.doctor(t)
	c.has("look  notifications: there is no notification service (", "      hint: on a machine without a desktop ")
	service := notifytest.Serve(t, bus, "actions", "body")
	h.doctor(t).has("ok    notifications: fake 1 shows them, 08:30 to 24:00\n")
	if n := len(service.Shown); n != 0 {
		t.Errorf("the check-up showed %d toasts", n)
	}
	service.Quit()
	service = notifytest.Serve(t, bus, "body")
	h.doctor(t).has("ok    notifications: fake 1 shows them, 08:30 to 24:00, without buttons: ")
	service.Quit()
	if _, err := notifytest.Dial(t, bus).RequestName("org.freedesktop.Notifications", dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err) // one that has the name, and does nothing
	}
	h.doctor(t).has("mend  notifications: ask the notification service: ", "      hint: the desktop's notification service does not answer")
	write("[notify]\ndesktop = false")
	h.doctor(t).has("ok    notifications: the config wants none")
}

// The way of the digest, tried up to the login: nothing is sent.
func TestDoctorDigest(t *testing.T) {
	d, e := imaptest.NewDovecot(t), posttest.NewExim(t)
	smtp := fmt.Sprintf("smtp = \"smtp://127.0.0.1:%d\"\n", e.Port)
	check := func(table string) checkup {
		return withDigest(t, d, table, e.Authority).doctor(t)
	}
	check(smtp).has(fmt.Sprintf("ok    digest: Mondays at 08:00 to %s, by 127.0.0.1:%d, which lets alice in", candidate, e.Port))
	check(smtp+"smtp_user = \"alice\"\nsmtp_password_command = \"echo hunter2\"").has("mend  digest: log in to 127.0.0.1:", "      hint: check smtp_user and smtp_password_command")
	check(`smtp = "smtp://127.0.0.1:1"`).has("mend  digest: log in to 127.0.0.1:1: server unreachable", "      hint: check the host and port of smtp")
	if n := len(e.Mails(0)); n != 0 {
		t.Errorf("%d mails were sent", n)
	}
	fillConversation(d)
	h := withDigest(t, d, "via = \"imap\"\nday = \"friday\"\ntime = \"17:30\"")
	h.ok("watch", "--once", "--now", "2025-03-21T18:00:00-04:00") // a Friday
	h.doctor(t).has("ok    digest: Fridays at 17:30 to " + candidate + ", put into INBOX of test; the last one went at 2025-03-21 18:00")
	withDigest(t, d, `via = "imap"`).doctor(t).hasNo("the last one")
}

// What the keyring has, and has not, for whom.
func TestDoctorKeyring(t *testing.T) {
	logintest.Keyring(t)
	d := imaptest.NewDovecot(t)
	h := newHome(t, d)
	h.configure(fmt.Sprintf("imap = %q\nca_file = %q\nkeyring = true", d.TLSURL(), d.Authority.File))
	h.doctor(t).has("mend  test secret: sign-in needed: no password is kept in the keyring: run 'hearback login test'", "ok    test tls: ")
	if _, errs, status := h.runWith(imaptest.Password+"\n", "login", "test"); status != statusDone {
		t.Fatalf("login: status %d, %s", status, errs)
	}
	h.doctor(t).has("ok    test secret: the keyring has a password", "ok    test login: as alice")
}
