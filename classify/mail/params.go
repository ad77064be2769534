package mail

import (
	"net/url"
	"strings"
)

// contentType is what a Content-Type or Content-Disposition field says, as
// far as it matters here. media is in lower case.
type contentType struct {
	media      string // "text/plain", or "attachment"
	boundary   string
	charset    string
	format     string // RFC 3676: "flowed"
	delSp      bool   // RFC 3676, section 4.2
	name       string // name or filename
	reportType string // RFC 6522
	method     string // RFC 6047, section 2.4
	protected  bool   // multipart/encrypted or enveloped S/MIME
}

// parseContentType reads a Content-Type value. A media type without "/" is
// unreadable, and stays empty.
func parseContentType(value string) contentType {
	t := parseParams(value)
	kind, subtype, ok := strings.Cut(t.media, "/")
	if !ok || kind == "" || subtype == "" || strings.ContainsAny(t.media, " \t\r\n\"=,") {
		t.media = ""
	}
	t.protected = t.media == "multipart/encrypted" ||
		strings.HasSuffix(t.media, "pkcs7-mime") && t.method == "" && !strings.Contains(strings.ToLower(value), "signed-data")
	return t
}

// parseParams reads "word; name=value; ..." (RFC 2045, section 5.1) in one
// pass. Comments go; the pieces of a long value (RFC 2231, section 3) are put
// together in the order in which they stand.
func parseParams(value string) contentType {
	var t contentType
	head, rest := paramPiece(value)
	t.media = strings.ToLower(strings.TrimSpace(stripComment(head)))
	const maxParams = 100
	for n := 0; rest != "" && n < maxParams; {
		var piece string
		piece, rest = paramPiece(rest)
		name, text, ok := strings.Cut(piece, "=")
		if !ok {
			continue
		}
		n++
		t.set(strings.ToLower(strings.TrimSpace(stripComment(name))), text)
	}
	return t
}

// paramPiece cuts off what stands before the first ";" outside of quotes.
func paramPiece(s string) (piece, rest string) {
	quoted := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case c == ';' && !quoted:
			return s[:i], s[i+1:]
		}
	}
	if quoted {
		// QUIRK: a quote that is never closed ends with the first ";".
		if i := strings.IndexByte(s, ';'); i >= 0 {
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}

// set keeps one parameter. The first of several counts, except for pieces of
// one value.
func (t *contentType) set(name, text string) {
	base, section, _ := strings.Cut(name, "*")
	extended := strings.HasSuffix(name, "*")
	first := section == "" || section == "0" || section == "0*"
	text = paramText(text)
	if extended {
		text = extendedText(text, first)
	}
	add := func(field *string) {
		switch {
		case !first:
			*field = cut(*field+text, maxRawText)
		case *field == "":
			*field = text
		}
	}
	switch base {
	case "boundary":
		add(&t.boundary)
	case "charset":
		add(&t.charset)
	case "format":
		t.format = strings.ToLower(text)
	case "delsp":
		t.delSp = strings.EqualFold(text, "yes")
	case "name", "filename":
		if !extended && strings.Contains(text, "=?") { // QUIRK: many mailers encode names as words (RFC 2047), quoted or not
			text = decodeWords(text)
		}
		add(&t.name)
	case "report-type":
		add(&t.reportType)
	case "method":
		add(&t.method)
	}
}

// paramText unquotes a parameter's value.
func paramText(text string) string {
	text = strings.Trim(text, " \t\r\n")
	if !strings.HasPrefix(text, `"`) {
		if i := strings.IndexAny(text, " \t\r\n("); i >= 0 {
			text = text[:i] // a comment, or the rest of something broken
		}
		return strings.TrimRight(text, `"`)
	}
	var b strings.Builder
	for i := 1; i < len(text) && text[i] != '"'; i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text):
			i++
			b.WriteByte(text[i])
		case c != '\r' && c != '\n':
			b.WriteByte(c)
		}
	}
	return b.String()
}

// extendedText decodes charset'language'percent-encoded (RFC 2231, section 4).
func extendedText(text string, first bool) string {
	charset := ""
	if parts := strings.SplitN(text, "'", 3); first && len(parts) == 3 {
		charset, text = parts[0], parts[2]
	}
	plain, err := url.PathUnescape(text)
	if err != nil {
		return text
	}
	return decodeCharset([]byte(plain), charset)
}

// stripComment cuts a comment off the end or the start of a token.
func stripComment(s string) string {
	for {
		open := strings.IndexByte(s, '(')
		if open < 0 {
			return s
		}
		end := strings.IndexByte(s[open:], ')')
		if end < 0 {
			return s[:open]
		}
		if strings.TrimSpace(s[:open]) != "" {
			return s[:open]
		}
		s = s[open+end+1:]
	}
}
