package report

import "testing"

func TestTitle(t *testing.T) {
	someone := []Person{{Name: text("Ada Brook"), Address: "ada@gmail.com"}}
	for _, tt := range []struct {
		c    Candidacy
		want string
	}{
		{Candidacy{Employer: Employer{text("Quillon Labs"), text("quillonlabs.example")}, People: someone}, "Quillon Labs"},
		{Candidacy{Employer: Employer{nil, text("quillonlabs.example")}, People: someone}, "quillonlabs.example"},
		{Candidacy{People: someone}, "Ada Brook"},
		{Candidacy{People: []Person{{Address: "ada@gmail.com"}}}, "ada@gmail.com"},
		{Candidacy{}, "unknown employer"},
	} {
		if got := tt.c.Title(); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}
