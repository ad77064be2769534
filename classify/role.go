package classify

import (
	"slices"
	"strings"
)

// roleIn returns the role that the message states, "" where it states none:
// "the Product Manager position" before "the position of Product Manager",
// before a subject of which a part is a role.
func roleIn(subject string, t text) string {
	if role := t.beforeNoun(); role != "" {
		return role
	}
	for _, name := range t.named(roleLeads, titleSmall, 7) {
		if NamesOccupation(name) {
			return trimmedRole(name)
		}
	}
	return roleOfSubject(subject)
}

// roleOfSubject returns the part of a subject that is nothing but a role: "Risk
// Analyst" of "Re: Risk Analyst - one question".
func roleOfSubject(subject string) string {
	for part := range strings.FieldsFuncSeq(subject, func(r rune) bool { return strings.ContainsRune(":|,()/–—", r) }) {
		for piece := range strings.SplitSeq(part, " - ") {
			t := plainText(piece)
			end := len(t.words)
			for end > 1 && (roleNouns[t.words[end-1].folded] || t.words[end-1].folded == "application") {
				end--
			}
			first := 0
			for i := range end {
				if roleOpens[t.words[i].folded] {
					first = i + 1
				}
			}
			if first < end && end-first <= 5 && titleWords[t.words[end-1].folded] {
				return trimmedRole(t.slice(first, end))
			}
		}
	}
	return ""
}

// beforeNoun returns the first run of capitalised words that ends in "role",
// "position" or the like.
func (t text) beforeNoun() string {
	for i, w := range t.words {
		if !nouns.begins(w) || i == 0 || t.capital(i) {
			continue
		}
		first := i
		for first > 0 && i-first < 8 && t.joined(first, ",()") && !t.words[first].first && (t.capital(first-1) || first-1 > 0 && titleSmall[t.words[first-1].folded]) {
			first--
		}
		for first < i && (!t.capital(first) || notRoles[t.words[first].folded] || t.words[first].first && first > 0 && !titleWords[t.words[i-1].folded]) {
			first++
		}
		if role := trimmedRole(t.slice(first, i)); role != "" {
			return role
		}
	}
	return ""
}

// trimmedRole cuts a bracket that does not close, and what cannot end a role.
func trimmedRole(role string) string {
	// "R-0048812 Product Owner": the requisition's number is not the role's name.
	for {
		first, rest, more := strings.Cut(role, " ")
		if !more || !strings.ContainsFunc(first, func(r rune) bool { return '0' <= r && r <= '9' }) {
			break
		}
		role = rest
	}
	if open := strings.LastIndexByte(role, '('); open >= 0 && !strings.Contains(role[open:], ")") {
		role = role[:open]
	}
	if strings.Count(role, "(") == 1 && strings.HasSuffix(role, ")") {
		return strings.TrimLeft(role, " ,.;:-–—|!?\"'&/*•")
	}
	return trimmedName(role)
}

// NamesOccupation reports whether one of the words names an occupation, so
// that "for Acme" is not taken for a role.
func NamesOccupation(role string) bool {
	return namesOccupation(wordsOf(role))
}

func namesOccupation(words []word) bool {
	return slices.ContainsFunc(words, func(w word) bool { return titleWords[w.folded] })
}

// roleOpens stand before the role in a subject: "Interview for Barista".
var roleOpens = set("for as als pour comme au para como your ihre votre tu interview application bewerbung candidature entretien entrevista vorstellungsgesprach the our")

var notRoles = set("the our your this that a an open new job thank thanks hi hello dear for unfortunately we i re aw in as")

// titleWords end a role rather than an employer's name.
var titleWords = set("engineer engineers developer developers manager analyst designer director scientist nurse nurses teacher accountant assistant associate intern coordinator consultant specialist " +
	"administrator architect technician officer lead head representative executive editor writer researcher programmer owner controller planner producer " +
	"advisor adviser agent attorney lawyer counsel paralegal bookkeeper buyer chef cook barista server cashier clerk secretary receptionist driver dispatcher electrician plumber " +
	"mechanic operator operative supervisor foreman inspector surveyor estimator recruiter trainer tutor lecturer professor librarian therapist physician pharmacist " +
	"paramedic caregiver carer worker apprentice trainee fellow president vp cto cfo ceo coo strategist marketer copywriter translator photographer illustrator animator " +
	"economist statistician chemist biologist physicist tester sre devops dba picker packer handler porter cleaner curator archivist waiter waitress baker bartender bricklayer roofer painter florist groomer lifeguard actuary underwriter broker auditor treasurer strategist gardener joiner welder carpenter midwife " +
	"leiter leiterin berater beraterin sachbearbeiter sachbearbeiterin ingenieur kaufmann kauffrau fachkraft pfleger pflegerin verkaufer verkauferin " +
	"entwickler entwicklerin referent referentin developpeur developpeuse ingenieure charge chargee responsable directeur directrice comptable vendeur vendeuse infirmier infirmiere desarrollador " +
	"desarrolladora ingeniero ingeniera gerente analista enfermera enfermero contable tecnico tecnica dependiente dependienta")
