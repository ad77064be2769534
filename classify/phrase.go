package classify

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// A phrase is a short pattern over words. It is written as words with spaces
// between them, folded as words are:
//
//	word        this word
//	word*       a word that begins so
//	a|b         either
//	~3          up to three words of any kind
//	^           what follows begins a sentence
//
// A phrase never reaches over the end of a sentence; it begins and ends with a
// word, and no two gaps stand together.
type phrase struct {
	elements []element
	starts   bool // only at the beginning of a sentence
}

// element is one word of a phrase, or a gap.
type element struct {
	class int32 // of its alternatives
	gap   int32
}

// token stands for all words that no phrase tells apart. Zero stands for those
// that no phrase knows.
type token int32

// shortestStem is the least length of a word*.
const shortestStem = 2

// lexicon knows the words of a set of phrases, so that texts are compared by
// number. Its phrases are parsed first, then it is sealed, then it reads texts.
type lexicon struct {
	tokens map[string]token // the words, and the stems as "stem*"
	// classes are the alternatives of all elements, as written.
	classes map[string]int32
	// members holds a bit for each class, stride words for each token: which
	// classes the token belongs to. Made by seal.
	members []uint64
	stride  int
	alike   [][]token // by class
	sorted  []string  // the keys of tokens
	trie    []node    // of the words and stems; the first is the root. Made by seal.
}

// node is a letter of a word in the trie.
type node struct {
	word token // of the word that ends here, 0 if none does
	stem token // of the stem that ends here
	next [letters]uint16
}

// letters is how many characters the words of phrases are made of, and one
// that stands for all others and leads nowhere.
const letters = 1 + 26 + 10 + 1

// letterOf numbers the characters of a word.
var letterOf = func() (table [256]uint8) {
	for i, c := range "abcdefghijklmnopqrstuvwxyz0123456789'" {
		table[c] = uint8(i + 1)
	}
	return table
}()

func newLexicon() *lexicon {
	return &lexicon{tokens: map[string]token{}, classes: map[string]int32{}}
}

// parse reads the notation above. The phrases are constants of this package: a
// wrong one is a mistake that every test meets.
func (l *lexicon) parse(notation string) (*phrase, error) {
	p := &phrase{}
	for field := range strings.FieldsSeq(notation) {
		switch {
		case field == "^":
			p.starts = true
			continue
		case field[0] == '~':
			var n int
			if _, err := fmt.Sscanf(field, "~%d", &n); err != nil || n < 1 || n > 12 {
				return nil, fmt.Errorf("phrase %q: gap %q", notation, field)
			}
			if len(p.elements) > 0 && p.elements[len(p.elements)-1].gap > 0 {
				return nil, fmt.Errorf("phrase %q: two gaps", notation)
			}
			p.elements = append(p.elements, element{gap: int32(n)})
			continue
		}
		for w := range strings.SplitSeq(field, "|") {
			stem, isStem := strings.CutSuffix(w, "*")
			if stem == "" || isStem && len(stem) < shortestStem || !spelt(stem) {
				return nil, fmt.Errorf("phrase %q: word %q", notation, w)
			}
			if l.tokens[w] == 0 {
				l.tokens[w] = token(len(l.tokens) + 1)
			}
		}
		class, ok := l.classes[field]
		if !ok {
			class = int32(len(l.classes))
			l.classes[field] = class
		}
		p.elements = append(p.elements, element{class: class})
	}
	if len(p.elements) == 0 || p.elements[0].gap > 0 {
		return nil, fmt.Errorf("phrase %q: must begin with a word", notation)
	}
	if p.elements[len(p.elements)-1].gap > 0 {
		return nil, fmt.Errorf("phrase %q: must end with a word", notation)
	}
	return p, nil
}

// spelt reports whether a word is made of letters that the trie has.
func spelt(w string) bool {
	for i := range len(w) {
		if letterOf[w[i]] == 0 {
			return false
		}
	}
	return true
}

// seal ends the parsing of phrases.
func (l *lexicon) seal() {
	l.grow()
	l.sorted = slices.Sorted(maps.Keys(l.tokens))
	l.stride = len(l.classes)/64 + 1
	l.members = make([]uint64, (len(l.tokens)+1)*l.stride)
	l.alike = make([][]token, len(l.classes))
	for field, class := range l.classes {
		l.alike[class] = l.alternatives(field)
		for _, t := range l.alike[class] {
			l.members[int(t)*l.stride+int(class/64)] |= 1 << (class % 64)
		}
	}
}

