package timeline

import (
	_ "embed"
	"math"
	"math/bits"
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
	doubted = 0.65
	trusted = 0.82
	certain = 0.90 // where a condition or something past speaks against it
	denied  = 0.97 // where a denial does
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

// The spaces of features.
const (
	aStemWord = 'w' // a word by its first letters
	aFarness  = 's' // a word, on which side of the expression it stands, and how far
	aClause   = 'c' // a word of the expression's clause, and on which side it stands
	aSkip     = 'k' // two words of that clause, with others between them
	aGram     = 'g' // words that follow each other
	aBeside   = 'l' // those right before or behind the expression
	aForm     = 'f' // form and relation of the expression
	aPrior    = 'p' // a word of the sentence before
)

// maxSkip is how many words after another one the last stands of which it makes a pair.
const maxSkip = 5

// stemLetters is how many letters of a word stand for all its forms.
const stemLetters = 5

// What stands for the expression itself, for others, for numbers, weekdays and the ends
// of the sentence.
var (
	thisDate  = linear.Of(aStemWord, "@")
	otherDate = linear.Of(aStemWord, "@@")
	aNumber   = linear.Of(aStemWord, "0")
	aWeekday  = linear.Of(aStemWord, "@d")
	aComma    = linear.Of(aStemWord, ",")
	anEnd     = linear.Of(aStemWord, "^")
)

// wordOf is the feature of a token.
func wordOf(t *token) linear.Feature {
	switch {
	case t.number >= 0:
		return aNumber
	case t.meaning.weekday > 0:
		return aWeekday
	}
	return linear.Of(aStemWord, t.text[:min(len(t.text), stemLetters)])
}

// observe adds the features of an expression of the sentence that is loaded.
func (f *finder) observe(to []linear.Feature, s span) []linear.Feature {
	words, at := f.line[:0], 0
	words = append(words, anEnd)
	for i, k := 0, 0; i < len(f.tokens); {
		for k < len(f.spans) && f.spans[k].first < i {
			k++
		}
		if k < len(f.spans) && f.spans[k].first == i && f.spans[k].end > i {
			if i == s.first {
				at = len(words)
				words = append(words, thisDate)
			} else {
				words = append(words, otherDate)
			}
			i = f.spans[k].end
			continue
		}
		words = append(words, wordOf(&f.tokens[i]))
		i++
	}
	words = append(words, anEnd)
	f.line = words
	for i, w := range words {
		to = append(to, linear.Pair(aFarness, w, linear.Feature(farness(i-at))), linear.Pair(aGram, w, 0))
		if i+1 < len(words) {
			two := linear.Pair(aGram, w, words[i+1])
			to = append(to, two)
			if i+2 < len(words) {
				to = append(to, linear.Pair(aGram, two, words[i+2]))
			}
		}
	}
	to = observeClause(to, words, at)
	before, behind := linear.Feature(0), linear.Feature(1)
	for n := 1; n <= 3; n++ {
		if at-n >= 0 {
			before = linear.Pair(aBeside, before, words[at-n])
			to = append(to, before)
		}
		if at+n < len(words) {
			behind = linear.Pair(aBeside, behind, words[at+n])
			to = append(to, behind)
		}
	}
	form, prep := linear.Feature(s.form), linear.Feature(s.prep)
	to = append(to, linear.Pair(aForm, form, 1), linear.Pair(aForm, prep, 2), linear.Pair(aForm, linear.Pair(aForm, form, 3), prep))
	for i, is := range [...]bool{s.clock, s.back, s.relative} {
		if is {
			to = append(to, linear.Pair(aForm, linear.Feature(i), 4))
		}
	}
	f.recollect()
	for _, w := range f.prior {
		to = append(to, linear.Pair(aPrior, w, 0))
	}
	return to
}

// farness is how far a word stands from the expression, in powers of two, below zero
// where it stands before it.
func farness(distance int) int {
	if distance < 0 {
		return -bits.Len(uint(-distance))
	}
	return bits.Len(uint(distance))
}

// observeClause adds the words between the commas around the expression at a place, and
// their pairs: what is said of it, though not in so many words, is said there.
func observeClause(to []linear.Feature, words []linear.Feature, at int) []linear.Feature {
	from, end := at, at
	for from > 0 && words[from-1] != aComma {
		from--
	}
	for end < len(words) && words[end] != aComma {
		end++
	}
	for i := from; i < end; i++ {
		side := linear.Feature(0)
		if i > at {
			side = 1
		}
		to = append(to, linear.Pair(aClause, words[i], side))
		for j := i + 2; j < min(i+1+maxSkip, end); j++ {
			to = append(to, linear.Pair(aSkip, words[i], words[j]))
		}
	}
	return to
}

// recollect notes the words of the sentence before.
func (f *finder) recollect() {
	if f.recollected {
		return
	}
	f.prior, f.recollected = f.prior[:0], true
	if f.loaded.before == f.loaded.start {
		return
	}
	z := tokenizer{text: f.text, words: f.words, tokens: f.priorTokens[:0]}
	z.sentence(sentence{start: f.loaded.before, end: f.loaded.start})
	for i := range z.tokens {
		f.prior = append(f.prior, wordOf(&z.tokens[i]))
	}
	f.priorTokens = z.tokens
}
