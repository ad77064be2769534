package mail

import (
	"strings"
	"unicode/utf8"
)

// Limits of the texts kept, in bytes of UTF-8. Texts beyond them are cut on a
// rune border.
const (
	maxSubject   = 1000
	maxName      = 200
	maxMark      = 200      // machine marks such as Auto-Submitted
	maxAddress   = 320      // RFC 5321, section 4.5.3.1: 64 + "@" + 255
	maxText      = 64 << 10 // Message.Text
	maxQuoted    = 64 << 10 // Message.Quoted
	maxSignature = 4 << 10  // Message.Signature
	maxCalendar  = 64 << 10 // each of Message.Calendar
	maxFaults    = 20
)

// What becomes of one rune in a cleaned text.
type fate uint8

const (
	keep  fate = iota
	drop       // invisible: controls, bidirectional formatting, zero width
	blank      // a space of some kind
	brk        // a line end of some kind
)

// fateOf judges one rune. Dropped are C0 and C1 controls, which drive
// terminals; bidirectional formatting (UAX #9), which makes a text look like
// another; and what has no width, which senders use to fill preview lines and
// to break words apart.
func fateOf(r rune) fate {
	switch {
	case r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029:
		return brk
	case r == ' ' || r == '\t' || r == 0xA0:
		return blank
	case r < 0x20 || r >= 0x7F && r < 0xA0:
		return drop
	case r < 0xAD:
		return keep
	case r == 0xAD || r == 0x34F || r == 0x61C || r == 0x180E || r == 0xFEFF:
		return drop // soft hyphen, grapheme joiner, Arabic letter mark, Mongolian separator, byte order mark
	case r < 0x2000:
		return keep
	case r <= 0x200A || r == 0x202F || r == 0x205F || r == 0x3000:
		return blank
	case r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x206F:
		return drop
	case r >= 0xFFF0 && r <= 0xFFFB || r >= 0xE0000 && r <= 0xE007F:
		return drop // specials and tags, which carry hidden text
	}
	return keep
}

// cleanLine makes one line of s, fit for every screen: valid UTF-8, no
// invisible runes, each run of white space one space, none at the ends, at
// most limit bytes.
func cleanLine(s string, limit int) string {
	for len(s) > 0 && isSpace(s[0]) {
		s = s[1:]
	}
	for len(s) > 0 && isSpace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	if len(s) <= limit && isCleanASCII(s) {
		return s
	}
	var b strings.Builder
	b.Grow(min(len(s), limit))
	space := false
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		i += size
		switch fateOf(r) {
		case drop:
		case blank, brk:
			space = b.Len() > 0
		default:
			need := utf8.RuneLen(r)
			if space {
				need++
			}
			if b.Len()+need > limit {
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

// isCleanASCII says whether cleanLine would leave s as it is, for the usual
// case of plain ASCII; it may say no too often.
func isCleanASCII(s string) bool {
	last := byte(' ')
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < ' ' || c > '~' || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return last != ' ' || s == ""
}

// cleanText cleans s as cleanLine does, but keeps its lines, each ended by
// "\n", and its runs of spaces; at most limit bytes.
func cleanText(s string, limit int) string {
	var b strings.Builder
	b.Grow(min(len(s), limit))
	for i := 0; i < len(s) && b.Len() < limit; {
		if n := plainRun(s[i:]); n > 0 {
			n = min(n, limit-b.Len())
			b.WriteString(s[i : i+n])
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == '\r' && i+1 < len(s) && s[i+1] == '\n' {
			size = 2
		}
		i += size
		switch fateOf(r) {
		case drop:
		case blank:
			b.WriteByte(' ')
		case brk:
			b.WriteByte('\n')
		default:
			if b.Len()+utf8.RuneLen(r) > limit {
				return b.String()
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// plainRun returns the length of the start of s that needs no cleaning.
func plainRun(s string) int {
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < ' ' && c != '\n') || c > '~' {
			return i
		}
	}
	return len(s)
}

// cut returns the longest start of s that is at most limit bytes and ends on
// a rune border. The string s must be valid UTF-8.
func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}
