package demo

import (
	"fmt"
	"strings"
)

// shop is somewhere Robin orders from. The texts take {order}, {item},
// {amount} and {track}.
type shop struct {
	name, domain             string
	items                    []string
	ordered, sent, delivered []string
	form                     form
}

var shops = []shop{
	{
		name: "Maple & Thread", domain: "mapleandthread.example", form: alternative,
		items:     []string{"wool socks, three pairs", "a striped scarf", "corduroy trousers, rust", "a child's raincoat, yellow", "flannel sheets, twin"},
		ordered:   []string{"Thank you for your order, Robin!\n\nWe have begun to fold {item} into tissue paper.\n\nOrder {order}\nSubtotal {amount}\nShipping free\n\nYou can change the order for one hour: https://mapleandthread.example/orders/{order}", "Your order {order} is in.\n\n{item}\nTotal {amount}, paid by card\n\nOur small team packs on weekdays. We will write again when the parcel leaves the house."},
		sent:      []string{"It's on its way.\n\n{item} left our workshop this morning with Swiftlane, tracking number {track}.\n\nNot the right size? Returns are free for sixty days, and the label is in the box.", "Good things are travelling toward you.\n\nOrder {order}: {item}\nCarrier: Swiftlane\nTracking: {track}"},
		delivered: []string{"Swiftlane tells us that your parcel has been delivered and left with a neighbour.\n\nWe hope you like {item}. A line of review helps a small shop: https://mapleandthread.example/review/{order}"},
	},
	{
		name: "Gearwright Cycles", domain: "gearwright.example", form: htmlOnly,
		items:     []string{"a bottom bracket, 68 mm", "brake pads, two sets", "a child's helmet, 50-54 cm", "chain oil and a rag", "mudguards, 45 mm"},
		ordered:   []string{"Order {order} confirmed.\n\n1 x {item}\nTotal: {amount}\n\nThe workshop checks every part by hand before it is packed. If something about your frame makes us wonder, we will ring you.", "Hello Robin,\n\nthanks for shopping with Gearwright. We have {item} in stock and will pack it today.\n\nInvoice {order}, {amount}, attached to your account at https://gearwright.example/account"},
		sent:      []string{"Your parcel with {item} has been handed to the carrier.\n\nFollow it here: https://track.swiftlane.example/?id={track}\n\nFitting guide with photographs: https://gearwright.example/guides"},
		delivered: []string{"Delivered!\n\nParcel {track} was put in the parcel locker. The code is in the carrier's message.\n\nTorque values for {item} are printed inside the lid.", "Your order {order} was delivered today. Ride safely, and tighten everything twice."},
	},
	{
		name: "Second Shelf Books", domain: "secondshelf.example", form: quoted,
		items:     []string{"“The Salt Clock”, hardcover", "an atlas of weather, used", "“Counting Sheep: A Natural History of Numbers”", "a mystery parcel for a nine-year-old", "“Grammar for Gardeners”"},
		ordered:   []string{"Dear Robin,\n\nthank you for giving {item} a new home. Your order number is {order} and the total comes to {amount}, postage included.\n\nOur cat has inspected the copy and found it warm.\n\nSecond Shelf Books", "Dear reader,\n\n{item} has been taken from the shelf for you (order {order}, {amount}). Should it prove to have pencil notes in the margin, please consider them a gift."},
		sent:      []string{"Dear Robin,\n\n{item} went to the post office this afternoon, wrapped in last week's newspaper. The slip says {track}.\n\nHappy reading."},
		delivered: []string{"Dear Robin,\n\nthe post says that {item} has reached you. If a page is missing, so are we: write to us and we will make it good."},
	},
	{
		name: "Pantry Lane", domain: "pantrylane.example", form: plain,
		items:     []string{"the winter box", "two kilos of Arborio rice", "olive oil, three litres", "the spice refill set", "oats, rye flour and yeast"},
		ordered:   []string{"PANTRY LANE - RECEIPT {order}\n\n{item}\nTotal {amount}\nPaid with card ending 4417\n\nDelivery window: we will text you in the morning.\nQuestions? https://pantrylane.example/help"},
		sent:      []string{"The van is being loaded.\n\nOrder {order} ({item}) goes out with route 7. Please have a bag ready for the empties.", "Your Pantry Lane delivery leaves today.\n\n{item}\n\nIf nobody is in, the driver puts it beside the blue door, as agreed."},
		delivered: []string{"Your groceries are at the blue door.\n\nOrder {order}. We had to replace nothing. Rate your driver: https://pantrylane.example/rate/{order}"},
	},
}

