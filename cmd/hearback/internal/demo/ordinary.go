package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/emersion/go-message/mail"
)

// ordinaryMail returns the mail of a household that has nothing to do with
// work, from firstDay to lastHour, in no particular order.
func ordinaryMail() []message {
	streams := []struct {
		name string
		run  func(*generator)
	}{
		{"parcels", parcels}, {"receipts", receipts}, {"newsletters", newsletters},
		{"podcast", podcast}, {"lists", mailingLists}, {"bank", bank}, {"bills", bills},
		{"school", school}, {"dentist", dentist}, {"hotel", hotel}, {"library", library},
		{"codes", codes}, {"jobs", jobAlerts}, {"neighbours", neighbours},
	}
	var all []message
	for _, s := range streams {
		// Every stream has dice of its own, so that a change to one leaves the
		// others as they are.
		g := &generator{name: s.name, dice: rand.New(rand.NewPCG(20260302, hash(s.name)))}
		s.run(g)
		all = append(all, g.mail...)
	}
	return all
}

// generator makes the messages of one stream.
type generator struct {
	name string
	dice *rand.Rand
	mail []message
}

// send files a message. Its address fields and ids are filled in where they
// are missing; one later than the story is dropped.
func (g *generator) send(m message) message {
	if m.to == nil {
		m.to = []mail.Address{robin.mailbox()}
	}
	m.id = fmt.Sprintf("%s.%x@%s", m.at.UTC().Format("20060102150405"),
		hash(g.name, fmt.Sprint(len(g.mail)), m.subject), domainOf(m.from.Address))
	m.text = reflow(m.text)
	if !m.at.After(lastHour) {
		g.mail = append(g.mail, m)
	}
	return m
}

// days returns moments from the first day on, gap days apart, give or take
// spread, between the hours from and to.
func (g *generator) days(first, gap, spread, from, to int) []time.Time {
	var out []time.Time
	for day := first; ; day += gap {
		at := firstDay.AddDate(0, 0, day+g.dice.IntN(spread+1))
		at = clockTime(at, from+g.dice.IntN(to-from), g.dice.IntN(60), g.dice.IntN(60))
		if at.After(lastHour) {
			return out
		}
		out = append(out, at)
	}
}

// clockTime returns the given time of day on the date of t, whatever the
// daylight saving time.
func clockTime(t time.Time, hour, minute, second int) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, hour, minute, second, 0, newYork)
}

// later returns a moment so many hours after t, and up to half as many more,
// put off to the morning where it falls into the night.
func (g *generator) later(t time.Time, hours int) time.Time {
	t = t.Add(time.Duration(hours)*time.Hour + time.Duration(g.dice.IntN(hours*1800))*time.Second)
	if t.Hour() < 7 {
		t = clockTime(t, t.Hour()+8, t.Minute(), t.Second())
	}
	return t
}

func (g *generator) pick(list ...string) string { return list[g.dice.IntN(len(list))] }

// deck deals every entry of a list before one comes again.
func (g *generator) deck(list []string) func() string {
	var order []int
	return func() string {
		if len(order) == 0 {
			order = g.dice.Perm(len(list))
		}
		next := list[order[0]]
		order = order[1:]
		return next
	}
}

// amount returns a sum of money between two numbers of dollars.
func (g *generator) amount(from, to int) string {
	return fmt.Sprintf("$%d.%02d", from+g.dice.IntN(to-from), g.dice.IntN(100))
}

func (g *generator) digits(n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(byte('0' + g.dice.IntN(10)))
	}
	return b.String()
}

// bulk is what a mailing carries so that it can be unsubscribed from.
func bulk(list, domain string) []field {
	return []field{
		{"List-ID", "<" + list + "." + domain + ">"},
		{"List-Unsubscribe", "<https://" + domain + "/unsubscribe/" + list + ">"},
		{"List-Unsubscribe-Post", "List-Unsubscribe=One-Click"},
		{"Precedence", "bulk"},
	}
}

// reflow breaks lines longer than 76 bytes at spaces, save those that quote.
func reflow(text string) string {
	var out []string
	for line := range strings.SplitSeq(strings.Trim(text, "\n"), "\n") {
		for len(line) > 76 && !strings.HasPrefix(line, ">") {
			cut := strings.LastIndexByte(line[:76], ' ')
			if cut <= 0 {
				break
			}
			out = append(out, line[:cut])
			line = line[cut+1:]
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// from is a sender's mailbox.
func from(name, address string) mail.Address { return mail.Address{Name: name, Address: address} }
