package candidacy

import (
	"slices"
	"time"

	"hearback/classify"
)

// Mark is what the person told by hand. It hangs on a message, not on a
// candidacy: whatever mail is read or joined later, it goes where that goes.
type Mark struct {
	ID     int64
	Anchor int64 // the key of the message that it hangs on
	What   Deed
	Value  string
	Other  int64 // Merge: the key of a message of the other candidacy
	At     time.Time
}

// Deed is what a mark tells, as the command line spells it.
type Deed string

// The deeds that settle what belongs together and what it is.
const (
	Merge    Deed = "merge"
	Split    Deed = "split"     // the anchor, and what answers it, stand apart
	NotAJob  Deed = "not-a-job" // the anchor's candidacy is none
	Open     Deed = "open"      // it is one, and not closed
	Employed Deed = "employer"  // Value is its name
	AsRole   Deed = "role"      // Value is the role
)

// The deeds that move the clock. Days are YYYY-MM-DD, times RFC 3339.
const (
	Promised    Deed = "promise"     // Value is the day, a space, and the words that were told
	Interviewed Deed = "interview"   // Value is the time of its start
	Replied     Deed = "replied"     // they called; Value is when
	FollowedUp  Deed = "followed-up" // you called; Value is when
	Deadline    Deed = "deadline"    // Value is the day by which another employer wants an answer
	Snooze      Deed = "snooze"      // no flag before the day in Value
	CloseIt     Deed = "closed"      // Value is the outcome, or empty
)

// hangsOn returns the marks that hang on one of the entries, in the order in
// which they were made.
func hangsOn(entries []*Entry, marks []Mark) []Mark {
	var found []Mark
	for _, m := range marks {
		if slices.ContainsFunc(entries, func(e *Entry) bool { return e.Key == m.Anchor }) {
			found = append(found, m)
		}
	}
	slices.SortStableFunc(found, func(a, b Mark) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		return int(a.ID - b.ID)
	})
	return found
}

// apart cuts the anchors of splits, and what answers them, out of their
// threads: each becomes one of its own.
func apart(threads []*thread, marks []Mark) []*thread {
	for _, m := range marks {
		if m.What != Split {
			continue
		}
		for _, t := range threads {
			i := slices.IndexFunc(t.entries, func(e *Entry) bool { return e.Key == m.Anchor })
			if i < 0 || len(t.entries) == 1 {
				continue
			}
			anchor := t.entries[i]
			answers := func(e *Entry) bool {
				return e.Key == anchor.Key || anchor.MessageID != "" && slices.Contains(e.IDs, anchor.MessageID) && !e.At.Before(anchor.At)
			}
			cut := &thread{alone: true}
			for _, e := range t.entries {
				if answers(e) {
					cut.entries = append(cut.entries, e)
				}
			}
			t.entries = slices.DeleteFunc(t.entries, answers)
			threads = append(threads, cut)
			break
		}
	}
	return slices.DeleteFunc(threads, func(t *thread) bool { return len(t.entries) == 0 })
}

// dismissed reports whether the last word of the marks on a thread or a
// candidacy is that it is none.
func dismissed(marks []Mark) bool {
	is := false
	for _, m := range marks {
		switch m.What {
		case NotAJob:
			is = true
		case Open:
			is = false
		}
	}
	return is
}

// merged joins the groups that the marks bring together.
func merged(groups []*group, marks []Mark) []*group {
	has := func(key int64) int {
		return slices.IndexFunc(groups, func(g *group) bool {
			return slices.ContainsFunc(g.entries, func(e *Entry) bool { return e.Key == key })
		})
	}
	for _, m := range marks {
		if m.What != Merge {
			continue
		}
		a, b := has(m.Anchor), has(m.Other)
		if a < 0 || b < 0 || a == b {
			continue
		}
		groups[a].entries = append(groups[a].entries, groups[b].entries...)
		groups = slices.Delete(groups, b, b+1)
	}
	return groups
}

// tell applies a mark to the candidacy as it stands.
func (f *folder) tell(m Mark) {
	c := f.c
	switch m.What {
	case Open:
		c.Certainty, c.Dismissed, f.opened, f.closed = Confirmed, false, true, false
		if c.Outcome.closes() {
			c.Outcome = ""
		}
	case NotAJob:
		c.Dismissed = true
	case CloseIt:
		c.Outcome, f.closed = Outcome(m.Value), true
	case Employed:
		f.employer = m.Value
	case AsRole:
		f.role = m.Value
	}
}

// told names the candidacy as the person does.
func (f *folder) told() {
	if f.employer != "" {
		if classify.EmployerKey(f.employer) != classify.EmployerKey(f.c.Employer.Name) && f.c.Employer.Domain != "" && len(f.c.Entries) > 0 {
			f.c.Employer.Domain = ofEmployer(f.c.Entries, f.employer, f.c.Employer.Domain)
		}
		f.c.Employer.Name = f.employer
	}
	if f.role != "" {
		f.c.Role = f.role
	}
}

// ofEmployer is the domain that the mail names beside the employer's name,
// else the one that is known.
func ofEmployer(entries []Entry, name, known string) string {
	for _, e := range entries {
		if r := e.Reading.Employer; r.Domain != "" && classify.EmployerKey(r.Name) == classify.EmployerKey(name) {
			return r.Domain
		}
	}
	return known
}
