package timeline

import (
	"slices"
	"strings"
)

// judge finds out which expressions of a sentence are promised.
func (f *finder) judge(cues []found) {
	cues = f.outside(cues)
	question := f.question()
	f.asking = question && f.asksLeave()
	governed := noCue
	presumed := f.presumed(cues)
	for _, s := range f.spans {
		if s.first >= presumed {
			continue
		}
		c := f.governs(s, cues)
		if c == meets || c == happened || c == elsewhere {
			f.remember(s, c)
		}
		rules := f.rules(s, c, cues, question)
		stated := f.stated(s, c, rules, question)
		switch {
		case stated && !rules:
			c = contacts
		case rules && !stated:
			c = elsewhere
		}
		if governed = c; stated {
			f.statements = append(f.statements, f.statement(s, c == contacts || c == decides))
		}
	}
	f.before, f.passed = governed, sentence{}
}

// rules reports whether an expression that is governed by a cue states a timeline.
func (f *finder) rules(s span, c cue, cues []found, question bool) bool {
	switch {
	case question && !(f.asking && c == contacts && !f.spoken(s, cues)), s.past, s.lower, s.form == anHour && s.prep == noPrep && s.first > 0:
		return false
	case c == contacts && s.form == aDay && s.prep == noPrep && f.is(s.first-1, "for") && f.invites(cues): // "send you an invite for Wednesday"
		return false
	case c.promises():
		return !(s.clock && s.form == aDay && s.prep < by && c == contacts && f.spoken(s, cues))
	case c == intends && !s.vague:
		return s.prep == by || s.prep == before || s.prep == after || s.form != aDay && (s.prep == within || s.form == aWeek || s.form == aPart)
	}
	return false
}

// stated reports whether an expression states a timeline: what the rules say, unless the
// model disagrees and is sure enough.
func (f *finder) stated(s span, c cue, rules, question bool) bool {
	if f.wished(s) {
		return false
	}
	if s.vague || len(f.spans) > mostJudged || !rules && (s.past || s.lower || f.bare()) {
		return rules
	}
	p := f.likely(s)
	switch {
	case rules:
		return p >= doubted
	case c == negates:
		return p >= denied
	case c == supposes, c == theirs, c == happened, question:
		return p >= certain
	}
	return p >= trusted
}

// wished reports whether an expression is what one wishes at the end of a letter: "buen
// fin de semana", "schönes Wochenende".
func (f *finder) wished(s span) bool {
	return s.first > 0 && wishing[f.tokens[s.first-1].text]
}

// wishing are the words before what is wished.
var wishing = set("good great nice lovely pleasant wonderful happy enjoy relaxing restful sunny schones schonen schone gutes guten angenehmes angenehmen erholsames erholsamen sonniges ruhiges " +
	"bon bonne excellent excellente beau belle agreable joyeux joyeuse buen buena feliz lindo linda excelente bonito")

// invites reports whether what the sentence announces is an invitation.
func (f *finder) invites(cues []found) bool {
	for _, c := range cues {
		for i := c.first; c.cue == contacts && i < c.end; i++ {
			if f.is(i, "invite", "invites", "invitation", "invitations") {
				return true
			}
		}
	}
	return false
}

// spoken reports whether a call is what the sentence announces: at an hour it
// is an appointment.
func (f *finder) spoken(s span, cues []found) bool {
	for _, c := range cues {
		if c.cue == contacts {
			for i := c.first; i < c.end; i++ {
				if f.is(i, "call", "phone", "ring", "calling", "speak", "talk", "rufe", "rufen", "appeler", "appelle", "appelons", "llamaremos", "llamare", "llamo", "llamamos") {
					return true
				}
			}
		}
	}
	return false
}

