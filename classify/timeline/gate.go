package timeline

import "strings"

// sign is what a single word may be a sign of.
type sign uint8

const (
	aDate    sign = 1 << iota // of a date expression
	aBack                     // of one that speaks of the one before
	aPromise                  // of a cue that promises something
	aDated                    // it has a place in some expression
	aPair                     // with another word, of a cue or of a vague expression
)

// gateWord is what a word may be a sign of. Of cues and expressions of several
// words it holds the two rarest: each has a bit of its own, or shares one, and
// where no bit is among the first words and the second words of a sentence, none
// of them stands there.
type gateWord struct {
	hash          wordHash
	signs         sign
	first, second [4]uint64  // of cues that promise
	vague         [2]uint64  // of expressions that name no day: first and second words
	stem          string     // the letters of a beginning of words
	stems         []gateWord // those that begin with the same letters
}

// gate holds the words without which a sentence states no timeline, so that most
// mail is passed over after one look at each word. Words are told apart by their
// hash: two of one hash cost time and no more.
type gate struct {
	words      []gateWord
	slots      []uint16 // of words by their hash, plus one; the next free slot where it is taken
	stems      []uint16 // of beginnings of words
	pairs      int      // cues of several words
	vaguePairs int
}

func (g *gate) find(slots []uint16, hash wordHash) *gateWord {
	mask := len(slots) - 1
	for i := int(hash) & mask; slots[i] != 0; i = (i + 1) & mask {
		if w := &g.words[slots[i]-1]; w.hash == hash {
			return w
		}
	}
	return nil
}

// gateSlots is the number of slots, several to a word.
const gateSlots = 1 << 14

func newGate() *gate {
	return &gate{slots: make([]uint16, gateSlots), stems: make([]uint16, gateSlots/16)}
}

func (g *gate) entry(slots []uint16, folded string) *gateWord {
	hash := hashOf(folded)
	if w := g.find(slots, hash); w != nil {
		return w
	}
	g.words = append(g.words, gateWord{hash: hash})
	mask := len(slots) - 1
	i := int(hash) & mask
	for slots[i] != 0 {
		i = (i + 1) & mask
	}
	slots[i] = uint16(len(g.words))
	return &g.words[len(g.words)-1]
}

// each calls put for the words of alternatives, stems by their beginning. Of a
// word with an apostrophe it takes the longest part, for texts are cut there.
func (g *gate) each(alternatives string, put func(*gateWord)) {
	for w := range strings.SplitSeq(alternatives, "|") {
		if stem, ok := strings.CutSuffix(w, "*"); ok {
			g.stem(stem, put)
			continue
		}
		if strings.Contains(w, "'") {
			w = telling(strings.ReplaceAll(w, "'", " "))
		}
		put(g.entry(g.slots, w))
		for suffix, verb := range suffixes {
			if verb == w {
				put(g.entry(g.slots, suffix))
			}
		}
	}
}

// stem calls put for the words that begin with a stem.
func (g *gate) stem(stem string, put func(*gateWord)) {
	head := g.entry(g.stems, stem[:shortestStem])
	for i := range head.stems {
		if head.stems[i].stem == stem {
			put(&head.stems[i])
			return
		}
	}
	head.stems = append(head.stems, gateWord{stem: stem})
	put(&head.stems[len(head.stems)-1])
}

// mark makes a word a sign.
func (g *gate) mark(word string, s sign) {
	g.each(word, func(w *gateWord) { w.signs |= s })
}

// cue enters a cue that promises something by its elements.
func (g *gate) cue(elements []string) {
	a, b := rarest(elements)
	if b == "" {
		g.mark(a, aPromise)
		return
	}
	n := g.pairs % 256
	g.pairs++
	g.each(a, func(w *gateWord) { w.signs |= aPair; w.first[n/64] |= 1 << (n % 64) })
	g.each(b, func(w *gateWord) { w.signs |= aPair; w.second[n/64] |= 1 << (n % 64) })
}

// expression enters an expression that names no day.
func (g *gate) expression(words []string) {
	a, b := rarest(words)
	if b == "" {
		g.mark(a, aDate)
		return
	}
	bit := uint64(1) << (g.vaguePairs % 64)
	g.vaguePairs++
	g.each(a, func(w *gateWord) { w.signs |= aPair; w.vague[0] |= bit })
	g.each(b, func(w *gateWord) { w.signs |= aPair; w.vague[1] |= bit })
}

// rarest returns the two elements that occur least, the second empty where there is
// only one.
func rarest(elements []string) (a, b string) {
	for _, e := range elements {
		switch {
		case a == "" || frequency(e) < frequency(a):
			a, b = e, a
		case b == "" || frequency(e) < frequency(b):
			b = e
		}
	}
	return a, b
}

// seen gathers the signs of the words of a sentence.
type seen struct {
	signs         sign
	first, second [4]uint64
	vague         [2]uint64
}

func (x *seen) add(w *gateWord) {
	x.signs |= w.signs
	if w.signs&aPair == 0 {
		return
	}
	for i := range w.first {
		x.first[i] |= w.first[i]
		x.second[i] |= w.second[i]
	}
	x.vague[0] |= w.vague[0]
	x.vague[1] |= w.vague[1]
}

func (x *seen) dates() bool { return x.signs&aDate != 0 || x.vague[0]&x.vague[1] != 0 }

func (x *seen) promises() bool {
	if x.signs&aPromise != 0 {
		return true
	}
	both := uint64(0)
	for i := range x.first {
		both |= x.first[i] & x.second[i]
	}
	return both != 0
}
