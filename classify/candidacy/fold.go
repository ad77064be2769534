package candidacy

import (
	"slices"
	"strings"

	"hearback/classify"
)

// trusted is the confidence from which a closing word closes a candidacy; a
// weaker one is listed as a doubt.
const trusted = 0.75

// New reads one group of messages, ordered by time, as a candidacy: what each
// message is in its place, and what stands at the end.
func New(id int64, entries []Entry) Candidacy {
	c := Candidacy{ID: id, Stage: Outreach, Certainty: Unsure, Entries: slices.Clone(entries), Threads: len(threadsOf(entries))}
	f := folder{c: &c}
	for i := range c.Entries {
		f.settle(&c.Entries[i])
		f.advance(&c.Entries[i])
	}
	c.Employer, c.Role = named(c.Entries)
	if c.Outcome == Rejected {
		c.Stage = Closed
	}
	return c
}

// folder goes through a candidacy's messages in their order.
type folder struct {
	c     *Candidacy
	asked bool // the employer's last word wants an answer
}

// settle says what the message is in its place, and whose turn it makes it.
func (f *folder) settle(e *Entry) {
	r := e.Reading
	e.Kind = r.Kind
	if r.Author == classify.Own {
		e.Kind = f.ownKind(r)
		if e.Kind == classify.OwnAnswer {
			f.asked = false
		}
		return
	}
	switch {
	case r.Kind == classify.NotJob && r.Within.Kind != "":
		// In its conversation a line without a word of work is a telling one:
		// "gone with someone else".
		e.Kind = r.Within.Kind
	case r.Kind == classify.NotJob && r.Author == classify.Person:
		e.Kind = classify.InterviewFollowup
	}
	if !causedByPerson(e) {
		return
	}
	e.Reply, e.Asks = true, len(r.Asks) > 0
	f.asked = e.Asks
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
// for, unless it only says thank you.
func (f *folder) ownKind(r classify.Reading) classify.Kind {
	switch {
	case f.asked && (r.Kind != classify.OwnThankYou || r.Answers()):
		return classify.OwnAnswer
	case r.Kind == classify.OwnAnswer:
		return classify.OwnOther // nothing was asked: "sounds good, see you then"
	}
	return r.Kind
}

// advance moves the candidacy's stage, certainty, people and outcome on.
func (f *folder) advance(e *Entry) {
	c := f.c
	switch e.Kind {
	case classify.ApplicationConfirmation:
		c.reach(Applied)
	case classify.InterviewInvitation, classify.Scheduling, classify.InterviewFollowup:
		c.reach(stageOf(e.Reading))
	case classify.OwnThankYou, classify.OwnFollowUp, classify.OwnAnswer:
		c.reach(Screening)
	case classify.Offer:
		c.reach(Offered)
	}
	if e.seeds() || e.Reply {
		c.trust(e.confidence())
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
	switch {
	case e.Kind == classify.Rejection && e.Reply && e.confidence() >= trusted:
		c.Outcome = Rejected
	case e.Kind == classify.Rejection && !e.Reading.Bystander:
		c.Doubts = append(c.Doubts, e.MessageID)
		e.Reply, e.Asks = false, false
	case e.Kind == classify.Offer && e.Reply:
		c.Outcome = HasOffer
	case c.Outcome == Rejected && e.Reply && (e.Asks || e.Kind == classify.InterviewInvitation || e.Kind == classify.Scheduling):
		c.Outcome = ""
	}
}

// confidence is how sure it is that the message is job mail of its kind.
func (e *Entry) confidence() float64 {
	if e.Reading.Kind == classify.NotJob {
		return e.Reading.Within.Confidence
	}
	return e.Reading.Confidence
}

// stageOf tells a call with a recruiter from what the mail calls an interview.
func stageOf(r classify.Reading) Stage {
	for _, reason := range r.Reasons {
		if reason.Rule == classify.InterviewNamed {
			return Interviewing
		}
	}
	return Screening
}

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

// named returns the employer and the role that most of the messages name, the
// earlier ones where they are even.
func named(entries []Entry) (classify.Employer, string) {
	var names, domains, roles tally
	spelling := map[string]string{}
	for _, e := range entries {
		weight := 1
		if e.seeds() {
			weight = 3
		}
		r := e.Reading
		domains.add(r.Employer.Domain, weight)
		if key := classify.EmployerKey(r.Employer.Name); key != "" {
			if spelling[key] == "" {
				spelling[key] = r.Employer.Name
			}
			names.add(key, weight)
		}
		roles.add(r.Role, weight)
	}
	key := names.most()
	for _, k := range names.order { // written out in full where it counts
		if len(k) > len(key) && strings.HasPrefix(k, key) && names.votes[k] >= 3 {
			key = k
		}
	}
	return classify.Employer{Name: spelling[key], Domain: domains.most()}, roles.most()
}

// tally counts votes and keeps the order of the first ones.
type tally struct {
	order []string
	votes map[string]int
}

func (t *tally) add(s string, weight int) {
	if s == "" {
		return
	}
	if t.votes == nil {
		t.votes = map[string]int{}
	}
	if t.votes[s] == 0 {
		t.order = append(t.order, s)
	}
	t.votes[s] += weight
}

func (t *tally) most() string {
	best := ""
	for _, s := range t.order {
		if best == "" || t.votes[s] > t.votes[best] {
			best = s
		}
	}
	return best
}
