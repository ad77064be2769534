package advice

import (
	"slices"

	"hearback/classify/timeline"
)

// silence is the window that runs, and what it is counted from.
type silence struct {
	Window
	span    Span
	from    timeline.Date // day 0 of the window
	clamped bool          // not earlier than a window that an early follow-up overtook
	away    timeline.Date // somebody is back on this day, and the window waits for it; zero: nobody is away
}

// silence returns the window of the employer's present silence: the first one
// until a follow-up, then that of the latest follow-up. The window of a
// promise takes the place of the first, and of those of the follow-ups before it: it
// may have been told by hand.
func (t turn) silence(p Profile, cal Calendar) silence {
	s, followUps := t.first(p, cal), t.followUps
	if promise := t.promise(); s.Rule == Promised {
		followUps = slices.DeleteFunc(slices.Clone(followUps), promise.At.After)
	}
	for i, at := range followUps {
		var next silence
		if i+1 < p.FollowUps {
			next = start(Second, p.Second, cal.day(at), cal)
		} else {
			next = start(LetGo, p.LetGo, cal.day(at), cal)
		}
		if next.from.Before(s.Opens) {
			next.notBefore(s.Window)
		}
		s = next
	}
	return t.waits(s, cal)
}

// first returns the first window of a silence.
func (t turn) first(p Profile, cal Calendar) silence {
	since := cal.day(t.since)
	if promise := t.promise(); promise.dated() && !promise.By.Before(since) {
		return start(Promised, p.Promised, promise.By, cal)
	}
	if !t.spoken {
		return start(Application, p.Application, since, cal)
	}
	return start(NonePromised, p.NonePromised, since, cal)
}

// waits moves a window behind the return of who is away: it is not earlier than
// one business day after that (ADVICE, clock 3).
func (t turn) waits(s silence, cal Calendar) silence {
	if t.away.IsZero() {
		return s
	}
	back := cal.AddBusinessDays(t.away, 1)
	if s.Due.Before(back) || s.Opens.Before(back) {
		clamped := s.clamped
		s.notBefore(Window{Opens: back, Due: back})
		s.clamped, s.away = clamped, t.away
	}
	return s
}

func start(rule Rule, span Span, from timeline.Date, cal Calendar) silence {
	w := cal.window(rule, span, from)
	w.Numbers, w.Source = span.String(), span.Source
	return silence{Window: w, span: span, from: from}
}

// notBefore moves each end of the window that is earlier than that of w to w's:
// who writes early does not come into turn earlier for it.
func (s *silence) notBefore(w Window) {
	if s.Opens.Before(w.Opens) {
		s.Opens, s.clamped = w.Opens, true
	}
	if s.Due.Before(w.Due) {
		s.Due, s.clamped = w.Due, true
	}
	if s.Rule == LetGo { // has one end
		s.Opens = s.Due
	}
}
