package classify

import "strings"

// client names the employer for whom an agency writes, where the text says so: "our client
// Corvane Systems is looking for", "a role with my client, Harwick Controls". Empty where it
// does not, and of those whom the job's own employer serves: "you will advise our client".
func (t text) client(domain string) string {
	name := ""
	look := func(leads *index[struct{}], hires bool) {
		leads.each(t.words, nil, func(_ struct{}, _, last int) {
			first := last + 1
			if name != "" || first >= len(t.words) || t.words[last].end > t.words[first].start || !t.capital(first) || t.words[last].folded == "client" && t.capital(last) { // "our Client Services team"
				return
			}
			if between := t.whole[t.words[last].end:t.words[first].start]; strings.Trim(between, " ,:\n") != "" || strings.Contains(between, "\n\n") {
				return
			}
			end := t.run(first, maxNameWords, nameSmall)
			if end == first || hires && !t.hiresAt(end) {
				return
			}
			if found := t.slice(first, end); !Related(found, domain) && !relayBrand(found) {
				name = found
			}
		})
	}
	look(mandates, false)
	look(clients, true)
	return clip(name)
}

// hiresAt reports whether somebody looks for people by the words from i on.
func (t text) hiresAt(i int) bool {
	for k := i; k < min(i+maxHires, len(t.words)); k++ {
		if k > i && t.words[k].first && strings.ContainsAny(t.whole[t.words[k-1].end:t.words[k].start], ".!?\n") {
			return false
		}
		if hiring[t.words[k].folded] {
			return true
		}
	}
	return false
}

// maxHires is how many words behind a name it is told that they hire.
const maxHires = 5

var (
	clients  = leads("my|our client", "client of ours|mine", "unser|unsere mandant|mandantin|kunde|kundin|auftraggeber|auftraggeberin", "notre|mon client", "notre|ma cliente", "nuestro|mi cliente", "nuestra|mi clienta")
	mandates = leads("retained|engaged|mandated|instructed by", "position|role|job|opening|opportunity|vacancy ~3 at|with|for my|our client", "on behalf of my|our client", "recruiting|hiring|recruit|hire|search ~2 for my|our client",
		"fur|bei unseren|unserem mandanten|auftraggeber", "im auftrag unseres|des mandanten|kunden", "poste ~4 chez notre|mon client", "pour le compte de notre|mon client", "puesto ~4 en|para nuestro|mi cliente", "por cuenta de nuestro|mi cliente")
	hiring = set("looking looks look hiring hires hire seeking seeks seek searching recruiting recruits needs wants sucht suchen recherche recrute cherche embauche busca buscando buscan contrata necesita")
)
