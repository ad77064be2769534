package main

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"hearback/classify/advice"
	"hearback/cmd/hearback/internal/report"
	"hearback/state"
)

// judged returns every candidacy as it stands now.
func (s settings) judged(ctx context.Context, store *state.Store, now time.Time) ([]report.Candidacy, error) {
	cs, err := store.Candidacies(ctx, now)
	if err != nil {
		return nil, err
	}
	out := make([]report.Candidacy, len(cs))
	for i, c := range cs {
		out[i] = report.Of(c, advice.Judge(c, s.Profile, s.Calendar, now), s.Zone)
	}
	report.Suggest(out)
	return out, nil
}

// announcer compares how the candidacies stand with what was recorded, records
// what is new, and says it: one line for each flag raised or cleared and each
// reply that ends a silence.
type announcer struct {
	settings
	store *state.Store
	out   io.Writer
	news  chan struct{} // a nudge after each judgement; nil: nobody wants it

	mu   sync.Mutex
	last map[int64]report.Candidacy // as they stood when last looked at
}

// look takes in how things stand without a word: the state before any new mail.
func (a *announcer) look(ctx context.Context) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	_, err := a.see(ctx, a.now())
	return err
}

func (a *announcer) see(ctx context.Context, now time.Time) ([]report.Candidacy, error) {
	cs, err := a.judged(ctx, a.store, now)
	if err != nil {
		return nil, err
	}
	a.last = make(map[int64]report.Candidacy, len(cs))
	for _, c := range cs {
		a.last[c.ID] = c
	}
	return cs, nil
}

// announce judges, records and tells what is new.
func (a *announcer) announce(ctx context.Context) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	now, before := a.now(), a.last
	cs, err := a.see(ctx, now)
	if err != nil {
		return err
	}
	standing, err := a.store.StandingFlags(ctx)
	if err != nil {
		return err
	}
	raised, cleared := a.changes(before, cs, standing)
	rebuilt, err := a.store.Rebuilt(ctx)
	if err != nil {
		return err
	}
	if len(raised)+len(cleared) > 0 {
		c := state.Changes{Raised: raised, Cleared: cleared, Notices: a.notices(raised, cleared)}
		if rebuilt { // what stands was told before the state was lost
			c.Notices = nil
		}
		if err := a.store.RecordFlags(ctx, now, c); err != nil {
			return err
		}
	}
	if rebuilt {
		return a.store.EndRebuild(ctx)
	}
	a.nudge()
	for _, c := range cs {
		a.tellReply(now, before[c.ID], c)
	}
	for _, f := range cleared {
		a.say(now, "flag cleared", a.last[f.Candidacy], fmt.Sprintf("%s, %s", readable(f.Kind), f.By))
	}
	for _, f := range raised {
		c := a.last[f.Candidacy]
		a.say(now, "flag raised", c, raisedWords(c.Flag))
	}
	return nil
}

// nudge says that there may be something to tell.
func (a *announcer) nudge() {
	select {
	case a.news <- struct{}{}:
	default:
	}
}

// raisedWords are those of a flag that went up, with what to do on a line of its
// own.
func raisedWords(f *report.Flag) string {
	silent := ""
	if f.OfSilence() {
		silent = fmt.Sprintf(", silent for %s, %s", counted(f.SilentDays, "day"), counted(f.SilentBusinessDays, "business day"))
	}
	return fmt.Sprintf("%s%s (%s: %s, profile %s)\n%32s%s", readable(f.Kind), silent, readable(f.Rule), f.Numbers, f.Source, "", f.Advice)
}

// changes returns the flags that are up and were not, and those that were and
// are not; before is how the candidacies stood when last looked at.
func (a *announcer) changes(before map[int64]report.Candidacy, cs []report.Candidacy, standing []state.Raised) (raised []state.Raised, cleared []state.Cleared) {
	was := map[state.Flag]bool{}
	for _, f := range standing {
		was[f.Flag] = true
	}
	is, byID := map[state.Flag]bool{}, map[int64]report.Candidacy{}
	for _, c := range cs {
		byID[c.ID] = c
		if c.Flag == nil {
			continue
		}
		f := state.Flag{Candidacy: c.ID, Kind: c.Flag.Kind, Rule: c.Flag.Rule, Source: c.Flag.Source, Due: c.Flag.Raised.String()}
		is[f] = true
		if !was[f] {
			raised = append(raised, state.Raised{Flag: f, LastReply: lastReply(c)})
		}
	}
	for _, f := range standing {
		if !is[f.Flag] {
			cleared = append(cleared, state.Cleared{Flag: f.Flag, By: a.clearedBy(f, before[f.Candidacy], byID[f.Candidacy])})
		}
	}
	return raised, cleared
}

