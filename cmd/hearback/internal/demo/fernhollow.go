package demo

// fernhollow is silent past the window: flag follow_up on 3 March. Robin
// writes, a machine answers that Priya is away, and when she is back she asks
// for references. A word promised by the 17th comes the day before: an offer
// that wants its answer by the 27th.
func fernhollow() conversation {
	careers := person{name: "Fernhollow Instruments Careers", address: "no-reply@careers.fernhollow.example", form: htmlOnly}
	priya := person{
		name: "Priya Raman", address: "priya.raman@fernhollow.example", form: alternative,
		sign: "Priya Raman\nTalent Partner, Fernhollow Instruments\n518 555 0117",
	}
	tomas := person{name: "Tomas Lindqvist", address: "tomas.lindqvist@fernhollow.example"}
	adaeze := person{name: "Adaeze Obi", address: "adaeze.obi@fernhollow.example"}
	autoresponder := priya
	autoresponder.sign = ""
	c := conversation{name: "Fernhollow Instruments", domain: "fernhollow.example", role: "Senior Data Analyst"}
	c.turns = []turn{
		{key: "confirm", from: careers, at: jan(20, 21, 14), subject: "We received your application: Senior Data Analyst", text: fernhollowConfirm,
			fields: []field{{"Auto-Submitted", "auto-generated"}}},
		{key: "invite", from: priya, at: jan(27, 11, 32), subject: "Senior Data Analyst at Fernhollow: a first conversation", text: fernhollowInvite},
		{key: "times", re: "invite", from: robin, at: jan(28, 8, 47), text: fernhollowTimes},
		{key: "confirmed", re: "times", from: priya, at: jan(28, 10, 5), text: fernhollowConfirmed},
		{key: "thanks", re: "confirmed", from: robin, at: jan(30, 14, 21), text: fernhollowThanks},
		{key: "panel", from: priya, at: feb(6, 15, 40), subject: "Second interview with Fernhollow Instruments", text: fernhollowPanel},
		{key: "panel-times", re: "panel", from: robin, at: feb(9, 9, 12), text: fernhollowPanelTimes},
		{key: "panel-confirmed", re: "panel-times", from: priya, at: feb(10, 13, 26), text: fernhollowPanelConfirmed},
		{key: "panel-thanks", re: "panel-confirmed", from: robin, to: []person{tomas, adaeze}, cc: []person{priya},
			at: feb(19, 18, 3), subject: "Thank you for this afternoon", text: fernhollowPanelThanks, bare: true},
		{key: "in-touch", re: "panel-thanks", from: priya, cc: []person{tomas}, at: feb(24, 16, 38), text: fernhollowInTouch},
		{key: "follow-up", re: "in-touch", from: robin, at: mar(4, 10, 16), text: fernhollowFollowUp},
		{key: "away", re: "follow-up", from: autoresponder, at: mar(4, 10, 17), subject: "Automatic reply: Thank you for this afternoon", text: fernhollowAway, bare: true, fields: automatic},
		{key: "references", re: "follow-up", from: priya, at: mar(9, 11, 48), text: fernhollowReferences},
		{key: "referees", re: "references", from: robin, at: mar(10, 8, 55), text: fernhollowReferees},
		{key: "noted", re: "referees", from: priya, at: mar(11, 10, 20), text: fernhollowNoted},
		{key: "offer", from: priya, cc: []person{tomas}, at: mar(16, 15, 7), subject: "Your offer from Fernhollow Instruments", text: fernhollowOffer},
		{key: "offer-thanks", re: "offer", from: robin, at: mar(17, 9, 31), text: fernhollowOfferThanks},
	}
	return c
}

