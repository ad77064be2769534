package invite

import (
	"strings"
	"testing"
	"time"
)

// eventWith is a calendar of one event with these lines.
func eventWith(lines ...string) string {
	return "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:u\n" + strings.Join(lines, "\n") + "\nEND:VEVENT\nEND:VCALENDAR\n"
}

// only returns the one event of a calendar.
func only(t *testing.T, text string) Event {
	t.Helper()
	events := Parse(text, newYork)
	if len(events) != 1 {
		t.Fatalf("got %d events, want 1: %q", len(events), text)
	}
	return events[0]
}

// shown is a time as the tests write it.
const shown = "2006-01-02 15:04 -0700"

// ownZones is the head of a calendar that defines a zone by its own rules: one
// hour east of UTC, two from the last Sunday in March to that in October, each
// at 02:00 of the old time.
const ownZones = `BEGIN:VTIMEZONE
TZID:EST
BEGIN:STANDARD
DTSTART:20071104T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20070311T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VTIMEZONE
TZID:Head office
X-LIC-LOCATION:Asia/Tokyo
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0900
TZOFFSETTO:+0900
END:STANDARD
END:VTIMEZONE
BEGIN:VTIMEZONE
TZID:By dates
BEGIN:STANDARD
DTSTART:20251102T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RDATE:20261101T020000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20260308T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VTIMEZONE
TZID:Half broken
BEGIN:STANDARD
DTSTART:rubbish
TZOFFSETTO:+0530
END:STANDARD
BEGIN:DAYLIGHT
TZOFFSETTO:rubbish
END:DAYLIGHT
END:VTIMEZONE
`

