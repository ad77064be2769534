package demo

import (
	"fmt"
	"strings"
)

// newsletter is a mailing that comes every so many days.
type newsletter struct {
	name, address, list string
	gap, hour           int
	hello, goodbye      string
	items               []string // "headline\ntext"
	form                form
}

var newsletterList = []newsletter{
	{"The Albany Lantern", "morning@albanylantern.example", "morning", 5, 6,
		"Good morning. Here is what the city talked about.", "The Albany Lantern, an independent paper since last Tuesday week.",
		[]string{
			"Footbridge closed for painting\nThe bridge at Mill Street is green again, or will be. Until the paint has dried, walkers are sent round by the cannery.",
			"School board votes on later bells\nAfter three hours the board agreed to begin the day twenty minutes later. The motion was moved by a member who had overslept.",
			"A heron in the fountain\nFor the fourth day a heron stands in the courthouse fountain. Clerks have begun to take their lunch outside.",
			"Snow plows get names\nReaders chose from 900 suggestions. The winners are Sir Scrapes, Plowabunga and Margaret.",
			"Market hall to stay open on Mondays\nThe traders' union and the city have agreed on a trial until summer.",
			"Choir of 200 sings on the ferry\nThe ferry was delayed by eleven minutes. Nobody complained, says the captain.",
			"New bus map, old quarrel\nThe number 12 will no longer stop at the hospital's back door. A petition has 1,400 names.",
		}, htmlOnly},
	{"Ladle & Spoon", "hello@ladleandspoon.example", "weekly", 7, 16,
		"Hello cook,\n\nthree ideas for the days ahead, none of which needs a shop.", "Happy stirring,\nOdette\n\nYou receive this because you asked for soup.",
		[]string{
			"White beans and burnt lemon\nChar the lemon halves in a dry pan until they are nearly black. Their juice turns a tin of beans into a dinner.",
			"Barley soup for two evenings\nOn the first evening it is soup. On the second, with an egg on top, it is something else altogether.",
			"Roasted carrots, cold yoghurt\nThe trick is the salt in the yoghurt and the patience with the carrots: fifty minutes, no peeking.",
			"An honest cheese toast\nMustard under, not over. Grate the cheese finely, and put the lid on the pan.",
			"Pickled red onions\nTen minutes of work, three weeks of brighter sandwiches.",
			"Rice pudding from leftover rice\nA vanilla pod is lovely. A strip of orange peel is nearly as lovely and does not cost eleven dollars.",
		}, alternative},
	{"Plotted", "letters@plotted.example", "issues", 6, 10,
		"Charts we liked, and one that we did not.", "Plotted is written by two people and a spreadsheet.",
		[]string{
			"Every tree in the city, by the month in which it blooms\nThe designer used petals in place of dots, and somehow gets away with it.",
			"Your sample is smaller than you think\nA long, kind essay on clustered data, with a game about fish ponds.",
			"The worst pie of the winter\nNine slices that add up to 117 percent. We have written to the ministry.",
			"Small multiples, large effect\nForty rivers in forty little boxes. Look at the one in the lower left corner.",
			"A style guide for tables\nRight-align your numbers, and be sparing with lines. We printed it.",
			"How long is a queue?\nA model of the post office, a stopwatch, and an author with time on his hands.",
			"When the baseline moves\nComparing this winter with the last is harder than it looks, as three examples show.",
		}, quoted},
	{"Maple & Thread", "news@mapleandthread.example", "news", 9, 9,
		"New on the shelves", "You can leave this list at any time.",
		[]string{
			"Twenty percent off everything knitted\nUntil we run out. The mustard cardigan is nearly gone already.",
			"We mend\nSend us what we made and what you wore out. The repair is on us for the first five years.",
			"Meet the weavers\nA photo story from the mill where our blankets begin, in a valley with more sheep than signal.",
			"Children's sizes are back\nRaincoats in yellow and a new green, from three to twelve years.",
		}, htmlOnly},
	{"Trailhead Society", "bulletin@trailhead.example", "bulletin", 11, 18,
		"Dear members and friends,", "See you outside,\nthe Trailhead Society\n\nA volunteer organization. Dues may be tax-deductible.",
		[]string{
			"Trail work on the north loop\nBring gloves and lunch. We have enough saws and never enough people who sharpen them.",
			"Owls at dusk\nA slow walk of two miles with Dr. Amara Nwosu. Children who can whisper are welcome.",
			"The hut has a new stove\nIt draws well. Please read the note about the damper, and then read it again.",
			"Map night\nCorrections to the new edition are collected in the library's back room. Cookies provided.",
			"Ice report\nThe pond is not safe. It looks safe. It is not.",
		}, plain},
}

