package classify

import (
	"strings"
)

// A rule is evidence for one kind of message: phrases that speak for it, and
// how strongly. Weights add up; a rule counts once, however often it is found.
// About 4 points make a kind certain enough to act on.
type rule struct {
	name   string
	kind   Kind
	weight float64
	// firm rules count in a conditional sentence too ("if you have any
	// questions ..."); the others do not: "if you are not selected" is no
	// rejection.
	firm    bool
	subject bool // in the subject only
	asks    bool // what it finds wants something from the candidate besides
	// arranged rules say that a talk has its time: it is confirmed, moved or
	// cancelled, not wished for.
	arranged bool
	phrases  []string
}

// Kinds of evidence that are not kinds of messages.
const (
	topic    Kind = "topic"    // it is about somebody's application or employment
	offTopic Kind = "offtopic" // it speaks of interviews or applications of another sort
	asks     Kind = "asks"     // it wants something from the candidate
)

// A machine that tells what it is settles the author, not the kind.
const automatic Kind = "automatic"

// synonyms are words that mean the same in many phrases.
var synonyms = strings.NewReplacer(
	"@role", "position|positions|role|roles|opening|openings|job|vacancy|vacancies|opportunity|opportunities|post|internship|traineeship|apprenticeship",
	"@talk", "interview|interviews|call|conversation|chat|meeting|talk|screen|screening|discussion|intro",
	"@meet", "meet|meeting|speak|speaking|talk|talking|chat|chatting|connect|connecting|interview|interviewing",
	"@arrange", "schedule|scheduling|arrange|arranging|book|organise|organize|setup|plan|find",
	"@no", "not|haven't|hasn't|wasn't|weren't|isn't|aren't|didn't|don't|doesn't|won't|can't|cannot|couldn't|wouldn't|unable",
	"@wish", "would|we'd|i'd|he'd|she'd|they'd|love|like|keen|pleased|happy|delighted|glad|want|wants|eager|hoping|hope",
	"@another", "other|another|different|alternative|stronger|internal",
	"@somebody", "someone|somebody|candidate|candidates|applicant|applicants|finalist|finalists|person|individual|individuals|colleague",
	"@applicant", "candidate|candidates|applicant|applicants|finalist|finalists|person|individual|individuals|direction|profiles",
	"@application", "application|resume|cv|submission|candidacy|profile|materials|form",
	"@day", "today|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun",
)

// book is every rule, ready to be found in words.
type book struct {
	rules []rule
	index index[int] // positions in rules
}

// library is made of the rule tables once.
var library = func() *book {
	b := compile(
		topicRules, closingRules, applicationRules, invitationRules, schedulingRules, wordRules, offerRules, statusRules, filledRules,
		askRules, bulkRules, automaticRules, offTopicRules, ownRules, germanRules, frenchRules, spanishRules,
	)
	waiting = append(waiting, &b.index)
	return b
}()

func compile(tables ...[]rule) *book {
	b := &book{}
	for _, table := range tables {
		for _, r := range table {
			for _, notation := range r.phrases {
				b.index.note(notation, len(b.rules))
			}
			b.rules = append(b.rules, r)
		}
	}
	return b
}

// evidence is what the rules find in one message.
type evidence struct {
	score map[Kind]float64
	found map[Kind][]Reason // in the order of the text
	last  map[Kind]int      // the place in the text of the last finding that is decisive by itself
	// arranged says that a talk is confirmed, moved or cancelled.
	arranged bool
}

// decisive is the weight of a rule that settles the kind almost by itself.
const decisive = 4

// add counts one finding that is not made of words.
func (e *evidence) add(kind Kind, weight float64, rule, quote string) {
	e.score[kind] += weight
	e.found[kind] = append(e.found[kind], Reason{rule, clip(quote)})
}

// has reports whether a rule of that name was found.
func (e *evidence) has(kind Kind, rule string) bool {
	for _, reason := range e.found[kind] {
		if reason.Rule == rule {
			return true
		}
	}
	return false
}

// weigh finds the rules in a subject and the words below it. The subject of an
// answer is older than its words: it tells the topic, and no more.
func weigh(subject string, answers bool, t text) *evidence {
	e := &evidence{score: map[Kind]float64{}, found: map[Kind][]Reason{}, last: map[Kind]int{}}
	seen := make([]bool, len(library.rules))
	worth := func(i, first int) bool {
		r := &library.rules[i]
		above := int(t.words[first].start) < len(subject)
		switch {
		case seen[i] && r.weight < decisive, r.subject && !above:
			return false
		}
		return !(above && answers) || r.kind == topic || r.kind == offTopic
	}
	library.index.each(t.words, worth, func(i, first, last int) {
		r := &library.rules[i]
		start := t.words[first].start
		if !r.firm && conditional(t.words, first, r.kind == asks) || r.kind == asks && (onlyIf(t.words, first, last) || owed(t.words, first)) || negatable[r.kind] && negated(t.words, first) {
			return
		}
		if r.weight >= decisive {
			e.last[r.kind] = first
		}
		if seen[i] {
			return
		}
		seen[i] = true
		quote := t.whole[start:t.words[last].end]
		e.add(r.kind, r.weight, r.name, quote)
		e.arranged = e.arranged || r.arranged
		if r.asks && !conditional(t.words, first, true) && !owed(t.words, first) {
			e.add(asks, 1, r.name, quote)
		}
	})
	return e
}

// clip makes a quote of one line and at most 200 bytes.
func clip(s string) string {
	if strings.ContainsAny(s, "\n\t\r") || strings.Contains(s, "  ") {
		s = strings.Join(strings.Fields(s), " ")
	}
	if len(s) <= 200 {
		return s
	}
	return strings.ToValidUTF8(s[:200], "")
}

// set makes a set of the words of a list.
func set(words string) map[string]bool {
	s := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		s[w] = true
	}
	return s
}
