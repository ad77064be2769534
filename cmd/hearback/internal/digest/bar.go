package digest

import (
	"hearback/classify/advice"
	"hearback/classify/timeline"
	"hearback/cmd/hearback/internal/report"
)

// Silence is how long an employer has been silent, against the window that the
// advice gives it.
type Silence struct {
	Who
	Since string // "since Tue 3 Mar"
	Days  string // "7 days"
	State string // "past its window since Tue 10 Mar"
	Over  bool   // the window has run out
	Bar   []Part
}

// Part is a stretch of a bar in one look.
type Part struct {
	Look  Look
	Cells int // of barCells
}

// Percent is the part's share of the bar.
func (p Part) Percent() int { return 100 * p.Cells / barCells }

// Look says what a part of a bar stands for.
type Look string

// The looks. Those that are silent are filled.
const (
	Early   Look = "early"  // silent, before the window opens
	Within  Look = "within" // silent, within the window
	Late    Look = "late"   // silent, past the window
	Before  Look = "before" // days to come until the window opens
	Window  Look = "window" // days to come within the window
	Outside Look = "outside"
)

// A bar's window is due at dueCell, however long it is: one glance down the
// column tells who is past it.
const (
	barCells = 20
	dueCell  = 14
)

func (w *week) silence(c report.Candidacy, who Who) (Silence, bool) {
	if c.WaitingOn != string(advice.Employer) || c.Window == nil || c.WaitingSince == nil {
		return Silence{}, false
	}
	from, due := timeline.DateOf(moment(*c.WaitingSince, w.at)), c.Window.Due
	s := Silence{Who: who, Since: "since " + w.day(from), Days: count(w.today.Sub(from), "day", "days"), Over: !w.today.Before(due)}
	switch {
	case s.Over && snoozed(c, w.today):
		s.State = "snoozed until " + w.named(*c.SnoozedUntil)
	case s.Over:
		s.State = "past its window since " + w.day(due)
	case !w.today.Before(c.Window.Opens):
		s.State = "you may write now; due " + w.day(due)
	default:
		s.State = "you may write from " + w.day(c.Window.Opens)
		if c.Window.Opens == due {
			s.State = "due " + w.day(due)
		}
	}
	s.Bar = bar(w.today.Sub(from), c.Window.Opens.Sub(from), due.Sub(from))
	return s, true
}

// bar draws so many days of silence against the days on which its window opens
// and is due, all counted from the silence's beginning.
func bar(silent, opens, due int) []Part {
	cell := func(days int) int {
		if due <= 0 {
			return barCells
		}
		return min(max((days*dueCell+due/2)/due, 0), barCells)
	}
	open, full := min(cell(opens), dueCell), cell(silent)
	switch { // rounding must not tell another story than the days
	case silent > 0 && full == 0:
		full = 1
	case silent < due && full >= dueCell:
		full = dueCell - 1
	case silent >= due && full <= dueCell:
		full = dueCell + 1
	}
	if silent < opens {
		open = max(open, full)
	} else if silent < due {
		open = max(min(open, full-1), 0)
	}
	var parts []Part
	add := func(look Look, from, to int) {
		if to > from {
			parts = append(parts, Part{look, to - from})
		}
	}
	add(Early, 0, min(full, open))
	add(Within, open, min(full, dueCell))
	add(Late, dueCell, full)
	add(Before, full, open)
	add(Window, max(full, open), dueCell)
	add(Outside, max(full, dueCell), barCells)
	return parts
}

// filled is how much of the bar is silence.
func (s Silence) filled() int {
	n := 0
	for _, p := range s.Bar {
		if p.Look == Early || p.Look == Within || p.Look == Late {
			n += p.Cells
		}
	}
	return n
}
