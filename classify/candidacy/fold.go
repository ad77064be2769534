package candidacy

import (
	"slices"
	"strings"
	"time"

	"hearback/classify"
	"hearback/classify/internal/fold"
)

// hardly is how unsure a kind must be to be no more than the employer's word.
const hardly = 0.3

// offering is how sure an offer must be to be one.
const offering = 0.4

// A closing word closes a candidacy where it is so sure to be one, and to be
// job mail; a weaker one is listed as a doubt.
const (
	trusted    = 0.65
	ruled      = 0.5 // where a person writes, and a rule finds a no in it
	stated     = 0.3 // where one finds the position gone
	asking     = 0.8 // where it asks something all the same, and only words say no
	trustedJob = 0.8
	// The candidate's own yes and no close it where they are as sure as this; where
	// an offer waits for one, or a talk for thanks, less will do.
	trustedOwn     = 0.75
	trustedOffered = 0.55
)

// New reads one group of messages, ordered by time, as a candidacy: what each
// message is in its place, what the person told in between, and what stands at
// the end. Of the marks, those that hang on one of the messages count.
func New(id int64, entries []Entry, marks []Mark) Candidacy {
	c := Candidacy{ID: id, Stage: Outreach, Certainty: Unsure, Entries: slices.Clone(entries), Threads: len(threadsOf(pointers(entries), nil)), Marks: hangsOn(pointers(entries), marks)}
	f := folder{c: &c}
	told := c.Marks
	for i := range c.Entries {
		for len(told) > 0 && told[0].At.Before(c.Entries[i].At) {
			f.tell(told[0])
			told = told[1:]
		}
		f.settle(&c.Entries[i])
		f.advance(&c.Entries[i])
	}
	for _, m := range told {
		f.tell(m)
	}
	c.Employer, c.Role = named(c.Entries)
	f.told()
	if f.opened {
		c.Certainty = Confirmed
	}
	c.Interviews = interviews(c.Entries, c.Marks)
	c.attend()
	if c.Outcome.closes() || f.closed {
		c.Stage = Closed
	}
	return c
}

// folder goes through a candidacy's messages in their order.
type folder struct {
	c     *Candidacy
	asked bool      // the employer's last word wants an answer
	since time.Time // when that was

	opened         bool   // the person said that it is a candidacy
	closed         bool   // and that it is over, perhaps without saying how
	employer, role string // as the person named them
}

// settle says what the message is in its place, and whose turn it makes it.
func (f *folder) settle(e *Entry) {
	r := e.Reading
	e.Kind = r.Kind
	if r.Author == classify.Own {
		f.asked = f.asked && !f.heldBetween(f.since, e.At) // who came has answered
		e.Kind = f.ownKind(e)
		if e.Kind == classify.OwnOther && f.breaksSilence(e) {
			e.Kind = classify.OwnFollowUp
		}
		switch {
		case e.forged():
			f.disown(e)
		case e.Kind == classify.OwnAnswer, e.Kind == classify.OwnFollowUp: // who asks for news has answered, or knows of no question
			f.asked = false
		}
		return
	}
	e.Kind = f.theirKind(e)
	if !causedByPerson(e) || !f.believed(e) {
		return
	}
	e.Reply, e.Asks = true, len(r.Asks) > 0
	f.asked, f.since = e.Asks, e.At
}

// breaksSilence reports whether the candidate writes to an employer that asked for nothing,
// after a week in which neither wrote and with no talk ahead, in a conversation that is
// about the job: whatever the words, that is a follow-up.
func (f *folder) breaksSilence(e *Entry) bool {
	if f.asked || f.closed || f.c.Outcome != "" || f.c.Stage == Outreach || len(e.IDs) < 2 || e.Reading.Calls(classify.ThanksRule) {
		return false
	}
	last := time.Time{}
	for i := range f.c.Entries {
		if o := &f.c.Entries[i]; o == e {
			break
		} else if o.Reply || o.Reading.Author == classify.Own {
			last = o.At
		}
	}
	if last.IsZero() || e.At.Sub(last) < longSilence {
		return false
	}
	return !slices.ContainsFunc(interviews(f.c.Entries, f.c.Marks), func(i Interview) bool { return i.Start.After(e.At) })
}

