package digest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"hearback/classify/advice"
	"hearback/classify/candidacy"
	"hearback/classify/timeline"
	"hearback/cmd/hearback/internal/report"
)

// Who names a candidacy in a row.
type Who struct {
	ID       int64
	Employer string
	Role     string // "" where it is not known
}

// Task is one thing to do.
type Task struct {
	Who
	Do   string // "Follow up"
	When string // "since Tue 10 Mar"
	How  string // the advice; "" where there is none, or where it stands above
	Why  string
	Due  bool // it is time; else it will be within the week

	rank int
}

// Talk is an interview ahead.
type Talk struct {
	Who
	When string // "Thu 12 Mar, 15:00"
	In   string // "in 3 days"

	start time.Time
}

// Letter is an employer's last word, where it came since the last digest.
type Letter struct {
	Who
	When, From, Subject string
	Junk                bool // it lies in the spam folder

	at time.Time
}

// Promise is a timeline that an employer gave.
type Promise struct {
	Who
	Phrase string
	By     string // "by Fri 6 Mar"
	State  string // "due in 2 days", "broken 3 days ago"
	Broken bool

	by timeline.Date
}

// Ending is a candidacy that closed or was let go.
type Ending struct {
	Who
	How string
}

// Pace is how long an employer takes to answer.
type Pace struct {
	Who
	Usual  string // "answers in 1.5 days"
	Most   string // "4 days at most, of 5 answers"
	Broken bool   // the present silence is longer than any before
}

// week gathers the rows.
type week struct {
	at, since time.Time
	today     timeline.Date

	open     int
	tasks    []Task
	talks    []Talk
	letters  []Letter
	promises []Promise
	silences []Silence
	closed   []Ending
	paces    []Pace
}

// digest shows so many rows of each section.
func (w *week) digest(most int) Digest {
	return Digest{
		At: w.at, Since: w.since, Open: w.open,
		Tasks: listOf(w.tasks, most), Interviews: listOf(w.talks, most), Wrote: listOf(w.letters, most), Promises: listOf(w.promises, most),
		Silent: listOf(w.silences, most), Closed: listOf(w.closed, most), Paces: listOf(w.paces, most),
	}
}

// The widths in columns to which texts from mail are cut.
const (
	nameWidth    = 40
	subjectWidth = 80
	phraseWidth  = 80
	whyWidth     = 200
)

func whoOf(c report.Candidacy) Who {
	who := Who{ID: c.ID, Employer: inert(c.Title(), nameWidth)}
	if who.Employer == "" {
		who.Employer = "unknown employer"
	}
	if c.Role != nil {
		who.Role = inert(*c.Role, nameWidth)
	}
	return who
}

// take takes in a candidacy that is open.
func (w *week) take(c report.Candidacy) {
	w.open++
	who := whoOf(c)
	if task, ok := w.task(c, who); ok {
		w.tasks = append(w.tasks, task)
	}
	if i := c.Interview; i != nil {
		if start := moment(i.Start, w.at); moment(i.End, w.at).After(w.at) {
			w.talks = append(w.talks, Talk{who, w.minute(start), w.in(timeline.DateOf(start)), start})
		}
	}
	if l := c.LastEmployerReply; l != nil {
		if at := moment(l.At, w.at); at.After(w.since) {
			subject := inert(l.Subject, subjectWidth)
			if subject == "" {
				subject = "(no subject)"
			}
			w.letters = append(w.letters, Letter{who, w.day(timeline.DateOf(at)), inert(l.From, nameWidth), subject, l.FoundIn == "junk", at})
		}
	}
	if p, ok := w.promise(c, who); ok {
		w.promises = append(w.promises, p)
	}
	if s, ok := w.silence(c, who); ok {
		w.silences = append(w.silences, s)
	}
	if p := c.Pace; p != nil {
		w.paces = append(w.paces, Pace{who, "answers in " + days(p.MedianDays), fmt.Sprintf("%s at most, of %d answers", days(p.LongestDays), p.Answers), p.Broken})
	}
}

// doing is what each flag asks for.
var doing = map[string]string{
	string(advice.DeadlineFlag): "Tell them of your other offer", string(advice.LetGoFlag): "Let it go", string(advice.SecondFollowUpFlag): "Follow up once more",
	string(advice.FollowUpFlag): "Follow up", string(advice.ThankYouFlag): "Say thank you", string(advice.ApplicationFlag): "Ask about your application",
}

