package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hearback/cmd/hearback/internal/service/servicetest"
	"hearback/imapwatch/imaptest"
)

// manager listens where a service manager does: sd_notify(3).
type manager struct {
	t    *testing.T
	conn *net.UnixConn
	path string
	all  []string
}

func newManager(t *testing.T) *manager {
	t.Helper()
	conn, path := servicetest.Socket(t)
	return &manager{t: t, conn: conn, path: path}
}

// expect waits for a message with all the words.
func (m *manager) expect(within time.Duration, words ...string) {
	m.t.Helper()
	m.conn.SetReadDeadline(time.Now().Add(within))
	buffer := make([]byte, 4096)
	for {
		n, err := m.conn.Read(buffer)
		if err != nil {
			m.t.Fatalf("no message with %q within %v; there were %q", words, within, m.all)
		}
		message := string(buffer[:n])
		m.all = append(m.all, message)
		has := true
		for _, w := range words {
			has = has && strings.Contains(message, w)
		}
		if has {
			return
		}
	}
}

// watchUnder starts watch as a service manager would.
func (h home) watchUnder(m *manager, args ...string) *watching {
	h.t.Helper()
	h.t.Setenv("NOTIFY_SOCKET", m.path)
	w := h.watch(args...)
	os.Unsetenv("NOTIFY_SOCKET")
	return w
}

// The manager hears when the first mail is read, that the watcher lives, that
// the server is away and back, and of the end.
func TestServiceManagerIsTold(t *testing.T) {
	d := imaptest.NewDovecot(t)
	h := newHome(t, d)
	m := newManager(t)
	w := h.watchUnder(m)
	m.expect(10*time.Second, "STATUS=watching "+candidate+": being read")
	m.expect(20*time.Second, "READY=1", "STATUS=watching "+candidate+": in step at ")
	if strings.Contains(m.all[0], "READY=1") {
		t.Errorf("ready before the mail was read: %q", m.all)
	}
	m.expect(20*time.Second, "WATCHDOG=1")
	d.Stop()
	m.expect(20*time.Second, "STATUS=watching "+candidate+": in trouble since ")
	d.Start()
	// A login that meets the server as it ends may wait half a minute in vain, and
	// then comes a pause.
	m.expect(2*time.Minute, "STATUS=watching "+candidate+": in step at ")
	w.stop(syscall.SIGTERM)
	m.expect(time.Second, "STOPPING=1")
	if n := strings.Count(strings.Join(m.all, "\n"), "READY=1"); n != 1 {
		t.Errorf("ready %d times: %q", n, m.all)
	}
}

// A server that is away, or a password that is refused, does not keep the
// manager waiting.
func TestServiceManagerIsToldOfTrouble(t *testing.T) {
	d := imaptest.NewDovecot(t)
	h := newHome(t, d)
	h.ok("watch", "--once") // from now on, a server that is away is waited for
	d.Stop()
	m := newManager(t)
	w := h.watchUnder(m)
	m.expect(20*time.Second, "READY=1", "in trouble since ", "connection refused")
	w.stop(syscall.SIGTERM)
	m.expect(time.Second, "STOPPING=1")
	d.Start()

	h.configure(fmt.Sprintf("imap = %q\nca_file = %q\npassword_command = \"echo hunter2\"", d.TLSURL(), d.Authority.File))
	m = newManager(t)
	w = h.watchUnder(m)
	m.expect(30*time.Second, "READY=1", "in trouble since ", "log in")
	w.stop(syscall.SIGTERM)

	h.state = filepath.Join(t.TempDir(), "state.db") // nothing was ever read
	m = newManager(t)
	w = h.watchUnder(m)
	m.expect(30*time.Second, "STOPPING=1", "STATUS=ended: ", "log in")
	if err := w.cmd.Wait(); err == nil {
		t.Error("a refused password: ended as if all was well")
	}
	if said := strings.Join(m.all, "\n"); strings.Contains(said, "READY") || strings.Contains(said, "hunter2") {
		t.Errorf("the manager was told %q", said)
	}
}

// An account whose INBOX is not read, because the config names other mailboxes
// or because there is one of all mail, is waited for like any that was read.
func TestPersistWithoutINBOX(t *testing.T) {
	d := imaptest.NewDovecot(t)
	h := newHome(t, d)
	h.configure(fmt.Sprintf("imap = %q\nca_file = %q\npassword_command = \"echo %s\"\nmailboxes = [\"Sent\"]", d.TLSURL(), d.Authority.File, imaptest.Password))
	d.Deliver("Sent", letter(candidate, "dana@acme.example", "one@example.org", time.Now(), "Interview", "Thank you."))
	h.ok("watch", "--once")
	d.Stop()
	w := h.watch()
	w.expect("not connected, trying again", 20*time.Second)
	w.stop(syscall.SIGTERM)
}

