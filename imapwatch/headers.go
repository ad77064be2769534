package imapwatch

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"

	"hearback/classify/mail"
)

// headerFetch is a chunk whose headers were asked for. Some are under way while
// the one before them is worked on, so that the server is not idle meanwhile.
type headerFetch struct {
	uids     []imap.UID
	arrivals []Arrival     // read it and err after done
	err      error         //
	done     chan struct{} // closed when the answer is read
}

// askAhead asks for the headers of a chunk and lets a goroutine read them;
// collect waits for it.
func (in *intake) askAhead(uids []imap.UID) *headerFetch {
	h := &headerFetch{uids: uids, arrivals: make([]Arrival, 0, len(uids)), done: make(chan struct{})}
	answer := in.askHeaders(uids)
	go func() {
		defer close(h.done)
		h.err = in.receive(answer, h.take)
	}()
	return h
}

// collect returns when the answer is read.
func (in *intake) collect(h *headerFetch) {
	in.beginHeaders()
	defer in.end()
	<-h.done
}

func (h *headerFetch) take(uid imap.UID, received time.Time, section []byte) {
	h.arrivals = append(h.arrivals, Arrival{UID: uint32(uid), Received: received, Header: mail.ParseHeader(section)})
}

// headers returns what the gate judges by, in the order of the UIDs. What is
// missing from the answer is asked for once more; what then is missing is gone.
func (in *intake) headers(h *headerFetch) ([]Arrival, error) {
	in.collect(h)
	if h.err == nil && len(h.arrivals) < len(h.uids) {
		h.err = in.again(without(h.uids, h.arrivals), in.askHeaders, in.beginHeaders, h.take)
	}
	if h.err != nil {
		return nil, fmt.Errorf("fetch headers from %s: %w", in.folder.name, h.err)
	}
	slices.SortFunc(h.arrivals, func(a, b Arrival) int { return cmp.Compare(a.UID, b.UID) })
	return h.arrivals, nil
}

// without returns the UIDs that no arrival has.
func without(uids []imap.UID, arrivals []Arrival) []imap.UID {
	got := make(map[imap.UID]bool, len(arrivals))
	for _, a := range arrivals {
		got[imap.UID(a.UID)] = true
	}
	return slices.DeleteFunc(slices.Clone(uids), func(uid imap.UID) bool { return got[uid] })
}

// again asks one by one for what a FETCH left out, as far as the server says
// that it is still there.
// QUIRK: when another client sets a flag meanwhile, the library takes the
// server's word of that for the answer and drops the real one.
func (in *intake) again(uids []imap.UID, ask func([]imap.UID) *fetching, begin func(), take takeFunc) error {
	still, err := in.uidSearch(&imap.SearchCriteria{UID: []imap.UIDSet{imap.UIDSetNum(uids...)}})
	if err != nil {
		return err
	}
	for _, uid := range uids {
		if !still.Contains(uid) {
			in.log.Debug("message is gone", "mailbox", in.folder.name, "uid", uid)
			continue
		}
		one := ask([]imap.UID{uid})
		begin()
		err := in.receive(one, take)
		in.end()
		if err != nil {
			return err
		}
		if one.waiting[uid] {
			in.log.Debug("message is not given", "mailbox", in.folder.name, "uid", uid)
		}
	}
	return nil
}
