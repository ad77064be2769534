//go:build !darwin && !windows

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"hearback/cmd/hearback/internal/notify/notifytest"
	"hearback/imapwatch/imaptest"
)

// toastSoon is ample for a toast after a scan of a small mailbox.
const toastSoon = 20 * time.Second

// silentHome is a home with toasts at the hours, on a bus of its own, and a
// mailbox in which a flag stands.
func silentHome(t *testing.T, hours string) (home, *imaptest.Dovecot, string) {
	t.Helper()
	bus := notifytest.NewBus(t)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", bus)
	d := imaptest.NewDovecot(t)
	h := newHome(t, d)
	h.notify("hours = \"" + hours + "\"")
	inbox, sent := conversation(silentSince(t, 7))
	d.Fill("INBOX", slices.Values(inbox))
	d.Fill("Sent", slices.Values(sent))
	return h, d, bus
}

// notify writes the table of the config.
func (h home) notify(lines string) {
	h.t.Helper()
	text, err := os.ReadFile(h.config)
	if err == nil {
		err = os.WriteFile(h.config, []byte(strings.Replace(string(text), "desktop = false", lines, 1)), 0o600)
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

const always = "00:00-24:00"

// The toast of a real watch, and what each button and a reply do to it.
func TestToast(t *testing.T) {
	for _, c := range []struct {
		name    string
		happens func(w *watching, d *imaptest.Dovecot, service *notifytest.Service, id uint32)
		cleared string
	}{
		{"snoozed", func(w *watching, _ *imaptest.Dovecot, service *notifytest.Service, id uint32) {
			service.Press(id, "snooze")
			w.eventually("the snooze in the state", toastSoon, func() bool { return w.query("SELECT what FROM mark") == "snooze" })
			if until := w.status().Candidacies[0].SnoozedUntil; until == nil || *until != time.Now().In(newYork).AddDate(0, 0, 3).Format(time.DateOnly) {
				t.Errorf("snoozed until %v, want in three days", until)
			}
		}, "snoozed"},
		{"they called", func(w *watching, _ *imaptest.Dovecot, service *notifytest.Service, id uint32) {
			service.Press(id, "they-called")
		}, "you said so"},
		{"they wrote", func(w *watching, d *imaptest.Dovecot, _ *notifytest.Service, _ uint32) {
			d.Deliver("INBOX", letter("Dana Kim <dana@acme.example>", candidate, "six@acme.example", time.Now(), "Re: <b>Interview</b>",
				"Hi Alice,\n\nsorry for the wait, the team is still deciding.\n\nDana", "In-Reply-To: <five@acme.example>"))
		}, "they replied"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, d, bus := silentHome(t, always)
			service := notifytest.Serve(t, bus, "actions", "body", "body-markup")
			w := h.watch()
			toast := service.Next(toastSoon)
			if toast.Title != "Follow up: Acme Robotics" || !strings.HasPrefix(toast.Body, "Silent for ") || !slices.Contains(toast.Actions, "Snooze 3 days") || !slices.Contains(toast.Actions, "They called") {
				t.Errorf("shown %+v", toast)
			}
			c.happens(w, d, service, toast.ID)
			w.expect("follow up, "+c.cleared, toastSoon)
			if id := service.NextClosed(toastSoon); id != toast.ID {
				t.Errorf("closed %d, want %d", id, toast.ID)
			}
			if c.name == "they wrote" {
				good := service.Next(toastSoon)
				if good.Title != "Acme Robotics has written" || good.Body != "The silence is broken. dana@acme.example: “Re: &lt;b&gt;Interview&lt;/b&gt;”" {
					t.Errorf("shown %+v", good)
				}
			}
			w.stop(os.Interrupt)
			if n := len(service.Shown); n != 0 {
				t.Errorf("%d toasts more", n)
			}
		})
	}
}

// Killed after the flag was recorded and before anybody was told, it tells;
// killed after it told, it does not tell again.
func TestP1ToastAfterKill(t *testing.T) {
	h, _, bus := silentHome(t, always)
	kill := func(w *watching) {
		w.cmd.Process.Signal(syscall.SIGKILL)
		w.cmd.Wait()
	}
	w := h.watch()
	w.expect("flag raised", toastSoon)
	w.expect("there is no notification service", toastSoon)
	kill(w)
	service := notifytest.Serve(t, bus, "actions")
	service.Hang()
	w = h.watch()
	w.expect("ask the notification service: context deadline exceeded", toastSoon)
	kill(w) // between telling and noting
	service.Awake()
	w = h.watch()
	service.Next(toastSoon)
	h.eventually("the notice noted as sent", toastSoon, func() bool { return h.query("SELECT state FROM notices") == "sent" })
	kill(w)
	h.ok("watch", "--once")
	if n := len(service.Shown); n > 1 {
		t.Errorf("%d toasts more, want at most the one that was repeated", n)
	}
}

// A watch that nobody lets in says so on the desktop before it ends, once,
// however often it is started.
func TestToastOfLockedOut(t *testing.T) {
	h, d, bus := silentHome(t, always)
	service := notifytest.Serve(t, bus, "actions")
	h.configure(fmt.Sprintf("imap = %q\nca_file = %q\npassword_command = \"echo wrong\"", d.TLSURL(), d.Authority.File))
	h.notify("hours = \"" + always + "\"")
	for _, args := range [][]string{{"watch"}, {"watch"}, {"watch", "--once"}} {
		if _, errs, status := h.run(args...); status != statusFailed || !strings.Contains(errs, "password or token refused") {
			t.Errorf("%q: status %d, %s", args, status, errs)
		}
	}
	if toast := service.Next(toastSoon); toast.Title != "Mail not watched: test" || len(toast.Actions) != 0 || len(service.Shown) != 0 {
		t.Errorf("shown %+v and %d more, want one", toast, len(service.Shown))
	}
}

// A service that hangs holds nothing up: mail is fetched and judged as ever.
func TestP6FetchingGoesOn(t *testing.T) {
	h, d, bus := silentHome(t, always)
	service := notifytest.Serve(t, bus, "actions")
	service.Hang()
	defer service.Awake()
	w := h.watch()
	w.expect("flag raised", toastSoon)
	d.Deliver("INBOX", letter("Dana Kim <dana@acme.example>", candidate, "six@acme.example", time.Now(), "Re: Interview",
		"Hi Alice,\n\nsorry for the wait, the team is still deciding.\n\nDana", "In-Reply-To: <five@acme.example>"))
	w.expect("flag cleared", 3*time.Second)
	w.stop(os.Interrupt)
}

// The demo shows its story on the terminal, and nothing on the desktop.
func TestDemoIsSilent(t *testing.T) {
	bus := notifytest.NewBus(t)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", bus)
	service := notifytest.Serve(t, bus, "actions")
	home{t: t, config: filepath.Join(t.TempDir(), "none"), state: filepath.Join(t.TempDir(), "state.db")}.ok("demo", "--once")
	if n := len(service.Shown); n != 0 {
		t.Errorf("%d toasts", n)
	}
}

// --once tells what is due and ends, without buttons that nobody would hear;
// outside the hours it leaves it for later, and the config may forbid it.
func TestToastOnce(t *testing.T) {
	h, _, bus := silentHome(t, "09:00-18:00")
	service := notifytest.Serve(t, bus, "actions")
	day := time.Now().In(newYork).Format(time.DateOnly)
	offset := time.Now().In(newYork).Format("Z07:00")
	h.ok("watch", "--once", "--now", day+"T08:59:59"+offset)
	if n := len(service.Shown); n != 0 || h.query("SELECT state FROM notices") != "pending" {
		t.Fatalf("before the hours: %d toasts", n)
	}
	silent := h
	silent.config = filepath.Join(t.TempDir(), "config.toml")
	text, err := os.ReadFile(h.config)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(silent.config, []byte(strings.Replace(string(text), "hours =", "desktop = false\nhours =", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	silent.ok("watch", "--once", "--now", day+"T09:00:00"+offset)
	if n := len(service.Shown); n != 0 {
		t.Fatalf("desktop = false: %d toasts", n)
	}
	for range 2 {
		h.ok("watch", "--once", "--now", day+"T09:00:00"+offset)
	}
	if toast := service.Next(toastSoon); toast.Title != "Follow up: Acme Robotics" || len(toast.Actions) != 0 || len(service.Shown) != 0 {
		t.Errorf("shown %+v and %d more, want one without buttons", toast, len(service.Shown))
	}
}