// remember keeps the day of an interview: a week "after your interview" is counted
// from it.
func (f *finder) remember(s span, c cue) {
	met := false
	for i := range f.tokens {
		met = met || meetings[f.tokens[i].text] || meetingVerbs[f.tokens[i].text]
	}
	if !met || s.vague || s.form != aDay || s.to.IsZero() {
		return
	}
	d := s.to
	if c == happened && s.weekday > 0 && d.After(f.base) {
		d = d.AddDays(-7)
	}
	f.event = d
}

// outside returns the cues that do not lie within a date expression.
func (f *finder) outside(cues []found) []found {
	kept := cues[:0]
	reassured := 0
	for _, c := range cues {
		inside := c.cue == elsewhere && c.first < reassured // "when I'm back on the 27th"
		for _, s := range f.spans {                         // "six months after the end of the process"
			inside = inside || c.cue == proceeds && c.first > s.first && c.first < s.end
		}
		if c.cue == reassures {
			reassured = c.end
		}
		for _, s := range f.spans {
			inside = inside || c.first >= s.first && c.end <= s.end && !f.is(c.first, "need", "needs", "take", "takes", "taking", "allow", "allows", "require", "dauert")
		}
		if !inside {
			kept = append(kept, c)
		}
	}
	return kept
}

// divides reports whether a clause ends at the token.
func (f *finder) divides(i int) bool {
	t := f.at(i)
	return t.meaning.divides || t.meaning == unknown && t.number < 0 && len(t.text) > 0 && len(t.text) < 4 && strings.Contains(",;:()*•|", t.text)
}

// governs returns the cue that says what becomes of an expression: the nearest
// before it in its clause, else the nearest behind it, else that of the clauses
// before, else of those behind. A "not", an "if" or what the candidate said
// governs the whole clause.
func (f *finder) governs(s span, cues []found) cue {
	end := len(f.tokens)
	from, to := f.clause(s, cues)
	c, at := f.nearest(s, cues, from, to)
	for c == noCue && from > 0 {
		to = from
		for from--; from > 0 && !f.ends(from-1, cues); from-- {
		}
		c, at = f.nearest(s, cues, from, to)
	}
	if c == happened && f.alone(s, cues) { // "once all have been seen, hopefully by the 18th, we will call"
		c = noCue
	}
	if c == noCue {
		_, to = f.clause(s, cues)
		from = s.first
		for c == noCue && to < end {
			from = to
			for to++; to < end && !f.ends(to, cues); to++ {
			}
			c, at = f.nearest(s, cues, from, to)
		}
	}
	if c == noCue && f.idle(0, s.first) && f.idle(s.end, end) {
		if f.passed.end > 0 {
			z := tokenizer{text: f.text, words: f.words}
			z.sentence(f.passed)
			f.before = lastCue(findCues(nil, z.tokens))
			f.passed = sentence{}
		}
		return f.before
	}
	if c == intends { // "we will, on Tuesday the 10th, tell you"
		for end := to; end < len(f.tokens) && !c.promises(); {
			from := end
			for end++; end < len(f.tokens) && !f.ends(end, cues); end++ {
			}
			if later, k := f.nearest(s, cues, from, end); later != noCue {
				if later.promises() {
					c, at = later, k
				}
				break
			}
		}
	}
	if c == noCue && f.intentional() {
		c = intends
	}
	if c.promises() || c == intends || c == noCue {
		if c == noCue {
			from, to = f.clause(s, cues)
			at = -1
		}
		if w := f.overruled(s, cues, from, to, at); w != noCue {
			return w
		}
	}
	return c
}

// alone reports whether an expression is a clause of its own, between others.
func (f *finder) alone(s span, cues []found) bool {
	from, to := f.clause(s, cues)
	return from > 0 && to < len(f.tokens) && f.idle(from, s.first) && f.idle(s.end, to)
}

// clause returns the bounds of the clause that an expression stands in.
func (f *finder) clause(s span, cues []found) (from, to int) {
	for from = s.first; from > 0 && !f.ends(from-1, cues); from-- {
	}
	for to = s.end; to < len(f.tokens) && !f.ends(to, cues); to++ {
	}
	return from, to
}

