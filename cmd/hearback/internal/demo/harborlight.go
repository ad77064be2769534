package demo

// harborlight asked for times, so it is Robin's turn at the start. The answer
// goes out on 2 March, and an invitation comes for the 6th, which is moved to
// the 9th. When that talk ends the ball is theirs. Robin thanks them late: flag
// thank_you on the 10th. Then nobody writes: flag follow_up on 16 March.
func harborlight() conversation {
	careers := person{name: "Harborlight Transit", address: "no-reply@careers.harborlight-transit.example", form: quoted}
	grace := person{
		name: "Grace Ndlovu", address: "grace.ndlovu@harborlight-transit.example", form: alternative,
		sign: "Grace Ndlovu\nTalent Acquisition, Harborlight Transit",
	}
	samir := person{name: "Samir Haddad", address: "samir.haddad@harborlight-transit.example", form: quoted, program: phone,
		sign: "Samir Haddad\nHead of Data, Harborlight Transit"}
	c := conversation{name: "Harborlight Transit", domain: "harborlight-transit.example", role: "Data Product Manager"}
	c.turns = []turn{
		{key: "confirm", from: careers, at: feb(17, 19, 36), subject: "Your application to Harborlight Transit", text: harborlightConfirm},
		{key: "invite", from: grace, cc: []person{samir}, at: feb(26, 14, 12), subject: "Data Product Manager interview", text: harborlightInvite},
		{key: "times", re: "invite", from: robin, cc: []person{samir}, at: mar(2, 19, 8), text: harborlightTimes},
		{key: "confirmed", re: "times", from: grace, cc: []person{samir}, at: mar(3, 10, 54), text: harborlightConfirmed,
			meeting: &meeting{organizer: grace, guests: []person{samir, robin}, start: mar(6, 10, 0), end: mar(6, 11, 0)}},
		{key: "moved", re: "confirmed", from: grace, cc: []person{samir}, at: mar(5, 15, 48), text: harborlightMoved,
			meeting: &meeting{organizer: grace, guests: []person{samir, robin}, start: mar(9, 13, 0), end: mar(9, 14, 0), sequence: 1}},
		{key: "thanks", re: "moved", from: robin, to: []person{samir}, cc: []person{grace}, at: mar(10, 17, 25), text: harborlightThanks},
	}
	return c
}

const (
	harborlightConfirm = `
Hello Robin Castillo,

thank you for your application for the role of Data Product Manager with
Harborlight Transit. It has been passed on to the hiring team.

You can see its status at any time:
https://careers.harborlight-transit.example/applications/41877

Harborlight Transit, Talent Acquisition`

	harborlightInvite = `
Hi Robin,

Thank you for applying to Harborlight. Samir Haddad, our head of data, read
your application on the 7:14 ferry and wrote to me before it docked: he
would like to meet you.

We'd like to invite you to an interview with Samir on video, one hour.
Could you let me know your availability? Three options or so would be
ideal, as his calendar follows the tides.

Best wishes,
Grace`

	harborlightTimes = `
Hi Grace, hi Samir,

Thank you, I'd be very happy to. These all work for me:

Friday, March 6, 10:00 to noon
Monday, March 9, 1:00 to 4:00
Tuesday, March 10, after 3:00

I'm writing this from a bus that should have been here nine minutes ago, so
I have thoughts.

Best,
Robin`

	harborlightConfirmed = `
Hi Robin,

Friday, March 6, at 10:00 a.m. is yours; the invitation is attached. Samir
will meet you here:
https://rooms.harborlight-transit.example/pier-4

Do bring the thoughts about the bus.

Best wishes,
Grace`

	harborlightMoved = `
Hi Robin,

The tide has won: Samir is needed on the ferry on Friday morning. May I
move you to Monday, March 9, at 1:00 p.m.? You had that hour free, and the
new invitation is attached. The room stays the same.

My apologies, and thank you for bending with us,
Grace`

	harborlightThanks = `
Dear Samir,

Thank you for the conversation yesterday. I liked how you put it, that
a timetable is a promise made to somebody standing in the rain, and I keep
turning over how one would measure what it costs to break it.

It was a pleasure, and I'd be glad to go on thinking about it with your
team.

Best,
Robin`
)
