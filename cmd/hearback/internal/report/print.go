package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"hearback/classify"
	"hearback/classify/advice"
)

// Print writes the page for a person: who, the story, where the clock stands.
func (p Page) Print(w io.Writer, screen Screen, now time.Time) {
	out := printer{w, screen}
	p.head(out)
	told := map[classify.Reason]bool{}
	var last time.Time // of what was written before
	for _, m := range p.moments(now) {
		at := m.at.Format(m.layout)
		switch {
		case m.message != nil:
			fmt.Fprintln(w)
			m.message.print(out, at, told)
		case m.at.Equal(last): // by that
			out.line(m.style, 8, "      "+m.words)
		default:
			fmt.Fprintln(w)
			out.line(m.style, 4, at+"  "+m.words)
		}
		last = m.at
	}
	fmt.Fprintln(w)
	p.clock(out, now)
}

// PrintClock writes the last part of the page: where the clock stands.
func (p Page) PrintClock(w io.Writer, screen Screen, now time.Time) {
	p.clock(printer{w, screen}, now)
}

// printer writes the lines of a page.
type printer struct {
	w      io.Writer
	screen Screen
}

// line writes a text; where the screen ends it goes on below, indented.
func (out printer) line(st style, indent int, text string) {
	lines := strings.Split(out.screen.wrap(inert(text), indent), "\n")
	for i, l := range lines {
		text := strings.TrimLeft(l, " ")
		lines[i] = l[:len(l)-len(text)] + out.screen.paint(st, text)
	}
	fmt.Fprintln(out.w, strings.Join(lines, "\n"))
}

// point writes one line about the clock: "window      none_promised: ...".
func (out printer) point(st style, name, format string, values ...any) {
	const indent = 12
	text := strings.Repeat(" ", indent) + inert(fmt.Sprintf(format, values...))
	lines := strings.Split(out.screen.wrap(text, indent), "\n")
	for i, l := range lines {
		lines[i] = strings.Repeat(" ", indent) + out.screen.paint(st, strings.TrimLeft(l, " "))
	}
	fmt.Fprintln(out.w, out.screen.paint(aside, name)+strings.Join(lines, "\n")[len(name):])
}

func (p Page) head(out printer) {
	title := fmt.Sprintf("#%d  %s", p.ID, p.Title())
	if p.Role != nil {
		title += ": " + *p.Role
	}
	out.line(heading, 4, title)
	standing := p.Stage + ", " + p.Certainty
	if p.Outcome != nil {
		standing += ", " + *p.Outcome
	}
	out.line(plain, 4, fmt.Sprintf("    %s; %s in %s", standing, count(p.Messages, "message"), count(p.Threads, "thread")))
	for _, person := range p.People {
		name := ""
		if person.Name != nil {
			name = *person.Name + " "
		}
		role := ""
		if person.Interviewer {
			role = ", interviews"
		}
		out.line(plain, 6, fmt.Sprintf("    %s<%s>%s", name, person.Address, role))
	}
}

func (m Message) print(out printer, at string, told map[classify.Reason]bool) {
	// Anybody can call himself anything: the address stands beside the name.
	who := m.Name + " <" + m.From + ">"
	switch {
	case m.Author == string(classify.Own):
		who = "you"
	case m.Name == "" || m.From == "":
		who = m.Name + m.From
	}
	out.line(heading, 4, fmt.Sprintf("%s  %s: %s", at, who, m.Subject))
	kind := readable(m.Kind)
	if own, ok := strings.CutPrefix(kind, "own "); ok {
		kind = "your " + own
	}
	read := fmt.Sprintf("    read as %s (%.0f%%)", kind, 100*m.Confidence)
	if m.Placed {
		read = fmt.Sprintf("    read as %s by its place in the conversation", kind)
	}
	if m.FoundIn == "junk" {
		read += ", in the spam folder"
	}
	switch {
	case m.Reply:
		read += ", a reply"
	case m.Author != string(classify.Own):
		read += ", no reply that ends a silence"
	}
	out.line(plain, 6, read)
	for _, r := range evidence(m.Reasons, told) {
		out.line(aside, 8, "      "+reason(r))
	}
	for _, t := range m.Times {
		out.line(plain, 8, "      "+t)
	}
	for _, r := range m.Asks {
		out.line(yours, 8, "      wants an answer, "+reason(r))
	}
}

