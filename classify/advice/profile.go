package advice

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hearback/classify/timeline"
)

// Unit is what a span is counted in.
type Unit string

// The units.
const (
	Business Unit = "bd" // Monday to Friday less the holidays of the calendar
	AnyDay   Unit = "d"  // all days; an end on a weekend or holiday moves to the next business day
)

// Days is a number of days after a day 0.
type Days struct {
	N    int
	Unit Unit
}

// Span says when a window opens and is due, counted from the day of what
// started the silence.
type Span struct {
	Opens, Due Days
	Source     string // the profile whose numbers these are
}

// Profile is one source's advice as numbers.
type Profile struct {
	Name    string   // as the config spells it
	Sources []string // who published the numbers
	Channel string   // by which the advice says to write

	Promised     Span // after the last day of a stated timeline
	NonePromised Span // after the ball went to the employer, no timeline given
	Second       Span // after the first follow-up
	LetGo        Span // after the last one; opens when it is due
	Application  Span // after applying, no person having answered

	FollowUps int // before letting go

	Base string // the profile of the program that a person's own is a copy of
}

// base is the profile of the program that it is, or a copy of.
func (p Profile) base() string { return cmp.Or(p.Base, p.Name) }

// Standard is the default profile. Its windows after an interview are those of
// Pat Lynch, Career Management Partners: none given, wait 4 to 5 business days;
// no answer to that, another 4 to 5; no answer to two, consider closing the
// book. A promise has one business day of grace more, as Ask A Recruiter has
// it; an application rests a week, and is overdue after two.
var Standard = Profile{
	Name:    "standard",
	Sources: []string{"Pat Lynch, Career Management Partners", "Ask A Recruiter: Following Up After An Interview"},
	Channel: "email",

	Promised:     span(1, Business, 2, Business, "standard"),
	NonePromised: span(4, Business, 5, Business, "standard"),
	Second:       span(4, Business, 5, Business, "standard"),
	LetGo:        span(5, Business, 5, Business, "standard"),
	Application:  span(7, AnyDay, 10, Business, "standard"),

	FollowUps: 2,
}

// The table of ADVICE, a source a profile. What one does not say it takes from
// the standard.
var profiles = []Profile{
	Standard,
	{
		Name: "cmp", Sources: []string{"Pat Lynch, Career Management Partners"}, Channel: "email", FollowUps: 2,
		Promised:     span(1, AnyDay, 1, AnyDay, "cmp"),
		NonePromised: span(4, Business, 5, Business, "cmp"),
		Second:       span(4, Business, 5, Business, "cmp"),
		LetGo:        span(5, Business, 5, Business, "cmp"),
		Application:  Standard.Application,
	},
	{
		Name: "ask-a-recruiter", Sources: []string{"Ask A Recruiter: Following Up After An Interview"}, Channel: "phone", FollowUps: 2,
		Promised:     span(1, AnyDay, 2, AnyDay, "ask-a-recruiter"),
		NonePromised: span(7, AnyDay, 7, AnyDay, "ask-a-recruiter"),
		Second:       span(7, AnyDay, 7, AnyDay, "ask-a-recruiter"),
		LetGo:        span(7, AnyDay, 7, AnyDay, "ask-a-recruiter"),
		Application:  span(7, AnyDay, 7, AnyDay, "ask-a-recruiter"),
	},
	{
		Name: "follow-up-schedule", Sources: []string{"What to Do When an Interviewer Isn't Calling Back"}, Channel: "email or voicemail", FollowUps: 2,
		Promised:     span(2, AnyDay, 3, AnyDay, "follow-up-schedule"),
		NonePromised: Standard.NonePromised,
		Second:       span(7, AnyDay, 7, AnyDay, "follow-up-schedule"),
		LetGo:        span(7, AnyDay, 7, AnyDay, "follow-up-schedule"),
		Application:  Standard.Application,
	},
	{
		Name: "ask-amy", Sources: []string{"Amy Davies, Making Contact Post Job Interview"}, Channel: "email", FollowUps: 2,
		Promised:     Standard.Promised,
		NonePromised: Standard.NonePromised,
		Second:       Standard.Second,
		LetGo:        Standard.LetGo,
		Application:  Standard.Application,
	},
	{
		Name: "ask-a-manager", Sources: []string{"Ask a Manager, I had a great interview - why haven't I heard anything back?"}, Channel: "email", FollowUps: 2,
		Promised:     span(1, Business, 2, Business, "ask-a-manager"),
		NonePromised: span(7, AnyDay, 7, AnyDay, "ask-a-manager"),
		Second:       span(7, AnyDay, 7, AnyDay, "ask-a-manager"),
		LetGo:        span(7, AnyDay, 7, AnyDay, "ask-a-manager"),
		Application:  Standard.Application,
	},
}