// TestStart reads starts in all kinds of zones. New York is the zone of
// floating times; its clocks went forward at 02:00 on 8 March 2026 and go back
// at 02:00 on 1 November. In Berlin it is 29 March and 25 October.
func TestStart(t *testing.T) {
	tests := []struct{ name, start, want string }{
		{"utc", ":20260310T140000Z", "2026-03-10 14:00 +0000"},
		{"floating", ":20260310T140000", "2026-03-10 14:00 -0400 floating"},
		{"all day", ";VALUE=DATE:20260310", "2026-03-10 00:00 -0400 floating day"},
		{"all day without saying so", ":20260310", "2026-03-10 00:00 -0400 floating day"},
		{"all day in a zone", ";TZID=Europe/Berlin;VALUE=DATE:20260310", "2026-03-10 00:00 -0400 floating day"},
		{"iana", ";TZID=Europe/Berlin:20260310T140000", "2026-03-10 14:00 +0100"},
		{"iana in summer", ";TZID=Europe/Berlin:20260710T140000", "2026-07-10 14:00 +0200"},
		{"iana quoted", `;TZID="America/Argentina/Buenos_Aires":20260310T140000`, "2026-03-10 14:00 -0300"},
		{"old name", ";TZID=US/Pacific:20260310T140000", "2026-03-10 14:00 -0700"},
		{"libical's path", ";TZID=/freeassociation.sourceforge.net/Europe/Berlin:20260310T140000", "2026-03-10 14:00 +0100"},
		{"libical's files", ";TZID=/freeassociation.sourceforge.net/Tzfile/Europe/Berlin:20260310T140000", "2026-03-10 14:00 +0100"},
		{"mozilla's path", ";TZID=/mozilla.org/20070129_1/America/New_York:20260310T140000", "2026-03-10 14:00 -0400"},
		{"windows", ";TZID=Pacific Standard Time:20260310T140000", "2026-03-10 14:00 -0700"},
		{"windows, small", ";TZID=w. europe standard time:20260710T140000", "2026-07-10 14:00 +0200"},
		{"windows, daylight", ";TZID=Eastern Daylight Time:20260110T140000", "2026-01-10 14:00 -0500"},
		{"windows, no saving", ";TZID=US Mountain Standard Time:20260710T140000", "2026-07-10 14:00 -0700"},
		{"windows as shown", `;TZID="(UTC-05:00) Eastern Time (US & Canada)":20260710T140000`, "2026-07-10 14:00 -0400"},
		{"windows as shown, unquoted", ";TZID=(UTC-05:00) Eastern Time (US & Canada):20260310T140000", "2026-03-10 14:00 -0400"},
		{"windows as it was shown", `;TZID="(GMT-08:00) Pacific Time (US & Canada); Tijuana":20260110T140000`, "2026-01-10 14:00 -0800"},
		{"teams", ";TZID=tzone://Microsoft/Utc:20260310T140000", "2026-03-10 14:00 +0000"},
		{"offset in the name", `;TZID="(UTC+05:30) Somewhere new":20260310T140000`, "2026-03-10 14:00 +0530"},
		{"offset as the name", ";TZID=GMT+2:20260310T140000", "2026-03-10 14:00 +0200"},
		{"iana behind an offset", `;TZID="(GMT-05:00) America/New_York":20260710T140000`, "2026-07-10 14:00 -0400"},
		{"iana behind windows", `;TZID="(GMT-05:00) Eastern Standard Time (America/New_York)":20260710T140000`, "2026-07-10 14:00 -0400"},
		{"iana with a space", ";TZID=America/New York:20260710T140000", "2026-07-10 14:00 -0400"},
		{"a copy of Outlook's", ";TZID=Eastern Standard Time 2:20260710T140000", "2026-07-10 14:00 -0400"},
		{"as people call it", ";TZID=PST:20260710T140000", "2026-07-10 14:00 -0700"},
		{"by its own rules, though called EST", ";TZID=EST:20260710T140000", "2026-07-10 14:00 -0400"},
		{"unknown zone", ";TZID=Atlantis:20260310T140000", "2026-03-10 14:00 -0400 floating"},
		{"machine's zone", ";TZID=Local:20260310T140000", "2026-03-10 14:00 -0400 floating"},
		{"own rules, winter", ";TZID=Customized Time Zone:20260310T140000", "2026-03-10 14:00 +0100"},
		{"own rules, summer", ";TZID=Customized Time Zone:20260710T140000", "2026-07-10 14:00 +0200"},
		{"own rules, gap", ";TZID=Customized Time Zone:20260329T023000", "2026-03-29 03:30 +0200"},
		{"own rules, after the gap", ";TZID=Customized Time Zone:20260329T030000", "2026-03-29 03:00 +0200"},
		{"own rules, overlap", ";TZID=Customized Time Zone:20261025T023000", "2026-10-25 02:30 +0200"},
		{"own rules, after the overlap", ";TZID=Customized Time Zone:20261025T030000", "2026-10-25 03:00 +0100"},
		{"own location", ";TZID=Head office:20260310T140000", "2026-03-10 14:00 +0900"},
		{"own dates, before", ";TZID=By dates:20260307T140000", "2026-03-07 14:00 -0500"},
		{"own dates, after", ";TZID=By dates:20260310T140000", "2026-03-10 14:00 -0400"},
		{"own dates, second winter", ";TZID=By dates:20261210T140000", "2026-12-10 14:00 -0500"},
		{"own, half broken", ";TZID=Half broken:20260310T140000", "2026-03-10 14:00 +0530"},
		{"gap", ";TZID=America/New_York:20260308T023000", "2026-03-08 03:30 -0400"},
		{"before the gap", ";TZID=America/New_York:20260308T015959", "2026-03-08 01:59 -0500"},
		{"overlap", ";TZID=America/New_York:20261101T013000", "2026-11-01 01:30 -0400"},
		{"after the overlap", ";TZID=America/New_York:20261101T020000", "2026-11-01 02:00 -0500"},
		{"gap in Berlin", ";TZID=Europe/Berlin:20260329T023000", "2026-03-29 03:30 +0200"},
		{"overlap in Berlin", ";TZID=Europe/Berlin:20261025T023000", "2026-10-25 02:30 +0200"},
		{"no seconds", ":20260310T1400Z", "2026-03-10 14:00 +0000"},
		{"iso 8601", ":2026-03-10T14:00:00Z", "2026-03-10 14:00 +0000"},
		{"iso 8601 in a zone", ";TZID=Europe/Berlin:2026-03-10T14:00:00", "2026-03-10 14:00 +0100"},
		{"offset behind", ":20260310T140000+0100", "2026-03-10 13:00 +0000"},
		{"leap second", ":20260310T235960Z", "2026-03-10 23:59 +0000"},
		{"31 April", ":20260431T140000Z", ""},
		{"25 o'clock", ":20260310T250000Z", ""},
		{"year 0", ":00000310T140000Z", ""},
		{"year 1601", ":16010101T000000Z", ""},
		{"year 9999", ":99990310T140000Z", ""},
		{"words", ":next Friday", ""},
		{"second one is readable", ":soon\nDTSTART:20260310T140000Z", "2026-03-10 14:00 +0000"},
		{"twice", ":20260310T140000Z\nDTSTART:20260311T140000Z", "2026-03-10 14:00 +0000"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, text := range []string{ownZones + eventWith("DTSTART"+tt.start), eventWith("DTSTART"+tt.start) + ownZones} {
				// Zones may stand before or behind the events of their calendar.
				text = strings.NewReplacer("BEGIN:VCALENDAR\n", "", "END:VCALENDAR\n", "").Replace(text)
				e := only(t, text)
				got := ""
				if !e.Start.IsZero() {
					got = e.Start.Format(shown)
				}
				if e.Floating {
					got += " floating"
				}
				if e.AllDay {
					got += " day"
				}
				if got != tt.want {
					t.Errorf("DTSTART%s: got %q, want %q", tt.start, got, tt.want)
				}
			}
		})
	}
}

