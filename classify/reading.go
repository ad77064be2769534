// Package classify says what one message of a job search is, from whom, and by
// which words. It is pure: no clock, no files, no network.
package classify

import (
	"slices"
	"time"

	"hearback/classify/invite"
	"hearback/classify/mail"
	"hearback/classify/timeline"
)

// Kind is what a message is. Scripts see it as it is spelled here.
type Kind string

// The kinds of what others send.
const (
	ApplicationConfirmation Kind = "application_confirmation" // "we have received your application"
	ApplicationIncomplete   Kind = "application_incomplete"   // "finish your application"
	AccountAdmin            Kind = "account_admin"            // one-time codes, "verify your account"
	StatusUpdate            Kind = "status_update"            // viewed, still under review
	RecruiterOutreach       Kind = "recruiter_outreach"       // to somebody who did not apply
	InterviewInvitation     Kind = "interview_invitation"     // asks for a first or a further talk
	Scheduling              Kind = "scheduling"               // times asked, offered, confirmed, moved, cancelled
	Assessment              Kind = "assessment"               // a test, a work sample
	References              Kind = "references"               // referees wanted
	InterviewFollowup       Kind = "interview_followup"       // the employer's word after an interview
	Rejection               Kind = "rejection"
	Offer                   Kind = "offer"
	PositionFilled          Kind = "position_filled" // or closed: told of the position, not of the candidate
	AutoReply               Kind = "auto_reply"      // out of office and the like
	Bounce                  Kind = "bounce"          // a delivery status notification
	JobAlert                Kind = "job_alert"       // advertised positions, sent by a machine
	Newsletter              Kind = "newsletter"
	NotJob                  Kind = "not_job"
)

// The kinds of what the candidate sends.
const (
	OwnApplication Kind = "own_application"
	OwnAnswer      Kind = "own_answer" // answers what the employer asked
	OwnThankYou    Kind = "own_thank_you"
	OwnFollowUp    Kind = "own_follow_up" // asks for news or renews interest
	OwnWithdrawal  Kind = "own_withdrawal"
	OwnAcceptance  Kind = "own_acceptance" // of an offer
	OwnDecline     Kind = "own_decline"    // of an offer
	OwnOther       Kind = "own_other"
)

// TheirKinds and OwnKinds are the kinds of what others and what the candidate
// sends; Kinds are all.
var (
	TheirKinds = []Kind{ApplicationConfirmation, ApplicationIncomplete, AccountAdmin, StatusUpdate, RecruiterOutreach, InterviewInvitation, Scheduling, Assessment,
		References, InterviewFollowup, Rejection, Offer, PositionFilled, AutoReply, Bounce, JobAlert, Newsletter, NotJob}
	OwnKinds = []Kind{OwnApplication, OwnAnswer, OwnThankYou, OwnFollowUp, OwnWithdrawal, OwnAcceptance, OwnDecline, OwnOther}
	Kinds    = append(append([]Kind(nil), TheirKinds...), OwnKinds...)
)

// ByWordsAlone reports whether no rule found the message to be of a kind: the model knows
// it by its words.
func (r Reading) ByWordsAlone(k Kind) bool {
	return !slices.ContainsFunc(library.rules, func(rule rule) bool { return rule.kind == k && r.Calls(rule.name) })
}

// Job reports whether mail of this kind is about somebody's search for work.
// The candidate's own mail is taken for such where it is read at all.
func (k Kind) Job() bool {
	switch k {
	case NotJob, JobAlert, Newsletter, AccountAdmin, AutoReply, Bounce:
		return false
	}
	return true
}

// Seeds reports whether a message of this kind, sent by others, makes a
// candidacy by itself. A nag to complete an application does not (ADVICE).
func (k Kind) Seeds() bool {
	switch k {
	case ApplicationConfirmation, StatusUpdate, RecruiterOutreach, InterviewInvitation, Scheduling, Assessment, References, InterviewFollowup, Rejection, Offer, PositionFilled:
		return true
	}
	return false
}

// Author is whose message it is.
type Author string

// The authors. A machine that sends a person's words (an applicant tracking
// system, a calendar) is a relay: what it sends counts as that person's.
const (
	Own     Author = "own"     // the candidate
	Person  Author = "person"  // somebody else, directly
	Relay   Author = "relay"   // a machine that speaks for a person
	Machine Author = "machine" // a machine that speaks for itself
)

// Reason is one piece of evidence: the rule that found it and the words as
// they stand in the message, at most 200 bytes.
type Reason struct {
	Rule  string `json:"rule"`
	Quote string `json:"quote,omitempty"`
}

// Employer names an organisation that hires. Either field may be empty.
type Employer struct {
	Name   string `json:"name,omitempty"`   // at most 200 bytes
	Domain string `json:"domain,omitempty"` // registrable domain, never a relay's or a free-mail provider's
}

