package service

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"hearback/cmd/hearback/internal/service/servicetest"
)

// listen makes a manager's socket and returns what reads the messages that
// came since it was last called.
func listen(t *testing.T) (messages func() []string) {
	t.Helper()
	conn, path := servicetest.Socket(t)
	t.Setenv("NOTIFY_SOCKET", path)
	end := "the end of a test's messages"
	return func() []string {
		notify(end)
		var all []string
		buffer := make([]byte, 8192)
		for {
			n, err := conn.Read(buffer)
			if err != nil {
				t.Fatal(err)
			}
			if string(buffer[:n]) == end {
				return all
			}
			all = append(all, string(buffer[:n]))
		}
	}
}

// The watchdog hears nothing once one of three loops hangs, however lively the
// others are.
func TestWatchdogMissesTheLoopThatHangs(t *testing.T) {
	messages := listen(t)
	synctest.Test(t, func(t *testing.T) {
		p := NewPulse(t.Context(), []string{"a@example.org", "b@example.org"}, 1)
		messages()
		minute := func(loops ...int) int {
			for range 6 {
				time.Sleep(10 * time.Second)
				for _, loop := range loops {
					p.Beat(loop)
				}
			}
			n := 0
			for _, m := range messages() {
				if m == "WATCHDOG=1" {
					n++
				}
			}
			return n
		}
		for range 3 {
			p.Beat(0)
		}
		if got := messages(); !slices.Equal(got, []string{"EXTEND_TIMEOUT_USEC=900000000"}) {
			t.Errorf("while it starts: got %q, want one more quarter of an hour, once in 10 s", got)
		}
		p.InStep(0)
		p.InStep(1)
		messages()
		for _, c := range []struct {
			what  string
			loops []int
			want  int
		}{
			{"all work", []int{0, 1, 2}, 6},
			{"an account hangs", []int{0, 2}, 0},
			{"all work again", []int{0, 1, 2}, 6},
			{"the clock hangs", []int{0, 1}, 0},
		} {
			// The beats from before a loop hung may bring one more.
			if got := minute(c.loops...); got < c.want || got > c.want+1 {
				t.Errorf("%s: the watchdog heard %d times in a minute, want %d", c.what, got, c.want)
			}
		}
	})
}

// Ready is told once: when all is read, or when something keeps it from being.
func TestReady(t *testing.T) {
	messages := listen(t)
	for _, c := range []struct {
		name string
		do   func(*Pulse)
		want []string // a message each, by words
	}{
		{"one of two read", func(p *Pulse) { p.InStep(0) },
			[]string{"STATUS=watching a@example.org: in step at "}},
		{"both read, and again", func(p *Pulse) { p.InStep(0); p.InStep(1); p.InStep(1) },
			[]string{"b@example.org: being read", "READY=1\nSTATUS=watching a@example.org: in step at "}},
		{"one in trouble, and again, and both read", func(p *Pulse) {
			p.Trouble(1, errors.New("no route"))
			p.Trouble(1, errors.New("no route"))
			p.InStep(0)
			p.InStep(1)
		}, []string{"READY=1\nSTATUS=watching a@example.org: being read; b@example.org: in trouble since ", "b@example.org: in trouble since ", "b@example.org: in step at "}},
		{"ended", func(p *Pulse) { _ = p.End(errors.New("no password")) }, []string{"STOPPING=1\nSTATUS=ended: no password"}},
		{"a server that speaks to the manager", func(p *Pulse) {
			p.Trouble(0, errors.New("NO\nMAINPID=1\r\nREADY=1\x1b[2J\u202e\xff"+strings.Repeat("x", 5000)))
		},
			[]string{"READY=1\nSTATUS=watching a@example.org: in trouble since "}},
	} {
		p := NewPulse(context.Background(), []string{"a@example.org", "b@example.org"}, 0)
		if got := messages(); len(got) != 1 || got[0] != "STATUS=watching a@example.org: being read; b@example.org: being read" {
			t.Errorf("%s: begins with %q", c.name, got)
		}
		c.do(p)
		got := messages()
		if len(got) != len(c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
			continue
		}
		for i, m := range got {
			lines := strings.Split(m, "\n")
			if !strings.Contains(m, c.want[i]) || len(lines) > 2 || len(m) > 1000 || !utf8.ValidString(m) || strings.ContainsAny(lines[len(lines)-1], "\r\x1b\u202e") {
				t.Errorf("%s: message %d is %q, want %q in one bounded line of plain text", c.name, i, m, c.want[i])
			}
		}
	}
}

// Without a manager there is nobody to tell, and no error.
func TestNoManagerListens(t *testing.T) {
	for _, socket := range []string{"", "/nowhere/socket"} {
		t.Setenv("NOTIFY_SOCKET", socket)
		ctx, cancel := context.WithCancel(t.Context())
		p := NewPulse(ctx, []string{"a@example.org"}, 0)
		p.Beat(0)
		p.InStep(0)
		p.Trouble(0, errors.New("no route"))
		cancel()
		if err := p.End(nil); err != nil {
			t.Error(err)
		}
	}
}
