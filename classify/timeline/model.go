package timeline

import (
	_ "embed"
	"math"
	"sync"

	"hearback/classify/internal/linear"
)

// likely is what the model says of an expression: how likely it is that the sentence
// states by it when somebody will hear. The model is trained on the statements of
// testdata (TestModel), without a look at what the rules say of them.
func (f *finder) likely(s span) float64 {
	f.features = f.observe(f.features[:0], s)
	m, quanta := theModel(), 0
	for _, x := range f.features {
		if row := m.Row(x); row != "" {
			quanta += int(int8(row[1])) - int(int8(row[0]))
		}
	}
	bias := m.Sums()
	return 1 / (1 + math.Exp(bias[0]-bias[1]-linear.WordValue(len(f.features))*linear.Quantum*float64(quanta)))
}

// Where rules and model disagree: what the rules take for a statement is none below
// doubted, what they pass over is one from trusted on. They were chosen by the statements
// that nothing is trained on: with less more traps are read, with more many promises missed.
const (
	doubted = 0.55
	trusted = 0.75
	certain = 0.85 // where a question, a condition or something past speaks against it
	denied  = 0.92 // where a denial does
)

// mostJudged bounds the expressions of a sentence that the model looks at: what names
// more days is a list, and may be made to be slow.
const mostJudged = 12

// classes of the model: an expression states nothing, or a timeline.
const classes = 2

//go:embed model.bin
var weights string

// Weights are those of the models of this package: with others a text may be read otherwise.
func Weights() []string { return []string{weights, hintWeights} }

var theModel = sync.OnceValue(func() *linear.Model { return linear.MustRead(classes, weights) })
