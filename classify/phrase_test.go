package classify

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hearback/classify/internal/fold"
)

// phraseOf returns one phrase with a lexicon of its own.
func phraseOf(t rapid.TB, notation string) (*lexicon, *phrase) {
	t.Helper()
	l := newLexicon()
	p, err := l.parse(notation)
	if err != nil {
		t.Fatal(err)
	}
	l.seal()
	return l, p
}

func TestPhraseMatches(t *testing.T) {
	tests := []struct {
		notation, text string
		want           int // words covered at the beginning, 0 for none
	}{
		{"offer", "offer you", 1},
		{"offer you", "offer you", 2},
		{"offer you", "offer", 0},
		{"offer you", "offered you", 0},
		{"offer* you", "Offered you", 2},
		{"offer|extend you", "extend you", 2},
		{"off*|offer*|offering you", "offering you", 2}, // the longest stem stands for the shorter ones
		{"off* you", "offers you", 2},
		{"offer ~2 role", "offer role", 2},
		{"offer ~2 role", "offer you the role", 4},
		{"offer ~2 role", "offer you the very role", 0},
		{"offer ~2 role today", "offer role role today", 4},
		{"offer ~2 role", "offer. The role", 0},
		{"offer ~2 role", "offer: the role", 0},
		{"offer role", "offer\n\nrole", 0},
		{"offer role", "offer\nrole", 2},
		{"offer role", "offer, role", 2},
		{"^ offer", "offer", 1},
		{"cafe nun", "Café, ñun", 2},
		{"don't go", "Don’t go", 2},
		{"strasse", "Straße", 1},
	}
	for _, tt := range tests {
		l, p := phraseOf(t, tt.notation)
		if got := l.match(p, l.wordsOf(tt.text)); got != tt.want {
			t.Errorf("%q on %q: got %d words, want %d", tt.notation, tt.text, got, tt.want)
		}
	}
}

func TestPhraseAtSentenceStart(t *testing.T) {
	l, p := phraseOf(t, "^ ring me")
	words := l.wordsOf("Please ring me. Ring me!")
	for i, want := range []int{0, 0, 0, 2, 0} {
		if got := l.match(p, words[i:]); got != want {
			t.Errorf("at word %d: got %d, want %d", i, got, want)
		}
	}
}

func TestWrongPhrases(t *testing.T) {
	for _, notation := range []string{"", "^", "~2 offer", "offer ~", "offer ~0", "offer ~2", "offer ~2 ~3 role", "offer ~13", "offer ~x", "offer |", "offer a||b", "*", "offer *", "o* you"} {
		if p, err := newLexicon().parse(notation); err == nil {
			t.Errorf("%q: got %+v, want an error", notation, p)
		}
	}
	wrong := compile([]rule{{phrases: []string{"offer", "~1 offer"}}})
	if err := wrong.index.parse(newLexicon()); err == nil || !strings.Contains(err.Error(), `"~1 offer"`) {
		t.Errorf("a wrong rule: got %v", err)
	}
}

// TestIndexFindsWhatMatches: the index finds a phrase wherever matching every
// place finds it.
func TestIndexFindsWhatMatches(t *testing.T) {
	vocabulary := []string{"offer", "offered", "you", "the", "role", "offers."}
	notations := []string{"offer*", "offer you", "offer|offered ~2 role", "the role", "^ the", "off* the"}
	rapid.Check(t, func(t *rapid.T) {
		notation := rapid.SampledFrom(notations).Draw(t, "phrase")
		var x index[bool]
		x.note(notation, true)
		l := newLexicon()
		if err := x.parse(l); err != nil {
			t.Fatal(err)
		}
		l.seal()
		x.seal(l)
		p := x.phrases[0].phrase
		words := l.wordsOf(strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 0, 30).Draw(t, "words"), " "))
		want, got := 0, 0
		for i := range words {
			if l.match(p, words[i:]) > 0 {
				want++
			}
		}
		x.each(words, nil, func(_ bool, first, last int) {
			if last < first || last >= len(words) {
				t.Fatalf("%q: from word %d to %d of %d", notation, first, last, len(words))
			}
			got++
		})
		if got != want {
			t.Fatalf("%q: got %d places, want %d", notation, got, want)
		}
	})
}

func TestRulesAreNamed(t *testing.T) {
	for i, r := range library.rules {
		if r.name == "" || r.kind == "" || r.weight <= 0 || len(r.phrases) == 0 {
			t.Errorf("rule %d, %q, is not complete", i, r.name)
		}
	}
}

func TestWordsOf(t *testing.T) {
	type w struct {
		folded string
		first  bool
	}
	tests := []struct {
		text string
		want []w
	}{
		{"", nil},
		{" ... ", nil},
		{"Hello", []w{{"hello", true}}},
		{"We'll see. You?", []w{{"we'll", true}, {"see", false}, {"you", true}}},
		{"a\nb\n\nc", []w{{"a", true}, {"b", false}, {"c", true}}},
		{"at 2.30 pm", []w{{"at", true}, {"2", false}, {"30", false}, {"pm", false}}},
		{"take-home 'x'", []w{{"take", true}, {"home", false}, {"x", false}}},
		{"Größe Ærø naïve", []w{{"grosse", true}, {"aero", false}, {"naive", false}}},
		{"so: this", []w{{"so", true}, {"this", true}}},
		{"e.g. this", []w{{"e", true}, {"g", false}, {"this", true}}},
	}
	for _, tt := range tests {
		var got []w
		for _, x := range wordsOf(tt.text) {
			got = append(got, w{x.folded, x.first})
		}
		if len(got) != len(tt.want) {
			t.Errorf("%q: got %v, want %v", tt.text, got, tt.want)
			continue
		}
		for i := range got {
			if got[i] != tt.want[i] {
				t.Errorf("%q: word %d: got %v, want %v", tt.text, i, got[i], tt.want[i])
			}
		}
	}
}

// TestWordsStandWhereTheySay: the offsets are in order, within the text, and
// folding what stands there gives the word.
func TestWordsStandWhereTheySay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("ab Zé’'.,\n!ß9-\u0301€"))).Draw(t, "text")
		end := 0
		for _, w := range wordsOf(text) {
			if int(w.start) < end || w.end <= w.start || int(w.end) > len(text) {
				t.Fatalf("%q: word from %d to %d", text, w.start, w.end)
			}
			if got := fold.String(text[w.start:w.end]); got != w.folded {
				t.Fatalf("%q: at %d: got %q, want %q", text, w.start, w.folded, got)
			}
			end = int(w.end)
		}
	})
}
