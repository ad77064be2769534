package invite

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxLine bounds one unfolded line in bytes; what goes beyond is dropped.
const maxLine = 8 << 10

// line is one content line (RFC 5545, section 3.1).
type line struct {
	name   string // in upper case
	params string // what stands between the name and the value, undivided
	value  string
}

// lines goes through the content lines of a calendar once.
type lines struct{ rest string }

// next returns the next content line, unfolded. It returns false at the end.
func (l *lines) next() (line, bool) {
	for l.rest != "" {
		text := l.physical()
		var b strings.Builder
		for last := text; l.continues(last); {
			if b.Len() == 0 {
				b.WriteString(text)
			}
			more := l.physical()
			if more == "" {
				continue // QUIRK: line ends that were doubled on the way
			}
			last = more
			if more[0] == ' ' || more[0] == '\t' {
				more = more[1:]
			}
			if b.Len()+len(more) <= maxLine {
				b.WriteString(more)
			}
		}
		if b.Len() > 0 {
			text = b.String()
		}
		if found, ok := parseLine(text); ok {
			return found, true
		}
	}
	return line{}, false
}

// physical returns the next line as it stands, without its end.
func (l *lines) physical() string {
	text, rest, _ := strings.Cut(l.rest, "\n")
	l.rest = rest
	return strings.TrimRight(text, "\r")
}

// continues says whether what follows belongs to the line last.
func (l *lines) continues(last string) bool {
	if l.rest == "" || last == "" {
		return false
	}
	switch l.rest[0] {
	case ' ', '\t', '\n':
		return true
	case '\r':
		return strings.HasPrefix(l.rest, "\r\n")
	}
	// QUIRK: folded without the space. Lines are folded at 75 bytes (RFC 5545,
	// section 3.1), by some programs a little off it, and names are in capitals
	// everywhere. A line that ends in a time is whole.
	const shortest, longest = 70, 79
	_, wholeTime := parseClock(last[strings.LastIndexByte(last, ':')+1:])
	return shortest <= len(last) && len(last) <= longest && !wholeTime && !startsProperty(l.rest)
}

// startsProperty says whether s begins with a name in capitals and its mark, or
// the fold before it.
func startsProperty(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'A' <= c && c <= 'Z' || isDigit(c) || c == '-':
		default:
			return i > 0 && (c == ':' || c == ';' || c == '\r' || c == '\n')
		}
	}
	return false
}

// parseLine takes a content line apart. What has no name is none.
func parseLine(text string) (line, bool) {
	if len(text) > maxLine {
		text = text[:maxLine]
	}
	end := 0
	for end < len(text) && isNameByte(text[end]) {
		end++
	}
	if end == 0 || end == len(text) {
		return line{}, false
	}
	found := line{name: strings.ToUpper(text[:end])}
	rest := text[end:]
	// QUIRK: Outlook's older versions leave a quote open; such a line is
	// divided at its first colon.
	colon := colonOutsideQuotes(rest)
	if colon < 0 {
		colon = strings.IndexByte(rest, ':')
	}
	if colon < 0 || rest[0] != ':' && rest[0] != ';' {
		return line{}, false
	}
	found.params, found.value = rest[:colon], strings.TrimSpace(rest[colon+1:])
	return found, true
}

// isNameByte says whether c may stand in the name of a property.
func isNameByte(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || isDigit(c) || c == '-'
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// colonOutsideQuotes returns the place of the colon before the value, or -1.
func colonOutsideQuotes(s string) int {
	quoted := false
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case s[i] == ':' && !quoted:
			return i
		}
	}
	return -1
}

// param returns the value of a parameter without its quotes, or "".
func (l line) param(name string) string {
	rest := l.params
	for rest != "" {
		rest = rest[1:] // the semicolon
		end, quoted := 0, false
		for end < len(rest) && (quoted || rest[end] != ';') {
			if rest[end] == '"' {
				quoted = !quoted
			}
			end++
		}
		key, value, _ := strings.Cut(rest[:end], "=")
		if strings.EqualFold(strings.TrimSpace(key), name) {
			return strings.Trim(value, `" `)
		}
		rest = rest[end:]
	}
	return ""
}

// unescapeText undoes the escapes of a TEXT value (RFC 5545, section 3.3.11).
// Line ends become spaces: no text here has lines.
var unescapeText = strings.NewReplacer(`\n`, " ", `\N`, " ", `\,`, ",", `\;`, ";", `\\`, `\`)

// unescapeParam undoes the escapes of a parameter (RFC 6868).
var unescapeParam = strings.NewReplacer("^n", " ", "^'", `"`, "^^", "^")

// oneLine makes one line of s, fit for every screen: valid UTF-8, no invisible
// characters, each run of white space one space, at most limit bytes. Bytes
// that are no UTF-8 are read as Latin-1.
func oneLine(s string, limit int) string {
	var b strings.Builder
	space := false
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			r = rune(s[i])
		}
		i += size
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
		case unicode.IsPrint(r):
			if b.Len()+utf8.RuneLen(r)+1 > limit {
				return b.String()
			}
			if space {
				b.WriteByte(' ')
				space = false
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}
