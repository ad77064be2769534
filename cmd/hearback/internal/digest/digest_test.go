package digest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"hearback/classify/timeline"
	"hearback/cmd/hearback/internal/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

var newYork = func() *time.Location {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		panic(err)
	}
	return zone
}()

// at is the Monday morning on which the invented person reads.
var at = time.Date(2026, 3, 16, 8, 0, 0, 0, newYork)

func s(text string) *string { return &text }

func d(text string) timeline.Date {
	day, err := timeline.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return day
}

func named(id int64, employer, role string) report.Candidacy {
	c := report.Candidacy{ID: id, Employer: report.Employer{Name: s(employer)}, Stage: "interviewing", Certainty: "confirmed", WaitingOn: "nobody"}
	if role != "" {
		c.Role = s(role)
	}
	return c
}

// silent is a candidacy that waits for the employer.
func silent(c report.Candidacy, since, rule, opens, due string) report.Candidacy {
	c.WaitingOn, c.WaitingSince = "employer", s(since+"T16:20:00-04:00")
	c.Window = &report.Window{Rule: rule, Opens: d(opens), Due: d(due)}
	return c
}

func flagged(c report.Candidacy, kind string, days, business int, numbers, advice string) report.Candidacy {
	c.Flag = &report.Flag{Kind: kind, Raised: c.Window.Due, SilentDays: days, SilentBusinessDays: business, Rule: c.Window.Rule, Numbers: numbers, Source: "standard", Advice: advice}
	return c
}

// search is one of everything that a digest tells.
func search() (before, now []report.Candidacy) {
	acme := flagged(silent(named(3, "Acme Robotics", "Product Manager"), "2026-03-06", "none_promised", "2026-03-12", "2026-03-13"),
		"follow_up", 10, 6, "4 to 5 business days", "Send a short, light email that says you are still interested and what you would bring. A week's silence is not a no.")
	acme.Pace = &report.Pace{Answers: 4, MedianDays: 1.5, LongestDays: 4, Broken: true}
	globex := silent(named(5, "Globex", "Data Analyst"), "2026-03-11", "promised", "2026-03-19", "2026-03-20")
	globex.Promise = &report.Promise{By: s("2026-03-18"), Phrase: "you will hear from us by Wednesday", State: "open"}
	globex.LastEmployerReply = &report.Letter{At: "2026-03-11T15:02:00-04:00", From: "pat@globex.example", Subject: "Re: Your interview with Globex", FoundIn: "inbox"}
	initech := silent(named(6, "Initech", ""), "2026-03-04", "promised", "2026-03-16", "2026-03-17")
	initech.Promise = &report.Promise{By: s("2026-03-13"), Phrase: "by the end of next week", State: "broken"}
	umbrella := named(8, "Umbrella Foods", "Head of Operations")
	umbrella.WaitingOn, umbrella.WaitingSince, umbrella.Why = "you", s("2026-03-12T09:00:00-04:00"), "they asked you for something on 12 March, and you have not answered"
	umbrella.LastEmployerReply = &report.Letter{At: "2026-03-12T09:00:00-04:00", From: "jobs@umbrella.example", Subject: "Your references", FoundIn: "junk"}
	hooli := named(9, "Hooli", "Designer")
	hooli.Interview = &report.Interview{Start: "2026-03-19T15:00:00-04:00", End: "2026-03-19T16:00:00-04:00", Source: "invite"}
	stark := flagged(silent(named(11, "Stark & Daughters", "Engineer"), "2026-02-27", "application", "2026-03-06", "2026-03-13"),
		"application", 17, 11, "7 days to 10 business days", "Write once, briefly, and ask whether your application has been looked at. Once only; most go unanswered.")
	wayne := silent(named(12, "Wayne Foundation", "Archivist"), "2026-03-13", "application", "2026-03-20", "2026-03-27")
	soylent, lost := named(14, "Soylent", "Cook"), named(15, "Cyberdyne", "Tester")
	before = []report.Candidacy{acme, globex, umbrella, soylent, lost}
	soylent.Stage, soylent.Outcome = "closed", s("rejected")
	lost.Outcome = s("dormant")
	gone := named(16, "Long Gone", "")
	gone.Outcome = s("dormant")
	return append(before, gone), []report.Candidacy{acme, globex, initech, umbrella, hooli, stark, wayne, soylent, lost, gone}
}

