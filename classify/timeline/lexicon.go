package timeline

import (
	"math/bits"
	"strings"
	"sync"
	"time"

	"hearback/classify/internal/fold"
)

// meaning is all that a word can mean in a date expression. A word may mean
// several things ("sept", "mar", "second"); the grammar asks for the one that fits.
type meaning struct {
	word    string // as it is spelt; of a stem its letters
	number  int    // cardinal: "two"
	ordinal int    // "third"
	month   time.Month
	weekday int // 1 Monday to 7 Sunday
	unit    unit
	part    part
	which   which
	prep    prep
	day     relativeDay
	article bool // the, of and their like: carries nothing
	of      bool
	filler  bool // likely, around, hopefully
	few     bool // an uncertain number
	work    bool // business, working
	or, to  bool // join the ends of a range
	to2     bool
	starts  bool // an expression may begin with it
	fixed   bool // a fixed expression may begin with it
	core    bool // one may begin with it behind its preposition
	vague   bool // a vague expression begins with it
	holiday bool // the name of a holiday begins with it
	kernel  bool // an expression has such a word, or a number
	back    bool // it speaks of the expression before
	opens   bool // an expression may begin with it, or with a word that means nothing alone

	short   bool // an abbreviation
	intends bool // a sentence that begins with it says what is meant to be
	divides bool // a clause ends at it
	festive bool // the name of a holiday may begin with it
	daily   bool // a day or its end may begin with it
	german  int  // the weekday that it is short for, as German writes it: "bis Do."
	idle    bool // it changes nothing about the expression beside it
	leans   bool // with it an expression may count from a day told before
	common  bool // leans beside a word of an expression only: every other sentence has it
	dated   bool // it has a place in some expression

	classes  []uint64   // of cues, that the word belongs to
	patterns []*pattern // of cues, that are looked for where it stands
}

type unit uint8

const (
	noUnit unit = iota
	hours
	days
	weekends
	weeks
	fortnights
	months
	quarters
	years
	workdays
	minutes
)

// part is a part of a period. A later part has a greater number.
type part uint8

const (
	whole part = iota
	early
	middle
	late
)

type which uint8

const (
	anyOne which = iota
	this
	coming
	next
	following
	afterNext
	last
)

// prep is the relation in which a day stands to what is promised, strongest last.
type prep uint8

const (
	noPrep prep = iota
	on
	within
	by
	from
	before
	after
	since
)

type relativeDay uint8

const (
	noDay relativeDay = iota
	today
	tomorrow
	afterTomorrow
)

// unknown is the meaning of words that the lexicon does not hold.
var unknown = &meaning{}

// lexicon holds the words of dates and of cues in English, German, French and
// Spanish.
type lexicon struct {
	words map[string]*meaning
	slots []slot // of words by their hash, the next free one where it is taken
	// stems begin words of cues, by their first letters, the longest first.
	stems     map[string][]*meaning
	stemHeads wordSet
	gate      *gate
}

// theLexicon is made when the first text is read: commands that read none start
// at once.
var theLexicon = sync.OnceValue(newLexicon)

// Prepare makes what the first text would wait for.
func Prepare() { theLexicon(); theModel() }

type slot struct {
	hash wordHash
	word *meaning
}

// meaning returns what a folded word means.
func (l *lexicon) meaning(folded string) *meaning {
	hash := hashOf(folded)
	if m := l.find(folded, hash); m != nil {
		return m
	}
	return l.stem(folded)
}

// stem returns what a word that is not in the lexicon means by its beginning.
func (l *lexicon) stem(folded string) *meaning {
	if len(folded) >= shortestStem && l.stemHeads.has(hashOf(folded[:shortestStem])) {
		for _, m := range l.stems[folded[:shortestStem]] {
			if strings.HasPrefix(folded, m.word) {
				return m
			}
		}
	}
	return unknown
}

// read folds a word, and returns what it means.
func (l *lexicon) read(word string) (folded string, m *meaning) {
	if end, hash, _ := scanWord(word, 0); end == len(word) {
		return l.readHash(word, hash)
	}
	folded = fold.String(word)
	return folded, l.meaning(folded)
}

