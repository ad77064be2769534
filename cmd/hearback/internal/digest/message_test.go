package digest

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"strings"
	"testing"
	"time"

	own "hearback/classify/mail"
)

func TestMessage(t *testing.T) {
	before, now := search()
	d := Of(before, now, at.AddDate(0, 0, -7), at)
	raw, err := d.Message(Envelope{From: "me@example.org", To: "me@alum.example.edu", Week: "2026-W12"})
	if err != nil {
		t.Fatal(err)
	}
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"From": `"hearback" <me@example.org>`, "To": "<me@alum.example.edu>", "Subject": d.Subject(), "Date": "Mon, 16 Mar 2026 08:00:00 -0400",
		"Message-Id": "<" + MessageID("me@example.org", "2026-W12") + ">", "Auto-Submitted": "auto-generated", "X-Hearback-Digest": "2026-W12", "Mime-Version": "1.0",
	} {
		if got := m.Header.Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("content type %q, %v", kind, err)
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for _, want := range []struct{ kind, content string }{{"text/plain", d.Text()}, {"text/html", d.HTML()}} {
		part, err := parts.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			t.Fatal(err)
		}
		if got := part.Header.Get("Content-Type"); got != want.kind+"; charset=utf-8" {
			t.Errorf("content type: got %q, want %q", got, want.kind)
		}
		if got := strings.ReplaceAll(string(content), "\r\n", "\n"); got != want.content {
			t.Errorf("%s: got\n%s\nwant\n%s", want.kind, got, want.content)
		}
	}
	for line := range bytes.Lines(raw) {
		if len(line) > 80 || !bytes.HasSuffix(line, []byte("\r\n")) || bytes.ContainsFunc(line, func(r rune) bool { return r > 126 }) {
			t.Errorf("a line that some server would break: %q", line)
		}
	}
	if host, err := os.Hostname(); err == nil && len(host) > 5 && bytes.Contains(raw, []byte(host)) {
		t.Errorf("the machine's name %s is in the mail", host)
	}
}

// Nothing that a stranger wrote gets into the header (M5).
func TestM5HeaderInjection(t *testing.T) {
	for _, text := range hostile {
		d := Of(nil, many(1, text), at.AddDate(0, 0, -7), at)
		raw, err := d.Message(Envelope{From: "me@example.org", To: "me@example.org", Week: "2026-W12"})
		if err != nil {
			t.Fatal(err)
		}
		head, _, _ := strings.Cut(string(raw), "\r\n\r\n")
		var names []string
		for line := range strings.SplitSeq(head, "\r\n") {
			if name, _, ok := strings.Cut(line, ":"); ok && !strings.HasPrefix(line, " ") {
				names = append(names, name)
			}
		}
		if got, want := len(names), 10; got != want {
			t.Errorf("%.40q: header fields %q, want %d of them", text, names, want)
		}
		if strings.Contains(head, "evil") {
			t.Errorf("%.40q: a stranger's words in the header:\n%s", text, head)
		}
	}
}

// The digest is known by its Message-ID; what only looks like it is not (M19).
func TestM19Is(t *testing.T) {
	from := func(address string) []own.Participant { return []own.Participant{{Address: address}} }
	id := MessageID("Me@Example.org", "2026-W12")
	for _, c := range []struct {
		name string
		h    own.Header
		want bool
	}{
		{"own", own.Header{MessageID: id, From: from("me@example.org")}, true},
		{"own, whatever its subject", own.Header{MessageID: id, From: from("me@example.org"), Subject: "Re: Interview"}, true},
		{"its subject under another id", own.Header{MessageID: "x@example.org", From: from("me@example.org"), Subject: "Your job search: a quiet week"}, false},
		{"its id under another sender", own.Header{MessageID: id, From: from("dana@acme.example")}, false},
		{"an id of its form", own.Header{MessageID: "hearback.2026-W12.0123456789abcdef@example.org", From: from("me@example.org")}, false},
		{"another week's", own.Header{MessageID: strings.Replace(id, "W12", "W13", 1), From: from("me@example.org")}, false},
		{"no id", own.Header{From: from("me@example.org")}, false},
		{"nothing", own.Header{}, false},
	} {
		if got := Is(&c.h); got != c.want {
			t.Errorf("%s: got %t, want %t", c.name, got, c.want)
		}
	}
	if a, b := MessageID("me@example.org", "2026-W12"), MessageID("other@example.org", "2026-W12"); a == b {
		t.Errorf("two accounts have the id %s", a)
	}
	if got := MessageID("me@exämple.org", "2026-W12"); !strings.HasSuffix(got, "@hearback.invalid") {
		t.Errorf("an id that is not ASCII: %s", got)
	}
}

func TestLatest(t *testing.T) {
	zone := newYork
	for _, c := range []struct {
		now  string
		day  time.Weekday
		want string
	}{
		{"2026-03-16T08:00", time.Monday, "2026-03-16T08:00"},
		{"2026-03-16T07:59", time.Monday, "2026-03-09T08:00"},
		{"2026-03-15T23:59", time.Monday, "2026-03-09T08:00"},
		{"2026-03-18T01:00", time.Sunday, "2026-03-15T08:00"},
		{"2027-01-01T01:00", time.Thursday, "2026-12-31T08:00"},
		{"2026-11-01T08:00", time.Sunday, "2026-11-01T08:00"}, // the clock goes back on that day
	} {
		now, err := time.ParseInLocation("2006-01-02T15:04", c.now, zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := Latest(now, c.day, 8*60).Format("2006-01-02T15:04"); got != c.want {
			t.Errorf("%s, %s: got %s, want %s", c.now, c.day, got, c.want)
		}
	}
	// 02:30 does not exist on 8 March 2026.
	now := time.Date(2026, 3, 8, 12, 0, 0, 0, zone)
	if got := Latest(now, time.Sunday, 2*60+30); got.After(now) || got.Day() != 8 {
		t.Errorf("a skipped time of day: got %s", got)
	}
	if got := Week(time.Date(2027, 1, 3, 12, 0, 0, 0, zone)); got != "2026-W53" {
		t.Errorf("3 January 2027 is in %s, want 2026-W53", got)
	}
}

func TestSince(t *testing.T) {
	week := at.AddDate(0, 0, -7)
	for _, c := range []struct {
		name       string
		last, want time.Time
	}{
		{"never", time.Time{}, week}, {"a week ago", week, week}, {"yesterday", at.AddDate(0, 0, -1), week},
		{"ten days ago", at.AddDate(0, 0, -10), at.AddDate(0, 0, -10)}, {"a year ago", at.AddDate(-1, 0, 0), at.AddDate(0, 0, -56)}, {"in the future", at.AddDate(5, 0, 0), week},
	} {
		if got := Since(at, c.last); !got.Equal(c.want) {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}
