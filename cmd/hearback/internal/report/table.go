package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

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
	case c.due() != "":
		return c.due()
	case c.WaitingSince != nil:
		return *c.WaitingSince
	}
	return ""
}

// column is one column of the table.
type column struct {
	title string
	cell  func(c Candidacy, now time.Time) cell
	least int // it may be cut to so many columns; 0: not at all
}

// cell is a text in the table, and how it stands out.
type cell struct {
	text  string
	style style
}

var (
	idColumn       = column{"ID", func(c Candidacy, _ time.Time) cell { return cell{fmt.Sprint(c.ID), plain} }, 0}
	employerColumn = column{"EMPLOYER", func(c Candidacy, _ time.Time) cell { return cell{short(inert(c.Title()), 28), heading} }, 14}
	roleColumn     = column{"ROLE", func(c Candidacy, _ time.Time) cell { return cell{short(inert(value(c.Role)), 28), plain} }, 14}
	stageColumn    = column{"STAGE", func(c Candidacy, _ time.Time) cell { return cell{c.standing(), plain} }, 0}
	replyColumn    = column{"LAST REPLY", func(c Candidacy, now time.Time) cell { return cell{c.lastReply(now, ago), plain} }, 0}
	agoColumn      = column{"LAST REPLY", func(c Candidacy, now time.Time) cell { return cell{c.lastReply(now, since), plain} }, 0}
	waitingColumn  = column{"WAITING ON", func(c Candidacy, _ time.Time) cell { return cell{c.WaitingOn, c.turnStyle()} }, 0}
	dueColumn      = column{"DUE", func(c Candidacy, _ time.Time) cell { return cell{c.due(), plain} }, 0}
	flagColumn     = column{"FLAG", func(c Candidacy, _ time.Time) cell { return c.flagged(": silent ") }, 0}
	briefColumn    = column{"FLAG", func(c Candidacy, _ time.Time) cell { return c.brief() }, 0}
	pressesColumn  = column{"STANDS", func(c Candidacy, _ time.Time) cell { return c.presses() }, 0}
)

// layouts are the tables for narrower and narrower terminals: the first one
// that fits is taken. Below the last each candidacy has lines of its own.
var layouts = [][]column{
	{idColumn, employerColumn, roleColumn, stageColumn, replyColumn, waitingColumn, dueColumn, flagColumn},
	{idColumn, employerColumn, roleColumn, agoColumn, waitingColumn, dueColumn, briefColumn},
	{idColumn, employerColumn, roleColumn, agoColumn, pressesColumn},
	{idColumn, employerColumn, pressesColumn},
}

// Table prints the candidacies a line each, aligned for wide characters too,
// with as many columns as the screen has room for.
func Table(w io.Writer, screen Screen, s Status, now time.Time) {
	if len(s.Candidacies) == 0 {
		fmt.Fprintln(w, "no open candidacies")
		return
	}
	for _, columns := range layouts {
		if widths, ok := fit(columns, screen, s, now); ok {
			printTable(w, columns, widths, screen, s, now)
			return
		}
	}
	for _, c := range s.Candidacies {
		c.card(w, screen, now)
	}
}

const between = "  "

// fit returns the widths of the columns on the screen, the widest ones cut
// first; false where even then there is no room.
func fit(columns []column, screen Screen, s Status, now time.Time) ([]int, bool) {
	widths := make([]int, len(columns))
	all := -len(between)
	for i, col := range columns {
		widths[i] = width(col.title)
		for _, c := range s.Candidacies {
			widths[i] = max(widths[i], width(col.cell(c, now).text))
		}
		all += widths[i] + len(between)
	}
	for ; screen.Columns > 0 && all > screen.Columns; all-- {
		widest := -1
		for i, col := range columns {
			if col.least > 0 && widths[i] > col.least && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return nil, false
		}
		widths[widest]--
	}
	return widths, true
}

