package classify

import (
	"slices"
	"strings"

	"hearback/classify/internal/fold"
	"hearback/classify/mail"
)

// MaxText is how many bytes of a message's own words are read, and kept: what
// comes after eight pages says nothing new, and what is read again later must
// read the same.
const MaxText = 8 << 10

// Read says what one message is, from whom, and why.
func (r *Reader) Read(m *mail.Message) Reading {
	if len(m.Text) > MaxText {
		short := *m
		short.Text = strings.ToValidUTF8(m.Text[:MaxText], "")
		m = &short
	}
	reading := r.readWords(m)
	r.readTimes(&reading, m)
	return reading
}

func (r *Reader) readWords(m *mail.Message) Reading {
	if r.Own(&m.Header) {
		return r.readOwn(m)
	}
	t := subjectAndText(m)
	if reading, ok := readAutomatic(m, t); ok {
		return reading
	}
	mark, machine := isMachine(&m.Header)
	e, o, role := r.observed(m, t, mark, machine)
	if told := e.found[automatic]; !machine && len(told) > 0 {
		mark, machine = told[0].Quote, true
	}
	j := theirs().judge(e, o, isBulk(&m.Header) && relayOf(m.Sent().Domain()) == "", HiringService(m.Sent()))
	through := relayOf(m.Sent().Domain())
	reading := Reading{
		Kind: j.kind, Confidence: j.confidence, Job: j.job, Closing: j.closing, Sure: j.sure, Within: j.within,
		Author:    e.authorOf(j.kind, machine || j.kind == ApplicationConfirmation && speaksForMany(m.Sent()) && !signs(m, trimmedName(m.Sent().Name)), through),
		Bystander: !r.addressed(&m.Header),
		DMARC:     m.DMARC,
	}
	if reading.concerns() {
		reading.Employer = employerIn(m, false, role, t)
		reading.Client = t.client(reading.Employer.Domain)
		reading.Role = roleAt(reading.Employer.Name, role)
	} else {
		reading.Employer.Domain = employerDomain(m.Sent().Domain())
	}
	told := j.kind
	if j.within.Kind != "" && e.score[offTopic] <= e.score[topic] {
		told = j.within.Kind
		reading.Author = e.authorOf(told, machine, through)
	}
	handed := reading.Author == Machine && t.handsOn()
	if handed {
		reading.Author = Relay
	}
	reading.Reasons = e.evidence(theirs(), o, told, j.job, t)
	if machine {
		reading.Reasons = append(reading.Reasons, Reason{"sent by a machine", clip(mark)})
	}
	if reading.Author == Person && !isBulk(&m.Header) {
		reading.People = m.From
	}
	if through == scheduler {
		reading.People = hostsOf(m.Subject)
	} else if machine && reading.Kind == Scheduling {
		reading.People = append(answeredBy(m), hostsOf(m.Subject)...)
	}
	if reading.Kind == PositionFilled || reading.Within.Kind == PositionFilled {
		if q := keptIn(m.Text); q != "" {
			reading.Reasons = append(reading.Reasons, Reason{KeptRule, clip(q)})
		}
	}
	reading.Asks = r.asksIn(&reading, e, m, handed || reading.Author == Person)
	return reading
}

// handsOn reports whether a text says that somebody's message comes with it.
func (t text) handsOn() (found bool) {
	handedOn.each(t.words, nil, func(struct{}, int, int) { found = true })
	return found
}

var handedOn = leads("sent|sends|wrote|left you a message", "has|have sent|left|written you a message", "you have|got|received a new message from", "new message from", "wrote to you", "replied to your application|message",
	"hat ihnen|dir eine nachricht", "neue nachricht von", "vous a envoye|ecrit|laisse un message", "vous a ecrit|repondu", "nouveau message de", "te|le ha enviado|escrito|dejado un mensaje", "te|le envio|escribio un mensaje", "nuevo mensaje de")

// answeredBy are the people of another house to whom the answer to a service's
// message goes.
func answeredBy(m *mail.Message) []mail.Participant {
	var people []mail.Participant
	for _, p := range m.ReplyTo[:min(len(m.ReplyTo), MaxParties)] {
		if d := EmployerDomain(p); d != "" && d != EmployerDomain(m.Sent()) && !speaksForMany(p) {
			people = append(people, p)
		}
	}
	return people
}

// concerns reports whether a message may have to do with somebody's search for
// work, so that names and times are worth looking for.
func (r *Reading) concerns() bool { return r.Kind != NotJob || r.Job >= concerning }

// concerning is how sure it must be for that.
const concerning = 0.25

// evidence is what the rules found for a kind; where they found nothing, the
// words by which the model knows it.
func (e *evidence) evidence(m *model, o observation, kind Kind, job float64, t text) []Reason {
	if len(e.found[kind]) > 0 || kind == NotJob && job < touches { // nobody asks why a friend's mail is none
		return e.reasons(kind)
	}
	return append(m.telling(o, kind, t), e.reasons(kind)...)
}

