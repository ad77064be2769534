package imapwatch

import (
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
	for _, c := range h.commands.list() {
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
		{"BAD invalid password", 10, 0},
		{"BAD in LOGIN alice " + imaptest.Password, 10, 0},
		{"BAD [UNAVAILABLE] later", 40, 0},
	} {
		t.Run(test.status, func(t *testing.T) {
			stand(t, func(t *testing.T, h *hostile) {
				stop := h.run(t)
				defer stop()
				refused := loginSays(test.status)
				h.hook(refused)
				h.dials.forget()
				h.Cut()
				wait(time.Hour)
				if n := len(h.dials.list()); n < 2 || n > test.most {
					t.Errorf("%d connections in an hour, want at most %d", n, test.most)
				}
				for i, dials := 1, h.dials.list(); i < len(dials); i++ {
					if pause := dials[i].Sub(dials[i-1]); pause < test.firm {
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

// TestS25PoisonArrives has a message arrive that ends every connection that its
// header is asked for on.
func TestS25PoisonArrives(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		h.hook(onFetch(func(c *imaptest.Exchange, command string) bool {
			if !askedFor(command, '4') {
				return false
			}
			c.Cut()
			return true
		}))
		stop := h.run(t)
		defer stop()
		h.Add(letter(4, "letter 4"))
		h.Tell("* 4 EXISTS")
		wait(30 * time.Second)
		h.Add(letter(5, "letter 5"))
		h.Tell("* 5 EXISTS")
		wait(30 * time.Second)
		h.want(t, 1, 2, 3, 5)
		if got := h.aside(); got != "4 connection lost: EOF" {
			t.Errorf("set aside %q", got)
		}
		if n := len(h.dials.list()); n > 5 {
			t.Errorf("%d connections", n)
		}
		wait(24 * time.Hour)
		if n := len(h.dials.list()); n > 5 {
			t.Errorf("%d connections in a day", n)
		}
	})
}

// TestS25BrokenServer gives no message for an hour: none is to blame.
func TestS25BrokenServer(t *testing.T) {
	for _, more := range []int{1, 3} {
		stand(t, func(t *testing.T, h *hostile) {
			stop := h.run(t)
			defer stop()
			h.hook(onFetch(func(c *imaptest.Exchange, command string) bool { c.Cut(); return true }))
			for n := range more {
				h.Add(letter(4+n, fmt.Sprint("letter ", 4+n)))
			}
			h.Tell("* 4 EXISTS")
			wait(time.Hour)
			if n := len(h.dials.list()); n < 10 || n > 40 {
				t.Errorf("%d connections in an hour", n)
			}
			h.hook(record)
			wait(10 * time.Minute)
			h.want(t, []int{1, 2, 3, 4, 5, 6}[:3+more]...)
			if got := h.aside(); got != "" {
				t.Errorf("set aside %q", got)
			}
		})
	}
}

// TestS18ChangesWhileWatched has INBOX made anew behind a connection that lives
// on and is told nothing.
func TestS18ChangesWhileWatched(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		stop := h.run(t)
		defer stop()
		wait(10 * time.Minute)
		h.Reset()
		h.UIDValidity = 2
		h.Add(letter(7, "letter 7"))
		h.Add(letter(8, "letter 8"))
		wait(70 * time.Minute)
		h.want(t, 7, 8)
		if got := h.store.marks["INBOX"]; got.UIDValidity != 2 || got.UIDNext != 3 {
			t.Errorf("resume point %+v", got)
		}
		if n := len(h.dials.list()); n != 1 {
			t.Errorf("made %d connections, want one", n)
		}
	})
}
