package imapwatch

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hearback/imapwatch/credential"
	"hearback/imapwatch/imaptest"
)

func TestS28PasswordIsAskedAnew(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		asked := 0
		h.watcher.Account.Credential = func(context.Context, bool) (credential.Credential, error) {
			asked++
			return credential.Password(imaptest.Password), nil
		}
		stop := h.run(t)
		defer stop()
		h.Cut()
		wait(time.Minute)
		if asked != 2 {
			t.Errorf("asked %d times, want at each login", asked)
		}
	})
}

func TestS29IDLERefused(t *testing.T) {
	for _, status := range []string{"BAD unknown command", "NO not here"} {
		stand(t, func(t *testing.T, h *hostile) {
			h.hook(func(c *imaptest.Exchange, command string) bool {
				if command == "IDLE" {
					c.Done(status)
					return true
				}
				return false
			})
			stop := h.run(t)
			defer stop()
			h.Add(letter(4, "letter 4"))
			wait(61 * time.Second)
			h.want(t, 1, 2, 3, 4)
			if n := h.count("IDLE"); n != 1 {
				t.Errorf("%s: sent IDLE %d times, want once", status, n)
			}
			if n := len(h.dials.list()); n != 1 {
				t.Errorf("%s: made %d connections", status, n)
			}
		})
	}
}

func TestS30IDLEThatNeverTells(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		stop := h.run(t)
		defer stop()
		for n := 4; n < 8; n++ {
			wait(7 * time.Minute)
			h.Add(letter(n, fmt.Sprint("letter ", n)))
			wait(5*time.Minute + time.Second)
			if !h.store.has("INBOX", fmt.Sprint("letter ", n))() {
				t.Errorf("letter %d was not found in a round", n)
			}
		}
	})
}

// TestS45Burst tells of a burst once, in its middle (S31: the rest comes late,
// or never).
func TestS45Burst(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		stop := h.run(t)
		defer stop()
		wait(time.Minute)
		for n := range 1000 {
			h.Add(letter(n, fmt.Sprint("burst ", n)))
			if n == 500 {
				h.Tell("* 503 EXISTS")
			}
		}
		wait(3 * time.Second)
		if got := len(h.store.subjects("INBOX")); got != 1003 {
			t.Errorf("kept %d messages, want 1003", got)
		}
	})
}

// TestS32SilentLink has a server that no longer answers, in IDLE or before.
func TestS32SilentLink(t *testing.T) {
	for _, silent := range []string{"IDLE", "UID SEARCH", "EXAMINE", "LOGIN", "UID FETCH"} {
		t.Run(silent, func(t *testing.T) {
			stand(t, func(t *testing.T, h *hostile) {
				stop := h.run(t)
				defer stop()
				var dead atomic.Int64
				h.hook(func(c *imaptest.Exchange, command string) bool {
					if dead.Load() == 0 && strings.HasPrefix(command, silent) {
						dead.Store(int64(c.Number))
						if silent == "IDLE" {
							c.Say("+ idling")
						}
					}
					return int64(c.Number) == dead.Load()
				})
				if silent == "EXAMINE" || silent == "LOGIN" {
					h.Cut()
				}
				h.Add(letter(4, "letter 4"))
				wait(11 * time.Minute)
				h.want(t, 1, 2, 3, 4)
			})
		})
	}
}

// A link falls silent after DONE was sent, with a peer that takes what it is sent,
// so that the system notices nothing: ours ends it within half a minute.
func TestS32SilentAfterDONE(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		var done, dead atomic.Int64 // when DONE came, and of which connection
		h.hook(func(c *imaptest.Exchange, command string) bool {
			if command == "IDLE" && dead.Load() == 0 {
				dead.Store(int64(c.Number))
				c.Challenge("idling") // until DONE
				done.Store(time.Now().Unix())
			}
			return int64(c.Number) == dead.Load()
		})
		var told atomic.Int64
		h.watcher.Trouble = func(error) { told.Store(time.Now().Unix()) }
		stop := h.run(t)
		defer stop()
		h.Add(letter(4, "letter 4"))
		wait(10 * time.Minute)
		switch after := told.Load() - done.Load(); {
		case done.Load() == 0:
			t.Error("no DONE came")
		case told.Load() == 0 || after > 30:
			t.Errorf("noticed %d s after DONE", after)
		}
		h.want(t, 1, 2, 3, 4)
	})
}

func TestS37Flood(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		h.hook(record)
		stop := h.run(t)
		defer stop()
		for second := range 600 {
			for range 50 {
				h.Tell(fmt.Sprintf("* %d EXISTS", 3+second%2))
				h.Tell("* 1 FETCH (FLAGS (\\Seen))")
			}
			wait(time.Second)
		}
		if n := h.count("UID SEARCH"); n > 60 {
			t.Errorf("looked %d times in 10 minutes", n)
		}
		h.Add(letter(4, "letter 4"))
		wait(6 * time.Minute)
		h.want(t, 1, 2, 3, 4)
	})
}

func TestS40MailboxVanishes(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		var gone atomic.Bool
		h.watcher.Account.Mailboxes = []string{"INBOX", "Jobs"}
		h.hook(func(c *imaptest.Exchange, command string) bool {
			switch {
			case strings.HasPrefix(command, "LIST"):
				c.Say(`* LIST () "/" INBOX`)
				if !gone.Load() {
					c.Say(`* LIST () "/" Jobs`)
				}
				c.Done("OK")
			case strings.HasSuffix(command, `"Jobs"`) && gone.Load(), strings.HasPrefix(command, `STATUS "Jobs"`) && gone.Load():
				c.Done("NO [NONEXISTENT] no such mailbox")
			case strings.HasPrefix(command, `STATUS "Jobs"`):
				c.Say(`* STATUS "Jobs" (UIDNEXT 4 UIDVALIDITY 1)`)
				c.Done("OK")
			default:
				return false
			}
			return true
		})
		stop := h.run(t)
		defer stop()
		if got := len(h.store.subjects("Jobs")); got != 3 {
			t.Fatalf("Jobs: kept %d messages", got)
		}
		if !slices.Equal(h.store.readLast(), []string{"INBOX", "Jobs"}) {
			t.Errorf("read to their end: %q", h.store.readLast())
		}
		gone.Store(true)
		wait(3 * time.Hour)
		if !slices.Equal(h.store.readLast(), []string{"INBOX"}) {
			t.Errorf("read to their end without Jobs: %q", h.store.readLast())
		}
		if got := h.log.count("mailbox cannot be read"); got != 1 {
			t.Errorf("logged it %d times, want once:\n%s", got, h.log.b.String())
		}
		h.Add(letter(4, "letter 4"))
		wait(6 * time.Minute)
		h.want(t, 1, 2, 3, 4)
		gone.Store(false)
		wait(2 * time.Hour)
		if got := h.log.count("can be read again"); got != 1 {
			t.Errorf("logged the return %d times, want once:\n%s", got, h.log.b.String())
		}
		if n := len(h.dials.list()); n != 1 {
			t.Errorf("made %d connections, want one", n)
		}
	})
}
