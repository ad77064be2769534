package timeline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearback/classify/internal/fold"
)

// maxText is how many bytes of a text are read; maxSentence bounds the words
// of one sentence, so that the time to read a text grows no faster than the text.
const (
	maxText     = 64 << 10
	maxSentence = 160
)

// sentence is where a sentence stands, in bytes. Most mail is sentences in which
// no word is part of a date: they are passed over without a closer look.
type sentence struct {
	start, end int
	before     int  // where the sentence before it begins, its own beginning where there is none
	dates      bool // it may hold a date expression: a number, a month, "tomorrow"
	refers     bool // it may speak of a date told before: "the day after", "then"
	hopeless   bool // its words speak too much against a timeline to look for one
	promises   bool // it may promise something the rules know; never where hopeless
	hints      bool // it may promise something that they do not
	meets      bool // it may tell the day of an interview
}

// splitter cuts what was written now, not quoted, into sentences.
type splitter struct {
	text       string
	words      *lexicon
	at         int
	line       int  // where the line begins
	start, end int  // the token before
	brief      bool // a full stop may stand behind the last word
	count      int  // of the tokens of the sentence
	fresh      bool
	current    sentence
	seen       *seen // in the words of the sentence
	last       *seen // in those of the sentence before
	room       [2]seen
}

func newSplitter(text string, words *lexicon) *splitter {
	s := new(splitter)
	s.begin(text, words)
	return s
}

// begin begins with a text.
func (s *splitter) begin(text string, words *lexicon) {
	s.text, s.words, s.at, s.line, s.start, s.end, s.fresh, s.current = text[:min(len(text), maxText)], words, 0, 0, 0, 0, true, sentence{}
	s.seen, s.last = &s.room[0], &s.room[1]
	s.seen.clear()
	s.last.clear()
}

// The classes of bytes.
const (
	aMark = iota
	aSpace
	aNewline
	aDigit
	aLetter
	aWide // a part of a rune of several bytes
)

var byteClass = func() (class [256]uint8) {
	for c := range class {
		switch {
		case c == '\n':
			class[c] = aNewline
		case c == ' ' || c >= '\t' && c <= '\r':
			class[c] = aSpace
		case '0' <= c && c <= '9':
			class[c] = aDigit
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			class[c] = aLetter
		case c >= utf8.RuneSelf:
			class[c] = aWide
		}
	}
	return class
}()

// next returns the next sentence; ok is false behind the last one.
func (s *splitter) next() (found sentence, ok bool) {
	s.count = 0
	if s.at == 0 {
		s.quoted()
	}
	for s.at < len(s.text) {
		class, size := byteClass[s.text[s.at]], 1
		switch class {
		case aSpace:
			s.at++
			continue
		case aNewline:
			s.newline()
			continue
		case aWide:
			var r rune
			if r, size = utf8.DecodeRuneInString(s.text[s.at:]); isSpace(r) {
				s.at += size
				continue
			} else if isLetter(r) {
				class = aLetter
			}
		}
		if s.count == 0 {
			s.current, s.fresh = sentence{start: s.at, before: s.before()}, false
			s.seen, s.last = s.last, s.seen
			s.seen.clear()
		} else if s.fresh || s.count >= maxSentence {
			s.fresh = true
			return s.finished(), true
		}
		if class == aLetter {
			s.run()
			continue
		}
		start := s.at
		if class == aDigit {
			for s.at < len(s.text) && byteClass[s.text[s.at]] == aDigit {
				s.at++
			}
			s.current.dates = s.current.dates || s.dateNumber(start)
		} else {
			s.at += size
			s.fresh = s.ends(start)
		}
		s.start, s.end = start, s.at
		s.count++
	}
	return s.finished(), s.count > 0
}

// before is where the sentence begins that ends here.
func (s *splitter) before() int {
	if s.current.start == s.current.end {
		return s.at
	}
	return s.current.start
}

// finished returns the sentence that ends here.
func (s *splitter) finished() sentence {
	s.current.end = s.end
	x := s.current
	x.dates = x.dates || s.seen.dates(s.words.gate)
	x.refers, x.meets = s.seen.signs&aBack != 0, s.seen.signs&aMeeting != 0
	if x.dates || x.refers { // else nobody asks
		v := s.seen.hinted(s.words.gate)
		x.hopeless, x.hints = v <= hopeless, v > hopeful
		x.promises = !x.hopeless && s.seen.promises(s.words.gate)
	}
	return x
}

// promised reports whether the sentence before may promise something.
func (s *splitter) promised() bool { return s.last.promises(s.words.gate) }

