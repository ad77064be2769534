package candidacy

import (
	"slices"
	"strings"
	"time"

	"hearback/classify"
	"hearback/classify/invite"
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
	j.put(g, t.entries)
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
		finders := []func(*thread, *Entry) *group{j.known, j.small, j.host, j.questioner, j.told, j.announced, j.reminded, j.spelt, j.booked, j.coordinated, j.colleague}
		if e.forged() || e.FoundIn == junk { // a swindler can bear any name
			finders = []func(*thread, *Entry) *group{j.known, j.small, j.questioner, j.colleague}
		}
		for _, find := range finders {
			if g := find(t, e); g != nil {
				j.adopt(t, g)
				return true
			}
		}
	}
	if j.offersMore(t) {
		j.seed(t)
		return true
	}
	return false
}

// offersMore reports whether somebody with whom the candidate corresponds about one role
// writes of another: a recruiter who is known need not be beyond doubt anew.
func (j *joiner) offersMore(t *thread) bool {
	return slices.ContainsFunc(t.entries, func(e *Entry) bool {
		g := j.byPerson[e.From.Address]
		return g != nil && g.answered() && e.Hints() && !e.forged() && e.offersOther(g) &&
			!slices.ContainsFunc(j.candidates(t), func(other *group) bool { return sameRole(other.role, t.role) })
	})
}

// touches reports whether the message touches on the matter by itself.
func (e *Entry) touches() bool {
	r := e.Reading
	return r.Sure || e.Hints() || !r.Kind.Job() && r.Kind != classify.NotJob
}

// thanks reports whether the candidate says thank you.
func (e *Entry) thanks() bool {
	return e.Reading.Kind == classify.OwnThankYou && e.Reading.Confidence >= trustedOffered
}

// talkedBefore reports whether a talk was named or invited to for one of the days before:
// thanks go to whoever took part.
func (g *group) talkedBefore(at time.Time) bool {
	near := func(start time.Time) bool { return start.Before(at) && at.Sub(start) < thanksWithin }
	return slices.ContainsFunc(g.entries, func(e *Entry) bool {
		return slices.ContainsFunc(e.Reading.Talks, func(t classify.Talk) bool { return near(t.Start) }) ||
			slices.ContainsFunc(e.Reading.Events, func(v invite.Event) bool { return near(v.Start) })
	})
}

// thanksWithin is until when after a talk thanks are for it (ADVICE: after 72 hours they
// are missed).
const thanksWithin = 72*time.Hour + 2*time.Hour // counted from its start

// known is the group of a person that the message is exchanged with.
func (j *joiner) known(_ *thread, e *Entry) *group {
	r := e.Reading
	for _, p := range e.counterparts() {
		if g := j.byPerson[p]; g != nil && !e.offersOther(g) && (e.touches() || e.thanks() && g.arranged() || r.Within.Kind != "" || e.answers() || g.answered()) {
			return g
		}
	}
	return nil
}

// offersOther reports whether a recruiter writes, out of a conversation, of another role
// than the group's.
func (e *Entry) offersOther(g *group) bool {
	r := e.Reading
	return r.Author == classify.Person && len(e.IDs) < 2 && (r.Kind == classify.RecruiterOutreach || r.Within.Kind == classify.RecruiterOutreach) &&
		classify.NamesOccupation(r.Role) && classify.NamesOccupation(g.role) && !sameRole(g.role, r.Role)
}

// small is the group of a small employer that writes from free mail.
func (j *joiner) small(_ *thread, e *Entry) *group {
	if g := j.byPerson[e.From.Address]; g != nil && e.Hints() && g.answered() && !e.offersOther(g) {
		return g
	}
	return nil
}

