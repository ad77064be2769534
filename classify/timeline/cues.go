package timeline

import (
	_ "embed"
	mathbits "math/bits"
	"slices"
	"strings"
)

// cue is what words say about the clause that they stand in.
type cue uint8

const (
	noCue     cue = iota
	contacts      // the employer gets in touch
	decides       // the employer decides
	proceeds      // a step on the way: interviews end, applications are read
	intends       // "we will", when nothing else says what
	asks          // something is asked of the candidate
	meets         // an appointment
	happened      // something past
	elsewhere     // data kept, notice, start of work, closing dates, absence, offers that expire
	theirs        // what the candidate said or must decide
	negates       // it will not be so
	supposes      // it might be so
	reassures     // looks like one of the others, and is none
	presumes      // what silence is told to mean
)

// cueNames are the sections of cueTable.
var cueNames = map[string]cue{
	"contacts": contacts, "decides": decides, "proceeds": proceeds, "intends": intends, "asks": asks, "meets": meets, "happened": happened,
	"elsewhere": elsewhere, "theirs": theirs, "negates": negates, "supposes": supposes, "reassures": reassures, "presumes": presumes,
}

// cueTable holds the patterns by which cues are found; its head says how it reads.
//
//go:embed cues.txt
var cueTable string

type pattern struct {
	cue      cue
	elements []patternElement
	// The rarest element is the one that is looked for first. It stands at most
	// before tokens behind the first.
	rarest, before int
}

type patternElement struct {
	class uint16
	gap   int
}

// shortestStem is the least length of a stem.
const shortestStem = 4

// addCues enters the words of the patterns: words are compared by the classes of
// alternatives that they belong to.
func (l *lexicon) addCues() {
	x := patterns{classes: map[string]uint16{}, starts: map[uint16][]*pattern{}}
	c := noCue
	for line := range strings.Lines(cueTable) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			c = cueNames[strings.Trim(line, "[]")]
		default:
			x.add(l, c, line)
		}
	}
	stems := map[string]*meaning{}
	for field, class := range x.classes {
		for w := range strings.SplitSeq(field, "|") {
			if stem, ok := strings.CutSuffix(w, "*"); ok {
				if stems[stem] == nil {
					stems[stem] = &meaning{word: stem}
				}
				x.put(stems[stem], class)
			} else if w != "" {
				x.put(l.word(w), class)
			}
		}
	}
	for w, m := range l.words { // a word belongs where its stem does
		for n := shortestStem; n <= len(w); n++ {
			if stem := stems[w[:n]]; stem != nil {
				x.join(m, stem)
			}
		}
	}
	for _, m := range l.words {
		x.begin(m)
	}
	for w, m := range stems {
		x.begin(m)
		head := w[:shortestStem]
		l.stems[head] = append(l.stems[head], m)
		slices.SortFunc(l.stems[head], func(a, b *meaning) int { return len(b.word) - len(a.word) })
	}
}

// patterns are the patterns of cues, by the class of their rarest element.
type patterns struct {
	classes map[string]uint16
	starts  map[uint16][]*pattern
}

func (x *patterns) add(l *lexicon, c cue, notation string) {
	p := &pattern{cue: c}
	gap := 0
	var fields []string
	for field := range strings.FieldsSeq(notation) {
		if field[0] == '~' {
			gap = int(field[1] - '0')
			continue
		}
		class, ok := x.classes[field]
		if !ok {
			class = uint16(len(x.classes))
			x.classes[field] = class
		}
		p.elements, fields = append(p.elements, patternElement{class, gap}), append(fields, field)
		gap = 0
	}
	if len(p.elements) == 0 {
		return
	}
	least, before := 1<<20, -1
	for i, e := range p.elements {
		before += 1 + e.gap
		if n := frequency(fields[i]); n < least {
			least, p.rarest, p.before = n, i, before
		}
	}
	class := p.elements[p.rarest].class
	x.starts[class] = append(x.starts[class], p)
	if c.promises() || c == intends {
		l.gate.cue(fields)
	}
}

// frequency estimates how often one of the alternatives occurs: short words do.
func frequency(field string) int {
	n := 0
	for w := range strings.SplitSeq(field, "|") {
		n += 1 + 64>>len(w)
		n += common[w]
	}
	return n
}

// common are the commonest words of cues, with how much more they occur.
var common = map[string]int{"you": 300, "i": 300, "we": 100, "the": 300, "to": 300, "be": 100, "is": 100, "are": 50, "am": 50, "will": 50, "have": 50,
	"your": 100, "our": 100, "for": 100, "with": 100, "sie": 50, "wir": 50, "uns": 50, "vous": 50, "nous": 50, "le": 100, "la": 100}

// put puts a word into a class.
func (x *patterns) put(m *meaning, class uint16) {
	if m.classes == nil {
		m.classes = make([]uint64, len(x.classes)/64+1)
	}
	m.classes[class/64] |= 1 << (class % 64)
}

// join puts a word into the classes of its stem.
func (x *patterns) join(m, stem *meaning) {
	if m.classes == nil {
		m.classes = make([]uint64, len(x.classes)/64+1)
	}
	for i, b := range stem.classes {
		m.classes[i] |= b
	}
}

// begin notes which patterns are looked for where a word stands.
func (x *patterns) begin(m *meaning) {
	for i, b := range m.classes {
		for ; b != 0; b &= b - 1 {
			m.patterns = append(m.patterns, x.starts[uint16(64*i+mathbits.TrailingZeros64(b))]...)
		}
	}
}

// match returns the number of tokens that a pattern covers, or 0.
func (p *pattern) match(tokens []token) int {
	at := 0
	for _, e := range p.elements {
		last := at + e.gap
		for ; ; at++ {
			if at >= len(tokens) || at > last {
				return 0
			}
			if tokens[at].in(e.class) {
				break
			}
		}
		at++
	}
	return at
}

// found is a cue in a text: tokens from first to end, exclusive.
type found struct {
	cue        cue
	first, end int
}

// in reports whether a token belongs to a class of words.
func (t *token) in(class uint16) bool {
	bits := t.meaning.classes
	return bits != nil && bits[class/64]&(1<<(class%64)) != 0
}

// findCues appends the cues among the tokens of a sentence, less those covered by
// longer ones.
func findCues(all []found, tokens []token) []found {
	// By the token that it begins with. "15h30" is one word more when it is read.
	var cues [2 * maxSentence]cue
	var ends [2 * maxSentence]uint16
	for k := range tokens {
		for _, p := range tokens[k].meaning.patterns {
			for i := max(0, k-p.before); i <= k; i++ {
				if !tokens[i].in(p.elements[0].class) {
					continue
				}
				if end := uint16(i + p.match(tokens[i:])); end > uint16(i) && (end > ends[i] || end == ends[i] && p.cue > cues[i]) {
					cues[i], ends[i] = p.cue, end
				}
			}
		}
	}
	for i := range tokens {
		if end := int(ends[i]); end > 0 && (len(all) == 0 || all[len(all)-1].end < end) {
			all = append(all, found{cues[i], i, end})
		}
	}
	return all
}
