package candidacy

import (
	"slices"

	"hearback/classify"
	"hearback/classify/mail"
)

// forged reports whether the sender is taken for another than it claims to be.
func (e *Entry) forged() bool {
	return e.Reading.DMARC == "fail" || e.FoundIn == junk && e.Reading.DMARC != "pass"
}

// disown takes what it would end from a message that anybody may have written
// in the candidate's name, and lists it as a doubt.
func (f *folder) disown(e *Entry) {
	switch e.Kind {
	case classify.OwnAcceptance, classify.OwnDecline, classify.OwnWithdrawal:
		f.c.Doubts = append(f.c.Doubts, e.MessageID)
		e.Kind = classify.OwnOther
	}
}

// believed reports whether a message may change anything. One of which the
// receiving server says that its sender is not who it claims to be may not, nor
// may one in the spam folder that did not pass; of those, and of strangers, what
// closes or offers is listed as a doubt.
func (f *folder) believed(e *Entry) bool {
	forged := e.forged()
	switch e.Kind {
	case classify.Rejection, classify.PositionFilled, classify.Offer:
		if forged || !f.fits(e) {
			f.c.Doubts = append(f.c.Doubts, e.MessageID)
			return false
		}
	case classify.Scheduling:
		if forged && e.Reading.Calls(classify.MovedRule) {
			f.c.Doubts = append(f.c.Doubts, e.MessageID)
		}
	}
	return !forged
}

// fits reports whether the sender is one of this candidacy's: from a domain or
// an address that was met in it, through a service that employers send by, or
// in answer to one of its messages, or with its requisition's number or role, which no
// stranger knows. Where it was known by relays alone, the domain that spells the
// employer's name fits, too.
func (f *folder) fits(e *Entry) bool {
	met, spelt, known := false, false, false
	for i := range f.c.Entries {
		o := &f.c.Entries[i]
		if o == e {
			break
		}
		if o.MessageID != "" && slices.Contains(e.IDs, o.MessageID) && o.MessageID != e.MessageID {
			return true
		}
		parties := []mail.Participant{o.From}
		if o.Reading.Author == classify.Own {
			parties = o.To
		} else if o.forged() {
			continue
		}
		if o.sharesRef(e) || e.writesFor(o) {
			return true
		}
		spelt = spelt || o.speltBy(e)
		for _, p := range parties {
			met, known = true, known || classify.EmployerDomain(p) != ""
			if p.Address == e.From.Address || classify.EmployerDomain(p) != "" && classify.EmployerDomain(p) == classify.EmployerDomain(e.From) {
				return true
			}
		}
	}
	return !met || spelt && !known || classify.HiringService(e.From)
}

// writesFor reports whether a service that is not known as one writes for the employer of
// another message: of the role that only those know who take part.
func (e *Entry) writesFor(o *Entry) bool {
	r := e.Reading
	return r.DMARC == "pass" && sameStated(o.Reading.Role, r.Role) && e.speltBy(o)
}

// trusted reports whether a closing word is sure enough to be one.
func (e *Entry) trusted() bool {
	if e.Reading.Kind == classify.NotJob { // it stands in a conversation about a job
		return e.Reading.Within.Confidence >= trusted
	}
	enough, job := trusted, trustedJob
	switch r := e.Reading; {
	case r.Calls(classify.CancelledRule) || r.Calls(classify.FilledRule):
		enough = stated
	case r.Author == classify.Person && !r.ByWordsAlone(r.Kind):
		enough = ruled
		if len(e.IDs) > 1 { // it answers: what it is about is known
			job = ruled
		}
	}
	return e.Reading.Closing >= enough && e.Reading.Job >= job
}
