package advice_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearback/classify"
	"hearback/classify/advice"
	"hearback/classify/candidacy"
	"hearback/classify/timeline"
)

// words are what a line of a conversation can be.
var words = map[string]candidacy.Entry{
	"reply":        {Kind: classify.InterviewFollowup, Reply: true},
	"asks":         {Kind: classify.Scheduling, Reply: true, Asks: true},
	"invitation":   {Kind: classify.InterviewInvitation, Reply: true, Asks: true},
	"offer":        {Kind: classify.Offer, Reply: true, Asks: true},
	"rejection":    {Kind: classify.Rejection, Reply: true},
	"confirmation": {Kind: classify.ApplicationConfirmation},
	"auto_reply":   {Kind: classify.AutoReply},
	"newsletter":   {Kind: classify.Newsletter},
	"answer":       {Kind: classify.OwnAnswer, Reading: classify.Reading{Author: classify.Own}},
	"thanks":       {Kind: classify.OwnThankYou, Reading: classify.Reading{Author: classify.Own}},
	"follow_up":    {Kind: classify.OwnFollowUp, Reading: classify.Reading{Author: classify.Own}},
	"own":          {Kind: classify.OwnOther, Reading: classify.Reading{Author: classify.Own}},
	"announcement": {Kind: classify.OwnAnswer, Reading: classify.Reading{Author: classify.Own, Reasons: []classify.Reason{{Rule: classify.AnnouncesRule}}}},
	"question":     {Kind: classify.OwnOther, Reading: classify.Reading{Author: classify.Own, Reasons: []classify.Reason{{Rule: classify.AsksBackRule}}}},
	"soon":         {Kind: classify.InterviewFollowup, Reply: true, Reading: classify.Reading{Promise: &classify.Promise{Vague: true}}},
}

// entries reads a conversation: a line is a time and a word of the list above,
// or "bounce N...", the bounce of the messages of those lines.
func entries(t testing.TB, z *time.Location, lines ...string) []candidacy.Entry {
	t.Helper()
	var es []candidacy.Entry
	for i, line := range lines {
		at, word, _ := strings.Cut(line, " ")
		e, ok := words[word]
		if bounced, is := strings.CutPrefix(word, "bounce "); is {
			e.Kind, ok = classify.Bounce, true
			e.IDs = strings.Fields(bounced)
		}
		if !ok {
			t.Fatalf("line %q: no such word", line)
		}
		e.Key, e.MessageID, e.At = int64(i+1), fmt.Sprint(i+1), moment(t, z, at)
		e.IDs = append(e.IDs, e.MessageID)
		es = append(es, e)
	}
	return es
}

// moment reads RFC 3339, or 2006-01-02T15:04 in the zone.
func moment(t testing.TB, z *time.Location, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		at, err = time.ParseInLocation("2006-01-02T15:04", s, z)
	}
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// brief is a judgement in one line, without its sentences.
func brief(j advice.Judgement, z *time.Location) string {
	s := string(j.WaitingOn)
	if !j.Since.IsZero() {
		s += " since " + j.Since.In(z).Format("2006-01-02")
	}
	if j.FollowUps > 0 {
		s += fmt.Sprintf(", follow-ups %d", j.FollowUps)
	}
	if w := j.Window; w != nil {
		s += fmt.Sprintf(", %s %s..%s", w.Rule, w.Opens, w.Due)
	}
	if f := j.Flag; f != nil {
		s += fmt.Sprintf(", flag %s %s %d/%d", f.Kind, f.Raised, f.SilentDays, f.SilentBusinessDays)
	}
	if j.Dormant {
		s += ", dormant"
	}
	return s
}

type scene struct {
	name  string
	lines []string
	now   string
	want  string
	why   string // "" is not checked
	tune  func(*candidacy.Candidacy)
}

