package invite

import (
	"cmp"
	"slices"
	"time"

	"hearback/classify/mail"
)

// Interview is one meeting as the invitations leave it.
type Interview struct {
	UID        string
	Start, End time.Time // in the invitation's zone; End is after Start
	AllDay     bool      // whole days, from midnight to midnight
	Floating   bool      // the zone is the reader's own, for want of another
	Cancelled  bool
	Summary    string
	Location   string
	Organizer  mail.Participant
	Attendees  []Attendee
}

// maxMeetings bounds what Interviews keeps: talks about one role are few.
const maxMeetings = 200

// Interviews says which meetings the events leave, and which of them were
// cancelled, by their start and then by UID; at most 10 of one series and 200
// in all. The events are those of all calendars of a conversation, in the order
// of their messages.
//
// It follows iTIP (RFC 5546, sections 2.1.5 and 3.2): a version of higher
// SEQUENCE replaces the one before, between equal ones DTSTAMP decides, and
// where that does not tell, the order of the messages. REQUEST, PUBLISH and a
// calendar without METHOD create or change a meeting; CANCEL, and the status
// CANCELLED, removes a whole series, one meeting of it, or that and all later
// ones. (A change of all later ones moves the one meeting only.) REPLY, COUNTER,
// DECLINECOUNTER and REFRESH change nothing.
func Interviews(events []Event) []Interview {
	all := map[string]*series{}
	var order []*series
	for _, e := range events {
		switch e.Method {
		case "REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH":
			continue
		}
		key := e.key()
		if key == "" {
			continue
		}
		s := all[key]
		if s == nil {
			if len(order) == maxMeetings {
				continue
			}
			s = &series{}
			all[key] = s
			order = append(order, s)
		}
		s.apply(e)
	}
	var list []Interview
	for _, s := range order {
		list = append(list, s.interviews()...)
	}
	slices.SortStableFunc(list, func(a, b Interview) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.UID, b.UID))
	})
	return list[:min(len(list), maxMeetings)]
}

// key identifies the event's series. QUIRK: an event without UID is one of its
// own, known by its start. It returns "" where there is neither.
func (e Event) key() string {
	switch {
	case e.UID != "":
		return e.UID
	case !e.Start.IsZero():
		return "\x00" + e.Start.UTC().Format(time.RFC3339)
	}
	return ""
}

// Cancels says whether the event removes what it is about.
func (e Event) Cancels() bool { return e.Method == "CANCEL" || e.Status == "CANCELLED" }

// replaces says whether e is not an older version than other. QUIRK: a
// cancellation without SEQUENCE is meant for the present version.
func (e Event) replaces(other Event) bool {
	if e.Sequence != other.Sequence && !(e.Unnumbered && e.Cancels()) {
		return e.Sequence > other.Sequence
	}
	return e.Stamp.IsZero() || other.Stamp.IsZero() || !e.Stamp.Before(other.Stamp)
}

// olderThan compares an event about a series with one about a single meeting of
// it. Their sequences are counted apart, so that DTSTAMP goes first.
func (e Event) olderThan(other Event) bool {
	if !e.Stamp.IsZero() && !other.Stamp.IsZero() {
		return e.Stamp.Before(other.Stamp)
	}
	return e.Sequence < other.Sequence
}

// series is all that the events say of one UID.
type series struct {
	whole     version   // about all meetings
	instances []version // about single ones
}

// version is the state of one meeting or series: the newest word on it, and
// the newest that says when.
type version struct {
	Event         // when, where and with whom
	latest  Event // by which a newer one is told from an older one
	present bool
}

// apply takes in an event unless it is older than what is known.
func (v *version) apply(e Event) bool {
	if v.present && !e.replaces(v.latest) {
		if v.Start.IsZero() { // an invitation that arrived after its cancellation
			v.Event = e
		}
		return false
	}
	// A cancellation often tells no more than the UID, and a broken line may
	// have cost an update its start.
	if !v.present || v.Start.IsZero() || !e.Cancels() && !e.Start.IsZero() {
		v.Event = e
	}
	if e.Unnumbered {
		e.Sequence = max(e.Sequence, v.latest.Sequence)
	}
	v.latest, v.present = e, true
	return true
}

