package classify

import (
	"maps"
	"math/bits"
	"slices"
	"strings"

	"hearback/classify/internal/linear"
	"hearback/classify/mail"
)

// maxRead is how many words of a message the model looks at: what a message is
// for stands at its beginning.
const maxRead = 400

// stemLength is how many letters of a word stand for all its forms.
const stemLength = 5

// observed is the feature of a word with where it stands, as bytes of the text that
// was looked at.
type observed struct {
	feature  linear.Feature
	from, to int32
}

// observation is what the model judges by.
type observation struct {
	words []observed       // words and pairs of them
	facts []linear.Feature // rules found, marks of the header
}

// The spaces of features.
const (
	aWord    = 'w'
	aSubject = 's'
	aPair    = 'p'
	aStem    = 't'
	aRule    = 'r'
	aWeight  = 'k'
	aFact    = 'f'
)

// observe gathers the features of a message. The subject is the beginning of t.
func observe(m *mail.Message, t text, e *evidence, facts ...string) observation {
	var o observation
	words := t.words[:min(len(t.words), maxRead)]
	o.words = make([]observed, 0, 2*len(words)+len(words)/8)
	var seen features
	add := func(f linear.Feature, from, to int32) {
		if seen.add(f) {
			o.words = append(o.words, observed{f, from, to})
		}
	}
	answers := !startsThread(&m.Header)
	before, start := linear.Feature(0), int32(0)
	for _, w := range words {
		name := w.folded
		if name[0] <= '9' { // times, dates and sums differ, and mean the same
			name = strings.Repeat("0", min(len(name), 4))
		}
		f := linear.Of(aWord, name)
		if int(w.start) < len(m.Subject) {
			add(linear.Of(aSubject, name), w.start, w.end)
			if answers { // an answer's subject is older than its words
				continue
			}
		}
		add(f, w.start, w.end)
		stem := f
		if len(name) > stemLength {
			stem = linear.Of(aStem, name[:stemLength])
			add(stem, w.start, w.end)
		}
		if before != 0 {
			add(linear.Pair(aPair, before, stem), start, w.end)
		}
		before, start = stem, w.start
	}
	for _, kind := range slices.Sorted(maps.Keys(e.found)) {
		for _, reason := range e.found[kind] {
			o.facts = append(o.facts, linear.Of(aRule, string(kind)+" "+reason.Rule))
		}
		o.facts = append(o.facts, linear.Of(aWeight, string(kind)+steps[min(len(steps)-1, int(e.score[kind]))]))
	}
	for _, fact := range facts {
		o.facts = append(o.facts, linear.Of(aFact, fact))
	}
	o.facts = append(o.facts, linear.Of(aFact, "length "+steps[min(len(steps)-1, bits.Len(uint(len(t.words))))]))
	return o
}

// features is a set of as many features as maxRead words can have: four each.
// They are hashes: their leading bits say where to look first.
type features [8 * 512]linear.Feature

// add adds a feature that is not there, and reports whether it was not.
func (s *features) add(f linear.Feature) bool {
	for i := f >> 52; ; i = (i + 1) % linear.Feature(len(s)) {
		switch s[i] {
		case 0:
			s[i] = f
			return true
		case f:
			return false
		}
	}
}

var steps = []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}

// factsOf are the marks of the header and of the text that words do not show.
func (r *Reader) factsOf(m *mail.Message, e *evidence, occupation, machine bool) []string {
	var facts []string
	add := func(is bool, fact string) {
		if is {
			facts = append(facts, fact)
		}
	}
	from := m.Sent()
	through := relayOf(from.Domain())
	add(through != "", "sent through "+string(through))
	add(occupation, "names a role")
	for _, kind := range Kinds { // "we are delighted to offer you" a position, or a kennel
		add(occupation && len(e.found[kind]) > 0, "names a role, "+string(kind))
	}
	add(machine, "machine")
	add(isBulk(&m.Header), "bulk")
	add(!startsThread(&m.Header), "answers")
	add(r.Own(&m.Header) && !startsThread(&m.Header), "own answers")
	add(len(m.Calendar) > 0, "calendar")
	for _, c := range m.Calendar {
		add(strings.Contains(c, "METHOD:CANCEL"), "calendar cancels")
	}
	_, office := hiringOffice(from)
	add(office, "office that hires")
	add(freemail[registrable(from.Domain())], "free mail")
	add(signedBy(m.Signature) != "", "signed by one who hires")
	add(len(e.found[asks]) > 0, "asks")
	add(e.arranged, "arranged")
	add(strings.Contains(m.Text, "?"), "question")
	add(m.NullReturnPath, "null return path")
	add(m.AutoSubmitted != "" && m.AutoSubmitted != "no", "auto-submitted")
	return facts
}
