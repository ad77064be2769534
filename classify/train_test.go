package classify

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearback/classify/mail"
)

var update = flag.Bool("update", false, "write the weights that training gives")

// example is one labelled message as the model sees it.
type example struct {
	kind  int
	group string // what tells of one affair is in one group
	found *evidence
	bulk  bool
	hires bool
	observation
}

// labelled is one labelled message.
type labelled struct {
	kind  Kind
	group string
	m     *mail.Message
}

// trainingMail is everything that may be trained on: never what is set aside.
func trainingMail(t testing.TB) []labelled {
	t.Helper()
	all := corpusMail(t, "open")
	for _, file := range glob(t, filepath.Join("corpus", "lines", "*.jsonl")) {
		all = append(all, linesMail(t, file)...)
	}
	return all
}

func glob(t testing.TB, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %d files, %v", pattern, len(files), err)
	}
	return files
}

// corpusMail reads one part of the corpus.
func corpusMail(t testing.TB, part string) []labelled {
	t.Helper()
	var all []labelled
	for _, file := range glob(t, filepath.Join("corpus", part, "*", "*.eml")) {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		m := mail.Parse(raw)
		thread, _, _ := strings.Cut(filepath.Base(file), "-")
		all = append(all, labelled{Kind(filepath.Base(filepath.Dir(file))), thread, &m})
	}
	return all
}

// linesMail reads labelled messages of which only what a person sees is known.
func linesMail(t testing.TB, file string) []labelled {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []labelled
	lines := bufio.NewScanner(bytes.NewReader(content))
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		var l struct {
			Gold, Subject, From, Body string
			Reply                     bool
		}
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatalf("%s:%d: %v", file, n, err)
		}
		from, to := l.From, me
		if strings.HasPrefix(l.Gold, "own_") {
			from, to = me, "somebody@employer.example"
		}
		raw := "From: " + from + "\nTo: " + to + "\nSubject: " + l.Subject + "\nContent-Type: text/plain; charset=utf-8\n"
		if l.Reply {
			raw += "In-Reply-To: <before@mail.example>\n"
		}
		m := mail.Parse([]byte(raw + "\n" + l.Body))
		all = append(all, labelled{Kind(l.Gold), fmt.Sprint(file, n), &m})
	}
	return all
}

// candidates are the addresses of the corpus's candidates.
func candidates(all []labelled) []string {
	addresses := []string{me}
	for _, l := range all {
		if strings.HasPrefix(string(l.kind), "own_") {
			addresses = append(addresses, l.m.Sent().Address)
		}
	}
	return addresses
}

// examples observes the labelled mail that the model of these kinds is for.
func examples(all []labelled, kinds []Kind) []example {
	reader := NewReader(candidates(all)...)
	var out []example
	for _, l := range all {
		k := slices.Index(kinds, l.kind)
		if k < 0 {
			continue
		}
		mark, machine := isMachine(&l.m.Header)
		e, o, _ := reader.observed(l.m, subjectAndText(l.m), mark, machine)
		out = append(out, example{k, l.group, e, isBulk(&l.m.Header) && relayOf(l.m.Sent().Domain()) == "", HiringService(l.m.Sent()), o})
	}
	return out
}

// Training: multinomial logistic regression by AdaGrad, in a fixed order.
const (
	epochs   = 14
	rate     = 0.12
	decay    = 2e-4 // of the weights
	inGroups = 3    // a word counts that occurs in so many groups
	// unheard is the share of what the rules found that is kept from the model,
	// another one each time: the rules were made with some of this mail at hand,
	// and would be trusted more than they deserve on any other.
	unheard = 0.2
)

