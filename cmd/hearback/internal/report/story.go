package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"hearback/classify"
	"hearback/classify/advice"
	"hearback/classify/candidacy"
)

// How times are written for a person.
const (
	minutes = "Mon 2 Jan 2006 15:04"
	days    = "Mon 2 Jan 2006"
)

// moment is something in the story of a candidacy: a message, or what happened
// between messages.
type moment struct {
	at      time.Time
	layout  string // of the time
	message *Message
	words   string // where it is no message
	style   style
}

// moments are the story in the order of time: the messages, the interviews,
// what became of promises, what was told by hand, and the flag that is up.
func (p Page) moments(now time.Time) []moment {
	zone := now.Location()
	var all []moment
	for i := range p.Story {
		all = append(all, moment{at: instant(p.Story[i].At).In(zone), layout: minutes, message: &p.Story[i]})
	}
	for _, i := range p.candidacy.Interviews {
		what := "interview"
		if i.Start.After(now) {
			what = "interview ahead,"
		}
		words := fmt.Sprintf("%s until %s, by %s", what, i.End.In(zone).Format("15:04"), sources[string(i.Source)])
		all = append(all, moment{at: i.Start.In(zone), layout: minutes, words: words, style: heading})
	}
	for _, m := range p.candidacy.Marks {
		if told, ok := calls[m.What]; ok {
			at := m.At
			if t, err := time.Parse(time.RFC3339, m.Value); err == nil {
				at = t
			}
			all = append(all, moment{at: at.In(zone), layout: minutes, words: strings.TrimSpace(told + " " + spoken(m)), style: heading})
		}
	}
	for _, pr := range p.judgement.Promises {
		all = append(all, ends(pr, zone)...)
	}
	if f := p.Flag; f != nil {
		all = append(all, moment{at: f.Raised.In(zone), layout: days, words: "flag raised: " + readable(f.Kind), style: pressed})
	}
	slices.SortStableFunc(all, func(a, b moment) int { return a.at.Compare(b.at) })
	return all
}

// calls are the marks that are part of the story, and how it tells them.
var calls = map[candidacy.Deed]string{
	candidacy.Promised:   "you were promised a word",
	candidacy.Replied:    "they called, you say",
	candidacy.FollowedUp: "you called, you say",
}

// spoken is the promise that a mark tells.
func spoken(m candidacy.Mark) string {
	day, phrase, _ := strings.Cut(m.Value, " ")
	if m.What != candidacy.Promised {
		return ""
	}
	return fmt.Sprintf("by %s: “%s”", day, phrase)
}

// ends are the moments in which a promise was broken and a word came.
func ends(p advice.Promise, zone *time.Location) []moment {
	its := fmt.Sprintf("the promise of %s, “%s”,", p.At.In(zone).Format("2 Jan"), p.Phrase)
	var all []moment
	if p.State == advice.Broken || p.State == advice.Late {
		all = append(all, moment{at: p.By.AddDays(1).In(zone), layout: days, words: its + " is broken: its day has passed", style: pressed})
	}
	switch p.State {
	case advice.Kept:
		all = append(all, moment{at: p.Ended.In(zone), layout: minutes, words: its + " is kept", style: good})
	case advice.Late:
		all = append(all, moment{at: p.Ended.In(zone), layout: minutes, words: its + " is kept late", style: plain})
	case advice.Replaced:
		all = append(all, moment{at: p.Ended.In(zone), layout: minutes, words: its + " is replaced by a newer one", style: plain})
	}
	return all
}

// instant reads a time as Of wrote it.
func instant(rfc3339 string) time.Time {
	t, _ := time.Parse(time.RFC3339, rfc3339)
	return t
}

// evidence are the reasons to be told: not those that a message above has told
// already, but the first where there are no others. What the subject of a
// thread says, all of its messages say.
func evidence(reasons []classify.Reason, told map[classify.Reason]bool) []classify.Reason {
	var fresh []classify.Reason
	for _, r := range reasons {
		if !told[r] {
			fresh = append(fresh, r)
			told[r] = true
		}
	}
	if len(fresh) == 0 {
		return reasons[:min(1, len(reasons))]
	}
	return fresh
}
