package demo

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// read parses a letter and returns its header and its decoded text, all parts
// joined.
func read(t *testing.T, l Letter) (mail.Header, string) {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(l.Raw))
	if err != nil {
		t.Fatalf("letter of %s: %v\n%s", l.At, err, l.Raw)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatalf("%s: content type: %v", m.Header.Get("Message-ID"), err)
	}
	if kind != "multipart/alternative" {
		return m.Header, decoded(t, m.Header.Get("Content-Transfer-Encoding"), m.Body)
	}
	var text strings.Builder
	parts := multipart.NewReader(m.Body, params["boundary"])
	for {
		p, err := parts.NextRawPart()
		if err == io.EOF {
			return m.Header, text.String()
		}
		if err != nil {
			t.Fatalf("%s: %v", m.Header.Get("Message-ID"), err)
		}
		text.WriteString(decoded(t, p.Header.Get("Content-Transfer-Encoding"), p))
	}
}

func decoded(t *testing.T, encoding string, r io.Reader) string {
	t.Helper()
	switch encoding {
	case "quoted-printable":
		r = quotedprintable.NewReader(r)
	case "base64":
		r = base64.NewDecoder(base64.StdEncoding, r)
	case "7bit":
	default:
		t.Errorf("transfer encoding %q, want one that the story uses", encoding)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Errorf("%s: %v", encoding, err)
	}
	return string(b)
}

func letters(s Script) []Letter { return slices.Concat(s.Before, s.After) }

func TestStoryIsTheSameEveryTime(t *testing.T) {
	a, b := letters(Story()), letters(Story())
	if !slices.EqualFunc(a, b, func(x, y Letter) bool {
		return x.Mailbox == y.Mailbox && x.At.Equal(y.At) && bytes.Equal(x.Raw, y.Raw)
	}) {
		t.Error("two calls of Story differ")
	}
}

func TestStoryTimes(t *testing.T) {
	s := Story()
	if got := s.Start.Format(time.RFC3339); got != "2026-03-02T08:00:00-05:00" {
		t.Errorf("Start %s", got)
	}
	if s.Zone.String() != "America/New_York" {
		t.Errorf("Zone %s", s.Zone)
	}
	end := s.Start.AddDate(0, 0, s.Days)
	all := letters(s)
	for i, l := range all {
		if i > 0 && l.At.Before(all[i-1].At) {
			t.Errorf("letter %d of %s comes after one of %s", i, l.At, all[i-1].At)
		}
		if before := i < len(s.Before); before != l.At.Before(s.Start) {
			t.Errorf("letter of %s: in Before %v", l.At, before)
		}
		if l.At.Before(firstDay) || !l.At.Before(end) {
			t.Errorf("letter of %s lies outside of the story", l.At)
		}
		h, _ := read(t, l)
		if date, err := h.Date(); err != nil || !date.Equal(l.At) {
			t.Errorf("letter of %s has Date %v, %v", l.At, date, err)
		}
	}
}

func TestStorySize(t *testing.T) {
	s := Story()
	ordinary := 0
	for _, m := range ordinaryMail() {
		if m.at.Before(s.Start) {
			ordinary++
		}
	}
	t.Logf("%d before (%d of them ordinary), %d after", len(s.Before), ordinary, len(s.After))
	for _, c := range []struct {
		name       string
		n, low, up int
	}{{"ordinary before", ordinary, 300, 600}, {"before", len(s.Before), 350, 700}, {"after", len(s.After), 60, 250}} {
		if c.n < c.low || c.n > c.up {
			t.Errorf("%s: %d letters, want %d to %d", c.name, c.n, c.low, c.up)
		}
	}
}

func TestOrdinaryMailIsVaried(t *testing.T) {
	texts := map[string]int{}
	all := ordinaryMail()
	for _, m := range all {
		texts[m.text]++
	}
	t.Logf("%d texts in %d messages", len(texts), len(all))
	if len(texts)*10 < len(all)*8 {
		t.Errorf("%d messages have only %d texts, want four in five distinct", len(all), len(texts))
	}
}

func TestEveryBusinessDayHasMail(t *testing.T) {
	s := Story()
	days := map[string]int{}
	for _, l := range s.After {
		days[l.At.Format(time.DateOnly)]++
	}
	for d := s.Start; d.Before(s.Start.AddDate(0, 0, s.Days)); d = d.AddDate(0, 0, 1) {
		if businessDay(d) && days[d.Format(time.DateOnly)] == 0 {
			t.Errorf("nothing arrives on %s", d.Format(time.DateOnly))
		}
	}
}

func TestMessageIDs(t *testing.T) {
	seen := map[string]bool{}
	for _, l := range letters(Story()) {
		h, _ := read(t, l)
		for _, id := range strings.Fields(h.Get("References")) {
			if !seen[id] {
				t.Errorf("%s refers to %s, which has not come before", h.Get("Message-ID"), id)
			}
		}
		if id := h.Get("Message-ID"); seen[id] || id == "" {
			t.Errorf("Message-ID %q is missing or used twice", id)
		} else {
			seen[id] = true
		}
	}
}

