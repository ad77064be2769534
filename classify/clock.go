package classify

import (
	"slices"
	"strings"
	"time"

	"hearback/classify/internal/fold"
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
	answers := !startsThread(&m.Header)
	if sent.IsZero() || !reading.concerns() && !answers {
		return // nothing to count from, or for
	}
	text := m.Text
	// QUIRK: Exchange and most services that send for others date all mail in
	// UTC. That tells nothing of where the sender is; most are where the
	// candidate is, and "3 pm" is said there. So it is by those who have the
	// candidate's time: unlike an offset, the zone knows when clocks change.
	if r.zone != nil {
		_, offset := sent.Zone()
		if offset == 0 && ofLondon(text) {
			sent = sent.In(london())
		} else if _, here := sent.In(r.zone).Zone(); offset == 0 || offset == here {
			sent = sent.In(r.zone)
		} else {
			sent = sent.In(zoneOf(sent))
		}
	}
	viewer := sent.Location() // whose dates and floating times they are (RFC 5545, sections 3.3.4 and 3.3.5)
	if r.zone != nil {
		viewer = r.zone
	}
	for _, c := range m.Calendar {
		for _, e := range invite.Parse(c, viewer) {
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
		reading.Talks = talks(text, sent, "")
		if answers {
			reading.shift(text, sent)
			reading.callOff(text)
		}
		return
	case !kind.Job() && reading.Author != Person && reading.Author != Relay:
		return
	}
	// What a service hands on is a word in a conversation, though it answers no message.
	handed := !kind.Job() && reading.Author == Relay
	if kind == Offer || kind == InterviewFollowup {
		reading.AnswerBy = r.answerBy(text, sent)
	}
	if settles[kind] || (answers || early[kind]) && reading.Author == Person && !hasDeadline[kind] || handed {
		reading.Talks = slices.DeleteFunc(talks(text, sent, Offers), func(t Talk) bool { return reading.eventOn(timeline.DateOf(t.Start)) })
		if reading.Author == Person && len(reading.Talks) > 0 {
			with := r.present(m)
			for i := range reading.Talks {
				reading.Talks[i].With = with
			}
		}
	}
	if answers && reading.Author == Person && len(reading.Events) == 0 {
		reading.shift(text, sent)
	}
	if kind == Scheduling || answers && reading.Author == Person {
		reading.callOff(text)
	}
	// In a conversation a person's word is one, whatever it resembles by itself.
	inTalk := handed || answers && reading.Author == Person && (kind == RecruiterOutreach || !kind.Job() || reading.Within.Kind == "" && reading.Confidence < plain)
	if promises[kind] || inTalk || kind == PositionFilled && reading.onHold() || kind == Rejection && reading.Author == Person && reading.ByWordsAlone(kind) {
		stated := slices.DeleteFunc(timeline.Find(text, sent, r.calendar), func(s timeline.Statement) bool { return reading.tellsTalk(text, s) })
		if kind == Scheduling { // "I will call you at ten on Monday" promises a talk
			stated = slices.DeleteFunc(stated, func(s timeline.Statement) bool { return !s.Decisive && !reading.callsOff() || reading.talksOn(s.By) })
		}
		if p, ok := timeline.Promise(stated); ok {
			reading.Promise = &Promise{By: p.By, Vague: p.Vague, Phrase: clip(p.Phrase)}
		}
	}
}

// callOff notes that the text calls off a talk of which it does not tell the time.
func (r *Reading) callOff(text string) {
	if len(r.Events) > 0 || slices.ContainsFunc(r.Talks, Talk.changes) {
		return
	}
	if words, ok := calledOff(text); ok {
		r.Talks = append(r.Talks, Talk{Change: Cancels, Phrase: clip(words)})
	}
}

// shift notes by how much the text moves the talk that is agreed.
func (r *Reading) shift(text string, sent time.Time) {
	if s, ok := timeline.FindShift(text, sent); ok && len(r.Talks) == 0 {
		s.Phrase = clip(s.Phrase)
		if r.Shift = &s; s.Asked && r.Author == Person && len(r.Asks) == 0 {
			r.Asks = []Reason{{askedRule, s.Phrase}}
		}
	}
}

// talksOn reports whether the message names a talk on the day, in its words or by its
// calendar.
func (r *Reading) talksOn(day timeline.Date) bool {
	return r.eventOn(day) || slices.ContainsFunc(r.Talks, func(t Talk) bool { return t.Settled() && timeline.DateOf(t.Start) == day })
}

// tellsTalk reports whether the words of a statement tell the day of a talk: "I am
// sending you an invitation for Thursday the 13th at 3 pm".
func (r *Reading) tellsTalk(text string, s timeline.Statement) bool {
	return slices.ContainsFunc(r.Talks, func(t Talk) bool {
		at := strings.Index(text, t.Phrase)
		return at >= 0 && t.Phrase != "" && timeline.DateOf(t.Start) == s.By && s.Start < at+len(t.Phrase) && at < s.End
	})
}

// callsOff reports whether the message calls a talk off: what it announces is the next one.
func (r *Reading) callsOff() bool {
	return slices.ContainsFunc(r.Events, invite.Event.Cancels) ||
		slices.ContainsFunc(r.Talks, func(t Talk) bool { return t.Change == Cancels })
}

// eventOn reports whether the calendar of the message has an event on the day.
func (r *Reading) eventOn(day timeline.Date) bool {
	return slices.ContainsFunc(r.Events, func(e invite.Event) bool { return timeline.DateOf(e.Start) == day })
}

// talks are the times that a text tells; offered is what one to choose from is. For the
// candidate "Tuesday at 2 pm works for me" names it.
func talks(text string, sent time.Time, offered Change) []Talk {
	var found []Talk
	for _, t := range timeline.Times(text, sent) {
		if len(found) == maxTimes {
			break
		}
		talk := Talk{Start: t.Start, End: t.End, Phrase: clip(t.Phrase), Zoned: t.Zone != ""}
		switch t.Intent {
		case timeline.Offered:
			talk.Change = offered
		case timeline.Moved:
			talk.Change = Moves
		case timeline.Cancelled:
			talk.Change = Cancels
		case timeline.Refused:
			talk.Change = Refuses
		}
		found = append(found, talk)
	}
	return found
}

// present are those of the sender's house who have a copy of a message that names a
// talk, and whom its text calls by name: "you will meet Dana and Luis (both copied)".
// The sender is one where the text says so.
func (r *Reader) present(m *mail.Message) []mail.Participant {
	from := m.Sent()
	house := registrable(from.Domain())
	if freemail[house] {
		return nil
	}
	words := wordsOf(m.Text)
	named := func(p mail.Participant) bool {
		first, _, _ := strings.Cut(p.Name, " ")
		return len(first) > 1 && slices.ContainsFunc(words, func(w word) bool { return w.folded == fold.String(first) })
	}
	var with []mail.Participant
	for _, p := range m.Recipients() {
		if len(with) < maxPresent && !r.isMe(p) && p.Address != from.Address && registrable(p.Domain()) == house && named(p) {
			with = append(with, p)
		}
	}
	if len(with) > 0 {
		too := false
		meToo.each(words, nil, func(struct{}, int, int) { too = true })
		if too {
			with = append(with, from)
		}
	}
	return with
}

// maxPresent bounds who takes part in a talk: more are an audience.
const maxPresent = 8

var meToo = leads("and|with|plus me|myself|i", "und mir|mich|ich", "mit mir", "et|avec moi", "y yo", "conmigo")

// calledOff finds the words by which a text calls off a talk of which it does not tell
// the time, and says whether there are any. A question does not: "Need to reschedule your
// interview?"
func calledOff(text string) (words string, ok bool) {
	t := plainText(text)
	offWords.each(t.words, nil, func(_ struct{}, first, last int) {
		if ok || conditional(t.words, first, false) || negated(t.words, first) || first > 0 && readers[t.words[first-1].folded] {
			return // "if you have to cancel our interview", "you need to reschedule the call"
		}
		rest := t.whole[t.words[last].end:]
		if i := strings.IndexAny(rest, ".!?\n"); i < 0 || rest[i] != '?' {
			words, ok = t.slice(first, last+1), true
		}
	})
	return words, ok
}

// readers are the words for who reads.
var readers = set("you you'll you'd sie du vous tu usted ustedes")

var offWords = leads("have|need|had|must|having|needs|has|going to cancel|postpone|reschedule|push|move ~4 interview|call|meeting|conversation|chat|talk|appointment",
	"interview|call|meeting|conversation|chat|appointment ~4 been|is|was|be cancelled|canceled|postponed|rescheduled", "interview|call|meeting|conversation|chat|appointment ~4 not|won't ~2 take|taking place|happen|ahead", "interview|call|meeting|chat ~3 called off", "call off ~3 interview|call|meeting|chat", "call|calling ~2 off ~4 @day|interview|call|meeting|chat|talk", "call|calling @day|it off",
	"cancelling|canceling|postponing|rescheduling ~4 interview|call|meeting|conversation|chat|appointment",
	"gesprach|termin|vorstellungsgesprach|bewerbungsgesprach|interview|treffen|telefonat ~6 absagen|verschieben|verlegen|abgesagt|verschoben|verlegt|entfallt|entfallen|ausfallen", "gesprach|termin|vorstellungsgesprach|bewerbungsgesprach|interview|treffen|telefonat ~6 nicht ~2 statt|stattfinden",
	"annuler|reporter|decaler ~5 entretien|entrevue|rendez|echange|rdv|appel|l'entretien|l'entrevue|l'echange|l'appel", "entretien|entrevue|rendez|rdv|l'entretien|l'entrevue|l'echange|l'appel ~5 annule|reporte|decale",
	"entretien|entrevue|rendez|echange|rdv|appel|visio|l'entretien|l'entrevue|l'echange|l'appel ~6 aura|n'aura|avoir ~2 pas lieu",
	"cancelar|aplazar|posponer|anular|suspender ~5 entrevista|cita|reunion|llamada", "entrevista|cita|reunion|llamada ~5 cancelada|aplazada|pospuesta|anulada|suspendida", "entrevista|cita|reunion|llamada ~6 no ~1 tendra|celebrara|hara")

// onHold reports whether a position is cancelled in words that leave it to come back.
func (r *Reading) onHold() bool {
	return slices.ContainsFunc(r.Reasons, func(reason Reason) bool {
		return reason.Rule == CancelledRule && slices.ContainsFunc(wordsOf(reason.Quote), func(w word) bool { return holds[w.folded] })
	})
}

// KeptRule says of a message about a position on hold that it is still to be filled.
const KeptRule = "still to be filled"

// kept are the words that say so: "it has not been cancelled", "the freeze was lifted".
var kept = leads("@no ~2 cancel*|withdrawn|scrapped|eliminated", "freeze|hold|pause ~8 lifted|over|ended", "lifted ~3 freeze|hold|pause", "position|role|post ~3 released|reopened|reinstated|unfrozen",
	"nicht ~2 gestrichen|abgesagt", "einstellungsstopp ~4 aufgehoben|beendet|vorbei", "pas ~2 annule|annulee|supprime|abandonne", "gel ~4 leve|termine", "no ~3 cancelad*|cancelo", "sigue|continua ~2 vigente|abierta|activa")

// keptIn returns the sentence that says that the position is still to be filled.
func keptIn(text string) string {
	for sentence := range sentencesOf(text) {
		found := false
		kept.each(wordsOf(sentence), nil, func(struct{}, int, int) { found = true })
		if found {
			return strings.TrimSpace(sentence)
		}
	}
	return ""
}

var holds = set("hold paused pausing pause freeze frozen suspended suspendu gele suspendido suspendida")

// settles are the kinds whose times are those of talks. A person's are, too, of the
// early kinds, and in a conversation of every kind, "the 14th at 11 it is", but for those
// whose times are the ends of something.
var (
	settles     = map[Kind]bool{Scheduling: true, InterviewInvitation: true, InterviewFollowup: true}
	early       = map[Kind]bool{ApplicationConfirmation: true, StatusUpdate: true} // "thank you for applying, I will ring you on Monday at 4"
	hasDeadline = map[Kind]bool{Assessment: true, References: true, Offer: true, Rejection: true, PositionFilled: true, ApplicationIncomplete: true}
)

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
		day, phrase := r.dayIn(rest, sent)
		if back = day; !back.IsZero() && (through || inclusive(rest, phrase)) {
			back = r.calendar.AddBusinessDays(back, 1)
		}
	})
	return back, gone
}

