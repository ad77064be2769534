package timeline

import (
	"strings"
	"time"
)

// Intent is what the words around an appointment make of it.
type Intent uint8

// The intents. Of a moved appointment the old time is Cancelled, the new one Moved.
const (
	Stated Intent = iota
	Confirmed
	Offered // one to choose, among others or alone
	Moved
	Cancelled
	Refused // one at which the writer cannot
)

func (i Intent) String() string {
	return [...]string{"stated", "confirmed", "offered", "moved", "cancelled", "refused"}[i]
}

// Appointment is a time of an interview as a text tells it.
type Appointment struct {
	Start time.Time // in the zone that the text names, else in the sender's
	End   time.Time // zero where the text tells neither an end nor a length
	Zone  string    // the zone as the text names it, "" where it names none
	// Intent says whether the text confirms, offers, moves, cancels or refuses it.
	Intent   Intent
	Phrase   string // the words, as they stand in the text
	From, To int    // where they stand in it, in bytes
}

// maxAppointments bounds the times that one text can tell.
const maxAppointments = 50

// Times returns the times of day that a text gives with their day, in the order
// of the text: "Tuesday March 3 at 3 pm ET", "am Dienstag, 3. März um 15 Uhr",
// "10:30-11:15 am on the 12th". Days are read against sent in its zone. A time
// without a zone is in the sender's. An hour without am or pm from 1 to 6 is one of
// the afternoon. A length told anywhere ("a 30 minute call") ends those without
// an end. Deadlines ("by 5 pm on Friday"), opening hours and times before sent are
// not appointments. Quoted lines are passed over; only the first 64 KB are read.
func Times(text string, sent time.Time) []Appointment {
	t := timer{parser: parser{text: text, tokens: tokenize(text), sent: sent, base: DateOf(sent), cal: everyDay{}}}
	t.length = t.stated()
	for start := 0; start < len(t.tokens) && len(t.found) < maxAppointments; {
		end := start + 1
		for end < len(t.tokens) && !t.tokens[end].first {
			end++
		}
		t.sentence(start, end)
		start = end
	}
	return t.found
}

// everyDay is a calendar for times of the day, which need no business days.
type everyDay struct{}

func (everyDay) IsBusiness(Date) bool               { return true }
func (everyDay) AddBusinessDays(d Date, n int) Date { return d.AddDays(n) }

// timer finds appointments.
type timer struct {
	parser
	found  []Appointment
	length time.Duration
	day    span // the last day told
	dayAt  int  // the token after it
	intent Intent
	spoken int // where the intent was told
}

// memory is how many tokens further a day told above a list of times holds.
const memory = 40

func (t *timer) sentence(start, end int) {
	intent, said := t.intentOf(start, end)
	if said {
		t.intent, t.spoken = intent, end
	} else if start-t.spoken < 3*memory {
		intent = t.intent
	}
	first, told := len(t.found), 0 // where the day of the last one was told
	for i := start; i < end && !t.opens(i); {
		if day, after := t.dayAtToken(i); after > 0 {
			if intent == Offered && day.weekday > 0 && t.dayAt > start && t.day.weekday > 0 && day.to.Before(t.day.to) {
				day.to = day.to.AddDays(7) // "Monday at 10 or Tuesday at 2"
			}
			t.day, t.dayAt = day, after
			i = after
			continue
		}
		if a, after := t.time(i, end); after > 0 {
			if len(t.found) == first || told != t.dayAt || !t.restates(after) && !t.reckons(i) {
				a.Intent = intent
				if intent <= Offered && t.refuses(a.From, i, after, start, end) {
					a.Intent = Refused
				}
				t.found, told = append(t.found, a), t.dayAt
			}
			i = after
			continue
		}
		i++
	}
	t.settle(t.found[first:], start, end, said)
}

// restates reports whether the time before i is the one before it by another clock:
// "11 Eastern, 4pm for you".
func (t *timer) restates(i int) bool {
	return t.is(i, "yours", "mine", "ours") || t.is(i, "for") && t.is(i+1, "you", "me", "us") || t.is(i, "your", "my", "our", "local") && t.is(i+1, "time")
}

// reckons reports whether the time at i is what the writer makes of the one before it:
// "3 pm yours, which makes it 10:30".
func (t *timer) reckons(i int) bool {
	for k := i - 1; k >= max(0, i-4); k-- {
		if t.is(k, "makes", "make", "reckon", "i.e") || t.is(k, "is", "means") && t.is(k-1, "which", "that") {
			return true
		}
	}
	return false
}

