package classify

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearback/classify/internal/linear"
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

// training is how the models of kinds are trained. The rules were made with some of
// this mail at hand.
var training = linear.Training{Epochs: 14, Rate: 0.12, Decay: 2e-4, InGroups: 3, Unheard: 0.2}

// train fits a model to the examples and returns its weights.
func train(kinds []Kind, all []example) []byte {
	examples := make([]linear.Example, len(all))
	for i, e := range all {
		words := make([]linear.Feature, len(e.words))
		for k, w := range e.words {
			words[k] = w.feature
		}
		examples[i] = linear.Example{Class: e.kind, Group: e.group, Words: words, Facts: e.facts}
	}
	return training.Fit(len(kinds), examples)
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
		m := newModel(TheirKinds, string(train(TheirKinds, in)))
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
