package timeline

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// Whatever a closer look finds in a sentence, the signs of its words told before:
// no cue that promises and no expression lies behind the gate.
func TestGate(t *testing.T) {
	for _, name := range []string{"statements.tsv", "unseen.tsv", "letters.tsv"} {
		b, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			text, _, _ := strings.Cut(line, "\t")
			checkGate(t, strings.ReplaceAll(text, `\n`, "\n"))
		}
	}
}

func FuzzGate(f *testing.F) {
	for _, text := range []string{"I'll call aujourd'hui or am 3. März", "nous reviendrons vers vous d’ici 8 jours", "at some point, y'all'll hear", "MÄRZ 15h30 p.m. Tag"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { checkGate(t, text) })
}

func checkGate(t *testing.T, text string) {
	t.Helper()
	sent := time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)
	f := finder{parser: parser{text: text, sent: sent, base: DateOf(sent), cal: everyDay{}}, words: theLexicon()}
	split := newSplitter(text, f.words)
	for s, ok := split.next(); ok; s, ok = split.next() {
		f.load(s)
		f.find()
		for _, c := range f.cues {
			if s.dates && !s.hopeless && (c.cue.promises() || c.cue == intends) && !s.promises {
				t.Errorf("%q: %q promises, its words do not", text[s.start:s.end], text[f.tokens[c.first].start:f.tokens[c.end-1].end])
			}
		}
		f.ref = nil
		f.sentence(s)
		counts := slices.ContainsFunc(f.tokens, func(t token) bool { return t.number >= 0 }) // what numbers may be is guessed
		if len(f.spans) > 0 && !s.dates && !counts {
			x := f.spans[0]
			t.Errorf("%q: %q is a date, its words are not", text[s.start:s.end], text[f.tokens[x.first].start:f.tokens[x.end-1].end])
		}
	}
}
