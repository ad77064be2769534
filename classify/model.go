package classify

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"hearback/classify/internal/linear"
)

// model tells kinds of mail apart. It is trained on our own labelled mail
// (TestModel) and shipped as weights.
type model struct {
	*linear.Model
	kinds []Kind
}

// sums adds up the weights of what is observed. Known is the share of the
// words, and pairs of them, that the model has weights for.
func (m *model) sums(o observation) (sums []float64, known float64) {
	sums = m.Sums()
	n, value := 0, linear.WordValue(len(o.words))
	for _, f := range o.words {
		if m.Add(sums, f.feature, value) {
			n++
		}
	}
	for _, f := range o.facts {
		m.Add(sums, f, 1)
	}
	return sums, float64(n) / float64(max(1, len(o.words)))
}

// telling returns the words that speak most for one kind: their features'
// weights against the mean of all kinds.
func (m *model) telling(o observation, kind Kind, t text) []Reason {
	k := slices.Index(m.kinds, kind)
	type vote struct {
		observed
		weight float64
	}
	var votes []vote
	for _, f := range o.words {
		row, mean := m.Row(f.feature), 0.0
		if row == "" {
			continue
		}
		for _, w := range []byte(row) {
			mean += float64(int8(w))
		}
		if w := float64(int8(row[k])) - mean/float64(len(row)); w > 0 {
			votes = append(votes, vote{f, w})
		}
	}
	var quotes []string
	for range min(told, len(votes)) {
		most := 0
		for i, v := range votes {
			if v.weight > votes[most].weight {
				most = i
			}
		}
		v := votes[most]
		votes[most].weight = 0
		if q := strings.Join(strings.Fields(t.whole[v.from:v.to]), " "); !slices.Contains(quotes, q) {
			quotes = append(quotes, q)
		}
	}
	if len(quotes) == 0 {
		return nil
	}
	return []Reason{{wordsRule, clip(strings.Join(quotes, ", "))}}
}

// told is how many of the words are told.
const told = 3

// wordsRule names the words that the model goes by.
const wordsRule = "words of such mail"

// The shipped weights: of what others send, and of what the candidate sends.
var (
	//go:embed model/theirs.bin
	theirsBin string
	//go:embed model/own.bin
	ownBin string

	theirs = sync.OnceValue(func() *model { return newModel(TheirKinds, theirsBin) })
	owns   = sync.OnceValue(func() *model { return newModel(OwnKinds, ownBin) })
)

func newModel(kinds []Kind, weights string) *model {
	return &model{linear.MustRead(len(kinds), weights), kinds}
}
