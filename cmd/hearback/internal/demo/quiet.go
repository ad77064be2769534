package demo

// brackenridge is over before the story begins: a rejection, politely answered.
func brackenridge() conversation {
	careers := person{name: "Brackenridge Mutual Careers", address: "no-reply@careers.brackenridge-mutual.example", form: quoted}
	hollis := person{
		name: "Hollis Grant", address: "hollis.grant@brackenridge-mutual.example", form: quoted, program: office,
		sign: "Hollis Grant\nHuman Resources\nBrackenridge Mutual",
	}
	c := conversation{name: "Brackenridge Mutual", domain: "brackenridge-mutual.example", role: "Reporting Analyst"}
	c.turns = []turn{
		{key: "confirm", from: careers, at: jan(6, 20, 48), subject: "Brackenridge Mutual: application received", text: brackenridgeConfirm},
		{key: "invite", from: hollis, at: jan(13, 9, 25), subject: "Reporting Analyst - telephone interview", text: brackenridgeInvite},
		{key: "times", re: "invite", from: robin, at: jan(14, 8, 11), text: brackenridgeTimes},
		{key: "confirmed", re: "times", from: hollis, at: jan(15, 10, 2), text: brackenridgeConfirmed},
		{key: "thanks", re: "confirmed", from: robin, at: jan(21, 16, 19), text: brackenridgeThanks},
		{key: "rejection", re: "thanks", from: hollis, at: jan(27, 9, 37), text: brackenridgeRejection},
		{key: "goodbye", re: "rejection", from: robin, at: jan(27, 20, 15), text: brackenridgeGoodbye},
	}
	return c
}

const (
	brackenridgeConfirm = `
Dear Robin Castillo,

Thank you for submitting your application for the position of Reporting
Analyst at Brackenridge Mutual. Your application has been received and is
under review.

Sincerely,
Human Resources, Brackenridge Mutual`

	brackenridgeInvite = `
Dear Robin,

We have reviewed your application for Reporting Analyst and would like to
arrange a telephone interview of some 40 minutes. Please let me know when
you are available.

Sincerely,
Hollis Grant`

	brackenridgeTimes = `
Dear Hollis,

Thank you. I am available on Tuesday, January 20, from 1:00 p.m. on, and on
Wednesday, January 21, all day.

Kind regards,
Robin`

	brackenridgeConfirmed = `
Dear Robin,

I have put you down for Wednesday, January 21, at 2:00 p.m. and will
telephone you then.

Sincerely,
Hollis Grant`

	brackenridgeThanks = `
Dear Hollis,

Thank you for speaking with me this afternoon. Your description of the
year-end close made me want to see it once with my own eyes, preferably
from a safe distance.

Kind regards,
Robin`

	brackenridgeRejection = `
Dear Robin,

Thank you for your interest in Brackenridge Mutual and for the time you
gave us. Unfortunately, we will not be moving forward with your candidacy
for the Reporting Analyst position, as we have chosen somebody with a
background in insurance accounting.

I enjoyed our conversation and wish you every success.

Sincerely,
Hollis Grant`

	brackenridgeGoodbye = `
Dear Hollis,

Thank you for telling me so promptly and so kindly. I wish you and the new
colleague a gentle year-end.

Kind regards,
Robin`
)

// larkspur begins as a confirmation sent by an applicant tracking system. The
// invitation to an interview comes on 11 March; the interview lies beyond the
// story.
func larkspur() conversation {
	relay := person{name: "Larkspur Health Hiring Team", address: "no-reply@us.greenhouse-mail.io", form: htmlOnly}
	yuki := person{
		name: "Yuki Tanabe", address: "yuki.tanabe@larkspur-health.example", form: alternative,
		sign: "Yuki Tanabe\nRecruiter, Larkspur Health",
	}
	c := conversation{name: "Larkspur Health", domain: "larkspur-health.example", role: "Clinical Data Analyst"}
	c.turns = []turn{
		{key: "confirm", from: relay, at: feb(26, 21, 19), subject: "Thank you for applying to Larkspur Health", text: larkspurConfirm},
		{key: "invite", re: "confirm", from: yuki, at: mar(11, 13, 35), subject: "Clinical Data Analyst at Larkspur Health: next step", text: larkspurInvite, bare: true},
		{key: "times", re: "invite", from: robin, at: mar(12, 9, 3), text: larkspurTimes},
		{key: "confirmed", re: "times", from: yuki, at: mar(16, 10, 29), text: larkspurConfirmed},
	}
	return c
}

const (
	larkspurConfirm = `
Hi Robin,

Thanks for applying to Larkspur Health! Your application for the Clinical
Data Analyst position has been received, and our hiring team is looking
forward to reading it.

If your skills and experience are a good fit, someone will reach out to
you about next steps.

Best,
The Larkspur Health Hiring Team`

	larkspurInvite = `
Hi Robin,

I'm Yuki, a recruiter at Larkspur Health. Thank you for your application for
Clinical Data Analyst. The nurses who read it along with us liked that you
write the way people speak.

We would like to invite you to an interview with two of them and the head
of the data team, an hour on video. Could you send me some times that
work for you? Their shifts change a lot, so a wide choice is welcome.

Best,
Yuki`

	larkspurTimes = `
Hi Yuki,

Please tell the nurses that this is the nicest thing anybody has said about
my reports. I'd love to meet them. Any time on Monday, March 23, or Tuesday,
March 24, would do, and I can be early or late if a shift calls for it.

Best,
Robin`

	larkspurConfirmed = `
Hi Robin,

Thank you for being so flexible. The interview is set for Tuesday, March 24,
at 1:00 p.m., and here is the room:
https://video.larkspur-health.example/sunroom

You'll meet Carmen, Ifeoma and Dr. Weiss. They are looking forward to it.

Best,
Yuki`
)

// tessellate is a new application in the last days of the story.
func tessellate() conversation {
	careers := person{name: "Tessellate Games Careers", address: "no-reply@careers.tessellate-games.example", form: alternative, zone: losAngeles}
	c := conversation{name: "Tessellate Games", domain: "tessellate-games.example", role: "Insights Analyst"}
	c.turns = []turn{
		{key: "confirm", from: careers, at: mar(18, 20, 26), subject: "Your application for Insights Analyst at Tessellate Games", text: tessellateConfirm},
	}
	return c
}

const tessellateConfirm = `
Hello Robin,

Your application for the position of Insights Analyst has been received.
Thank you for thinking of us!

We read applications in the order in which they come, with tea. If we see a
fit, one of us will contact you.

Tessellate Games`
