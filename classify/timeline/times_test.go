package timeline_test

import (
	"strings"
	"testing"
	"time"

	"hearback/classify/timeline"
)

// Times as people write them, against what a reader would put in a calendar.
func TestTimes(t *testing.T) {
	chicago, err := time.LoadLocation("America/Chicago")
	if err != nil {
		t.Fatal(err)
	}
	sent := time.Date(2026, 2, 24, 10, 0, 0, 0, chicago) // a Tuesday
	for _, c := range []struct{ text, want string }{
		{"Tuesday March 3 at 3 pm ET", "2026-03-03T15:00-05:00 ET stated"},
		{"Your interview is confirmed for Tuesday, March 3rd at 3:00 PM EST.", "2026-03-03T15:00-05:00 EST confirmed"},
		{"am Dienstag, 3. März um 15 Uhr", "2026-03-03T15:00-06:00 stated"},
		{"Das Gespräch findet am 03.03.2026 um 14:30 Uhr MEZ statt.", "2026-03-03T14:30+01:00 MEZ confirmed"},
		{"mardi 3 mars à 15h", "2026-03-03T15:00-06:00 stated"},
		{"L'entretien aura lieu le mardi 3 mars à 15h30.", "2026-03-03T15:30-06:00 confirmed"},
		{"La entrevista será el martes 3 de marzo a las 16:00 horas.", "2026-03-03T16:00-06:00 confirmed"},
		{"10:30-11:15 am on the 12th", "2026-03-12T10:30-05:00..11:15 stated"},
		{"Let's talk tomorrow from 2 to 2:45 pm.", "2026-02-25T14:00-06:00..14:45 stated"},
		{"The interview is Thursday 11 am - 1 pm PT.", "2026-02-26T11:00-08:00..13:00 PT stated"},
		{"We've scheduled a 30 minute call for Friday at 9:30am Pacific Time.", "2026-02-27T09:30-08:00..10:00 Pacific Time confirmed"},
		{"We have booked you in for a one hour interview at 14:00 GMT on 4 March.", "2026-03-04T14:00Z..15:00 GMT confirmed"},
		{"Here is the plan for Tuesday, March 3:\n\n9:00 - 9:40 am  Lee Wu", "2026-03-03T09:00-06:00..09:40 stated"},
		{"March 3: 10 am", "2026-03-03T10:00-06:00 stated"},
		{"Does Thursday at 3 work for you?", "2026-02-26T15:00-06:00 offered"},
		{"Come on Thursday at half past two.", "2026-02-26T14:30-06:00 stated"},
		{"Thursday, quarter to four, at the yard.", "2026-02-26T15:45-06:00 stated"},
		{"Thursday at 2.30 it is.", "2026-02-26T14:30-06:00 stated"},
		{"Donnerstag um halb drei", "2026-02-26T14:30-06:00 stated"},
		{"Je serai là jeudi à 13 h 30.", "2026-02-26T13:30-06:00 confirmed"},
		{"jeudi à 13 h 30", "2026-02-26T13:30-06:00 stated"},
		{"Thursday, February 26, 0930 to 1015 hours", "2026-02-26T09:30-06:00..10:15 stated"},
		{"Friday 10am in Melbourne", "2026-02-27T10:00+11:00 Melbourne stated"},
		{"wed around 4 central", "2026-02-25T16:00-06:00 central stated"},
		{"You hear by Thursday.\n\nOffice hours 8:00 a.m. - 4:00 p.m.", ""},
		{"You hear by Thursday.\n\nPublic counter open 8:00 a.m. to 4:30 p.m.", ""},
		{"Would Monday at 10am or Tuesday at 2pm suit you?", "2026-03-02T10:00-06:00 offered | 2026-03-03T14:00-06:00 offered"},
		{"Please choose one of these slots:\n- Mon March 2, 9:00 am\n- Wed March 4, 1:00 pm ET", "2026-03-02T09:00-06:00 offered | 2026-03-04T13:00-05:00 ET offered"},
		{"Your interview on Thursday at 2 pm has been cancelled.", "2026-02-26T14:00-06:00 cancelled"},
		{"Your interview was moved from Thursday at 2 pm to Friday at 4 pm.", "2026-02-26T14:00-06:00 cancelled | 2026-02-27T16:00-06:00 moved"},
		{"We need to reschedule to Friday, 27 February, 16:00.", "2026-02-27T16:00-06:00 moved"},
		{"Next Tuesday at noon?", "2026-03-03T12:00-06:00 offered"},
		{"See you on 2026-03-05 at 15:00 UTC+2", "2026-03-05T15:00+02:00 UTC+2 confirmed"},
		{"When: Thursday 5 March 2026, 2pm - 2:45pm\n(GMT+01:00) Berlin", "2026-03-05T14:00+01:00..14:45 GMT+01:00 stated"},
		{"Thursday 5 March at 2:30 PM UTC-03:30", "2026-03-05T14:30-03:30 UTC-03:30 stated"},
		{"Thursday 5 March at 3 pm. My time zone is GMT+01:00.", "2026-03-05T15:00-06:00 stated"},
		{"I've moved us to Thursday the 5th at 11 Eastern, 4pm for you.", "2026-03-05T11:00-05:00 Eastern moved"},
		{"Thursday 5 March, 2pm GMT-3pm GMT", "2026-03-05T14:00Z..15:00 GMT stated"},
		{"Your interview was moved from Wednesday 4 March at 3 pm to Thursday 5 March at 4 pm your time.", "2026-03-04T15:00-06:00 cancelled | 2026-03-05T16:00-06:00 moved"},
		{"Wed 2/25 4:15-5:00pm CT", "2026-02-25T16:15-06:00..17:00 CT stated"},
		{"Wir laden Sie am Donnerstag, den 26. Februar von 10 bis 11 Uhr ein.", "2026-02-26T10:00-06:00..11:00 stated"},
		{"Hätten Sie am Freitag um 11.30 Uhr Zeit?", "2026-02-27T11:30-06:00 offered"},
		{"Thursday at 3:00 p.m. Eastern, room 2. Bring a pen.", "2026-02-26T15:00-05:00 Eastern stated"},
		{"We can talk on Friday at 3 p.m. Bring a pen.", "2026-02-27T15:00-06:00 stated"},
		{"Friday at 2 pm suits Owen well.", "2026-02-27T14:00-06:00 confirmed"},
		{"If Friday at 2 pm suits Owen well, tell me.", "2026-02-27T14:00-06:00 offered"},
		{"Thursday at 3 pm doesn't work for me, but Friday at 10 am would.", "2026-02-26T15:00-06:00 refused | 2026-02-27T10:00-06:00 offered"},
		{"Sorry, I can't make Thursday at 3 pm.", "2026-02-26T15:00-06:00 refused"},
		{"Leider kann ich am Donnerstag um 15 Uhr nicht.", "2026-02-26T15:00-06:00 refused"},
		{"Je ne suis pas disponible jeudi à 15h.", "2026-02-26T15:00-06:00 refused"},
		{"El jueves a las 15:00 no puedo.", "2026-02-26T15:00-06:00 refused"},
		{"If Thursday at 3 pm does not work, tell me.", "2026-02-26T15:00-06:00 stated"},
		{"Don't forget: we meet on Thursday at 3 pm.", "2026-02-26T15:00-06:00 stated"},
		{"Thursday at 3 pm works, no problem.", "2026-02-26T15:00-06:00 stated"},
		{"Why not Thursday at 3 pm, if you are available?", "2026-02-26T15:00-06:00 offered"},
		{"Please reply by 5 pm on Friday.", ""},
		{"Submit it by Friday at 5pm.", ""},
		{"Our office is open Monday to Friday, 9:00 to 17:00.", ""},
		{"We spoke yesterday at 3 pm.", ""},
		{"We have 3 rounds and 12 candidates.", ""},
		{"> Tuesday March 3 at 3 pm ET", ""},
	} {
		var got []string
		for _, a := range timeline.Times(c.text, sent) {
			s := a.Start.Format("2006-01-02T15:04Z07:00")
			if !a.End.IsZero() {
				s += ".." + a.End.Format("15:04")
			}
			if a.Zone != "" {
				s += " " + a.Zone
			}
			got = append(got, s+" "+a.Intent.String())
			if c.text[a.From:a.To] != a.Phrase {
				t.Errorf("%q: phrase %q is not the text's", c.text, a.Phrase)
			}
		}
		if got := strings.Join(got, " | "); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}
