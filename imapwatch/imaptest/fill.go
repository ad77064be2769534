package imaptest

import (
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// Message is one to fill a mailbox with.
type Message struct {
	Raw      []byte
	Received time.Time
}

// Fill puts many messages into a mailbox at once, by writing them where the
// server keeps them (Maildir) before it looks there: thousands in a second.
// They are found in the order given. The server may be stopped, once it has
// made the mailbox.
func (d *Dovecot) Fill(mailbox string, messages iter.Seq[Message]) {
	d.t.Helper()
	folder := filepath.Join(d.dir, "home", User, "mail")
	if mailbox != "INBOX" {
		folder = filepath.Join(folder, "."+mailbox)
	}
	if d.process != nil {
		// The server makes the folder as it likes it.
		d.Doveadm("mailbox", "status", "-u", User, "messages", mailbox)
	}
	for m := range messages {
		d.filled++
		name := fmt.Sprintf("%d.M%09dP1.filled,S=%d:2,", m.Received.Unix(), d.filled, len(m.Raw))
		path := filepath.Join(folder, "cur", name)
		if err := d.write(path, m); err != nil {
			d.t.Fatalf("fill %s: %v", mailbox, err)
		}
	}
	if d.process != nil {
		d.Doveadm("force-resync", "-u", User, mailbox)
	}
}

func (d *Dovecot) write(path string, m Message) error {
	if err := os.WriteFile(path, m.Raw, 0o600); err != nil {
		return err
	}
	if err := os.Chtimes(path, m.Received, m.Received); err != nil {
		return err
	}
	return d.give(path)
}

// give makes the mail's owner the owner of a file.
func (d *Dovecot) give(path string) error {
	uid, err := strconv.Atoi(d.owner.Uid)
	if err != nil {
		return err
	}
	gid, err := strconv.Atoi(d.owner.Gid)
	if err != nil {
		return err
	}
	return os.Chown(path, uid, gid)
}
