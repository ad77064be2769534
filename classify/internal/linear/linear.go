// Package linear judges texts by multinomial logistic regression over hashed
// features: for each class the sum of the weights of what is observed, and from
// these sums probabilities. Models are trained on our own labelled texts and
// shipped as weights.
package linear

import (
	"encoding/binary"
	"fmt"
	"iter"
	"math"
	"math/bits"
	"slices"
	"strings"
)

// Feature is the hash of one thing that is true of a text: a word that occurs, a
// rule that was found, a mark of the header.
type Feature uint64

// Of hashes a name in a space of its own (FNV-1a).
func Of(space byte, name string) Feature {
	h := (fnvOffset ^ uint64(space)) * fnvPrime
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * fnvPrime
	}
	return Feature(h)
}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// Pair is the feature of two things together, in a space of its own.
func Pair(space byte, a, b Feature) Feature {
	return Feature((bits.RotateLeft64(uint64(a), 31) ^ uint64(b) ^ uint64(space)) * fnvPrime)
}

// Model holds the weights of features for some classes.
type Model struct {
	classes int
	bias    []float32
	// rows are the keys of features in their order, each with a signed byte for
	// each class, as they are shipped: they are looked up where they lie.
	rows string
	// starts is the number of rows whose key begins with less than these leading
	// bits; shift leaves those of a key.
	starts []int32
	shift  uint
}

// key is what a model knows a feature by: half of its bits. Of a million features
// that have no weights fewer than a hundred are taken for one that has.
func (f Feature) key() uint32 { return uint32(f >> 32) }

// keySize is the size of a key in bytes. Its leading bits choose where the row is looked
// for, so many that about inBucket rows share them.
const (
	keySize  = 4
	keyBits  = 8 * keySize
	inBucket = 8
)

// Quantum is what one unit of a shipped weight is worth.
const Quantum = 1.0 / 32

// MustRead reads the weights that a package is built with: every test meets them.
func MustRead(classes int, weights string) *Model {
	m, err := Read(classes, weights)
	if err != nil {
		panic(err)
	}
	return m
}

// Read reads weights: the bias of each class as float32, then for each
// feature, in the order of their keys, the key and one signed byte a class; little endian.
func Read(classes int, weights string) (*Model, error) {
	head, size := 4*classes, keySize+classes
	if len(weights) < head || (len(weights)-head)%size != 0 {
		return nil, fmt.Errorf("linear: %d bytes of weights for %d classes", len(weights), classes)
	}
	m := &Model{classes: classes, bias: make([]float32, classes), rows: weights[head:], shift: uint(keyBits - bits.Len(uint((len(weights)-head)/size/inBucket)))}
	m.starts = make([]int32, 1<<(keyBits-m.shift)+1)
	if err := binary.Read(strings.NewReader(weights[:head]), binary.LittleEndian, m.bias); err != nil {
		return nil, err
	}
	before := uint32(0)
	for at := 0; at < len(m.rows); at += size {
		key := keyAt(m.rows, at)
		if key <= before && at > 0 {
			return nil, fmt.Errorf("linear: the weights are out of order at %d", at)
		}
		before = key
		m.starts[key>>m.shift+1]++
	}
	for i := 1; i < len(m.starts); i++ {
		m.starts[i] += m.starts[i-1]
	}
	return m, nil
}

// Row returns the weights of a feature in quanta, one signed byte for each class;
// empty where it has none.
func (m *Model) Row(f Feature) string {
	size, key := keySize+m.classes, f.key()
	bucket := key >> m.shift
	for at := int(m.starts[bucket]) * size; at < int(m.starts[bucket+1])*size; at += size {
		if keyAt(m.rows, at) == key {
			return m.rows[at+keySize : at+size]
		}
	}
	return ""
}

// Rows returns the features that have weights, in the order of their keys, with what Row
// says of them; those bits are zero that are not of the key.
func (m *Model) Rows() iter.Seq2[Feature, string] {
	return func(yield func(Feature, string) bool) {
		size := keySize + m.classes
		for at := 0; at < len(m.rows); at += size {
			if !yield(Feature(keyAt(m.rows, at))<<32, m.rows[at+keySize:at+size]) {
				return
			}
		}
	}
}

// keyAt reads the key with which a row begins.
func keyAt(rows string, at int) uint32 {
	b := rows[at : at+keySize]
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

// Sums returns the sums of a text of which nothing is observed.
func (m *Model) Sums() []float64 {
	sums := make([]float64, m.classes)
	for k, b := range m.bias {
		sums[k] = float64(b)
	}
	return sums
}

// Add adds the weights of a feature of some value, and reports whether it has some.
func (m *Model) Add(sums []float64, f Feature, value float64) bool {
	row := m.Row(f)
	for k, w := range []byte(row) {
		sums[k] += value * Quantum * float64(int8(w))
	}
	return row != ""
}

// wordShare is the weight of all words of a text together: a page says no more
// than three lines do.
const wordShare = 3.0

// WordValue is the value of the feature of each word, of so many.
func WordValue(words int) float64 { return wordShare / math.Sqrt(float64(max(1, words))) }

// Softmax turns sums into probabilities.
func Softmax(sums []float64) []float64 {
	most, total := slices.Max(sums), 0.0
	p := make([]float64, len(sums))
	for k, s := range sums {
		p[k] = math.Exp(s - most)
		total += p[k]
	}
	for k := range p {
		p[k] /= total
	}
	return p
}
