package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/mattn/go-runewidth"
	"pgregory.net/rapid"

	"hearback/classify/timeline"
)

var now = time.Date(2026, time.March, 20, 20, 0, 0, 0, time.UTC)

// standing is a table of all sorts, with names that are hard to align.
func standing() Status {
	named := func(id int64, name, role string) Candidacy {
		return Candidacy{ID: id, Employer: Employer{Name: &name}, Role: &role, Stage: "interviewing", Certainty: "likely", WaitingOn: "employer"}
	}
	flagged := named(7, "Harborlight Transit", "Data Product Manager")
	flagged.Flag = &Flag{Kind: "second_follow_up", SilentDays: 11}
	flagged.Window = &Window{Rule: "second"}
	offer := named(4, "山田製作所株式会社", "データ分析担当者")
	offer.Stage, offer.WaitingOn, offer.AnswerBy = "offer", "you", &AnswerBy{By: "2026-03-27"}
	offer.LastEmployerReply = &Letter{At: "2026-03-16T15:07:00Z"}
	ahead := named(8, "Fe\u0301lix 👩‍💻 & Söhne", "")
	ahead.WaitingOn, ahead.Interview = "nobody", &Interview{Start: "2026-03-24T13:00:00Z", End: "2026-03-24T14:00:00Z"}
	rejected := "rejected"
	over := named(112, "Brackenridge Mutual Insurance Company", "Reporting Analyst")
	over.Stage, over.Outcome, over.WaitingOn = "closed", &rejected, "nobody"
	return Status{Candidacies: []Candidacy{flagged, offer, ahead, over}}
}

func table(screen Screen, s Status) string {
	var b bytes.Buffer
	Table(&b, screen, s, now)
	return b.String()
}

// No line is wider than the screen, every candidacy and what presses of it is
// there, and columns stand below their titles.
func TestTableFits(t *testing.T) {
	for columns := 24; columns <= 200; columns++ {
		out := table(Screen{Columns: columns}, standing())
		lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
		for _, line := range lines {
			if w := runewidth.StringWidth(line); w > columns {
				t.Errorf("%d columns: a line of %d:\n%s", columns, w, out)
			}
		}
		for _, id := range []string{"7 ", "4 ", "8 ", "112 "} {
			if !strings.Contains("\n"+out, "\n"+id) {
				t.Errorf("%d columns: no line of %s:\n%s", columns, id, out)
			}
		}
		wants := []string{"second follow up", "rejected"}
		if columns < 28 {
			wants = nil // cut
		}
		for _, want := range wants {
			if !strings.Contains(out, want) {
				t.Errorf("%d columns: no %q:\n%s", columns, want, out)
			}
		}
	}
}

func TestTableLayouts(t *testing.T) {
	for _, c := range []struct {
		columns int
		title   string
	}{
		{0, "ID   EMPLOYER                      ROLE                  STAGE             LAST REPLY              WAITING ON  DUE         FLAG"},
		{200, "ID   EMPLOYER                      ROLE                  STAGE             LAST REPLY              WAITING ON  DUE         FLAG"},
		{105, "ID   EMPLOYER          ROLE              LAST REPLY  WAITING ON  DUE         FLAG"},
		{80, "ID   EMPLOYER           ROLE               LAST REPLY  STANDS"},
		{60, "ID   EMPLOYER                STANDS"},
	} {
		out := table(Screen{Columns: c.columns}, standing())
		title, _, _ := strings.Cut(out, "\n")
		if strings.Join(strings.Fields(title), " ") != strings.Join(strings.Fields(c.title), " ") {
			t.Errorf("%d columns: %q, want the columns of %q", c.columns, title, c.title)
		}
	}
	want := `7  Harborlight Transit
   Data Product Manager
   second follow up, 11 days
   last reply: none
4  山田製作所株式会社
   データ分析担当者
   your turn, by 2026-03-27
   last reply: 4 days ago
`
	if out := table(Screen{Columns: 30}, standing()); !strings.HasPrefix(out, want) {
		t.Errorf("30 columns:\n%s\nwant it to begin with\n%s", out, want)
	}
}

// Every last column begins in the same column of the screen, whatever the
// letters before it.
func TestTableAligns(t *testing.T) {
	out := table(Screen{Columns: 80}, standing())
	at := -1
	for _, words := range []string{"STANDS", "second follow", "your turn", "interview 2026", "closed, rej"} {
		before, _, found := strings.Cut(out, words)
		if !found {
			t.Fatalf("no %q in:\n%s", words, out)
		}
		column := runewidth.StringWidth(before[strings.LastIndexByte(before, '\n')+1:])
		if at < 0 {
			at = column
		}
		if column != at {
			t.Errorf("%q begins in column %d, want %d:\n%s", words, column, at, out)
		}
	}
}

