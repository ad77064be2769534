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