func TestGolden(t *testing.T) {
	before, now := search()
	quiet := []report.Candidacy{silent(named(12, "Wayne Foundation", "Archivist"), "2026-03-13", "application", "2026-03-20", "2026-03-27")}
	for _, c := range []struct {
		name string
		d    Digest
	}{
		{"week", Of(before, now, at.AddDate(0, 0, -7), at)},
		{"quiet", Of(quiet, quiet, at.AddDate(0, 0, -7), at)},
	} {
		for suffix, got := range map[string]string{".txt": c.d.Text(), ".html": c.d.HTML()} {
			path := filepath.Join("testdata", c.name+suffix)
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s (-want +got; -update writes it anew):\n%s", path, diff)
			}
		}
	}
}

// An offer is answered by whoever's turn it is.
func TestOffersTurn(t *testing.T) {
	for turn, want := range map[string]bool{"you": true, "employer": false} {
		c := silent(named(1, "Acme", "Analyst"), "2026-03-19", "none_promised", "2026-03-25", "2026-03-26")
		c.Stage, c.Outcome, c.WaitingOn = "offer", s("offer"), turn
		text := Of(nil, []report.Candidacy{c}, at.AddDate(0, 0, -7), at).Text()
		if got := strings.Contains(text, "Answer their offer"); got != want {
			t.Errorf("waiting on %s: asks for an answer: %t, want %t\n%s", turn, got, want, text)
		}
	}
}

// The same advice, for many, stands once: with the first.
func TestAdviceStandsOnce(t *testing.T) {
	now := many(20, "Acme")
	for _, text := range []string{Of(nil, now, at.AddDate(0, 0, -7), at).Text(), Of(nil, now, at.AddDate(0, 0, -7), at).HTML()} {
		if n := strings.Count(text, "never an"); n != 1 {
			t.Errorf("the advice stands %d times, want once:\n%s", n, text)
		}
	}
}

// many is a search of so many candidacies, each of which has all there is to
// tell, in the longest words.
func many(n int, text string) []report.Candidacy {
	var all []report.Candidacy
	for i := range n {
		c := flagged(silent(named(int64(1000+i), text, text), "2026-03-06", "none_promised", "2026-03-12", "2026-03-13"), "follow_up", 10, 6, "4 to 5 business days",
			"Put your time into other openings; close the book with a short, friendly last message, never an ultimatum. Should they write after all, it goes on.")
		c.Promise = &report.Promise{By: s("2026-03-13"), Phrase: text, State: "broken"}
		c.LastEmployerReply = &report.Letter{At: "2026-03-12T09:00:00-04:00", From: text, Subject: text, FoundIn: "junk"}
		c.Interview = &report.Interview{Start: "2026-03-19T15:00:00-04:00", End: "2026-03-19T16:00:00-04:00", Source: "invite"}
		c.Pace = &report.Pace{Answers: 4, MedianDays: 1.5, LongestDays: 4, Broken: true}
		c.Why, c.Certainty = text, "confirmed"
		all = append(all, c)
		closed := named(int64(5000+i), text, text)
		closed.Stage, closed.Outcome = "closed", s("rejected")
		all = append(all, closed)
	}
	return all
}

// Gmail cuts a message off at 102 KB.
func TestSize(t *testing.T) {
	for _, name := range []string{"Consolidated Amalgamated Holdings of Ohio", strings.Repeat(`"'&<>`, 2000), strings.Repeat("長", 10000)} {
		all := many(200, name)
		digest := Of(nil, all, at.AddDate(0, 0, -7), at)
		if n := len(digest.HTML()); n > 100_000 {
			t.Errorf("%.10s: the HTML has %d bytes, want 100,000 at most", name, n)
		} else {
			t.Logf("%.10s: the HTML has %d bytes, the text %d", name, n, len(digest.Text()))
		}
		if got := digest.Tasks.Len(); got != 200 {
			t.Errorf("%d tasks counted, want 200", got)
		}
	}
}

// hostile are names and subjects as a stranger may send them.
var hostile = []string{
	`<script>alert(1)</script>`, `<img src=https://evil.test/pixel.png onerror=alert(1)>`, `</td></table><form action=//evil.test><input type=password>`,
	`" onmouseover="alert(1)`, `{{.Tasks}} {{template "end"}}`, "Acme\r\nBcc: everybody@evil.test\r\n\r\n<b>", "\x1b]8;;https://evil.test\x07Acme\x1b]8;;\x07", "Acme\u202egnp.exe\u2066\u200b",
	`javascript:alert(1)`, `https://evil.test/login?x=1 www.evil.test`, "&lt;script&gt;", "`rm -rf ~` $(reboot); osascript -e 'beep'", `]]><!-- --><?xml?><!ENTITY`,
	"url(https://evil.test/x) expression(alert(1)) </style><style>*{display:none}", strings.Repeat("A", 10_000), "\xff\xfe\x00", "-->", "data:text/html;base64,PHNjcmlwdD4=",
}

