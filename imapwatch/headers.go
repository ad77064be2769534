package imapwatch

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2"

	"hearback/classify/mail"
)

// headerFetch is a chunk whose headers were asked for. Some are under way while
// the one before them is worked on, so that the server is not idle meanwhile.
type headerFetch struct {
	uids     []imap.UID
	answer   *fetching     // nil where every UID is set aside
	readers  chan struct{} // holds one for each piece that is being read
	reading  sync.WaitGroup
	piece    *piece    // what came and is not being read
	arrivals []Arrival // of each UID one at most; complete when reading is over
}

// piece holds headers, one after the other.
type piece struct {
	raw  []byte
	ends []headerEnd
}

// headerEnd is where a header ends in the raw ones.
type headerEnd struct {
	uid      imap.UID
	received time.Time
	at       int
}

// pieceBytes is the size in bytes at which a piece is read: some fifty headers.
const pieceBytes = 32 << 10

var pieces = sync.Pool{New: func() any { return new(piece) }}

// askAhead asks for the headers of a chunk; headers waits for them.
func (in *intake) askAhead(uids []imap.UID) *headerFetch {
	h := &headerFetch{uids: uids, readers: in.readers, arrivals: make([]Arrival, 0, len(uids)), piece: pieces.Get().(*piece)}
	if asked := in.trouble.without(uids, header); len(asked) > 0 {
		h.answer = in.askHeaders(asked, h.take)
	}
	return h
}

// take keeps a header, and has a piece of them read meanwhile: the goroutine that
// reads the connection has enough to do. It does so itself only where every core
// reads already.
func (h *headerFetch) take(uid imap.UID, received time.Time, section []byte) {
	p := h.piece
	p.raw = append(p.raw, section...)
	p.ends = append(p.ends, headerEnd{uid, received, len(p.raw)})
	if len(p.raw) < pieceBytes {
		return
	}
	read := h.next()
	select {
	case h.readers <- struct{}{}:
		h.reading.Go(func() {
			read()
			<-h.readers
		})
	default:
		read()
	}
}

// next begins the next piece, and returns what makes arrivals of the one before.
func (h *headerFetch) next() (read func()) {
	p, before := h.piece, len(h.arrivals)
	h.piece = pieces.Get().(*piece)
	h.arrivals = h.arrivals[:before+len(p.ends)]
	arrivals := h.arrivals[before:]
	return func() {
		begin := 0
		for i, e := range p.ends {
			h := mail.ParseHeader(p.raw[begin:e.at])
			arrivals[i] = Arrival{UID: uint32(e.uid), Received: e.received, Header: &h}
			begin = e.at
		}
		p.raw, p.ends = p.raw[:0], p.ends[:0]
		pieces.Put(p)
	}
}

// collect returns when the answer is there.
func (in *intake) collect(h *headerFetch) error {
	if h.answer == nil {
		return nil
	}
	in.beginHeaders()
	defer in.end()
	return in.receive(h.answer)
}

// headers returns what the gate judges by, in the order of the UIDs. What is
// missing from the answer is asked for once more; what then is missing is gone.
func (in *intake) headers(h *headerFetch) ([]Arrival, error) {
	err := in.collect(h)
	if err != nil {
		err = in.blame(in.trouble.without(h.uids, header), h.answer.got, header, err)
	} else if h.answer != nil && len(h.answer.waiting) > 0 {
		err = in.again(h.answer, header, h.take)
	}
	if err != nil {
		return nil, fmt.Errorf("fetch headers from %s: %w", in.folder.name, err)
	}
	h.next()()
	pieces.Put(h.piece)
	h.reading.Wait()
	slices.SortFunc(h.arrivals, func(a, b Arrival) int { return cmp.Compare(a.UID, b.UID) })
	return h.arrivals, nil
}

// again asks one by one for what a FETCH left out, as far as the server says
// that it is still there. What it says to be there and does not give is set
// aside, and what has an empty section is a message without a header.
func (in *intake) again(f *fetching, what part, take takeFunc) error {
	var missing []imap.UID
	for uid := range f.waiting {
		missing = append(missing, uid)
	}
	slices.Sort(missing)
	still, err := in.there(missing)
	if err != nil {
		return err
	}
	for _, uid := range missing {
		if !still.Contains(uid) {
			in.log.Debug("message is gone", "mailbox", in.folder.name, "uid", uid)
			continue
		}
		one, err := in.one(uid, what, take)
		if err != nil {
			return in.blame([]imap.UID{uid}, 0, what, err)
		}
		switch waits, missing := one.waiting[uid]; {
		case missing && waits:
			in.setAside(uid, what, "the server has it and does not give it")
		case missing:
			take(uid, time.Time{}, nil)
		}
	}
	return nil
}

// one fetches a single message.
func (in *intake) one(uid imap.UID, what part, take takeFunc) (*fetching, error) {
	ask, begin := in.askHeaders, in.beginHeaders
	if what == text {
		ask, begin = in.askTexts, in.beginTexts
	}
	f := ask([]imap.UID{uid}, take)
	begin()
	defer in.end()
	return f, in.receive(f)
}