// TestZoneOfRules compares a zone of the calendar's own rules with the same one
// of the IANA database, at every hour of a year that has both changes.
func TestZoneOfRules(t *testing.T) {
	text := strings.NewReplacer("Customized Time Zone", "X", "BEGIN:VCALENDAR\n", "").Replace(ownZones + eventWith("DTSTART:20260101T000000Z"))
	r := reader{floating: newYork}
	for l := (lines{text}); ; {
		found, ok := l.next()
		if !ok || found.name == "UID" {
			break
		}
		r.read(found)
	}
	own, ok := findZone("X", r.zones)
	if !ok || own.location != nil {
		t.Fatalf("zone X: got %+v", own)
	}
	iana := zone{location: berlin}
	for wall := time.Date(2026, 1, 1, 0, 30, 0, 0, time.UTC); wall.Year() == 2026; wall = wall.Add(time.Hour) {
		if got, want := own.at(wall), iana.at(wall); !got.Equal(want) || got.Format(shown) != want.Format(shown) {
			t.Errorf("%s: got %v, want %v", wall.Format(time.DateTime), got, want)
		}
	}
}

// TestWindowsZones looks up every name of Windows.
func TestWindowsZones(t *testing.T) {
	if len(windowsZoneList) < 130 {
		t.Errorf("got %d zones", len(windowsZoneList))
	}
	for _, z := range windowsZoneList {
		for _, name := range []string{z.name, z.shown, "(UTC+00:00) " + z.shown, strings.ToUpper(z.name)} {
			got := namedLocation(name)
			if got == nil || got.String() != z.iana && got != time.UTC {
				t.Errorf("%s: got %v, want %s", name, got, z.iana)
			}
		}
	}
}

