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

// withOld gives the server a mailbox more, "Old", in which a command goes wrong
// while broken is set.
func (h *hostile) withOld(at string, wrong func(c *imaptest.Exchange), broken *atomic.Bool) {
	var examined atomic.Bool // Old, by the connection at hand
	h.hook(func(c *imaptest.Exchange, command string) bool {
		if strings.HasPrefix(command, "EXAMINE") {
			examined.Store(strings.HasSuffix(command, "Old") || strings.HasSuffix(command, `"Old"`))
		}
		old := strings.Contains(command, "Old") || strings.HasPrefix(command, "UID") && examined.Load()
		switch {
		case strings.HasPrefix(command, "LIST"):
			c.Say(`* LIST () "/" INBOX`, `* LIST (\Archive) "/" Old`, `* LIST (\Sent) "/" Sent`)
			c.Done("OK")
		case old && broken.Load() && strings.HasPrefix(command, at):
			wrong(c)
		case strings.HasPrefix(command, "STATUS"):
			c.Say(fmt.Sprintf("* STATUS %s (UIDNEXT %d UIDVALIDITY 1)", strings.Fields(command)[1], 4))
			c.Done("OK")
		default:
			return false
		}
		return true
	})
}

// TestS40BrokenMailbox has a mailbox that cannot be read for a day: the others
// are, and the candidate hears of them.
func TestS40BrokenMailbox(t *testing.T) {
	says := func(status string) func(*imaptest.Exchange) {
		return func(c *imaptest.Exchange) { c.Done(status) }
	}
	cut := func(c *imaptest.Exchange) { c.Cut() }
	for _, test := range []struct {
		at    string
		how   string
		wrong func(c *imaptest.Exchange)
		dials int // at most, in a day
	}{
		{"EXAMINE", "SERVERBUG", says("NO [SERVERBUG] Internal error occurred."), 1},
		{"EXAMINE", "cut", cut, 28},
		{"EXAMINE", "BYE", func(c *imaptest.Exchange) { c.Say("* BYE Internal error"); c.Cut() }, 28},
		{"EXAMINE", "unreadable", func(c *imaptest.Exchange) { c.Say("surprise") }, 28},
		{"EXAMINE", "busy", says("NO Too many open files"), 28},
		{"UID SEARCH", "NO", says("NO no can do"), 1},
		{"UID SEARCH", "cut", cut, 28},
		{"UID FETCH", "cut", cut, 110},
	} {
		t.Run(test.at+" "+test.how, func(t *testing.T) {
			stand(t, func(t *testing.T, h *hostile) {
				var broken atomic.Bool
				broken.Store(true)
				h.withOld(test.at, test.wrong, &broken)
				if err := h.watcher.Once(t.Context()); err != nil && test.how != "busy" {
					t.Errorf("Once: %v", err)
				}
				h.dials.forget()
				stop := h.run(t)
				defer stop()
				wait(3 * time.Minute)
				if !slices.Equal(h.store.readLast(), []string{"INBOX", "Sent"}) {
					t.Fatalf("after 3 minutes read to their end: %q", h.store.readLast())
				}
				h.Add(letter(4, "letter 4"))
				h.Tell("* 4 EXISTS")
				wait(3 * time.Second)
				h.want(t, 1, 2, 3, 4)
				wait(24 * time.Hour)
				if n := len(h.dials.list()); n > test.dials {
					t.Errorf("%d connections in a day, want at most %d", n, test.dials)
				}
				if got := h.log.count("mailbox cannot be read"); got != 2 { // Once and Run
					t.Errorf("logged it %d times, want once in each:\n%s", got, h.log.b.String())
				}
				if n := h.store.timesCaughtUp(); n < 24*12 {
					t.Errorf("caught up %d times in a day", n)
				}
				broken.Store(false)
				wait(2 * time.Hour)
				if got := h.store.readLast(); !slices.Equal(got, []string{"INBOX", "Old", "Sent"}) && !slices.Equal(got, []string{"INBOX", "Sent", "Old"}) {
					t.Errorf("mended, read to their end: %q", got)
				}
				if got := h.log.count("can be read again"); got != 1 {
					t.Errorf("logged the return %d times, want once:\n%s", got, h.log.b.String())
				}
			})
		})
	}
}

// TestS40BrokenStatus has a mailbox that was read before and whose STATUS ends
// the connection.
func TestS40BrokenStatus(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		var broken atomic.Bool
		h.withOld("STATUS", func(c *imaptest.Exchange) { c.Cut() }, &broken)
		stop := h.run(t)
		defer stop()
		wait(time.Hour)
		broken.Store(true)
		wait(24 * time.Hour)
		if n := len(h.dials.list()); n > 5 {
			t.Errorf("%d connections in a day", n)
		}
		h.Add(letter(4, "letter 4"))
		h.Tell("* 4 EXISTS")
		wait(3 * time.Second)
		h.want(t, 1, 2, 3, 4)
	})
}