// train fits a model to the examples and returns its weights.
func train(kinds []Kind, all []example) []byte {
	groups := map[feature]map[string]bool{}
	isFact := map[feature]bool{}
	for _, e := range all {
		for i, part := range [][]observed{e.words, e.facts} {
			for _, f := range part {
				if groups[f.feature] == nil {
					groups[f.feature] = map[string]bool{}
				}
				groups[f.feature][e.group] = true
				isFact[f.feature] = i == 1
			}
		}
	}
	rows := map[feature]int32{}
	for f, in := range groups {
		if len(in) >= inGroups {
			rows[f] = 0
		}
	}
	k := len(kinds)
	order := make([]feature, 0, len(rows))
	for f := range rows {
		order = append(order, f)
	}
	slices.Sort(order)
	for i, f := range order {
		rows[f] = int32(i * k)
	}
	weights, squares := make([]float64, len(rows)*k), make([]float64, len(rows)*k)
	bias, biasSquares := make([]float64, k), make([]float64, k)
	random := rand.New(rand.NewPCG(1, 2))
	var heard []int32
	for range epochs {
		for _, n := range random.Perm(len(all)) {
			e := all[n]
			sums := slices.Clone(bias)
			heard = heard[:0]
			for _, f := range e.facts {
				if at, ok := rows[f.feature]; ok && random.Float64() >= unheard {
					heard = append(heard, at)
				}
			}
			each := func(do func(at int, value float64)) {
				value := wordValue(e.observation)
				for _, f := range e.words {
					if at, ok := rows[f.feature]; ok {
						do(int(at), value)
					}
				}
				for _, at := range heard {
					do(int(at), 1/(1-unheard))
				}
			}
			each(func(at int, value float64) {
				for i := range sums {
					sums[i] += value * weights[at+i]
				}
			})
			p := softmax(sums)
			p[e.kind]--
			each(func(at int, value float64) {
				for i, slope := range p {
					g := slope*value + decay*weights[at+i]
					squares[at+i] += g * g
					weights[at+i] -= rate * g / (1e-3 + math.Sqrt(squares[at+i]))
				}
			})
			for i, g := range p {
				biasSquares[i] += g * g
				bias[i] -= rate * g / (1e-3 + math.Sqrt(biasSquares[i]))
			}
		}
	}
	return quantized(kinds, order, weights, bias)
}

// quantized writes the weights as they are shipped: rounded, in the order of
// the features, without those that say nothing.
func quantized(kinds []Kind, order []feature, weights, bias []float64) []byte {
	var b bytes.Buffer
	for _, w := range bias {
		binary.Write(&b, binary.LittleEndian, float32(w))
	}
	for i, f := range order {
		row, says := make([]byte, len(kinds)), false
		for j := range row {
			w := int8(max(-127, min(127, math.Round(weights[i*len(kinds)+j]/quantum))))
			row[j], says = byte(w), says || w != 0
		}
		if says {
			binary.Write(&b, binary.LittleEndian, uint64(f))
			b.Write(row)
		}
	}
	return b.Bytes()
}

// TestModel trains and compares with the weights that are shipped: they are
// what the corpus gives, and nothing else. With -update it ships them.
func TestModel(t *testing.T) {
	all := trainingMail(t)
	for file, kinds := range map[string][]Kind{"theirs": TheirKinds, "own": OwnKinds} {
		got := string(train(kinds, examples(all, kinds)))
		file = filepath.Join("model", file+".bin")
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		shipped, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(shipped) {
			t.Errorf("%s is not what the corpus gives: run go test ./classify -run '^TestModel$' -update", file)
		}
	}
}

// partOf puts a group into one of n parts.
func partOf(group string, n int) int {
	h := fnv.New32a()
	h.Write([]byte(group))
	return int(h.Sum32() % uint32(n))
}

// BenchmarkFolds trains on four fifths of the training mail and reads the rest,
// for each fifth: what may be hoped for from mail that was never met, read by
// itself, without its conversation.
func BenchmarkFolds(b *testing.B) {
	var f folds
	for b.Loop() {
		f = readFolds(examples(trainingMail(b), TheirKinds))
	}
	b.ReportMetric(share(f.found, f.jobs), "recall")
	b.ReportMetric(share(f.found, f.found+f.wrong), "precision")
	b.ReportMetric(share(f.right, f.found), "kind-right")
}

func share(part, whole int) float64 { return float64(part) / float64(max(1, whole)) }

// folds counts job mail: all of it, what was found, what was wrongly called
// so, and what was found and called by its kind.
type folds struct{ jobs, found, wrong, right int }

func readFolds(es []example) folds {
	var f folds
	for n := range 5 {
		var in, out []example
		for _, e := range es {
			if partOf(e.group, 5) == n {
				out = append(out, e)
			} else {
				in = append(in, e)
			}
		}
		m := mustModel(TheirKinds, string(train(TheirKinds, in)))
		for _, e := range out {
			gold, got := TheirKinds[e.kind], m.judge(e.found, e.observation, e.bulk, e.hires).kind
			if gold.Job() {
				f.jobs++
			}
			switch {
			case gold.Job() && got.Job():
				f.found++
				if got == gold {
					f.right++
				}
			case got.Job():
				f.wrong++
			}
		}
	}
	return f
}
