package digest

import (
	_ "embed"
	"fmt"
	html "html/template"
	"io"
	"strings"
	text "text/template"
	"time"

	"github.com/mattn/go-runewidth"
)

//go:embed digest.txt.tmpl
var textSource string

//go:embed digest.html.tmpl
var htmlSource string

// textWidth is the length of a line of the text, in columns (RFC 3676, section
// 4.2, wants 78 at most).
const textWidth = 76

var words = map[string]any{
	"date":  func(t time.Time) string { return t.Format("Monday 2 January 2006") },
	"short": func(t time.Time) string { return t.Format("Mon 2 Jan") },
	"upper": strings.ToUpper,
	"add":   func(a, b int) int { return a + b },
	"join":  joined,
	"who":   Who.String,
	"fold":  fold,
	"drawn": drawn,
	"stat": func(n int, what string, hot bool) any {
		return struct {
			N    int
			What string
			Hot  bool
		}{n, what, hot && n > 0}
	},
	"colour": func(l Look) string { return colours[l] },
}

// colours are those of a bar in the light; the template has those of the dark.
var colours = map[Look]string{Early: "#2f9d8b", Within: "#e0a02b", Late: "#d9482b", Before: "#e9e5dc", Window: "#f2dfb3", Outside: "#f1eee7"}

var (
	textTemplate = text.Must(text.New("text").Funcs(words).Parse(textSource))
	htmlTemplate = html.Must(html.New("html").Funcs(words).Parse(htmlSource))
)

// Text renders the digest for a terminal or a mail program without HTML.
func (d Digest) Text() string { return d.render(textTemplate) }

// HTML renders the digest as a page without scripts and without anything that
// is loaded from elsewhere, in tables and inline styles: Outlook knows little
// else.
func (d Digest) HTML() string { return d.render(htmlTemplate) }

func (d Digest) render(t interface{ Execute(io.Writer, any) error }) string {
	var b strings.Builder
	if err := t.Execute(&b, d); err != nil {
		panic(err) // the templates are ours and the data is plain
	}
	return strings.TrimSpace(b.String()) + "\n"
}

// String is how the text names a candidacy.
func (w Who) String() string {
	if w.Role == "" {
		return fmt.Sprintf("%s #%d", w.Employer, w.ID)
	}
	return fmt.Sprintf("%s, %s #%d", w.Employer, w.Role, w.ID)
}

// joined joins the texts that are there.
func joined(between string, texts ...string) string {
	var there []string
	for _, t := range texts {
		if t != "" {
			there = append(there, t)
		}
	}
	return strings.Join(there, between)
}

// fold breaks a text into lines whose first begins behind the indent already.
func fold(indent int, s string) string {
	var b strings.Builder
	column := indent
	for i, word := range strings.Fields(s) {
		width := runewidth.StringWidth(word)
		switch {
		case i == 0:
		case column+1+width > textWidth:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			column = indent
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += width
	}
	return b.String()
}

// drawn is a bar in characters, with a mark where its window ends.
func drawn(bar []Part) string {
	marks := map[Look]string{Early: "█", Within: "█", Late: "█", Before: "░", Window: "▒", Outside: "·"}
	var b strings.Builder
	column := 0
	for _, p := range bar {
		for range p.Cells {
			if column++; column == dueCell+1 {
				b.WriteString("┃")
			}
			b.WriteString(marks[p.Look])
		}
	}
	return b.String()
}
