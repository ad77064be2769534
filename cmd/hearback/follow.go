package main

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"hearback/classify"
	"hearback/classify/mail"
	"hearback/cmd/hearback/internal/digest"
	"hearback/imapwatch"
	"hearback/state"
)

// intake stands between what brings mail and the state: it lets the gate
// choose, and reads what was chosen. It is the store of one account's watcher.
type intake struct {
	account  string
	me       []string // the addresses of every account
	reader   *classify.Reader
	store    *state.Store
	reading  func() // told when a mailbox is about to be read; nil: nobody is
	caughtUp func(ctx context.Context) error
	now      func() time.Time // what --now says; nil: the clock
	items    []state.Item     // memory for those of a batch
}

// Resume returns how far a mailbox was read.
func (in *intake) Resume(ctx context.Context, name string) (imapwatch.Mailbox, error) {
	if in.reading != nil {
		in.reading()
	}
	m, err := in.store.Resume(ctx, in.account, name)
	if err != nil || m.UIDNext == 0 {
		return imapwatch.Mailbox{}, err
	}
	return imapwatch.Mailbox{Name: name, UIDValidity: m.UIDValidity, UIDNext: m.UIDNext, Print: m.Print}, nil
}

// Gate says which messages deserve their text.
func (in *intake) Gate(_ context.Context, role imapwatch.Role, arrivals []imapwatch.Arrival) ([]bool, error) {
	wanted := make([]bool, len(arrivals))
	for i, a := range arrivals {
		if role == imapwatch.Junk { // only what belongs to what is known
			wanted[i] = !in.wrote(a.Header) && slices.ContainsFunc(in.reader.Ties(a.Header), in.store.Proved)
			continue
		}
		wanted[i] = in.gate(a.Header)
	}
	return wanted, nil
}

// Deliver reads what came with its text, and keeps all of it.
func (in *intake) Deliver(ctx context.Context, b imapwatch.Batch) error {
	d := state.Delivery{
		Mailbox: state.Mailbox{
			Account: in.account, Name: b.Mailbox.Name, Role: string(b.Role),
			UIDValidity: b.Mailbox.UIDValidity, UIDNext: b.Mailbox.UIDNext, Print: b.Mailbox.Print,
		},
		Items: slices.Grow(in.items[:0], len(b.Arrivals))[:len(b.Arrivals)],
	}
	in.items = d.Items
	defer clear(in.items)
	faults, now := make([]string, len(b.Arrivals)), in.latest()
	var reading errgroup.Group
	reading.SetLimit(runtime.GOMAXPROCS(0))
	for first := 0; first < len(b.Arrivals); first += readAtOnce {
		reading.Go(func() error {
			for i := first; i < min(first+readAtOnce, len(b.Arrivals)); i++ {
				a := &b.Arrivals[i]
				d.Items[i], faults[i] = in.item(a.UID, notAfter(a.Received, now), a.Header, a.Raw)
			}
			return nil
		})
	}
	_ = reading.Wait() // reading has no errors, only faults
	for i, fault := range faults {
		if fault != "" {
			d.Aside = append(d.Aside, state.Aside{UID: b.Arrivals[i].UID, Why: fault})
		}
	}
	for _, a := range b.SetAside {
		d.Aside = append(d.Aside, state.Aside{UID: a.UID, Why: a.Why})
	}
	return in.store.Deliver(ctx, d)
}

// gate says whether one message deserves its text.
func (in *intake) gate(h *mail.Header) bool {
	return !in.wrote(h) && in.reader.Gate(h, in.store.Proved)
}

// wrote reports whether a message is a digest of the program's own, which is
// no job mail.
func (in *intake) wrote(h *mail.Header) bool {
	return slices.Contains(in.me, h.Sent().Address) && digest.Is(h)
}

// readAtOnce is how many messages one goroutine reads before it takes others.
const readAtOnce = 64

// latest is now, by the clock or by --now, whichever is later.
func (in *intake) latest() time.Time {
	now := time.Now()
	if in.now != nil && in.now().After(now) {
		return in.now()
	}
	return now
}

// notAfter is the time of arrival by a server's clock that may be ahead of
// ours: what is here has arrived.
func notAfter(received, now time.Time) time.Time {
	if received.After(now) {
		return now
	}
	return received
}

// item reads one message; raw is nil where the gate passed it over. Whatever a
// message holds, it does not stop the others: of one that cannot be read, fault
// says why.
func (in *intake) item(uid uint32, received time.Time, header *mail.Header, raw []byte) (it state.Item, fault string) {
	it = state.Item{UID: uid, Received: received, Header: header}
	if in.wrote(header) {
		return it, ""
	}
	if raw != nil {
		fault = in.read(&it, raw)
	}
	it.Ties = in.reader.Ties(it.Header)
	return it, fault
}

// read reads the text of a message.
func (in *intake) read(it *state.Item, raw []byte) (fault string) {
	defer func() {
		if why := recover(); why != nil {
			it.Message, it.Reading = nil, classify.Reading{}
			fault = fmt.Sprint("cannot be read: ", why)
		}
	}()
	m := mail.Parse(raw)
	it.Reading = in.reader.Read(&m)
	it.Header, it.Message = &m.Header, &m
	return ""
}

// Wishes returns what is to be read after all.
func (in *intake) Wishes(ctx context.Context, mailbox string) ([]uint32, error) {
	return in.store.Wishes(ctx, in.account, mailbox)
}

// CaughtUp notes what was read to its end, and judges.
func (in *intake) CaughtUp(ctx context.Context, mailboxes []string) error {
	if err := in.store.Synced(ctx, in.account, mailboxes, time.Now()); err != nil {
		return err
	}
	return in.caughtUp(ctx)
}
