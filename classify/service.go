package classify

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"hearback/classify/internal/fold"
	"hearback/classify/mail"
)

// servedBy names the employer that a service of the domain writes for, where the message
// says that it comes by that service: "Powered by Rollcove". It is who stands beside the
// service in the sender's name, or who has a place there. Empty where the message does
// not say so, or of nobody.
func servedBy(m *mail.Message, domain string, texts []text) string {
	other := func(name string) bool { return name != "" && !Related(name, domain) && !relayBrand(name) }
	from := m.Sent()
	served := slices.ContainsFunc(texts, func(t text) bool { return t.comesBy(domain) })
	for _, name := range []string{bracketed(from.Name), besideBrand(from.Name, domain)} {
		if other(name) && (served || texts[0].isAt(name)) {
			return name
		}
	}
	if name := labelledEmployer(m.Text); other(name) && (served || Related(from.Name, domain)) {
		return name
	}
	for _, t := range texts {
		if name := firstName(t.named(mandated, nameSmall, maxNameWords)); served && other(name) {
			return name
		}
		// A person there names customers, too.
		if name := t.patron(domain); other(name) && (speaksForMany(from) || Related(from.Name, domain)) {
			return name
		}
	}
	if !served {
		return ""
	}
	for _, place := range tenancies(m, domain) {
		if name := written(squeeze(place), texts[0], texts[2]); other(name) {
			return name
		}
	}
	return ""
}

// labelledEmployer is what a text says on a line of its own to be the employer: "Company: Acme".
func labelledEmployer(text string) string {
	for line := range strings.Lines(text) {
		if label, name, ok := strings.Cut(line, ":"); ok && len(name) <= maxName && employerLabels[fold.String(strings.TrimSpace(label))] {
			if name = trimmedName(strings.TrimSpace(name)); name != "" {
				return name
			}
		}
	}
	return ""
}

var employerLabels = set("company employer organization organisation arbeitgeber unternehmen firma entreprise employeur societe empresa compania empleador")

// mandated stands before the name of whom a service works for.
var mandated = leads("on behalf of", "im auftrag von|der|des", "pour le compte de", "au nom de", "en nombre de", "por cuenta de")

// comesBy reports whether a text says that it was sent by a service of the domain.
func (t text) comesBy(domain string) (found bool) {
	t.introduce(carriers, func(first int) {
		found = found || Related(t.slice(first, first+1), domain)
	})
	return found
}

// patron is whom a text names as who has a service of the domain work for it: "Mossgate uses
// Kestrelproof". Empty where it names nobody.
func (t text) patron(domain string) (name string) {
	engages.each(t.words, nil, func(_ struct{}, first, last int) {
		if next := last + 1; name == "" && next < len(t.words) && t.joined(next, "") && Related(t.slice(next, next+1), domain) {
			name = t.nameBefore(first)
		}
	})
	return name
}

// engages stands between an employer and the service that works for it.
var engages = leads("uses|using|chose|asked|hires|recruits", "hires|recruits|works through|with|on|via", "nutzt|verwendet", "utilise|recrute", "usa|utiliza")

// carriers stand before the name of the service that sends.
var carriers = leads("powered by", "sent|delivered via|through|with|by|using", "on", "gesendet|versendet|verschickt von|mit|uber|durch", "bereitgestellt von|durch", "envoye|propulse par|via|avec", "enviado|impulsado por|con|via|mediante")

// besideBrand is the name beside a service's own in what it shows as the sender: "Vouchmere
// for Corvid & Finch", "Kestrelproof on behalf of Mossgate", "Mossgate via Kestrelproof".
func besideBrand(name, domain string) string {
	for _, joins := range []string{" on behalf of ", " for ", " im Auftrag von ", " für ", " pour ", " para "} {
		if brand, served, ok := strings.Cut(name, joins); ok && Related(brand, domain) {
			return withoutOffice(trimmedName(served))
		}
	}
	if served, brand, ok := strings.Cut(name, " via "); ok && Related(brand, domain) && organisation(served) {
		return withoutOffice(trimmedName(served))
	}
	return ""
}

// tenancies are what those who hire by a service are called there: before the "@", in a
// host in front of its domain, or as the first folder of a link.
func tenancies(m *mail.Message, domain string) []string {
	var found []string
	add := func(parts string) {
		for part := range strings.FieldsFuncSeq(parts, func(r rune) bool { return r == '.' || r == '+' }) {
			if len(part) >= minPlace && hinting(part) && !slices.Contains(found, part) {
				found = append(found, part)
			}
		}
	}
	for _, p := range append([]mail.Participant{m.Sent()}, m.ReplyTo...) {
		local, host, _ := strings.Cut(p.Address, "@")
		if before, ok := strings.CutSuffix(host, domain); ok {
			if !speaksForMany(p) {
				add(local)
			}
			add(before)
		}
	}
	eachLink(m.Text, domain, func(sub, folder string) {
		add(sub)
		add(folder)
	})
	return found
}

// eachLink calls found with what stands in front of the domain in each of its hosts, and
// with the first folder.
func eachLink(text, domain string, found func(sub, folder string)) {
	for rest := text; ; {
		before, after, ok := strings.Cut(rest, domain)
		if !ok {
			return
		}
		start := strings.LastIndexFunc(before, func(r rune) bool { return r != '-' && r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		folder := ""
		if behind, ok := strings.CutPrefix(after, "/"); ok {
			folder = behind[:cmp.Or(max(0, strings.IndexAny(behind, "/?#\n ")), len(behind))]
		}
		found(strings.TrimSuffix(before[start+1:], "."), folder)
		rest = after
	}
}
