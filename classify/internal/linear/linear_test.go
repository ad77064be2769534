package linear

import (
	"fmt"
	"slices"
	"testing"
)

// weathers are texts of two words each, of which the first tells the class and the
// second, new each time, nothing. A fact that is often wrong stands beside them.
func weathers() []Example {
	var all []Example
	for i := range 60 {
		class := i % 2
		fact := class
		if i%5 == 0 {
			fact = 1 - class
		}
		all = append(all, Example{
			Class: class, Group: fmt.Sprint(i),
			Words: []Feature{Of('w', [...]string{"rain", "sun"}[class]), Of('w', fmt.Sprint("day", i))},
			Facts: []Feature{Of('f', fmt.Sprint("guess", fact))},
		})
	}
	return all
}

func TestFit(t *testing.T) {
	training := Training{Epochs: 10, Rate: 0.1, Decay: 1e-4, InGroups: 2, Unheard: 0.2}
	weights := training.Fit(2, weathers())
	if !slices.Equal(weights, training.Fit(2, weathers())) {
		t.Error("the same examples give other weights")
	}
	m, err := Read(2, string(weights))
	if err != nil {
		t.Fatal(err)
	}
	for class, word := range []string{"rain", "sun"} {
		sums := m.Sums()
		if !m.Add(sums, Of('w', word), WordValue(1)) {
			t.Errorf("%s has no weights", word)
		}
		if p := Softmax(sums); p[class] < 0.9 {
			t.Errorf("%s is of class %d with %.2f only", word, class, p[class])
		}
	}
	if m.Row(Of('w', "day1")) != "" {
		t.Error("a word of one text has weights")
	}
	known := 0
	for f, row := range m.Rows() {
		if known++; row != m.Row(f) {
			t.Errorf("feature %x: Rows says %q, Row %q", f, row, m.Row(f))
		}
	}
	if known != 4 { // two words, two facts
		t.Errorf("%d features have weights, want 4", known)
	}
}

func TestReadRefuses(t *testing.T) {
	good := string(Training{Epochs: 1, Rate: 0.1, InGroups: 2}.Fit(2, weathers()))
	const head, row = 8, 6
	for name, weights := range map[string]string{
		"nothing":      "",
		"half a row":   good[:len(good)-1],
		"out of order": good[:head] + good[head+row:head+2*row] + good[head:head+row],
	} {
		if _, err := Read(2, weights); err == nil {
			t.Errorf("%s: read without an error", name)
		}
	}
	if _, err := Read(2, good); err != nil {
		t.Error(err)
	}
}
