package imapwatch

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// pass looks at every mailbox for what is new, then for what is wished for,
// and reports whether there was anything. The first folder is the one that is
// idled on: it comes first, and it is found examined where stay is true.
func (s *session) pass(ctx context.Context, folders []folder, stay bool) (changed bool, err error) {
	defer s.present()
	home := folders[0]
	if s.early && home.name == "INBOX" {
		changed = s.news
	} else {
		s.forgetNudge()
		if changed, err = s.look(ctx, home); err != nil {
			return false, err
		}
	}
	s.early = false
	moved, err := s.moved(ctx, folders[1:])
	if err != nil {
		return false, err
	}
	for _, f := range moved {
		some, err := s.catchUpOther(ctx, f)
		if err != nil {
			return false, err
		}
		changed = changed || some
	}
	if err := s.grantWishes(ctx, folders); err != nil {
		return false, err
	}
	if stay && s.selected != home.name {
		some, err := s.catchUp(ctx, home)
		if err != nil {
			return false, err
		}
		changed = changed || some
	}
	return changed, nil
}

// lookEarly finds what is new in INBOX before the mailboxes are listed, where it
// will be watched and was read before.
// QUIRK: Dovecot reads a whole maildir anew behind a LIST: 0.2 s for 200,000
// messages.
func (s *session) lookEarly(ctx context.Context) error {
	configured := s.Account.Mailboxes
	if s.caps.Has(capGmail) || len(configured) > 0 && !slices.ContainsFunc(configured, func(name string) bool { return strings.EqualFold(name, "INBOX") }) {
		return nil
	}
	known, err := s.Store.Resume(ctx, "INBOX")
	if err != nil {
		return storeError("look up the resume point of", "INBOX", err)
	}
	if known == (Mailbox{}) {
		return nil // what is wrong with the config shall not be said after an hour
	}
	s.forgetNudge()
	s.news, err = s.catchUp(ctx, folder{"INBOX", Inbox})
	s.early = err == nil
	return err
}

// look finds what is new in the mailbox that is idled on.
func (s *session) look(ctx context.Context, home folder) (bool, error) {
	if _, scanned := s.marks[home.name]; scanned && s.selected == home.name {
		return s.refresh(ctx, home)
	}
	return s.catchUp(ctx, home)
}

// moved returns the mailboxes that are not where they were last seen, by
// STATUS (RFC 3501, section 6.3.10), those not seen yet, and those over whose
// STATUS a connection was lost, but for those that are left alone. All are asked
// about before the first answer is waited for.
func (s *session) moved(ctx context.Context, folders []folder) ([]folder, error) {
	s.command("STATUS")
	defer s.end()
	folders = slices.DeleteFunc(slices.Clone(folders), func(f folder) bool { return s.past.avoided(f.name) })
	asked := make([]*imapclient.StatusCommand, len(folders))
	for i, f := range folders {
		if _, scanned := s.marks[f.name]; scanned && !s.past.noStatus[f.name] {
			asked[i] = s.client.Status(f.name, &imap.StatusOptions{UIDNext: true, UIDValidity: true})
		}
	}
	var moved []folder
	var failed error
	for i, f := range folders {
		if asked[i] == nil {
			moved = append(moved, f)
			continue
		}
		status, err := asked[i].Wait()
		s.command("STATUS")
		mark := s.marks[f.name]
		switch {
		case err != nil:
			// Where the connection is lost, the first without an answer is
			// the one that the server was at.
			if failed == nil {
				failed = s.excuse(ctx, f.name, fmt.Errorf("ask for the status of %s: %w", f.name, lost(s.conn, err)))
				s.past.noStatus[f.name] = failed != nil
			}
		case status.UIDNext == 0 || uint32(status.UIDNext) != mark.UIDNext || status.UIDValidity != mark.UIDValidity:
			moved = append(moved, f)
		default:
			s.past.found(s.log, f.name)
		}
	}
	return moved, failed
}
