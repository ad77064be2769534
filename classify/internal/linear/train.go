package linear

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/rand/v2"
	"slices"
)

// Example is one labelled text.
type Example struct {
	Class int
	Group string // what tells of one affair is in one group
	Words []Feature
	Facts []Feature
}

// Training is multinomial logistic regression by AdaGrad, in a fixed order: the same
// examples give the same weights.
type Training struct {
	Epochs   int
	Rate     float64
	Decay    float64 // of the weights
	InGroups int     // a feature counts that occurs in so many groups
	// Unheard is the share of the facts that is kept from the model, another one
	// each time, where they come of rules that were made with some of these texts at
	// hand: they would be trusted more than they deserve on any other.
	Unheard float64
}

// Fit returns the weights of a model of some classes, as Read takes them.
func (t Training) Fit(classes int, examples []Example) []byte {
	order, rows := t.features(classes, examples)
	weights, squares := make([]float64, len(rows)*classes), make([]float64, len(rows)*classes)
	bias, biasSquares := make([]float64, classes), make([]float64, classes)
	random := rand.New(rand.NewPCG(1, 2))
	var heard []int32
	for range t.Epochs {
		for _, n := range random.Perm(len(examples)) {
			e := examples[n]
			sums := slices.Clone(bias)
			heard = heard[:0]
			for _, f := range e.Facts {
				if at, ok := rows[f.key()]; ok && (t.Unheard == 0 || random.Float64() >= t.Unheard) {
					heard = append(heard, at)
				}
			}
			each := func(do func(at int, value float64)) {
				value := WordValue(len(e.Words))
				for _, f := range e.Words {
					if at, ok := rows[f.key()]; ok {
						do(int(at), value)
					}
				}
				for _, at := range heard {
					do(int(at), 1/(1-t.Unheard))
				}
			}
			each(func(at int, value float64) {
				for i := range sums {
					sums[i] += value * weights[at+i]
				}
			})
			p := Softmax(sums)
			p[e.Class]--
			each(func(at int, value float64) {
				for i, slope := range p {
					g := slope*value + t.Decay*weights[at+i]
					squares[at+i] += g * g
					weights[at+i] -= t.Rate * g / (1e-3 + math.Sqrt(squares[at+i]))
				}
			})
			for i, g := range p {
				biasSquares[i] += g * g
				bias[i] -= t.Rate * g / (1e-3 + math.Sqrt(biasSquares[i]))
			}
		}
	}
	return quantized(classes, order, weights, bias)
}

// features returns the keys of the features that count in their order, and where their
// weights stand.
func (t Training) features(classes int, examples []Example) (order []uint32, rows map[uint32]int32) {
	groups := map[uint32]map[string]bool{}
	for _, e := range examples {
		for _, part := range [][]Feature{e.Words, e.Facts} {
			for _, f := range part {
				if groups[f.key()] == nil {
					groups[f.key()] = map[string]bool{}
				}
				groups[f.key()][e.Group] = true
			}
		}
	}
	for f, in := range groups {
		if len(in) >= t.InGroups {
			order = append(order, f)
		}
	}
	slices.Sort(order)
	rows = make(map[uint32]int32, len(order))
	for i, f := range order {
		rows[f] = int32(i * classes)
	}
	return order, rows
}

// quantized writes the weights as they are shipped: rounded, in the order of
// the features, without those that say nothing.
func quantized(classes int, order []uint32, weights, bias []float64) []byte {
	var b bytes.Buffer
	for _, w := range bias {
		binary.Write(&b, binary.LittleEndian, float32(w))
	}
	for i, f := range order {
		row, says := make([]byte, classes), false
		for j := range row {
			w := int8(max(-127, min(127, math.Round(weights[i*classes+j]/Quantum))))
			row[j], says = byte(w), says || w != 0
		}
		if says {
			binary.Write(&b, binary.LittleEndian, f)
			b.Write(row)
		}
	}
	return b.Bytes()
}
