package imapwatch

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"

	"hearback/imapwatch/imaptest"
)

// inPart makes the server look at the newest of so many messages in one command
// and say OK (RFC 9738). The UIDs are 1 to last.
func (h *hostile) inPart(limit, last int) {
	h.hook(func(c *imaptest.Exchange, command string) bool {
		if !strings.HasPrefix(command, "UID ") {
			return false
		}
		words := strings.Fields(command)
		set := words[2]
		if words[1] == "SEARCH" {
			set = words[slices.Index(words[2:], "UID")+3]
		}
		uids := asked(set, last)
		if len(uids) <= limit {
			return false
		}
		uids = uids[len(uids)-limit:]
		kept := strings.Trim(fmt.Sprint(uids), "[]")
		if words[1] == "SEARCH" {
			c.Say("* SEARCH " + kept)
		} else {
			c.Fetch(strings.ReplaceAll(kept, " ", ",") + " " + strings.Join(words[3:], " "))
		}
		c.Done(fmt.Sprintf("OK [MESSAGELIMIT %d %d] in part", limit, uids[0]))
		return true
	})
}

// asked expands a set.
func asked(set string, last int) (uids []int) {
	number := func(text string) int {
		if n, err := strconv.Atoi(text); err == nil {
			return n
		}
		return last
	}
	for r := range strings.SplitSeq(set, ",") {
		from, to, isRange := strings.Cut(r, ":")
		if !isRange {
			to = from
		}
		for uid := number(from); uid <= min(number(to), last); uid++ {
			uids = append(uids, uid)
		}
	}
	return uids
}

// TestS22SearchedInPart has a server that answers in part: everything is found.
func TestS22SearchedInPart(t *testing.T) {
	for _, capabilities := range []string{"IMAP4rev1 IDLE", "IMAP4rev1 IDLE MESSAGELIMIT=10"} {
		stand(t, func(t *testing.T, h *hostile) {
			h.Capabilities = capabilities
			var want []int
			for n := 4; n <= 50; n++ {
				h.Add(letter(n, fmt.Sprint("letter ", n)))
			}
			for n := range 50 {
				want = append(want, n+1)
			}
			h.inPart(10, 50)
			stop := h.run(t)
			defer stop()
			h.want(t, want...)
			if n := h.count("UID FETCH"); strings.Contains(capabilities, "LIMIT") && n > 12 {
				t.Errorf("%d FETCHes", n)
			}
			for n := 51; n <= 75; n++ {
				h.Add(letter(n, fmt.Sprint("letter ", n)))
				want = append(want, n)
			}
			h.inPart(10, 75)
			h.Tell("* 75 EXISTS")
			wait(3 * time.Second)
			h.want(t, want...)
			if got := h.store.marks["INBOX"].UIDNext; got != 76 || h.aside() != "" {
				t.Errorf("resume point %d, want 76; set aside %q", got, h.aside())
			}
		})
	}
}

// TestS22NeverWhole has a server that answers every search in part: it is not
// asked for ever.
func TestS22NeverWhole(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		h.hook(func(c *imaptest.Exchange, command string) bool {
			switch {
			case strings.HasPrefix(command, "EXAMINE"):
				c.Say("* 3 EXISTS", "* OK [UIDVALIDITY 1]", "* OK [UIDNEXT 900000]")
				c.Done("OK")
			case strings.HasPrefix(command, "UID SEARCH"):
				c.Say("* SEARCH")
				c.Done("OK [MESSAGELIMIT 1 1] in part")
			default:
				return false
			}
			return true
		})
		err := h.watcher.Once(t.Context())
		if err == nil || !strings.Contains(err.Error(), "in part only") || len(h.store.marks) > 0 {
			t.Errorf("got %v, resume points %v", err, h.store.marks)
		}
		if n := h.count("UID SEARCH"); n > searchParts+1 {
			t.Errorf("searched %d times", n)
		}
	})
}

func TestMessageLimit(t *testing.T) {
	for capability, want := range map[string]int{"MESSAGELIMIT=1000": 1000, "messagelimit=7": 7, "MESSAGELIMIT": 0, "MESSAGELIMIT=x": 0, "MESSAGELIMIT=-1": 0, "IDLE": 0} {
		if got := messageLimit(imap.CapSet{imap.Cap(capability): {}}); got != want {
			t.Errorf("%s: got %d, want %d", capability, got, want)
		}
	}
}