// ends reports whether a clause ends at a token that is no part of an expression or a cue.
func (f *finder) ends(i int, cues []found) bool {
	if !f.divides(i) || f.tokens[i].text == "-" && f.tokens[i].glued {
		return false
	}
	for _, s := range f.spans {
		if i >= s.first && i < s.end {
			return false
		}
	}
	for _, c := range cues {
		if i > c.first && i < c.end-1 {
			return false
		}
	}
	return true
}

// nearest returns the cue of a clause that stands nearest before the
// expression, else the nearest behind it.
func (f *finder) nearest(s span, cues []found, from, to int) (cue, int) {
	best, at, weak := noCue, -1, noCue
	for k, c := range cues {
		if c.first < from || c.first >= to || c.cue >= negates {
			continue
		}
		if c.cue == intends {
			weak = intends
			continue
		}
		if (c.first < s.end || best == noCue) && !f.concerns(s, c, best) {
			best, at = c.cue, k
		}
	}
	if best == noCue {
		return weak, -1
	}
	return best, at
}

// concerns reports whether a cue is only what a promise before it is about, and
// the expression says when it is kept: "feedback on your interview by Friday".
func (f *finder) concerns(s span, c found, promised cue) bool {
	if !promised.promises() || c.first > s.first || c.cue != meets && c.cue != elsewhere && c.cue != asks ||
		s.prep < within && s.form == aDay && !s.back {
		return false
	}
	for i := c.first; i >= c.first-4; i-- {
		switch {
		case f.is(i, "on", "about", "regarding", "concerning", "of", "from", "with", "for", "uber", "zu", "sobre", "concernant"):
			return true
		case i < c.first && f.at(i).mark() != 0, f.is(i, "to", "and", "or"):
			return false
		}
	}
	return false
}

// overruled returns what makes a promise none: a denial in its clause, a
// condition before it or behind it, words that tell what the candidate said.
func (f *finder) overruled(s span, cues []found, from, to, at int) cue {
	until := false
	for i := s.first; i < s.end; i++ {
		until = until || f.is(i, "until", "till", "hasta") || f.m(i).prep == after
	}
	if at >= 0 && f.commands(cues[at].first) {
		return asks
	}
	until = until && (at < 0 || cues[at].cue != proceeds) // "we are not interviewing until April"
	informs := at >= 0 && cues[at].cue == contacts
	for _, c := range cues {
		switch c.cue {
		case negates:
			if f.is(c.end, "commit", "promise", "guarantee") && (f.is(c.end+1, "that", "this", "it") || f.is(c.end+2, "that", "this", "it")) {
				return negates
			}
			if c.first < s.first && f.is(c.end, ",") && f.is(c.end+1, "dass") || // "nicht versprechen, dass"
				c.first >= s.end && f.is(c.end-1, "versprechen", "garantieren", "zusagen") && (f.is(c.first-1, "das", "es") || f.is(c.first-2, "das", "es")) {
				return negates
			}
			behind := c.first >= s.end && (f.is(c.first, "nicht", "nichts", "kein", "keine", "keinen", "pas") || f.is(c.first, "no") && f.is(c.end, spanishAble...))
			if c.first >= from && c.first < to && (behind || !until && c.first < max(s.first, from+1)) {
				return negates
			}
		case asks:
			if c.first >= from && c.first < s.first && f.is(c.first, "please", "kindly", "you", "bitte", "veuillez", "merci", "rogamos", "por") && (s.prep == before || !f.unheard(c.end, s.first, cues)) {
				return asks
			}
		case theirs:
			if c.first >= from && c.first < to {
				return theirs
			}
		case supposes:
			if f.asking && f.is(c.first, "if") && f.is(c.first+1, "i", "we") {
				continue
			}
			if f.asksOf(c.first) || c.first == s.end && f.is(c.first, "sollte", "sollten") { // "Bis Freitag sollten wir mehr wissen"
				continue
			}
			if c.first < s.first && !f.resumed(c.end, s.first) {
				return supposes
			}
			if c.first >= s.end && c.first < to && !(informs && f.informs(cues[at])) {
				return supposes
			}
		}
	}
	return noCue
}

