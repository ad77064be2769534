package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hearback/classify/candidacy"
	"hearback/classify/timeline"
	"hearback/state"
)

func (p *program) markCommand() *cobra.Command {
	undo := false
	c := &cobra.Command{
		Use:   "mark ID WHAT [VALUE]",
		Short: "tell what mail cannot: it always wins",
		Long: `mark tells of a candidacy what mail cannot. WHAT is one of

  promise DATE        they said when they would let you know: "next Friday",
                      "in two weeks", 2026-03-20
  interview TIME      there is, or was, an interview: 2026-03-12, "2026-03-12 15:00",
                      "Thursday 3 pm", "2026-03-12 15:00 Europe/Berlin"
  replied [DATE]      they called, now or "yesterday", "Monday", 2026-03-05
  followed-up [DATE]  you called
  deadline DATE       another employer wants your answer by then
  snooze DAYS|DATE    no flag before
  closed [OUTCOME]    it is over: rejected, accepted, declined, withdrawn,
                      filled, cancelled
  open                it is a candidacy, and not closed
  not-a-job           it is none
  merge OTHER-ID      the other one is the same
  split MESSAGE-ID    this message, and what answers it, is another one
  employer NAME       the employer's name
  role NAME           the role

Whatever is read later, a mark stays. 'show ID' lists the marks, and
'mark ID --undo' takes the last one back. Its date is today's, or --now's.`,
		Args: func(_ *cobra.Command, args []string) error { return markArgs(args, undo) },
		RunE: func(c *cobra.Command, args []string) error { return p.mark(c.Context(), args, undo) },
	}
	c.Flags().BoolVar(&undo, "undo", false, "take the last mark back")
	return c
}

// takes says whether a deed takes a value.
type takes int

const (
	nothing takes = iota
	perhaps
	something
)

// deeds are what can be marked.
var deeds = map[candidacy.Deed]takes{
	candidacy.Promised: something, candidacy.Interviewed: something, candidacy.Replied: perhaps, candidacy.FollowedUp: perhaps,
	candidacy.Deadline: something, candidacy.Snooze: something, candidacy.CloseIt: perhaps,
	candidacy.Open: nothing, candidacy.NotAJob: nothing,
	candidacy.Merge: something, candidacy.Split: something, candidacy.Employed: something, candidacy.AsRole: something,
}

const markHint = "'hearback mark --help' lists what can be marked"

func markArgs(args []string, undo bool) error {
	if undo {
		if len(args) != 1 {
			return &usageError{err: errors.New("mark --undo wants one ID"), hint: listHint}
		}
		return nil
	}
	if len(args) < 2 {
		return &usageError{err: errors.New("mark wants an ID and what to mark"), hint: markHint}
	}
	value, known := deeds[candidacy.Deed(args[1])]
	switch {
	case !known:
		return &usageError{err: fmt.Errorf("mark: %q cannot be marked", args[1]), hint: markHint}
	case value == something && len(args) < 3:
		return &usageError{err: fmt.Errorf("mark %s wants a value", args[1]), hint: markHint}
	case value == nothing && len(args) > 2:
		return &usageError{err: fmt.Errorf("mark %s takes no value", args[1]), hint: markHint}
	}
	return nil
}

func (p *program) mark(ctx context.Context, args []string, undo bool) error {
	id, err := number(args[0])
	if err != nil {
		return err
	}
	s, store, err := p.opened(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	if undo {
		m, err := store.Unmark(ctx, id)
		if err != nil {
			return err
		}
		p.log.Info(strings.TrimSpace(fmt.Sprintf("taken back: %s %s", m.What, m.Value)))
		return nil
	}
	n, err := s.note(id, candidacy.Deed(args[1]), strings.Join(args[2:], " "))
	if err != nil {
		return err
	}
	return store.Mark(ctx, id, n)
}

// note reads what is to be marked, as of the settings' now and zone.
func (s settings) note(id int64, what candidacy.Deed, value string) (state.Note, error) {
	n := state.Note{What: what, Value: value, At: s.now()}
	var err error
	switch what {
	case candidacy.Merge:
		if n.Other, err = number(value); err == nil && n.Other == id {
			err = &usageError{err: errors.New("mark merge wants another candidacy"), hint: listHint}
		}
		n.Value = strconv.FormatInt(n.Other, 10)
	case candidacy.Split:
		n.Value = strings.Trim(value, "<> ")
	case candidacy.Promised:
		var by timeline.Date
		if by, err = s.date(value); err == nil {
			n.Value = by.String() + " " + value
		}
	case candidacy.Deadline:
		var by timeline.Date
		if by, err = s.date(value); err == nil {
			n.Value = by.String()
		}
	case candidacy.Snooze:
		n.Value, err = s.snooze(value)
	case candidacy.Interviewed:
		n.Value, err = s.moment(value, s.date)
	case candidacy.Replied, candidacy.FollowedUp:
		if value != "" {
			n.Value, err = s.past(what, value)
		}
	case candidacy.Employed, candidacy.AsRole:
		if n.Value = strings.TrimSpace(value); n.Value == "" {
			err = &usageError{err: fmt.Errorf("mark %s wants a name", what), hint: markHint}
		}
	case candidacy.CloseIt:
		if value != "" && !slices.Contains(outcomes, candidacy.Outcome(value)) {
			err = &usageError{err: fmt.Errorf("mark closed: %q is no outcome", value), hint: "one of rejected, accepted, declined, withdrawn, filled, cancelled"}
		}
	}
	return n, err
}

// outcomes are those that can be told.
var outcomes = []candidacy.Outcome{candidacy.Rejected, candidacy.Accepted, candidacy.Declined, candidacy.Withdrawn, candidacy.Filled, candidacy.Cancelled}

// date reads a day told by hand, as a date or in words.
func (s settings) date(value string) (timeline.Date, error) {
	d, err := timeline.ParsePhrase(value, s.now(), s.Calendar)
	if err != nil {
		return d, &usageError{err: fmt.Errorf("mark: %w", err), hint: `write 2026-03-20, "20 March", "next Friday" or "in two weeks"`}
	}
	return d, nil
}

// snooze reads a number of calendar days, or a day.
func (s settings) snooze(value string) (string, error) {
	number := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(value, " days"), " day"), "d")
	if n, err := strconv.Atoi(number); err == nil {
		if n < 1 || n > 3650 {
			return "", &usageError{err: fmt.Errorf("mark snooze: %d days", n), hint: "a number of days from 1 on, or a date"}
		}
		return s.Calendar.Today(s.now()).AddDays(n).String(), nil
	}
	d, err := s.date(value)
	if err == nil && !d.After(s.Calendar.Today(s.now())) {
		err = &usageError{err: fmt.Errorf("mark snooze: %s is not ahead", d), hint: "a number of days from 1 on, or a date to come"}
	}
	return d.String(), err
}

