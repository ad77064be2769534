package advice_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hearback/classify/advice"
	"hearback/classify/candidacy"
)

// conversation draws up to 12 messages over about a year, in order.
func conversation(t *rapid.T) []candidacy.Entry {
	kinds := []string{"reply", "asks", "invitation", "confirmation", "auto_reply", "answer", "thanks", "follow_up", "own"}
	at := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)
	var es []candidacy.Entry
	for i := range rapid.IntRange(0, 12).Draw(t, "messages") {
		at = at.Add(time.Duration(rapid.IntRange(0, 40*24*60).Draw(t, "minutes")) * time.Minute)
		e := words[rapid.SampledFrom(kinds).Draw(t, "kind")]
		e.Key, e.At = int64(i+1), at.In(time.FixedZone("", 3600*rapid.IntRange(-12, 14).Draw(t, "offset")))
		es = append(es, e)
	}
	return es
}

func TestJudgementsHold(t *testing.T) {
	var cals []advice.Calendar
	for _, country := range []string{"us", "de", "jp"} {
		for _, z := range []string{"America/New_York", "Africa/Cairo", "Pacific/Kiritimati"} {
			cals = append(cals, calendar(t, country, z))
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		cal := rapid.SampledFrom(cals).Draw(t, "calendar")
		c := candidacy.Candidacy{
			Stage:     rapid.SampledFrom([]candidacy.Stage{candidacy.Outreach, candidacy.Interviewing}).Draw(t, "stage"),
			Certainty: rapid.SampledFrom([]candidacy.Certainty{candidacy.Confirmed, candidacy.Likely, candidacy.Unsure}).Draw(t, "certainty"),
			Entries:   conversation(t),
		}
		now := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)
		before := advice.Judge(c, advice.Standard, cal, now)
		for range 60 {
			then := now
			now = now.Add(time.Duration(rapid.IntRange(0, 12*24*60).Draw(t, "step")) * time.Minute)
			j := advice.Judge(c, advice.Standard, cal, now)
			checkJudgement(t, c, j, cal, now)
			quiet := !slices.ContainsFunc(c.Entries, func(e candidacy.Entry) bool { return e.At.After(then) && !e.At.After(now) })
			if quiet {
				checkMonotone(t, before, j)
			}
			before = j
		}
	})
}

// checkJudgement checks what is true of every judgement by itself.
func checkJudgement(t *rapid.T, c candidacy.Candidacy, j advice.Judgement, cal advice.Calendar, now time.Time) {
	if w := j.Window; w != nil {
		if w.Due.Before(w.Opens) || !cal.IsBusiness(w.Opens) || !cal.IsBusiness(w.Due) {
			t.Fatalf("window %s..%s", w.Opens, w.Due)
		}
		if j.WaitingOn != advice.Employer {
			t.Fatalf("a window while waiting on %s", j.WaitingOn)
		}
	}
	if f := j.Flag; f != nil {
		if j.Window == nil || f.Raised != j.Window.Due || f.Raised.After(cal.Today(now)) || f.Rule != j.Window.Rule {
			t.Fatalf("flag %+v, window %+v, today %s", f, j.Window, cal.Today(now))
		}
		if c.Certainty == candidacy.Unsure {
			t.Fatalf("an unsure candidacy raised %+v", f)
		}
	}
	if (j.WaitingOn == advice.Nobody) != j.Since.IsZero() {
		t.Fatalf("waiting on %s since %s", j.WaitingOn, j.Since)
	}
	if j.Why == "" {
		t.Fatal("no reason given")
	}
	past := c
	past.Entries = slices.DeleteFunc(slices.Clone(c.Entries), func(e candidacy.Entry) bool { return e.At.After(now) })
	if got := advice.Judge(past, advice.Standard, cal, now); !reflect.DeepEqual(got, j) {
		t.Fatalf("later messages changed the judgement:\n got %+v\nwant %+v", j, got)
	}
}

// checkMonotone checks two judgements between which no message came: what is
// up stays up, but for let_go, which lapses.
func checkMonotone(t *rapid.T, before, after advice.Judgement) {
	switch {
	case before.Dormant && !after.Dormant:
		t.Fatal("woke without a message")
	case !before.Dormant && after.Dormant:
		if before.Window != nil && before.Window.Rule != advice.LetGo && before.Window.Rule != advice.Application {
			t.Fatalf("went from %s to sleep", before.Window.Rule)
		}
	case !reflect.DeepEqual(before.Window, after.Window):
		t.Fatalf("the window moved: %+v, then %+v", before.Window, after.Window)
	case before.Flag != nil && (after.Flag == nil || after.Flag.Kind != before.Flag.Kind || after.Flag.Raised != before.Flag.Raised):
		t.Fatalf("the flag went: %+v, then %+v", before.Flag, after.Flag)
	case before.Flag != nil && after.Flag.SilentDays < before.Flag.SilentDays:
		t.Fatalf("the silence shrank: %+v, then %+v", before.Flag, after.Flag)
	}
}

// BenchmarkJudge judges 1,000 candidacies of 20 messages each, as status does:
// it is to take under 20 ms.
func BenchmarkJudge(b *testing.B) {
	kinds := []string{"confirmation", "invitation", "answer", "reply", "thanks", "follow_up", "asks", "answer", "reply", "follow_up"}
	cal := calendar(b, "us", "America/New_York")
	now := time.Date(2026, time.November, 2, 9, 0, 0, 0, time.UTC)
	cs := make([]candidacy.Candidacy, 1000)
	for i := range cs {
		at := now.AddDate(0, 0, -90-i%200)
		for k := range 20 {
			e := words[kinds[(i+k)%len(kinds)]]
			e.At = at.AddDate(0, 0, 2*k)
			cs[i].Entries = append(cs[i].Entries, e)
		}
	}
	for b.Loop() {
		for _, c := range cs {
			advice.Judge(c, advice.Standard, cal, now)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms/1000")
}
