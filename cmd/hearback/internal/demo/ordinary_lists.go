package demo

import (
	"fmt"
	"strings"
	"time"

	"github.com/emersion/go-message/mail"
)

// mailingList is a list on which people answer each other.
type mailingList struct {
	name, address string
	members       []string
	topics        []topic
}

// topic is one thread of a mailing list: what opens it and what is answered.
type topic struct {
	subject, opening string
	answers          []string
}

var discussionLists = []mailingList{
	{"Elm Street Garden", "gardeners@elmstreet.example", []string{"Bertha Okonjo", "Luís Prado", "Gwen Tallis", "Ari Feldman", "Pat Szymański"}, []topic{
		{"Compost: who has the key?", "The shed is locked and the bin is full to the brim. Whoever has the key, could you hang it back on the nail? I have two buckets of peelings and a suspicious husband.",
			[]string{"Not me. I gave it to Luís when the hose froze.", "Guilty. It was in my winter coat. It's back on the nail, with a ribbon.", "Thank you! The peelings are home.", "Could we have a second key cut? I pass the locksmith anyway."}},
		{"Seed swap in the church hall", "Hello all, I have booked the small hall for our seed swap. Please label your envelopes with the year; last spring's surprise pumpkins were charming only up to a point.",
			[]string{"I bring beans, all climbing, all named after aunts.", "Is there tea? There should be tea.", "There is always tea. I could use a hand with the tables, half an hour before."}},
		{"Plot 14 and the bindweed", "I don't want to point at anyone, but something white and strong is coming through the fence from plot 14.",
			[]string{"That's me, and I am so sorry. I was away. I'll dig on the weekend.", "I can lend you the long fork. Take every bit of root, it grows from nothing.", "Three of us and a thermos would have it done in a morning. Who is in?", "In!"}},
		{"Water back on?", "Does anybody know when the water is turned on again? My broad beans ask.",
			[]string{"As soon as the nights stay above freezing, says the parks office.", "There is rain in the blue barrels, help yourselves."}},
		{"Robins in the toolshed", "There is a nest in the left boot on the top shelf. Please nobody wear it.",
			[]string{"The boot is mine and they may keep it.", "Put up a sign? Children are curious.", "Sign is up, drawn by my daughter. It has glitter."}},
		{"Honey for sale, and for free", "The bees came through the winter, all three hives. There are twelve jars left of last year's; gardeners pay nothing if they bring back the glass.",
			[]string{"Two for me, please. I still have your glasses from 2023.", "How lovely. One jar for the school's breakfast, too?", "Of course, the school gets two."}},
		{"The gate squeaks", "I know that some of you like it because one hears who comes. My bedroom window is eleven feet from it. Could we vote?",
			[]string{"Oil it. With love.", "I abstain, but I have oil.", "Oiled this morning. Now it hums."}},
	}},
	{"Riverside Choir", "choir@riversidechoir.example", []string{"Anneliese Roth", "Dev Banerjee", "Connor Malloy", "Siobhán Keane"}, []topic{
		{"Tenors wanted, desperately", "Dear singers, for the spring program we are nineteen sopranos, fourteen altos, nine basses and two tenors, one of whom has a cold. If you know anybody who can hold a G, bring them.",
			[]string{"My dentist hums beautifully. I will ask.", "Would a low alto do? I've always wanted to stand in the back.", "A low alto would do very well, Siobhán. Thank you!"}},
		{"Rehearsal moved to the gym", "The hall has a leak, so we sing in the school gym. Mind the ropes. The acoustics are cruel but instructive.",
			[]string{"Should we bring chairs?", "There are benches. Bring a cushion, and your pencil for once.", "And indoor shoes please, the caretaker asks."}},
		{"Scores for the Fauré", "I have made the scans straight and put them in order. Page nine was upside down for forty years; now it isn't. https://riversidechoir.example/scores",
			[]string{"You are a hero.", "So THAT is how it goes.", "Basses, please look at the breath marks in bar 61. We have been running over them like a tram."}},
		{"Cake list for the concert", "The interval lives from your cakes. Please reply with what you bring, so that we don't have seven banana breads again.",
			[]string{"Banana bread. Sorry.", "Lemon tart, two of them.", "Something savoury with leeks, for those with principles.", "Apple cake without nuts, and I'll label it."}},
		{"Black folders", "We own thirty-one black folders and forty-four singers. Please look under your pianos.",
			[]string{"Found two. One has a recipe for goulash in it.", "The goulash is mine!", "Thirty-eight and counting."}},
		{"Solo in the Purcell", "Who would like to try the short solo in the second part? Everybody may, and nobody has to. We listen after the break, with our eyes closed.",
			[]string{"I will, if somebody goes before me.", "Then I go before you.", "With closed eyes I am quite brave. Put me down as well."}},
		{"Thank you, and the lost scarf", "What an evening. I have had calls from two former singers who want to come back. Also a green scarf was left on the conductor's stand.",
			[]string{"The scarf is my wife's, who doesn't sing. She'd like to know how it got there.", "Is there a recording?", "There is. The ferry horn comes in on the beat."}},
	}},
	{"tablekit users", "users@tablekit.example", []string{"M. Fujimoto", "Ruben Castellanos", "hedvig", "J. P. Oyelaran"}, []topic{
		{"Join on dates drops the last row", "With 2.4.1 a join on a date column drops the last row when the right side has a missing value. The same file works with 2.3. Minimal example: two rows on the left, one on the right, missing value anywhere. Is it me?",
			[]string{"Not you. The comparison with the missing value short-circuits. A fix is on the branch.", "Can confirm, the branch works for my data (1.2 million rows).", "Released as 2.4.2. Thank you for the small example, it made this easy."}},
		{"Reading very wide files", "I have a file with 41,000 columns (please don't ask). Reading it takes six minutes, nearly all of it in guessing the types. Is there a way to say: they are all numbers?",
			[]string{"Pass types = \"number\" and it should take seconds.", "Eleven seconds. I owe you a beverage.", "Now I do want to ask about the 41,000 columns.", "Mass spectrometry. You were warned."}},
		{"Colours in printed tables", "Our printer is black and white and so is my manager. Can the striping be done with dots?",
			[]string{"There is stripe = \"hatch\", undocumented, untested, and rather pretty.", "It works, and the manager has smiled. Should I write it up?", "Please do!"}},
		{"Rounding halves", "2.5 becomes 2 and 3.5 becomes 4. I know the reason (I read the thread of 2019), but how do I explain it to an auditor?",
			[]string{"Show the sum of a thousand rounded values with either rule. Auditors like sums.", "Or set round = \"up\" for that column and sleep well.", "I did both. Thank you."}},
		{"A gallery of ugly tables", "For a talk I collect tables that nobody can read, the older the better. Names will be removed to protect the guilty.",
			[]string{"A railway timetable of 1911 with footnotes on its footnotes. I'll scan it.", "My own thesis, page 212.", "I laughed, and then I looked at mine."}},
		{"Documentation sprint", "We would like to spend a weekend on the documentation, above all on the page about grouping, which explains everything except what one wants to know. Volunteers for examples are very welcome. https://tablekit.example/sprint",
			[]string{"Count me in for the examples with dates.", "I could read what others write and say where I got lost. It's a talent."}},
		{"Sorting strings with accents", "Where should é go? At present it sorts after z, which upsets my colleagues in accounting.",
			[]string{"Use the collate option with a language, and it goes where your colleagues expect it.", "That should be the default, in my humble opinion.", "It was, once. It made sorting eight times slower, and people noticed."}},
	}},
}

