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
	aVague                    // with another word, of an expression that names no day
	aStem                     // words that begin with these letters may be signs
	aBrief                    // a full stop behind it may not end a sentence
	aMeeting                  // of a day on which people met or will

	aPaired sign = 1 << 15 // it has a pair: the highest one, so that it can be counted
)

// gate holds the words without which a sentence states no timeline, so that most
// mail is passed over after one look at each word. Words are told apart by their
// hash: two of one hash cost time and no more.
type gate struct {
	slots []gateSlot // of words by their hash, the next free one where it is taken
	heads []gateSlot // of the first letters of stems
	pairs []pair
	// places are where the pairs of words stand, by the places of their slots; 0 where
	// there is none. Those of stems follow.
	places []uint16
	// beginnings are the stems that begin with the same letters, by the place of their head.
	beginnings map[int][]beginning
	cues       int // of several words
	vague      int // expressions of several words
	hints      *hints
}

// gateSlot is a word: the part of its hash that does not choose the slot, and what
// the word is a sign of.
type gateSlot struct {
	tag   uint16
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
	stem  string
	signs sign
	place int // in places
}

// gateSlots is the number of slots, four to a word; gateHeads of heads.
const (
	gateSlots = 1 << 13
	gateHeads = gateSlots / 16
)

func newGate() *gate {
	return &gate{slots: make([]gateSlot, gateSlots), heads: make([]gateSlot, gateHeads), pairs: make([]pair, 1),
		places: make([]uint16, gateSlots), beginnings: map[int][]beginning{}, hints: newHints()}
}

// slotOf returns the place of a word's slot, or of the free one where it belongs.
func slotOf(slots []gateSlot, hash wordHash) int {
	i := int(hash) & (len(slots) - 1)
	for tag := uint16(hash >> 16); slots[i].others(tag); {
		i = (i + 1) & (len(slots) - 1)
	}
	return i
}

// others reports whether a slot is another word's than one with this tag. It
// asks once: whether the next word of a text is known cannot be foretold.
func (s gateSlot) others(tag uint16) bool { return uint32(s.tag^tag)*uint32(s.signs) != 0 }

// mark makes the words of alternatives a sign. It returns their places. Of a word with
// an apostrophe it takes the longest part, for texts are cut there.
func (g *gate) mark(alternatives string, s sign) (places []int) {
	enter := func(word string) {
		hash := hashOf(word)
		i := slotOf(g.slots, hash)
		g.slots[i].tag = uint16(hash >> 16)
		g.slots[i].signs |= s
		places = append(places, i)
	}
	for w := range strings.SplitSeq(alternatives, "|") {
		if stem, ok := strings.CutSuffix(w, "*"); ok {
			places = append(places, g.stem(stem, s))
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
	return places
}

// stem makes the words that begin with a stem a sign. It returns their place.
func (g *gate) stem(stem string, s sign) int {
	hash := hashOf(stem[:shortestStem])
	head := slotOf(g.heads, hash)
	g.heads[head] = gateSlot{uint16(hash >> 16), aStem}
	list := g.beginnings[head]
	i := slices.IndexFunc(list, func(b beginning) bool { return b.stem == stem })
	if i < 0 {
		i, list = len(list), append(list, beginning{stem: stem, place: len(g.places)})
		g.beginnings[head], g.places = list, append(g.places, 0)
	}
	list[i].signs |= s
	return list[i].place
}

// paired makes a word one of a pair.
func (g *gate) paired(word string, s sign, put func(*pair)) {
	for _, i := range g.mark(word, s) {
		if g.places[i] == 0 {
			g.places[i] = uint16(len(g.pairs))
			g.pairs = append(g.pairs, pair{})
		}
		put(&g.pairs[g.places[i]])
	}
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
	g.paired(a, aPaired, func(p *pair) { p.first[n/64] |= 1 << (n % 64) })
	g.paired(b, aPaired, func(p *pair) { p.second[n/64] |= 1 << (n % 64) })
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
	g.paired(a, aPaired|aVague, func(p *pair) { p.vague[0] |= bit })
	g.paired(b, aPaired|aVague, func(p *pair) { p.vague[1] |= bit })
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
	hint  int // the sum of what the words hint at
	// pairs has room for each word and for as many stems.
	pairs [2 * maxSentence]seenPair
}

// seenPair is a word of a pair, the how manyeth of its sentence it is.
type seenPair struct{ place, word uint16 }

func (x *seen) clear() { x.signs, x.words, x.count, x.hint = 0, 0, 0, 0 }

// add adds a word that is a sign. The place is kept where the word is of a pair,
// and else overwritten: which words are cannot be foretold.
func (x *seen) add(signs sign, place int) {
	x.signs |= signs
	x.pairs[x.count] = seenPair{uint16(place), x.words}
	x.count += int(signs / aPaired)
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
		p := &g.pairs[g.places[s.place]]
		first, second = first|p.vague[0], second|p.vague[1]
	}
	return first&second != 0
}

// promises reports whether the sentence may promise something.
func (x *seen) promises(g *gate) bool {
	if x.signs&aPromise != 0 {
		return true
	}
	for i, b := range x.pairs[:x.count] {
		second := &g.pairs[g.places[b.place]].second
		for k := i - 1; k >= 0 && b.word-x.pairs[k].word <= maxCue; k-- {
			first := &g.pairs[g.places[x.pairs[k].place]].first
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
