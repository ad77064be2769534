package timeline_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hearback/classify/timeline"
)

// The sentences of the tables' own making are left out: these are what a person types.
func TestParsePhrase(t *testing.T) {
	cal := calendar(t)
	now := time.Date(2026, 3, 3, 9, 0, 0, 0, time.FixedZone("", -5*3600)) // a Tuesday
	for _, c := range []struct{ phrase, want string }{
		{"next Friday", "2026-03-13"},
		{"friday", "2026-03-06"},
		{"in two to three days", "2026-03-06"},
		{"by the end of next week", "2026-03-13"},
		{"within 5 business days", "2026-03-10"},
		{"early next week", "2026-03-10"},
		{"after the 15th", "2026-03-16"},
		{"2026-03-20", "2026-03-20"},
		{"2026-02-20", "2026-02-20"}, // told late: the promise has lapsed
		{"20 March", "2026-03-20"},
		{"march 20", "2026-03-20"},
		{"20.3.", "2026-03-20"},
		{"20.03.2026", "2026-03-20"},
		{"3/4", "2026-03-04"}, // an American offset
		{"a week from Friday", "2026-03-13"},
		{"the day after tomorrow", "2026-03-05"},
		{"in einer Woche", "2026-03-10"},
		{"la semaine prochaine", "2026-03-13"},
		{"el viernes", "2026-03-06"},
		{"Friday week", "2026-03-13"},
		{"a week tomorrow", "2026-03-11"},
		{"a week from today", "2026-03-10"},
		{"this arvo", "2026-03-03"},
		{"im Laufe des Nachmittags", "2026-03-03"},
		{"dans la matinée", "2026-03-03"},
		{"a lo largo de la tarde", "2026-03-03"},
		{"at the end of this or early next week", "2026-03-10"},
		{"Ende dieser oder Anfang nächster Woche", "2026-03-10"},
		{"a finales de esta semana o a principios de la próxima", "2026-03-10"},
		{"el 3 del mes que viene", "2026-04-03"},
		{"le 3 du mois prochain", "2026-04-03"},
		{"past Friday", "2026-03-06"},
		{"in a day or 2", "2026-03-05"},
		{"jeudi dernier délai", "2026-03-05"},
		{"pasando el 20", "2026-03-23"},
		{"allerspätestens Freitag", "2026-03-06"},
		{"antes del término de marzo", "2026-03-31"},
		{"bis Montagmittag", "2026-03-09"},
		{"am Freitagvormittag", "2026-03-06"},
		{"spätestens Freitagfrüh", "2026-03-06"},
		{"bis Wochenmitte", "2026-03-04"},
		{"anfangs nächster Woche", "2026-03-10"},
		{"nächste Woche Donnerstag", "2026-03-12"},
		{"Mitte KW 11", "2026-03-11"},
		{"innert Wochenfrist", "2026-03-10"},
		{"28. Feber", "2026-02-28"},
		{"sous huitaine", "2026-03-11"},
		{"sous quinzaine", "2026-03-18"},
		{"dans un délai de sept jours ouvrés", "2026-03-12"},
		{"avant le 20 mars inclus", "2026-03-20"},
		{"avant vendredi soir", "2026-03-06"},
		{"lundi en huit", "2026-03-16"},
		{"vendredi en quinze", "2026-03-20"},
		{"d'ici dix jours ouvrables à compter d'aujourd'hui", "2026-03-17"},
		{"la première quinzaine de mars", "2026-03-15"},
		{"la semana entrante", "2026-03-13"},
		{"la otra semana", "2026-03-13"},
		{"este fin de semana", "2026-03-08"},
		{"antes del fin de semana", "2026-03-06"},
		{"el viernes q viene", "2026-03-06"},
		{"a mitad de la próxima semana", "2026-03-11"},
		{"entre esta semana y la que viene", "2026-03-13"},
		{"este viernes en ocho", "2026-03-13"},
		{"la primera quincena de abril", "2026-04-15"},
		{"pasado el 7 de marzo", "2026-03-09"},
		{"durante el mes de abril", "2026-04-30"},
		{"before the week's out", "2026-03-06"},
		{"before the month closes", "2026-03-31"},
		{"before this week runs out", "2026-03-06"},
		{"by month end", "2026-03-31"},
		{"this day week", "2026-03-10"},
		{"a week from today", "2026-03-10"},
		{"within fourteen days of this notice", "2026-03-17"},
		{"by 6 March (Fri)", "2026-03-06"},
		{"before Friday noon", "2026-03-06"},
		{"next calendar week", "2026-03-13"},
		{"2moro", "2026-03-04"},
		{"Thurs or Fri", "2026-03-06"},
		{"in 48 Stunden per Mail", ""},
		{"in der kommenden Kalenderwoche", "2026-03-13"},
		{"innerhalb eines Arbeitstages", "2026-03-04"},
		{"bis spätestens Do", "2026-03-05"},
		{"sous une quinzaine de jours", "2026-03-18"},
		{"avant vendredi midi", "2026-03-06"},
		{"avant ce soir", "2026-03-03"},
		{"tôt la semaine prochaine", "2026-03-10"},
		{"jusqu'au 30", "2026-03-30"},
		{"antes de terminar la semana", "2026-03-06"},
		{"antes de cerrar marzo", "2026-03-31"},
		{"antes del viernes por la noche", "2026-03-06"},
		{"a media semana que entra", "2026-03-11"},
		{"a primeros de la semana que viene", "2026-03-10"},
		{"en un par de días laborables", "2026-03-05"},
		{"dentro del mes de abril", "2026-04-30"},
		{"soon", ""},
		{"", ""},
		{"Dana Kim", ""},
		{"we will see", ""},
		{"2026-02-30", ""},
		{"at the earliest on Friday", ""},
	} {
		got, err := timeline.ParsePhrase(c.phrase, now, cal)
		if got.String() != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%q: got %q, %v, want %q", c.phrase, got, err, c.want)
		}
	}
}