// longSilence is the least window after which published advice has one write again.
const longSilence = 7 * 24 * time.Hour

// theirKind is what a message of somebody else's is in its conversation. A line without a
// word of work is a telling one there ("gone with someone else"); what no rule knows and
// nobody is sure of is no more than the employer's word; a post on hold until a day that
// they name is not closed, nor does who asks close; and who seeks the candidate once more
// does not follow up on an interview.
func (f *folder) theirKind(e *Entry) classify.Kind {
	r, kind := e.Reading, e.Reading.Kind
	person := r.Author == classify.Person
	switch kind {
	case classify.NotJob:
		if r.Within.Kind != "" {
			kind = r.Within.Kind
		} else if person || r.Author == classify.Relay {
			kind = classify.InterviewFollowup
		}
	case classify.JobAlert, classify.Newsletter:
		if person {
			kind = classify.InterviewFollowup
		}
	case classify.Offer:
		if r.Confidence < offering {
			kind = classify.InterviewFollowup
		}
	}
	if person && r.Kind.Seeds() && r.Confidence < hardly && len(e.IDs) > 1 {
		kind = classify.InterviewFollowup
	}
	switch kind {
	case classify.Offer: // "what hourly rate would you want?"
		sure := r.Confidence >= trusted
		if r.Kind == classify.NotJob {
			sure = r.Within.Confidence >= trustedOwn
		}
		if f.c.Outcome != HasOffer && r.ByWordsAlone(kind) && !sure {
			kind = classify.InterviewFollowup
		}
	case classify.Rejection, classify.PositionFilled:
		onHold := kind == classify.PositionFilled && (r.Promise != nil && !r.Promise.Vague || r.Calls(classify.KeptRule))
		if onHold || r.ByWordsAlone(kind) && (f.c.Outcome == HasOffer || len(r.Asks) > 0 && (!e.trusted() || r.Closing < asking) || r.Promise != nil && !r.Promise.Vague) {
			kind = classify.InterviewFollowup
		}
	}
	vague := kind == classify.InterviewFollowup || (kind == classify.StatusUpdate || kind == classify.InterviewInvitation) && r.Confidence < trusted || kind == classify.Scheduling && !r.SettlesTalk()
	if person && vague && f.courts(e) {
		kind = classify.RecruiterOutreach
	}
	return kind
}

// courts reports whether the message comes after others that sought the candidate, who
// never wrote: there was no interview that it could follow up on.
func (f *folder) courts(e *Entry) bool {
	sought := false
	for i := range f.c.Entries {
		o := &f.c.Entries[i]
		if o == e {
			break
		}
		if o.Reading.Author == classify.Own {
			return false
		}
		sought = sought || o.Kind == classify.RecruiterOutreach
	}
	return sought && f.c.Stage == Outreach
}

// causedByPerson reports whether somebody at the employer wrote the message to
// the candidate, or had a machine send it (ADVICE, clock 2).
func causedByPerson(e *Entry) bool {
	switch e.Kind {
	case classify.AutoReply, classify.Bounce, classify.JobAlert, classify.Newsletter, classify.NotJob:
		return false
	case classify.ApplicationConfirmation:
		return e.Reading.Author == classify.Person && !e.Reading.Bystander
	}
	return e.Reading.Author != classify.Machine && !e.Reading.Bystander
}

