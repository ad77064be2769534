package advice

import (
	"fmt"
	"time"

	"hearback/classify/candidacy"
	"hearback/classify/timeline"
)

// whatToDo is the advice that goes with each flag, in our own words.
func whatToDo(kind FlagKind, p Profile) string {
	switch kind {
	case FollowUpFlag:
		return "Send a short, light " + by(p) + " that says you are still interested and what you would bring. A week's silence is not a no."
	case SecondFollowUpFlag:
		return "Send one more short " + by(p) + ": ask whether there is news, and say again that you would like the job. Never an ultimatum."
	case LetGoFlag:
		last := "a short, friendly last message is optional, never an ultimatum."
		switch p.base() {
		case "follow-up-schedule":
			last = "no further message is needed."
		case "cmp":
			last = "close the book with a short, friendly last message, never an ultimatum."
		}
		return "Put your time into other openings; " + last + " Should they write after all, it goes on."
	case ThankYouFlag:
		return "Thank everyone who interviewed you: two or three sentences that recall something you spoke of."
	case ApplicationFlag:
		if p.Channel == "phone" {
			return "Call once, briefly, and ask whether your application has been looked at. Once only."
		}
		return "Write once, briefly, and ask whether your application has been looked at. Once only; most go unanswered."
	case DeadlineFlag:
		return "Another employer awaits your answer. Tell this one so, kindly and truly: it is the one reason to press."
	}
	return ""
}

// by is what the advice says to send.
func by(p Profile) string {
	switch p.Channel {
	case "phone":
		return "word, best by phone,"
	case "email or voicemail":
		return "email or voicemail"
	}
	return "email"
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

func (w sentences) offer(since time.Time, by *AnswerBy) string {
	offer, until := "their offer", ""
	if !since.IsZero() {
		offer += " of " + w.day(since)
	}
	if by != nil {
		until = " by " + w.date(by.By)
	}
	return offer + " awaits your answer" + until
}

func (w sentences) queried(since time.Time) string {
	return fmt.Sprintf("the answer to your question about their offer is theirs to give, since %s", w.day(since))
}

func (w sentences) outreach(since time.Time) string {
	return fmt.Sprintf("they wrote first, on %s, and you have not answered", w.day(since))
}

func (w sentences) asked(since time.Time) string {
	return fmt.Sprintf("they asked you for something on %s, and you have not answered", w.day(since))
}

func (w sentences) ahead(start time.Time) string {
	return fmt.Sprintf("the interview of %s lies ahead: the clock stands still", w.day(start))
}

func (w sentences) appliedOnce(last timeline.Date) string {
	return fmt.Sprintf("you asked after your application on %s; once is enough", w.date(last))
}

func (w sentences) deadline(d timeline.Date) string {
	return fmt.Sprintf("another employer awaits your answer by %s", w.date(d))
}

func (w sentences) dormant(due timeline.Date, followUps int) string {
	if followUps == 0 {
		return fmt.Sprintf("nobody has answered your application, and the time to let go came after %s", w.date(due))
	}
	return fmt.Sprintf("%s, and the time to let go came on %s", unanswered(followUps), w.date(due))
}

func (w sentences) silence(s silence, t turn) string {
	var fact string
	count := fmt.Sprintf("%s since %s", s.span.Due, w.date(s.from))
	switch s.Rule {
	case NonePromised:
		fact = "no timeline was given"
	case Promised:
		fact = fmt.Sprintf("promised '%s' on %s", t.promise().Phrase, w.day(t.promise().At))
		count = fmt.Sprintf("%s past %s", s.span.Due, w.date(s.from))
	case Application:
		fact = "no person has answered your application"
	default:
		fact = unanswered(len(t.followUps))
	}
	if s.clamped {
		count = "the window that your early follow-up overtook"
	}
	if !s.away.IsZero() {
		count = "one business day after they are back on " + w.date(s.away)
	}
	verb := "are"
	switch {
	case w.today().Before(s.Due):
		return fmt.Sprintf("%s; %s will be up on %s", fact, count, w.date(s.Due))
	case s.clamped, s.span.Due.N == 1, !s.away.IsZero():
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