// inclusive reports whether the phrase of a day in a text ends or is followed by a word
// that counts the day in: "jusqu'au 15 mai inclus".
func inclusive(text, phrase string) bool {
	_, behind, found := strings.Cut(strings.Join(strings.Fields(text[:min(len(text), maxDay)]), " "), phrase)
	next, _, _ := strings.Cut(strings.TrimLeft(behind, " ,("), " ")
	last := phrase[strings.LastIndexByte(phrase, ' ')+1:]
	return countedIn[strings.Trim(fold.String(last), ".,;)")] || found && countedIn[strings.Trim(fold.String(next), ".,;)")]
}

var countedIn = set("inclus incluse inclusive inclusivement incluido included einschliesslich inkl incl")

// A day is looked for in so many bytes and words of a text.
const (
	maxDay      = 200
	maxDayWords = 10
)

// dayIn reads the day that a text begins with, and its words; zero where it
// begins with none, or with one that had passed when it was sent.
func (r *Reader) dayIn(text string, sent time.Time) (timeline.Date, string) {
	if i := strings.IndexAny(text, ";!?("); i >= 0 {
		text = text[:i]
	}
	if i := strings.Index(text, "\n\n"); i >= 0 {
		text = text[:i]
	}
	fields := strings.Fields(text[:min(len(text), maxDay)])
	day := func(n int) (timeline.Date, string) {
		phrase := strings.Trim(strings.Join(fields[:n], " "), " .,:;")
		d, err := timeline.ParsePhrase(phrase, sent, r.calendar)
		if err != nil || d.Before(timeline.DateOf(sent)) {
			return timeline.Date{}, ""
		}
		return d, phrase
	}
	for n := min(len(fields), maxDayWords); n > 0; n-- {
		d, phrase := day(n)
		if d.IsZero() {
			continue
		}
		// The first words of the next sentence may change nothing: "10 April. The".
		for ; n > 1 && strings.HasSuffix(fields[n-2], "."); n-- {
			same, shorter := day(n - 1)
			if same != d {
				break
			}
			phrase = shorter
		}
		return d, phrase
	}
	return timeline.Date{}, ""
}

