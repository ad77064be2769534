package eval

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"hearback/classify/timeline"
)

// maxLine bounds the bytes of a line of a table of statements.
const maxLine = 1 << 20

// Timeline is what the program makes of one statement.
type Timeline struct {
	Line   int           `json:"line"`
	Phrase string        `json:"phrase"`
	Sent   time.Time     `json:"sent"`
	Kind   string        `json:"kind"` // the labeller's own word
	Want   timeline.Date `json:"want"` // the zero Date: it states no day
	Got    timeline.Date `json:"got"`
	Vague  bool          `json:"vague"` // words without a day were found
	Quote  string        `json:"quote"` // the words that were read
	Right  bool          `json:"right"` // the day is the expected one, or there is none where none is expected
}

// Timelines reads a table of statements, one to a line: phrase, date of the
// message, expected last day, kind, with tabs between them. A line break within a
// phrase is written \n. The date is RFC 3339, or YYYY-MM-DD, which is noon in
// zone; the last day is YYYY-MM-DD, empty where the phrase states none. Empty
// lines and those that begin with # are passed over. An error names the line.
func Timelines(path string, cal timeline.Calendar, zone *time.Location) ([]Timeline, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var read []Timeline
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, maxLine)
	number := 0
	for lines.Scan() {
		number++
		text := strings.TrimSuffix(lines.Text(), "\r")
		if strings.TrimSpace(text) == "" || strings.HasPrefix(text, "#") {
			continue
		}
		t, err := statement(text, zone)
		if err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", path, number, err)
		}
		t.Line = number
		s, _ := timeline.Promise(timeline.Find(t.Phrase, t.Sent, cal))
		t.Got, t.Vague, t.Quote = s.By, s.Vague, s.Phrase
		t.Right = t.Got == t.Want
		read = append(read, t)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: line %d: %w", path, number+1, err)
	}
	if len(read) == 0 {
		return nil, fmt.Errorf("%s: no statements", path)
	}
	return read, nil
}

// statement reads one line of a table.
func statement(line string, zone *time.Location) (Timeline, error) {
	fields := strings.Split(line, "\t")
	if len(fields) != 4 {
		return Timeline{}, fmt.Errorf("%d fields, want phrase, date of the message, expected last day and kind", len(fields))
	}
	t := Timeline{Phrase: strings.ReplaceAll(fields[0], `\n`, "\n"), Kind: strings.TrimSpace(fields[3])}
	if strings.TrimSpace(t.Phrase) == "" {
		return t, errors.New("no phrase")
	}
	sent := strings.TrimSpace(fields[1])
	var err error
	if t.Sent, err = time.Parse(time.RFC3339, sent); err != nil {
		day, err := time.ParseInLocation(time.DateOnly, sent, zone)
		if err != nil {
			return t, fmt.Errorf("date of the message %q: want RFC 3339 or YYYY-MM-DD", sent)
		}
		t.Sent = day.Add(12 * time.Hour)
	}
	if want := strings.TrimSpace(fields[2]); want != "" {
		if t.Want, err = timeline.ParseDate(want); err != nil {
			return t, fmt.Errorf("expected last day: %w", err)
		}
	}
	return t, nil
}

// PrintTimelines prints how many statements are read right, of each kind and in
// all, and the misses.
func PrintTimelines(w io.Writer, read []Timeline) {
	type tally struct{ right, all int }
	kinds, total := map[string]tally{}, tally{}
	for _, t := range read {
		k := kinds[t.Kind]
		k.all++
		total.all++
		if t.Right {
			k.right++
			total.right++
		}
		kinds[t.Kind] = k
	}
	width := len("all")
	for kind := range kinds {
		width = max(width, len(kind))
	}
	row := func(name string, t tally) {
		fmt.Fprintf(w, "%-*s  %d of %d right, %s\n", width, name, t.right, t.all, percent(share(t.right, t.all)))
	}
	row("all", total)
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		row(cmp.Or(kind, "-"), kinds[kind])
	}
	if total.right == total.all {
		return
	}
	fmt.Fprintln(w, "\nmisses")
	for _, t := range read {
		if t.Right {
			continue
		}
		got := cmp.Or(t.Got.String(), "no day")
		if t.Quote != "" {
			got += fmt.Sprintf(" from %q", t.Quote)
		}
		fmt.Fprintf(w, "line %d: want %s, got %s: %q, sent %s\n", t.Line, cmp.Or(t.Want.String(), "no day"), got, t.Phrase, t.Sent.Format("Mon 2006-01-02"))
	}
}
