package classify

import (
	"strings"

	"hearback/classify/mail"
)

// Limits of looking for the name that a label spells.
const (
	maxNameWords = 9   // of a name: "Calder Vale Teaching Hospitals NHS Foundation Trust" has seven
	maxTries     = 100 // places of one text that a name is tried from
	maxName      = 70  // bytes of a name
)

// spelling says how the words of a name spell a label.
type spelling struct {
	whole    int // letters that whole words of four letters and more spell
	begun    int // letters that beginnings of words spell, of three letters and more
	initials int // letters that stand for words
	passed   int // words passed over
	end      int // the word after the last one
}

// sound reports whether this can be no accident: a word is there in whole or
// for the most part, or every word of three or more gives its first letters.
func (s spelling) sound() bool {
	if s.whole >= 4 || s.begun >= 5 {
		return s.initials <= 3 || s.whole >= 6 && s.initials <= 4
	}
	return s.initialled()
}

func (s spelling) initialled() bool { return s.initials >= 3 && s.passed == 0 }

func (s spelling) better(o spelling) bool {
	return s.whole*3+s.begun*2+s.initials-s.passed > o.whole*3+o.begun*2+o.initials-o.passed
}

// spells returns how the words from i on spell the label: "Copperline Credit
// Union" spells copperlinecu, "Fathom County Museum of Science" fathomscience,
// "Verrier Hotels & Resorts" vhr. Found is false where they do not.
func (t text) spells(label string, i int) (found spelling, ok bool) {
	t.spell(label, i, i, spelling{}, func(s spelling) {
		if s.sound() && (!ok || s.better(found)) {
			found, ok = s, true
		}
	})
	return found, ok
}

// spell tries every way in which the words from j on spell the rest of a label.
func (t text) spell(rest string, first, j int, s spelling, end func(spelling)) {
	if rest == "" || rest == "s" && s.begun+s.whole > 0 { // "cabinets" for Cabinetmakers
		s.end = j
		end(s)
		return
	}
	if j >= len(t.words) || j-first >= maxNameWords || j > first && !t.tied(j) {
		return
	}
	if j > first && strings.Contains(t.whole[t.words[j-1].end:t.words[j].start], "&") {
		if after, ok := strings.CutPrefix(rest, "and"); ok {
			rest = after
		}
	}
	w, small := t.spellings(j), (nameSmall[t.words[j].folded] || places[t.words[j].folded]) && j > first
	if !small && !t.capital(j) {
		return
	}
	with := func(more spelling, after string) {
		more = spelling{s.whole + more.whole, s.begun + more.begun, s.initials + more.initials, s.passed + more.passed, 0}
		t.spell(after, first, j+1, more, end)
	}
	if after, ok := w.cutFrom(rest); ok {
		n := len(rest) - len(after)
		if n >= 4 {
			with(spelling{whole: n}, after)
		} else {
			with(spelling{initials: min(n, 2)}, after)
		}
	}
	if small {
		with(spelling{}, rest)
	}
	plain, common := w.likest(rest)
	if plain == "" {
		return
	}
	if common >= 3 && common < len(plain) {
		with(spelling{begun: common}, rest[common:])
	}
	if common >= 1 && len(plain) > 1 { // "vdlinde" for Van der Linde
		with(spelling{initials: 1}, rest[1:])
	}
	if compound(plain, rest) && s.whole >= 4 {
		with(spelling{initials: len(rest)}, "")
	}
	if s.passed < 2 && j > first && !small {
		with(spelling{passed: 1}, rest)
	}
}

// places are small words that stand within a name, and otherwise begin what is none:
// "Theater am Lindenhof".
var places = set("am im an auf bei aux sur")

// tied reports whether the word at j stands in one name with the one before
// it: joined, and by no dash.
func (t text) tied(j int) bool {
	return t.joined(j, "") && !strings.Contains(t.whole[t.words[j-1].end:t.words[j].start], " - ")
}

