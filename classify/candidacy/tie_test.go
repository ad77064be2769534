package candidacy

import (
	"reflect"
	"testing"
	"time"

	"hearback/classify"
	"hearback/classify/invite"
	"hearback/classify/mail"
)

// entry is one message of which only what joining looks at is told.
func entry(key int64, from, name, employer, role, subject string, kind classify.Kind) Entry {
	p := mail.Participant{Name: name, Address: from}
	id := from + subject
	return Entry{
		Key: key, At: time.Date(2026, 3, int(key), 9, 0, 0, 0, time.UTC), MessageID: id, IDs: []string{id}, From: p, To: []mail.Participant{{Address: me}}, Subject: subject,
		Reading: classify.Reading{Kind: kind, Author: classify.Person, Confidence: 0.9, Job: 0.95, Sure: true, Role: role,
			Employer: classify.Employer{Name: employer, Domain: classify.EmployerDomain(p)}},
	}
}

// One candidacy comes from several senders that share no thread: what ties
// them, and what does not.
func TestJoinAcrossSenders(t *testing.T) {
	const conf, inv = classify.ApplicationConfirmation, classify.InterviewInvitation
	relayed := entry(1, "no-reply@greenhouse.io", "", "Copperline Credit Union", "Data Analyst", "Your application", conf)
	recruiter := entry(2, "ada@copperlinecu.example", "Brook, Ada", "Copperlinecu", "", "A talk", inv)
	copied := recruiter
	copied.To = append(copied.To, mail.Participant{Address: "kez@orbitrpo.example"})
	coordinator := entry(3, "kez@orbitrpo.example", "Kez", "Orbit RPO", "", "Your availability", classify.Scheduling)
	guest := recruiter
	guest.Reading.Events = []invite.Event{{Organizer: recruiter.From, Attendees: []invite.Attendee{{Participant: mail.Participant{Address: "kez@orbitrpo.example"}}, {Participant: mail.Participant{Address: me}}}}}
	booked := entry(4, "notifications@calendly.com", "Calendly", "", "", "Confirmed", classify.Scheduling)
	booked.Reading.People, booked.Reading.Author = []mail.Participant{{Name: "Ada Brook"}}, classify.Machine
	other := booked
	other.Reading.People = []mail.Participant{{Name: "Ada Stone"}}
	initials := entry(1, "no-reply@greenhouse.io", "", "Verrier Hotels & Resorts", "Revenue Manager", "Your application", conf)
	vhr := func(role string) Entry { return entry(2, "cp@vhr.example", "C P", "VHR", role, "Interview", inv) }
	numbered := entry(1, "ats@board.example", "", "Boards", "", "Received (412-CS-7731904)", conf)
	decided := entry(2, "keeley@caldervale.example", "Keeley", "Calder Vale", "", "Offer - 412-CS-7731904 Analyst", classify.Offer)
	system := entry(1, "system@successfactors.eu", "", "Falkenried", "", "Ihre Bewerbung (Req-ID 4071)", conf)
	nameless := entry(2, "system@successfactors.eu", "", "", "", "Status 40718", classify.StatusUpdate)
	system.Subject = "Ihre Bewerbung (40718)"
	elsewhere := nameless
	elsewhere.From.Address = "other@successfactors.eu"
	council := entry(1, "donotreply@jobs.portmerrow.example", "", "Port Merrow Council", "Archives Assistant", "Acknowledgement PMC/1187", conf)
	shared := func(role string) Entry {
		return entry(2, "beryl@threerivers.example", "Beryl", "Three Rivers", role, "PMC/1187 - Interview", inv)
	}
	trust := entry(1, "noreply@candidates.workable.com", "", "The Wheatear Trust", "Programme Officer", "Your application", conf)
	greeting := entry(2, "catrin@m.workable.com", "Catrin Howells", "The Wheatear Trust", "Programme Officer", "A first hello", inv)
	note := func(domain string) Entry { // what does not show by itself that it is of the search
		e := entry(3, "catrin@"+domain, "Catrin Howells", "", "", "Still there?", classify.NotJob)
		e.Reading.Sure, e.Reading.Job = false, 0.2
		return e
	}
	ofRole := note("howells.example")
	ofRole.Reading.Role = "Programme Officer"
	event := func(guests int) Entry {
		e := entry(3, "annika@copperlinecu.example", "Annika", "", "", "A talk / R. Ashdown", classify.NotJob)
		e.Reading.Sure, e.Reading.Job, e.Reading.Within.Kind = false, 0.3, classify.Scheduling
		e.Reading.Events = []invite.Event{{Attendees: make([]invite.Attendee, guests)}}
		return e
	}
	forged := copied
	forged.Reading.DMARC = "fail"
	house := func(role string, sure bool) Entry { // another one, which copies somebody of the employer's
		e := entry(3, "tam@sharedpeople.example", "Tam", "SharedPeople", role, "Interview on Monday", inv)
		e.To, e.Reading.Sure = append(e.To, recruiter.From), sure
		return e
	}
	junked, unproved := house("Data Analyst", false), house("Data Analyst", true)
	junked.FoundIn, unproved.Reading.DMARC = "junk", "fail"

	for _, tt := range []struct {
		name    string
		entries []Entry
		want    [][]int64
	}{
		{"a domain that abbreviates the name a relay tells", []Entry{relayed, recruiter}, [][]int64{{1, 2}}},
		{"a coordinator in Cc", []Entry{relayed, copied, coordinator}, [][]int64{{1, 2, 3}}},
		{"a coordinator who was brought in by nobody", []Entry{relayed, recruiter, coordinator}, [][]int64{{1, 2}, {3}}},
		{"a coordinator whom a forged message brings in", []Entry{relayed, forged, coordinator}, [][]int64{{1, 2}, {3}}},
		{"another house that writes of the role, the recruiter in copy", []Entry{relayed, recruiter, house("Data Analyst", true)}, [][]int64{{1, 2, 3}}},
		{"the same, not sure to be job mail", []Entry{relayed, recruiter, house("Data Analyst", false)}, [][]int64{{1, 2, 3}}},
		{"another house that names no role", []Entry{relayed, recruiter, house("", false)}, [][]int64{{1, 2}}},
		{"another house in the spam folder", []Entry{relayed, recruiter, junked}, [][]int64{{1, 2}}},
		{"another house that is not who it says", []Entry{relayed, recruiter, unproved}, [][]int64{{1, 2}, {3}}},
		{"a guest of the invitation", []Entry{relayed, guest, coordinator}, [][]int64{{1, 2, 3}}},
		{"a scheduler that names who wrote", []Entry{relayed, recruiter, booked}, [][]int64{{1, 2, 4}}},
		{"a scheduler that names another", []Entry{relayed, recruiter, other}, [][]int64{{1, 2}, {4}}},
		{"initials and the same role", []Entry{initials, vhr("Revenue Manager")}, [][]int64{{1, 2}}},
		{"initials alone", []Entry{initials, vhr("")}, [][]int64{{1}, {2}}},
		{"a number that nobody else has", []Entry{numbered, decided}, [][]int64{{1, 2}}},
		{"a short number of one system", []Entry{system, nameless}, [][]int64{{1, 2}}},
		{"a short number and the same role", []Entry{council, shared("Archives Assistant")}, [][]int64{{1, 2}}},
		{"a short number and another role", []Entry{council, shared("Lifeguard")}, [][]int64{{1}, {2}}},
		{"who wrote through a service, by a domain that spells the employer", []Entry{trust, greeting, note("wheateartrust.example")}, [][]int64{{1, 2, 3}}},
		{"who wrote through a service, by another domain", []Entry{trust, greeting, note("howells.example")}, [][]int64{{1, 2}}},
		{"who wrote through a service, by another domain of the role", []Entry{trust, greeting, ofRole}, [][]int64{{1, 2, 3}}},
		{"an event with a few people, by somebody else of the employer's", []Entry{relayed, recruiter, event(3)}, [][]int64{{1, 2, 3}}},
		{"an event with many", []Entry{relayed, recruiter, event(30)}, [][]int64{{1, 2}}},
		{"a short number of two systems", []Entry{system, elsewhere}, [][]int64{{1}, {2}}},
	} {
		if got := keys(Join(tt.entries, nil)); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

// The candidate's thanks to who arranged a talk belong to its candidacy, though
// they begin a thread and were the first word to it; a chat does not.
func TestAdoptsThanks(t *testing.T) {
	own := letter{day: 12, id: "new@home", from: me, subject: "Thank you", text: "Dear Bo, thank you for taking the time to talk to me today. I enjoyed our conversation."}
	chat := letter{day: 12, id: "new@home", from: me, subject: "Book", text: "Hi Bo, here is the book I told you of."}
	for _, tt := range []struct {
		name  string
		own   letter
		to    string
		joins bool
	}{
		{"thanks to who arranged it", own, "ada@quillonlabs.example", true},
		{"thanks to a stranger of the house", own, "bo@quillonlabs.example", false},
		{"thanks to elsewhere", own, "bo@marlin.example", false},
		{"a chat with another of the house", chat, "bo@quillonlabs.example", false},
	} {
		tt.own.to = tt.to
		entries := readAll(confirmation, invitation, tt.own)
		entries[1].Reading.Kind = classify.Scheduling
		entries[2].Reading.Job = 0.5 // makes no candidacy by itself
		if got := len(Join(entries, nil)[0]) == 3; got != tt.joins {
			t.Errorf("%s: joins %v, want %v", tt.name, got, tt.joins)
		}
	}
	own.to = "ada@quillonlabs.example"
	entries := readAll(confirmation, invitation, own)
	entries[2].Reading.Job = 0.5
	if groups := Join(entries, nil); len(groups[0]) != 2 {
		t.Errorf("thanks where no talk was arranged: got %v, want them left out", keys(groups))
	}
}

func TestRefsIn(t *testing.T) {
	for subject, want := range map[string][]ref{
		"Invitation - 412-CS-7731904 - please respond": {{"412-cs-7731904", true}},
		"R-20418: your application (Req-ID 40718)":     {{"r-20418", false}, {"40718", false}},
		"HSA-26-10331 (Final)":                         {{"hsa-26-10331", true}},
		"Your application (417-26-0893)":               {{"417-26-0893", true}}, // no date has three digits for a day
		"Interview on 2026-03-10 at 10:30":             nil,
		"Tuesday 24.04.2026, 2 pm":                     nil,
		"REQ-2026-001":                                 nil, // a year and a small number: everybody has it
		"Summer 2026":                                  nil,
		"":                                             nil,
	} {
		if got := refsIn(subject); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %v, want %v", subject, got, want)
		}
	}
}

func TestSameRole(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		same bool
	}{
		{"Engineer", "Senior Engineer (Platform)", true},
		{"Regional Comms Manager", "Regional Communications Manager", true},
		{"Senior PM Manager", "Senior Product Marketing Manager", true},
		{"Sr. Data Analyst", "Senior Data Analyst", true},
		{"Developer Events PM", "Senior Program Manager, Developer Events (EMEA)", true},
		{"Projektkoordinatorin", "Projektkoordinator Fernwärmeausbau", true},
		{"ops lead", "Operations Lead", true},
		{"Regional Communications Manager, EMEA", "Regional Comms Manager", true},
		{"Regional Communications Manager, EMEA", "Regional Comms Manager, Asia", false},
		{"Data Analyst, Pricing", "Data Analyst, Claims", false},
		{"Operations Lead", "Operations Manager", false},
		{"Data Analyst", "Data Analytics Lead", false},
		{"Data Analyst", "Office Manager", false},
		{"Product Manager", "Product Marketing Manager", false},
		{"", "Office Manager", true},
	} {
		if got := sameRole(tt.a, tt.b); got != tt.same || sameRole(tt.b, tt.a) != got {
			t.Errorf("%q, %q: got %v, want %v", tt.a, tt.b, got, tt.same)
		}
	}
}