// ownKind is what the candidate's message is: an answer where one was asked
// for, unless it only says thank you. Only an offer can be accepted or declined,
// one that came by mail or that the message names; without one, no is a withdrawal
// and yes is an answer. What answers no message
// and is of no kind does not become an answer: a test can break down.
func (f *folder) ownKind(e *Entry) classify.Kind {
	r, answers := e.Reading, len(e.IDs) > 1
	offered, sure := f.c.Outcome == HasOffer, r.Confidence >= trustedOwn || r.Calls(classify.WithdrawsRule)
	switch r.Kind {
	case classify.OwnAcceptance:
		if offered && r.Confidence >= trustedOffered || sure && r.Calls(classify.AcceptsRule) {
			return r.Kind
		}
	case classify.OwnDecline, classify.OwnWithdrawal:
		switch {
		case offered && r.Confidence >= trustedOffered || sure && r.Kind == classify.OwnDecline && r.Calls(classify.DeclinesRule):
			return classify.OwnDecline
		case sure:
			return classify.OwnWithdrawal
		}
	case classify.OwnApplication:
		switch {
		case !f.asked && !sure && f.c.Stage == Applied && r.Calls(classify.AsksBackRule):
			return classify.OwnFollowUp // "my application of 6 July: do you know where it stands?"
		case !f.asked:
			return r.Kind
		}
	case classify.OwnThankYou:
		switch {
		case answers && !f.asked && f.c.Stage == Applied && r.Confidence < trustedOwn:
			return classify.OwnOther // for a confirmation, not for a talk
		case !f.asked || r.Confidence >= trustedOffered && !r.Answers():
			return r.Kind
		}
	case classify.OwnFollowUp:
		if !f.asked || sure && !r.Answers() {
			return r.Kind
		}
	case classify.OwnAnswer, classify.OwnOther:
		switch {
		case r.Kind == classify.OwnAnswer && answers && r.Confidence >= trustedOwn:
			return r.Kind // whatever was asked, in whatever words
		case f.thanks(e):
			return classify.OwnThankYou
		case !f.asked, r.Kind == classify.OwnOther && !answers:
			return classify.OwnOther // nothing was asked: "sounds good, see you then"
		}
	}
	switch {
	case f.thanks(e):
		return classify.OwnThankYou
	case f.asked:
		return classify.OwnAnswer
	}
	return classify.OwnOther
}

// thanks reports whether the message says thank you for a talk, whatever else it tells.
func (f *folder) thanks(e *Entry) bool {
	return !f.asked && e.Reading.Calls(classify.ThanksRule) && f.talkedBefore(e.At)
}

// heldBetween reports whether a talk began and ended between two moments.
func (f *folder) heldBetween(from, to time.Time) bool {
	return slices.ContainsFunc(interviews(f.c.Entries, f.c.Marks), func(i Interview) bool {
		return i.Start.After(from) && i.End.Before(to)
	})
}

// talkedBefore reports whether a talk ended in the days before, so that what thanks
// then thanks for it.
func (f *folder) talkedBefore(at time.Time) bool {
	return slices.ContainsFunc(interviews(f.c.Entries, f.c.Marks), func(i Interview) bool {
		return at.After(i.Start) && at.Sub(i.Start) < thanksWithin
	})
}

// advance moves the candidacy's stage, certainty, people and outcome on.
func (f *folder) advance(e *Entry) {
	c := f.c
	switch e.Kind {
	case classify.ApplicationConfirmation, classify.StatusUpdate, classify.OwnApplication:
		c.reach(Applied)
	case classify.InterviewInvitation, classify.Scheduling, classify.References:
		c.reach(e.stage())
	case classify.InterviewFollowup:
		if s := e.stage(); c.Stage != Applied || s == Interviewing { // else a word about the application
			c.reach(s)
		}
	case classify.Assessment, classify.OwnThankYou:
		c.reach(Screening)
	case classify.OwnAnswer:
		if c.Stage == Outreach { // of an application it is papers that are answered for
			c.reach(Screening)
		}
	case classify.OwnFollowUp:
		c.reach(Applied)
	case classify.Offer:
		c.reach(Offered)
	}
	if (e.seeds() || e.Reply) && e.Reading.DMARC != "fail" {
		c.trust(e.Reading.Job)
	}
	if e.Reply && e.Reading.Author == classify.Person {
		c.meet(e)
		if c.Stage != Outreach && c.Stage != Applied {
			c.Certainty = Confirmed
		}
	}
	f.conclude(e)
}

