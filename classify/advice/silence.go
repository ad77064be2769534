package advice

import "hearback/classify/timeline"

// silence is the window that runs, and what it is counted from.
type silence struct {
	Window
	span    Span
	from    timeline.Date // day 0 of the window
	clamped bool          // not earlier than a window that an early follow-up overtook
}

// silence returns the window of the employer's present silence: the first one
// until a follow-up, then that of the latest follow-up. The window of a
// promise, where one was made, takes the place of the first.
func (t turn) silence(p Profile, cal Calendar) silence {
	s := start(NonePromised, p.NonePromised, cal.day(t.since), cal)
	for i, at := range t.followUps {
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
	return s
}

func start(rule Rule, span Span, from timeline.Date, cal Calendar) silence {
	return silence{Window: cal.window(rule, span, from), span: span, from: from}
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
