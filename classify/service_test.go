package classify

import (
	"testing"

	"hearback/classify/mail"
)

// Services that no table knows are known by how their mail is made.
func TestEmployerServedByAService(t *testing.T) {
	for _, tt := range []struct {
		name, from, replyTo, text string
		want, domain              string
	}{
		{"on behalf of", `"Sievewright on behalf of Ledger Moor" <ledgermoor@invite.sievewright.example>`, "", "You are invited to a test.\n\nPowered by Sievewright", "Ledger Moor", ""},
		{"for", `"Sievewright for Ledger Moor" <requests@sievewright.example>`, "", "Please name two referees.\n\nPowered by Sievewright", "Ledger Moor", ""},
		{"a host of a link", `"Sievewright Tests" <no-reply@sievewright.example>`, "", "Your test for Ledger Moor is open: https://ledger-moor.sievewright.example/t/1\n\nPowered by Sievewright", "Ledger Moor", ""},
		{"an address for answers", `"Ana Pell" <ledgermoor@mail.sievewright.example>`, "reply+t4xq81.ledgermoor@in.sievewright.example", "When are you free?\n\nAna Pell\nLedger Moor\n\nSent through Sievewright", "Ledger Moor", ""},
		{"a person in brackets", `"Ana Pell (Ledger Moor)" <m-8f2q0z@messages.sievewright.example>`, "", "Would that work for you?", "Ledger Moor", ""},
		{"for, without more", `"Sievewright for Ledger Moor" <no-reply@sievewright.example>`, "", "Your references for Ledger Moor are awaited.", "Ledger Moor", ""},
		{"who uses it", `"Sievewright" <notify@sievewright.example>`, "", "Your interview is booked.\n\nYou get this mail because Ledger Moor uses Sievewright.", "Ledger Moor", ""},
		{"a customer of the employer's", `"Ana Pell" <ana.pell@sievewright.example>`, "", "You would look after Ledger Moor, and Ledger Moor uses Sievewright daily.\n\nAna Pell\nSievewright", "Sievewright", "sievewright.example"},
		{"a product's name", `"Sievewright for Teams" <no-reply@sievewright.example>`, "", "Your trial ends soon.", "Sievewright", "sievewright.example"},
		{"a message handed on", `"Sievewright" <no-reply@sievewright.example>`, "", "You will hear from Ledger Moor by March 9.", "Ledger Moor", ""},
		{"a line that says so", `"Sievewright" <no-reply@sievewright.example>`, "", "We have passed your application on.\n\nJob: Line Cook\nCompany: Ledger Moor\n", "Ledger Moor", ""},
		{"on whose behalf", `"Ana Pell via Sievewright" <c-81xq@reply.sievewright.example>`, "", "When are you free?\n\nAna Pell\n\nSent through Sievewright on behalf of Ledger Moor.", "Ledger Moor", ""},
		{"a person by way of it", `"Ana Pell via Sievewright" <live@sievewright.example>`, "ana.pell@ledgermoor.example", "I have put us down for the time below.\n\nAna Pell, Ledger Moor", "Ledger Moor", "ledgermoor.example"},
		{"its own domain in the text", `"Ledger Moor" <no-reply@sievewright.example>`, "", "Questions? Write to jobs@ledgermoor.example.", "Ledger Moor", "ledgermoor.example"},
		{"a board that sent it on", `"Postboard" <applications@postboard.example>`, "", "Your application for Line Cook was sent to Ledger Moor.", "Ledger Moor", ""},
		{"the employer itself", `"Ledger Moor Careers" <no-reply@ledgermoor.example>`, "", "Thank you for applying. See https://careers.ledgermoor.example/boston and our Boston office.", "Ledger Moor", "ledgermoor.example"},
		{"a person of the employer", `"Ana Pell" <ana.pell@ledgermoor.example>`, "", "Book a time: https://ledgermoor.example/ana-pell\n\nAna Pell\nLedger Moor", "Ledger Moor", "ledgermoor.example"},
	} {
		raw := "From: " + tt.from + "\nTo: " + me + "\nSubject: Your application\nDate: Tue, 3 Mar 2026 10:00:00 +0000\n"
		if tt.replyTo != "" {
			raw += "Reply-To: " + tt.replyTo + "\n"
		}
		m := mail.Parse([]byte(raw + "\n" + tt.text + "\n"))
		got := employerIn(&m, false, "", subjectAndText(&m))
		if got.Name != tt.want || got.Domain != tt.domain {
			t.Errorf("%s: got %q %q, want %q %q", tt.name, got.Name, got.Domain, tt.want, tt.domain)
		}
	}
}
