package candidacy

import (
	"testing"
	"time"

	"hearback/classify"
	"hearback/classify/invite"
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
	said := answer
	said.text = tests[3].answer
	agreed := New(1, readAll(proposal, said, seeYou), nil).Interviews
	if len(agreed) != 1 || agreed[0].Start.Format("2 15:04") != "12 15:00" {
		t.Errorf("%q, and %q: got %v, want the one that was offered", said.text, seeYou.text, agreed)
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
