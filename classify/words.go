package classify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearback/classify/internal/fold"
)

// word is one word of a text, folded: lower case, without accents.
type word struct {
	folded     string
	token      token
	start, end int32 // bytes of the original text
	first      bool  // a sentence or a paragraph begins with it
}

// maxWords bounds the words of one text that are looked at.
const maxWords = 12_000

// wordsOf cuts a text into its words. A word is a run of letters and digits;
// apostrophes within it belong to it, hyphens divide.
func wordsOf(text string) []word { return words().wordsOf(text) }

func (l *lexicon) wordsOf(text string) []word {
	found := make([]word, 0, min(len(text)/5+1, maxWords))
	var folded strings.Builder // of the words that are not written as they are folded
	first, breaks := true, 0
	for i := 0; i < len(text) && len(found) < maxWords; {
		r, size := decode(text[i:])
		if isWordRune(r) {
			end, plain := wordEnd(text, i)
			w := word{start: int32(i), end: int32(end), first: first, folded: text[i:end]}
			if !plain {
				if folded.Cap() == 0 {
					folded.Grow(len(text) / 4)
				}
				w.folded = fold.Into(&folded, w.folded)
			}
			w.token = l.token(w.folded)
			found = append(found, w)
			i, first, breaks = end, false, 0
			continue
		}
		switch r {
		case ' ', '\t', '\r':
		case '\n':
			breaks++
			first = first || breaks > 1
		case '.', '!', '?', ':', ';':
			next, _ := decode(text[i+size:])
			first = first || i+size == len(text) || unicode.IsSpace(next) || next == '"' || next == ')'
		default:
			breaks = 0
		}
		i += size
	}
	return found
}

// wordEnd returns where the word that begins at i ends, and whether it stands
// there as it is folded.
func wordEnd(text string, i int) (end int, plain bool) {
	plain = true
	for i < len(text) {
		c := text[i]
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			i++
			continue
		case c == ' ' || c == '\n' || c == '.' || c == ',':
			return i, plain
		}
		r, size := decode(text[i:])
		if !isWordRune(r) && !(fold.IsApostrophe(r) && i+size < len(text) && isWordRune(firstRune(text[i+size:]))) {
			break
		}
		plain = plain && c == '\''
		i += size
	}
	return i, plain
}

func decode(s string) (rune, int) {
	if len(s) > 0 && s[0] < utf8.RuneSelf {
		return rune(s[0]), 1
	}
	return utf8.DecodeRuneInString(s)
}

func firstRune(s string) rune { r, _ := decode(s); return r }

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}
