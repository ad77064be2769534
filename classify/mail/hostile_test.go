package mail

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// Each message here is made to cost much or to break something. The time that
// is allowed is many times what a linear reader needs for MaxRaw bytes, and
// far below what a quadratic one would.
func TestHostileMessages(t *testing.T) {
	const allowed = 5 * time.Second
	const usual = "From: jane@ex.org\nSubject: still read\n"
	mega := func(s string) string { return strings.Repeat(s, MaxRaw/len(s)) }
	nested := func(n int) string {
		var b strings.Builder
		b.WriteString(usual)
		for i := range n {
			fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
		}
		return b.String() + "\ntext"
	}
	html := "Content-Type: text/html\n\n"
	tests := map[string]string{
		"16000 nested multiparts":       nested(16_000),
		"16000 multiparts, no boundary": usual + strings.Repeat("Content-Type: multipart/mixed\n\n--x\n", 16_000),
		"16000 nested messages":         usual + strings.Repeat("Content-Type: message/rfc822\n\n", 16_000) + "text",
		"20000 parts":                   usual + "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\nx\n", 20_000),
		"20000 calendars":               usual + "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\nContent-Type: text/calendar\n\nx\n", 20_000),
		"1 MB subject":                  usual + "Subject: " + mega("x"),
		"1 MB encoded subject":          usual + "Subject: " + mega("=?utf-8?Q?=C3=BC?= "),
		"1 MB of word starts":           usual + "Subject: " + mega("=?utf-8?Q?"),
		"1 MB of folds":                 usual + "References: <a@b>" + mega("\n "),
		"1 MB of semicolons":            usual + "Content-Type: text/plain" + mega(";"),
		"64 KB of semicolons":           usual + "To: " + strings.Repeat(";", 64<<10),
		"1 MB of quotes and semicolons": usual + "Content-Type: text/plain; " + mega("\";"),
		"10k headers":                   usual + strings.Repeat("X-A: b\n", 10_000) + "\ntext",
		"10k recipients":                usual + "To: " + strings.Repeat("Jane Doe <jane@ex.org>, ", 10_000),
		"1 MB of open brackets":         usual + "To: " + mega("<a "),
		"1 MB of open quotes":           usual + "To: " + mega("\\\"\""),
		"1 MB of open comments":         usual + "To: " + mega("(a "),
		"1 MB of commas and words":      usual + "To: " + mega("a, "),
		"1 MB of open ids":              usual + "References: " + mega("<a@b "),
		"1 MB of date":                  usual + "Date: " + mega("(1 "),
		"1 MB of padding":               usual + "Content-Transfer-Encoding: base64\n\n" + mega("=\n"),
		"1 MB of padded base64":         usual + "Content-Transfer-Encoding: base64\n\n" + mega("QQ==\n"),
		"1 MB of equals signs":          usual + "Content-Transfer-Encoding: quoted-printable\n\n" + mega("= "),
		"1 MB of boundaries":            usual + "Content-Type: multipart/mixed\n\n" + mega("--a\n"),
		"1 MB of attributions":          usual + "\n" + mega("On 10:10 he wrote:\nx\n"),
		"1 MB of broken attributions":   usual + "\n" + strings.Repeat("On x\n10:10 he wrote:\n\n", 20_000) + "> x",
		"1 MB of attribution ends":      usual + "\n" + mega("a:\n\n"),
		"1 MB of header blocks":         usual + "\n" + mega("From: a\nTo: b\n"),
		"1 MB of rules":                 usual + "\n" + mega("______\n"),
		"1 MB of closings":              usual + "\n" + mega("Best regards\n\n"),
		"1 MB of disclaimers":           usual + "\n" + mega("Confidential a b c d e.\n"),
		"1 MB of quote marks":           usual + "\n" + mega(">\n"),
		"1 MB of one quote":             usual + "\n" + mega(">"),
		"1 MB of flowing lines":         usual + "Content-Type: text/plain; format=flowed\n\n" + mega("> \n"),
		"1 MB of UTF-7":                 usual + "Content-Type: text/plain; charset=utf-7\n\n" + mega("+A"),
		"1 MB of open elements":         usual + html + mega("<div>"),
		"1 MB of mixed-up elements":     usual + html + mega("<b><i></b>"),
		"1 MB of stray end tags":        usual + html + strings.Repeat("<b>", 1000) + mega("</i>"),
		"1 MB of cells":                 usual + html + mega("<td>"),
		"1 MB of attributes":            usual + html + "<p " + mega("a=b "),
		"1 MB of style":                 usual + html + "<p style=\"" + mega("display:none;"),
		"1 MB of comments":              usual + html + mega("<!--"),
		"1 MB of entities":              usual + html + mega("&amp"),
		"1 MB of pre":                   usual + html + "<pre>" + mega("\n"),
		"1 MB of blockquotes":           usual + html + mega("a:<blockquote>"),
		"1 MB of NUL":                   usual + "\n" + mega("\x00"),
		"1 MB of escapes":               usual + "\n" + mega("\x1b]52;c;AAAA\x07"),
		"25 MB in one line":             usual + "\n" + strings.Repeat("x", 25<<20),
		"25 MB in one header line":      usual + "X-A: " + strings.Repeat("x", 25<<20),
	}
	for name, raw := range tests {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			m := Parse([]byte(raw))
			if took := time.Since(begin); took > allowed {
				t.Errorf("%d bytes: took %v, want less than %v", len(raw), took, allowed)
			} else {
				t.Logf("took %v", took)
			}
			checkMessage(t, m)
			if m.Subject != "still read" || m.Sent().Address != "jane@ex.org" {
				t.Errorf("got subject %q from %q", m.Subject, m.Sent().Address)
			}
		})
	}
}

func TestLimitsAreNamed(t *testing.T) {
	tests := []struct{ name, raw, fault string }{
		{"long message", "Subject: x\n\n" + strings.Repeat("word ", 2<<20), "message: longer than 1048576 bytes"},
		{"long text", "Subject: x\n\n" + strings.Repeat("word ", 20_000), "message: text is cut at 65536 bytes"},
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

func TestTextIsWholeUpToTheLimit(t *testing.T) {
	m := Parse([]byte("Subject: x\n\n" + strings.Repeat("ü", 40_000)))
	if want := strings.Repeat("ü", maxText/2); m.Text != want {
		t.Errorf("got %d bytes, want %d", len(m.Text), len(want))
	}
}