// TestEnd reads how long meetings last. All begin at 09:00 UTC.
func TestEnd(t *testing.T) {
	const hour = time.Hour
	tests := []struct {
		name, lines string
		want        time.Duration
	}{
		{"stated", "DTEND:20260310T094500Z", 45 * time.Minute},
		{"in another zone", "DTEND;TZID=Europe/Berlin:20260310T103000", 30 * time.Minute},
		{"days later", "DTEND:20260312T090000Z", 48 * hour},
		{"none", "", hour},
		{"duration", "DURATION:PT1H30M", 90 * time.Minute},
		{"duration in seconds", "DURATION:PT2700S", 45 * time.Minute},
		{"duration of days", "DURATION:P1DT2H", 26 * hour},
		{"duration with a sign", "DURATION:+PT15M", 15 * time.Minute},
		{"negative duration", "DURATION:-PT15M", hour},
		{"broken duration", "DURATION:PT", hour},
		{"duration of a year", "DURATION:P52W", hour},
		{"at the start", "DTEND:20260310T090000Z", hour},
		{"at the start, with a duration", "DTEND:20260310T090000Z\nDURATION:PT20M", 20 * time.Minute},
		{"before the start", "DTEND:20260310T080000Z", hour},
		{"broken", "DTEND:20260310T8Z\nDURATION:PT20M", 20 * time.Minute},
		{"a month later", "DTEND:20260410T090000Z", hour},
		{"in 9999", "DTEND:99991231T235959Z", hour},
		{"a day", "DTEND;VALUE=DATE:20260311", hour},
		{"an alarm's", "BEGIN:VALARM\nDURATION:PT5M\nEND:VALARM", hour},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := only(t, eventWith("DTSTART:20260310T090000Z", tt.lines))
			if got := e.End.Sub(e.Start); got != tt.want {
				t.Errorf("%q: got %v, want %v", tt.lines, got, tt.want)
			}
		})
	}
}

// TestWholeDays reads events of days, over the change to daylight saving.
func TestWholeDays(t *testing.T) {
	tests := []struct{ name, lines, want string }{
		{"one day", "DTEND;VALUE=DATE:20260309", "2026-03-09 00:00 -0400"},
		{"no end", "", "2026-03-09 00:00 -0400"},
		{"end on the same day", "DTEND;VALUE=DATE:20260308", "2026-03-09 00:00 -0400"},
		{"three days", "DTEND;VALUE=DATE:20260311", "2026-03-11 00:00 -0400"},
		{"duration", "DURATION:P2D", "2026-03-10 00:00 -0400"},
		{"end with a time", "DTEND:20260308T120000", "2026-03-09 00:00 -0400"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := only(t, eventWith("DTSTART;VALUE=DATE:20260308", tt.lines))
			if got := e.End.Format(shown); !e.AllDay || got != tt.want {
				t.Errorf("%q: got %s, all day %v, want %s", tt.lines, got, e.AllDay, tt.want)
			}
		})
	}
}