// task says what a candidacy asks of the person this week. Applications are
// many: one whose window has not run out yet is no task.
func (w *week) task(c report.Candidacy, who Who) (Task, bool) {
	t := Task{Who: who, Why: inert(c.Why, whyWidth), Due: true}
	if c.WaitingSince != nil {
		t.When = "since " + w.day(timeline.DateOf(moment(*c.WaitingSince, w.at)))
	}
	switch {
	case c.Flag != nil:
		return w.raised(c, who), true
	case snoozed(c, w.today):
		return Task{}, false
	case c.Outcome != nil && *c.Outcome == string(candidacy.HasOffer) && c.WaitingOn == string(advice.You):
		t.Do = "Answer their offer"
	case c.WaitingOn == string(advice.You):
		t.Do = "Answer them"
	case len(c.Doubts) > 0:
		t.Do, t.When, t.Why = "Settle a doubt", "", fmt.Sprintf("a message may close this, and cannot be trusted: hearback show %d", c.ID)
	case c.Window != nil && coming[c.Window.Rule] != "" && c.Certainty != string(candidacy.Unsure) && c.Window.Due.Sub(w.today) < ahead:
		return Task{Who: who, Do: coming[c.Window.Rule], When: "on " + w.day(c.Window.Due), Why: "if no word comes before", rank: upcoming}, true
	default:
		return Task{}, false
	}
	return t, true
}

// adviseOnce leaves each advice with the first task that it is for: read twenty
// times over, it is noise.
func (w *week) adviseOnce() {
	given := map[string]bool{}
	for i := range w.tasks {
		if t := &w.tasks[i]; given[t.How] {
			t.How = ""
		} else {
			given[t.How] = true
		}
	}
}

// raised is what a flag asks for.
func (w *week) raised(c report.Candidacy, who Who) Task {
	f := c.Flag
	t := Task{Who: who, Do: doing[f.Kind], When: "since " + w.day(f.Raised), How: f.Advice, Due: true}
	if f.Raised == w.today {
		t.When = "from today"
	}
	switch f.Kind {
	case string(advice.ThankYouFlag):
		t.Why = "within 24 hours of the interview, says " + f.Source
		return t
	case string(advice.DeadlineFlag):
		if c.Deadline != nil {
			t.Why = "your other answer is due " + w.named(*c.Deadline)
		}
		return t
	case string(advice.ApplicationFlag):
		t.rank = applying
	}
	t.Why = fmt.Sprintf("silent for %s, %s; %s says %s", count(f.SilentDays, "day", "days"), count(f.SilentBusinessDays, "business day", "business days"), f.Source, f.Numbers)
	return t
}

// coming is what the end of each window will ask for.
var coming = map[string]string{
	string(advice.Promised): "Follow up", string(advice.NonePromised): "Follow up", string(advice.Second): "Follow up once more", string(advice.LetGo): "Let it go",
}

func snoozed(c report.Candidacy, today timeline.Date) bool {
	if c.SnoozedUntil == nil {
		return false
	}
	until, err := timeline.ParseDate(*c.SnoozedUntil)
	return err == nil && until.After(today)
}

// promise says of an open promise when it is due, and of a broken one since when.
func (w *week) promise(c report.Candidacy, who Who) (Promise, bool) {
	p := c.Promise
	if p == nil || p.By == nil || p.State != string(advice.Open) && p.State != string(advice.Broken) {
		return Promise{}, false
	}
	by, err := timeline.ParseDate(*p.By)
	if err != nil {
		return Promise{}, false
	}
	row := Promise{Who: who, Phrase: inert(p.Phrase, phraseWidth), By: "by " + w.day(by), by: by, Broken: p.State == string(advice.Broken)}
	if row.Broken {
		row.State = "broken, " + w.ago(by)
	} else {
		row.State = "due " + w.in(by)
	}
	return row, true
}

// endings are the outcomes in words.
var endings = map[string]string{
	string(candidacy.Rejected): "they said no", string(candidacy.Accepted): "you accepted their offer", string(candidacy.Declined): "you declined their offer",
	string(candidacy.Withdrawn): "you withdrew", string(candidacy.Filled): "the position is filled", string(candidacy.Cancelled): "the position was cancelled",
	"dormant": "let go; a word from them brings it back",
}

func (w *week) ending(c report.Candidacy) Ending {
	how := "closed"
	if c.Outcome != nil && endings[*c.Outcome] != "" {
		how = endings[*c.Outcome]
	}
	return Ending{whoOf(c), how}
}

// The ranks of tasks: applications are many and mostly go unanswered, and what
// is not due yet comes last.
const (
	pressing = iota
	applying
	upcoming
)

// sort orders what report.Sort does not: tasks by their rank, the rest by its day.
func (w *week) sort() {
	slices.SortStableFunc(w.tasks, func(a, b Task) int { return cmp.Compare(a.rank, b.rank) })
	slices.SortStableFunc(w.talks, func(a, b Talk) int { return a.start.Compare(b.start) })
	slices.SortStableFunc(w.letters, func(a, b Letter) int { return b.at.Compare(a.at) })
	slices.SortStableFunc(w.promises, func(a, b Promise) int { return cmp.Compare(a.by.String(), b.by.String()) })
	slices.SortStableFunc(w.silences, func(a, b Silence) int { return cmp.Compare(b.filled(), a.filled()) })
	slices.SortStableFunc(w.paces, func(a, b Pace) int { return cmp.Compare(strings.ToLower(a.Employer), strings.ToLower(b.Employer)) })
}
