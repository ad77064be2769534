package classify

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearback/classify/mail"
)

func never(Tie) bool { return false }

// header makes a header from a sender to the candidate.
func header(from, subject string) *mail.Header {
	return &mail.Header{MessageID: "a@mail", From: []mail.Participant{{Address: from}}, To: []mail.Participant{{Address: me}}, Subject: subject}
}

var ordinarySubjects = []string{
	"Your parcel is on its way", "Dinner on Saturday?", "Re: holiday photos", "Invoice 20418", "Your electricity bill is ready", "Minutes of the parents' council",
	"Happy birthday!", "Password reset", "Your table is booked", "Weather warning for tomorrow", "Re: [PATCH v2] fs: fix a leak", "New sign-in to your account",
	"Sale ends tonight", "Your statement for May", "Library books due", "Flat viewing", "Boiler service", "Re: rota", "Bins: change of day", "Football on Sunday",
	"Your prescription is ready", "Direct debit set up", "Choir: new songs", "Photos from the wedding", "Re: lost cat", "Order 5521 has shipped", "Your tax return",
	"Book club", "Train tickets", "Re: the garden fence", "Concert on Friday", "Meter reading",
}

func TestGateByHeaderAlone(t *testing.T) {
	pass := []*mail.Header{
		header("dana@acme.example", "Interview on Thursday"), header("dana@acme.example", "Your application"), header("dana@acme.example", "Next steps"),
		header("dana@gmail.com", "Vorstellungsgespräch"), header("dana@acme.example", "Votre candidature"), header("dana@acme.example", "Entrevista"),
		header("careers@acme.example", "Hello"), header("no-reply@greenhouse.io", "Hello"), header("x@calendly.com", "Confirmed"), header("x@hackerrank.com", "Hello"),
		header("dana@acme.example", "Great meeting you"), header("dana@acme.example", "Lena from Acme <> Robin: intro call"),
		{From: []mail.Participant{{Address: "dana@acme.example"}}, Subject: "Tuesday", ContentType: "text/calendar; method=request"},
		{From: []mail.Participant{{Address: me}}, To: []mail.Participant{{Address: "dana@acme.example"}}, Subject: "Hello"},
	}
	reader := NewReader(me)
	for _, h := range pass {
		if !reader.Gate(h, never) {
			t.Errorf("%q from %s does not pass", h.Subject, h.Sent().Address)
		}
	}
	for _, s := range ordinarySubjects {
		if h := header("no-reply@shop.example", s); reader.Gate(h, never) {
			t.Errorf("%q of a machine passes", s)
		}
		h := header("someone@shop.example", s)
		if !reader.Gate(h, never) {
			t.Errorf("%q, written to the candidate, does not pass", s)
		}
		if h.ListUnsubscribe = true; reader.Gate(h, never) {
			t.Errorf("%q to many passes", s)
		}
		h.ListUnsubscribe, h.To = false, []mail.Participant{{Address: "somebody@else.example"}}
		if reader.Gate(h, never) {
			t.Errorf("%q to somebody else passes", s)
		}
	}
}

func TestGateOfWhatGoesToMany(t *testing.T) {
	for subject, want := range map[string]bool{
		"Your job alert: 9 new positions":                  false,
		"14 new jobs for \"welder\" near Duluth":           false,
		"Jobs you may like":                                false,
		"Episode 61: an interview with a bell founder":     false,
		"Your application to Duluth Foundry, similar jobs": true,
		"Thank you for applying. New jobs for you":         true,
		"Interview with Duluth Foundry":                    true,
	} {
		h := header("jobs@board.example", subject)
		for _, many := range []bool{false, true} {
			h.ListUnsubscribe = many
			if got := NewReader(me).Gate(h, never); got != (want || !many) {
				t.Errorf("%q, to many %v: passes %v", subject, many, got)
			}
		}
	}
}

func TestGatePassesWhatIsProved(t *testing.T) {
	h := header("dana@mail.acme.example", "Running late")
	h.InReplyTo = []string{"b@home"}
	for _, tie := range []Tie{{ByID, "a@mail"}, {ByID, "b@home"}, {ByAddress, "dana@mail.acme.example"}, {ByDomain, "acme.example"}} {
		if !NewReader(me).Gate(h, func(t Tie) bool { return t == tie }) {
			t.Errorf("%c %s is proved, yet the message does not pass", tie.Of, tie.Value)
		}
	}
	h.ListID = "news.acme.example"
	if NewReader(me).Gate(h, func(t Tie) bool { return t.Of != ByID }) {
		t.Error("an employer's newsletter passes by its sender")
	}
}

