package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"hearback/classify"
	"hearback/classify/candidacy"
)

// Page is what show prints about one candidacy.
type Page struct {
	Candidacy
	Story []Message `json:"story"` // in the order of time
	Marks []Mark    `json:"marks"` // as they were made
}

// Mark is what the person told by hand.
type Mark struct {
	At    string `json:"at"`
	What  string `json:"what"`
	Value string `json:"value,omitempty"`
}

// Message is one message with what was read from it.
type Message struct {
	At         string            `json:"at"`
	From       string            `json:"from"`
	Name       string            `json:"name,omitempty"`
	Subject    string            `json:"subject"`
	MessageID  *string           `json:"message_id"`
	FoundIn    string            `json:"found_in"`
	Kind       string            `json:"kind"`
	Author     string            `json:"author"`
	Confidence float64           `json:"confidence"`
	Reply      bool              `json:"reply"`
	Asks       []classify.Reason `json:"asks"`
	Reasons    []classify.Reason `json:"reasons"`
	Times      []string          `json:"times,omitempty"` // what it says of promised days, interviews and absences
	Text       string            `json:"text"`
}

// PageOf tells the story of a candidacy. The texts are the messages' own
// words, by their keys.
func PageOf(c Candidacy, texts map[int64]string, zone *time.Location) Page {
	p := Page{Candidacy: c, Marks: []Mark{}}
	for _, m := range c.candidacy.Marks {
		p.Marks = append(p.Marks, Mark{At: m.At.In(zone).Format(time.RFC3339), What: string(m.What), Value: m.Value})
	}
	for _, e := range c.candidacy.Entries {
		p.Story = append(p.Story, message(e, texts[e.Key], zone))
	}
	return p
}

func message(e candidacy.Entry, words string, zone *time.Location) Message {
	m := Message{
		At: e.At.In(zone).Format(time.RFC3339), From: e.From.Address, Name: e.From.Name, Subject: e.Subject, MessageID: messageID(&e),
		FoundIn: e.FoundIn, Kind: string(e.Kind), Author: string(e.Reading.Author), Confidence: e.Reading.Confidence, Reply: e.Reply,
		Asks: []classify.Reason{}, Reasons: append([]classify.Reason{}, e.Reading.Reasons...), Text: words,
	}
	m.Times = times(e.Reading, zone)
	if e.Kind != e.Reading.Kind {
		m.Reasons = append(m.Reasons, classify.Reason{Rule: "its place in the conversation"})
	}
	if e.Reading.DMARC == "fail" {
		m.Reasons = append(m.Reasons, classify.Reason{Rule: "the receiving server says that the sender is not who it claims to be", Quote: "dmarc=fail"})
	}
	if e.Asks {
		m.Asks = append(m.Asks, e.Reading.Asks...)
	}
	return m
}

// times says what a message tells of days to come.
func times(r classify.Reading, zone *time.Location) []string {
	var out []string
	if p := r.Promise; p != nil {
		if p.Vague {
			out = append(out, fmt.Sprintf("a timeline without a day: “%s”", p.Phrase))
		} else {
			out = append(out, fmt.Sprintf("promises a word by %s: “%s”", p.By, p.Phrase))
		}
	}
	for _, e := range r.Events {
		if !e.Start.IsZero() {
			out = append(out, strings.TrimSpace(fmt.Sprintf("calendar %s: %s, %s", strings.ToLower(e.Method), e.Start.In(zone).Format("Mon 2 Jan 2006 15:04"), e.Summary)))
		}
	}
	for _, t := range r.Talks {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s a talk on %s: “%s”", verbs[t.Change], t.Start.In(zone).Format("Mon 2 Jan 2006 15:04"), t.Phrase)))
	}
	if !r.Returns.IsZero() {
		out = append(out, "is back on "+r.Returns.String())
	}
	if r.Gone {
		out = append(out, "is there no longer")
	}
	return out
}

var verbs = map[classify.Change]string{"": "names", classify.Moves: "moves", classify.Cancels: "cancels"}

// Print writes the page for a person.
func (p Page) Print(w io.Writer, now time.Time) {
	fmt.Fprintf(w, "#%d  %s", p.ID, p.Title())
	if p.Role != nil {
		fmt.Fprintf(w, ": %s", *p.Role)
	}
	fmt.Fprintf(w, "\n    %s, %s", p.Stage, p.Certainty)
	if p.Outcome != nil {
		fmt.Fprintf(w, ", %s", *p.Outcome)
	}
	fmt.Fprintf(w, "; %s in %s\n", count(p.Messages, "message"), count(p.Threads, "thread"))
	for _, person := range p.People {
		name := ""
		if person.Name != nil {
			name = *person.Name + " "
		}
		fmt.Fprintf(w, "    %s<%s>\n", name, person.Address)
	}
	fmt.Fprintln(w)
	for _, m := range p.Story {
		m.print(w)
	}
	p.clock(w, now)
}

