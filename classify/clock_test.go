package classify

import (
	"strings"
	"testing"
	"time"

	"hearback/classify/mail"
)

func TestMailDatedInUTCIsReadWhereTheCandidateIs(t *testing.T) {
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, date string
		zone       *time.Location
		talk, word string // the start of the talk, the last day of the promise
	}{
		{"a service's date", "Tue, 10 Mar 2026 02:30:00 +0000", newYork, "2026-03-12T15:00:00-04:00", "2026-03-10"},
		{"the sender's own", "Mon, 09 Mar 2026 19:30:00 -0700", newYork, "2026-03-12T15:00:00-07:00", "2026-03-10"},
		{"the candidate's own offset, before clocks change", "Fri, 06 Mar 2026 10:00:00 -0500", newYork, "2026-03-12T15:00:00-04:00", "2026-03-07"},
		{"a candidate of no known place", "Tue, 10 Mar 2026 02:30:00 +0000", nil, "2026-03-12T15:00:00Z", "2026-03-11"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			read := func(text string) Reading {
				m := mail.Parse([]byte("From: Dana Kim <dana@acme.example>\r\nTo: me@home.example\r\nDate: " + tt.date + "\r\nSubject: Re: Interview\r\n\r\n" + text))
				return NewReader("me@home.example").In(weekdays5{}, tt.zone).Read(&m)
			}
			r := read("Your interview is confirmed for Thursday, March 12 at 3:00 pm. See you then!\r\n")
			if len(r.Talks) != 1 || r.Talks[0].Start.Format(time.RFC3339) != tt.talk {
				t.Errorf("%s: talks %v, want one at %s", tt.date, r.Talks, tt.talk)
			}
			r = read("It was a pleasure to interview you. We will let you know our decision by tomorrow.\r\n")
			if r.Promise == nil || r.Promise.By.String() != tt.word {
				t.Errorf("%s: promise %v, want one by %s", tt.date, r.Promise, tt.word)
			}
		})
	}
}

