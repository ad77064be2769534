// Package report says how candidacies stand: as the JSON that scripts rely on,
// as a table, and as a page about one of them.
package report

import (
	"math"
	"slices"
	"time"

	"hearback/classify"
	"hearback/classify/advice"
	"hearback/classify/candidacy"
	"hearback/classify/timeline"
)

// Schema is the version of the JSON.
const Schema = 1

// Status is what status --json prints.
type Status struct {
	Schema      int         `json:"schema"`
	Now         string      `json:"now"` // RFC 3339, as all times, with the configured zone's offset
	Profile     string      `json:"profile"`
	Candidacies []Candidacy `json:"candidacies"`
}

// Candidacy is one candidacy at one moment. Keys without a value are null.
type Candidacy struct {
	ID                int64      `json:"id"`
	Employer          Employer   `json:"employer"`
	Role              *string    `json:"role"`
	Stage             string     `json:"stage"`
	Certainty         string     `json:"certainty"`
	People            []Person   `json:"people"`
	Threads           int        `json:"threads"`
	Messages          int        `json:"messages"`
	LastEmployerReply *Letter    `json:"last_employer_reply"`
	LastFromYou       *Letter    `json:"last_from_you"`
	WaitingOn         string     `json:"waiting_on"`
	WaitingSince      *string    `json:"waiting_since"`
	Interview         *Interview `json:"interview"`
	Promise           *Promise   `json:"promise"`  // the newest
	Promises          []Promise  `json:"promises"` // all, in the order in which they were stated
	FollowUps         int        `json:"follow_ups"`
	ThankYou          string     `json:"thank_you"`
	Window            *Window    `json:"window"`
	Flag              *Flag      `json:"flag"`
	AnswerBy          *AnswerBy  `json:"answer_by"`
	Deadline          *string    `json:"deadline"`
	SnoozedUntil      *string    `json:"snoozed_until"`
	Doubts            []string   `json:"doubts"`
	Outcome           *string    `json:"outcome"`
	Pace              *Pace      `json:"pace"`
	Why               string     `json:"why"`
	Suggestion        *string    `json:"suggestion"` // what the person might settle by mark
	candidacy         candidacy.Candidacy
	judgement         advice.Judgement
}

// Employer is an employer; either key may be null.
type Employer struct {
	Name   *string `json:"name"`
	Domain *string `json:"domain"`
}

// Person is somebody who speaks for the employer.
type Person struct {
	Name        *string `json:"name"`
	Address     string  `json:"address"`
	Interviewer bool    `json:"interviewer"`
}

// Letter is one message that counts.
type Letter struct {
	At        string  `json:"at"`
	From      string  `json:"from"`
	Subject   string  `json:"subject"`
	MessageID *string `json:"message_id"`
	FoundIn   string  `json:"found_in"`
}

// Interview is the next interview ahead, else the last one held.
type Interview struct {
	Start  string `json:"start"`
	End    string `json:"end"`
	Source string `json:"source"` // "invite", "text", "you"
}

// Promise is a timeline that the employer stated.
type Promise struct {
	By        *string `json:"by"`
	Vague     bool    `json:"vague"`
	Phrase    string  `json:"phrase"`
	MessageID *string `json:"message_id"`
	State     string  `json:"state"`
	At        string  `json:"at"` // when it was stated
}

// AnswerBy is the day by which the employer wants its offer answered.
type AnswerBy struct {
	By        string  `json:"by"`
	Phrase    string  `json:"phrase"`
	MessageID *string `json:"message_id"`
}

// Pace is how long the employer takes to answer, in days.
type Pace struct {
	Answers     int     `json:"answers"`
	MedianDays  float64 `json:"median_days"`
	LongestDays float64 `json:"longest_days"`
	Broken      bool    `json:"broken"` // the present silence is longer than any before
}

// inDays writes a duration as days, to a tenth.
func inDays(d time.Duration) float64 { return math.Round(d.Hours()/2.4) / 10 }

// Window is the advised window of the present silence.
type Window struct {
	Rule  string        `json:"rule"`
	Opens timeline.Date `json:"opens"`
	Due   timeline.Date `json:"due"`
}

// Flag is a raised flag.
type Flag struct {
	Kind               string        `json:"kind"`
	Raised             timeline.Date `json:"raised"`
	SilentDays         int           `json:"silent_days"`
	SilentBusinessDays int           `json:"silent_business_days"`
	Rule               string        `json:"rule"`
	Numbers            string        `json:"numbers"`
	Source             string        `json:"source"`
	Advice             string        `json:"advice"`
}

// OfSilence reports whether the flag speaks of an employer's silence.
func (f *Flag) OfSilence() bool {
	return f.Kind != string(advice.ThankYouFlag) && f.Kind != string(advice.DeadlineFlag)
}

