package imapwatch

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/emersion/go-imap/v2"
)

// A mailbox over which so many connections in a row were lost is left alone for
// a while: one that is damaged on the server shall not keep the others from
// being read.
const (
	brokenLosses = 3
	brokenAgain  = time.Hour
)

// broken is what the sessions know of a mailbox over which they were lost.
type broken struct {
	losses int       // in a row, without a message that came in between
	until  time.Time // the mailbox is left alone until then
}

// givenUp reports whether a mailbox was left alone since it could be read last.
func (p *past) givenUp(name string) bool {
	b := p.broken[name]
	return b != nil && b.losses >= brokenLosses
}

// avoided reports whether a mailbox is left alone for now.
func (p *past) avoided(name string) bool {
	return p.givenUp(name) && time.Now().Before(p.broken[name].until)
}

// lostAt notes that the connection was lost over a mailbox.
func (p *past) lostAt(log *slog.Logger, name string, err error) {
	b := p.broken[name]
	if b == nil {
		b = &broken{}
		p.broken[name] = b
	}
	if b.losses++; b.losses >= brokenLosses {
		b.until = time.Now().Add(brokenAgain)
		p.missing(log, name, err)
	}
	p.narrowed = true
}

// progress notes that a mailbox can be read, in part at least.
func (p *past) progress(name string) { delete(p.broken, name) }

// catchUpOther is catchUp for a mailbox that is not idled on.
func (s *session) catchUpOther(ctx context.Context, f folder) (changed bool, err error) {
	if changed, err = s.catchUp(ctx, f); err != nil {
		return false, s.excuse(ctx, f.name, err)
	}
	return changed, nil
}

// excuse returns nil for an error that is about one mailbox alone: the rest can
// be read, and this one is looked for again at the next pass. Where the
// connection is lost, that is noted.
// QUIRK: Dovecot says NO [SERVERBUG] to each EXAMINE and STATUS of a mailbox
// whose index is damaged, for ever.
func (s *session) excuse(ctx context.Context, name string, err error) error {
	var stored errStore
	var said *imap.Error
	var asked busy
	switch {
	case ctx.Err() != nil, errors.As(err, &stored):
	case s.past.narrowed && s.past.quick < quickMost && !s.past.givenUp(name):
		// A message may be to blame, which is being found out.
	case errors.As(err, &said) && !errors.As(err, &asked) && !s.past.narrowed:
		s.past.missing(s.log, name, err)
		return nil
	default:
		s.past.lostAt(s.log, name, err)
	}
	return err
}
