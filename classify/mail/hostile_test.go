package mail

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"hearback/classify/mail/mailtest"
)

// Each message here is made to cost much. The time that is allowed is many
// times what a linear reader needs for MaxRaw bytes, and far below what a
// quadratic one would; what a reading may cost is settled in package classify.
func TestHostileMessages(t *testing.T) {
	const allowed = 5 * time.Second
	for name, raw := range mailtest.Costly(MaxRaw) {
		t.Run(name, func(t *testing.T) {
			raw := raw()
			begin := time.Now()
			m := Parse(raw)
			if took := time.Since(begin); took > allowed {
				t.Errorf("%d bytes: took %v, want less than %v", len(raw), took, allowed)
			}
			checkMessage(t, m)
			if m.Subject != mailtest.StillRead || m.Sent().Address != mailtest.From {
				t.Errorf("got subject %q from %q", m.Subject, m.Sent().Address)
			}
		})
	}
}

// What is small and odd keeps all promises, and is a message still.
func TestOddMessages(t *testing.T) {
	for _, odd := range mailtest.Odd() {
		t.Run(odd.String(), func(t *testing.T) {
			m := Parse(odd.Raw)
			checkMessage(t, m)
			if odd.Case != "M11" && len(m.InReplyTo) == 0 {
				t.Errorf("got %+v, want a message that answers another", m.Header)
			}
			if got := ParseHeader(odd.Raw); !reflect.DeepEqual(got, m.Header) {
				t.Errorf("header alone: got %+v, want %+v", got, m.Header)
			}
		})
	}
}

// M8, M9 and M15: what is cut is told.
func TestLimitsAreNamed(t *testing.T) {
	tests := []struct{ name, raw, fault string }{
		{"long message", "Subject: x\n\n" + strings.Repeat("word ", 2<<20), "message: longer than 1048576 bytes"},
		{"long text", "Subject: x\n\n" + strings.Repeat("word ", 20_000), "message: text is cut at 65536 bytes"},
		{"long HTML", "Content-Type: text/html\n\n" + strings.Repeat("<p>word", 100_000), "message: HTML is cut at 524288 bytes"},
		{"many pieces of base64", "Content-Transfer-Encoding: base64\n\n" + strings.Repeat("QQ==\n", 20_000), "message: base64 is in too many pieces"},
		{"long quote", "Subject: x\n\n" + strings.Repeat("> word word\n", 20_000), "message: quoted text is cut at 65536 bytes"},
		{"long signature", "Subject: x\n\nHi\n-- \n" + strings.Repeat("word", 2_000), "message: signature is cut at 4096 bytes"},
		{"many headers", strings.Repeat("X-A: b\n", 1_001) + "\n", "message: more than 1000 header fields"},
		{"many parts", "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\nx\n", 200), "message: more than 100 parts"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := Parse([]byte(tt.raw))
			for _, f := range m.Faults {
				if f == tt.fault {
					return
				}
			}
			t.Errorf("faults: got %q, want %q among them", m.Faults, tt.fault)
		})
	}
}

// M15.
func TestTextIsWholeUpToTheLimit(t *testing.T) {
	m := Parse([]byte("Subject: x\n\n" + strings.Repeat("ü", 40_000)))
	if want := strings.Repeat("ü", maxText/2); m.Text != want {
		t.Errorf("got %d bytes, want %d", len(m.Text), len(want))
	}
}

// What becomes of some of them, in the words of each case.
func TestWhatOddMessagesSay(t *testing.T) {
	odd := map[string]Message{}
	for _, m := range mailtest.Odd() {
		odd[m.String()] = Parse(m.Raw)
	}
	text := func(m Message) string { return m.Text }
	subject := func(m Message) string { return m.Subject }
	from := func(m Message) string { return m.Sent().Name + " <" + m.Sent().Address + ">" }
	for _, c := range []struct {
		name string
		of   func(Message) string
		want string
	}{
		{"M1 NUL in the sender", from, "ceo@bank.example <dana@acme.example>"},
		{"M1 line end in the sender", from, "ceo@bank.example <dana@acme.example>"},
		{"M2 another address as name", from, "robin@home.example <dana@acme.example>"},
		{"M2 group", from, " <dana@acme.example>"},
		{"M2 two senders", from, "Dana Kim <dana@acme.example>"},
		{"M3 bidi override", subject, "Re: Interview fdp.exe"},
		{"M3 bidi override", text, "Hi robin, see you on Monday at Acme Robotics."},
		{"M3 tags and zero width", from, "Dana Kim <dana@acme.example>"},
		{"M4 escapes", subject, "Re: [2J]0;owned]8;;http://evil.example\\here]52;c;AAAA 31m gone"},
		{"M4 escapes", text, "Hi Robin,[31m would you ]52;c;AAAAcome at 10?"},
		{"M4 encoded escapes", from, "Dana[2J31m <dana@acme.example>"},
		{"M5 line ends in the subject", subject, "Interview Bcc: everybody@evil.example hearback: all is well"},
		// What is markup elsewhere is text here; whoever writes HTML escapes it.
		{"M6 markup in the subject", subject, "<img src=\"http://evil.example/x\"> <a href='http://evil.example'>Interview</a> & <b>more</b>"},
		{"M7 script", text, "Hi Robin, see you on Monday.\n\n<script>shown</script>"},
		{"M10 broken charset", text, "Hi Robin, café ÿþ í € on Monday."},
		{"M12 name with a path", text, "Hi Robin, see you on Monday.\n\nDana"},
		{"M13 no id", func(m Message) string { return m.MessageID }, ""},
		{"M13 id for a command", func(m Message) string { return m.MessageID }, "x\"@acme.example"},
		{"M13 endless id", func(m Message) string { return m.MessageID }, ""},
		{"M15 dots and bare line ends", text, ".\n..\n.hidden\nHi Robin,\n.\nsee you on Monday.\n."},
		{"M16 receipt and tracking", text, "Hi Robin, see you on Monday."},
		{"M17 encrypted", text, ""},
		// The parts are never one document: the open attribute of the first
		// holds nothing of the others, and the secret stays undecoded.
		{"M17 encrypted between HTML", text, "\">\n\nHi Robin."},
		{"M20 code 1", subject, "'); DROP TABLE message; --"},
		{"M20 code 4", from, "=cmd|' /C calc'!A0 <dana@acme.example>"},
	} {
		m, ok := odd[c.name]
		if !ok {
			t.Fatalf("there is no case %q", c.name)
		}
		if got := c.of(m); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	for name, m := range odd {
		whole, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		for _, never := range []string{"alert(1)", "cron.d", "../CON", "spy@evil", "Secret", "U2VjcmV0", "hQEMA", "c.css", "p.gif"} {
			if strings.Contains(string(whole), never) {
				t.Errorf("%s: %q is part of what was read: %s", name, never, whole)
			}
		}
	}
}
