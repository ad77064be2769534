package imapwatch

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/google/go-cmp/cmp"

	"hearback/imapwatch/imaptest"
)

// reached is a visit that is logged in.
func reached(t *testing.T, w *Watcher) *Probe {
	t.Helper()
	p, err := w.Reach(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	if err := p.LogIn(t.Context()); err != nil {
		t.Fatal(err)
	}
	return p
}

// A visit sees what a watcher would, finds what it would miss, and only reads.
func TestProbe(t *testing.T) {
	places(t, func(t *testing.T, pl place) {
		recorder := recorded(t, &pl)
		account := pl.account
		account.Mailboxes = []string{"INBOX", "Nowhere"}
		for n, mailbox := range []string{"INBOX", "INBOX", "Archive", "Archive", "Junk", "Trash"} {
			pl.deliver(t, mailbox, letter(n, fmt.Sprint("letter ", n)))
		}
		p := reached(t, &Watcher{Account: account})
		if p.TLS() != nil {
			t.Error("TLS to the recorder, which has none")
		}
		if has, lacks := p.Capabilities(); len(has)+len(lacks) != 3 || !slices.Contains(has, "IDLE") {
			t.Errorf("capabilities %q, without %q", has, lacks)
		}
		looks, err := p.Mailboxes()
		if err != nil || len(looks) != 2 {
			t.Fatalf("looks %+v, %v", looks, err)
		}
		if gone := looks[0]; gone.Name != "Nowhere" || !errors.Is(gone.Err, ErrConfig) {
			t.Errorf("a mailbox that is not there: %+v", gone)
		}
		if in := looks[1]; in.Name != "INBOX" || in.Role != Inbox || in.Messages != 2 || in.UIDNext != 3 || in.UIDValidity == 0 || in.Err != nil {
			t.Errorf("INBOX: %+v", in)
		}
		if at, err := p.Newest(); err != nil || time.Since(at).Abs() > time.Minute {
			t.Errorf("newest at %v, %v; want just now", at, err)
		}
		by := Terms{From: []string{"dana2@gearworks.example", "nobody@gearworks.example", "dana5@gearworks.example"}, IDs: []string{"letter-4@gearworks.example"}}
		found, left, err := p.Elsewhere(by)
		if err != nil || left != 0 || len(found) != 1 || !strings.HasSuffix(found[0].Mailbox, "Archive") || len(found[0].Headers) != 1 || found[0].Headers[0].Subject != "letter 2" {
			t.Errorf("elsewhere: %+v, %d left, %v; want letter 2 in Archive: 4 answers nobody, 5 is in Trash", found, left, err)
		}
		p.Close()
		for _, c := range recorder.Commands() {
			if !allowed.MatchString(c) {
				t.Errorf("sent %q", c)
			}
		}
	})
}

func TestProbeTLS(t *testing.T) {
	p := dovecot(t)
	if got := reached(t, &Watcher{Account: p.account}).TLS(); got == nil || got.PeerCertificates[0].Subject.CommonName != "localhost" {
		t.Errorf("imaps: %+v", got)
	}
	server := imaptest.NewDovecot(t)
	startTLS := account(server.PlainURL())
	startTLS.Roots = server.Authority.Pool
	if reached(t, &Watcher{Account: startTLS}).TLS() == nil {
		t.Error("STARTTLS: no TLS")
	}
	wrong := startTLS
	wrong.User = "mallory"
	visit, err := (&Watcher{Account: wrong}).Reach(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer visit.Close()
	if err := visit.LogIn(t.Context()); !errors.Is(err, ErrAuthentication) || strings.Contains(err.Error(), imaptest.Password) {
		t.Errorf("another user: got %v", err)
	}
}

// What a server says wrong or not at all ends neither the visit nor the memory.
func TestProbeHostile(t *testing.T) {
	list := func(c *imaptest.Exchange) {
		c.Say(`* LIST () "/" INBOX`, `* LIST () "/" "../../x"`, `* LIST (\Noselect) "/" "folder"`, `* LIST () "/" Jobs`, "* OK [ALERT] call \x1b[31m+1 555 0100")
		c.Done("OK")
	}
	for _, test := range []struct {
		name   string
		answer func(c *imaptest.Exchange, command string) bool
		check  func(t *testing.T, p *Probe)
	}{
		{"LIST is refused", func(c *imaptest.Exchange, command string) bool {
			if strings.HasPrefix(command, "LIST") {
				c.Done("NO not today")
				return true
			}
			return false
		}, func(t *testing.T, p *Probe) {
			looks, err := p.Mailboxes()
			if err == nil || !strings.Contains(err.Error(), "not today") || len(looks) != 1 || looks[0].Messages != 3 || looks[0].Err != nil {
				t.Errorf("got %+v, %v; want INBOX all the same", looks, err)
			}
		}},
		{"S43 an alert", func(c *imaptest.Exchange, command string) bool { return false }, func(t *testing.T, p *Probe) {
			if _, err := p.Mailboxes(); err != nil || p.Alert() != "call [31m+1 555 0100" {
				t.Errorf("alert %q, %v", p.Alert(), err)
			}
		}},
		{"a mailbox that may not be opened", func(c *imaptest.Exchange, command string) bool {
			if command == `EXAMINE INBOX` || strings.HasPrefix(command, `EXAMINE "INBOX"`) {
				c.Done("NO [NOPERM] not you")
				return true
			}
			return false
		}, func(t *testing.T, p *Probe) {
			looks, err := p.Mailboxes()
			if err != nil || len(looks) != 1 || looks[0].Err == nil || !strings.Contains(looks[0].Err.Error(), "not you") {
				t.Errorf("got %+v, %v", looks, err)
			}
		}},
		{"every UID there can be", func(c *imaptest.Exchange, command string) bool {
			if strings.HasPrefix(command, "UID SEARCH") && strings.Contains(command, "FROM") {
				c.Say("* SEARCH 1 2 3 4000000000 4294967295")
				c.Done("OK")
				return true
			}
			return false
		}, func(t *testing.T, p *Probe) {
			_, err := p.Mailboxes()
			found, left, searchErr := p.Elsewhere(Terms{From: []string{"gearworks.example"}})
			if err != nil || searchErr != nil || left != 0 || len(found) != 2 || len(found[0].Headers) != 3 {
				t.Errorf("found %+v, %d left, %v, %v; want three letters in each of two mailboxes", found, left, err, searchErr)
			}
		}},
		{"a search without an end", func(c *imaptest.Exchange, command string) bool {
			return strings.HasPrefix(command, "UID SEARCH") && strings.Contains(command, "FROM")
		}, func(t *testing.T, p *Probe) {
			_, err := p.Mailboxes()
			began := time.Now()
			_, left, searchErr := p.Elsewhere(Terms{From: []string{"gearworks.example"}})
			if err != nil || left != 2 || !errors.Is(searchErr, os.ErrDeadlineExceeded) || time.Since(began) > time.Minute {
				t.Errorf("%d left, %v, after %v; want 2, within a minute", left, searchErr, time.Since(began))
			}
		}},
		{"a search that takes its time", func(c *imaptest.Exchange, command string) bool {
			if strings.HasPrefix(command, "UID SEARCH") && strings.Contains(command, "FROM") {
				time.Sleep(29 * time.Second)
			} else if strings.HasPrefix(command, "LIST") {
				for n := range 9 {
					c.Say(fmt.Sprintf(`* LIST () "/" "other %d"`, n))
				}
			}
			return false
		}, func(t *testing.T, p *Probe) {
			_, err := p.Mailboxes()
			if _, left, searchErr := p.Elsewhere(Terms{From: []string{"gearworks.example"}}); err != nil || searchErr != nil || left != 7 {
				t.Errorf("%d left, %v, %v; want 7 of 9", left, err, searchErr)
			}
		}},
		{"more terms than a command may have", func(c *imaptest.Exchange, command string) bool {
			switch {
			case !strings.HasPrefix(command, "UID SEARCH"):
				return false
			case len(command) > 8000-len("T99 \r\n"):
				c.Done("BAD too long")
			case len(command) < 6000:
				c.Done("BAD too short")
			default:
				c.Say("* SEARCH 1")
				c.Done("OK")
			}
			return true
		}, func(t *testing.T, p *Probe) {
			var many []string
			for n := range 500 {
				many = append(many, fmt.Sprintf("%d-%s@gearworks.example", n, strings.Repeat("x", 60)))
			}
			_, err := p.Mailboxes()
			if found, _, searchErr := p.Elsewhere(Terms{From: many, IDs: many}); err != nil || searchErr != nil || len(found) != 2 {
				t.Errorf("found %+v, %v, %v; want both mailboxes answered", found, err, searchErr)
			}
		}},
		{"no messages", func(c *imaptest.Exchange, command string) bool {
			if strings.HasPrefix(command, "EXAMINE") {
				c.Say("* 0 EXISTS")
				c.Done("OK")
				return true
			}
			return false
		}, func(t *testing.T, p *Probe) {
			_, err := p.Mailboxes()
			if at, newestErr := p.Newest(); err != nil || newestErr != nil || !at.IsZero() {
				t.Errorf("newest at %v, %v, %v", at, err, newestErr)
			}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			stand(t, func(t *testing.T, h *hostile) {
				h.hook(func(c *imaptest.Exchange, command string) bool {
					if test.answer(c, command) {
						return true
					}
					if strings.HasPrefix(command, "LIST") && !strings.Contains(test.name, "its time") {
						list(c)
						return true
					}
					return false
				})
				test.check(t, reached(t, h.watcher))
			})
		})
	}
}

func TestTerms(t *testing.T) {
	long := strings.Repeat("x", longestTerm+1)
	odd := []string{"", "a@b", "a b@example.org", "a\"@example.org", `a\@example.org`, "ä@example.org", "a\r\nx LOGOUT@example.org", long}
	if got := plain(append(odd, "dana@acme.example")); !slices.Equal(got, []string{"dana@acme.example"}) {
		t.Errorf("M13: got %q", got)
	}
	if _, ok := (Terms{From: odd, IDs: odd}).criteria(); ok {
		t.Error("something to ask for, of nothing that can be asked for")
	}
	var many []string
	for n := range 500 {
		many = append(many, fmt.Sprintf("%d@acme.example", n))
	}
	criteria, _ := Terms{From: many, IDs: many}.criteria()
	if got := depth(criteria); got > 9 {
		t.Errorf("%d deep, want at most 9 for 180 terms", got)
	}
	if diff := cmp.Diff([]imap.UID{9, 8, 3}, lastOf(imap.UIDSet{{Start: 1, Stop: 3}, {Start: 8, Stop: 9}}, 3)); diff != "" {
		t.Errorf("last three (-want +got):\n%s", diff)
	}
	if got := lastOf(imap.UIDSet{{Start: 1, Stop: lastUID}}, 2); !slices.Equal(got, []imap.UID{lastUID, lastUID - 1}) {
		t.Errorf("last two of all: %v", got)
	}
	if got := lastOf(imap.UIDSet{{}}, 2); len(got) > 0 {
		t.Errorf("of *: %v", got)
	}
}

func depth(c imap.SearchCriteria) int {
	deepest := 0
	for _, or := range c.Or {
		deepest = max(deepest, depth(or[0]), depth(or[1]))
	}
	return deepest + 1
}