// newsletters sends the issues of every newsletter, three items each.
func newsletters(g *generator) {
	for i, n := range newsletterList {
		next := g.deck(n.items)
		for issue, at := range g.days(i, n.gap, 1, n.hour, n.hour+1) {
			items := []string{next(), next()}
			if third := next(); third != items[0] && third != items[1] {
				items = append(items, third)
			}
			headline, _, _ := strings.Cut(items[0], "\n")
			g.send(message{from: from(n.name, n.address), at: at, form: n.form,
				subject: g.pick(headline, n.name+": "+headline, fmt.Sprintf("%s #%d", n.name, 118+issue)),
				fields:  bulk(n.list, domainOf(n.address)),
				text: n.hello + "\n\n" + strings.Join(items, "\n\n") + "\n\n" + n.goodbye +
					"\n\nUnsubscribe: https://" + domainOf(n.address) + "/unsubscribe/" + n.list})
		}
	}
}

// podcast is a newsletter full of the word "interview".
func podcast(g *generator) {
	guest := g.deck([]string{
		"the glaciologist Ragna Stein", "Hector Amadi, who tunes church bells", "the crossword setter Philippa Tran",
		"a retired lock keeper", "the mathematician Oluchi Bell", "Soren Vance, maker of false teeth for actors",
		"a judge of prize marrows", "the puppeteer Wilhelmina Costa", "Dr. Abel Nakamura, who studies yawns",
		"a piano tuner on a cruise ship", "the last typesetter of the valley", "the cartographer Lena Osei", "a woman who has read every phone book since 1951",
	})
	topic := g.deck([]string{
		"on what silence sounds like at minus thirty", "on getting things wrong in public", "on the second act of a long life",
		"on why maps lie, and should", "on patience as a craft", "on numbers that changed a town",
	})
	aside := g.deck([]string{
		"We recorded this interview in a moving train, which you will hear.",
		"It is the longest interview we have ever cut, and we still wept over what had to go.",
		"Halfway through the interview a goose comes in. We left it in.",
		"Our guest asked the first question, which has never happened to us before.",
		"Listeners have asked for this interview for three years. Here you are.",
	})
	for n, at := range g.days(3, 7, 0, 7, 8) {
		who, what := guest(), topic()
		g.send(message{from: from("The Long Answer", "show@longanswer.example"), at: at, form: alternative,
			subject: fmt.Sprintf("Episode %d: an interview with %s", 204+n, who), fields: bulk("show", "longanswer.example"),
			text: fmt.Sprintf("New episode!\n\nThis time on The Long Answer we sit down for an interview with %s, %s.\n\n%s\n\nListen: https://longanswer.example/episodes/%d\n\n"+
				"Would you like to suggest somebody for the show? Reply to this mail; we read everything, slowly.\n\nUnsubscribe: https://longanswer.example/unsubscribe/show",
				who, what, aside(), 204+n)})
	}
}

// jobAlerts are positions that an invented board advertises to everybody.
func jobAlerts(g *generator) {
	title := g.deck([]string{"Data Analyst", "Business Intelligence Developer", "Reporting Specialist", "Analytics Engineer", "Inventory Planner", "Research Assistant", "Survey Statistician"})
	company := g.deck([]string{"Oxbow Foods", "Pinnacle & Moss", "Graywater Logistics", "the County of Elmore", "Lumen Dairy", "Sparrow Insurance", "Northgate Market"})
	for _, at := range g.days(6, 7, 1, 5, 7) {
		count := 7 + g.dice.IntN(30)
		var jobs []string
		for range 4 {
			jobs = append(jobs, fmt.Sprintf("%s\n%s, %s\nhttps://ladderwell.example/jobs/%s", title(), company(), g.pick("Albany", "Troy", "Schenectady", "remote"), g.digits(7)))
		}
		g.send(message{from: from("Ladderwell Job Alerts", "alerts@ladderwell.example"), at: at, form: htmlOnly,
			subject: g.pick(fmt.Sprintf("%d new jobs for \"data analyst\" near Albany", count), fmt.Sprintf("Your job alert: %d new positions", count)),
			fields:  bulk("alerts", "ladderwell.example"),
			text: fmt.Sprintf("Your alert \"data analyst, Albany\" found %d new positions.\n\n%s\n\nSee all jobs: https://ladderwell.example/search\n\nUnsubscribe or change this alert: https://ladderwell.example/unsubscribe/alerts",
				count, strings.Join(jobs, "\n\n"))})
	}
}
