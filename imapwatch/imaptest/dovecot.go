package imaptest

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"time"
)

// Dovecot is a private Dovecot 2.3 on free ports of 127.0.0.1, with the
// mailboxes INBOX, Sent, Archive, Drafts, Junk and Trash. Nothing of it lies
// outside its own temporary folder.
type Dovecot struct {
	Authority *Authority
	TLSPort   int // TLS from the first byte
	PlainPort int // plain text, with STARTTLS

	t       TB
	dir     string
	binary  string
	doveadm string
	owner   *user.User // whose the mail is
	process *exec.Cmd  // nil while it is stopped
	exited  chan error // gets the end of process
	filled  int        // messages by Fill
	tokens  *tokens    // nil: it takes none
}

// NewDovecot starts one for a test, which stops it at its end. Where Dovecot
// is not installed the test is skipped, or fails where the environment says
// CI=true: there it has to be.
func NewDovecot(t TB) *Dovecot {
	t.Helper()
	return newDovecot(t, nil)
}

func newDovecot(t TB, tokens *tokens) *Dovecot {
	t.Helper()
	d := &Dovecot{t: t, binary: findBinary("dovecot"), doveadm: findBinary("doveadm"), tokens: tokens}
	if d.binary == "" || d.doveadm == "" {
		unavailable(t, "Dovecot is not installed (Debian: apt install dovecot-imapd); nothing here was tested against a real server")
	}
	if version, err := exec.Command(d.binary, "--version").Output(); err != nil || !bytes.HasPrefix(version, []byte("2.3.")) {
		unavailable(t, fmt.Sprintf("Dovecot is %q, and the config here is for 2.3; nothing was tested against a real server", bytes.TrimSpace(version)))
	}
	if err := d.prepare(); err != nil {
		t.Fatalf("prepare Dovecot: %v", err)
	}
	t.Cleanup(func() {
		d.Kill()
		os.RemoveAll(d.dir)
	})
	d.Start()
	return d
}

func unavailable(t TB, why string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s", why)
	}
	t.Skipf("SKIPPED: %s", why)
}

// findBinary looks where Debian puts daemons, which is not in everybody's PATH.
func findBinary(name string) string {
	for _, candidate := range []string{name, "/usr/sbin/" + name, "/usr/bin/" + name, "/usr/local/sbin/" + name, "/usr/local/bin/" + name} {
		if path, err := exec.LookPath(candidate); err == nil {
			return path
		}
	}
	return ""
}

// prepare makes the folder, the certificates and the config. The folder is
// directly below the system's: paths of sockets are short.
func (d *Dovecot) prepare() (err error) {
	if d.dir, err = os.MkdirTemp("", "imaptest"); err != nil {
		return err
	}
	if d.owner, err = user.Current(); err != nil {
		return err
	}
	if d.owner.Uid == "0" {
		if d.owner, err = user.Lookup("nobody"); err != nil {
			return err
		}
	}
	// The mail's owner has to get in.
	if err := os.Chmod(d.dir, 0o755); err != nil {
		return err
	}
	if d.Authority, err = NewAuthority(d.dir); err != nil {
		return err
	}
	if err := os.Mkdir(filepath.Join(d.dir, "home"), 0o700); err != nil {
		return err
	}
	if err := d.give(filepath.Join(d.dir, "home")); err != nil {
		return err
	}
	if d.TLSPort, err = freePort(); err != nil {
		return err
	}
	if d.PlainPort, err = freePort(); err != nil {
		return err
	}
	users := fmt.Sprintf("%s:{PLAIN}%s\n", User, Password)
	if err := os.WriteFile(filepath.Join(d.dir, "users"), []byte(users), 0o644); err != nil {
		return err
	}
	if d.tokens != nil {
		if err := os.WriteFile(filepath.Join(d.dir, "oauth2.conf"), []byte(d.tokens.configuration()), 0o644); err != nil {
			return err
		}
	}
	return os.WriteFile(d.config(), []byte(d.configuration()), 0o644)
}

