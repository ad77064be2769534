package candidacy

import (
	"testing"

	"hearback/classify"
)

// with returns the letter with another text, day and id.
func (l letter) with(day int, id, text string) letter {
	l.day, l.id, l.text = day, id, text
	return l
}

func TestNewSettlesEachMessage(t *testing.T) {
	thanksAndAnswer := answer.with(4, "ta@home", "Thanks so much for the invitation, it was great to talk to you! Tuesday at 10 works for me.")
	question := seeYou.with(6, "q@quillon", "Could you send us the names of two referees?")
	bystander := seeYou.with(6, "by@quillon", "We would like to invite you to an interview. Which day suits you?")
	bystander.to = "other@home.example"
	closed := rejection
	reopened := invitation.with(25, "again@quillon", "The person we chose has withdrawn. We would like to invite you to another interview. When are you free?")
	tests := []struct {
		name    string
		letters []letter
		check   func(c Candidacy) string
	}{
		{"an invitation is a reply that asks", []letter{invitation}, func(c Candidacy) string {
			return wrong(c, 0, classify.InterviewInvitation, true, true)
		}},
		{"a machine's confirmation is none", []letter{confirmation}, func(c Candidacy) string {
			return wrong(c, 0, classify.ApplicationConfirmation, false, false)
		}},
		{"an answer where something was asked", []letter{invitation, answer}, func(c Candidacy) string {
			return wrong(c, 1, classify.OwnAnswer, false, false)
		}},
		{"an answer where no question was seen", []letter{invitation, answer, seeYou, answer.with(6, "x@home", "Tuesday at 10 works for me, see you then.")}, func(c Candidacy) string {
			return wrong(c, 3, classify.OwnAnswer, false, false)
		}},
		{"words that need a question, where nothing was asked", []letter{invitation, answer, seeYou, answer.with(6, "x@home", "Great, thanks Ada!")}, func(c Candidacy) string {
			return wrong(c, 3, classify.OwnOther, false, false)
		}},
		{"the same words where something was asked", []letter{invitation, answer.with(6, "x@home", "Great, that's fine with me.")}, func(c Candidacy) string {
			return wrong(c, 1, classify.OwnAnswer, false, false)
		}},
		{"a follow-up, though something was asked", []letter{invitation, answer.with(6, "x@home", "Hi Ada, I wanted to follow up on my application and ask whether there is any news about the next steps.")}, func(c Candidacy) string {
			return wrong(c, 1, classify.OwnFollowUp, false, false)
		}},
		{"any words answer a question, but a mere thank-you does not", []letter{invitation, answer, seeYou, question, thanks}, func(c Candidacy) string {
			return wrong(c, 4, classify.OwnThankYou, false, false)
		}},
		{"a thank-you that also answers", []letter{invitation, thanksAndAnswer}, func(c Candidacy) string {
			return wrong(c, 1, classify.OwnAnswer, false, false)
		}},
		{"a new letter of no kind answers nothing", []letter{invitation, {day: 4, id: "froze@home", from: me, to: "ada@quillonlabs.example", subject: "Your page", text: "Hi Ada, the page with the map froze at the third step."}}, func(c Candidacy) string {
			return wrong(c, 1, classify.OwnOther, false, false)
		}},
		{"a line without a word of work is the employer's word", []letter{invitation, answer, seeYou}, func(c Candidacy) string {
			return wrong(c, 2, classify.Scheduling, true, false)
		}},
		{"so is one that says nothing at all", []letter{invitation, answer, seeYou.with(5, "ok@quillon", "Noted.")}, func(c Candidacy) string {
			return wrong(c, 2, classify.InterviewFollowup, true, false)
		}},
		{"an out-of-office is none", []letter{invitation, answer, seeYou, thanks, away}, func(c Candidacy) string {
			return wrong(c, 4, classify.AutoReply, false, false)
		}},
		{"what was sent to somebody else is none", []letter{invitation, bystander}, func(c Candidacy) string {
			return wrong(c, 1, classify.InterviewInvitation, false, false)
		}},
		{"a rejection closes", []letter{confirmation, invitation, answer, closed}, func(c Candidacy) string {
			if c.Stage != Closed || c.Outcome != Rejected {
				return string(c.Stage) + ", " + string(c.Outcome)
			}
			return wrong(c, 3, classify.Rejection, true, false)
		}},
		{"polite words after it leave it closed", []letter{invitation, answer, closed, seeYou.with(21, "p@quillon", "All the best to you, Robin!")}, func(c Candidacy) string {
			return outcome(c, Rejected, Closed)
		}},
		{"an invitation after it opens it again, at the highest stage", []letter{invitation, answer, closed, reopened}, func(c Candidacy) string {
			return outcome(c, "", Interviewing)
		}},
		{"a refusal after the candidate has left is none", []letter{invitation, answer.with(6, "w@home", "Hi Ada, I have taken another position, so please withdraw my application. Thank you for your time."), rejection}, func(c Candidacy) string {
			return outcome(c, Withdrawn, Closed)
		}},
		{"an offer awaits an answer", []letter{invitation, seeYou.with(8, "o@quillon", "We are delighted to offer you the Data Analyst role. Please sign and return the letter.")}, func(c Candidacy) string {
			return outcome(c, HasOffer, Offered)
		}},
		{"a position that will not be filled is no more", []letter{confirmation, confirmation.with(8, "c@quillon", "The requisition has been cancelled and the position will not be filled.")}, func(c Candidacy) string {
			return outcome(c, Cancelled, Closed)
		}},
		{"a position that won’t be filled", []letter{confirmation, confirmation.with(8, "c@quillon", "The requisition has been cancelled and the position won’t be filled.")}, func(c Candidacy) string {
			return outcome(c, Cancelled, Closed)
		}},
		{"a position that could not wait", []letter{confirmation, confirmation.with(8, "c@quillon", "The position could not wait and has been filled.")}, func(c Candidacy) string {
			return outcome(c, Filled, Closed)
		}},
		{"a position on hold until a day is not", []letter{invitation, answer, seeYou.with(12, "h@quillon", "The recruitment has been placed on hold while the budget is voted on. I will be in touch again after March 20.")}, func(c Candidacy) string {
			return outcome(c, "", Interviewing)
		}},
		{"who asks has not closed", []letter{invitation, answer, seeYou, thanks, seeYou.with(28, "b@quillon", "Robin, sorry, pipes bursting all over town since then, never got to it. Are you still available?")}, func(c Candidacy) string {
			if e := c.Entries[4]; !e.Reply || !e.Asks {
				return "no reply that asks"
			}
			return outcome(c, "", Interviewing)
		}},
		{"what no rule knows closes no offer", []letter{invitation, answer, seeYou.with(8, "o@quillon", "We'd love to offer you the job. Let me know by Monday if you want it!"),
			answer.with(8, "q@home", "That is wonderful, thank you! One question first: would the schedule include Sundays?"), seeYou.with(9, "s@quillon", "Sundays off is no problem at all")}, func(c Candidacy) string {
			return outcome(c, HasOffer, Offered)
		}},
		{"who has the job is told where to come", []letter{invitation, answer, seeYou.with(8, "o@quillon", "We'd love to offer you the job. Let me know by Monday if you want it!"),
			answer.with(9, "y@home", "Yes, I'm happy to accept the offer!"), seeYou.with(10, "w@quillon", "Yay, welcome to the team! See you on the 22nd at 7, wear closed shoes and bring your ID")}, func(c Candidacy) string {
			return outcome(c, Accepted, Closed)
		}},
		{"papers answered for are no screening", []letter{confirmation, confirmation.with(4, "p@quillon", "Please send us a copy of your degree and your reference number."), answer.with(5, "d@home", "Please find attached a copy of my degree.")}, func(c Candidacy) string {
			return outcome(c, "", Applied)
		}},
		{"a position that was filled", []letter{confirmation, confirmation.with(8, "c@quillon", "The position has been filled, and the requisition is closed.")}, func(c Candidacy) string {
			return outcome(c, Filled, Closed)
		}},
		{"the stage never falls back", []letter{invitation, seeYou.with(8, "o@quillon", "We are delighted to offer you the Data Analyst role."), seeYou.with(9, "s@quillon", "Which day suits you for a call about the contract?")}, func(c Candidacy) string {
			return outcome(c, HasOffer, Offered)
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.check(New(1, readAll(tt.letters...), nil)); got != "" {
				t.Errorf("got %s", got)
			}
		})
	}
}

