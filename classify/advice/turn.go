package advice

import (
	"slices"
	"strings"
	"time"

	"hearback/classify"
	"hearback/classify/candidacy"
	"hearback/classify/timeline"
)

// turn is whose move it is after all that has happened so far.
type turn struct {
	party Party
	since time.Time
	// spoken says that a person at the employer has written, called or met the
	// candidate, which is what starts a silence. Before that there is at most an
	// application.
	spoken    bool
	followUps []time.Time // those of the present silence
	thanked   bool        // since the last invitation
	wrote     bool        // the candidate has, at all
	offered   time.Time   // the latest offer
	queried   bool        // the candidate asked something about it, and waits for the answer
	heard     bool        // and was told that there will be one
	answerBy  *AnswerBy   // its day, as the latest word about it has it
	promises  []Promise   // in the order in which they were stated
	away      timeline.Date
}

// happening is one thing that moves the clock.
type happening struct {
	at   time.Time
	take func(t *turn)
}

// turnAt walks all that happened up to now, in the order of time.
func turnAt(c candidacy.Candidacy, cal Calendar, now time.Time) turn {
	t := turn{party: Nobody}
	var all []happening
	lost := undelivered(c.Entries, now)
	for i := range c.Entries {
		if e := &c.Entries[i]; !lost[i] {
			all = append(all, happening{e.At, func(t *turn) { t.message(e, cal) }})
		}
	}
	for _, i := range c.Interviews {
		all = append(all, happening{i.End, func(t *turn) { t.held(i.End) }})
	}
	for _, m := range c.Marks {
		if h, ok := told(m, cal); ok {
			all = append(all, h)
		}
	}
	slices.SortStableFunc(all, func(a, b happening) int { return a.at.Compare(b.at) })
	for _, h := range all {
		if !h.at.After(now) {
			h.take(&t)
		}
	}
	if p := t.promise(); p != nil && p.State == Open && !p.Vague && cal.Today(now).After(p.By) {
		p.State = Broken
	}
	return t
}

// promise is the newest one, nil where there is none.
func (t *turn) promise() *Promise {
	if len(t.promises) == 0 {
		return nil
	}
	return &t.promises[len(t.promises)-1]
}

// told is what a mark tells of the clock.
func told(m candidacy.Mark, cal Calendar) (happening, bool) {
	at := m.At
	if when, err := time.Parse(time.RFC3339, m.Value); err == nil {
		at = when
	}
	switch m.What {
	case candidacy.Replied:
		return happening{at, func(t *turn) { t.answered(at, Kept, cal) }}, true
	case candidacy.FollowedUp:
		return happening{at, func(t *turn) {
			t.wrote = true
			switch t.party {
			case Employer:
				t.followUps = append(t.followUps, at)
			case You:
				t.party, t.since = Employer, at
			}
		}}, true
	case candidacy.Promised:
		if p, ok := promiseOf(m); ok {
			return happening{m.At, func(t *turn) {
				if t.promised(p, cal); t.party == You { // who names a day waits for nothing
					t.party, t.since = Employer, m.At
				}
			}}, true
		}
	}
	return happening{}, false
}

// message takes in one message.
func (t *turn) message(e *candidacy.Entry, cal Calendar) {
	switch {
	case e.Reading.Author == classify.Own:
		t.write(e)
	case e.Reply:
		t.reply(e, cal)
	case e.Kind == classify.ApplicationConfirmation:
		if t.party == Nobody {
			t.party, t.since = Employer, e.At
		}
		if !t.spoken {
			t.state(e, cal)
		}
	case e.Kind == classify.AutoReply && !e.Reading.Returns.IsZero():
		t.away = e.Reading.Returns
	}
}

// reply takes in what a person at the employer wrote (ADVICE, clocks 1 and 2).
func (t *turn) reply(e *candidacy.Entry, cal Calendar) {
	became, queried := Kept, t.queried
	if e.Reading.Promise != nil {
		became = Replaced
	}
	t.answered(e.At, became, cal)
	if e.Asks {
		t.party = You
	}
	t.queried = queried && !e.Asks && e.Reading.Promise != nil // "I'll ask, and write next week"
	t.heard = t.queried
	switch e.Kind {
	case classify.InterviewInvitation:
		t.thanked = false
	case classify.Offer:
		t.offered, t.queried = e.At, false
	}
	if by := e.Reading.AnswerBy; by != nil && !t.offered.IsZero() {
		t.answerBy = &AnswerBy{By: by.By, Phrase: by.Phrase, MessageID: e.MessageID}
	}
	t.state(e, cal)
}

