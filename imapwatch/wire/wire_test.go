package wire

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"
)

// fed is a connection that delivers a text, in pieces as its reader likes.
type fed struct {
	net.Conn
	r io.Reader
}

func (f fed) Read(p []byte) (int, error)  { return f.r.Read(p) }
func (f fed) Close() error                { return nil }
func (f fed) SetDeadline(time.Time) error { return nil }

func TestLimits(t *testing.T) {
	long := strings.Repeat("x", MaxLine/2)
	for _, test := range []struct {
		name, text string
		fault      string // "" for none
	}{
		{"plain lines", "* OK hello\r\n* 3 EXISTS\r\n", ""},
		{"literal", "* 1 FETCH (BODY[] {5}\r\nab\ncd UID 1)\r\n* OK\r\n", ""},
		{"empty literal", "* 1 FETCH (BODY[] {0}\r\n)\r\n", ""},
		{"literal at the limit", "* 1 FETCH (BODY[] {1000}\r\n" + strings.Repeat("y", 1000) + ")\r\n", ""},
		{"literal above the limit", "* 1 FETCH (BODY[] {1001}\r\n", "literal of 1001 bytes"},
		{"literal of 4 GB", "* 1 FETCH (BODY[] {4294967296}\r\n", "literal of 4294967296 bytes"},
		{"literal beyond 63 bits", "* 1 FETCH (BODY[] {99999999999999999999}\r\n", "literal of"},
		{"negative literal", "* 1 FETCH (BODY[] {-1}\r\n", "literal of"},
		{"no literal in a text", "* OK [ALERT] see {4294967296}\r\n* BYE {4294967296}\r\nT1 NO {4294967296}\r\n+ {4294967296}\r\n", ""},
		{"braces in a literal", "* 1 FETCH (BODY[] {14}\r\n{4294967296}\r\n)\r\n", ""},
		{"half a limit twice", "* X " + long + "\r\n* X " + long + "\r\n", ""},
		{"endless line", "* X " + long + long + "\r\n", "a line of more than"},
		{"endless line after literals", "* X " + long + " {1}\r\nz" + long + "\r\n", "a line of more than"},
	} {
		for how, wrap := range map[string]func(io.Reader) io.Reader{
			"whole": func(r io.Reader) io.Reader { return r },
			"bytes": iotest.OneByteReader,
		} {
			if how == "bytes" && len(test.text) > 1<<16 {
				continue // slow
			}
			c := New(fed{r: wrap(strings.NewReader(test.text))}, 1000)
			got, err := io.ReadAll(c)
			switch {
			case test.fault == "" && (err != nil || string(got) != test.text):
				t.Errorf("%s (%s): got %d bytes of %d and %v", test.name, how, len(got), len(test.text), err)
			case test.fault != "" && (err == nil || !strings.Contains(err.Error(), test.fault)):
				t.Errorf("%s (%s): got error %v, want %q", test.name, how, err, test.fault)
			case test.fault != "" && c.Err() == nil:
				t.Errorf("%s (%s): the connection is still open", test.name, how)
			}
		}
	}
}

func TestTextsForThePerson(t *testing.T) {
	for _, test := range []struct{ text, bye, alert string }{
		{"* BYE Session expired\r\n", "Session expired", ""},
		{"* bye \x1b]0;you\x07 win\u202e!\r\n", "]0;you win!", ""},
		{"* OK [ALERT] Quota: 99 %\r\n", "", "Quota: 99 %"},
		{"T7 NO [ALERT] Locked\r\n", "", "Locked"},
		{"* OK [UIDNEXT 4] fine\r\n* 1 FETCH (X {25}\r\n* BYE I am only a literal\n)\r\n", "", ""},
		{"* BYE one\r\n* BYE " + strings.Repeat("é", 400) + "\r\n", strings.Repeat("é", 150), ""},
		{"* BYE\r\n", "", ""},
	} {
		c := New(fed{r: iotest.HalfReader(strings.NewReader(test.text))}, 1000)
		if _, err := io.ReadAll(c); err != nil {
			t.Errorf("%q: %v", test.text, err)
		}
		if c.Bye() != test.bye || c.Alert() != test.alert {
			t.Errorf("%q: got BYE %q and ALERT %q, want %q and %q", test.text, c.Bye(), c.Alert(), test.bye, test.alert)
		}
	}
}

func TestStepEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ours, theirs := net.Pipe()
		c := New(ours, 1000)
		defer theirs.Close()
		c.Begin(Step{Name: "LIST", Wait: 30 * time.Second})
		began := time.Now()
		done := make(chan struct{})
		go func() { // one byte now and then is no progress
			defer close(done)
			for {
				time.Sleep(7 * time.Second)
				if _, err := theirs.Write([]byte("*")); err != nil {
					return
				}
			}
		}()
		// What the library does must not matter.
		_ = c.SetReadDeadline(time.Now().Add(time.Hour))
		_, err := io.ReadAll(c)
		if took := time.Since(began); took != 30*time.Second || !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("got %v after %v, want a deadline after 30 s", err, took)
		}
		if err == nil || !strings.Contains(err.Error(), "LIST") {
			t.Errorf("the error does not name the step: %v", err)
		}
		if _, err := c.Write([]byte("x")); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("write after the end: got %v", err)
		}
		<-done
	})
}

func TestSilenceBetweenSteps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ours, theirs := net.Pipe()
		c := New(ours, 1000)
		c.Begin(Step{Name: "NOOP", Wait: time.Second})
		c.Begin(Step{})
		c.Renew()
		go func() {
			time.Sleep(time.Hour)
			_, _ = theirs.Write([]byte("* OK\r\n"))
			theirs.Close()
		}()
		got, err := io.ReadAll(c)
		if string(got) != "* OK\r\n" || err != nil {
			t.Errorf("got %q, %v", got, err)
		}
	})
}

func TestBytesOfAStep(t *testing.T) {
	c := New(fed{r: strings.NewReader(strings.Repeat("* LIST () NIL x\r\n", 1000))}, 1000)
	c.Begin(Step{Name: "LIST", Bytes: 1000})
	got, err := io.ReadAll(c)
	if err == nil || !strings.Contains(err.Error(), "more than 1000 bytes in answer to LIST") || len(got) > 1000 {
		t.Errorf("got %d bytes and %v", len(got), err)
	}
}

func BenchmarkRead(b *testing.B) {
	var text strings.Builder
	for i := range 1000 {
		header := strings.Repeat("Subject: uphill\r\n", 27)
		fmt.Fprintf(&text, "* %d FETCH (UID %d BODY[HEADER.FIELDS (SUBJECT)] {%d}\r\n%s)\r\n", i, i, len(header), header)
	}
	buffer := make([]byte, 4096)
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		c := New(fed{r: strings.NewReader(text.String())}, 1000)
		for {
			if _, err := c.Read(buffer); err != nil {
				break
			}
		}
	}
}