// A talk is called off by a plain word, by none to come.
func TestCalledOff(t *testing.T) {
	for text, want := range map[string]bool{
		"I am sorry, I have to cancel our interview on Friday.":              true,
		"Unfortunately your interview has been cancelled.":                   true,
		"Leider muss ich unser Gespräch am Freitag absagen.":                 true,
		"Je dois malheureusement reporter notre entretien de vendredi.":      true,
		"Lamento decirle que tenemos que aplazar la entrevista del viernes.": true,
		"Need to reschedule your interview? Use the link below.":             false,
		"If you have to cancel our interview, please tell me.":               false,
		"You need to reschedule the call? Write to me.":                      false,
		"You do not have to postpone the interview for us.":                  false,
		"Können wir das Gespräch auf Montag verschieben?":                    false,
	} {
		if _, got := calledOff(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	for _, want := range []string{"have to cancel our interview", "interview on Thursday will not take place", "L'entretien de jeudi n'aura donc pas lieu", "entrevista del jueves no se celebrará"} {
		if words, _ := calledOff("Hi Robin, " + want + ", I am sorry."); words != want {
			t.Errorf("quoted %q, want %q", words, want)
		}
	}
}

// The day that somebody is back: the business day after one that is counted in.
func TestReturnsAfterADayCountedIn(t *testing.T) {
	for text, want := range map[string]string{
		"Je suis absente jusqu’au vendredi 15 mai inclus.":                                "2026-05-18",
		"Je suis absente jusqu'au vendredi 15 mai.":                                       "2026-05-15",
		"Estaré fuera de la oficina hasta el viernes 15 de mayo inclusive.":               "2026-05-18",
		"Ich bin bis einschließlich Freitag, 15. Mai, nicht im Büro.":                     "2026-05-18",
		"I am away until Friday, May 15 inclusive, and will answer when I am back.":       "2026-05-18",
		"I am away until Friday, May 15. Included in my team are Ben and Ada, call them.": "2026-05-15",
	} {
		m := mail.Parse([]byte("From: Dana Kim <dana@acme.example>\r\nTo: me@home.example\r\nDate: Thu, 07 May 2026 18:31:00 +0200\r\nSubject: Away\r\nAuto-Submitted: auto-replied\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text))
		r := NewReader("me@home.example").In(weekdays5{}, nil).Read(&m)
		if got := r.Returns.String(); r.Kind != AutoReply || got != want {
			t.Errorf("%q: %s, back on %q, want %q", text, r.Kind, got, want)
		}
	}
}

// What a calendar says of a talk is not read out of the words beside it again, and
// the day of somebody's meeting is no promise.
func TestInvitationsWords(t *testing.T) {
	const event = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1@acme.example\r\nDTSTART:20260318T150000Z\r\nDTEND:20260318T160000Z\r\nSUMMARY:Interview\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	const words = "The interview has moved from Tuesday, 17 March at 3 pm to Wednesday, 18 March at 3 pm, as Tom has been called to a board meeting on Tuesday."
	for calendar, want := range map[string]int{"": 2, event: 1} {
		m := mail.Message{Text: words}
		m.Subject, m.From, m.Date = "Re: Interview moved", []mail.Participant{{Address: "dana@acme.example"}}, time.Date(2026, 3, 12, 9, 0, 0, 0, time.UTC)
		if calendar != "" {
			m.Calendar = []string{calendar}
		}
		r := NewReader("me@home.example").Read(&m)
		if len(r.Talks) != want || r.Talks[0].Change != Cancels || len(r.Events) != len(m.Calendar) || r.Promise != nil {
			t.Errorf("%d calendars: talks %v, events %v, promise %v; want %d talks and no promise", len(m.Calendar), r.Talks, r.Events, r.Promise, want)
		}
	}
}

// A call at an hour is a talk. A word of deciding on another day is a promise.
func TestTalksAreNoPromises(t *testing.T) {
	for text, want := range map[string]string{
		"Thank you, I will call you at 10:00 on Monday.":                                                                     "",
		"Monday at 10:00 is confirmed. We will let you know our decision by Friday, 20 March.":                               "2026-03-20",
		"We will let you know our decision by Friday, 20 March. Monday at 10:00 is confirmed: I will contact you on Monday.": "2026-03-20",
		"Monday at 10:00 is confirmed. A link to join will be sent to you two days before.":                                  "",
		"Your interview is moved to Monday at 10:00. The panel meets on Tuesday for another matter.":                         "",
	} {
		m := mail.Message{Text: text}
		m.Subject, m.From, m.Date = "Re: Interview", []mail.Participant{{Name: "Dana Kim", Address: "dana@acme.example"}}, time.Date(2026, 3, 12, 9, 0, 0, 0, time.UTC)
		r := NewReader("me@home.example").Read(&m)
		got := ""
		if r.Promise != nil {
			got = r.Promise.By.String()
		}
		if r.Kind != Scheduling || len(r.Talks) != 1 || got != want {
			t.Errorf("%q: read as %s, talks %v, promise by %q, want %q", text, r.Kind, r.Talks, got, want)
		}
	}
}

// An offer's own day is read, and no other one that it names.
func TestAnswerBy(t *testing.T) {
	for text, want := range map[string]string{
		"Please let us know by Friday 20 March.":                                                          "2026-03-20",
		"Please let us know your decision by\r\nFriday, March 20.":                                        "2026-03-20",
		"We would be grateful for your answer by the end of next week.":                                   "2026-03-20",
		"The offer is valid until 31 March, and we hope to hear from you by March 18.":                    "2026-03-18",
		"This offer remains open until close of business on Tuesday, March 17.":                           "2026-03-17",
		"Please sign and return the attached letter within five business days.":                           "2026-03-16",
		"This offer expires on March 20, 2026.":                                                           "2026-03-20",
		"Kindly respond before Monday, March 23.":                                                         "2026-03-22",
		"Bitte geben Sie uns Ihre Entscheidung bis zum 20. März bekannt.":                                 "2026-03-20",
		"Merci de nous donner votre réponse avant le 20 mars.":                                            "2026-03-19",
		"Take your time. Your first day would be April 6, and the salary is as discussed.":                "",
		"Please accept and start by April 6.":                                                             "",
		"Let us know if you have questions. The insurance is open for sign-up by April 1.":                "",
		"Return a signed copy by Friday, March 20. The portal is open now.":                               "2026-03-20",
		"Please respond by email.":                                                                        "",
		"We kept your place open until March 2.":                                                          "",
		"We will let you know our decision on the visa by Friday.":                                        "",
		"We will respond to your questions by Friday.":                                                    "",
		"You will have our answer on the visa by Friday, and we await yours. Kindly respond by March 18.": "2026-03-18",
		"We will answer you on that by Friday.":                                                           "",
		"You will receive the contract by Friday.":                                                        "",
	} {
		m := mail.Parse([]byte("From: Dana Kim <dana@acme.example>\r\nTo: me@home.example\r\nDate: Mon, 09 Mar 2026 10:00:00 -0400\r\nSubject: Your offer\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" +
			"Dear Robin,\r\n\r\nwe are delighted to offer you the position of Product Manager at Acme. The offer letter with the terms is attached.\r\n\r\n" + text + "\r\n"))
		r := NewReader("me@home.example").In(weekdays5{}, time.UTC).Read(&m)
		got := ""
		if r.AnswerBy != nil {
			got = r.AnswerBy.By.String()
			if strings.Contains(r.AnswerBy.Phrase, ".") && !strings.Contains(text, "20. März") {
				t.Errorf("%q: %q goes on into the next sentence", text, r.AnswerBy.Phrase)
			}
		}
		if r.Kind != Offer || got != want {
			t.Errorf("%q: %s, answer by %+v, want %q", text, r.Kind, r.AnswerBy, want)
		}
	}
}

// An employer's own promise wants nothing from the candidate.
func TestPromisesAskNothing(t *testing.T) {
	for text, asks := range map[string]bool{
		"We will let you know by Tuesday, March 17.":                           false,
		"We'll let you know if anything changes.":                              false,
		"Please send your CV and thanks for your patience.":                    true,
		"Wir bitten Sie\num etwas Geduld.":                                     false,
		"Wir bitten Sie um etwas Geduld.":                                      false,
		"Could you send me your papers? Thank you for your patience.":          true,
		"Wir bitten Sie um Ihre Zeugnisse.":                                    true,
		"Please bear with us, and thank you for your patience.":                false,
		"Please do not reply to this automated message.":                       false,
		"Please do not hesitate to send me your references.":                   true,
		"You will have our answer by the end of next week.":                    false,
		"We hope to give you an answer by Friday.":                             false,
		"I had to cancel the call. I'll send you some new times by Friday.":    false,
		"Leider fehlt uns noch immer die Unterschrift des Trägers.":            false,
		"Es fehlt uns noch Ihr Zeugnis.":                                       true,
		"Please let me know by Tuesday, March 17.":                             true,
		"Let us know if Tuesday suits you. We will let you know by Thursday.":  true,
		"Please send us your answer by the end of next week.":                  true,
		"We see two more people, and will let everyone know by next Friday.":   false,
		"I'll write soon.\nKim Ode\nBook time with me: https://acme.example/k": false,
		"Please book a time with me for next week: https://acme.example/kim":   true,
	} {
		m := mail.Parse([]byte("From: Dana Kim <dana@acme.example>\r\nTo: me@home.example\r\nDate: Mon, 09 Mar 2026 10:00:00 -0400\r\nSubject: Re: Your interview for Product Manager\r\n\r\n" +
			"Hi Robin,\r\n\r\nIt was a pleasure to meet you last week. " + text + "\r\n"))
		r := NewReader("me@home.example").In(weekdays5{}, time.UTC).Read(&m)
		if got := len(r.Asks) > 0; got != asks {
			t.Errorf("%q: %s wants %+v, want it to ask: %v", text, r.Kind, r.Asks, asks)
		}
	}
}

// A click in a calendar accepts or declines a talk, and neither an offer nor the
// search, with its event or without.
func TestOwnClicks(t *testing.T) {
	for _, tt := range []struct {
		subject, text, calendar string
		want                    Kind
	}{
		{"Accepted: Interview - Business Analyst, Claims", "Robin Ashdown has accepted this invitation.", "", OwnAnswer},
		{"Zugesagt: Vorstellungsgespräch", "", "", OwnAnswer},
		{"Refusé : Entretien mardi", "", "", OwnAnswer},
		{"Declined: Interview", "Robin Ashdown has declined this invitation.", "BEGIN:VCALENDAR\nMETHOD:REPLY\n", OwnAnswer},
		{"Re: Your offer", "I am delighted to accept your offer of the position of Business Analyst.", "", OwnAcceptance},
		{"Withdrawn: Business Analyst", "I would like to withdraw my application for the Business Analyst position.", "", OwnWithdrawal},
	} {
		m := mail.Message{Text: tt.text}
		if tt.calendar != "" {
			m.Calendar = []string{tt.calendar}
		}
		m.Subject = tt.subject
		m.From = []mail.Participant{{Name: "Robin Ashdown", Address: me}}
		m.To = []mail.Participant{{Name: "Dana Kim", Address: "dana@acme.example"}}
		if got := NewReader(me).Read(&m); got.Kind != tt.want || got.Author != Own {
			t.Errorf("%q: got %s by %s, want %s", tt.subject, got.Kind, got.Author, tt.want)
		}
	}
}

// Who has a copy and is named meets the candidate, and the sender who says so.
func TestPresent(t *testing.T) {
	for text, want := range map[string]string{
		"You will meet Dana and Luis on Thursday 18 June at 10:30 a.m.":                         "dana@acme.example luis@acme.example",
		"Would Thursday 18 June at 10:30 a.m. suit you, for an interview with Luis and me?":     "luis@acme.example kim@acme.example",
		"Your interview is on Thursday 18 June at 10:30 a.m. Please ring at the side door.":     "",
		"You will meet our director and Rui on Thursday 18 June at 10:30 a.m.":                  "", // of another house
		"Dana is on leave. I will write again, and then we shall see when you can meet others.": "",
	} {
		m := mail.Parse([]byte("From: Kim Ode <kim@acme.example>\r\nTo: me@home.example\r\nCc: Dana Okafor <dana@acme.example>, Luis Pineda <luis@acme.example>, Rui Alves <rui@other.example>\r\n" +
			"Date: Thu, 11 Jun 2026 10:22:11 -0400\r\nSubject: Re: Interview for the Grants Manager position\r\nIn-Reply-To: <a@home.example>\r\n\r\nDear Robin,\r\n\r\n" + text + "\r\n"))
		var got []string
		for _, talk := range NewReader("me@home.example").Read(&m).Talks {
			for _, p := range talk.With {
				got = append(got, p.Address)
			}
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("%q: with %q, want %q", text, got, want)
		}
	}
}

// A person's word in a conversation can promise a day whatever it faintly resembles; an
// offer's day is its own.
func TestPromiseInAConversation(t *testing.T) {
	for _, tt := range []struct {
		kind       Kind
		confidence float64
		reply      string
		want       bool
	}{
		{Offer, 0.2, "<a@home.example>", true}, {Offer, 0.9, "<a@home.example>", false}, {Offer, 0.2, "", false},
		{RecruiterOutreach, 0.9, "<a@home.example>", true}, {RecruiterOutreach, 0.9, "", false}, {JobAlert, 0.6, "<a@home.example>", true},
	} {
		raw := "From: Fergus Doyle <fergus@search.example>\r\nTo: me@home.example\r\nDate: Thu, 13 Aug 2026 10:20:00 -0400\r\nSubject: Scheduling Lead\r\n"
		if tt.reply != "" {
			raw += "In-Reply-To: " + tt.reply + "\r\n"
		}
		m := mail.Parse([]byte(raw + "\r\nThat went down very well. They tell me they will decide by Tuesday.\r\n"))
		reading := Reading{Kind: tt.kind, Confidence: tt.confidence, Author: Person}
		NewReader("me@home.example").readTimes(&reading, &m)
		if got := reading.Promise != nil; got != tt.want {
			t.Errorf("%s of %.1f, reply to %q: promise %v, want one: %v", tt.kind, tt.confidence, tt.reply, reading.Promise, tt.want)
		}
	}
}
