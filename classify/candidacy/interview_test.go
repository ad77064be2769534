package candidacy

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hearback/classify"
	"hearback/classify/invite"
	"hearback/classify/mail"
)

func TestProposedTimeIsTaken(t *testing.T) {
	proposal := invitation
	proposal.text = "Hi Robin, we would like to invite you to an interview on Tuesday, March 10 at 2:00 pm. Can you make it?"
	tests := []struct {
		name, answer string
		want         string // the interview's start; empty: none yet
	}{
		{"by a yes", "Hi Ada, yes, that works for me.", "10 14:00"},
		{"by naming it again", "Hi Ada, yes, I can make it on Tuesday at 2:00 pm.", "10 14:00"},
		{"in other words", "Hi Ada, Tuesday, March 10 at 2:00 pm works for me.", "10 14:00"},
		{"another is offered", "Hi Ada, I can't make that. Thursday, March 12 at 3:00 pm works for me.", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			said := answer
			said.text = tt.answer
			got := ""
			for _, i := range New(1, readAll(proposal, said), nil).Interviews {
				got += i.Start.Format("2 15:04")
			}
			if got != tt.want {
				t.Errorf("%q: got interview %q, want %q", tt.answer, got, tt.want)
			}
		})
	}
	came := thanks
	came.re, came.text = []string{"inv@quillon"}, "Dear Ada, thank you for taking the time to meet me yesterday. I enjoyed our conversation."
	held := New(1, readAll(proposal, came), nil).Interviews
	if len(held) != 1 || held[0].Start.Format("2 15:04") != "10 14:00" {
		t.Errorf("who thanks has been there: got %v", held)
	}
	said := answer
	said.text = tests[3].answer
	agreed := New(1, readAll(proposal, said, seeYou), nil).Interviews
	if len(agreed) != 1 || agreed[0].Start.Format("2 15:04") != "12 15:00" {
		t.Errorf("%q, and %q: got %v, want the one that was offered", said.text, seeYou.text, agreed)
	}
}

// Who takes a time from abroad says again what the employer's clock shows; where the
// answer names its zone, that zone counts.
func TestTimeTakenFromAbroad(t *testing.T) {
	berlin := time.FixedZone("", 3600)
	home := time.FixedZone("", -5*3600)
	proposed := []classify.Talk{{Start: time.Date(2026, 3, 12, 14, 0, 0, 0, berlin)}}
	for name, tt := range map[string]struct {
		named classify.Talk
		want  time.Time
	}{
		"the same moment":      {classify.Talk{Start: time.Date(2026, 3, 12, 8, 0, 0, 0, home)}, proposed[0].Start},
		"their clock":          {classify.Talk{Start: time.Date(2026, 3, 12, 14, 0, 0, 0, home)}, proposed[0].Start},
		"their clock, by name": {classify.Talk{Start: time.Date(2026, 3, 12, 14, 0, 0, 0, time.UTC), Zoned: true}, time.Date(2026, 3, 12, 14, 0, 0, 0, time.UTC)},
		"another hour":         {classify.Talk{Start: time.Date(2026, 3, 12, 15, 0, 0, 0, home)}, time.Time{}},
	} {
		got, ok := taken(&classify.Reading{Talks: []classify.Talk{tt.named}}, proposed)
		if ok == tt.want.IsZero() || !got.Start.Equal(tt.want) {
			t.Errorf("%s: got %v, %v, want %v", name, got.Start, ok, tt.want)
		}
	}
}

// The time that stands in the first invitation's text goes where the invitation
// goes, however far.
func TestInvitationMovesWhatItsTextSays(t *testing.T) {
	friday := time.Date(2026, time.March, 6, 15, 0, 0, 0, time.UTC)
	monday := friday.AddDate(0, 0, 3)
	sent := func(days, sequence int, start time.Time, talks ...classify.Talk) Entry {
		return Entry{At: friday.AddDate(0, 0, days), Kind: classify.Scheduling, Reply: true, Reading: classify.Reading{
			Kind: classify.Scheduling, Author: classify.Person, Talks: talks,
			Events: []invite.Event{{UID: "a", Method: "REQUEST", Sequence: sequence, Start: start, End: start.Add(time.Hour)}},
		}}
	}
	found := interviews([]Entry{sent(-3, 0, friday, classify.Talk{Start: friday}), sent(-1, 1, monday)}, nil)
	if len(found) != 1 || !found[0].Start.Equal(monday) || found[0].Source != ByInvite {
		t.Errorf("got %+v, want the one on Monday", found)
	}
}

