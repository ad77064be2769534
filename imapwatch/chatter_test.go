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

// TestS31MailInThePause has a letter come while nobody listens to a server that
// speaks of mail again and again where there is none.
func TestS31MailInThePause(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		h.hook(record)
		stop := h.run(t)
		defer stop()
		for range 60 {
			h.Tell("* 3 EXISTS")
			wait(10 * time.Second)
		}
		if n := h.count("UID SEARCH"); n > 60 {
			t.Errorf("looked %d times in 10 minutes", n)
		}
		before := h.count("UID SEARCH")
		for n := 0; h.count("UID SEARCH") == before && n < 700; n++ { // then the next pause begins
			h.Tell("* 3 EXISTS")
			wait(100 * time.Millisecond)
		}
		h.Add(letter(4, "letter 4"))
		h.Tell("* 4 EXISTS")
		wait(calmMost + settleRound + time.Second)
		h.want(t, 1, 2, 3, 4)
	})
}
