// Package classify says what one message of a job search is, from whom, and by
// which words. It is pure: no clock, no files, no network.
package classify

import "hearback/classify/mail"

// Kind is what a message is. Scripts see it as it is spelled here.
type Kind string

// The kinds of what others send.
const (
	ApplicationConfirmation Kind = "application_confirmation" // "we have received your application"
	InterviewInvitation     Kind = "interview_invitation"     // asks for a first or a further talk
	Scheduling              Kind = "scheduling"               // times asked, offered, confirmed, moved, cancelled
	InterviewFollowup       Kind = "interview_followup"       // the employer's word after an interview
	Rejection               Kind = "rejection"
	Offer                   Kind = "offer"
	AutoReply               Kind = "auto_reply" // out of office and the like
	Bounce                  Kind = "bounce"     // a delivery status notification
	JobAlert                Kind = "job_alert"  // advertised positions, sent by a machine
	Newsletter              Kind = "newsletter"
	NotJob                  Kind = "not_job"
)

// The kinds of what the candidate sends.
const (
	OwnAnswer   Kind = "own_answer" // answers what the employer asked
	OwnThankYou Kind = "own_thank_you"
	OwnFollowUp Kind = "own_follow_up" // asks for news or renews interest
	OwnOther    Kind = "own_other"
)

// Job reports whether a message of this kind, sent by others, belongs to
// somebody's candidacy. The candidate's own kinds do not tell by themselves.
func (k Kind) Job() bool {
	switch k {
	case ApplicationConfirmation, InterviewInvitation, Scheduling, InterviewFollowup, Rejection, Offer:
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
	Name   string `json:"name,omitempty"`
	Domain string `json:"domain,omitempty"` // registrable domain, never a relay's or a free-mail provider's
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
	Confidence float64 `json:"confidence"` // 0 to 1
	// Within is what a NotJob message would be inside a conversation that is
	// known to be about a job: "Gone with someone else, sorry" closes there, and
	// says nothing of work by itself. Empty where it would be nothing of note.
	Within   Guess    `json:"within,omitzero"`
	Employer Employer `json:"employer,omitzero"`
	Role     string   `json:"role,omitempty"` // as stated: "Product Manager"
	// People are those who speak for the employer in this message.
	People []mail.Participant `json:"people,omitempty"`
	// Bystander says that the candidate is not among the recipients.
	Bystander bool `json:"bystander,omitempty"`
	// Asks is what the message wants from the candidate: rule and words.
	Asks    []Reason `json:"asks,omitempty"`
	Reasons []Reason `json:"reasons,omitempty"`
}
