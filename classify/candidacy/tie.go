package candidacy

import (
	"slices"
	"strings"

	"hearback/classify"
	"hearback/classify/internal/fold"
	"hearback/classify/mail"
)

// involved are the addresses at organisations that the employer brought in: a
// coordinator in Cc, an interviewer in an invitation. Mine are the candidate's.
func (e *Entry) involved(mine map[string]bool) []string {
	r := e.Reading
	if r.Author == classify.Own || r.Bystander || r.DMARC == "fail" || e.FoundIn == junk || !r.Kind.Seeds() {
		return nil
	}
	var parties []mail.Participant
	if r.Author == classify.Person && len(e.To) > 1 {
		parties = append(parties, e.To[:min(len(e.To), classify.MaxParties)]...)
	}
	for _, v := range r.Events {
		parties = append(parties, v.Organizer)
		for _, a := range v.Attendees[:min(len(v.Attendees), classify.MaxParties)] {
			parties = append(parties, a.Participant)
		}
	}
	var out []string
	for _, p := range parties {
		if classify.EmployerDomain(p) != "" && !mine[p.Address] && !slices.Contains(out, p.Address) {
			out = append(out, p.Address)
		}
	}
	return out
}

// arrangedForOthers reports whether a machine of one house sends the invitation to a talk
// with people of another: a scheduler that is not known as one.
func (e *Entry) arrangedForOthers(mine map[string]bool) bool {
	guests := e.involved(mine)
	return e.Reading.Author != classify.Person && len(e.Reading.Events) > 0 && len(guests) > 0 && !slices.ContainsFunc(guests, func(p string) bool {
		return classify.EmployerDomain(mail.Participant{Address: p}) == classify.EmployerDomain(e.From)
	})
}

// mine are the candidate's addresses, as far as the messages show them.
func mine(entries []*Entry) map[string]bool {
	own := map[string]bool{}
	for _, e := range entries {
		if e.Reading.Author == classify.Own {
			own[e.From.Address] = true
		} else if len(e.To) == 1 && !e.Reading.Bystander {
			own[e.To[0].Address] = true
		}
	}
	return own
}

// personKey is what two spellings of a person's name have in common: "Osei,
// Nadia" and "Nadia Osei". Empty for less than two words.
func personKey(name string) string {
	name, _, _ = strings.Cut(name, " via ") // "Nadia Osei via LinkedIn"
	if last, first, ok := strings.Cut(name, ","); ok {
		name = first + " " + last
	}
	if len(strings.Fields(name)) < 2 {
		return ""
	}
	return classify.EmployerKey(name)
}

// hosts are the people whom a scheduler's message names.
func (t *thread) hosts() []string {
	var keys []string
	for _, e := range t.entries {
		for _, p := range e.Reading.People {
			if p.Address == "" {
				keys = append(keys, personKey(p.Name))
			}
		}
	}
	return keys
}

// Numbers by which employers know a position: how long they are at least, and
// how many digits they have, years left out. With sureDigits two employers do
// not have the same one.
const (
	minRef, maxRef        = 5, 40
	refDigits, sureDigits = 4, 6
)

// ref is the number of a requisition or an application.
type ref struct {
	number string
	sure   bool // nobody else has it
}

// refsIn returns the numbers in a subject: "R-20418", "412-CS-7731904". Dates
// and years are none.
func refsIn(subject string) []ref {
	var refs []ref
	for f := range strings.FieldsFuncSeq(strings.ToLower(subject), func(r rune) bool { return strings.ContainsRune(" \t()[]{},:;#\"'|„“”«»@", r) }) {
		f = strings.Trim(f, ".-/!?")
		if len(f) < minRef || len(f) > maxRef {
			continue
		}
		digits, letters, parts, days := 0, 0, 0, 0
		for part := range strings.FieldsFuncSeq(f, func(r rune) bool { return strings.ContainsRune("-/._", r) }) {
			parts++
			if len(part) <= 2 {
				days++
			}
			if len(part) == 4 && (strings.HasPrefix(part, "20") || strings.HasPrefix(part, "19")) {
				days++
				continue
			}
			for _, r := range part {
				if '0' <= r && r <= '9' {
					digits++
				} else {
					letters++
				}
			}
		}
		if date := letters == 0 && (days == parts || parts == 1 && len(f) == 8 && f[0] <= '2'); digits >= refDigits && letters <= 6 && !date {
			refs = append(refs, ref{f, digits >= sureDigits})
		}
	}
	return refs
}

