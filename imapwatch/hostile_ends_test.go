package imapwatch

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hearback/imapwatch/credential"
	"hearback/imapwatch/imaptest"
)

// TestHostileEnds has dialogues that end Once with an error.
func TestHostileEnds(t *testing.T) {
	for _, test := range []struct {
		name string
		set  func(h *hostile)
		want error // nil: temporary
		says string
	}{
		{"S10 a referral", func(h *hostile) {
			h.hook(func(c *imaptest.Exchange, command string) bool {
				if strings.HasPrefix(command, "LOGIN") {
					c.Say("* OK [REFERRAL imap://evil.example/] over there")
					c.Done("NO [REFERRAL imap://evil.example/] over there")
					return true
				}
				return false
			})
		}, ErrAuthentication, "over there"},
		{"S12 an endless LIST", func(h *hostile) {
			h.hook(func(c *imaptest.Exchange, command string) bool {
				if strings.HasPrefix(command, "LIST") {
					many := strings.Repeat("* LIST () \"/\" "+strings.Repeat("x", 1000)+"\r\n", 1000)
					for range 20 {
						c.Raw(many)
					}
				}
				return false
			})
		}, nil, "more than 16777216 bytes in answer to LIST"},
		{"S12 an endless line", func(h *hostile) {
			h.hook(func(c *imaptest.Exchange, command string) bool {
				if strings.HasPrefix(command, "EXAMINE") {
					for range 40 {
						c.Raw("* FLAGS (" + strings.Repeat("\\x ", 16<<10))
					}
				}
				return false
			})
		}, nil, "a line of more than 1048576 bytes"},
		{"S21 more UIDs than messages", func(h *hostile) {
			h.Capabilities = "IMAP4rev1 ESEARCH"
			h.hook(func(c *imaptest.Exchange, command string) bool {
				if strings.HasPrefix(command, "UID SEARCH") {
					c.Say("* ESEARCH UID ALL 1:4294967295")
					c.Done("OK")
					return true
				}
				return false
			})
		}, nil, "names 4294967294 messages of 3"},
		{"S27 a code", func(h *hostile) { h.hook(loginSays("NO [LIMIT] not now")) }, nil, "not now"},
		{"S27 words", func(h *hostile) {
			h.hook(loginSays("NO [ALERT] Too many simultaneous connections. (Failure)"))
		}, nil, "Too many simultaneous"},
		{"S26 a refusal", func(h *hostile) {
			h.hook(loginSays("NO [AUTHENTICATIONFAILED] Invalid credentials, too many of them"))
		}, ErrAuthentication, "Invalid"},
		{"S26 a refusal without a code", func(h *hostile) { h.hook(loginSays("NO Invalid user name or password, please try again")) }, ErrAuthentication, "Invalid"},
		{"S43 an ALERT", func(h *hostile) {
			h.hook(func(c *imaptest.Exchange, command string) bool {
				if strings.HasPrefix(command, "EXAMINE") {
					c.Say("* OK [ALERT] \x1b[31mcall \u202e0900-1234\a now")
					c.Cut()
					return true
				}
				return false
			})
		}, nil, "(the server says: [31mcall 0900-1234 now)"},
		{"S36 a tarpit", func(h *hostile) {
			h.hook(func(c *imaptest.Exchange, command string) bool {
				if strings.HasPrefix(command, "EXAMINE") {
					for range 20 {
						c.Raw("*")
						time.Sleep(25 * time.Second)
					}
				}
				return false
			})
		}, nil, "no answer to EXAMINE within 30s"},
		{"S25 a server that gives no message at all", func(h *hostile) {
			h.hook(onFetch(func(c *imaptest.Exchange, _ string) bool { c.Cut(); return true }))
		}, nil, "fetch headers from INBOX: connection lost"},
	} {
		t.Run(test.name, func(t *testing.T) {
			stand(t, func(t *testing.T, h *hostile) {
				test.set(h)
				begun := time.Now()
				err := h.watcher.Once(t.Context())
				if err == nil || kindOf(err) != test.want || !strings.Contains(err.Error(), test.says) {
					t.Errorf("got %v (%v), want %v and %q", err, kindOf(err), test.want, test.says)
				}
				if took := time.Since(begun); took > time.Minute {
					t.Errorf("took %v", took)
				}
				if len(h.store.marks) > 0 || h.aside() != "" {
					t.Errorf("kept %v, set aside %q", h.store.marks, h.aside())
				}
			})
		})
	}
}

// loginSays is a hook that refuses the login.
func loginSays(status string) func(*imaptest.Exchange, string) bool {
	return func(c *imaptest.Exchange, command string) bool {
		if strings.HasPrefix(command, "LOGIN") {
			c.Done(status)
			return true
		}
		return false
	}
}

