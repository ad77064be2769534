package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"hearback/classify"
	"hearback/classify/mail"
	"hearback/imapwatch"
	"hearback/state"
)

// intake stands between what brings mail and the state: it lets the gate
// choose, and reads what was chosen. It is the store of one account's watcher.
type intake struct {
	account  string
	reader   *classify.Reader
	store    *state.Store
	caughtUp func(ctx context.Context) error
}

// Resume returns how far a mailbox was read.
func (in *intake) Resume(ctx context.Context, name string) (imapwatch.Mailbox, error) {
	m, err := in.store.Resume(ctx, in.account, name)
	if err != nil || m.UIDNext == 0 {
		return imapwatch.Mailbox{}, err
	}
	return imapwatch.Mailbox{Name: name, UIDValidity: m.UIDValidity, UIDNext: m.UIDNext, Print: m.HighestModSeq}, nil
}

// Gate says which messages deserve their text.
func (in *intake) Gate(_ context.Context, role imapwatch.Role, headers []mail.Header) ([]bool, error) {
	wanted := make([]bool, len(headers))
	for i := range headers {
		if role == junkRole { // only what belongs to what is known
			wanted[i] = slices.ContainsFunc(in.reader.Ties(&headers[i]), in.store.Proved)
			continue
		}
		wanted[i] = in.reader.Gate(&headers[i], in.store.Proved)
	}
	return wanted, nil
}

// junkRole is the role of the spam folder.
const junkRole = "junk"

// Deliver reads what came with its text, and keeps all of it.
func (in *intake) Deliver(ctx context.Context, b imapwatch.Batch) error {
	d := state.Delivery{
		Mailbox: state.Mailbox{
			Account: in.account, Name: b.Mailbox.Name, Role: string(b.Role),
			UIDValidity: b.Mailbox.UIDValidity, UIDNext: b.Mailbox.UIDNext, HighestModSeq: b.Mailbox.Print,
		},
		Items: make([]state.Item, len(b.Arrivals)),
	}
	for i := range b.Arrivals {
		a := &b.Arrivals[i]
		d.Items[i] = in.item(a.UID, notAfter(a.Received, time.Now()), a.Header, a.Raw)
	}
	return in.store.Deliver(ctx, d)
}

// notAfter is the time of arrival by a server's clock that may be ahead of
// ours: what is here has arrived.
func notAfter(received, now time.Time) time.Time {
	if received.After(now) {
		return now
	}
	return received
}

// item reads one message; raw is nil where the gate passed it over.
func (in *intake) item(uid uint32, received time.Time, header mail.Header, raw []byte) state.Item {
	it := state.Item{UID: uid, Received: received, Header: header}
	if raw != nil {
		in.read(&it, raw)
	}
	it.Ties = in.reader.Ties(&it.Header)
	return it
}

// read reads the text of a message. Whatever a message holds, it does not stop
// the others: one that cannot be read is set aside.
func (in *intake) read(it *state.Item, raw []byte) {
	defer func() {
		if fault := recover(); fault != nil {
			it.Message, it.Reading, it.Fault = nil, classify.Reading{}, fmt.Sprint("cannot be read: ", fault)
		}
	}()
	m := mail.Parse(raw)
	it.Reading = in.reader.Read(&m)
	it.Header, it.Message = m.Header, &m
}

// Wishes returns what is to be read after all.
func (in *intake) Wishes(ctx context.Context, mailbox string) ([]uint32, error) {
	return in.store.Wishes(ctx, in.account, mailbox)
}

// CaughtUp judges.
func (in *intake) CaughtUp(ctx context.Context) error { return in.caughtUp(ctx) }
