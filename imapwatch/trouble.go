package imapwatch

import (
	"fmt"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"

	"hearback/imapwatch/wire"
)

// part is what of a message was asked for.
type part int

const (
	header part = iota
	text
)

// trouble is what the sessions know of a mailbox in which a FETCH ended badly:
// with the connection, or with a NO to all of it. A message may be to blame. It
// is closed in on, by asking for fewer at once in each session, until it is
// asked for alone; and where it still ends the connection, it is set aside, so
// that the rest can go on.
type trouble struct {
	epoch   epoch
	most    int      // messages that are asked for at once; zero: no trouble
	suspect imap.UID // was asked for alone
	tries   int      // how often that ended badly
	aside   map[imap.UID]setAside
}

// epoch is in which the UIDs of a mailbox mean what they do: from where its scan
// began anew.
type epoch struct {
	known    Mailbox
	validity uint32
}

// begin forgets what was known of the messages, unless a scan that was broken
// off is begun again.
func (t *trouble) begin(e epoch) {
	if t.epoch != e {
		*t = trouble{epoch: e, aside: make(map[imap.UID]setAside)}
	}
}

// setAside says what of a message is not asked for any more.
type setAside struct {
	what part
	why  string
}

// Tries of a message alone before it is set aside: suspectTries where another
// one could be fetched over the same connection each time, since a line that is cut
// cuts now and then, loneTries where there is no other.
const (
	suspectTries = 4
	loneTries    = 8
)

// troubled returns what is known of a mailbox.
func (p *past) troubled(mailbox string) *trouble {
	if p.troubles == nil {
		p.troubles = make(map[string]*trouble)
	}
	if p.troubles[mailbox] == nil {
		p.troubles[mailbox] = &trouble{aside: make(map[imap.UID]setAside)}
	}
	return p.troubles[mailbox]
}

// size is how many of n messages may be asked for at once.
func (t *trouble) size(n int) int {
	if t.most == 0 {
		return n
	}
	return min(t.most, n)
}

// well notes that a chunk came whole.
func (t *trouble) well() {
	if t.most *= 2; t.most >= chunkUIDs {
		t.most = 0
	}
}

// without leaves out what is set aside.
func (t *trouble) without(uids []imap.UID, what part) []imap.UID {
	if len(t.aside) == 0 {
		return uids
	}
	return slices.DeleteFunc(slices.Clone(uids), func(uid imap.UID) bool {
		a, aside := t.aside[uid]
		return aside && a.what <= what
	})
}

// blame notes that a FETCH ended badly after some of the messages had come, and
// returns the error.
func (in *intake) blame(uids []imap.UID, got int, what part, err error) error {
	t := in.trouble
	if len(uids) > 1 {
		// The messages mostly come in order: the first of the rest is
		// asked for first next time.
		t.most, t.suspect, t.tries = max(1, min(len(uids)/2, got)), 0, 0
		in.past.narrowed = true
		return err
	}
	t.most = 1
	if t.suspect != uids[0] {
		t.suspect, t.tries = uids[0], 0
	}
	t.tries++
	if t.tries >= suspectTries && in.witnessed.Load() || t.tries >= loneTries {
		in.setAside(uids[0], what, err.Error())
		t.suspect, t.tries = 0, 0
	}
	in.past.narrowed = true
	return err
}

// setAside gives a message up. The store is told with the batch that its UID
// belongs to.
func (in *intake) setAside(uid imap.UID, what part, why string) {
	in.log.Warn("message set aside: it cannot be fetched", "mailbox", in.folder.name, "uid", uid, "err", why)
	in.trouble.aside[uid] = setAside{what, wire.Clean(why)}
}

// witness fetches the header of a message other than the one that is suspect,
// before that one is asked for: if it does not come either, the server is to
// blame, and no message.
func (in *intake) witness(found imap.UIDSet) error {
	if in.trouble.tries == 0 || len(found) == 0 {
		return nil
	}
	for _, uid := range []imap.UID{found[len(found)-1].Stop, found[0].Start, imap.UID(in.mark.Print >> 31)} {
		if in.witnessed.Load() {
			return nil
		}
		if _, aside := in.trouble.aside[uid]; uid == 0 || uid == in.trouble.suspect || aside {
			continue
		}
		if _, err := in.one(uid, header, func(imap.UID, time.Time, []byte) {}); err != nil {
			return fmt.Errorf("fetch headers from %s: %w", in.folder.name, err)
		}
	}
	return nil
}

// asideBetween returns what was set aside among the given UIDs, in their order.
func (t *trouble) asideBetween(first, last imap.UID) []SetAside {
	var all []SetAside
	for uid, a := range t.aside {
		if first <= uid && uid <= last {
			all = append(all, SetAside{UID: uint32(uid), Why: a.why})
		}
	}
	slices.SortFunc(all, func(a, b SetAside) int { return int(int64(a.UID) - int64(b.UID)) })
	return all
}
