package classify

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearback/classify/internal/fold"
)

// text is one text with its words, for finding names by what leads to them.
type text struct {
	whole string
	words []word
}

// capital reports whether the word at i is written as a name or a title is.
func (t text) capital(i int) bool {
	r := firstRune(t.whole[t.words[i].start:])
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

// joined reports whether nothing but a space, a hyphen, an ampersand or the
// like stands between the word at i and the one before it.
func (t text) joined(i int, more string) bool {
	between := t.whole[t.words[i-1].end:t.words[i].start]
	return len(between) <= 3 && strings.Trim(between, " \n-&+'’/."+more) == "" && (!strings.Contains(between, ". ") || saints[t.words[i-1].folded]) && !strings.Contains(between, "\n\n")
}

// saints are the shortened words that stand within a name.
var saints = set("st ste mt ft")

// run returns the end of the capitalised words from i on, at most limit of
// them. Small words may stand between them, never at the end.
func (t text) run(i, limit int, small map[string]bool) int {
	end := i
	for j := i; j < len(t.words) && j < i+limit; j++ {
		if j > i && (!t.joined(j, "") || t.words[j].first && t.whole[t.words[j].start-1] == '\n') {
			break
		}
		switch w := t.words[j].folded; {
		case j > i && pronouns[w] && (len(w) > 1 || small[t.words[j-1].folded]): // "Acme and I'd like to"; "Clerk I" is a grade
			return end
		case t.capital(j):
			end = j + 1
		case !small[w] && (j == i || t.whole[t.words[j].start-1] != '-'): // "Part-time"
			return end
		}
	}
	return end
}

// slice returns the original text of the words from first up to, not
// including, end, on one line.
func (t text) slice(first, end int) string {
	if first >= end {
		return ""
	}
	return strings.Join(strings.Fields(t.whole[t.words[first].start:t.words[end-1].end]), " ")
}

func plainText(s string) text { return text{s, wordsOf(s)} }

// below is the text without the words of its subject, which is its beginning.
func (t text) below(subject string) text {
	first := 0
	for first < len(t.words) && int(t.words[first].start) < len(subject) {
		first++
	}
	return text{t.whole, t.words[first:]}
}

var (
	nameSmall  = set("of the and de la du des di y et und for fur & von van der den ter ten zu zum zur da das do dos")
	titleSmall = set("of and und et y for in de la du des & m w d f h x to")
)

// employerLeads are what stands before the name of an employer.
var employerLeads = leads("applying|applied|apply to|at|with", "application sent to", "application was|been sent to", "application ~10 position|role|post|job ~9 with|at", "next steps with|at", "interviewing with|at", "application to|at|with", "your application for ~6 at|with",
	"interest in", "interview with|at", "conversation with", "position|role|job|opening|internship|opportunity|vacancy|stelle at|with|bei", "joining", "join", "on behalf of", "here at",
	"team at", "career|careers at|with", "working at|for|with", "employment with|at", "offer from", "employer", "bewerbung bei", "candidature chez", "poste chez", "candidatura en", "puesto en", "postulacion a ~6 en",
	"everyone|all|us at|from", "i'm|am|is ~6 at|from|with")

// boardLeads stand before the name of an employer in what a job board tells.
var boardLeads = leads("viewed|seen|downloaded|reviewed by", "message|news from", "hear from", "vue|consultee par", "empresa")

// announces are what stands behind the name of an employer that a service
// speaks for: "Acme has invited you".
var announces = leads("has|have invited|viewed|received|reviewed|updated|asked you|your", "invites|invited|viewed|reviewed|updated you|your", "hat ihre|deine bewerbung", "ladt sie|dich",
	"ha visto|leido|recibido|revisado tu|su", "vio|leyo|recibio|reviso tu|su", "a vu|consulte|recu votre|ta", "vous invite", "te invita")

// employers are the names in the text that something leads to.
func (t text) employers() []string { return t.named(employerLeads, nameSmall, 7) }

// introduced are the names in the text of what a service sends that something
// leads to.
func (t text) introduced(through relay) []string {
	if through != board {
		return t.employers()
	}
	return append(t.named(boardLeads, nameSmall, 7), t.employers()...)
}

// announced are the names for which a service speaks: "Acme has invited you".
func (t text) announced() []string {
	var names []string
	announces.each(t.words, nil, func(_ struct{}, first, _ int) {
		if name := t.nameBefore(first); name != "" {
			names = append(names, name)
		}
	})
	return names
}

// nameBefore is the name that ends before the word at end.
func (t text) nameBefore(end int) string {
	i := end
	for i > 0 && end-i < maxNameWords && t.joined(i, "") && (!t.words[i].first || i == end) && (t.capital(i-1) || nameSmall[t.words[i-1].folded]) {
		i--
	}
	for i < end && !t.capital(i) {
		i++
	}
	if i == end {
		return ""
	}
	return t.slice(i, end)
}

// forwarded are the names to which a service says that it sent an application: "Your
// application for Line Cook at Acme was sent".
func (t text) forwarded() []string {
	sent := false
	forwards.each(t.words, nil, func(struct{}, int, int) { sent = true })
	if !sent {
		return nil
	}
	return t.named(forwardLeads, nameSmall, 7)
}

var (
	forwards     = leads("was|been|we|successfully sent|submitted|forwarded", "enviada|enviado|enviamos", "envoyee|transmise", "versandt|gesendet|ubermittelt|weitergeleitet")
	forwardLeads = leads("application was|been sent to", "application sent to", "was|been|successfully sent|submitted|forwarded to", "application to", "application to|for ~7 at|with", "postulacion|candidatura|solicitud a|para ~7 en", "candidature ~7 chez", "bewerbung ~7 bei")
)

// carded returns the employer of the card that a job board shows of a position:
// the line below the role's.
func carded(body string) string {
	role := false
	for line := range strings.SplitSeq(body, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if role {
			for _, sep := range []string{" - ", " · ", " – ", " | ", ", "} {
				line, _, _ = strings.Cut(line, sep)
			}
			t := plainText(line)
			if n := len(t.words); n > 0 && n <= maxNameWords && t.run(0, n, nameSmall) == n {
				return line
			}
			return ""
		}
		role = len(line) <= maxName && !strings.ContainsAny(line, ".!?:") && (roleOfSubject(line) != "" || strings.Count(line, " ") < 6 && isTitle(fold.String(strings.Fields(line)[0])))
	}
	return ""
}

// roleLeads are what stands before a role.
var roleLeads = leads("position|role|post|job|vacancy of|as", "position|role|job title", "vacancy", "to be our|a|an|the", "application|applied|applying|apply for|as|to", "position|role|post|job|title is", "it's a|an",
	"looking|searching for|to a|an", "recruiting|hiring|seeking|need|needs|wants|find a|an|our|their", "money|budget|opening for a|an", "us|join as", "sucht|suchen|suche ein|eine|einen", "cherche|recherche|cherchons|recherchons un|une", "busca|buscamos|necesitamos|falta un|una", "find ~1 first|new|next", "become|becoming our|a|an|the", "oferta|vacante", "stelle|position als", "bewerbung als", "poste de|d'", "puesto|posicion|plaza|vacante de", "candidature au|pour", "interview ~4 for", "interview")

// roleNouns end a role: "the Product Manager position".
var (
	roleNouns = set("position role opening vacancy internship opportunity job post stelle")
	nouns     = leads(strings.Join(slices.Sorted(maps.Keys(roleNouns)), "|")) // the same, for looking at every word of a text
)

// named returns the names that leads introduce, in the order of the text.
func (t text) named(leads *index[struct{}], small map[string]bool, limit int) []string {
	var names []string
	t.introduce(leads, func(first int) {
		if end := t.run(first, limit, small); end > first {
			names = append(names, t.slice(first, end))
		}
	})
	return names
}

// introduce calls found with every word that leads introduce and a name may
// begin with.
func (t text) introduce(leads *index[struct{}], found func(first int)) {
	leads.each(t.words, nil, func(_ struct{}, _, last int) {
		first := last + 1
		for first < len(t.words) && t.words[first].folded == "the" && !t.capital(first) {
			first++
		}
		if first >= len(t.words) || !t.capital(first) {
			return
		}
		between := t.whole[t.words[last].end:t.words[first].start]
		if below := t.words[first].first && strings.Contains(between, "\n"); below && !strings.Contains(between, ":") || strings.ContainsAny(between, ",;()") {
			return
		}
		found(first)
	})
}

// spellings is a word in the two ways in which a label may spell it, without its
// accents: "präzision" is "prazision" and "praezision". Most words have but one.
type spellings [2]string

// spellings are those of the word at i.
func (t text) spellings(i int) spellings {
	plain := squeeze(t.words[i].folded)
	whole := t.whole[t.words[i].start:t.words[i].end]
	if len(whole) == len(plain) { // no letter takes two bytes
		return spellings{plain, plain}
	}
	return spellings{plain, squeeze(fold.String(umlauts.Replace(strings.ToLower(whole))))}
}

// cutFrom cuts the word from the beginning of a label.
func (s spellings) cutFrom(label string) (rest string, ok bool) {
	for _, spelt := range s {
		if rest, ok = strings.CutPrefix(label, spelt); ok && spelt != "" {
			return rest, true
		}
	}
	return label, false
}

// likest is the spelling that has the longer beginning in common with letters,
// and how long that is.
func (s spellings) likest(letters string) (spelt string, common int) {
	for _, way := range s {
		n := 0
		for n < len(letters) && n < len(way) && letters[n] == way[n] {
			n++
		}
		if spelt == "" || n > common {
			spelt, common = way, n
		}
	}
	return spelt, common
}

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "å", "aa", "ø", "oe", "æ", "ae")

// begun returns the name that the text spells the beginning of: "Tallgrass
// Audio" for "tallgrassaudio" where it speaks of Tallgrass. Empty if it does
// not.
func (t text) begun(label string) string {
	best, bestRest := "", ""
	for i := range t.words {
		if !t.capital(i) {
			continue
		}
		rest, ok := t.spellings(i).cutFrom(label)
		if !ok || len(label)-len(rest) < 4 || len(rest) < 3 {
			continue
		}
		if i+1 < len(t.words) && t.tied(i+1) && strings.HasSuffix(t.words[i+1].folded, rest) {
			continue // "den Stadtwerken Neuenfels" of stadtwerke-neuenfels: the word took a letter of the next one
		}
		if best == "" || len(rest) < len(bestRest) {
			best, bestRest = t.slice(i, i+1), rest
		}
	}
	if best == "" {
		return ""
	}
	return best + " " + capitalised(bestRest)
}

// capitalised writes a word with a capital letter.
func capitalised(word string) string {
	first, size := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(first)) + word[size:]
}

// squeeze keeps the letters and digits of a folded text.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}
