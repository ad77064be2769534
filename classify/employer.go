package classify

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"hearback/classify/internal/fold"
	"hearback/classify/mail"
)

// EmployerKey returns what two spellings of one employer's name have in
// common: "Acme Robotics, Inc." and "ACME robotics" have the same key.
func EmployerKey(name string) string {
	if head, _, cut := strings.Cut(name, " | "); cut {
		name = head // "Ledgerpine | Chicago"
	}
	fields := strings.FieldsFunc(undottedForms(fold.String(name)), func(r rune) bool { return strings.ContainsRune(" ,.&-/()'", r) })
	for len(fields) > 1 && legalForms[fields[len(fields)-1]] {
		fields = fields[:len(fields)-1]
	}
	if len(fields) > 1 && fields[0] == "the" {
		fields = fields[1:]
	}
	if len(fields) > 2 { // "Pomelo and Wire", "Pomelo & Wire"
		fields = slices.DeleteFunc(fields, func(f string) bool { return f == "and" || f == "und" || f == "et" || f == "&" })
	}
	return squeeze(strings.Join(fields, ""))
}

// undottedForms writes "b.v." and "s.a.r.l." as one word.
func undottedForms(name string) string {
	fields := strings.Fields(name)
	for i, f := range fields {
		letters := strings.Split(strings.TrimSuffix(f, "."), ".")
		if len(letters) > 1 && !slices.ContainsFunc(letters, func(l string) bool { return len(l) != 1 }) {
			fields[i] = strings.Join(letters, "")
		}
	}
	return strings.Join(fields, " ")
}

var legalForms = set("inc llc llp lp ltd limited gmbh ggmbh ag sa sas sarl corp corporation co company plc bv nv ab as oy kg kgaa ug se srl spa sl slu pty group holding holdings mbh cie")

// employerIn names the employer as the message shows it. Role is the one that it
// states: a name may stand behind it.
func employerIn(m *mail.Message, own bool, role string, t text) Employer {
	parties := m.Recipients()
	displayed := ""
	if !own {
		parties = slices.Concat(m.From, m.ReplyTo)
		if _, brand, ok := strings.Cut(m.Sent().Name, " via "); ok && Related(brand, employerDomain(m.Sent().Domain())) {
			parties = slices.Concat(m.ReplyTo, m.From) // "Dana Kim via Kestrelproof": whoever answers are written to
		}
		if displayed = displayedEmployer(m.Sent()); hosts(displayed, m) {
			displayed = ""
		}
	}
	e := Employer{}
	for _, p := range parties {
		if e.Domain = employerDomain(p.Domain()); e.Domain != "" {
			break
		}
	}
	if e.Domain == "" {
		e.Name = clip(undomained(displayed, m, own, role, t))
		if e.Name != "" && !own {
			e.Domain = domainSpelling(e.Name, m)
		}
		return e
	}
	texts := textsOf(m, t)
	if !own && displayed != "" && relayOf(m.Sent().Domain()) != "" { // whoever answers are written to
		if !Related(displayed, e.Domain) {
			e.Domain = ""
		}
		e.Name = clip(inFull(displayed, texts))
		return e
	}
	if !own {
		if name := cmp.Or(servedBy(m, e.Domain, texts), spokenFor(m, displayed, e.Domain, t)); name != "" {
			return Employer{Name: clip(inFull(name, texts)), Domain: domainSpelling(name, m)}
		}
	}
	e.Name = nameOfDomain(e.Domain, texts)
	if e.Name == "" && displayed != "" {
		e.Name = inFull(displayed, texts)
	}
	if e.Name == "" {
		e.Name = nameBegun(e.Domain, texts)
	}
	if e.Name == "" {
		e.Name = inFull(firstName(t.employers()), texts)
		if !Related(e.Name, e.Domain) && (own || !standsFor(m, e.Name)) {
			e.Name = nameFromLabel(e.Domain)
		}
	}
	e.Name = clip(e.Name)
	return e
}

// domainSpelling returns the domain in the text that an employer's name spells:
// that of its careers page, or of the address for questions. Empty where there is
// none.
func domainSpelling(name string, m *mail.Message) string {
	for _, where := range [...]string{m.Text, m.Signature} {
		for field := range strings.FieldsFuncSeq(where, func(r rune) bool { return strings.ContainsRune(" \t\n<>()[]\"',;:/|?#", r) }) {
			field = strings.ToLower(strings.Trim(field[strings.LastIndex(field, "@")+1:], "."))
			if len(field) < 5 || len(field) > maxName || !strings.Contains(field, ".") {
				continue
			}
			if domain := employerDomain(field); domain != "" {
				if _, surely := Spells(name, domain); surely {
					return domain
				}
			}
		}
	}
	return ""
}

