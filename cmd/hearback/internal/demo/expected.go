package demo

// Expectation is one change that the story brings about: a flag raised or
// cleared.
type Expectation struct {
	Employer string // as the messages spell it
	// Date is the day of the change, YYYY-MM-DD in the story's zone. A flag is
	// raised at 00:00 of its day, that of a thank-you 20 hours after the
	// interview, and cleared when the letter arrives. The one
	// flag that stands already at Script.Start has a day before it.
	Date string
	Flag string // the kind of the flag raised, "" when it is cleared
}

// Expected lists every change of a flag up to the end of the story, in the
// order in which they happen.
var Expected = []Expectation{
	{"Saltmarsh Energy", "2026-02-20", "follow_up"},
	{"Fernhollow Instruments", "2026-03-03", "follow_up"},
	{"Fernhollow Instruments", "2026-03-04", ""},
	{"Acme Robotics", "2026-03-05", "let_go"},
	{"Cobalt Lantern", "2026-03-05", "second_follow_up"},
	{"Quillfeather Press", "2026-03-06", "follow_up"},
	{"Quillfeather Press", "2026-03-06", ""},
	{"Cobalt Lantern", "2026-03-06", ""},
	{"Acme Robotics", "2026-03-10", ""},
	{"Harborlight Transit", "2026-03-10", "thank_you"},
	{"Harborlight Transit", "2026-03-10", ""},
	{"Saltmarsh Energy", "2026-03-12", ""},
	{"Quillfeather Press", "2026-03-13", "second_follow_up"},
	{"Quillfeather Press", "2026-03-13", ""},
	{"Harborlight Transit", "2026-03-16", "follow_up"},
	{"Saltmarsh Energy", "2026-03-19", "follow_up"},
	{"Quillfeather Press", "2026-03-20", "let_go"},
}
