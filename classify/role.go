package classify

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"hearback/classify/internal/fold"
	"hearback/classify/mail"
)

// roleIn returns the role that the message states, "" where it states none:
// "the Product Manager position" before "the position of Product Manager",
// before a subject of which a part is a role. Where the subject has the role in
// full, that is how it ends. Head is the role in the subject.
func roleIn(subject, head string, t text) string {
	stated := t.beforeNoun()
	for _, name := range t.roles() {
		if stated != "" {
			break
		}
		if NamesOccupation(name) {
			stated = trimmedRole(name)
		}
	}
	if person, _, bracketed := strings.Cut(stated, " ("); bracketed && !NamesOccupation(person) {
		stated = "" // "Théo (VP Product)"
	}
	if stated == "" {
		stated = t.heading(len(subject))
	}
	switch longer, shorter := fold.String(stated), fold.String(head); {
	case stated == "", head != "" && strings.HasPrefix(shorter, longer):
		stated = head
	case head != "" && strings.HasPrefix(longer, shorter) && strings.ContainsAny(head, ",("):
		stated = head
	}
	return stated + t.dashed(stated, subject)
}

// heading is a role that stands alone between the salutation and the letter, as
// offices write it. The text begins behind its subject, from bytes long.
func (t text) heading(from int) string {
	before := ""
	for line := range strings.SplitSeq(t.whole[min(from, len(t.whole)):], "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if before != "" {
			if len(line) <= maxName && salutes(before) {
				heading := plainText(line)
				if first, end := heading.titled(); end > 0 && first == 0 {
					return trimmedRole(heading.extended(first, end))
				}
			}
			return ""
		}
		before = line
	}
	return ""
}

// salutes reports whether a line is a salutation.
func salutes(line string) bool {
	first, _, _ := strings.Cut(line, " ")
	return len(line) <= maxName && salutations[fold.String(strings.TrimRight(first, ",:"))]
}

var salutations = set("dear hi hello good liebe lieber sehr guten hallo chere cher bonjour madame monsieur estimada estimado hola querida querido")

// withoutMe cuts off a role what stands behind it with the candidate's name, as in
// the subjects of invitations: "Systems Lead (I Holloway)".
func (r *Reader) withoutMe(role string, m *mail.Message) string {
	at := len(role)
	for _, mark := range append(dashes, ",", " (") {
		if i := strings.Index(role, mark); i >= 0 {
			at = min(at, i)
		}
	}
	title, rest := strings.TrimSpace(role[:at]), role[at:]
	for _, p := range slices.Concat(m.Recipients(), []mail.Participant{m.Sent()}) {
		if !r.isMe(p) {
			continue
		}
		local, _, _ := strings.Cut(p.Address, "@")
		for _, w := range wordsOf(p.Name + " " + local) {
			if len(w.folded) >= 3 && slices.ContainsFunc(wordsOf(rest), func(o word) bool { return o.folded == w.folded }) {
				return title
			}
		}
	}
	return role
}

// roleAt is a role without the employer's name, where that stands as its unit.
func roleAt(employer, role string) string {
	key := EmployerKey(employer)
	if n := len(employer); n > 0 && len(role) > n && role[n] == ' ' && strings.EqualFold(role[:n], employer) {
		role = role[n+1:] // "quillon ops lead"
	}
	for _, parts := range append(dashes, ", ") {
		if title, unit, ok := strings.Cut(role, parts); ok && key != "" && (strings.HasPrefix(key, EmployerKey(unit)) || strings.HasPrefix(EmployerKey(unit), key)) {
			role = title
		}
	}
	return clip(role)
}