// Without a terminal nothing but the text is written, and with one the colours
// change nothing of it.
func TestColours(t *testing.T) {
	bare := table(Screen{Columns: 90}, standing())
	if strings.Contains(bare, "\x1b") {
		t.Errorf("colours without a screen that has any: %q", bare)
	}
	coloured := table(Screen{Columns: 90, Colour: true}, standing())
	if !strings.Contains(coloured, "\x1b[1;31msecond follow up") {
		t.Errorf("the flag does not stand out: %q", coloured)
	}
	var b strings.Builder
	for i, part := range strings.Split(coloured, "\x1b[") {
		if i > 0 {
			_, part, _ = strings.Cut(part, "m")
		}
		b.WriteString(part)
	}
	if b.String() != bare {
		t.Errorf("colours move the text:\n%q\nwant\n%q", b.String(), bare)
	}
	if screen := ScreenOf(new(bytes.Buffer)); screen != (Screen{}) {
		t.Errorf("a buffer is %+v", screen)
	}
}

func TestInert(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Acme", "Acme"},
		{"\x1b[31mred\x1b[m\a", "[31mred[m"},
		{"a\r\nb\tc", "a b c"},
		{"\u202eemca\u202c", "emca"},
		{"\u009b2Jx", "2Jx"},
		{"👩\u200d💻", "👩\u200d💻"},
		{"e" + strings.Repeat("\u0301", 50), "e" + strings.Repeat("\u0301", maxMarks)},
		{"Nguyễn", "Nguyễn"},
		{"bad\xffbytes", "badbytes"},
	} {
		if got := inert(c.text); got != c.want {
			t.Errorf("inert(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

// A wrapped text is the text; its lines fit and begin where they should.
func TestWrap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns, indent := rapid.IntRange(1, 120).Draw(t, "columns"), rapid.IntRange(0, 12).Draw(t, "indent")
		text := strings.Repeat(" ", indent) + strings.Join(rapid.SliceOfN(rapid.StringOfN(rapid.SampledFrom([]rune("aZé山👩.,“”")), 1, 60, -1), 1, 30).Draw(t, "words"), " ")
		out := Screen{Columns: columns}.wrap(text, indent)
		room := max(columns, indent+leastRoom)
		for i, line := range strings.Split(out, "\n") {
			if runewidth.StringWidth(line) > room {
				t.Fatalf("a line of %d columns on %d: %q", runewidth.StringWidth(line), room, line)
			}
			if i > 0 && !strings.HasPrefix(line, strings.Repeat(" ", indent)) {
				t.Fatalf("line %d is not indented by %d: %q", i, indent, line)
			}
		}
		if letters(out) != letters(text) {
			t.Fatalf("wrapped to %q, want the letters of %q", out, text)
		}
	})
	if text := strings.Repeat("long ", 100); (Screen{}).wrap(text, 4) != text {
		t.Error("a text is wrapped without a screen")
	}
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// The first day that counts is shown: the flag's, or the offer's.
func TestDue(t *testing.T) {
	window := func(day int) *Window { return &Window{Due: timeline.Date{Year: 2026, Month: time.March, Day: day}} }
	by := &AnswerBy{By: "2026-03-12"}
	for _, tt := range []struct {
		c    Candidacy
		want string
	}{
		{Candidacy{}, ""}, {Candidacy{Window: window(11)}, "2026-03-11"}, {Candidacy{AnswerBy: by}, "2026-03-12"},
		{Candidacy{Window: window(11), AnswerBy: by}, "2026-03-11"}, {Candidacy{Window: window(13), AnswerBy: by}, "2026-03-12"},
	} {
		if got := tt.c.due(); got != tt.want {
			t.Errorf("%+v: got %q, want %q", tt.c, got, tt.want)
		}
	}
}

// What presses most comes first.
func TestSort(t *testing.T) {
	you, rejected := "2026-03-16T00:00:00Z", "rejected"
	cs := []Candidacy{
		{ID: 1, Stage: "closed", Outcome: &rejected},
		{ID: 2, WaitingOn: "nobody"},
		{ID: 3, WaitingOn: "employer", Window: &Window{}},
		{ID: 4, WaitingOn: "you", WaitingSince: &you},
		{ID: 5, WaitingOn: "you", AnswerBy: &AnswerBy{By: "2026-03-12"}},
		{ID: 6, Flag: &Flag{Kind: "application"}},
		{ID: 7, Flag: &Flag{Kind: "let_go"}},
		{ID: 8, Flag: &Flag{Kind: "deadline"}},
	}
	Sort(cs)
	var got []string
	for _, c := range cs {
		got = append(got, fmt.Sprint(c.ID))
	}
	if order := strings.Join(got, " "); order != "8 7 6 5 4 3 2 1" {
		t.Errorf("order %s", order)
	}
}
