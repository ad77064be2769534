package mail

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxOpen bounds the open elements that are tracked. Deeper ones still give
// their text, but no structure.
const maxOpen = 500

// Bounds of how many open elements are looked at, over the whole document, for
// those that a tag ends. Real mail needs a few for each tag; tags that end
// nothing, below many open elements, would take quadratic time. Once the steps
// are used up elements only nest.
const (
	stepsPerByte = 4
	fewestSteps  = 1000
)

// htmlLines turns HTML into lines of plain text that know whether they are
// quoted or a signature.
//
// It works on tokens and not on html.Parse, which refuses deep documents and
// takes quadratic time for some: an element is open until its end tag, or
// until the end of something around it.
func htmlLines(source string) []line {
	w := htmlWalker{tokens: html.NewTokenizer(strings.NewReader(source)), steps: stepsPerByte*len(source) + fewestSteps}
	for w.size < maxDecoded {
		switch w.tokens.Next() {
		case html.ErrorToken:
			w.flush()
			return w.lines
		case html.TextToken:
			w.text(w.tokens.Text())
		case html.StartTagToken:
			w.start(false)
		case html.SelfClosingTagToken:
			w.start(true)
		case html.EndTagToken:
			name, _ := w.tokens.TagName()
			w.close(atom.Lookup(name))
		}
	}
	w.flush()
	return w.lines
}

// element is one open element.
type element struct {
	tag    atom.Atom
	as     kind
	hidden bool // not shown, nor anything in it
	tiny   bool // font-size 0, which an inner element may undo
	pre    bool // white space counts
	// container is set on Gmail's div around what is answered: see quoting.
	container bool
}

// htmlWalker collects the text of a stream of tokens.
type htmlWalker struct {
	tokens *html.Tokenizer
	open   []element
	lines  []line
	line   []byte
	lineAs kind
	size   int  // bytes of text so far
	gap    bool // a blank line is due before the next text
	bullet bool // a list item has started
	skip   atom.Atom
	rest   bool // all that follows is quoted
	steps  int  // left: see stepsPerByte
}

// top returns the innermost open element.
func (w *htmlWalker) top() element {
	if len(w.open) == 0 {
		return element{}
	}
	return w.open[len(w.open)-1]
}

// text adds a run of text to the line.
func (w *htmlWalker) text(text []byte) {
	top := w.top()
	if w.skip != 0 || top.hidden || top.tiny || len(text) == 0 {
		return
	}
	as := top.as
	if w.rest {
		as = quotedLine
	}
	if as != w.lineAs && len(w.line) > 0 {
		w.flush()
	}
	w.lineAs = as
	w.size += len(text)
	if w.bullet && len(trimSpace(text)) > 0 {
		w.bullet = false
		w.line = append(w.line, "- "...)
	}
	if !top.pre {
		w.line = append(w.line, text...)
		return
	}
	for {
		before, after, more := bytes.Cut(text, []byte("\n"))
		w.line = append(w.line, before...)
		if !more {
			return
		}
		w.breakLine()
		text = after
	}
}

// flush ends the line.
func (w *htmlWalker) flush() {
	if len(w.line) == 0 {
		return
	}
	text := cleanLine(string(w.line), maxDecoded)
	if text == "" {
		// A line of nothing but &nbsp; is how programs write a blank one.
		w.gap = w.gap || len(trimSpace(w.line)) > 0
		w.line = w.line[:0]
		return
	}
	w.line = w.line[:0]
	if w.gap && len(w.lines) > 0 {
		w.lines = append(w.lines, line{as: w.lineAs})
	}
	w.gap = false
	w.lines = append(w.lines, line{text: text, as: w.lineAs})
}

// breakLine is <br>: a second one makes a blank line.
func (w *htmlWalker) breakLine() {
	if len(trimSpace(w.line)) == 0 {
		w.line = w.line[:0]
		w.gap = true
		return
	}
	w.flush()
}

// block is the border of a block element.
func (w *htmlWalker) block(paragraph bool) {
	if len(trimSpace(w.line)) == 0 {
		w.line = w.line[:0]
	} else {
		w.flush()
	}
	w.gap = w.gap || paragraph
}

