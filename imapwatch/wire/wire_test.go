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

// greeting is what every server says first.
const greeting = "* OK hello\r\n"

// guarded returns a connection that reads a text after a greeting, and what its
// FETCH responses say.
func guarded(r io.Reader) (*Conn, *[]string) {
	var fetched []string
	c := New(fed{r: r}, Options{MaxLiteral: 1000, Fetched: func(f Fetched) error {
		fetched = append(fetched, fmt.Sprintf("%d %q %s", f.UID, f.Section, f.Received.UTC().Format("2006-01-02")))
		return nil
	}})
	return c, &fetched
}

func TestLimits(t *testing.T) {
	long := strings.Repeat("7 ", MaxLine/4)
	for _, test := range []struct {
		name, text string
		fault      string // "" for none
	}{
		{"plain lines", greeting + "* 3 EXISTS\r\n", ""},
		{"literal", greeting + "* 1 FETCH (BODY[] {5}\r\nab\ncd UID 1)\r\n* OK\r\n", ""},
		{"empty literal", greeting + "* 1 FETCH (BODY[] {0}\r\n)\r\n", ""},
		{"literal at the limit", greeting + "* 1 FETCH (BODY[] {1000}\r\n" + strings.Repeat("y", 1000) + ")\r\n", ""},
		{"literal above the limit", greeting + "* 1 FETCH (BODY[] {1001}\r\n", "literal of 1001 bytes"},
		{"literals above the limit together", greeting + "* 1 FETCH (BODY[] {600}\r\n" + strings.Repeat("y", 600) + " X {600}\r\n", "literal of 600 bytes"},
		{"S13 literal of 4 GB", greeting + "* 1 FETCH (BODY[] {4294967296}\r\n", "literal of 4294967296 bytes"},
		{"S13 literal beyond 63 bits", greeting + "* 1 FETCH (BODY[] {99999999999999999999}\r\n", "literal of"},
		{"S13 negative literal", greeting + "* 1 FETCH (BODY[] {-1}\r\n", "literal of"},
		{"no literal in a text", "* OK [ALERT] see {4294967296}\r\n* BYE {4294967296}\r\nT1 NO {4294967296}\r\n+ {4294967296}\r\n", ""},
		{"braces in a literal", greeting + "* 1 FETCH (BODY[] {14}\r\n{4294967296}\r\n)\r\n", ""},
		{"half a limit twice", greeting + "* X " + long + "\r\n* X " + long + "\r\n", ""},
		{"S12 endless line", greeting + "* X " + long + long + "\r\n", "a line of more than"},
		{"S12 endless greeting", "* OK " + long + long, "a line of more than"},
		{"S12 endless line after literals", greeting + "* X " + long + " {1}\r\nz" + long + "\r\n", "a line of more than"},
		{"a long answer to a search", greeting + "* SEARCH " + long + long + "\r\n", ""},
		{"S11 HTTP", "HTTP/1.1 400 Bad Request\r\n", `does not greet as an IMAP server does: "HTTP/1.1 400`},
		{"S11 tagged greeting", "T1 OK hello\r\n", "does not greet"},
		{"S11 binary greeting", "\x16\x03\x01\x02\x00\x01\n", "does not greet"},
		{"S38 no response", greeting + "Subject: hello\r\n", "no IMAP response"},
		{"S38 empty line", greeting + "\r\n", "no IMAP response"},
	} {
		for how, wrap := range map[string]func(io.Reader) io.Reader{
			"whole": func(r io.Reader) io.Reader { return r },
			"bytes": iotest.OneByteReader,
		} {
			if how == "bytes" && len(test.text) > 1<<16 {
				continue // slow
			}
			c, _ := guarded(wrap(strings.NewReader(test.text)))
			_, err := io.ReadAll(c)
			switch {
			case test.fault == "" && err != nil:
				t.Errorf("%s (%s): got %v", test.name, how, err)
			case test.fault != "" && (err == nil || !strings.Contains(err.Error(), test.fault)):
				t.Errorf("%s (%s): got error %v, want %q", test.name, how, err, test.fault)
			case test.fault != "" && c.Err() == nil:
				t.Errorf("%s (%s): the connection is still open", test.name, how)
			}
		}
	}
}