// mailingLists lets the threads of every list run, some of them twice as long
// as others.
func mailingLists(g *generator) {
	for i, l := range discussionLists {
		for n, at := range g.days(2+3*i, 13, 4, 8, 20) {
			g.thread(l, l.topics[n%len(l.topics)], at)
		}
	}
}

// thread sends the messages of one topic, each an answer to one before it.
func (g *generator) thread(l mailingList, t topic, at time.Time) {
	members := g.deck(l.members)
	tag := "[" + domainOf(l.address)[:strings.IndexByte(domainOf(l.address), '.')] + "] "
	fields := []field{
		{"List-ID", l.name + " <" + strings.ReplaceAll(l.address, "@", ".") + ">"},
		{"List-Post", "<mailto:" + l.address + ">"},
		{"List-Unsubscribe", "<mailto:" + strings.ReplaceAll(l.address, "@", "-leave@") + ">"},
		{"Precedence", "list"},
	}
	footer := fmt.Sprintf("\n\n_______________________________________________\n%s\nhttps://%s/list", l.address, domainOf(l.address))
	quote := ""
	var refs []string
	for i, words := range append([]string{t.opening}, t.answers...) {
		who := members()
		m := message{from: from(who, memberAddress(who)), to: []mail.Address{from(l.name, l.address)}, at: at,
			subject: tag + t.subject, fields: fields, refs: refs, form: []form{plain, quoted, coded}[len(who)%3],
			text: reflow(words) + "\n\n" + who + quote + footer}
		if i > 0 {
			m.subject = "Re: " + m.subject
		}
		m = g.send(m)
		refs = append(append([]string(nil), refs...), m.id)
		quote = fmt.Sprintf("\n\n%s wrote on %s:\n> %s", who, at.Format("Jan 2"), strings.ReplaceAll(reflow(words), "\n", "\n> "))
		at = g.later(at, 2+g.dice.IntN(9))
	}
}

