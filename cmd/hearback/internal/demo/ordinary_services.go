package demo

import (
	"fmt"
	"strings"
)

// bank sends a note for larger payments and a statement every month.
func bank(g *generator) {
	sender := from("Pennywhistle Savings", "alerts@pennywhistlesavings.example")
	payee := g.deck([]string{"Gearwright Cycles", "City of Albany Water", "Second Shelf Books", "Larch Street Dental", "Northgate Market", "Riverside Choir dues"})
	for _, at := range g.days(4, 6, 3, 7, 22) {
		sum := g.amount(40, 310)
		g.send(message{from: sender, at: at, form: plain, subject: g.pick("Card payment of "+sum, "You paid "+sum, "Account alert"),
			text: fmt.Sprintf("Dear Robin Castillo,\n\n%s of %s to %s on your card ending 4417.\n\nAvailable balance: %s\n\n%s\n\nPennywhistle Savings will never ask you for your password by e-mail.",
				g.pick("We noticed a payment", "A payment was made", "You asked us to tell you about payments over $40. There was one"), sum, payee(), g.amount(900, 4200),
				g.pick("If you don't recognize it, call the number on the back of your card.", "Not you? Lock the card at once: https://pennywhistlesavings.example/lock", "You can set the limit for these alerts in the app."))})
	}
	for _, at := range g.days(14, 30, 1, 5, 6) {
		g.send(message{from: sender, at: at, form: coded, subject: "Your " + at.AddDate(0, -1, 0).Format("January") + " statement is ready",
			text: "Dear Robin Castillo,\n\nyour statement is ready to view. It lists " + g.digits(2) + " transactions.\n\nhttps://pennywhistlesavings.example/statements\n\nWe keep statements for seven years, and so might you.\n\nPennywhistle Savings"})
	}
}

// bills are the services of a household, each once a month, and its streaming.
func bills(g *generator) {
	month := []struct {
		name, address, subject, text string
		form                         form
	}{
		{"Mohawk Electric", "billing@mohawkelectric.example", "Your electric bill is ready", "Account 77-0142-9\n\nAmount due {a}\nUsage 3{d} kWh, a little {w} than in the month before.\n\nYou are on automatic payment, so there is nothing to do. Heating makes up most of a winter bill; a free energy check can be booked at https://mohawkelectric.example/check", htmlOnly},
		{"Brightwire Internet", "no-reply@brightwire.example", "Brightwire: invoice {n}", "Hello Robin,\n\ninvoice {n} over {a} has been charged to your card.\n\nMaintenance: on one night of this month we renew a switch on your street between 2 and 4 a.m. The connection may drop for some minutes.\n\nBrightwire", plain},
		{"Lanternbox", "account@lanternbox.example", "Your Lanternbox membership renews", "Hi Robin,\n\nyour family plan ({a} a month) has been renewed.\n\nNew for you: a series about lighthouse keepers, and the second season of the one with the otter.\n\nManage your plan: https://lanternbox.example/plan", alternative},
		{"Canal Street Gym", "desk@canalstreetgym.example", "Gym news and your monthly receipt", "Hello Robin!\n\nWe charged {a} for your membership. Thank you.\n\nThe pool is closed for tiles on two mornings, and the spinning class has a new teacher, Bo, who plays only polka. It works better than you'd think.\n\nCanal Street Gym", quoted},
	}
	for i, b := range month {
		for _, at := range g.days(5+6*i, 30, 3, 6, 19) {
			fill := strings.NewReplacer("{a}", g.amount(15, 140), "{d}", g.digits(2), "{n}", g.digits(7), "{w}", g.pick("more", "less"))
			g.send(message{from: from(b.name, b.address), at: at, form: b.form, subject: fill.Replace(b.subject), text: fill.Replace(b.text)})
		}
	}
}