// TestAdmit shows what the library gets to see: RFC 3501, section 7, and what
// servers make of it.
func TestAdmit(t *testing.T) {
	for _, test := range []struct{ name, text, seen, fetched string }{
		{"as it is", "* CAPABILITY IMAP4rev1 IDLE\r\n* 3 EXISTS\r\n* 2 EXPUNGE\r\n* SEARCH 1 2\r\nT1 NO [LIMIT] later\r\n",
			"* CAPABILITY IMAP4rev1 IDLE\r\n* 3 EXISTS\r\n* 2 EXPUNGE\r\n* SEARCH 1 2\r\nT1 NO [LIMIT] later\r\n", ""},
		{"lone LF", "* 3 EXISTS\nT1 OK\n", "* 3 EXISTS\nT1 OK\r\n", ""},
		{"S38 unknown untagged", "* XLIST a b\r\n* NOTIFICATION {3}\r\n* B\r\n* VANISHED 1:*\r\n* 3 RECENT\r\n* 4 NEWS\r\n* 1 EXISTS\r\n", "* 1 EXISTS\r\n", ""},
		{"S38 stray continuation", "+ Still here\r\n+\r\n* 1 EXISTS\r\n", "* 1 EXISTS\r\n", ""},
		{"S38 missing text", "T1 OK\r\n* NO\r\n* OK [UIDNEXT 7]\r\n", "T1 OK\r\n* NO\r\n* OK [UIDNEXT 7]\r\n", ""},
		{"S16 33-bit numbers", "* 4294967296 EXISTS\r\n* OK [UIDNEXT 4294967296] x\r\n* 4294967295 EXISTS\r\n", "* OK x\r\n* 4294967295 EXISTS\r\n", ""},
		{"S17 EXPUNGE 0", "* 0 EXPUNGE\r\n", "", ""},
		{"codes that cannot be read", "* OK [UIDVALIDITY none] x\r\n* OK [] x\r\n* OK [MYRIGHTS \"lr\r\nT1 OK [COPYUID x y z] x\r\n* OK [PERMANENTFLAGS (] x\r\n",
			"* OK x\r\n* OK - [] x\r\n* OK - [MYRIGHTS \"lr\r\nT1 OK x\r\n* OK x\r\n", ""},
		{"odd capabilities", "* CAPABILITY  IMAP4rev1 (x) IDLE \r\n* OK [CAPABILITY IMAP4rev1  {] x\r\n", "* CAPABILITY IMAP4rev1 IDLE\r\n* OK [CAPABILITY IMAP4rev1] x\r\n", ""},
		{"S39 names", "* LIST () \"/\" \"Entw&APw-rfe\"\r\n* LIST () \"/\" &bad\r\n* LIST () \"/\" \"a&AGE-\"\r\n* LIST () NIL \"a \\\"b&-\"\r\n* LIST () NIL {3}\r\na&-\r\n* LIST () NIL \"\x01\"\r\n",
			"* LIST () \"/\" \"Entw&APw-rfe\"\r\n* LIST () NIL \"a \\\"b&-\"\r\n* LIST () NIL {3}\r\na&-\r\n", ""},
		{"status", "* STATUS \"a b\" (UIDNEXT 7 UNSEEN NIL UIDVALIDITY -1 MESSAGES 2)\r\n* STATUS x\r\n", "* STATUS \"a b\" (UIDNEXT 7 MESSAGES 2)\r\n", ""},
		{"FETCH", "* 1 FETCH (UID 7 INTERNALDATE \" 3-Mar-2026 10:00:00 +0000\" BODY[HEADER.FIELDS (DATE \"X]Y\")] {3}\r\na\r\n)\r\n", "", `7 "a\r\n" 2026-03-03`},
		{"FETCH in lower case, last the UID", "* 1 fetch (body[]<0> {2}\r\nab uid 7)\r\n", "", `7 "ab" 0001-01-01`},
		{"FETCH quoted", `* 1 FETCH (UID 7 BODY[] "a\"b")` + "\r\n", "", `7 "a\"b" 0001-01-01`},
		{"S47 dates", "* 1 FETCH (UID 7 INTERNALDATE \"31-Dec-9999 23:59:59 +0000\" BODY[] NIL)\r\n* 1 FETCH (UID 8 INTERNALDATE \"30-Feb-2026 10:00:00 +0000\" BODY[] NIL)\r\n* 1 FETCH (UID 9 INTERNALDATE \"01-Jan-1970 00:00:00 -1200\" BODY[] NIL)\r\n",
			"", `7 "" 9999-12-31, 8 "" 0001-01-01, 9 "" 1970-01-01`},
		{"FETCH of nothing", "* 1 FETCH (UID 7 BODY[] nil INTERNALDATE NIL)\r\n* 1 FETCH (UID 8 BODY[] {0}\r\n)\r\n", "", `7 "" 0001-01-01, 8 "" 0001-01-01`},
		{"FETCH of flags", "* 1 FETCH (UID 7 FLAGS (\\Seen {x}) MODSEQ (9))\r\n", "", ""},
		{"S25 unknown items", "* 1 FETCH (X-A (1 (2 \")\") {3}\r\n)))) UID 7 X-B NIL BODY[] {1}\r\nz)\r\n", "", `7 "z" 0001-01-01`},
		{"S25 unreadable", "* 1 FETCH (UID 7 BODY[] {1}\r\nz\r\n* 2 FETCH UID 7\r\n* 3 FETCH (UID 8 BODY[] \"z)\r\n* 4 FETCH (UID 9 BODY[] {1}\r\nz)\r\n", "", `9 "z" 0001-01-01`},
		{"S21 no UID, UID 0", "* 1 FETCH (BODY[] {1}\r\nz)\r\n* 1 FETCH (UID 0 BODY[] {1}\r\nz)\r\n* 4294967296 FETCH (UID 7 BODY[] {1}\r\nz)\r\n", "", ""},
		{"S15 a million parentheses", "* 1 FETCH (UID 7 BODYSTRUCTURE " + strings.Repeat("(", 1_000_000) + ")\r\n* 1 EXISTS\r\n", "* 1 EXISTS\r\n", ""},
		{"S15 a million braces", "* 1 FETCH (UID 7 X (" + strings.Repeat("{", 1_000_000) + ") BODY[] NIL)\r\n", "", `7 "" 0001-01-01`},
	} {
		c, fetched := guarded(iotest.HalfReader(strings.NewReader(greeting + test.text)))
		seen, err := io.ReadAll(c)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
		if got := strings.TrimPrefix(string(seen), greeting); got != test.seen {
			t.Errorf("%s: the library sees %q, want %q", test.name, got, test.seen)
		}
		if got := strings.Join(*fetched, ", "); got != test.fetched {
			t.Errorf("%s: fetched %s, want %s", test.name, got, test.fetched)
		}
	}
}

