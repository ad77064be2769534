package timeline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearback/classify/internal/fold"
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
}

func (t token) mark() byte {
	if t.number < 0 && t.end-t.start > 0 && len(t.text) == 1 && !isLetter(rune(t.text[0])) {
		return t.text[0]
	}
	return 0
}

// tokenize cuts what was written now, not quoted, into tokens.
func tokenize(text string) []token {
	words := theLexicon()
	z := tokenizer{text: text, words: words}
	s := newSplitter(text, words)
	for next, ok := s.next(); ok; next, ok = s.next() {
		z.sentence(next)
	}
	return z.tokens
}

type tokenizer struct {
	text   string
	words  *lexicon
	tokens []token
	at     int
	end    int
	first  bool
}

// sentence adds the tokens of a sentence.
func (z *tokenizer) sentence(s sentence) {
	z.at, z.end, z.first = s.start, s.end, true
	for z.at < z.end {
		switch byteClass[z.text[z.at]] {
		case aSpace, aNewline:
			z.at++
		case aDigit:
			z.digits()
		case aLetter:
			z.word()
		case aMark:
			z.mark(z.text[z.at:z.at+1], 1)
		default:
			z.wide()
		}
	}
}

// wide reads a word or a mark that begins with a rune of several bytes.
func (z *tokenizer) wide() {
	r, size := utf8.DecodeRuneInString(z.text[z.at:])
	switch {
	case isSpace(r):
		z.at += size
		return
	case isLetter(r):
		z.word()
		return
	}
	text := z.text[z.at : z.at+size]
	switch r {
	case '–', '—', '−', '‐', '‑', '‒':
		text = "-"
	case '‘', '’', '“', '”', '„', '«', '»':
		text = "\""
	}
	z.mark(text, size)
}

func (z *tokenizer) mark(text string, size int) {
	t := token{text: text, start: z.at, end: z.at + size, number: -1, meaning: unknown}
	if text == "-" {
		t.meaning = z.words.meaning(text)
	}
	z.add(t)
	z.at += size
}

// isLetter reports whether a word may begin with a rune. One apostrophe, U+02BC, is a
// letter to Unicode.
func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	return unicode.IsLetter(r) && !fold.IsApostrophe(r)
}

func (z *tokenizer) add(t token) {
	n := len(z.tokens)
	t.glued = !z.first && n > 0 && z.tokens[n-1].end == t.start
	t.first, z.first = z.first, false
	z.tokens = append(z.tokens, t)
}

// texted are the days that a text message begins with a digit.
var texted = map[string]string{"2day": "today", "2nite": "tonight", "2night": "tonight", "2moro": "tomorrow", "2morrow": "tomorrow", "2mrw": "tomorrow", "2moz": "tomorrow"}

func (z *tokenizer) digits() {
	if z.text[z.at] == '2' && z.at+1 < z.end && letters[z.text[z.at+1]] != 0 {
		end, _, _ := scanWord(z.text[:z.end], z.at+1)
		if day := texted["2"+strings.ToLower(z.text[z.at+1:end])]; day != "" {
			z.addWord(z.at, end, day)
			z.at = end
			return
		}
	}
	i, n := z.at, 0
	for ; i < z.end && byteClass[z.text[i]] == aDigit; i++ {
		if n < 1e7 {
			n = n*10 + int(z.text[i]-'0')
		}
	}
	z.add(token{text: z.text[z.at:i], start: z.at, end: i, number: n, digits: i - z.at, meaning: unknown})
	z.at = i
}

// suffixes are the English verbs that lean on the word before them.
var suffixes = map[string]string{"ll": "will", "re": "are", "ve": "have", "d": "would", "m": "am"}

// elided are the words that lose their vowel before the next one, French mostly.
var elided = set("d l n j s m c t qu jusqu lorsqu puisqu")

func (z *tokenizer) word() {
	if end := dayHalf(z.text, z.at); end > 0 {
		z.addWord(z.at, end, strings.ToLower(z.text[z.at:z.at+1])+"m")
		z.at = end
		return
	}
	if n := len(z.tokens); n > 0 && z.tokens[n-1].number >= 0 && z.tokens[n-1].end == z.at && z.at+1 < z.end && z.text[z.at]|0x20 == 'h' && byteClass[z.text[z.at+1]] == aDigit {
		z.addWord(z.at, z.at+1, "h") // 15h30
		z.at++
		return
	}
	start := z.at
	i, hash, _ := scanWord(z.text[:z.end], start)
	if i == z.end || !joins(z.text[i]) {
		z.at = i
		folded, m := z.words.readHash(z.text[start:i], hash)
		z.addMeaning(start, i, folded, m)
		return
	}
	z.joined(start, i)
}

// joins reports whether a byte behind ASCII letters may go on with their word: an
// apostrophe, or what goesOn says.
func joins(c byte) bool { return c == '\'' || c == '`' || goesOn(c) }

// joined reads a word with an apostrophe or with letters that ASCII lacks, of
// which the letters from start to i are read.
func (z *tokenizer) joined(start, i int) {
	apostrophe := -1
	for i < z.end {
		if letters[z.text[i]] != 0 {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(z.text[i:])
		if fold.IsApostrophe(r) && apostrophe < 0 && i+size < z.end {
			if next, _ := utf8.DecodeRuneInString(z.text[i+size:]); !isLetter(next) {
				break
			}
			if head := fold.String(z.text[start:i]); elided[head] {
				z.addWord(start, i, head)
				z.at = i + size
				return
			}
			apostrophe = i
		} else if !isLetter(r) {
			break
		}
		i += size
	}
	z.at = i
	if apostrophe < 0 {
		folded, m := z.words.read(z.text[start:i])
		z.addMeaning(start, i, folded, m)
		return
	}
	folded := fold.String(z.text[start:i])
	if j := strings.IndexByte(folded, '\''); j > 0 {
		if verb, ok := suffixes[folded[j+1:]]; ok {
			z.addWord(start, apostrophe, folded[:j])
			z.addWord(apostrophe, i, verb)
			return
		}
	}
	z.addWord(start, i, folded)
}

func (z *tokenizer) addWord(start, end int, folded string) {
	z.addMeaning(start, end, folded, z.words.meaning(folded))
}

func (z *tokenizer) addMeaning(start, end int, folded string, m *meaning) {
	c := z.text[start]
	upper := 'A' <= c && c <= 'Z'
	if c >= utf8.RuneSelf {
		r, _ := utf8.DecodeRuneInString(z.text[start:])
		upper = unicode.IsUpper(r)
	}
	z.add(token{text: folded, start: start, end: end, number: -1, meaning: m, upper: upper})
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