func (d *Dovecot) config() string { return filepath.Join(d.dir, "dovecot.conf") }

func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

// Start starts the server, again after Stop or Kill, on the same ports, and
// waits until both answer.
func (d *Dovecot) Start() {
	d.t.Helper()
	var output bytes.Buffer
	d.process = exec.Command(d.binary, "-F", "-c", d.config())
	d.process.Stdout, d.process.Stderr = &output, &output
	d.process.WaitDelay = time.Second // its children hold the output open
	ownGroup(d.process)
	if err := d.process.Start(); err != nil {
		d.process = nil
		d.t.Fatalf("start Dovecot: %v", err)
	}
	d.exited = make(chan error, 1)
	go func() { d.exited <- d.process.Wait() }()
	for _, port := range []int{d.TLSPort, d.PlainPort} {
		if err := d.answers(port); err != nil {
			d.t.Fatalf("start Dovecot: %v\n%s%s", err, output.Bytes(), d.Log())
		}
	}
}

// answers dials until somebody listens, or the server has ended.
func (d *Dovecot) answers(port int) error {
	deadline := time.After(20 * time.Second)
	retry := time.NewTicker(10 * time.Millisecond)
	defer retry.Stop()
	for {
		conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err == nil {
			return conn.Close()
		}
		select {
		case <-retry.C:
		case err := <-d.exited:
			d.exited <- err
			return fmt.Errorf("it ended: %w", err)
		case <-deadline:
			return errors.New("nobody listens after 20 s")
		}
	}
}

// Stop ends the server as its service would: connections get a BYE.
func (d *Dovecot) Stop() {
	d.t.Helper()
	if err := d.process.Process.Signal(os.Interrupt); err != nil {
		d.t.Fatalf("stop Dovecot: %v", err)
	}
	select {
	case <-d.exited:
		endGroup(d.process)
		d.process = nil
	case <-time.After(10 * time.Second):
		d.Kill()
	}
}

// Kill ends the server and its children as a crash of the machine would.
func (d *Dovecot) Kill() {
	if d.process == nil {
		return
	}
	killGroup(d.process)
	<-d.exited
	d.process = nil
}

// Log returns the end of the server's log, for the report of a failed test.
func (d *Dovecot) Log() string {
	log, err := os.ReadFile(filepath.Join(d.dir, "dovecot.log"))
	if err != nil {
		return err.Error()
	}
	return string(log[max(0, len(log)-4000):])
}

// TLSURL and PlainURL return the addresses in the form of an account's.
func (d *Dovecot) TLSURL() string { return fmt.Sprintf("imaps://127.0.0.1:%d", d.TLSPort) }

// PlainURL returns the address with STARTTLS.
func (d *Dovecot) PlainURL() string { return fmt.Sprintf("imap://127.0.0.1:%d", d.PlainPort) }

// TLSAddr returns the address of the port with TLS from the first byte.
func (d *Dovecot) TLSAddr() string { return fmt.Sprintf("127.0.0.1:%d", d.TLSPort) }

// Doveadm runs the server's own tool and returns what it prints.
func (d *Dovecot) Doveadm(args ...string) string {
	d.t.Helper()
	return d.run(nil, args...)
}

// Deliver puts a message into a mailbox through the server's own tool.
func (d *Dovecot) Deliver(mailbox string, raw []byte) {
	d.t.Helper()
	d.run(raw, "save", "-u", User, "-m", mailbox)
}

func (d *Dovecot) run(input []byte, args ...string) string {
	d.t.Helper()
	cmd := exec.Command(d.doveadm, append([]string{"-c", d.config()}, args...)...)
	cmd.Stdin = bytes.NewReader(input)
	var output, complaints bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &complaints
	if err := cmd.Run(); err != nil {
		d.t.Fatalf("doveadm %s: %v: %s", strings.Join(args, " "), err, complaints.Bytes())
	}
	return output.String()
}