// settle tells apart the times of one sentence: the old and the new one of a
// moved appointment, those joined by "or".
func (t *timer) settle(found []Appointment, start, end int, told bool) {
	if len(found) > 1 && !told {
		for i := start; i < end; i++ {
			if t.m(i).or {
				for k := range found {
					found[k].Intent = Offered
				}
				break
			}
		}
	}
	if len(found) > 1 && found[0].Intent == Moved {
		old := 0
		for i := start; i < end; i++ { // "to Wednesday at 4 instead of Tuesday at 3"
			if t.is(i, "instead", "statt", "anstatt", "lieu", "rather") && t.tokens[i].start > found[0].From && t.tokens[i].start < found[1].From {
				old = 1
			}
		}
		found[old].Intent = Cancelled
	}
}

// dayAtToken reads a single day at i.
func (t *timer) dayAtToken(i int) (span, int) {
	if m := t.m(i); t.at(i).number < 0 && !m.starts {
		return span{}, 0
	}
	for _, read := range [...]func(*parser, int, prep) (span, int){
		(*parser).numericDate, (*parser).dayWord, (*parser).calendarDate, (*parser).period,
	} {
		s, end := read(&t.parser, i, on)
		if end == 0 || s.vague || s.form != aDay || s.clock || s.from != s.to {
			continue
		}
		s.first, s.end = i, end
		if other := t.m(end); (other.to || t.is(end, "-")) && t.weekdayAt(end+1) > 0 { // "Monday to Friday": opening hours
			s.past = true
			return s, end + 2
		}
		return s, end
	}
	return span{}, 0
}

// time reads a time of the day at i, with its end and zone, and finds its day.
func (t *timer) time(i, end int) (Appointment, int) {
	if _, end := t.offset(i - 1); end > 0 && t.is(i-2, "utc", "gmt") {
		return Appointment{}, 0
	}
	from, after := t.clock(i)
	if after == 0 {
		return Appointment{}, 0
	}
	until, isRange := clock{}, false
	j := after
	if m := t.m(j); t.is(j, "-") || m.to || t.is(j, "and", "und", "et", "y") && t.is(i-1, "between", "zwischen", "entre") {
		j++
		for t.is(j, "las", "um", "a") {
			j++
		}
		if c, e := t.clock(j); e > 0 && (c.sure || from.sure) {
			until, isRange, after = c, true, e
		}
	}
	led := t.is(i-1, "at", "@", "um", "las", "gegen", "from", "von", "ab", "between", "around", "about", "de")
	zone, name, zoned := t.zone(after)
	bare := t.is(i-1, "at", "@", "las", "um") && t.bareHour(after) || name != "" && t.is(i-1, "around", "about")
	dotted := after == i+3 && (led || i > 0 && (t.dayAt == i || t.dayAt == i-1 && t.is(i-1, ","))) // "Friday 2.30"
	if !from.sure && !until.sure && !dotted && !(led && !isRange && bare) {
		return Appointment{}, 0
	}
	from, until = halves(from, until, isRange)
	after = zoned
	if c, end := t.clock(after + 1); name != "" && !isRange && t.is(after, "-") && end > 0 && c.sure { // "2pm GMT - 3pm GMT"
		from, until = halves(from, c, true)
		isRange = true
		_, _, after = t.zone(end)
	}
	day, first, last, ok := t.dayOf(i, after, end)
	if !ok || t.limited(min(first, i)) || t.limited(i) || day.past {
		return Appointment{}, 0
	}
	a := Appointment{Start: day.to.clock(from, zone), Zone: name}
	switch {
	case isRange:
		a.End = day.to.clock(until, zone)
		if a.End.Before(a.Start) {
			a.End = a.End.Add(24 * time.Hour)
		}
	case t.length > 0:
		a.End = a.Start.Add(t.length)
	}
	if a.Start.Before(t.sent) {
		return Appointment{}, 0
	}
	a.From, a.To = t.tokens[min(first, i)].start, t.tokens[max(last, after)-1].end
	a.Phrase = t.text[a.From:a.To]
	return a, max(last, after)
}

// bareHour reports whether what follows "at 3" leaves it an hour.
func (t *timer) bareHour(i int) bool {
	m := t.m(i)
	return !t.continues(i) || m.prep > 0 || m.weekday > 0 || t.at(i).mark() != 0 && !t.is(i, "%", "/") || m.or || m.to2 || m.day > 0 || t.is(i, "works", "work", "is", "with", "if", "for", "will", "eastern", "pacific", "central", "et", "pt", "ct")
}

