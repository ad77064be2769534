//go:build !darwin && !windows

package notify

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/godbus/dbus/v5"
)

// The names of the Desktop Notifications Specification 1.2.
const (
	service                    = "org.freedesktop.Notifications"
	object     dbus.ObjectPath = "/org/freedesktop/Notifications"
	byPerson   uint32          = 2 // a reason of NotificationClosed
	staysUntil int32           = 0 // expire_timeout: until the person acts
)

// Desktop shows toasts by the notification service of the session bus. It
// connects when there is something to show. Its methods may be called from
// several goroutines, and each takes seconds at most, whatever the service does.
type Desktop struct {
	events chan Event
	owner  atomic.Value // string: the unique name of the service that issued the ids
	heard  chan *dbus.Signal

	mu    sync.Mutex // held while the service is asked
	conn  *dbus.Conn
	end   context.CancelFunc
	can   []string // the service's capabilities
	shown map[string]shown
	late  *lateCall
}

// shown is a toast that the service has shown.
type shown struct {
	id    uint32
	toast Toast
}

// lateCall is a toast that the service was asked to show and has not answered
// for: no other is sent before, so that one that awakes shows none twice.
type lateCall struct {
	call  *dbus.Call
	toast Toast
}

// Open returns the desktop of this session.
func Open() *Desktop {
	d := &Desktop{events: make(chan Event, 16), heard: make(chan *dbus.Signal, 64), shown: map[string]shown{}}
	d.owner.Store("")
	return d
}

// Events returns what the person does with the toasts. What nobody reads is lost.
func (d *Desktop) Events() <-chan Event { return d.events }

// Close ends the connection. The toasts stay.
func (d *Desktop) Close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.disconnect()
}

// Show shows a toast, in the place of the one of its slot. Where nothing shows
// toasts it is ErrNoService. After another error the toast may be seen yet.
func (d *Desktop) Show(ctx context.Context, t Toast) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := d.show(ctx, t.inert()); err != nil {
		return fmt.Errorf("show a toast: %w", err)
	}
	return nil
}

func (d *Desktop) show(ctx context.Context, t Toast) error {
	if err := d.find(ctx); err != nil {
		return err
	}
	if d.late != nil {
		if err := d.settle(ctx); err != nil {
			return err
		}
	}
	body := t.Body
	if d.has("body-markup") {
		body = escape(body)
	}
	var actions []string
	if d.has("actions") {
		for _, a := range t.Actions {
			actions = append(actions, a.Key, a.Label)
		}
	}
	hints := map[string]dbus.Variant{"urgency": dbus.MakeVariant(byte(1))}
	call := d.conn.Object(d.owner.Load().(string), object).Go(service+".Notify", 0, make(chan *dbus.Call, 1),
		"hearback", d.shown[t.Slot].id, "mail-unread", t.Title, body, actions, hints, staysUntil)
	d.late = &lateCall{call, t}
	return d.settle(ctx)
}

// settle waits for the answer to the toast that was sent last.
func (d *Desktop) settle(ctx context.Context) error {
	select {
	case <-d.late.call.Done:
	case <-ctx.Done():
		return unanswered(ctx.Err())
	}
	asked := d.late
	d.late = nil
	var id uint32
	if err := asked.call.Store(&id); err != nil {
		return unanswered(err)
	}
	if id == 0 { // the specification has none of that number
		return unanswered(errors.New("it has shown nothing"))
	}
	d.shown[asked.toast.Slot] = shown{id, asked.toast}
	return nil
}

// Withdraw closes the toast of a slot, if there is one; one that the service
// has not shown yet, as soon as it does.
func (d *Desktop) Withdraw(slot string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.conn == nil || !d.conn.Connected() {
		d.forget()
		return
	}
	at := d.conn.Object(d.owner.Load().(string), object)
	closes := func(id uint32) {
		at.Go(service+".CloseNotification", dbus.FlagNoReplyExpected|dbus.FlagNoAutoStart, nil, id)
	}
	if s, ok := d.shown[slot]; ok {
		closes(s.id)
		delete(d.shown, slot)
	}
	if d.late != nil && d.late.toast.Slot == slot {
		go func(late *dbus.Call) { // ends with the connection at the latest
			var id uint32
			if (<-late.Done).Store(&id) == nil {
				closes(id)
			}
		}(d.late.call)
		d.late = nil
	}
}

// Check asks what shows the notifications: nothing is ErrNoService.
func Check(ctx context.Context) (Service, error) {
	d := Open()
	defer d.Close()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.find(ctx); err != nil {
		return Service{}, err
	}
	var name, vendor, version, spec string
	err := d.conn.Object(d.owner.Load().(string), object).CallWithContext(ctx, service+".GetServerInformation", 0).Store(&name, &vendor, &version, &spec)
	if err != nil {
		return Service{}, unanswered(err)
	}
	return Service{Name: inert(name+" "+version, maxName), Buttons: d.has("actions")}, nil
}

// unanswered is the error of a service that is there. What the bus says of it
// is somebody else's words.
func unanswered(err error) error {
	if _, ok := errors.AsType[dbus.Error](err); ok {
		return fmt.Errorf("ask the notification service: %s", inert(err.Error(), maxTitle))
	}
	return fmt.Errorf("ask the notification service: %w", err)
}

func (d *Desktop) has(capability string) bool { return slices.Contains(d.can, capability) }

// escape writes a text as the markup that means it.
func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;").Replace(s)
}
