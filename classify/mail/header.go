package mail

import (
	"bytes"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// ScanFields names the header fields that a scan of a mailbox asks the server
// for: those by which a message is recognised, tied to others, and passed over
// or not. Every field costs time with every message, so what only a reading
// needs is not among them.
var ScanFields = []string{
	"Message-ID", "In-Reply-To", "References", "Thread-Index",
	"Date", "Subject", "From", "Sender", "To", "Cc",
	"Precedence", "List-Id", "List-Unsubscribe", "Content-Type",
}

// maxRawText bounds, in bytes, what of a text field is decoded: enough for
// maxSubject bytes in any encoding, and a bound for hostile ones.
const maxRawText = 16 << 10

// ParseHeader reads a header section, as from IMAP BODY[HEADER.FIELDS (...)]
// or the top of a message, as far as the first MaxRaw bytes. It never fails:
// what it cannot read stays empty. Of a field that must occur once, the first
// readable one counts; address fields and references add up.
func ParseHeader(raw []byte) Header {
	s := newFieldScanner(raw[:min(len(raw), MaxRaw)])
	s.skipBlank()
	return readHeader(&s)
}

// Arrived is when the server that took a message in says it did: the date of the topmost
// Received field (RFC 5321, section 4.4). Zero where there is none, as in the sender's own
// copy.
func Arrived(raw []byte) time.Time {
	s := newFieldScanner(raw[:min(len(raw), MaxRaw)])
	s.skipBlank()
	for name, value, ok := s.next(); ok; name, value, ok = s.next() {
		if bytes.EqualFold(name, []byte("received")) {
			trace := fieldText(value, maxRawText)
			return parseDate(strings.TrimSpace(trace[strings.LastIndexByte(trace, ';')+1:]))
		}
	}
	return time.Time{}
}

// readHeader reads all fields that s still has.
func readHeader(s *fieldScanner) Header {
	var h Header
	var a authentication
	for {
		name, value, ok := s.next()
		if !ok {
			h.DMARC = a.verdict()
			return h
		}
		h.add(name, value)
		a.add(name, value)
	}
}

// add reads one field into h.
func (h *Header) add(name, value []byte) {
	var lower [32]byte
	if len(name) > len(lower) {
		return
	}
	for i, c := range name {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		lower[i] = c
	}
	switch string(lower[:len(name)]) {
	case "message-id":
		if h.MessageID == "" {
			h.MessageID = firstID(fieldText(value, MaxRaw))
		}
	case "in-reply-to":
		h.InReplyTo = appendIDs(h.InReplyTo, fieldText(value, MaxRaw))
	case "references":
		h.References = appendIDs(h.References, fieldText(value, MaxRaw))
	case "thread-index":
		if h.ThreadIndex == "" {
			h.ThreadIndex = threadIndex(value)
		}
	case "date":
		if h.Date.IsZero() {
			h.Date = parseDate(fieldText(value, maxDate))
		}
	case "subject":
		if h.Subject == "" {
			h.Subject = cleanLine(decodeWords(fieldText(value, maxRawText)), maxSubject)
		}
	case "from":
		h.From = appendParticipants(h.From, fieldText(value, MaxRaw))
	case "sender":
		h.Sender = appendParticipants(h.Sender, fieldText(value, MaxRaw))
	case "reply-to":
		h.ReplyTo = appendParticipants(h.ReplyTo, fieldText(value, MaxRaw))
	case "to":
		h.To = appendParticipants(h.To, fieldText(value, MaxRaw))
	case "cc":
		h.Cc = appendParticipants(h.Cc, fieldText(value, MaxRaw))
	default:
		h.addMark(string(lower[:len(name)]), value)
	}
}

// addMark reads the fields by which machines make themselves known.
func (h *Header) addMark(name string, value []byte) {
	switch name {
	case "auto-submitted":
		setMark(&h.AutoSubmitted, value)
	case "precedence":
		setMark(&h.Precedence, value)
	case "x-auto-response-suppress":
		setMark(&h.AutoResponseSuppress, value)
	case "list-id":
		setMark(&h.ListID, value)
	case "list-unsubscribe":
		h.ListUnsubscribe = h.ListUnsubscribe || len(bytes.TrimSpace(value)) > 0
	case "return-path":
		v := bytes.TrimSpace(value)
		if len(v) >= 2 && v[0] == '<' && v[len(v)-1] == '>' {
			h.NullReturnPath = len(bytes.TrimSpace(v[1:len(v)-1])) == 0
		}
	case "dkim-signature":
		if len(h.SignedBy) < maxSigners {
			if d := signingDomain(fieldText(value, maxRawText)); d != "" && !slices.Contains(h.SignedBy, d) {
				h.SignedBy = append(h.SignedBy, d)
			}
		}
	case "content-type":
		if h.ContentType == "" {
			h.ContentType = contentTypeMark(fieldText(value, maxRawText))
		}
	}
}

// setMark keeps the first readable value of a machine mark.
func setMark(mark *string, value []byte) {
	if *mark == "" {
		text := cleanLine(decodeWords(fieldText(value, maxRawText)), maxMark)
		*mark = cut(strings.ToLower(text), maxMark)
	}
}

// contentTypeMark shortens a Content-Type field to what Header.ContentType
// keeps of it.
func contentTypeMark(value string) string {
	t := parseContentType(value)
	mark := t.media
	switch {
	case t.reportType != "":
		mark += "; report-type=" + t.reportType
	case t.method != "":
		mark += "; method=" + t.method
	}
	return cut(cleanLine(strings.ToLower(mark), maxMark), maxMark)
}

// fieldText returns the first limit bytes of a field's value as valid UTF-8.
// Raw bytes beyond ASCII are UTF-8 (RFC 6532) or, where they cannot be,
// windows-1252, which is what programs sent before.
func fieldText(value []byte, limit int) string {
	value = trimSpace(value)
	if len(value) > limit {
		value = value[:limit]
		for i := 1; i < utf8.UTFMax && i < len(value); i++ {
			if c := value[len(value)-i]; utf8.RuneStart(c) {
				if c >= utf8.RuneSelf {
					value = value[:len(value)-i]
				}
				break
			}
		}
	}
	if utf8.Valid(value) {
		return string(value)
	}
	return fromWindows1252(value)
}

// trimSpace cuts ASCII white space and line ends off both ends.
func trimSpace(value []byte) []byte {
	for len(value) > 0 && isSpace(value[0]) {
		value = value[1:]
	}
	for len(value) > 0 && isSpace(value[len(value)-1]) {
		value = value[:len(value)-1]
	}
	return value
}

// isSpace says whether c is white space within a header value, where folds
// count as white space.
func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\r' || c == '\n'
}