const (
	fernhollowConfirm = `
Dear Robin,

Thank you for applying for the position of Senior Data Analyst at
Fernhollow Instruments. Your application has reached us, and a person will
read it.

If your experience matches what the team is looking for, one of our
recruiters will write to you.

Kind regards,
Fernhollow Instruments Careers

This address is not read. Please do not reply to it.`

	fernhollowInvite = `
Hi Robin,

I look after hiring for the analytics group at Fernhollow, and your
application for the Senior Data Analyst role caught my eye, above all the
part about rebuilding the returns forecast from scratch.

I'd love to hear more about it in a first phone interview, half an hour or
so. Could you send me two or three times that suit you? Mornings are
usually calmer here.

Warm regards,
Priya`

	fernhollowTimes = `
Hi Priya,

Thank you for writing, I'd be glad to talk. Any of these would suit me:

Thursday, January 29, 9:00 to 11:00
Friday, January 30, 9:30 to noon

My number is below. I look forward to it.

Best,
Robin`

	fernhollowConfirmed = `
Hi Robin,

Friday, January 30, at 10:00 a.m. it is. I'll call you on the number in
your signature, no preparation needed beyond a cup of something warm.

Talk then,
Priya`

	fernhollowThanks = `
Hi Priya,

Thank you for the conversation this morning. What you said about the
service engineers reading the dashboards on a phone, in a basement, with
gloves on, has been in my head ever since. It is precisely the kind of
reader I like to work for.

Best,
Robin`

	fernhollowPanel = `
Hi Robin,

Good news: the team would like to meet you. The next step is a second
interview of about 75 minutes on video with Tomas Lindqvist, who leads
analytics, and Adaeze Obi from the product side. They will ask you to walk
them through one piece of work that you are fond of; slides are welcome and
by no means required.

Which afternoons would work for you? Both of them are travelling on and
off, so a bit of choice would help me.

Warm regards,
Priya`

	fernhollowPanelTimes = `
Hi Priya,

That's lovely to hear. I am free on these afternoons:

Tuesday, February 17, from 1:00
Wednesday, February 18, from 3:00
Thursday, February 19, from 1:00

I'd walk them through the returns forecast, mistakes included.

Best,
Robin`

	fernhollowPanelConfirmed = `
Hi Robin,

Thursday, February 19, at 2:00 p.m. works for both. Here is the room:
https://meet.fernhollow.example/r/lindqvist-obi

Mistakes included sounds perfect; Tomas will enjoy those most.

Priya`

	fernhollowPanelThanks = `
Dear Tomas, dear Adaeze,

Thank you both for your time this afternoon, and for the good questions.
Adaeze, your point about calibration drift made me go back to my notes: I
think the seasonal term would have hidden it, and I now know how I'd check.

I came away keener on the role than I went in.

With best wishes,
Robin`

	fernhollowInTouch = `
Hi Robin,

Thank you for your kind note, which went round the team. Tomas and Adaeze
enjoyed the conversation very much, and the drift remark made somebody's
day.

We still have a few conversations to finish on our side. We will be in
touch.

Warm regards,
Priya`

	fernhollowFollowUp = `
Hi Priya,

I hope the last of your conversations are going well. I wanted to check in
on the Senior Data Analyst role: I am still very interested, and would be
glad of any news you can share, whichever way it points.

In the meantime I tried the drift check on public sensor data. It found two
sensors that I would have sworn were fine. I'd be happy to show Adaeze.

Best,
Robin`

	fernhollowAway = `
Hello,

Thank you for your message. I am out of the office until Monday, March 9,
and will answer when I am back.

Priya Raman`

	fernhollowReferences = `
Hi Robin,

Your note came at a good moment, and I am sorry that you had to write it.
The last conversation is behind us, and I have happy news: you are the
person the team would like to move ahead with.

As a last step we speak with two people who have worked with you. Could you
send me two references, with a telephone number or an e-mail address for
each?

Adaeze asks me to say that she wants to see those two sensors.

Warm regards,
Priya`

	fernhollowReferees = `
Hi Priya,

What a good way to start the morning. Here are two people who know my work
well and expect your call:

Marguerite Sol, my manager at Tidewater Outfitters
518 555 0163, marguerite.sol@tidewater-outfitters.example

Kofi Brandt, with whom I built the forecast
kofi.brandt@example.com

And yes, the sensors come with a chart.

Best,
Robin`

	fernhollowNoted = `
Hi Robin,

Thank you, I have reached both already, and what a pleasure that was. Tomas
has to sign one more form, and then it is my turn.

We will let you know our decision by Tuesday, March 17.

Warm regards,
Priya`

	fernhollowOffer = `
Dear Robin,

It is a pleasure to write this one. Marguerite and Kofi spoke of you with
real warmth, and on behalf of Fernhollow Instruments I am delighted to
offer you the position of Senior Data Analyst, reporting to Tomas.

The offer letter is waiting for you in our portal, with salary, benefits
and a proposed start:
https://people.fernhollow.example/offers/castillo

Read it in peace and ask me anything, however small. Please let us know your
decision by Friday, March 27. We very much hope that you will join us.

Warmest regards,
Priya`

	fernhollowOfferThanks = `
Hi Priya,

Thank you, and please thank Tomas and Adaeze too. I am delighted. I'll read
the letter with the care it deserves and come back to you with whatever
questions it leaves.

Best,
Robin`
)
