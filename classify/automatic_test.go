package classify

import (
	"testing"

	"hearback/classify/mail"
)

func TestAutomaticMail(t *testing.T) {
	answering := func(h mail.Header) mail.Header { h.InReplyTo = []string{"a@home"}; return h }
	subject := func(s string) mail.Header {
		return mail.Header{Subject: s, From: []mail.Participant{{Name: "Dana Kim", Address: "dana@acme.example"}}}
	}
	marked := func(h mail.Header) mail.Header { h.NullReturnPath = true; return h }
	from := func(h mail.Header, address string) mail.Header {
		h.From = []mail.Participant{{Address: address}}
		return h
	}
	tests := []struct {
		name   string
		header mail.Header
		text   string
		want   Kind // NotJob: neither
	}{
		{"English", subject("Automatic reply: Thursday"), "", AutoReply},
		{"in brackets", subject("[Auto-Reply] Thursday"), "", AutoReply},
		{"German", subject("Automatische Antwort: Donnerstag"), "", AutoReply},
		{"French", subject("Réponse automatique : jeudi"), "", AutoReply},
		{"Spanish", subject("Respuesta automática: jueves"), "", AutoReply},
		{"Italian", subject("Risposta automatica: giovedì"), "", AutoReply},
		{"Dutch", subject("Automatisch antwoord: donderdag"), "", AutoReply},
		{"Polish", subject("Automatyczna odpowiedź: czwartek"), "", AutoReply},
		{"RFC 3834", func() mail.Header { h := subject("Re: Thursday"); h.AutoSubmitted = "auto-replied"; return h }(), "", AutoReply},
		{"generated, not replied", func() mail.Header { h := subject("Your interview"); h.AutoSubmitted = "auto-generated"; return h }(), "See you then.", NotJob},
		{"by its words and its mark", marked(subject("Re: Thursday")), "I am on annual leave.", AutoReply},
		{"by its words alone, twice over", answering(subject("Re: Thursday")), "I am out of the office until 3 May. For urgent matters please contact Kim.", AutoReply},
		{"a person's absence", answering(subject("Re: Thursday")), "I'm out of the office tomorrow, so can we make it Friday?", NotJob},
		{"a person's plans", subject("Vacation plans"), "Here is the list.", NotJob},
		{"a vacation answer", answering(subject("Vacation: Re: Thursday")), "", AutoReply},
		{"a person's answer to an automatic one", subject("Re: Automatic reply: Thursday"), "Thanks, I'll wait.", NotJob},
		{"a tracking system's decision", func() mail.Header {
			h := from(subject("Your application"), "no-reply@greenhouse.io")
			h.AutoSubmitted = "auto-replied"
			return h
		}(), "We have decided to move forward with another candidate.", NotJob},
		{"a tracking system's decision, with its last line", func() mail.Header {
			h := from(subject("Update on your application"), "brindle@myworkday.com")
			h.AutoSubmitted = "auto-generated"
			return h
		}(), "We have decided to move forward with another candidate.\n\nThis is an automated message. Please do not reply.", NotJob},
		{"an office's receipt", func() mail.Header {
			h := from(subject("We have received your application"), "careers@brindle.example")
			h.AutoSubmitted = "auto-replied"
			return h
		}(), "Thank you for applying. This is an automated response.", NotJob},
		{"a receipt from whoever answers the mail", func() mail.Header {
			h := from(subject("Thank you for writing to us"), "hello@brindle.example")
			h.AutoSubmitted = "auto-replied"
			return h
		}(), "We have received your application for the post of caretaker.", NotJob},
		{"whoever has it, and is away", func() mail.Header {
			h := from(subject("Thank you for your mail"), "hello@brindle.example")
			h.AutoSubmitted = "auto-replied"
			return h
		}(), "Ihre Bewerbung ist eingegangen. Ich bin bis 20. März auf Dienstreise und melde mich danach.", AutoReply},
		{"somebody of an office who is away", func() mail.Header {
			h := from(subject("Re: your application"), "careers@brindle.example")
			h.AutoSubmitted = "auto-replied"
			return h
		}(), "This is an automated response. I am out of the office until 3 May.", AutoReply},

		{"report", func() mail.Header {
			h := subject("x")
			h.ContentType = "multipart/report; report-type=delivery-status"
			return h
		}(), "", Bounce},
		{"daemon", from(subject("x"), "mailer-daemon@mx.example"), "", Bounce},
		{"postmaster without an address", mail.Header{Subject: "Undeliverable: x", From: []mail.Participant{{Name: "Postmaster"}}}, "", Bounce},
		{"German", marked(subject("Unzustellbar: Bewerbung")), "", Bounce},
		{"French", marked(subject("Non remis : candidature")), "", Bounce},
		{"by its words", subject("Mail delivery failed"), "550 user unknown", Bounce},
		{"a person writes about one", subject("Delivery failed again"), "The plumber's parts did not come.", NotJob},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := NotJob
			m := &mail.Message{Header: tt.header, Text: tt.text}
			if _, ok := isBounce(&tt.header, tt.text); ok {
				got = Bounce
			} else if _, ok := isAutoReply(m, subjectAndText(m)); ok {
				got = AutoReply
			}
			if got != tt.want {
				t.Errorf("%q: %q: got %s, want %s", tt.header.Subject, tt.text, got, tt.want)
			}
		})
	}
}

