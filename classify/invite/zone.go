package invite

import (
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // Windows and small containers have no zones of their own
)

// zone turns what a clock on the wall shows into a time.
type zone struct {
	// location is the zone; nil where only the calendar's own rules tell.
	location *time.Location
	own      *ownZone
}

// at returns the time at which the zone's clocks show wall. A time that
// daylight saving skips is reckoned with the offset before the gap, one that it
// repeats is the first (RFC 5545, section 3.3.5).
func (z zone) at(wall time.Time) time.Time {
	// Any zone's offset of a day and two hours ago, in its own reckoning, was in
	// force before a change that concerns this moment.
	before := z.offset(wall.Add(-26 * time.Hour))
	early := wall.Add(-before)
	if after := z.offset(early); after != before {
		if late := wall.Add(-after); z.offset(late) == after {
			early = late
		}
	}
	if z.location != nil {
		return early.In(z.location)
	}
	return early.In(time.FixedZone("", int(z.offset(early)/time.Second)))
}

// offset returns how far east of UTC the zone's clocks are at t.
func (z zone) offset(t time.Time) time.Duration {
	if z.location != nil {
		_, east := t.In(z.location).Zone()
		return time.Duration(east) * time.Second
	}
	return z.own.offset(t)
}

// Limits of a calendar's own zones. Whole histories have more observances, but
// also a name of IANA's.
const (
	maxZones       = 50
	maxObservances = 20
	maxDates       = 100 // RDATE and EXDATE, of one observance or event
	maxOnsets      = 12  // of one rule in two years; those in use have two
	maxPath        = 6   // parts of a TZID that are taken for a path
)

// ownZone is a VTIMEZONE (RFC 5545, section 3.6.5).
type ownZone struct {
	id          string // TZID
	location    string // X-LIC-LOCATION
	observances []observance
	onsets      map[int][]onset // by year, as they are needed
}

// observance is one STANDARD or DAYLIGHT of a VTIMEZONE.
type observance struct {
	start    time.Time // wall time
	from, to int       // seconds east of UTC
	known    bool      // to was read
	rule     rule
	dates    []clock // RDATE
}

// onset is a moment from which on an offset is in force.
type onset struct {
	at       time.Time
	from, to int
}

// offset returns the offset in force at t: that of the last onset before it, or
// the one before the first.
func (z *ownZone) offset(t time.Time) time.Duration {
	year := t.UTC().Year()
	onsets, known := z.onsets[year]
	if !known {
		for _, o := range z.observances {
			onsets = append(onsets, o.onsets(year)...)
		}
		slices.SortStableFunc(onsets, func(a, b onset) int { return a.at.Compare(b.at) })
		if z.onsets == nil {
			z.onsets = map[int][]onset{}
		}
		z.onsets[year] = onsets
	}
	after, _ := slices.BinarySearchFunc(onsets, t, func(o onset, t time.Time) int {
		if o.at.After(t) {
			return 1
		}
		return -1
	})
	switch {
	case len(onsets) == 0:
		return 0
	case after == 0:
		return time.Duration(onsets[0].from) * time.Second
	}
	return time.Duration(onsets[after-1].to) * time.Second
}

// onsets returns when o begins: its first time, its dates, and by its rule in
// the given year and the one before.
func (o observance) onsets(year int) []onset {
	list := []onset{o.onset(o.start)}
	for _, date := range o.dates {
		list = append(list, o.onset(date.wall))
	}
	start := o.start.Truncate(24 * time.Hour)
	first := time.Date(year-1, 1, 1, 0, 0, 0, 0, time.UTC)
	last := time.Date(year+1, 1, 2, 0, 0, 0, 0, time.UTC) // UTC's year may be behind the zone's
	days := o.rule.days(start, first, last)
	for _, day := range days[:min(len(days), maxOnsets)] {
		begins := o.onset(day.Add(o.start.Sub(start)))
		if o.rule.until.wall.IsZero() || !begins.at.After(o.rule.until.wall.Add(24*time.Hour)) {
			list = append(list, begins)
		}
	}
	return list
}

func (o observance) onset(wall time.Time) onset {
	return onset{wall.Add(-time.Duration(o.from) * time.Second), o.from, o.to}
}

// dropBroken leaves out observances that do not tell their offset.
func (z *ownZone) dropBroken() {
	z.observances = slices.DeleteFunc(z.observances, func(o observance) bool { return !o.known })
}

// read takes in a line of the observance.
func (o *observance) read(l line) {
	switch l.name {
	case "DTSTART":
		if c, ok := parseClock(l.value); ok && o.start.IsZero() {
			o.start = c.wall
		}
	case "TZOFFSETFROM":
		o.from, _ = parseOffset(l.value)
	case "TZOFFSETTO":
		o.to, o.known = parseOffset(l.value)
	case "RRULE":
		if r := parseRule(l.value); r.frequency == "YEARLY" && r.singleMonth() { // no zone changes otherwise
			o.rule = r
		}
	case "RDATE":
		o.dates = appendClocks(o.dates, l.value)
	}
}

// appendClocks adds the times of a list, at most maxDates in all. Of a period
// its start counts.
func appendClocks(list []clock, value string) []clock {
	for item := range strings.SplitSeq(value, ",") {
		item, _, _ = strings.Cut(item, "/")
		if c, ok := parseClock(item); ok && len(list) < maxDates {
			list = append(list, c)
		}
	}
	return list
}

