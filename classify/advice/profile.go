package advice

import (
	"fmt"
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

	NonePromised Span // after the ball went to the employer, no timeline given
	Second       Span // after the first follow-up
	LetGo        Span // after the last one; opens when it is due
	// The spans of promises, applications and thank-yous join here.

	FollowUps int // before letting go
}

// Standard is the default profile. Its numbers are those of Pat Lynch, Career
// Management Partners: none given, wait 4 to 5 business days; no answer to
// that, another 4 to 5; no answer to two, consider closing the book.
var Standard = Profile{
	Name:    "standard",
	Sources: []string{"Pat Lynch, Career Management Partners"},

	NonePromised: Span{Days{4, Business}, Days{5, Business}, "standard"},
	Second:       Span{Days{4, Business}, Days{5, Business}, "standard"},
	LetGo:        Span{Days{5, Business}, Days{5, Business}, "standard"},

	FollowUps: 2,
}

// Profiles returns the profiles that a config can name, the default first.
func Profiles() []Profile { return []Profile{Standard} }

// ProfileNamed returns the profile of that name, spelled as in Profiles.
func ProfileNamed(name string) (Profile, error) {
	var names []string
	for _, p := range Profiles() {
		if p.Name == name {
			return p, nil
		}
		names = append(names, p.Name)
	}
	return Profile{}, fmt.Errorf("profile %q: known are %s", name, strings.Join(names, ", "))
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
	return Window{Rule: rule, Opens: c.after(zero, s.Opens), Due: c.after(zero, s.Due)}
}

func (c Calendar) after(zero timeline.Date, d Days) timeline.Date {
	if d.Unit == Business {
		return c.NextBusiness(c.AddBusinessDays(zero, d.N))
	}
	return c.NextBusiness(zero.AddDays(d.N))
}
