package mail

import (
	"strings"
	"time"
)

// maxDate bounds a Date value in bytes: none that is meant honestly is longer.
const maxDate = 200

// parseDate reads a Date value (RFC 5322, sections 3.3 and 4.3) as it really
// occurs: without weekday, seconds or zone, with comments, two-digit years,
// names of zones, in the order of asctime, or as ISO 8601. The time is in the
// sender's zone. What is no date gives the zero time.
func parseDate(value string) time.Time {
	d := dateReader{text: value, offset: noOffset}
	for d.token() {
	}
	return d.time()
}

// noOffset marks a zone that was not given.
const noOffset = 1 << 30

// dateReader collects what the words of a date say.
type dateReader struct {
	text             string
	at               int
	day, month, year int
	hour, min, sec   int
	timed            bool // a time of day was read
	offset           int  // seconds east of UTC
	broken           bool
}

// token reads the next word. It returns false at the end.
func (d *dateReader) token() bool {
	for d.at < len(d.text) && !isDigit(d.text[d.at]) && !isLetter(d.text[d.at]) {
		if d.text[d.at] == '(' {
			d.comment()
			continue
		}
		d.at++
	}
	if d.at >= len(d.text) || d.broken {
		return false
	}
	start := d.at
	sign := byte(0)
	if start > 0 {
		sign = d.text[start-1]
	}
	if isLetter(d.text[start]) {
		for d.at < len(d.text) && isLetter(d.text[d.at]) {
			d.at++
		}
		d.word(d.text[start:d.at])
		return true
	}
	n := d.digits()
	size := d.at - start
	following := d.peek()
	switch {
	case d.timed && (sign == '+' || sign == '-') && (d.year > 0 || size >= 4):
		d.zone(sign, n, size)
	case !d.timed && (following == ':' || following == '.' && d.year > 0) && size <= 2:
		d.clock(n)
	case size == 4 && d.year == 0 && d.day == 0 && d.month == 0 && (following == '-' || following == '/'):
		d.iso(n)
	case size <= 2 && d.day == 0:
		d.day = n
		d.broken = n == 0
	case d.year == 0 && size <= 4:
		d.setYear(n, size)
	}
	return true
}

// digits reads a run of digits. More than nine are nonsense.
func (d *dateReader) digits() int {
	n, start := 0, d.at
	for d.at < len(d.text) && isDigit(d.text[d.at]) {
		n = n*10 + int(d.text[d.at]-'0')
		d.at++
		if d.at-start > 9 {
			d.broken = true
			return 0
		}
	}
	return n
}

// peek returns the byte at the place of reading, or 0.
func (d *dateReader) peek() byte {
	if d.at < len(d.text) {
		return d.text[d.at]
	}
	return 0
}

// comment skips a comment, nested or not closed.
func (d *dateReader) comment() {
	depth := 0
	for d.at < len(d.text) {
		switch d.text[d.at] {
		case '(':
			depth++
		case ')':
			depth--
		}
		d.at++
		if depth == 0 {
			return
		}
	}
}

// setYear applies RFC 5322, section 4.3 to short years.
func (d *dateReader) setYear(n, size int) {
	switch {
	case size == 4 && n >= 200:
	case size == 4: // QUIRK: "0126", years since 1900
		n += 1900
	case n < 50:
		n += 2000
	default:
		n += 1900
	}
	d.year = n
}

// iso reads "-03-01" after the year of an ISO 8601 date, or "/03/01".
func (d *dateReader) iso(year int) {
	d.year = year
	d.at++
	d.month = d.digits()
	if d.peek() == '-' || d.peek() == '/' {
		d.at++
		d.day = d.digits()
	}
	d.broken = d.broken || d.month < 1 || d.month > 12 || d.day < 1
}

// clock reads ":04:05" or ".04.05" after the hour, with a fraction or without.
func (d *dateReader) clock(hour int) {
	separator := d.peek()
	d.timed = true
	d.hour = hour
	d.at++
	d.min = d.digits()
	if d.peek() == separator || d.peek() == ':' {
		d.at++
		d.sec = d.digits()
		if d.peek() == '.' || d.peek() == ',' {
			d.at++
			for d.at < len(d.text) && isDigit(d.text[d.at]) {
				d.at++
			}
		}
	}
	if d.hour > 23 || d.min > 59 || d.sec > 60 {
		d.broken = true
	}
	d.sec = min(d.sec, 59) // a leap second
}

// zone reads "+0100", "+01:00" or "+1". What no zone can be counts as UTC (RFC
// 5322, section 4.3).
func (d *dateReader) zone(sign byte, n, size int) {
	hours, minutes := n/100, n%100
	if size <= 2 {
		hours, minutes = n, 0
		if d.peek() == ':' {
			d.at++
			minutes = d.digits()
		}
	}
	const farthest = 14 // hours, the Line Islands
	if hours > farthest || minutes > 59 {
		hours, minutes = 0, 0
	}
	d.offset = hours*3600 + minutes*60
	if sign == '-' {
		d.offset = -d.offset
	}
}

// word reads a month, a name of a zone, or AM and PM; others are passed over.
func (d *dateReader) word(word string) {
	if len(word) < 1 || len(word) > 9 {
		return
	}
	var buf [9]byte
	for i := range len(word) {
		buf[i] = word[i] | 0x20
	}
	lower := buf[:len(word)]
	if d.month == 0 && len(lower) >= 3 {
		if at := strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", string(lower[:3])); at >= 0 && at%3 == 0 {
			d.month = at/3 + 1
			return
		}
	}
	if !d.timed {
		return
	}
	switch string(lower) {
	case "am":
		d.hour %= 12
		return
	case "pm":
		d.hour = d.hour%12 + 12
		return
	}
	if d.offset == noOffset {
		if hours, ok := zoneHours[string(lower)]; ok {
			d.offset = hours * 3600
		}
	}
}

// zoneHours are the zones of RFC 5322, section 4.3, and those of Europe, which
// programs send in the same way. Military letters count as UTC there.
var zoneHours = map[string]int{
	"z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0,
	"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
	"bst": 1, "west": 1, "cet": 1, "met": 1, "mez": 1, "cest": 2, "mest": 2, "mesz": 2, "eet": 2, "eest": 3,
}

// time puts the words together.
func (d *dateReader) time() time.Time {
	const earliest, latest = 1970, 2199
	if d.broken || d.day == 0 || d.month == 0 || d.year < earliest || d.year > latest {
		return time.Time{}
	}
	zone := time.UTC
	if d.offset != noOffset && d.offset != 0 {
		zone = time.FixedZone("", d.offset)
	}
	t := time.Date(d.year, time.Month(d.month), d.day, d.hour, d.min, d.sec, 0, zone)
	if t.Day() != d.day {
		return time.Time{} // 31 April
	}
	return t
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
