package wire

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// keptResponse is the size, in bytes, up to which the memory of a response is
// used again for the next one.
const keptResponse = 64 << 10

// scanner cuts the stream into responses, each with its literals, and holds
// them against the limits as they come.
type scanner struct {
	maxLiteral int64
	whole      func(response []byte) error // takes each one; its bytes are used again
	pass       func(piece []byte)          // takes pieces of an answer to SEARCH too long to be kept

	response []byte // as far as it is here
	line     int    // where its last line begins
	text     int    // bytes of it that are in no literal
	literals int64  // bytes announced for its literals
	literal  int64  // bytes of a literal still to come
	passing  bool   // the line at hand goes to pass
}

// scan takes the next bytes of the stream in pieces of any size.
func (s *scanner) scan(p []byte) error {
	for len(p) > 0 {
		if s.literal > 0 {
			n := min(s.literal, int64(len(p)))
			s.response = append(s.response, p[:n]...)
			s.literal -= n
			s.line = len(s.response)
			p = p[n:]
			continue
		}
		end := bytes.IndexByte(p, '\n') + 1
		piece := p[:end]
		if end == 0 {
			piece = p
		}
		if err := s.take(piece); err != nil {
			return err
		}
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

// take keeps a piece of a line, or passes it on where the line is the answer to
// a search and longer than any other may be.
func (s *scanner) take(piece []byte) error {
	if s.passing {
		s.pass(piece)
		return nil
	}
	s.response = append(s.response, piece...)
	if s.text += len(piece); s.text <= MaxLine {
		return nil
	}
	if !isSearch(s.response) || s.literals > 0 {
		return fmt.Errorf("the server sent a line of more than %d bytes", MaxLine)
	}
	s.passing = true
	s.pass(s.response)
	return nil
}

// endLine decides what follows the line that is now whole: a literal, or the
// next response.
func (s *scanner) endLine() error {
	if !s.passing {
		if !isStatus(s.response) {
			size, announced, err := literalSize(s.response[s.line:])
			if err != nil {
				return err
			}
			if announced {
				if s.literals += size; size > s.maxLiteral || s.literals > s.maxLiteral {
					return fmt.Errorf("the server announced a literal of %d bytes, more than %d", size, s.maxLiteral)
				}
				s.literal, s.line = size, len(s.response)
				return nil
			}
		}
		if err := s.whole(s.response); err != nil {
			return err
		}
	}
	if s.response = s.response[:0]; cap(s.response) > keptResponse {
		s.response = nil
	}
	s.line, s.text, s.literals, s.passing = 0, 0, 0, false
	return nil
}

// isSearch reports whether the response answers a search (RFC 3501, section
// 7.2.5; RFC 4731): with UIDs, and without literals.
func isSearch(response []byte) bool {
	word, _, _ := bytes.Cut(bytes.TrimPrefix(response, []byte("* ")), []byte(" "))
	return bytes.EqualFold(word, []byte("SEARCH")) || bytes.EqualFold(word, []byte("ESEARCH"))
}

// isStatus reports whether the response can carry no literal: tagged ones,
// continuation requests, and the untagged status responses, whose text may end
// in anything (RFC 3501, section 7.1).
func isStatus(response []byte) bool {
	rest, untagged := bytes.CutPrefix(response, []byte("* "))
	if !untagged {
		return true
	}
	word := rest
	if i := bytes.IndexAny(rest, " \r\n"); i >= 0 {
		word = rest[:i]
	}
	return isCondition(word)
}

// isCondition reports whether the word begins a status response.
func isCondition(word []byte) bool {
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
func literalSize(line []byte) (size int64, announced bool, err error) {
	text := bytes.TrimRight(line, "\r\n")
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
		return 0, false, errors.New("the server announced a literal of no size that there is")
	}
	return size, true, nil
}

// Hide keeps a secret out of the transcript and out of all that is told of the
// server's words, whoever repeats it.
func (c *Conn) Hide(secret string) {
	if secret == "" {
		return
	}
	if c.transcript != nil {
		c.transcript.hide(secret)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.secrets = append(c.secrets, secret)
}

// Clean does what the function does, and leaves out what is secret before: cut
// in two, or with its spaces folded, a secret would not be known again.
func (c *Conn) Clean(words string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, secret := range c.secrets {
		words = strings.ReplaceAll(words, secret, "[secret]")
	}
	return Clean(words)
}

// beginning is how what cannot be read is told: its first words, cleaned.
func (c *Conn) beginning(line []byte) string {
	words := c.Clean(string(line))
	return strings.ToValidUTF8(words[:min(len(words), 80)], "")
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
