package mail

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Bounds, in bytes, of what is looked at of one part once it is decoded: the
// text, and the HTML that holds it. They keep the time that a message can take
// below 0.2 s; what Text and Quoted keep is less.
const (
	maxDecoded = 256 << 10
	maxHTML    = 512 << 10
)

// maxCalendars bounds the calendar parts of one message.
const maxCalendars = 10

// Parse reads a raw message as far as the first MaxRaw bytes. It never fails:
// what it cannot read is passed over and named in the Faults.
//
// The text comes from the parts that a person would read: text/plain, or the
// HTML where there is no plain text worth the name. Attachments other than
// calendar parts are never decoded. The References of a report of delivery also name the
// message that it returns.
func Parse(raw []byte) Message {
	var m Message
	f := &faults{}
	if len(raw) > MaxRaw {
		raw = raw[:MaxRaw]
		f.add(0, fmt.Sprintf("longer than %d bytes", MaxRaw))
	}
	if bytes.IndexByte(raw, '\n') < 0 && bytes.IndexByte(raw, '\r') >= 0 {
		raw = bytes.ReplaceAll(raw, []byte("\r"), []byte("\n")) // QUIRK: see newFieldScanner
	}
	m.Header = ParseHeader(raw)
	r := reader{faults: f, walker: &partWalker{raw: raw, faults: f}}
	root, _ := r.walker.entity(0, "text/plain")
	if r.walker.parts == 1 {
		root.attachment = false // QUIRK: the only text called an attachment
	}
	t := r.read(root, 0)
	m.Text = r.bounded(t.now, maxText, "text")
	m.Quoted = r.bounded(t.quoted, maxQuoted, "quoted text")
	m.Signature = r.bounded(t.signature, maxSignature, "signature")
	m.Calendar = r.calendar
	m.Reached = r.reported && !r.failed
	if r.returned != "" && !slices.Contains(m.References, r.returned) {
		m.References = append(m.References, r.returned)
	}
	m.Faults = f.list
	return m
}

// reports reads a part of a report behind its text: what became of a message, and which
// one it was. Most mail servers name it nowhere but in the header that they return (RFC
// 6522, section 3).
func (r *reader) reports(p *part) {
	media := p.contentType.media
	if strings.HasPrefix(media, "message/") && strings.HasSuffix(media, "-status") || media == "message/disposition-notification" {
		r.reported = true
		r.failed = r.failed || failed.Match(p.body[:min(len(p.body), maxDecoded)])
		return
	}
	header := p.body
	if len(p.children) > 0 {
		header = p.children[0].header
	} else if !isForwarded(media) && !strings.HasSuffix(media, "/rfc822-headers") {
		return
	}
	if h := ParseHeader(header); h.MessageID != "" {
		r.returned = h.MessageID
	}
}

// failed is what a report says of a recipient whom the message did not reach (RFC 3464,
// section 2.3.3); delayed, relayed and displayed ones it did or still may.
var failed = regexp.MustCompile(`(?im)^action:\s*failed`)

// texts is what a part says, split.
type texts struct {
	now, quoted, signature string
	readable               bool // the part is one that holds text
	html                   bool // it was written as HTML
}

// empty says whether there is nothing to read.
func (t texts) empty() bool {
	return t.now == "" && t.quoted == "" && t.signature == ""
}

// join puts the text of a following part behind this one.
func (t texts) join(next texts) texts {
	return texts{
		now:       joinText(t.now, next.now),
		quoted:    joinText(t.quoted, next.quoted),
		signature: joinText(t.signature, next.signature),
		readable:  t.readable || next.readable,
		html:      t.html || next.html,
	}
}

// joinText puts b behind a, with a blank line between them.
func joinText(a, b string) string {
	const enough = maxText + maxDecoded // no text beyond this is shown
	if a == "" || b == "" || len(a) > enough {
		return a + cut(b, max(0, enough-len(a)))
	}
	return a + "\n\n" + b
}

// reader turns parts into texts.
type reader struct {
	faults   *faults
	walker   *partWalker
	calendar []string
	returned string // the Message-ID of what a report of delivery returns
	reported bool   // a report says what became of a message
	failed   bool   // it did not reach somebody
}

// bounded cuts a text and says so.
func (r *reader) bounded(s string, limit int, what string) string {
	if len(s) > limit {
		r.faults.add(0, fmt.Sprintf("%s is cut at %d bytes", what, limit))
		s = strings.TrimRight(cut(s, limit), " \n")
	}
	return s
}

