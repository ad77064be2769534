package candidacy

import (
	"time"

	"hearback/classify"
	"hearback/classify/mail"
)

const me = "robin@home.example"

// letter is one message of a test, in the order of the days.
type letter struct {
	day           int // of March 2026
	id            string
	re            []string // ids it refers to
	from, to      string
	name          string // the sender's
	subject, text string
	list, conv    string
	auto          bool
}

// read makes an entry of the letter as it would come from the wire.
func (l letter) read(key int64) Entry {
	at := time.Date(2026, 3, l.day, 9, 0, 0, 0, time.UTC)
	m := mail.Message{Text: l.text}
	m.MessageID, m.InReplyTo, m.Subject, m.Date, m.ListID, m.ThreadIndex = l.id, l.re, l.subject, at, l.list, l.conv
	m.From = []mail.Participant{{Name: l.name, Address: l.from}}
	if l.to == "" {
		l.to = me
	}
	m.To = []mail.Participant{{Address: l.to}}
	if l.auto {
		m.AutoSubmitted = "auto-replied"
	}
	return Entry{
		Key: key, At: at, MessageID: l.id, IDs: classify.ThreadIDs(&m.Header), From: m.Sent(), To: m.Recipients(),
		Subject: l.subject, Reading: classify.NewReader(me).Read(&m),
	}
}

// readAll makes entries of the letters; their keys are their places.
func readAll(letters ...letter) []Entry {
	entries := make([]Entry, len(letters))
	for i, l := range letters {
		entries[i] = l.read(int64(i + 1))
	}
	return entries
}

// keys returns the keys of each group.
func keys(groups [][]Entry) [][]int64 {
	out := make([][]int64, len(groups))
	for i, g := range groups {
		for _, e := range g {
			out[i] = append(out[i], e.Key)
		}
	}
	return out
}

// What one employer, its tracking system and the candidate write.
var (
	confirmation = letter{day: 1, id: "conf@relay", from: "no-reply@greenhouse.io", name: "Quillon Labs Recruiting", subject: "Your application to Quillon Labs",
		text: "Thank you for applying for the Data Analyst role at Quillon Labs. We have received your application."}
	invitation = letter{day: 3, id: "inv@quillon", from: "ada@quillonlabs.example", name: "Ada Brook", subject: "Data Analyst at Quillon Labs",
		text: "Hi Robin, we liked your application and would like to invite you to an interview. Which day next week suits you best?"}
	answer = letter{day: 4, id: "ans@home", re: []string{"inv@quillon"}, from: me, to: "ada@quillonlabs.example", subject: "Re: Data Analyst at Quillon Labs",
		text: "Hi Ada, Tuesday at 10 works for me."}
	seeYou = letter{day: 5, id: "see@quillon", re: []string{"ans@home"}, from: "ada@quillonlabs.example", name: "Ada Brook", subject: "Re: Data Analyst at Quillon Labs",
		text: "Perfect, see you then!"}
	thanks = letter{day: 11, id: "thx@home", re: []string{"see@quillon"}, from: me, to: "ada@quillonlabs.example", subject: "Re: Data Analyst at Quillon Labs",
		text: "Dear Ada, thank you for taking the time to meet me yesterday. I enjoyed our conversation."}
	rejection = letter{day: 20, id: "rej@relay", from: "no-reply@greenhouse.io", name: "Quillon Labs Recruiting", subject: "Your application to Quillon Labs",
		text: "Thank you for interviewing for the Data Analyst role. Unfortunately, we have decided to move forward with another candidate."}
	away = letter{day: 12, id: "ooo@quillon", re: []string{"thx@home"}, from: "ada@quillonlabs.example", name: "Ada Brook", subject: "Automatic reply: Data Analyst at Quillon Labs",
		text: "I am out of the office until 20 March.", auto: true}
)
