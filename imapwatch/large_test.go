package imapwatch

import (
	"context"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"hearback/imapwatch/imaptest"
)

// counting is a Store that keeps numbers only, and wants no text.
type counting struct {
	discard
	mark     Mailbox
	arrivals int
	wrong    int    // UIDs out of order
	last     uint32 // UID
	peak     uint64 // bytes of memory in use
}

func (c *counting) Resume(context.Context, string) (Mailbox, error) { return c.mark, nil }

func (c *counting) Gate(_ context.Context, _ Role, arrivals []Arrival) ([]bool, error) {
	return make([]bool, len(arrivals)), nil
}

func (c *counting) Deliver(_ context.Context, b Batch) error {
	for _, a := range b.Arrivals {
		if a.UID <= c.last {
			c.wrong++
		}
		c.last = a.UID
	}
	c.arrivals += len(b.Arrivals)
	c.mark = b.Mailbox
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	c.peak = max(c.peak, memory.HeapAlloc+memory.StackInuse)
	return nil
}

// TestLargeMailbox scans 200,000 messages with a hole after each, found by a
// plain SEARCH whose answer is longer than any other line may be. Taking it up
// again costs what is new, not what is there.
func TestLargeMailbox(t *testing.T) {
	messages := 200_000
	if testing.Short() {
		messages = 100_000
	}
	stand(t, func(t *testing.T, h *hostile) {
		there := messages
		header := strings.ReplaceAll("From: Dana Kim <dana@gearworks.example>\nTo: Alice <alice@mail.example>\nSubject: letter\nDate: Tue, 03 Mar 2026 09:59:58 +0000\n"+
			"Message-ID: <one-of-many@gearworks.example>\nReferences: <a@gearworks.example> <b@gearworks.example>\nContent-Type: text/plain; charset=utf-8\n\n", "\n", "\r\n")
		var said strings.Builder
		h.hook(func(c *imaptest.Exchange, command string) bool {
			switch words := strings.Fields(command); {
			case words[0] == "EXAMINE":
				c.Say(fmt.Sprintf("* %d EXISTS", there), "* OK [UIDVALIDITY 1]", fmt.Sprintf("* OK [UIDNEXT %d]", 2*there))
			case strings.HasPrefix(command, "UID SEARCH"):
				from, _ := strconv.Atoi(strings.TrimSuffix(words[len(words)-1], ":*"))
				said.Reset()
				said.WriteString("* SEARCH")
				for uid := from | 1; uid < 2*there; uid += 2 {
					said.WriteString(" " + strconv.Itoa(uid))
				}
				c.Say(said.String())
			case strings.HasPrefix(command, "UID FETCH"):
				for uid := range strings.SplitSeq(words[2], ",") {
					said.Reset()
					fmt.Fprintf(&said, "* 1 FETCH (UID %s INTERNALDATE \"03-Mar-2026 10:00:00 +0000\" BODY[HEADER.FIELDS (SUBJECT)] {%d}\r\n%s)\r\n", uid, len(header), header)
					c.Raw(said.String())
				}
			default:
				return false
			}
			c.Done("OK")
			return true
		})
		store := &counting{}
		h.watcher.Store = store
		if err := h.watcher.Once(t.Context()); err != nil {
			t.Fatal(err)
		}
		if store.arrivals != messages || store.wrong > 0 {
			t.Errorf("got %d arrivals, %d of them out of order; want %d", store.arrivals, store.wrong, messages)
		}
		// The server, which is in this process, and the list of commands are in it.
		if store.peak > 64<<20 {
			t.Errorf("used up to %d MB, want 64 at most", store.peak>>20)
		}
		t.Logf("%d MB at most", store.peak>>20)
		h.commands.forget()
		store.arrivals = 0
		there++
		if err := h.watcher.Once(t.Context()); err != nil {
			t.Fatal(err)
		}
		if store.arrivals != 1 || len(h.commands.list()) > 12 {
			t.Errorf("taking up again: got %d arrivals by %d commands: %q", store.arrivals, len(h.commands.list()), h.commands.list())
		}
	})
}
