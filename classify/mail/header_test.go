package mail

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// usualHeader is what a header scan returns for a usual message: about 500
// bytes, nine fields.
const usualHeader = "Message-ID: <CAFx9.4711.kestrel@mail.brightmoor.example>\r\n" +
	"In-Reply-To: <20260302.0815.anna@postbox.example>\r\n" +
	"References: <20260227.1200.anna@postbox.example>\r\n" +
	" <20260302.0815.anna@postbox.example>\r\n" +
	"Date: Tue, 03 Mar 2026 10:15:42 +0100\r\n" +
	"Subject: Re: Interview for the role of Backend Engineer on Thursday\r\n" +
	"From: \"Marta Kestrel\" <marta.kestrel@brightmoor.example>\r\n" +
	"Reply-To: Talent Team <talent@brightmoor.example>\r\n" +
	"To: Anna Linde <anna@postbox.example>\r\n" +
	"Content-Type: multipart/alternative; boundary=\"b1\"\r\n\r\n"

func TestParseHeader(t *testing.T) {
	zone := time.FixedZone("", 3600)
	want := Header{
		MessageID:   "CAFx9.4711.kestrel@mail.brightmoor.example",
		InReplyTo:   []string{"20260302.0815.anna@postbox.example"},
		References:  []string{"20260227.1200.anna@postbox.example", "20260302.0815.anna@postbox.example"},
		Date:        time.Date(2026, 3, 3, 10, 15, 42, 0, zone),
		Subject:     "Re: Interview for the role of Backend Engineer on Thursday",
		From:        []Participant{{Name: "Marta Kestrel", Address: "marta.kestrel@brightmoor.example"}},
		ReplyTo:     []Participant{{Name: "Talent Team", Address: "talent@brightmoor.example"}},
		To:          []Participant{{Name: "Anna Linde", Address: "anna@postbox.example"}},
		ContentType: "multipart/alternative",
	}
	forms := map[string]string{
		"CRLF":             usualHeader,
		"bare LF":          strings.ReplaceAll(usualHeader, "\r\n", "\n"),
		"lone CR":          strings.ReplaceAll(usualHeader, "\r\n", "\r"),
		"no blank line":    strings.TrimSuffix(usualHeader, "\r\n"),
		"blank line first": "\r\n" + usualHeader,
		"mbox line first":  "From marta@brightmoor.example Tue Mar  3 10:15:42 2026\n" + usualHeader,
		"line without colon": strings.Replace(usualHeader, "Date:",
			"this line is no field\r\nDate:", 1),
		"tab fold": strings.Replace(usualHeader, "\r\n <2026", "\r\n\t<2026", 1),
	}
	for name, raw := range forms {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(want, ParseHeader([]byte(raw))); diff != "" {
				t.Errorf("ParseHeader(%q): -want +got:\n%s", raw, diff)
			}
		})
	}
}

