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

	told time.Time // when a text told it
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
			found = append(found, Interview{m.Start, m.End, ByInvite, with(m, entries), time.Time{}})
		}
	}
	found = withoutCalledOff(found, entries)
	for _, t := range spoken(entries) {
		// Of every invitation, also one that was moved away since, but of none to a talk that
		// was over when the text was written: that one is followed by another.
		invited := slices.ContainsFunc(events, func(e invite.Event) bool {
			return t.Start.Sub(e.Start).Abs() <= sameTalk && !(e.End.Before(t.told) && t.told.Before(t.Start))
		})
		if !invited {
			found = append(found, t)
		}
	}
	for _, m := range marks {
		if m.What == Interviewed {
			start, err := time.Parse(time.RFC3339, m.Value)
			if err == nil {
				found = append(found, Interview{start, start.Add(usualLength), ByYou, nil, time.Time{}})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b Interview) int { return a.Start.Compare(b.Start) })
	return found
}

// withoutCalledOff takes out the invited talks that somebody at the employer calls off in
// words after the last calendar: "Thursday's interview will not take place".
func withoutCalledOff(found []Interview, entries []Entry) []Interview {
	for i := range entries {
		e := &entries[i]
		invites := func(o Entry) bool { return len(o.Reading.Events) > 0 && o.Reading.Author != classify.Own }
		if !e.Reply || e.Asks || e.Reading.Author != classify.Person || slices.ContainsFunc(entries[i:], invites) {
			continue
		}
		for _, t := range e.Reading.Talks {
			if t.Change != classify.Cancels {
				continue
			}
			next := slices.IndexFunc(found, func(f Interview) bool { return f.Start.After(e.At) })
			sooner := func(s Interview) bool { // the one that is meant was told in words
				return next >= 0 && t.Start.IsZero() && s.Start.After(e.At) && found[next].Start.Sub(s.Start) > sameTalk
			}
			if !slices.ContainsFunc(spoken(entries[:i]), sooner) {
				found = withoutNext(found, t, e.At)
			}
		}
	}
	return found
}

// events are those of the calendars. What came under a false name does not
// count, nor what another house says of a meeting that is not its own (RFC 5546,
// section 3.2: the organizer changes and cancels). What the candidate declines is off.
func events(entries []Entry) []invite.Event {
	var events []invite.Event
	hosts := map[string]Entry{} // who sent the first word of a meeting
	for _, e := range entries {
		if e.Reading.DMARC == "fail" {
			continue
		}
		for _, v := range e.Reading.Events {
			own := e.Reading.Author == classify.Own
			if host, known := hosts[v.UID]; known && !own && !e.mayChange(host, v) {
				continue
			} else if !known && !own {
				hosts[v.UID] = e
			}
			if own && v.Method == "REPLY" && slices.ContainsFunc(v.Attendees, func(a invite.Attendee) bool { return a.Declined }) {
				v.Method = "CANCEL"
			}
			events = append(events, v)
		}
	}
	return events
}

