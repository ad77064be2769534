package notify

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"git.sr.ht/~jackmordaunt/go-toast/wintoast"
)

// Desktop shows toasts by the Windows Runtime. None can be closed or replaced.
type Desktop struct {
	events chan Event

	mu    sync.Mutex
	shown map[string]Toast
}

// Open returns the desktop of this session.
func Open() *Desktop {
	d := &Desktop{events: make(chan Event, 16), shown: map[string]Toast{}}
	wintoast.SetActivationCallback(d.activated)
	return d
}

// Events returns what the person does with the toasts. What nobody reads is lost.
func (d *Desktop) Events() <-chan Event { return d.events }

// Close does nothing: the toasts stay.
func (d *Desktop) Close() {}

// Withdraw forgets the toast of a slot: what is pressed on it means nothing.
func (d *Desktop) Withdraw(slot string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.shown, slot)
}

// Show shows a toast. After an error the toast may be seen yet.
func (d *Desktop) Show(ctx context.Context, t Toast) error {
	t = t.inert()
	text, err := windowsXML(t)
	if err != nil {
		return fmt.Errorf("show a toast: %w", err)
	}
	pushed := make(chan error, 1)
	go func() { pushed <- push(text) }()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	select {
	case err = <-pushed:
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("show a toast: %w", err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.shown[t.Slot] = t
	return nil
}

func push(text string) error {
	// The GUID is hearback's own: by it Windows finds the way back.
	if err := wintoast.SetAppData(wintoast.AppData{AppID: "hearback", GUID: "{6D1E4B0A-3C57-4E0B-9B35-5F0B7E0C2A91}"}); err != nil {
		return err
	}
	return wintoast.Push(text)
}

// activated takes in what was pressed: of a toast that was shown, an action
// that it offers.
func (d *Desktop) activated(_, args string, _ []wintoast.UserData) {
	slot, key, _ := strings.Cut(args, "\n")
	d.mu.Lock()
	defer d.mu.Unlock()
	if t, ok := d.shown[slot]; !ok || !t.offers(key) {
		return
	}
	select {
	case d.events <- Event{slot, key}:
	default:
	}
}

// Check says what shows the notifications: Windows does.
func Check(context.Context) (Service, error) { return Service{Name: "Windows", Buttons: true}, nil }
