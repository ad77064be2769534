package invite

import (
	"strconv"
	"strings"
	"time"
)

// The years in which an event is believed, as in the Date field of a message.
const earliestYear, latestYear = 1970, 2199

// clock is a date or a date with a time as it is written, before its zone is
// known (RFC 5545, sections 3.3.4 and 3.3.5).
type clock struct {
	wall time.Time // what the clock on the wall shows, as if it were UTC
	day  bool      // a date without a time
	utc  bool      // wall is UTC
}

// parseClock reads a DATE or DATE-TIME as it really occurs: without seconds,
// with the hyphens and colons of ISO 8601, with an offset behind it. It returns
// false where there is none.
func parseClock(value string) (clock, bool) {
	value = strings.TrimSpace(value)
	if len(value) > 40 {
		return clock{}, false
	}
	date, timeOfDay, timed := strings.Cut(strings.ToUpper(value), "T")
	date = strings.TrimSuffix(strings.ReplaceAll(date, "-", ""), "Z")
	year, month, day, ok := threeNumbers(date, 4)
	if !ok || year == 0 {
		return clock{}, false
	}
	c := clock{wall: time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC), day: !timed}
	if c.wall.Day() != day || int(c.wall.Month()) != month {
		return clock{}, false // 31 April
	}
	if !timed {
		return c, true
	}
	timeOfDay, east, ok := cutOffset(timeOfDay)
	c.utc = ok
	timeOfDay, _, _ = strings.Cut(strings.ReplaceAll(timeOfDay, ":", ""), ".")
	if len(timeOfDay) == 4 {
		timeOfDay += "00"
	}
	hour, minute, second, ok := threeNumbers(timeOfDay, 2)
	if !ok || hour > 23 || minute > 59 || second > 60 {
		return clock{}, false
	}
	second = min(second, 59) // a leap second
	c.wall = c.wall.Add(time.Duration(hour*3600+minute*60+second-east) * time.Second)
	return c, true
}

// threeNumbers reads digits as a number of the given width and two of two
// digits behind it.
func threeNumbers(digits string, width int) (first, second, third int, ok bool) {
	if len(digits) != width+4 {
		return 0, 0, 0, false
	}
	for i := range len(digits) {
		if !isDigit(digits[i]) {
			return 0, 0, 0, false
		}
	}
	first, _ = strconv.Atoi(digits[:width])
	second, _ = strconv.Atoi(digits[width : width+2])
	third, _ = strconv.Atoi(digits[width+2:])
	return first, second, third, true
}

// cutOffset takes "Z" or an offset such as "+0100" from the end of a time. It
// returns the seconds east of UTC, and whether there was either.
func cutOffset(s string) (rest string, east int, ok bool) {
	if rest, ok := strings.CutSuffix(s, "Z"); ok {
		return rest, 0, true
	}
	at := strings.LastIndexAny(s, "+-")
	if at < 0 {
		return s, 0, false
	}
	east, ok = parseOffset(s[at:])
	return s[:at], east, ok
}

// parseOffset reads a UTC-OFFSET (RFC 5545, section 3.3.14), "-0500", with a
// colon or a point or without minutes as well, in seconds east of UTC. It
// returns false for what no zone can be.
func parseOffset(s string) (east int, ok bool) {
	if s == "" || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	digits := strings.NewReplacer(":", "", ".", "").Replace(s[1:])
	switch len(digits) {
	case 1:
		digits = "0" + digits + "0000"
	case 2:
		digits += "0000"
	case 3:
		digits = "0" + digits + "00"
	case 4:
		digits += "00"
	}
	hours, minutes, seconds, ok := threeNumbers(digits, 2)
	const farthest = 14 // hours, the Line Islands
	if !ok || hours > farthest || minutes > 59 || seconds > 59 {
		return 0, false
	}
	east = hours*3600 + minutes*60 + seconds
	if s[0] == '-' {
		east = -east
	}
	return east, true
}

// parseDuration reads a DURATION (RFC 5545, section 3.3.6). Days count as 24
// hours. What is none, not positive or longer than maxLength gives 0.
func parseDuration(s string) time.Duration {
	s = strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(s)), "+")
	s, ok := strings.CutPrefix(s, "P")
	if !ok || len(s) > 20 {
		return 0
	}
	var total time.Duration
	number, digits := 0, 0
	for i := range len(s) {
		c := s[i]
		if isDigit(c) && digits < 7 {
			number, digits = number*10+int(c-'0'), digits+1
			continue
		}
		unit, known := durationUnits[c]
		if !known || digits == 0 && unit > 0 || unit > 0 && number > int(maxLength/unit) {
			return 0
		}
		total += time.Duration(number) * unit
		number, digits = 0, 0
	}
	if total < 0 || total > maxLength {
		return 0
	}
	return total
}

// durationUnits are the letters of a duration. T stands before the time of day.
var durationUnits = map[byte]time.Duration{
	'W': 7 * 24 * time.Hour, 'D': 24 * time.Hour, 'T': 0,
	'H': time.Hour, 'M': time.Minute, 'S': time.Second,
}
