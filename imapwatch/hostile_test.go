package imapwatch

import (
	"context"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hearback/classify/mail"
	"hearback/imapwatch/imaptest"
)

// hostile is a scripted server in virtual time and what watches it. The
// numbers of the tests, S1 and so on, are those of the list of faults that
// this package was made against; wire's tests have the others.
type hostile struct {
	*imaptest.Scripted
	store    *memory
	log      *lines
	watcher  *Watcher
	dials    history[time.Time]
	commands history[string] // all that were sent, one connection after the other
	unnamed  atomic.Bool     // its name does not resolve
}

// history is what happened, in its order.
type history[T any] struct {
	mu  sync.Mutex
	all []T
}

func (h *history[T]) add(one T) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.all = append(h.all, one)
}

func (h *history[T]) list() []T {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.all)
}

func (h *history[T]) forget() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.all = nil
}

// stand starts the server with three messages; test may change it before it
// connects.
func stand(t *testing.T, test func(t *testing.T, h *hostile)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		listener := newPipes()
		h := &hostile{Scripted: &imaptest.Scripted{}, store: newMemory(), log: &lines{}}
		for i := range 3 {
			h.Add(letter(i, fmt.Sprint("letter ", i+1)))
		}
		a := account("imap://localhost")
		a.dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			h.dials.add(time.Now())
			if h.unnamed.Load() {
				return nil, &net.DNSError{Err: "no such host", Name: "localhost"}
			}
			if address != "localhost:143" {
				t.Errorf("dialed %s", address)
			}
			return listener.dial(ctx, network, address)
		}
		h.watcher = &Watcher{Account: a, Store: h.store, Log: h.log.logger()}
		h.Serve(listener)
		defer h.Close()
		test(t, h)
		for _, c := range h.commands.list() {
			if c := strings.TrimSpace(c); c != "" && !allowed.MatchString(strings.ReplaceAll(c, ` "alice" "looking-glass"`, "")) {
				t.Errorf("sent %q", c)
			}
		}
	})
}

// hook puts a hook in front of the commands, which are recorded.
func (h *hostile) hook(hook func(c *imaptest.Exchange, command string) bool) {
	h.Hook(func(c *imaptest.Exchange, command string) bool {
		h.commands.add(command)
		return hook(c, command)
	})
}

// run starts Run; the end of it is checked by stop.
func (h *hostile) run(t *testing.T) (stop func()) {
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- h.watcher.Run(ctx) }()
	synctest.Wait()
	return func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
	}
}