// past reads when something was done: today is now, and a weekday the last one.
func (s settings) past(what candidacy.Deed, value string) (string, error) {
	text, err := s.moment(value, s.pastDate)
	if err != nil {
		return "", err
	}
	at, err := time.Parse(time.RFC3339, text)
	switch now := s.now(); {
	case err != nil || !at.After(now):
		return text, err
	case timeline.DateOf(at.In(s.Zone)) == s.Calendar.Today(now) && !hasClock.MatchString(value):
		return now.Format(time.RFC3339), nil // noon is still to come
	}
	return "", &usageError{err: fmt.Errorf("mark %s: %q lies ahead", what, value), hint: `when was it? "today", "yesterday", "Monday", 2026-03-20`}
}

// pastDate reads a day that has come: "yesterday", "Friday", "last Friday".
func (s settings) pastDate(value string) (timeline.Date, error) {
	today := s.Calendar.Today(s.now())
	said := strings.TrimPrefix(strings.ToLower(value), "last ")
	if strings.HasPrefix(said, "yesterday") {
		return today.AddDays(-1), nil
	}
	d, err := s.date(said)
	if err == nil && d.After(today) && !strings.ContainsAny(hasClock.ReplaceAllString(said, ""), "0123456789") {
		for d.After(today) {
			d = d.AddDays(-7)
		}
	}
	if said != strings.ToLower(value) && d == today {
		d = d.AddDays(-7)
	}
	return d, err
}

// hasClock finds a time of day.
var hasClock = regexp.MustCompile(`(?i)\b\d{1,2}([:.]\d{2}( ?[ap]\.?m\b\.?)?| ?[ap]\.?m\b\.?| ?h\b)|\bnoon\b|o'clock`)

// moment reads a time, or a day, of which it takes noon. A day with a time in words is
// read by date first, so that the time may have passed.
func (s settings) moment(value string, date func(string) (timeline.Date, error)) (string, error) {
	zone, rest := s.Zone, value
	if at := strings.LastIndexByte(value, ' '); at > 0 && strings.Contains(value[at:], "/") {
		if named, err := time.LoadLocation(value[at+1:]); err == nil {
			zone, rest = named, value[:at]
		}
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04", "2006-01-02 15:04"} {
		t, err := time.ParseInLocation(layout, rest, zone)
		switch {
		case err != nil:
		case layout != time.RFC3339 && t.Format(layout) != rest:
			return "", &usageError{err: fmt.Errorf("mark: there is no %q, clocks skip it", rest), hint: "write a time that there was"}
		default:
			return t.Format(time.RFC3339), nil
		}
	}
	d, err := date(rest)
	if err != nil {
		return "", err
	}
	if !hasClock.MatchString(rest) {
		return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, zone).Format(time.RFC3339), nil
	}
	eve := d.In(zone).Add(-time.Second)
	for _, words := range []string{rest, d.String() + " at " + hasClock.FindString(rest)} {
		if talks := timeline.Times(words, eve); len(talks) == 1 && timeline.DateOf(talks[0].Start.In(zone)) == d {
			return talks[0].Start.Format(time.RFC3339), nil
		}
	}
	return "", &usageError{err: fmt.Errorf("mark: %q is no time", value), hint: `write "2026-03-12 15:00", "Thursday 3 pm", or with a zone "2026-03-12 15:00 Europe/Berlin"`}
}

// number reads a candidacy's number.
func number(arg string) (int64, error) {
	id, err := strconv.ParseInt(strings.TrimPrefix(arg, "#"), 10, 64)
	if err != nil || id < 1 {
		return 0, &usageError{err: fmt.Errorf("%q is not the number of a candidacy", arg), hint: listHint}
	}
	return id, nil
}
