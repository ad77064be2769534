package imapwatch

import (
	"cmp"
	"errors"
	"runtime/debug"
	"strings"

	"github.com/emersion/go-imap/v2"
)

// wantsName reports whether the server lets us in and then opens no mailbox
// because it was not told which program asks.
// QUIRK: NetEase (163.com, 126.com, yeah.net) answers EXAMINE with "Unsafe Login.
// Please contact kefu@188.com for help" until an ID command came.
func wantsName(err error) bool {
	var no *imap.Error
	return errors.As(err, &no) && strings.Contains(strings.ToLower(no.Text), "unsafe login")
}

// introduce tells the server the name of this program (RFC 2971), once, and
// reports whether it did. No server is told that opens its mailboxes without:
// it is one more thing to know the person by, and a round trip.
func (s *session) introduce() bool {
	if s.introduced || !s.caps.Has(imap.CapID) {
		return false
	}
	s.introduced, s.past.introduce = true, true
	version := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		version = info.Main.Version
	}
	s.command("ID")
	defer s.end()
	_, err := s.client.ID(&imap.IDData{Name: "hearback", Version: cmp.Or(version, "unknown"), Vendor: "hearback"}).Wait()
	if err != nil {
		s.log.Debug("the server does not take our name", "err", lost(s.conn, err))
	}
	return err == nil
}
