package classify

import "sync"

// words is the lexicon of all phrases of this package. It is made when the first
// text is read: commands that read none start at once.
var words = sync.OnceValue(func() *lexicon {
	l := newLexicon()
	for _, x := range waiting {
		if err := x.parse(l); err != nil {
			panic(err) // a constant of this package; every test meets it
		}
	}
	l.seal()
	for _, x := range waiting {
		x.seal(l)
	}
	l.tokens, l.classes, l.alike, l.sorted = nil, nil, nil, nil // the trie and the members say it all
	return l
})

// waiting are the indexes of this package, which wait for the lexicon. All of them
// are there before init.
var waiting []interface {
	parse(*lexicon) error
	seal(*lexicon)
}

// leads returns an index of phrases without a value: what they lead to counts.
func leads(notations ...string) *index[struct{}] {
	x := &index[struct{}]{}
	for _, n := range notations {
		x.note(n, struct{}{})
	}
	waiting = append(waiting, x)
	return x
}

// valued returns an index of phrases that stand for a value.
func valued(notations map[bool][]string) *index[bool] {
	x := &index[bool]{}
	for _, value := range []bool{true, false} {
		for _, n := range notations[value] {
			x.note(n, value)
		}
	}
	waiting = append(waiting, x)
	return x
}
