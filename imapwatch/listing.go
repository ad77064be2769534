package imapwatch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"time"
)

// listEvery is how often the mailboxes are listed anew: some come, go, or get
// another name. A mailbox is gone once it was left out for so long.
const listEvery = time.Hour

// errUnlisted ends a session whose LIST broke the connection. The next one goes
// without.
var errUnlisted = errors.New("the mailboxes cannot be listed")

// start connects and chooses the mailboxes. A server whose LIST fails is
// watched all the same.
// QUIRK: a single answer that the library cannot read makes it close the
// connection; the next one then does without LIST for a while.
func (w *Watcher) start(ctx context.Context, past *past) (*session, []folder, error) {
	for {
		s, err := w.connect(ctx)
		if err != nil {
			return nil, nil, ended(ctx, err)
		}
		s.past = past
		if past.introduce { // before it takes offence
			s.introduce()
		}
		if past.unlistable && !past.listDue() {
			return s, past.watched(w.Account.Mailboxes), nil
		}
		if err := s.lookEarly(ctx); err != nil {
			s.close()
			return nil, nil, ended(ctx, err)
		}
		folders, gone, err := s.folders()
		if err == nil {
			if err := s.misspelt(ctx, folders, gone); err != nil {
				s.logOut()
				return nil, nil, err
			}
			s.allMissing(gone)
			return s, folders, nil
		}
		if s.conn.Err() != nil && !errors.Is(s.conn.Err(), net.ErrClosed) || ctx.Err() != nil {
			s.close()
			return nil, nil, ended(ctx, err)
		}
		s.log.Warn("the server does not list its mailboxes, watching without", "err", err)
		if s.conn.Err() == nil {
			return s, past.watched(w.Account.Mailboxes), nil
		}
		past.unlisted()
		s.close()
	}
}

// misspelt returns an error where mailboxes that the config names are not there
// and nothing of the account was ever read: the names are wrong then. One that
// went since may come back, and the others are read meanwhile.
func (s *session) misspelt(ctx context.Context, folders []folder, gone []absent) error {
	before := s.past.settled || len(gone) == 0
	for i := 0; i < len(folders) && !before; i++ {
		known, err := s.Store.Resume(ctx, folders[i].name)
		if err != nil {
			return storeError("look up the resume point of", folders[i].name, err)
		}
		before = known != Mailbox{}
	}
	switch {
	case !before:
		return gone[0]
	case len(folders) == 0:
		return errors.New("none of the mailboxes to watch is there")
	}
	return nil
}

// relist looks for mailboxes that came or went, and has the one that is idled on
// examined anew: nothing else tells that another took its place, with another
// UIDVALIDITY (RFC 3501, section 2.3.1.1). Where the server refuses LIST, both are
// done again after the next round.
func (s *session) relist(folders []folder) ([]folder, error) {
	now, gone, err := s.folders()
	s.selected = ""
	switch {
	case err != nil && s.conn.Err() == nil:
		s.log.Debug("the server does not list its mailboxes", "err", err)
		return folders, nil
	case err != nil:
		s.past.unlisted()
		return nil, fmt.Errorf("%w: %w", errUnlisted, err)
	}
	s.allMissing(gone)
	if len(now) == 0 {
		return folders, nil
	}
	return now, nil
}

// folders lists the server's mailboxes and chooses those to watch.
func (s *session) folders() ([]folder, []absent, error) {
	listed, err := s.list()
	if err != nil {
		return nil, nil, err
	}
	s.past.listed, s.past.unlistable = time.Now(), false
	chosen, gone := choose(listed, s.Account.Mailboxes, s.caps.Has(capGmail))
	chosen, gone = s.past.keep(chosen, gone)
	return chosen, gone, nil
}

// allMissing logs which configured mailboxes are not there.
func (s *session) allMissing(gone []absent) {
	for _, missing := range gone {
		s.past.missing(s.log, missing.name, missing)
	}
}

// listDue reports whether it is time to list the mailboxes anew.
func (p *past) listDue() bool { return time.Since(p.listed) >= listEvery }

// unlisted notes that LIST broke the connection.
func (p *past) unlisted() { p.listed, p.unlistable = time.Now(), true }

// watched is what is watched without a list: what was chosen from the last one,
// else what the config names.
func (p *past) watched(configured []string) []folder {
	if len(p.folders) > 0 {
		return p.folders
	}
	return unlisted(configured)
}

// keep adds to what was chosen the mailboxes that were watched until now and
// that the list left out a short time ago: one without the sent mail would have
// candidacies judged without it. What is kept is not gone yet.
func (p *past) keep(chosen []folder, gone []absent) ([]folder, []absent) {
	for _, f := range chosen {
		delete(p.leftOut, f.name)
	}
	for _, f := range p.folders {
		if slices.ContainsFunc(chosen, func(c folder) bool { return c.name == f.name }) {
			continue
		}
		if _, left := p.leftOut[f.name]; !left {
			p.leftOut[f.name] = time.Now()
		}
		if time.Since(p.leftOut[f.name]) < listEvery {
			chosen = append(chosen, f)
		}
	}
	slices.SortStableFunc(chosen, func(a, b folder) int { return order(a.role) - order(b.role) })
	gone = slices.DeleteFunc(gone, func(a absent) bool {
		return slices.ContainsFunc(chosen, func(c folder) bool { return strings.EqualFold(c.name, a.name) })
	})
	if len(chosen) > 0 {
		p.folders = chosen
	}
	return chosen, gone
}
