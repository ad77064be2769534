package timeline

import (
	"time"

	"hearback/classify/internal/linear"
)

// Classes and weights of the models.
const Classes = classes

var ModelWeights, HintWeights = weights, hintWeights

// Observed is a sentence of a text that may name a day, as the models see it.
type Observed struct {
	Stems       []linear.Feature
	Expressions []Expression
}

// Expression is one of its expressions that name a day.
type Expression struct {
	By       Date
	Features []linear.Feature
}

// Observe returns the sentences of a text that may name a day.
func Observe(text string, sent time.Time, cal Calendar) []Observed {
	f := finder{parser: parser{text: text, sent: sent, base: DateOf(sent), cal: cal}, words: theLexicon(), split: newSplitter(text, theLexicon())}
	var all []Observed
	for s, ok := f.split.next(); ok; s, ok = f.split.next() {
		f.load(s)
		f.sentence(s)
		var o Observed
		for _, x := range f.spans {
			if !x.vague && !x.to.IsZero() {
				o.Expressions = append(o.Expressions, Expression{x.to, f.observe(nil, x)})
			}
		}
		if len(o.Expressions) == 0 {
			continue
		}
		for i := range f.tokens {
			if t := f.tokens[i].text; isLetter(rune(t[0])) {
				o.Stems = append(o.Stems, hintStem(eightAt(t[:min(len(t), 8)], 0)))
			}
		}
		all = append(all, o)
	}
	return all
}