// duplex is a connection whose other end writes when told.
func duplex(t *testing.T, options Options) (c *Conn, says func(string) string) {
	ours, theirs := net.Pipe()
	t.Cleanup(func() { ours.Close(); theirs.Close() })
	go func() { _, _ = io.Copy(io.Discard, theirs) }()
	c = New(ours, options)
	return c, func(text string) string {
		go func() { _, _ = io.WriteString(theirs, text+"* 99 EXISTS\r\n") }()
		var seen []byte
		for buffer := make([]byte, 100); !strings.HasSuffix(string(seen), "* 99 EXISTS\r\n"); {
			n, err := c.Read(buffer)
			if err != nil {
				t.Fatal(err)
			}
			seen = append(seen, buffer[:n]...)
		}
		return strings.TrimSuffix(string(seen), "* 99 EXISTS\r\n")
	}
}

func TestContinuations(t *testing.T) {
	c, says := duplex(t, Options{MaxLiteral: 1000})
	says(greeting)
	for _, step := range []struct{ sends, says, seen string }{
		{"T1 AUTHENTICATE PLAIN\r\n", "+ \r\n+ again\r\n", "+ \r\n+ again\r\n"},
		{"c2VjcmV0\r\n", "T1 OK in\r\n+ still\r\n", "T1 OK [CAPABILITY IMAP4rev1] in\r\n"},
		{"T2 IDLE\r\n", "+ idling\r\n+ Still here\r\n", "+ idling\r\n"},
		{"DONE\r\n", "T2 OK\r\n+ more\r\n", "T2 OK\r\n"},
		{"T3 EXAMINE {3}\r\n", "+ go on\r\n", "+ go on\r\n"},
		{"+ x\r\n", "T3 OK\r\n+\r\n", "T3 OK\r\n"},
		{"T4 IDLE\r\n", "T4 BAD no\r\n+ idling\r\n", "T4 BAD no\r\n"},
		{"T5 EXAMINE {3+}\r\nabc\r\n", "+ x\r\nT5 OK\r\n", "T5 OK\r\n"},
	} {
		if _, err := io.WriteString(c, step.sends); err != nil {
			t.Fatal(err)
		}
		if got := says(step.says); got != step.seen {
			t.Errorf("after %q the library sees %q of %q, want %q", step.sends, got, step.says, step.seen)
		}
	}
	if n, last := c.Dropped(); n != 6 || !strings.Contains(last, "+ x") {
		t.Errorf("dropped %d, the last %q; want 6, and the last one", n, last)
	}
}