// Where the employer was known by a relay alone, the domain that spells its
// name fits; where its own domain is known, another one that looks like it does
// not.
func TestOfferFromSpeltDomain(t *testing.T) {
	relayed := entry(1, "no-reply@greenhouse.io", "", "Copperline Credit Union", "Data Analyst", "Your application", classify.ApplicationConfirmation)
	known := entry(2, "ada@copperlinecu.example", "Ada Brook", "Copperline Credit Union", "", "A talk", classify.InterviewInvitation)
	offer := entry(3, "bo@copperlinecu.example", "Bo", "Copperline Credit Union", "", "Your offer", classify.Offer)
	lookalike := entry(3, "bo@copperlinecu.invalid", "Bo", "Copperline Credit Union", "", "Your offer", classify.Offer)
	for _, tt := range []struct {
		name    string
		entries []Entry
		want    Outcome
	}{
		{"the spelt domain", []Entry{relayed, offer}, HasOffer},
		{"the known domain", []Entry{relayed, known, offer}, HasOffer},
		{"a look-alike of the known domain", []Entry{relayed, known, lookalike}, ""},
	} {
		if c := New(1, tt.entries, nil); c.Outcome != tt.want || (len(c.Doubts) > 0) != (tt.want == "") {
			t.Errorf("%s: outcome %q, doubts %v, want %q", tt.name, c.Outcome, c.Doubts, tt.want)
		}
	}
}