// subjectAndText is the text that is read: the subject is its beginning.
func subjectAndText(m *mail.Message) text { return plainText(m.Subject + "\n\n" + m.Text) }

// observed is what the rules find in a message, what the model judges by, and the
// role that is stated. Mark is the machine's, where one sent it.
func (r *Reader) observed(m *mail.Message, t text, mark string, machine bool) (*evidence, observation, string) {
	e := weigh(m.Subject, !startsThread(&m.Header), t)
	if !r.Own(&m.Header) { // "thank you for the offer" is another thing in theirs
		for _, k := range OwnKinds {
			delete(e.found, k)
			delete(e.score, k)
		}
	}
	head := roleOfSubject(m.Subject)
	weighHeader(e, m, head, mark)
	role := r.withoutMe(roleIn(m.Subject, head, t), m)
	return e, observe(m, t, e, r.factsOf(m, e, NamesOccupation(role), machine)...), role
}

// readAutomatic reads what no person wrote and no employer composed: reports
// of delivery, automatic answers, clicks in a calendar.
func readAutomatic(m *mail.Message, t text) (Reading, bool) {
	if words, ok := isBounce(&m.Header, m.Text); ok {
		return Reading{Kind: Bounce, Author: Machine, Confidence: 0.99, Reached: m.Reached, Reasons: []Reason{{"delivery report", clip(words)}}}, true
	}
	if words, ok := isAutoReply(m, t); ok {
		return Reading{Kind: AutoReply, Author: Machine, Confidence: 0.97, Reasons: []Reason{{"automatic answer", clip(words)}}}, true
	}
	if isCalendarAnswer(m) {
		return Reading{Kind: NotJob, Author: Machine, Confidence: 0.95, Reasons: []Reason{{"calendar answer", "METHOD:REPLY"}}}, true
	}
	return Reading{}, false
}

// isCalendarAnswer reports whether the message is a calendar's answer to an
// invitation (RFC 5546, section 3.2.3): a click, and no word from anybody.
func isCalendarAnswer(m *mail.Message) bool {
	for _, c := range m.Calendar {
		if strings.Contains(strings.ToUpper(c), "METHOD:REPLY") {
			return true
		}
	}
	return false
}

// startsThread reports whether the message answers none.
func startsThread(h *mail.Header) bool {
	if len(h.InReplyTo) > 0 || len(h.References) > 0 {
		return false
	}
	_, answers := mail.BaseSubject(h.Subject)
	return !answers
}

// weighHeader adds what the header says about the topic; head is the role in its
// subject.
func weighHeader(e *evidence, m *mail.Message, head, mark string) {
	through := relayOf(m.Sent().Domain())
	switch through {
	case tracking, assessment:
		e.add(topic, 2, "sent through an applicant tracking system", m.Sent().Address)
	case scheduler:
		e.add(topic, 0.5, "sent through a scheduler", m.Sent().Address)
	}
	if office, ok := hiringOffice(m.Sent()); ok {
		e.add(topic, 2, "sent by an office that hires", office)
	}
	if head != "" && namesOccupation(wordsOf(head)) {
		e.add(topic, 1.5, occupationRule, head)
	} else if namesOccupation(wordsOf(m.Subject)) {
		e.add(topic, 0.5, occupationRule, m.Subject)
	}
	if quote := signedBy(m.Signature); quote != "" {
		e.add(topic, 1.5, signedRule, quote)
	}
	// An answer on a mailing list is no newsletter, though no word to one
	// person either.
	if isBulk(&m.Header) {
		if startsThread(&m.Header) {
			e.add(Newsletter, 2, "sent to many", mark)
		}
		if through == "" {
			e.add(offTopic, 1.5, "sent to many", mark)
		}
		if m.ListID != "" && !startsThread(&m.Header) {
			e.add(offTopic, 4, "talk on a mailing list", m.ListID)
		}
	}
	if len(m.Calendar) > 0 && e.score[topic] > 0 {
		e.add(Scheduling, 3, "calendar invitation", m.Subject)
	}
}

// signedBy returns what in a signature says that its owner hires.
func signedBy(signature string) string {
	t := plainText(signature)
	quote := ""
	hiringSignature.each(t.words, nil, func(_ struct{}, first, last int) {
		if quote == "" {
			quote = t.slice(first, last+1)
		}
	})
	return quote
}

// authorOf says whose words a message carries. A machine that invites, answers
// or decides sends a person's. A scheduler's confirmation is caused by the
// candidate's own click (ADVICE, clock 2), and "viewed" by nobody's decision.
func (e *evidence) authorOf(kind Kind, machine bool, through relay) Author {
	if !machine {
		return Person
	}
	switch kind {
	case Scheduling:
		if through == scheduler {
			return Machine
		}
		return Relay
	case StatusUpdate:
		if e.has(StatusUpdate, viewedRule) {
			return Machine
		}
		return Relay
	case RecruiterOutreach, InterviewInvitation, Assessment, References, InterviewFollowup, Rejection, Offer, PositionFilled:
		return Relay
	}
	return Machine
}