// apply takes in an event about the series or one meeting of it.
func (s *series) apply(e Event) {
	if !e.Instance.IsZero() {
		s.instance(e.Instance, e.AndFuture && e.Cancels()).apply(e)
		return
	}
	revived := s.whole.present && s.whole.latest.Cancels()
	if !s.whole.apply(e) || e.Cancels() {
		return
	}
	// What was said of single meetings before the series was moved or called
	// again holds only for those that are still part of it.
	s.instances = slices.DeleteFunc(s.instances, func(v version) bool {
		return v.latest.olderThan(e) && (revived || !v.latest.AndFuture && !s.holds(v.latest.Instance))
	})
}

// instance returns what is known of the meeting that was to begin at t, or of
// that and all later ones.
func (s *series) instance(t time.Time, andFuture bool) *version {
	for i := range s.instances {
		v := &s.instances[i]
		if v.latest.Instance.Equal(t) && (v.latest.AndFuture && v.latest.Cancels()) == andFuture {
			return v
		}
	}
	if len(s.instances) == maxMeetings {
		return &version{} // forgotten
	}
	s.instances = append(s.instances, version{})
	return &s.instances[len(s.instances)-1]
}

// starts returns when the meetings of the series were to begin.
func (s *series) starts() []time.Time {
	if s.whole.Start.IsZero() {
		return nil
	}
	return append([]time.Time{s.whole.Start}, s.whole.Repeats...)
}

// holds says whether a meeting of the series was to begin at t.
func (s *series) holds(t time.Time) bool {
	return slices.ContainsFunc(s.starts(), t.Equal)
}

// interviews returns the meetings of the series.
func (s *series) interviews() []Interview {
	var list []Interview
	length := s.whole.End.Sub(s.whole.Start)
	for _, start := range s.starts() {
		if s.exception(start) != nil {
			continue // listed below
		}
		e := s.whole.Event
		e.Start, e.End = start, start.Add(length)
		list = append(list, s.interview(e, start, s.whole.latest))
	}
	for _, v := range s.instances {
		e := v.Event
		if v.latest.AndFuture && v.latest.Cancels() {
			continue
		}
		if e.Start.IsZero() && s.holds(v.latest.Instance) {
			e = s.whole.Event
			e.Start, e.End = v.latest.Instance, v.latest.Instance.Add(length)
		}
		if !e.Start.IsZero() {
			list = append(list, s.interview(e, v.latest.Instance, v.latest))
		}
	}
	return list
}

// exception returns what was said of the single meeting that was to begin at t,
// or nil.
func (s *series) exception(t time.Time) *version {
	for i := range s.instances {
		v := &s.instances[i]
		if v.latest.Instance.Equal(t) && !(v.latest.AndFuture && v.latest.Cancels()) {
			return v
		}
	}
	return nil
}

// interview makes the meeting of e, which was to begin at original; latest is
// the newest word on it alone.
func (s *series) interview(e Event, original time.Time, latest Event) Interview {
	cancelled := latest.Cancels() ||
		s.whole.present && s.whole.latest.Cancels() && !s.whole.latest.olderThan(latest)
	for _, v := range s.instances {
		future := v.latest.AndFuture && v.latest.Cancels() && !original.Before(v.latest.Instance)
		cancelled = cancelled || future && !v.latest.olderThan(latest)
	}
	return Interview{
		UID: e.UID, Start: e.Start, End: e.End, AllDay: e.AllDay, Floating: e.Floating, Cancelled: cancelled,
		Summary: e.Summary, Location: e.Location, Organizer: e.Organizer, Attendees: e.Attendees,
	}
}