// answerBy finds the day by which an offer wants its answer: the earliest that
// the text names for one; nil where it names none.
func (r *Reader) answerBy(text string, sent time.Time) *Deadline {
	var found *Deadline
	t, tries := plainText(text), 0
	answerWords.each(t.words, nil, func(_ struct{}, first, last int) {
		if tries == maxTimes || !wanted(t.words, first, last) {
			return
		}
		tries++
		by, words := r.dayIn(text[t.words[last].start:], sent)
		if by.IsZero() || found != nil && !by.Before(found.By) {
			return
		}
		until := t.slice(first, last)
		found = &Deadline{By: by, Phrase: clip(until + " " + words)}
	})
	return found
}

// wanted reports whether the words from first to last ask for an answer. They do
// not where something starts between them ("accept and join us by May" names
// the first day at work), nor where the answer is the employer's: of "you" and
// "we", the nearer one before them gives it.
func wanted(words []word, first, last int) bool {
	toUs := false // "let us know", "hear from you"
	for _, w := range words[first:last] {
		if startWords[w.folded] {
			return false
		}
		toUs = toUs || w.folded == "us" || w.folded == "me" || w.folded == "from"
	}
	for i := first; !toUs && i >= max(0, first-4); i-- {
		switch {
		case employers[words[i].folded]:
			return false
		case answerers[words[i].folded], words[i].first:
			return true
		}
	}
	return true
}

