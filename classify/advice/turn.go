package advice

import (
	"slices"
	"time"

	"hearback/classify"
	"hearback/classify/candidacy"
)

// turn is whose move it is after the messages so far.
type turn struct {
	party Party
	since time.Time
	// spoken says that a person at the employer has written, which is what
	// starts a silence. Before that there is at most an application.
	spoken    bool
	followUps []time.Time // those of the present silence
	thanked   bool        // since the last invitation
	wrote     bool        // the candidate has, at all
	offered   time.Time   // the latest offer
}

// turnAt walks the messages up to now. Interviews that were held (they give
// the ball to the employer when they end) and promises join here.
func turnAt(entries []candidacy.Entry, now time.Time) turn {
	t := turn{party: Nobody}
	lost := undelivered(entries, now)
	for i := range entries {
		e := &entries[i]
		if e.At.After(now) || lost[i] {
			continue
		}
		switch {
		case own(e.Kind):
			t.write(e)
		case e.Reply:
			t.reply(e)
		case e.Kind == classify.ApplicationConfirmation && t.party == Nobody:
			t.party, t.since = Employer, e.At
		}
	}
	return t
}

// reply takes in what a person at the employer wrote (ADVICE, clocks 1 and 2).
func (t *turn) reply(e *candidacy.Entry) {
	t.party, t.since, t.spoken, t.followUps = Employer, e.At, true, nil
	if e.Asks {
		t.party = You
	}
	switch e.Kind {
	case classify.InterviewInvitation:
		t.thanked = false
	case classify.Offer:
		t.offered = e.At
	}
}

// write takes in the candidate's own message (ADVICE, clocks 1 and 6).
//
// In the candidate's turn every message but a mere thank-you answers what was
// asked, a follow-up too: who is asked for times and writes "any news? Tuesday
// suits me" has answered, and no silence was running that it could follow up.
// In the employer's turn nothing gives the ball anew: a follow-up counts as
// one, and all else changes nothing.
func (t *turn) write(e *candidacy.Entry) {
	t.wrote = true
	t.thanked = t.thanked || e.Kind == classify.OwnThankYou
	switch {
	case t.party == Nobody: // an application, or the first that is known
		t.party, t.since = Employer, e.At
	case t.party == You && e.Kind != classify.OwnThankYou:
		t.party, t.since = Employer, e.At
	case e.Kind == classify.OwnFollowUp: // in the employer's turn: the others are dealt with above
		t.followUps = append(t.followUps, e.At)
	}
}

func own(k classify.Kind) bool {
	switch k {
	case classify.OwnAnswer, classify.OwnThankYou, classify.OwnFollowUp, classify.OwnOther:
		return true
	}
	return false
}

// undelivered returns the indices of the candidate's messages that bounced:
// they do not count (ADVICE, clock 6). A bounce that names a whole thread means
// the latest message of it.
func undelivered(entries []candidacy.Entry, now time.Time) map[int]bool {
	lost := make(map[int]bool)
	for b := range entries {
		bounce := &entries[b]
		if bounce.Kind != classify.Bounce || bounce.At.After(now) {
			continue
		}
		for i := b - 1; i >= 0; i-- {
			e := &entries[i]
			if own(e.Kind) && e.MessageID != "" && slices.Contains(bounce.IDs, e.MessageID) {
				lost[i] = true
				break
			}
		}
	}
	return lost
}