// read returns the texts of p and its children. The depth is that of p.
func (r *reader) read(p *part, depth int) texts {
	media := p.contentType.media
	switch {
	case isCalendar(p):
		r.addCalendar(p)
		return texts{}
	case isForwarded(media):
		return r.forwarded(p, depth)
	case media == "multipart/alternative":
		return r.alternative(p, depth)
	case strings.HasPrefix(media, "multipart/"):
		var t texts
		for i, child := range p.children {
			got := r.read(child, depth+1)
			if media == "multipart/report" && i > 0 {
				r.reports(child)
				if !isForwarded(child.contentType.media) {
					continue // RFC 6522, section 3: for machines
				}
			}
			t = t.join(got)
		}
		return t
	case media == "text/html" && !p.attachment:
		return r.html(p)
	case isPlain(p) && !p.attachment:
		return r.plain(p)
	}
	return texts{}
}

// isPlain says whether p is text that a person wrote or reads.
func isPlain(p *part) bool {
	switch p.contentType.media {
	case "text/plain", "text/markdown":
		name := strings.ToLower(p.contentType.name)
		// Text that is shown inline with a name is a file, such as a log,
		// unless it is the message itself.
		return name == "" || p.number <= 1
	}
	return false
}

// isCalendar says whether p is an iCalendar object (RFC 5545), by its type or
// by the name of a file.
func isCalendar(p *part) bool {
	media := p.contentType.media
	return media == "text/calendar" || media == "application/ics" ||
		strings.HasSuffix(strings.ToLower(p.contentType.name), ".ics") && !strings.HasPrefix(media, "multipart/")
}

// addCalendar keeps a calendar part. Invitations carry it twice, inline and
// attached; equal ones are kept once.
func (r *reader) addCalendar(p *part) {
	text := withoutFiles(cleanText(r.decode(p), MaxRaw), maxCalendar+1)
	if strings.TrimSpace(text) == "" {
		return
	}
	if len(text) > maxCalendar {
		r.faults.add(p.number, fmt.Sprintf("calendar is cut at %d bytes", maxCalendar))
		text = cut(text, maxCalendar)
	}
	for _, known := range r.calendar {
		if known == text {
			return
		}
	}
	if len(r.calendar) == maxCalendars {
		r.faults.add(0, fmt.Sprintf("more than %d calendar parts", maxCalendars))
		return
	}
	r.calendar = append(r.calendar, text)
}

// withoutFiles leaves out what a calendar carries besides itself, files and its text as
// HTML, which programs put before the times; at most limit bytes.
func withoutFiles(calendar string, limit int) string {
	if len(calendar) < limit {
		return calendar
	}
	var b strings.Builder
	dropped := false
	for line := range strings.Lines(calendar) {
		if folded := strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t"); !folded {
			name := strings.ToUpper(line[:min(len(line), 10)])
			dropped = strings.HasPrefix(name, "ATTACH;") || strings.HasPrefix(name, "ATTACH:") || strings.HasPrefix(name, "X-ALT-DESC") || strings.HasPrefix(name, "DESCRIPTIO")
		}
		if dropped {
			continue
		}
		if b.WriteString(line); b.Len() >= limit {
			return cut(b.String(), limit)
		}
	}
	return b.String()
}

// decode returns the body of p as UTF-8 and notes what did not decode.
func (r *reader) decode(p *part) string {
	body, fault := decodeTransfer(p.body, p.encoding)
	if fault != "" {
		r.faults.add(p.number, fault)
	}
	if !knownCharset(p.contentType.charset) {
		r.faults.add(p.number, "unknown charset "+p.contentType.charset)
	}
	return decodeCharset(body, p.contentType.charset)
}

// plain reads a text/plain part.
func (r *reader) plain(p *part) texts {
	text := r.decode(p)
	if looksHTML(text) {
		return r.htmlTexts(p, text) // QUIRK: HTML under the wrong label
	}
	if p.contentType.format == "flowed" {
		text = unflow(text, p.contentType.delSp)
	}
	if len(text) > maxDecoded {
		r.faults.add(p.number, fmt.Sprintf("text is cut at %d bytes", maxDecoded))
	}
	t := texts{readable: true}
	t.now, t.quoted, t.signature = split(cleanText(text, maxDecoded))
	return t
}

// looksHTML says whether text starts as an HTML document does.
func looksHTML(text string) bool {
	text = strings.TrimLeft(text[:min(len(text), 200)], "\uFEFF \t\r\n")
	for _, start := range []string{"<!doctype html", "<html", "<head>", "<body"} {
		if _, ok := cutPrefixFold(text, start); ok {
			return true
		}
	}
	return false
}

// html reads a text/html part.
func (r *reader) html(p *part) texts {
	if p.contentType.charset == "" && !isEncoded(p.encoding) {
		p.contentType.charset = metaCharset(p.body)
	}
	return r.htmlTexts(p, r.decode(p))
}

// metaCharset returns the charset that an HTML document names in its head, for
// parts whose header does not. An unknown one counts as none.
func metaCharset(body []byte) string {
	const head, longest = 2048, 40
	_, after, found := bytes.Cut(bytes.ToLower(body[:min(len(body), head)]), []byte("charset="))
	if !found {
		return ""
	}
	after = bytes.TrimLeft(after[:min(len(after), longest)], "\"'")
	if end := bytes.IndexAny(after, "\"' ;/>\r\n"); end >= 0 {
		after = after[:end]
	}
	if name := string(after); knownCharset(name) {
		return name
	}
	return ""
}

