package invite

import (
	"slices"
	"strings"
	"time"
)

// Limits of a series. The clock of a candidacy asks for the next meeting and
// the last one, and talks about one role are few: whatever recurs more often
// or for longer is another kind of meeting.
const (
	maxInstances = 10
	seriesYears  = 1
)

// times reckons times in the zones of one calendar.
type times struct {
	own      []*ownZone
	floating *time.Location
	days     *time.Location  // in which whole days begin: dates have no zone
	zones    map[string]zone // those found, by TZID
	unknown  map[string]bool // those looked for in vain
}

// zone returns the zone of the times on a line, and whether it is floating.
func (t *times) zone(l line) (zone, bool) {
	floating := zone{location: t.floating}
	id := l.param("TZID")
	if id == "" || t.unknown[id] {
		return floating, true
	}
	z, known := t.zones[id]
	if known {
		return z, false
	}
	if t.zones == nil {
		t.zones, t.unknown = map[string]zone{}, map[string]bool{}
	}
	z, found := findZone(id, t.own)
	if !found {
		t.unknown[id] = true
		return floating, true
	}
	t.zones[id] = z
	return z, false
}

// at returns the time that c means in z.
func (c clock) at(z zone) time.Time {
	if c.utc {
		return c.wall
	}
	return z.at(c.wall)
}

// nearby says whether other can be part of a series that begins at c: within a
// year, whatever their zones.
func (c clock) nearby(other clock) bool {
	const zones = 2 // days
	return !other.wall.Before(c.wall.AddDate(0, 0, -zones)) && other.wall.Before(c.wall.AddDate(seriesYears, 0, zones))
}

// finish reckons the times of the event.
func (d *draft) finish(method string, t *times) Event {
	e := d.Event
	e.Method = method
	if c, ok := parseClock(d.instance.value); ok && believed(c.wall) {
		z, _ := t.zone(d.instance)
		if c.day {
			z = zone{location: t.days}
		}
		e.Instance = c.at(z)
		e.AndFuture = strings.EqualFold(d.instance.param("RANGE"), "THISANDFUTURE")
	}
	start, ok := parseClock(d.start.value)
	if !ok || !believed(start.wall) {
		return e
	}
	z, floating := t.zone(d.start)
	e.AllDay = start.day
	e.Floating = floating && !start.utc
	if e.AllDay {
		z, e.Floating = zone{location: t.days}, true
	}
	e.Start = start.at(z)
	e.End = d.endAt(e.Start, z, t)
	if starts := d.starts(start, z, t); len(starts) > 0 {
		e.End = starts[0].Add(e.End.Sub(e.Start))
		e.Start, e.Repeats = starts[0], starts[1:]
	}
	return e
}

// endAt returns when the event ends that begins at start.
func (d *draft) endAt(start time.Time, z zone, t *times) time.Time {
	if c, ok := parseClock(d.end.value); ok && c.day == d.isDay() && believed(c.wall) {
		endZone, floating := t.zone(d.end)
		if floating || c.day {
			endZone = z
		}
		if end := c.at(endZone); end.After(start) && end.Sub(start) <= maxLength {
			return end
		}
	}
	switch {
	case d.isDay():
		days := max(1, int(d.duration/(24*time.Hour)))
		return start.AddDate(0, 0, days)
	case d.duration > 0:
		return start.Add(d.duration)
	}
	return start.Add(usualLength)
}

// isDay says whether the event begins on a date without a time.
func (d *draft) isDay() bool {
	c, _ := parseClock(d.start.value)
	return c.day
}

// starts returns when the meetings of a series begin, ascending, at most
// maxInstances. The start that is stated always counts, whether the rule says
// it or not, unless it is excluded. It returns nil where none is left.
func (d *draft) starts(start clock, z zone, t *times) []time.Time {
	if d.rule.frequency == "" && len(d.dates) == 0 && len(d.excluded) == 0 {
		return nil
	}
	excluded := d.exclusions(start, z, t)
	stated := start.at(z)
	all := append(d.ruled(start, z, excluded), stated)
	for _, l := range d.dates {
		dateZone, floating := t.zone(l)
		if floating {
			dateZone = z
		}
		for _, c := range appendClocks(nil, l.value) {
			if c.day != start.day || !start.nearby(c) {
				continue
			}
			if at := c.at(dateZone); at.After(stated) {
				all = append(all, at)
			}
		}
	}
	slices.SortFunc(all, time.Time.Compare)
	all = slices.CompactFunc(all, time.Time.Equal)
	all = slices.DeleteFunc(all, excluded.hold)
	return all[:min(len(all), maxInstances)]
}

// ruled returns the starts that the rule gives after the stated one, within a
// year. The stated one counts as the first of COUNT.
func (d *draft) ruled(start clock, z zone, excluded exclusions) []time.Time {
	day := start.wall.Truncate(24 * time.Hour)
	clockTime := start.wall.Sub(day)
	var list []time.Time
	counted := 1
	for _, next := range d.rule.days(day, day.AddDate(0, 0, 1), day.AddDate(seriesYears, 0, 0)) {
		if counted++; d.rule.count > 0 && counted > d.rule.count {
			break
		}
		at := clock{wall: next.Add(clockTime), utc: start.utc, day: start.day}.at(z)
		if d.rule.endsBefore(at, z) || len(list) == maxInstances {
			break
		}
		if !excluded.hold(at) {
			list = append(list, at)
		}
	}
	return list
}

// endsBefore says whether UNTIL lies before t. A date includes its whole day.
func (r rule) endsBefore(t time.Time, z zone) bool {
	if r.until.wall.IsZero() {
		return false
	}
	until := r.until.at(z)
	if r.until.day {
		until = z.at(r.until.wall.AddDate(0, 0, 1)).Add(-1)
	}
	return t.After(until)
}

// exclusions are the starts and the whole days that EXDATE takes out.
type exclusions struct {
	starts map[int64]bool  // Unix time
	days   map[string]bool // in the event's zone
}

// hold says whether the meeting at t does not take place.
func (x exclusions) hold(t time.Time) bool {
	return x.starts[t.Unix()] || x.days[t.Format(time.DateOnly)]
}

// exclusions reads EXDATE.
func (d *draft) exclusions(start clock, z zone, t *times) exclusions {
	x := exclusions{map[int64]bool{}, map[string]bool{}}
	for _, l := range d.excluded {
		dateZone, floating := t.zone(l)
		if floating {
			dateZone = z
		}
		for _, c := range appendClocks(nil, l.value) {
			switch {
			case c.day:
				x.days[c.wall.Format(time.DateOnly)] = true
			case start.nearby(c):
				x.starts[c.at(dateZone).Unix()] = true
			}
		}
	}
	return x
}
