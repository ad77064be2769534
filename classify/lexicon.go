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

// leading are the indexes that wait for the lexicon.
var leading []*index[struct{}]

// All phrases are parsed while the variables of the package are initialised:
// before init.
func init() {
	words.seal()
	library.index.seal(words)
	for _, x := range leading {
		x.seal(words)
	}
	leading = nil
}
