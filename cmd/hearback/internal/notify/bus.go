//go:build !darwin && !windows

package notify

import (
	"context"
	"fmt"

	"github.com/godbus/dbus/v5"
)

// find connects to the session bus and finds who shows notifications there,
// who is started if need be. Ids of an earlier one mean nothing to a later one.
func (d *Desktop) find(ctx context.Context) error {
	if err := d.connect(ctx); err != nil {
		return err
	}
	owner, err := d.ownerOf(ctx)
	if err != nil {
		return err
	}
	if owner == d.owner.Load() {
		return nil
	}
	d.forget()
	var can []string
	if err := d.conn.Object(owner, object).CallWithContext(ctx, service+".GetCapabilities", 0).Store(&can); err != nil {
		return unanswered(err)
	}
	d.can = can
	d.owner.Store(owner)
	return nil
}

// connect connects to the session bus, unless it is connected. It starts no bus.
func (d *Desktop) connect(ctx context.Context) error {
	if d.conn != nil && d.conn.Connected() {
		return nil
	}
	d.disconnect()
	life, end := context.WithCancel(context.Background())
	stop := context.AfterFunc(ctx, end) // a bus that does not answer is hung up on
	conn, err := dbus.SessionBusPrivateNoAutoStartup(dbus.WithContext(life), dbus.WithSignalHandler(d))
	if err == nil {
		err = greet(conn)
	}
	if !stop() && err == nil {
		err = ctx.Err()
	}
	if err != nil {
		end()
		return fmt.Errorf("%w (session bus: %s)", ErrNoService, inert(err.Error(), maxTitle))
	}
	d.conn, d.end = conn, end
	go d.listen(life)
	return nil
}

// greet does what a bus wants before anything else.
func greet(conn *dbus.Conn) error {
	if err := conn.Auth(nil); err != nil {
		return err
	}
	if err := conn.Hello(); err != nil {
		return err
	}
	return conn.AddMatchSignal(dbus.WithMatchSender(service), dbus.WithMatchObjectPath(object), dbus.WithMatchInterface(service))
}

// ownerOf returns the unique name of the notification service.
func (d *Desktop) ownerOf(ctx context.Context) (owner string, err error) {
	bus := d.conn.BusObject()
	if bus.CallWithContext(ctx, "org.freedesktop.DBus.GetNameOwner", 0, service).Store(&owner) == nil {
		return owner, nil
	}
	if err = bus.CallWithContext(ctx, "org.freedesktop.DBus.StartServiceByName", 0, service, uint32(0)).Err; err == nil {
		err = bus.CallWithContext(ctx, "org.freedesktop.DBus.GetNameOwner", 0, service).Store(&owner)
	}
	if err != nil {
		return "", fmt.Errorf("%w (%s)", ErrNoService, inert(err.Error(), maxTitle))
	}
	return owner, nil
}

func (d *Desktop) disconnect() {
	d.forget()
	if d.end != nil {
		d.end()
		d.conn.Close()
	}
	d.conn, d.end = nil, nil
}

// forget forgets what a service that is gone has shown.
func (d *Desktop) forget() {
	d.owner.Store("")
	d.can, d.late = nil, nil
	clear(d.shown)
}

// DeliverSignal takes in a signal of the bus: any peer may send any, to
// anybody. What is not the service's own, or too much, is dropped; the
// connection's only reader is never held up.
func (d *Desktop) DeliverSignal(_, _ string, s *dbus.Signal) {
	if s.Sender == "" || s.Sender != d.owner.Load() || s.Path != object {
		return
	}
	select {
	case d.heard <- s:
	default:
	}
}

// listen turns signals into events, as long as the connection lives. It waits
// for a toast that is being shown: that the id is known before its action.
func (d *Desktop) listen(life context.Context) {
	for {
		select {
		case <-life.Done():
			return
		case s := <-d.heard:
			e, ok := d.meaning(s)
			if !ok {
				continue
			}
			select {
			case d.events <- e:
			default:
			}
		}
	}
}

// meaning reads a signal: of a toast that was shown, an action that it offers.
func (d *Desktop) meaning(s *dbus.Signal) (Event, bool) {
	if len(s.Body) != 2 {
		return Event{}, false
	}
	id, ok := s.Body[0].(uint32)
	if !ok {
		return Event{}, false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if s.Sender != d.owner.Load() { // it went meanwhile
		return Event{}, false
	}
	for slot, t := range d.shown {
		if t.id != id {
			continue
		}
		switch s.Name {
		case service + ".ActionInvoked":
			key, ok := s.Body[1].(string)
			return Event{slot, key}, ok && t.toast.offers(key)
		case service + ".NotificationClosed":
			delete(d.shown, slot)
			reason, ok := s.Body[1].(uint32)
			return Event{slot, Closed}, ok && reason == byPerson
		}
	}
	return Event{}, false
}
