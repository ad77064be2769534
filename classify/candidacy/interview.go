package candidacy

import (
	"slices"
	"time"

	"hearback/classify"
	"hearback/classify/invite"
	"hearback/classify/mail"
)

// Source is what tells of an interview.
type Source string

// The sources.
const (
	ByInvite Source = "invite" // a calendar invitation
	ByText   Source = "text"
	ByYou    Source = "you" // a mark
)

// Interview is one interview that stands: held, or still ahead.
type Interview struct {
	Start, End time.Time // End is after Start
	Source     Source
	With       []mail.Participant // who takes part by the invitation, without the candidate
}

// usualLength is that of an interview whose end nobody told (ADVICE, points
// settled).
const usualLength = 60 * time.Minute

// sameTalk is how far a time told in a text may lie from an invitation's for
// both to mean the same talk: people write the wrong day or zone, and the
// invitation is right.
const sameTalk = 36 * time.Hour

// interviews are those that stand after the messages and marks, in the order
// of their start. Invitations come first; a time in a text counts where there
// is none.
func interviews(entries []Entry, marks []Mark) []Interview {
	var found []Interview
	events := events(entries)
	for _, m := range invite.Interviews(events) {
		if !m.Cancelled {
			found = append(found, Interview{m.Start, m.End, ByInvite, with(m, entries)})
		}
	}
	for _, t := range spoken(entries) {
		// Of every invitation, also one that was moved away since.
		invited := slices.ContainsFunc(events, func(e invite.Event) bool { return t.Start.Sub(e.Start).Abs() <= sameTalk })
		if !invited {
			found = append(found, t)
		}
	}
	for _, m := range marks {
		if m.What == Interviewed {
			start, err := time.Parse(time.RFC3339, m.Value)
			if err == nil {
				found = append(found, Interview{start, start.Add(usualLength), ByYou, nil})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b Interview) int { return a.Start.Compare(b.Start) })
	return found
}

// events are those of the calendars. What came under a false name does not
// count.
func events(entries []Entry) []invite.Event {
	var events []invite.Event
	for _, e := range entries {
		if e.Reading.DMARC != "fail" {
			events = append(events, e.Reading.Events...)
		}
	}
	return events
}

// with are the people of a meeting who are not the candidate.
func with(m invite.Interview, entries []Entry) []mail.Participant {
	me := map[string]bool{}
	for _, e := range entries {
		if e.Reading.Author == classify.Own {
			me[e.From.Address] = true
		} else if len(e.To) == 1 {
			me[e.To[0].Address] = true
		}
	}
	var people []mail.Participant
	add := func(p mail.Participant) {
		known := slices.ContainsFunc(people, func(q mail.Participant) bool { return q.Address == p.Address })
		if p.Address != "" && !me[p.Address] && !known && !classify.HiringService(p) {
			people = append(people, p)
		}
	}
	for _, a := range m.Attendees {
		if !a.Optional && !a.Declined {
			add(a.Participant)
		}
	}
	if len(people) == 0 {
		add(m.Organizer)
	}
	return people
}

// spoken are the interviews that the texts tell: those that the employer names
// without asking, one that it proposes and the candidate accepts, and one that
// the candidate proposes and the employer confirms.
func spoken(entries []Entry) []Interview {
	var found []Interview
	var proposed, wanted *classify.Talk // by the employer, by the candidate
	add := func(t classify.Talk) {
		end := t.End
		if !end.After(t.Start) {
			end = t.Start.Add(usualLength)
		}
		same := func(i Interview) bool { return i.Start.Equal(t.Start) }
		if !slices.ContainsFunc(found, same) {
			found = append(found, Interview{t.Start, end, ByText, nil})
		}
	}
	for i := range entries {
		e := &entries[i]
		talks := e.Reading.Talks
		switch {
		case e.Kind == classify.OwnAnswer:
			if proposed != nil && e.Reading.Answers() && takes(talks, *proposed) {
				add(*proposed)
			}
			if proposed, wanted = nil, nil; len(talks) == 1 && talks[0].Change == "" {
				wanted = &talks[0]
			}
		case e.Reply && e.Asks && len(talks) == 1 && talks[0].Change == "":
			proposed = &talks[0]
		case e.Reply && e.Kind == classify.Scheduling && len(talks) == 0 && wanted != nil && !e.Asks && !e.Reading.Calls(classify.MovedRule):
			add(*wanted)
			wanted = nil
		case e.Reply && !e.Asks || e.Kind == classify.Scheduling && e.Reading.Author == classify.Machine:
			for _, t := range talks {
				if t.Change != "" {
					found = withoutNext(found, t, e.At)
				}
				if t.Change != classify.Cancels {
					add(t)
				}
			}
		}
	}
	return found
}

// takes reports whether an answer with these talks takes the proposed one: it
// names no other.
func takes(talks []classify.Talk, proposed classify.Talk) bool {
	return !slices.ContainsFunc(talks, func(t classify.Talk) bool { return t.Change != "" || !t.Start.Equal(proposed.Start) })
}

// withoutNext takes out the talk that is moved or cancelled: the one of that
// day, else the next one ahead of the message.
func withoutNext(found []Interview, t classify.Talk, at time.Time) []Interview {
	i := -1
	if t.Change == classify.Cancels {
		i = slices.IndexFunc(found, func(f Interview) bool { return f.Start.Sub(t.Start).Abs() < 12*time.Hour })
	}
	if i < 0 {
		i = slices.IndexFunc(found, func(f Interview) bool { return f.Start.After(at) })
	}
	if i < 0 {
		return found
	}
	return slices.Delete(found, i, i+1)
}
