package demo

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"regexp"
	"strings"

	entity "github.com/emersion/go-message"
	"github.com/emersion/go-message/mail"
)

// writeBody writes the header and the body in the message's form. A buffer
// takes everything, and the encodings are known ones: nothing can fail.
func (m message) writeBody(b *bytes.Buffer, h mail.Header) {
	text, page := m.text, m.html
	if m.form != plain {
		text = unwrap(text)
	}
	if page == "" {
		page = document(paragraphs(m.text))
	}
	switch {
	case m.form == alternative:
		boundary := fmt.Sprintf("%016x%012x", hash(m.id, "boundary"), hash(m.id)>>16)
		h.SetContentType("multipart/alternative", map[string]string{"boundary": boundary})
		w, _ := entity.CreateWriter(b, h.Header)
		for _, part := range []struct{ kind, text string }{{"text/plain", text}, {"text/html", page}, {"text/calendar", m.calendar}} {
			if part.text == "" {
				continue
			}
			head := described(entity.Header{}, part.kind, "UTF-8", "quoted-printable")
			if part.kind == "text/calendar" {
				head.SetContentType(part.kind, map[string]string{"charset": "UTF-8", "method": "REQUEST"})
			}
			p, _ := w.CreatePart(head)
			finish(p, part.text)
		}
		w.Close()
	case m.form == htmlOnly:
		single(b, described(h.Header, "text/html", "UTF-8", "quoted-printable"), page)
	case m.form == coded:
		single(b, described(h.Header, "text/plain", "utf-8", "base64"), text)
	case m.form == plain && ascii(text):
		single(b, described(h.Header, "text/plain", "us-ascii", "7bit"), text)
	default:
		single(b, described(h.Header, "text/plain", "UTF-8", "quoted-printable"), text)
	}
}

// described adds the fields that describe a text.
func described(h entity.Header, kind, charset, encoding string) entity.Header {
	h.SetContentType(kind, map[string]string{"charset": charset})
	h.Set("Content-Transfer-Encoding", encoding)
	return h
}

func single(b *bytes.Buffer, h entity.Header, text string) {
	w, _ := entity.CreateWriter(b, h)
	finish(w, text)
}

func finish(w *entity.Writer, text string) {
	io.WriteString(w, crlf(text))
	w.Close()
}

func ascii(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 126 }) < 0
}

// crlf ends every line, the last one too, as mail does.
func crlf(text string) string {
	return strings.ReplaceAll(strings.Trim(text, "\n"), "\n", "\r\n") + "\r\n"
}

// unwrap joins the lines of each paragraph. A line shorter than 50 characters
// was ended on purpose (a greeting, an address, a list) and stays, and so does
// what is quoted.
func unwrap(text string) string {
	lines := strings.Split(strings.Trim(text, "\n"), "\n")
	var b strings.Builder
	for i, line := range lines {
		b.WriteString(line)
		if i == len(lines)-1 {
			break
		}
		next := lines[i+1]
		if len(line) < 50 || next == "" || strings.HasPrefix(next, ">") || strings.HasPrefix(line, ">") {
			b.WriteByte('\n')
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

var link = regexp.MustCompile(`https://[a-z0-9./?=&;-]*[a-z0-9/]`)

// paragraphs turns text into HTML paragraphs, its addresses into links.
func paragraphs(text string) string {
	var b strings.Builder
	for p := range strings.SplitSeq(unwrap(text), "\n\n") {
		p = strings.ReplaceAll(html.EscapeString(strings.Trim(p, "\n")), "\n", "<br>\n")
		b.WriteString("<p>" + link.ReplaceAllString(p, `<a href="$0">$0</a>`) + "</p>\n")
	}
	return b.String()
}

// document wraps a body as senders of bulk mail do, styles and table included.
func document(body string) string {
	return `<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<style>body{font-family:Helvetica,Arial,sans-serif;color:#222} p{line-height:1.5}</style>
</head><body>
<table role="presentation" width="600" align="center"><tr><td>
` + body + `</td></tr></table>
</body></html>`
}