// mayChange reports whether a message may change the meeting that another one began: it
// comes from the same house, or names the same organizer.
func (e *Entry) mayChange(host Entry, v invite.Event) bool {
	house := classify.EmployerDomain(e.From)
	if house != "" && house == classify.EmployerDomain(host.From) || e.From.Address == host.From.Address || classify.HiringService(e.From) && classify.HiringService(host.From) {
		return true
	}
	return slices.ContainsFunc(host.Reading.Events, func(o invite.Event) bool {
		return o.UID == v.UID && (o.Organizer.Address == v.Organizer.Address || o.Organizer.Address == e.From.Address)
	})
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
// without asking, one of those that it proposes and the candidate takes, and one that
// the candidate proposes and the employer confirms.
func spoken(entries []Entry) []Interview {
	var found []Interview
	var proposed []classify.Talk // by the employer
	var wanted *classify.Talk    // by the candidate
	add := func(t classify.Talk, at time.Time) {
		if t.Change == classify.Moves {
			found = withoutNext(found, t, at)
		}
		end := t.End
		if !end.After(t.Start) {
			end = t.Start.Add(usualLength)
		}
		same := func(i Interview) bool { return i.Start.Equal(t.Start) }
		if !slices.ContainsFunc(found, same) {
			found = append(found, Interview{t.Start, end, ByText, t.With, at})
		}
	}
	for i := range entries {
		e := &entries[i]
		talks := e.Reading.Talks
		for _, t := range talks {
			if e.Reading.Author == classify.Own && t.Change == classify.Cancels {
				found = withoutNext(found, t, e.At)
			}
		}
		shifted, shifts := shiftOf(e, found)
		switch {
		case shifts && e.Reading.Author == classify.Own && takesShift(shifted, proposed):
			add(shifted, e.At)
			proposed, wanted = nil, nil
		case shifts && e.Reading.Author == classify.Own:
			proposed, wanted = nil, &shifted
		case shifts && e.Reply && (e.Asks || e.Reading.Shift.Asked):
			proposed = []classify.Talk{shifted}
		case shifts && e.Reply:
			add(shifted, e.At)
		case e.Kind == classify.OwnThankYou:
			for _, p := range slices.Backward(proposed) {
				if p.Start.Before(e.At) && e.At.Sub(p.Start) < thanksWithin { // who thanks has been there
					add(p, e.At)
					proposed, wanted = nil, nil
					break
				}
			}
		case e.Kind == classify.OwnAnswer:
			if isPlan(proposed) && e.Reading.Answers() && len(talks) == 0 {
				for _, t := range proposed {
					add(t, e.At)
				}
			} else if t, ok := taken(&e.Reading, proposed); ok {
				add(t, e.At)
			}
			proposed, wanted = nil, nil
			if named := talksNamed(talks); len(named) == 1 && named[0].Change == "" {
				wanted = &named[0]
			}
		case e.Reply && e.Kind == classify.Scheduling && len(talks) == 0 && wanted != nil && !e.Asks && !e.Reading.Calls(classify.MovedRule):
			add(*wanted, e.At)
			wanted = nil
		case e.Reply || e.Kind == classify.Scheduling && e.Reading.Author == classify.Machine:
			if e.Reply && len(talks) > 0 {
				proposed = nil
			}
			for _, t := range talks {
				switch {
				case t.Change == classify.Cancels && (!e.Asks || e.Reading.Calls(classify.MovedRule)):
					found = withoutNext(found, t, e.At)
				case t.Change == classify.Refuses, t.Change == classify.Cancels:
				case e.Reply && (e.Asks || t.Change == classify.Offers):
					proposed = append(proposed, t)
				case t.Settled():
					add(t, e.At)
				}
			}
		}
	}
	return found
}

// shiftOf is the next talk ahead of a message that moves it without telling its time in
// full, with its new time.
func shiftOf(e *Entry, found []Interview) (classify.Talk, bool) {
	s := e.Reading.Shift
	i := slices.IndexFunc(found, func(f Interview) bool { return f.Start.After(e.At) })
	if s == nil || i < 0 || !s.At(found[i].Start).After(e.At) {
		return classify.Talk{}, false
	}
	start := s.At(found[i].Start)
	if start.Equal(found[i].Start) { // "I have to postpone our interview tomorrow"
		return classify.Talk{}, false
	}
	return classify.Talk{Start: start, End: start.Add(found[i].End.Sub(found[i].Start)), Change: classify.Moves, Phrase: s.Phrase, With: found[i].With}, true
}

// takesShift reports whether the candidate only says again what the employer proposes.
func takesShift(t classify.Talk, proposed []classify.Talk) bool {
	return slices.ContainsFunc(proposed, func(p classify.Talk) bool { return p.Start.Equal(t.Start) || sameClocks(p.Start, t.Start) })
}

// sameClocks reports whether two times are the same by the clocks of their writers:
// who accepts "Tuesday at 17:00" from abroad says it again, and does not reckon.
func sameClocks(a, b time.Time) bool {
	return a.Format(time.DateTime) == b.Format(time.DateTime)
}

// taken is the talk of those proposed that the candidate's answer takes: the only one
// of them that it names, or, with the words of an answer, the only one there is; one that
// the employer has set wants no words. An answer that names or refuses another takes none.
func taken(answer *classify.Reading, proposed []classify.Talk) (classify.Talk, bool) {
	switch named := talksNamed(answer.Talks); {
	case len(named) == 1 && named[0].Change == "":
		for _, same := range [...]func(a, b time.Time) bool{time.Time.Equal, sameClocks} {
			i := slices.IndexFunc(proposed, func(p classify.Talk) bool { return same(p.Start, named[0].Start) })
			if i < 0 {
				continue
			}
			t := proposed[i]
			if named[0].Zoned && !t.Zoned { // "3 pm UK time is perfect"
				t.Start, t.End = named[0].Start, named[0].Start.Add(t.End.Sub(t.Start))
			}
			return t, true
		}
	case len(answer.Talks) == 0 && len(proposed) == 1 && (answer.Answers() || proposed[0].Change == "" && !answer.Calls(classify.AsksBackRule)):
		return proposed[0], true
	}
	return classify.Talk{}, false
}

// isPlan reports whether the talks that an employer names are those of one visit, one
// after the other: none of them is there to choose.
func isPlan(talks []classify.Talk) bool {
	for i, t := range talks {
		if t.Change != "" || i > 0 && (t.Start.Before(talks[i-1].End) || t.Start.Sub(talks[0].Start) > oneDay) {
			return false
		}
	}
	return len(talks) > 1
}

const oneDay = 10 * time.Hour

// talksNamed are the talks but for those that are refused, each once: "3 pm in London
// and 11 am in New York".
func talksNamed(talks []classify.Talk) []classify.Talk {
	named := slices.DeleteFunc(slices.Clone(talks), func(t classify.Talk) bool { return t.Change == classify.Refuses })
	return slices.CompactFunc(named, func(a, b classify.Talk) bool { return a.Start.Equal(b.Start) })
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