func TestTranscriptHasNoSecrets(t *testing.T) {
	var log strings.Builder
	c, says := duplex(t, Options{MaxLiteral: 1000, Transcript: &log})
	c.Hide("looking-glass")
	says(greeting)
	for _, step := range [][2]string{
		{"T1 LOGIN \"alice\" \"open-sesame\"\r\n", "T1 NO [AUTHENTICATIONFAILED] looking-glass is wrong\r\n"},
		{"T2 LOGIN alice {11}\r\n", "+ \r\n"},
		{"open-sesame {11}\r\n", "+ \r\n"},
		{"open-sesame open-sesame\r\n", "T2 NO\r\n"},
		{"T3 AUTHENTICATE PLAIN b3Blbi1zZXNhbWU=\r\n", "+ b3Blbi1zZXNhbWU=\r\n"},
		{"b3Blbi1zZXNhbWU=\r\n", "T3 OK in\r\n"},
		{"T4 UID FETCH 7 (BODY.PEEK[])\r\n", "* 1 FETCH (UID 7 BODY[] {11}\r\nopen-sesame)\r\nT4 OK \x1b[2J\r\n"},
	} {
		if _, err := io.WriteString(c, step[0]); err != nil {
			t.Fatal(err)
		}
		says(step[1])
	}
	for _, secret := range []string{"open-sesame", "b3Blbi", "looking-glass", "\x1b"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("%q is in the transcript", secret)
		}
	}
	for _, line := range []string{"C: T1 LOGIN (secret)\n", "S: T1 NO [AUTHENTICATIONFAILED] (secret) is wrong\n", "C: T3 AUTHENTICATE PLAIN (secret)\n",
		"S: + (challenge)\n", "C: (secret)\n", "C: T4 UID FETCH 7 (BODY.PEEK[])\n", "S: * 1 FETCH (UID 7 BODY[] {11}\n", "S: )\n", "S: T4 OK ?[2J\n"} {
		if !strings.Contains(log.String(), line) {
			t.Errorf("no line %q", line)
		}
	}
	if t.Failed() {
		t.Log(log.String())
	}
}

