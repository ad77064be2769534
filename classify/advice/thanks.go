package advice

import (
	"slices"
	"time"

	"hearback/classify"
	"hearback/classify/candidacy"
	"hearback/classify/mail"
)

// A thank-you is asked for within 24 hours of an interview's end (all sources
// of ADVICE): the flag stands from 20 hours after it, and after 72 it is missed.
const (
	thankFrom = 20 * time.Hour
	thankTo   = 72 * time.Hour
)

// interviewAt returns the next interview ahead, else the last one held.
func interviewAt(c candidacy.Candidacy, now time.Time) *candidacy.Interview {
	for i := range c.Interviews {
		if c.Interviews[i].End.After(now) {
			return &c.Interviews[i]
		}
	}
	if n := len(c.Interviews); n > 0 {
		return &c.Interviews[n-1]
	}
	return nil
}

// oneVisit is how long before the last interview's end another one that ends is thanked
// for along with it: people are met one after the other.
const oneVisit = 24 * time.Hour

// thanksAt says whether the last interview held was thanked for, with those of the same
// visit: every interviewer known by an invitation has a thank-you; one to all will do.
// Due is the end of the first that waits for thanks.
func thanksAt(c candidacy.Candidacy, t turn, shown *candidacy.Interview, now time.Time) (thanks Thanks, due time.Time) {
	if shown == nil {
		if t.thanked {
			return Sent, time.Time{}
		}
		return None, time.Time{}
	}
	if shown.End.After(now) {
		return None, time.Time{}
	}
	lost := undelivered(c.Entries, now)
	thanked := func(since time.Time, address string) bool {
		for i, e := range c.Entries {
			thanks := e.Kind == classify.OwnThankYou || e.Reading.Kind == classify.OwnThankYou
			if thanks && !lost[i] && e.At.After(since) && !e.At.After(now) &&
				(address == "" || slices.ContainsFunc(e.To, func(p mail.Participant) bool { return p.Address == address })) {
				return true
			}
		}
		return false
	}
	thanks = Sent
	for _, i := range c.Interviews {
		if i.End.After(shown.End) || shown.End.Sub(i.End) > oneVisit {
			continue
		}
		all := thanked(i.Start, "")
		for _, p := range i.With {
			all = all && thanked(i.Start, p.Address)
		}
		switch {
		case all:
		case !now.Before(i.End.Add(thankTo)):
			thanks = Missed
		case thanks != Due:
			thanks, due = Due, i.End
		}
	}
	return thanks, due
}

// paceAt is how long the employer takes to answer the candidate: from the
// first message that waits for a word to the word.
func paceAt(c candidacy.Candidacy, t turn, now time.Time) *Pace {
	const enough = 3 // answers, by ADVICE, clock 11
	var waits []time.Duration
	var asked time.Time
	for i := range c.Entries {
		e := &c.Entries[i]
		switch {
		case e.At.After(now):
		case e.Reading.Author == classify.Own && asked.IsZero():
			asked = e.At
		case e.Reply && !asked.IsZero():
			waits = append(waits, e.At.Sub(asked))
			asked = time.Time{}
		}
	}
	if len(waits) < enough {
		return nil
	}
	slices.Sort(waits)
	p := &Pace{Answers: len(waits), Median: waits[len(waits)/2], Longest: waits[len(waits)-1]}
	if len(waits)%2 == 0 {
		p.Median = (waits[len(waits)/2-1] + waits[len(waits)/2]) / 2
	}
	p.Broken = t.party == Employer && now.Sub(t.since) > p.Longest
	return p
}