func reason(r classify.Reason) string {
	if r.Quote == "" {
		return r.Rule
	}
	return fmt.Sprintf("%s: “%s”", r.Rule, r.Quote)
}

// clock says where the clock stands.
func (p Page) clock(out printer, now time.Time) {
	since := ""
	if p.WaitingSince != nil {
		since = " since " + ago(*p.WaitingSince, now)
	}
	out.point(p.turnStyle(), "waiting on", "%s%s", p.WaitingOn, since)
	out.point(plain, "because", "%s", p.Why)
	if p.Window != nil {
		out.point(plain, "window", "%s: opens %s, due %s", p.Window.Rule, p.Window.Opens, p.Window.Due)
	}
	if p.FollowUps > 0 {
		out.point(plain, "follow-ups", "%d", p.FollowUps)
	}
	p.dates(out, now)
	if pace := p.Pace; pace != nil {
		broken := ""
		if pace.Broken {
			broken = "; this silence is longer than any before"
		}
		out.point(plain, "pace", "they answered %d times, in %.1f days as a rule, %.1f at most%s", pace.Answers, pace.MedianDays, pace.LongestDays, broken)
	}
	for _, m := range p.Marks {
		out.point(plain, "marked", "%s", strings.TrimSpace(m.What+" "+m.Value+" on "+instant(m.At).Format(days)))
	}
	for _, id := range p.Doubts {
		out.point(plain, "doubtful", "%s would change where this stands, but cannot be trusted; 'hearback mark' settles it", id)
	}
	if p.Suggestion != nil {
		out.point(plain, "perhaps", "%s", *p.Suggestion)
	}
	p.advised(out)
}

// dates tells the days that count.
func (p Page) dates(out printer, now time.Time) {
	if i := p.Interview; i != nil {
		after := "thank-you " + p.ThankYou
		if instant(i.End).After(now) {
			after = "it lies ahead"
		}
		out.point(plain, "interview", "%s, by %s; %s", instant(i.Start).Format(minutes), sources[i.Source], after)
	}
	for _, pr := range p.Promises {
		by := "without a day"
		if pr.By != nil {
			by = "by " + *pr.By
		}
		out.point(stateStyles[pr.State], "promised", "“%s”, %s: %s", pr.Phrase, by, pr.State)
	}
	if a := p.AnswerBy; a != nil {
		out.point(yours, "answer by", "%s: “%s”", a.By, a.Phrase)
	}
	if d := p.Deadline; d != nil {
		out.point(plain, "deadline", "another employer awaits your answer by %s", *d)
	}
	if d := p.SnoozedUntil; d != nil {
		out.point(plain, "snoozed", "until %s", *d)
	}
}

// advised tells the flag, what to do, and whose advice it is.
func (p Page) advised(out printer) {
	if f := p.Flag; f != nil {
		out.point(pressed, "flag", "%s since %s: silent %s, %s", readable(f.Kind), f.Raised, count(f.SilentDays, "day"), count(f.SilentBusinessDays, "business day"))
		out.point(heading, "what to do", "%s", f.Advice)
		out.source(f.Source, f.Rule, f.Numbers)
	} else if w := p.judgement.Window; w != nil {
		out.source(w.Source, string(w.Rule), w.Numbers)
	}
}

var stateStyles = map[string]style{"kept": good, "broken": pressed}

// sources say what tells of an interview.
var sources = map[string]string{"invite": "the invitation", "text": "what they wrote", "you": "your word"}

// source names the profile, the rule, its numbers, and who published them.
func (out printer) source(profile, rule, numbers string) {
	out.point(plain, "source", "profile %s, rule %s: %s", profile, rule, numbers)
	if who := advice.Publisher(profile, advice.Rule(rule)); who != "" {
		out.point(aside, "published", "%s", who)
	}
}
