package mail

import (
	"bytes"
	"strings"
)

// maxParticipants bounds each address field of a message.
const maxParticipants = 200

// appendParticipants adds the mailboxes of an address list (RFC 5322, section
// 3.4) to list, at most maxParticipants in all.
//
// The structure is read first and encoded words are decoded afterwards, in
// names only: whatever a word hides (a comma, a bracket, NUL, a line end) can
// never become or change an address.
func appendParticipants(list []Participant, value string) []Participant {
	if list == nil {
		list = make([]Participant, 0, 1) // most fields hold one
	}
	p := addressReader{text: value, list: list, lastSemicolon: strings.LastIndexByte(value, ';')}
	p.phrase = make([]byte, 0, 96)
	for p.at < len(p.text) && len(p.list) < maxParticipants {
		p.token()
	}
	p.end()
	if len(p.list) == 0 {
		return nil
	}
	return p.list
}

// addressReader goes through an address list once, from left to right.
type addressReader struct {
	text string
	at   int
	list []Participant

	phrase  []byte // what stands outside of brackets so far, still encoded
	comment string // the last comment, still encoded
	angle   string // what stands in angle brackets
	bracket bool   // there were angle brackets
	mailbox bool   // an "@" stands in phrase, outside of quotes
	comma   int    // where in phrase an address-less beginning ends, or 0

	lastSemicolon int
	// Set once a search for the closing mark has failed, so that there is no
	// second one: that keeps hostile input linear.
	noQuote, noComment bool
}

// token reads one mark or one run of plain text.
func (p *addressReader) token() {
	c := p.text[p.at]
	switch c {
	case '"':
		p.quoted()
	case '(':
		p.parenthesis()
	case '<':
		p.brackets()
	case ',':
		p.at++
		p.separate()
	case ';':
		p.at++
		p.end()
	case ':':
		p.at++
		p.colon()
	case '\\':
		p.at++
		if p.at < len(p.text) {
			p.phrase = append(p.phrase, p.text[p.at])
			p.at++
		}
	default:
		start := p.at
		for p.at < len(p.text) && !isAddressMark(p.text[p.at]) {
			if p.text[p.at] == '@' {
				p.mailbox = true
			}
			p.at++
		}
		p.phrase = append(p.phrase, p.text[start:p.at]...)
	}
}

// isAddressMark says whether c means something in an address list.
func isAddressMark(c byte) bool {
	switch c {
	case '"', '(', '<', ',', ';', ':', '\\':
		return true
	}
	return false
}

// quoted reads a quoted string. One before an "@" is a local part and keeps
// its quotes, which tell it from the words of a name.
func (p *addressReader) quoted() {
	end := p.closingQuote(p.at)
	if end < 0 {
		p.at++ // QUIRK: a quote that is never closed is passed over
		return
	}
	text := p.text[p.at+1 : end]
	p.at = end + 1
	local := p.at < len(p.text) && p.text[p.at] == '@'
	if local {
		p.phrase = append(p.phrase, '"')
		p.phrase = append(p.phrase, strings.ReplaceAll(text, `"`, "")...)
		p.phrase = append(p.phrase, '"')
		return
	}
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) {
			i++
		}
		if text[i] != '"' {
			p.phrase = append(p.phrase, text[i])
		}
	}
}