func TestQuestion(t *testing.T) {
	for _, asked := range []string{
		"Are you free on Tuesday?", "Hi Robin. Could you tell me more about your last job? Thanks.", "Same time on Friday?", "How about Thursday, would that suit you?",
		"Können Sie am Montag kommen?", "Pourriez-vous venir lundi ?", "¿Puedes venir tú el martes?", "Do you need sponsorship to work here?",
		"Two questions first: what salary are you looking for, and are you OK with weekend shifts?", "¿Tienes disponibilidad los sábados y a partir de qué día podrías empezar?",
	} {
		if question(asked) == "" {
			t.Errorf("%q: want a question", asked)
		}
	}
	for _, courteous := range []string{
		"", "Looking forward!", "How are you?", "How are you doing today?", "Does that make sense?", "Do you have any questions?", "Any questions?", "Who knew?", "Right?", "Would you believe it?",
		"Have you thought about trying the studios in Bristol?", "Did you know that we won a prize?", "See https://acme.example/?id=4 for more.", "What a day that was, wasn't it?", "Haben Sie Fragen?",
	} {
		if q := question(courteous); q != "" {
			t.Errorf("%q: got the question %q, want none", courteous, q)
		}
	}
}

func TestQuestionBack(t *testing.T) {
	for text, want := range map[string]string{
		"I'm delighted. Before I answer: would the hours count as employed?": "Before I answer: would the hours count as employed?",
		"Ließe sich der Beginn verschieben?\nViele Grüße":                    "Ließe sich der Beginn verschieben?",
		"I want it very much. Thursday 5 March?":                             "",
		"How are you? I accept with pleasure.":                               "",
		"My page is https://robin.example/?page=one of many words":           "",
	} {
		if got := questionBack(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestConditions(t *testing.T) {
	score := func(text string, kind Kind) float64 { return weigh("", false, plainText("\n\n"+text)).score[kind] }
	tests := []struct {
		text string
		kind Kind
		want bool
	}{
		{"You have not been selected.", Rejection, true},
		{"If you are not selected, we will tell you.", Rejection, false},
		{"Should you not be selected, we will tell you.", Rejection, false},
		{"Unless you hear from us by May, you have been unsuccessful.", Rejection, false},
		{"Sollten wir uns für andere Bewerber entscheiden, melden wir uns.", Rejection, false},
		{"We are delighted to offer you the role.", Offer, true},
		{"We are not able to offer you the role.", Offer, false},
		{"We cannot make you an offer yet.", Offer, false},
		{"If we offer you the role, you will hear by Friday.", Offer, false},
		{"If you are interested, we would like to invite you to an interview.", InterviewInvitation, true},
		{"If shortlisted, you will be invited to an interview.", InterviewInvitation, false},
		{"We will not be able to invite you to an interview.", InterviewInvitation, false},
		{"Please send us two references.", asks, true},
		{"When you get a minute, please call me.", asks, true},
		{"If you have any questions, please call me.", asks, false},
		{"Please let us know if you can no longer make it.", asks, false},
		{"Please let us know by Friday whether you can make it.", asks, true},
		{"Shout if anything is unclear, otherwise please sign and return the letter.", asks, true},
	}
	for _, tt := range tests {
		if got := score(tt.text, tt.kind); got > 0 != tt.want {
			t.Errorf("%q: %s: got %.1f, want some: %v", tt.text, tt.kind, got, tt.want)
		}
	}
}

// What is only announced answers nothing yet; what is handed over does.
func TestAnnouncement(t *testing.T) {
	for text, want := range map[string]string{
		"Of course. I'll send you the whole list tomorrow rather than in pieces.":        "I'll send you the whole list tomorrow rather than in pieces.",
		"Thanks for asking! You'll have the references by the end of the week.\n\nSam":   "You'll have the references by the end of the week.",
		"Let me check with my manager and get back to you on Monday.":                    "Let me check with my manager and get back to you on Monday.",
		"Gern, die Zeugnisse schicke ich Ihnen morgen Abend.":                            "Gern, die Zeugnisse schicke ich Ihnen morgen Abend.",
		"Bien sûr, je vous envoie la liste demain.":                                      "Bien sûr, je vous envoie la liste demain.",
		"Claro, mañana mismo le envío las referencias esta tarde.":                       "Claro, mañana mismo le envío las referencias esta tarde.",
		"The list is attached. I'll send it by post tomorrow, too.":                      "",
		"Here are the first two. The third is at sea, I will send it on Tuesday.":        "The third is at sea, I will send it on Tuesday.",
		"Here are my references. Tuesday works for me.":                                  "",
		"Tuesday at ten is fine, see you then.":                                          "",
		"I am available on Tuesday and Wednesday.":                                       "",
		"I can send work samples if that helps.":                                         "",
		"Thank you for your time this morning, I look forward to hearing from you soon.": "",
	} {
		if got := announcement(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