func (s scene) play(t *testing.T, country, zoneName string) {
	t.Helper()
	z := zone(t, zoneName)
	c := candidacy.Candidacy{Stage: candidacy.Interviewing, Certainty: candidacy.Likely, Entries: entries(t, z, s.lines...)}
	if s.tune != nil {
		s.tune(&c)
	}
	j := advice.Judge(c, advice.Standard, calendar(t, country, zoneName), moment(t, z, s.now))
	if got := brief(j, z); got != s.want {
		t.Errorf("%s, at %s:\n got %s\nwant %s\n why %s", s.name, s.now, got, s.want, j.Why)
	}
	if s.why != "" && j.Why != s.why {
		t.Errorf("%s, at %s:\n got %s\nwant %s", s.name, s.now, j.Why, s.why)
	}
}

const (
	reply    = "2026-03-03T16:20 reply" // a Tuesday
	followUp = "2026-03-10T10:00 follow_up"
	second   = "2026-03-17T10:00 follow_up"
)

func TestWindows(t *testing.T) {
	for _, s := range []scene{
		{name: "before the window", lines: []string{reply}, now: "2026-03-05T09:00",
			want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10",
			why:  "no timeline was given; 5 business days since 3 March will be up on 10 March"},
		{name: "the evening before the due day", lines: []string{reply}, now: "2026-03-09T23:59",
			want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10"},
		{name: "the first minute of the due day", lines: []string{reply}, now: "2026-03-10T00:00",
			want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10, flag follow_up 2026-03-10 7/5",
			why:  "no timeline was given; 5 business days since 3 March are up"},
		{name: "weeks later the flag still stands", lines: []string{reply}, now: "2026-04-07T12:00",
			want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10, flag follow_up 2026-03-10 35/25"},
		{name: "a reply on a Saturday", lines: []string{"2026-03-07T12:00 reply"}, now: "2026-03-13T00:00",
			want: "employer since 2026-03-07, none_promised 2026-03-12..2026-03-13, flag follow_up 2026-03-13 6/5"},
		{name: "a reply on a Friday", lines: []string{"2026-03-06T23:59 reply"}, now: "2026-03-12T23:59",
			want: "employer since 2026-03-06, none_promised 2026-03-12..2026-03-13"},
		{name: "Memorial Day", lines: []string{"2026-05-20T12:00 reply"}, now: "2026-05-28T00:00",
			want: "employer since 2026-05-20, none_promised 2026-05-27..2026-05-28, flag follow_up 2026-05-28 8/5"},
		{name: "Thanksgiving", lines: []string{"2026-11-23T12:00 reply"}, now: "2026-11-30T23:59",
			want: "employer since 2026-11-23, none_promised 2026-11-30..2026-12-01"},
		{name: "a reply on a holiday", lines: []string{"2026-11-26T12:00 reply"}, now: "2026-11-27T12:00",
			want: "employer since 2026-11-26, none_promised 2026-12-02..2026-12-03"},
		{name: "the end of the year", lines: []string{"2026-12-29T12:00 reply"}, now: "2027-01-06T08:00",
			want: "employer since 2026-12-29, none_promised 2027-01-05..2027-01-06, flag follow_up 2027-01-06 8/5",
			why:  "no timeline was given; 5 business days since 29 December 2026 are up"},
		{name: "New Year's Day kept in the year before", lines: []string{"2027-12-27T12:00 reply"}, now: "2027-12-31T12:00",
			want: "employer since 2027-12-27, none_promised 2028-01-03..2028-01-04"},
		{name: "clocks go back on the due day's eve", lines: []string{"2026-10-26T12:00 reply"}, now: "2026-11-02T00:00",
			want: "employer since 2026-10-26, none_promised 2026-10-30..2026-11-02, flag follow_up 2026-11-02 7/5"},
	} {
		s.play(t, "us", "America/New_York")
	}
	scene{name: "the same week without Thanksgiving", lines: []string{"2026-11-23T12:00 reply"}, now: "2026-11-30T00:00",
		want: "employer since 2026-11-23, none_promised 2026-11-27..2026-11-30, flag follow_up 2026-11-30 7/5"}.
		play(t, "de", "Europe/Berlin")
}

// A message counts on the day of the configured zone, whatever its sender's.
func TestZones(t *testing.T) {
	late := []string{"2026-03-02T23:30:00-08:00 reply"}
	for _, c := range []struct{ zone, now, want string }{
		{"America/Los_Angeles", "2026-03-09T00:00", "employer since 2026-03-02, none_promised 2026-03-06..2026-03-09, flag follow_up 2026-03-09 7/5"},
		{"America/New_York", "2026-03-09T23:59", "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10"},
		{"America/New_York", "2026-03-10T00:00", "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10, flag follow_up 2026-03-10 7/5"},
		{"America/New_York", "2026-03-10T03:59:59Z", "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10"},
		{"Asia/Tokyo", "2026-03-09T15:00:00Z", "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10, flag follow_up 2026-03-10 7/5"},
	} {
		scene{name: c.zone, lines: late, now: c.now, want: c.want}.play(t, "us", c.zone)
	}
	// Daylight saving begins in Cairo with the due day, whose midnight is skipped.
	for now, want := range map[string]string{
		"2026-04-23T21:59:59Z": "employer since 2026-04-17, none_promised 2026-04-23..2026-04-24",
		"2026-04-23T22:00:00Z": "employer since 2026-04-17, none_promised 2026-04-23..2026-04-24, flag follow_up 2026-04-24 7/5",
	} {
		scene{name: "Cairo", lines: []string{"2026-04-17T12:00 reply"}, now: now, want: want}.play(t, "us", "Africa/Cairo")
	}
}

func TestWhoseTurn(t *testing.T) {
	for _, s := range []scene{
		{name: "nothing", now: "2026-03-10T09:00", want: "nobody",
			why: "nobody has written anything to wait for"},
		{name: "machines only", lines: []string{"2026-03-01T09:00 auto_reply", "2026-03-02T09:00 newsletter"}, now: "2026-03-10T09:00",
			want: "nobody"},
		{name: "a confirmation only", lines: []string{"2026-03-03T09:00 confirmation"}, now: "2026-03-16T23:59",
			want: "employer since 2026-03-03, application 2026-03-10..2026-03-17",
			why:  "no person has answered your application; 10 business days since 3 March will be up on 17 March"},
		{name: "an application, then its confirmation", lines: []string{"2026-03-02T09:00 own", "2026-03-03T09:00 confirmation"},
			now: "2026-03-16T00:00", want: "employer since 2026-03-02, application 2026-03-09..2026-03-16, flag application 2026-03-16 14/10"},
		{name: "an application nobody answers", lines: []string{"2026-03-02T09:00 confirmation"}, now: "2026-04-10T23:59",
			want: "employer since 2026-03-02, application 2026-03-09..2026-03-16, flag application 2026-03-16 39/29"},
		{name: "an application let go", lines: []string{"2026-03-02T09:00 confirmation"}, now: "2026-04-13T00:00", want: "nobody, dormant"},
		{name: "an application followed up", lines: []string{"2026-03-02T09:00 confirmation", followUp},
			now: "2026-03-23T23:59", want: "employer since 2026-03-02, follow-ups 1", why: "you asked after your application on 10 March; once is enough"},
		{name: "an application followed up in vain", lines: []string{"2026-03-02T09:00 confirmation", followUp},
			now: "2026-03-24T00:00", want: "nobody, follow-ups 1, dormant"},
		{name: "a question", lines: []string{"2026-03-03T09:00 asks"}, now: "2026-04-10T09:00",
			want: "you since 2026-03-03",
			why:  "they asked you for something on 3 March, and you have not answered"},
		{name: "a question answered", lines: []string{"2026-03-03T09:00 asks", "2026-03-04T09:00 answer"}, now: "2026-03-11T09:00",
			want: "employer since 2026-03-04, none_promised 2026-03-10..2026-03-11, flag follow_up 2026-03-11 7/5"},
		{name: "thanks are no answer", lines: []string{"2026-03-03T09:00 asks", "2026-03-04T09:00 thanks"}, now: "2026-03-11T09:00",
			want: "you since 2026-03-03"},
		{name: "a question, and that the answer is to come", lines: []string{"2026-03-03T09:00 asks", "2026-03-04T09:00 announcement"}, now: "2026-03-11T09:00",
			want: "you since 2026-03-03"},
		{name: "and comes", lines: []string{"2026-03-03T09:00 asks", "2026-03-04T09:00 announcement", "2026-03-05T09:00 answer"},
			now: "2026-03-06T09:00", want: "employer since 2026-03-05, none_promised 2026-03-11..2026-03-12"},
		{name: "whatever else follows a question answers it", lines: []string{"2026-03-03T09:00 asks", "2026-03-04T09:00 follow_up"},
			now: "2026-03-11T09:00", want: "employer since 2026-03-04, none_promised 2026-03-10..2026-03-11, flag follow_up 2026-03-11 7/5"},
		{name: "an unread kind follows a question", lines: []string{"2026-03-03T09:00 asks", "2026-03-04T09:00 own"},
			now: "2026-03-05T09:00", want: "employer since 2026-03-04, none_promised 2026-03-10..2026-03-11"},
		{name: "a question after a reply", lines: []string{reply, "2026-03-11T09:00 asks"}, now: "2026-03-20T09:00",
			want: "you since 2026-03-11"},
		{name: "the last word asks nothing", lines: []string{"2026-03-02T09:00 asks", reply}, now: "2026-03-05T09:00",
			want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10"},
		{name: "thanks do not restart", lines: []string{reply, "2026-03-09T09:00 thanks"}, now: "2026-03-10T09:00",
			want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10, flag follow_up 2026-03-10 7/5"},
		{name: "small talk does not restart", lines: []string{reply, "2026-03-09T09:00 own", "2026-03-09T10:00 answer"}, now: "2026-03-10T09:00",
			want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10, flag follow_up 2026-03-10 7/5"},
		{name: "a machine's word is no reply", lines: []string{reply, "2026-03-09T09:00 auto_reply", "2026-03-09T10:00 confirmation"},
			now: "2026-03-10T09:00", want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10, flag follow_up 2026-03-10 7/5"},
		{name: "messages after now", lines: []string{reply, "2026-03-10T09:01 follow_up", "2026-03-11T09:00 reply"}, now: "2026-03-10T09:00",
			want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10, flag follow_up 2026-03-10 7/5"},
		{name: "a message at now", lines: []string{reply, "2026-03-10T09:00 reply"}, now: "2026-03-10T09:00",
			want: "employer since 2026-03-10, none_promised 2026-03-16..2026-03-17"},
	} {
		s.play(t, "us", "America/New_York")
	}
}

func TestFollowUps(t *testing.T) {
	for _, s := range []scene{
		{name: "the first", lines: []string{reply, followUp}, now: "2026-03-16T23:59",
			want: "employer since 2026-03-03, follow-ups 1, second 2026-03-16..2026-03-17",
			why:  "your follow-up has no answer; 5 business days since 10 March will be up on 17 March"},
		{name: "the first, unanswered", lines: []string{reply, followUp}, now: "2026-03-17T00:00",
			want: "employer since 2026-03-03, follow-ups 1, second 2026-03-16..2026-03-17, flag second_follow_up 2026-03-17 14/10"},
		{name: "an early one starts the second window", lines: []string{reply, "2026-03-05T09:00 follow_up"}, now: "2026-03-12T00:00",
			want: "employer since 2026-03-03, follow-ups 1, second 2026-03-11..2026-03-12, flag second_follow_up 2026-03-12 9/7"},
		{name: "on the day of the reply", lines: []string{reply, "2026-03-03T17:00 follow_up"}, now: "2026-03-10T00:00",
			want: "employer since 2026-03-03, follow-ups 1, second 2026-03-09..2026-03-10, flag second_follow_up 2026-03-10 7/5"},
		{name: "one sent on a Sunday", lines: []string{reply, "2026-03-15T09:00 follow_up"}, now: "2026-03-19T09:00",
			want: "employer since 2026-03-03, follow-ups 1, second 2026-03-19..2026-03-20"},
		{name: "two", lines: []string{reply, followUp, second}, now: "2026-03-23T23:59",
			want: "employer since 2026-03-03, follow-ups 2, let_go 2026-03-24..2026-03-24",
			why:  "your 2 follow-ups have no answer; 5 business days since 17 March will be up on 24 March"},
		{name: "let go", lines: []string{reply, followUp, second}, now: "2026-03-24T00:00",
			want: "employer since 2026-03-03, follow-ups 2, let_go 2026-03-24..2026-03-24, flag let_go 2026-03-24 21/15"},
		{name: "the last minute of letting go", lines: []string{reply, followUp, second}, now: "2026-03-30T23:59",
			want: "employer since 2026-03-03, follow-ups 2, let_go 2026-03-24..2026-03-24, flag let_go 2026-03-24 27/19"},
		{name: "dormant", lines: []string{reply, followUp, second}, now: "2026-03-31T00:00",
			want: "nobody, follow-ups 2, dormant",
			why:  "your 2 follow-ups have no answer, and the time to let go came on 24 March"},
		{name: "dormant for good", lines: []string{reply, followUp, second}, now: "2027-03-31T00:00",
			want: "nobody, follow-ups 2, dormant"},
		{name: "a later reply", lines: []string{reply, followUp, second, "2026-05-04T09:00 reply"}, now: "2026-05-04T10:00",
			want: "employer since 2026-05-04, none_promised 2026-05-08..2026-05-11"},
		{name: "a later question", lines: []string{reply, followUp, second, "2026-05-04T09:00 asks"}, now: "2026-05-14T10:00",
			want: "you since 2026-05-04"},
		{name: "a third restarts letting go", lines: []string{reply, followUp, second, "2026-04-06T09:00 follow_up"}, now: "2026-04-13T10:00",
			want: "employer since 2026-03-03, follow-ups 3, let_go 2026-04-13..2026-04-13, flag let_go 2026-04-13 41/29"},
		{name: "a reply starts the count anew", lines: []string{reply, followUp, "2026-03-11T09:00 reply", "2026-03-18T09:00 follow_up"},
			now: "2026-03-19T10:00", want: "employer since 2026-03-11, follow-ups 1, second 2026-03-24..2026-03-25"},
		{name: "one that bounced", lines: []string{reply, followUp, "2026-03-10T10:01 bounce 1 2"}, now: "2026-03-11T09:00",
			want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10, flag follow_up 2026-03-10 8/6"},
		{name: "one that has not bounced yet", lines: []string{reply, followUp, "2026-03-10T10:01 bounce 2"}, now: "2026-03-10T10:00",
			want: "employer since 2026-03-03, follow-ups 1, second 2026-03-16..2026-03-17"},
		{name: "a bounce of something else", lines: []string{reply, followUp, "2026-03-10T10:01 bounce 1"}, now: "2026-03-11T09:00",
			want: "employer since 2026-03-03, follow-ups 1, second 2026-03-16..2026-03-17"},
		{name: "a bounce of the latest in its thread", lines: []string{reply, "2026-03-09T10:00 follow_up", second, "2026-03-17T10:01 bounce 2 3"},
			now: "2026-03-17T11:00", want: "employer since 2026-03-03, follow-ups 1, second 2026-03-13..2026-03-16, flag second_follow_up 2026-03-16 14/10"},
	} {
		s.play(t, "us", "America/New_York")
	}
}

func TestStanding(t *testing.T) {
	outcome := func(o candidacy.Outcome) func(*candidacy.Candidacy) {
		return func(c *candidacy.Candidacy) { c.Outcome = o }
	}
	stage := func(s candidacy.Stage) func(*candidacy.Candidacy) {
		return func(c *candidacy.Candidacy) { c.Stage = s }
	}
	answerBy := func(day string) func(*candidacy.Candidacy) {
		return func(c *candidacy.Candidacy) {
			c.Outcome = candidacy.HasOffer
			by, err := timeline.ParseDate(day)
			if err != nil {
				t.Fatal(err)
			}
			for i := range c.Entries {
				if c.Entries[i].Kind == classify.Offer {
					c.Entries[i].Reading.AnswerBy = &classify.Deadline{By: by}
				}
			}
		}
	}
	unsure := func(c *candidacy.Candidacy) { c.Certainty = candidacy.Unsure }
	for _, s := range []scene{
		{name: "rejected", lines: []string{reply, followUp, "2026-03-11T09:00 rejection"}, now: "2026-04-10T09:00",
			want: "nobody", why: "it is closed: rejected", tune: outcome(candidacy.Rejected)},
		{name: "closed", lines: []string{reply, followUp}, now: "2026-04-10T09:00",
			want: "nobody", why: "it is closed", tune: stage(candidacy.Closed)},
		{name: "an offer", lines: []string{reply, "2026-03-05T09:00 offer", "2026-03-06T09:00 answer"}, now: "2026-04-10T09:00",
			want: "you since 2026-03-05", why: "their offer of 5 March awaits your answer", tune: outcome(candidacy.HasOffer)},
		{name: "an offer, and a question about it", lines: []string{reply, "2026-03-05T09:00 offer", "2026-03-06T09:00 question"}, now: "2026-03-13T09:00",
			want: "employer since 2026-03-06", why: "the answer to your question about their offer is theirs to give, since 6 March", tune: outcome(candidacy.HasOffer)},
		{name: "an offer, a question and a follow-up", lines: []string{reply, "2026-03-05T09:00 offer", "2026-03-06T09:00 question", "2026-03-13T09:00 question", "2026-03-20T09:00 follow_up"}, now: "2026-03-23T09:00",
			want: "employer since 2026-03-06, follow-ups 1", tune: outcome(candidacy.HasOffer)},
		{name: "they called about it", lines: []string{reply, "2026-03-05T09:00 offer", "2026-03-06T09:00 question"}, now: "2026-03-13T09:00",
			want: "you since 2026-03-05", tune: func(c *candidacy.Candidacy) {
				c.Outcome = candidacy.HasOffer
				c.Marks = []candidacy.Mark{{What: candidacy.Replied, At: c.Entries[2].At.AddDate(0, 0, 3)}}
			}},
		{name: "its day is near, and they are silent", lines: []string{reply, "2026-03-05T09:00 offer", "2026-03-06T09:00 question"}, now: "2026-03-11T09:00",
			want: "you since 2026-03-05", why: "their offer of 5 March awaits your answer by 13 March", tune: answerBy("2026-03-13")},
		{name: "its day is not near", lines: []string{reply, "2026-03-05T09:00 offer", "2026-03-06T09:00 question"}, now: "2026-03-09T23:00",
			want: "employer since 2026-03-06", tune: answerBy("2026-03-13")},
		{name: "its day is near, and they will find out", lines: []string{reply, "2026-03-05T09:00 offer", "2026-03-06T09:00 question", "2026-03-09T09:00 soon"}, now: "2026-03-13T09:00",
			want: "employer since 2026-03-09", tune: answerBy("2026-03-13")},
		{name: "they will find out", lines: []string{reply, "2026-03-05T09:00 offer", "2026-03-06T09:00 question", "2026-03-09T09:00 soon"}, now: "2026-03-10T09:00",
			want: "employer since 2026-03-09", tune: outcome(candidacy.HasOffer)},
		{name: "they have answered it", lines: []string{reply, "2026-03-05T09:00 offer", "2026-03-06T09:00 question", "2026-03-09T09:00 reply"}, now: "2026-03-10T09:00",
			want: "you since 2026-03-05", tune: outcome(candidacy.HasOffer)},
		{name: "another offer", lines: []string{reply, "2026-03-05T09:00 offer", "2026-03-06T09:00 question", "2026-03-09T09:00 offer"}, now: "2026-03-10T09:00",
			want: "you since 2026-03-09", tune: outcome(candidacy.HasOffer)},
		{name: "a question without an offer", lines: []string{reply, "2026-03-06T09:00 question"}, now: "2026-03-09T09:00",
			want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10"},
		{name: "unsure", lines: []string{reply}, now: "2026-03-10T09:00",
			want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10",
			why: "no timeline was given; 5 business days since 3 March are up;" +
				" whether this is a candidacy at all is unsure, so no flag is raised", tune: unsure},
		{name: "unsure and let go", lines: []string{reply, followUp, second}, now: "2026-03-24T09:00",
			want: "employer since 2026-03-03, follow-ups 2, let_go 2026-03-24..2026-03-24", tune: unsure},
		{name: "outreach", lines: []string{reply}, now: "2026-03-30T23:59",
			want: "you since 2026-03-03", why: "they wrote first, on 3 March, and you have not answered", tune: stage(candidacy.Outreach)},
		{name: "outreach left alone", lines: []string{reply}, now: "2026-03-31T00:00",
			want: "nobody, dormant", tune: stage(candidacy.Outreach)},
		{name: "outreach answered", lines: []string{"2026-03-02T09:00 asks", "2026-03-03T09:00 answer"}, now: "2026-03-04T09:00",
			want: "employer since 2026-03-03, none_promised 2026-03-09..2026-03-10", tune: stage(candidacy.Outreach)},
	} {
		s.play(t, "us", "America/New_York")
	}
}

func TestThankYou(t *testing.T) {
	cal, z := calendar(t, "us", "America/New_York"), zone(t, "America/New_York")
	for _, c := range []struct {
		want  bool
		lines []string
	}{
		{false, []string{reply}},
		{true, []string{reply, "2026-03-04T09:00 thanks"}},
		{true, []string{reply, "2026-03-04T09:00 thanks", "2026-03-05T09:00 reply"}},
		{false, []string{reply, "2026-03-04T09:00 thanks", "2026-03-05T09:00 invitation"}},
		{true, []string{reply, "2026-03-04T09:00 invitation", "2026-03-05T09:00 thanks", followUp}},
		{false, []string{reply, "2026-03-04T09:00 thanks", "2026-03-04T09:01 bounce 2"}},
		{true, []string{"2026-03-04T09:00 thanks"}},
	} {
		got := advice.Judge(candidacy.Candidacy{Entries: entries(t, z, c.lines...)}, advice.Standard, cal, moment(t, z, "2026-03-12T09:00"))
		if (got.ThankYou == advice.Sent) != c.want {
			t.Errorf("%q: got %v, want %v", c.lines, got.ThankYou, c.want)
		}
	}
}

func TestFlag(t *testing.T) {
	cal, z := calendar(t, "us", "America/New_York"), zone(t, "America/New_York")
	flag := func(now string, lines ...string) *advice.Flag {
		return advice.Judge(candidacy.Candidacy{Entries: entries(t, z, lines...)}, advice.Standard, cal, moment(t, z, now)).Flag
	}
	got := flag("2026-03-10T09:00", reply)
	want := &advice.Flag{Kind: advice.FollowUpFlag, Raised: date(t, "2026-03-10"), SilentDays: 7, SilentBusinessDays: 5,
		Rule: advice.NonePromised, Numbers: "4 to 5 business days", Source: "standard",
		Advice: "Send a short, light email that says you are still interested and what you would bring. A week's silence is not a no."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("follow-up (-want +got):\n%s", diff)
	}
	if got := flag("2026-03-17T09:00", reply, followUp); got == nil || got.Numbers != "4 to 5 business days" ||
		!strings.Contains(got.Advice, "one more short email") {
		t.Errorf("second follow-up: got %+v", got)
	}
	if got := flag("2026-03-24T09:00", reply, followUp, second); got == nil || got.Numbers != "5 business days" ||
		!strings.Contains(got.Advice, "optional, never an ultimatum") {
		t.Errorf("let go: got %+v", got)
	}
}

// A profile of other numbers: where the second window is the shorter one, an
// early follow-up brings nothing forward, and calendar days end on business days.
func TestOtherNumbers(t *testing.T) {
	p := advice.Standard
	p.NonePromised = advice.Span{Opens: advice.Days{N: 7, Unit: advice.AnyDay}, Due: advice.Days{N: 10, Unit: advice.Business}, Source: "mine"}
	p.Second = advice.Span{Opens: advice.Days{N: 1, Unit: advice.AnyDay}, Due: advice.Days{N: 1, Unit: advice.AnyDay}, Source: "mine"}
	p.LetGo = advice.Span{Opens: advice.Days{N: 1, Unit: advice.Business}, Due: advice.Days{N: 1, Unit: advice.Business}, Source: "mine"}
	cal, z := calendar(t, "us", "America/New_York"), zone(t, "America/New_York")
	for _, c := range []struct {
		lines     []string
		now, want string
		why       string
	}{
		{[]string{"2026-03-01T12:00 reply"}, "2026-03-13T09:00", // a Sunday; so is the seventh day
			"employer since 2026-03-01, none_promised 2026-03-09..2026-03-13, flag follow_up 2026-03-13 12/10",
			"no timeline was given; 10 business days since 1 March are up"},
		{[]string{reply, "2026-03-04T12:00 follow_up"}, "2026-03-05T09:00",
			"employer since 2026-03-03, follow-ups 1, second 2026-03-10..2026-03-17",
			"your follow-up has no answer; the window that your early follow-up overtook will be up on 17 March"},
		{[]string{reply, "2026-03-04T12:00 follow_up"}, "2026-03-17T09:00",
			"employer since 2026-03-03, follow-ups 1, second 2026-03-10..2026-03-17, flag second_follow_up 2026-03-17 14/10",
			"your follow-up has no answer; the window that your early follow-up overtook is up"},
		{[]string{reply, "2026-03-10T12:00 follow_up"}, "2026-03-11T09:00", // not early
			"employer since 2026-03-03, follow-ups 1, second 2026-03-11..2026-03-11, flag second_follow_up 2026-03-11 8/6",
			"your follow-up has no answer; 1 day since 10 March is up"},
		{[]string{reply, "2026-03-04T12:00 follow_up", "2026-03-05T12:00 follow_up"}, "2026-03-16T09:00",
			"employer since 2026-03-03, follow-ups 2, let_go 2026-03-17..2026-03-17",
			"your 2 follow-ups have no answer; the window that your early follow-up overtook will be up on 17 March"},
	} {
		j := advice.Judge(candidacy.Candidacy{Entries: entries(t, z, c.lines...)}, p, cal, moment(t, z, c.now))
		if got := brief(j, z); got != c.want || j.Why != c.why {
			t.Errorf("%q at %s:\n got %s\nwant %s\n got %s\nwant %s", c.lines, c.now, got, c.want, j.Why, c.why)
		}
		if j.Flag != nil && j.Flag.Source != "mine" {
			t.Errorf("%q: source %q, want mine", c.lines, j.Flag.Source)
		}
	}
	if got, want := p.NonePromised.String(), "7 days to 10 business days"; got != want {
		t.Errorf("numbers: got %q, want %q", got, want)
	}
}

func TestProfileNamed(t *testing.T) {
	p, err := advice.ProfileNamed("standard")
	if err != nil || p.Name != "standard" || p.FollowUps != 2 {
		t.Errorf("standard: got %+v, %v", p, err)
	}
	if _, err := advice.ProfileNamed("hasty"); err == nil || !strings.Contains(err.Error(), "standard") {
		t.Errorf("hasty: got %v, want an error that lists standard", err)
	}
}
