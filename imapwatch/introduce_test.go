package imapwatch

import (
	"strings"
	"testing"
	"time"

	"hearback/imapwatch/imaptest"
)

// TestUnsafeLogin has a server that opens no mailbox before it was told the
// program's name; one that wants it in vain, and one that does not want it.
func TestUnsafeLogin(t *testing.T) {
	const unsafe = "NO EXAMINE Unsafe Login. Please contact kefu@188.com for help"
	for _, test := range []struct {
		name, capabilities string
		opens              func(named, after bool) bool // by whether there was an ID, and whether an EXAMINE before it
		ids                int
		fails              bool
	}{
		{"NetEase", "IMAP4rev1 XLIST SPECIAL-USE ID IDLE UIDPLUS X-CM-EXT-1", func(named, _ bool) bool { return named }, 2, false},
		{"one that is told too late", "IMAP4rev1 ID", func(named, after bool) bool { return named && !after }, 3, false},
		{"one that never opens", "IMAP4rev1 ID", func(bool, bool) bool { return false }, 2, true},
		{"one without ID", "IMAP4rev1", func(bool, bool) bool { return false }, 0, true},
		{"Dovecot", "IMAP4rev1 ID IDLE", func(bool, bool) bool { return true }, 0, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			stand(t, func(t *testing.T, h *hostile) {
				h.Capabilities = test.capabilities
				h.watcher.Persist = true
				named, after := 0, 0 // the connections that sent ID, and EXAMINE without
				h.hook(func(c *imaptest.Exchange, command string) bool {
					switch {
					case strings.HasPrefix(command, "ID "):
						named = c.Number
						c.Say(`* ID ("name" "Coremail Imap" "vendor" "Mailtech" "TransID" NIL)`)
					case strings.HasPrefix(command, "EXAMINE"):
						if named != c.Number {
							after = c.Number
						}
						if !test.opens(named == c.Number, after == c.Number) {
							c.Done(unsafe)
							return true
						}
					}
					return false
				})
				stop := h.run(t)
				defer stop()
				wait(10 * time.Second)
				if !test.fails {
					h.Cut()
					wait(10 * time.Second)
					h.want(t, 1, 2, 3)
				}
				if n := h.count("ID "); n < test.ids || n > test.ids && !test.fails {
					t.Errorf("sent ID %d times, want %d", n, test.ids)
				}
				if n := len(h.dials.list()); n > 6 {
					t.Errorf("%d connections", n)
				}
			})
		})
	}
}
