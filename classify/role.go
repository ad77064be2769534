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
	for _, name := range t.roles() {
		if NamesOccupation(name) {
			return trimmedRole(name)
		}
	}
	return roleOfSubject(subject)
}

// roles are what roleLeads introduce. A line may break within a role, but not
// behind its title: a signature follows there. What is said of the title in
// small letters belongs to it: "Técnica de calidad".
func (t text) roles() []string {
	var names []string
	t.introduce(roleLeads, func(first int) {
		end := t.run(first, 7, titleSmall)
		for i := first + 1; i < end; i++ {
			if titleWords[t.words[i-1].folded] && newLine(t, i) {
				end = i
			}
		}
		if end == first+1 && t.words[first-1].folded == "interview" && t.joined(first, "") {
			return // "Interview Coordinator" signs
		}
		if end > first && end+1 < len(t.words) && titleOf[t.words[end].folded] && t.joined(end, "") && t.joined(end+1, "") && !t.capital(end) && !t.capital(end+1) && isTitle(t.words[end-1].folded) {
			end += 2
		}
		if end > first {
			names = append(names, t.slice(first, t.unit(end)))
		}
	})
	return names
}

// unit returns the end of the unit that a role is for, where one stands behind
// the title that ends before the word at end: "Data Analyst, Network Planning at
// Halden". What may be a place, a day or an employer is none.
func (t text) unit(end int) int {
	if end >= len(t.words) || !isTitle(t.words[end-1].folded) || t.words[end].first || strings.TrimSpace(t.whole[t.words[end-1].end:t.words[end].start]) != "," {
		return end
	}
	last := t.run(end, maxUnit, titleSmall)
	if last < end+2 || last < len(t.words) && !unitEnds[t.words[last].folded] && !t.words[last].first && t.joined(last, "") {
		return end // "Data Analyst, London", "Data Analyst, Network Planning told us"
	}
	for _, w := range t.words[end:last] {
		if legalForms[w.folded] || organisations[w.folded] || isTitle(w.folded) {
			return end
		}
	}
	return last
}

// maxUnit is how many words name a unit, unitEnds what may stand behind them.
const maxUnit = 5

var unitEnds = set("at with role position post in for bei chez en and has was is")

// titleOf stand between a title and what it is for.
var titleOf = set("de d' du des en")

// isTitle reports whether a folded word is an occupation, or is made with one
// as German makes words: "projektleiterin".
func isTitle(w string) bool {
	if titleWords[w] || furtherTitles[w] {
		return true
	}
	if len(w) < 9 {
		return false
	}
	w = strings.TrimSuffix(w, "in")
	for _, end := range titleEnds {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// furtherTitles are occupations that make a role, and prove nothing about a
// text that has them: the weights of the model are trained without.
var furtherTitles = set("disponent disponentin techniker technikerin koordinator koordinatorin cheffe conseiller conseillere coordinatrice coordinateur gestionnaire technicien technicienne assistante " +
	"redacteur redactrice coordinador coordinadora directora administrativo administrativa auxiliar steward")

var titleEnds = []string{"leiter", "ingenieur", "entwickler", "berater", "referent", "planer", "kaufmann", "kauffrau", "techniker", "assistent", "sachbearbeiter", "koordinator", "manager", "mechaniker",
	"monteur", "pfleger", "verkaufer", "fahrer", "lehrer", "meister", "betreuer", "architekt", "spezialist", "mitarbeiter", "disponent", "fachkraft", "helfer"}

// roleOfSubject returns the part of a subject that is nothing but a role: "Risk
// Analyst" of "Re: Risk Analyst - one question".
func roleOfSubject(subject string) string {
	for part := range strings.FieldsFuncSeq(subject, func(r rune) bool { return strings.ContainsRune(":|,()/–—?!", r) }) {
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
	return slices.ContainsFunc(wordsOf(role), func(w word) bool { return isTitle(w.folded) })
}

// namesOccupation reports whether one of the words is an occupation that says
// something of the text.
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
