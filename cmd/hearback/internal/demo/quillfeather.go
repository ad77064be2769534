package demo

// quillfeather answered on the Sunday before the story and then falls silent
// for good: the whole ladder, from follow_up to let_go, within three weeks.
func quillfeather() conversation {
	ines := person{
		name: "Inès Moreau", address: "ines@quillfeather.example", form: quoted, program: phone,
		sign: "Inès Moreau\nQuillfeather Press",
	}
	c := conversation{name: "Quillfeather Press", domain: "quillfeather.example", role: "Data Analyst"}
	c.turns = []turn{
		{key: "apply", from: robin, to: []person{ines}, at: feb(11, 20, 17), subject: "Application: Data Analyst at Quillfeather Press", text: quillApply},
		{key: "invite", re: "apply", from: ines, at: feb(13, 18, 52), text: quillInvite},
		{key: "times", re: "invite", from: robin, at: feb(14, 10, 9), text: quillTimes},
		{key: "confirmed", re: "times", from: ines, at: feb(17, 22, 31), text: quillConfirmed},
		{key: "thanks", re: "confirmed", from: robin, at: feb(25, 20, 6), text: quillThanks},
		{key: "in-touch", re: "thanks", from: ines, at: mar(1, 19, 27), text: quillInTouch},
		{key: "follow-up", re: "in-touch", from: robin, at: mar(6, 10, 34), text: quillFollowUp},
		{key: "second", re: "follow-up", from: robin, to: []person{ines}, at: mar(13, 9, 46), text: quillSecond},
	}
	return c
}

const (
	quillApply = `
Dear Ms. Moreau,

Your notice in the back of the spring catalogue says that Quillfeather
Press is looking for a Data Analyst "who reads". I do both, and I would like
to apply for the position.

For six years I have forecast sales and returns at an outdoor shop. Books,
I gather, come back almost as often as tents. My resume is on the page
below, together with a short essay on why print runs are so hard to guess.
https://castillo.example/resume

With kind regards,
Robin Castillo`

	quillInvite = `
Dear Robin,

I read the essay aloud to my husband, who sets our type, and he said that
somebody at last had understood the second printing of 2019.

We are five people and have no procedure. I would simply like to interview
you over coffee in our back room, an hour, perhaps more. When could you
come by?

Inès`

	quillTimes = `
Dear Inès,

Please tell your husband that he has made my day. I could come on Tuesday,
February 24, or Wednesday, February 25, in the afternoon, from 3:00 on.

Kind regards,
Robin`

	quillConfirmed = `
Dear Robin,

Wednesday, February 25, at 4:00 p.m., then. Ring twice, the bell is old.

Inès`

	quillThanks = `
Dear Inès,

Thank you for the coffee, for your time, and for letting me see the card
index. I walked home composing a catalogue of everything that one could
learn from those pencilled numbers.

It would be a joy to work with you all.

Kind regards,
Robin`

	quillInTouch = `
Dear Robin,

The house is asleep, which is when I write to people I like. Your visit was
a pleasure to all of us, and the card index has been dusted in your honour.

We want to think it over quietly, as it is a large step for a small house.
I will be in touch.

Inès`

	quillFollowUp = `
Dear Inès,

I hope your week was a good one. I wanted to ask, lightly, whether there is
any news on the Data Analyst position. My interest has only grown, and there
is no hurry on my side.

Should anything have remained open after my visit, I'd gladly add to it.

Kind regards,
Robin`

	quillSecond = `
Dear Inès,

Just a short note to say that I am still very interested in working with
Quillfeather Press. Are there any updates on the position? If now is not
the time for a large step, I will understand, and will go on buying your
books.

Kind regards,
Robin`
)
