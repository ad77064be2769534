// Package advice turns published follow-up advice into judgements: whose turn
// it is, which window runs, and whether a flag is up. Pure: now is a parameter.
package advice

import (
	"time"

	"hearback/classify/candidacy"
	"hearback/classify/timeline"
)

// Party is who has to move next.
type Party string

// The parties.
const (
	Employer Party = "employer"
	You      Party = "you"
	Nobody   Party = "nobody" // closed, dormant, or an interview lies ahead
)

// Rule names a window of the silence, or what else raises a flag.
type Rule string

// The rules.
const (
	Promised     Rule = "promised"      // a timeline was given
	NonePromised Rule = "none_promised" // none was
	Second       Rule = "second"        // after the first follow-up
	LetGo        Rule = "let_go"        // after the last one
	Application  Rule = "application"   // no person has answered yet
	ThankYou     Rule = "thank_you"     // after an interview; no window
	Deadline     Rule = "deadline"      // another employer wants an answer; no window
)

// FlagKind is what a flag asks the person to do.
type FlagKind string

// The kinds of flags, in the order in which they come first where two apply.
const (
	DeadlineFlag       FlagKind = "deadline"
	LetGoFlag          FlagKind = "let_go"
	SecondFollowUpFlag FlagKind = "second_follow_up"
	FollowUpFlag       FlagKind = "follow_up"
	ThankYouFlag       FlagKind = "thank_you"
	ApplicationFlag    FlagKind = "application"
)

// Window is the stretch of business days in which the advice says to write.
type Window struct {
	Rule  Rule
	Opens timeline.Date // from here on it is fine to write
	Due   timeline.Date // on this morning the silence has run through the window

	Numbers string // the rule's numbers: "4 to 5 business days"
	Source  string // the profile whose numbers they are
}

// Flag says that the silence has outlasted the advice, or that something is due.
type Flag struct {
	Kind               FlagKind
	Raised             timeline.Date // from 00:00 of this day in the configured zone
	SilentDays         int           // calendar days since Judgement.Since
	SilentBusinessDays int
	Rule               Rule
	Numbers            string // the rule's numbers: "4 to 5 business days"
	Source             string // the profile whose number it is
	Advice             string // what to do, in one or two sentences
}

// Thanks is whether an interview was thanked for.
type Thanks string

// The states of a thank-you.
const (
	Sent   Thanks = "sent"   // to every interviewer who is known
	Due    Thanks = "due"    // from the interview's end
	Missed Thanks = "missed" // 72 hours after it
	None   Thanks = "none"   // no interview is known
)

// Pace is how long the employer takes to answer (ADVICE, clock 11).
type Pace struct {
	Answers         int // at least 3
	Median, Longest time.Duration
	Broken          bool // the present silence is longer than any before
}

// AnswerBy is the day by which an employer wants its offer answered.
type AnswerBy struct {
	By        timeline.Date
	Phrase    string
	MessageID string // of the message that states it
}

// Judgement is where the clock of one candidacy stands at one moment. It is
// derived when read and never stored, so it is never stale.
type Judgement struct {
	WaitingOn    Party
	Since        time.Time            // when they came into turn; zero for Nobody
	FollowUps    int                  // the candidate's, in the present silence
	ThankYou     Thanks               // for the last interview held
	Interview    *candidacy.Interview // the next one ahead, else the last one held
	Promises     []Promise            // in the order in which they were stated
	AnswerBy     *AnswerBy            // nil where no offer awaits an answer, or it states no day
	Deadline     timeline.Date        // another employer's; zero: none was told
	SnoozedUntil timeline.Date        // zero: not snoozed
	Window       *Window              // nil while no silence runs
	Flag         *Flag                // nil while none is up
	Pace         *Pace                // nil where too little is known
	Dormant      bool                 // let go: kept, quiet, not deleted
	Why          string               // in one sentence, with the numbers
}

// Promise is the newest promise, nil where there is none.
func (j *Judgement) Promise() *Promise {
	if len(j.Promises) == 0 {
		return nil
	}
	return &j.Promises[len(j.Promises)-1]
}