func (r *reader) htmlTexts(p *part, text string) texts {
	if len(text) > maxHTML {
		r.faults.add(p.number, fmt.Sprintf("HTML is cut at %d bytes", maxHTML))
		text = cut(text, maxHTML)
	}
	t := texts{readable: true, html: true}
	t.now, t.quoted, t.signature = splitLines(htmlLines(text))
	return t
}

// forwarded reads a message within the message: all of it is quoted, below a
// few lines that say whose it was.
func (r *reader) forwarded(p *part, depth int) texts {
	child := (*part)(nil)
	walker := r.walker
	switch {
	case len(p.children) > 0:
		child = p.children[0]
	case len(p.body) > 0 && depth < MaxNesting && walker.parts < MaxParts:
		// QUIRK: encoded, against RFC 2046, section 5.2.1.
		body, fault := decodeTransfer(p.body, p.encoding)
		if fault != "" {
			r.faults.add(p.number, fault)
		}
		inner := &partWalker{raw: body[:min(len(body), MaxRaw)], parts: walker.parts, faults: r.faults, restarts: walker.restarts}
		child, _ = inner.entity(depth+1, "text/plain")
		walker.parts, walker.restarts = inner.parts, inner.restarts
	}
	if child == nil {
		return texts{}
	}
	t := r.read(child, depth+1)
	text := joinText(joinText(t.now, t.signature), t.quoted)
	return texts{quoted: joinText(summary(ParseHeader(child.header)), text), readable: true}
}

// summary writes the fields of a forwarded message that say whose it was.
func summary(h Header) string {
	var lines []string
	if from := h.Sent(); from.Address != "" {
		lines = append(lines, strings.TrimSpace("From: "+from.Name+" <"+from.Address+">"))
	}
	if !h.Date.IsZero() {
		lines = append(lines, "Date: "+h.Date.Format("Mon, 2 Jan 2006 15:04:05 -0700"))
	}
	if h.Subject != "" {
		lines = append(lines, "Subject: "+h.Subject)
	}
	return strings.Join(lines, "\n")
}

// alternative picks the plain text of multipart/alternative (RFC 2046, section
// 5.1.4), or the HTML where the plain text is empty or a stub. Calendar parts
// of all alternatives are kept.
func (r *reader) alternative(p *part, depth int) texts {
	var plain, html texts
	var late []*part // HTML is dear to read: only where it is needed
	for _, child := range p.children {
		if child.contentType.media == "text/html" {
			late = append(late, child)
			continue
		}
		switch t := r.read(child, depth+1); {
		case !t.readable:
		case t.html:
			html = orElse(html, t)
		default:
			plain = orElse(plain, t)
		}
	}
	if !plain.empty() && !isStub(plain.now+"\n"+plain.signature) {
		return plain
	}
	for _, child := range late {
		html = orElse(html, r.read(child, depth+1))
	}
	if worthMore(html, plain) {
		return html
	}
	return plain
}

// orElse returns a, or b where a has nothing to read.
func orElse(a, b texts) texts {
	if a.empty() {
		return b
	}
	return a
}

// worthMore says whether the HTML of a message tells more than its plain text,
// which is short.
func worthMore(html, plain texts) bool {
	const times = 3
	if html.empty() {
		return false
	}
	if plain.empty() || saysStub(plain.now) {
		return true
	}
	return len(html.now)+len(html.signature) > times*(len(plain.now)+len(plain.signature))
}

// isStub says whether a plain text may be there only to fill its place.
func isStub(text string) bool {
	const short = 250 // bytes
	return len(text) < short || len(text) < 3*short && saysStub(text)
}

// saysStub looks for the sentences by which such texts give themselves away.
func saysStub(text string) bool {
	const longest = 750 // bytes: real mail may say the same in its footer
	if len(text) > longest {
		return false
	}
	text = strings.ToLower(strings.ReplaceAll(text, "\n", " "))
	for _, phrase := range stubPhrases {
		if strings.Contains(text, phrase) {
			return true
		}
	}
	return false
}

var stubPhrases = []string{
	"not support html", "doesn't support html", "n't display html", "not display html",
	"html email", "html e-mail", "html-capable", "html version", "in html format", "enable html", "html enabled",
	"view this email in your browser", "view this message in your browser", "view it in your browser", "view online",
	"kein html", "html-format", "html-fähig", "im browser ansehen", "im browser anzeigen", "html nicht",
	"pas en charge le html", "au format html", "version html", "dans votre navigateur",
	"formato html", "no admite html", "en su navegador", "en tu navegador", "nel browser", "no seu navegador",
}
