package timeline_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"hearback/classify/internal/linear"
	"hearback/classify/timeline"
)

var update = flag.Bool("update", false, "write the weights that training gives")

// training is how the model is trained.
var training = linear.Training{Epochs: 6, Rate: 0.06, InGroups: 3}

// trained are the tables that the model is trained on: never what is set aside.
var trained = []string{"statements.tsv", "letters.tsv", "unseen.tsv", "learned.tsv"}

// examples observes the statements of a table: each expression, which states a
// timeline where it names the day that is told, and each sentence, where one does.
func examples(t testing.TB, name string) (expressions, sentences []linear.Example) {
	t.Helper()
	cal := calendar(t)
	for n, l := range table(t, name) {
		group := fmt.Sprint(name, n)
		for _, o := range timeline.Observe(l.phrase, l.sent, cal) {
			s := linear.Example{Group: group, Words: o.Stems}
			for _, x := range o.Expressions {
				e := linear.Example{Group: group, Words: x.Features}
				if strings.HasPrefix(l.kind, "promise") && x.By.String() == l.want {
					e.Class, s.Class = 1, 1
				}
				expressions = append(expressions, e)
			}
			sentences = append(sentences, s)
		}
	}
	return expressions, sentences
}

// TestModel trains and compares with the weights that are shipped: they are what the
// tables give, and nothing else. With -update it ships them.
func TestModel(t *testing.T) {
	var expressions, sentences []linear.Example
	for _, name := range trained {
		e, s := examples(t, name)
		expressions, sentences = append(expressions, e...), append(sentences, s...)
	}
	for _, m := range []struct {
		file, shipped string
		examples      []linear.Example
	}{{"model.bin", timeline.ModelWeights, expressions}, {"hint.bin", timeline.HintWeights, sentences}} {
		got := string(training.Fit(timeline.Classes, m.examples))
		if *update {
			if err := os.WriteFile(m.file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if got != m.shipped {
			t.Errorf("%s is not what the tables give: run go test ./classify/timeline -run '^TestModel$' -update", m.file)
		}
	}
}
