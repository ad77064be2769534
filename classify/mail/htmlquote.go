package mail

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// attributes is what the attributes of one element say, as far as it matters.
type attributes struct {
	class, id, name string
	cite            bool // type="cite"
	hidden          bool // the element is not shown
	tiny            bool // font-size: 0
	sized           bool // another font-size
	pre             bool // white space counts
	bordered        bool // a line at the left side, as quotes have it
	replyBorder     bool // Outlook's line above the header of what is answered
}

// readAttributes reads the attributes of the tag that tokens stands at.
func readAttributes(tokens *html.Tokenizer) attributes {
	const maxAttributes = 100
	const longest = 2000 // bytes; longer values are not worth their time
	var a attributes
	for range maxAttributes {
		key, value, more := tokens.TagAttr()
		switch {
		case len(value) > longest:
		case string(key) == "class":
			a.class = strings.ToLower(string(value))
		case string(key) == "id":
			a.id = strings.ToLower(string(value))
		case string(key) == "name":
			a.name = strings.ToLower(string(value))
		case string(key) == "type":
			a.cite = strings.EqualFold(string(value), "cite")
		case string(key) == "hidden":
			a.hidden = true
		case string(key) == "style":
			a.style(value)
		}
		if !more {
			break
		}
	}
	return a
}

// style reads the declarations that hide text or draw the lines of a quote.
func (a *attributes) style(value []byte) {
	compact := make([]byte, 0, len(value))
	for _, c := range bytes.ToLower(value) {
		if !isSpace(c) {
			compact = append(compact, c)
		}
	}
	for declaration := range bytes.SplitSeq(compact, []byte(";")) {
		property, v, _ := bytes.Cut(declaration, []byte(":"))
		v = bytes.TrimSuffix(v, []byte("!important"))
		switch string(property) {
		case "display":
			a.hidden = a.hidden || string(v) == "none"
		case "visibility":
			a.hidden = a.hidden || string(v) == "hidden"
		case "mso-hide":
			a.hidden = a.hidden || string(v) == "all"
		case "max-height", "opacity":
			a.hidden = a.hidden || isZero(v)
		case "font-size":
			a.tiny = isZero(v)
			a.sized = !a.tiny
		case "white-space":
			a.pre = bytes.HasPrefix(v, []byte("pre"))
		case "border-left":
			a.bordered = bytes.Contains(v, []byte("solid"))
		case "border-top":
			a.replyBorder = bytes.Contains(v, []byte("solid#e1e1e11.0pt")) || bytes.Contains(v, []byte("solid#b5c4df1.0pt"))
		}
	}
}

// isZero says whether a CSS length is 0 of any unit.
func isZero(v []byte) bool {
	v = bytes.TrimRight(v, "abcdefghijklmnopqrstuvwxyz%")
	if len(v) == 0 {
		return false
	}
	for _, c := range v {
		if c != '0' && c != '.' {
			return false
		}
	}
	return true
}

// hasClass says whether class is one of the element's classes, whose names
// some programs prefix when they hand a message on.
func (a attributes) hasClass(class string) bool {
	return strings.Contains(a.class, class)
}

// quotedClasses mark an element that holds nothing but history: the container
// or the attribution line of one mail program each.
var quotedClasses = []string{
	"gmail_attr", "gmail_extra", "moz-cite-prefix", "moz-email-headers-table", "moz-forward-container",
	"yahoo_quoted", "protonmail_quote", "zmail_extra", "tutanota_quote", "cite-prefix", "oldmail", "hey_quote",
}

// restMarks are the ids of elements behind which all is history.
var restMarks = []string{"divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container", "replyforwardmessage"}

// quoting sets what the text of an element is, from the marks that mail
// programs leave in their HTML.
func (w *htmlWalker) quoting(e *element, tag atom.Atom, a attributes) {
	w.markRest(a)
	switch {
	case tag == atom.Blockquote && w.top().container && w.isQuote(a):
		// QUIRK: Gmail's container of a reply holds the quotes and the words
		// written between them: behind its first quote it is the sender's
		// again. One that holds a forwarded message has no such quote.
		w.open[len(w.open)-1].as = freshLine
		e.as = quotedLine
	case e.as == quotedLine:
	case tag == atom.Blockquote && w.isQuote(a):
		e.as = quotedLine
	case tag == atom.Div && a.hasClass("gmail_quote"):
		e.as = quotedLine
		e.container = true
	case tag == atom.Div && a.name == "quote":
		e.as = quotedLine
	case a.id == "isforwardcontent", a.id == "yahoo_quoted":
		e.as = quotedLine
	case a.hasClass("gmail_signature"), a.hasClass("moz-signature"), a.hasClass("protonmail_signature_block"),
		a.id == "signature", a.id == "applemailsignature", a.id == "ms-outlook-mobile-signature":
		e.as = signedLine
	default:
		for _, class := range quotedClasses {
			if a.class != "" && a.hasClass(class) {
				e.as = quotedLine
				return
			}
		}
	}
}

// isQuote says whether a blockquote quotes: many programs use it to indent.
func (w *htmlWalker) isQuote(a attributes) bool {
	w.block(false)
	attributed := len(w.lines) > 0 && strings.HasSuffix(w.lines[len(w.lines)-1].text, ":")
	if top := w.top(); top.container && top.as == quotedLine {
		return attributed
	}
	return attributed || a.cite || a.bordered || a.hasClass("gmail_quote")
}

// markRest looks for the marks behind which all is history: Outlook puts them
// next to the history, not around it.
func (w *htmlWalker) markRest(a attributes) {
	if w.top().hidden || !a.replyBorder && a.id == "" {
		return
	}
	for _, id := range restMarks {
		// QUIRK: web clients prefix ids ("x_divRplyFwdMsg") when they hand on.
		if a.replyBorder || strings.HasSuffix(a.id, id) {
			w.block(false)
			w.rest = true
			return
		}
	}
}
