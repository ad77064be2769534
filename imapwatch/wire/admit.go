package wire

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// admit shows a response to the library as it is, mended, or not at all: the
// library closes the connection over the first one it cannot read. What is no
// response at all ends the connection here, too: the server and we have lost
// each other.
func (c *Conn) admit(response []byte) error {
	c.transcribe(response)
	line := bytes.TrimRight(response, "\r\n")
	rest, untagged := bytes.CutPrefix(line, []byte("* "))
	switch {
	case !c.greeted:
		word, _, _ := bytes.Cut(rest, []byte(" "))
		if !untagged || !isCondition(word) {
			return fmt.Errorf("the server does not greet as an IMAP server does: %q", c.beginning(line))
		}
		c.greeted = true
		c.admitStatus([]byte("* "), rest, "")
	case untagged:
		return c.admitUntagged(response, rest)
	case len(line) > 0 && line[0] == '+':
		if !c.sent.continued() {
			c.drop("a continuation that nobody waits for", line)
			return nil
		}
		c.pass(response)
	default:
		tag, status, ok := bytes.Cut(line, []byte(" "))
		word, _, _ := bytes.Cut(status, []byte(" "))
		if !ok || !isCondition(word) {
			return fmt.Errorf("the server sent what is no IMAP response: %q", c.beginning(line))
		}
		code := ""
		if c.sent.completed(string(tag)) && bytes.EqualFold(word, []byte("OK")) {
			code = someCapability
		}
		c.admitStatus(append(bytes.Clone(tag), ' '), status, code)
	}
	return nil
}

// admitUntagged knows the responses that a reader of mail waits for; rest is
// the line after "* ".
func (c *Conn) admitUntagged(response, rest []byte) error {
	word, data, _ := bytes.Cut(rest, []byte(" "))
	if len(word) > 0 && '0' <= word[0] && word[0] <= '9' {
		return c.admitNumbered(response, word, data)
	}
	switch kind := strings.ToUpper(string(word)); kind {
	case "OK", "NO", "BAD", "BYE", "PREAUTH":
		c.admitStatus([]byte("* "), rest, "")
	case "CAPABILITY":
		c.pass([]byte("* CAPABILITY" + capabilities(data) + "\r\n"))
	case "SEARCH":
		c.pass(response)
	case "ESEARCH":
		if !bytes.HasPrefix(data, []byte("(")) {
			// The library misreads one without a correlator (RFC 4731, section
			// 3.1), unless there is a space for it.
			data = append([]byte(" "), data...)
		}
		c.pass([]byte("* ESEARCH " + string(data) + "\r\n"))
	case "LIST":
		if !nameDecodes(data) {
			c.drop("a mailbox whose name is not encoded as it should be", rest)
			return nil
		}
		c.pass(response)
	case "STATUS":
		c.admitMailboxStatus(response, data)
	case "FLAGS", "ID":
		// Every mailbox has some, and every server a name; they are of no use
		// here.
	default:
		c.drop("an unknown response", rest)
	}
	return nil
}

func (c *Conn) admitNumbered(response, number, data []byte) error {
	kind, list, _ := bytes.Cut(data, []byte(" "))
	n, err := strconv.ParseUint(string(number), 10, 32)
	switch kind := strings.ToUpper(string(kind)); {
	case err != nil:
		c.drop("a number of more than 32 bits", data)
	case kind == "EXISTS", kind == "EXPUNGE" && n > 0:
		c.pass(response)
	case kind == "RECENT":
		// RFC 9051 did away with it.
	case kind == "FETCH":
		message, err := parseFetch(list)
		switch {
		case errors.Is(err, errNoSection):
		case err != nil:
			c.drop("a FETCH response that cannot be read", []byte(err.Error()))
		case c.options.Fetched != nil:
			return c.options.Fetched(message)
		}
	default:
		c.drop("an unknown response", data)
	}
	return nil
}

// someCapability is added to the end of a login without capabilities. The
// library would else ask for them by itself, at any later time. Who logs in has
// to ask.
const someCapability = "CAPABILITY IMAP4rev1"

// admitStatus passes a status response (RFC 3501, section 7.1) on with its code
// as the library can read it, or without, and keeps what is said to the person.
// A code that is given takes the place of any but CAPABILITY.
func (c *Conn) admitStatus(tag, status []byte, instead string) {
	word, text, _ := bytes.Cut(status, []byte(" "))
	text = bytes.TrimLeft(text, " ")
	code, words := statusCode(text)
	name, arguments, _ := strings.Cut(code, " ")
	c.note(string(tag) == "* ", strings.ToUpper(string(word)), strings.ToUpper(name), string(words))
	switch strings.ToUpper(name) {
	case "UIDNEXT", "UIDVALIDITY", "HIGHESTMODSEQ":
		if _, err := strconv.ParseUint(arguments, 10, map[bool]int{true: 63, false: 32}[len(name) > 11]); err != nil {
			c.drop("a code that cannot be read", status)
			code = ""
		}
	case "CAPABILITY":
		code = "CAPABILITY" + capabilities([]byte(arguments))
	case "MESSAGELIMIT":
		c.limit()
	case "PERMANENTFLAGS", "COPYUID", "APPENDUID":
		code = ""
	}
	if instead != "" && !strings.HasPrefix(code, "CAPABILITY") {
		code = instead
	}
	mended := bytes.Clone(tag)
	mended = append(mended, word...)
	if code != "" {
		mended = append(append(append(mended, " ["...), code...), ']')
	}
	if words = bytes.TrimSpace(words); len(words) > 0 {
		if code == "" && words[0] == '[' {
			words = append([]byte("- "), words...) // what looks like a code is none
		}
		mended = append(append(mended, ' '), words...)
	}
	c.pass(append(mended, '\r', '\n'))
}

