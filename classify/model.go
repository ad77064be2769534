package classify

import (
	"bytes"
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
	// rows are the places in weights by feature; a row holds one weight for
	// each kind.
	rows    map[feature]int32
	weights []int8
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
		if at, ok := m.rows[f.feature]; ok {
			for k, w := range m.weights[at : int(at)+len(sums)] {
				sums[k] += value * quantum * float64(w)
			}
			known++
		}
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
		at, ok := m.rows[f.feature]
		if !ok {
			continue
		}
		row, mean := m.weights[at:int(at)+len(m.kinds)], 0.0
		for _, w := range row {
			mean += float64(w)
		}
		if w := float64(row[k]) - mean/float64(len(row)); w > 0 {
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
	theirsBin []byte
	//go:embed model/own.bin
	ownBin []byte

	theirs = sync.OnceValue(func() *model { return mustModel(TheirKinds, theirsBin) })
	owns   = sync.OnceValue(func() *model { return mustModel(OwnKinds, ownBin) })
)

func mustModel(kinds []Kind, b []byte) *model {
	m, err := readModel(kinds, b)
	if err != nil {
		panic(err) // the weights are a constant of this package; every test meets them
	}
	return m
}

// readModel reads weights: the bias of each kind as float32, then for each
// feature its hash and one signed byte a kind; little endian.
func readModel(kinds []Kind, b []byte) (*model, error) {
	head, row := 4*len(kinds), 8+len(kinds)
	if len(b) < head || (len(b)-head)%row != 0 {
		return nil, fmt.Errorf("classify: %d bytes of weights for %d kinds", len(b), len(kinds))
	}
	m := &model{kinds: kinds, bias: make([]float32, len(kinds))}
	if err := binary.Read(bytes.NewReader(b[:head]), binary.LittleEndian, m.bias); err != nil {
		return nil, err
	}
	n := (len(b) - head) / row
	m.rows, m.weights = make(map[feature]int32, n), make([]int8, 0, n*len(kinds))
	for b = b[head:]; len(b) > 0; b = b[row:] {
		m.rows[feature(binary.LittleEndian.Uint64(b))] = int32(len(m.weights))
		for _, w := range b[8:row] {
			m.weights = append(m.weights, int8(w))
		}
	}
	return m, nil
}

// write writes the weights as readModel reads them, in the order of the
// features.
func (m *model) write() []byte {
	var b bytes.Buffer
	binary.Write(&b, binary.LittleEndian, m.bias)
	features := make([]feature, 0, len(m.rows))
	for f := range m.rows {
		features = append(features, f)
	}
	slices.Sort(features)
	for _, f := range features {
		binary.Write(&b, binary.LittleEndian, uint64(f))
		binary.Write(&b, binary.LittleEndian, m.weights[m.rows[f]:int(m.rows[f])+len(m.kinds)])
	}
	return b.Bytes()
}
