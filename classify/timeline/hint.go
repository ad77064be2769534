package timeline

import (
	_ "embed"

	"hearback/classify/internal/linear"
)

// hints are what each word of a sentence hints at: that a timeline is stated, or
// nothing. They are a model of sentences by their words alone, quick to look at, by
// which sentences are chosen that the other one looks at.
type hints struct {
	slots [hintSlots]hint // of words by their hash, the next free one where it is taken
	bias  float64
}

// hint is the weight of a word; the tag is the part of its hash that does not choose
// the slot.
type hint struct {
	tag    uint16
	weight int16
}

// hintSlots is the number of slots, four to a word and more.
const (
	hintBits  = 14
	hintSlots = 1 << hintBits
)

//go:embed hint.bin
var hintWeights string

// hintStem is the stem of a word by its first eight letters.
func hintStem(first uint64) linear.Feature {
	return linear.Feature(eightHash(0, first&(1<<(8*stemLetters)-1)))
}

func newHints() *hints {
	m := linear.MustRead(classes, hintWeights)
	h := new(hints)
	sums := m.Sums()
	h.bias = sums[1] - sums[0]
	for stem, row := range m.Rows() {
		s := h.slot(stem)
		*s = hint{tagOf(stem), int16(int8(row[1])) - int16(int8(row[0]))}
	}
	return h
}

// tagOf and the place of a slot are what the model keeps of a stem's hash.
func tagOf(stem linear.Feature) uint16 { return uint16(stem >> 32) }

// slot returns the slot of a stem, or the free one where it belongs.
func (h *hints) slot(stem linear.Feature) *hint {
	i, tag := stem>>(64-hintBits), tagOf(stem)
	for s := &h.slots[i]; ; s = &h.slots[i] {
		if uint32(s.tag^tag)*uint32(uint16(s.weight)) == 0 {
			return s
		}
		i = (i + 1) % hintSlots
	}
}

// of returns the weight of a word by its first eight letters.
func (h *hints) of(first uint64) int16 { return h.slot(hintStem(first)).weight }

// Up to hopeless the rules are not asked what a sentence promises, which loses three of the
// statements of testdata; from hopeful on the model is. With less a few more are found, and
// ordinary mail takes half as long again.
const (
	hopeless = -3
	hopeful  = -0.4
)

// hinted is how much rather the words of the sentence state a timeline than nothing:
// more than 0 where they rather do.
func (x *seen) hinted(g *gate) float64 {
	return g.hints.bias + linear.WordValue(int(x.words))*linear.Quantum*float64(x.hint)
}
