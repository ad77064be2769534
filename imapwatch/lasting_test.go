package imapwatch

import (
	"errors"
	"strings"
	"testing"
	"time"

	"hearback/imapwatch/imaptest"
)

// TestS38EndsInIDLE has a server that ends every connection that idles: it is
// asked instead, over one that lasts.
func TestS38EndsInIDLE(t *testing.T) {
	for name, end := range map[string]func(c *imaptest.Exchange){
		"cut": func(c *imaptest.Exchange) { c.Cut() },
		"BYE": func(c *imaptest.Exchange) { c.Say("* BYE not here"); c.Cut() },
		"cut after 30 seconds": func(c *imaptest.Exchange) {
			c.Say("+ idling")
			time.Sleep(30 * time.Second)
			c.Cut()
		},
	} {
		t.Run(name, func(t *testing.T) {
			stand(t, func(t *testing.T, h *hostile) {
				h.hook(func(c *imaptest.Exchange, command string) bool {
					if command == "IDLE" {
						end(c)
						return true
					}
					return false
				})
				stop := h.run(t)
				defer stop()
				wait(time.Hour)
				if n := len(h.dials.list()); n > 5 {
					t.Errorf("%d connections in an hour", n)
				}
				if n := h.log.count("level=WARN"); n > 3 {
					t.Errorf("%d warnings:\n%s", n, h.log.b.String())
				}
				h.Add(letter(4, "letter 4"))
				wait(61 * time.Second)
				h.want(t, 1, 2, 3, 4)
				h.hook(record)
				wait(25 * time.Hour)
				h.commands.forget()
				wait(10 * time.Minute)
				if h.count("IDLE") == 0 {
					t.Error("IDLE is not tried again the next day")
				}
			})
		})
	}
}

// TestS34NothingLasts has a server that ends each connection soon after all is
// read: the pauses grow all the same.
func TestS34NothingLasts(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		h.Capabilities = "IMAP4rev1"
		h.hook(func(c *imaptest.Exchange, command string) bool {
			if command == "NOOP" {
				c.Cut()
				return true
			}
			return false
		})
		stop := h.run(t)
		defer stop()
		wait(24 * time.Hour)
		if n := len(h.dials.list()); n > 400 {
			t.Errorf("%d connections in a day", n)
		}
		if n := h.log.count("level=WARN"); n != 2 || h.log.count("no connection lasts") != 1 {
			t.Errorf("%d warnings, want one of a loss and one that no connection lasts:\n%s", n, h.log.b.String())
		}
		h.hook(record)
		wait(time.Hour)
		h.dials.forget()
		h.Cut()
		wait(3 * time.Second)
		if n := len(h.dials.list()); n != 1 {
			t.Errorf("%d connections within 3 s after a session that lasted, want one", n)
		}
	})
}

func TestHowASessionWent(t *testing.T) {
	cut := errors.New("cut")
	log := &lines{}
	p := newPast()
	p.begin()
	if p.end(log.logger(), cut); p.good {
		t.Error("good though it never had everything")
	}
	p.begin()
	p.upSince = time.Now()
	if p.end(log.logger(), cut); p.good {
		t.Error("good though it ended at once")
	}
	p.begin()
	p.upSince = time.Now().Add(-lastsAfter)
	if err := p.end(log.logger(), errIdling{cut}); !p.good || p.idleDeaths > 0 || !errors.Is(err, cut) {
		t.Errorf("lasted: good is %v, %d deaths in IDLE, error %v", p.good, p.idleDeaths, err)
	}
	for range idleDeathsMost {
		p.begin()
		_ = p.end(log.logger(), errIdling{cut})
	}
	if !p.idleFrom.After(time.Now()) || strings.Count(log.b.String(), "ends connections in IDLE") != 1 {
		t.Errorf("IDLE is tried from %v on; logged %q", p.idleFrom, log.b.String())
	}
}
