package posttest

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"time"

	"hearback/imapwatch/imaptest"
)

// Exim is a private Exim 4 on free ports of 127.0.0.1 that takes mail from
// imaptest.User once logged in under TLS, and keeps it in a folder. Nothing of
// it lies outside its own temporary folder.
type Exim struct {
	Authority *imaptest.Authority
	Port      int // STARTTLS
	TLSPort   int // TLS from the first byte

	t       imaptest.TB
	dir     string
	owner   *user.User
	process *exec.Cmd
	exited  chan error
	output  bytes.Buffer
}

const eximProgram = "/usr/sbin/exim4"

// NewExim starts one for a test, which stops it at its end. Where Exim is not
// installed the test is skipped, or fails where the environment says CI=true:
// there it has to be.
func NewExim(t imaptest.TB) *Exim {
	t.Helper()
	if _, err := os.Stat(eximProgram); err != nil {
		const why = "Exim is not installed (Debian: apt install exim4-daemon-light); nothing here was tested against a real server"
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s", why)
		}
		t.Skipf("SKIPPED: %s", why)
	}
	e := &Exim{t: t}
	if err := e.prepare(); err != nil {
		t.Fatalf("prepare Exim: %v", err)
	}
	t.Cleanup(func() {
		e.Stop()
		os.RemoveAll(e.dir)
	})
	e.Start()
	return e
}

func (e *Exim) prepare() (err error) {
	if e.dir, err = os.MkdirTemp("", "posttest"); err != nil {
		return err
	}
	if e.owner, err = user.Current(); err != nil {
		return err
	}
	if e.owner.Uid == "0" { // Exim delivers nothing as root
		if e.owner, err = user.Lookup("nobody"); err != nil {
			return err
		}
	}
	if e.Authority, err = imaptest.NewAuthority(e.dir); err != nil {
		return err
	}
	for _, port := range []*int{&e.Port, &e.TLSPort} {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		*port = listener.Addr().(*net.TCPAddr).Port
		listener.Close()
	}
	if err := os.Mkdir(e.file("spool"), 0o700); err != nil {
		return err
	}
	// Where root starts it, it drops to the owner. Its config has to be root's.
	if err := exec.Command("chown", "-R", e.owner.Uid+":"+e.owner.Gid, e.dir).Run(); err != nil {
		return err
	}
	return os.WriteFile(e.file("exim.conf"), []byte(e.configuration()), 0o644)
}

func (e *Exim) file(name string) string { return filepath.Join(e.dir, name) }

func (e *Exim) configuration() string {
	return strings.NewReplacer("{dir}", e.dir, "{program}", eximProgram, "{owner}", e.owner.Uid, "{group}", e.owner.Gid, "{port}", fmt.Sprint(e.Port),
		"{tlsport}", fmt.Sprint(e.TLSPort), "{cert}", e.Authority.CertFile, "{key}", e.Authority.KeyFile, "{user}", imaptest.User, "{password}", imaptest.Password).Replace(`
exim_user = {owner}
exim_group = {group}
exim_path = {program}
spool_directory = {dir}/spool
log_file_path = {dir}/%slog
primary_hostname = localhost
local_interfaces = <; [127.0.0.1]:{port} ; [127.0.0.1]:{tlsport}
tls_on_connect_ports = {tlsport}
tls_advertise_hosts = *
tls_certificate = {cert}
tls_privatekey = {key}
auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
acl_smtp_rcpt = rcpt
acl_smtp_data = accept
keep_environment =

begin acl
rcpt:
  deny local_parts = perm
  defer local_parts = temp
  accept authenticated = *
  deny message = log in first

begin routers
box:
  driver = accept
  transport = box

begin transports
box:
  driver = appendfile
  directory = {dir}/box
  maildir_format
  user = {owner}
  group = {group}

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${if and{{eq{$auth2}{{user}}}{eq{$auth3}{{password}}}}}
  server_set_id = $auth2
`)
}

// Start starts the server, again after Stop, on the same ports, and waits until
// it answers.
func (e *Exim) Start() {
	e.t.Helper()
	e.process = exec.Command(eximProgram, "-C", e.file("exim.conf"), "-bdf", "-oP", e.file("pid"))
	e.process.Stdout, e.process.Stderr = &e.output, &e.output
	e.process.WaitDelay = time.Second // its children hold the output open
	if err := e.process.Start(); err != nil {
		e.process = nil
		e.t.Fatalf("start Exim: %v", err)
	}
	e.exited = make(chan error, 1)
	go func(process *exec.Cmd) { e.exited <- process.Wait() }(e.process)
	deadline, retry := time.After(20*time.Second), time.NewTicker(10*time.Millisecond)
	defer retry.Stop()
	for {
		if conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", e.Port)); err == nil {
			conn.Close()
			return
		}
		select {
		case <-retry.C:
		case err := <-e.exited:
			e.process = nil
			e.t.Fatalf("start Exim: it ended: %v\n%s", err, e.output.Bytes())
		case <-deadline:
			e.t.Fatalf("start Exim: nobody listens after 20 s\n%s", e.Log())
		}
	}
}

// Stop ends the server.
func (e *Exim) Stop() {
	if e.process == nil {
		return
	}
	_ = e.process.Process.Kill()
	<-e.exited
	e.process = nil
}

// Mails returns what has arrived, after waiting for so many: Exim answers
// before it delivers.
func (e *Exim) Mails(want int) [][]byte {
	e.t.Helper()
	deadline, retry := time.After(10*time.Second), time.NewTicker(20*time.Millisecond)
	defer retry.Stop()
	for {
		files, err := filepath.Glob(e.file("box/new/*"))
		if err != nil {
			e.t.Fatalf("look for mail: %v", err)
		}
		if len(files) >= want {
			var mails [][]byte
			for _, file := range files {
				raw, err := os.ReadFile(file)
				if err != nil {
					e.t.Fatalf("look for mail: %v", err)
				}
				mails = append(mails, raw)
			}
			return mails
		}
		select {
		case <-retry.C:
		case <-deadline:
			e.t.Fatalf("%d mails have arrived, want %d\n%s", len(files), want, e.Log())
		}
	}
}

// Log returns what the server logged.
func (e *Exim) Log() string {
	var all strings.Builder
	for _, name := range []string{"mainlog", "rejectlog", "paniclog"} {
		log, _ := os.ReadFile(e.file(name)) // there is none before there is something to say
		all.Write(log)
	}
	return all.String()
}
