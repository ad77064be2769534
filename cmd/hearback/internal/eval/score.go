package eval

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"hearback/classify"
)

// Score counts how results fit their labels.
type Score struct {
	Total, Unlabelled int
	// Right counts the messages whose kind is their label, of the job mail
	// that was found; Found counts that.
	Right, Found int
	// The gate between job mail and the rest.
	JobRight, JobWrong, JobMissed int
	Confusion                     map[string]map[classify.Kind]int // by label, then kind
}

// Count scores the results.
func Count(results []Result) Score {
	s := Score{Confusion: map[string]map[classify.Kind]int{}}
	for _, r := range results {
		s.Total++
		if r.Gold == "" {
			s.Unlabelled++
			continue
		}
		if s.Confusion[r.Gold] == nil {
			s.Confusion[r.Gold] = map[classify.Kind]int{}
		}
		s.Confusion[r.Gold][r.Kind]++
		job := classify.Kind(r.Gold).Job()
		switch {
		case job && r.Job:
			s.JobRight++
			s.Found++
			if string(r.Kind) == r.Gold {
				s.Right++
			}
		case job:
			s.JobMissed++
		case r.Job:
			s.JobWrong++
		}
	}
	return s
}

// Recall is the share of the job mail that was found.
func (s Score) Recall() float64 { return share(s.JobRight, s.JobRight+s.JobMissed) }

// Precision is the share of what is called job mail that is.
func (s Score) Precision() float64 { return share(s.JobRight, s.JobRight+s.JobWrong) }

// KindRight is the share of the job mail found whose kind is right.
func (s Score) KindRight() float64 { return share(s.Right, s.Found) }

// Of returns how many messages bear the label, how many are called so, and how
// many both.
func (s Score) Of(label string) (gold, called, both int) {
	for g, kinds := range s.Confusion {
		called += kinds[classify.Kind(label)]
		if g == label {
			for _, n := range kinds {
				gold += n
			}
			both = kinds[classify.Kind(label)]
		}
	}
	return gold, called, both
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// Print writes the score as tables, then the misses with their reasons.
func Print(w io.Writer, results []Result) {
	s := Count(results)
	fmt.Fprintf(w, "%d messages\n", s.Total)
	if s.Unlabelled > 0 {
		fmt.Fprintf(w, "%d without a label, which are read and not scored: --json says as what\n", s.Unlabelled)
	}
	if s.Unlabelled == s.Total {
		return
	}
	fmt.Fprintln(w)
	fmt.Fprintf(w, "job mail: recall %s, precision %s (%d found, %d missed, %d wrongly called so)\n", percent(s.Recall()), percent(s.Precision()), s.JobRight, s.JobMissed, s.JobWrong)
	fmt.Fprintf(w, "kind right, of the job mail found: %s (%d of %d)\n\n", percent(s.KindRight()), s.Right, s.Found)
	labels := slices.Sorted(maps.Keys(s.Confusion))
	fmt.Fprintf(w, "%-26s %6s %9s %7s  %s\n", "kind", "labels", "precision", "recall", "else read as")
	for _, label := range labels {
		gold, called, both := s.Of(label)
		precision := "-"
		if called > 0 {
			precision = percent(share(both, called))
		}
		fmt.Fprintf(w, "%-26s %6d %9s %7s  %s\n", label, gold, precision, percent(share(both, gold)), others(s.Confusion[label], label))
	}
	fmt.Fprintln(w, "\nmisses:")
	for _, r := range results {
		if string(r.Kind) == r.Gold || r.Gold == "" {
			continue
		}
		fmt.Fprintf(w, "%s: %s is read as %s (%.2f)\n", r.ID, r.Gold, r.Kind, r.Confidence)
		for _, reason := range r.Reasons {
			fmt.Fprintf(w, "    %s: %q\n", reason.Rule, reason.Quote)
		}
	}
}

// others lists the wrong kinds of one label, the most frequent first.
func others(kinds map[classify.Kind]int, label string) string {
	wrong := slices.DeleteFunc(slices.Collect(maps.Keys(kinds)), func(k classify.Kind) bool { return string(k) == label })
	slices.SortFunc(wrong, func(a, b classify.Kind) int { return cmp.Or(kinds[b]-kinds[a], strings.Compare(string(a), string(b))) })
	var out []string
	for _, k := range wrong {
		out = append(out, fmt.Sprintf("%s %d", k, kinds[k]))
	}
	return strings.Join(out, ", ")
}

func percent(x float64) string { return fmt.Sprintf("%.1f%%", 100*x) }
