package advice_test

import (
	"testing"
	"time"

	"hearback/classify"
	"hearback/classify/advice"
	"hearback/classify/candidacy"
	"hearback/classify/mail"
)

// What the person tells by hand moves the clock, whosever turn it is.
func TestToldByHand(t *testing.T) {
	z := zone(t, "America/New_York")
	mark := func(what candidacy.Deed, value, at string) func(*candidacy.Candidacy) {
		return func(c *candidacy.Candidacy) {
			c.Marks = []candidacy.Mark{{What: what, Value: value, At: moment(t, z, at)}}
		}
	}
	for _, s := range []scene{
		{name: "answered by telephone", lines: []string{"2026-03-03T09:00 asks"}, now: "2026-03-11T00:00",
			tune: mark(candidacy.FollowedUp, "", "2026-03-04T09:00"),
			want: "employer since 2026-03-04, none_promised 2026-03-10..2026-03-11, flag follow_up 2026-03-11 7/5"},
		{name: "a day named by telephone", lines: []string{"2026-03-03T09:00 asks"}, now: "2026-03-17T00:00",
			tune: mark(candidacy.Promised, "2026-03-13 Friday", "2026-03-09T12:00"),
			want: "employer since 2026-03-09, promised 2026-03-16..2026-03-17, flag follow_up 2026-03-17 8/6"},
		{name: "a day named after two follow-ups", lines: []string{reply, followUp, second}, now: "2026-03-30T23:59",
			tune: mark(candidacy.Promised, "2026-03-27 next Friday", "2026-03-19T10:00"),
			want: "employer since 2026-03-03, follow-ups 2, promised 2026-03-30..2026-03-31"},
		{name: "and passed", lines: []string{reply, followUp, second}, now: "2026-03-31T00:00",
			tune: mark(candidacy.Promised, "2026-03-27 next Friday", "2026-03-19T10:00"),
			want: "employer since 2026-03-03, follow-ups 2, promised 2026-03-30..2026-03-31, flag follow_up 2026-03-31 28/20"},
		{name: "another offer's day wakes what sleeps", lines: []string{reply, followUp, second}, now: "2026-04-08T09:00",
			tune: mark(candidacy.Deadline, "2026-04-10", "2026-04-07T09:00"),
			want: "nobody, follow-ups 2, flag deadline 2026-04-07 0/0, dormant"},
	} {
		s.play(t, "us", "America/New_York")
	}
}

// Of two talks in one visit, each interviewer is thanked, by a mail that arrives.
func TestThanksForAVisit(t *testing.T) {
	z := zone(t, "America/New_York")
	ana, ben := mail.Participant{Address: "ana@acme.example"}, mail.Participant{Address: "ben@acme.example"}
	visit := func(thanked ...mail.Participant) candidacy.Candidacy {
		c := candidacy.Candidacy{Stage: candidacy.Interviewing, Certainty: candidacy.Likely, Entries: entries(t, z, "2026-03-02T17:00 thanks")}
		c.Entries[0].To = thanked
		for i, p := range []mail.Participant{ana, ben} {
			start := moment(t, z, "2026-03-02T10:00").Add(time.Duration(i) * time.Hour)
			c.Interviews = append(c.Interviews, candidacy.Interview{Start: start, End: start.Add(time.Hour), Source: candidacy.ByInvite, With: []mail.Participant{p}})
		}
		return c
	}
	at := func(c candidacy.Candidacy, now string) string {
		j := advice.Judge(c, advice.Standard, calendar(t, "us", "America/New_York"), moment(t, z, now))
		flag := ""
		if j.Flag != nil {
			flag = " " + string(j.Flag.Kind) + " " + j.Flag.Raised.String()
		}
		return string(j.ThankYou) + flag
	}
	bounced := visit(ana, ben)
	bounced.Entries = append(bounced.Entries, candidacy.Entry{Kind: classify.Bounce, At: moment(t, z, "2026-03-02T17:01"), IDs: []string{"b", "1"}, MessageID: "b"})
	for _, tt := range []struct {
		name string
		c    candidacy.Candidacy
		now  string
		want string
	}{
		{"both", visit(ana, ben), "2026-03-03T14:00", "sent"},
		{"the second alone", visit(ben), "2026-03-03T14:00", "due thank_you 2026-03-03"},
		{"the first alone", visit(ana), "2026-03-03T07:00", "due"},
		{"the first alone, 20 hours after the second", visit(ana), "2026-03-03T08:00", "due thank_you 2026-03-03"},
		{"three days later", visit(ben), "2026-03-05T12:00", "missed"},
		{"a thank-you that came back", bounced, "2026-03-03T14:00", "due thank_you 2026-03-03"},
	} {
		if got := at(tt.c, tt.now); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestSpansThatCannotBe(t *testing.T) {
	for _, text := range []string{"20bd..7d", "5bd..4bd", "9d..7d"} {
		if s, err := advice.ParseSpan(text, "mine"); err == nil {
			t.Errorf("%s: read as %v", text, s)
		}
	}
	for _, text := range []string{"7d..10bd", "4bd..5d", "5bd"} {
		if _, err := advice.ParseSpan(text, "mine"); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}
