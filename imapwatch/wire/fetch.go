package wire

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// Fetched is what the answer to a FETCH says of one message (RFC 3501, section
// 7.4.2), as far as a reader of mail asks for it.
type Fetched struct {
	UID      uint32
	Received time.Time // INTERNALDATE; zero where it is missing or unreadable
	// Section is the body section, empty where the server gives NIL. It is
	// valid until the callee returns.
	Section []byte
}

// errNoSection says that a FETCH response has no body section: somebody else
// set a flag.
var errNoSection = errors.New("no body section")

// parseFetch reads the items of a FETCH response, from the opening parenthesis
// on. Items may come in any order, and unknown ones are passed over.
func parseFetch(list []byte) (f Fetched, err error) {
	c := cursor{b: bytes.TrimRight(list, "\r\n")}
	if !c.skip('(') {
		return f, errors.New("no list of items")
	}
	sections := 0
	for !c.skip(')') {
		name, ok := c.itemName()
		if !ok {
			return f, fmt.Errorf("no item at %d", c.i)
		}
		c.spaces()
		value, ok := c.value()
		if !ok {
			return f, fmt.Errorf("%.20q has no value", name)
		}
		c.spaces()
		switch {
		case bytes.EqualFold(name, []byte("UID")):
			uid, err := strconv.ParseUint(string(value), 10, 32)
			if err != nil || uid == 0 {
				return f, fmt.Errorf("UID %.20q", value)
			}
			f.UID = uint32(uid)
		case bytes.EqualFold(name, []byte("INTERNALDATE")):
			f.Received, _ = time.Parse("_2-Jan-2006 15:04:05 -0700", string(value))
		case len(name) > 5 && bytes.EqualFold(name[:5], []byte("BODY[")):
			if sections++; len(f.Section) == 0 {
				f.Section = value
			}
		}
	}
	switch {
	case c.i != len(c.b):
		return f, errors.New("words after the items")
	case sections == 0:
		return f, errNoSection
	case f.UID == 0:
		return f, errors.New("no UID")
	}
	return f, nil
}

// cursor walks through a response with its literals.
type cursor struct {
	b []byte
	i int
}

func (c *cursor) skip(want byte) bool {
	if c.i < len(c.b) && c.b[c.i] == want {
		c.i++
		return true
	}
	return false
}

func (c *cursor) spaces() {
	for c.skip(' ') {
	}
}

// itemName reads "UID" or "BODY[HEADER.FIELDS (DATE FROM)]<0>".
func (c *cursor) itemName() ([]byte, bool) {
	begin := c.i
	for inside := false; c.i < len(c.b); c.i++ {
		switch ch := c.b[c.i]; {
		case ch == '\r' || ch == '\n':
			return nil, false
		case inside && ch == '"':
			if _, ok := c.quoted(); !ok {
				return nil, false
			}
			c.i--
		case ch == '[':
			inside = true
		case ch == ']':
			inside = false
		case !inside && (ch == ' ' || ch == '(' || ch == ')'):
			return c.b[begin:c.i], c.i > begin
		}
	}
	return nil, false
}

// value reads one value: of a string its content, of NIL nothing, of all else
// its text.
func (c *cursor) value() ([]byte, bool) {
	if c.i >= len(c.b) {
		return nil, false
	}
	begin := c.i
	switch c.b[c.i] {
	case '"':
		return c.quoted()
	case '(':
		return c.b[begin:c.i], c.list()
	case '{':
		return c.literal()
	case '~': // literal8 (RFC 3516)
		if c.i++; c.i < len(c.b) && c.b[c.i] == '{' {
			return c.literal()
		}
	}
	for c.i < len(c.b) && c.b[c.i] != ' ' && c.b[c.i] != ')' && c.b[c.i] != '(' && c.b[c.i] > ' ' {
		c.i++
	}
	atom := c.b[begin:c.i]
	if bytes.EqualFold(atom, []byte("NIL")) {
		return nil, true
	}
	return atom, len(atom) > 0
}

// quoted reads a quoted string; only one with a backslash is copied.
func (c *cursor) quoted() ([]byte, bool) {
	c.i++
	begin, escaped := c.i, false
	for ; c.i < len(c.b); c.i++ {
		switch c.b[c.i] {
		case '\\':
			escaped = true
			c.i++
		case '"':
			text := c.b[begin:c.i]
			c.i++
			if escaped {
				text = unescaped(text)
			}
			return text, true
		case '\r', '\n':
			return nil, false
		}
	}
	return nil, false
}

func unescaped(text []byte) []byte {
	plain := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) {
			i++
		}
		plain = append(plain, text[i])
	}
	return plain
}

// literal reads "{3}\r\nabc", whose size the scanner has bounded. It looks at
// few bytes where there is none.
func (c *cursor) literal() ([]byte, bool) {
	rest := c.b[c.i:]
	end := bytes.IndexByte(rest[:min(len(rest), maxAnnounced)], '\n') + 1
	size, announced, err := literalSize(rest[:end])
	if !announced || err != nil || rest[0] != '{' || size > int64(len(rest)-end) {
		return nil, false
	}
	c.i += end + int(size)
	return rest[end : end+int(size)], true
}

// maxAnnounced is the length of "{18446744073709551615+}\r\n".
const maxAnnounced = 25

// list passes over a list of any depth.
func (c *cursor) list() bool {
	for depth := 0; c.i < len(c.b); {
		switch c.b[c.i] {
		case '(':
			depth++
			c.i++
		case ')':
			c.i++
			if depth--; depth == 0 {
				return true
			}
		case '"':
			if _, ok := c.quoted(); !ok {
				return false
			}
		case '{':
			if _, ok := c.literal(); !ok {
				c.i++
			}
		default:
			c.i++
		}
	}
	return false
}
