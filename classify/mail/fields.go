package mail

import "bytes"

// fieldScanner goes through a header section field by field, in one pass.
// Folded lines (RFC 5322, section 2.2.3) stay folded in the values: whoever
// reads a value takes "\r" and "\n" for white space, which unfolds it.
type fieldScanner struct {
	rest  []byte
	end   byte // the byte that ends a line
	count int
	// stop, where set, says of a line without its end that it is not of this
	// header any more (a boundary inside of a header).
	stop func(line []byte) bool

	// body is what follows the blank line; set when next has said false.
	body []byte
	// strays counts the lines that were neither a field nor a fold.
	strays int
	// tooMany is set where fields beyond MaxHeaders were passed over.
	tooMany bool
	// stray is the text from the first stray line behind the last field on.
	stray []byte
}

// newFieldScanner starts at the top of a header section.
func newFieldScanner(raw []byte) fieldScanner {
	s := fieldScanner{rest: raw, end: '\n'}
	// QUIRK: lines ended by a lone CR, from old Macintosh programs. Where LF
	// occurs at all, a lone CR is white space: to split there would let a
	// value smuggle in fields.
	if bytes.IndexByte(raw, '\n') < 0 && bytes.IndexByte(raw, '\r') >= 0 {
		s.end = '\r'
	}
	return s
}

// skipBlank passes over blank lines: at the top of a message they are
// tolerated, as some stores put one there.
func (s *fieldScanner) skipBlank() {
	for len(s.rest) > 0 && (s.rest[0] == '\n' || s.rest[0] == '\r') {
		s.rest = s.rest[1:]
	}
}

// next returns the next field, its value still folded. At the end of the
// header it returns false.
func (s *fieldScanner) next() (name, value []byte, ok bool) {
	for len(s.rest) > 0 {
		line, after := s.line(s.rest)
		if len(line) == 0 || len(line) == 1 && line[0] == '\r' {
			s.body, s.rest = after, nil
			if s.stray != nil {
				// QUIRK: no blank line between header and body.
				s.body = s.stray
			}
			return nil, nil, false
		}
		if s.stop != nil && s.stop(line) {
			s.body, s.rest = s.rest, nil
			return nil, nil, false
		}
		colon := fieldName(line)
		if colon < 0 {
			if s.count == 0 && !isMailboxLine(line) && !s.startsField(after) {
				s.body, s.rest = s.rest, nil // no header at all
				return nil, nil, false
			}
			if s.count > 0 || !isMailboxLine(line) {
				s.strays++
				if s.stray == nil {
					s.stray = s.rest
				}
			}
			s.rest = after
			continue
		}
		whole := s.rest
		for len(after) > 0 && (after[0] == ' ' || after[0] == '\t') {
			_, after = s.line(after)
		}
		s.rest, s.stray = after, nil
		if s.count++; s.count > MaxHeaders {
			s.tooMany = true
			continue
		}
		return bytes.TrimRight(whole[:colon], " \t"), whole[colon+1 : len(whole)-len(after)], true
	}
	if s.body == nil && s.stray != nil {
		s.body = s.stray // QUIRK: no blank line anywhere
	}
	return nil, nil, false
}

// startsField says whether text starts with a field.
func (s *fieldScanner) startsField(text []byte) bool {
	line, _ := s.line(text)
	return fieldName(line) > 0
}

// isMailboxLine says whether line is the one that mbox files put before each
// message (RFC 4155, appendix A). Some servers hand it out.
func isMailboxLine(line []byte) bool {
	return bytes.HasPrefix(line, []byte("From ")) || bytes.HasPrefix(line, []byte(">From "))
}

// line cuts the first line off text, without its line end.
func (s *fieldScanner) line(text []byte) (line, after []byte) {
	at := bytes.IndexByte(text, s.end)
	if at < 0 {
		return text, nil
	}
	return text[:at], text[at+1:]
}

// fieldName returns where the colon of a field stands, or -1 where line is no
// field: the name is printable ASCII without space (RFC 5322, section 2.2),
// with white space before the colon at most (section 4.5).
func fieldName(line []byte) int {
	for i, c := range line {
		switch {
		case c == ':':
			if i == 0 || line[0] == ' ' || line[0] == '\t' {
				return -1
			}
			return i
		case c == ' ' || c == '\t':
			rest := bytes.TrimLeft(line[i:], " \t")
			if len(rest) > 0 && rest[0] == ':' && i > 0 {
				return len(line) - len(rest)
			}
			return -1
		case c < '!' || c > '~':
			return -1
		}
	}
	return -1
}