func TestPromise(t *testing.T) {
	cal := calendar(t)
	sent := time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct{ text, phrase string }{
		{"We will decide by Friday. We'll be in touch soon.", "by Friday"},
		{"We will decide by Friday. I'll let you know by Monday.", "by Monday"},
		{"I'll let you know by Monday. We are interviewing until the 20th.", "by Monday"},
		{"All applications will have been read by the 20th. We'll be in touch soon.", "by the 20th"},
		{"We'll be in touch soon.", "soon"},
		{"See you on Friday!", ""},
		{"I'll call you Friday ok?", "Friday"},
		{"Would you call us by Friday ok?", ""},
		{"Te aviso el viernes vale?", "el viernes"},
		{"Te llamo un día de estos.", "un día"},
	} {
		s, ok := timeline.Promise(timeline.Find(c.text, sent, cal))
		if s.Phrase != c.phrase || ok != (c.phrase != "") {
			t.Errorf("%q: got %q, want %q", c.text, s.Phrase, c.phrase)
		}
	}
}

// What is said before in the sentence says which week, or from when.
func TestPromiseBesideAnotherDay(t *testing.T) {
	cal := calendar(t)
	sent := time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"Next week, Thursday or Friday, I can tell you more.":                                                 "2026-03-13",
		"Nächste Woche, am Mittwoch, sagen wir Ihnen Bescheid.":                                               "2026-03-11",
		"Lo vemos este fin de semana y a principios de la próxima te damos una respuesta.":                    "2026-03-10",
		"En lo que queda de la semana te mando el resultado.":                                                 "2026-03-06",
		"El comité se reúne el 20 de marzo y le informaremos en los dos días hábiles siguientes.":             "2026-03-24",
		"Der Ausschuss tagt am 20., und Sie hören innerhalb von zwei Werktagen nach der Sitzung von uns.":     "2026-03-24",
		"The committee meets on the 20th and you will hear from us within two business days of that meeting.": "2026-03-24",
	} {
		if s, _ := timeline.Promise(timeline.Find(text, sent, cal)); s.By.String() != want {
			t.Errorf("%q: got %q by %q, want %q", text, s.By, s.Phrase, want)
		}
	}
}

