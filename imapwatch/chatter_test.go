package imapwatch

import (
	"strings"
	"testing"
	"time"

	"hearback/imapwatch/imaptest"
)

// TestS38PollNeverHot has a server without IDLE that speaks of mail with each
// answer to a search.
func TestS38PollNeverHot(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		h.Capabilities = "IMAP4rev1"
		h.hook(func(c *imaptest.Exchange, command string) bool {
			if strings.HasPrefix(command, "UID SEARCH") {
				time.Sleep(20 * time.Millisecond)
				c.Say("* 3 EXISTS")
			}
			return false
		})
		stop := h.run(t)
		defer stop()
		wait(10 * time.Minute)
		if n := h.count("NOOP"); n > 20 {
			t.Errorf("%d NOOPs in 10 minutes", n)
		}
		h.Add(letter(4, "letter 4"))
		wait(61 * time.Second)
		h.want(t, 1, 2, 3, 4)
	})
}
