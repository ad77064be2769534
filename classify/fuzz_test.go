package classify

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"hearback/classify/mail"
	"hearback/classify/mail/mailtest"
)

// checkShown fails t unless a text is fit to be shown: valid UTF-8 on one line,
// without controls and bidirectional formatting, and not too long.
func checkShown(t *testing.T, what, s string, limit int) {
	t.Helper()
	if len(s) > limit {
		t.Errorf("%s: got %d bytes, want at most %d", what, len(s), limit)
	}
	if !utf8.ValidString(s) {
		t.Errorf("%s: not valid UTF-8: %q", what, s)
	}
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }) {
		t.Errorf("%s: holds what drives a terminal: %q", what, s)
	}
}

// checkReading fails t where a reading breaks its promises.
func checkReading(t *testing.T, r Reading) {
	t.Helper()
	if !slices.Contains(Kinds, r.Kind) || r.Within.Kind != "" && !slices.Contains(Kinds, r.Within.Kind) {
		t.Errorf("kind %q, within %q: not known", r.Kind, r.Within.Kind)
	}
	if !slices.Contains([]Author{Own, Person, Relay, Machine}, r.Author) {
		t.Errorf("author %q: not known", r.Author)
	}
	for _, share := range []float64{r.Confidence, r.Job, r.Within.Confidence} {
		if !(share >= 0 && share <= 1) { // NaN too
			t.Errorf("confidence: got %v, want 0 to 1", share)
		}
	}
	checkShown(t, "employer", r.Employer.Name, 200)
	checkShown(t, "employer's domain", r.Employer.Domain, 320)
	checkShown(t, "role", r.Role, 200)
	for _, reason := range slices.Concat(r.Reasons, r.Asks) {
		checkShown(t, "rule", reason.Rule, 200)
		checkShown(t, "quote", reason.Quote, 200)
	}
	if by := r.AnswerBy; by != nil {
		checkShown(t, "answer by", by.Phrase, 200)
		if by.By.IsZero() {
			t.Error("an answer is wanted by no day")
		}
	}
	for _, p := range r.People {
		checkShown(t, "name", p.Name, 200)
		checkShown(t, "address", p.Address, 320)
	}
}

// seeds are whole messages of every sort: invented job mail, and odd ones.
func seeds(f *testing.F) {
	for _, file := range glob(f, "testdata/mails/*.txt") {
		for i, m := range inventedMails(f, file) {
			if i%6 == 0 {
				f.Add([]byte("To: " + me + "\n" + m.raw))
			}
		}
	}
	for _, odd := range mailtest.Odd() {
		if len(odd.Raw) < 4<<10 {
			f.Add(odd.Raw)
		}
	}
	for _, raw := range []string{
		"From: über@über-öl.example\nSubject: Interview\n\nThe ǅ position at Ǆ.\n",
		"From: a@b.c.d..\nReply-To: x@.\nTo: robin@home.example, <robin+jobs@home.example>\nSubject: Re:\n\n?\nyou?? İstanbul'''?",
		"From: jobs@[1.2.3.4]\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\n",
		"From: robin@home.example\nTo: robin@home.example\nReferences: <a@b> <a@b> <c@d>\nThread-Index: Adyw4RTkQ2F0Y2ggdGhlIGxpZ2h0IQ==\nSubject: application\n\n.",
		"From: dana@acme.example\nList-Id: <x>\nPrecedence: bulk\nSubject: | - | (Manager\n\nThe R-1 2 (Lead position of a",
		"From: Dana 0 <dana@.example>\nTo: robin@home.example\nSubject: 0\n\n0 position\n",
		"From: Dana via Lever <no-reply@hire.lever.co>\nSubject: at\n\nPosition at & Co. for & and of",
	} {
		f.Add([]byte(raw))
	}
}

// FuzzRead: whatever a message holds, reading it ends, gives a kind that is
// known and quotes that can be shown, and gives the same once more.
func FuzzRead(f *testing.F) {
	seeds(f)
	readers := []*Reader{NewReader(me), NewReader("dana@acme.example")}
	f.Fuzz(func(t *testing.T, raw []byte) {
		m := mail.Parse(raw)
		for _, reader := range readers {
			r := reader.Read(&m)
			checkReading(t, r)
			if again := reader.Read(&m); !reflect.DeepEqual(r, again) {
				t.Errorf("read twice: %+v, then %+v", r, again)
			}
		}
	})
}

// FuzzGate: whatever a header holds, the gate decides, and as before; the ties
// are bounded; and what has a proved tie passes.
func FuzzGate(f *testing.F) {
	seeds(f)
	const most = 1 + 100 + 100 + 1 + 2*MaxParties // Message-ID, In-Reply-To, References, Thread-Index, parties with their domains
	readers := []*Reader{NewReader(me), NewReader("dana@acme.example"), {}}
	f.Fuzz(func(t *testing.T, raw []byte) {
		h := mail.ParseHeader(raw)
		for _, reader := range readers {
			ties := reader.Ties(&h)
			if len(ties) > most {
				t.Errorf("got %d ties, want at most %d", len(ties), most)
			}
			if again := reader.Ties(&h); !slices.Equal(ties, again) {
				t.Errorf("ties twice: %q, then %q", ties, again)
			}
			passes := reader.Gate(&h, never)
			if again := reader.Gate(&h, never); passes != again {
				t.Errorf("gate twice: %t, then %t", passes, again)
			}
			for _, tie := range ties {
				if tie.Value == "" {
					t.Errorf("a tie of kind %c without a value ties all", tie.Of)
				}
				if !reader.Gate(&h, func(t Tie) bool { return t == tie }) {
					t.Errorf("%c %q is proved, yet the message does not pass", tie.Of, tie.Value)
				}
			}
		}
	})
}
