package demo

// saltmarsh has been silent since 12 February: its flag stands at the start,
// is cleared by a word on 12 March, which promises another by the 17th. That
// promise is broken, and the flag raised anew on the 19th.
func saltmarsh() conversation {
	careers := person{name: "Saltmarsh Energy Talent Team", address: "no-reply@careers.saltmarsh-energy.example", form: alternative}
	beatriz := person{
		name: "Beatriz Fonseca", address: "beatriz.fonseca@saltmarsh-energy.example", form: htmlOnly,
		sign: "Beatriz Fonseca\nTalent Team, Saltmarsh Energy",
	}
	owen := person{
		name: "Owen Pryce", address: "owen.pryce@saltmarsh-energy.example", form: coded,
		sign: "Owen Pryce\nForecasting, Saltmarsh Energy",
	}
	c := conversation{name: "Saltmarsh Energy", domain: "saltmarsh-energy.example", role: "Forecasting Analyst"}
	c.turns = []turn{
		{key: "confirm", from: careers, at: jan(12, 18, 22), subject: "Thank you for your application, Robin", text: saltmarshConfirm},
		{key: "invite", from: beatriz, at: jan(21, 10, 33), subject: "Forecasting Analyst: an introductory call", text: saltmarshInvite},
		{key: "times", re: "invite", from: robin, at: jan(21, 13, 2), text: saltmarshTimes},
		{key: "confirmed", re: "times", from: beatriz, at: jan(22, 9, 17), text: saltmarshConfirmed},
		{key: "thanks", re: "confirmed", from: robin, at: jan(29, 15, 30), text: saltmarshThanks},
		{key: "second", re: "thanks", from: beatriz, cc: []person{owen}, at: feb(3, 11, 41), text: saltmarshSecond},
		{key: "second-times", re: "second", from: robin, cc: []person{owen}, at: feb(4, 8, 28), text: saltmarshSecondTimes},
		{key: "second-confirmed", re: "second-times", from: beatriz, cc: []person{owen}, at: feb(5, 14, 6), text: saltmarshSecondConfirmed},
		{key: "second-thanks", re: "second-confirmed", from: robin, to: []person{owen}, cc: []person{beatriz}, at: feb(11, 18, 39), text: saltmarshSecondThanks},
		{key: "in-touch", re: "second-thanks", from: owen, cc: []person{beatriz}, at: feb(12, 9, 23), text: saltmarshInTouch},
		{key: "still", re: "in-touch", from: beatriz, at: mar(12, 10, 11), text: saltmarshStill},
	}
	return c
}

const (
	saltmarshConfirm = `
Hi Robin,

Thank you for your application for the position of Forecasting Analyst.
We've received it and will review it carefully against what the team needs.

Whatever the result, you will hear from a human being.

The Saltmarsh Energy Talent Team`

	saltmarshInvite = `
Hi Robin,

Thank you again for applying for Forecasting Analyst. I would like to
invite you to an introductory call with me: thirty minutes about you, about
Saltmarsh, and about why forecasting the wind is a humbling way to make a
living.

Could you suggest a few times that are convenient for you?

Kindly,
Beatriz`

	saltmarshTimes = `
Hi Beatriz,

Humbling is my favourite kind. Wednesday, January 28, after 2:00 p.m. or
Thursday, January 29, between 11:00 and 3:00 would suit me.

Best,
Robin`

	saltmarshConfirmed = `
Hi Robin,

Let us take Thursday, January 29, at 1:00 p.m. I will ring you.

Kindly,
Beatriz`

	saltmarshThanks = `
Hi Beatriz,

Thank you for the call today. I enjoyed the story of the forecast that was
right for the wrong reason, and I have been a little suspicious of my own
ever since.

I would be pleased to hear more about the team.

Best,
Robin`

	saltmarshSecond = `
Hi Robin,

It was a pleasure. I have told Owen Pryce, who runs forecasting, about you,
and he would like to meet you for a technical interview, about an hour on
video, talking through a forecast rather than writing code.

What times would work for you?

Kindly,
Beatriz`

	saltmarshSecondTimes = `
Hi Beatriz, hi Owen,

Gladly. Tuesday, February 10, after 3:00 or Wednesday, February 11, from
noon on, whichever is better for Owen.

Best,
Robin`

	saltmarshSecondConfirmed = `
Hi Robin,

Wednesday, February 11, at 3:30 p.m. suits Owen well. He will open the room
a few minutes early:
https://meet.saltmarsh-energy.example/owen

Kindly,
Beatriz`

	saltmarshSecondThanks = `
Dear Owen,

Thank you for the hour, and for the ramp event of last November, which you
described so well that I felt guilty for it. I looked at the public wind
data afterwards: I believe the warning was there, an hour ahead, in a
station nobody trusts.

I'd be very glad to work on problems like that one.

Best,
Robin`

	saltmarshInTouch = `
Robin,

That station is called Dunmere and you are the second person in ten years to
stand up for it. I enjoyed our talk. Beatriz and I will put our heads
together, and we'll be in touch.

Owen`

	saltmarshStill = `
Hi Robin,

I owe you a word. The forecasting group has been moved to another division,
and while the boxes were being carried every decision about people stood
still, this one included.

Owen thinks as highly of you as before, and the position remains open. The
dust is settling: we will let you know by Tuesday, March 17.

Kindly,
Beatriz`
)
