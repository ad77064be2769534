package advice_test

import (
	"cmp"
	"strings"
	"testing"
	"time"

	"hearback/classify"
	"hearback/classify/advice"
	"hearback/classify/candidacy"
	"hearback/classify/mail"
)

// by makes the n-th message state a timeline.
func by(t *testing.T, c *candidacy.Candidacy, n int, day, phrase string) {
	t.Helper()
	p := &classify.Promise{Phrase: phrase, Vague: day == ""}
	if day != "" {
		p.By = date(t, day)
	}
	c.Entries[n].Reading.Promise = p
}

// A promise takes the place of the first window; any later reply ends it, and
// the newest stays visible.
func TestPromises(t *testing.T) {
	z := zone(t, "America/New_York")
	cal := calendar(t, "us", "America/New_York")
	friday := func(t *testing.T, c *candidacy.Candidacy) { by(t, c, 0, "2026-03-06", "by Friday") }
	for _, s := range []struct {
		name  string
		lines []string
		tune  func(*testing.T, *candidacy.Candidacy)
		now   string
		want  string
		state advice.State
		why   string
	}{
		{"its window is after its day", []string{reply}, friday, "2026-03-06T23:59", "employer since 2026-03-03, promised 2026-03-09..2026-03-10", advice.Open,
			"promised 'by Friday' on 3 March; 2 business days past 6 March will be up on 10 March"},
		{"broken once its day has passed", []string{reply}, friday, "2026-03-07T00:00", "employer since 2026-03-03, promised 2026-03-09..2026-03-10", advice.Broken, ""},
		{"the flag", []string{reply}, friday, "2026-03-10T00:00", "employer since 2026-03-03, promised 2026-03-09..2026-03-10, flag follow_up 2026-03-10 7/5", advice.Broken,
			"promised 'by Friday' on 3 March; 2 business days past 6 March are up"},
		{"kept by a reply in time", []string{reply, "2026-03-06T23:00 reply"}, friday, "2026-03-08T09:00", "employer since 2026-03-06, none_promised 2026-03-12..2026-03-13", advice.Kept, ""},
		{"late by one after its day", []string{reply, "2026-03-07T01:00 reply"}, friday, "2026-03-08T09:00", "employer since 2026-03-07, none_promised 2026-03-12..2026-03-13", advice.Late, ""},
		{"replaced by a newer one", []string{reply, "2026-03-06T09:00 reply"}, func(t *testing.T, c *candidacy.Candidacy) {
			friday(t, c)
			by(t, c, 1, "2026-03-20", "in two weeks")
		}, "2026-03-10T09:00", "employer since 2026-03-06, promised 2026-03-23..2026-03-24", advice.Open, ""},
		{"vague words have no window of their own", []string{reply}, func(t *testing.T, c *candidacy.Candidacy) { by(t, c, 0, "", "soon") }, "2026-03-05T09:00",
			"employer since 2026-03-03, none_promised 2026-03-09..2026-03-10", advice.Open, ""},
		{"a follow-up starts the second window", []string{reply, followUp}, friday, "2026-03-11T09:00", "employer since 2026-03-03, follow-ups 1, second 2026-03-16..2026-03-17", advice.Broken, ""},
		{"one in an automatic acknowledgement is for the application", []string{"2026-03-03T09:00 confirmation"}, func(t *testing.T, c *candidacy.Candidacy) {
			by(t, c, 0, "2026-03-13", "within ten days")
		}, "2026-03-17T00:00", "employer since 2026-03-03, promised 2026-03-16..2026-03-17, flag application 2026-03-17 14/10", advice.Broken, ""},
		{"told by hand", []string{reply}, func(_ *testing.T, c *candidacy.Candidacy) {
			c.Marks = []candidacy.Mark{{What: candidacy.Promised, Value: "2026-03-13 next Friday", At: time.Date(2026, 3, 4, 9, 0, 0, 0, z)}}
		}, "2026-03-05T09:00", "employer since 2026-03-03, promised 2026-03-16..2026-03-17", advice.Open, "promised 'next Friday' on 4 March; 2 business days past 13 March will be up on 17 March"},
	} {
		c := candidacy.Candidacy{Stage: candidacy.Interviewing, Certainty: candidacy.Likely, Entries: entries(t, z, s.lines...)}
		s.tune(t, &c)
		j := advice.Judge(c, advice.Standard, cal, moment(t, z, s.now))
		if got := brief(j, z); got != s.want {
			t.Errorf("%s:\n got %s\nwant %s", s.name, got, s.want)
		}
		if j.Promise() == nil || j.Promise().State != s.state {
			t.Errorf("%s: promise %+v, want %s", s.name, j.Promise(), s.state)
		}
		if s.why != "" && j.Why != s.why {
			t.Errorf("%s:\n got %s\nwant %s", s.name, j.Why, s.why)
		}
	}
}