// school is the weekly bulletin of Juno's school and a note from the teacher
// now and then.
func school(g *generator) {
	news := g.deck([]string{
		"The science fair was a success. Thanks to the volcano team, the gym floor is now clean in places where it never was.",
		"Please label lunch boxes. We have eleven identical blue ones and eleven hungry owners.",
		"The crossing guard, Mr. Dacosta, celebrates thirty years at the corner. Wave twice.",
		"Library day moves to Wednesday. Books with jam on them are accepted without questions.",
		"The nurse reminds us of scarves, sleep and soap, in that order.",
		"Third grade has hatched nine chicks. They are named after planets, and one after a snack.",
		"We are looking for parents with an hour to spare for the reading corner.",
		"Outdoor recess takes place down to 20 degrees. Snow pants make everyone happier.",
		"The spring play needs cardboard, the large kind. Ask your refrigerator.",
	})
	for n, at := range g.days(18, 7, 0, 15, 16) {
		g.send(message{from: from("Clinton Avenue Elementary", "office@clintonavenue.example"), at: at, form: coded,
			subject: fmt.Sprintf("Friday folder, number %d", 17+n), fields: bulk("families", "clintonavenue.example"),
			text: "Dear families,\n\n" + news() + "\n\n" + news() + "\n\n" + news() + "\n\nHave a restful weekend,\nPrincipal Joy Ogilvie"})
	}
	notes := g.deck([]string{
		"Juno and the owl report\nDear Robin,\n\nI wanted you to know that Juno's report on owls went over by ten minutes and nobody minded. She answered questions like an old professor.",
		"Field trip form\nDear parents,\n\nthe form for the museum trip came home in the yellow folder. Please sign it and send $6, or nothing at all if that is easier.",
		"Lost tooth!\nDear Robin,\n\na tooth came out during fractions. It is in an envelope in the front pocket. We divided it by nobody.",
		"Math help\nDear Robin,\n\nlong division has arrived. If it comes home with tears, put it away; we will do it together at school.",
	})
	for _, at := range g.days(16, 17, 6, 12, 17) {
		subject, words, _ := strings.Cut(notes(), "\n")
		g.send(message{from: from("Renée Whitfield", "r.whitfield@clintonavenue.example"), at: at, form: quoted, subject: subject,
			text: words + "\n\nWarmly,\nRenée Whitfield\nRoom 3B"})
	}
}

// dentist is one appointment: booked, remembered, and over.
func dentist(g *generator) {
	m := message{from: from("Larch Street Dental", "frontdesk@larchstreetdental.example"), form: alternative}
	m.at, m.subject = jan(8, 11, 20), "Your appointment is booked"
	m.text = "Hello Robin,\n\nyou are booked for a cleaning with Dr. Imre Halasz on Thursday, February 12, at 8:30 a.m.\n\nTo move it, call us or reply to this message a day ahead."
	g.send(m)
	m.at, m.subject = feb(10, 9, 0), "Reminder: your cleaning on Thursday"
	m.text = "Hello Robin,\n\nwe look forward to seeing you on Thursday, February 12, at 8:30 a.m. Reply C to confirm.\n\nPlease bring your insurance card if it is new this year. There is parking behind the bakery, which we consider a test of character."
	g.send(m)
	m.at, m.subject = feb(13, 10, 15), "How was your visit?"
	m.text = "Hello Robin,\n\nthank you for your visit. Dr. Halasz notes: all well, floss more on the left.\n\nWould you rate us? It takes one minute: https://larchstreetdental.example/rate"
	g.send(m)
	m.at, m.subject = mar(17, 9, 0), "Juno is due for a check-up"
	m.text = "Hello,\n\nit has been six months since Juno's last visit. Mornings before school are still free in April.\n\nBook here: https://larchstreetdental.example/book"
	g.send(m)
}

