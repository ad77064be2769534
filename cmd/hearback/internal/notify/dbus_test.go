//go:build !darwin && !windows

package notify

import (
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"hearback/cmd/hearback/internal/notify/notifytest"
)

// soon is ample for what takes a millisecond.
const soon = 10 * time.Second

// onBus is a desktop on a bus of its own, with a service of these capabilities.
func onBus(t *testing.T, capabilities ...string) (*Desktop, *notifytest.Service, string) {
	t.Helper()
	address := notifytest.NewBus(t)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
	service := notifytest.Serve(t, address, capabilities...)
	d := Open()
	t.Cleanup(d.Close)
	return d, service, address
}

var toast = Toast{Slot: "flag 3", Title: "Follow up: Acme Robotics", Body: "Silent for 7 days.",
	Actions: []Action{{Snooze, "Snooze 3 days"}, {TheyCalled, "They called"}}}

func show(t *testing.T, d *Desktop, toast Toast) {
	t.Helper()
	if err := d.Show(t.Context(), toast); err != nil {
		t.Fatal(err)
	}
}

// event waits for what the person did.
func event(t *testing.T, d *Desktop) Event {
	t.Helper()
	select {
	case e := <-d.Events():
		return e
	case <-time.After(soon):
		t.Fatal("no event came")
		return Event{}
	}
}

func TestShowReplaceWithdraw(t *testing.T) {
	d, service, _ := onBus(t, "actions", "body", "body-markup")
	show(t, d, toast)
	first := service.Next(soon)
	if want := []string{"snooze", "Snooze 3 days", "they-called", "They called"}; first.Title != toast.Title || first.Body != toast.Body || !slices.Equal(first.Actions, want) || first.Replaces != 0 || first.Expires != 0 {
		t.Errorf("shown %+v", first)
	}
	other := toast
	other.Slot = "flag 4"
	show(t, d, other)
	if n := service.Next(soon); n.Replaces != 0 || n.ID == first.ID {
		t.Errorf("another slot's toast: %+v, want one beside the first", n)
	}
	other.Slot, other.Title = "flag 3", "Let go: Acme Robotics"
	show(t, d, other)
	if n := service.Next(soon); n.Replaces != first.ID || n.Title != other.Title {
		t.Errorf("the slot's next toast: %+v, want it in the place of %d", n, first.ID)
	}
	d.Withdraw("flag 3")
	if id := service.NextClosed(soon); id != first.ID {
		t.Errorf("closed %d, want %d", id, first.ID)
	}
	d.Withdraw("flag 3")
	show(t, d, toast)
	if n := service.Next(soon); n.Replaces != 0 || len(service.Closed) != 0 {
		t.Errorf("after it was withdrawn: %+v, %d closed; want a new one", n, len(service.Closed))
	}
}

func TestPressed(t *testing.T) {
	d, service, _ := onBus(t, "actions")
	show(t, d, toast)
	id := service.Next(soon).ID
	service.Press(id, "they-called")
	if e := event(t, d); e != (Event{"flag 3", TheyCalled}) {
		t.Errorf("got %+v", e)
	}
	service.Dismiss(id)
	if e := event(t, d); e != (Event{"flag 3", Closed}) {
		t.Errorf("got %+v", e)
	}
	// Its number may be given to somebody else's now.
	service.Press(id, "snooze")
	show(t, d, toast)
	id = service.Next(soon).ID
	service.Expire(id)
	service.Press(id, "snooze")
	other := toast
	other.Slot = "flag 4"
	show(t, d, other)
	service.Press(service.Next(soon).ID, "snooze")
	if e := event(t, d); e != (Event{"flag 4", Snooze}) || len(d.Events()) != 0 {
		t.Errorf("got %+v and %d more, want the snooze of the toast that is there", e, len(d.Events()))
	}
	show(t, d, toast)
	if n := service.Next(soon); n.Replaces != 0 {
		t.Errorf("shown %+v in the place of one that has gone", n)
	}
}