// statusCode splits "[CODE arguments] words". The code is empty where it is
// none that can be read.
func statusCode(text []byte) (code string, words []byte) {
	if len(text) == 0 || text[0] != '[' {
		return "", text
	}
	inside, rest, closed := bytes.Cut(text[1:], []byte("]"))
	name, arguments, _ := bytes.Cut(inside, []byte(" "))
	if !closed || len(name) == 0 || !isAtom(name) || bytes.ContainsAny(arguments, "\r\n") {
		return "", text
	}
	return strings.TrimRight(string(inside), " "), rest
}

func isAtom(word []byte) bool {
	return !bytes.ContainsFunc(word, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune(`(){%*"\]`, r) })
}

// capabilities returns those that are atoms, each behind a space.
func capabilities(list []byte) string {
	var b strings.Builder
	for word := range bytes.FieldsSeq(list) {
		if isAtom(word) {
			b.WriteByte(' ')
			b.Write(word)
		}
	}
	return b.String()
}

// admitMailboxStatus passes a STATUS response on with the numbers that can be
// read.
func (c *Conn) admitMailboxStatus(response, data []byte) {
	open := bytes.LastIndexByte(data, '(')
	if open < 0 || !bytes.HasSuffix(bytes.TrimRight(data, " "), []byte(")")) || !nameDecodes(bytes.TrimRight(data[:open], " ")) {
		c.drop("a mailbox status that cannot be read", data)
		return
	}
	fields := bytes.Fields(bytes.TrimRight(data[open+1:], " )"))
	var kept []string
	for i := 0; i+1 < len(fields); i += 2 {
		name := strings.ToUpper(string(fields[i]))
		if _, err := strconv.ParseUint(string(fields[i+1]), 10, 32); err == nil && (name == "UIDNEXT" || name == "UIDVALIDITY" || name == "MESSAGES") {
			kept = append(kept, name+" "+string(fields[i+1]))
		}
	}
	begin := response[:len(response)-len(bytes.TrimLeft(response, "* "))+len("STATUS ")]
	c.pass([]byte(string(begin) + string(data[:open]) + "(" + strings.Join(kept, " ") + ")\r\n"))
}

// nameDecodes reports whether the mailbox name that the data ends in is one
// that the library accepts: modified UTF-7 (RFC 3501, section 5.1.3), or UTF-8.
// A name in a literal is as good as any.
func nameDecodes(data []byte) bool {
	name := lastString(data)
	if !utf8.Valid(name) || bytes.ContainsAny(name, "\r\n") {
		return false
	}
	shifted := false // the name so far ends in an encoded part
	for i := 0; i < len(name); i++ {
		switch ch := name[i]; {
		case ch < ' ' || ch == 0x7f:
			return false
		case ch != '&':
			shifted = false
		default:
			end := bytes.IndexByte(name[i:], '-')
			if end < 0 || end > 1 && (shifted || !utf16Decodes(name[i+1:i+end])) {
				return false
			}
			shifted = end > 1
			i += end
		}
	}
	return true
}

// lastString returns the atom or the content of the string at the end of data.
func lastString(data []byte) []byte {
	if !bytes.HasSuffix(data, []byte(`"`)) {
		if i := bytes.LastIndexByte(data, '\n'); i >= 0 {
			return data[i+1:]
		}
		return data[bytes.LastIndexByte(data, ' ')+1:]
	}
	text := data[:len(data)-1]
	for i := len(text) - 1; i >= 0; i-- {
		if text[i] == '"' && (i == 0 || text[i-1] != '\\') {
			return unescaped(text[i+1:])
		}
	}
	return data
}

// utf16Decodes checks one encoded part, which may hold nothing that ASCII has.
func utf16Decodes(encoded []byte) bool {
	raw := make([]byte, mutf7.DecodedLen(len(encoded)))
	n, err := mutf7.Decode(raw, encoded)
	if err != nil || n == 0 || n%2 == 1 {
		return false
	}
	for i := 0; i < n; i += 2 {
		r := rune(raw[i])<<8 | rune(raw[i+1])
		switch {
		case ' ' <= r && r <= '~':
			return false
		case utf16.IsSurrogate(r):
			if i += 2; i >= n || utf16.DecodeRune(r, rune(raw[i])<<8|rune(raw[i+1])) == utf8.RuneError {
				return false
			}
		}
	}
	return true
}