// parcels are orders, each followed from the receipt to the doorstep.
func parcels(g *generator) {
	for i, at := range g.days(1, 4, 2, 8, 22) {
		s := shops[i%len(shops)]
		item := g.pick(s.items...)
		order := strings.ToUpper(s.domain[:2]) + "-" + g.digits(6)
		fill := strings.NewReplacer("{item}", item, "{order}", order, "{amount}", g.amount(14, 120), "{track}", "SL"+g.digits(9))
		m := message{from: from(s.name, "orders@"+s.domain), form: s.form}

		m.at, m.subject = at, g.pick("Your order "+order, "Order confirmation "+order, "Thank you for your order, Robin")
		m.text = fill.Replace(g.pick(s.ordered...))
		g.send(m)
		m.at, m.subject = g.later(at, 20), g.pick("On its way: "+item, "Your parcel has been sent", "Shipped: order "+order)
		m.text = fill.Replace(g.pick(s.sent...))
		g.send(m)
		m.at, m.subject = g.later(m.at, 40), g.pick("Delivered: "+item, "Your order has arrived", "Delivered: "+order)
		m.text = fill.Replace(g.pick(s.delivered...))
		g.send(m)
	}
}

// till is a place that sends a receipt for every small purchase.
type till struct {
	name, address, subject string
	goods                  []string
	thanks                 []string
	form                   form
}

var tills = []till{
	{"Café Größenwahn", "receipts@tillpoint.example", "Your receipt from Café Größenwahn",
		[]string{"Flat white 4.60", "Poppy seed cake 5.20", "Pot of green tea 4.90", "Soup of the day 8.50", "Cheese toast 7.80", "Hot chocolate, small 3.40"},
		[]string{"Thanks for stopping by! Your ninth coffee is on the house.", "Danke, and see you soon. The window seat misses you.", "Did you know that we roast on Wednesdays? The whole street does."}, htmlOnly},
	{"Northgate Market", "no-reply@northgatemarket.example", "Your digital receipt",
		[]string{"Leeks 2.18", "Milk, whole 3.79", "Rye bread 5.49", "Apples, bag 4.99", "Cheddar 6.25", "Dish soap 3.10", "Eggs, dozen 4.89", "Coffee beans 11.50", "Bananas 1.62"},
		[]string{"You saved 1.40 with your Northgate card.", "You have 212 points. At 250 we owe you a cake.", "Keep this message for returns within 14 days. Fresh food is excepted."}, plain},
	{"Hopscotch Rides", "trips@hopscotch.example", "Your trip receipt",
		[]string{"Base fare 3.00", "Distance 6.40", "Evening rate 1.50", "Bridge toll 2.75", "Waiting time 0.90"},
		[]string{"You rode with Emeka in a grey hatchback. Left something behind? https://hopscotch.example/lost", "You rode with Lucia, who has five stars and a dog on the dashboard.", "Your driver was Pavel. Tips go to drivers in full."}, alternative},
	{"Corner Pharmacy", "receipts@cornerpharmacy.example", "Receipt from Corner Pharmacy",
		[]string{"Adhesive bandages 4.29", "Vitamin D 9.99", "Sunscreen SPF 50 13.49", "Throat lozenges 6.19", "Children's toothpaste 3.99"},
		[]string{"Flexible-spending purchases are marked with an F on the paper copy.", "The pharmacist is happy to answer questions between nine and seven."}, quoted},
}

// receipts are small purchases, every other day or so.
func receipts(g *generator) {
	for i, at := range g.days(0, 2, 2, 8, 21) {
		t := tills[(i+i/4)%len(tills)]
		goods := g.deck(t.goods)
		var lines []string
		cents := 0
		for range 2 + g.dice.IntN(3) {
			line := goods()
			var dollars, rest int
			fmt.Sscanf(line[strings.LastIndexByte(line, ' ')+1:], "%d.%d", &dollars, &rest)
			cents += dollars*100 + rest
			lines = append(lines, line)
		}
		total := fmt.Sprintf("$%d.%02d", cents/100, cents%100)
		g.send(message{from: from(t.name, t.address), at: at, form: t.form,
			subject: g.pick(t.subject, t.subject+" ("+total+")", t.subject+" of "+at.Format("January 2")),
			text: fmt.Sprintf("%s\n%s\n\n%s\n\nTotal %s\nCard ending 4417\n\n%s", t.name, at.Format("01/02/2006 3:04 PM"),
				strings.Join(lines, "\n"), total, g.pick(t.thanks...))})
	}
}
