package imaptest

import (
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// Daemon is a private real server on a free port of 127.0.0.1 with TLS from the
// first byte. Nothing of it lies outside its own temporary folder.
type Daemon struct {
	Name      string
	Authority *Authority
	// Prefix stands before the names of all mailboxes but INBOX.
	Prefix string

	t       TB
	dir     string
	root    string // where its packages were unpacked
	port    int
	process *exec.Cmd
	output  bytes.Buffer
	exited  chan struct{}
}

// Addr returns the address that it listens on.
func (d *Daemon) Addr() string { return fmt.Sprintf("127.0.0.1:%d", d.port) }

// URL returns the address in the form of an account's.
func (d *Daemon) URL() string { return "imaps://" + d.Addr() }

// newDaemon makes the folder of a server whose program is at a path below the
// root of its packages. Where it is missing the test is skipped, or fails where
// the environment says CI=true: there it has to be.
func newDaemon(t TB, name, program string) *Daemon {
	t.Helper()
	d := &Daemon{Name: name, t: t}
	for _, root := range []string{os.Getenv("IMAPTEST_SERVERS"), "/"} {
		if _, err := os.Stat(filepath.Join(root, program)); root != "" && err == nil {
			d.root = root
			break
		}
	}
	current, err := user.Current()
	switch {
	case d.root == "":
		unavailable(t, "MISSING: "+name+" (run imaptest/servers.sh and set IMAPTEST_SERVERS); nothing was tested against it")
	case err != nil || current.Uid != "0":
		unavailable(t, "MISSING: "+name+" needs root; nothing was tested against it")
	}
	if d.dir, err = os.MkdirTemp("", "imaptest"); err != nil {
		t.Fatalf("prepare %s: %v", name, err)
	}
	t.Cleanup(func() {
		d.stop()
		os.RemoveAll(d.dir)
	})
	if d.Authority, err = NewAuthority(d.dir); err == nil {
		err = os.Chmod(d.dir, 0o755) // its own user has to get in
	}
	if err == nil {
		d.port, err = freePort()
	}
	if err != nil {
		t.Fatalf("prepare %s: %v", name, err)
	}
	return d
}

// write makes a file of the server; {dir}, {root}, {port} and {user} stand for
// what they say.
func (d *Daemon) write(name, content string) {
	d.t.Helper()
	content = strings.NewReplacer("{dir}", d.dir, "{root}", strings.TrimSuffix(d.root, "/"), "{port}", fmt.Sprint(d.port),
		"{user}", User, "{password}", Password).Replace(content)
	if err := os.WriteFile(filepath.Join(d.dir, name), []byte(content), 0o600); err != nil {
		d.t.Fatalf("prepare %s: %v", d.Name, err)
	}
}

// start runs the server by its script and waits until the user can log in.
func (d *Daemon) start(command string, args ...string) {
	d.t.Helper()
	d.process = exec.Command(command, args...)
	d.process.Stdout, d.process.Stderr = &d.output, &d.output
	d.process.WaitDelay = time.Second // its children hold the output open
	d.process.Env = []string{"PATH=/usr/sbin:/usr/bin:/sbin:/bin"}
	ownGroup(d.process)
	if err := d.process.Start(); err != nil {
		d.t.Fatalf("start %s: %v", d.Name, err)
	}
	d.exited = make(chan struct{})
	go func() {
		_ = d.process.Wait()
		close(d.exited)
	}()
	deadline := time.After(20 * time.Second)
	retry := time.NewTicker(50 * time.Millisecond)
	defer retry.Stop()
	for {
		client, err := d.login()
		if err == nil {
			client.Close()
			return
		}
		select {
		case <-retry.C:
		case <-d.exited:
			d.t.Fatalf("start %s: it ended: %s", d.Name, d.output.Bytes())
		case <-deadline:
			d.stop()
			d.t.Fatalf("start %s: %v\n%s", d.Name, err, d.output.Bytes())
		}
	}
}

// stop ends the server with its children.
func (d *Daemon) stop() {
	if d.process == nil || d.exited == nil {
		return
	}
	_ = d.process.Process.Signal(syscall.SIGTERM)
	select {
	case <-d.exited:
		endGroup(d.process)
	case <-time.After(2 * time.Second):
		killGroup(d.process)
		<-d.exited
	}
}

func (d *Daemon) login() (*imapclient.Client, error) {
	conn, err := tls.Dial("tcp", d.Addr(), &tls.Config{RootCAs: d.Authority.Pool})
	if err != nil {
		return nil, err
	}
	client := imapclient.New(conn, nil)
	if err := client.Login(User, Password).Wait(); err != nil {
		client.Close()
		return nil, err
	}
	return client, nil
}

// do works on the mailboxes as another client would.
func (d *Daemon) do(what string, work func(*imapclient.Client) error) {
	d.t.Helper()
	client, err := d.login()
	if err == nil {
		err = work(client)
		err = errors.Join(err, client.Logout().Wait())
		client.Close()
	}
	if err != nil {
		d.t.Fatalf("%s: %s: %v", d.Name, what, err)
	}
}

// mailbox is the name as the server has it.
func (d *Daemon) mailbox(name string) string {
	if name == "INBOX" {
		return name
	}
	return d.Prefix + name
}

// Deliver puts a message into a mailbox.
func (d *Daemon) Deliver(mailbox string, raw []byte) {
	d.t.Helper()
	d.do("deliver", func(c *imapclient.Client) error {
		appending := c.Append(d.mailbox(mailbox), int64(len(raw)), nil)
		if _, err := appending.Write(raw); err != nil {
			return err
		}
		if err := appending.Close(); err != nil {
			return err
		}
		_, err := appending.Wait()
		return err
	})
}

// Remove deletes a message for good.
func (d *Daemon) Remove(mailbox string, uid uint32) {
	d.t.Helper()
	d.do("remove", func(c *imapclient.Client) error {
		if _, err := c.Select(d.mailbox(mailbox), nil).Wait(); err != nil {
			return err
		}
		flags := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Flags: []imap.Flag{imap.FlagDeleted}, Silent: true}
		if err := c.Store(imap.UIDSetNum(imap.UID(uid)), flags, nil).Close(); err != nil {
			return err
		}
		return c.Expunge().Close()
	})
}

