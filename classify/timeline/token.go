package timeline

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxText is how many bytes of a text are read; maxSentence bounds the tokens
// of one sentence, so that the time to read a text grows no faster than the text.
const (
	maxText     = 64 << 10
	maxSentence = 160
)

// token is a word, a number or a mark of a text.
type token struct {
	text       string // folded: lower case, without accents; a mark as written
	start, end int    // bytes of the original text
	meaning    *meaning
	number     int  // of a run of digits, else -1
	digits     int  // how many digits it is written with
	glued      bool // no space before it
	upper      bool // begins with a capital letter
	first      bool // a sentence begins with it
	line       bool // a line begins with it
}

func (t token) mark() byte {
	if t.number < 0 && t.end-t.start > 0 && len(t.text) == 1 && !isLetter(rune(t.text[0])) {
		return t.text[0]
	}
	return 0
}

// tokenize cuts what was written now, not quoted, into tokens.
func tokenize(text string) []token {
	z := tokenizer{text: text[:min(len(text), maxText)], first: true, line: true}
	z.tokens = make([]token, 0, len(z.text)/5+8)
	for z.at < len(z.text) {
		z.next()
	}
	return z.tokens
}

type tokenizer struct {
	text        string
	tokens      []token
	at          int
	lineStart   int
	inSentence  int
	first, line bool
	spaced      bool
}

func (z *tokenizer) next() {
	if z.line && (z.at == z.lineStart) && z.quoted() {
		return
	}
	r, size := utf8.DecodeRuneInString(z.text[z.at:])
	switch {
	case r == '\n':
		z.newline()
	case unicode.IsSpace(r) || r == 0x200b || r == 0xfeff || r == 0xad:
		z.at += size
		z.spaced = true
	case '0' <= r && r <= '9':
		z.digits()
	case isLetter(r):
		z.word()
	default:
		z.markAt(r, size)
	}
}

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	return unicode.IsLetter(r)
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '`' || r == '´' }

// quoted skips a quoted line, or everything below the line that introduces an
// earlier message, and reports whether it did.
func (z *tokenizer) quoted() bool {
	line := z.text[z.at:]
	if i := strings.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	trimmed := strings.TrimSpace(line)
	if strings.HasPrefix(trimmed, ">") {
		z.at += len(line)
		z.first = true
		return true
	}
	if introducesQuote(trimmed) {
		z.at = len(z.text)
		return true
	}
	z.lineStart = -1
	return false
}

func introducesQuote(line string) bool {
	if strings.HasPrefix(line, "----") {
		for _, w := range []string{"Original", "Forwarded", "Urspr", "Weitergeleitet", "origine", "Mensaje", "transf", "Message"} {
			if strings.Contains(line, w) {
				return true
			}
		}
	}
	for _, w := range []string{" wrote:", " schrieb:", " a écrit :", " a écrit :", " a écrit:", " escribió:"} {
		if strings.HasSuffix(line, w) {
			return true
		}
	}
	return strings.HasPrefix(line, "Am ") && strings.HasSuffix(line, ":") && strings.Contains(line, " schrieb ")
}

// newline ends a sentence at an empty line, before an item of a list, and after a short line.
func (z *tokenizer) newline() {
	length := z.at
	if i := strings.LastIndexByte(z.text[:z.at], '\n'); i >= 0 {
		length = z.at - i - 1
	}
	z.at++
	z.spaced, z.line, z.lineStart = true, true, z.at
	rest := strings.TrimLeft(z.text[z.at:min(len(z.text), z.at+40)], " \t\r")
	if rest == "" {
		return
	}
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case r == '\n', r == '-', r == '*', r == '•', r == '–', r == '·':
		z.first = true
	case length < 50 && (unicode.IsUpper(r) || len(rest) > size && '0' <= r && r <= '9' && strings.ContainsAny(rest[1:min(3, len(rest))], ".)")):
		z.first = true
	}
}

func (z *tokenizer) add(t token) {
	t.glued = !z.spaced && len(z.tokens) > 0 && z.tokens[len(z.tokens)-1].end == t.start
	if z.inSentence >= maxSentence {
		z.first = true
	}
	if z.first {
		z.inSentence = 0
	}
	t.first, t.line = z.first, z.line
	z.inSentence++
	z.first, z.line, z.spaced = false, false, false
	z.tokens = append(z.tokens, t)
}

func (z *tokenizer) digits() {
	i, n := z.at, 0
	for ; i < len(z.text) && '0' <= z.text[i] && z.text[i] <= '9'; i++ {
		if n < 1e7 {
			n = n*10 + int(z.text[i]-'0')
		}
	}
	z.add(token{text: z.text[z.at:i], start: z.at, end: i, number: n, digits: i - z.at})
	z.at = i
}

// suffixes are the English verbs that lean on the word before them.
var suffixes = map[string]string{"ll": "will", "re": "are", "ve": "have", "d": "would", "m": "am"}

// elided are the words that lose their vowel before the next one, French mostly.
var elided = map[string]bool{"d": true, "l": true, "n": true, "j": true, "s": true, "m": true, "c": true, "t": true,
	"qu": true, "jusqu": true, "lorsqu": true, "puisqu": true}

