package advice

import (
	"strings"
	"time"

	"hearback/classify/candidacy"
	"hearback/classify/timeline"
)

// Promise is a timeline that the employer stated.
type Promise struct {
	By        timeline.Date // the last day on which it is kept; zero where Vague
	Vague     bool          // words without a day
	Phrase    string
	MessageID string    // of the message that states it, empty where it was told by hand
	At        time.Time // when it was stated
	State     State
	Ended     time.Time // when a word came, or a newer promise; zero before
}

// State is what has become of a promise.
type State string

// The states (ADVICE, points settled). Of several promises the newest is never
// Replaced, and every older one has ended.
const (
	Open     State = "open"
	Kept     State = "kept"     // a reply came by its day
	Late     State = "late"     // one came after
	Broken   State = "broken"   // its day has passed, and none came
	Replaced State = "replaced" // by its day a newer one took its place
)

// promiseOf is the promise that a mark tells.
func promiseOf(m candidacy.Mark) (Promise, bool) {
	day, phrase, _ := strings.Cut(m.Value, " ")
	by, err := timeline.ParseDate(day)
	if err != nil {
		return Promise{}, false
	}
	if phrase == "" {
		phrase = day
	}
	return Promise{By: by, Phrase: phrase, At: m.At, State: Open}, true
}

// end says what has become of a promise that stood until now: by its day it is
// as told, after it as overdue says. One that has ended stays as it is.
func (p *Promise) end(at time.Time, told, overdue State, cal Calendar) {
	if p.State != Open {
		return
	}
	p.State, p.Ended = told, at
	if !p.Vague && cal.day(at).After(p.By) {
		p.State = overdue
	}
}

// dated reports whether the promise has a day and nothing has ended it.
func (p *Promise) dated() bool {
	return p != nil && !p.Vague && (p.State == Open || p.State == Broken)
}