// What another peer says in the service's name, and what the service says that
// makes no sense, is nothing.
func TestP16ForgedSignals(t *testing.T) {
	d, service, address := onBus(t, "actions")
	show(t, d, toast)
	id := service.Next(soon).ID
	me := d.conn.Names()[0]
	forger := notifytest.Dial(t, address)
	for _, to := range []string{"", me} {
		notifytest.Forge(t, forger, to, "ActionInvoked", id, "snooze")
		notifytest.Forge(t, forger, to, "NotificationClosed", id, uint32(2))
		notifytest.Forge(t, forger, to, "ActionInvoked")
	}
	for range 10_000 {
		notifytest.Forge(t, forger, me, "ActionInvoked", id, strings.Repeat("x", 100))
	}
	service.Press(id+7, "snooze")
	service.Press(id, "rm -rf")
	service.Press(id, strings.Repeat("snooze", 1000))
	for _, body := range [][]any{{}, {id}, {"x", "snooze"}, {id, uint32(1)}, {id, "snooze", "more"}, {int64(id), "snooze"}, {map[string]string{}, []string{"snooze"}}} {
		conn := d.conn
		m := &dbus.Signal{Sender: d.owner.Load().(string), Path: object, Name: service_ + ".ActionInvoked", Body: body}
		d.DeliverSignal("", "", m)
		if conn != d.conn || !conn.Connected() {
			t.Fatalf("%v: the connection is lost", body)
		}
	}
	// All of it came before this on the same wire, and nothing of it counts.
	service.Press(id, "they-called")
	if e := event(t, d); e != (Event{"flag 3", TheyCalled}) {
		t.Errorf("got %+v, want what the service itself said last", e)
	}
	if n := runtime.NumGoroutine(); n > 100 {
		t.Errorf("%d goroutines after a flood of signals", n)
	}
}

// service_ is the interface's name where a service hides it.
const service_ = service

func TestServerWithoutActions(t *testing.T) {
	d, service, _ := onBus(t, "body")
	hostile := toast
	hostile.Body = `<b>bold</b> & "so" on`
	show(t, d, hostile)
	if n := service.Next(soon); len(n.Actions) != 0 || n.Body != hostile.Body {
		t.Errorf("shown %+v, want no actions, and the body as it is: there is no markup", n)
	}
}

// One that hangs holds nobody up, and shows nothing twice when it awakes.
func TestP6ServiceThatHangs(t *testing.T) {
	d, service, _ := onBus(t, "actions")
	show(t, d, toast)
	id := service.Next(soon).ID
	service.Hang()
	again := toast
	again.Slot = "flag 4"
	for range 3 {
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		before := time.Now()
		if err := d.Show(ctx, again); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("a service that hangs: got %v, want a deadline exceeded", err)
		}
		cancel()
		if took := time.Since(before); took > 2*time.Second {
			t.Fatalf("held up for %v", took)
		}
	}
	d.Withdraw("flag 3") // does not wait
	service.Awake()
	show(t, d, again)
	first, second := service.Next(soon), service.Next(soon)
	if first.Replaces != 0 || second.Replaces != first.ID || len(service.Shown) != 0 {
		t.Errorf("after it awoke: %+v, %+v and %d more; want the toast once", first, second, len(service.Shown))
	}
	if closed := service.NextClosed(soon); closed != id {
		t.Errorf("closed %d, want %d", closed, id)
	}
	// One that is out of date when the service awakes goes at once.
	service.Hang()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	late := toast
	late.Slot = "flag 5"
	if err := d.Show(ctx, late); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("a service that hangs: got %v, want a deadline exceeded", err)
	}
	d.Withdraw("flag 5")
	service.Awake()
	if shown, closed := service.Next(soon), service.NextClosed(soon); closed != shown.ID {
		t.Errorf("closed %d, want %d", closed, shown.ID)
	}
}