// theyReplied is what brought a flag down when the employer wrote.
const theyReplied = "they replied"

// clearedBy says what brought a flag down, from how the candidacy stood before
// and stands since.
func (a *announcer) clearedBy(f state.Raised, before, c report.Candidacy) string {
	switch mine := sentAt(c.LastFromYou); {
	case lastReply(c).After(f.LastReply):
		return theyReplied
	case a.now().Before(f.At):
		return "the clock went back"
	case c.Outcome != nil && *c.Outcome == "dormant":
		return "let go"
	case c.SnoozedUntil != nil && a.Calendar.Today(a.now()).String() < *c.SnoozedUntil:
		return "snoozed"
	case c.MarkedSince(f.At):
		return "you said so"
	case mine.After(f.At), mine.After(sentAt(before.LastFromYou)):
		return "you wrote"
	}
	return "no longer due"
}

// notices are what the person is to be told of changes: of a flag once, and
// once more after it was snoozed; and that an employer broke a flagged silence.
func (a *announcer) notices(raised []state.Raised, cleared []state.Cleared) []state.Notice {
	var ns []state.Notice
	for _, f := range raised {
		if f.Kind == string(advice.ApplicationFlag) && !a.Notify.Applications {
			continue
		}
		key := f.Kind + " " + f.Due
		if until := a.last[f.Candidacy].SnoozedUntil; until != nil && *until > f.Due {
			key += " snoozed until " + *until
		}
		ns = append(ns, state.Notice{Kind: state.FlagNotice, Candidacy: f.Candidacy, Key: key, Flag: f.Flag})
	}
	for _, f := range cleared {
		c := a.last[f.Candidacy]
		switch {
		case f.By != theyReplied || f.Kind == string(advice.ThankYouFlag) || f.Kind == string(advice.DeadlineFlag):
		case f.Kind == string(advice.ApplicationFlag) && !a.Notify.Applications && c.Quiet(): // a refusal like many
		default:
			ns = append(ns, state.Notice{Kind: state.ReplyNotice, Candidacy: f.Candidacy, Key: c.LastEmployerReply.At, Flag: f.Flag})
		}
	}
	return ns
}

// lastReply is when the employer last replied; zero: never.
func lastReply(c report.Candidacy) time.Time { return sentAt(c.LastEmployerReply) }

// sentAt is the time of a letter; zero: there is none.
func sentAt(l *report.Letter) time.Time {
	if l == nil {
		return time.Time{}
	}
	return moment(l.At)
}

func moment(rfc3339 string) time.Time {
	t, _ := time.Parse(time.RFC3339, rfc3339) // as report.Of wrote it
	return t
}

// tellReply says that an employer who was waited for has written.
func (a *announcer) tellReply(now time.Time, before, c report.Candidacy) {
	if before.ID == 0 || before.WaitingOn != "employer" || c.LastEmployerReply == nil {
		return
	}
	if !lastReply(c).After(lastReply(before)) {
		return
	}
	silent := ""
	if before.WaitingSince != nil {
		days := a.Calendar.Today(moment(c.LastEmployerReply.At)).Sub(a.Calendar.Today(moment(*before.WaitingSince)))
		silent = " after " + counted(days, "day")
	}
	a.say(now, "reply", c, fmt.Sprintf("%s wrote%s: %s", c.LastEmployerReply.From, silent, c.LastEmployerReply.Subject))
}

// say prints one line, or what words has of them.
func (a *announcer) say(now time.Time, what string, c report.Candidacy, words string) {
	fmt.Fprintf(a.out, "%s  %-12s  #%d %s: %s\n", now.Format("2006-01-02 15:04"), what, c.ID, c.Title(), words)
}