// answerWords stand before the day by which an answer is wanted, with the word
// that says how the day is meant.
var (
	answerWords = leads("let us|me|them know ~6 by|before|within|until", "your answer|decision|response|reply|acceptance|signature ~6 by|before|within|until",
		"accept|respond|reply|answer|decide|signed|return|countersign ~6 by|before|within|until", "sign ~2 it|letter|offer|contract|copy ~4 by|before|within|until", "hear from you ~4 by|before|within|until",
		"hear back from you ~4 by|before|within|until", "back to us|me ~4 by|before|within|until", "you have until|till", "offer|it ~5 valid|open|good until|till|through", "offer|it ~3 stands|holds until|till|through", "expires|lapses on|at",
		"antwort|entscheidung|ruckmeldung|zusage|bescheid|angebot|vertrag ~6 bis|innerhalb", "reponse|decision|accord|contrat|retour|proposition|offre ~6 avant|jusqu'au|d'ici|sous", "respuesta|decision|contrato|oferta ~6 antes|hasta")
	answerers  = set("you your you'll please kindly ihre ihrer sie bitte votre vous merci su usted por")
	employers  = set("we we'll we're our i i'll they they'll wir unsere nous notre nosotros nuestra")
	startWords = set("start starts starting begin begins beginning join joins joining interview")
)

// backWords stand before the day of a return; of those that are true, the day
// is the last one away (ADVICE, out of office).
var (
	backWords = valued(map[bool][]string{
		false: {"back|return|returning|available ~4 on", "back|return|returning ~3 the", "until|till", "out of ~1 office until|till", "be back", "returning", "back",
			"bis zum", "wieder ~4 ab|am", "zuruck ~2 am|ab", "ab", "jusqu'au", "de retour ~5 le", "retour le", "a partir du", "hasta el", "de vuelta ~3 el", "regreso|regresare|vuelvo|volvere|reincorporo|reincorporare ~3 el", "a partir del"},
		true: {"through", "up to and including", "until and including", "bis einschliesslich", "bis und mit", "jusqu'au ~3 inclus", "out|away|leave ~4 to"},
	})
	goneWords = leads("no longer with|at|works|employed|working|part", "has|have left the|our ~2 company|firm|team|organisation|organization|business", "nicht mehr ~4 tatig|beschaftigt|unternehmen|haus", "ne travaille plus", "ne fait plus partie", "ya no trabaja", "ya no forma parte", "a quitte")
)
