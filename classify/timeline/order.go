package timeline

import (
	"strings"
	"time"

	"hearback/classify/internal/fold"
)

// numericOrder is the sender's order of day and month in 3/4/2026.
type numericOrder uint8

const (
	unread  numericOrder = iota // not asked for yet
	nearest                     // unknown: the reading that comes next
	dayFirst
	monthFirst
)

// orderOf guesses the sender's convention from the zone of the message:
// American offsets put the month first, all others the day; UTC says nothing,
// since machines write it everywhere. A text that is not English puts the day
// first.
func orderOf(sent time.Time, english bool) numericOrder {
	_, offset := sent.Zone()
	switch {
	case !english:
		return dayFirst
	case offset <= -3*3600-1:
		return monthFirst
	case offset == 0 && sent.Location().String() != "Europe/London":
		return nearest
	}
	return dayFirst
}

// convention returns the order in which the sender writes day and month.
func (p *parser) convention() numericOrder {
	if p.order == unread {
		p.order = orderOf(p.sent, english(p.text))
	}
	return p.order
}

// english reports whether a text is English, by its commonest words.
func english(text string) bool {
	own, others := 0, 0
	for w := range strings.FieldsFuncSeq(text[:min(len(text), 2000)], func(r rune) bool { return !isLetter(r) }) {
		switch w = fold.String(w); {
		case englishWords[w]:
			own++
		case otherWords[w]:
			others++
		}
	}
	return own >= others
}

var (
	englishWords = set("the and to of you we by on will for your our in is be")
	otherWords   = set("der die das und wir sie bis ihnen uns nous vous le la les et avant d l el los las y nos usted antes que de del para au fur mit hasta den am")
)
