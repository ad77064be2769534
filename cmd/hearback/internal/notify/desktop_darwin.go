package notify

import (
	"context"
	"fmt"
	"os/exec"
)

// Desktop shows toasts by osascript: without buttons, and none can be closed.
type Desktop struct{}

// Open returns the desktop of this session.
func Open() *Desktop { return &Desktop{} }

// Events returns nil: nobody hears what the person does with the toasts.
func (d *Desktop) Events() <-chan Event { return nil }

// Close does nothing.
func (d *Desktop) Close() {}

// Withdraw does nothing.
func (d *Desktop) Withdraw(string) {}

// Show shows a toast.
func (d *Desktop) Show(ctx context.Context, t Toast) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := exec.CommandContext(ctx, "/usr/bin/osascript", appleArgs(t.inert())...).Run(); err != nil {
		return fmt.Errorf("show a toast: osascript: %w", err)
	}
	return nil
}

// Check asks what shows the notifications.
func Check(context.Context) (Service, error) {
	if _, err := exec.LookPath("/usr/bin/osascript"); err != nil {
		return Service{}, ErrNoService
	}
	return Service{Name: "osascript"}, nil
}