// relative are phrases that are counted from the message.
var relative = []string{
	"tomorrow", "by Friday", "next Friday", "this week", "next week", "early next week", "mid next week", "by the end of the month", "mid-month",
	"early next month", "in two days", "within 5 business days", "in three weeks", "in a month", "after the weekend", "after the 15th", "by the 20th",
	"on March 20", "before Christmas", "after Thanksgiving", "in the new year", "the week after next", "within 48 hours", "this quarter", "EOD",
	"bis Ende nächster Woche", "d'ici vendredi", "la próxima semana", "after the long weekend", "in the next week", "the first week of April",
}

// No phrase means a day before the message, and no later message makes the
// same phrase mean an earlier day, apart from a day that has just passed.
func TestRelativePhrases(t *testing.T) {
	cal := calendar(t)
	rapid.Check(t, func(t *rapid.T) {
		phrase := rapid.SampledFrom(relative).Draw(t, "phrase")
		first := timeline.Date{Year: 2024, Month: 1, Day: 1}.AddDays(rapid.IntRange(0, 1500).Draw(t, "day")).In(time.UTC).Add(10 * time.Hour)
		second := first.AddDate(0, 0, rapid.IntRange(0, 40).Draw(t, "days later"))
		a, err := timeline.ParsePhrase(phrase, first, cal)
		if err != nil {
			t.Fatal(err)
		}
		b, err := timeline.ParsePhrase(phrase, second, cal)
		if err != nil {
			t.Fatal(err)
		}
		if b.Before(a) {
			t.Errorf("%q: %s on %s, but %s on %s", phrase, a, timeline.DateOf(first), b, timeline.DateOf(second))
		}
		if a.Before(timeline.DateOf(first)) && phrase != "on March 20" {
			t.Errorf("%q on %s: %s lies before it", phrase, timeline.DateOf(first), a)
		}
	})
}

// Whatever the text: nothing panics, a statement quotes the text, none lies
// before the message, and they come in order.
func FuzzFind(f *testing.F) {
	cal := calendar(f)
	for _, l := range table(f, "statements.tsv") {
		f.Add(l.phrase, l.sent.Unix())
	}
	f.Add("let you know by \u02bc<Friday", int64(1772572738)) // an apostrophe that is a letter
	f.Fuzz(func(t *testing.T, text string, unix int64) {
		sent := time.Unix(unix%4e9, 0).UTC()
		last := 0
		for _, s := range timeline.Find(text, sent, cal) {
			if s.Start < last || s.End <= s.Start || s.End > len(text) || text[s.Start:s.End] != s.Phrase {
				t.Fatalf("%q: statement %+v", text, s)
			}
			if s.Vague != s.By.IsZero() || !s.Vague && s.By.Before(timeline.DateOf(sent)) {
				t.Fatalf("%q on %s: %+v", text, timeline.DateOf(sent), s)
			}
			last = s.Start
		}
		for _, a := range timeline.Times(text, sent) {
			if a.From < 0 || a.To > len(text) || a.From >= a.To || text[a.From:a.To] != a.Phrase {
				t.Fatalf("%q: appointment %+v", text, a)
			}
			if a.Start.Before(sent) || !a.End.IsZero() && a.End.Before(a.Start) {
				t.Fatalf("%q: appointment %+v", text, a)
			}
		}
		if s, ok := timeline.FindShift(text, sent); ok && (!strings.Contains(text, s.Phrase) || s.At(sent).IsZero()) {
			t.Fatalf("%q: shift %+v", text, s)
		}
		if d, err := timeline.ParsePhrase(text, sent, cal); err == nil && d.IsZero() {
			t.Fatalf("%q: no day and no error", text)
		}
	})
}