// behindRole returns the employer that stands behind the role where the text
// states it: "Compliance Coordinator at Vantorre Logistics".
func (t text) behindRole(role string) string {
	if role == "" {
		return ""
	}
	var names []string
	from := 0
	if len(t.words) > 0 {
		from = int(t.words[0].start)
	}
	for {
		at := strings.Index(t.whole[from:], role)
		if at < 0 {
			break
		}
		from += at + len(role)
		i := slices.IndexFunc(t.words, func(w word) bool { return int(w.start) >= from })
		if i < 0 || i+1 >= len(t.words) {
			break
		}
		if roleNouns[t.words[i].folded] && t.joined(i, ")") {
			i++ // "the Product Manager role at"
		}
		if i+1 < len(t.words) && employs[t.words[i].folded] && t.joined(i, ")") && t.joined(i+1, "") && t.capital(i+1) {
			if end := t.run(i+1, maxNameWords, nameSmall); end > i+1 && !t.words[i].first {
				names = append(names, t.slice(i+1, end))
			}
		}
	}
	return firstName(names)
}

// employs stand between a role and the name of the employer.
var employs = set("at with chez bei de en")

// dashed returns the unit that stands behind a dash and the role both in the
// subject and in the text: " – Outpatients and Booking". Alone in a subject, it
// could be anything.
func (t text) dashed(role, subject string) string {
	_, rest, ok := strings.Cut(subject, role)
	if role == "" || !ok {
		return ""
	}
	for _, dash := range dashes {
		unit, ok := strings.CutPrefix(rest, dash)
		if !ok {
			continue
		}
		for _, end := range append(dashes, " (", ",", " |", ":") {
			unit, _, _ = strings.Cut(unit, end)
		}
		below := strings.Join(strings.Fields(t.whole[min(len(subject), len(t.whole)):]), " ")
		for _, other := range dashes {
			if unit != "" && !numbered(unit) && strings.Contains(below, role+other+unit) {
				return dash + unit
			}
		}
	}
	return ""
}

// dashes stand between the parts of a subject, or of a role.
var dashes = []string{" - ", " – ", " — "}

// roles are what roleLeads introduce. A line may break within a role, but not
// behind its title: a signature follows there. What is said of the title in
// small letters belongs to it: "Técnica de calidad".
func (t text) roles() []string {
	var names []string
	t.introduce(roleLeads, func(first int) {
		for first+1 < len(t.words) && (numbered(t.words[first].folded) || numbered(t.words[first+1].folded) && t.words[first+1].start == t.words[first].end+1) { // "JR-004417 Supply Planning Lead"
			first++
		}
		end := t.run(first, 7, titleSmall)
		for i := first + 1; i < end; i++ {
			if titleWords[t.words[i-1].folded] && newLine(t, i) || !t.tied(i) || strings.Contains(t.whole[t.words[i-1].end:t.words[i].start], " /") {
				end = i
			}
		}
		for i := first + 1; i < end; i++ {
			if pronouns[t.words[i].folded] {
				end = i // "a Data Engineer and I'd like"
			}
		}
		for end > first+1 && titleSmall[t.words[end-1].folded] && !t.capital(end-1) {
			end--
		}
		for i := first + 1; i+1 < end; i++ {
			if t.words[i].folded == "in" && isTitle(t.words[i-1].folded) && t.words[i+1].folded != "training" {
				end = i // "Compliance Coordinator in Felixstowe"
			}
		}
		if end == first+1 && t.words[first-1].folded == "interview" && t.joined(first, "") {
			return // "Interview Coordinator" signs
		}
		if t.words[first-1].folded == "to" && !t.titles(first, end) {
			return // "applying to Baker Hughes"
		}
		if end > first {
			names = append(names, t.extended(first, t.smallEnd(first, end)))
		}
	})
	return names
}

// titles reports whether an occupation is what the words from first to end name, and
// not a part of a name: the last of them, or before "of" or a level.
func (t text) titles(first, end int) bool {
	for i := first; i < end; i++ {
		if isTitle(t.words[i].folded) && (i+1 == end || levels[t.words[i+1].folded]) {
			return true
		}
	}
	return false
}

// levels stand behind an occupation: "Head of Marketing", "Software Engineer II".
var levels = set("of i ii iii iv 1 2 3")

