//go:build !darwin && !windows

package notifytest

import (
	"sync"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

const (
	name                 = "org.freedesktop.Notifications"
	path dbus.ObjectPath = "/org/freedesktop/Notifications"
)

// Notification is what the service was asked to show.
type Notification struct {
	ID, Replaces uint32
	Title, Body  string
	Actions      []string // key, label, key, label
	Expires      int32
}

// Service is a notification service on a bus.
type Service struct {
	Shown  chan Notification
	Closed chan uint32

	t    testing.TB
	conn *dbus.Conn
	can  []string

	mu   sync.Mutex // held while it hangs
	last uint32
}

// Serve starts a service with the given capabilities. It ends with the test,
// or by Quit.
func Serve(t testing.TB, address string, capabilities ...string) *Service {
	t.Helper()
	s := &Service{Shown: make(chan Notification, 1000), Closed: make(chan uint32, 1000), t: t, conn: Dial(t, address), can: capabilities}
	if err := s.conn.Export(methods{s}, path, name); err != nil {
		t.Fatal(err)
	}
	if reply, err := s.conn.RequestName(name, dbus.NameFlagDoNotQueue); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatalf("own %s: %v, %v", name, reply, err)
	}
	return s
}

// Quit ends the service: it is gone from the bus.
func (s *Service) Quit() { s.conn.Close() }

// Hang keeps the service from showing and closing anything until Awake.
func (s *Service) Hang() { s.mu.Lock() }

// Awake lets it answer all that it was asked meanwhile.
func (s *Service) Awake() { s.mu.Unlock() }

// Press is a person who presses a button.
func (s *Service) Press(id uint32, key string) { s.emit("ActionInvoked", id, key) }

// Dismiss is a person who closes a notification.
func (s *Service) Dismiss(id uint32) { s.emit("NotificationClosed", id, uint32(2)) }

// Expire is a notification that goes by itself.
func (s *Service) Expire(id uint32) { s.emit("NotificationClosed", id, uint32(1)) }

func (s *Service) emit(member string, body ...any) { Forge(s.t, s.conn, "", member, body...) }

// Forge sends a signal of the service's interface over any connection, to one
// peer, or to all where it is "".
func Forge(t testing.TB, from *dbus.Conn, to, member string, body ...any) {
	t.Helper()
	m := &dbus.Message{Type: dbus.TypeSignal, Body: body, Headers: map[dbus.HeaderField]dbus.Variant{
		dbus.FieldInterface: dbus.MakeVariant(name), dbus.FieldMember: dbus.MakeVariant(member), dbus.FieldPath: dbus.MakeVariant(path),
	}}
	if to != "" {
		m.Headers[dbus.FieldDestination] = dbus.MakeVariant(to)
	}
	if len(body) > 0 {
		m.Headers[dbus.FieldSignature] = dbus.MakeVariant(dbus.SignatureOf(body...))
	}
	if call := from.Send(m, nil); call != nil && call.Err != nil {
		t.Fatalf("send %s: %v", member, call.Err)
	}
}

// Next waits for what is shown next.
func (s *Service) Next(within time.Duration) Notification {
	s.t.Helper()
	select {
	case n := <-s.Shown:
		return n
	case <-time.After(within):
		s.t.Fatalf("nothing was shown within %v", within)
		return Notification{}
	}
}

// NextClosed waits for what is closed next.
func (s *Service) NextClosed(within time.Duration) uint32 {
	s.t.Helper()
	select {
	case id := <-s.Closed:
		return id
	case <-time.After(within):
		s.t.Fatalf("nothing was closed within %v", within)
		return 0
	}
}

// methods are what a peer can call.
type methods struct{ s *Service }

func (m methods) Notify(_ string, replaces uint32, _, title, body string, actions []string, _ map[string]dbus.Variant, expires int32) (uint32, *dbus.Error) {
	m.s.mu.Lock()
	defer m.s.mu.Unlock()
	id := replaces
	if id == 0 {
		m.s.last++
		id = m.s.last
	}
	m.s.Shown <- Notification{ID: id, Replaces: replaces, Title: title, Body: body, Actions: actions, Expires: expires}
	return id, nil
}

func (m methods) CloseNotification(id uint32) *dbus.Error {
	m.s.mu.Lock()
	defer m.s.mu.Unlock()
	m.s.Closed <- id
	return nil
}

func (m methods) GetCapabilities() ([]string, *dbus.Error) { return m.s.can, nil }

func (m methods) GetServerInformation() (_, _, _, _ string, err *dbus.Error) {
	return "fake", "hearback", "1", "1.2", nil
}