// limited reports whether what begins at i is a deadline: "by 5 pm".
func (t *timer) limited(i int) bool {
	return t.is(i-1, "by", "before", "until", "till", "bis", "avant", "antes", "vor", "than") ||
		t.is(i-1, "on", "zum", "am", "le", "del", "el", "the", "de") && t.is(i-2, "by", "before", "until", "bis", "avant", "antes")
}

// opens reports whether opening hours begin at i: "Office hours: 8 a.m. to 4 p.m."
func (t *timer) opens(i int) bool {
	if !t.is(i, "hours", "hrs", "burozeiten", "offnungszeiten", "sprechzeiten", "servicezeiten", "horaires", "horario", "abierto", "geoffnet", "ouvert") &&
		!(t.is(i, "open") && t.is(i-1, "counter", "office", "desk", "reception", "shop", "store", "branch", "line", "lines", "daily", "are", "is", "weekdays")) &&
		!(t.is(i, "work", "arbeite", "travaille", "trabajo") && t.is(i-1, "i", "we", "ich", "je", "yo", ".")) {
		return false
	}
	for t.is(i+1, ":", "from", "von", "de", "are", "-") {
		i++
	}
	_, end := t.clock(i + 1)
	return end > 0
}

// halves settles am and pm: what one end of a range says holds for the other;
// an hour from 1 to 6 that says nothing is one of the afternoon.
func halves(from, until clock, isRange bool) (clock, clock) {
	if isRange && until.twelve && !from.twelve && from.hour < 12 && until.hour >= 12 && from.hour+12 <= until.hour {
		from.hour += 12
	}
	if isRange && until.twelve {
		from.half = true
	}
	if isRange && from.twelve && !until.twelve && until.hour < from.hour && until.hour < 12 {
		until.hour += 12
		until.half = true
	}
	for _, c := range []*clock{&from, &until} {
		if !c.half && c.hour >= 1 && c.hour <= 6 {
			c.hour += 12
		}
	}
	if isRange && until.hour < from.hour && !until.half {
		until.hour += 12
	}
	return from, until
}

// dayOf returns the day of a time that stands from i to after: the one that
// follows at once, else the last one before. It also returns the tokens of the
// day where it stands beside the time, else those of the time.
func (t *timer) dayOf(i, after, end int) (day span, first, last int, ok bool) {
	near := t.dayAt > 0 && i-t.dayAt <= 4 && t.day.first >= 0 && t.dayAt <= i
	if near {
		for k := t.dayAt; k < i; k++ {
			near = near && !t.tokens[k].first
		}
	}
	if !near {
		for k := after; k < min(after+4, end); k++ {
			if d, e := t.dayAtToken(k); e > 0 {
				t.day, t.dayAt = d, e
				return d, i, e, true
			}
			if !t.is(k, "on", ",", "this", "am", "le", "el", "the", "(", ")", "den", "of", "del", "time", "de") {
				break
			}
		}
	}
	if t.dayAt == 0 || i-t.dayAt > memory {
		return span{}, 0, 0, false
	}
	if near {
		return t.day, t.day.first, after, true
	}
	return t.day, i, after, true
}

// clock returns the moment of the day.
func (d Date) clock(c clock, zone *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, c.hour, c.minute, 0, 0, zone)
}

// zones are the names of zones. QUIRK: people write EST all the year; the
// name stands for the clocks of the place, not for the offset.
var zones = map[string]string{
	"et": "America/New_York", "est": "America/New_York", "edt": "America/New_York", "eastern": "America/New_York",
	"ct": "America/Chicago", "cst": "America/Chicago", "cdt": "America/Chicago", "central": "America/Chicago",
	"mt": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver", "mountain": "America/Denver",
	"pt": "America/Los_Angeles", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "pacific": "America/Los_Angeles",
	"gmt": "Europe/London", "bst": "Europe/London", "uk": "Europe/London", "london": "Europe/London", "utc": "UTC",
	"cet": "Europe/Berlin", "cest": "Europe/Berlin", "mez": "Europe/Berlin", "mesz": "Europe/Berlin", "berlin": "Europe/Berlin",
	"paris": "Europe/Paris", "madrid": "Europe/Madrid", "ist": "Asia/Kolkata", "jst": "Asia/Tokyo", "sgt": "Asia/Singapore",
	"melbourne": "Australia/Melbourne", "sydney": "Australia/Sydney", "dublin": "Europe/Dublin", "chicago": "America/Chicago", "toronto": "America/Toronto",
	"zurich": "Europe/Zurich", "wien": "Europe/Vienna", "vienna": "Europe/Vienna", "lisbon": "Europe/Lisbon", "amsterdam": "Europe/Amsterdam", "tokyo": "Asia/Tokyo", "singapore": "Asia/Singapore", "ny": "America/New_York", "nyc": "America/New_York",
	"aest": "Australia/Sydney", "aedt": "Australia/Sydney", "eet": "Europe/Helsinki", "eest": "Europe/Helsinki",
}