// numbered reports whether a word is the number of a requisition.
func numbered(w string) bool {
	digits := 0
	for i := range len(w) {
		if '0' <= w[i] && w[i] <= '9' {
			digits++
		}
	}
	return digits >= refDigits
}

// refDigits is how many digits the number of a requisition has at least.
const refDigits = 4

// smallEnd returns the end of a role of which words in small letters are a part,
// as Romance languages write them: "Responsable logistique événementielle".
func (t text) smallEnd(first, end int) int {
	if !small[t.words[first].folded] || end > first+1 && t.capital(end-1) && !small[t.words[end-1].folded] {
		return end
	}
	if end == first+1 && end < len(t.words) && len(t.words[end].folded) <= 2 && t.whole[t.words[first].end:t.words[end].start] == "/" {
		end++ // "Coordinador/a"
	}
	if end+1 < len(t.words) && titleOf[t.words[end].folded] && t.joined(end, "") && t.joined(end+1, "") && t.capital(end+1) {
		return t.run(end+1, maxUnit, nil) // "Coordinador/a de Tráfico Internacional"
	}
	for n := 0; end < len(t.words) && n < 5 && t.joined(end, "") && !t.words[end].first && !t.capital(end) && (!newLine(t, end) || titleOf[t.words[end].folded]); n++ {
		w := t.words[end].folded
		if smallEnds[w] || end+1 < len(t.words) && (w == "et" || w == "y" || w == "ou") && smallEnds[t.words[end+1].folded] || titleSmall[w] && (end+1 == len(t.words) || t.capital(end+1) || !t.joined(end+1, "")) {
			break
		}
		end++
	}
	return end
}

// small are occupations behind which Romance languages say in small letters what
// they are for; smallEnds stand behind that.
var (
	small = set("libraire recepcionista dependienta responsable directeur directrice charge chargee developpeur developpeuse ingenieur ingenieure comptable vendeur vendeuse infirmier infirmiere conseiller conseillere coordinateur coordinatrice " +
		"gestionnaire technicien technicienne assistant assistante redacteur redactrice chef cheffe coordinador coordinadora director directora administrativo administrativa auxiliar tecnico tecnica " +
		"desarrollador desarrolladora ingeniero ingeniera analista gerente enfermera enfermero contable dependiente dependienta asistente encargado encargada jefe jefa asesor asesora consultor consultora profesor profesora maestro maestra monitor monitora")
	pronouns  = set("i i'd i'm i'll i've we we'd we're we'll")
	smallEnds = set("chez at bei para pour pro con avec que qui est a as sont etait sera fut ha han es esta fue ser nous vous dont dans sur por nuestra nuestro notre je il elle on ils me se le la les su sus mi lo los las votre ma mon ce cette")
)

// extended returns a role that ends before the word at end, with what is stated
// behind it: "(EMEA)", the unit that it is for.
func (t text) extended(first, end int) string {
	if unit := t.unit(end); unit > end {
		end = unit
	}
	stop := int(t.words[end-1].end)
	rest := t.whole[stop:]
	if office := officeIm(rest); office != "" {
		return strings.Join(strings.Fields(t.whole[t.words[first].start:stop]+office), " ")
	}
	return strings.Join(strings.Fields(t.whole[t.words[first].start:stop]+bracket(rest)), " ")
}

// officeIm returns the office that German names behind a role: "Sachbearbeiterin
// (m/w/d) im Kulturamt". A region is none.
func officeIm(rest string) string {
	found := behindIm.FindString(rest[:min(len(rest), maxName)])
	for _, region := range []string{" im Raum", " im Gro", " im Kreis", " im Landkreis", " im Gebiet"} {
		if strings.Contains(found, region) {
			return ""
		}
	}
	return found
}

var behindIm = regexp.MustCompile(`^( \([mwfdx]/[mwfdx]/[mwfdx]\))? im( \p{Lu}[\p{L}-]+){1,3}`)