// Of says how one candidacy stands, its times in the given zone.
func Of(c candidacy.Candidacy, j advice.Judgement, zone *time.Location) Candidacy {
	r := Candidacy{
		ID: c.ID, Employer: Employer{text(c.Employer.Name), text(c.Employer.Domain)}, Role: text(c.Role),
		Stage: string(c.Stage), Certainty: string(c.Certainty), People: []Person{}, Threads: c.Threads, Messages: len(c.Entries),
		WaitingOn: string(j.WaitingOn), FollowUps: j.FollowUps, ThankYou: string(j.ThankYou),
		Promises: []Promise{}, Doubts: []string{}, Outcome: text(string(c.Outcome)), Why: j.Why,
		candidacy: c, judgement: j,
	}
	for _, id := range c.Doubts {
		r.Doubts = append(r.Doubts, "<"+id+">")
	}
	for _, p := range c.People {
		r.People = append(r.People, Person{text(p.Name), p.Address, p.Interviewer})
	}
	for i := range c.Entries {
		switch e := &c.Entries[i]; {
		case e.Reply:
			r.LastEmployerReply = letter(e, zone)
		case e.Reading.Author == classify.Own:
			r.LastFromYou = letter(e, zone)
		}
	}
	if !j.Since.IsZero() {
		r.WaitingSince = text(j.Since.In(zone).Format(time.RFC3339))
	}
	if i := j.Interview; i != nil {
		shown := interview(*i, zone)
		r.Interview = &shown
	}
	for _, p := range j.Promises {
		r.Promises = append(r.Promises, promise(p, zone))
	}
	if n := len(r.Promises); n > 0 {
		r.Promise = &r.Promises[n-1]
	}
	if p := j.Pace; p != nil {
		r.Pace = &Pace{p.Answers, inDays(p.Median), inDays(p.Longest), p.Broken}
	}
	if by := j.AnswerBy; by != nil {
		r.AnswerBy = &AnswerBy{by.By.String(), by.Phrase, bracketed(by.MessageID)}
	}
	if !j.Deadline.IsZero() {
		r.Deadline = text(j.Deadline.String())
	}
	if !j.SnoozedUntil.IsZero() {
		r.SnoozedUntil = text(j.SnoozedUntil.String())
	}
	if w := j.Window; w != nil {
		r.Window = &Window{string(w.Rule), w.Opens, w.Due}
	}
	if f := j.Flag; f != nil {
		r.Flag = &Flag{string(f.Kind), f.Raised, f.SilentDays, f.SilentBusinessDays, string(f.Rule), f.Numbers, f.Source, f.Advice}
	}
	if j.Dormant {
		r.Outcome = text("dormant")
	}
	return r
}

// Quiet reports whether the candidacy is closed or dormant: left out unless
// all are asked for. An offer that awaits an answer is not, nor is what a flag is up for.
func (c Candidacy) Quiet() bool {
	return c.Flag == nil && (c.Stage == string(candidacy.Closed) || c.Outcome != nil && *c.Outcome != string(candidacy.HasOffer))
}

// MarkedSince reports whether the person has told something of it by hand,
// then or later.
func (c Candidacy) MarkedSince(t time.Time) bool {
	return slices.ContainsFunc(c.candidacy.Marks, func(m candidacy.Mark) bool { return !m.At.Before(t) })
}

// Title names the candidacy for a person: by its employer, else by who writes.
func (c Candidacy) Title() string {
	switch {
	case c.Employer.Name != nil:
		return *c.Employer.Name
	case c.Employer.Domain != nil:
		return *c.Employer.Domain
	case len(c.People) > 0 && c.People[0].Name != nil:
		return *c.People[0].Name
	case len(c.People) > 0:
		return c.People[0].Address
	}
	return "unknown employer"
}

func letter(e *candidacy.Entry, zone *time.Location) *Letter {
	return &Letter{e.At.In(zone).Format(time.RFC3339), e.From.Address, e.Subject, bracketed(e.MessageID), e.FoundIn}
}

func interview(i candidacy.Interview, zone *time.Location) Interview {
	return Interview{i.Start.In(zone).Format(time.RFC3339), i.End.In(zone).Format(time.RFC3339), string(i.Source)}
}

func promise(p advice.Promise, zone *time.Location) Promise {
	r := Promise{At: p.At.In(zone).Format(time.RFC3339), Vague: p.Vague, Phrase: p.Phrase, MessageID: bracketed(p.MessageID), State: string(p.State)}
	if !p.Vague {
		r.By = text(p.By.String())
	}
	return r
}

// bracketed is a message's id as it stands in the message, null where it has none.
func bracketed(id string) *string {
	if id == "" {
		return nil
	}
	return text("<" + id + ">")
}

// text is null for no text.
func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