func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r == 0x200b || r == 0xfeff || r == 0xad
}

// dateNumber reports whether the number from start may be a date without the
// name of a month or a unit near: "20th", "20.", "3/20", "5 pm", "le 20", "end of 2026".
func (s *splitter) dateNumber(start int) bool {
	rest := s.text[s.at:min(len(s.text), s.at+3)] + "   "
	before := s.text[s.start:s.end]
	next := rest[0] | 0x20
	switch n := s.at - start; {
	case n > 4 || n == 3:
		return false
	case n == 4 && rest[0] != '-' && rest[0] != '/' && rest[0] != '.':
		return s.text[start:start+2] == "20" && len(before) <= 6 && before != "" && byteClass[before[0]] >= aLetter
	case byteClass[rest[0]] >= aLetter:
		return next != 'k' && (next != 'm' || rest[1] == 'o') && next != 'g'
	case rest[0] == '.' || rest[0] == '/' || rest[0] == '-' || rest[0] == ':':
		return rest[0] == '.' || byteClass[rest[1]] == aDigit
	case rest[0] == ' ' && (rest[1]|0x20 == 'a' || rest[1]|0x20 == 'p') && (rest[2] == '.' || rest[2]|0x20 == 'm'):
		return true
	}
	return dayArticles[strings.ToLower(before)]
}

// dayArticles stand before the number of a day.
var dayArticles = set("the le el am den dem zum vom al del au du dia")

// run passes over words with a space between them, and notes what they may be signs of.
func (s *splitter) run() {
	text, g, x := s.text, s.words.gate, s.seen
	for {
		start := s.at
		end, hash, first := scanWord(text, start)
		if end < len(text) && text[end] != ' ' {
			if goesOn(text[end]) {
				end, hash, first = s.otherWord(start, end, hash, first)
			} else if end == start+1 && text[end] == '.' {
				if half := dayHalf(text, start); half > 0 {
					s.start, s.end, s.at = start, half, half
					s.count++
					s.fresh = s.begins(text[half:])
					return
				}
			}
		}
		x.words++
		i := slotOf(g.slots, hash)
		signs := g.slots[i].signs
		x.add(signs, i)
		x.hint += int(g.hints.of(first))
		if i := slotOf(g.heads, headHash(first)); g.heads[i].signs != 0 && end-start >= shortestStem {
			x.stems(g.beginnings[i], text[start:end])
		}
		s.start, s.end, s.at, s.brief = start, end, end, signs&aBrief != 0
		s.count++
		if end+1 >= len(text) || text[end] != ' ' || byteClass[text[end+1]] != aLetter || s.count >= maxSentence {
			return
		}
		s.at++
	}
}

// stems adds the signs of a word by its beginning. Letters that ASCII lacks are not
// compared.
func (x *seen) stems(list []beginning, word string) {
	for i := range list {
		b, k := &list[i], 0
		for k < len(b.stem) && k < len(word) && letters[word[k]] == b.stem[k] {
			k++
		}
		if (k == len(b.stem) || k < len(word) && word[k] >= utf8.RuneSelf) && x.count < maxSentence {
			x.add(b.signs, b.place)
		}
	}
}

// otherWord reads to the end of a word that goes on behind ASCII letters, of which
// the end, hash and first ones are known, with letters that ASCII lacks or with digits.
func (s *splitter) otherWord(start, letters int, word wordHash, first uint64) (int, wordHash, uint64) {
	end := letters
	for end < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[end:])
		if !isLetter(r) && (r < '0' || r > '9') {
			break
		}
		end += size
	}
	if end == letters { // an apostrophe, a dash
		return end, word, first
	}
	folded := fold.String(s.text[start:end])
	return end, hashOf(folded), eightAt(folded[:min(len(folded), 8)], 0)
}

// newline goes on to the next line. A sentence ends at an empty line, before an
// item of a list, and after a short line.
func (s *splitter) newline() {
	length := s.at - s.line
	s.at++
	s.line = s.at
	i := s.at
	for i < len(s.text) && (s.text[i] == ' ' || s.text[i] == '\t' || s.text[i] == '\r') {
		i++
	}
	rest := s.text[i:]
	r, _ := utf8.DecodeRuneInString(rest)
	switch {
	case r == '\n', r == '-', r == '*', r == '•', r == '–', r == '·':
		s.fresh = true
	case length < 50 && (unicode.IsUpper(r) || '0' <= r && r <= '9' && strings.ContainsAny(rest[1:min(3, len(rest))], ".)")):
		s.fresh = true
	}
	s.quoted()
}

