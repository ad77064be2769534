package report

import (
	"fmt"
	"strings"
	"time"

	"hearback/classify"
	"hearback/classify/candidacy"
)

// Page is what show prints about one candidacy.
type Page struct {
	Candidacy
	Story      []Message   `json:"story"`      // in the order of time
	Interviews []Interview `json:"interviews"` // those that stand, held and ahead, by their start
	Marks      []Mark      `json:"marks"`      // as they were made
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
	Placed     bool              `json:"placed"` // its kind follows from its place in the conversation
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
	p := Page{Candidacy: c, Interviews: []Interview{}, Marks: []Mark{}}
	for _, i := range c.candidacy.Interviews {
		p.Interviews = append(p.Interviews, interview(i, zone))
	}
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
		At: e.At.In(zone).Format(time.RFC3339), From: e.From.Address, Name: e.From.Name, Subject: e.Subject, MessageID: bracketed(e.MessageID),
		FoundIn: e.FoundIn, Kind: string(e.Kind), Placed: e.Kind != e.Reading.Kind, Author: string(e.Reading.Author), Confidence: e.Reading.Confidence, Reply: e.Reply,
		Asks: []classify.Reason{}, Reasons: append([]classify.Reason{}, e.Reading.Reasons...), Text: words,
	}
	m.Times = times(e.Reading, zone)
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
	if by := r.AnswerBy; by != nil {
		out = append(out, fmt.Sprintf("wants an answer by %s: “%s”", by.By, by.Phrase))
	}
	for _, e := range r.Events {
		if !e.Start.IsZero() {
			out = append(out, strings.TrimSpace(fmt.Sprintf("calendar %s: %s, %s", strings.ToLower(e.Method), e.Start.In(zone).Format(minutes), e.Summary)))
		}
	}
	for _, t := range r.Talks {
		verb := verbs[t.Change]
		if r.Author == classify.Own && t.Change == "" {
			verb = "proposes"
		}
		when := "a talk"
		if !t.Start.IsZero() {
			when += " on " + t.Start.In(zone).Format(minutes)
		}
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s: “%s”", verb, when, t.Phrase)))
	}
	if r.Shift != nil {
		out = append(out, fmt.Sprintf("moves the talk: “%s”", r.Shift.Phrase))
	}
	if !r.Returns.IsZero() {
		out = append(out, "is back on "+r.Returns.String())
	}
	if r.Gone {
		out = append(out, "is there no longer")
	}
	return out
}

var verbs = map[classify.Change]string{"": "names", classify.Moves: "moves", classify.Cancels: "cancels", classify.Offers: "offers", classify.Refuses: "refuses"}