// conclude closes the candidacy, or opens it again where the employer asks or
// invites after a closing. Polite words after a closing leave it closed.
func (f *folder) conclude(e *Entry) {
	c := f.c
	switch e.Kind {
	case classify.Rejection, classify.PositionFilled:
		switch {
		case c.Outcome == Withdrawn || c.Outcome == Declined: // "sorry to hear that": the candidate was first
		case e.Reply && e.trusted():
			c.Outcome = closing(e)
		case e.Reply:
			c.Doubts = append(c.Doubts, e.MessageID)
			if e.Reading.Author != classify.Person { // what a person writes is a word, whatever it says
				e.Reply, e.Asks = false, false
			}
		}
	case classify.Offer:
		if e.Reply && !c.Outcome.closes() {
			c.Outcome = HasOffer
		}
	case classify.OwnWithdrawal:
		c.Outcome = Withdrawn
	case classify.OwnAcceptance, classify.OwnDecline:
		if c.Outcome == HasOffer {
			c.Outcome = map[classify.Kind]Outcome{classify.OwnAcceptance: Accepted, classify.OwnDecline: Declined}[e.Kind]
		}
	default:
		invites := e.Kind == classify.InterviewInvitation || e.Kind == classify.Scheduling
		asks := e.Asks && (c.Outcome != Accepted || !e.Reading.AwaitsAlone()) // who has the job is told where to come
		if (c.Outcome.closes() || f.closed) && e.Reply && (asks || invites && c.Outcome != Accepted && e.Kind == e.Reading.Kind && e.Reading.Confidence >= trustedOffered) {
			c.Outcome, f.closed = "", false
		}
	}
}

// attend adds those who take part in interviews to the people, and says who of
// them interviews.
func (c *Candidacy) attend() {
	if len(c.Interviews) > 0 {
		c.reach(Screening)
	}
	for _, i := range c.Interviews {
		for _, p := range i.With {
			at := slices.IndexFunc(c.People, func(q Person) bool { return q.Address == p.Address })
			if at < 0 {
				at = len(c.People)
				c.People = append(c.People, Person{Participant: p})
			}
			c.People[at].Interviewer = true
		}
	}
}

// closing is how a closing word ends the candidacy: that the position was
// filled is one thing, that there is none any more another.
func closing(e *Entry) Outcome {
	switch {
	case e.Kind == classify.Rejection:
		return Rejected
	case e.Reading.Calls(classify.CancelledRule) && !e.Reading.Calls(classify.FilledRule), // a vacancy that is filled is closed
		slices.ContainsFunc(e.Reading.Reasons, notFilled):
		return Cancelled
	}
	return Filled
}

// notFilled reports whether a reason is that a position will not be filled.
func notFilled(r classify.Reason) bool {
	quote := " " + fold.String(r.Quote)
	return r.Rule == classify.FilledRule && slices.ContainsFunc([]string{" not be ", "n't be ", " no longer be ", " never be ", " not being ", " not going to be "}, func(words string) bool {
		return strings.Contains(quote, words+"filled")
	})
}

// stage tells a call with a recruiter from what the mail calls an interview.
func (e *Entry) stage() Stage {
	said := []string{fold.String(e.Subject)}
	for _, reason := range e.Reading.Reasons {
		if reason.Rule == classify.InterviewNamed {
			return Interviewing
		}
		said = append(said, fold.String(reason.Quote))
	}
	for _, words := range said {
		for _, w := range interviewWords {
			if strings.Contains(words, w) {
				return Interviewing
			}
		}
	}
	return Screening
}

// interviewWords are what mail in other languages calls an interview, folded.
var interviewWords = []string{"interview", "vorstellungsgesprach", "bewerbungsgesprach", "entretien", "entrevue", "entrevista", "colloquio", "sollicitatiegesprek", "anstallningsintervju", "jobsamtale"}

var stages = []Stage{Outreach, Applied, Screening, Interviewing, Offered, Closed}

// reach raises the stage; it never falls back.
func (c *Candidacy) reach(s Stage) {
	if slices.Index(stages, s) > slices.Index(stages, c.Stage) {
		c.Stage = s
	}
}

// trust makes an unsure candidacy likely by one confident reading.
func (c *Candidacy) trust(confidence float64) {
	if c.Certainty == Unsure && confidence >= 0.7 {
		c.Certainty = Likely
	}
}

// meet adds who wrote to the people.
func (c *Candidacy) meet(e *Entry) {
	for i, p := range c.People {
		if p.Address == e.From.Address {
			if p.Name == "" {
				c.People[i].Name = e.From.Name
			}
			return
		}
	}
	c.People = append(c.People, Person{Participant: e.From})
}
