package imapwatch

import (
	"fmt"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"

	"hearback/classify/mail"
)

// batchBytes is the size of texts, in bytes, at which a batch is handed over
// before its chunk is read to the end. Three batches at most are in memory:
// one with the store, one queued, one growing.
const batchBytes = 2 << 20

// texts fills in the texts of a chunk's arrivals.
type texts struct {
	*intake
	arrivals []Arrival
	at       map[imap.UID]int // the place of each whose text is still to come
	handed   int              // how many are handed over already
	size     int              // of the texts since then, in bytes
	err      error            // the store's
}

// texts fetches the wanted texts and hands the arrivals over in batches. It
// returns those that are left, with their texts.
func (in *intake) texts(arrivals []Arrival, wanted []bool) ([]Arrival, error) {
	t := texts{intake: in, arrivals: arrivals, at: make(map[imap.UID]int)}
	var uids []imap.UID
	for i, a := range arrivals {
		if _, aside := in.trouble.aside[imap.UID(a.UID)]; wanted[i] && !aside {
			uids = append(uids, imap.UID(a.UID))
			t.at[imap.UID(a.UID)] = i
		}
	}
	for set := range slices.Chunk(uids, in.atOnce(renewEvery)) {
		if err := t.fetch(set); err != nil {
			return nil, fmt.Errorf("fetch texts from %s: %w", in.folder.name, err)
		}
		if t.err != nil {
			return nil, t.err
		}
	}
	return t.arrivals[t.handed:], nil
}

// fetch reads one set of texts. What is neither in the answer nor given when
// asked for once more is gone.
func (t *texts) fetch(set []imap.UID) error {
	answer := t.askTexts(set, t.take)
	t.beginTexts()
	err := t.receive(answer)
	t.end()
	if err != nil {
		return t.blame(set, answer.got, text, err)
	}
	if len(answer.waiting) > 0 {
		err = t.again(answer, text, t.take)
	}
	for uid := range answer.waiting {
		delete(t.at, uid)
	}
	return err
}

// take is called by the goroutine that reads the connection, while our own
// waits for the end of the answer.
func (t *texts) take(uid imap.UID, _ time.Time, section []byte) {
	i, waits := t.at[uid]
	if !waits {
		return
	}
	delete(t.at, uid)
	t.arrivals[i].Raw = append([]byte{}, section[:min(len(section), mail.MaxRaw)]...)
	if t.size += len(section); t.intake.size+t.size >= batchBytes && t.err == nil {
		t.size = 0
		t.err = t.handOver()
	}
}

// handOver queues the arrivals up to the first whose text is still to come.
func (t *texts) handOver() error {
	end := len(t.arrivals)
	for _, i := range t.at {
		end = min(end, i)
	}
	if end == t.handed {
		return nil
	}
	ready := t.arrivals[t.handed:end]
	t.handed = end
	t.moveTo(imap.UID(ready[len(ready)-1].UID))
	t.known(ready)
	// The server has no part in how long the store takes.
	t.end()
	defer t.beginTexts()
	err := t.hold(ready)
	for i := range ready {
		ready[i].Raw = nil // is the batch's now
	}
	return err
}
