// Package demo holds the invented mailbox of "hearback demo": ten weeks of a
// job seeker's mail, and the three weeks that follow while it is watched.
//
// Robin Castillo, a data analyst, stands with nine employers. The days below
// are reckoned by hand from the advice of profile "standard" with the federal
// holidays of the United States: 5 business days after the ball went to the
// employer, 5 after the first follow-up, 5 after the second; 2 after the last
// day of a promise; 1 after the return of who is away; a thank-you 20 hours
// after an interview.
//
//	employer               what the ball's last move was          flag                     cleared
//	Saltmarsh Energy       12 Feb, theirs (Presidents' Day 16)    20 Feb follow_up         12 Mar, they write
//	                       17 Mar, the day they promised on 12th  19 Mar follow_up         stands at the end
//	Fernhollow Instruments 24 Feb, theirs                          3 Mar follow_up          4 Mar, Robin writes
//	                        9 Mar references asked, 10 Mar sent,
//	                       11 Mar a word promised by the 17th,    none: 16 Mar an offer
//	Cobalt Lantern         25 Feb, Robin's first follow-up, they
//	                       are away until 4 Mar                    5 Mar second_follow_up   6 Mar, they write
//	                        6 Mar times asked, 16 Mar theirs,
//	                       17 Mar a word promised by the 19th     none before 23 Mar
//	Acme Robotics          26 Feb, Robin's second follow-up        5 Mar let_go            10 Mar, a rejection
//	Quillfeather Press      1 Mar, theirs, a Sunday                6 Mar follow_up          6 Mar, Robin writes
//	                        6 Mar, Robin's first follow-up        13 Mar second_follow_up  13 Mar, Robin writes
//	                       13 Mar, Robin's second                 20 Mar let_go            stands at the end
//	Harborlight Transit    26 Feb times asked, 2 Mar answered,
//	                        9 Mar, an interview                   10 Mar thank_you         10 Mar, Robin writes
//	                                                              16 Mar follow_up         stands at the end
//	Larkspur Health        26 Feb applied, 11 Mar times asked,
//	                       16 Mar, theirs: interview on 24 Mar    none
//	Brackenridge Mutual    27 Jan, a rejection                    none
//	Tessellate Games       18 Mar applied                         none
//
// Nobody here exists. Every domain is reserved (RFC 2606, RFC 6761) save
// greenhouse-mail.io, the applicant tracking system that sends one
// confirmation: it is there because real ones come from such relays. Telephone
// numbers are from the range kept for fiction.
package demo

import (
	"slices"
	"time"

	_ "time/tzdata" // the story needs New York on machines that keep no zones
)

// Me is the address of the invented candidate.
const Me = "robin.castillo@example.org"

// Inbox and Sent are the names of the two mailboxes.
const (
	Inbox = "INBOX"
	Sent  = "Sent"
)

// Letter is one invented message: where and when it arrives.
type Letter struct {
	Mailbox string    // Inbox or Sent
	At      time.Time // in the story's zone, the moment of its Date field
	Raw     []byte    // RFC 5322, lines end in CRLF
	// Employer is whose candidacy the letter belongs to, "" for ordinary mail.
	Employer string
}

// Told is what Robin tells by hand: a promise heard on the telephone.
type Told struct {
	Employer    string // whose candidacy it is about
	At          time.Time
	What, Value string // as "hearback mark" takes them
}

// Script is a mailbox of some hundred messages and what happens to it later.
type Script struct {
	Zone   *time.Location
	Start  time.Time // when the story begins, in Zone
	Days   int       // calendar days of the story, that of Start included
	Before []Letter  // there at the start, ordered by At
	After  []Letter  // arrive while the mailbox is watched, ordered by At
	Told   []Told    // while the mailbox is watched, ordered by At
	Me     string    // the candidate's address
}

// Story returns the invented mailbox. Every call returns the same one, byte
// for byte.
func Story() Script {
	s := Script{Zone: newYork, Start: mar(2, 8, 0), Days: 19, Me: Me, Told: []Told{
		{"Cobalt Lantern", mar(17, 16, 30), "promise", "by Thursday"},
	}}
	for _, m := range everything() {
		l := Letter{Mailbox: Inbox, At: m.at.In(newYork), Raw: m.raw(), Employer: m.employer}
		if m.from.Address == Me {
			l.Mailbox = Sent
		}
		if l.At.Before(s.Start) {
			s.Before = append(s.Before, l)
		} else {
			s.After = append(s.After, l)
		}
	}
	return s
}

// everything returns all messages of the story, ordered by their time.
func everything() []message {
	all := ordinaryMail()
	for _, c := range candidacies() {
		for _, m := range c.messages() {
			m.employer = c.name
			all = append(all, m)
		}
	}
	for _, c := range friendships() {
		all = append(all, c.messages()...)
	}
	slices.SortStableFunc(all, func(a, b message) int { return a.at.Compare(b.at) })
	return all
}

// candidacies returns the conversations with employers.
func candidacies() []conversation {
	return []conversation{
		fernhollow(), cobaltLantern(), acmeRobotics(), harborlight(), quillfeather(),
		brackenridge(), larkspur(), saltmarsh(), tessellate(),
	}
}
