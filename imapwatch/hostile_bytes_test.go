package imapwatch

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hearback/classify/mail"
	"hearback/imapwatch/imaptest"
)

// Each header is shorter than one may be, and those of one FETCH are more than
// is taken at once: the connection ends there, and all comes in smaller steps.
func TestS12HeadersOfOneFetch(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		const each, letters = headerBytes / 2, 2*chunkBytes/headerBytes + 50
		h.Reset()
		padding := "X-Padding: " + strings.Repeat("x", each) + "\r\n"
		for n := range letters {
			h.Add(append([]byte(padding), letter(n, fmt.Sprint("letter ", n))...))
		}
		h.store.wants = func(mail.Header) bool { return false }
		h.watcher.Persist = true
		stop := h.run(t)
		defer stop()
		wait(10 * time.Minute)
		if got := len(h.store.subjects("INBOX")); got != letters {
			t.Errorf("kept %d messages, want %d", got, letters)
		}
		if got := h.log.count(fmt.Sprintf("more than %d bytes of headers", chunkBytes)); got != 1 {
			t.Errorf("logged the limit %d times, want once:\n%s", got, h.log.b.String())
		}
		if aside := h.aside(); aside != "" {
			t.Errorf("set aside: %s", aside)
		}
	})
}

// Instead of the texts that it was asked for, a server sends others, whole and
// without end. That is no progress, and ends by the bytes, not by the time.
func TestS12TextsWithoutEnd(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		const most = 2 * maxLiteral
		other := strings.Repeat("x", 100<<10)
		h.watcher.Persist = true
		var sent atomic.Int64
		h.hook(onFetch(func(c *imaptest.Exchange, command string) bool {
			if !isText(command) || c.Number > 1 {
				return false
			}
			for sent.Load() < 4*most {
				c.Raw(fmt.Sprintf("* 7 FETCH (UID 77 BODY[]<0> {%d}\r\n%s)\r\n", len(other), other))
				sent.Add(int64(len(other)))
			}
			return true // and nothing more is said
		}))
		stop := h.run(t)
		defer stop()
		wait(time.Minute) // a third of what one text may take
		h.want(t, 1, 2, 3)
		if got := h.log.count(fmt.Sprintf("more than %d bytes in answer to FETCH", most)); got != 1 {
			t.Errorf("logged the limit %d times, want once:\n%s", got, h.log.b.String())
		}
		if aside := h.aside(); aside != "" {
			t.Errorf("set aside: %s", aside)
		}
	})
}
