package timeline_test

import (
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
