package config

import (
	"time"
)

// Notify is what the desktop is used for.
type Notify struct {
	Desktop      bool  // whether there are toasts at all
	Hours        Hours // no toast outside them: it waits
	Applications bool  // whether flags of applications that nobody answered are told too
}

// Hours are a part of each day, in the configured zone. They may run past
// midnight: "22:00-06:00".
type Hours struct {
	From, To int // minutes since midnight by the clock on the wall
}

// Contain reports whether a time, in its own zone, lies within the hours.
func (h Hours) Contain(t time.Time) bool {
	minute := t.Hour()*60 + t.Minute()
	if h.From < h.To {
		return h.From <= minute && minute < h.To
	}
	return h.From <= minute || minute < h.To
}

// defaultNotify is what holds without a table [notify].
var defaultNotify = Notify{Desktop: true, Hours: Hours{From: 9 * 60, To: 18 * 60}}

// notifyKeys are those of the table.
var notifyKeys = []string{"desktop", "hours", "applications"}

// notify takes in a setting of [notify].
func (r *reader) notify(s setting) (err error) {
	n := &r.config.Notify
	switch {
	case len(s.path) == 1 && s.isTable():
		return nil
	case len(s.path) == 1:
		return wrong("want a table: [notify]")
	case s.path[1] == "desktop":
		n.Desktop, err = s.bool(2)
	case s.path[1] == "applications":
		n.Applications, err = s.bool(2)
	case s.path[1] == "hours":
		var text string
		if text, err = s.string(2); err == nil {
			n.Hours, err = hours(text)
		}
	default:
		return unknown(s.path[1], notifyKeys, topKeys, "it belongs to the top of the file: write it above the first [table]")
	}
	return err
}

// hours reads "09:00-18:00". "24:00" is the end of the day.
func hours(text string) (Hours, error) {
	bad := wrong("want two times of the day", `hours = "09:00-18:00"`, `hours = "00:00-24:00" is always`)
	if len(text) != len("09:00-18:00") || text[5] != '-' {
		return Hours{}, bad
	}
	h := Hours{To: 24 * 60}
	from, err := time.Parse("15:04", text[:5])
	if err != nil {
		return Hours{}, bad
	}
	h.From = from.Hour()*60 + from.Minute()
	if text[6:] != "24:00" {
		to, err := time.Parse("15:04", text[6:])
		if err != nil {
			return Hours{}, bad
		}
		h.To = to.Hour()*60 + to.Minute()
	}
	if h.From == h.To {
		return Hours{}, wrong("the hours end when they begin: no toast would ever come", "desktop = false says so")
	}
	return h, nil
}
