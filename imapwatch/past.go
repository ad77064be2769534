package imapwatch

import (
	"log/slog"
	"time"
)

// past is what the sessions of one Run leave to those that follow.
type past struct {
	settled    bool            // everything was handed over once
	good       bool            // the last session came that far
	narrowed   bool            // the last session closed in on a message that cannot be fetched
	quick      int             // how often that happened since all went well
	unlistable bool            // LIST broke the connection
	noIdle     bool            // IDLE was refused though it was offered
	absent     map[string]bool // mailboxes logged as missing
	downSince  time.Time       // zero: not known to be down
	downFor    error           // the kind of the error that was logged

	troubles     map[string]*trouble // by mailbox
	unidentified map[string]uint64   // by mailbox: the Print whose message broke the connection
}

func newPast() *past {
	return &past{absent: make(map[string]bool), unidentified: make(map[string]uint64)}
}

// lost logs the loss of the connection: once, and once more where it turns out
// that a person has to do something.
func (p *past) lost(log *slog.Logger, err error, delay time.Duration) {
	kind := kindOf(err)
	if !p.downSince.IsZero() && (!forPerson(err) || kind == p.downFor) {
		log.Debug("still not connected", "err", err, "retry", delay)
		return
	}
	if p.downSince.IsZero() {
		p.downSince = time.Now()
	}
	p.downFor = kind
	log.Warn("not connected, trying again", "err", err, "retry", delay.Round(time.Millisecond))
}

// back notes that everything is handed over, and logs the return.
func (p *past) back(log *slog.Logger) {
	if !p.downSince.IsZero() {
		log.Info("connected again", "after", time.Since(p.downSince).Round(time.Second))
	}
	p.settled, p.good, p.quick, p.downSince, p.downFor = true, true, 0, time.Time{}, nil
}

// missing logs, once, that a mailbox cannot be read.
func (p *past) missing(log *slog.Logger, name string, err error) {
	if p.absent[name] {
		return
	}
	p.absent[name] = true
	log.Warn("mailbox cannot be read, will look again", "mailbox", name, "err", err)
}

// found notes that a mailbox is there.
func (p *past) found(log *slog.Logger, name string) {
	if p.absent[name] {
		delete(p.absent, name)
		log.Info("mailbox can be read again", "mailbox", name)
	}
}
