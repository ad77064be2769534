package logintest

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Keyring starts a session bus with an unlocked, empty gnome-keyring on it, and
// makes it that of every process that the test starts. Where there is none the
// test is skipped, or fails where the environment says CI=true.
func Keyring(t *testing.T) {
	t.Helper()
	for _, program := range []string{"dbus-daemon", "dbus-send", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(program); err != nil {
			why := program + " is not installed (Debian: apt install dbus-daemon dbus-bin gnome-keyring); nothing here was tested against a real keyring"
			if os.Getenv("CI") == "true" {
				t.Fatal(why)
			}
			t.Skip("SKIPPED: " + why)
		}
	}
	dir, err := os.MkdirTemp("", "keyring") // paths of sockets are short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	bus := exec.Command("dbus-daemon", "--session", "--nofork", "--nopidfile", "--address=unix:path="+filepath.Join(dir, "bus"), "--print-address=1")
	printed, err := bus.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	start(t, bus)
	address, err := bufio.NewReader(printed).ReadString('\n')
	if err != nil {
		t.Fatalf("start dbus-daemon: %v", err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", strings.TrimSpace(address))

	daemon := exec.Command("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
	daemon.Env = append(os.Environ(), "HOME="+dir, "XDG_RUNTIME_DIR="+dir, "XDG_DATA_HOME="+dir)
	daemon.Stdin = strings.NewReader("open sesame")
	var complaints bytes.Buffer
	daemon.Stderr = &complaints
	start(t, daemon)
	deadline := time.After(20 * time.Second)
	retry := time.NewTicker(20 * time.Millisecond)
	defer retry.Stop()
	for {
		there, err := exec.Command("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/",
			"org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets").Output()
		if err == nil && bytes.Contains(there, []byte("true")) {
			return
		}
		select {
		case <-retry.C:
		case <-deadline:
			t.Fatalf("start gnome-keyring-daemon: nobody answers after 20 s: %s", complaints.Bytes())
		}
	}
}

func start(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatalf("start %s: %v", cmd.Path, err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // was killed
	})
}