// Flag sets a flag after EXAMINE, where the server obeys that, or after SELECT.
func (d *Daemon) Flag(mailbox string, uid uint32, flag imap.Flag, readOnly bool) {
	d.t.Helper()
	d.do("flag", func(c *imapclient.Client) error {
		if _, err := c.Select(d.mailbox(mailbox), &imap.SelectOptions{ReadOnly: readOnly}).Wait(); err != nil {
			return err
		}
		flags := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Flags: []imap.Flag{flag}, Silent: true}
		return c.Store(imap.UIDSetNum(imap.UID(uid)), flags, nil).Close()
	})
}

// State describes every message of the mailboxes: UID, flags, date and size.
func (d *Daemon) State(mailboxes ...string) string {
	d.t.Helper()
	var b strings.Builder
	for _, mailbox := range mailboxes {
		d.do("look at "+mailbox, func(c *imapclient.Client) error {
			if _, err := c.Select(d.mailbox(mailbox), &imap.SelectOptions{ReadOnly: true}).Wait(); err != nil {
				return err
			}
			items := &imap.FetchOptions{UID: true, Flags: true, InternalDate: true, RFC822Size: true}
			messages, err := c.Fetch(imap.UIDSet{{Start: 1}}, items).Collect()
			for _, m := range messages {
				flags := m.Flags[:0]
				for _, flag := range m.Flags {
					if flag != `\Recent` { // of the session, not of the message
						flags = append(flags, flag)
					}
				}
				fmt.Fprintln(&b, mailbox, m.UID, flags, m.InternalDate.UTC(), m.RFC822Size)
			}
			return err
		})
	}
	return b.String()
}