// Promise is a stated timeline (ADVICE, clock 4).
type Promise struct {
	By     timeline.Date `json:"by,omitzero"` // the last day on which it is kept; zero where Vague
	Vague  bool          `json:"vague,omitempty"`
	Phrase string        `json:"phrase"`
}

// Deadline is the day by which an answer is wanted.
type Deadline struct {
	By     timeline.Date `json:"by"`
	Phrase string        `json:"phrase"`
}

// Talk is a time of an interview as a text tells it.
type Talk struct {
	Start  time.Time `json:"start"`        // zero where one is called off whose time is not told
	End    time.Time `json:"end,omitzero"` // zero where the text does not tell
	Change Change    `json:"change,omitempty"`
	Phrase string    `json:"phrase"`
	Zoned  bool      `json:"zoned,omitempty"` // the text names the zone; else it is the writer's
	// With are those in copy whom the text names: who will be there.
	With []mail.Participant `json:"with,omitempty"`
}

// Shift is timeline.Shift.
type Shift = timeline.Shift

// Change is what a text makes of a talk.
type Change string

// The changes; none where the time is told or confirmed.
const (
	Moves   Change = "moves" // this is its new time
	Cancels Change = "cancels"
	Offers  Change = "offers" // the employer leaves the choice of it to the candidate
	Refuses Change = "refuses"
)

// Settled reports whether the talk is told as one that will be.
func (t Talk) Settled() bool { return t.Change == "" || t.Change == Moves }

// changes reports whether the talk moves or cancels another.
func (t Talk) changes() bool { return t.Change == Moves || t.Change == Cancels }

// SettlesTalk reports whether the message tells the time of a talk, in its words or by
// its calendar.
func (r *Reading) SettlesTalk() bool {
	return len(r.Events) > 0 || slices.ContainsFunc(r.Talks, Talk.Settled)
}

// Guess is what a message may be.
type Guess struct {
	Kind       Kind    `json:"kind"`
	Confidence float64 `json:"confidence"` // 0 to 1
}

// Reading is what one message says, taken by itself. What its place in a
// conversation adds is settled by package candidacy.
type Reading struct {
	Kind       Kind    `json:"kind"`
	Author     Author  `json:"author"`
	Confidence float64 `json:"confidence"` // in the kind, 0 to 1
	// Job is how sure it is that the message is about the candidate's search for
	// work at all, 0 to 1.
	Job float64 `json:"job"`
	// Closing is how sure it is that somebody else's message ends a candidacy, by a
	// rejection or as filled.
	Closing float64 `json:"closing,omitempty"`
	// Sure says that this is enough for the message to make a candidacy by
	// itself. It is not asked inside of one.
	Sure bool `json:"sure,omitempty"`
	// Within is what a NotJob message would be inside a conversation that is
	// known to be about a job: "Gone with someone else, sorry" closes there, and
	// says nothing of work by itself. Empty where it would be nothing of note.
	Within   Guess    `json:"within,omitzero"`
	Employer Employer `json:"employer,omitzero"`
	// Client is the employer for whom the message says that its sender, an agency, writes.
	Client string `json:"client,omitempty"`
	Role   string `json:"role,omitempty"` // as stated, at most 200 bytes: "Product Manager"
	// People are those who speak for the employer in this message.
	People []mail.Participant `json:"people,omitempty"`
	// DMARC is what the receiving server found of the sender's domain: "pass",
	// "fail", or empty.
	DMARC string `json:"dmarc,omitempty"`
	// Bystander says that the candidate is not among the recipients.
	Bystander bool `json:"bystander,omitempty"`
	// Asks is what the message wants from the candidate: rule and words.
	Asks []Reason `json:"asks,omitempty"`
	// Promise is the timeline that the message states.
	Promise *Promise `json:"promise,omitempty"`
	// Reached says of a bounce that it reports no failure: mail.Message.
	Reached bool `json:"reached,omitempty"`
	// AnswerBy is the day by which the message, an offer or a word about one,
	// wants the candidate's answer.
	AnswerBy *Deadline `json:"answer_by,omitempty"`
	// Returns is, of an automatic reply, the day on which its sender is back;
	// zero where it does not say. Gone says that it is for good.
	Returns timeline.Date `json:"returns,omitzero"`
	Gone    bool          `json:"gone,omitempty"`
	// Shift is by how much the text moves the talk that is agreed, nil where it does not
	// or tells the new time in full.
	Shift *Shift `json:"shift,omitempty"`
	// Talks are the times of interviews that the text tells, Events those of
	// the calendars that came with it.
	Talks   []Talk         `json:"talks,omitempty"`
	Events  []invite.Event `json:"events,omitempty"`
	Reasons []Reason       `json:"reasons,omitempty"`
}