// gap is what a template leaves behind where a word was not filled in.
var gap = regexp.MustCompile(`\{[a-z]+\}|%!?[a-z(]`)

func TestHeadersAndLines(t *testing.T) {
	forms := map[string]int{}
	for _, l := range letters(Story()) {
		h, text := read(t, l)
		for _, name := range []string{"From", "To"} {
			if _, err := h.AddressList(name); err != nil {
				t.Errorf("%s: %s: %v", h.Get("Message-ID"), name, err)
			}
		}
		subject, err := new(mime.WordDecoder).DecodeHeader(h.Get("Subject"))
		if err != nil || strings.TrimSpace(subject) == "" || strings.ContainsAny(subject, "{}") {
			t.Errorf("%s: subject %q, %v", h.Get("Message-ID"), subject, err)
		}
		if words := gap.FindString(text); words != "" {
			t.Errorf("%s: %s was left unfilled in %q", h.Get("Message-ID"), words, text)
		}
		if bytes.Contains(bytes.ReplaceAll(l.Raw, []byte("\r\n"), nil), []byte("\n")) {
			t.Errorf("%s: a line does not end in CRLF", h.Get("Message-ID"))
		}
		for line := range bytes.SplitSeq(l.Raw, []byte("\r\n")) {
			if len(line) > 200 || slices.ContainsFunc(line, func(b byte) bool { return b > 126 }) {
				t.Errorf("%s: line %q", h.Get("Message-ID"), line)
			}
		}
		sender, _ := h.AddressList("From")
		if own := sender[0].Address == Me; own != (l.Mailbox == Sent) {
			t.Errorf("%s from %s lies in %s", h.Get("Message-ID"), sender[0], l.Mailbox)
		}
		kind, _, _ := strings.Cut(h.Get("Content-Type"), ";")
		forms[kind+" "+h.Get("Content-Transfer-Encoding")]++
		if strings.HasPrefix(h.Get("Subject"), "=?") {
			forms["subject "+strings.ToLower(h.Get("Subject")[:10])]++
		}
	}
	t.Log(forms)
	for _, want := range []string{"text/plain 7bit", "text/plain quoted-printable", "text/plain base64", "text/html quoted-printable",
		"multipart/alternative ", "subject =?utf-8?b?", "subject =?utf-8?q?"} {
		if forms[want] == 0 {
			t.Errorf("no letter has the form %q", want)
		}
	}
}

func TestDomainsAreReserved(t *testing.T) {
	host := regexp.MustCompile(`(?:@|https?://)([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)`)
	reserved := regexp.MustCompile(`(?:\.example|(?:^|\.)example\.(?:org|com))$`)
	relays := map[string]bool{}
	for _, l := range letters(Story()) {
		h, text := read(t, l)
		for name, values := range h {
			text += "\n" + name + ": " + strings.Join(values, "\n")
		}
		for _, found := range host.FindAllStringSubmatch(text, -1) {
			if !reserved.MatchString(found[1]) {
				relays[found[1]] = true
			}
		}
	}
	if len(relays) != 1 || !relays["us.greenhouse-mail.io"] {
		t.Errorf("domains that are not reserved: %v, want the one relay", relays)
	}
}

// TestOnlyPromisesAreDated keeps the employers' words free of stated timelines,
// but for those that the story is about.
func TestOnlyPromisesAreDated(t *testing.T) {
	dated := regexp.MustCompile(`(?i)\b(by|until|before|within)\s+(the\s+)?(end|mon|tue|wed|thu|fri|next|this|early|mid|late|\d|two|three|a week)|\b(next|this|coming) week\b|business days|working days`)
	meant := map[string]string{
		"Saltmarsh Energy, still":       "by Tue",
		"Fernhollow Instruments, noted": "by Tue",
		"Fernhollow Instruments, away":  "until Mon", // out of office
		"Fernhollow Instruments, offer": "by Fri",    // its own day
	}
	for _, c := range candidacies() {
		for _, turn := range c.turns {
			if turn.from.address == Me {
				continue
			}
			if words := dated.FindString(turn.text); words != meant[c.name+", "+turn.key] {
				t.Errorf("%s, %s: %q is a timeline, want %q", c.name, turn.key, words, meant[c.name+", "+turn.key])
			}
		}
	}
}

// TestMeetingMoves checks that the second invitation is the first one, moved.
func TestMeetingMoves(t *testing.T) {
	c := harborlight()
	first, _ := c.find("confirmed")
	second, _ := c.find("moved")
	a, b := c.message(first).calendar, c.message(second).calendar
	for _, line := range []string{"DTSTART:20260306T150000Z", "SEQUENCE:0"} {
		if !strings.Contains(a, line) {
			t.Errorf("the invitation lacks %s:\n%s", line, a)
		}
	}
	for _, line := range []string{"DTSTART:20260309T170000Z", "SEQUENCE:1"} { // on summer time
		if !strings.Contains(b, line) {
			t.Errorf("the second invitation lacks %s:\n%s", line, b)
		}
	}
	uid := regexp.MustCompile(`UID:\S+`)
	if x, y := uid.FindString(a), uid.FindString(b); x == "" || x != y {
		t.Errorf("UIDs %q and %q, want one", x, y)
	}
}
