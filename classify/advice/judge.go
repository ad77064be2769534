package advice

import (
	"time"

	"hearback/classify/candidacy"
	"hearback/classify/timeline"
)

const (
	letGoStands       = 5  // business days from its due day, that one included; then dormant
	outreachRests     = 20 // business days after which an unanswered outreach is dormant
	applicationStands = 20 // business days from its due day; then dormant
	applicationRests  = 10 // business days after its one follow-up; then dormant
	deadlineBefore    = 3  // business days before another employer's day
)

// Judge says whose turn it is in a candidacy at now, which window runs, and
// whether a flag is up. Entries are in the order of their times; what is later
// than now is ignored. Days begin and end in the calendar's zone.
//
// A flag stands from 00:00 of its window's due day until a message ends the
// silence or, as a follow-up, starts the next window; the flag let_go for 5
// business days, then the candidacy is dormant until the next message.
func Judge(c candidacy.Candidacy, p Profile, cal Calendar, now time.Time) Judgement {
	t := turnAt(c, cal, now)
	say := sentences{cal: cal, now: now}
	j := Judgement{WaitingOn: t.party, Since: t.since, FollowUps: len(t.followUps), Promises: t.promises}
	j.Interview = interviewAt(c, now)
	var thankFor time.Time
	j.ThankYou, thankFor = thanksAt(c, t, j.Interview, now)
	j.Pace = paceAt(c, t, now)
	for _, m := range c.Marks {
		j.told(m, now)
	}
	ahead := j.Interview != nil && j.Interview.End.After(now)
	switch {
	case closed(c):
		j.WaitingOn, j.Since, j.FollowUps = Nobody, time.Time{}, 0
		j.Why = say.closed(c.Outcome)
		return j
	case c.Outcome == candidacy.HasOffer && t.queried && !say.presses(t):
		j.AnswerBy = t.answerBy
		j.Why = say.queried(t.since)
	case c.Outcome == candidacy.HasOffer:
		j.WaitingOn = You
		if !t.offered.IsZero() {
			j.Since = t.offered
		}
		j.AnswerBy = t.answerBy
		j.Why = say.offer(j.Since, j.AnswerBy)
	case ahead:
		j.WaitingOn, j.Since, j.FollowUps = Nobody, time.Time{}, 0
		j.Why = say.ahead(j.Interview.Start)
	case c.Stage == candidacy.Outreach && t.spoken && !t.wrote:
		judgeOutreach(&j, say)
	case t.party == You:
		j.Why = say.asked(t.since)
	case t.party == Employer:
		judgeSilence(&j, t, t.silence(p, cal), p, say)
	default:
		j.Why = "nobody has written anything to wait for"
	}
	if !j.Dormant {
		j.thank(thankFor, say, p)
	}
	j.meetDeadline(say)
	j.hold(c.Certainty, say)
	return j
}

// closed reports whether the candidacy has ended, in whatever way.
func closed(c candidacy.Candidacy) bool {
	return c.Stage == candidacy.Closed || c.Outcome != "" && c.Outcome != candidacy.HasOffer
}

// told takes in the marks that stand beside the clock.
func (j *Judgement) told(m candidacy.Mark, now time.Time) {
	if m.At.After(now) {
		return
	}
	day, err := timeline.ParseDate(m.Value)
	if err != nil {
		return
	}
	switch m.What {
	case candidacy.Deadline:
		j.Deadline = day
	case candidacy.Snooze:
		j.SnoozedUntil = day
	}
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
func judgeSilence(j *Judgement, t turn, s silence, p Profile, say sentences) {
	today := say.today()
	applied := !t.spoken
	if applied && len(t.followUps) > 0 {
		last := say.cal.day(t.followUps[len(t.followUps)-1])
		j.Why = say.appliedOnce(last)
		if !today.Before(say.cal.AddBusinessDays(last, applicationRests)) {
			sleep(j)
		}
		return
	}
	w := s.Window
	j.Window = &w
	j.Why = say.silence(s, t)
	if today.Before(w.Due) {
		return
	}
	stands := 0
	switch {
	case applied:
		stands = applicationStands
	case w.Rule == LetGo:
		stands = letGoStands
	}
	if stands > 0 && !today.Before(say.cal.AddBusinessDays(w.Due, stands)) {
		j.Why = say.dormant(w.Due, j.FollowUps)
		sleep(j)
		return
	}
	kind := flagOf[s.Rule]
	if applied {
		kind = ApplicationFlag
	}
	j.Flag = say.raise(*j, kind, s.Due, s.Rule, s.span.String(), s.span.Source, p)
}

func sleep(j *Judgement) {
	j.WaitingOn, j.Since, j.Window, j.Flag, j.Dormant = Nobody, time.Time{}, nil, nil, true
}

// thank raises the flag of a thank-you that is due since the end of an interview.
func (j *Judgement) thank(end time.Time, say sentences, p Profile) {
	if j.ThankYou != Due || j.Flag != nil && j.Flag.Kind != ApplicationFlag {
		return
	}
	from := end.Add(thankFrom)
	if say.now.Before(from) {
		return
	}
	j.Flag = say.raise(*j, ThankYouFlag, say.cal.day(from), ThankYou, "24 hours", p.base(), p)
}

// meetDeadline raises the flag of another employer's day: it presses most.
func (j *Judgement) meetDeadline(say sentences) {
	if j.Deadline.IsZero() {
		return
	}
	from, today := say.cal.businessBefore(j.Deadline, deadlineBefore), say.today()
	if today.Before(from) || today.After(j.Deadline) {
		return
	}
	j.Flag = say.raise(*j, DeadlineFlag, from, Deadline, "3 business days before", "standard", Profile{})
	j.Why += "; " + say.deadline(j.Deadline)
}

// presses reports whether an offer's day is so near that it is the candidate's turn,
// though a question about it is open: they have not said that it can wait.
func (w sentences) presses(t turn) bool {
	return t.answerBy != nil && !t.heard && !w.today().Before(w.cal.businessBefore(t.answerBy.By, deadlineBefore))
}

// hold takes down a flag that must not be raised now: of a candidacy that is
// none for sure, and of one that is snoozed.
func (j *Judgement) hold(certainty candidacy.Certainty, say sentences) {
	switch {
	case j.Flag == nil:
	case certainty == candidacy.Unsure:
		j.Flag = nil
		j.Why += "; whether this is a candidacy at all is unsure, so no flag is raised"
	case say.today().Before(j.SnoozedUntil):
		j.Flag = nil
		j.Why += "; snoozed until " + say.date(j.SnoozedUntil)
	}
}

// raise returns a flag with what to do.
func (w sentences) raise(j Judgement, kind FlagKind, raised timeline.Date, rule Rule, numbers, source string, p Profile) *Flag {
	f := &Flag{Kind: kind, Raised: raised, Rule: rule, Numbers: numbers, Source: source, Advice: whatToDo(kind, p)}
	if !j.Since.IsZero() {
		since := w.cal.day(j.Since)
		f.SilentDays, f.SilentBusinessDays = w.today().Sub(since), w.cal.BusinessDaysBetween(since, w.today())
	}
	return f
}

// flagOf is the flag that each window raises.
var flagOf = map[Rule]FlagKind{
	Promised:     FollowUpFlag,
	NonePromised: FollowUpFlag,
	Second:       SecondFollowUpFlag,
	LetGo:        LetGoFlag,
	Application:  ApplicationFlag,
}
