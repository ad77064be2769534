package notify

import (
	"fmt"
	"strings"
	"time"

	"hearback/classify/advice"
	"hearback/cmd/hearback/internal/report"
	"hearback/state"
)

// The actions of a toast.
const (
	Snooze     = "snooze"
	TheyCalled = "they-called"
)

// SnoozeDays is how many calendar days the button puts a flag off.
const SnoozeDays = 3

// At most burst toasts come within a spell, however much mail does: what is
// more waits, and is one toast then. Words from an employer are worth the
// whole burst, flags only what the first look shows.
const (
	spell = 10 * time.Minute
	burst = 3
)

// Plan is what to do about the pending notices.
type Plan struct {
	Toast Toast          // of the zero Slot: none now
	Tells []state.Notice // what the toast speaks of
	Drop  []int64        // notices of which nothing is to be said any more
}

// Make says what to tell, at now, of the pending notices about candidacies
// that stand as given. All of it is one toast: one notice's own, or a summary.
// Outside the hours, and after too many toasts (told are the times of the
// latest ones), it waits.
func Make(now time.Time, inHours bool, pending []state.Notice, stand map[int64]report.Candidacy, told []time.Time) Plan {
	var p Plan
	lately := 0
	for _, t := range told {
		if age := now.Sub(t); age >= 0 && age < spell {
			lately++
		}
	}
	for _, n := range pending {
		switch c, known := stand[n.Candidacy]; {
		case !known || !Stands(n, c):
			p.Drop = append(p.Drop, n.ID)
		case !inHours || lately >= burst || lately > 0 && n.Kind == state.FlagNotice:
		default:
			p.Tells = append(p.Tells, n)
		}
	}
	switch len(p.Tells) {
	case 0:
	case 1:
		p.Toast = single(p.Tells[0], stand[p.Tells[0].Candidacy])
	default:
		p.Toast = summary(p.Tells, stand)
	}
	return p
}

// Stands reports whether there is still something to say: the flag is up, or
// the person has not answered the employer's word.
func Stands(n state.Notice, c report.Candidacy) bool {
	if n.Kind == state.ReplyNotice {
		return c.LastEmployerReply != nil && (c.LastFromYou == nil || at(c.LastFromYou).Before(at(c.LastEmployerReply)))
	}
	return c.Flag != nil && c.Flag.Kind == n.Flag.Kind && c.Flag.Raised.String() == n.Flag.Due
}

// at is the time of a letter.
func at(l *report.Letter) time.Time {
	t, _ := time.Parse(time.RFC3339, l.At) // as report.Of wrote it
	return t
}

// Slot is where the toast of one notice lies.
func Slot(n state.Notice) string { return fmt.Sprintf("%s %d", n.Kind, n.Candidacy) }

// summarySlot is where the toast of several lies.
const summarySlot = "summary"

// single is the toast of one notice.
func single(n state.Notice, c report.Candidacy) Toast {
	if n.Kind == state.ReplyNotice {
		l := c.LastEmployerReply
		return Toast{Slot: Slot(n), Title: name(c) + " has written", Body: fmt.Sprintf("The silence is broken. %s: %s", inert(l.From, maxName), quoted(l.Subject))}
	}
	t := Toast{Slot: Slot(n), Title: titles[advice.FlagKind(c.Flag.Kind)] + ": " + name(c), Body: c.Flag.Advice}
	t.Actions = []Action{{Snooze, fmt.Sprintf("Snooze %d days", SnoozeDays)}}
	if c.Flag.OfSilence() {
		t.Body = fmt.Sprintf("Silent for %s, %d of them business days (%s: %s). %s",
			count(c.Flag.SilentDays, "day", "days"), c.Flag.SilentBusinessDays, c.Flag.Source, c.Flag.Numbers, c.Flag.Advice)
		t.Actions = append(t.Actions, Action{TheyCalled, "They called"})
	}
	return t
}

// LockedOut is the toast of an account that is not watched until the person
// signs in anew, or else mends its login.
func LockedOut(account string, signIn bool) Toast {
	t := Toast{Slot: "account " + account, Title: "Mail not watched: " + inert(account, maxName), Body: "The mail server refuses the login. 'hearback doctor' says what to mend."}
	if signIn {
		t.Body = "hearback has to be signed in again. Run 'hearback login " + inert(account, maxName) + "'."
	}
	return t
}

// titles say in few words what each flag asks for. They stand before the
// employer: a service cuts the end of what is long.
var titles = map[advice.FlagKind]string{
	advice.DeadlineFlag:       "Your deadline is near",
	advice.LetGoFlag:          "Let go",
	advice.SecondFollowUpFlag: "Second follow-up",
	advice.FollowUpFlag:       "Follow up",
	advice.ThankYouFlag:       "Say thanks",
	advice.ApplicationFlag:    "Ask about your application",
}

// listed is how many candidacies a summary names.
const listed = 3

// summary is the toast of several notices: good news first.
func summary(ns []state.Notice, stand map[int64]report.Candidacy) Toast {
	var written, waiting []string
	for _, n := range ns {
		c := stand[n.Candidacy]
		if n.Kind == state.ReplyNotice {
			written = append(written, name(c))
		} else {
			waiting = append(waiting, fmt.Sprintf("%s (%s)", name(c), strings.ReplaceAll(c.Flag.Kind, "_", " ")))
		}
	}
	var titles, bodies []string
	if len(written) > 0 {
		titles = append(titles, count(len(written), "employer has", "employers have")+" written")
		bodies = append(bodies, "Written: "+list(written)+".")
	}
	if len(waiting) > 0 {
		titles = append(titles, count(len(waiting), "candidacy needs", "candidacies need")+" you")
		bodies = append(bodies, "Your turn: "+list(waiting)+".")
	}
	return Toast{Slot: summarySlot, Title: strings.Join(titles, ", "), Body: strings.Join(append(bodies, "'hearback status' shows them."), " ")}
}

// list names the first few.
func list(names []string) string {
	if rest := len(names) - listed; rest > 0 {
		return strings.Join(names[:listed], ", ") + fmt.Sprintf(" and %d more", rest)
	}
	return strings.Join(names, ", ")
}

func name(c report.Candidacy) string { return inert(c.Title(), maxName) }

func quoted(subject string) string { return "“" + inert(subject, maxName) + "”" }

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
