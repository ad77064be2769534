package classify

import (
	"strings"
	"time"

	"hearback/classify/invite"
	"hearback/classify/mail"
	"hearback/classify/timeline"
)

// maxTimes bounds the talks and the events of one message that are kept.
const maxTimes = 20

// readTimes adds to a reading what its message says of times: a promised day,
// interviews, and when somebody is back.
func (r *Reader) readTimes(reading *Reading, m *mail.Message) {
	sent := m.Date
	if sent.IsZero() || !reading.concerns() {
		return // nothing to count from, or for
	}
	text := m.Text
	// QUIRK: Exchange and most services that send for others date all mail in
	// UTC. That tells nothing of where the sender is; most are where the
	// candidate is, and "3 pm" is said there.
	if _, offset := sent.Zone(); offset == 0 && r.zone != nil {
		sent = sent.In(r.zone)
	}
	for _, c := range m.Calendar {
		for _, e := range invite.Parse(c, sent.Location()) {
			if len(reading.Events) < maxTimes {
				reading.Events = append(reading.Events, e)
			}
		}
	}
	kind := reading.Kind
	if reading.Within.Kind != "" {
		kind = reading.Within.Kind
	}
	switch {
	case kind == AutoReply:
		reading.Returns, reading.Gone = r.returns(m.Subject+"\n"+text, sent)
		return
	case reading.Author == Own:
		reading.Talks = talks(text, sent, true)
		return
	case !kind.Job() && reading.Author != Person:
		return
	}
	if p, ok := timeline.Promise(timeline.Find(text, sent, r.calendar)); ok && promises[kind] {
		reading.Promise = &Promise{By: p.By, Vague: p.Vague, Phrase: clip(p.Phrase)}
	}
	if kind == Scheduling || kind == InterviewInvitation {
		reading.Talks = talks(text, sent, false)
	}
}

// talks are the times that a text tells, with or without those that it offers
// to choose from. "Tuesday at 2 pm works for me" offers one.
func talks(text string, sent time.Time, offered bool) []Talk {
	var found []Talk
	for _, t := range timeline.Times(text, sent) {
		if t.Intent == timeline.Offered && !offered || len(found) == maxTimes {
			continue
		}
		talk := Talk{Start: t.Start, End: t.End, Phrase: clip(t.Phrase)}
		switch t.Intent {
		case timeline.Moved:
			talk.Change = Moves
		case timeline.Cancelled:
			talk.Change = Cancels
		}
		found = append(found, talk)
	}
	return found
}

// promises are the kinds whose timeline is one of the employer's: an invitation
// names the day of the talk, an offer that of its own end.
var promises = map[Kind]bool{ApplicationConfirmation: true, StatusUpdate: true, InterviewFollowup: true, References: true, Assessment: true, Scheduling: true, NotJob: true}

// returns finds the day on which the sender of an automatic reply is back, and
// whether it says that there is no coming back.
func (r *Reader) returns(text string, sent time.Time) (back timeline.Date, gone bool) {
	t := plainText(text)
	goneWords.each(t.words, nil, func(struct{}, int, int) { gone = true })
	backWords.each(t.words, nil, func(through bool, _, last int) {
		if !back.IsZero() {
			return
		}
		rest := t.whole[t.words[last].end:]
		if i := strings.IndexAny(rest, "\n;!?("); i >= 0 {
			rest = rest[:i]
		}
		fields := strings.Fields(rest)
		for n := min(len(fields), 7); n > 0 && back.IsZero(); n-- {
			phrase := strings.Trim(strings.Join(fields[:n], " "), " .,:;")
			if d, err := timeline.ParsePhrase(phrase, sent, r.calendar); err == nil && !d.Before(timeline.DateOf(sent)) {
				if back = d; through {
					back = r.calendar.AddBusinessDays(d, 1)
				}
			}
		}
	})
	return back, gone
}

// backWords stand before the day of a return; of those that are true, the day
// is the last one away (ADVICE, out of office).
var (
	backWords = valued(map[bool][]string{
		false: {"back|return|returning|available ~4 on", "back|return|returning ~3 the", "until|till", "out of ~1 office until|till", "be back", "returning", "back",
			"bis zum", "bis einschliesslich", "wieder ~4 ab|am", "zuruck ~2 am|ab", "ab dem", "jusqu'au", "de retour le", "retour le", "a partir du", "hasta el", "de vuelta el", "regreso el", "a partir del"},
		true: {"through", "up to and including", "until and including", "bis einschliesslich", "jusqu'au ~3 inclus", "out|away|leave ~4 to"},
	})
	goneWords = leads("no longer with|at|works|employed|working|part", "has|have left the|our ~2 company|firm|team|organisation|organization|business", "nicht mehr ~4 tatig|beschaftigt|unternehmen|haus", "ne travaille plus", "ne fait plus partie", "ya no trabaja", "ya no forma parte", "a quitte")
)
