//go:build !darwin && !windows

package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearback/cmd/hearback/internal/notify/notifytest"
)

// dunstConfig lets 'dunstctl action' press the button of that key.
const dunstConfig = `[global]
    width = 420
    height = 300
    font = DejaVu Sans 11
    markup = full
    offset = 10x10
[hearback]
    appname = hearback
    action_name = snooze
`

// screen starts an X server and returns its display.
func screen(t *testing.T) string {
	t.Helper()
	x := exec.Command("Xvfb", "-displayfd", "1", "-screen", "0", "800x400x24", "-nolisten", "tcp")
	out, err := x.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Process.Kill(); x.Wait() })
	number, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb tells no display: %v", err)
	}
	return ":" + strings.TrimSpace(number)
}

// On a real notification daemon: the toast is on the screen, and its button
// snoozes the candidacy.
func TestRealDaemon(t *testing.T) {
	notifytest.Require(t, "Xvfb", "dunst", "dunstctl", "dbus-send")
	h, _, _ := silentHome(t, always)
	t.Setenv("DISPLAY", screen(t))
	rc := filepath.Join(t.TempDir(), "dunstrc")
	if err := os.WriteFile(rc, []byte(dunstConfig), 0o600); err != nil {
		t.Fatal(err)
	}
	daemon := exec.Command("dunst", "-config", rc)
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { daemon.Process.Kill(); daemon.Wait() })
	displayed := func() string {
		out, _ := exec.Command("dunstctl", "count", "displayed").Output() // fails before it is up
		return strings.TrimSpace(string(out))
	}
	h.eventually("dunst answers", toastSoon, func() bool { return displayed() == "0" })
	w := h.watch()
	h.eventually("a toast on the screen", toastSoon, func() bool { return displayed() == "1" })
	if out, err := exec.Command("dunstctl", "action").CombinedOutput(); err != nil {
		t.Fatalf("press the button: %v: %s", err, out)
	}
	w.expect("follow up, snoozed", toastSoon)
	h.eventually("the toast gone", toastSoon, func() bool { return displayed() == "0" })
	if c := w.status().Candidacies[0]; c.Flag != nil || c.SnoozedUntil == nil || *c.SnoozedUntil != time.Now().In(newYork).AddDate(0, 0, 3).Format(time.DateOnly) {
		t.Errorf("after the button: flag %+v, snoozed until %v; want none, and in three days", c.Flag, c.SnoozedUntil)
	}
	w.stop(os.Interrupt)
}