func span(opens int, openUnit Unit, due int, dueUnit Unit, source string) Span {
	return Span{Days{opens, openUnit}, Days{due, dueUnit}, source}
}

// Profiles returns the profiles that a config can name, the default first.
func Profiles() []Profile { return slices.Clone(profiles) }

// ProfileNamed returns the profile of that name, spelled as in Profiles.
func ProfileNamed(name string) (Profile, error) {
	var names []string
	for _, p := range profiles {
		if p.Name == name {
			return p, nil
		}
		names = append(names, p.Name)
	}
	return Profile{}, fmt.Errorf("profile %q: known are %s", name, strings.Join(names, ", "))
}

// Publisher returns who published the number that a rule has in a profile of
// the program, "" for a person's own. Where several profiles share a number, it
// is the one that standard took it from.
func Publisher(profile string, rule Rule) string {
	switch rule {
	case ThankYou:
		profile = "follow-up-schedule" // within 24 hours; the others say "soon"
	case Deadline:
		profile = "ask-amy"
	}
	p, err := ProfileNamed(profile)
	switch {
	case err != nil:
		return ""
	case profile == Standard.Name && (rule == Promised || rule == Application):
		return p.Sources[1]
	}
	return p.Sources[0]
}

// maxDays bounds the days of a span.
const maxDays = 365

// ParseSpan reads a span as the config spells it, "4bd..5bd" or "7d", with the
// name of the profile whose number it is.
func ParseSpan(text, source string) (Span, error) {
	opens, due, both := strings.Cut(text, "..")
	if !both {
		due = opens
	}
	s := Span{Source: source}
	var err error
	if s.Opens, err = parseDays(opens); err == nil {
		s.Due, err = parseDays(due)
	}
	if err == nil && (s.Opens.Unit == s.Due.Unit && s.Opens.N > s.Due.N || s.Opens.least() > s.Due.most()) {
		err = fmt.Errorf("%q ends before it opens", text)
	}
	return s, err
}

// least and most are how many calendar days pass at least and, holidays apart, at most.
func (d Days) least() int {
	if d.Unit == Business {
		return d.N + 2*(d.N/5)
	}
	return d.N
}

func (d Days) most() int {
	if d.Unit == Business {
		return d.N + 2*((d.N+4)/5)
	}
	return d.N + 2
}

func parseDays(text string) (Days, error) {
	text = strings.TrimSpace(text)
	for _, unit := range []Unit{Business, AnyDay} {
		if number, ok := strings.CutSuffix(text, string(unit)); ok {
			if n, err := strconv.Atoi(strings.TrimSpace(number)); err == nil && n >= 1 && n <= maxDays {
				return Days{n, unit}, nil
			}
			break
		}
	}
	return Days{}, fmt.Errorf("%q is no number of days", text)
}

// String returns the numbers as people read them: "4 to 5 business days".
func (s Span) String() string {
	switch {
	case s.Opens == s.Due:
		return s.Due.String()
	case s.Opens.Unit == s.Due.Unit:
		return fmt.Sprintf("%d to %s", s.Opens.N, s.Due)
	}
	return fmt.Sprintf("%s to %s", s.Opens, s.Due)
}

// String returns "5 business days" or "7 days".
func (d Days) String() string {
	what := "day"
	if d.Unit == Business {
		what = "business day"
	}
	if d.N != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", d.N, what)
}

// window returns the window of a span whose day 0 is the given day. Both its
// ends are business days.
func (c Calendar) window(rule Rule, s Span, zero timeline.Date) Window {
	w := Window{Rule: rule, Opens: c.after(zero, s.Opens), Due: c.after(zero, s.Due)}
	if w.Due.Before(w.Opens) { // "4bd..5d" over holidays
		w.Due = w.Opens
	}
	return w
}

func (c Calendar) after(zero timeline.Date, d Days) timeline.Date {
	if d.Unit == Business {
		return c.NextBusiness(c.AddBusinessDays(zero, d.N))
	}
	return c.NextBusiness(zero.AddDays(d.N))
}

// businessBefore returns the n-th business day before d.
func (c Calendar) businessBefore(d timeline.Date, n int) timeline.Date {
	for ; n > 0; n-- {
		for d = d.AddDays(-1); !c.IsBusiness(d); d = d.AddDays(-1) {
		}
	}
	return d
}