// talksOf are the times of the interviews that letters make.
func talksOf(letters ...letter) string {
	var times []string
	for _, i := range New(1, readAll(letters...), nil).Interviews {
		times = append(times, i.Start.Format("2006-01-02 15:04"))
	}
	return strings.Join(times, " ")
}

// An interview that mail alone agrees on: of what the employer proposes the candidate
// takes one, and nothing is agreed where it is refused or left open.
func TestAgreedInterview(t *testing.T) {
	const invites = "Hi Robin, we liked your application for the Data Analyst role and would like to interview you. "
	const tuesday, wednesday = "2026-03-10 10:00", "2026-03-11 15:00"
	for _, c := range []struct{ name, offer, answer, want string }{
		{"asked about one", "Are you free on Tuesday, March 10 at 10:00 am?", "Hi Ada, yes, Tuesday, March 10 at 10:00 am is perfect.", tuesday},
		{"named one", "Please come on Tuesday, March 10 at 10:00 am. Can you make it?", "Dear Ada, Tuesday, March 10 at 10:00 am is fine. I look forward to it.", tuesday},
		{"one, and yes", "Would Tuesday, March 10 at 10:00 am suit you?", "Yes, that works for me. Thank you!", tuesday},
		{"one of two", "Would Tuesday, March 10 at 10:00 am or Wednesday, March 11 at 3:00 pm suit you?", "Wednesday, March 11 at 3:00 pm works for me.", wednesday},
		{"one refused, the other taken", "Would Tuesday, March 10 at 10:00 am or Wednesday, March 11 at 3:00 pm suit you?",
			"Tuesday, March 10 at 10:00 am doesn't work for me, but Wednesday, March 11 at 3:00 pm is great.", wednesday},
		{"two of three", "Would Tuesday, March 10 at 10:00 am, Wednesday, March 11 at 3:00 pm or Thursday, March 12 at 9:00 am suit you?",
			"I could do Tuesday, March 10 at 10:00 am or Wednesday, March 11 at 3:00 pm.", ""},
		{"refused", "Are you free on Tuesday, March 10 at 10:00 am?", "Unfortunately I can't make Tuesday, March 10 at 10:00 am. Do you have another time?", ""},
		{"another one", "Are you free on Tuesday, March 10 at 10:00 am?", "Could we do Wednesday, March 11 at 3:00 pm?", ""},
		{"not answered", "Are you free on Tuesday, March 10 at 10:00 am?", "", ""},
	} {
		letters := []letter{{day: 3, id: "a@quillon", from: "ada@quillonlabs.example", name: "Ada Brook", subject: "Data Analyst - interview", text: invites + c.offer}}
		if c.answer != "" {
			letters = append(letters, letter{day: 4, id: "b@home", re: []string{"a@quillon"}, from: me, to: "ada@quillonlabs.example", subject: "Re: Data Analyst - interview", text: c.answer})
		}
		if got := talksOf(letters...); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// An interview agreed for 10 March at 10:00 is moved or called off by words that do not
// tell its time in full.
func TestMovedByANote(t *testing.T) {
	agreed := []letter{
		{day: 3, id: "a@quillon", from: "ada@quillonlabs.example", name: "Ada Brook", subject: "Data Analyst - interview",
			text: "Hi Robin, we liked your application for the Data Analyst role and would like to interview you. Are you free on Tuesday, March 10 at 10:00 am?"},
		{day: 4, id: "b@home", re: []string{"a@quillon"}, from: me, to: "ada@quillonlabs.example", subject: "Re: Data Analyst - interview", text: "Yes, Tuesday, March 10 at 10:00 am works for me."},
	}
	for _, c := range []struct {
		name         string
		theirs, ours string
		oursFirst    bool
		want         string
	}{
		{name: "another time", theirs: "hey can we make it 11:30 instead? got a delivery coming at 10", ours: "Sure, 11:30 is fine!", want: "2026-03-10 11:30"},
		{name: "another day", theirs: "A meeting has landed right on our Tuesday slot. Same time next day?", ours: "No problem, that works for me.", want: "2026-03-11 10:00"},
		{name: "not answered yet", theirs: "A meeting has landed right on our Tuesday slot. Same time next day?", want: "2026-03-10 10:00"},
		{name: "at the candidate's wish", theirs: "Sure, 11 is fine, see you then.", ours: "I'm so sorry, my shift ends later than planned. Could we do 11 instead of 10?", oursFirst: true, want: "2026-03-10 11:00"},
		{name: "called off", theirs: "I am sorry, I have to cancel our interview on Tuesday, Ben is ill. I will be in touch next week with a new date.", want: ""},
		{name: "postponed", theirs: "I'm so sorry, but I have to postpone our interview on Tuesday. I'll write to you with a new date.", want: ""},
		{name: "called off on a condition", theirs: "Looking forward to it! If you have to cancel our interview, please tell me in time.", want: "2026-03-10 10:00"},
	} {
		letters := agreed[:2:2]
		theirs := letter{day: 6, id: "c@quillon", re: []string{"b@home"}, from: "ada@quillonlabs.example", name: "Ada Brook", subject: "Re: Data Analyst - interview", text: c.theirs}
		ours := letter{day: 7, id: "d@home", re: []string{"c@quillon"}, from: me, to: "ada@quillonlabs.example", subject: "Re: Data Analyst - interview", text: c.ours}
		switch {
		case c.oursFirst:
			ours.day = 5
			letters = append(letters, ours, theirs)
		case c.ours != "":
			letters = append(letters, theirs, ours)
		default:
			letters = append(letters, theirs)
		}
		if got := talksOf(letters...); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// Thanks to somebody at the employer who never wrote belong to the talk of that day.
func TestThanksToAnother(t *testing.T) {
	named := invitation.with(3, "n@quillon", "Hi Robin, we liked your application and would like to invite you to an interview on Tuesday, March 10 at 2:00 pm.")
	for day, want := range map[int]int{11: 2, 25: 1} {
		thankYou := letter{day: day, id: "t@home", from: me, to: "dan@quillonlabs.example", subject: "Thank you", text: "Hi Dan, thank you for the chat. It was great to hear how it all began."}
		if got := Join(readAll(named, thankYou), nil); len(got) != 1 || len(got[0]) != want {
			t.Errorf("on the %dth: %v, want one group of %d", day, keys(got), want)
		}
	}
}

// Who seeks the candidate once more is no nearer to an interview, until the candidate
// answers.
func TestOutreachOnceMore(t *testing.T) {
	first := letter{day: 3, id: "a@quillon", from: "ada@quillonlabs.example", name: "Ada Brook", subject: "Opportunity at Quillon Labs",
		text: "Hi Robin, I came across your profile and was impressed by your background. We are hiring a Data Analyst. Would you be open to a quick chat?"}
	again := letter{day: 10, id: "b@quillon", re: []string{"a@quillon"}, from: "ada@quillonlabs.example", name: "Ada Brook", subject: "Re: Opportunity at Quillon Labs",
		text: "Hi Robin, just bringing this back to the top of your inbox. Are you open to hearing about the Data Analyst position?"}
	own := letter{day: 4, id: "c@home", re: []string{"a@quillon"}, from: me, to: "ada@quillonlabs.example", subject: "Re: Opportunity at Quillon Labs",
		text: "Hi Ada, thank you, yes, I would like to hear more."}
	if c := New(1, readAll(first, again), nil); c.Stage != Outreach {
		t.Errorf("never answered: stage %s, want %s", c.Stage, Outreach)
	}
	if c := New(1, readAll(first, own, again), nil); c.Stage == Outreach {
		t.Errorf("answered: stage %s", c.Stage)
	}
}

// A talk that a letter names after an invited one was over is another.
func TestAnotherTalkTheDayAfter(t *testing.T) {
	entries := readAll(invitation, answer, seeYou.with(10, "second@quillon", "This confirms your second interview with Lee Wu tomorrow, Wednesday, March 11, at 11:00 am."))
	monday := time.Date(2026, 3, 10, 7, 0, 0, 0, time.UTC) // over when the last letter is written, at 9
	entries[0].Reading.Events = []invite.Event{{UID: "first", Method: "REQUEST", Start: monday, End: monday.Add(time.Hour)}}
	var got []string
	for _, i := range New(1, entries, nil).Interviews {
		got = append(got, i.Start.Format("2 15:04"))
	}
	if want := []string{"10 07:00", "11 11:00"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Only the house that sent an invitation moves or cancels it; what the candidate
// declines is off.
func TestWhoMayCancel(t *testing.T) {
	start := time.Date(2026, 3, 12, 14, 0, 0, 0, time.UTC)
	event := invite.Event{UID: "talk", Method: "REQUEST", Start: start, End: start.Add(time.Hour), Organizer: mail.Participant{Address: "ada@quillonlabs.example"}}
	for name, tt := range map[string]struct {
		second letter
		event  invite.Event
		want   int
	}{
		"the employer cancels": {seeYou, invite.Event{UID: "talk", Method: "CANCEL", Sequence: 1}, 0},
		"a stranger cancels":   {seeYou.sentBy("eve@elsewhere.example"), invite.Event{UID: "talk", Method: "CANCEL", Sequence: 1, Organizer: mail.Participant{Address: "eve@elsewhere.example"}}, 1},
		"a scheduler cancels":  {seeYou.sentBy("no-reply@booking.example"), invite.Event{UID: "talk", Method: "CANCEL", Sequence: 1, Organizer: event.Organizer}, 0},
		"the candidate declines": {answer, invite.Event{UID: "talk", Method: "REPLY",
			Attendees: []invite.Attendee{{Participant: mail.Participant{Address: me}, Declined: true}}}, 0},
		"the candidate accepts": {answer, invite.Event{UID: "talk", Method: "REPLY", Attendees: []invite.Attendee{{Participant: mail.Participant{Address: me}}}}, 1},
	} {
		entries := readAll(invitation, tt.second)
		entries[0].Reading.Events = []invite.Event{event}
		entries[1].Reading.Events = []invite.Event{tt.event}
		if got := New(1, entries, nil).Interviews; len(got) != tt.want {
			t.Errorf("%s: got %v, want %d interviews", name, got, tt.want)
		}
	}
}

// An invited talk is off when somebody at the employer says so in words after its last
// calendar, where no talk that was told in words comes sooner.
func TestInvitedTalkIsCalledOffInWords(t *testing.T) {
	onsite := invite.Event{UID: "onsite", Method: "REQUEST", Start: time.Date(2026, 3, 20, 14, 0, 0, 0, time.UTC), End: time.Date(2026, 3, 20, 16, 0, 0, 0, time.UTC)}
	called := seeYou.with(10, "c@quillon", "Hi Robin, I am sorry: the interview will not take place, Lee is ill. We will write to you with a new date.")
	sooner := seeYou.with(9, "s@quillon", "Hi Robin, let us talk on Thursday, March 12, at 11:00 am before the interview on the 20th.")
	for name, tt := range map[string]struct {
		letters []letter
		again   bool // a calendar comes with the last one
		want    []string
	}{
		"called off":               {[]letter{invitation, called}, false, nil},
		"not called off":           {[]letter{invitation, seeYou}, false, []string{"20 14:00"}},
		"invited anew":             {[]letter{invitation, called}, true, []string{"20 14:00"}},
		"one that was told sooner": {[]letter{invitation, sooner, called}, false, []string{"20 14:00"}},
	} {
		entries := readAll(tt.letters...)
		entries[0].Reading.Events = []invite.Event{onsite}
		if tt.again {
			entries[len(entries)-1].Reading.Events = []invite.Event{onsite}
		}
		var got []string
		for _, i := range New(1, entries, nil).Interviews {
			got = append(got, i.Start.Format("2 15:04"))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", name, got, tt.want)
		}
	}
}

// sentBy is the letter from another address.
func (l letter) sentBy(address string) letter {
	l.from, l.name = address, ""
	return l
}

// A day's plan that the candidate takes is all of it; of times to choose from, none is
// taken by a mere yes.
func TestPlanOfAVisit(t *testing.T) {
	for text, want := range map[string]int{
		"Here is the plan for Thursday, March 12:\n\n9:00 - 9:40 am  Interview with Lee Wu\n10:00 - 10:45 am  Interview with Ana Roe\n\nDoes that day suit you?": 2,
		"We could do the interview on Thursday, March 12, at 9:00 am or at 10:00 am. Which suits you?":                                                           0,
	} {
		plan, yes := invitation, answer
		plan.text, yes.text = "Hi Robin, we would like to invite you to an interview. "+text, "Hi Ada, that works for me, see you then!"
		if got := New(1, readAll(plan, yes), nil).Interviews; len(got) != want {
			t.Errorf("%q: got %v, want %d interviews", text, got, want)
		}
	}
}