// Each promise ends once, and the newer one says how.
func TestPromisesInTurn(t *testing.T) {
	z := zone(t, "America/New_York")
	cal := calendar(t, "us", "America/New_York")
	told := func(at, value string) candidacy.Mark {
		return candidacy.Mark{What: candidacy.Promised, Value: value, At: moment(t, z, at)}
	}
	for _, s := range []struct {
		name  string
		lines []string
		days  []string // that each of the messages promises, with the words behind a space
		marks []candidacy.Mark
		now   string
		want  string
	}{
		{"replaced on its day", []string{reply, "2026-03-06T23:59 reply"}, []string{"2026-03-06", "2026-03-13"}, nil, "2026-03-09T09:00", "replaced open"},
		{"late where the newer one came a minute later", []string{reply, "2026-03-07T00:00 reply"}, []string{"2026-03-06", "2026-03-13"}, nil, "2026-03-09T09:00", "late open"},
		{"broken, then late", []string{reply, "2026-03-09T09:00 reply"}, []string{"2026-03-06"}, nil, "2026-03-09T08:59", "broken"},
		{"kept stays kept when a newer one comes", []string{reply, "2026-03-05T09:00 reply", "2026-03-09T09:00 reply"}, []string{"2026-03-06", "-", "2026-03-13"}, nil, "2026-03-14T00:00", "kept broken"},
		{"words without a day are replaced, never late", []string{reply, "2026-05-04T09:00 reply"}, []string{"", "2026-05-08"}, nil, "2026-05-05T09:00", "replaced open"},
		{"words without a day can replace a day", []string{reply, "2026-03-06T09:00 reply"}, []string{"2026-03-06", ""}, nil, "2026-04-01T09:00", "replaced open"},
		{"what waits for something takes no day's place", []string{reply, "2026-03-09T09:00 reply"}, []string{"2026-03-06", " as soon as we have met"}, nil, "2026-04-01T09:00", "late"},
		{"what waits for something stands alone", []string{reply}, []string{" sobald wir mehr wissen"}, nil, "2026-04-01T09:00", "open"},
		{"replaced by one told by hand", []string{reply}, []string{"2026-03-06"}, []candidacy.Mark{told("2026-03-05T09:00", "2026-03-13 next Friday")}, "2026-03-06T09:00", "replaced open"},
		{"one told by hand is no reply: what was broken stays so", []string{reply}, []string{"2026-03-06"}, []candidacy.Mark{told("2026-03-09T09:00", "2026-03-13 by Friday")}, "2026-03-14T09:00", "broken broken"},
	} {
		c := candidacy.Candidacy{Stage: candidacy.Interviewing, Certainty: candidacy.Likely, Entries: entries(t, z, s.lines...), Marks: s.marks}
		for n, day := range s.days {
			if day, words, _ := strings.Cut(day, " "); day != "-" {
				by(t, &c, n, day, cmp.Or(words, "words"))
			}
		}
		j := advice.Judge(c, advice.Standard, cal, moment(t, z, s.now))
		var got []string
		for _, p := range j.Promises {
			got = append(got, string(p.State))
			if ended := p.State == advice.Kept || p.State == advice.Late || p.State == advice.Replaced; ended == p.Ended.IsZero() && p.State != advice.Broken {
				t.Errorf("%s: %s, ended at %s", s.name, p.State, p.Ended)
			}
		}
		if words := strings.Join(got, " "); words != s.want {
			t.Errorf("%s:\n got %s\nwant %s", s.name, words, s.want)
		}
	}
}

// talk is an interview of an hour.
func talk(t *testing.T, z *time.Location, at string, with ...string) candidacy.Interview {
	start := moment(t, z, at)
	i := candidacy.Interview{Start: start, End: start.Add(time.Hour), Source: candidacy.ByInvite}
	for _, a := range with {
		i.With = append(i.With, mail.Participant{Address: a})
	}
	return i
}

