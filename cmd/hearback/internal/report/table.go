package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/mattn/go-runewidth"

	"hearback/classify/advice"
)

// Sort puts what presses most first: another employer's deadline, flags by
// their day, those of applications, what waits for the candidate, windows by
// their due day, then the rest.
func Sort(cs []Candidacy) {
	slices.SortStableFunc(cs, func(a, b Candidacy) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(a.day(), b.day()), cmp.Compare(a.ID, b.ID))
	})
}

func (c Candidacy) rank() int {
	switch {
	case c.Flag != nil && c.Flag.Kind == string(advice.DeadlineFlag):
		return 0
	case c.Flag != nil && c.Flag.Kind != string(advice.ApplicationFlag):
		return 1
	case c.Flag != nil:
		return 2
	case c.Quiet():
		return 6
	case c.WaitingOn == "you":
		return 3
	case c.Window != nil:
		return 4
	}
	return 5
}

func (c Candidacy) day() string {
	switch {
	case c.Flag != nil:
		return c.Flag.Raised.String()
	case c.Window != nil:
		return c.Window.Due.String()
	case c.WaitingSince != nil:
		return *c.WaitingSince
	}
	return ""
}

// Table prints the candidacies a line each, aligned for wide characters too.
func Table(w io.Writer, s Status, now time.Time) {
	if len(s.Candidacies) == 0 {
		fmt.Fprintln(w, "no open candidacies")
		return
	}
	lines := [][]string{{"ID", "EMPLOYER", "ROLE", "STAGE", "LAST REPLY", "WAITING ON", "DUE", "FLAG"}}
	for _, c := range s.Candidacies {
		lines = append(lines, c.line(now))
	}
	widths := make([]int, len(lines[0]))
	for _, line := range lines {
		for i, cell := range line {
			widths[i] = max(widths[i], runewidth.StringWidth(cell))
		}
	}
	for _, line := range lines {
		var b strings.Builder
		for i, cell := range line {
			b.WriteString(runewidth.FillRight(cell, widths[i]) + "  ")
		}
		fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
	}
}

func (c Candidacy) line(now time.Time) []string {
	role, reply, due, flag := "", "none", "", ""
	if c.Role != nil {
		role = *c.Role
	}
	if c.LastEmployerReply != nil {
		reply = ago(c.LastEmployerReply.At, now)
	}
	if c.Window != nil {
		due = c.Window.Due.String()
	}
	stage := c.Stage
	if c.Outcome != nil && *c.Outcome != stage {
		stage += ", " + *c.Outcome
	}
	if c.Flag != nil {
		flag = fmt.Sprintf("%s: silent %s", strings.ReplaceAll(c.Flag.Kind, "_", " "), count(c.Flag.SilentDays, "day"))
	} else if c.Certainty == "unsure" {
		flag = "unsure"
	}
	return []string{fmt.Sprint(c.ID), short(c.Title(), 28), short(role, 28), stage, reply, c.WaitingOn, due, flag}
}

// ago writes a day with how long it is past: "Tue 3 Mar, 7 days ago".
func ago(at string, now time.Time) string {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}
	t = t.In(now.Location())
	day := t.Format("Mon 2 Jan")
	if t.Year() != now.Year() {
		day = t.Format("2 Jan 2006")
	}
	switch days := daysBetween(t, now); days {
	case 0:
		return day + ", today"
	case 1:
		return day + ", yesterday"
	default:
		return fmt.Sprintf("%s, %s ago", day, count(days, "day"))
	}
}

func daysBetween(a, b time.Time) int {
	noon := func(t time.Time) time.Time {
		y, m, d := t.Date()
		return time.Date(y, m, d, 12, 0, 0, 0, time.UTC)
	}
	return int(noon(b).Sub(noon(a)).Hours() / 24)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// short cuts a text to a number of columns.
func short(s string, columns int) string { return runewidth.Truncate(s, columns, "…") }