// wantsNothing reports whether the words by which something seems wanted say that it
// is not to be done, or ask for patience: "please do not reply", "wir bitten Sie um
// Geduld".
func wantsNothing(quote, text string) bool {
	_, rest, _ := strings.Cut(strings.Join(strings.Fields(text), " "), quote)
	for i, w := range wordsOf(rest[:min(len(rest), maxPlea)]) {
		if i > 0 && w.first || !pleads[w.folded] {
			break
		}
		if patience[w.folded] {
			return true
		}
	}
	quote = fold.String(quote)
	if after, lets := strings.CutPrefix(quote, "let "); lets { // "we will let everyone know by Friday"
		who, _, _ := strings.Cut(after, " ")
		if others[who] {
			return true
		}
	}
	if stock, ok := strings.CutPrefix(rest, " with me"); ok && strings.HasPrefix(quote, "book ") && strings.HasPrefix(strings.TrimLeft(stock, " "), ":") {
		return true // "Book time with me: https://...", below the name
	}
	return containsAny(quote, []string{"do not ", "don't "}) && !containsAny(quote, []string{"hesitate", "forget"})
}

// others are told something without having asked for it.
var others = set("you everyone everybody all each candidates applicants people them")

// maxPlea is how many bytes behind "we ask you" the word patience stands.
const maxPlea = 40

var (
	patience = set("geduld verstandnis patience paciencia")
	pleads   = set("um etwas ein wenig noch ihre ihr for your a little bit of more further un peu de votre su tu poco geduld verstandnis patience paciencia")
)

// plain is how sure a kind must be for what follows from it to be believed.
const plain = 0.5

// sureNo is how sure a closing must be that no rule finds for it to ask nothing by the way.
const sureNo = 0.65

// asksIn returns what the message wants from the candidate: by the rules and the model of
// requests, of which either overrules the other where it is sure enough. A closing that a
// rule knows wants nothing, whatever its phrases; another one and a person's confirmation
// no more than they put as a question. Spoken says that the words are a person's to the
// candidate.
func (r *Reader) asksIn(reading *Reading, e *evidence, m *mail.Message, spoken bool) []Reason {
	kind, text := reading.Kind, m.Text
	if reading.Within.Kind != "" {
		kind = reading.Within.Kind
	}
	switch {
	case reading.Author == Machine, (kind == Rejection || kind == PositionFilled) && len(e.found[kind]) > 0 && !reading.Calls(KeptRule):
		return nil
	case kind == ApplicationConfirmation, (kind == Rejection || kind == PositionFilled) && (len(e.found[kind]) > 0 || reading.Confidence >= sureNo):
		return asked(text)
	}
	request, likely := "", 1.0
	if reading.concerns() || reading.Within.Kind != "" || !startsThread(&m.Header) {
		request, likely = r.requestIn(m)
	}
	wanted := slices.DeleteFunc(slices.Clone(e.found[asks]), func(r Reason) bool { return wantsNothing(r.Quote, text) })
	if len(wanted) > 0 && likely >= noRequest {
		return wanted
	}
	if q := asked(text); q != nil && spoken {
		return q
	}
	if request != "" && spoken {
		return []Reason{{requestRule, clip(request)}}
	}
	// An invitation, a test, a wish for referees or for what an application lacks awaits an
	// answer, however it is put.
	switch kind {
	case InterviewInvitation, Assessment, References, ApplicationIncomplete:
		if kind == References && refereesHeard(text) {
			return nil
		}
		if found := e.found[kind]; !e.arranged && len(found) > 0 {
			return found[:1]
		}
		if reading.Confidence < plain && reading.Within.Confidence < plain {
			return nil
		}
		return []Reason{{awaitsRule, string(kind)}}
	}
	return nil
}

// refereesHeard reports whether a text says that the referees were heard: then nobody
// waits for their names.
func refereesHeard(text string) (heard bool) {
	heardReferees.each(wordsOf(text), nil, func(struct{}, int, int) { heard = true })
	return heard
}

var heardReferees = leads("referee|referees|references ~3 answered|responded|replied|spoken|glowing|checked|complete", "heard ~2 from ~4 referee|referees|references", "spoke|spoken ~3 to|with ~3 referee|referees|references",
	"received ~2 both ~2 references", "referenzen ~4 eingeholt|gesprochen|vor|da", "references ~4 recues|jointes|contactees", "referencias ~4 recibido|recibidas|contestado|hablado")

// asked is the question that a text puts to the candidate, as a reason.
func asked(text string) []Reason {
	if q := question(text); q != "" {
		return []Reason{{askedRule, clip(q)}}
	}
	return nil
}

// askedRule says of a message that it puts a question.
const askedRule = "a question"

// awaitsRule says of a message that its kind awaits an answer, though it puts no
// question.
const awaitsRule = "awaits an answer"

// AwaitsAlone reports whether the message asks for nothing but what its kind does, or what
// only the model of requests finds.
func (r Reading) AwaitsAlone() bool {
	return !slices.ContainsFunc(r.Asks, func(reason Reason) bool { return reason.Rule != awaitsRule && reason.Rule != requestRule })
}
