// Package candidacy joins read messages into candidacies: one person's standing
// with one employer for one role, over many threads.
package candidacy

import (
	"time"

	"hearback/classify"
	"hearback/classify/mail"
)

// Entry is one message in its candidacy.
type Entry struct {
	// Key identifies the message: the same for every copy in every mailbox.
	Key int64
	// At is the checked time: the Date field, or the time of arrival where
	// that is missing or absurd. In the sender's zone.
	At        time.Time
	MessageID string
	// IDs are all ids that tie the message to a thread: its own, those of
	// In-Reply-To and References, and its Thread-Index conversation.
	IDs     []string
	From    mail.Participant
	To      []mail.Participant // To and Cc
	Subject string
	FoundIn string // the role of the mailbox: "inbox", "sent", "archive", "all", "junk"
	Reading classify.Reading

	// What follows is settled by New, by the message's place in the conversation.

	// Kind is the reading's kind, or a better one: a short "sounds good" is an
	// answer where something was asked.
	Kind classify.Kind
	// Reply says that the message ends a silence (ADVICE, clock 2): from the
	// employer's side, and caused by a person.
	Reply bool
	// Asks says that the message puts the candidate in turn.
	Asks bool
}

// Stage is how far a candidacy has come. It never falls back.
type Stage string

// The stages, in their order.
const (
	Outreach     Stage = "outreach"
	Applied      Stage = "applied"
	Screening    Stage = "screening"
	Interviewing Stage = "interviewing"
	Offered      Stage = "offer"
	Closed       Stage = "closed"
)

// Certainty is how sure it is that this is a candidacy at all.
type Certainty string

// The certainties.
const (
	Confirmed Certainty = "confirmed" // told by the person, or beyond doubt
	Likely    Certainty = "likely"
	Unsure    Certainty = "unsure" // raises no flag before the person confirms it
)

// Outcome is how a candidacy ended, "" while it is open.
type Outcome string

// The outcomes that mail can tell.
const (
	Rejected  Outcome = "rejected"
	HasOffer  Outcome = "offer" // awaits the candidate's answer; not closed
	Accepted  Outcome = "accepted"
	Declined  Outcome = "declined"
	Withdrawn Outcome = "withdrawn"
	Filled    Outcome = "filled"
	Cancelled Outcome = "cancelled"
)

// closes reports whether nothing is awaited after it.
func (o Outcome) closes() bool { return o != "" && o != HasOffer }

// Person is somebody who speaks for the employer.
type Person struct {
	mail.Participant
	Interviewer bool
}

// Candidacy is one person's standing with one employer for one role.
type Candidacy struct {
	ID        int64
	Employer  classify.Employer
	Role      string
	Stage     Stage
	Certainty Certainty
	Outcome   Outcome
	People    []Person
	Threads   int
	Entries   []Entry // ordered by At, then Key
	// Interviews are those that stand, by their start.
	Interviews []Interview
	// Dismissed says that the person told that it is no candidacy.
	Dismissed bool
	Marks     []Mark // in the order in which they were made
	// Doubts are the ids of messages that would close the candidacy but are not trusted.
	Doubts []string
}