// The stage in the languages of the mail.
func TestStageOfInterviews(t *testing.T) {
	for subject, want := range map[string]Stage{
		"Einladung zum Vorstellungsgespräch": Interviewing, "Entretien mardi": Interviewing, "Entrevista el martes": Interviewing, "Telefonat am Dienstag": Screening,
	} {
		e := entry(1, "ada@acme.example", "Ada", "Acme", "", subject, classify.InterviewInvitation)
		if got := New(1, []Entry{e}, nil).Stage; got != want {
			t.Errorf("%q: got %s, want %s", subject, got, want)
		}
	}
}

// Two employers whose names begin alike are two, though the role is the same.
func TestNamesThatBeginAlike(t *testing.T) {
	entries := readAll(
		letter{day: 1, id: "s1@school", from: "ana@lakeside-school.example", name: "Ana Pell", subject: "Data Analyst at Lakeside School",
			text: "Hi Robin, we liked your application for the Data Analyst position at Lakeside School and would like to invite you to an interview. When are you free?\n\nAna Pell\nLakeside School"},
		letter{day: 2, id: "b1@brewery", from: "ben@lakeside-brewery.example", name: "Ben Orr", subject: "Data Analyst at Lakeside Brewery",
			text: "Hi Robin, thank you for applying for the Data Analyst position at Lakeside Brewery. Could we talk on Thursday?\n\nBen Orr\nLakeside Brewery"})
	if got := keys(Join(entries, nil)); len(got) != 2 {
		t.Errorf("got %v, want two candidacies", got)
	}
}