func printTable(w io.Writer, columns []column, widths []int, screen Screen, s Status, now time.Time) {
	line := func(cells []cell) {
		var b strings.Builder
		gap := 0
		for i, c := range cells {
			text := short(c.text, widths[i])
			if text != "" {
				b.WriteString(strings.Repeat(" ", gap) + screen.paint(c.style, text))
				gap = 0
			}
			gap += widths[i] - width(text) + len(between)
		}
		fmt.Fprintln(w, b.String())
	}
	cells := make([]cell, len(columns))
	for i, col := range columns {
		cells[i] = cell{col.title, aside}
	}
	line(cells)
	for _, c := range s.Candidacies {
		for i, col := range columns {
			if cells[i] = col.cell(c, now); c.Quiet() {
				cells[i].style = aside
			}
		}
		line(cells)
	}
}

// card prints a candidacy where the screen is too narrow for a table.
func (c Candidacy) card(w io.Writer, screen Screen, now time.Time) {
	id := pad(fmt.Sprint(c.ID), 2) + " "
	room := max(screen.Columns-len(id), 1)
	fmt.Fprintln(w, id+screen.paint(heading, short(inert(c.Title()), room)))
	below := []cell{{inert(value(c.Role)), plain}, c.presses(), {"last reply: " + c.lastReply(now, since), aside}}
	for _, line := range below {
		if line.text != "" {
			fmt.Fprintln(w, strings.Repeat(" ", len(id))+screen.paint(line.style, short(line.text, room)))
		}
	}
}

// standing is the stage with what came of it: "closed, rejected".
func (c Candidacy) standing() string {
	if c.Outcome != nil && *c.Outcome != c.Stage {
		return c.Stage + ", " + *c.Outcome
	}
	return c.Stage
}

// lastReply writes when the employer was last heard from.
func (c Candidacy) lastReply(now time.Time, how func(at string, now time.Time) string) string {
	if c.LastEmployerReply == nil {
		return "none"
	}
	return how(c.LastEmployerReply.At, now)
}

// due is the day on which a flag will be up, or by which an offer wants an answer:
// the first of them.
func (c Candidacy) due() string {
	switch {
	case c.Window != nil && (c.AnswerBy == nil || c.Window.Due.String() < c.AnswerBy.By):
		return c.Window.Due.String()
	case c.AnswerBy != nil:
		return c.AnswerBy.By
	}
	return ""
}

func (c Candidacy) turnStyle() style {
	if c.WaitingOn == "you" {
		return yours
	}
	return plain
}

// flagged is the flag, and how long the silence is.
func (c Candidacy) flagged(silent string) cell {
	switch {
	case c.Flag != nil:
		return cell{readable(c.Flag.Kind) + silent + count(c.Flag.SilentDays, "day"), pressed}
	case c.Certainty == "unsure":
		return cell{"unsure", plain}
	}
	return cell{}
}

// brief is flagged in fewer words, and says what has ended.
func (c Candidacy) brief() cell {
	if c.Quiet() {
		return cell{c.standing(), plain}
	}
	return c.flagged(", ")
}

// presses says in a few words how the candidacy stands.
func (c Candidacy) presses() cell {
	switch flag := c.brief(); {
	case flag.text != "":
		return flag
	case c.WaitingOn == "you" && c.due() != "":
		return cell{"your turn, by " + c.due(), yours}
	case c.WaitingOn == "you":
		return cell{"your turn", yours}
	case c.Window != nil:
		return cell{"due " + c.due(), plain}
	case c.Interview != nil && c.WaitingOn == "nobody":
		return cell{"interview " + c.Interview.Start[:len("2006-01-02")], plain}
	}
	return cell{c.standing(), plain}
}

// readable writes a kind or a rule as words.
func readable(name string) string { return strings.ReplaceAll(name, "_", " ") }

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
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
	return day + ", " + since(at, now)
}

// since writes how long a day is past: "7 days ago".
func since(at string, now time.Time) string {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}
	switch days := daysBetween(t.In(now.Location()), now); days {
	case 0:
		return "today"
	case 1:
		return "yesterday"
	default:
		return count(days, "day") + " ago"
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
