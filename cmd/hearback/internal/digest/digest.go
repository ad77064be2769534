// Package digest sums up a week of a job search, what to do first: as text, as
// HTML, and as the mail that bears both.
package digest

import (
	"slices"
	"strings"
	"time"

	"hearback/classify/timeline"
	"hearback/cmd/hearback/internal/report"
)

// What is shown of a long search. The rest is counted.
const (
	// mostRows is how many rows a section has at most: nobody reads more.
	mostRows = 60
	// MaxHTML bounds the HTML in bytes: Gmail cuts off what is above 102 KB.
	MaxHTML = 95_000
)

// ahead is how many days, today included, are this week's.
const ahead = 7

// Digest is one week as it is told: texts ready to be shown, none of which can
// do anything.
type Digest struct {
	At, Since  time.Time // in the configured zone
	Open       int       // candidacies that are neither closed nor dormant
	Tasks      List[Task]
	Interviews List[Talk]
	Wrote      List[Letter]
	Promises   List[Promise]
	Silent     List[Silence]
	Closed     List[Ending]
	Paces      List[Pace]
}

// List is a section's rows, as many as are shown.
type List[Row any] struct {
	Rows []Row
	More int // rows that are not shown
}

// Len is the number of rows, shown or not.
func (l List[Row]) Len() int { return len(l.Rows) + l.More }

func listOf[Row any](rows []Row, most int) List[Row] {
	shown := min(len(rows), most)
	return List[Row]{rows[:shown], len(rows) - shown}
}

// Of sums up the candidacies as they stand at a moment, in its zone, against
// how they stood at an earlier one.
func Of(before, now []report.Candidacy, since, at time.Time) Digest {
	all := slices.Clone(now)
	report.Sort(all)
	was := make(map[int64]report.Candidacy, len(before))
	for _, c := range before {
		was[c.ID] = c
	}
	w := week{at: at, since: since, today: timeline.DateOf(at)}
	for _, c := range all {
		if c.Quiet() {
			if old, known := was[c.ID]; !known || !old.Quiet() {
				w.closed = append(w.closed, w.ending(c))
			}
		} else {
			w.take(c)
		}
	}
	w.sort()
	w.adviseOnce()
	for most := mostRows; ; most = most * 3 / 4 {
		if d := w.digest(most); most == 0 || len(d.HTML()) <= MaxHTML {
			return d
		}
	}
}

// Quiet reports whether there is nothing to do and nothing new.
func (d Digest) Quiet() bool {
	return d.Tasks.Len()+d.Interviews.Len()+d.Wrote.Len()+d.Promises.Len()+d.Closed.Len() == 0
}

// Subject is the mail's: counts, and no name for whoever looks over a shoulder.
func (d Digest) Subject() string {
	if d.Quiet() {
		return "Your job search: a quiet week"
	}
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{d.Tasks.Len(), "to do"}, {d.Wrote.Len(), "wrote"}, {d.Interviews.Len(), "ahead"}, {d.Closed.Len(), "closed"}} {
		if p.n > 0 {
			parts = append(parts, number(p.n)+" "+p.what)
		}
	}
	if len(parts) == 0 {
		return "Your job search: what was promised"
	}
	return "Your job search: " + strings.Join(parts, ", ")
}

// Line is all there is to say of a quiet week.
func (d Digest) Line() string {
	if d.Silent.Len() == 0 {
		return "Nothing new and nothing to do: " + count(d.Open, "open candidacy", "open candidacies") + "."
	}
	return "Nothing new and nothing to do: " + count(d.Silent.Len(), "employer is", "employers are") + " within the advised silence."
}
