// Package fold spells words as the rules and grammars of classify do: in lower
// case, without accents, with one apostrophe.
package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// String returns s folded.
func String(s string) string {
	if isFolded(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	return Into(&b, s)
}

// isFolded reports whether s has nothing to fold: ASCII without capitals.
func isFolded(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

// Into folds s at the end of b, and returns what it wrote.
func Into(b *strings.Builder, s string) string {
	from := b.Len()
	for _, r := range s {
		switch {
		case 'A' <= r && r <= 'Z':
			b.WriteByte(byte(r) + 'a' - 'A')
		case r < utf8.RuneSelf:
			b.WriteByte(byte(r))
		case IsApostrophe(r):
			b.WriteByte('\'')
		default:
			r = unicode.ToLower(r)
			if plain, ok := unaccented[r]; ok {
				b.WriteString(plain)
				continue
			}
			b.WriteRune(r)
		}
	}
	return b.String()[from:]
}

// IsApostrophe reports whether people write r where an apostrophe belongs. Into
// leaves the backtick as it is.
func IsApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '`' || r == '´' }

// unaccented holds the accented letters of the languages of Europe that are
// written in Latin letters.
var unaccented = func() map[rune]string {
	table := map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ł': "l"}
	for plain, accented := range map[string]string{
		"a": "àáâãäåāăą", "c": "çćĉċč", "d": "ď", "e": "èéêëēĕėęě", "g": "ĝğġģ",
		"i": "ìíîïĩīĭįı", "l": "ĺļľ", "n": "ñńņňŉ", "o": "òóôõöōŏő", "r": "ŕŗř",
		"s": "śŝşšș", "t": "ţťț", "u": "ùúûüũūŭůűų", "y": "ýÿŷ", "z": "źżž",
	} {
		for _, r := range accented {
			table[r] = plain
		}
	}
	return table
}()
