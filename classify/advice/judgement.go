// Package advice turns published follow-up advice into judgements: whose turn
// it is, which window runs, and whether a flag is up. Pure: now is a parameter.
package advice

import (
	"time"

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

// Rule names a window of the silence.
type Rule string

// The rules. Those for promises and applications join with their readings.
const (
	NonePromised Rule = "none_promised" // no timeline was given
	Second       Rule = "second"        // after the first follow-up
	LetGo        Rule = "let_go"        // after the last one
)

// FlagKind is what a flag asks the person to do.
type FlagKind string

// The kinds of flags.
const (
	FollowUpFlag       FlagKind = "follow_up"
	SecondFollowUpFlag FlagKind = "second_follow_up"
	LetGoFlag          FlagKind = "let_go"
)

// Window is the stretch of business days in which the advice says to write.
type Window struct {
	Rule  Rule
	Opens timeline.Date // from here on it is fine to write
	Due   timeline.Date // on this morning the silence has run through the window
}

// Flag says that the silence has outlasted the advice.
type Flag struct {
	Kind               FlagKind
	Raised             timeline.Date // the due day of the window, at 00:00 in the configured zone
	SilentDays         int           // calendar days since Judgement.Since
	SilentBusinessDays int
	Rule               Rule
	Numbers            string // the rule's numbers: "4 to 5 business days"
	Source             string // the profile whose number it is
	Advice             string // what to do, in one or two sentences
}

// Judgement is where the clock of one candidacy stands at one moment. It is
// derived when read and never stored, so it is never stale.
type Judgement struct {
	WaitingOn Party
	Since     time.Time // when they came into turn; zero for Nobody
	FollowUps int       // the candidate's, in the present silence
	ThankYou  bool      // the candidate has said thank you since the last invitation
	Window    *Window   // nil while no silence runs
	Flag      *Flag     // nil while none is up
	Dormant   bool      // let go: kept, quiet, not deleted
	Why       string    // in one sentence, with the numbers
}