// findZone finds the zone that a TZID names: by IANA's names, by those of
// Windows, by the calendar's own definition, by what people call a zone, or by an
// offset within the name. A name that is no place's, like "EST", gives way to the
// calendar's definition. It returns false where none of them tells.
func findZone(id string, own []*ownZone) (zone, bool) {
	id = strings.Trim(id, "\"' \t")
	location := namedLocation(id)
	if location != nil && isPlace(location) {
		return zone{location: location}, true
	}
	for _, z := range own {
		if strings.Trim(z.id, "\"' \t") != id || id == "" {
			continue
		}
		if location := namedLocation(z.location); location != nil {
			return zone{location: location}, true
		}
		if len(z.observances) > 0 {
			return zone{own: z}, true
		}
	}
	if location == nil {
		location = ianaLocation(calledZones[strings.ToLower(id)])
	}
	if location != nil {
		return zone{location: location}, true
	}
	if east, ok := offsetInName(id); ok {
		return zone{location: time.FixedZone("", east)}, true
	}
	return zone{}, false
}

// isPlace reports whether a zone is that of a place, whose rules are known.
func isPlace(location *time.Location) bool {
	return strings.Contains(location.String(), "/") && !strings.HasPrefix(location.String(), "Etc/")
}

// calledZones are what people and old programs call zones in which they do not
// define one. Names that mean several, such as "IST", are left out.
var calledZones = map[string]string{
	"eastern": "America/New_York", "edt": "America/New_York", "us-eastern": "America/New_York",
	"central": "America/Chicago", "cst": "America/Chicago", "cdt": "America/Chicago", "us-central": "America/Chicago",
	"mountain": "America/Denver", "mdt": "America/Denver", "us-mountain": "America/Denver",
	"pacific": "America/Los_Angeles", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "us-pacific": "America/Los_Angeles",
	"bst": "Europe/London", "cest": "Europe/Berlin", "eest": "Europe/Helsinki", "west": "Europe/Lisbon", "aest": "Australia/Brisbane", "aedt": "Australia/Sydney",
}

// namedLocation finds the zone of a name of IANA or Windows, or returns nil.
// QUIRK: libical and Mozilla put a path before IANA's name
// ("/freeassociation.sourceforge.net/Europe/Berlin"), Microsoft Teams
// "tzone://Microsoft/", Exchange the offset in brackets before Windows' name.
func namedLocation(name string) *time.Location {
	const longest = 100
	if len(name) > longest {
		return nil
	}
	if open := strings.LastIndexByte(name, '('); open > 0 && strings.HasSuffix(name, ")") { // "Eastern Standard Time (America/New_York)"
		if location := ianaLocation(name[open+1 : len(name)-1]); location != nil && isPlace(location) {
			return location
		}
	}
	if _, behind, ok := strings.Cut(name, ")"); ok && strings.HasPrefix(name, "(") {
		if location := ianaLocation(strings.TrimSpace(behind)); location != nil { // "(GMT-05:00) America/New_York"
			return location
		}
	}
	if strings.Contains(name, " ") {
		if location := ianaLocation(strings.ReplaceAll(name, " ", "_")); location != nil { // "America/New York"
			return location
		}
	}
	rest, more := name, false
	for range maxPath {
		if location := ianaLocation(rest); location != nil {
			return location
		}
		if location := ianaLocation(windowsZones[windowsName(rest)]); location != nil {
			return location
		}
		if _, rest, more = strings.Cut(rest, "/"); !more {
			break
		}
	}
	return nil
}

// windowsName brings a name into the form in which windowsZones has it.
func windowsName(name string) string {
	name = strings.ToLower(name)
	if _, rest, ok := strings.Cut(name, ")"); ok && strings.HasPrefix(name, "(") {
		name = rest
	}
	name, _, _ = strings.Cut(name, ";") // "pacific time (us & canada); tijuana"
	name = strings.Replace(name, " daylight time", " standard time", 1)
	if zone, number, ok := strings.Cut(name, " standard time "); ok && strings.Trim(number, "0123456789") == "" {
		name = zone + " standard time" // a copy of Outlook's: "eastern standard time 2"
	}
	return strings.TrimSpace(name)
}

// ianaLocation finds a zone of the IANA database, or returns nil. Zones of the
// machine ("Local") and names that could be paths of other files are none.
func ianaLocation(name string) *time.Location {
	if name == "" || name == "Local" || strings.HasPrefix(name, "/") {
		return nil
	}
	for i := range len(name) {
		if c := name[i]; !isNameByte(c) && c != '/' && c != '_' && c != '+' {
			return nil
		}
	}
	location, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	return location
}

// offsetInName reads the offset of "(UTC-05:00) Somewhere", "GMT+2" or "+0100".
func offsetInName(name string) (east int, ok bool) {
	name = strings.ToUpper(strings.TrimLeft(name, "( "))
	name = strings.TrimPrefix(strings.TrimPrefix(name, "UTC"), "GMT")
	end := strings.IndexFunc(name, func(r rune) bool { return !strings.ContainsRune("+-:.0123456789", r) })
	if end >= 0 {
		name = name[:end]
	}
	return parseOffset(name)
}