// closingQuote returns where the quoted string that opens at open is closed,
// or -1.
func (p *addressReader) closingQuote(open int) int {
	if p.noQuote {
		return -1
	}
	for i := open + 1; i < len(p.text); i++ {
		switch p.text[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	p.noQuote = true
	return -1
}

// parenthesis reads a comment, which may hold comments.
func (p *addressReader) parenthesis() {
	if !p.noComment {
		depth := 0
		for i := p.at; i < len(p.text); i++ {
			switch p.text[i] {
			case '\\':
				i++
			case '(':
				depth++
			case ')':
				depth--
			}
			if depth == 0 {
				p.comment = p.text[p.at+1 : i]
				p.at = i + 1
				return
			}
		}
		p.noComment = true
	}
	p.phrase = append(p.phrase, '(') // QUIRK: never closed
	p.at++
}

// brackets reads what stands in angle brackets. A missing closing bracket is
// supplied where the next mailbox starts.
func (p *addressReader) brackets() {
	if p.bracket {
		p.end() // QUIRK: a second address without a comma
	}
	for p.at < len(p.text) && p.text[p.at] == '<' {
		p.at++
	}
	start := p.at
	route := start < len(p.text) && p.text[start] == '@' // RFC 5322, section 4.4
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '>' || c == '<' || c == ',' && !route:
			p.setAngle(p.text[start:p.at])
			for c == '>' && p.at < len(p.text) && p.text[p.at] == '>' {
				p.at++
			}
			return
		case c == ':' && route:
			route = false
			start = p.at + 1
		case c == '"':
			if end := p.closingQuote(p.at); end >= 0 {
				p.at = end
			}
		}
		p.at++
	}
	p.at = min(p.at, len(p.text))
	p.setAngle(p.text[start:p.at])
}

func (p *addressReader) setAngle(text string) {
	p.angle, p.bracket = text, true
}

// colon ends the name of a group (RFC 5322, section 3.4), which is passed
// over, as is "mailto:". Elsewhere a colon is a part of the name.
func (p *addressReader) colon() {
	rest := p.text[p.at:]
	group := p.at <= p.lastSemicolon || allSpace(rest) ||
		bytes.EqualFold(bytes.TrimSpace(p.phrase), []byte("mailto"))
	if !group || p.mailbox {
		p.phrase = append(p.phrase, ':')
		return
	}
	p.angle, p.bracket = "", false // QUIRK: an address in place of the group's name
	p.phrase, p.comma = p.phrase[:0], 0
}

// separate handles a comma. It ends a mailbox.
func (p *addressReader) separate() {
	if p.bracket || p.mailbox {
		p.end()
		return
	}
	// QUIRK: "Doe, Jane <jane@example.org>" without quotes: the beginning is
	// kept until it is clear whether it belongs to the next address.
	if len(bytes.TrimSpace(p.phrase)) > 0 {
		p.phrase = append(p.phrase, ", "...)
		p.comma = len(p.phrase)
	}
}

// end finishes the mailbox read so far.
func (p *addressReader) end() {
	switch {
	case p.bracket:
		name := p.comment
		if phrase := trimSpace(p.phrase); len(phrase) > 0 {
			name = string(phrase)
		}
		p.add(name, p.angle)
	case p.mailbox:
		if p.comma > 0 {
			p.add(string(bytes.TrimRight(p.phrase[:p.comma], ", ")), "")
		}
		p.bare(string(p.phrase[p.comma:]))
	default:
		if len(p.phrase) > 0 {
			p.add(string(bytes.TrimRight(p.phrase, ", ")), "")
		}
	}
	p.phrase, p.comma = p.phrase[:0], 0
	p.comment, p.angle, p.bracket, p.mailbox = "", "", false, false
}

// bare reads a mailbox without brackets: "jane@example.org (Jane)", or with
// the name in front of it.
func (p *addressReader) bare(phrase string) {
	if words := strings.Fields(phrase); len(words) > 1 && strings.Count(phrase, "@") == len(words) {
		for _, word := range words { // QUIRK: separated by spaces
			p.add("", word)
		}
		return
	}
	at := strings.LastIndexByte(phrase, '@')
	if at < 0 {
		p.add(phrase, "")
		return
	}
	local := strings.TrimRight(phrase[:at], " \t\r\n")
	domain := strings.TrimLeft(phrase[at+1:], " \t\r\n")
	start := strings.LastIndexAny(local, " \t\r\n[") + 1
	if strings.HasSuffix(local, `"`) {
		start = max(strings.LastIndexByte(local[:len(local)-1], '"'), 0)
	}
	end := strings.IndexAny(domain, " \t\r\n")
	if end < 0 {
		end = len(domain)
	}
	name := strings.TrimSuffix(strings.TrimSpace(local[:start]), "[")
	if name == "" {
		name = p.comment
	}
	if name == "" {
		name = domain[end:]
	}
	p.add(name, local[start:]+"@"+domain[:end])
}