// memberAddress makes an address out of a name, its letters reduced to ASCII.
func memberAddress(name string) string {
	fold := strings.NewReplacer("í", "i", "ń", "n", "á", "a", ". ", ".", " ", ".")
	return strings.ToLower(fold.Replace(name)) + "@postbox.example"
}

// neighbours are short notes from people in the house and on the street, some
// of which Robin answers.
func neighbours(g *generator) {
	notes := g.deck([]string{
		"Your parcel\nHi Robin,\n\nthe driver left a parcel for you with me, a flat one. I'm in until eight, just knock.|Thanks so much, I'll come down after dinner.",
		"Keys\nCould you take my spare keys while we are in Vermont? The fern needs water once, the fish will be fine.|Of course. I'll talk to the fern, too.",
		"Noise on Saturday\nDear neighbours,\n\nwe turn forty (both of us, it's a long story) and will make some noise on Saturday. Come up and make it with us!|We'd love to. Is there anything we can bring?",
		"Lost mitten\nFound on the stairs: one red mitten, child-sized, with a hole that somebody has darned very neatly. Is it Juno's?|It is! The darning is mine, thank you for noticing.",
		"Bike in the hallway\nHello all,\n\nthe inspector comes to look at the fire doors, so could we please clear the hallway of bicycles, sleds and the canoe.|Ours are in the cellar now. The canoe isn't ours, for once.",
		"Photos from the sledding hill\nI finally copied them from the camera. The one where all four of you are in the air is a small miracle: https://photos.postbox.example/sledding|These are wonderful. Could I have the one in the air in large?",
		"Book club\nWe chose “The Salt Clock” after a run-off. I have the good chairs this time and Maud brings the olives.|I've just bought a copy. Page 30 and hooked.",
		"Babysitting?\nIs your offer still good? We have tickets for the theatre and a three-year-old with firm opinions.|It is. Juno has been promised a role as assistant.",
		"Snow shovel\nI have borrowed the big shovel and put the small one in its place. If you need it, it leans against my door.|No hurry, keep it while your drive is longer than ours.",
		"Old jam jars\nDoes anyone collect jars? I have about sixty, washed, with lids, and a husband who says no more.|I'd take twenty, with pleasure. Marmalade is on my list.",
		"Is your water brown, too?\nOurs has the color of weak tea since this morning. The plumber says to let it run.|Ours was, for ten minutes. Clear now.",
		"The cat again\nShe has been on your balcony since breakfast and pretends not to know me. Could you open the door a hand's breadth?|Done. She had a bit of tuna as a farewell.",
		"A favor with a form\nCould you print two pages for me? My printer has begun to speak of magenta.|Sure, send them over. I'll put them under your door.",
	})
	names := g.deck([]string{"Maud Ferris", "Ignatius Boyle", "Farah Siddiqui", "Tobias Lund", "The Abernathys"})
	for _, at := range g.days(2, 6, 3, 9, 21) {
		subject, rest, _ := strings.Cut(notes(), "\n")
		words, answer, _ := strings.Cut(rest, "|")
		who := names()
		sender := from(who, memberAddress(who))
		m := g.send(message{from: sender, at: at, subject: subject, form: []form{plain, quoted, alternative}[g.dice.IntN(3)],
			text: words + "\n\n" + who})
		if g.dice.IntN(3) > 0 {
			g.send(message{from: robin.mailbox(), to: []mail.Address{sender}, at: g.later(at, 1), subject: "Re: " + subject,
				refs: []string{m.id}, text: answer + "\n\nRobin\n\nOn " + at.Format("Mon, Jan 2, 2006 at 3:04 PM") + " " + who + " <" + sender.Address + "> wrote:\n> " +
					strings.ReplaceAll(reflow(words), "\n", "\n> ")})
		}
	}
}
