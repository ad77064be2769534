package classify

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
)

// model is a multinomial logistic regression over features: for each kind the
// sum of the weights of what is observed, and from these sums probabilities.
// It is trained on our own labelled mail (TestModel) and shipped as weights.
type model struct {
	kinds []Kind
	bias  []float32
	// rows are the features in their order, each with a signed byte for each
	// kind, as they are shipped: they are looked up where they lie.
	rows string
	// starts is the number of rows whose feature begins with less than these
	// leading bits.
	starts []int32
}

// leadingBits of a feature choose where its row is looked for.
const leadingBits = 16

// row returns the weights of a feature, one byte for each kind; empty
// where it has none.
func (m *model) row(f feature) string {
	size, bucket := 8+len(m.kinds), f>>(64-leadingBits)
	for at := int(m.starts[bucket]) * size; at < int(m.starts[bucket+1])*size; at += size {
		if featureAt(m.rows, at) == f {
			return m.rows[at+8 : at+size]
		}
	}
	return ""
}

// featureAt reads the feature with which a row begins.
func featureAt(rows string, at int) feature {
	b := rows[at : at+8]
	return feature(b[0]) | feature(b[1])<<8 | feature(b[2])<<16 | feature(b[3])<<24 |
		feature(b[4])<<32 | feature(b[5])<<40 | feature(b[6])<<48 | feature(b[7])<<56
}

// quantum is what one unit of a shipped weight is worth.
const quantum = 1.0 / 32

// wordShare is the weight of all words of a message together: a page says no
// more than three lines do.
const wordShare = 3.0

// sums adds up the weights of what is observed. Known is the share of the
// words, and pairs of them, that the model has weights for.
func (m *model) sums(o observation) (sums []float64, known float64) {
	sums = make([]float64, len(m.kinds))
	for k, b := range m.bias {
		sums[k] = float64(b)
	}
	n := m.add(sums, o.words, wordValue(o))
	m.add(sums, o.facts, 1)
	return sums, float64(n) / float64(max(1, len(o.words)))
}

// wordValue is the value of one word's feature.
func wordValue(o observation) float64 {
	return wordShare / math.Sqrt(float64(max(1, len(o.words))))
}

// add adds the weights of features, and returns how many have some.
func (m *model) add(sums []float64, features []observed, value float64) (known int) {
	for _, f := range features {
		row := m.row(f.feature)
		if row == "" {
			continue
		}
		for k, w := range []byte(row) {
			sums[k] += value * quantum * float64(int8(w))
		}
		known++
	}
	return known
}

// softmax turns sums into probabilities.
func softmax(sums []float64) []float64 {
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
		row, mean := m.row(f.feature), 0.0
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

	theirs = sync.OnceValue(func() *model { return mustModel(TheirKinds, theirsBin) })
	owns   = sync.OnceValue(func() *model { return mustModel(OwnKinds, ownBin) })
)

func mustModel(kinds []Kind, b string) *model {
	m, err := readModel(kinds, b)
	if err != nil {
		panic(err) // the weights are a constant of this package; every test meets them
	}
	return m
}

// readModel reads weights: the bias of each kind as float32, then for each
// feature, in their order, its hash and one signed byte a kind; little endian.
func readModel(kinds []Kind, b string) (*model, error) {
	head, size := 4*len(kinds), 8+len(kinds)
	if len(b) < head || (len(b)-head)%size != 0 {
		return nil, fmt.Errorf("classify: %d bytes of weights for %d kinds", len(b), len(kinds))
	}
	m := &model{kinds: kinds, bias: make([]float32, len(kinds)), rows: b[head:], starts: make([]int32, 1<<leadingBits+1)}
	if err := binary.Read(strings.NewReader(b[:head]), binary.LittleEndian, m.bias); err != nil {
		return nil, err
	}
	before := feature(0)
	for at := 0; at < len(m.rows); at += size {
		f := featureAt(m.rows, at)
		if f < before {
			return nil, fmt.Errorf("classify: the weights are out of order at %d", at)
		}
		before = f
		m.starts[f>>(64-leadingBits)+1]++
	}
	for i := 1; i < len(m.starts); i++ {
		m.starts[i] += m.starts[i-1]
	}
	return m, nil
}
