package classify

// words is the lexicon of all phrases of this package.
var words = newLexicon()

// leads returns an index of phrases without a value: what they lead to counts.
func leads(notations ...string) *index[struct{}] {
	x := &index[struct{}]{}
	for _, n := range notations {
		p, err := words.parse(synonyms.Replace(n))
		if err != nil {
			panic(err) // a constant of this package; every test meets it
		}
		x.add(p, struct{}{})
	}
	leading = append(leading, x)
	return x
}

// valued returns an index of phrases that stand for a value.
func valued(notations map[bool][]string) *index[bool] {
	x := &index[bool]{}
	for _, value := range []bool{true, false} {
		for _, n := range notations[value] {
			p, err := words.parse(synonyms.Replace(n))
			if err != nil {
				panic(err) // a constant of this package; every test meets it
			}
			x.add(p, value)
		}
	}
	leadingTo = append(leadingTo, x)
	return x
}

// leading are the indexes that wait for the lexicon.
var (
	leading   []*index[struct{}]
	leadingTo []*index[bool]
)

// All phrases are parsed while the variables of the package are initialised:
// before init.
func init() {
	words.seal()
	library.index.seal(words)
	for _, x := range leading {
		x.seal(words)
	}
	for _, x := range leadingTo {
		x.seal(words)
	}
	leading, leadingTo = nil, nil
}
