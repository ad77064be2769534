package classify

import (
	"slices"
	"strings"

	"hearback/classify/internal/fold"
	"hearback/classify/mail"
)

// EmployerKey returns what two spellings of one employer's name have in
// common: "Acme Robotics, Inc." and "ACME robotics" have the same key.
func EmployerKey(name string) string {
	if head, _, cut := strings.Cut(name, " | "); cut {
		name = head // "Ledgerpine | Chicago"
	}
	fields := strings.FieldsFunc(fold.String(name), func(r rune) bool { return strings.ContainsRune(" ,.&-/()'", r) })
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

var legalForms = set("inc llc llp lp ltd limited gmbh ag sa sas sarl corp corporation co company plc bv nv ab as oy kg kgaa ug se srl spa sl slu pty group holding holdings mbh cie")

// employerIn names the employer as the message shows it.
func employerIn(m *mail.Message, own bool, t text) Employer {
	parties := m.Recipients()
	displayed := ""
	if !own {
		parties = append(append([]mail.Participant(nil), m.From...), m.ReplyTo...)
		displayed = displayedEmployer(m.Sent())
	}
	e := Employer{}
	for _, p := range parties {
		if e.Domain = employerDomain(p.Domain()); e.Domain != "" {
			break
		}
	}
	led := func() []string { return t.named(employerLeads, nameSmall, 5) }
	if e.Domain == "" {
		e.Name = clip(undomained(displayed, m, t, led))
		return e
	}
	switch name := nameOfDomain(e.Domain, t, m); {
	case name != "":
		e.Name = fuller(name, displayed, m, led)
	case displayed != "" && related(displayed, e.Domain):
		e.Name = displayed
	default:
		e.Name = firstName(led())
		if !related(e.Name, e.Domain) {
			e.Name = nameFromLabel(e.Domain)
		}
	}
	e.Name = clip(e.Name)
	return e
}

// undomained names the employer of a message that comes from a relay or from
// free mail: by its display name, unless that turns out to be a person's, else
// by what leads to a name in the text.
func undomained(displayed string, m *mail.Message, t text, led func() []string) string {
	brand := squeeze(label(registrable(m.Sent().Domain())))
	own := func(name string) bool { return strings.HasPrefix(squeeze(fold.String(name)), brand) } // LinkedIn Job Alerts
	through := relayOf(m.Sent().Domain())
	switch {
	case displayed != "" && (through == "" || !own(displayed)):
		return displayed
	case through != "" && speaksForMany(m.Sent()) && !own(m.Sent().Name):
		if name := trimmedName(m.Sent().Name); name != "" && !relayBrand(name) && !signs(m, name) {
			return name
		}
	}
	if through == scheduler {
		return "" // "Interview with Dana Kim" names a person
	}
	return firstName(led())
}

// speaksForMany reports whether an address is one that organisations use:
// no-reply, careers, and what a tracking system makes up.
func speaksForMany(p mail.Participant) bool {
	_, office := hiringOffice(p)
	return office || machineLocal(p.Address)
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

// organisation reports whether a name has a word that people's names have not.
func organisation(name string) bool {
	for _, w := range wordsOf(name) {
		if organisations[w.folded] || legalForms[w.folded] || officeWords[w.folded] {
			return true
		}
	}
	return false
}

var organisations = set("bank council city county university college school hospital trust clinic health stores store insurance energy logistics payments systems software labs technologies " +
	"technology solutions services partners partnership associates studio studios design media press publishing foundation institute department ministry office agency consulting capital " +
	"foods hotel hotels restaurant airlines motors robotics pharma industries international global network museum library church charity society club centre center centres centers")

// fuller returns the name as it is written out elsewhere in the message:
// "Quillfeather Press" where the domain says quillfeather.
func fuller(name, displayed string, m *mail.Message, led func() []string) string {
	others := append(led(), displayed)
	if speaksForMany(m.Sent()) {
		others = append(others, m.Sent().Name)
	}
	for line := range strings.SplitSeq(m.Signature+"\n"+m.Text[max(0, len(m.Text)-400):], "\n") {
		others = append(others, line)
	}
	for _, o := range others {
		if !strings.Contains(o, name+" ") {
			continue
		}
		o = withoutOffice(trimmedName(o))
		rest, ok := strings.CutPrefix(o, name+" ")
		if !ok || len(o) > 60 {
			continue
		}
		more := plainText(rest)
		n := len(more.words)
		if n == 0 || n > 3 || more.run(0, 3, nil) != n || NamesOccupation(rest) || roleNouns[more.words[n-1].folded] || officeWords[more.words[0].folded] {
			continue
		}
		return o
	}
	return name
}

// related reports whether a name and a domain share a word of three letters.
func related(name, domain string) bool {
	label := squeeze(label(domain))
	for w := range strings.FieldsSeq(fold.String(name)) {
		if w = squeeze(w); len(w) >= 3 && !legalForms[w] && strings.Contains(label, w) {
			return true
		}
	}
	return false
}

// nameOfDomain finds the words that the domain is made of, as people write them.
func nameOfDomain(domain string, t text, m *mail.Message) string {
	full := squeeze(label(domain))
	texts := []text{t, plainText(m.Sent().Name), plainText(m.Signature)}
	labels := append([]string{full}, shortened(full)...)
	for _, l := range labels {
		for _, where := range texts {
			if name := where.spelled(l); name != "" {
				return name
			}
		}
	}
	for _, where := range texts {
		if name := where.begun(full); name != "" {
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
	words := strings.FieldsFunc(label(domain), func(r rune) bool { return r == '-' || r == '_' })
	for i, w := range words {
		if len(w) <= 3 && len(words) == 1 {
			words[i] = strings.ToUpper(w)
		} else {
			words[i] = capitalised(w)
		}
	}
	return strings.Join(words, " ")
}