// What comes from mail does nothing in the digest, wherever it stands.
func TestM7HostileTexts(t *testing.T) {
	before, now := search()
	tame := outline(t, Of(before, now, at.AddDate(0, 0, -7), at).HTML())
	for _, text := range hostile {
		var all []report.Candidacy
		for _, c := range now {
			c.Employer.Name, c.Why = s(text), text
			if c.Role != nil {
				c.Role = s(text)
			}
			if c.Promise != nil {
				p := *c.Promise
				p.Phrase = text
				c.Promise = &p
			}
			if c.LastEmployerReply != nil {
				l := *c.LastEmployerReply
				l.From, l.Subject = text, text
				c.LastEmployerReply = &l
			}
			all = append(all, c)
		}
		digest := Of(before, all, at.AddDate(0, 0, -7), at)
		if diff := cmp.Diff(tame, outline(t, digest.HTML())); diff != "" {
			t.Errorf("%.40q changes the page (-tame +hostile):\n%s", text, diff)
		}
		for _, rendered := range []string{digest.Text(), digest.HTML(), digest.Subject()} {
			for _, r := range rendered {
				if r != '\n' && r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || strings.ContainsRune("\u202e\u2066\u200b\ufffd", r) {
					t.Errorf("%.40q: there is a %q in what is shown", text, r)
				}
			}
			for _, bad := range []string{"://", "www.evil", "\nBcc"} {
				if strings.Contains(rendered, bad) {
					t.Errorf("%.40q: there is %q in what is shown", text, bad)
				}
			}
		}
	}
}

// outline is a page's elements with their attributes, without its texts. It
// fails where the page would load or run something.
func outline(t *testing.T, page string) []string {
	t.Helper()
	var tags []string
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return tags
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			tag := z.Token()
			for _, a := range tag.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "href" || a.Key == "src" || a.Key == "background" || strings.Contains(a.Val, "url(") {
					t.Errorf("the page has %s", tag)
				}
			}
			switch tag.Data {
			case "script", "img", "link", "iframe", "form", "a", "object", "svg", "base":
				t.Errorf("the page has %s", tag)
			}
			tags = append(tags, tag.String())
		}
	}
}

// A bar tells the same story as the days.
func TestBar(t *testing.T) {
	for _, c := range []struct {
		silent, opens, due int
		want               string
	}{
		{0, 4, 5, "░░░░░░░░░░░▒▒▒┃······"},
		{1, 4, 5, "███░░░░░░░░▒▒▒┃······"},
		{4, 4, 5, "███████████▒▒▒┃······"},
		{5, 4, 5, "██████████████┃█·····"},
		{7, 4, 5, "██████████████┃██████"},
		{90, 4, 5, "██████████████┃██████"},
	} {
		if got := drawn(bar(c.silent, c.opens, c.due)); got != c.want {
			t.Errorf("bar(%d, %d, %d): got %s, want %s", c.silent, c.opens, c.due, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		due := rapid.IntRange(0, 400).Draw(t, "due")
		opens, silent := rapid.IntRange(-3, due).Draw(t, "opens"), rapid.IntRange(0, 500).Draw(t, "silent")
		cells := map[Look]int{}
		sum := 0
		for _, p := range bar(silent, opens, due) {
			if p.Cells <= 0 {
				t.Fatalf("a part of %d cells", p.Cells)
			}
			cells[p.Look], sum = cells[p.Look]+p.Cells, sum+p.Cells
		}
		switch {
		case sum != barCells:
			t.Fatalf("%d cells, want %d", sum, barCells)
		case (cells[Late] > 0) != (silent >= due):
			t.Fatalf("late %v, although silent %d of %d days", cells, silent, due)
		case silent > 0 && silent < opens && (cells[Early] == 0 || cells[Within] > 0), silent > 0 && silent >= opens && silent < due && cells[Within] == 0:
			t.Fatalf("%v, although silent %d days of a window %d to %d", cells, silent, opens, due)
		}
	})
}

func TestSubject(t *testing.T) {
	before, now := search()
	if got, want := Of(before, now, at.AddDate(0, 0, -7), at).Subject(), "Your job search: 5 to do, 2 wrote, 1 ahead, 2 closed"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := (Digest{}).Subject(), "Your job search: a quiet week"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for i, name := range hostile { // no name is in it
		if got := fmt.Sprint(Of(nil, many(1, name), at.AddDate(0, 0, -7), at).Subject()); got != "Your job search: 1 to do, 1 wrote, 1 ahead, 1 closed" {
			t.Errorf("%d: %q", i, got)
		}
	}
}
