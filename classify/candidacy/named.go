package candidacy

import (
	"slices"
	"strings"

	"hearback/classify"
	"hearback/classify/mail"
)

// named returns the employer and the role that most of the messages name, the
// earlier ones where they are even.
func named(entries []Entry) (classify.Employer, string) {
	var names, domains, roles tally
	spelling := map[string]string{}
	own := mine(pointers(entries))
	heard := map[string]bool{} // roles, with the subjects of which they are told
	for _, e := range entries {
		weight := e.weight()
		r := e.Reading
		domains.add(r.Employer.Domain, weight)
		for _, p := range e.involved(own) {
			domains.add(classify.EmployerDomain(mail.Participant{Address: p}), 0)
		}
		if key := classify.EmployerKey(r.Employer.Name); key != "" {
			if before := spelling[key]; before == "" || classify.IsLabel(before, r.Employer.Domain) {
				spelling[key] = r.Employer.Name
			}
			if by := e.From.Address + "\n" + key; !heard[by] { // many letters of one hand say it once
				heard[by] = true
				votes := weight
				if r.Author == classify.Own && classify.IsLabel(r.Employer.Name, r.Employer.Domain) {
					votes = 0 // it says where it was sent, no more
				}
				names.add(key, votes)
			}
		}
		if about, _ := mail.BaseSubject(e.Subject); !heard[r.Role+"\n"+about] { // an answer repeats the subject
			heard[r.Role+"\n"+about] = true
			if strings.ToLower(r.Role) == r.Role {
				weight = 1 // as one jots it down
			}
			roles.add(r.Role, weight)
		}
	}
	domain := domains.most()
	name := spelling[names.best(spelling, domain)]
	if spells, _ := classify.Spells(name, domain); !spells {
		for _, d := range domains.order { // a coordinator's domain may be the one of most messages
			if _, surely := classify.Spells(name, d); surely {
				domain = d
				break
			}
		}
	}
	employer := classify.Employer{Name: name, Domain: domain}
	if client := clientOf(entries); client != "" {
		employer = classify.Employer{Name: client}
		for _, d := range domains.order {
			if _, surely := classify.Spells(client, d); surely {
				employer.Domain = d
			}
		}
	}
	return employer, roles.fullest(employer.Name)
}

// clientOf is the employer for whom an agency was the last to say that it writes.
func clientOf(entries []Entry) string {
	for _, e := range slices.Backward(entries) {
		if e.Reading.Client != "" && !e.forged() {
			return e.Reading.Client
		}
	}
	return ""
}

// weight is how much a message's word counts for whose candidacy it is. What
// confirms or decides comes from the employer; times may be arranged by others.
func (e *Entry) weight() int {
	switch {
	case !e.seeds():
		return 1
	case e.Reading.Kind == classify.ApplicationConfirmation:
		return 5
	case e.Reading.Kind == classify.Scheduling:
		return 2
	}
	return 3
}

// best is the key that most messages name. What is but a domain's label gives
// way to a name that people write for it, and a name to the one that it begins,
// where that counts.
func (t *tally) best(spelling map[string]string, domain string) string {
	key := t.most()
	if domain != "" && classify.IsLabel(spelling[key], domain) {
		votes := 0
		for _, k := range t.order {
			spells, _ := classify.Spells(spelling[k], domain)
			if (spells || t.votes[k] >= 5 && classify.Related(spelling[k], domain)) && !classify.IsLabel(spelling[k], domain) && t.votes[k] > votes {
				key, votes = k, t.votes[k]
			}
		}
	}
	for _, k := range t.order { // written out in full where it counts
		if len(k) > len(key) && strings.HasPrefix(k, key) && t.votes[k] >= 3 {
			key = k
		}
	}
	return key
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

// fullest is the role that counts most, with all that is stated of it: "Data Analyst, Network Planning (EMEA)". The employer is no unit.
func (t *tally) fullest(employer string) string {
	key := classify.EmployerKey(employer)
	plain := &tally{} // the roles, each with the votes of those that go on from it
	for _, s := range t.order {
		for _, r := range t.order {
			if s == r || goesOn(s, r) {
				plain.add(r, t.votes[s])
			}
		}
	}
	role := plain.most()
	best := role
	for _, s := range t.order {
		if len(s) > len(best) && goesOn(s, role) {
			best = s
		}
	}
	for _, separator := range []string{", ", " – ", " - "} {
		if title, unit, ok := strings.Cut(best, separator); ok && strings.HasPrefix(key, classify.EmployerKey(unit)) {
			return title
		}
	}
	return best
}

// goesOn reports whether a role is another one with something behind it.
func goesOn(longer, shorter string) bool {
	rest, ok := strings.CutPrefix(longer, shorter)
	return ok && (strings.HasPrefix(rest, ", ") || strings.HasPrefix(rest, " (") || strings.HasPrefix(rest, " – ") || strings.HasPrefix(rest, " - ") || strings.HasPrefix(rest, " — "))
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