func TestParseHeaderMarks(t *testing.T) {
	got := ParseHeader([]byte("Auto-Submitted: Auto-Replied (vacation)\nPrecedence: BULK\n" +
		"X-Auto-Response-Suppress: OOF, AutoReply\nList-Id: Jobs <jobs.brightmoor.example>\n" +
		"List-Unsubscribe: <mailto:leave@brightmoor.example>\nReturn-Path: <>\n" +
		"Content-Type: Multipart/Report;\n\treport-type=Delivery-Status; boundary=x\n\n"))
	want := Header{
		AutoSubmitted: "auto-replied (vacation)", Precedence: "bulk", AutoResponseSuppress: "oof, autoreply",
		ListID: "jobs <jobs.brightmoor.example>", ListUnsubscribe: true, NullReturnPath: true,
		ContentType: "multipart/report; report-type=delivery-status",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestSubjects(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "Interview on Monday", "Interview on Monday"},
		{"Q", "=?utf-8?Q?Gespr=C3=A4ch_am_Montag?=", "Gespräch am Montag"},
		{"B", "=?UTF-8?B?R2VzcHLDpGNo?=", "Gespräch"},
		{"character in two words", "=?utf-8?Q?Gr=C3?=\r\n =?utf-8?Q?=BC=C3=9Fe?=", "Grüße"},
		{"character in two base64 words", "=?utf-8?B?R3LD?= =?utf-8?B?vMOfZQ==?=", "Grüße"},
		{"space inside of a word", "=?iso-8859-1?Q?Gespr=E4ch am Montag?=", "Gespräch am Montag"},
		{"language", "=?iso-8859-1*de?Q?M=FCnchen?=", "München"},
		{"two charsets", "=?iso-8859-1?Q?=FC?= =?utf-8?Q?=C3=BC?=", "üü"},
		{"between plain words", "Re: =?utf-8?Q?caf=C3=A9?= at noon", "Re: café at noon"},
		{"no space before", "Re:=?utf-8?Q?caf=C3=A9?=", "Re:café"},
		{"unknown charset, UTF-8", "=?x-nowhere?Q?caf=C3=A9?=", "café"},
		{"unknown charset, bytes", "=?x-nowhere?Q?caf=E9?=", "café"},
		{"wrong label", "=?iso-8859-1?Q?caf=C3=A9?=", "café"},
		{"cut short", "=?utf-8?B?R2VzcHLDpGN", "Gespräc"},
		{"japanese", "=?iso-2022-jp?B?GyRCTExAXBsoQg==?=", "面接"},
		{"raw UTF-8", "Gespräch", "Gespräch"},
		{"raw windows-1252", "Gespr\xe4ch", "Gespräch"},
		{"not a word", "a =? b ?= c", "a =? b ?= c"},
		{"unknown encoding", "=?utf-8?X?abc?=", "=?utf-8?X?abc?="},
		{"M5 line end inside", "=?utf-8?Q?Offer=0D=0ABcc:_x@y?=", "Offer Bcc: x@y"},
		{"M4 escape sequences", "Of\x1b[31mfer\x07\u009b", "Of[31mfer"},
		{"M3 bidi and zero width", "Of\u202Efer\u2066 \u200Bn\u200Dow\uFEFF", "Offer now"},
		{"folded", "one\r\n two\r\n\tthree", "one two three"},
		{"M4 NUL", "of\x00fer", "offer"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := ParseHeader([]byte("Subject: " + tt.in + "\r\n\r\n")).Subject; got != tt.want {
				t.Errorf("subject %q: got %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestMessageIDs(t *testing.T) {
	long := "<" + strings.Repeat("x", 600) + "@a.example>"
	tests := []struct {
		name, in, id string
		references   []string
	}{
		{"brackets", "<a@b.example>", "a@b.example", []string{"a@b.example"}},
		{"none", "a@b.example", "a@b.example", []string{"a@b.example"}},
		{"M13 folded inside", "<a@b.\r\n example>", "a@b.example", []string{"a@b.example"}},
		{"phrase around", `Message from "Jane" <a@b.example> of Monday`, "a@b.example", []string{"a@b.example"}},
		{"several", "<a@b><c@d>,\r\n\t<e@f>", "a@b", []string{"a@b", "c@d", "e@f"}},
		{"several without brackets", "a@b, c@d", "a@b", []string{"a@b", "c@d"}},
		{"bracket missing", "<a@b.example", "a@b.example", []string{"a@b.example"}},
		{"doubled", "<<a@b.example>>", "a@b.example", []string{"a@b.example"}},
		{"M13 NUL and escape", "<a\x00\x1b@b>", "a@b", []string{"a@b"}},
		{"M13 endless", long, "", nil},
		{"M13 empty", "<>", "", nil},
		{"a word", "4711", "4711", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := ParseHeader([]byte("Message-ID: " + tt.in + "\r\nReferences: " + tt.in + "\r\n\r\n"))
			if h.MessageID != tt.id {
				t.Errorf("Message-ID %q: got %q, want %q", tt.in, h.MessageID, tt.id)
			}
			if diff := cmp.Diff(tt.references, h.References); diff != "" {
				t.Errorf("References %q: -want +got:\n%s", tt.in, diff)
			}
		})
	}
}

func TestReferencesKeepRootAndNearest(t *testing.T) {
	var b strings.Builder
	b.WriteString("References:")
	for i := range 1000 {
		b.WriteString("\r\n <n" + strings.Repeat("i", i%7) + "." + time.Duration(i).String() + "@x.example>")
	}
	got := ParseHeader([]byte(b.String() + "\r\n\r\n")).References
	if len(got) != maxIDs {
		t.Fatalf("got %d ids, want %d", len(got), maxIDs)
	}
	check := func(at, number int) {
		t.Helper()
		if !strings.HasSuffix(got[at], "."+time.Duration(number).String()+"@x.example") {
			t.Errorf("id %d: got %q, want number %d", at, got[at], number)
		}
	}
	check(0, 0)
	check(maxRootIDs-1, maxRootIDs-1)
	check(maxRootIDs, 1000-(maxIDs-maxRootIDs))
	check(maxIDs-1, 999)
}

func TestThreadIndex(t *testing.T) {
	const head = "Adyw4RTkQ2F0Y2ggdGhlIGxpZ2h0IQ=="
	tests := []struct{ name, in, want string }{
		{"root", head, "01dcb0e114e443617463682074686520" + "6c6967687421"},
		{"reply", "Adyw4RTkQ2F0Y2ggdGhlIGxpZ2h0IQAAAAAB", "01dcb0e114e443617463682074686520" + "6c6967687421"},
		{"folded", "Adyw4RTkQ2F0Y2gg\r\n dGhlIGxpZ2h0IQ==", "01dcb0e114e443617463682074686520" + "6c6967687421"},
		{"short", "Adyw4RTk", ""},
		{"nonsense", "?????????????????????????????????", ""},
	}
	for _, tt := range tests {
		if got := ParseHeader([]byte("Thread-Index: " + tt.in + "\r\n\r\n")).ThreadIndex; got != tt.want {
			t.Errorf("%s: %q: got %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestScanFieldsAreUnderstood(t *testing.T) {
	value := map[string]string{
		"Date": "3 Mar 2026 10:00 +0100", "Return-Path": "<>", "Content-Type": "text/plain",
		"Thread-Index": "Adyw4RTkQ2F0Y2ggdGhlIGxpZ2h0IQ==",
	}
	for _, name := range ScanFields {
		v := value[name]
		if v == "" {
			v = "<a@b.example>"
		}
		if got := ParseHeader([]byte(name + ": " + v + "\r\n\r\n")); cmp.Equal(got, Header{}) {
			t.Errorf("%s: %s: nothing was read", name, v)
		}
	}
}

func BenchmarkParseHeader(b *testing.B) {
	raw := []byte(usualHeader)
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		ParseHeader(raw)
	}
}
