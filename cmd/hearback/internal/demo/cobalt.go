package demo

// cobaltLantern has had one follow-up, met by an out-of-office reply that is
// no reply but says who is away until 4 March: flag second_follow_up one
// business day after that, cleared when a person answers. On 17 March they
// call, and promise a word by the 19th, which does not come.
func cobaltLantern() conversation {
	careers := person{name: "Cobalt Lantern", address: "no-reply@careers.cobaltlantern.example", form: alternative}
	miriam := person{
		name: "Miriam Vogel", address: "miriam.vogel@cobaltlantern.example", form: quoted, zone: losAngeles,
		sign: "Miriam Vogel (she/her)\nPeople Partner\nCobalt Lantern",
	}
	autoresponder := miriam
	autoresponder.sign = ""
	jon := person{name: "Jon Akerele", address: "jon.akerele@cobaltlantern.example"}
	leonie := person{name: "Léonie Brandt", address: "leonie@cobaltlantern.example"}
	c := conversation{name: "Cobalt Lantern", domain: "cobaltlantern.example", role: "Analytics Lead"}
	c.turns = []turn{
		{key: "confirm", from: careers, at: jan(29, 20, 2), subject: "Thanks for applying to Cobalt Lantern", text: cobaltConfirm},
		{key: "invite", from: miriam, at: feb(3, 13, 15), subject: "Analytics Lead: shall we talk?", text: cobaltInvite},
		{key: "times", re: "invite", from: robin, at: feb(3, 17, 44), text: cobaltTimes},
		{key: "confirmed", re: "times", from: miriam, cc: []person{jon}, at: feb(4, 12, 9), text: cobaltConfirmed},
		{key: "thanks", re: "confirmed", from: robin, to: []person{miriam, jon}, at: feb(10, 19, 28), text: cobaltThanks},
		{key: "in-touch", re: "thanks", from: miriam, at: feb(17, 14, 51), text: cobaltInTouch},
		{key: "follow-up", re: "in-touch", from: robin, at: feb(25, 9, 33), text: cobaltFollowUp},
		{key: "away", re: "follow-up", from: autoresponder, at: feb(25, 9, 34), subject: "Automatic reply: Analytics Lead: shall we talk?", text: cobaltAway, bare: true,
			fields: automatic},
		{key: "answer", re: "follow-up", from: miriam, at: mar(6, 14, 22), text: cobaltAnswer},
		{key: "final-times", re: "answer", from: robin, at: mar(9, 8, 36), text: cobaltFinalTimes},
		{key: "final-confirmed", re: "final-times", from: miriam, cc: []person{leonie}, at: mar(11, 12, 40), text: cobaltFinalConfirmed},
		{key: "final-thanks", re: "final-confirmed", from: robin, to: []person{leonie}, cc: []person{miriam}, at: mar(13, 15, 52), text: cobaltFinalThanks},
		{key: "final-word", re: "final-thanks", from: miriam, at: mar(16, 12, 18), text: cobaltFinalWord},
	}
	return c
}

// automatic are the fields of an automatic answer (RFC 3834, section 5).
var automatic = []field{{"Auto-Submitted", "auto-replied"}, {"X-Auto-Response-Suppress", "All"}, {"Precedence", "bulk"}}

const (
	cobaltConfirm = `
Hello Robin,

your application for Analytics Lead has landed safely. Thank you for taking
the trouble; we know that an application is an evening's work.

There are nine of us reading, so please be a little patient with us.

The people of Cobalt Lantern`

	cobaltInvite = `
Hello Robin,

I'm Miriam, the people partner here. We make lighting controls for old
theatres, and we have reached the size at which nobody knows any more which
number is the right one. Hence the Analytics Lead.

Your letter made Jon Akerele, our director of operations, laugh in the
right places, and we would like to invite you to an interview with the two
of us: an hour, by video. When would be a good time for you?

All the best,
Miriam`

	cobaltTimes = `
Hello Miriam,

I am glad the letter found the right reader. I could do Tuesday, February
10, at any time after 2:00 p.m. Eastern, or Wednesday, February 11, before
noon.

Kind regards,
Robin`

	cobaltConfirmed = `
Hello Robin,

let's take Tuesday, February 10, at 3:00 p.m. Eastern. Jon is copied. The
link to the room:
https://video.cobaltlantern.example/stage-door

All the best,
Miriam`

	cobaltThanks = `
Hello Miriam, hello Jon,

thank you for a thoroughly enjoyable hour. I had not expected to talk about
dimmer curves, and even less to dream of them, but here we are.

Jon, the question about the two revenue figures that never meet is one I
would love to settle with you.

Kind regards,
Robin`

	cobaltInTouch = `
Hello Robin,

thank you for your message, and sorry for my slow pen: we are opening a
house in Portland and everybody is on a ladder. Jon and I liked our
conversation a great deal. We are still meeting people and will get back to
you as soon as we know more.

All the best,
Miriam`

	cobaltFollowUp = `
Hello Miriam,

I hope that everybody came down from the ladders in one piece. I am writing
to follow up on the Analytics Lead position, which interests me as much as
ever. Do you have any news on how things stand?

If something more from me would help, I'm happy to send it.

Kind regards,
Robin`

	cobaltAway = `
Hello,

I am in Portland for the opening of a house and read my mail only now and
then. I will be back at my desk on Wednesday, March 4.

If a light has gone out, please write to service@cobaltlantern.example.

Miriam Vogel`

	cobaltAnswer = `
Hello Robin,

please forgive the silence. Portland took all of us, your message sank to
the bottom of a long list, and you deserved better.

The good part: we have not forgotten you. Jon would like you to meet Léonie
Brandt, who founded the company and still solders on Fridays. It would be
a final interview, 45 minutes. Which times suit you?

All the best,
Miriam`

	cobaltFinalTimes = `
Hello Miriam,

there is nothing to forgive, and I am happy to hear that the house is open.
I would love to meet Léonie. Thursday, March 12, after 1:00 p.m. Eastern
works, and so does Friday, March 13, before 2:00 p.m., soldering permitting.

Kind regards,
Robin`

	cobaltFinalConfirmed = `
Hello Robin,

Friday, March 13, at 11:00 a.m. Eastern, and the soldering iron will be
cold. Same room as last time:
https://video.cobaltlantern.example/stage-door

All the best,
Miriam`

	cobaltFinalThanks = `
Dear Léonie,

thank you for your time this morning, and for the tour of the workbench. I
have never seen a data model explained with a patch panel, and I don't think
that I will explain one without it again.

The conversation confirmed what I felt after the first: I would very much
like to do this work.

Kind regards,
Robin`

	cobaltFinalWord = `
Hello Robin,

Léonie came out of the workshop smiling, which she does not do for
everybody. She, Jon and I have to find an hour in which all three of us are
in one room. You will hear from us once we have.

All the best,
Miriam`
)
