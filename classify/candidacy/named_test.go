package candidacy

import (
	"testing"

	"hearback/classify"
	"hearback/classify/invite"
	"hearback/classify/mail"
)

// Whose candidacy it is, and for which role, by what most of the messages say.
func TestNamed(t *testing.T) {
	const conf, inv, sched = classify.ApplicationConfirmation, classify.InterviewInvitation, classify.Scheduling
	guest := func(e Entry, address string) Entry {
		e.Reading.Events = []invite.Event{{Attendees: []invite.Attendee{{Participant: mail.Participant{Address: address}}}}}
		return e
	}
	relayed := entry(1, "castellan@taleo.net", "", "Castellan Mutual Society", "Senior Analyst, Lending Change", "Your application", conf)
	coordinator := func(key int64, subject string) Entry {
		return entry(key, "dorota@greylingops.example", "Dorota", "Greyling Talent Operations", "Senior Analyst", subject, inv)
	}
	applied := entry(1, "no-reply@ashbyhq.com", "", "Orrery Labs", "Analyst", "Received", conf)
	booker := func(key int64, subject string, kind classify.Kind) Entry {
		return entry(key, "lena@hirelane.example", "Lena", "Hirelane", "Analyst", subject, kind)
	}
	booked := entry(3, "interviews@goodtime.io", "Lena", "Hirelane", "Analyst", "Confirmed", sched)
	booked.Reading.Employer.Domain = "hirelane.example"
	answer := booker(4, "Re: Times", classify.OwnAnswer)
	answer.From, answer.To, answer.Reading.Author = mail.Participant{Address: me}, []mail.Participant{answer.From}, classify.Own
	for _, tt := range []struct {
		name           string
		entries        []Entry
		employer, role string
		domain         string
	}{
		{"the longest that is stated of a role", []Entry{
			entry(1, "a@quillon.example", "", "Quillon", "Data Analyst", "One", inv), entry(2, "a@quillon.example", "", "Quillon", "Data Analyst", "Two", inv),
			entry(3, "a@quillon.example", "", "Quillon", "Data Analyst (EMEA)", "Three", sched),
		}, "Quillon", "Data Analyst (EMEA)", "quillon.example"},
		{"answers repeat a subject, and tell its role once", []Entry{
			entry(1, "a@quillon.example", "", "Quillon", "Operations Lead", "Thanks", conf), entry(2, "a@quillon.example", "", "Quillon", "ops lead", "ops lead", inv),
			entry(3, "a@quillon.example", "", "Quillon", "ops lead", "Re: ops lead", inv), entry(4, "a@quillon.example", "", "Quillon", "ops lead", "Re: ops lead", inv),
		}, "Quillon", "Operations Lead", "quillon.example"},
		{"the employer is no unit", []Entry{entry(1, "a@quillon.example", "", "Quillon", "Data Analyst – Quillon", "One", inv)}, "Quillon", "Data Analyst", "quillon.example"},
		{"however often another house writes for the employer", []Entry{relayed, coordinator(2, "One"), guest(coordinator(3, "Two"), "simeon@castellanmutual.example"), coordinator(4, "Three")},
			"Castellan Mutual Society", "Senior Analyst, Lending Change", "castellanmutual.example"},
		{"an answer says where it goes, not who employs", []Entry{applied, booker(2, "Times", inv), booked, answer}, "Orrery Labs", "Analyst", "hirelane.example"},
		{"as people write it, not as the domain does", []Entry{
			entry(1, "a@passeursderive.example", "", "Passeursderive", "Analyst", "One", inv), entry(2, "b@passeursderive.example", "", "Passeurs de Rive", "Analyst", "Two", inv),
			entry(3, "a@passeursderive.example", "", "Passeursderive", "Analyst", "Three", inv),
		}, "Passeurs de Rive", "Analyst", "passeursderive.example"},
		{"a full name rather than a label", []Entry{
			entry(1, "jobs@aldermoor-uni.example", "", "University of Aldermoor", "Analyst", "One", conf), entry(2, "a@aldermoor-uni.example", "", "Aldermoor Uni", "Analyst", "Two", inv),
			entry(3, "b@aldermoor-uni.example", "", "Aldermoor Uni", "Analyst", "Three", inv),
		}, "University of Aldermoor", "Analyst", "aldermoor-uni.example"},
	} {
		employer, role := named(tt.entries)
		if employer.Name != tt.employer || employer.Domain != tt.domain || role != tt.role {
			t.Errorf("%s: got %q, %q, %q, want %q, %q, %q", tt.name, employer.Name, employer.Domain, role, tt.employer, tt.domain, tt.role)
		}
	}
}