// wrong says what the i-th message is, unless it is as wanted.
func wrong(c Candidacy, i int, kind classify.Kind, reply, asks bool) string {
	e := c.Entries[i]
	if e.Kind == kind && e.Reply == reply && e.Asks == asks {
		return ""
	}
	text := string(e.Kind)
	if e.Reply {
		text += ", a reply"
	}
	if e.Asks {
		text += ", asks"
	}
	return text + "; want " + string(kind)
}

// outcome says how the candidacy stands, unless it is as wanted.
func outcome(c Candidacy, want Outcome, stage Stage) string {
	if c.Outcome == want && c.Stage == stage {
		return ""
	}
	return string(c.Outcome) + " at " + string(c.Stage) + "; want " + string(want) + " at " + string(stage)
}

// What is hardly of a kind does not move the candidacy as that kind would.
func TestNewUnsureKinds(t *testing.T) {
	left := answer.with(6, "w@home", "Hi Ada, I have taken another position, so please withdraw my application. Thank you for your time.")
	for _, tt := range []struct {
		kind       classify.Kind
		confidence float64
		outcome    Outcome
	}{
		{classify.Offer, offering - 0.01, Withdrawn},
		{classify.Scheduling, trustedOffered - 0.01, Withdrawn},
		{classify.Scheduling, trustedOffered, ""},
	} {
		entries := readAll(invitation, left, seeYou.with(8, "o@quillon", "Noted."))
		entries[2].Reading.Kind, entries[2].Reading.Confidence, entries[2].Reading.Asks = tt.kind, tt.confidence, nil
		if c := New(1, entries, nil); c.Outcome != tt.outcome {
			t.Errorf("%s (%.2f) after a withdrawal: got %q, want %q", tt.kind, tt.confidence, c.Outcome, tt.outcome)
		}
	}
	entries := readAll(invitation, seeYou.with(8, "o@quillon", "Noted."))
	entries[1].Reading.Kind, entries[1].Reading.Confidence = classify.Offer, offering-0.01
	if c := New(1, entries, nil); c.Outcome != "" || c.Entries[1].Kind != classify.InterviewFollowup {
		t.Errorf("a weak offer: got %q as %s, want an open candidacy and the employer's word", c.Outcome, c.Entries[1].Kind)
	}
}