// spokenFor names the employer for which a service that is not known as one
// speaks: "HealthVacancies (Calder Vale Hospitals)", "Acme invites you", "viewed by
// Acme", or whose name a place at the service has, or another domain in the text. Empty
// where the sender speaks for itself.
func spokenFor(m *mail.Message, displayed, domain string, t text) string {
	from := m.Sent()
	name := cmp.Or(displayed, bracketed(from.Name))
	if plain := trimmedName(from.Name); name == "" && (speaksForMany(from) || organisation(plain)) && withoutOffice(plain) != "" {
		name = plain
	}
	other := func(name string) bool {
		spells, _ := Spells(name, domain)
		return name != "" && !spells && !Related(name, domain)
	}
	if other(name) && !relayBrand(name) && (hasPlaceAt(name, domain, m) || domainSpelling(name, m) != "" || name == bracketed(from.Name) && madeUp(from.Address)) {
		return name
	}
	if !speaksForMany(from) {
		return ""
	}
	if (organisation(name) || t.isAt(name)) && !relayBrand(name) && other(name) {
		return name
	}
	if brand, _, ok := strings.Cut(from.Name, " ("); ok && Related(brand, domain) {
		if name := bracketed(from.Name); organisation(name) && !Related(name, domain) {
			return name
		}
	}
	if name := firstName(append(append(t.announced(), t.named(boardLeads, nameSmall, 7)...), t.forwarded()...)); name != "" && !Related(name, domain) {
		return name
	}
	return ""
}

// bracketed is the organisation behind a person's or a service's name: "Dana Kim (Acme)".
func bracketed(name string) string {
	_, behind, _ := strings.Cut(name, " (")
	return withoutOffice(trimmedName(behind))
}

