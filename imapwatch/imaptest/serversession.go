package imaptest

import (
	"slices"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

// serverSession is one connection to a Server.
type serverSession struct {
	*imapmemserver.UserSession // nil before the login
	server                     *Server
	woken                      chan struct{} // holds one when something may have happened
	readOnly                   bool          // the mailbox was opened by EXAMINE
}

func (s *Server) newSession(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
	session := &serverSession{server: s, woken: make(chan struct{}, 1)}
	s.mu.Lock()
	s.sessions[session] = struct{}{}
	s.mu.Unlock()
	return session, &imapserver.GreetingData{}, nil
}

func (s *serverSession) Close() error {
	s.server.mu.Lock()
	delete(s.server.sessions, s)
	s.server.mu.Unlock()
	if s.UserSession == nil {
		return nil
	}
	return s.UserSession.Close()
}

func (s *serverSession) Login(user, password string) error {
	if err := s.server.user.Login(user, password); err != nil {
		return err
	}
	s.UserSession = imapmemserver.NewUserSession(s.server.user)
	return nil
}

func (s *serverSession) Select(name string, options *imap.SelectOptions) (*imap.SelectData, error) {
	s.readOnly = options != nil && options.ReadOnly
	return s.UserSession.Select(name, options)
}

// List tells the special uses, in RETURN and without, as Dovecot and Gmail do.
func (s *serverSession) List(w *imapserver.ListWriter, ref string, patterns []string, options *imap.ListOptions) error {
	if len(patterns) == 0 {
		return w.WriteList(&imap.ListData{Attrs: []imap.MailboxAttr{imap.MailboxAttrNoSelect}, Delim: '/'})
	}
	for _, data := range s.server.list() {
		matches := slices.ContainsFunc(patterns, func(pattern string) bool {
			return imapserver.MatchList(data.Mailbox, data.Delim, ref, pattern)
		})
		if !matches || options.SelectSpecialUse && len(data.Attrs) == 0 {
			continue
		}
		if options.ReturnStatus != nil {
			status, err := s.UserSession.Status(data.Mailbox, options.ReturnStatus)
			if err != nil {
				return err
			}
			data.Status = status
		}
		if err := w.WriteList(&data); err != nil {
			return err
		}
	}
	return nil
}

func (s *serverSession) Create(name string, options *imap.CreateOptions) error {
	var attrs []imap.MailboxAttr
	if options != nil {
		attrs = options.SpecialUse
	}
	return s.server.create(name, attrs)
}

func (s *serverSession) Delete(name string) error {
	if err := s.UserSession.Delete(name); err != nil {
		return err
	}
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	delete(s.server.mailboxes, name)
	return nil
}

func (s *serverSession) Rename(from, to string, options *imap.RenameOptions) error {
	if err := s.UserSession.Rename(from, to, options); err != nil {
		return err
	}
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	s.server.mailboxes[to] = s.server.mailboxes[from]
	delete(s.server.mailboxes, from)
	return nil
}

// Idle writes what is new at once and whenever the server was woken.
func (s *serverSession) Idle(w *imapserver.UpdateWriter, stop <-chan struct{}) error {
	for {
		if err := s.Poll(w, true); err != nil {
			return err
		}
		select {
		case <-s.woken:
		case <-stop:
			return nil
		}
	}
}

func (s *serverSession) Append(mailbox string, r imap.LiteralReader, options *imap.AppendOptions) (*imap.AppendData, error) {
	defer s.server.wake()
	return s.UserSession.Append(mailbox, r, options)
}

// Fetch reads as if by PEEK where the mailbox is read-only.
func (s *serverSession) Fetch(w *imapserver.FetchWriter, set imap.NumSet, options *imap.FetchOptions) error {
	if s.readOnly {
		peeking := *options
		peeking.BodySection = slices.Clone(options.BodySection)
		for i, section := range peeking.BodySection {
			peek := *section
			peek.Peek = true
			peeking.BodySection[i] = &peek
		}
		options = &peeking
	}
	return s.UserSession.Fetch(w, set, options)
}

// errReadOnly answers commands that would write after EXAMINE.
var errReadOnly = &imap.Error{Type: imap.StatusResponseTypeNo, Text: "mailbox is open read-only"}

func (s *serverSession) Store(w *imapserver.FetchWriter, set imap.NumSet, flags *imap.StoreFlags, options *imap.StoreOptions) error {
	if s.readOnly {
		return errReadOnly
	}
	defer s.server.wake()
	return s.UserSession.Store(w, set, flags, options)
}

func (s *serverSession) Expunge(w *imapserver.ExpungeWriter, uids *imap.UIDSet) error {
	if s.readOnly {
		return errReadOnly
	}
	defer s.server.wake()
	return s.UserSession.Expunge(w, uids)
}

func (s *serverSession) Copy(set imap.NumSet, to string) (*imap.CopyData, error) {
	defer s.server.wake()
	return s.UserSession.Copy(set, to)
}

func (s *serverSession) Move(w *imapserver.MoveWriter, set imap.NumSet, to string) error {
	if s.readOnly {
		return errReadOnly
	}
	defer s.server.wake()
	return s.UserSession.Move(w, set, to)
}
