package imapwatch

import (
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hearback/imapwatch/imaptest"
)

// lists makes the server list INBOX and Sent, but for the answers that wrong
// gives by the number of the LIST.
func (h *hostile) lists(wrong func(c *imaptest.Exchange, n int64) bool) (asked *atomic.Int64) {
	asked = &atomic.Int64{}
	h.hook(func(c *imaptest.Exchange, command string) bool {
		switch {
		case strings.HasPrefix(command, "STATUS"):
			c.Say(fmt.Sprintf("* STATUS %s (UIDNEXT 4 UIDVALIDITY 1)", strings.Fields(command)[1]))
		case !strings.HasPrefix(command, "LIST"):
			return false
		case wrong(c, asked.Add(1)):
			return true
		default:
			c.Say(`* LIST () "/" INBOX`, `* LIST (\Sent) "/" Sent`)
		}
		c.Done("OK")
		return true
	})
	return asked
}

// TestS38OddLIST has one LIST that goes wrong, at a reconnection or an hour
// later: what is sent is read all the same.
func TestS38OddLIST(t *testing.T) {
	for name, answer := range map[string]func(c *imaptest.Exchange){
		"unreadable":    func(c *imaptest.Exchange) { c.Say(`* LIST (\HasNoChildren "/" INBOX`); c.Done("OK") },
		"refused":       func(c *imaptest.Exchange) { c.Done("NO [UNAVAILABLE] not now") },
		"without Sent":  func(c *imaptest.Exchange) { c.Say(`* LIST () "/" INBOX`); c.Done("OK") },
		"empty":         func(c *imaptest.Exchange) { c.Done("OK") },
		"without INBOX": func(c *imaptest.Exchange) { c.Say(`* LIST (\Sent) "/" Sent`); c.Done("OK") },
	} {
		for _, cut := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, cut %v", name, cut), func(t *testing.T) {
				stand(t, func(t *testing.T, h *hostile) {
					asked := h.lists(func(c *imaptest.Exchange, n int64) bool {
						if n == 2 {
							answer(c)
						}
						return n == 2
					})
					h.watcher.Account.Mailboxes = []string{"INBOX", "Sent"}
					stop := h.run(t)
					defer stop()
					if cut {
						h.Cut()
					}
					for range 4 * 60 {
						wait(time.Minute)
						if got := h.store.readLast(); !slices.Equal(got, []string{"INBOX", "Sent"}) {
							t.Fatalf("read to their end: %q", got)
						}
					}
					if n := asked.Load(); n < 4 || n > 7 {
						t.Errorf("%d LISTs in 4 hours", n)
					}
					if h.log.count("mailbox cannot be read") > 0 {
						t.Errorf("logged a mailbox as missing:\n%s", h.log.b.String())
					}
				})
			})
		}
	}
}

// TestS38LISTNeverReadable has a server whose LIST always breaks the connection:
// what was watched before goes on being watched, with a try each hour.
func TestS38LISTNeverReadable(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		h.lists(func(c *imaptest.Exchange, n int64) bool {
			if n > 1 {
				c.Say(`* LIST (\HasNoChildren "/" INBOX`)
			}
			return n > 1
		})
		stop := h.run(t)
		defer stop()
		wait(24 * time.Hour)
		if n := len(h.dials.list()); n > 25 {
			t.Errorf("%d connections in a day", n)
		}
		if got := h.store.readLast(); !slices.Equal(got, []string{"INBOX", "Sent"}) {
			t.Errorf("read to their end: %q", got)
		}
		if n := h.log.count("level=WARN"); n > 0 {
			t.Errorf("%d warnings:\n%s", n, h.log.b.String())
		}
	})
}

// TestS40LeftOutForGood drops a mailbox that LIST leaves out again and again.
func TestS40LeftOutForGood(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		h.lists(func(c *imaptest.Exchange, n int64) bool {
			if n > 1 {
				c.Say(`* LIST () "/" INBOX`)
				c.Done("OK")
			}
			return n > 1
		})
		stop := h.run(t)
		defer stop()
		for range 5 { // however often it is listed meanwhile
			h.Cut()
			wait(4 * time.Minute)
		}
		if got := h.store.readLast(); !slices.Equal(got, []string{"INBOX", "Sent"}) {
			t.Errorf("at first, read to their end: %q", got)
		}
		wait(2 * time.Hour)
		if got := h.store.readLast(); !slices.Equal(got, []string{"INBOX"}) {
			t.Errorf("in the end, read to their end: %q", got)
		}
	})
}