// madeUp reports whether a service made an address up for the answers to one message.
func madeUp(address string) bool {
	local, _, _ := strings.Cut(address, "@")
	digits := 0
	for _, r := range local {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	return digits >= 3
}

// hasPlaceAt reports whether a service has a place that is called like an employer:
// an address before its "@", a host in front of its domain, or the first folder of one
// of its links, as tracking systems give each of those who hire by them.
func hasPlaceAt(name, domain string, m *mail.Message) bool {
	key := EmployerKey(name)
	called := func(place string) bool {
		place = squeeze(fold.String(place))
		return len(place) >= minPlace && len(key) >= minPlace && (strings.HasPrefix(key, place) || strings.HasPrefix(place, key))
	}
	local, host, _ := strings.Cut(m.Sent().Address, "@")
	if called(local) && !speaksForMany(m.Sent()) || called(strings.TrimSuffix(host, domain)) {
		return true
	}
	here := false
	eachLink(m.Text, domain, func(sub, folder string) {
		sub, _, _ = strings.Cut(sub, ".")
		here = here || called(sub) || called(folder)
	})
	return here
}

// minPlace is the least length of a place's name that tells: "hr" is everybody's.
const minPlace = 4

// isAt reports whether a text speaks of being with somebody of the name: "your
// application at Fahrtwind Mobility".
func (t text) isAt(name string) bool {
	for i := 0; len(name) >= 3 && i < len(t.whole); {
		at := strings.Index(t.whole[i:], name)
		if at < 0 {
			return false
		}
		before := strings.Fields(t.whole[max(0, i+at-maxLead) : i+at])
		if n := len(before); n > 0 && beforeEmployers[fold.String(before[n-1])] {
			return true
		}
		i += at + len(name)
	}
	return false
}

// maxLead is how many bytes before a name are looked at.
const maxLead = 20

var beforeEmployers = set("at with to for bei beim chez en con")

// textsOf are the texts in which a message writes its employer's name out, the
// sender's display name the second of them.
func textsOf(m *mail.Message, t text) []text {
	return []text{t, plainText(m.Sent().Name), plainText(m.Signature)}
}

// inFull is a name as the texts write it out: "Halvorsen Crane Bank" for
// Halvorsen Crane, "Northern Counties Water" for NCW.
func inFull(name string, texts []text) string {
	key := EmployerKey(name)
	if len(key) < 3 {
		return name
	}
	return asCalled(name, written(key, texts...), texts)
}

// asCalled is the fuller one of two names, where that is no more than what a
// company's papers say: "Acme Services plc" stands below what Acme sends.
func asCalled(name, full string, texts []text) string {
	if full == "" || name != "" && len(full) > len(name) && strings.HasPrefix(full, name) && isLegal(full, texts) && !isLegal(name, texts) {
		return name
	}
	return full
}

// isLegal reports whether a legal form stands in or behind a name in a text.
func isLegal(name string, texts []text) bool {
	for _, t := range texts {
		if _, rest, ok := strings.Cut(t.whole, name); ok {
			if next := wordsOf(rest[:min(len(rest), maxLegal)]); len(next) > 0 && legalForms[next[0].folded] && strings.HasPrefix(rest, " ") {
				return true
			}
		}
	}
	words := wordsOf(name)
	return len(words) > 0 && legalForms[words[len(words)-1].folded]
}

// maxLegal is how many bytes behind a name its legal form takes.
const maxLegal = 12

// undomained names the employer of a message that comes from a relay or from
// free mail: by its display name, unless that turns out to be a person's, by the
// label that the employer has at the relay, else by what leads to a name in the
// text.
func undomained(displayed string, m *mail.Message, own bool, role string, t text) string {
	from, texts := m.Sent(), textsOf(m, t)
	through := relayOf(from.Domain())
	where := t
	if through == "" && !startsThread(&m.Header) {
		where = t.below(m.Subject) // an answer's subject is older, and anybody's
	}
	behind := where.behindRole(role)
	if own || through == "" {
		return ofSmall(displayed, behind, m, own, texts)
	}
	brand := squeeze(label(registrable(from.Domain())))
	ours := func(name string) bool { return strings.HasPrefix(squeeze(fold.String(name)), brand) } // LinkedIn Job Alerts
	hint := hintOf(from)
	if hint != "" {
		if name := written(hint, texts...); name != "" && !ours(name) {
			return name
		}
	}
	if displayed != "" && !ours(displayed) {
		return inFull(displayed, texts)
	}
	if behind == "" {
		behind = firstName(t.named(behalf, nameSmall, maxNameWords))
	}
	if behind != "" && !ours(behind) {
		return inFull(behind, texts)
	}
	if name := trimmedName(from.Name); speaksForMany(from) && !ours(name) && withoutOffice(name) != "" && !relayBrand(name) && !hosts(name, m) && !signs(m, name) {
		return inFull(name, texts)
	}
	if through == scheduler {
		return "" // "Interview with Dana Kim" names a person
	}
	if name := firstName(append(t.announced(), t.introduced(through)...)); name != "" && !ours(name) {
		return inFull(name, texts)
	}
	if name := organisationOf(m.Subject); name != "" {
		return name
	}
	if through == board {
		if name := firstName([]string{carded(m.Text)}); name != "" {
			return name
		}
	}
	if name := lineOfOrganisation(m.Text); name != "" && !ours(name) {
		return name
	}
	if hint != "" && !ours(hint) {
		return capitalised(hint)
	}
	return ""
}

// hosts reports whether a display name is rather that of a person, who sends through
// a scheduler.
func hosts(name string, m *mail.Message) bool {
	name, _, _ = strings.Cut(name, " via ")
	return relayOf(m.Sent().Domain()) == scheduler && strings.Count(name, " ") == 1 && !organisation(name)
}

// behalf stands before the name of whom a service sends for.
var behalf = leads("on behalf of", "im auftrag von|der", "pour le compte de", "en nombre de")

// organisationOf returns the part of a subject that names an organisation:
// "Tamarack State University" of "Delivered: Tamarack State University, Postdoc".
func organisationOf(subject string) string {
	for part := range strings.FieldsFuncSeq(subject, func(r rune) bool { return strings.ContainsRune(":|,()/–—", r) }) {
		for piece := range strings.SplitSeq(part, " - ") {
			t := plainText(trimmedName(piece))
			n := len(t.words)
			if n < 2 || n > maxNameWords || t.run(0, n, nameSmall) != n || namesOccupation(t.words) || relayBrand(t.whole) {
				continue
			}
			if last := t.words[n-1].folded; founded[t.words[0].folded] || organisations[last] && !officeWords[last] || legalForms[last] {
				return t.whole
			}
		}
	}
	return ""
}

// speaksForMany reports whether an address is one that organisations use:
// no-reply, careers, and what a tracking system makes up.
func speaksForMany(p mail.Participant) bool {
	_, office := hiringOffice(p)
	local, _, _ := strings.Cut(p.Address, "@")
	return office || machineLocal(p.Address) || local == "invitation" || local == "invitations" || local == "invite" || local == "invites"
}

// signs reports whether the message ends with the name: then it is a person's.
func signs(m *mail.Message, name string) bool {
	end := m.Signature
	if end == "" {
		end = m.Text[max(0, len(m.Text)-80):]
	}
	first, _, _ := strings.Cut(name, " ")
	for line := range strings.SplitSeq(end, "\n") {
		if line = strings.TrimSpace(line); line == name && strings.Count(name, " ") == 1 && !NamesOccupation(name) && !organisation(name) || line == first && line != name {
			return true
		}
	}
	return false
}

// standsFor reports whether the sender's name or the end of the message gives the
// name as the sender's own organisation: an agency gives its own, not its client's.
func standsFor(m *mail.Message, name string) bool {
	if name == "" {
		return false
	}
	if _, after, ok := strings.Cut(m.Sent().Name, name); ok && (after == "" || strings.ContainsAny(after[:1], " ,)|")) {
		return true
	}
	end := m.Text[max(0, len(m.Text)-endOfText):] + "\n" + m.Signature
	for line := range strings.SplitSeq(end, "\n") {
		for part := range strings.FieldsFuncSeq(line, func(r rune) bool { return strings.ContainsRune(",|·•", r) }) {
			if strings.TrimSpace(part) == name {
				return true
			}
		}
	}
	return false
}

// endOfText is how many bytes of a text may be a signature's.
const endOfText = 160

// organisation reports whether a name has a word that people's names have not.
func organisation(name string) bool {
	for _, w := range wordsOf(name) {
		if organisations[w.folded] || organisations[strings.TrimSuffix(w.folded, "s")] || legalForms[w.folded] || officeWords[w.folded] {
			return true
		}
	}
	return false
}

var organisations = set("haulage transport trucking freight farm farms dairy nursery nurseries bakery bakehouse bread brewery winery vineyard butchers garage roofing plumbing heating electrical builders building construction " +
	"joinery carpentry cabinetmakers furniture landscaping gardens kennels stables diner cafe kitchen catering theatre theater gallery orchestra housing homes living hospice surgery dental pharmacy veterinary " +
	"academy nhs mutual insurers assurance water rail shipping seafoods textiles ceramics biologics therapeutics analytics robotics motors frames staffing recruitment search talent refuge parish cabinets lodge resort resorts inn " +
	"union cooperative coop association federation authority commission state federal stadtwerke stiftung verein landkreis klinik klinikum hochschule universitat gruppe werke versicherung versicherungen verlag spedition " +
	"maschinenbau technik pflege pflegeverbund universite universidad hopital mairie agence banque banco fundacion grupo conservas hoteles bodegas ayuntamiento trattoria ristorante " +
	"bank council city county university college school hospital trust clinic health stores store insurance energy logistics payments systems software labs technologies " +
	"technology solutions services partners partnership associates studio studios design media press publishing foundation institute department ministry office agency consulting capital " +
	"foods hotel hotels restaurant airlines motors robotics pharma industries international global network museum library church charity society club centre center centres centers practice")

// Related reports whether a name and a domain share a word of three letters.
func Related(name, domain string) bool {
	label := squeeze(label(domain))
	for w := range strings.FieldsSeq(fold.String(name)) {
		if w = squeeze(w); len(w) >= 3 && !legalForms[w] && strings.Contains(label, w) {
			return true
		}
	}
	return false
}

// nameOfDomain finds the words that the domain is made of, as people write them.
func nameOfDomain(domain string, texts []text) string {
	full := squeeze(label(domain))
	for _, l := range append([]string{full}, shortened(full)...) {
		if name := written(l, texts...); name != "" {
			return asCalled(written(l, texts[1]), name, texts)
		}
	}
	return ""
}

// nameBegun finds the word that the domain begins with, as people write it.
func nameBegun(domain string, texts []text) string {
	for _, where := range texts {
		if name := where.begun(squeeze(label(domain))); name != "" {
			return name
		}
	}
	return ""
}

// shortened gives the label without what companies add to a taken name.
func shortened(label string) []string {
	var out []string
	for _, tail := range []string{"hq", "inc", "corp", "gmbh", "group", "jobs", "careers", "app", "labs", "online", "global", "team", "co"} {
		if s, ok := strings.CutSuffix(label, tail); ok && len(s) >= 3 {
			out = append(out, s)
		}
	}
	for _, head := range []string{"get", "join", "try", "careers", "jobs", "the", "we"} {
		if s, ok := strings.CutPrefix(label, head); ok && len(s) >= 3 {
			out = append(out, s)
		}
	}
	return out
}

// label is the part of a registrable domain that its owner chose.
func label(domain string) string {
	l, _, _ := strings.Cut(domain, ".")
	return l
}

// nameFromLabel writes a domain's label as a name: "Acme Robotics" for
// acme-robotics.example. Three letters alone or fewer are taken for initials.
func nameFromLabel(domain string) string {
	words := strings.FieldsFunc(ownLabel(domain), func(r rune) bool { return r == '-' || r == '_' })
	for i, w := range words {
		if len(w) <= 3 && len(words) == 1 {
			words[i] = strings.ToUpper(w)
		} else {
			words[i] = capitalised(w)
		}
	}
	return strings.Join(words, " ")
}
