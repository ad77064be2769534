package fold_test

import (
	"testing"

	"hearback/classify/internal/fold"
)

func TestString(t *testing.T) {
	for _, c := range []struct{ s, want string }{
		{"MÄRZ", "marz"}, {"Straße", "strasse"}, {"d’ici", "d'ici"}, {"We´ll", "we'll"}, {"año", "ano"}, {"cœur", "coeur"},
		{"Łódź", "lodz"}, {"日本", "日本"}, {"", ""}, {"\xff", "�"},
	} {
		if got := fold.String(c.s); got != c.want {
			t.Errorf("%q: got %q, want %q", c.s, got, c.want)
		}
	}
}