// sameRef are the groups that have the thread's number: a sure one, one of the same
// role, or one by which the thread's sender, who names no employer, has written before.
func (j *joiner) sameRef(t *thread) []*group {
	var found []*group
	for _, e := range t.entries {
		for _, ref := range j.refs.get(e.Subject) {
			for _, g := range j.byRef[ref.number] {
				if !e.forged() && (ref.sure || sameStated(g.role, t.role)) || len(t.names) == 0 && g.wroteFrom(e.From) {
					found = append(found, g)
				}
			}
		}
	}
	return found
}

// mentioned are the groups of the thread's role whose employer a subject of it
// names, at least by the first two words of the name: another house writes for it.
func (j *joiner) mentioned(t *thread) []*group {
	var found []*group
	for _, e := range t.entries {
		letters := j.subjects.get(e.Subject)
		if len(letters) < telling || e.forged() || classify.EmployerDomain(e.From) == "" {
			continue
		}
		for i := range len(letters) - telling + 1 {
			for _, g := range j.byOpening[letters[i:i+telling]] {
				if g.isNamedIn(letters[i:]) && sameStated(g.role, t.role) {
					found = adding(found, g)
				}
			}
		}
	}
	return found
}

// isNamedIn reports whether letters begin with the employer's name.
func (g *group) isNamedIn(letters string) bool {
	begins := func(n string) bool { return len(n) >= telling && strings.HasPrefix(letters, n) }
	return slices.ContainsFunc(g.names, begins) || slices.ContainsFunc(g.written, func(n writtenName) bool { return begins(n.opening) })
}

// telling is how many letters a name has at least that is looked for in subjects.
const telling = 7

// sameGuests are the groups of the thread's role whose employer's people it brings
// in: a coordinator of another organisation writes, the chair is in Cc.
func (j *joiner) sameGuests(t *thread) []*group {
	var found []*group
	for _, e := range t.entries {
		for _, p := range e.involved(j.mine) {
			d := classify.EmployerDomain(mail.Participant{Address: p})
			for _, g := range j.groups {
				if (slices.Contains(g.domains, d) || g.speltBy(d)) && sameStated(g.role, t.role) {
					found = append(found, g)
				}
			}
		}
	}
	return found
}

// wroteFrom reports whether a message of the group came from the address.
func (g *group) wroteFrom(p mail.Participant) bool {
	return slices.ContainsFunc(g.entries, func(e *Entry) bool { return e.From.Address == p.Address })
}

// speltAlike are the groups whose domain abbreviates or joins the thread's
// name, or the other way round, where one of the two is known by a relay's mail
// alone. Initials alone are no proof: the role must be the same, too. A service that
// is not known as one has a domain of its own, which the employer's name has nothing of.
func (j *joiner) speltAlike(t *thread) []*group {
	var found []*group
	for _, g := range j.groups {
		if len(t.domains) == 0 && len(g.domains) == 0 {
			continue
		}
		same := func() bool { return sameStated(g.role, t.role) }
		if speltIn(t.written, t.domains, g.domains, same) || speltIn(g.written, g.domains, t.domains, same) {
			found = append(found, g)
		}
	}
	return found
}

