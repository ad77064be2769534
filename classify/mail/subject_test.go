package mail

import (
	"strings"
	"testing"
)

func TestBaseSubject(t *testing.T) {
	tests := []struct {
		subject, base string
		answers       bool
	}{
		{"Your interview", "Your interview", false},
		{"Re: Your interview", "Your interview", true},
		{"RE:RE: Your interview", "Your interview", true},
		{"AW: WG: Ihr Gespräch", "Ihr Gespräch", true},
		{"TR : Votre candidature", "Votre candidature", false},
		{"Rép : Votre candidature", "Votre candidature", true},
		{"Fwd: Re: Offer", "Offer", true},
		{"[jobs] Re[2]: Analyst", "Analyst", true},
		{"Re^3: Analyst", "Analyst", true},
		{"[EXTERNAL] [jobs] Analyst (fwd)", "Analyst", false},
		{"回复：面试", "面试", true},
		{"Interview: next steps", "Interview: next steps", false},
		{"React: a course", "React: a course", false},
		{"  Re:  ", "Re:", false},
		{"[2026]", "[2026]", false},
		{"Rest of it: more", "Rest of it: more", false},
		{"", "", false},
	}
	for _, tt := range tests {
		if base, answers := BaseSubject(tt.subject); base != tt.base || answers != tt.answers {
			t.Errorf("%q: got %q, %v, want %q, %v", tt.subject, base, answers, tt.base, tt.answers)
		}
	}
}

// The base of a base is itself, it is part of the subject, and an answer to it
// has the same one.
func FuzzBaseSubject(f *testing.F) {
	for _, s := range []string{"Re: Your interview", "[a] AW: WG: x (fwd)", "Re[2]: y", "回复：面试", "Re: [b] Re: (fwd)", ":", "[", "i:"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, subject string) {
		base, answers := BaseSubject(subject)
		if !strings.Contains(subject, base) || base == "" && strings.TrimSpace(subject) != "" {
			t.Errorf("%q: got %q", subject, base)
		}
		if again, _ := BaseSubject(base); again != base {
			t.Errorf("%q: the base %q has another, %q", subject, base, again)
		}
		if base == "" {
			return
		}
		if of, yes := BaseSubject("Re: " + subject); of != base || !yes {
			t.Errorf("an answer to %q: got %q, %v, want %q", subject, of, yes, base)
		}
		if strings.TrimSpace(subject) == base && answers {
			t.Errorf("%q: an answer to nothing", subject)
		}
	})
}