// readHash folds a word of ASCII letters whose hash in small letters is known, and returns what it means.
func (l *lexicon) readHash(word string, hash wordHash) (folded string, m *meaning) {
	mask := len(l.slots) - 1
	for i := int(hash) & mask; l.slots[i].word != nil; i = (i + 1) & mask {
		if m := l.slots[i].word; l.slots[i].hash == hash && sameLetters(m.word, word) {
			return m.word, m
		}
	}
	folded = strings.ToLower(word)
	return folded, l.stem(folded)
}

// sameLetters reports whether a word is written with the letters of a folded one.
func sameLetters(folded, word string) bool {
	if len(folded) != len(word) {
		return false
	}
	for i := range len(word) {
		if letters[word[i]] != folded[i] {
			return false
		}
	}
	return true
}

// find returns the entry of a word, nil where there is none.
func (l *lexicon) find(folded string, hash wordHash) *meaning {
	mask := len(l.slots) - 1
	for i := int(hash) & mask; l.slots[i].word != nil; i = (i + 1) & mask {
		if l.slots[i].hash == hash && l.slots[i].word.word == folded {
			return l.slots[i].word
		}
	}
	return nil
}

// index makes the slots, four to a word.
func (l *lexicon) index() {
	l.slots = make([]slot, 1<<bits.Len(uint(4*len(l.words))))
	mask := len(l.slots) - 1
	for word, m := range l.words {
		i := int(hashOf(word)) & mask
		for l.slots[i].word != nil {
			i = (i + 1) & mask
		}
		l.slots[i] = slot{hashOf(word), m}
	}
	for head := range l.stems {
		l.stemHeads.put(head)
	}
}

func newLexicon() *lexicon {
	l := &lexicon{words: map[string]*meaning{}, stems: map[string][]*meaning{}, gate: newGate()}
	for i, words := range numberWords {
		l.define(words, func(m *meaning) { m.number = i })
	}
	for i, words := range ordinalWords {
		l.define(words, func(m *meaning) { m.ordinal = i })
	}
	for i, words := range monthWords {
		l.define(words, func(m *meaning) { m.month = time.Month(i + 1) })
	}
	for i, words := range weekdayWords {
		weekday := func(m *meaning) { m.weekday = i + 1 }
		l.define(words, weekday)
		for w := range strings.FieldsSeq(words) {
			if strings.HasSuffix(w, "day") {
				l.define(w+"'s", weekday)
			}
			if strings.HasSuffix(w, "tag") || w == "mittwoch" || w == "sonnabend" {
				for _, part := range germanDayParts {
					l.define(w+part, weekday)
				}
			}
		}
	}
	for i, word := range strings.Fields("mo di mi do fr") { // "sa" and "so" are words too often
		l.define(word, func(m *meaning) { m.german, m.core = i+1, true })
		l.gate.mark(word, aBrief)
		for _, before := range germanBefore {
			l.gate.expression([]string{before, word})
		}
	}
	for u, words := range unitWords {
		l.define(words, func(m *meaning) { m.unit = u })
	}
	for p, words := range partWords {
		l.define(words, func(m *meaning) { m.part = p })
	}
	for w, words := range whichWords {
		l.define(words, func(m *meaning) { m.which = w })
	}
	for p, words := range prepWords {
		l.define(words, func(m *meaning) { m.prep = p })
	}
	for d, words := range dayWords {
		l.define(words, func(m *meaning) { m.day = d })
	}
	l.define(articleWords, func(m *meaning) { m.article = true })
	l.define(ofWords, func(m *meaning) { m.of = true })
	l.define(fillerWords, func(m *meaning) { m.filler = true })
	l.define(fewWords, func(m *meaning) { m.few = true })
	l.define(workWords, func(m *meaning) { m.work = true })
	l.define("or oder ou o u", func(m *meaning) { m.or = true })
	l.define("to bis until through thru till a al au", func(m *meaning) { m.to = true })
	l.define("and und et y", func(m *meaning) { m.to2 = true })
	l.define("eod cob eob eop close end monatsende jahresende quartalsende wochenschluss month-end", func(m *meaning) { m.starts = true })
	l.define(specialWords, func(m *meaning) { m.kernel = true })
	l.define(backWords, func(m *meaning) { m.back = true })
	l.define(intentionWords, func(m *meaning) { m.intends = true })
	l.define(shortWords, func(m *meaning) { m.short = true })
	l.define(openingWords, func(m *meaning) { m.opens = true })
	l.define(coreWords, func(m *meaning) { m.core = true })
	l.define(dailyWords, func(m *meaning) { m.daily = true })
	l.define(festiveWords, func(m *meaning) { m.festive = true })
	l.define(idleWords, func(m *meaning) { m.idle = true })
	l.define(innerWords, func(*meaning) {})
	for _, name := range holidayNames {
		l.define(name.words, func(*meaning) {})
		l.define(strings.Fields(name.words)[0], func(m *meaning) { m.holiday, m.starts = true, true })
	}
	for _, words := range vagueWords {
		l.define(words, func(*meaning) {})
		l.define(strings.Fields(words)[0], func(m *meaning) { m.vague, m.starts = true, true })
	}
	for _, list := range [...]phrases{limits, floors, floorsBehind, dayEnds, dayAfters, sameDays, thereafters, sameWeeks, weekAfters, vagues} {
		for word, expressions := range list {
			l.define(word, func(m *meaning) { m.fixed = true })
			for _, words := range expressions {
				l.define(strings.Join(words, " "), func(*meaning) {})
			}
		}
	}
	l.derive()
	l.define(dividingWords, func(m *meaning) { m.divides = true })
	l.define(leaningWords, func(m *meaning) { m.leans = true })
	l.define("that this la time", func(m *meaning) { m.common = true })
	for _, words := range [...]map[string]bool{meetings, meetingVerbs, closings} {
		for w := range words {
			l.word(w).leans = true
		}
	}
	l.addCues()
	l.index()
	l.words = nil // the slots have them
	return l
}

