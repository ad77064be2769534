package imapwatch

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"hearback/imapwatch/credential"
	"hearback/imapwatch/imaptest"
)

func TestPatience(t *testing.T) {
	for words, want := range map[string]time.Duration{
		"Request is throttled. Suggested Backoff Time: 92415 milliseconds": 92415 * time.Millisecond,
		"suggested backoff time: 30 seconds":                               30 * time.Second,
		"Suggested Backoff Time: 999999999999 milliseconds":                patienceMost,
		"Suggested Backoff Time: 999999999999 seconds":                     patienceMost,
		"Too many simultaneous connections. (Failure)":                     0,
		"User is authenticated but not connected.":                         0,
		"Maximum number of connections from user+IP exceeded":              0,
		"Account exceeded command or bandwidth limits. (Failure)":          0,
		"Invalid credentials (Failure)":                                    -1,
		"no such mailbox":                                                  -1,
	} {
		var asked busy
		got := time.Duration(-1)
		if errors.As(patience(errors.New("x"), words), &asked) {
			got = asked.wait
		}
		if got != want {
			t.Errorf("%q: got %v, want %v (-1 is not busy)", words, got, want)
		}
	}
}

func TestPauses(t *testing.T) {
	lost := errors.New("connection lost")
	for _, test := range []struct {
		name        string
		err         error
		past        past
		times       int // the last pause of so many counts
		least, most time.Duration
		firm        bool
	}{
		{"lost once", lost, past{}, 1, 500 * time.Millisecond, 1500 * time.Millisecond, false},
		{"lost for long", lost, past{}, 30, 150 * time.Second, 5 * time.Minute, false},
		{"lost after a good session", lost, past{good: true}, 30, 500 * time.Millisecond, 1500 * time.Millisecond, false},
		{"refused once", fmt.Errorf("log in: %w", ErrAuthentication), past{}, 1, 5 * time.Minute, 8 * time.Minute, true},
		{"refused for long", fmt.Errorf("log in: %w", ErrAuthentication), past{}, 20, 30 * time.Minute, time.Hour, true},
		{"no secret once", fmt.Errorf("ask: %w", credential.ErrNoSecret), past{}, 1, 5 * time.Minute, 8 * time.Minute, false},
		{"no secret for long", fmt.Errorf("ask: %w", credential.ErrNoSecret), past{}, 20, 30 * time.Minute, time.Hour, false},
		{"busy", busy{lost, 0}, past{}, 1, 30 * time.Second, 33 * time.Second, true},
		{"busy for ten minutes", busy{lost, 10 * time.Minute}, past{}, 1, 10 * time.Minute, 11 * time.Minute, true},
		{"slept", errSlept, past{}, 30, 0, time.Second, false},
		{"closing in on a message", lost, past{narrowed: true}, 30, time.Second, 2 * time.Second, true},
		{"closing in for ever", lost, past{narrowed: true}, quickMost + 30, 150 * time.Second, 5 * time.Minute, false},
	} {
		r, p := newRetries(), test.past
		var pause time.Duration
		var firm bool
		for range test.times {
			pause, firm = r.next(test.err, &p)
		}
		if pause < test.least || pause > test.most || firm != test.firm {
			t.Errorf("%s: got %v (firm: %v), want %v to %v (firm: %v)", test.name, pause, firm, test.least, test.most, test.firm)
		}
	}
}

// A server that comes back after a fault is not dialled by everybody at once:
// every kind of pause is another one each time.
func TestPausesAreJittered(t *testing.T) {
	lost := errors.New("connection lost")
	for _, err := range []error{lost, errSlept, errMoved, busy{lost, 0}, busy{lost, 10 * time.Minute}, fmt.Errorf("log in: %w", ErrAuthentication)} {
		for _, tries := range []int{2, 20} { // a first pause after a refusal is the shortest in half of the cases
			pauses := make(map[time.Duration]bool)
			for range 40 {
				r := newRetries()
				var pause time.Duration
				for range tries {
					pause, _ = r.next(err, &past{})
				}
				pauses[pause] = true
			}
			if len(pauses) < 10 {
				t.Errorf("%v: %d different pauses in 40 runs after %d tries", err, len(pauses), tries)
			}
		}
	}
}

func TestS32NetworkChange(t *testing.T) {
	local := &net.TCPAddr{IP: net.IPv4(192, 0, 2, 7), Port: 40000}
	for _, test := range []struct {
		name  string
		local net.Addr
		have  []string
		want  bool
	}{
		{"still here", local, []string{"127.0.0.1", "192.0.2.7"}, false},
		{"gone", local, []string{"127.0.0.1", "198.51.100.7"}, true},
		{"nobody tells", local, nil, false},
		{"no TCP", &net.UnixAddr{}, []string{"127.0.0.1"}, false},
	} {
		if got := moved(test.local, func() []string { return test.have }); got != test.want {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
	if have := addresses(); !strings.Contains(strings.Join(have, " "), "127.0.0.1") {
		t.Errorf("this machine has %q", have)
	}
}

func TestWireLog(t *testing.T) {
	p := dovecot(t)
	p.deliver(t, "INBOX", letter(1, "Next steps"))
	var log lines
	once(t, &Watcher{Account: p.account, Store: newMemory(), WireLog: &log})
	text := log.b.String()
	for _, want := range []string{"AUTHENTICATE PLAIN (secret)\n", " EXAMINE INBOX\n", "C: T", "S: * 1 EXISTS\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in it", want)
		}
	}
	for _, secret := range []string{imaptest.Password, "AGFsaWNl", "cog railway"} {
		if strings.Contains(text, secret) {
			t.Errorf("%q is in it", secret)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}