// hotel is one stay by the sea: booked, prepared, billed.
func hotel(g *generator) {
	m := message{from: from("Hôtel du Phare", "reservations@hotel-du-phare.example"), form: htmlOnly}
	m.at, m.subject = jan(5, 20, 41), "Réservation confirmée – your stay at Hôtel du Phare"
	m.text = "Dear Robin Castillo,\n\nwe are happy to confirm your reservation.\n\nArrival: Friday, February 20, from 3 p.m.\nDeparture: Sunday, February 22, by 11 a.m.\nOne room with two beds, view of the lighthouse\nTotal: $318.00, breakfast included\n\nReservation number " + g.digits(8) + ". You may cancel free of charge up to two days before."
	g.send(m)
	m.at, m.subject = feb(18, 10, 0), "Your stay begins in two days"
	m.text = "Dear Robin Castillo,\n\nwe are airing the room. The sea is at four degrees, so we have put out extra blankets.\n\nThe dining room closes at nine. Shall we keep a table for you? https://hotel-du-phare.example/table"
	g.send(m)
	m.at, m.subject = feb(22, 12, 5), "Your invoice – Hôtel du Phare"
	m.text = "Dear Robin Castillo,\n\nthank you for staying with us. Two nights, two breakfasts, and one hot chocolate which your daughter insisted on paying herself: $322.50 in all.\n\nÀ bientôt!"
	g.send(m)
	m.at, m.subject, m.fields = mar(3, 9, 30), "Spring by the sea, at winter prices", bulk("friends", "hotel-du-phare.example")
	m.text = "Dear friends of the house,\n\nthe crocuses are early, the guests are not. Stay three nights in March and pay for two.\n\nUnsubscribe: https://hotel-du-phare.example/unsubscribe/friends"
	g.send(m)
}

// library sends due dates and books that can be fetched.
func library(g *generator) {
	book := g.deck([]string{"Owls of the Northeast", "The Bridge Builders", "Bread, a Biography", "Thinking in Tables", "Five Winters", "How to Draw Horses (and Other Animals)", "The Quiet Harbor"})
	for _, at := range g.days(3, 7, 3, 6, 9) {
		title := book()
		m := message{from: from("Albany Branch Library", "notices@branchlibrary.example"), at: at, form: plain}
		switch g.dice.IntN(3) {
		case 0:
			m.subject = "Ready for you: " + title
			m.text = "Hello,\n\nyour hold on\n\n    " + title + "\n\nhas arrived and waits on the shelf near the door, under C. We keep it for a week.\n\nThe branch is open until eight on weekdays."
		case 1:
			m.subject = "Due in three days"
			m.text = "Hello,\n\nthe following item is due in three days:\n\n    " + title + "\n\nRenew it here, unless somebody waits for it: https://branchlibrary.example/renew"
		default:
			m.subject = "Renewed: " + title
			m.text = "Hello,\n\nwe have renewed " + title + " for you. Nobody else has asked for it, which is their loss.\n\nThere are no fines any more, only gentle sighs."
		}
		g.send(m)
	}
}

// codes are what services send to prove that an address is read.
func codes(g *generator) {
	services := []struct{ name, address, text string }{
		{"Pennywhistle Savings", "security@pennywhistlesavings.example", "Your verification code is {c}.\n\nIt is good for ten minutes. We will never call you and ask for it."},
		{"Lanternbox", "account@lanternbox.example", "Somebody, we hope you, is signing in on a new television.\n\nCode: {c}\n\nIf it wasn't you, change your password: https://lanternbox.example/password"},
		{"Ladderwell", "no-reply@ladderwell.example", "Hi Robin,\n\nuse {c} to sign in to Ladderwell. The code expires in 15 minutes.\n\nIf you did not ask for it, ignore this message."},
		{"Brightwire Internet", "no-reply@brightwire.example", "{c} is your Brightwire code.\n\nDo not share it."},
	}
	for _, at := range g.days(1, 5, 4, 8, 23) {
		s := services[g.dice.IntN(len(services))]
		code := g.digits(6)
		g.send(message{from: from(s.name, s.address), at: at, form: []form{plain, htmlOnly}[g.dice.IntN(2)],
			subject: g.pick(code+" is your code", "Your "+s.name+" code", "Sign-in code"), text: strings.ReplaceAll(s.text, "{c}", code)})
	}
}