// host is the group of somebody who wrote through a service and now by hand, or the
// other way round.
func (j *joiner) host(t *thread, e *Entry) *group {
	r := e.Reading
	g := j.byHost[j.keys.get(e.From.Name)]
	if g == nil || r.Author == classify.Own || !sameRole(g.role, r.Role) || len(t.domains) > 0 && len(g.domains) > 0 {
		return nil
	}
	same := g.speltBy(classify.EmployerDomain(e.From)) || sameStated(g.role, r.Role)
	if !same && !r.Sure && !e.Hints() && r.Within.Kind == "" {
		return nil
	}
	return g
}

// booked is the group of somebody with whom a scheduler that is not known as one arranges
// a talk.
func (j *joiner) booked(_ *thread, e *Entry) *group {
	if !e.arrangedForOthers(j.mine) {
		return nil
	}
	for _, p := range e.involved(j.mine) {
		if g := j.byPerson[p]; g != nil {
			return g
		}
	}
	return nil
}

// coordinated is the group of the message's role whose employer's people are in
// copy: a coordinator of another house writes.
func (j *joiner) coordinated(_ *thread, e *Entry) *group {
	for _, p := range e.involved(j.mine) {
		for _, g := range j.byDomain[classify.EmployerDomain(mail.Participant{Address: p})] {
			if sameStated(g.role, e.Reading.Role) {
				return g
			}
		}
	}
	return nil
}

// colleague is the latest group of the employer that the message is exchanged with,
// by the address alone, as Ties does: what a text names ties nothing before it is
// read.
func (j *joiner) colleague(_ *thread, e *Entry) *group {
	r := e.Reading
	near := r.Author == classify.Person && !r.Bystander && r.Within.Kind != ""
	touches := e.touches() || near && (r.Job >= likely || e.invites())
	for _, p := range e.counterparts() {
		for _, g := range slices.Backward(j.byDomain[classify.EmployerDomain(mail.Participant{Address: p})]) {
			if touches && !e.offersOther(g) || r.Author == classify.Own && (sameStated(g.role, r.Role) || e.thanks() && g.talkedBefore(e.At)) {
				return g
			}
		}
	}
	return nil
}

// invites reports whether a few people are invited by a calendar event.
func (e *Entry) invites() bool {
	return slices.ContainsFunc(e.Reading.Events, func(v invite.Event) bool { return len(v.Attendees) <= mostInterviewers })
}

// mostInterviewers is how many are invited to a talk at most: to a lecture come more.
const mostInterviewers = 8

// likely is how sure it must be that what somebody else at the employer writes is of
// the search.
const likely = 0.6

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

// told is the only group of the employer and the role that a service names, be it known
// as one or by writing for another house.
func (j *joiner) told(_ *thread, e *Entry) *group {
	r := e.Reading
	served := r.DMARC == "pass" && r.Employer.Name != "" && r.Employer.Domain != classify.EmployerDomain(e.From)
	if r.Kind == classify.JobAlert || r.Kind == classify.Newsletter || !classify.HiringService(e.From) && !served {
		return nil
	}
	var only *group
	for _, g := range j.byName[classify.EmployerKey(r.Employer.Name)] {
		handed := r.Author == classify.Relay && r.Role == "" // whose message it is, and no more
		about := served && (handed || classify.NamesOccupation(g.role) && strings.Contains(j.subjects.get(e.Subject), j.subjects.get(g.role)))
		if sameStated(g.role, r.Role) || about {
			if only != nil {
				return nil
			}
			only = g
		}
	}
	return only
}

