package advice

import (
	"time"

	"hearback/classify/candidacy"
	"hearback/classify/timeline"
)

const (
	letGoStands   = 5  // business days from its due day, that one included; then dormant
	outreachRests = 20 // business days after which an unanswered outreach is dormant
)

// Judge says whose turn it is in a candidacy at now, which window runs, and
// whether a flag is up. Entries are in the order of their times; later ones
// than now are ignored. Days begin and end in the calendar's zone.
//
// A flag stands from 00:00 of its window's due day until a message ends the
// silence or, as a follow-up, starts the next window; the flag let_go for 5
// business days, then the candidacy is dormant until the next message.
func Judge(c candidacy.Candidacy, p Profile, cal Calendar, now time.Time) Judgement {
	t := turnAt(c.Entries, now)
	say := sentences{cal: cal, now: now}
	j := Judgement{WaitingOn: t.party, Since: t.since, FollowUps: len(t.followUps), ThankYou: t.thanked}
	switch {
	case closed(c):
		j.WaitingOn, j.Since, j.FollowUps = Nobody, time.Time{}, 0
		j.Why = say.closed(c.Outcome)
	case c.Outcome == candidacy.HasOffer:
		j.WaitingOn = You
		if !t.offered.IsZero() {
			j.Since = t.offered
		}
		j.Why = say.offer(j.Since)
	case c.Stage == candidacy.Outreach && t.spoken && !t.wrote:
		judgeOutreach(&j, say)
	// An interview ahead stops the clock here.
	case t.party == You:
		j.Why = say.asked(t.since)
	case t.party == Employer && t.spoken:
		judgeSilence(&j, c.Certainty, t.silence(p, cal), say)
	// A silence after an application, where nobody has spoken, joins here.
	case t.party == Employer:
		j.Why = say.applied(t.since)
	default:
		j.Why = "nobody has written anything to wait for"
	}
	return j
}

// closed reports whether the candidacy has ended, in whatever way.
func closed(c candidacy.Candidacy) bool {
	return c.Stage == candidacy.Closed || c.Outcome != "" && c.Outcome != candidacy.HasOffer
}

// judgeOutreach judges a first word that the candidate never answered: it is
// no silence of the employer's.
func judgeOutreach(j *Judgement, say sentences) {
	j.WaitingOn = You
	j.Why = say.outreach(j.Since)
	rests := say.cal.AddBusinessDays(say.cal.day(j.Since), outreachRests)
	if !say.today().Before(rests) {
		sleep(j)
	}
}

// judgeSilence judges a silence of the employer's by its window.
func judgeSilence(j *Judgement, certainty candidacy.Certainty, s silence, say sentences) {
	w := s.Window
	today := say.today()
	j.Window = &w
	j.Why = say.silence(s, j.FollowUps)
	if today.Before(w.Due) {
		return
	}
	if w.Rule == LetGo && !today.Before(say.cal.AddBusinessDays(w.Due, letGoStands)) {
		j.Why = say.dormant(w.Due, j.FollowUps)
		sleep(j)
		return
	}
	if certainty == candidacy.Unsure { // a snooze joins here
		j.Why += "; whether this is a candidacy at all is unsure, so no flag is raised"
		return
	}
	j.Flag = raise(s, say.cal.day(j.Since), today, say.cal)
}

func sleep(j *Judgement) {
	j.WaitingOn, j.Since, j.Window, j.Flag, j.Dormant = Nobody, time.Time{}, nil, nil, true
}

// raise returns the flag of a silence that has run through its window.
func raise(s silence, since, today timeline.Date, cal Calendar) *Flag {
	kind := flagOf[s.Rule]
	return &Flag{
		Kind:               kind,
		Raised:             s.Due,
		SilentDays:         today.Sub(since),
		SilentBusinessDays: cal.BusinessDaysBetween(since, today),
		Rule:               s.Rule,
		Numbers:            s.span.String(),
		Source:             s.span.Source,
		Advice:             whatToDo[kind],
	}
}

// flagOf is the flag that each window raises.
var flagOf = map[Rule]FlagKind{
	NonePromised: FollowUpFlag,
	Second:       SecondFollowUpFlag,
	LetGo:        LetGoFlag,
}
