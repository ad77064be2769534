package imapwatch

import (
	"context"
	"errors"
	"slices"

	"github.com/emersion/go-imap/v2"

	"hearback/classify/mail"
)

// intake hands messages of one mailbox to the store while the next ones are
// being fetched.
type intake struct {
	*session
	ctx    context.Context
	folder folder
	mark   Mailbox // where to resume once everything so far is kept
	queued Mailbox // the resume point of the last batch queued
	wishes bool    // the resume point stays, every text is wanted

	trouble *trouble
	aside   []SetAside    // goes with the next batch
	spare   []byte        // memory for the next headers
	judged  []mail.Header // memory for those that the gate is asked about

	batches chan Batch
	done    chan struct{} // closed when the deliverer has ended
	err     error         // the deliverer's; read it after done
}

// newIntake starts the delivering goroutine; wait ends it. The store has known
// as the resume point, and what comes follows from.
func (s *session) newIntake(ctx context.Context, f folder, known, from Mailbox) *intake {
	in := &intake{
		session: s,
		ctx:     ctx,
		folder:  f,
		trouble: s.past.troubled(f.name),
		mark:    from,
		queued:  known,
		batches: make(chan Batch, 1),
		done:    make(chan struct{}),
	}
	go in.deliver()
	return in
}

// deliver gives the queued batches to the store, one after the other, until
// there are no more or one fails.
func (in *intake) deliver() {
	defer close(in.done)
	for b := range in.batches {
		if err := in.Store.Deliver(in.ctx, b); err != nil {
			in.err = storeError("keep the mail of", b.Mailbox.Name, err)
			return
		}
	}
}

// queue hands a batch over, with the resume point as it is now.
func (in *intake) queue(arrivals []Arrival) error {
	batch := Batch{Mailbox: in.mark, Role: in.folder.role, Arrivals: arrivals, SetAside: in.aside}
	select {
	case in.batches <- batch:
		in.queued, in.aside = in.mark, nil
		return nil
	case <-in.done:
		return in.err
	}
}

// wait returns once everything queued is kept.
func (in *intake) wait() error {
	close(in.batches)
	<-in.done
	return in.err
}

// chunksAhead is how many chunks' headers are asked for before those of the
// one before them are worked on: with none, the server would be idle while we
// are not, and more bring nothing.
const chunksAhead = 1

// all takes in the messages found, in chunks, and calls done with the size of
// each. Where there was trouble, the chunks are small and none is asked for
// ahead.
func (in *intake) all(found imap.UIDSet, done func(int)) error {
	if err := in.witness(found); err != nil {
		return err
	}
	rest := uidQueue{set: found}
	var ahead []*headerFetch
	defer func() {
		for _, h := range ahead { // where an error ends it
			_ = in.collect(h)
		}
	}()
	for {
		for len(ahead) == 0 || len(ahead) <= chunksAhead && in.trouble.most == 0 {
			uids := rest.take(in.atOnce(in.trouble.size()))
			if len(uids) == 0 {
				break
			}
			ahead = append(ahead, in.askAhead(uids))
		}
		if len(ahead) == 0 {
			return nil
		}
		h := ahead[0]
		ahead = ahead[1:]
		if err := in.chunk(h); err != nil {
			return err
		}
		in.trouble.well()
		in.past.progress(in.folder.name)
		done(len(h.uids))
	}
}

// chunk takes in at most chunkUIDs messages: headers, then the texts of those
// that the gate wants.
func (in *intake) chunk(h *headerFetch) error {
	arrivals, err := in.headers(h)
	if err != nil {
		return err
	}
	wanted, err := in.gate(h.uids, &arrivals)
	if err != nil {
		return err
	}
	rest, err := in.texts(arrivals, wanted)
	if err != nil {
		return err
	}
	in.moveTo(h.uids[len(h.uids)-1])
	in.known(rest)
	in.aside = in.trouble.asideBetween(h.uids[0], h.uids[len(h.uids)-1])
	if len(rest) == 0 && len(in.aside) == 0 {
		return nil
	}
	return in.queue(rest)
}

// gate asks the store which texts are wanted. Of a wish every text is, and a
// message that is gone still becomes an arrival, so that the wish ends.
func (in *intake) gate(uids []imap.UID, arrivals *[]Arrival) ([]bool, error) {
	if in.wishes {
		*arrivals = withGone(*arrivals, uids)
		return slices.Repeat([]bool{true}, len(*arrivals)), nil
	}
	if len(*arrivals) == 0 {
		return nil, nil
	}
	in.judged = in.judged[:0]
	for i := range *arrivals {
		in.judged = append(in.judged, (*arrivals)[i].Header)
	}
	wanted, err := in.Store.Gate(in.ctx, in.folder.role, in.judged)
	clear(in.judged)
	if err == nil && len(wanted) != len(*arrivals) {
		err = errors.New("not one answer for each header")
	}
	if err != nil {
		return nil, storeError("choose among the mail of", in.folder.name, err)
	}
	return wanted, nil
}

// withGone adds an empty arrival for each UID that none was fetched for.
func withGone(arrivals []Arrival, uids []imap.UID) []Arrival {
	all := make([]Arrival, 0, len(uids))
	for _, uid := range uids {
		if len(arrivals) > 0 && arrivals[0].UID == uint32(uid) {
			all = append(all, arrivals[0])
			arrivals = arrivals[1:]
		} else {
			all = append(all, Arrival{UID: uint32(uid)})
		}
	}
	return all
}

// moveTo puts the resume point behind a UID that was asked for.
func (in *intake) moveTo(uid imap.UID) {
	if !in.wishes {
		in.mark.UIDNext = max(in.mark.UIDNext, uint32(uid)+1)
	}
}

// known notes what the mailbox is known by from now on.
func (in *intake) known(arrivals []Arrival) {
	if len(arrivals) == 0 || in.wishes {
		return
	}
	newest := arrivals[len(arrivals)-1]
	in.mark.Print = printOf(newest.UID, newest.Header)
}

// uidQueue gives out the UIDs of a set without expanding it.
type uidQueue struct {
	set imap.UIDSet
	at  imap.UID // the first of the set's first range to come; zero: its start
}

// take returns at most n of the UIDs that are left, none at the end.
func (q *uidQueue) take(n int) []imap.UID {
	var uids []imap.UID
	for len(q.set) > 0 && len(uids) < n {
		r := q.set[0]
		q.at = max(q.at, r.Start)
		end := r.Stop
		if room := uint64(n - len(uids)); uint64(end-q.at)+1 > room {
			end = q.at + imap.UID(room) - 1
		}
		for uid := q.at; ; uid++ {
			uids = append(uids, uid)
			if uid == end {
				break
			}
		}
		if q.at = end + 1; end == r.Stop {
			q.set, q.at = q.set[1:], 0
		}
	}
	return uids
}