func TestP6ServiceThatDisappearsAndReturns(t *testing.T) {
	d, service, address := onBus(t, "actions")
	show(t, d, toast)
	old := service.Next(soon)
	service.Quit()
	if err := d.Show(t.Context(), toast); !errors.Is(err, ErrNoService) {
		t.Errorf("the service is gone: got %v, want ErrNoService", err)
	}
	service = notifytest.Serve(t, address, "actions")
	other := toast
	other.Slot = "flag 9"
	show(t, d, other)
	n := service.Next(soon)
	if n.ID != old.ID || n.Replaces != 0 {
		t.Fatalf("shown %+v, want the new service's first, which replaces nothing", n)
	}
	service.Press(n.ID, "snooze")
	if e := event(t, d); e.Slot != "flag 9" {
		t.Errorf("got %+v, want what is meant by the number now", e)
	}
	d.Withdraw("flag 3")
	show(t, d, toast)
	if n := service.Next(soon); n.Replaces != 0 || len(service.Closed) != 0 {
		t.Errorf("shown %+v, %d closed; want nothing of the old service's toast", n, len(service.Closed))
	}
}

func TestP6NoBus(t *testing.T) {
	silent := filepath.Join(t.TempDir(), "s") // accepts, and never says a word
	l, err := net.Listen("unix", silent)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+silent)
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	d := Open()
	if err := d.Show(ctx, toast); !errors.Is(err, ErrNoService) {
		t.Errorf("a bus that is silent: got %v, want ErrNoService", err)
	}
	d.Close()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "none"))
	if _, err := Check(t.Context()); !errors.Is(err, ErrNoService) || strings.Contains(err.Error(), "\n") {
		t.Errorf("no bus: got %v, want ErrNoService in one line", err)
	}
	d = Open()
	defer d.Close()
	if err := d.Show(t.Context(), toast); !errors.Is(err, ErrNoService) {
		t.Errorf("no bus: got %v, want ErrNoService", err)
	}
	d.Withdraw("flag 3")
}

// A bus that goes away and comes back is found again.
func TestP16BusRestarts(t *testing.T) {
	d, service, _ := onBus(t, "actions")
	show(t, d, toast)
	service.Next(soon)
	for i := range 1000 {
		d.conn.Close() // as when the bus ends
		show(t, d, toast)
		if n := service.Next(soon); n.Title != toast.Title {
			t.Fatalf("%d: %+v", i, n)
		}
	}
	if n := runtime.NumGoroutine(); n > 60 {
		t.Errorf("%d goroutines after 1000 connections", n)
	}
}

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		can  []string
		want Service
	}{{[]string{"actions"}, Service{"fake 1", true}}, {nil, Service{"fake 1", false}}} {
		_, _, address := onBus(t, c.can...)
		t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
		if got, err := Check(t.Context()); err != nil || got != c.want {
			t.Errorf("%v: got %+v, %v, want %+v", c.can, got, err, c.want)
		}
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", notifytest.NewBus(t))
	if _, err := Check(t.Context()); !errors.Is(err, ErrNoService) {
		t.Errorf("a bus without a service: got %v, want ErrNoService", err)
	}
}

// Texts that would do something elsewhere are plain words on the bus: no markup,
// so that nothing is loaded either.
func TestM6M16TextsOnTheBus(t *testing.T) {
	d, service, _ := onBus(t, "actions", "body", "body-markup")
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) {
			show(t, d, Toast{Slot: fmt.Sprint(name), Title: text, Body: text})
			n := service.Next(soon)
			check(t, n.Title, maxTitle)
			if strings.ContainsAny(n.Body, "<>") || strings.Contains(strings.NewReplacer("&amp;", "", "&lt;", "", "&gt;", "", "&quot;", "", "&#39;", "").Replace(n.Body), "&") {
				t.Errorf("the body has markup: %q", n.Body)
			}
		})
	}
}
