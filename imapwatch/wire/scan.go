package wire

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

type noteKind int

const (
	noteBye noteKind = iota
	noteAlert
)

// What of a line is kept until it is whole.
const (
	headKept = 512 // enough for a status response whose text is kept
	tailKept = 24  // "{18446744073709551615}\r\n"
)

// scanner follows the responses as far as the limits need it: where a line
// ends, and where a literal begins and ends. Most bytes are only passed over.
type scanner struct {
	maxLiteral int64
	note       func(noteKind, string) // takes the texts meant for the person

	literal int64  // bytes of a literal still to come
	line    int    // bytes of the response so far, without its literals
	more    bool   // the line at hand follows a literal
	head    []byte // the beginning of the response
	tail    []byte // the end of a line that came in pieces
}

// scan takes the next bytes of the stream in pieces of any size.
func (s *scanner) scan(p []byte) error {
	for len(p) > 0 {
		if s.literal > 0 {
			n := min(s.literal, int64(len(p)))
			s.literal -= n
			p = p[n:]
			continue
		}
		end := bytes.IndexByte(p, '\n') + 1
		piece := p[:end]
		if end == 0 {
			piece = p
		}
		if s.line += len(piece); s.line > MaxLine {
			return fmt.Errorf("the server sent a line of more than %d bytes", MaxLine)
		}
		if !s.more && len(s.head) < headKept {
			s.head = append(s.head, piece[:min(len(piece), headKept-len(s.head))]...)
		}
		s.keepTail(piece)
		if end == 0 {
			return nil
		}
		if err := s.endLine(); err != nil {
			return err
		}
		p = p[end:]
	}
	return nil
}

func (s *scanner) keepTail(piece []byte) {
	if len(piece) >= tailKept {
		s.tail = append(s.tail[:0], piece[len(piece)-tailKept:]...)
		return
	}
	if drop := len(s.tail) + len(piece) - tailKept; drop > 0 {
		s.tail = append(s.tail[:0], s.tail[drop:]...)
	}
	s.tail = append(s.tail, piece...)
}

// endLine decides what follows the line that is now whole: a literal, or the
// next response.
func (s *scanner) endLine() error {
	if isStatus(s.head) {
		noteStatus(s.head, s.note)
	} else {
		size, announced, err := literalSize(s.tail)
		if err != nil {
			return err
		}
		if announced {
			if size > s.maxLiteral {
				return fmt.Errorf("the server announced a literal of %d bytes, more than %d", size, s.maxLiteral)
			}
			s.literal, s.more, s.tail = size, true, s.tail[:0]
			return nil
		}
	}
	s.line, s.more, s.head, s.tail = 0, false, s.head[:0], s.tail[:0]
	return nil
}

// isStatus reports whether the response can carry no literal: tagged ones,
// continuation requests, and the untagged status responses, whose text may end
// in anything (RFC 3501, section 7.1).
func isStatus(head []byte) bool {
	rest, untagged := bytes.CutPrefix(head, []byte("* "))
	if !untagged {
		return true
	}
	word := rest
	if i := bytes.IndexAny(rest, " \r\n"); i >= 0 {
		word = rest[:i]
	}
	switch len(word) {
	case 2, 3, 7:
		for _, w := range []string{"OK", "NO", "BAD", "BYE", "PREAUTH"} {
			if strings.EqualFold(w, string(word)) {
				return true
			}
		}
	}
	return false
}

// literalSize reads the "{123}" at the end of a line.
func literalSize(tail []byte) (size int64, announced bool, err error) {
	text := bytes.TrimRight(tail, "\r\n")
	if len(text) == 0 || text[len(text)-1] != '}' {
		return 0, false, nil
	}
	open := bytes.LastIndexByte(text, '{')
	if open < 0 {
		return 0, false, nil
	}
	digits := string(bytes.TrimSuffix(text[open+1:len(text)-1], []byte("+")))
	size, err = strconv.ParseInt(digits, 10, 64)
	if err != nil || size < 0 {
		return 0, false, fmt.Errorf("the server announced a literal of %q bytes", digits)
	}
	return size, true, nil
}

// noteStatus looks for the two texts that are meant for the person.
func noteStatus(head []byte, note func(noteKind, string)) {
	words := bytes.SplitN(head, []byte(" "), 3)
	if len(words) < 3 {
		return
	}
	text := words[2]
	if code, rest, ok := bytes.Cut(text, []byte("]")); ok && bytes.EqualFold(code, []byte("[ALERT")) {
		text = rest
		note(noteAlert, Clean(string(rest)))
	}
	if string(words[0]) == "*" && bytes.EqualFold(words[1], []byte("BYE")) {
		note(noteBye, Clean(string(text)))
	}
}

// Clean makes words of the server fit for an error or a log: one line of valid
// UTF-8 without control and formatting characters, cut at MaxText bytes.
func Clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError, unicode.Is(unicode.Cf, r):
			return -1
		case unicode.IsControl(r), unicode.IsSpace(r):
			return ' '
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	if len(text) <= MaxText {
		return text
	}
	cut := MaxText
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut]
}
