package notify

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hearback/classify/timeline"
	"hearback/cmd/hearback/internal/report"
	"hearback/state"
)

var noon = time.Date(2026, 3, 17, 12, 0, 0, 0, time.UTC)

// flagged is a candidacy with a flag up since the 17th.
func flagged(id int64, kind string) report.Candidacy {
	name := fmt.Sprintf("Employer %d", id)
	return report.Candidacy{ID: id, Employer: report.Employer{Name: &name},
		Flag: &report.Flag{Kind: kind, Raised: timeline.Date{Year: 2026, Month: 3, Day: 17}, SilentDays: 7, SilentBusinessDays: 5, Numbers: "4 to 5 business days", Source: "standard", Advice: "Send a short email."}}
}

// written is one whose employer wrote on the 16th, and the person at a time.
func written(id int64, fromYou string) report.Candidacy {
	c := flagged(id, "")
	c.Flag, c.LastEmployerReply = nil, &report.Letter{At: "2026-03-16T10:00:00Z", From: "dana@acme.example", Subject: "Next steps"}
	if fromYou != "" {
		c.LastFromYou = &report.Letter{At: fromYou}
	}
	return c
}

func flagNotice(id int64, kind string) state.Notice {
	return state.Notice{ID: 100 + id, Kind: state.FlagNotice, Candidacy: id, Flag: state.Flag{Candidacy: id, Kind: kind, Due: "2026-03-17"}}
}

func replyNotice(id int64) state.Notice {
	return state.Notice{ID: 200 + id, Kind: state.ReplyNotice, Candidacy: id}
}

func TestMake(t *testing.T) {
	ago := func(minutes ...int) (times []time.Time) {
		for _, m := range minutes {
			times = append(times, noon.Add(-time.Duration(m)*time.Minute))
		}
		return times
	}
	for _, c := range []struct {
		name    string
		night   bool
		told    []time.Time
		pending []state.Notice
		stand   []report.Candidacy
		slot    string
		tells   []int64
		drop    []int64
	}{
		{name: "nothing"},
		{name: "one flag", pending: []state.Notice{flagNotice(3, "follow_up")}, stand: []report.Candidacy{flagged(3, "follow_up")}, slot: "flag 3", tells: []int64{103}},
		{name: "at night", night: true, pending: []state.Notice{flagNotice(3, "follow_up"), replyNotice(4)}, stand: []report.Candidacy{flagged(3, "follow_up"), written(4, "")}},
		{name: "two", pending: []state.Notice{flagNotice(3, "follow_up"), replyNotice(4)}, stand: []report.Candidacy{flagged(3, "follow_up"), written(4, "")}, slot: "summary", tells: []int64{103, 204}},
		{name: "the flag is down", pending: []state.Notice{flagNotice(3, "follow_up")}, stand: []report.Candidacy{written(3, "")}, drop: []int64{103}},
		{name: "down at night", night: true, pending: []state.Notice{flagNotice(3, "follow_up")}, stand: []report.Candidacy{written(3, "")}, drop: []int64{103}},
		{name: "another flag is up", pending: []state.Notice{flagNotice(3, "follow_up")}, stand: []report.Candidacy{flagged(3, "deadline")}, drop: []int64{103}},
		{name: "no such candidacy", pending: []state.Notice{flagNotice(3, "follow_up"), replyNotice(3)}, drop: []int64{103, 203}},
		{name: "a reply", pending: []state.Notice{replyNotice(4)}, stand: []report.Candidacy{written(4, "2026-03-10T10:00:00Z")}, slot: "reply 4", tells: []int64{204}},
		{name: "a reply that was answered", pending: []state.Notice{replyNotice(4)}, stand: []report.Candidacy{written(4, "2026-03-16T10:00:01Z")}, drop: []int64{204}},
		{name: "a flag soon after a toast", told: ago(9), pending: []state.Notice{flagNotice(3, "follow_up")}, stand: []report.Candidacy{flagged(3, "follow_up")}},
		{name: "a flag later", told: ago(10), pending: []state.Notice{flagNotice(3, "follow_up")}, stand: []report.Candidacy{flagged(3, "follow_up")}, slot: "flag 3", tells: []int64{103}},
		{name: "a reply soon after two toasts", told: ago(9, 1), pending: []state.Notice{replyNotice(4), flagNotice(3, "follow_up")}, stand: []report.Candidacy{written(4, ""), flagged(3, "follow_up")}, slot: "reply 4", tells: []int64{204}},
		{name: "a reply soon after three", told: ago(9, 1, 0), pending: []state.Notice{replyNotice(4)}, stand: []report.Candidacy{written(4, "")}},
		{name: "the clock went back", told: ago(-60), pending: []state.Notice{flagNotice(3, "follow_up")}, stand: []report.Candidacy{flagged(3, "follow_up")}, slot: "flag 3", tells: []int64{103}},
	} {
		t.Run(c.name, func(t *testing.T) {
			stand := map[int64]report.Candidacy{}
			for _, s := range c.stand {
				stand[s.ID] = s
			}
			p := Make(noon, !c.night, c.pending, stand, c.told)
			var tells []int64
			for _, n := range p.Tells {
				tells = append(tells, n.ID)
			}
			if p.Toast.Slot != c.slot || !slices.Equal(tells, c.tells) || !slices.Equal(p.Drop, c.drop) {
				t.Errorf("got slot %q, tells %v, drops %v; want %q, %v, %v", p.Toast.Slot, tells, p.Drop, c.slot, c.tells, c.drop)
			}
		})
	}
}

