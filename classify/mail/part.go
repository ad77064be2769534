package mail

import (
	"bytes"
	"fmt"
	"strings"
)

// part is one entity of a message (RFC 2045, section 2.4). Its body is still
// encoded; only what is needed is decoded later.
type part struct {
	number      int // in the order of reading; the message itself is 0
	header      []byte
	contentType contentType
	encoding    string // Content-Transfer-Encoding, lower case
	attachment  bool   // Content-Disposition: attachment
	body        []byte
	children    []*part
}

// partWalker cuts a message into its parts in one pass over its lines: the
// delimiters of all open multiparts are known at each line, so nesting does
// not cost a further pass.
type partWalker struct {
	raw      []byte
	at       int
	open     []string // boundaries of the open multiparts, outermost first
	parts    int
	faults   *faults
	restarts int // how often a lost boundary was searched for
}

// faults collects what could not be read.
type faults struct {
	list []string
}

// add notes a fault, unless there are enough or it is known.
func (f *faults) add(part int, what string) {
	where := "message"
	if part > 0 {
		where = fmt.Sprintf("part %d", part)
	}
	text := where + ": " + cleanLine(what, maxMark)
	for _, known := range f.list {
		if known == text {
			return
		}
	}
	if len(f.list) < maxFaults {
		f.list = append(f.list, text)
	}
}

// delimiter is one boundary line.
type delimiter struct {
	level  int // index in open; -1 at the end of the message
	closes bool
}

// entity reads the part that starts at the walker's place, up to the delimiter
// that ends it, which it returns.
func (w *partWalker) entity(depth int, fallback string) (*part, delimiter) {
	p := &part{number: w.parts}
	w.parts++
	body := w.header(p, depth == 0)
	if p.contentType.media == "" {
		p.contentType.media = fallback
	}
	nested := strings.HasPrefix(p.contentType.media, "multipart/")
	forwarded := isForwarded(p.contentType.media) && !isEncoded(p.encoding)
	if (nested || forwarded) && depth >= MaxNesting {
		w.faults.add(p.number, fmt.Sprintf("nested deeper than %d", MaxNesting))
		nested, forwarded = false, false
		p.contentType.media = "application/octet-stream"
	}
	if p.contentType.protected {
		w.faults.add(p.number, "is encrypted")
	}
	switch {
	case nested:
		return p, w.multipart(p, depth)
	case forwarded:
		child, last := w.entity(depth+1, "text/plain")
		p.children = []*part{child}
		return p, last
	}
	end, last := w.nextDelimiter()
	p.body = w.raw[body:end]
	return p, last
}

// isForwarded says whether a part of this type holds a whole message.
func isForwarded(media string) bool {
	return media == "message/rfc822" || media == "message/global" || media == "message/news"
}

// isEncoded says whether the body has to be decoded before it can be walked.
func isEncoded(encoding string) bool {
	return encoding == "base64" || encoding == "quoted-printable"
}

// header reads the fields that say what p is, and returns where its body starts.
func (w *partWalker) header(p *part, top bool) int {
	start := w.at
	s := newFieldScanner(w.raw[start:])
	s.stop = func(line []byte) bool { return w.matches(line).level >= 0 }
	if top {
		s.skipBlank()
	}
	for {
		name, value, ok := s.next()
		if !ok {
			break
		}
		p.addField(name, value)
	}
	if s.tooMany {
		w.faults.add(p.number, fmt.Sprintf("more than %d header fields", MaxHeaders))
	}
	if s.strays > 0 {
		w.faults.add(p.number, "lines in the header are no fields")
	}
	w.at = len(w.raw) - len(s.body)
	if s.body == nil {
		w.at = len(w.raw)
	}
	p.header = w.raw[start:w.at]
	return w.at
}

// addField reads one field of a part's header.
func (p *part) addField(name, value []byte) {
	switch {
	case equalFold(name, "content-type"):
		if p.contentType.media == "" {
			t := parseContentType(fieldText(value, maxRawText))
			if t.name == "" {
				t.name = p.contentType.name
			}
			p.contentType = t
		}
	case equalFold(name, "content-transfer-encoding"):
		text, _, _ := strings.Cut(fieldText(value, maxMark), ";")
		p.encoding = strings.ToLower(strings.TrimSpace(stripComment(text)))
		p.encoding = strings.Trim(p.encoding, `"'.`)
	case equalFold(name, "content-disposition"):
		d := parseParams(fieldText(value, maxRawText))
		p.attachment = d.media == "attachment"
		if d.name != "" {
			p.contentType.name = d.name
		}
	}
}