// Thanks for a confirmation are no thanks for a talk, unless they surely are.
func TestNewThanksForAConfirmation(t *testing.T) {
	for confidence, want := range map[float64]Stage{trustedOwn - 0.01: Applied, trustedOwn: Screening} {
		entries := readAll(confirmation, thanks)
		entries[1].IDs = append(entries[1].IDs, confirmation.id)
		entries[1].Reading.Kind, entries[1].Reading.Confidence = classify.OwnThankYou, confidence
		if c := New(1, entries, nil); c.Stage != want {
			t.Errorf("%.2f: got %s, want %s", confidence, c.Stage, want)
		}
	}
}

// What says thank you and much else is thanks for a talk where one was the day before.
func TestNewThanksAfterATalk(t *testing.T) {
	for day, want := range map[int]classify.Kind{6: classify.OwnOther, 11: classify.OwnThankYou, 20: classify.OwnOther} {
		entries := readAll(invitation, answer, seeYou, thanks.with(day, "fun@home", "Thank you for a fun hour. I have built the lighthouse since."))
		entries[3].Reading.Kind = classify.OwnOther
		entries[3].Reading.Reasons = []classify.Reason{{Rule: classify.ThanksRule, Quote: "Thank you for a fun hour"}}
		if c := New(1, entries, nil); c.Entries[3].Kind != want {
			t.Errorf("day %d: got %s, want %s; interviews %v", day, c.Entries[3].Kind, want, c.Interviews)
		}
	}
}

func TestNewWeakRejectionIsADoubt(t *testing.T) {
	entries := readAll(invitation, answer, rejection)
	entries[2].Reading.Closing = trusted - 0.01
	c := New(1, entries, nil)
	if c.Outcome != "" || len(c.Doubts) != 1 || c.Doubts[0] != rejection.id || c.Entries[2].Reply {
		t.Errorf("outcome %q, doubts %v, reply %v: want an open candidacy with one doubt", c.Outcome, c.Doubts, c.Entries[2].Reply)
	}
}

func TestNewNamesEmployerRoleAndPeople(t *testing.T) {
	c := New(7, readAll(confirmation, invitation, answer, seeYou, thanks), nil)
	if c.ID != 7 || c.Employer.Name != "Quillon Labs" || c.Employer.Domain != "quillonlabs.example" || c.Role != "Data Analyst" {
		t.Errorf("got %d, %+v, %q", c.ID, c.Employer, c.Role)
	}
	if len(c.People) != 1 || c.People[0].Name != "Ada Brook" {
		t.Errorf("people: got %+v, want Ada Brook alone", c.People)
	}
	if c.Certainty != Confirmed || c.Stage != Interviewing || c.Threads != 2 {
		t.Errorf("got %s, %s, %d threads", c.Certainty, c.Stage, c.Threads)
	}
}

func TestNewNothing(t *testing.T) {
	if c := New(1, nil, nil); c.Stage != Outreach || c.Certainty != Unsure || len(c.Entries) != 0 {
		t.Errorf("got %+v", c)
	}
}