// bracket returns the bracket that a text begins with, where it can belong to a
// role: numbers and marks like (m/f/d) do not.
func bracket(rest string) string {
	const longest = 40 // bytes
	if !strings.HasPrefix(rest, " (") {
		return ""
	}
	end := strings.IndexByte(rest[:min(len(rest), longest)], ')')
	if end < 0 || strings.ContainsAny(rest[:end], "0123456789\n@") || !strings.ContainsFunc(rest[:end], unicode.IsLetter) {
		return ""
	}
	for w := range strings.FieldsFuncSeq(rest[2:end], func(r rune) bool { return strings.ContainsRune("/|,* ", r) }) {
		if len(w) > 1 && w != "all" && w != "genders" && w != "div" && w != "gn" {
			return rest[:end+1]
		}
	}
	return ""
}

// unit returns the end of the unit that a role is for, where one stands behind
// the title that ends before the word at end: "Data Analyst, Network Planning at
// Halden". What may be a place or a day is none.
func (t text) unit(end int) int {
	if end >= len(t.words) || !isTitle(t.words[end-1].folded) || t.words[end].first {
		return end
	}
	switch strings.TrimSpace(t.whole[t.words[end-1].end:t.words[end].start]) {
	case ",", "–", "—", "-":
	default:
		return end
	}
	last := t.run(end, maxUnit, titleSmall)
	if last == end+1 && (units[t.words[end].folded] || t.acronym(end)) && (last == len(t.words) || t.words[last].first || unitEnds[t.words[last].folded]) {
		return last // "Customer Success Manager, EMEA"
	}
	if last < end+2 || last < len(t.words) && !unitEnds[t.words[last].folded] && !t.words[last].first && t.joined(last, "") {
		return end // "Data Analyst, London", "Data Analyst, Network Planning told us"
	}
	for _, w := range t.words[end:last] {
		if legalForms[w.folded] || strings.ContainsAny(w.folded, "0123456789") {
			return end
		}
	}
	if isTitle(t.words[last-1].folded) {
		return end
	}
	return last
}

// acronym reports whether the word at i is written in capitals alone: "EMEA".
func (t text) acronym(i int) bool {
	w := t.whole[t.words[i].start:t.words[i].end]
	return len(w) >= 2 && len(w) <= 5 && !strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsUpper(r) })
}

// units are single words that say what a role is for, as places do not.
var units = set("accounts accounting admissions advertising analytics apparel archives audit automation backend banking billing brand broadcast capital catering claims cloud collections commerce commercial " +
	"communications community compliance construction consumer content contracts conversion credit curriculum customs data databases delivery derivatives design development devices digital distribution " +
	"ecommerce education embedded emergency energy engineering enterprise equities evenings events exhibitions expansion experience facilities fashion finance fleet foundations fraud frontend fulfilment " +
	"fundraising games gaming governance government grants grocery growth hardware health healthcare hospitality housing imaging implementation infrastructure innovation insights insurance integrations " +
	"integrity international inventory investments kitchen learning legal lending library logistics maintenance maritime marketing marketplace media membership mobile monetization mortgages network " +
	"networks nights onboarding oncology operations packaging paediatrics partnerships payments payroll pediatrics pensions people performance personalization philanthropy planning platform policy " +
	"pricing privacy procurement product production programmes programs property publishing quality radiology receivables recruiting recruitment reliability renewables reporting research residential retail " +
	"revenue risk robotics safety sales search security services social software sourcing stores strategy streaming success supply support surgery surveys sustainability systems talent tax technology " +
	"theatre tools tooling trading training transport travel treasury underwriting utilities volunteering warehouse web weekends wholesale workplace youth")

// maxUnit is how many words name a unit, unitEnds what may stand behind them.
const maxUnit = 5

var unitEnds = set("at with role position post in for bei chez en and has was is")

// titleOf stand between a title and what it is for.
var titleOf = set("de d' du des en")