// asksOf reports whether the "if" at i is what somebody will learn: "find out
// whether you made it", "te confirmamos si pasas". What is done for somebody "if"
// is done on a condition: "call you if", "reach out if".
func (f *finder) asksOf(i int) bool {
	if !f.is(i, "whether", "if", "ob", "si") {
		return false
	}
	if f.is(i-1, "you", "ihnen", "dir", ",") || f.is(i-1, "out") && f.is(i-2, "find", "finds", "found") {
		i--
	}
	return learnt[f.at(i-1).text]
}

var learnt = set("know tell told find finds found confirm confirming decide decided deciding see say hear inform informed notify notified advise advised determine learn " +
	"bescheid mit mitteilen wissen sagen sage sag digo decimos confirmo aviso avisamos cuento comunico informo dis disons confirme confirmons entscheiden informieren saber decir confirmamos confirmaremos confirmare diremos comunicaremos decidiremos sabras sabra savoir dire dirons saurez informerons confirmerons decider")

// asksLeave reports whether a question asks leave to answer later: "Could I get
// back to you tomorrow?"
func (f *finder) asksLeave() bool {
	if !f.is(0, "can", "could", "may", "might", "shall", "is", "would") {
		return false
	}
	for i := range f.tokens {
		if f.is(i, "your") {
			return false
		}
	}
	return f.is(1, "i", "we") || f.is(0, "is", "would") && slices.ContainsFunc(f.tokens, func(t token) bool { return t.text == "if" }) && !f.is(1, "you")
}

// commands reports whether the word at i begins the sentence as a command: "Simply
// reply by Friday".
func (f *finder) commands(i int) bool {
	for k := 0; k < i; k++ {
		if !f.is(k, "kindly", "just", "simply", "also", "then", "do", "please", "feel", "free", "to") {
			return false
		}
	}
	return f.is(i, "reach", "reply", "respond", "contact", "call", "email", "write", "text", "follow", "get", "notify", "inform", "let")
}

// unheard reports whether "if you have not heard" stands from one token to
// another: what is asked is asked for when the employer has not kept its day.
func (f *finder) unheard(from, to int, cues []found) bool {
	for _, c := range cues {
		if c.cue == reassures && c.first >= from && c.first < to && f.is(c.first, "if", "wenn", "si", "falls", "unless") {
			return true
		}
	}
	return false
}

// resumed reports whether "otherwise" ends a condition.
func (f *finder) resumed(from, to int) bool {
	for i := from; i < to; i++ {
		if f.is(i, "otherwise", "ansonsten", "sinon", "but", "aber", ";") && (f.at(i).mark() != 0 || f.divides(i-1) || !f.is(i, "otherwise")) {
			return true
		}
	}
	return false
}

// informs reports whether an "if" behind the words means "whether".
func (f *finder) informs(c found) bool {
	for i := c.first; i < c.end; i++ {
		if f.is(i, "know", "inform", "tell", "told", "find", "learn", "hear", "notify", "bescheid", "update", "notified", "informed", "advise", "mitteilen", "decide", "informerons", "saurez", "sauras", "annoncerons", "informaremos", "diremos", "dire", "decirle", "decirte", "saber", "comunicaremos", "confirmaremos", "avisaremos", "avisare", "dirons", "dirai", "savoir", "sagen", "sage", "sag",
			"digo", "decimos", "confirmo", "confirmamos", "aviso", "avisamos", "cuento", "contamos", "comunico", "informo", "dis", "disons", "confirme", "confirmons") {
			return true
		}
	}
	return false
}

// spanishAble are Spanish verbs behind a "no" that denies: "esta semana no vamos a poder".
var spanishAble = strings.Fields("vamos voy va van podemos puedo puede podremos podre podra habra hay tendremos tendre tenemos tengo te le os les nos se sera estara creo")