// add puts a participant on the list, if anything of it is readable.
func (p *addressReader) add(name, address string) {
	if len(p.list) >= maxParticipants {
		return
	}
	who := Participant{Name: nameText(name), Address: addressText(address)}
	if strings.EqualFold(who.Name, who.Address) {
		who.Name = ""
	}
	if who != (Participant{}) {
		p.list = append(p.list, who)
	}
}

// nameText decodes and cleans a display name.
func nameText(s string) string {
	if len(s) > maxRawText {
		s = cut(s, maxRawText)
	}
	name := cleanLine(decodeWords(s), maxName)
	// QUIRK: quotes within an encoded word, and Outlook's single quotes.
	for len(name) > 0 && (name[0] == '"' || name[0] == ' ') {
		name = name[1:]
	}
	for len(name) > 0 && (name[len(name)-1] == '"' || name[len(name)-1] == ' ') {
		name = name[:len(name)-1]
	}
	if len(name) > 1 && name[0] == '\'' && name[len(name)-1] == '\'' {
		name = strings.TrimSpace(name[1 : len(name)-1])
	}
	return name
}

// addressText cleans an addr-spec. It returns "" where s is none.
func addressText(s string) string {
	const longest = 2 * maxAddress // white space and comments within included
	if isPlainAddress(s) {
		return s
	}
	if s == "" || len(s) > longest {
		return ""
	}
	if strings.IndexByte(s, '(') >= 0 && strings.IndexByte(s, '"') < 0 {
		s = stripComment(s)
	}
	s = cleanLine(strings.Trim(s, "<>[]' \t\r\n.,;"), longest*3)
	if strings.IndexByte(s, ' ') >= 0 && strings.IndexByte(s, '"') < 0 {
		s = strings.ReplaceAll(s, " ", "")
	}
	if rest, ok := cutPrefixFold(s, "mailto:"); ok {
		s = rest
	}
	at := strings.LastIndexByte(s, '@')
	if at <= 0 || len(s) > maxAddress || !isDomain(s[at+1:]) {
		return ""
	}
	if local := strings.Trim(s[:at], `"`); len(local) > 0 && len(local) == at-2 && !strings.ContainsAny(local, " \"\\@,:;<>()[]") {
		s = local + s[at:] // quotes that are not needed change nothing (RFC 5322, section 3.2.4)
	}
	if s = strings.ToLower(s); len(s) > maxAddress {
		return ""
	}
	return s
}

// isPlainAddress says whether s is an address as most are, with nothing to clean.
func isPlainAddress(s string) bool {
	at := -1
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z' || isDigit(c) || c == '-':
		case c == '.' && i > 0 && i < len(s)-1:
		case (c == '+' || c == '_') && at < 0:
		case c == '@' && i > 0 && at < 0:
			at = i
		default:
			return false
		}
	}
	return at > 0 && at < len(s)-1 && len(s) <= maxAddress
}

// isDomain says whether s can be a domain or an address literal. It is as
// strict as real mail allows, for what follows the "@" says who somebody is.
func isDomain(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !isLetter(c) && !isDigit(c) && c < 0x80 && c != '-' && c != '.' && c != '_' && c != ':' && c != '[' && c != ']' {
			return false
		}
	}
	return s != ""
}

// cutPrefixFold is strings.CutPrefix without regard to ASCII case.
func cutPrefixFold(s, prefix string) (rest string, ok bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}