// want compares what is kept with the numbers of the letters.
func (h *hostile) want(t *testing.T, letters ...int) {
	t.Helper()
	var want []string
	for _, n := range letters {
		if n == 0 {
			want = append(want, "")
			continue
		}
		want = append(want, fmt.Sprint("letter ", n))
	}
	if got := h.store.subjects("INBOX"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// aside returns what the store was told to be set aside.
func (h *hostile) aside() string {
	var all []string
	for _, b := range h.store.batches {
		for _, a := range b.SetAside {
			all = append(all, fmt.Sprint(a.UID, " ", a.Why))
		}
	}
	return strings.Join(all, ", ")
}

// onFetch is a hook for FETCH alone.
func onFetch(hook func(c *imaptest.Exchange, command string) bool) func(*imaptest.Exchange, string) bool {
	return func(c *imaptest.Exchange, command string) bool {
		return strings.HasPrefix(command, "UID FETCH") && hook(c, command)
	}
}

// isText reports whether a FETCH asks for whole messages.
func isText(command string) bool { return !strings.Contains(command, "HEADER") }

// without2 is the FETCH without UID 2.
func without2(command string) string {
	return strings.NewReplacer("FETCH 2 ", "FETCH 9 ", "1:3", "1,3", "2:3", "3", "1:2", "1").Replace(command)
}

// askedFor reports whether a command names a single-digit UID.
func askedFor(command string, uid byte) bool {
	set := strings.Fields(command)[2]
	from, to, isRange := strings.Cut(set, ":")
	return strings.ContainsRune(set, rune(uid)) || isRange && from[0] <= uid && uid <= to[0]
}

// TestHostileDialogues ends each dialogue with everything handed over.
func TestHostileDialogues(t *testing.T) {
	first := func(done *bool) bool { was := *done; *done = true; return !was }
	for _, test := range []struct {
		name  string
		set   func(h *hostile)
		aside string
		want  []int
	}{
		{"S13 a literal of 4 GB", func(h *hostile) {
			h.hook(onFetch(func(c *imaptest.Exchange, command string) bool {
				if isText(command) && askedFor(command, '2') {
					c.Say("* 1 FETCH (UID 2 BODY[]<0> {4294967296}")
					return true
				}
				return false
			}))
		}, "2 connection lost: the server announced a literal of 4294967296 bytes, more than 1114112", []int{1, 2, 3}},
		{"S14 a literal that stops in the middle", func(h *hostile) {
			cut := false
			h.hook(onFetch(func(c *imaptest.Exchange, command string) bool {
				if isText(command) && first(&cut) {
					c.Raw("* 1 FETCH (UID 1 BODY[]<0> {4000}\r\nSubject: half")
					c.Cut()
					return true
				}
				return false
			}))
		}, "", []int{1, 2, 3}},
		{"S16 EXISTS 4294967295", func(h *hostile) {
			h.hook(func(c *imaptest.Exchange, command string) bool {
				if strings.HasPrefix(command, "EXAMINE") {
					c.Say("* 4294967295 EXISTS", "* OK [UIDVALIDITY 1]", "* OK [UIDNEXT 4294967295]")
					c.Done("OK")
					return true
				}
				return false
			})
		}, "", []int{1, 2, 3}},
		{"S21 UIDs nobody asked for", func(h *hostile) {
			h.hook(onFetch(func(c *imaptest.Exchange, command string) bool {
				c.Say("* 9 FETCH (UID 4294967295 BODY[] {4}\r\nevil)", "* 9 FETCH (UID 0 BODY[] {4}\r\nevil)", "* 9 FETCH (BODY[] {4}\r\nevil)", "* 2 FETCH (UID 2 FLAGS (\\Seen))")
				c.Answer(command)
				return true
			}))
		}, "", []int{1, 2, 3}},
		{"S21 out of order and twice", func(h *hostile) {
			h.hook(onFetch(func(c *imaptest.Exchange, command string) bool {
				if isText(command) {
					return false
				}
				for _, n := range []int{3, 1, 3, 2, 1} {
					c.Say(fmt.Sprintf("* %d FETCH (BODY[HEADER.FIELDS (SUBJECT)] \"Subject: letter %d\" UID %d)", n, n, n))
				}
				c.Done("OK")
				return true
			}))
		}, "", []int{1, 2, 3}},
		{"S22 some UIDs missing", func(h *hostile) {
			h.hook(onFetch(func(c *imaptest.Exchange, command string) bool {
				if askedFor(command, '2') && askedFor(command, '1') {
					c.Answer(strings.Replace(command, "1:3", "1,3", 1))
					return true
				}
				return false
			}))
		}, "", []int{1, 2, 3}},
		{"S22 missing for good", func(h *hostile) {
			h.hook(onFetch(func(c *imaptest.Exchange, command string) bool {
				if askedFor(command, '2') {
					c.Answer(without2(command))
					return true
				}
				return false
			}))
		}, "2 the server has it and does not give it", []int{1, 3}},
		{"S23 NO after some data", func(h *hostile) {
			failed := false
			h.hook(onFetch(func(c *imaptest.Exchange, command string) bool {
				if first(&failed) {
					c.Say("* 1 FETCH (UID 1 BODY[HEADER] {20}\r\nSubject: letter 1\r\n\r\n)")
					c.Done("NO [SERVERBUG] internal error")
					return true
				}
				return false
			}))
		}, "", []int{1, 2, 3}},
		{"S24 expunged during FETCH", func(h *hostile) {
			h.hook(onFetch(func(c *imaptest.Exchange, command string) bool {
				if isText(command) || !askedFor(command, '2') {
					return false
				}
				h.Remove(2)
				c.Say("* 2 FETCH (UID 2 BODY[HEADER] {0}\r\n)")
				c.Answer(command)
				return true
			}))
		}, "", []int{1, 3}},
		{"S25 a header that cannot be read", func(h *hostile) {
			h.hook(onFetch(func(c *imaptest.Exchange, command string) bool {
				if isText(command) || !askedFor(command, '2') {
					return false
				}
				c.Say("* 2 FETCH (UID 2 BODY[HEADER] unreadable (")
				c.Answer(without2(command))
				return true
			}))
		}, "2 the server has it and does not give it", []int{1, 3}},
		{"S25 a header that ends the connection", func(h *hostile) {
			h.hook(onFetch(func(c *imaptest.Exchange, command string) bool {
				if isText(command) || !askedFor(command, '2') {
					return false
				}
				c.Cut()
				return true
			}))
		}, "2 connection lost: EOF", []int{1, 3}},
		{"S25 a text that ends the connection", func(h *hostile) {
			h.hook(onFetch(func(c *imaptest.Exchange, command string) bool {
				if !isText(command) || !askedFor(command, '2') {
					return false
				}
				c.Cut()
				return true
			}))
		}, "2 connection lost: EOF", []int{1, 2, 3}},
		{"S25 a text that the server is silent about", func(h *hostile) {
			h.hook(onFetch(func(c *imaptest.Exchange, command string) bool {
				return isText(command) && askedFor(command, '3')
			}))
		}, "3 connection lost: no answer to FETCH within 3m0s: i/o timeout", []int{1, 2, 3}},
		{"S25 a NO to one message", func(h *hostile) {
			h.hook(onFetch(func(c *imaptest.Exchange, command string) bool {
				if !askedFor(command, '1') {
					return false
				}
				c.Done("NO [SERVERBUG] cannot read it")
				return true
			}))
		}, "1 the server says: NO [SERVERBUG] cannot read it", []int{2, 3}},
		{"S38 unknown words everywhere", func(h *hostile) {
			h.hook(func(c *imaptest.Exchange, command string) bool {
				c.Say("* SURPRISE (1 2 {3}\r\n* B)", "+ Still here", "* 99 RECENT", "* VANISHED (EARLIER) 1:*", "* OK [] ", "* LIST () NIL &!!!", "* NO")
				return false
			})
		}, "", []int{1, 2, 3}},
		{"S41 READ-WRITE after EXAMINE", func(h *hostile) {
			h.hook(func(c *imaptest.Exchange, command string) bool {
				if strings.HasPrefix(command, "EXAMINE") {
					c.Say("* 3 EXISTS", "* OK [UIDVALIDITY 1]", "* OK [PERMANENTFLAGS (\\*)]")
					c.Done("OK [READ-WRITE] as you like")
					return true
				}
				return false
			})
		}, "", []int{1, 2, 3}},
		{"S44 capabilities that are not used", func(h *hostile) {
			h.Capabilities = "IMAP4rev1 IDLE COMPRESS=DEFLATE QRESYNC CONDSTORE NOTIFY ENABLE UTF8=ACCEPT"
			h.hook(func(*imaptest.Exchange, string) bool { return false })
		}, "", []int{1, 2, 3}},
		{"M11 a message without a header", func(h *hostile) {
			h.hook(onFetch(func(c *imaptest.Exchange, command string) bool {
				if isText(command) || !askedFor(command, '2') {
					return false
				}
				c.Say("* 2 FETCH (UID 2 BODY[HEADER] \"\")")
				c.Answer(without2(command))
				return true
			}))
			h.store.wants = func(header mail.Header) bool { return header.Subject == "" }
		}, "", []int{1, 0, 3}},
	} {
		t.Run(test.name, func(t *testing.T) {
			stand(t, func(t *testing.T, h *hostile) {
				test.set(h)
				if err := h.watcher.Once(t.Context()); err != nil {
					t.Errorf("Once: %v\n%s", err, h.log.b.String())
				}
				h.want(t, test.want...)
				if got := h.aside(); got != test.aside {
					t.Errorf("set aside %q, want %q", got, test.aside)
				}
				if got := h.store.marks["INBOX"].UIDNext; got != uint32(3)+1 && got != uint32(test.want[len(test.want)-1])+1 {
					t.Errorf("the resume point is %d", got)
				}
				if n := len(h.dials.list()); n > 8 {
					t.Errorf("took %d connections", n)
				}
				for _, b := range h.store.batches {
					for _, a := range b.Arrivals {
						if strings.Contains(string(a.Raw), "evil") {
							t.Errorf("kept %q", a.Raw)
						}
					}
				}
			})
		})
	}
}
