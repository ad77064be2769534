package demo

// acmeRobotics has left two follow-ups unanswered: flag let_go on 5 March. A
// rejection clears it.
func acmeRobotics() conversation {
	careers := person{name: "Acme Robotics Recruiting", address: "no-reply@careers.acme-robotics.example", form: htmlOnly}
	dana := person{
		name: "Dana Whitlock", address: "dana.whitlock@acme-robotics.example", program: office,
		sign: "Dana Whitlock | Recruiting Manager\nAcme Robotics, 40 Foundry Row\n518 555 0129",
	}
	c := conversation{name: "Acme Robotics", domain: "acme-robotics.example", role: "Operations Analyst"}
	c.turns = []turn{
		{key: "confirm", from: careers, at: jan(14, 22, 41), subject: "Application received - Operations Analyst (R-2208)", text: acmeConfirm,
			fields: []field{{"Auto-Submitted", "auto-generated"}}},
		{key: "invite", from: dana, at: jan(22, 9, 50), subject: "Interview: Operations Analyst at Acme Robotics", text: acmeInvite},
		{key: "times", re: "invite", from: robin, at: jan(23, 12, 18), text: acmeTimes},
		{key: "confirmed", re: "times", from: dana, at: jan(26, 10, 27), text: acmeConfirmed},
		{key: "thanks", re: "confirmed", from: robin, at: feb(3, 16, 45), text: acmeThanks},
		{key: "in-touch", re: "thanks", from: dana, at: feb(10, 11, 8), text: acmeInTouch},
		{key: "follow-up", re: "in-touch", from: robin, at: feb(18, 13, 20), text: acmeFollowUp},
		{key: "second", re: "follow-up", from: robin, to: []person{dana}, at: feb(26, 10, 42), text: acmeSecond},
		{key: "rejection", re: "second", from: dana, at: mar(10, 16, 13), text: acmeRejection},
	}
	return c
}

const (
	acmeConfirm = `
Hi Robin,

We have received your application for Operations Analyst (R-2208). This
message is sent automatically, so there is no need to answer it.

Our recruiting team reads every application. Should there be a match, a
recruiter will contact you with the next steps.

Acme Robotics Recruiting`

	acmeInvite = `
Robin,

Thanks for your interest in Acme Robotics. I have read your application for
the Operations Analyst position and would like to schedule an interview at
our plant, about an hour and a half with a walk along the line.

Please let me know which days work for you. Closed shoes are a must.

Regards,
Dana`

	acmeTimes = `
Dear Dana,

Thank you for the invitation, I would be delighted to see the line. Monday,
February 2, or Tuesday, February 3, would both work well, at any hour. I own
closed shoes.

Best regards,
Robin`

	acmeConfirmed = `
Robin,

Tuesday, February 3, 10:00 a.m., main gate. Ask for me at the desk and
they'll give you a vest.

Regards,
Dana`

	acmeThanks = `
Dear Dana,

Thank you for today, and for the two hours that you made out of one and a
half. Watching the pick cell stop for a single crooked label taught me more
than any report could have.

I would enjoy finding out what those stops cost, and which of them are
worth preventing. Thank you again for considering me.

Best regards,
Robin`

	acmeInTouch = `
Robin,

Appreciate the note. It was good having you on the floor. We are comparing
candidates and will be in touch when there is something to report.

Regards,
Dana`

	acmeFollowUp = `
Dear Dana,

I wanted to follow up on our conversation at the plant. The Operations
Analyst role still interests me very much, and I'd be grateful for an update
whenever you have one.

Best regards,
Robin`

	acmeSecond = `
Dear Dana,

A brief second note, as I know how full your days are. I am still
interested in the Operations Analyst position and wondered whether there is
any news on your side. If the plans have changed, I would be glad to know
that too.

Best regards,
Robin`

	acmeRejection = `
Robin,

Thank you for your patience, and I apologize for leaving two of your notes
without an answer.

After careful consideration we have decided to move forward with another
candidate for the Operations Analyst position, someone from inside the
plant. It was not an easy decision, and it does not change what I said
about your eye for the line.

I wish you the very best in your search.

Regards,
Dana`
)
