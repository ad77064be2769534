package candidacy

import (
	"slices"

	"hearback/classify"
	"hearback/classify/mail"
)

// involve notes whom the employer brings into a group by a message.
func (j *joiner) involve(e *Entry, g *group) {
	for _, p := range e.involved(j.mine) {
		if j.involved[p] = g; j.byPerson[p] == nil {
			j.byPerson[p] = g
		}
	}
}

// adopt adds a thread to a group.
func (j *joiner) adopt(t *thread, g *group) {
	g.entries = append(g.entries, t.entries...)
	for _, e := range t.entries {
		j.involve(e, g)
	}
}

// adopts adds a thread without job words of its own to the candidacy of the
// people it is exchanged with: "running five minutes late" belongs there.
// Where the candidate has not written to them yet, and from others at the
// employer, it must at least touch on the matter: an employer can be the
// candidate's university too, and a sender's address a news feed. It reports
// whether there is such a candidacy.
func (j *joiner) adopts(t *thread) bool {
	for _, e := range t.entries {
		people := e.counterparts()
		r := e.Reading
		touches := r.Sure || e.hints() || !r.Kind.Job() && r.Kind != classify.NotJob
		thanks := r.Kind == classify.OwnThankYou && r.Confidence >= trustedOffered
		for _, p := range people {
			if g := j.byPerson[p]; g != nil && (touches || thanks && g.arranged() || r.Within.Kind != "" || e.answers() || g.answered()) {
				j.adopt(t, g)
				return true
			}
		}
		if g := j.byPerson[e.From.Address]; g != nil && e.hints() && g.answered() { // a small employer's free mail
			j.adopt(t, g)
			return true
		}
		if g := j.questioner(t, e); g != nil {
			j.adopt(t, g)
			return true
		}
		for _, p := range e.involved(j.mine) { // a coordinator of another house writes of the role, with the employer's people in copy
			for _, g := range j.byDomain[classify.EmployerDomain(mail.Participant{Address: p})] {
				if sameStated(g.role, r.Role) {
					j.adopt(t, g)
					return true
				}
			}
		}
		for _, p := range people { // by the address alone, as Ties does: what a text names ties nothing before it is read
			for _, g := range slices.Backward(j.byDomain[classify.EmployerDomain(mail.Participant{Address: p})]) {
				if !touches && !(r.Author == classify.Own && sameStated(g.role, r.Role)) {
					continue
				}
				j.adopt(t, g)
				return true
			}
		}
	}
	return false
}

// questioner is the group to which a tracking system's questions, tasks and
// reminders belong: that of the same number, else the only one to which the
// employer's address at the system has written.
func (j *joiner) questioner(t *thread, e *Entry) *group {
	if k := e.Reading.Kind; k == classify.JobAlert || k == classify.Newsletter {
		return nil
	}
	if !classify.Tenant(e.From) {
		return nil
	}
	for _, g := range j.sameRef(t) {
		if g.wroteFrom(e.From) {
			return g
		}
	}
	var only *group
	for _, g := range j.groups {
		if g.wroteFrom(e.From) && sameRole(g.role, e.Reading.Role) {
			if only != nil {
				return nil
			}
			only = g
		}
	}
	return only
}

// arranged reports whether a talk was arranged in the conversation, for which
// the candidate may give thanks.
func (g *group) arranged() bool {
	return slices.ContainsFunc(g.entries, func(e *Entry) bool {
		r := e.Reading
		return r.Author != classify.Own && (r.Kind == classify.Scheduling || r.Kind.Seeds() && len(r.Talks)+len(r.Events) > 0)
	})
}

// answered reports whether the candidate takes part in the conversation.
func (g *group) answered() bool {
	return slices.ContainsFunc(g.entries, func(e *Entry) bool { return e.Reading.Author == classify.Own })
}