// compound reports whether letters abbreviate one long word: "ft" is
// Fördertechnik.
func compound(word, letters string) bool {
	if len(word) < 8 || len(letters) < 2 || len(letters) > 3 || word[0] != letters[0] {
		return false
	}
	at := 0
	for i := range len(letters) {
		next := strings.IndexByte(word[at:], letters[i])
		if next < 0 {
			return false
		}
		at += next + 1
	}
	return true
}

// written returns the name that spells the label, as the texts write it out:
// with what stands before and behind it as part of the name, the longest where
// there are several. Empty where nothing spells it.
func written(label string, texts ...text) string {
	best, value := "", 0
	if label == "" {
		return "" // of a domain like ".example"
	}
	for _, t := range texts {
		tries := 0
		for i := range t.words {
			if t.words[i].folded[0] != label[0] || !t.capital(i) {
				continue
			}
			if tries++; tries > maxTries {
				break
			}
			s, ok := t.spells(label, i)
			if !ok {
				continue
			}
			first, end := t.before(i), t.behind(i, s.end)
			if first+1 < end && t.words[first].folded == t.words[first+1].folded {
				first++ // "Rosalind Penhallow, Penhallow Search" on two lines
			}
			if s.initialled() && s.whole == 0 && end-i < 3 {
				continue // "VHR" spells itself, and names nothing
			}
			name := trimmedName(t.slice(first, end))
			v := s.whole*3 + s.begun*2 + s.initials - s.passed + 4*(end-first)
			if shouted(name) {
				v -= 3 * maxNameWords
			}
			if len(name) <= maxName && !relayBrand(name) && (best == "" || v > value) {
				best, value = name, v
			}
		}
	}
	return best
}

// shouted reports whether a long word of a name is written in capitals.
func shouted(name string) bool {
	for w := range strings.FieldsSeq(name) {
		if len(w) >= 5 && strings.ToUpper(w) == w {
			return true
		}
	}
	return false
}

// before returns where a name begins that has the word at i in it: "University
// of Nordvik", "Trattoria Ferrante".
func (t text) before(i int) int {
	j := i
	for j > 0 && i-j < 3 && t.joined(j, "") && nameSmall[t.words[j-1].folded] && t.words[j-1].folded != "and" {
		j--
	}
	kind := func(j int) bool {
		w := t.words[j-1].folded
		return t.tied(j) && t.capital(j-1) && !newLine(t, j) && !officeWords[w] && (organisations[w] || founded[w])
	}
	if j > 0 && kind(j) {
		for j--; j > 0 && kind(j); j-- {
		}
		return j
	}
	if i > 1 && t.words[i-1].folded == "the" && t.capital(i-1) && !t.words[i-1].first && !newLine(t, i) && !newLine(t, i-1) {
		return i - 1
	}
	return i
}

// newLine reports whether the word at j begins a line.
func newLine(t text, j int) bool {
	return j > 0 && strings.Contains(t.whole[t.words[j-1].end:t.words[j].start], "\n")
}

// behind returns where the name ends whose words from i up to end spell a
// label: up to the last word behind it that organisations have, or up to the
// end of the run of capitals where a line or a clause ends there and nothing in
// it is a role, an office or a day.
func (t text) behind(i, end int) int {
	last, stop := end, end
	office, plain := false, !organisation(t.slice(i, end))
	for j := end; j < len(t.words) && j < i+maxNameWords; j++ {
		w := t.words[j].folded
		if !t.tied(j) || newLine(t, j) || strings.Contains(t.whole[t.words[j-1].end:t.words[j].start], "/") || !t.capital(j) && !nameSmall[w] {
			break
		}
		if !t.capital(j) {
			continue
		}
		stop = j + 1
		switch {
		case titleWords[w] || roleNouns[w]:
			return last
		case legalForms[w]: // of an agency, too: "Carrow Lane Recruitment Ltd"
			last = stop
		case officeWords[w] || notNames[w] || notAlone[w]:
			office, plain = true, false
		case organisations[w] && !office:
			last, plain = stop, false
		}
	}
	if plain && stop-end <= 3 && t.clauseEnds(stop) {
		return stop
	}
	return last
}