// A binary that is soon gone is no service.
func TestServiceOfGoRun(t *testing.T) {
	exe, err := os.Executable() // made by go test
	if err != nil {
		t.Fatal(err)
	}
	if !ofGoRun(exe) {
		t.Errorf("%s is not known as temporary", exe)
	}
	for _, path := range []string{"/home/robin/go/bin/hearback", "/opt/go/build/hearback", "/opt/go-build", "hearback"} {
		if ofGoRun(path) {
			t.Errorf("%s is taken for temporary", path)
		}
	}
}

// A user manager of systemd runs what install wrote, starts it again when it is
// killed, and is told why it does not start: in namespaces of its own, so that
// this machine's systemd, if any, is left alone. Behind the unit's fences the
// session bus is reached, where the keyring and the notifications are: the
// password depends on it.
func TestServiceUnderSystemd(t *testing.T) {
	d := imaptest.NewDovecot(t)
	h := newHome(t, d)
	if why := namespaceFault(); why != "" {
		if os.Getenv("CI") == "true" && os.Getuid() == 0 { // a namespace of processes needs root
			t.Fatal("no systemd of our own here: " + why)
		}
		t.Skip("SKIPPED: no systemd of our own here: " + why)
	}
	h.configure(fmt.Sprintf("imap = %q\nca_file = %q\npassword_command = \"dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.ListNames >/dev/null && echo %s\"", d.TLSURL(), d.Authority.File, imaptest.Password))
	dir := t.TempDir()
	cmd := exec.Command("unshare", "--mount", "--cgroup", "--pid", "--fork", "--kill-child", "sh", "-c", `
mount -t tmpfs run /run
mkdir -p /run/systemd/system $XDG_RUNTIME_DIR
mount -t cgroup2 none /sys/fs/cgroup
dbus-daemon --session --nopidfile --fork --address=unix:path=$XDG_RUNTIME_DIR/bus
/lib/systemd/systemd --user --log-target=console >"$HOME/manager.log" 2>&1 &
until systemctl --user is-system-running >/dev/null 2>&1; do kill -0 $! || exit 1; sleep 0.05; done
hearback service install && hearback service status
echo == killed
kill -9 $(systemctl --user show hearback --property=MainPID --value)
until hearback service status | grep ended; do sleep 0.05; done
echo == refused
systemctl --user stop hearback && rm -f "$HEARBACK_STATE"* # an account that was read before would be tried again
sed -i 's/echo '$PASSWORD'/echo hunter2/' "$HEARBACK_CONFIG"
hearback service install
echo == uninstalled
hearback service uninstall && hearback service status
find "$XDG_CONFIG_HOME" -name 'hearback*'
`)
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+filepath.Join(dir, "config"), "XDG_RUNTIME_DIR=/run/user/0",
		"HEARBACK_CONFIG="+h.config, "HEARBACK_STATE="+h.state, "PASSWORD="+imaptest.Password)
	out, err := cmd.CombinedOutput()
	log, _ := os.ReadFile(filepath.Join(dir, "manager.log"))
	if err != nil {
		t.Fatalf("%v:\n%s\nthe manager's log:\n%s", err, out, log)
	}
	parts := strings.Split(string(out), "== ")
	for i, want := range [][]string{
		{"wrote " + dir, "\nstarted it\n", "\nenabled    yes\n", "\nrunning    yes, since ", "\nsays       watching " + candidate + ": in step at "},
		{"killed\n", "it ended (signal) and starts again within 5 minutes"},
		{"refused\n", "hearback: install the service: it was started, and ended: log in to ", "\nhint: it is tried again"},
		{"uninstalled\nstopped and disabled it\nremoved " + dir, "\ninstalled  no\nenabled    no\nrunning    no\n"},
	} {
		for _, w := range want {
			if i >= len(parts) || !strings.Contains(parts[i], w) {
				t.Errorf("part %d has no %q:\n%s\nthe manager's log:\n%s", i, w, out, log)
			}
		}
	}
	if last := parts[len(parts)-1]; !strings.HasSuffix(last, "running    no\n") {
		t.Errorf("something is left behind: %s", last)
	}
}

// namespaceFault returns why no systemd can be run apart from the machine's.
func namespaceFault() string {
	out, err := exec.Command("unshare", "--mount", "--cgroup", "--pid", "--fork", "sh", "-c",
		"ls /lib/systemd/systemd >/dev/null && command -v dbus-daemon dbus-send >/dev/null && mount -t tmpfs run /run && mount -t cgroup2 none /sys/fs/cgroup").CombinedOutput()
	if err == nil {
		return ""
	}
	return fmt.Sprintf("%v: %s", err, out)
}
