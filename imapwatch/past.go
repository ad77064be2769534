package imapwatch

import (
	"errors"
	"log/slog"
	"time"
)

// past is what the sessions of one Run leave to those that follow.
type past struct {
	settled    bool                 // everything was handed over once
	upSince    time.Time            // when the session at hand had handed over everything; zero: not yet
	good       bool                 // the last session lasted
	narrowed   bool                 // the last session closed in on what cannot be read: a message, a mailbox
	quick      int                  // how often that happened since a session lasted
	listed     time.Time            // when LIST was last answered, or broke the connection
	unlistable bool                 // it did the latter
	folders    []folder             // what was last chosen to be watched
	leftOut    map[string]time.Time // those of them that LIST left out, and since when
	idleFrom   time.Time            // IDLE is not tried before that
	idleDeaths int                  // how many sessions in a row ended in IDLE before they had lasted
	absent     map[string]bool      // mailboxes logged as missing
	broken     map[string]*broken   // mailboxes over which connections were lost
	noStatus   map[string]bool      // mailboxes over whose STATUS the connection was lost
	shown      map[string]bool      // texts of the server that the person saw
	badLogins  int                  // answered with BAD since everything was handed over
	introduce  bool                 // the server wants to know our name
	downSince  time.Time            // zero: not known to be down
	downFor    error                // the kind of the error that was logged
	returned   bool                 // the return was logged, and nothing lasted since
	fleeting   bool                 // that no connection lasts was logged

	troubles     map[string]*trouble // by mailbox
	unidentified map[string]uint64   // by mailbox: the Print whose message broke the connection
}

func newPast() *past {
	return &past{
		absent: make(map[string]bool), broken: make(map[string]*broken),
		noStatus: make(map[string]bool), leftOut: make(map[string]time.Time), unidentified: make(map[string]uint64), shown: make(map[string]bool),
	}
}

// A session that lasted lastsAfter was a good one. Others succeed, too, on a
// server that ends each of them once everything is read: they would be begun
// every second.
const lastsAfter = 3 * time.Minute

// Of a server that offers IDLE and ends the connections that make use of it so
// many in a row are believed to be no accident; idleAgain is how long it goes
// without.
const (
	idleDeathsMost = 3
	idleAgain      = 24 * time.Hour
)

// begin forgets how the last session went.
func (p *past) begin() {
	p.good, p.narrowed, p.upSince = false, false, time.Time{}
}

// end notes how a session went, and returns its error.
func (p *past) end(log *slog.Logger, err error) error {
	p.good = !p.upSince.IsZero() && time.Since(p.upSince) >= lastsAfter
	if p.good {
		p.quick, p.downSince, p.downFor, p.returned, p.fleeting, p.idleDeaths = 0, time.Time{}, nil, false, false, 0
		return err
	}
	var idling errIdling
	if !errors.As(err, &idling) {
		return err
	}
	if p.idleDeaths++; p.idleDeaths == idleDeathsMost {
		log.Warn("the server ends connections in IDLE, asking every minute instead", "err", err)
		p.withoutIDLE()
	}
	return err
}

// withoutIDLE has the server asked instead for a day.
func (p *past) withoutIDLE() { p.idleFrom, p.idleDeaths = time.Now().Add(idleAgain), 0 }

// lost logs the loss of the connection: once, once more where it turns out that
// a person has to do something, and once where no connection lasts.
func (p *past) lost(log *slog.Logger, err error, delay time.Duration) {
	kind := kindOf(err)
	message := "not connected, trying again"
	switch {
	case p.downSince.IsZero():
		p.downSince = time.Now()
	case forPerson(err) && kind != p.downFor:
	case p.returned && !p.fleeting:
		p.fleeting = true
		message = "no connection lasts, trying again"
	default:
		log.Debug("still not connected", "err", err, "retry", delay)
		return
	}
	p.downFor = kind
	log.Warn(message, "err", err, "retry", delay.Round(time.Millisecond))
}

// back notes that everything is handed over, and logs the return.
func (p *past) back(log *slog.Logger) {
	if !p.downSince.IsZero() && !p.returned {
		p.returned = true
		log.Info("connected again", "after", time.Since(p.downSince).Round(time.Second))
	}
	p.settled, p.upSince, p.downFor, p.badLogins = true, time.Now(), nil, 0
}

// missing logs, once, that a mailbox cannot be read.
func (p *past) missing(log *slog.Logger, name string, err error) {
	if p.absent[name] {
		return
	}
	p.absent[name] = true
	log.Warn("mailbox cannot be read, will look again", "mailbox", name, "err", err)
}

// found notes that a mailbox is there and was read to its end.
func (p *past) found(log *slog.Logger, name string) {
	p.progress(name)
	if p.absent[name] {
		delete(p.absent, name)
		log.Info("mailbox can be read again", "mailbox", name)
	}
}