func TestTextsForThePerson(t *testing.T) {
	for _, test := range []struct{ text, bye, alert string }{
		{"* BYE Session expired\r\n", "Session expired", ""},
		{"* bye \x1b]0;you\x07 win\u202e!\r\n", "]0;you win!", ""},
		{"* OK [ALERT] Quota: 99 %\r\n", "", "Quota: 99 %"},
		{"T7 NO [ALERT] Locked\r\n", "", "Locked"},
		{"* OK [UIDNEXT 4] fine\r\n* 1 FETCH (X {26}\r\n* BYE I am only a literal\n)\r\n", "", ""},
		{"* NO your mailbox is nearly full\r\n", "", "your mailbox is nearly full"},
		{"T7 NO [THROTTLED] slow down\r\n", "", "slow down"},
		{"* BYE one\r\n* BYE " + strings.Repeat("é", 400) + "\r\n", strings.Repeat("é", 150), ""},
		{"* BYE\r\n", "", ""},
	} {
		c := New(fed{r: iotest.HalfReader(strings.NewReader(greeting + test.text))}, Options{MaxLiteral: 1000})
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
		c := New(ours, Options{MaxLiteral: 1000})
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
		c := New(ours, Options{MaxLiteral: 1000})
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
	c := New(fed{r: strings.NewReader(greeting + strings.Repeat("* LIST () NIL x\r\n", 1000))}, Options{MaxLiteral: 1000})
	c.Begin(Step{Name: "LIST", Bytes: 1000})
	got, err := io.ReadAll(c)
	if err == nil || !strings.Contains(err.Error(), "more than 1000 bytes in answer to LIST") || len(got) > 1000 {
		t.Errorf("got %d bytes and %v", len(got), err)
	}
}

func BenchmarkRead(b *testing.B) {
	var text strings.Builder
	text.WriteString(greeting)
	for i := range 1000 {
		header := strings.Repeat("Subject: uphill\r\n", 27)
		fmt.Fprintf(&text, "* %d FETCH (UID %d INTERNALDATE \" 3-Mar-2026 10:00:00 +0000\" BODY[HEADER.FIELDS (SUBJECT)] {%d}\r\n%s)\r\n", i+1, i+1, len(header), header)
	}
	buffer := make([]byte, 4096)
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		c := New(fed{r: strings.NewReader(text.String())}, Options{MaxLiteral: 1000, Fetched: func(Fetched) error { return nil }})
		for {
			if _, err := c.Read(buffer); err != nil {
				break
			}
		}
	}
}

// FuzzConn holds that what is admitted does not depend on the pieces that the
// server's words come in, and that nothing is handed over beyond the limit.
func FuzzConn(f *testing.F) {
	for _, seed := range []string{
		"* 3 EXISTS\r\n* 1 FETCH (UID 7 INTERNALDATE \" 3-Mar-2026 10:00:00 +0000\" BODY[HEADER.FIELDS (DATE)] {3}\r\na\r\n)\r\nT1 OK\r\n",
		"* LIST (\\Sent) \"/\" \"Entw&APw-rfe\"\r\n* STATUS x (UIDNEXT 7)\r\n* ESEARCH (TAG \"T1\") UID ALL 1:3\r\n",
		"* OK [ALERT] x\r\n+ y\r\n* CAPABILITY a b\r\n* SEARCH 1 2\r\n* 1 FETCH (X (1 {2}\r\n)) \"\\\"\") BODY[] ~{1}\r\nz UID 9)\r\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		type result struct{ seen, fetched, err string }
		read := func(r io.Reader) result {
			c, fetched := guarded(r)
			seen, err := io.ReadAll(c)
			return result{string(seen), strings.Join(*fetched, ","), fmt.Sprint(err)}
		}
		whole := read(strings.NewReader(greeting + text))
		pieces := read(iotest.OneByteReader(strings.NewReader(greeting + text)))
		if whole.err != "<nil>" {
			return // what came before the fault may have been passed on or not
		}
		if whole != pieces {
			t.Errorf("%q: in one piece %q, byte by byte %q", text, whole, pieces)
		}
	})
}
