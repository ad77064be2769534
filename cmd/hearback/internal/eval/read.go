package eval

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"hearback/classify"
	"hearback/classify/candidacy"
	"hearback/classify/mail"
)

// Result is what the program makes of one sample.
type Result struct {
	ID         string            `json:"id"`
	Gold       string            `json:"gold"`
	Kind       classify.Kind     `json:"kind"`
	Job        bool              `json:"job"`
	Confidence float64           `json:"confidence"`
	Reasons    []classify.Reason `json:"reasons"`
	// Gate says whether the header alone lets the message pass; what it passes
	// over is read where a tie to a candidacy pulls it in.
	Gate bool `json:"gate"`
	// Candidacy numbers the candidacies of the set; 0 is none.
	Candidacy int               `json:"candidacy"`
	Employer  classify.Employer `json:"employer"`
	Role      string            `json:"role"`
}

// me is the candidate where nobody says who it is.
const me = "candidate@hearback.invalid"

// Read reads the samples as the program reads a mailbox that holds them: what
// the gate passes over is read where it is tied to a candidacy, and what a
// message is, is settled by its place in its conversation. Who the candidate is
// follows from the addresses given and from who sent what is labelled own_*:
// the program knows it from the config.
func Read(samples []Sample, addresses []string) []Result {
	addresses = append(addresses, me)
	for i := range samples {
		if s := &samples[i]; strings.HasPrefix(s.Gold, "own_") {
			s.own = true
			if from := s.Message.Sent().Address; from != "" {
				addresses = append(addresses, from)
			}
		}
	}
	r := reading{reader: classify.NewReader(addresses...), samples: samples, entries: make([]*candidacy.Entry, len(samples))}
	for i := range samples {
		r.address(&samples[i], i)
	}
	proved := map[classify.Tie]bool{}
	for r.more(proved) {
		for _, group := range r.join() {
			for _, t := range candidacy.Proofs(group) {
				proved[t] = true
			}
		}
	}
	return r.results()
}

type reading struct {
	reader  *classify.Reader
	samples []Sample
	entries []*candidacy.Entry // nil where the gate passed the message over
}

// address puts the candidate where a sample does not say from and to whom it is.
func (r *reading) address(s *Sample, n int) {
	h := &s.Message.Header
	candidate := []mail.Participant{{Address: me}}
	switch {
	case s.own && h.Sent().Address == "":
		h.From = candidate
	case !s.own && len(h.To)+len(h.Cc) == 0:
		h.To = candidate
	}
	if !s.own && len(h.From) == 0 {
		h.From = []mail.Participant{{Address: fmt.Sprintf("sender@unknown-%d.invalid", n)}} // each a stranger to the others
	}
}

// more reads what now passes the gate, and reports whether anything did.
func (r *reading) more(proved map[classify.Tie]bool) bool {
	some := false
	for i := range r.samples {
		s := &r.samples[i]
		if r.entries[i] != nil || !s.bare && !r.reader.Gate(&s.Message.Header, func(t classify.Tie) bool { return proved[t] }) {
			continue
		}
		h := &s.Message.Header
		at := h.Date
		if at.IsZero() {
			at = time.Unix(int64(i), 0)
		}
		r.entries[i] = &candidacy.Entry{
			Key: int64(i), At: at, MessageID: h.MessageID, IDs: classify.ThreadIDs(h), From: h.Sent(), To: h.Recipients(),
			Subject: h.Subject, FoundIn: "inbox", Reading: r.reader.Read(&s.Message),
		}
		some = true
	}
	return some
}

func (r *reading) join() [][]candidacy.Entry {
	var entries []candidacy.Entry
	for _, e := range r.entries {
		if e != nil {
			entries = append(entries, *e)
		}
	}
	return candidacy.Join(entries, nil)
}

func (r *reading) results() []Result {
	results := make([]Result, len(r.samples))
	never := func(classify.Tie) bool { return false }
	for i, s := range r.samples {
		results[i] = Result{ID: s.ID, Gold: s.Gold, Kind: classify.NotJob, Confidence: 0.5, Gate: s.bare || r.reader.Gate(&s.Message.Header, never)}
		if e := r.entries[i]; e != nil {
			results[i].read(e.Reading, e.Reading.Kind)
			continue
		}
		// What the gate passes over is no job mail, whatever it is else.
		if reading := r.reader.Read(&s.Message); !reading.Kind.Job() {
			results[i].read(reading, reading.Kind)
		}
		results[i].Reasons = append(results[i].Reasons, classify.Reason{Rule: "passed over by its header", Quote: s.Message.Subject})
	}
	ordinary := map[string]bool{} // by ids
	for _, e := range r.entries {
		if e != nil && e.Reading.Kind == classify.NotJob && e.MessageID != "" {
			ordinary[e.MessageID] = true
		}
	}
	for i, e := range r.entries {
		if e != nil && e.Reading.Author == classify.Own && slices.ContainsFunc(e.IDs, func(id string) bool { return ordinary[id] }) {
			results[i].Kind = classify.OwnOther // unless what it answers is in a candidacy
		}
	}
	for n, group := range r.join() {
		c := candidacy.New(int64(n+1), group, nil)
		for _, e := range c.Entries {
			res := &results[e.Key]
			res.read(e.Reading, e.Kind)
			res.Candidacy, res.Employer, res.Role = n+1, c.Employer, c.Role
		}
	}
	return results
}

func (r *Result) read(reading classify.Reading, kind classify.Kind) {
	r.Kind, r.Job, r.Confidence, r.Reasons = kind, kind.Job(), reading.Confidence, reading.Reasons
	r.Employer, r.Role = reading.Employer, reading.Role
}