// quoted passes over a quoted line, or over everything where the line introduces
// an earlier message.
func (s *splitter) quoted() {
	line := s.text[s.at:]
	if i := strings.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	trimmed := strings.TrimSpace(line)
	switch {
	case trimmed == "":
	case !strings.Contains(">-FVDA", trimmed[:1]) && trimmed[len(trimmed)-1] != ':': // no beginning or end of those below
	case trimmed[0] == '>':
		s.at += len(line)
		s.fresh = true
	case introducesQuote(trimmed), hasPrefix(trimmed, "From:", "Von:", "De:", "De :") && headed(s.text[min(len(s.text), s.at+len(line)+1):]):
		s.at = len(s.text)
	}
}

// headed reports whether a text goes on with a header field, as below the From of
// an earlier message.
func headed(text string) bool {
	return hasPrefix(strings.TrimLeft(text[:min(len(text), 40)], " \t"), "Sent:", "Date:", "To:", "Gesendet:", "Datum:", "An:", "Envoyé", "Date :", "Enviado", "Fecha:", "Para:")
}

func hasPrefix(text string, prefixes ...string) bool {
	return slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(text, prefix) })
}

// introducesQuote reports whether a line stands above an earlier message.
func introducesQuote(line string) bool {
	if strings.HasPrefix(line, "----") {
		for _, w := range [...]string{"Original", "Forwarded", "Urspr", "Weitergeleitet", "origine", "Mensaje", "transf", "Message"} {
			if strings.Contains(line, w) {
				return true
			}
		}
	}
	if line[len(line)-1] != ':' {
		return false
	}
	for _, w := range [...]string{" wrote:", " schrieb:", " a écrit :", " a écrit :", " a écrit:", " escribió:"} {
		if strings.HasSuffix(line, w) {
			return true
		}
	}
	return strings.HasPrefix(line, "Am ") && strings.Contains(line, " schrieb ")
}

// ends reports whether the mark from start, just read, ends a sentence: a full
// stop does not after an ordinal or an abbreviation.
func (s *splitter) ends(start int) bool {
	if c := s.text[start]; c != '.' && c != '!' && c != '?' && s.text[start:s.at] != "…" {
		return false
	}
	rest := s.text[s.at:min(len(s.text), s.at+24)]
	next, size := utf8.DecodeRuneInString(rest)
	if rest != "" && !unicode.IsSpace(next) && next != '"' && next != ')' && next != '”' && next != '»' {
		return false
	}
	before := s.text[s.start:s.end]
	if s.text[start] != '.' || rest == "" || before == "" || byteClass[before[0]] == aLetter && !s.brief {
		return true
	}
	if isSpace(next) {
		rest = strings.TrimLeft(rest[size:], " \t\r\n")
	}
	after, _ := utf8.DecodeRuneInString(rest)
	continues := '0' <= after && after <= '9' || after == ',' || unicode.IsLower(after)
	if byteClass[before[0]] == aDigit {
		_, m := s.words.read(rest[:wordLength(rest)])
		switch {
		case len(before) > 2:
			return true
		case m.word == "kalenderwoche":
			return false
		case len(before) == 2 && before > "31":
			return true
		}
		return !(m.month > 0 || m.unit != noUnit || continues)
	}
	_, m := s.words.read(before)
	if m.german > 0 && before[0] >= 'a' {
		return true
	}
	if (m.month > 0 || m.weekday > 0 || m.german > 0) && len(before) <= 5 {
		return !continues
	}
	return !m.short
}

// wordLength returns the length in bytes of the letters that a text begins with.
func wordLength(text string) int {
	for i, r := range text {
		if !isLetter(r) {
			return i
		}
	}
	return len(text)
}

// dayHalf returns the end of "a.m." or "p.m." at i, or 0.
func dayHalf(text string, i int) int {
	if i+4 > len(text) || text[i+1] != '.' || text[i+3] != '.' || text[i+2]|0x20 != 'm' || text[i]|0x20 != 'a' && text[i]|0x20 != 'p' {
		return 0
	}
	return i + 4
}

// begins reports whether a text behind "p.m." goes on with a new sentence: with a
// word in capitals and small letters that names no zone, weekday or month.
func (s *splitter) begins(text string) bool {
	text = strings.TrimLeft(text[:min(len(text), 24)], " ")
	if len(text) < 2 || text[0] < 'A' || text[0] > 'Z' || text[1] < 'a' || text[1] > 'z' {
		return false
	}
	word, m := s.words.read(text[:wordLength(text)])
	return zones[word] == "" && m.weekday == 0 && m.month == 0
}