func (m Message) print(w io.Writer) {
	// Anybody can call himself anything: the address stands beside the name.
	at, who := m.At, m.Name+" <"+m.From+">"
	if t, err := time.Parse(time.RFC3339, m.At); err == nil {
		at = t.Format("Mon 2 Jan 2006 15:04")
	}
	switch {
	case m.Author == string(classify.Own):
		who = "you"
	case m.Name == "" || m.From == "":
		who = m.Name + m.From
	}
	fmt.Fprintf(w, "%s  %s: %s\n", at, who, m.Subject)
	fmt.Fprintf(w, "    read as %s (%.0f%%)", strings.ReplaceAll(m.Kind, "_", " "), 100*m.Confidence)
	switch {
	case m.Reply:
		fmt.Fprint(w, ", a reply")
	case m.Author != string(classify.Own):
		fmt.Fprint(w, ", no reply that ends a silence")
	}
	fmt.Fprintln(w)
	for _, r := range m.Reasons {
		fmt.Fprintf(w, "      %s\n", reason(r))
	}
	for _, t := range m.Times {
		fmt.Fprintf(w, "      %s\n", t)
	}
	for _, r := range m.Asks {
		fmt.Fprintf(w, "      wants an answer, %s\n", reason(r))
	}
	fmt.Fprintln(w)
}

func reason(r classify.Reason) string {
	if r.Quote == "" {
		return r.Rule
	}
	return fmt.Sprintf("%s: “%s”", r.Rule, r.Quote)
}

// clock says where the clock stands.
func (p Page) clock(w io.Writer, now time.Time) {
	fmt.Fprintf(w, "waiting on  %s", p.WaitingOn)
	if p.WaitingSince != nil {
		fmt.Fprintf(w, " since %s", ago(*p.WaitingSince, now))
	}
	fmt.Fprintf(w, "\nbecause     %s\n", p.Why)
	if p.Window != nil {
		fmt.Fprintf(w, "window      %s: opens %s, due %s\n", p.Window.Rule, p.Window.Opens, p.Window.Due)
	}
	if p.FollowUps > 0 {
		fmt.Fprintf(w, "follow-ups  %d\n", p.FollowUps)
	}
	if i := p.Interview; i != nil {
		fmt.Fprintf(w, "interview   %s, by %s; thank-you %s\n", minute(i.Start), sources[i.Source], p.ThankYou)
	}
	if pr := p.Promise; pr != nil {
		by := "without a day"
		if pr.By != nil {
			by = "by " + *pr.By
		}
		fmt.Fprintf(w, "promised    “%s”, %s: %s\n", pr.Phrase, by, pr.State)
	}
	if d := p.Deadline; d != nil {
		fmt.Fprintf(w, "deadline    another employer awaits your answer by %s\n", *d)
	}
	if d := p.SnoozedUntil; d != nil {
		fmt.Fprintf(w, "snoozed     until %s\n", *d)
	}
	if pace := p.Pace; pace != nil {
		now := ""
		if pace.Broken {
			now = "; this silence is longer than any before"
		}
		fmt.Fprintf(w, "pace        they answered %d times, in %.1f days as a rule, %.1f at most%s\n", pace.Answers, pace.MedianDays, pace.LongestDays, now)
	}
	for _, m := range p.Marks {
		fmt.Fprintf(w, "marked      %s\n", strings.TrimSpace(m.What+" "+m.Value+" on "+day(m.At)))
	}
	for _, id := range p.Doubts {
		fmt.Fprintf(w, "doubtful    %s would change where this stands, but cannot be trusted; 'hearback mark' settles it\n", id)
	}
	if p.Suggestion != nil {
		fmt.Fprintf(w, "perhaps     %s\n", *p.Suggestion)
	}
	if f := p.Flag; f != nil {
		fmt.Fprintf(w, "flag        %s since %s: silent %s, %s\n", strings.ReplaceAll(f.Kind, "_", " "), f.Raised, count(f.SilentDays, "day"), count(f.SilentBusinessDays, "business day"))
		fmt.Fprintf(w, "what to do  %s\n", f.Advice)
		fmt.Fprintf(w, "source      profile %s, rule %s: %s\n", f.Source, f.Rule, f.Numbers)
	}
}

// sources say what tells of an interview.
var sources = map[string]string{"invite": "the invitation", "text": "what they wrote", "you": "your word"}

// minute is an RFC 3339 time for a person.
func minute(at string) string {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}
	return t.Format("Mon 2 Jan 2006 15:04")
}

// day is the day of an RFC 3339 time.
func day(at string) string {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}
	return t.Format("Mon 2 Jan 2006")
}
