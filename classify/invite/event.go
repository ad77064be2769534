// Package invite reads calendar invitations (iCalendar, RFC 5545) as they
// really occur, and says which meetings stand after all of them (iTIP, RFC
// 5546).
package invite

import (
	"strings"
	"time"

	"hearback/classify/mail"
)

// Limits of what is read of one calendar.
const (
	maxText      = 64 << 10 // bytes, as classify/mail keeps of a calendar part
	maxEvents    = 100      // events; an invitation has one, or one and its exceptions
	maxAttendees = 100      // of one event
	maxUID       = 500      // bytes
	maxSummary   = 500      // bytes
	maxLocation  = 500      // bytes
)

const (
	// usualLength is that of a meeting that states no end (ADVICE, points settled).
	usualLength = 60 * time.Minute
	// maxLength bounds a meeting. An end that is further off is not believed: an
	// interview ahead stops the clock, and one of months would stop it for months.
	maxLength = 7 * 24 * time.Hour
)

// Event is one VEVENT of a calendar: an invitation, its update, its
// cancellation, or an answer to it. Texts are single lines of valid UTF-8
// without control characters.
type Event struct {
	// Method is the calendar's METHOD in capitals: "REQUEST", "CANCEL",
	// "REPLY", "COUNTER", "PUBLISH". Empty where the calendar has none.
	Method   string
	UID      string
	Sequence int       // how often the organiser has changed the event; 0 where none is given
	Stamp    time.Time // DTSTAMP, when this version was made; zero where unreadable
	// Instance is the original start of the one meeting of a series that the
	// event is about (RECURRENCE-ID). Zero for all of them.
	Instance time.Time
	// AndFuture says that the event is about the instance and all later ones.
	AndFuture bool
	// Status is STATUS in capitals: "CONFIRMED", "TENTATIVE", "CANCELLED", or "".
	Status string

	// Start and End are in the event's zone. They are zero where no start could
	// be read; otherwise End is after Start, and at most 7 days after it. An end
	// that is missing or absurd is DURATION after the start, else 60 minutes,
	// for whole days one day.
	Start, End time.Time
	// AllDay says that whole days are meant: from midnight to midnight in the
	// zone that Parse was given.
	AllDay bool
	// Floating says that no zone is named or can be made out, so that the zone
	// is that which Parse was given.
	Floating bool
	// Repeats are the starts of the further meetings of a series, ascending,
	// all after Start: at most 9 within a year.
	Repeats []time.Time

	Summary   string
	Location  string
	Organizer mail.Participant
	Attendees []Attendee // people, without rooms and equipment; at most 100

	Unnumbered bool // no SEQUENCE was read
}

// Attendee is somebody who is invited.
type Attendee struct {
	mail.Participant
	Optional bool // need not come, or is only informed
	Declined bool
}

// Parse reads the events of a calendar, in their order, at most 100. Floating
// is the zone of times that name none; nil is UTC. What cannot be read is left out: an
// event whose other lines are broken still gives its start, and one without a
// readable start still gives its UID.
func Parse(text string, floating *time.Location) []Event {
	if len(text) > maxText {
		text = text[:maxText]
	}
	if floating == nil {
		floating = time.UTC
	}
	r := reader{floating: floating}
	for l := (lines{text}); ; {
		found, ok := l.next()
		if !ok {
			break
		}
		r.read(found)
	}
	r.endCalendar()
	return r.events
}

// reader collects the components of calendars. A VCALENDAR is kept until its
// end, because zones and METHOD may stand behind the events.
type reader struct {
	floating *time.Location
	events   []Event

	method string
	said   string // X-WR-TIMEZONE
	zones  []*ownZone
	drafts []draft

	within     string // "VEVENT", "VTIMEZONE" or ""
	observance bool   // within a STANDARD or DAYLIGHT
	nested     int    // depth of components in the event that are not read, such as alarms
}

// draft is an event whose times are not yet reckoned.
type draft struct {
	Event
	start, end, instance line
	duration             time.Duration
	rule                 rule
	dates, excluded      []line // RDATE, EXDATE
}

// read takes in one line. A component that is not ended ends with the next one
// of its rank, or with the text.
func (r *reader) read(l line) {
	kind := strings.ToUpper(l.value)
	switch {
	case l.name == "BEGIN":
		r.begin(kind)
	case l.name == "END":
		r.end(kind)
	case r.within == "VEVENT" && r.nested == 0:
		r.drafts[len(r.drafts)-1].read(l)
	case r.within == "VTIMEZONE":
		r.readZone(l)
	case r.within == "" && l.name == "METHOD" && r.method == "":
		const longest = 20
		r.method = strings.ToUpper(oneLine(l.value, longest))
	case r.within == "" && l.name == "X-WR-TIMEZONE" && r.said == "":
		r.said = l.value
	}
}

