package classify

import "time"

// zoneOf is the zone of who writes at a time with an offset only: in spring and autumn
// an offset of today tells the hour of next week wrongly. It is the one of these that has
// the offset now; where none has, or several may be meant, the offset stays: zero is
// that of machines, and -6 of Mexico as of Denver.
func zoneOf(sent time.Time) *time.Location {
	_, offset := sent.Zone()
	for _, name := range [...]string{"Europe/Berlin", "America/New_York", "America/Los_Angeles"} {
		if zone, err := time.LoadLocation(name); err == nil {
			if _, there := sent.In(zone).Zone(); there == offset && offset != 0 {
				return zone
			}
		}
	}
	return sent.Location()
}