// P13: whoever repeats the password, in an answer, in a BYE or in what is no
// response at all: no part of it is told, though the words are cut, and their
// spaces folded, before they are.
func TestP13PasswordRepeated(t *testing.T) {
	for _, test := range []struct{ password, part string }{
		{`pa"ss\word-long`, "word-long"},
		{"two  spaces inside", "spaces"},
		{strings.Repeat("0123456789abcdef", 30), "abcdef"},
	} {
		for name, repeat := range map[string]func(c *imaptest.Exchange, command string){
			"NO":      func(c *imaptest.Exchange, command string) { c.Done("NO cannot do: " + command) },
			"code":    func(c *imaptest.Exchange, command string) { c.Done("NO [" + test.password + "] cannot do") },
			"BYE":     func(c *imaptest.Exchange, command string) { c.Say("* BYE cannot do: " + command); c.Cut() },
			"ALERT":   func(c *imaptest.Exchange, command string) { c.Say("* OK [ALERT] odd: " + command); c.Cut() },
			"nothing": func(c *imaptest.Exchange, command string) { c.Say(command) },
			"unknown": func(c *imaptest.Exchange, command string) { c.Say("* ODD " + command); c.Done("NO") },
			"size":    func(c *imaptest.Exchange, command string) { c.Say("* ODD {" + test.password + "}") },
		} {
			t.Run(name, func(t *testing.T) {
				stand(t, func(t *testing.T, h *hostile) {
					h.watcher.Account.Credential = func(context.Context, bool) (credential.Credential, error) {
						return credential.Password(test.password), nil
					}
					h.Hook(func(c *imaptest.Exchange, command string) bool {
						if strings.HasPrefix(command, "LOGIN") {
							repeat(c, command)
							return true
						}
						return false
					})
					var wire, log lines
					h.watcher.WireLog = &wire
					h.watcher.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
					err := h.watcher.Once(t.Context())
					if err == nil {
						t.Fatal("logged in")
					}
					for where, text := range map[string]string{"error": err.Error(), "wire log": wire.b.String(), "log": log.b.String()} {
						if strings.Contains(text, test.part) {
							t.Errorf("%q is in the %s: %s", test.part, where, text)
						}
					}
				})
			})
		}
	}
}

// Whatever keeps an account from being read at the start, with Persist it is
// tried again, and read once that is over.
func TestPersistWhateverIsWrong(t *testing.T) {
	for name, wrong := range map[string]func(c *imaptest.Exchange, command string) bool{
		"a refused password": loginSays("NO [AUTHENTICATIONFAILED] no"),
		"no way to log in": func(c *imaptest.Exchange, command string) bool {
			if command == "CAPABILITY" {
				c.Say("* CAPABILITY IMAP4rev1 LOGINDISABLED")
				c.Done("OK")
				return true
			}
			return false
		},
		"a mailbox that is not there": func(c *imaptest.Exchange, command string) bool {
			if strings.HasPrefix(command, "LIST") {
				c.Say(`* LIST () "/" Jobs`)
				c.Done("OK")
				return true
			}
			return false
		},
	} {
		t.Run(name, func(t *testing.T) {
			stand(t, func(t *testing.T, h *hostile) {
				h.watcher.Account.Mailboxes = []string{"INBOX"}
				h.hook(wrong)
				if err := h.watcher.Run(t.Context()); !forPerson(err) {
					t.Errorf("without Persist: got %v, want what a person has to mend", err)
				}
				var told history[error]
				h.watcher.Persist, h.watcher.Trouble = true, told.add
				h.dials.forget()
				stop := h.run(t)
				defer stop()
				wait(time.Hour)
				if n := len(h.dials.list()); n < 4 || n > 40 {
					t.Errorf("%d connections in an hour, want some, and not many", n)
				}
				if all := told.list(); len(all) == 0 || !forPerson(all[0]) {
					t.Errorf("told %v, want what a person has to mend", all)
				}
				h.hook(record)
				wait(time.Hour)
				h.want(t, 1, 2, 3)
			})
		})
	}
}

// S40: a mailbox of the config that was deleted between two runs is missed, and
// the others are read. In an account that was never read its name is wrong.
func TestS40MailboxGoneBetweenRuns(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		h.watcher.Account.Mailboxes = []string{"INBOX", "Jobs"}
		if err := h.watcher.Once(t.Context()); !errors.Is(err, ErrConfig) {
			t.Errorf("never read: got %v, want %v", err, ErrConfig)
		}
		h.store.marks["INBOX"] = Mailbox{Name: "INBOX", UIDValidity: 1, UIDNext: 2}
		if err := h.watcher.Once(t.Context()); err != nil {
			t.Errorf("read before: %v", err)
		}
		h.want(t, 2, 3)
		if h.log.count("mailbox=Jobs") != 1 {
			t.Errorf("nothing is said of the mailbox that is missing: %s", h.log.b.String())
		}
	})
}

func TestS35NamesThatDoNotResolve(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		h.unnamed.Store(true)
		if err := h.watcher.Once(t.Context()); !errors.Is(err, ErrUnreachable) {
			t.Errorf("got %v, want %v", err, ErrUnreachable)
		}
		h.watcher.Persist = true
		stop := h.run(t)
		defer stop()
		time.Sleep(time.Hour)
		if n := len(h.dials.list()); n < 12 || n > 40 {
			t.Errorf("tried %d times in an hour", n)
		}
		h.unnamed.Store(false)
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		h.want(t, 1, 2, 3)
	})
}
