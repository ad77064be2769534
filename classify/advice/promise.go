package advice

import (
	"strings"
	"time"

	"hearback/classify/candidacy"
	"hearback/classify/timeline"
)

// Promise is the newest timeline that the employer stated.
type Promise struct {
	By        timeline.Date // the last day on which it is kept; zero where Vague
	Vague     bool          // words without a day
	Phrase    string
	MessageID string    // of the message that states it, empty where it was told by hand
	At        time.Time // when it was stated
	State     State
}

// State is what has become of a promise.
type State string

// The states. A promise that a newer one replaced is not shown.
const (
	Open   State = "open"
	Kept   State = "kept" // a reply came by its day
	Late   State = "late" // one came after
	Broken State = "broken"
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

// dated reports whether the promise has a day and nothing has ended it.
func (p *Promise) dated() bool {
	return p != nil && !p.Vague && (p.State == Open || p.State == Broken)
}