// While an interview lies ahead the clock stands; from its end on the employer
// has the ball.
func TestInterviews(t *testing.T) {
	z := zone(t, "America/New_York")
	held := func(c *candidacy.Candidacy) {
		c.Interviews = []candidacy.Interview{talk(t, z, "2026-03-03T15:00", "dana@acme.example", "lee@acme.example")}
	}
	lines := []string{"2026-02-24T09:00 asks", "2026-02-25T09:00 answer"}
	to := func(addresses ...string) func(*candidacy.Candidacy) {
		return func(c *candidacy.Candidacy) {
			held(c)
			for i, a := range addresses {
				c.Entries[2+i].To = []mail.Participant{{Address: a}}
			}
		}
	}
	for _, s := range []struct {
		scene
		thanks advice.Thanks
	}{
		{scene{name: "ahead", lines: lines, now: "2026-03-03T15:59", want: "nobody", why: "the interview of 3 March lies ahead: the clock stands still", tune: held}, advice.None},
		{scene{name: "held", lines: lines, now: "2026-03-03T16:00", want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10", tune: held}, advice.Due},
		{scene{name: "20 hours later", lines: lines, now: "2026-03-04T12:00", want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10, flag thank_you 2026-03-04 1/1", tune: held}, advice.Due},
		{scene{name: "72 hours later", lines: lines, now: "2026-03-06T16:00", want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10", tune: held}, advice.Missed},
		{scene{name: "thanked one of two", lines: append(lines, "2026-03-04T09:00 thanks"), now: "2026-03-04T13:00",
			want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10, flag thank_you 2026-03-04 1/1", tune: to("dana@acme.example")}, advice.Due},
		{scene{name: "thanked both", lines: append(lines, "2026-03-04T09:00 thanks", "2026-03-04T09:05 thanks"), now: "2026-03-04T13:00",
			want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10", tune: to("dana@acme.example", "lee@acme.example")}, advice.Sent},
	} {
		s.play(t, "us", "America/New_York")
		c := candidacy.Candidacy{Stage: candidacy.Interviewing, Certainty: candidacy.Likely, Entries: entries(t, z, s.lines...)}
		s.tune(&c)
		if got := advice.Judge(c, advice.Standard, calendar(t, "us", "America/New_York"), moment(t, z, s.now)).ThankYou; got != s.thanks {
			t.Errorf("%s: thank-you %s, want %s", s.name, got, s.thanks)
		}
	}
}

// A window waits for who is away: one business day after the return.
func TestAway(t *testing.T) {
	back := func(day string) func(*candidacy.Candidacy) {
		return func(c *candidacy.Candidacy) {
			for i := range c.Entries {
				if c.Entries[i].Kind == classify.AutoReply {
					c.Entries[i].Reading.Returns = date(t, day)
				}
			}
		}
	}
	lines := []string{reply, followUp, "2026-03-10T10:01 auto_reply"}
	for _, s := range []scene{
		{name: "back after the window", lines: lines, now: "2026-03-18T09:00", tune: back("2026-03-26"),
			want: "employer since 2026-03-03, follow-ups 1, second 2026-03-27..2026-03-27",
			why:  "your follow-up has no answer; one business day after they are back on 26 March will be up on 27 March"},
		{name: "back on a Friday", lines: lines, now: "2026-03-18T09:00", tune: back("2026-03-27"), want: "employer since 2026-03-03, follow-ups 1, second 2026-03-30..2026-03-30"},
		{name: "back long before", lines: lines, now: "2026-03-12T09:00", tune: back("2026-03-11"), want: "employer since 2026-03-03, follow-ups 1, second 2026-03-16..2026-03-17"},
		{name: "heard from since", lines: append(lines, "2026-03-12T09:00 reply"), now: "2026-03-13T09:00", tune: back("2026-03-26"),
			want: "employer since 2026-03-12, none_promised 2026-03-18..2026-03-19"},
	} {
		s.play(t, "us", "America/New_York")
	}
}

func TestMarksOfTheClock(t *testing.T) {
	z := zone(t, "America/New_York")
	marked := func(at string, what candidacy.Deed, value string) func(*candidacy.Candidacy) {
		return func(c *candidacy.Candidacy) {
			c.Marks = append(c.Marks, candidacy.Mark{What: what, Value: value, At: moment(t, z, at)})
		}
	}
	for _, s := range []scene{
		{name: "they called", lines: []string{reply}, now: "2026-03-12T09:00", tune: marked("2026-03-09T09:00", candidacy.Replied, "2026-03-06T12:00:00-05:00"),
			want: "employer since 2026-03-06, none_promised 2026-03-12..2026-03-13"},
		{name: "you called", lines: []string{reply}, now: "2026-03-12T09:00", tune: marked("2026-03-10T09:00", candidacy.FollowedUp, ""),
			want: "employer since 2026-03-03, follow-ups 1, second 2026-03-16..2026-03-17"},
		{name: "snoozed", lines: []string{reply}, now: "2026-03-12T23:59", tune: marked("2026-03-10T09:00", candidacy.Snooze, "2026-03-13"),
			want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10", why: "no timeline was given; 5 business days since 3 March are up; snoozed until 13 March"},
		{name: "snoozed no longer", lines: []string{reply}, now: "2026-03-13T00:00", tune: marked("2026-03-10T09:00", candidacy.Snooze, "2026-03-13"),
			want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10, flag follow_up 2026-03-10 10/8"},
		{name: "before the mark was made", lines: []string{reply}, now: "2026-03-10T08:59", tune: marked("2026-03-10T09:00", candidacy.Snooze, "2026-03-13"),
			want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10, flag follow_up 2026-03-10 7/5"},
		{name: "another offer's day is far", lines: []string{reply}, now: "2026-03-05T23:59", tune: marked("2026-03-04T09:00", candidacy.Deadline, "2026-03-11"),
			want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10"},
		{name: "three business days before it", lines: []string{reply}, now: "2026-03-06T00:00", tune: marked("2026-03-04T09:00", candidacy.Deadline, "2026-03-11"),
			want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10, flag deadline 2026-03-06 3/3"},
		{name: "it comes before the follow-up", lines: []string{reply}, now: "2026-03-11T23:59", tune: marked("2026-03-04T09:00", candidacy.Deadline, "2026-03-11"),
			want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10, flag deadline 2026-03-06 8/6"},
		{name: "and is over with its day", lines: []string{reply}, now: "2026-03-12T00:00", tune: marked("2026-03-04T09:00", candidacy.Deadline, "2026-03-11"),
			want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10, flag follow_up 2026-03-10 9/7"},
	} {
		s.play(t, "us", "America/New_York")
	}
}

// The numbers of ADVICE's table, a profile a line: none promised, promised by
// Friday the 6th, second, let go, application.
func TestProfiles(t *testing.T) {
	z := zone(t, "America/New_York")
	cal := calendar(t, "us", "America/New_York")
	for name, want := range map[string][5]string{
		"standard":           {"2026-03-09..2026-03-10", "2026-03-09..2026-03-10", "2026-03-16..2026-03-17", "2026-03-24..2026-03-24", "2026-03-10..2026-03-17"},
		"cmp":                {"2026-03-09..2026-03-10", "2026-03-09..2026-03-09", "2026-03-16..2026-03-17", "2026-03-24..2026-03-24", "2026-03-10..2026-03-17"},
		"ask-a-recruiter":    {"2026-03-10..2026-03-10", "2026-03-09..2026-03-09", "2026-03-17..2026-03-17", "2026-03-24..2026-03-24", "2026-03-10..2026-03-10"},
		"follow-up-schedule": {"2026-03-09..2026-03-10", "2026-03-09..2026-03-09", "2026-03-17..2026-03-17", "2026-03-24..2026-03-24", "2026-03-10..2026-03-17"},
		"ask-amy":            {"2026-03-09..2026-03-10", "2026-03-09..2026-03-10", "2026-03-16..2026-03-17", "2026-03-24..2026-03-24", "2026-03-10..2026-03-17"},
		"ask-a-manager":      {"2026-03-10..2026-03-10", "2026-03-09..2026-03-10", "2026-03-17..2026-03-17", "2026-03-24..2026-03-24", "2026-03-10..2026-03-17"},
	} {
		p, err := advice.ProfileNamed(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, lines := range [][]string{{reply}, {reply}, {reply, followUp}, {reply, followUp, second}, {"2026-03-03T09:00 confirmation"}} {
			c := candidacy.Candidacy{Stage: candidacy.Interviewing, Certainty: candidacy.Likely, Entries: entries(t, z, lines...)}
			if i == 1 {
				by(t, &c, 0, "2026-03-06", "by Friday")
			}
			j := advice.Judge(c, p, cal, moment(t, z, "2026-03-17T23:00"))
			if j.Window == nil {
				t.Fatalf("%s, %d: no window: %s", name, i, j.Why)
			}
			if got := j.Window.Opens.String() + ".." + j.Window.Due.String(); got != want[i] {
				t.Errorf("%s, %s: got %s, want %s", name, j.Window.Rule, got, want[i])
			}
		}
	}
}

// The usual pace: the median of at least three answers.
func TestPace(t *testing.T) {
	z := zone(t, "America/New_York")
	lines := []string{"2026-03-02T09:00 own", "2026-03-03T09:00 reply", "2026-03-03T12:00 answer", "2026-03-05T12:00 reply", "2026-03-06T09:00 own", "2026-03-06T21:00 reply"}
	judge := func(now string, lines []string) *advice.Pace {
		return advice.Judge(candidacy.Candidacy{Stage: candidacy.Interviewing, Entries: entries(t, z, lines...)}, advice.Standard, calendar(t, "us", "America/New_York"), moment(t, z, now)).Pace
	}
	if p := judge("2026-03-07T09:00", lines[:4]); p != nil {
		t.Errorf("two answers make a pace: %+v", p)
	}
	if p := judge("2026-03-08T20:00", lines); p == nil || p.Median != 24*time.Hour || p.Longest != 48*time.Hour || p.Broken {
		t.Errorf("got %+v, want a median of a day, at most two, unbroken", p)
	}
	if p := judge("2026-03-08T22:01", lines); p == nil || !p.Broken {
		t.Errorf("got %+v, want it broken", p)
	}
}
