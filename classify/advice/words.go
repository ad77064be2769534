package advice

import (
	"fmt"
	"time"

	"hearback/classify/candidacy"
	"hearback/classify/timeline"
)

// whatToDo is the advice that goes with each flag, in our own words.
var whatToDo = map[FlagKind]string{
	FollowUpFlag: "Send a short, light email that says you are still interested and what you would bring." +
		" A week's silence is not a no.",
	SecondFollowUpFlag: "Send one more short email: ask whether there is news, and say again that you would like the job." +
		" Never an ultimatum.",
	LetGoFlag: "Put your time into other openings; a short, friendly last message is optional, never an ultimatum." +
		" Should they write after all, it goes on.",
}

// sentences says why a judgement is what it is, each time in one sentence
// without a full stop, for a reader at now.
type sentences struct {
	cal Calendar
	now time.Time
}

func (w sentences) today() timeline.Date { return w.cal.Today(w.now) }

// date writes "3 March", with the year where it is not the reader's.
func (w sentences) date(d timeline.Date) string {
	if d.Year == w.today().Year {
		return fmt.Sprintf("%d %s", d.Day, d.Month)
	}
	return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year)
}

func (w sentences) day(t time.Time) string { return w.date(w.cal.day(t)) }

func (w sentences) closed(o candidacy.Outcome) string {
	if o == "" {
		return "it is closed"
	}
	return fmt.Sprintf("it is closed: %s", o)
}

func (w sentences) offer(since time.Time) string {
	if since.IsZero() {
		return "their offer awaits your answer"
	}
	return fmt.Sprintf("their offer of %s awaits your answer", w.day(since))
}

func (w sentences) outreach(since time.Time) string {
	return fmt.Sprintf("they wrote first, on %s, and you have not answered", w.day(since))
}

func (w sentences) asked(since time.Time) string {
	return fmt.Sprintf("they asked you for something on %s, and you have not answered", w.day(since))
}

func (w sentences) applied(since time.Time) string {
	return fmt.Sprintf("you turned to them on %s, and no person has answered yet", w.day(since))
}

func (w sentences) dormant(due timeline.Date, followUps int) string {
	return fmt.Sprintf("%s, and the time to let go came on %s", unanswered(followUps), w.date(due))
}

func (w sentences) silence(s silence, followUps int) string {
	fact := "no timeline was given"
	if s.Rule != NonePromised {
		fact = unanswered(followUps)
	}
	count := fmt.Sprintf("%s since %s", s.span.Due, w.date(s.from))
	if s.clamped {
		count = "the window that your early follow-up overtook"
	}
	verb := "are"
	switch {
	case w.today().Before(s.Due):
		return fmt.Sprintf("%s; %s will be up on %s", fact, count, w.date(s.Due))
	case s.clamped, s.span.Due.N == 1:
		verb = "is"
	}
	return fmt.Sprintf("%s; %s %s up", fact, count, verb)
}

func unanswered(followUps int) string {
	if followUps == 1 {
		return "your follow-up has no answer"
	}
	return fmt.Sprintf("your %d follow-ups have no answer", followUps)
}
