package classify

import (
	"slices"
	"strings"

	"hearback/classify/internal/fold"
	"hearback/classify/mail"
)

// ofSmall names an employer that writes from free mail: by its display name,
// by what its address spells, by the signature's line of the organisation, by
// what leads to a name in the text. A person's name never is the employer's.
func ofSmall(displayed, behind string, m *mail.Message, own bool, texts []text) string {
	if displayed != "" {
		return inFull(displayed, texts)
	}
	parties := m.From
	if own {
		parties = m.Recipients()
	}
	for _, p := range parties[:min(len(parties), MaxParties)] {
		if !FreeMail(p) {
			continue
		}
		name := trimmedName(p.Name)
		first, _, several := strings.Cut(name, " ")
		if several && (organisation(name) || founded[fold.String(first)]) && !signs(m, name) {
			return addressed(name, p)
		}
		for _, part := range localParts(p) {
			if name := written(part, texts...); strings.Contains(name, " ") && !personal(name, p, m) {
				return name
			}
		}
	}
	if !own {
		if name := signedOrganisation(m); name != "" {
			return name
		}
	}
	for _, name := range []string{behind, firstName(texts[0].employers())} {
		if name != "" && !signs(m, name) {
			return inFull(name, texts)
		}
	}
	for _, p := range parties[:min(len(parties), MaxParties)] {
		if FreeMail(p) {
			for _, part := range localParts(p) {
				if name := dividedName(part); name != "" {
					return name
				}
			}
		}
	}
	return ""
}

// addressed is the end of a display name that the address spells: the bakery of
// "Kev Saltmarsh Bakehouse <saltmarshbakehouse@...>".
func addressed(name string, p mail.Participant) string {
	for rest := name; strings.Contains(rest, " "); _, rest, _ = strings.Cut(rest, " ") {
		if slices.Contains(localParts(p), squeeze(fold.String(rest))) {
			return rest
		}
	}
	return name
}

// localParts are what stands before the "@": in whole and in its parts, those
// that are long enough to be a name.
func localParts(p mail.Participant) []string {
	local, _, _ := strings.Cut(p.Address, "@")
	parts := append([]string{local}, strings.FieldsFunc(local, func(r rune) bool { return strings.ContainsRune("._-+", r) })...)
	var out []string
	for _, part := range parts {
		if part = strings.TrimRight(squeeze(part), "0123456789"); len(part) >= 7 {
			out = append(out, part)
		}
	}
	return out
}

// personal reports whether a name is the one of the address's owner or of who
// signs: its words are theirs, or it has none that organisations have and
// stands nowhere but in the signature.
func personal(name string, p mail.Participant, m *mail.Message) bool {
	if signs(m, name) {
		return true
	}
	if signedBelow(m, name) {
		return false
	}
	theirs := map[string]bool{}
	for _, w := range wordsOf(p.Name) {
		theirs[w.folded] = true
	}
	for _, w := range wordsOf(name) {
		if !theirs[w.folded] && !nameSmall[w.folded] {
			return false
		}
	}
	return true
}

// signedBelow reports whether a name stands in the signature below the first name of
// somebody else: "Ruth" above "Pennywort Books, 4 Salter's Lane".
func signedBelow(m *mail.Message, name string) bool {
	above := ""
	for line := range strings.SplitSeq(m.Text[max(0, len(m.Text)-endOfText):]+"\n"+m.Signature, "\n") {
		line = strings.TrimSpace(line)
		if rest, ok := strings.CutPrefix(line, name); ok && (rest == "" || strings.ContainsAny(rest[:1], ",|")) {
			t := plainText(above)
			if len(t.words) == 1 && t.whole == t.slice(0, 1) && t.capital(0) && !greets[t.words[0].folded] && !strings.HasPrefix(name, above) {
				return true
			}
		}
		if line != "" {
			above = line
		}
	}
	return false
}

// greets are the single words that stand above a signature.
var greets = set("best thanks cheers regards sincerely cordially yours love ciao gruss grusse danke merci cordialement saludos gracias atentamente thx warmly respectfully mfg lg vg tschuss liebe herzlich freundlichst bises bien un saludo")

// signedOrganisation returns the line of the signature, or of the last lines of
// the text, that names an organisation.
func signedOrganisation(m *mail.Message) string {
	end := m.Signature
	if end == "" {
		end = m.Text[max(0, len(m.Text)-160):]
		_, end, _ = strings.Cut(end, "\n") // from the beginning of a line on
	}
	return lineOfOrganisation(end)
}

// lineOfOrganisation returns the first line of a text that is nothing but the name
// of an organisation, as far as its first comma.
func lineOfOrganisation(text string) string {
	for line := range strings.SplitSeq(text, "\n") {
		for _, sep := range []string{" | ", ", ", " - ", " · "} {
			line, _, _ = strings.Cut(line, sep)
		}
		name := trimmedName(line)
		if len(name) > maxName || strings.Contains(name, "©") {
			continue
		}
		t := plainText(name)
		if n := len(t.words); n < 2 || n > maxNameWords || t.run(0, n, nameSmall) != n || NamesOccupation(name) || relayBrand(name) {
			continue
		}
		for i, w := range t.words {
			if i > 0 && organisations[w.folded] || i == 0 && founded[w.folded] || i > 0 && legalForms[w.folded] {
				return name
			}
		}
	}
	return ""
}

// dividedName writes a label that ends in what an organisation is as a name:
// "Bramwell Haulage" for bramwellhaulage.
func dividedName(label string) string {
	longest := ""
	for w := range organisations {
		if head, ok := strings.CutSuffix(label, w); ok && len(head) >= 4 && len(w) >= 4 && len(w) > len(longest) {
			longest = w
		}
	}
	if longest == "" {
		return ""
	}
	return capitalised(strings.TrimSuffix(label, longest)) + " " + capitalised(longest)
}