// speltIn reports whether one of the domains spells one of the names, which were written
// from others. Role says whether both write of one role: without it initials are no
// proof, nor is a name that has domains of its own.
func speltIn(names []writtenName, own, domains []string, role func() bool) bool {
	for _, n := range names {
		for _, d := range domains {
			spells, surely := n.spells(d)
			switch {
			case !spells, len(own) > 0 && (!surely || slices.ContainsFunc(own, n.isOf)):
			case surely && len(own) == 0, role():
				return true
			}
		}
	}
	return false
}

// isOf reports whether a domain spells a name.
func (n writtenName) isOf(domain string) bool {
	spells, _ := n.spells(domain)
	return spells
}

// speltBy reports whether a domain surely spells a name of the group's employer.
func (g *group) speltBy(domain string) bool {
	return slices.ContainsFunc(g.written, func(n writtenName) bool {
		_, surely := n.spells(domain)
		return surely
	})
}

// sharesRef reports whether both messages have a number that nobody else has.
func (e *Entry) sharesRef(other *Entry) bool {
	refs := refsIn(e.Subject)
	return slices.ContainsFunc(refsIn(other.Subject), func(r ref) bool { return r.sure && slices.Contains(refs, r) })
}

// speltBy reports whether the employer that the message names is the one whose
// domain another one's sender has.
func (e *Entry) speltBy(other *Entry) bool {
	_, surely := nameWritten(e.Reading.Employer.Name).spells(classify.EmployerDomain(other.From))
	return surely
}

// writtenName is an employer's name as people write it.
type writtenName struct {
	name   string
	begins string // the first letters of its words, in lower case
	// opening is the key of its first two words.
	opening string
}

func nameWritten(name string) writtenName {
	n := writtenName{name: name}
	for w := range strings.FieldsSeq(fold.String(name)) {
		n.begins += w[:1]
	}
	words := strings.Fields(name)
	n.opening = classify.EmployerKey(strings.Join(words[:min(2, len(words))], " "))
	return n
}

func (n writtenName) spells(domain string) (spells, surely bool) {
	// Most names have no word with the first letter: that is soon seen.
	if domain == "" || !strings.Contains(n.begins, domain[:1]) {
		return false, false
	}
	return classify.Spells(n.name, domain)
}

// sameStated reports whether both state a role, and the same.
func sameStated(a, b string) bool {
	return classify.NamesOccupation(a) && classify.NamesOccupation(b) && sameRole(a, b)
}

// abbreviated reports whether two roles are the same word by word, as people
// shorten them: "Regional Comms Manager", "Senior PMM".
func abbreviated(a, b string) bool {
	x, y := roleWords(a), roleWords(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	for len(x) > 0 && len(y) > 0 {
		switch n := len(x[0]); {
		case shortens(x[0], y[0]) || shortens(y[0], x[0]):
			x, y = x[1:], y[1:]
		case n >= 2 && n <= len(y) && initialsOf(y[:n]) == x[0]:
			x, y = x[1:], y[n:]
		default:
			return false
		}
	}
	return len(x) == 0 && len(y) == 0
}

// shortens reports whether a word is another one, or its beginning: "comms" is
// communications, "sr" senior.
func shortens(short, word string) bool {
	if short == word || shortForms[short] == word {
		return true
	}
	stem := strings.TrimSuffix(short, "s")
	return len(stem) >= 3 && strings.HasPrefix(word, stem)
}

// shortForms are the usual short forms of words in roles that do not begin as they do,
// or with too few letters.
var shortForms = map[string]string{"sr": "senior", "jr": "junior", "ops": "operations", "mgr": "manager", "asst": "assistant", "hr": "human", "vp": "vice"}

func initialsOf(words []string) string {
	initials := ""
	for _, w := range words {
		initials += w[:1]
	}
	return initials
}

func roleWords(role string) []string {
	role, _, _ = strings.Cut(role, "(")
	return strings.FieldsFunc(fold.String(role), func(r rune) bool { return strings.ContainsRune(" ,/-&.", r) })
}
