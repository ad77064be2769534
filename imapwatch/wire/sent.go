package wire

import (
	"bytes"
	"encoding/base64"
	"slices"
	"strings"
	"sync"
)

// mutf7 is the base64 of mailbox names (RFC 3501, section 5.1.3).
var mutf7 = base64.NewEncoding("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,").WithPadding(base64.NoPadding)

// keptLine bounds what is kept of a line that goes out, in bytes. The longest
// is a FETCH of 2,000 UIDs.
const keptLine = 64 << 10

// sent follows the commands that go out as far as the answers need it: who
// waits for a continuation (RFC 3501, section 7.5), and what is secret.
type sent struct {
	write func(line string) // takes each line as it may be seen; nil: nobody wants it

	line    []byte // the line at hand, so far
	literal int64  // bytes of a literal still to go out
	tag     string // of the command that the next line belongs to
	secret  bool   // the command at hand is a login

	mu      sync.Mutex
	waiting []string // the tags of commands that wait for a continuation
	sasl    string   // the tag of an AUTHENTICATE that goes on; "" for none
	login   string   // the tag of the last LOGIN or AUTHENTICATE
}

// scan takes the next bytes that go out.
func (s *sent) scan(p []byte) {
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
		s.line = append(s.line, piece[:min(len(piece), keptLine-len(s.line))]...)
		if end == 0 {
			return
		}
		s.endLine(strings.TrimRight(string(s.line), "\r\n"))
		s.line = s.line[:0]
		p = p[end:]
	}
}

// endLine reads one line of a command.
func (s *sent) endLine(line string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	shown := line
	switch {
	case s.tag != "": // goes on after a literal
		if s.secret {
			shown = "(secret)"
		}
	case s.sasl != "":
		shown = "(secret)"
	case line == "DONE":
	default:
		tag, command, _ := strings.Cut(line, " ")
		name, arguments, _ := strings.Cut(command, " ")
		s.tag = tag
		switch strings.ToUpper(name) {
		case "LOGIN":
			s.secret, s.login = true, tag
			shown = tag + " LOGIN (secret)"
		case "AUTHENTICATE":
			mechanism, initial, given := strings.Cut(arguments, " ")
			shown = tag + " AUTHENTICATE " + mechanism
			if given && initial != "" {
				shown += " (secret)"
			}
			s.sasl, s.login = tag, tag
		case "IDLE":
			s.waiting = append(s.waiting, tag)
		}
	}
	size, announced, err := literalSize([]byte(line))
	if announced && err == nil && s.tag != "" {
		if !strings.HasSuffix(line, "+}") {
			s.waiting = append(s.waiting, s.tag)
		}
		s.literal = size
	} else {
		s.tag, s.secret = "", false
	}
	if s.write != nil {
		s.write(shown)
	}
}

// continued reports whether somebody waits for the continuation that came.
func (s *sent) continued() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sasl != "" {
		return true
	}
	if len(s.waiting) == 0 {
		return false
	}
	s.waiting = s.waiting[1:]
	return true
}

// completed notes the end of a command and reports whether it was a login.
func (s *sent) completed(tag string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting = slices.DeleteFunc(s.waiting, func(t string) bool { return t == tag })
	if s.sasl == tag {
		s.sasl = ""
	}
	return s.login == tag
}

// hushed reports whether a login is under way, in which the server may repeat
// what is secret.
func (s *sent) hushed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sasl != ""
}
