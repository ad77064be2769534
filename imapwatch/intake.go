package imapwatch

import (
	"context"
	"errors"
	"runtime"
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
	held    []Arrival     // goes with the next batch
	size    int           // of the texts in it, in bytes
	aside   []SetAside    // goes with it, too
	readers chan struct{} // see headerFetch

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
		readers: make(chan struct{}, runtime.GOMAXPROCS(0)),
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

// hold keeps arrivals until there are enough for a batch: what the store writes
// at once costs it less.
func (in *intake) hold(arrivals []Arrival) error {
	in.held = append(in.held, arrivals...)
	for i := range arrivals {
		in.size += len(arrivals[i].Raw)
	}
	if len(in.held) < batchUIDs && in.size < batchBytes {
		return nil
	}
	return in.flush()
}

// flush hands over what is held, if anything is.
func (in *intake) flush() error {
	if len(in.held) == 0 && len(in.aside) == 0 {
		return nil
	}
	return in.queue()
}

// queue hands over what is held, with the resume point as it is now.
func (in *intake) queue() error {
	batch := Batch{Mailbox: in.mark, Role: in.folder.role, Arrivals: in.held, SetAside: in.aside}
	select {
	case in.batches <- batch:
		in.queued, in.held, in.size, in.aside = in.mark, nil, 0, nil
		return nil
	case <-in.done:
		return in.err
	}
}

// wait hands over what is still held and returns once everything is kept.
func (in *intake) wait() error {
	_ = in.flush() // fails with the deliverer
	close(in.batches)
	<-in.done
	return in.err
}

// chunksAhead is how many chunks' headers are asked for before those of the
// one before them are worked on: with fewer, the server would be idle while we
// are not, and more bring nothing.
const chunksAhead = 2

// all takes in the messages found, so many as total, in chunks, and calls done
// with the size of each. Where there was trouble, the chunks are small and none is
// asked for ahead.
func (in *intake) all(found imap.UIDSet, total int, done func(int)) error {
	if err := in.witness(found); err != nil {
		return err
	}
	rest, asked := uidQueue{set: found}, 0
	var ahead []*headerFetch
	defer func() {
		for _, h := range ahead { // where an error ends it
			_ = in.collect(h)
		}
	}()
	for {
		for len(ahead) == 0 || len(ahead) <= chunksAhead && in.trouble.most == 0 {
			uids := rest.take(in.atOnce(in.trouble.size(chunkOf(asked, total-asked))))
			if len(uids) == 0 {
				break
			}
			asked += len(uids)
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

// chunkOf returns how many messages are asked for at once, when so many were asked
// for before and so many are left. The first chunks and the last are small: the
// first headers are waited for with nothing else to do, and when the last are
// there, the server has nothing else to do.
func chunkOf(before, left int) int {
	return min(chunkUIDs, max(chunkLeast, min(before, left/2)))
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
	in.aside = append(in.aside, in.trouble.asideBetween(h.uids[0], h.uids[len(h.uids)-1])...)
	if err := in.hold(rest); err != nil || len(h.uids) == chunkUIDs {
		return err
	}
	return in.flush() // the store has nothing else to do yet, or nothing more to come
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
	wanted, err := in.Store.Gate(in.ctx, in.folder.role, *arrivals)
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
			all = append(all, Arrival{UID: uint32(uid), Header: new(mail.Header)})
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
