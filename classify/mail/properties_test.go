package mail

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// checkText fails t unless s is bounded, valid UTF-8 without runes that cannot
// be shown. Only the texts of a message have lines.
func checkText(t *testing.T, what, s string, limit int, lines bool) {
	t.Helper()
	if len(s) > limit {
		t.Errorf("%s: got %d bytes, want at most %d", what, len(s), limit)
	}
	if !utf8.ValidString(s) {
		t.Errorf("%s: not valid UTF-8: %q", what, s)
	}
	for _, r := range s {
		if f := fateOf(r); f == drop || f == brk && !(r == '\n' && lines) || f == blank && r != ' ' {
			t.Fatalf("%s: holds %U: %q", what, r, s)
		}
	}
}

// checkHeader fails t where a header breaks its promises.
func checkHeader(t *testing.T, h Header) {
	t.Helper()
	checkText(t, "subject", h.Subject, maxSubject, false)
	checkText(t, "message id", h.MessageID, maxID, false)
	checkText(t, "thread index", h.ThreadIndex, 44, false)
	for _, ids := range [][]string{h.InReplyTo, h.References} {
		if len(ids) > maxIDs {
			t.Errorf("got %d ids, want at most %d", len(ids), maxIDs)
		}
		for _, id := range ids {
			checkText(t, "id", id, maxID, false)
			if id == "" || strings.Contains(id, " ") {
				t.Errorf("id %q", id)
			}
		}
	}
	for _, field := range [][]Participant{h.From, h.Sender, h.ReplyTo, h.To, h.Cc} {
		if len(field) > maxParticipants {
			t.Errorf("got %d participants, want at most %d", len(field), maxParticipants)
		}
		for _, p := range field {
			checkText(t, "name", p.Name, maxName, false)
			checkText(t, "address", p.Address, maxAddress, false)
			if p.Address != "" && (p.Domain() == "" || p.Address != strings.ToLower(p.Address)) {
				t.Errorf("address %q", p.Address)
			}
		}
	}
	for _, mark := range []string{h.AutoSubmitted, h.Precedence, h.AutoResponseSuppress, h.ListID, h.ContentType} {
		checkText(t, "mark", mark, maxMark, false)
	}
}

// checkMessage fails t where a message breaks its promises.
func checkMessage(t *testing.T, m Message) {
	t.Helper()
	checkHeader(t, m.Header)
	checkText(t, "text", m.Text, maxText, true)
	checkText(t, "quoted", m.Quoted, maxQuoted, true)
	checkText(t, "signature", m.Signature, maxSignature, true)
	for _, c := range m.Calendar {
		checkText(t, "calendar", c, maxCalendar, true)
	}
	if len(m.Calendar) > maxCalendars || len(m.Faults) > maxFaults {
		t.Errorf("got %d calendars and %d faults", len(m.Calendar), len(m.Faults))
	}
	for _, f := range m.Faults {
		checkText(t, "fault", f, maxMark+50, false)
	}
}

func FuzzParseHeader(f *testing.F) {
	f.Add([]byte(usualHeader))
	f.Add([]byte("From: \"a\\\" <x@y>, (b (c)) g: <@r:z@w>;, =?utf-8?B?R3LD?= =?utf-8?B?vMOf?=\r\nDate: 3 Mar 26 10:15 PM (x"))
	f.Add([]byte("Subject: =?iso-2022-jp?B?GyRCTExAXBsoQg==?= =?utf-7?Q?+AGE-?=\nReferences: <a@b <c@d>\n e@f>\nThread-Index: AAAA"))
	f.Add([]byte("Content-Type: multipart/report; report-type*0=a; report-type*1*=%20b; x=\"\\"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		h := ParseHeader(raw)
		checkHeader(t, h)
		if again := ParseHeader(raw); !reflect.DeepEqual(h, again) {
			t.Errorf("read twice: %+v, then %+v", h, again)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, tt := range messages {
		f.Add([]byte(tt.raw))
	}
	f.Add([]byte("Content-Type: text/html\n\n<div style='font-size:0'><p>a<td>b</p><blockquote type=cite>c<pre>\n d"))
	f.Add([]byte("Content-Type: multipart/digest; boundary=a\n\n--a\n\nSubject: x\n\n--a\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogeAoKeQ=="))
	f.Fuzz(func(t *testing.T, raw []byte) {
		checkMessage(t, Parse(raw))
	})
}

func FuzzSplit(f *testing.F) {
	for _, tt := range splits {
		f.Add(tt.text)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		text := cleanText(raw, maxDecoded)
		checkText(t, "cleaned", text, maxDecoded, true)
		now, quoted, signature := split(text)
		if got, want := countWords(now, quoted, signature), countWords(text); !reflect.DeepEqual(got, want) {
			t.Errorf("split(%q): words got %v, want %v", text, got, want)
		}
	})
}

// countWords counts each word of the texts.
func countWords(texts ...string) map[string]int {
	count := map[string]int{}
	for _, text := range texts {
		for _, word := range strings.Fields(text) {
			count[word]++
		}
	}
	return count
}
