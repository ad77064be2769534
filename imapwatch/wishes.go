package imapwatch

import (
	"context"
	"slices"

	"github.com/emersion/go-imap/v2"
)

// wishRounds bounds how often a pass asks for wishes: a kept wish can raise
// another, as when an old message shows a thread to be about a job. What is
// left comes at the next pass.
const wishRounds = 20

// grantWishes fetches the earlier messages that the store wants after all,
// until it wants no more.
func (s *session) grantWishes(ctx context.Context, folders []folder) error {
	for range wishRounds {
		granted := 0
		for _, f := range folders {
			mark, scanned := s.marks[f.name]
			if !scanned || s.past.avoided(f.name) {
				continue
			}
			wished, err := s.Store.Wishes(ctx, f.name)
			if err != nil {
				return storeError("look up what is wished for from", f.name, err)
			}
			uids := wishedUIDs(wished)
			if len(uids) == 0 {
				continue
			}
			if err = s.grant(ctx, f, mark, uids); err != nil {
				delete(s.marks, f.name) // the next pass looks at it anew
				if f != folders[0] || !passing(err) {
					err = s.excuse(ctx, f.name, err)
				}
			}
			if err != nil {
				return err
			}
			granted += len(uids)
		}
		if granted == 0 {
			return nil
		}
	}
	s.log.Debug("some wishes wait for the next pass")
	return nil
}

// grant fetches the messages of one mailbox, if it still is the one that the
// UIDs belong to.
func (s *session) grant(ctx context.Context, f folder, mark Mailbox, uids []imap.UID) error {
	if s.selected != f.name {
		data, err := s.examine(f.name)
		if err != nil {
			return err
		}
		if data.UIDValidity != mark.UIDValidity {
			delete(s.marks, f.name) // the next pass scans it anew
			return nil
		}
	}
	in := s.newIntake(ctx, f, mark, mark)
	in.wishes = true
	err := in.all(imap.UIDSetNum(uids...), len(uids), func(int) {})
	if waitErr := in.wait(); err == nil {
		err = waitErr
	}
	return err
}

// wishedUIDs sorts them and drops what cannot be a UID.
func wishedUIDs(wished []uint32) []imap.UID {
	uids := make([]imap.UID, 0, len(wished))
	for _, uid := range wished {
		if uid > 0 && uid <= lastUID {
			uids = append(uids, imap.UID(uid))
		}
	}
	slices.Sort(uids)
	return slices.Compact(uids)
}
