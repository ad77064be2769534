package report

import (
	"io"
	"os"
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"
	"golang.org/x/term"
)

// Screen is what is known of where a text goes. The zero value is none: a file
// or a pipe, without colours and without an end to its lines.
type Screen struct {
	Columns int // of the terminal, 0 where there is none
	Colour  bool
}

// ScreenOf looks at what is written to. There are colours on a terminal that
// says by TERM which one it is, unless it is "dumb" or NO_COLOR is set
// (no-color.org).
func ScreenOf(w io.Writer) Screen {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return Screen{}
	}
	columns, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		columns = 0
	}
	kind := os.Getenv("TERM")
	return Screen{Columns: columns, Colour: os.Getenv("NO_COLOR") == "" && kind != "" && kind != "dumb"}
}

// style is how a text stands out: parameters of SGR (ECMA-48, section 8.3.117).
// All of them are from the first eight colours, which people choose to be
// readable on their background, light or dark.
type style string

const (
	plain   style = ""
	heading style = "1"
	aside   style = "2"
	pressed style = "1;31" // a flag, a broken promise
	yours   style = "35"   // the person is in turn
	good    style = "32"
)

func (s Screen) paint(st style, text string) string {
	if !s.Colour || st == plain || text == "" {
		return text
	}
	return "\x1b[" + string(st) + "m" + text + "\x1b[m"
}

// leastRoom is how many columns a line has beside its indentation, however
// narrow the screen is.
const leastRoom = 20

// wrap breaks a text at its spaces where the screen ends; what follows is
// indented. A word that is wider than a line is broken too: what a terminal
// breaks by itself begins in the first column, where it could pass for a line
// of ours.
func (s Screen) wrap(text string, indent int) string {
	if s.Columns <= 0 {
		return text
	}
	room := max(s.Columns, indent+leastRoom)
	var b strings.Builder
	column := 0
	for i, word := range strings.Split(text, " ") {
		if i > 0 && column+1+width(word) > room && column > indent {
			b.WriteString("\n" + strings.Repeat(" ", indent))
			column = indent
		} else if i > 0 {
			b.WriteByte(' ')
			column++
		}
		for column+width(word) > room {
			piece := runewidth.Truncate(word, room-column, "")
			if piece == "" {
				break // not even one letter: a line longer by it
			}
			b.WriteString(piece + "\n" + strings.Repeat(" ", indent))
			word, column = word[len(piece):], indent
		}
		b.WriteString(word)
		column += width(word)
	}
	return b.String()
}

// maxMarks is how many marks may be put on one letter: Vietnamese has two.
const maxMarks = 4

// inert takes out of a text what drives a terminal or makes words look like
// others: controls, and formatting such as bidirectional overrides, but for the
// joiners that emoji and some scripts are written with. Heaps of combining
// marks are cut down. A line end becomes a space.
func inert(s string) string {
	marks := 0
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.M, r) {
			if marks++; marks > maxMarks {
				return -1
			}
			return r
		}
		marks = 0
		switch {
		case r == '\n', r == '\t', r == 0x2028, r == 0x2029:
			return ' '
		case r == 0x200C, r == 0x200D:
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
}

// pad fills a text with spaces up to a number of columns.
func pad(s string, columns int) string { return runewidth.FillRight(s, columns) }

// short cuts a text to a number of columns.
func short(s string, columns int) string { return runewidth.Truncate(s, columns, "…") }

// width is how many columns a text takes.
func width(s string) int { return runewidth.StringWidth(s) }