// clauseEnds reports whether a line or a clause ends before the word at j, or
// the sentence goes on in small letters.
func (t text) clauseEnds(j int) bool {
	if j >= len(t.words) {
		return true
	}
	between := t.whole[t.words[j-1].end:t.words[j].start]
	return strings.ContainsAny(between, "\n,.;:!?()|•·\"") || strings.Contains(between, " - ") || strings.Contains(between, " – ") || !t.capital(j)
}

// founded are words that stand before the name of what they found: with small
// words between them or none.
var founded = set("university universitat universite universidad universidade bank banco bankhaus banque borough city county town council department ministry office centre center college " +
	"school museum institute landkreis stadt gemeinde stadtwerke stiftung verein klinik klinikum hochschule ville mairie agence fundacion grupo groupe gruppe hospital hotel clinica ayuntamiento " +
	"colegio instituto trattoria ristorante osteria pizzeria restaurant cafe bar bistro brasserie maison atelier domaine chateau quinta bodegas conservas talleres elektro autohaus gasthaus gasthof " +
	"hof weingut praxis kanzlei kanzlei-gruppe biscuiterie boulangerie st saint sankt")

// Spells reports whether a name, as people write it, is the one that a domain
// abbreviates or joins, and whether more than initials say so: "Verrier Hotels
// & Resorts" can be vhr.example, and something else can be, too.
func Spells(name, domain string) (spells, surely bool) {
	t, l := plainText(name), squeeze(label(domain))
	for i := range t.words[:min(len(t.words), maxNameWords)] {
		if s, ok := t.spells(l, i); ok && (i == 0 || s.whole >= 4) {
			spells, surely = true, surely || s.whole >= 4 || s.begun >= 5
		}
	}
	return spells, surely
}

// IsLabel reports whether a name is no more than a domain's label, as nobody
// may write it: "Lanternrow", "VHR".
func IsLabel(name, domain string) bool {
	return strings.EqualFold(name, nameFromLabel(domain)) || strings.EqualFold(name, label(domain))
}

// Tenant reports whether an address at a service that employers hire by is one
// employer's.
func Tenant(p mail.Participant) bool { return hintOf(p) != "" }

// hintOf is the label that an employer has at a service that employers hire by:
// "halvorsencrane" of halvorsencrane@myworkday.com and of
// halvorsencrane.teamtailor-mail.com. Empty where the address is everybody's.
func hintOf(p mail.Participant) string {
	if kind := relayOf(p.Domain()); kind != tracking {
		return ""
	}
	local, domain, _ := strings.Cut(p.Address, "@")
	if sub, _, ok := strings.Cut(strings.TrimSuffix(domain, registrable(domain)), "."); ok && hinting(sub) {
		return squeeze(sub)
	}
	local, _, _ = strings.Cut(local, "+")
	if machineLocal(p.Address) || strings.Contains(local, ".") || !hinting(local) {
		return ""
	}
	return squeeze(local)
}

// hinting reports whether a part of an address can be an employer's label: not
// the name of a server or an office, nor a number.
func hinting(part string) bool {
	if len(part) < 5 || strings.ContainsAny(part, "0123456789") || servers[part] {
		return false
	}
	for w := range officeWords { // "talentacquisition"
		if rest, ok := strings.CutPrefix(part, w); ok && (rest == "" || officeWords[strings.TrimLeft(rest, "-_")]) {
			return false
		}
	}
	return true
}

var servers = set("talent career careers mail email hire apply jobs notification notifications noreply system recruiting recruitment message messages support hello candidate candidates bounce bounces handshake apps " +
	"reminder reminders calendar calendars invite invites invitation invitations update updates insights newsletter service services account accounts alerts contact " +
	"assessment assessments video meeting meetings schedule scheduling booking bookings admin office portal secure login click links track static assets reply replies inbox " +
	"response responses request requests confirm confirmation confirmations people interview interviews application applications candidature bewerbung")