// derive settles what follows from the meanings of the words.
func (l *lexicon) derive() {
	for word, m := range l.words {
		m.dated = true
		m.core = m.core || m.number > 0 || m.ordinal > 0 || m.month > 0 || m.weekday > 0 || m.part > 0 || m.which > 0 || m.day > 0 || m.few || m.article || m.unit > 0 ||
			m.work || m.holiday || m.starts && !m.vague
		m.starts = m.starts || m.number > 0 || m.ordinal > 0 || m.month > 0 || m.weekday > 0 || m.part > 0 || m.which > 0 || m.prep > 0 ||
			m.day > 0 || m.few || m.article && word != "l" || m.unit == weeks || m.work || m.filler
		m.kernel = m.kernel || m.month > 0 || m.weekday > 0 || m.unit > 0 || m.day > 0 || m.holiday || m.ordinal > 3
		m.opens = m.opens || m.starts || m.unit > 0
		m.leans = m.leans || m.back || m.which == following || m.prep == after
		if m.short || m.month > 0 || m.weekday > 0 {
			l.gate.mark(word, aBrief)
		}
		if m.kernel {
			l.gate.mark(word, aDate)
		}
		if m.back && word != "that" { // with it there is always another: "that Friday", "after that"
			l.gate.mark(word, aBack)
		}
	}
	for w := range strings.FieldsSeq(intentionWords) {
		l.gate.mark(w, aPromise)
	}
	for _, words := range [...]map[string]bool{meetings, meetingVerbs, closings} {
		for w := range words {
			l.gate.mark(w, aMeeting)
		}
	}
	for _, words := range vagueWords {
		l.gate.expression(strings.Fields(words))
	}
}

// telling returns the rarest word of an expression: the longest, of several the last.
func telling(expression string) string {
	longest := ""
	for w := range strings.FieldsSeq(expression) {
		if len(w) >= len(longest) {
			longest = w
		}
	}
	return longest
}

func (l *lexicon) define(words string, put func(*meaning)) {
	for w := range strings.FieldsSeq(words) {
		put(l.word(w))
	}
}

// word returns the entry of a folded word, a new one where there is none.
func (l *lexicon) word(folded string) *meaning {
	m := l.words[folded]
	if m == nil {
		m = &meaning{word: folded}
		l.words[folded] = m
	}
	return m
}
