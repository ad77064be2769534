package demo

// friendships returns the mail that passes between Robin and friends, one of
// whom has an interview of his own: talk about jobs that is nobody's candidacy
// here.
func friendships() []conversation {
	theo := person{name: "Theo Marchetti", address: "theo.marchetti@postbox.example", program: phone}
	zoe := person{name: "Zoë Albrecht", address: "zoe@albrecht.example", form: quoted, sign: "Zoë"}
	mom := person{name: "Carmen Castillo", address: "carmen.castillo@example.com", form: coded}
	wendell := person{name: "Wendell Pike", address: "wendell.pike@postbox.example", form: alternative}
	return []conversation{
		{name: "Theo's interview", turns: []turn{
			{key: "1", from: theo, at: jan(24, 21, 12), subject: "so I did the thing", text: theoOne},
			{key: "2", re: "1", from: robin, at: jan(24, 22, 3), text: theoTwo},
			{key: "3", re: "2", from: theo, at: jan(25, 10, 40), text: theoThree},
			{key: "4", re: "3", from: theo, to: []person{robin}, at: mar(5, 12, 22), text: theoFour},
			{key: "5", re: "4", from: robin, at: mar(5, 12, 58), text: theoFive},
		}},
		{name: "Lake weekend", turns: []turn{
			{key: "1", from: zoe, at: jan(10, 9, 5), subject: "The cabin at Lake Älvsjö?", text: lakeOne},
			{key: "2", re: "1", from: robin, at: jan(10, 11, 37), text: lakeTwo},
			{key: "3", re: "2", from: zoe, at: jan(11, 8, 49), text: lakeThree},
			{key: "4", from: zoe, at: mar(12, 19, 33), subject: "Cabin: who brings the big pot?", text: lakeFour},
		}},
		{name: "Mother", turns: []turn{
			{key: "1", from: mom, at: feb(8, 17, 20), subject: "Your grandmother's recipe, at last", text: momOne},
			{key: "2", re: "1", from: robin, at: feb(8, 20, 44), text: momTwo},
			{key: "3", from: mom, at: mar(15, 16, 2), subject: "¿Vienes el domingo?", text: momThree},
			{key: "4", re: "3", from: robin, at: mar(15, 18, 25), text: momFour},
		}},
		{name: "The piano", turns: []turn{
			{key: "1", from: wendell, at: feb(19, 8, 31), subject: "Free piano (there is a catch)", text: pianoOne},
			{key: "2", re: "1", from: robin, at: feb(19, 12, 15), text: pianoTwo},
			{key: "3", re: "2", from: wendell, at: feb(19, 12, 50), text: pianoThree},
			{key: "4", re: "3", from: wendell, to: []person{robin}, at: mar(18, 9, 14), text: pianoFour},
		}},
	}
}

const (
	theoOne = `
Remember the bakery chain that wanted somebody to run the night shift? I
had my interview there yesterday. They made me shape forty rolls while
asking about my weaknesses. I said my weakness was the rolls.

Anyway it went well I think. The boss shook my hand twice. Now I sit here
and look at the phone like a teenager.

T.`

	theoTwo = `
Twice is a lot of hands. I am proud of you, and of the rolls.

How long do bakers take to make up their minds? Come over on Thursday and
stare at the phone here, there is soup.

R.`

	theoThree = `
Nobody knows. My cousin says to call them, my sister says never to call
them. Soup sounds right. I'll bring bread, obviously.`

	theoFour = `
THEY CALLED. I start in the bakery in April, four nights on, three off, and
all the crusts I can carry. I told them yes before they had finished the
sentence.

You're next. I can feel it in my dough.`

	theoFive = `
Theo!! I am shouting in a library. Congratulations. I will never have to
buy bread again, which is of course what this is all about.

Dinner on me on Saturday.`

	lakeOne = `
Dear Robin,

my aunt says that we can have the cabin again in May, the long weekend. It
has a new roof, the same mattresses and presumably the same marten.

Would you and Juno come? I am asking the usual six. The canoe leaks less
than it did.`

	lakeTwo = `
Dear Zoë,

yes, yes, and Juno says hello to the marten. We can take two more in the
car, and I'll bring the board games with all their pieces this time.`

	lakeThree = `
Wonderful, that makes five. I'll put the beds on a list so that nobody has
to sleep next to the boiler two years in a row. (It was me. Two years.)`

	lakeFour = `
Dear all of you,

it is still ages until May, but I have begun a list, you know me. We have
four graters and not one big pot. Who could bring a big pot?

Firewood is arranged. Frau Lindgren at the shop sends her love and says
that the ice is already going.`

	momOne = `
Mi vida,

I found it! It was in the box with the Christmas tablecloths, in her own
hand. She writes "flour, until it is enough", so you know it is the real
one. I have measured it for you:

500 g flour
2 eggs and one more yolk
a glass of milk, lukewarm
the zest of one lemon, not two

Let it rest while you hear the news on the radio, she says. The news used
to be longer.

Call me,
Mamá`

	momTwo = `
Mamá, it worked! The kitchen smells like her kitchen. Juno ate four and
asked who "until it is enough" was.

I'll call tomorrow when Juno is in bed.`

	momThree = `
Mi vida, your uncle comes on Sunday with the fish and I have a table for
eight and chairs for six. ¿Vienes? Bring Juno, and two chairs.

Un abrazo,
Mamá`

	momFour = `
We're coming, with the two folding chairs and a lemon cake. Juno wants to
know if the fish has a face.`

	pianoOne = `
Morning!

The Hendersons on the third floor are moving and they give away their
piano. It is a good one, a bit out of tune around the middle. The catch is
the third floor.

I thought of Juno at once. Interested?`

	pianoTwo = `
Wendell, you are a dangerous man. Juno has talked of nothing else since I
made the mistake of reading your mail aloud. How heavy is a piano?`

	pianoThree = `
About as heavy as four Wendells. My brother-in-law has straps. Let me talk
to him and find a Saturday.`

	pianoFour = `
The straps are here, the brother-in-law too, and the Hendersons have
already taken the door off its hinges. Saturday at ten? Wear gloves. I have
promised everybody pizza in your name.`
)
