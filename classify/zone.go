package classify

import (
	"slices"
	"sync"
	"time"
)

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

// ofLondon reports whether a text tells that its writer has the time of London.
func ofLondon(text string) bool {
	return slices.ContainsFunc(wordsOf(text), func(w word) bool { return londoners[w.folded] })
}

var londoners = set("london gmt bst uk britain england scotland wales")

// london is the zone, or UTC where the system knows none.
var london = sync.OnceValue(func() *time.Location {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		return time.UTC
	}
	return zone
})