// begin opens a component.
func (r *reader) begin(kind string) {
	switch {
	case kind == "VCALENDAR":
		r.endCalendar()
	case kind == "VEVENT" && len(r.drafts)+len(r.events) < maxEvents:
		r.within, r.nested = kind, 0
		r.drafts = append(r.drafts, draft{Event: Event{Unnumbered: true}})
	case kind == "VTIMEZONE" && len(r.zones) < maxZones:
		r.within, r.observance = kind, false
		r.zones = append(r.zones, &ownZone{})
	case r.within == "VTIMEZONE" && (kind == "STANDARD" || kind == "DAYLIGHT"):
		z := r.zones[len(r.zones)-1]
		if r.observance = len(z.observances) < maxObservances; r.observance {
			z.observances = append(z.observances, observance{})
		}
	case r.within == "VEVENT" && kind != "VEVENT" && kind != "VTIMEZONE":
		r.nested++
	default:
		r.within = "other"
	}
}

// end closes a component.
func (r *reader) end(kind string) {
	switch {
	case kind == "VCALENDAR":
		r.endCalendar()
	case kind == "STANDARD" || kind == "DAYLIGHT":
		r.observance = false
	case kind == r.within || r.within == "other":
		r.within = ""
	case r.nested > 0:
		r.nested--
	}
}

// endCalendar makes events of what was collected, and forgets it.
func (r *reader) endCalendar() {
	for _, z := range r.zones {
		z.dropBroken()
	}
	t := times{own: r.zones, floating: r.floating, days: r.floating}
	if location := namedLocation(r.said); location != nil { // QUIRK: Google's, of the calendar that it was exported from
		t.floating = location
	}
	for i := range r.drafts {
		r.events = append(r.events, r.drafts[i].finish(r.method, &t))
	}
	*r = reader{floating: r.floating, events: r.events}
}

// readZone takes in a line of a VTIMEZONE.
func (r *reader) readZone(l line) {
	z := r.zones[len(r.zones)-1]
	switch {
	case r.observance:
		z.observances[len(z.observances)-1].read(l)
	case l.name == "TZID" && z.id == "":
		z.id = strings.Trim(l.value, `" `)
	case l.name == "X-LIC-LOCATION" && z.location == "":
		z.location = l.value
	}
}

// read takes in a line of the event. Of a property that stands twice the first
// counts.
func (d *draft) read(l line) {
	switch l.name {
	case "UID":
		first(&d.UID, oneLine(l.value, maxUID))
	case "SUMMARY":
		first(&d.Summary, oneLine(unescapeText.Replace(l.value), maxSummary))
	case "LOCATION":
		first(&d.Location, oneLine(unescapeText.Replace(l.value), maxLocation))
	case "STATUS":
		const longest = 20
		first(&d.Status, strings.ToUpper(oneLine(l.value, longest)))
	case "SEQUENCE":
		if n, ok := number(l.value, 0, 1<<31-1); ok && d.Unnumbered {
			d.Sequence, d.Unnumbered = n, false
		}
	case "DTSTAMP":
		if c, ok := parseClock(l.value); ok && d.Stamp.IsZero() && believed(c.wall) {
			d.Stamp = c.wall // always UTC (RFC 5545, section 3.8.7.2)
		}
	case "ORGANIZER":
		if d.Organizer == (mail.Participant{}) {
			d.Organizer = participant(l)
		}
	case "ATTENDEE":
		if a, ok := attendee(l); ok && len(d.Attendees) < maxAttendees {
			d.Attendees = append(d.Attendees, a)
		}
	default:
		d.readTime(l)
	}
}

// readTime takes in a line that says when.
func (d *draft) readTime(l line) {
	switch l.name {
	case "DTSTART":
		firstTime(&d.start, l)
	case "DTEND":
		firstTime(&d.end, l)
	case "RECURRENCE-ID":
		firstTime(&d.instance, l)
	case "DURATION":
		if d.duration == 0 {
			d.duration = parseDuration(l.value)
		}
	case "RRULE":
		if d.rule.frequency == "" {
			d.rule = parseRule(l.value)
		}
	case "RDATE":
		if len(d.dates) < maxDates {
			d.dates = append(d.dates, timeLine(l))
		}
	case "EXDATE":
		if len(d.excluded) < maxDates {
			d.excluded = append(d.excluded, timeLine(l))
		}
	}
}

// first sets what is still empty.
func first(field *string, value string) {
	if *field == "" {
		*field = value
	}
}

// firstTime keeps the first line whose time can be read.
func firstTime(field *line, l line) {
	l = timeLine(l)
	if _, ok := parseClock(l.value); ok && field.name == "" {
		*field = l
	}
}

// timeLine mends a line whose TZID holds a colon outside of quotes: no list of
// times holds one before its last eight digits.
// QUIRK: "DTSTART;TZID=(UTC-05:00) Eastern Time (US & Canada):20260310T140000".
func timeLine(l line) line {
	const date = len("20260310")
	at := strings.LastIndexByte(l.value, ':')
	if at < 0 || len(l.value)-at-1 < date {
		return l
	}
	for _, c := range []byte(l.value[at+1 : at+1+date]) {
		if !isDigit(c) {
			return l
		}
	}
	l.params += ":" + l.value[:at]
	l.value = l.value[at+1:]
	return l
}

// believed says whether an event may be at t.
func believed(t time.Time) bool {
	return t.Year() >= earliestYear && t.Year() <= latestYear
}
