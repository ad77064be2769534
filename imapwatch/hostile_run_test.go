package imapwatch

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hearback/imapwatch/imaptest"
)

// wait lets virtual time pass.
func wait(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// count returns how many of the commands sent begin with a word.
func (h *hostile) count(word string) int {
	n := 0
	for _, c := range h.commands {
		if strings.HasPrefix(c, word) {
			n++
		}
	}
	return n
}

func record(*imaptest.Exchange, string) bool { return false }

func TestS17CountsThatLie(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		stop := h.run(t)
		defer stop()
		for _, lie := range []string{"* 0 EXISTS", "* 99 EXPUNGE", "* 1 EXPUNGE", "* 0 EXPUNGE", "* 1 EXISTS"} {
			h.Tell(lie)
			wait(3 * time.Second)
		}
		h.Add(letter(4, "letter 4"))
		wait(5*time.Minute + time.Second)
		h.want(t, 1, 2, 3, 4)
	})
}

func TestS18WithoutUIDValidity(t *testing.T) {
	for _, line := range []string{"", "* OK [UIDVALIDITY 0] none"} {
		stand(t, func(t *testing.T, h *hostile) {
			h.hook(func(c *imaptest.Exchange, command string) bool {
				if strings.HasPrefix(command, "EXAMINE") {
					c.Say("* 3 EXISTS")
					if line != "" {
						c.Say(line)
					}
					c.Done("OK")
					return true
				}
				return false
			})
			for range 2 {
				if err := h.watcher.Once(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			h.want(t, 1, 2, 3)
			if got := h.log.count("read anew in each session"); got != 2 {
				t.Errorf("warned %d times, want once a session", got)
			}
		})
	}
}

// TestS19UIDsUsedAgain has a server that forgot everything and tells the same
// UIDVALIDITY as before.
func TestS19UIDsUsedAgain(t *testing.T) {
	for name, letters := range map[string][]int{"fewer": {7, 8}, "more": {7, 8, 9, 10, 11}} {
		t.Run(name, func(t *testing.T) {
			stand(t, func(t *testing.T, h *hostile) {
				if err := h.watcher.Once(t.Context()); err != nil {
					t.Fatal(err)
				}
				h.Reset()
				for _, n := range letters {
					h.Add(letter(n, fmt.Sprint("letter ", n)))
				}
				if err := h.watcher.Once(t.Context()); err != nil {
					t.Fatal(err)
				}
				for _, n := range letters {
					if !h.store.has("INBOX", fmt.Sprint("letter ", n))() {
						t.Errorf("letter %d is missing: %q", n, h.store.subjects("INBOX"))
					}
				}
			})
		})
	}
}

func TestS20UIDNextThatLies(t *testing.T) {
	for name, next := range map[string]func(examined int) string{
		"absent":     func(int) string { return "* OK nothing" },
		"zero":       func(int) string { return "* OK [UIDNEXT 0]" },
		"too low":    func(int) string { return "* OK [UIDNEXT 2]" },
		"too high":   func(int) string { return "* OK [UIDNEXT 4294967295]" },
		"falling":    func(n int) string { return fmt.Sprintf("* OK [UIDNEXT %d]", 10-n) },
		"unreadable": func(int) string { return "* OK [UIDNEXT many]" },
		"once absurd": func(n int) string {
			return fmt.Sprintf("* OK [UIDNEXT %d]", map[bool]int{true: 1000, false: 4}[n == 1])
		},
	} {
		t.Run(name, func(t *testing.T) {
			stand(t, func(t *testing.T, h *hostile) {
				examined := 0
				h.hook(func(c *imaptest.Exchange, command string) bool {
					if !strings.HasPrefix(command, "EXAMINE") {
						return false
					}
					examined++
					c.Say("* 3 EXISTS", "* OK [UIDVALIDITY 1]", next(examined))
					c.Done("OK")
					return true
				})
				for range 2 {
					if err := h.watcher.Once(t.Context()); err != nil {
						t.Fatal(err)
					}
				}
				h.Add(letter(4, "letter 4"))
				if err := h.watcher.Once(t.Context()); err != nil {
					t.Fatal(err)
				}
				h.want(t, 1, 2, 3, 4)
				arrivals := 0
				for _, b := range h.store.batches {
					arrivals += len(b.Arrivals)
				}
				if arrivals != 4 {
					t.Errorf("handed over %d messages, want each of 4 once", arrivals)
				}
			})
		})
	}
}

// TestS27Patience counts the connections to a server that is busy for an hour.
func TestS27Patience(t *testing.T) {
	for _, test := range []struct {
		status string
		most   int // connections in an hour
		firm   time.Duration
	}{
		{"NO [UNAVAILABLE] later", 40, 0},
		{"NO [LIMIT] too many connections", 30, 30 * time.Second},
		{"NO Account exceeded command or bandwidth limits. (Failure)", 30, 30 * time.Second},
		{"BAD Request is throttled. Suggested Backoff Time: 1200000 milliseconds", 4, 20 * time.Minute},
		{"NO [AUTHENTICATIONFAILED] wrong", 8, 5 * time.Minute},
	} {
		t.Run(test.status, func(t *testing.T) {
			stand(t, func(t *testing.T, h *hostile) {
				stop := h.run(t)
				defer stop()
				refused := loginSays(test.status)
				h.hook(refused)
				h.dials = nil
				h.Cut()
				wait(time.Hour)
				if n := len(h.dials); n < 2 || n > test.most {
					t.Errorf("%d connections in an hour, want at most %d", n, test.most)
				}
				for i := 1; i < len(h.dials); i++ {
					if pause := h.dials[i].Sub(h.dials[i-1]); pause < test.firm {
						t.Errorf("a pause of %v, want at least %v", pause, test.firm)
					}
				}
				if got := h.log.count("level=WARN"); got > 2 {
					t.Errorf("logged %d warnings:\n%s", got, h.log.b.String())
				}
				h.hook(record)
				h.Add(letter(4, "letter 4"))
				wait(2 * time.Hour)
				h.want(t, 1, 2, 3, 4)
			})
		})
	}
}

func TestS28PasswordIsAskedAnew(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		asked := 0
		h.watcher.Account.Password = func(context.Context) (string, error) {
			asked++
			return imaptest.Password, nil
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
			if n := len(h.dials); n != 1 {
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
				dead := 0
				h.hook(func(c *imaptest.Exchange, command string) bool {
					if dead == 0 && strings.HasPrefix(command, silent) {
						dead = c.Number
						if silent == "IDLE" {
							c.Say("+ idling")
						}
					}
					return c.Number == dead
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
		wait(5*time.Minute + 2*time.Second)
		h.want(t, 1, 2, 3, 4)
	})
}

func TestS40MailboxVanishes(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		gone := false
		h.watcher.Account.Mailboxes = []string{"INBOX", "Jobs"}
		h.hook(func(c *imaptest.Exchange, command string) bool {
			switch {
			case strings.HasPrefix(command, "LIST"):
				c.Say(`* LIST () "/" INBOX`)
				if !gone {
					c.Say(`* LIST () "/" Jobs`)
				}
				c.Done("OK")
			case strings.HasSuffix(command, `"Jobs"`) && gone, strings.HasPrefix(command, `STATUS "Jobs"`) && gone:
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
		gone = true
		wait(3 * time.Hour)
		if got := h.log.count("mailbox cannot be read"); got != 1 {
			t.Errorf("logged it %d times, want once:\n%s", got, h.log.b.String())
		}
		h.Add(letter(4, "letter 4"))
		wait(6 * time.Minute)
		h.want(t, 1, 2, 3, 4)
		gone = false
		wait(2 * time.Hour)
		if got := h.log.count("can be read again"); got != 1 {
			t.Errorf("logged the return %d times, want once:\n%s", got, h.log.b.String())
		}
		if n := len(h.dials); n != 1 {
			t.Errorf("made %d connections, want one", n)
		}
	})
}