// TestSeries expands rules. All begin on Tuesday, 3 March 2026, at 09:00 in New
// York, five days before its clocks go forward.
func TestSeries(t *testing.T) {
	tests := []struct{ name, lines, want string }{
		{"daily", "RRULE:FREQ=DAILY;COUNT=3", "03-03 03-04 03-05"},
		{"small letters, at the end a semicolon", "RRULE:freq=daily;count=3;", "03-03 03-04 03-05"},
		{"without end", "RRULE:FREQ=DAILY", "03-03 03-04 03-05 03-06 03-07 03-08 03-09 03-10 03-11 03-12"},
		{"workdays", "RRULE:FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=5", "03-03 03-04 03-05 03-06 03-09"},
		{"every other day", "RRULE:FREQ=DAILY;INTERVAL=2;COUNT=3", "03-03 03-05 03-07"},
		{"weekly", "RRULE:FREQ=WEEKLY;COUNT=2", "03-03 03-10"},
		{"weekly on two days", "RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4", "03-03 03-05 03-10 03-12"},
		{"every other week", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU;COUNT=4", "03-03 03-16 03-17 03-30"},
		{"every other week from Sunday", "RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,TU;COUNT=4", "03-03 03-15 03-17 03-29"},
		{"until a moment", "RRULE:FREQ=WEEKLY;UNTIL=20260310T130000Z", "03-03 03-10"},
		{"until just before", "RRULE:FREQ=WEEKLY;UNTIL=20260310T125959Z", "03-03"},
		{"until a day", "RRULE:FREQ=WEEKLY;UNTIL=20260317", "03-03 03-10 03-17"},
		{"monthly", "RRULE:FREQ=MONTHLY;COUNT=3", "03-03 04-03 05-03"},
		{"monthly, first Tuesday", "RRULE:FREQ=MONTHLY;BYDAY=1TU;COUNT=3", "03-03 04-07 05-05"},
		{"monthly, last Friday", "RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "03-03 03-27 04-24"},
		{"monthly, second working day", "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=2;COUNT=3", "03-03 04-02 05-04"},
		{"monthly, last day", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "03-03 03-31 04-30"},
		{"yearly ends within the year", "RRULE:FREQ=YEARLY;INTERVAL=2", "03-03"},
		{"by the hour", "RRULE:FREQ=HOURLY;COUNT=3", "03-03"},
		{"by the second", "RRULE:FREQ=SECONDLY", "03-03"},
		{"not understood", "RRULE:FREQ=YEARLY;BYWEEKNO=12", "03-03"},
		{"never", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "03-03"},
		{"broken", "RRULE:FREQ=DAILY;INTERVAL=-1", "03-03"},
		{"exclusion", "RRULE:FREQ=DAILY;COUNT=3\nEXDATE;TZID=America/New_York:20260304T090000", "03-03 03-05"},
		{"exclusion in UTC, after the change", "RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20260310T130000Z", "03-03 03-17"},
		{"exclusions in one line and more", "RRULE:FREQ=DAILY;COUNT=4\nEXDATE;TZID=America/New_York:20260304T090000,20260305T090000\nEXDATE:20260306T140000Z", "03-03"},
		{"exclusion of a day", "RRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20260304", "03-03 03-05"},
		{"exclusion of the first", "RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20260303T140000Z", "03-04 03-05"},
		{"dates", "RDATE;TZID=America/New_York:20260306T090000,20260305T090000/PT1H", "03-03 03-05 03-06"},
		{"date in another year", "RDATE;TZID=America/New_York:20280306T090000", "03-03"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := only(t, eventWith("DTSTART;TZID=America/New_York:20260303T090000", tt.lines))
			var got []string
			for _, start := range append([]time.Time{e.Start}, e.Repeats...) {
				got = append(got, start.Format("01-02"))
				if start.Format("15:04") != "09:00" {
					t.Errorf("%q: got %v, want 09:00", tt.lines, start)
				}
			}
			if got := strings.Join(got, " "); got != tt.want {
				t.Errorf("%q: got %s, want %s", tt.lines, got, tt.want)
			}
			if e.End.Sub(e.Start) != time.Hour {
				t.Errorf("got end %v after start %v", e.End, e.Start)
			}
		})
	}
}

// Times without a zone are in that of the calendar, where it tells one; days are the
// reader's.
func TestZoneOfTheCalendar(t *testing.T) {
	in := func(start string) Event {
		return only(t, strings.Replace(eventWith(start), "METHOD:REQUEST\n", "METHOD:REQUEST\nX-WR-TIMEZONE:Europe/Berlin\n", 1))
	}
	if e := in("DTSTART:20260710T140000"); e.Start.Format(shown) != "2026-07-10 14:00 +0200" {
		t.Errorf("floating: got %v", e.Start)
	}
	if e := in("DTSTART;VALUE=DATE:20260710"); e.Start.Format(shown) != "2026-07-10 00:00 -0400" {
		t.Errorf("a whole day: got %v", e.Start)
	}
}
