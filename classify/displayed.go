package classify

import (
	"strings"

	"hearback/classify/mail"
)

// displayedEmployer reads a display name that speaks for an organisation:
// "Acme Robotics Hiring Team", "Dana Kim at Acme", "Acme (via Lever)". It is
// "" for a person's name, and for nothing but an office or a relay's brand.
func displayedEmployer(p mail.Participant) string {
	t := plainText(p.Name)
	end := len(t.words)
	for i, w := range t.words {
		if i > 0 && w.folded == "via" {
			end = i
		}
	}
	for i := 1; i+1 < end; i++ {
		switch t.words[i].folded {
		case "at", "from", "chez", "bei":
			return unlessRelay(t.slice(i+1, end))
		}
	}
	name := withoutOffice(t.slice(0, end))
	if name == "" || name == trimmedName(p.Name) && !(organisation(name) && speaksForMany(p)) {
		return ""
	}
	if end < len(t.words) && relayOf(p.Domain()) != "" && len(wordsOf(name)) == 2 && !organisation(name) && !speaksForMany(p) {
		return "" // "Holly Burke via Lever"
	}
	return unlessRelay(name)
}

// hostsOf returns the people whom a scheduler's subject names, by their names
// alone: "Confirmed: First call with Nadia Osei on Tuesday".
func hostsOf(subject string) []mail.Participant {
	t := plainText(subject)
	var hosts []mail.Participant
	for i := 1; i < len(t.words) && len(hosts) < MaxParties; i++ {
		if !beforeHosts[t.words[i-1].folded] || !t.capital(i) || !t.joined(i, "") {
			continue
		}
		if end := t.run(i, 4, nil); end-i >= 2 {
			hosts = append(hosts, mail.Participant{Name: t.slice(i, end)})
		}
	}
	return hosts
}

var beforeHosts = set("with and avec et mit und con y between")

func unlessRelay(name string) string {
	if name = trimmedName(name); relayBrand(name) {
		return ""
	}
	return name
}

// withoutOffice cuts the words of an office from both ends of a name.
func withoutOffice(name string) string {
	t := plainText(name)
	start, end := 0, len(t.words)
	for end > 0 && officeWords[t.words[end-1].folded] {
		end--
	}
	for start < end && (officeWords[t.words[start].folded] || t.words[start].folded == "the") {
		start++
	}
	if start == 0 && end == len(t.words) {
		return trimmedName(name)
	}
	return trimmedName(t.slice(start, end))
}

// officeWords are what an office adds to its employer's name.
var officeWords = set("hiring recruiting recruitment recruiter recruiters talent acquisition careers career jobs job hr human resources people team teams operations " +
	"notifications notification no reply noreply hello workday bewerbung bewerbungen bewerbermanagement personal personalabteilung recrutement rh empleo seleccion " +
	"applications application applicant candidate candidates experience support staffing onboarding crew scheduling interviews")

// firstName returns the first name that can be an employer's.
func firstName(names []string) string {
	for _, n := range names {
		n = withoutOffice(trimmedName(n))
		t := plainText(n)
		if len(t.words) == 0 || relayBrand(n) || !strings.ContainsFunc(t.words[0].folded, isLetter) || isClockTime(t.words[0].folded) {
			continue
		}
		if w := t.words[0].folded; len(w) < 2 || notNames[w] || len(t.words) == 1 && notAlone[w] {
			continue
		}
		if last := t.words[len(t.words)-1].folded; roleNouns[last] || titleWords[last] {
			continue
		}
		return n
	}
	return ""
}

func isLetter(r rune) bool { return r < '0' || r > '9' }

// relayBrand reports whether the name is that of a relay: Greenhouse, LinkedIn.
func relayBrand(name string) bool {
	key := EmployerKey(name)
	if services[key] {
		return true
	}
	for _, ending := range []string{".com", ".io", ".co", ".hr"} {
		if relays[key+ending] != "" {
			return true
		}
	}
	return false
}

// services are the names of relays that their domains do not spell.
var services = set("nhs nhsjobs civilservicejobs inmail")

var (
	// notNames are words in capitals that stand where a name could begin.
	notNames = set("i you us our your we this that these it monday tuesday wednesday thursday friday saturday sunday january february march april may june july " +
		"august september october november december am pm me he she they my his her level mr mrs ms dr prof frau herr interview interviews hi hello dear hallo bonjour hola")
	// notAlone are such words that a name may begin with.
	notAlone = set("the a an zoom teams google meet microsoft skype slack email work home onsite remote present reception")
)

// trimmedName cuts what cannot end a name.
func trimmedName(name string) string {
	name, _, _ = strings.Cut(name, " | ") // "Ledgerpine | Chicago"
	return strings.Trim(name, " ,.;:-–—|!?()[]\"'&/*•")
}
