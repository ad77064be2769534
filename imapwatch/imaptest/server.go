package imaptest

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"net"
	"slices"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

// Server is an IMAP server in memory with the mailboxes INBOX, Sent, Archive,
// Drafts, Junk and Trash. It speaks plain text and is meant for loopback.
//
// It mends what the in-memory server it stands on leaves out: LIST tells
// SPECIAL-USE, IDLE begins with what happened before it, and EXAMINE is
// read-only.
type Server struct {
	imap     *imapserver.Server
	backend  *imapmemserver.Server
	user     *imapmemserver.User
	listener net.Listener
	served   chan struct{}

	mu        sync.Mutex
	mailboxes map[string][]imap.MailboxAttr
	sessions  map[*serverSession]struct{}
}

// Listen starts a server on a free port of 127.0.0.1. Close stops it.
func Listen() (*Server, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen on loopback: %w", err)
	}
	return Serve(listener)
}

// Serve starts a server on a listener, which Close closes.
func Serve(listener net.Listener) (*Server, error) {
	s := &Server{
		backend:   imapmemserver.New(),
		user:      imapmemserver.NewUser(User, Password),
		listener:  listener,
		served:    make(chan struct{}),
		mailboxes: make(map[string][]imap.MailboxAttr),
		sessions:  make(map[*serverSession]struct{}),
	}
	s.backend.AddUser(s.user)
	for name, attr := range map[string]imap.MailboxAttr{
		"INBOX": "", "Sent": imap.MailboxAttrSent, "Archive": imap.MailboxAttrArchive,
		"Drafts": imap.MailboxAttrDrafts, "Junk": imap.MailboxAttrJunk, "Trash": imap.MailboxAttrTrash,
	} {
		var attrs []imap.MailboxAttr
		if attr != "" {
			attrs = append(attrs, attr)
		}
		if err := s.create(name, attrs); err != nil {
			return nil, err
		}
	}
	s.imap = imapserver.New(&imapserver.Options{
		NewSession: s.newSession,
		Caps: imap.CapSet{
			imap.CapIMAP4rev1: {}, imap.CapNamespace: {}, imap.CapUIDPlus: {}, imap.CapESearch: {},
			imap.CapListExtended: {}, imap.CapListStatus: {}, imap.CapMove: {}, imap.CapSpecialUse: {},
		},
		InsecureAuth: true,
		Logger:       log.New(io.Discard, "", 0),
	})
	go func() {
		defer close(s.served)
		_ = s.imap.Serve(listener) // ends with the listener
	}()
	return s, nil
}

// Addr returns the address that the server listens on.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// URL returns the address in the form of an account's.
func (s *Server) URL() string { return "imap://" + s.Addr() }

// Close ends the server and its connections.
func (s *Server) Close() error {
	err := s.imap.Close()
	_ = s.listener.Close() // where Serve had not taken it up yet
	<-s.served
	return err
}

// Append puts a message into a mailbox, as if it had arrived at the given
// time, and wakes who idles.
func (s *Server) Append(mailbox string, raw []byte, received time.Time) (imap.UID, error) {
	data, err := s.user.Append(mailbox, bytes.NewReader(raw), &imap.AppendOptions{Time: received})
	if err != nil {
		return 0, fmt.Errorf("append to %s: %w", mailbox, err)
	}
	s.wake()
	return data.UID, nil
}

// Remove deletes a message for good, as another client would.
func (s *Server) Remove(mailbox string, uid imap.UID) error {
	session := imapmemserver.NewUserSession(s.user)
	if _, err := session.Select(mailbox, nil); err != nil {
		return fmt.Errorf("remove from %s: %w", mailbox, err)
	}
	defer session.Close()
	set := imap.UIDSetNum(uid)
	flags := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Flags: []imap.Flag{imap.FlagDeleted}, Silent: true}
	if err := session.Store(nil, set, flags, nil); err != nil {
		return fmt.Errorf("remove from %s: %w", mailbox, err)
	}
	if err := session.Expunge(nil, &set); err != nil {
		return fmt.Errorf("remove from %s: %w", mailbox, err)
	}
	s.wake()
	return nil
}

// Recreate deletes a mailbox and makes an empty one of its name, whose
// UIDVALIDITY is another (RFC 3501, section 2.3.1.1).
func (s *Server) Recreate(mailbox string) error {
	s.mu.Lock()
	attrs := s.mailboxes[mailbox]
	s.mu.Unlock()
	if err := s.user.Delete(mailbox); err != nil {
		return err
	}
	return s.create(mailbox, attrs)
}

func (s *Server) create(name string, attrs []imap.MailboxAttr) error {
	if err := s.user.Create(name, nil); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mailboxes[name] = attrs
	return nil
}

// wake tells every session that something may have happened.
func (s *Server) wake() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for session := range s.sessions {
		select {
		case session.woken <- struct{}{}:
		default:
		}
	}
}

// list returns the mailboxes by name.
func (s *Server) list() []imap.ListData {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []imap.ListData
	for name, attrs := range s.mailboxes {
		all = append(all, imap.ListData{Mailbox: name, Delim: '/', Attrs: slices.Clone(attrs)})
	}
	slices.SortFunc(all, func(a, b imap.ListData) int { return bytes.Compare([]byte(a.Mailbox), []byte(b.Mailbox)) })
	return all
}