func (z *tokenizer) word() {
	if end := z.dayHalf(); end > 0 {
		return
	}
	if n := len(z.tokens); n > 0 && z.tokens[n-1].number >= 0 && z.tokens[n-1].end == z.at && z.at+1 < len(z.text) && z.text[z.at]|0x20 == 'h' && z.text[z.at+1] <= '9' && z.text[z.at+1] >= '0' {
		z.addWord(z.at, z.at+1, "h") // 15h30
		z.at++
		return
	}
	start, i, apostrophe := z.at, z.at, -1
	plain := true
	for i < len(z.text) {
		c := z.text[i]
		if 'a' <= c && c <= 'z' || '0' <= c && c <= '9' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(z.text[i:])
		if isApostrophe(r) && apostrophe < 0 && i+size < len(z.text) {
			if next, _ := utf8.DecodeRuneInString(z.text[i+size:]); !isLetter(next) {
				break
			}
			if elided[fold(z.text[start:i])] {
				z.addWord(start, i, fold(z.text[start:i]))
				z.at = i + size
				return
			}
			apostrophe = i
			plain = false
		} else if !isLetter(r) {
			break
		}
		plain = plain && r < utf8.RuneSelf && r >= 'a'
		i += size
	}
	z.at = i
	folded := z.text[start:i]
	if !plain {
		folded = fold(folded)
	}
	if apostrophe >= 0 {
		if j := strings.IndexByte(folded, '\''); j > 0 {
			if verb, ok := suffixes[folded[j+1:]]; ok {
				z.addWord(start, apostrophe, folded[:j])
				z.addWord(apostrophe, i, verb)
				return
			}
		}
	}
	z.addWord(start, i, folded)
}

func (z *tokenizer) addWord(start, end int, folded string) {
	r, _ := utf8.DecodeRuneInString(z.text[start:])
	z.add(token{text: folded, start: start, end: end, number: -1, meaning: meanings[folded], upper: unicode.IsUpper(r)})
}

// dayHalf reads "a.m." and "p.m." as one word.
func (z *tokenizer) dayHalf() int {
	s := z.text[z.at:min(len(z.text), z.at+4)]
	if len(s) < 4 || s[1] != '.' || s[3] != '.' || s[2]|0x20 != 'm' || s[0]|0x20 != 'a' && s[0]|0x20 != 'p' {
		return 0
	}
	z.addWord(z.at, z.at+4, strings.ToLower(s[:1])+"m")
	z.at += 4
	rest := strings.TrimLeft(z.text[z.at:min(len(z.text), z.at+8)], " ")
	if len(rest) > 1 && 'A' <= rest[0] && rest[0] <= 'Z' && 'a' <= rest[1] && rest[1] <= 'z' {
		z.first = true
	}
	return 4
}

func (z *tokenizer) markAt(r rune, size int) {
	text := z.text[z.at : z.at+size]
	switch r {
	case '–', '—', '−', '‐', '‑', '‒':
		text = "-"
	case '‘', '’', '“', '”', '„', '«', '»':
		text = "\""
	}
	z.add(token{text: text, start: z.at, end: z.at + size, number: -1})
	z.at += size
	if z.ends(r) {
		z.first = true
	}
}

// ends reports whether the mark just read ends a sentence: a full stop does
// not after an ordinal or an abbreviation.
func (z *tokenizer) ends(r rune) bool {
	if r != '.' && r != '!' && r != '?' && r != '…' {
		return false
	}
	rest := z.text[z.at:min(len(z.text), z.at+24)]
	if rest == "" {
		return true
	}
	next, _ := utf8.DecodeRuneInString(rest)
	if !unicode.IsSpace(next) && next != '"' && next != ')' && next != '”' && next != '»' {
		return false
	}
	if r != '.' || len(z.tokens) < 2 {
		return true
	}
	before := z.tokens[len(z.tokens)-2]
	rest = strings.TrimLeft(rest, " \t\r\n")
	after, _ := utf8.DecodeRuneInString(rest)
	switch {
	case before.number >= 0 && before.number <= 31 && before.digits <= 2:
		word, _, _ := strings.Cut(strings.Map(func(r rune) rune {
			if isLetter(r) {
				return r
			}
			return ' '
		}, rest), " ")
		m := meanings[fold(word)]
		return !(m != nil && (m.month > 0 || m.unit != noUnit || m.year) || '0' <= after && after <= '9' || after == ',' || unicode.IsLower(after))
	case before.meaning != nil && (before.meaning.month > 0 || before.meaning.weekday > 0) && len(before.text) <= 5:
		return !('0' <= after && after <= '9' || unicode.IsLower(after) || after == ',')
	}
	return !abbreviations[before.text]
}

var abbreviations = set("approx ca bzw mr mrs ms dr prof hr fr sr sra srta mme st vs inc no nr e.g i.e z b ggf inkl ca. usw uhr")

// fold returns s in lower case and without accents, as the lexicon spells words.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case 'A' <= r && r <= 'Z':
			b.WriteByte(byte(r) + 'a' - 'A')
		case r < utf8.RuneSelf:
			b.WriteByte(byte(r))
		case isApostrophe(r):
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
	return b.String()
}

// unaccented holds the accented letters of English, German, French and Spanish.
var unaccented = func() map[rune]string {
	table := map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe"}
	for plain, accented := range map[string]string{
		"a": "àáâãäå", "c": "ç", "e": "èéêë", "i": "ìíîï", "n": "ñ", "o": "òóôõö", "u": "ùúûü", "y": "ýÿ",
	} {
		for _, r := range accented {
			table[r] = plain
		}
	}
	return table
}()

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