// equalFold compares a field's name with a lower-case one.
func equalFold(name []byte, lower string) bool {
	return len(name) == len(lower) && strings.EqualFold(string(name), lower)
}

// multipart reads the children of p (RFC 2046, section 5.1).
func (w *partWalker) multipart(p *part, depth int) delimiter {
	start := w.at
	boundary := strings.TrimRight(p.contentType.boundary, " \t")
	level := len(w.open)
	last := delimiter{level: -1}
	if boundary != "" {
		w.open = append(w.open, boundary)
		_, last = w.nextDelimiter() // the preamble is for programs without MIME
	}
	if boundary == "" || last.level < level {
		// QUIRK: the boundary is missing or another one than is used.
		w.open = w.open[:level]
		w.at = start
		boundary = w.guessBoundary()
		if boundary == "" {
			w.faults.add(p.number, "boundary is missing")
			p.contentType = contentType{media: "text/plain"}
			var end int
			end, last = w.nextDelimiter()
			p.body = w.raw[start:end]
			return last
		}
		w.faults.add(p.number, "boundary is guessed")
		w.open = append(w.open, boundary)
		_, last = w.nextDelimiter()
	}
	fallback := "text/plain"
	if p.contentType.media == "multipart/digest" {
		fallback = "message/rfc822"
	}
	for last.level == level && !last.closes {
		if w.parts > MaxParts {
			w.faults.add(0, fmt.Sprintf("more than %d parts", MaxParts))
			w.at = len(w.raw)
			w.open = w.open[:level]
			return delimiter{level: -1}
		}
		var child *part
		child, last = w.entity(depth+1, fallback)
		p.children = append(p.children, child)
	}
	w.open = w.open[:level]
	if last.level == level { // closed: skip the epilogue
		_, last = w.nextDelimiter()
		return last
	}
	w.faults.add(p.number, "end boundary is missing")
	return last
}

// nextDelimiter goes on to the next boundary line of any open multipart and
// behind it. It returns where the text before it ends: the line end before a
// delimiter belongs to the delimiter.
func (w *partWalker) nextDelimiter() (end int, d delimiter) {
	if len(w.open) == 0 {
		w.at = len(w.raw)
		return w.at, delimiter{level: -1}
	}
	start := w.at
	for w.at < len(w.raw) {
		line := w.raw[w.at:]
		next := len(w.raw)
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line = line[:i]
			next = w.at + i + 1
		}
		d = w.matches(line)
		if d.level < 0 {
			w.at = next
			continue
		}
		end = w.at
		if end > start && w.raw[end-1] == '\n' {
			end--
		}
		if end > start && w.raw[end-1] == '\r' {
			end--
		}
		w.at = next
		return end, d
	}
	return len(w.raw), delimiter{level: -1}
}

// matches says whether line is a boundary line of an open multipart, the
// innermost first.
func (w *partWalker) matches(line []byte) delimiter {
	if len(line) < 3 || line[0] != '-' || line[1] != '-' {
		return delimiter{level: -1}
	}
	line = bytes.TrimRight(line[2:], " \t\r\n")
	for level := len(w.open) - 1; level >= 0; level-- {
		boundary := w.open[level]
		if len(line) < len(boundary) || string(line[:len(boundary)]) != boundary {
			continue
		}
		switch string(line[len(boundary):]) {
		case "":
			return delimiter{level: level}
		case "--":
			return delimiter{level: level, closes: true}
		}
	}
	return delimiter{level: -1}
}

// guessBoundary finds the boundary that is really used: the first line of two
// hyphens and some text which a Content- field follows.
func (w *partWalker) guessBoundary() string {
	const maxRestarts = 10 // each one is a further pass
	const maxBoundary = 200
	if w.restarts++; w.restarts > maxRestarts {
		return ""
	}
	rest := w.raw[w.at:]
	for len(rest) > 0 {
		line, after, _ := bytes.Cut(rest, []byte("\n"))
		rest = after
		if len(line) < 3 || len(line) > maxBoundary || line[0] != '-' || line[1] != '-' {
			continue
		}
		if w.matches(line).level >= 0 {
			return "" // the multipart around this one goes on
		}
		boundary := string(bytes.TrimRight(line[2:], " \t\r\n"))
		if field := after[:min(len(after), len("content-"))]; boundary != "" && strings.EqualFold(string(field), "content-") {
			return boundary
		}
	}
	return ""
}