// start handles a start tag.
func (w *htmlWalker) start(selfClosing bool) {
	name, hasAttributes := w.tokens.TagName()
	tag := atom.Lookup(name)
	if tag == 0 || w.skip != 0 {
		return // unknown elements only wrap text
	}
	var a attributes
	if hasAttributes {
		a = readAttributes(w.tokens)
	}
	switch tag {
	case atom.Script, atom.Style, atom.Title, atom.Noscript, atom.Textarea, atom.Select, atom.Svg, atom.Iframe:
		if !selfClosing {
			w.skip = tag
		}
		return
	case atom.Br:
		if !w.top().hidden {
			w.breakLine()
		}
		return
	case atom.Body:
		w.open = w.open[:0]
	case atom.Td, atom.Th:
		w.line = append(w.line, ' ')
	}
	w.closeImplied(tag)
	if isBlock(tag) {
		w.block(isParagraph(tag))
	}
	if tag == atom.Li {
		w.bullet = true
	}
	if isVoid(tag) {
		w.markRest(a)
		return
	}
	if len(w.open) >= maxOpen {
		return
	}
	e := w.top()
	e.tag, e.container = tag, false
	e.pre = e.pre || tag == atom.Pre || a.pre
	e.hidden = e.hidden || a.hidden
	e.tiny = (e.tiny || a.tiny) && !a.sized
	w.quoting(&e, tag, a)
	w.open = append(w.open, e)
}

// close handles an end tag. It is passed over where no such element is open,
// or where it is around a table cell or block that is not closed yet.
func (w *htmlWalker) close(tag atom.Atom) {
	if w.skip != 0 {
		if tag == w.skip {
			w.skip = 0
		}
		return
	}
	if tag == 0 {
		return
	}
	if isBlock(tag) {
		w.block(isParagraph(tag))
		w.bullet = false
	}
	inline := !isBlock(tag) && !isTable(tag)
	for i := len(w.open) - 1; i >= 0 && w.steps > 0; i-- {
		w.steps--
		switch open := w.open[i].tag; {
		case open == tag:
			w.open = w.open[:i]
			return
		case inline && isBlock(open), !isTable(tag) && isTable(open):
			return
		case isTable(tag) && tag != atom.Table && open == atom.Table:
			return
		}
	}
}

// closeImplied ends the elements whose end tag may be left out before tag.
func (w *htmlWalker) closeImplied(tag atom.Atom) {
	for i := len(w.open) - 1; i >= 0 && w.steps > 0; i-- {
		w.steps--
		switch open := w.open[i].tag; {
		case open == atom.P && isBlock(tag),
			open == tag && tag == atom.Li,
			open == tag && tag == atom.Tr,
			(open == atom.Td || open == atom.Th) && (tag == atom.Td || tag == atom.Th || tag == atom.Tr):
			w.open = w.open[:i]
			if open != atom.Td && open != atom.Th {
				return
			}
		case isBlock(open) && !(tag == atom.Tr || tag == atom.Td || tag == atom.Th), open == atom.Table:
			return
		}
	}
}

// isBlock says whether an element starts on a line of its own.
func isBlock(tag atom.Atom) bool {
	switch tag {
	case atom.Div, atom.P, atom.Table, atom.Tr, atom.Ul, atom.Ol, atom.Li, atom.Blockquote, atom.Pre, atom.Hr,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dl, atom.Dt, atom.Dd, atom.Center, atom.Form,
		atom.Section, atom.Article, atom.Header, atom.Footer, atom.Main, atom.Nav, atom.Aside, atom.Address,
		atom.Fieldset, atom.Figure, atom.Figcaption, atom.Body, atom.Html, atom.Head, atom.Caption, atom.Option:
		return true
	}
	return false
}

// isParagraph says whether an element stands between blank lines.
func isParagraph(tag atom.Atom) bool {
	switch tag {
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Ul, atom.Ol, atom.Table, atom.Hr, atom.Pre:
		return true
	}
	return false
}

// isTable says whether an element is one of a table's.
func isTable(tag atom.Atom) bool {
	switch tag {
	case atom.Table, atom.Tr, atom.Td, atom.Th, atom.Tbody, atom.Thead, atom.Tfoot:
		return true
	}
	return false
}

// isVoid says whether an element has no content and no end tag.
func isVoid(tag atom.Atom) bool {
	switch tag {
	case atom.Img, atom.Hr, atom.Input, atom.Meta, atom.Link, atom.Base, atom.Area, atom.Col, atom.Embed, atom.Param, atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}