// alternatives returns the tokens of "a|b*", each once. A stem stands for every
// word, known before or after it, that begins so.
func (l *lexicon) alternatives(field string) []token {
	var out []token
	for w := range strings.SplitSeq(field, "|") {
		stem, isStem := strings.CutSuffix(w, "*")
		if !isStem {
			out = append(out, l.tokens[w])
			continue
		}
		out = append(out, l.beginning(stem)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// beginning returns the tokens of the words and stems that begin with stem.
func (l *lexicon) beginning(stem string) []token {
	i, _ := slices.BinarySearch(l.sorted, stem)
	var out []token
	for ; i < len(l.sorted) && strings.HasPrefix(l.sorted[i], stem); i++ {
		out = append(out, l.tokens[l.sorted[i]])
	}
	return out
}

// grow makes the trie.
func (l *lexicon) grow() {
	l.trie = make([]node, 1)
	for w, t := range l.tokens {
		stem, isStem := strings.CutSuffix(w, "*")
		at := uint16(0)
		for i := range len(stem) {
			letter := letterOf[stem[i]]
			if l.trie[at].next[letter] == 0 {
				if len(l.trie) > math.MaxUint16 {
					panic("classify: the phrases have too many words for the trie") // a constant of this package; every test meets it
				}
				l.trie[at].next[letter] = uint16(len(l.trie))
				l.trie = append(l.trie, node{})
			}
			at = l.trie[at].next[letter]
		}
		if isStem {
			l.trie[at].stem = t
		} else {
			l.trie[at].word = t
		}
	}
}

// token returns what stands for a folded word: itself where a phrase has it,
// else the longest stem that it begins with. The shorter ones are that stem's
// beginnings, too, so that one token says it all.
func (l *lexicon) token(w string) token {
	at, stem := uint16(0), token(0)
	for i := range len(w) {
		if at = l.trie[at].next[letterOf[w[i]]]; at == 0 {
			return stem
		}
		if s := l.trie[at].stem; s != 0 {
			stem = s
		}
	}
	if t := l.trie[at].word; t != 0 {
		return t
	}
	return stem
}

// match returns the number of words that the phrase covers at the beginning of
// words, or 0. Gaps are tried shortest first.
func (l *lexicon) match(p *phrase, words []word) int {
	if p.starts && !words[0].first {
		return 0
	}
	return l.matchFrom(p.elements, words, 0)
}

// matchFrom matches what follows the words before at.
func (l *lexicon) matchFrom(elements []element, words []word, at int) int {
	for i := range elements {
		e := elements[i]
		if e.gap > 0 {
			for last := at + int(e.gap); at <= last && at < len(words) && (at == 0 || !words[at].first); at++ {
				if !l.belongs(words[at].token, elements[i+1].class) {
					continue
				}
				if n := l.matchFrom(elements[i+1:], words, at); n > 0 {
					return n
				}
			}
			return 0
		}
		// A word that begins a sentence belongs to a later one.
		if at >= len(words) || at > 0 && words[at].first || !l.belongs(words[at].token, e.class) {
			return 0
		}
		at++
	}
	return at
}

// belongs reports whether the token is one of the alternatives of a class.
func (l *lexicon) belongs(t token, class int32) bool {
	return l.members[int(t)*l.stride+int(class>>6)]&(1<<(class&63)) != 0
}

// index finds the phrases that can begin with a word. They are noted first, then
// parsed, then sealed with their lexicon.
type index[T any] struct {
	lexicon *lexicon
	phrases []indexed[T]
	// starts are the phrases in the order of their first word's tokens; those of a
	// token are the ones from its place in from to the next one. Made by seal, and
	// free of pointers: the garbage collector passes over them.
	starts []start
	from   []int32
}

type indexed[T any] struct {
	notation string
	phrase   *phrase // made by parse
	value    T
}

// start is a phrase that may begin here, and what must follow at once.
type start struct {
	phrase int32 // position in phrases
	second int32 // class of the second word; anyWord, lastWord
}

const (
	anyWord  = -1 // a gap follows
	lastWord = -2 // nothing follows
)

// note adds a phrase, which may use synonyms.
func (x *index[T]) note(notation string, value T) {
	x.phrases = append(x.phrases, indexed[T]{notation: notation, value: value})
}

// parse reads the phrases that are noted.
func (x *index[T]) parse(l *lexicon) (err error) {
	for i := range x.phrases {
		if x.phrases[i].phrase, err = l.parse(synonyms.Replace(x.phrases[i].notation)); err != nil {
			return err
		}
	}
	return nil
}

// seal prepares the index once its lexicon is sealed.
func (x *index[T]) seal(l *lexicon) {
	x.lexicon, x.from = l, make([]int32, len(l.tokens)+2)
	firsts := func(e indexed[T]) []token { return l.alike[e.phrase.elements[0].class] }
	for _, e := range x.phrases {
		for _, t := range firsts(e) {
			x.from[t+1]++
		}
	}
	for t := range x.from[1:] {
		x.from[t+1] += x.from[t]
	}
	x.starts = make([]start, x.from[len(x.from)-1])
	next := slices.Clone(x.from)
	for i, e := range x.phrases {
		s := start{int32(i), lastWord}
		if elements := e.phrase.elements; len(elements) > 1 {
			if s.second = elements[1].class; elements[1].gap > 0 {
				s.second = anyWord
			}
		}
		for _, t := range firsts(e) {
			x.starts[next[t]] = s
			next[t]++
		}
	}
}

// beginning returns the phrases that can begin with a word.
func (x *index[T]) beginning(w word) []start { return x.starts[x.from[w.token]:x.from[w.token+1]] }

// begins reports whether a phrase begins with the word.
func (x *index[T]) begins(w word) bool { return len(x.beginning(w)) > 0 }

// each calls found for every phrase at every place, with the first and the
// last word that it covers. Where wanted is given, it says which phrases are
// worth matching there.
func (x *index[T]) each(words []word, wanted func(value T, first int) bool, found func(value T, first, last int)) {
	for i := range words {
		x.at(words, i, wanted, found)
	}
}

// at looks for the phrases that begin with the word at i.
func (x *index[T]) at(words []word, i int, wanted func(value T, first int) bool, found func(value T, first, last int)) {
	l, starts := x.lexicon, x.beginning(words[i])
	if len(starts) == 0 {
		return
	}
	// Most phrases fail at their second word: it is looked at before them.
	follows := i+1 < len(words) && !words[i+1].first
	var second token
	if follows {
		second = words[i+1].token
	}
	for _, s := range starts {
		if s.second >= 0 && (!follows || !l.belongs(second, s.second)) || s.second == anyWord && !follows {
			continue
		}
		e := &x.phrases[s.phrase]
		if wanted != nil && !wanted(e.value, i) {
			continue
		}
		if n := l.match(e.phrase, words[i:]); n > 0 {
			found(e.value, i, i+n-1)
		}
	}
}
