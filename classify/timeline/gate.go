package timeline

import (
	"slices"
	"strings"
)

// sign is what a single word may be a sign of.
type sign uint16

const (
	aDate    sign = 1 << iota // of a date expression
	aBack                     // of one that speaks of the one before
	aPromise                  // of a cue that promises something
	aDated                    // it has a place in some expression
	aPair                     // with another word, of a cue that promises something
	aVague                    // with another word, of an expression that names no day
	aStem                     // words that begin with these letters may be signs
	aBrief                    // a full stop behind it may not end a sentence
	aMeeting                  // of a day on which people met or will
)

// gate holds the words without which a sentence states no timeline, so that most
// mail is passed over after one look at each word. Words are told apart by their
// hash: two of one hash cost time and no more.
type gate struct {
	slots []gateSlot // of words by their hash, the next free one where it is taken
	stems []gateSlot // of the first letters of words
	pairs []pair     // by the places of slots and beginnings
	// beginnings are the stems that begin with the same letters.
	beginnings [][]beginning
	cues       int // of several words
	vague      int // expressions of several words
}

type gateSlot struct {
	hash  wordHash
	at    uint16 // place of its pair, or of its beginnings
	signs sign
}

// pair says of which cues and vague expressions of several words a word is one of
// the two rarest. Each cue has a bit of its own; vague expressions may share one.
type pair struct {
	first, second [cueBits]uint64 // cues, by which of the two stands first
	vague         [2]uint64       // first and second words
}

// cueBits is 64 cues each.
const cueBits = 8

// maxCue is how many words further the second of a pair stands at most.
const maxCue = 16

type beginning struct {
	stem string
	slot gateSlot
}

// gateSlots is the number of slots, four to a word.
const gateSlots = 1 << 13

func newGate() *gate {
	return &gate{slots: make([]gateSlot, gateSlots), stems: make([]gateSlot, gateSlots/16), pairs: make([]pair, 1), beginnings: make([][]beginning, 1)}
}

// find returns the slot of a word, or the free one where it belongs.
func find(slots []gateSlot, hash wordHash) *gateSlot {
	mask := len(slots) - 1
	for i := int(hash) & mask; ; i = (i + 1) & mask {
		if s := &slots[i]; s.hash == hash || s.signs == 0 {
			return s
		}
	}
}

// each calls put for the slots of alternatives. Of a word with an apostrophe it
// takes the longest part, for texts are cut there.
func (g *gate) each(alternatives string, put func(*gateSlot)) {
	enter := func(word string) {
		s := find(g.slots, hashOf(word))
		s.hash = hashOf(word)
		put(s)
	}
	for w := range strings.SplitSeq(alternatives, "|") {
		if stem, ok := strings.CutSuffix(w, "*"); ok {
			g.stem(stem, put)
			continue
		}
		if strings.Contains(w, "'") {
			w = telling(strings.ReplaceAll(w, "'", " "))
		}
		enter(w)
		for suffix, verb := range suffixes {
			if verb == w {
				enter(suffix)
			}
		}
	}
}

// stem calls put for the slot of the words that begin with a stem.
func (g *gate) stem(stem string, put func(*gateSlot)) {
	hash := hashOf(stem[:shortestStem])
	head := find(g.stems, hash)
	if head.signs == 0 {
		*head = gateSlot{hash, uint16(len(g.beginnings)), aStem}
		g.beginnings = append(g.beginnings, nil)
	}
	list := g.beginnings[head.at]
	for i := range list {
		if list[i].stem == stem {
			put(&list[i].slot)
			return
		}
	}
	list = append(list, beginning{stem: stem})
	put(&list[len(list)-1].slot)
	g.beginnings[head.at] = list
}

// mark makes a word a sign.
func (g *gate) mark(word string, s sign) {
	g.each(word, func(w *gateSlot) { w.signs |= s })
}

// paired makes a word one of a pair.
func (g *gate) paired(word string, s sign, put func(*pair)) {
	g.each(word, func(w *gateSlot) {
		w.signs |= s
		if w.at == 0 {
			w.at = uint16(len(g.pairs))
			g.pairs = append(g.pairs, pair{})
		}
		put(&g.pairs[w.at])
	})
}

// cue enters a cue that promises something by its elements.
func (g *gate) cue(elements []string) {
	a, b := rarest(elements)
	if b == "" {
		g.mark(a, aPromise)
		return
	}
	if slices.Index(elements, a) > slices.Index(elements, b) {
		a, b = b, a
	}
	n := g.cues % (64 * cueBits)
	g.cues++
	g.paired(a, aPair, func(p *pair) { p.first[n/64] |= 1 << (n % 64) })
	g.paired(b, aPair, func(p *pair) { p.second[n/64] |= 1 << (n % 64) })
}

// expression enters an expression that names no day.
func (g *gate) expression(words []string) {
	a, b := rarest(words)
	if b == "" {
		g.mark(a, aDate)
		return
	}
	bit := uint64(1) << (g.vague % 64)
	g.vague++
	g.paired(a, aVague, func(p *pair) { p.vague[0] |= bit })
	g.paired(b, aVague, func(p *pair) { p.vague[1] |= bit })
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
	signs sign
	words uint16 // how many there are
	count int
	pairs [2 * maxSentence]seenPair
}

// seenPair is a word of a pair, the how manyeth of its sentence it is.
type seenPair struct{ at, word uint16 }

func (x *seen) clear() { x.signs, x.words, x.count = 0, 0, 0 }

// add adds a word that is a sign.
func (x *seen) add(s gateSlot) {
	x.signs |= s.signs
	if s.signs&(aPair|aVague) != 0 && x.count < len(x.pairs) {
		x.pairs[x.count] = seenPair{s.at, x.words}
		x.count++
	}
}

// dates reports whether the sentence may hold a date expression.
func (x *seen) dates(g *gate) bool {
	if x.signs&aDate != 0 {
		return true
	}
	if x.signs&aVague == 0 {
		return false
	}
	var first, second uint64
	for _, s := range x.pairs[:x.count] {
		first, second = first|g.pairs[s.at].vague[0], second|g.pairs[s.at].vague[1]
	}
	return first&second != 0
}

// promises reports whether the sentence may promise something.
func (x *seen) promises(g *gate) bool {
	if x.signs&aPromise != 0 {
		return true
	}
	for i, b := range x.pairs[:x.count] {
		second := &g.pairs[b.at].second
		for k := i - 1; k >= 0 && b.word-x.pairs[k].word <= maxCue; k-- {
			first := &g.pairs[x.pairs[k].at].first
			both := uint64(0)
			for n := range first {
				both |= first[n] & second[n]
			}
			if both != 0 {
				return true
			}
		}
	}
	return false
}

// wordSet is a set of words that sometimes takes another word for one of its own.
type wordSet [1024]uint64

func (s *wordSet) has(h wordHash) bool {
	h *= 0x9e3779b1
	return s[h>>22]&(1<<(h>>16&63)) != 0
}

func (s *wordSet) put(folded string) {
	h := hashOf(folded) * 0x9e3779b1
	s[h>>22] |= 1 << (h >> 16 & 63)
}
