package classify

import (
	"testing"
	"time"

	"hearback/classify/mail"
)

func TestMailDatedInUTCIsReadWhereTheCandidateIs(t *testing.T) {
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, date string
		zone       *time.Location
		talk, word string // the start of the talk, the last day of the promise
	}{
		{"a service's date", "Tue, 10 Mar 2026 02:30:00 +0000", newYork, "2026-03-12T15:00:00-04:00", "2026-03-10"},
		{"the sender's own", "Mon, 09 Mar 2026 19:30:00 -0700", newYork, "2026-03-12T15:00:00-07:00", "2026-03-10"},
		{"a candidate of no known place", "Tue, 10 Mar 2026 02:30:00 +0000", nil, "2026-03-12T15:00:00Z", "2026-03-11"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			read := func(text string) Reading {
				m := mail.Parse([]byte("From: Dana Kim <dana@acme.example>\r\nTo: me@home.example\r\nDate: " + tt.date + "\r\nSubject: Re: Interview\r\n\r\n" + text))
				return NewReader("me@home.example").In(weekdays5{}, tt.zone).Read(&m)
			}
			r := read("Your interview is confirmed for Thursday, March 12 at 3:00 pm. See you then!\r\n")
			if len(r.Talks) != 1 || r.Talks[0].Start.Format(time.RFC3339) != tt.talk {
				t.Errorf("%s: talks %v, want one at %s", tt.date, r.Talks, tt.talk)
			}
			r = read("It was a pleasure to interview you. We will let you know our decision by tomorrow.\r\n")
			if r.Promise == nil || r.Promise.By.String() != tt.word {
				t.Errorf("%s: promise %v, want one by %s", tt.date, r.Promise, tt.word)
			}
		})
	}
}
