package timeline_test

import (
	"testing"
	"time"

	"hearback/classify/timeline"
)

// Words that move a talk on Tuesday 10 March at 3 pm.
func TestFindShift(t *testing.T) {
	sent := time.Date(2026, 3, 9, 10, 0, 0, 0, time.UTC) // a Monday
	talk := time.Date(2026, 3, 10, 15, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"hey can we make it 3:30 instead? got a delivery coming at 3":                             "10 15:30",
		"Could we do 4 instead of 3?":                                                             "10 16:00",
		"Would 10 am work instead?":                                                               "10 10:00",
		"A parent meeting has landed right on our Tuesday slot. Same time next day?":              "11 15:00",
		"Something has come up. Could we move our call to Thursday?":                              "12 15:00",
		"I need to reschedule our interview. Would Thursday work for you?":                        "12 15:00",
		"Can we do Wednesday instead of Tuesday?":                                                 "11 15:00",
		"Können wir das Gespräch auf Mittwoch verschieben? Gleiche Uhrzeit.":                      "11 15:00",
		"Peut-on reporter l'entretien à jeudi, même heure ?":                                      "12 15:00",
		"Can we do Wednesday or Thursday instead?":                                                "",
		"Can we do Wednesday at 4 pm instead?":                                                    "", // told in full
		"If you need to move it, call me on Monday.":                                              "",
		"We are moving to the next stage and have 3 candidates left.":                             "",
		"See you on Tuesday at 3 pm.":                                                             "",
		"Sure, 3:30 is fine!":                                                                     "10 15:30",
		"Sure, 4 is fine.":                                                                        "10 16:00",
		"We have 3 rounds, and 2 is the usual.":                                                   "",
		"Three is fine, and 2 is the room.":                                                       "",
		"We have changed our mind about the role, and will tell you more in the next day or two.": "",
	} {
		got := ""
		if s, ok := timeline.FindShift(text, sent); ok {
			got = s.At(talk).Format("2 15:04")
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
