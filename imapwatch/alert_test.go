package imapwatch

import (
	"strings"
	"testing"
	"time"

	"hearback/imapwatch/imaptest"
)

// TestS27WordsOfYesterday has a server ask for patience a day before the
// connection is cut: that explains nothing.
func TestS27WordsOfYesterday(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		asked := false
		h.hook(func(c *imaptest.Exchange, command string) bool {
			if strings.HasPrefix(command, "EXAMINE") && !asked {
				asked = true
				c.Say("* OK [ALERT] Suggested Backoff Time: 3600000 milliseconds")
			}
			return false
		})
		var trouble error
		h.watcher.Trouble = func(err error) { trouble = err }
		stop := h.run(t)
		defer stop()
		wait(24 * time.Hour)
		h.dials.forget()
		h.Cut()
		wait(3 * time.Second)
		if n := len(h.dials.list()); n != 1 {
			t.Errorf("%d connections within 3 s of the cut, want one", n)
		}
		if trouble == nil || strings.Contains(trouble.Error(), "Backoff") {
			t.Errorf("the trouble is %v", trouble)
		}
	})
}

// TestS43AlertsAreShown has a server speak to the person while all is well: each
// text is shown once, cleaned, and without the secret that it may repeat.
func TestS43AlertsAreShown(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		n := 0
		h.hook(func(c *imaptest.Exchange, command string) bool {
			switch {
			case strings.HasPrefix(command, "LOGIN"):
				c.Say("* OK [ALERT] do not tell anybody " + imaptest.Password)
			case strings.HasPrefix(command, "UID SEARCH"):
				c.Say("* OK [ALERT] maintenance\x1b[31m tonight", "* NO nearly full")
			case command == "IDLE":
				if n++; n == 2 {
					c.Say("* OK [ALERT] now", "* OK [ALERT] and forever")
				}
			}
			return false
		})
		stop := h.run(t)
		defer stop()
		wait(24 * time.Hour)
		h.Cut()
		wait(24 * time.Hour)
		for _, text := range []string{`text="maintenance [31m tonight"`, `text="nearly full"`, `text=now`, `text="and forever"`, `text="do not tell anybody [secret]"`} {
			if got := h.log.count(text); got != 1 {
				t.Errorf("%q: shown %d times, want once", text, got)
			}
		}
		if h.log.count(imaptest.Password) > 0 || t.Failed() {
			t.Errorf("the log:\n%s", h.log.b.String())
		}
	})
}

// TestS43ManyAlerts has a server that never says the same twice.
func TestS43ManyAlerts(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		h.hook(func(c *imaptest.Exchange, command string) bool {
			if command == "IDLE" {
				c.Say("* OK [ALERT] it is " + time.Now().String())
			}
			return false
		})
		stop := h.run(t)
		defer stop()
		wait(24 * time.Hour)
		if got := h.log.count("level=WARN"); got != shownMost {
			t.Errorf("%d warnings, want %d", got, shownMost)
		}
	})
}