func TestWords(t *testing.T) {
	thanks, offer := flagged(5, "thank_you"), flagged(6, "deadline")
	for _, c := range []struct {
		n                    state.Notice
		c                    report.Candidacy
		title, body, actions string
	}{
		{flagNotice(3, "follow_up"), flagged(3, "follow_up"), "Follow up: Employer 3",
			"Silent for 7 days, 5 of them business days (standard: 4 to 5 business days). Send a short email.", "Snooze 3 days, They called"},
		{flagNotice(5, "thank_you"), thanks, "Say thanks: Employer 5", "Send a short email.", "Snooze 3 days"},
		{flagNotice(6, "deadline"), offer, "Your deadline is near: Employer 6", "Send a short email.", "Snooze 3 days"},
		{replyNotice(4), written(4, ""), "Employer 4 has written", "The silence is broken. dana@acme.example: “Next steps”", ""},
	} {
		got := single(c.n, c.c)
		var labels []string
		for _, a := range got.Actions {
			labels = append(labels, a.Label)
		}
		if got.Title != c.title || got.Body != c.body || strings.Join(labels, ", ") != c.actions {
			t.Errorf("got %+v, want %q, %q, %q", got, c.title, c.body, c.actions)
		}
	}
}

// A thousand flags and a reply are one toast that a person can read.
func TestP6Summary(t *testing.T) {
	stand := map[int64]report.Candidacy{9999: written(9999, "")}
	var pending []state.Notice
	for id := range int64(1000) {
		stand[id] = flagged(id, "second_follow_up")
		pending = append(pending, flagNotice(id, "second_follow_up"))
	}
	p := Make(noon, true, append(pending, replyNotice(9999)), stand, nil)
	if len(p.Tells) != 1001 || p.Toast.Title != "1 employer has written, 1000 candidacies need you" || len(p.Toast.Actions) != 0 {
		t.Errorf("tells %d: %+v", len(p.Tells), p.Toast)
	}
	want := "Written: Employer 9999. Your turn: Employer 0 (second follow up), Employer 1 (second follow up), Employer 2 (second follow up) and 997 more. 'hearback status' shows them."
	if p.Toast.Body != want {
		t.Errorf("body:\n got %s\nwant %s", p.Toast.Body, want)
	}
}

// What a message says stays inside its words: one hostile name pushes nothing
// else out of the toast.
func TestHostileWords(t *testing.T) {
	for name, text := range hostile {
		c, w := flagged(3, "follow_up"), written(4, "")
		c.Employer.Name, w.Employer.Name = &text, &text
		w.LastEmployerReply.Subject, w.LastEmployerReply.From = text, text
		flag, reply := single(flagNotice(3, "follow_up"), c).inert(), single(replyNotice(4), w).inert()
		for _, s := range []string{flag.Title, flag.Body, reply.Title, reply.Body} {
			check(t, s, maxBody)
		}
		if !strings.HasPrefix(flag.Title, "Follow up: ") || !strings.HasSuffix(reply.Title, " has written") || !strings.HasPrefix(reply.Body, "The silence is broken. ") {
			t.Errorf("%s: %q, %q, %q", name, flag.Title, reply.Title, reply.Body)
		}
	}
}