// roleOfSubject returns the part of a subject that is nothing but a role, with
// its unit: "Risk Analyst" of "Re: Risk Analyst - one question", "Program
// Officer, Coastal Communities (Remote)".
func roleOfSubject(subject string) string {
	for piece := range strings.SplitSeq(subjectParts.Replace(subject), "\n") {
		t := plainText(piece)
		first, end := t.titled()
		if end == 0 {
			continue
		}
		return trimmedRole(t.extended(first, end))
	}
	return ""
}

// subjectParts cuts a subject where one thing ends and the next one begins.
var subjectParts = strings.NewReplacer(": ", "\n", "|", "\n", "?", "\n", "!", "\n", " / ", "\n", " - ", "\n", " – ", "\n", " — ", "\n")

// titled returns where in a part of a subject a role stands that the part, as far
// as its first comma or bracket, ends with; end is 0 where none does.
func (t text) titled() (first, end int) {
	for end < len(t.words) && (end == 0 || !strings.ContainsAny(t.whole[t.words[end-1].end:t.words[end].start], ",()")) {
		end++
	}
	for i := range end {
		if w := t.words[i].folded; roleOpens[w] || numbered(w) {
			first = i + 1
		}
	}
	for first < end && linking[t.words[first].folded] { // "candidature au poste de libraire"
		first++
	}
	for i := first + 1; i < end; i++ { // "Coordinator at Vantorre Logistics"
		if before[t.words[i].folded] && isTitle(t.words[i-1].folded) {
			end = i
		}
	}
	for end > first+1 && (roleNouns[t.words[end-1].folded] || t.words[end-1].folded == "application") {
		end--
	}
	if first >= end {
		return 0, 0
	}
	if n := t.smallEnd(first, first+1); small[t.words[first].folded] && n == end && n > first+1 {
		return first, end
	}
	if t.run(first, end-first, titleSmall) != end && end-first > 5 || end-first > maxRole || !isTitle(t.words[end-1].folded) {
		return 0, 0
	}
	return first, end
}

// maxRole is how many words name a role, before what stands between it and an
// employer or a place.
const maxRole = 8

// linking stand before a role in Romance languages.
var linking = set("au aux al a de du d' del la le el")

var before = set("at in im chez bei with position role")

// beforeNoun returns the first run of capitalised words that ends in "role",
// "position" or the like.
func (t text) beforeNoun() string {
	for i, w := range t.words {
		if !nouns.begins(w) || i == 0 || t.capital(i) {
			continue
		}
		end := i
		if before, bracket, ok := strings.Cut(t.whole[t.words[max(0, i-maxRole)].start:w.start], "("); ok && strings.HasSuffix(strings.TrimSpace(bracket), ")") {
			open := t.words[max(0, i-maxRole)].start + int32(len(before))
			for end > 0 && t.words[end-1].start > open { // "Data Analyst (Remote, UK or US) role"
				end--
			}
		}
		first := end
		for first > 0 && end-first < maxRole && (first == end || t.joined(first, ",()")) && !t.words[first].first && (t.capital(first-1) || first-1 > 0 && titleSmall[t.words[first-1].folded]) {
			first--
		}
		for first < end && (!t.capital(first) || notRoles[t.words[first].folded] || t.words[first].first && first > 0 && !titleWords[t.words[end-1].folded]) {
			first++
		}
		if role := trimmedRole(t.slice(first, end)); role != "" {
			if unit := bracket(t.whole[t.words[end-1].end:]); !strings.Contains(unit, ",") && !strings.Contains(role, "(") {
				role += unit // "Programme Officer (Uplands) role", not "(Remote, UK or US)"
			}
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

// roleOpens stand before the role in a subject: "Interview for Barista".
var roleOpens = set("for as als pour comme au para como your ihre votre tu interview application bewerbung candidature entretien entrevue entrevista vorstellungsgesprach the our solicitud puesto poste plaza")

var notRoles = set("another other the our your this that a an open new job thank thanks hi hello dear for unfortunately we i re aw in as")
