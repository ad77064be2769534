package report

import (
	"fmt"
	"strings"

	"hearback/classify"
	"hearback/classify/candidacy"
)

// Suggest fills in what a person might settle: candidacies that could be one,
// and those that nothing but a doubtful reading makes.
func Suggest(all []Candidacy) {
	for i := range all {
		c := &all[i]
		for _, other := range all {
			if other.ID != c.ID && alike(c.candidacy, other.candidacy) {
				c.Suggestion = text(fmt.Sprintf("the same as #%d: 'hearback mark %d merge %d'", other.ID, c.ID, other.ID))
				break
			}
		}
		if c.Suggestion == nil && c.Certainty == string(candidacy.Unsure) {
			c.Suggestion = text(fmt.Sprintf("'hearback mark %d open' if it is a candidacy, 'hearback mark %d not-a-job' if not", c.ID, c.ID))
		}
	}
}

// alike reports whether two candidacies could be one: their employers' names
// begin alike, or one has none and they are for the same role.
func alike(a, b candidacy.Candidacy) bool {
	x, y := classify.EmployerKey(a.Employer.Name), classify.EmployerKey(b.Employer.Name)
	sameRole := a.Role != "" && strings.EqualFold(a.Role, b.Role)
	switch {
	case a.Role != "" && b.Role != "" && !sameRole:
		return false
	case x == "" || y == "":
		return sameRole
	case x == y:
		return true
	}
	return len(x) >= 4 && len(y) >= 4 && (strings.HasPrefix(x, y) || strings.HasPrefix(y, x))
}