// answered takes in that the employer was heard from: the silence has ended,
// and so has the promise, late or as told.
func (t *turn) answered(at time.Time, promise State, cal Calendar) {
	if p := t.promise(); p != nil {
		p.end(at, promise, Late, cal)
	}
	t.party, t.since, t.spoken, t.followUps, t.away = Employer, at, true, nil, timeline.Date{}
	t.queried = false
}

// state takes in the timeline that a message states. What is to come "as soon as" something
// else has takes no dated promise's place.
func (t *turn) state(e *candidacy.Entry, cal Calendar) {
	if p := e.Reading.Promise; p != nil && !(awaits(p) && t.promise() != nil && !t.promise().Vague) {
		t.promised(Promise{By: p.By, Vague: p.Vague, Phrase: p.Phrase, MessageID: e.MessageID, At: e.At, State: Open}, cal)
	}
}

// awaits reports whether a promise says no more than what it waits for: "as soon as we have met".
func awaits(p *classify.Promise) bool {
	return p.Vague && slices.ContainsFunc(conditions, func(c string) bool { return strings.HasPrefix(strings.ToLower(p.Phrase), c) })
}

var conditions = []string{"as soon as", "sobald", "dès que", "des que", "en cuanto"}

// promised takes in a promise. It is no reply: one that was overdue before it
// stays broken.
func (t *turn) promised(p Promise, cal Calendar) {
	if old := t.promise(); old != nil {
		old.end(p.At, Replaced, Broken, cal)
	}
	t.promises = append(t.promises, p)
}

// held takes in the end of an interview: the employer has the ball (ADVICE,
// clock 1).
func (t *turn) held(end time.Time) {
	t.party, t.since, t.spoken, t.followUps, t.thanked = Employer, end, true, nil, false
	t.queried = false
}

// write takes in the candidate's own message (ADVICE, clocks 1 and 6).
//
// In the candidate's turn every message but a mere thank-you, and one that says that
// the answer is to come, answers what was asked, a follow-up too: who is asked for times and writes "any news? Tuesday
// suits me" has answered, and no silence was running that it could follow up.
// In the employer's turn nothing gives the ball anew: a follow-up counts as
// one, and all else changes nothing. A question about an offer gives it, until the
// employer has answered more than that it will.
func (t *turn) write(e *candidacy.Entry) {
	t.wrote = true
	t.thanked = t.thanked || e.Kind == classify.OwnThankYou
	if !t.offered.IsZero() && !t.queried && e.Kind != classify.OwnFollowUp && e.Reading.Calls(classify.AsksBackRule) {
		t.party, t.since, t.queried, t.heard = Employer, e.At, true, false
		return
	}
	switch {
	case t.party == Nobody: // an application, or the first that is known
		t.party, t.since = Employer, e.At
	case t.party == You && e.Kind != classify.OwnThankYou && !e.Reading.Calls(classify.AnnouncesRule):
		t.party, t.since = Employer, e.At
	case e.Kind == classify.OwnFollowUp: // in the employer's turn: the others are dealt with above
		t.followUps = append(t.followUps, e.At)
	}
}

// undelivered returns the indices of the candidate's messages that bounced:
// they do not count (ADVICE, clock 6); what is delayed or was displayed does. A bounce that names a whole thread means
// the latest message of it.
func undelivered(entries []candidacy.Entry, now time.Time) map[int]bool {
	lost := make(map[int]bool)
	for b := range entries {
		bounce := &entries[b]
		if bounce.Kind != classify.Bounce || bounce.Reading.Reached || bounce.At.After(now) {
			continue
		}
		for i := b - 1; i >= 0; i-- {
			e := &entries[i]
			if e.Reading.Author == classify.Own && e.MessageID != "" && slices.Contains(bounce.IDs, e.MessageID) {
				lost[i] = true
				break
			}
		}
	}
	return lost
}
