package timeline

import (
	"math/bits"

	"hearback/classify/internal/linear"
)

// The spaces of features.
const (
	aWord     = 'w' // a word by its first letters
	aRoot     = '3' // by the first three
	aWhole    = 'W' // and by all of them
	aFarness  = 's' // a word, on which side of the expression it stands, and how far
	aSide     = 'd' // a word, and on which side it stands
	aRelation = 'r' // the same, and how the expression is related to what is said
	aShape    = 'h' // the same, and what form the expression has
	aClause   = 'c' // a word of the expression's clause, and on which side it stands
	aSkip     = 'k' // two words with others between them
	aGram     = 'g' // words that follow each other
	aBeside   = 'l' // those right before or behind the expression
	anOwn     = 'o' // a word of the expression, and two that follow each other there
	aForm     = 'f' // form and relation of the expression
	aPrior    = 'p' // a word of the sentence before
)

// maxSkip is how many words after another one the last stands of which it makes a pair.
const maxSkip = 5

// How many letters of a word stand for its forms: for most of them, and for all that
// are akin.
const (
	stemLetters = 5
	rootLetters = 3
)

// What stands for the expression itself, for others, for numbers, weekdays and the ends
// of the sentence.
var (
	thisDate  = linear.Of(aWord, "@")
	otherDate = linear.Of(aWord, "@@")
	aNumber   = linear.Of(aWord, "0")
	aWeekday  = linear.Of(aWord, "@d")
	aComma    = linear.Of(aWord, ",")
	anEnd     = linear.Of(aWord, "^")
)

// wordOf is the feature of a token.
func wordOf(t *token) linear.Feature {
	switch {
	case t.number >= 0:
		return aNumber
	case t.meaning.weekday > 0:
		return aWeekday
	}
	return linear.Of(aWord, t.text[:min(len(t.text), stemLetters)])
}

// lay lays out the words of the sentence that is loaded, one for each of its expressions,
// and returns them and where the expression stands.
func (f *finder) lay(s span) (words []linear.Feature, at int) {
	words = append(f.line[:0], anEnd)
	for i, k := 0, 0; i < len(f.tokens); {
		for k < len(f.spans) && f.spans[k].first < i {
			k++
		}
		if k < len(f.spans) && f.spans[k].first == i && f.spans[k].end > i {
			mark := otherDate
			if i == s.first {
				at, mark = len(words), thisDate
			}
			words = append(words, mark)
			i = f.spans[k].end
			continue
		}
		words = append(words, wordOf(&f.tokens[i]))
		i++
	}
	f.line = append(words, anEnd)
	return f.line, at
}

// observe adds the features of an expression of the sentence that is loaded.
func (f *finder) observe(to []linear.Feature, s span) []linear.Feature {
	words, at := f.lay(s)
	form, prep := linear.Feature(s.form), linear.Feature(s.prep)
	for i, w := range words {
		sided := linear.Pair(aSide, w, sideOf(i, at))
		to = append(to, linear.Pair(aGram, w, 0), linear.Pair(aRelation, sided, prep), linear.Pair(aShape, sided, form))
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
	to = f.observeRoots(to, s)
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

// observeRoots adds every word of the sentence but numbers, those of its expressions
// among them: by its root, and where that is not all of it, whole.
func (f *finder) observeRoots(to []linear.Feature, s span) []linear.Feature {
	roots := f.roots[:0]
	for i := range f.tokens {
		t := &f.tokens[i]
		root := linear.Feature(0)
		if t.number < 0 {
			root = linear.Of(aRoot, t.text[:min(len(t.text), rootLetters)])
		}
		roots = append(roots, root)
	}
	f.roots = roots
	for i, root := range roots {
		if root == 0 {
			continue
		}
		text, side := f.tokens[i].text, sideOf(i, s.first)
		if len(text) > rootLetters {
			to = append(to, linear.Pair(aSide, root, side))
		}
		if len(text) > stemLetters {
			to = append(to, linear.Pair(aSide, linear.Of(aWhole, text), side))
		}
		switch {
		case i < s.first:
			to = append(to, linear.Pair(aFarness, root, linear.Feature(farness(i-s.first))))
		case i >= s.end:
			to = append(to, linear.Pair(aFarness, root, linear.Feature(farness(i-s.end+1))))
		default:
			w := linear.Of(anOwn, text)
			to = append(to, linear.Pair(anOwn, w, 0))
			if i > s.first {
				to = append(to, linear.Pair(anOwn, w, linear.Of(anOwn, f.tokens[i-1].text)))
			}
		}
		for k := i + 1; k < min(i+maxSkip, len(roots)); k++ {
			if roots[k] == 0 {
				continue
			}
			space := byte(aSkip)
			if k == i+1 {
				space = aGram
			}
			to = append(to, linear.Pair(space, root, roots[k]))
		}
	}
	return to
}

// sideOf is the side of an expression on which a word stands.
func sideOf(i, at int) linear.Feature {
	if i > at {
		return 1
	}
	return 0
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
		to = append(to, linear.Pair(aClause, words[i], sideOf(i, at)))
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