// announced is the only group of another house of which a subject names the one
// that a person writes from about a talk: an agency's client. Where the person's subject
// names the role, the beginning of the house's name is enough.
func (j *joiner) announced(_ *thread, e *Entry) *group {
	if !e.ofTalk() {
		return nil
	}
	domain := classify.EmployerDomain(e.From)
	key := plainUmlauts.Replace(classify.DomainKey(domain))
	if len(key) < telling {
		return nil
	}
	begins := func(opening string) bool { return strings.HasPrefix(key, opening) }
	var only *group
	for subject, groups := range j.bySubject {
		whole := strings.Contains(j.plain.get(subject), key)
		openings := slices.DeleteFunc(slices.Clone(j.openings.get(subject)), func(o string) bool { return !begins(o) })
		if !whole && len(openings) == 0 {
			continue
		}
		for _, g := range groups {
			named := g.role != "" && strings.Contains(j.subjects.get(e.Subject), j.subjects.get(g.role)) && classify.NamesOccupation(g.role)
			if g == only || !g.answered() && !named || slices.Contains(g.domains, domain) || !whole && !(named && slices.ContainsFunc(openings, g.isNotNamed)) {
				continue
			}
			if only != nil {
				return nil
			}
			only = g
		}
	}
	return only
}

// ofTalk reports whether a person writes about a talk, or what can lead to one.
func (e *Entry) ofTalk() bool {
	r := e.Reading
	return r.Author == classify.Person && !r.Bystander && (len(r.Events) > 0 || r.Kind.Seeds() || r.Within.Kind.Seeds())
}

// plainUmlauts takes the e out of umlauts as domains write them, and folded names do not.
var plainUmlauts = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u")

// plainKey is a name's key as the domain of an employer spells it.
func plainKey(name string) string { return plainUmlauts.Replace(classify.EmployerKey(name)) }

// openingsIn are the words of a subject, by their keys, that can be the beginning of a
// house's name.
func openingsIn(subject string) []string {
	var keys []string
	for w := range strings.FieldsSeq(subject) {
		if k := plainKey(w); len(k) >= telling {
			keys = append(keys, k)
		}
	}
	return keys
}

// isNotNamed reports whether no name of the group's employer begins with the letters.
func (g *group) isNotNamed(opening string) bool {
	return !slices.ContainsFunc(g.names, func(n string) bool { return strings.HasPrefix(plainUmlauts.Replace(n), opening) })
}

// reminded is the group of somebody who wrote through a service and whom a reminder
// of the service names.
func (j *joiner) reminded(_ *thread, e *Entry) *group {
	if k := e.Reading.Kind; k == classify.JobAlert || k == classify.Newsletter || !classify.HiringService(e.From) {
		return nil
	}
	letters, best := j.subjects.get(e.Subject), ""
	for key, g := range j.byHost {
		longer := len(key) > len(best) || len(key) == len(best) && key < best
		if len(key) >= telling && longer && strings.Contains(letters, key) && g.wroteThrough(e.From) {
			best = key
		}
	}
	return j.byHost[best]
}

// wroteThrough reports whether a message of the group came through the sender's service.
func (g *group) wroteThrough(p mail.Participant) bool {
	return slices.ContainsFunc(g.entries, func(e *Entry) bool { return e.From.Domain() == p.Domain() })
}

// spelt is a group known by a service's mail alone whose employer's name the
// sender's domain spells, where the message is of its role.
func (j *joiner) spelt(t *thread, e *Entry) *group {
	if r := e.Reading; r.Role == "" || !e.Hints() && r.Within.Kind == "" && !r.Kind.Seeds() || classify.EmployerDomain(e.From) == "" {
		return nil
	}
	for _, g := range j.speltAlike(t) {
		if sameStated(g.role, e.Reading.Role) {
			return g
		}
	}
	return nil
}

// arranged reports whether a talk was arranged in the conversation, for which
// the candidate may give thanks.
func (g *group) arranged() bool {
	return slices.ContainsFunc(g.entries, func(e *Entry) bool {
		r := e.Reading
		return r.Author != classify.Own && (r.Kind == classify.Scheduling || r.Kind.Seeds() && r.SettlesTalk())
	})
}

// answered reports whether the candidate takes part in the conversation.
func (g *group) answered() bool {
	return slices.ContainsFunc(g.entries, func(e *Entry) bool { return e.Reading.Author == classify.Own })
}