// zone reads the name of a zone at i.
func (t *timer) zone(i int) (*time.Location, string, int) {
	j := i
	for t.is(j, "(", "heure", "hora", "de", "time", "us", "in") && j < i+3 && t.continues(j) {
		j++
	}
	name, known := zones[t.at(j).text]
	end := j + 1
	if t.is(j, "new") && t.is(j+1, "york") {
		name, known, end = zones["ny"], true, j+2
	}
	if !known || !t.at(j).upper && len(t.at(j).text) < 5 || !t.continues(j) {
		return t.sent.Location(), "", i
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return t.sent.Location(), "", i
	}
	for t.is(end, "time", "standard", "daylight") {
		end++
	}
	written := t.text[t.tokens[j].start:t.tokens[end-1].end]
	if offset, after := t.offset(end); after > 0 && t.is(j, "utc", "gmt") {
		written, end = t.text[t.tokens[j].start:t.tokens[after-1].end], after
		zone = time.FixedZone(written, offset)
	}
	if j > i && t.is(i, "(") && t.is(end, ")") {
		end++
	}
	return zone, written, end
}

// maxOffset is the largest offset of a zone, in hours.
const maxOffset = 14

// offset reads what a zone is ahead of UTC, in seconds: "+2", "-05:30".
func (t *timer) offset(i int) (seconds, end int) {
	hours, minutes := t.at(i+1), t.at(i+3)
	if !t.is(i, "+", "-") || !hours.glued || hours.number < 0 || hours.number > maxOffset {
		return 0, 0
	}
	seconds, end = hours.number*3600, i+2
	if t.is(end, ":") && t.at(end).glued && minutes.glued && minutes.number >= 0 && minutes.number < 60 {
		seconds, end = seconds+minutes.number*60, end+2
	}
	if t.is(i, "-") {
		seconds = -seconds
	}
	if zones[t.at(end).text] != "" || t.is(end, "am", "pm") { // "2pm GMT-3pm GMT"
		return 0, 0
	}
	return seconds, end
}

// stated returns the length of the interview where the text tells one.
func (t *timer) stated() time.Duration {
	for i := range t.tokens {
		if t.at(i).number < 0 && t.m(i).number == 0 && !t.is(i, "half", "halbe", "halbstundiges", "media", "demi") {
			continue
		}
		if t.m(i-1).prep > 0 && !t.is(i-1, "for", "takes", "take") && t.m(i-1).prep != on || t.is(i-1, "next", "least", ":", ".") {
			continue
		}
		if t.seq(i, "half", "an", "hour") > 0 || t.seq(i, "half", "hour") > 0 || t.seq(i, "half", "-", "hour") > 0 || t.seq(i, "halbe", "stunde") > 0 || t.seq(i, "media", "hora") > 0 || t.seq(i, "demi", "-", "heure") > 0 || t.is(i, "halbstundiges") {
			return 30 * time.Minute
		}
		n, few, end := t.amount(i)
		if end == 0 || few {
			continue
		}
		if t.is(end, "-") {
			end++
		}
		u := t.m(end).unit
		if t.is(end+1, "ago", "before", "early", "prior", "notice", "vorher", "avant", "antes", "a", "per", "each") && !t.is(end+1, "a") {
			continue
		}
		switch {
		case (u == minutes || strings.HasPrefix(t.at(end).text, "minut")) && n >= 10 && n <= 240:
			return time.Duration(n) * time.Minute
		case (u == hours && !t.is(end, "h", "heures", "horas", "hrs") || strings.HasPrefix(t.at(end).text, "stundig")) && n >= 1 && n <= 8:
			return time.Duration(n) * time.Hour
		}
	}
	return 0
}
