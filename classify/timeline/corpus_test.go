package timeline_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"hearback/classify/advice"
	"hearback/classify/timeline"
)

// line is a line of a table: a phrase, when it was written, the last day on
// which it is kept, and whether it is a promise, vague or a trap.
type line struct {
	phrase string
	sent   time.Time
	want   string
	kind   string
}

func table(t testing.TB, name string) []line {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var lines []line
	for l := range strings.Lines(string(b)) {
		fields := strings.Split(strings.TrimSuffix(l, "\n"), "\t")
		if len(fields) != 4 {
			t.Fatalf("%s: %q: want 4 fields", name, l)
		}
		sent, err := time.Parse(time.RFC3339, fields[1])
		if err != nil {
			t.Fatalf("%s: %q: %v", name, l, err)
		}
		lines = append(lines, line{strings.ReplaceAll(fields[0], `\n`, "\n"), sent, fields[2], fields[3]})
	}
	return lines
}

func calendar(t testing.TB) advice.Calendar {
	t.Helper()
	cal, err := advice.NewCalendar("us", time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

func TestStatements(t *testing.T) {
	cal := calendar(t)
	for _, l := range table(t, "statements.tsv") {
		s, ok := timeline.Promise(timeline.Find(l.phrase, l.sent, cal))
		if got := s.By.String(); got != l.want || ok != (l.kind != "trap") || s.Vague != (l.kind == "vague") {
			t.Errorf("%q (%s): got %q %q vague %v, want %q (%s)", l.phrase, l.sent.Format(time.DateOnly), got, s.Phrase, s.Vague, l.want, l.kind)
		}
	}
}

// The statements of these tables were written, with their days, before the grammar
// was tried on them: single ones in unseen.tsv, whole short letters in letters.tsv.
// At first reading 3305 of the 3648 (fourteen rounds; of the last eleven, 363 of 424 that
// are odd on purpose, 301 of 329 ordinary ones, 246 of 300 that avoid the usual
// frames, 253 of 257 plain ones, 311 of 340 and 284 of 300 of which no frame comes
// twice, 304 of 320 plain ones, 272 of 320 half of which are chat, half an office's,
// 214 of 220 plain ones, 192 of 200 plain ones in four languages, 98 of 100 that
// promise nothing) and 298 of the 335 (136 of 150, 132 of 150, 30 of 35) came
// out right; of 28 to 113 that promise nothing in each round 1 to 12 were read as
// promises. What they taught has gone into the grammar since.
var recorded = map[string]int{"unseen.tsv": 3543, "letters.tsv": 332}

// TestScore fails where fewer statements are read right than is recorded, and where
// a trap is read as a promise.
func TestScore(t *testing.T) {
	cal := calendar(t)
	for name, want := range recorded {
		right := 0
		var misses []string
		lines := table(t, name)
		for _, l := range lines {
			s, _ := timeline.Promise(timeline.Find(l.phrase, l.sent, cal))
			got := s.By.String()
			if got == l.want {
				right++
			} else {
				misses = append(misses, fmt.Sprintf("%q (%s): got %q %q, want %q", l.phrase, l.sent.Format(time.DateOnly), got, s.Phrase, l.want))
			}
			if got != "" && strings.HasPrefix(l.kind, "trap") {
				t.Errorf("%q: a trap is read as the promise %q", l.phrase, s.Phrase)
			}
		}
		t.Logf("%s: %d of %d right", name, right, len(lines))
		if right < want {
			t.Errorf("%s: %d right, %d are recorded:\n%s", name, right, want, strings.Join(misses, "\n"))
		}
	}
}

// TestExpressions reads expressions of the kind that the test suites of Duckling,
// SUTime and Recognizers-Text hold, those that look ahead and name a day or more:
// message's day, expression, last day by ADVICE. At first reading 104 of 118 were right.
func TestExpressions(t *testing.T) {
	const recorded = 109
	b, err := os.ReadFile("testdata/expressions.tsv")
	if err != nil {
		t.Fatal(err)
	}
	cal := calendar(t)
	right, all := 0, 0
	for l := range strings.Lines(string(b)) {
		fields := strings.Split(strings.TrimSuffix(l, "\n"), "\t")
		day, err := timeline.ParseDate(fields[0])
		if err != nil || len(fields) != 3 {
			t.Fatalf("%q: want day, expression, last day", l)
		}
		all++
		got, err := timeline.ParsePhrase(fields[1], day.In(time.FixedZone("", -5*3600)).Add(9*time.Hour), cal)
		if got.String() == fields[2] {
			right++
		} else {
			t.Logf("%q: got %q, %v, want %q", fields[1], got, err, fields[2])
		}
	}
	t.Logf("%d of %d right", right, all)
	if right < recorded {
		t.Errorf("%d right, %d are recorded", right, recorded)
	}
}
