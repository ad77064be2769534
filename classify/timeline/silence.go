package timeline

import "strings"

// presumed returns from which token on the sentence says that no word means no: "if
// you have not heard by Friday, assume that ..." promises none, nor does "assume that
// ... if you have not heard by Friday". Elsewhere it is the end.
func (f *finder) presumed(cues []found) int {
	for _, c := range cues {
		if c.cue != presumes {
			continue
		}
		for i := c.first - 1; i >= 0; i-- {
			if f.isSilent(i) && f.speaksOfWord(i, c.first) {
				for i > 0 && !f.ends(i-1, cues) {
					i--
				}
				return i
			}
		}
		for i := c.end; i < len(f.tokens); i++ {
			if f.is(i, "if", "unless", "wenn", "falls", "si") && f.speaksOfWord(i, len(f.tokens)) {
				for k := i; k < len(f.tokens); k++ {
					if f.isSilent(k) {
						return c.first
					}
				}
			}
		}
	}
	return len(f.tokens)
}

// isSilent reports whether the word at i denies.
func (f *finder) isSilent(i int) bool {
	return silent[f.tokens[i].text] || strings.HasSuffix(f.tokens[i].text, "n't")
}

// speaksOfWord reports whether one of the tokens from i to end, or up to a few before
// i, is about a word from the employer.
func (f *finder) speaksOfWord(i, end int) bool {
	const before = 4
	for k := max(0, i-before); k < end; k++ {
		if wordFrom[f.tokens[k].text] {
			return true
		}
	}
	return false
}

// wordFrom are the words for a word from somebody.
var wordFrom = set("hear hears heard contacted approached received invited called reply response answer word news communication call inbox silence " +
	"horen gehort ruckmeldung antwort reponse nouvelles retour noticias respuesta")

// silent are words by which a sentence speaks of no word.
var silent = set("not no nothing unless without silence absence never none nicht nichts keine kein keinen ohne sans pas aucune aucun sin nada")