// TestGatePassesInventedJobMail: what starts a candidacy must pass by its
// header alone; the rest is found by its thread and its people.
func TestGatePassesInventedJobMail(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "mails", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	passed, all := 0, 0
	for _, file := range files {
		for _, m := range inventedMails(t, file) {
			message := m.message()
			if !Kind(m.kinds[0]).Job() || !startsThread(&message.Header) || m.known {
				continue
			}
			all++
			if NewReader(me).Gate(&message.Header, never) {
				passed++
			} else {
				t.Logf("%s: %q from %s does not pass", m.name, message.Subject, message.Sent().Address)
			}
		}
	}
	t.Logf("%d of %d pass by their header alone", passed, all)
	if share := float64(passed) / float64(all); share < 0.97 {
		t.Errorf("share that passes: got %.2f, want 0.97", share)
	}
}

func TestTies(t *testing.T) {
	h := header("dana@acme.example", "Hello")
	h.References, h.ThreadIndex = []string{"r@home"}, "01db"
	want := []Tie{{ByID, "a@mail"}, {ByID, "r@home"}, {ByID, "thread-index:01db"}, {ByAddress, "dana@acme.example"}, {ByDomain, "acme.example"}}
	got := NewReader(me).Ties(h)
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("tie %d: got %v, want %v", i, got[i], want[i])
		}
	}
	if got := NewReader(me).Ties(header("x@greenhouse.io", "Hello")); len(got) != 1 {
		t.Errorf("a relay ties by more than its ids: %v", got)
	}
}

func BenchmarkGate(b *testing.B) {
	reader := NewReader(me)
	headers := make([]*mail.Header, len(ordinarySubjects))
	for i, s := range ordinarySubjects {
		headers[i] = header("someone@mail.shop.example", s)
		headers[i].InReplyTo, headers[i].References = []string{"b@home"}, []string{"c@home", "b@home"}
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		reader.Gate(headers[i%len(headers)], never)
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "headers/s")
}

// BenchmarkRead reads a message of 14 KB as it comes: a header, the text, and
// the same text once more as HTML.
func BenchmarkRead(b *testing.B) {
	raw, reader := rawMessage(readText(b, 4700)), NewReader(me)
	if len(raw) < 14<<10 || len(raw) > 15<<10 {
		b.Fatalf("%d bytes, not 14 KB", len(raw))
	}
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		m := mail.Parse(raw)
		reader.Read(&m)
	}
}

// BenchmarkReadText reads 14 KB that all are one person's words.
func BenchmarkReadText(b *testing.B) {
	m, reader := mail.Parse([]byte(benchHeader+"\r\n")), NewReader(me)
	m.Text = readText(b, 14<<10)
	b.SetBytes(int64(len(m.Text)))
	b.ReportAllocs()
	for b.Loop() {
		reader.Read(&m)
	}
}

const benchHeader = "From: Ada Brook <ada@quillonlabs.example>\r\nTo: " + me + "\r\nSubject: Data Analyst at Quillon Labs\r\n" +
	"Date: Tue, 3 Mar 2026 16:20:00 -0500\r\nMessage-ID: <b1@quillonlabs.example>\r\nMIME-Version: 1.0\r\n"

// rawMessage is a text as a mail program sends it.
func rawMessage(text string) []byte {
	var rich strings.Builder
	for paragraph := range strings.SplitSeq(text, "\n") {
		fmt.Fprintf(&rich, "<p style=\"margin:0 0 12px\">%s</p>\r\n", html.EscapeString(paragraph))
	}
	return []byte(benchHeader + "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text +
		"\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body><table>" + rich.String() + "</table></body></html>\r\n--b--\r\n")
}

// readText returns so many bytes of invented mail of all sorts.
func readText(tb testing.TB, size int) string {
	content, err := os.ReadFile(filepath.Join("testdata", "mails", "ordinary.txt"))
	if err != nil {
		tb.Fatal(err)
	}
	for len(content) < size {
		content = append(content, content...)
	}
	return string(content[:size])
}
