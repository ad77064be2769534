package demo

import "time"

var (
	newYork    = zone("America/New_York", -5)
	losAngeles = zone("America/Los_Angeles", -8)
)

// zone finds a zone by name. With time/tzdata linked in it always does; the
// fixed offset only keeps the package free of a panic.
func zone(name string, hours int) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		return time.FixedZone(name, hours*3600)
	}
	return z
}

// The months of the story's present year, in New York.

func jan(day, hour, minute int) time.Time { return moment(time.January, day, hour, minute) }
func feb(day, hour, minute int) time.Time { return moment(time.February, day, hour, minute) }
func mar(day, hour, minute int) time.Time { return moment(time.March, day, hour, minute) }

// moment adds seconds that differ from minute to minute: nobody presses "send"
// on the full minute.
func moment(month time.Month, day, hour, minute int) time.Time {
	second := 0
	if minute != 0 {
		second = (day*7 + hour*13 + minute*3) % 60
	}
	return time.Date(2026, month, day, hour, minute, second, 0, newYork)
}

// The first and the last moment of the mailbox: ten weeks before the story and
// its last evening.
var (
	firstDay = time.Date(2025, time.December, 22, 0, 0, 0, 0, newYork)
	lastHour = time.Date(2026, time.March, 20, 21, 0, 0, 0, newYork)
)
