package candidacy

import "testing"

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
