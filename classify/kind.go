package classify

import "math"

// needed is the weight of evidence that makes a message somebody's job mail.
const needed = 4

// telltale is the least evidence that a kind must have of its own.
const telltale = 1.5

// jobKinds are in the order in which they win where the evidence is equal: a
// closing word outweighs the courtesies around it.
var jobKinds = []Kind{Rejection, Offer, InterviewInvitation, Scheduling, InterviewFollowup, ApplicationConfirmation}

// kind weighs the evidence. A kind needs evidence of its own, and together
// with the topic enough of it to outweigh what speaks against.
func (e *evidence) kind(first bool) (Kind, float64) {
	best, most := e.strongest(first)
	total := most + math.Min(e.score[topic], 4) - e.score[offTopic]
	stands := e.score[topic] >= telltale || e.score[topic] > 0 && most > decisive
	// Who asks the council to build applies, too; of work it says nothing.
	if e.score[offTopic] >= otherMatter && e.score[topic] < assumedTopic {
		stands = false
	}
	if best == InterviewFollowup && most <= decisive { // "great to see you" and an interview in a magazine
		stands = e.score[topic] >= assumedTopic
	}
	if best != NotJob && total >= needed && stands && !e.bulk(most) {
		return best, certainty(total - needed + 1)
	}
	alert, news := e.score[JobAlert], e.score[Newsletter]
	switch {
	case alert >= needed || alert > 0 && math.Max(alert, news)+e.score[topic] >= needed && alert >= news:
		return JobAlert, certainty(alert - 2)
	case news >= 2:
		return Newsletter, certainty(news - 1)
	}
	if e.score[topic] == 0 { // "see you Thursday" says nothing of work by itself
		total -= most
	}
	return NotJob, certainty(needed + 1 - total)
}

// bulk reports whether what is sent to many outweighs the evidence for a kind
// of job mail.
func (e *evidence) bulk(most float64) bool {
	alert, news := e.score[JobAlert], e.score[Newsletter]
	return alert >= needed && alert > most || news >= 3 && news+e.score[offTopic] > most
}

// otherMatter is the weight of a rule that names what else one applies for, or
// is interviewed about.
const otherMatter = 6

// assumedTopic is what the place in a conversation about a job is worth.
const assumedTopic = 2.5

// within returns what the message would be in a conversation that is known to
// be about a job, the zero Guess if nothing of note.
func (e *evidence) within(first bool) Guess {
	best, most := e.strongest(first)
	total := most + math.Min(e.score[topic]+assumedTopic, 4) - e.score[offTopic]
	if best == NotJob || total < needed || e.bulk(most) {
		return Guess{}
	}
	return Guess{best, certainty(total - needed + 1)}
}

// strongest returns the kind of job mail that has the most evidence of its own,
// NotJob where none has enough. first says that the message answers none.
func (e *evidence) strongest(first bool) (Kind, float64) {
	best, most := NotJob, 0.0
	for _, k := range jobKinds {
		if s := e.score[k]; s > most && s >= telltale {
			best, most = k, s
		}
	}
	switch rejection := e.score[Rejection]; {
	case best == InterviewFollowup || best == ApplicationConfirmation || best == Scheduling:
		// Thanks and praise surround a refusal; they do not outweigh it.
		if _, refused := e.last[Rejection]; refused {
			best, most = Rejection, rejection
		} else if best != Scheduling && e.invitesBesides(best) {
			best, most = InterviewInvitation, e.score[InterviewInvitation]
		}
	case best == Rejection && e.invitedAfter():
		best, most = InterviewInvitation, e.score[InterviewInvitation]
	}
	if best == Scheduling && e.invites(first) {
		best = InterviewInvitation
	}
	// Wishes and a file to be kept on make no rejection by themselves.
	if best == Rejection && most < 3 && e.score[topic] < assumedTopic {
		return NotJob, 0
	}
	return best, most
}

// invitesBesides reports whether a message that confirms an application, or
// thanks for a talk, goes on to invite to the next one. Who asks for references
// likes to talk, too, but to others.
func (e *evidence) invitesBesides(kind Kind) bool {
	if e.score[InterviewInvitation] <= 3 {
		return false
	}
	return kind == ApplicationConfirmation || len(e.found[asks]) > 0 && !e.has(InterviewFollowup, referencesRule)
}

// invitedAfter reports whether an invitation follows on a refusal, for another
// role or at another place, and wants an answer.
func (e *evidence) invitedAfter() bool {
	refused, invited := e.last[Rejection], e.last[InterviewInvitation]
	return invited > refused && len(e.found[asks]) > 0
}

// invites reports whether a message that asks for times is an invitation: it
// wishes for a talk, or answers nothing and has no talk to move or to confirm.
func (e *evidence) invites(first bool) bool {
	return !e.arranged && len(e.found[asks]) > 0 && (first || e.score[InterviewInvitation] >= 3)
}

// certainty turns a margin of evidence into a number from 0 to 1.
func certainty(margin float64) float64 {
	return math.Round(100/(1+math.Exp(-margin))) / 100
}

// reasons are the evidence for the kind, the topic, and what spoke against.
func (e *evidence) reasons(kinds ...Kind) []Reason {
	var out []Reason
	for _, k := range append(kinds, topic, offTopic) {
		out = append(out, e.found[k]...)
	}
	return out
}
