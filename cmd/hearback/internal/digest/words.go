package digest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/mattn/go-runewidth"

	"hearback/classify/timeline"
)

// address finds what a mail program would turn into a link. Nothing that a
// stranger wrote is a link in a mail that the person trusts.
var address = regexp.MustCompile(`(?i)\b(?:[a-z][a-z0-9+.-]{0,20}://|www\.|mailto:|javascript:|data:)[^\s<>"]*`)

// inert makes a text from mail one line of at most so many columns, without
// control characters, invisible and bidirectional formatting, and links.
func inert(s string, columns int) string {
	s = s[:min(len(s), 8*columns)] // before it costs anything; runes are no longer than 4 bytes
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	s = address.ReplaceAllString(strings.Join(strings.Fields(s), " "), "(link)")
	return runewidth.Truncate(s, columns, "…")
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}

func number(n int) string { return strconv.Itoa(n) }

// days writes a number of days to a tenth.
func days(n float64) string {
	s := strconv.FormatFloat(n, 'f', -1, 64)
	if s == "1" {
		return "1 day"
	}
	return s + " days"
}

// moment reads a time as report writes it, into the zone of at.
func moment(rfc3339 string, at time.Time) time.Time {
	t, _ := time.Parse(time.RFC3339, rfc3339)
	return t.In(at.Location())
}

// day writes "Tue 10 Mar", with the year where it is not the present one.
func (w *week) day(d timeline.Date) string {
	layout := "Mon 2 Jan"
	if d.Year != w.today.Year {
		layout = "Mon 2 Jan 2006"
	}
	return d.In(time.UTC).Format(layout)
}

func (w *week) minute(t time.Time) string {
	return w.day(timeline.DateOf(t)) + t.Format(", 15:04")
}

// named writes a day given as YYYY-MM-DD.
func (w *week) named(date string) string {
	d, err := timeline.ParseDate(date)
	if err != nil {
		return date
	}
	return w.day(d)
}

func (w *week) in(d timeline.Date) string {
	switch n := d.Sub(w.today); n {
	case 0:
		return "today"
	case 1:
		return "tomorrow"
	default:
		return fmt.Sprintf("in %d days", n)
	}
}

func (w *week) ago(d timeline.Date) string {
	switch n := w.today.Sub(d); n {
	case 0:
		return "today"
	case 1:
		return "yesterday"
	default:
		return fmt.Sprintf("%d days ago", n)
	}
}
