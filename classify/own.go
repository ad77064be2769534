package classify

import (
	"slices"
	"strings"

	"hearback/classify/internal/fold"
	"hearback/classify/mail"
)

// readOwn says what the candidate sent. Whether it answers something is
// settled in its conversation.
func (r *Reader) readOwn(m *mail.Message) Reading {
	t := subjectAndText(m)
	mark, machine := isMachine(&m.Header)
	e, o, role := r.observed(m, t, mark, machine)
	kind, confidence := judgeOwn(o)
	if (kind == OwnAcceptance || kind == OwnDecline || kind == OwnWithdrawal) && confidence < unmistakable && strings.Contains(m.Text, "?") {
		confidence = min(confidence, undecided)
	}
	if kind == OwnFollowUp && confidence < undecided && e.found[OwnFollowUp] == nil && len(t.words) < fewWords && !strings.Contains(m.Text, "?") {
		kind = OwnOther // "That's wonderful to hear, thank you."
	}
	if isCalendarAnswer(m) || clicks(m) { // a click, whatever its words resemble
		kind, confidence = OwnAnswer, max(confidence, clicked)
	}
	reading := Reading{
		Kind: kind, Author: Own, Confidence: confidence, Job: confidence, DMARC: m.DMARC,
		Employer: employerIn(m, true, role, t),
		Reasons:  e.evidence(owns(), o, kind, confidence, t),
	}
	reading.Role = roleAt(reading.Employer.Name, role)
	applies := kind == OwnApplication && confidence >= unmistakable && e.score[offTopic] == 0 // whatever the work is called
	if kind == OwnOther || !applies && e.score[topic] < telltale || e.score[offTopic] > e.score[topic] {
		reading.Job = 0 // thanks and questions go to friends, too
	}
	if q := questionBack(m.Text); q != "" {
		reading.Reasons = append(reading.Reasons, Reason{AsksBackRule, clip(q)})
	}
	if q := announcement(m.Text); q != "" {
		reading.Reasons = append(reading.Reasons, Reason{AnnouncesRule, clip(q)})
	}
	if kind != OwnAnswer { // "Thank you for the invitation! Tuesday works for me" does both
		reading.Reasons = append(reading.Reasons, e.found[OwnAnswer]...)
	}
	if kind != OwnThankYou { // after a talk that may be enough
		reading.Reasons = append(reading.Reasons, e.found[OwnThankYou]...)
	}
	return reading
}

// unmistakable is how sure an application must be where no rule finds a word of
// work in it, and a yes or no that asks something. A less sure one is undecided.
const (
	unmistakable = 0.95
	undecided    = 0.5
)

// fewWords, those of the subject among them, ask for news only where a rule says so.
const fewWords = 25

// clicks reports whether a message is a calendar's answer by its subject, with no more
// than a line of its own: "Accepted: Interview". Some programs leave out the event.
func clicks(m *mail.Message) bool {
	const longest = 120
	verdict, _, ok := strings.Cut(m.Subject, ":")
	return ok && len(m.Text) <= longest && verdicts[strings.TrimSpace(fold.String(verdict))]
}

// verdicts are what calendars put before the subject of an invitation, in their
// languages: Outlook, Google, Thunderbird, Apple.
var verdicts = map[string]bool{"accepted": true, "declined": true, "tentative": true, "tentatively accepted": true, "event invitation reply (accepted)": true, "event invitation reply (declined)": true,
	"zugesagt": true, "angenommen": true, "abgesagt": true, "abgelehnt": true, "mit vorbehalt": true, "accepte": true, "refuse": true, "provisoire": true, "aceptado": true, "aceptada": true,
	"rechazado": true, "rechazada": true, "provisional": true}

// clicked is how sure it is that a calendar's answer is one.
const clicked = 0.9

// telltale is the least evidence of the topic by which the candidate's own
// words show that they are about a job.
const telltale = 1.5

// Answers reports whether the candidate's message has the words of an answer.
func (r Reading) Answers() bool { return r.Calls(answersRule) }

// Calls reports whether a rule of that name is among the reasons.
func (r Reading) Calls(rule string) bool {
	return slices.ContainsFunc(r.Reasons, func(reason Reason) bool { return reason.Rule == rule })
}
