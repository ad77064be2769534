// Package notify shows notifications on the person's desktop: what to show of
// the pending notices (Plan), and how each system shows it (Desktop).
package notify

import (
	"errors"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// ErrNoService says that nothing on this machine shows notifications: a
// server, a session over ssh.
var ErrNoService = errors.New("there is no notification service")

// patience is how long one answer of the notification service is waited for.
// Nothing but telling waits meanwhile.
const patience = 5 * time.Second

// Toast is one notification. Its texts may come from mail: Desktop makes them
// inert.
type Toast struct {
	Slot    string // of one slot there is one toast: a later one takes its place
	Title   string
	Body    string
	Actions []Action // as far as the service has buttons
}

// Action is a button.
type Action struct {
	Key   string
	Label string
}

// Closed is the key of an Event when the person closed the toast.
const Closed = "closed"

// Event is what the person did with a toast.
type Event struct {
	Slot string
	Key  string // of the action, or Closed
}

// Service is what shows the notifications.
type Service struct {
	Name    string // with its version, as it says of itself
	Buttons bool   // whether it has actions
}

// The longest texts of a toast, in characters. More, no service shows.
const (
	maxTitle = 100
	maxBody  = 400
	maxName  = 60 // of one text from mail inside them
)

// inert makes one line of a text that somebody else wrote, at most n characters
// long: without controls, formatting such as bidirectional overrides, and what
// is no UTF-8 (the bus refuses it). A text that is cut ends with an ellipsis.
func inert(s string, n int) string {
	if most := n * utf8.UTFMax * 4; len(s) > most { // of 10,000 characters, the first
		s = s[:most]
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r):
			return ' '
		case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), unicode.Is(unicode.Variation_Selector, r):
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return strings.TrimRight(string([]rune(s)[:n-1]), " ") + "…"
}

// inert returns the toast with nothing but plain words in it.
func (t Toast) inert() Toast {
	t.Title, t.Body = inert(t.Title, maxTitle), inert(t.Body, maxBody)
	return t
}

// offers reports whether the toast has an action of that key.
func (t Toast) offers(key string) bool {
	for _, a := range t.Actions {
		if a.Key == key {
			return true
		}
	}
	return false
}
