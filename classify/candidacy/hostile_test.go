package candidacy

import (
	"testing"
	"time"

	"hearback/classify"
	"hearback/classify/mail"
)

// M1: what is forged in the candidate's own name, as the receiving server
// tells, ends nothing: it is listed as a doubt.
func TestM1ForgedOwnMail(t *testing.T) {
	for _, c := range []struct {
		name, results string
		want          Outcome
		doubts        int
	}{
		{"withdrawal", "", Withdrawn, 0},
		{"forged withdrawal", "dmarc=fail header.from=home.example", "", 1},
	} {
		raw := "From: Robin <" + me + ">\nTo: ada@quillonlabs.example\nMessage-ID: <out@home>\nIn-Reply-To: <see@quillon>\nSubject: Re: Data Analyst at Quillon Labs\n"
		if c.results != "" {
			raw = "Received: by mx.home.example\nAuthentication-Results: mx.home.example; " + c.results + "\n" + raw
		}
		m := mail.Parse([]byte(raw + "\nDear Ada,\n\nI would like to withdraw my application for the Data Analyst position.\n\nRobin\n"))
		entries := append(readAll(invitation, answer, seeYou), Entry{
			Key: 9, At: time.Date(2026, 3, 8, 9, 0, 0, 0, time.UTC), MessageID: m.MessageID, IDs: classify.ThreadIDs(&m.Header),
			From: m.Sent(), To: m.Recipients(), Subject: m.Subject, FoundIn: "inbox", Reading: classify.NewReader(me).Read(&m),
		})
		got := New(1, entries, nil)
		if got.Outcome != c.want || len(got.Doubts) != c.doubts {
			t.Errorf("%s (DMARC %q): outcome %q, doubts %q, want %q and %d doubts", c.name, m.DMARC, got.Outcome, got.Doubts, c.want, c.doubts)
		}
	}
}
