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
// message is, is settled by its place in its conversation. The addresses are the
// candidate's: the program knows them from the config. Without any, they follow from
// the samples.
func Read(samples []Sample, addresses []string) []Result {
	for i := range samples {
		samples[i].own = strings.HasPrefix(samples[i].Gold, "own_")
	}
	if len(addresses) == 0 {
		addresses = recipients(samples)
	}
	addresses = slices.Concat(addresses, senders(samples), []string{me})
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

// senders are who sent what is labelled own_*, each once.
func senders(samples []Sample) []string {
	var all []string
	for _, s := range samples {
		if from := s.Message.Sent().Address; s.own && from != "" && !slices.Contains(all, from) {
			all = append(all, from)
		}
	}
	return all
}

// recipients are whom the samples are addressed to, but for those that the senders
// of what is labelled own_* get. Where most are to one address, that is it; else each
// is taken from another mailbox, and whom it goes to alone is the candidate in it.
func recipients(samples []Sample) []string {
	own := senders(samples)
	times, wrote := map[string]int{}, map[string]bool{}
	addressed, toOwn, most := 0, 0, ""
	var alone []string
	for _, s := range samples {
		wrote[s.Message.Sent().Address] = true
		to := addressees(&s.Message.Header)
		if s.own || len(to) == 0 {
			continue
		}
		addressed++
		if slices.ContainsFunc(to, func(a string) bool { return slices.Contains(own, a) }) {
			toOwn++
			continue
		}
		for _, a := range to {
			if times[a]++; times[a] > times[most] {
				most = a
			}
		}
		if len(to) == 1 {
			alone = append(alone, to[0])
		}
	}
	switch {
	case 2*toOwn >= addressed:
		return nil
	case 2*times[most] > addressed:
		return []string{most}
	}
	return slices.DeleteFunc(alone, func(a string) bool { return wrote[a] })
}

// addressees are the addresses that a message is to, each once.
func addressees(h *mail.Header) []string {
	var all []string
	for _, p := range h.Recipients() {
		if p.Address != "" && !slices.Contains(all, p.Address) {
			all = append(all, p.Address)
		}
	}
	return all
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
