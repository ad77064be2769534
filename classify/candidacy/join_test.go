package candidacy

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"hearback/classify"
	"hearback/classify/mail"

	"pgregory.net/rapid"
)

// The same subject ties nothing: strangers use it, too.
func TestSameSubject(t *testing.T) {
	stranger := invitation.with(9, "s@gmail", "Hm.")
	stranger.re, stranger.from, stranger.name = []string{"elsewhere@gmail"}, "x@gmail.com", "X"
	for _, group := range keys(Join(readAll(invitation, stranger), nil)) {
		if len(group) > 1 {
			t.Errorf("joined: %v", group)
		}
	}
}

func TestJoin(t *testing.T) {
	reply := func(l letter, re ...string) letter { l.re = re; return l }
	from := func(l letter, address, name string) letter { l.from, l.name = address, name; return l }
	otherRole := confirmation.with(2, "conf2@relay", "Thank you for applying for the Office Manager role at Quillon Labs. We have received your application.")
	otherEmployer := letter{day: 2, id: "conf3@relay", from: "no-reply@greenhouse.io", name: "Marlin Foods Careers", subject: "Your application to Marlin Foods",
		text: "Thank you for applying for the Data Analyst role at Marlin Foods. We have received your application."}
	ghost := letter{day: 8, id: "late@quillon", re: []string{"lost@home"}, from: "ada.private@gmail.com", name: "Ada Brook", subject: "Re: your question", text: "Yes, quite right."}
	lost := letter{day: 7, id: "ans2@home", re: []string{"inv@quillon", "lost@home"}, from: me, to: "ada@quillonlabs.example", subject: "Re: Data Analyst at Quillon Labs", text: "Hi Ada, one more thing."}
	newThread := letter{day: 9, id: "new@quillon", from: "ada@quillonlabs.example", name: "Ada Brook", subject: "Thursday", text: "Running five minutes late, sorry."}
	mate := letter{day: 9, id: "mate@quillon", from: "bo@quillonlabs.example", name: "Bo", subject: "lunch", text: "Works for me, see you Thursday! I'll bring crisps."}
	listed := letter{day: 9, id: "list@quillon", from: "ada@quillonlabs.example", name: "Ada Brook", subject: "Quillon users", list: "users.quillonlabs.example", text: "Version 3 is out."}
	// Known by a relay and by a domain that spells another name, until one letter says both.
	plain := letter{day: 5, id: "hire@qdata", from: "bo@qdata-hiring.example", name: "Bo Lindqvist", subject: "Interview for the Data Analyst role",
		text: "Dear Robin,\n\nwe would like to invite you to an interview for the Data Analyst role. When are you available next week?\n\nBo Lindqvist"}
	both := letter{day: 8, id: "hire2@qdata", re: []string{"hire@qdata"}, from: "bo@qdata-hiring.example", name: "Bo Lindqvist, Quillon Labs", subject: "Re: Interview for the Data Analyst role",
		text: "Dear Robin,\n\nyour interview for the Data Analyst role at Quillon Labs is confirmed for Tuesday at 10 am.\n\nBo Lindqvist\nQuillon Labs"}
	// Another house writes for an employer, and gives its requisition's number.
	numbered := func(l letter, subject string) letter { l.subject = subject; return l }
	house := letter{day: 5, id: "rpo@house", from: "kay@talentbridge.example", name: "Kay Marsh", subject: "Data Analyst - interview availability",
		text: "Dear Robin,\n\nwe would like to invite you to an interview for the Data Analyst position. When are you available next week?\n\nKay Marsh\nTalentBridge"}
	houseNumber := letter{day: 6, id: "rpo2@house", from: "kay@talentbridge.example", name: "Kay Marsh", subject: "Interview: Data Analyst (JR-004417)",
		text: "Dear Robin,\n\nyour interview for the Data Analyst position is confirmed for Tuesday at 10 am.\n\nKay Marsh"}
	nameless := rejection.with(12, "rej2@relay", "Dear Robin,\n\nunfortunately we will not be moving forward with your application.\n\nQuillon Labs")
	closing := rejection.with(12, "rej@relay", rejection.text)
	otherNumber := numbered(otherRole, "Your application to Quillon Labs - JR-009001")
	// An agency's client writes by itself, with a talk.
	agency := letter{day: 2, id: "ag@house", from: "ryan@kestrelmere.example", name: "Ryan Doyle", subject: "INTERVIEW - Ravensmoor",
		text: "Hi Robin,\n\nRavensmoor would like to interview you for the Contract Manager position. Are you free on Thursday?\n\nRyan"}
	agreed := letter{day: 3, id: "ag2@home", re: []string{"ag@house"}, from: me, to: "ryan@kestrelmere.example", subject: "Re: INTERVIEW - Ravensmoor", text: "Hi Ryan, Thursday works for me. Robin"}
	client := letter{day: 4, id: "cl@client", from: "bev@ravensmoor.example", name: "Beverley Stokes", subject: "Thursday",
		text: "Hello Robin, we look forward to your interview on Thursday at 10. Please bring your certificates.\n\nBeverley Stokes"}
	outlook := func(l letter) letter { l.conv = "01db"; return l }
	tests := []struct {
		name    string
		letters []letter
		want    [][]int64
	}{
		{"nothing", nil, [][]int64{}},
		{"a relay's and a person's thread of one employer, by its name and domain", []letter{confirmation, invitation, answer, rejection}, [][]int64{{1, 2, 3, 4}}},
		{"two roles at one employer stay two", []letter{confirmation, otherRole}, [][]int64{{1}, {2}}},
		{"two employers behind one relay stay two", []letter{confirmation, otherEmployer}, [][]int64{{1}, {2}}},
		{"an id that no message bears ties what refers to it", []letter{invitation, lost, ghost}, [][]int64{{1, 2, 3}}},
		{"Outlook's conversation ties", []letter{outlook(invitation), outlook(from(ghost, "x@gmail.com", "Ada"))}, [][]int64{{1, 2}}},
		{"a new thread of a person the candidate wrote to", []letter{invitation, answer, newThread}, [][]int64{{1, 2, 3}}},
		{"a stranger's chatter from the same domain does not join", []letter{invitation, answer, mate}, [][]int64{{1, 2}}},
		{"a mailing list never does", []letter{invitation, answer, listed}, [][]int64{{1, 2}}},
		{"an out-of-office joins by what it answers alone", []letter{invitation, answer, seeYou, thanks, away, reply(away.with(13, "ooo2@quillon", away.text), "gone@home")}, [][]int64{{1, 2, 3, 4, 5}}},
		{"two that nothing ties yet", []letter{confirmation, plain}, [][]int64{{1}, {2}}},
		{"another house, that nothing ties yet", []letter{confirmation, house, houseNumber}, [][]int64{{1}, {2, 3}}},
		{"the employer's word under its number ties it", []letter{confirmation, house, houseNumber, numbered(closing, "Update on your application JR-004417")}, [][]int64{{1, 2, 3, 4}}},
		{"a number goes before what happened last", []letter{otherNumber, confirmation, invitation, answer, numbered(nameless, "Your application JR-009001")}, [][]int64{{2, 3, 4}, {1, 5}}},
		{"an agency's client writes", []letter{agency, agreed, client}, [][]int64{{1, 2, 3}}},
		{"one letter says that they are one employer's", []letter{confirmation, plain, both}, [][]int64{{1, 2, 3}}},
		{"and it says so of one role, not of two", []letter{confirmation, otherRole, plain, both}, [][]int64{{1, 3, 4}, {2}}},
		{"ordinary mail makes none", []letter{mate, newThread, listed}, [][]int64{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := keys(Join(readAll(tt.letters...), nil)); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

// TestJoinKeepsOrderOut joins every story in every order: the groups are the same.
func TestJoinKeepsOrderOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := manyEntries(rapid.IntRange(0, 40).Draw(t, "messages"), rapid.Uint64().Draw(t, "seed"))
		want := keys(Join(entries, nil))
		shuffled := rapid.Permutation(entries).Draw(t, "order")
		if got := keys(Join(shuffled, nil)); !reflect.DeepEqual(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// TestJoinIsAPartition: no message is in two groups, every group is in the
// order of time and can be joined again to the same.
func TestJoinIsAPartition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := manyEntries(rapid.IntRange(0, 60).Draw(t, "messages"), rapid.Uint64().Draw(t, "seed"))
		seen := map[int64]bool{}
		for _, g := range Join(entries, nil) {
			for i, e := range g {
				if seen[e.Key] {
					t.Fatalf("message %d is in two groups", e.Key)
				}
				seen[e.Key] = true
				if i > 0 && byTime(&g[i-1], &e) >= 0 {
					t.Fatalf("message %d comes before its time", e.Key)
				}
			}
			c := New(1, g, nil)
			if again := New(1, c.Entries, nil); !reflect.DeepEqual(c, again) {
				t.Fatalf("read again: got %+v, want %+v", again, c)
			}
		}
	})
}

// manyEntries makes n messages of a few employers, people, roles and threads,
// with kinds and certainties of all sorts.
func manyEntries(n int, seed uint64) []Entry {
	r := rand.New(rand.NewPCG(seed, 1))
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	kinds := []classify.Kind{classify.NotJob, classify.NotJob, classify.ApplicationConfirmation, classify.InterviewInvitation, classify.Scheduling, classify.InterviewFollowup,
		classify.Rejection, classify.Offer, classify.AutoReply, classify.OwnAnswer, classify.OwnThankYou, classify.OwnFollowUp, classify.OwnOther}
	entries := make([]Entry, n)
	for i := range entries {
		e := &entries[i]
		employer := pick("acme", "brill", "corvo", "dunn", fmt.Sprint("e", r.IntN(n)))
		e.Key, e.At = int64(i+1), time.Date(2026, 1, 1, r.IntN(2000), 0, 0, 0, time.UTC)
		e.MessageID = fmt.Sprintf("%d@mail", i)
		e.IDs = []string{e.MessageID}
		if i > 0 && r.IntN(3) > 0 {
			e.IDs = append(e.IDs, fmt.Sprintf("%d@mail", max(0, i-1-r.IntN(9))))
		}
		person := mail.Participant{Address: pick("ada", "bo", "cy") + "@" + employer + ".example"}
		e.Reading = classify.Reading{Kind: kinds[r.IntN(len(kinds))], Confidence: float64(r.IntN(100)) / 100, Author: classify.Person, Role: pick("", "Data Analyst", "Office Manager"),
			Employer: classify.Employer{Name: employer, Domain: employer + ".example"}}
		e.From, e.To = person, []mail.Participant{{Address: me}}
		if e.Reading.Kind[:3] == "own" {
			e.From, e.To, e.Reading.Author = e.To[0], []mail.Participant{person}, classify.Own
		}
	}
	return entries
}

func BenchmarkJoin(b *testing.B) {
	entries := manyEntries(2000, 1)
	for b.Loop() {
		Join(entries, nil)
	}
}

// A swindler can bear any name and number: where DMARC fails, or in the spam
// folder, neither joins.
func TestForgedNamesTieNothing(t *testing.T) {
	const conf, inv = classify.ApplicationConfirmation, classify.InterviewInvitation
	relayed := entry(1, "acme@taleo.net", "", "Acme Robotics", "Data Analyst", "Your application (JR-004417)", conf)
	named := entry(2, "kay@house.example", "Kay", "House", "Data Analyst", "Acme Robotics - Data Analyst - interview", inv)
	numbered := entry(3, "kay@house.example", "Kay", "House", "", "Interview (JR-004417)", inv)
	for _, e := range []Entry{named, numbered} {
		if got := Join([]Entry{relayed, e}, nil); len(got) != 1 {
			t.Errorf("%q: %d candidacies, want 1", e.Subject, len(got))
		}
		e.Reading.DMARC = "fail"
		if got := Join([]Entry{relayed, e}, nil); len(got) != 2 {
			t.Errorf("%q, forged: %d candidacies, want 2", e.Subject, len(got))
		}
		e.Reading.DMARC, e.FoundIn = "", junk
		if got := Join([]Entry{relayed, e}, nil); len(got) != 1 || len(got[0]) != 1 {
			t.Errorf("%q, in the spam folder: %v, want the application alone", e.Subject, keys(got))
		}
	}
}
