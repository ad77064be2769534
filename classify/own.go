package classify

import (
	"math"

	"hearback/classify/mail"
)

// ownTelltale is the least evidence that makes the candidate's message more
// than OwnOther.
const ownTelltale = 2.5

// readOwn says what the candidate sent. Whether it answers something is
// settled in its conversation.
func (r *Reader) readOwn(m *mail.Message) Reading {
	t := plainText(m.Subject + "\n\n" + m.Text)
	e := weigh(m.Subject, !startsThread(&m.Header), t)
	kind, most := OwnOther, e.score[OwnOther]
	for _, k := range []Kind{OwnThankYou, OwnFollowUp, OwnAnswer} {
		if e.score[k] > most && e.score[k] >= ownTelltale {
			kind, most = k, e.score[k]
		}
	}
	// Who asks for news thanks for the interview as well, and says that time has
	// passed.
	if kind == OwnThankYou && e.has(OwnFollowUp, newsRule) {
		kind = OwnFollowUp
	}
	reading := Reading{
		Kind: kind, Author: Own,
		Confidence: certainty(most + math.Min(e.score[topic], 4) - e.score[offTopic] - needed + 1),
		Employer:   employerIn(m, true, t), Role: roleIn(m.Subject, t),
		Reasons: e.reasons(kind),
	}
	if kind != OwnAnswer { // "Thank you for the invitation! Tuesday works for me" does both
		reading.Reasons = append(reading.Reasons, e.found[OwnAnswer]...)
	}
	return reading
}

// Answers reports whether the candidate's message has the words of an answer.
func (r Reading) Answers() bool {
	for _, reason := range r.Reasons {
		if reason.Rule == answersRule {
			return true
		}
	}
	return false
}
