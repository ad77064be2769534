package classify

import (
	_ "embed"
	"math"
	"slices"
	"strings"
	"sync"

	"hearback/classify/internal/linear"
	"hearback/classify/mail"
	"hearback/classify/timeline"
)

// The spaces of the features of a sentence.
const (
	aGram  = 'g' // words that follow each other
	aRoot  = 'o' // the first letters of words, alone and in pairs
	aBegin = 'b' // those that the sentence begins with
	aMark  = 'm' // how it ends, how long it is
)

// maxRequest is how many words of one sentence are looked at, maxSentences how many
// sentences of a text that have words.
const (
	maxRequest   = 60
	maxSentences = 60
)

// rootLength is how many letters of a word stand for all that are akin, rootReach how far
// from each other two of them make a pair.
const (
	rootLength = 3
	rootReach  = 5
)

// Below noRequest what the rules take for a request is none, from sureRequest on what
// they pass over is one. Chosen by the sentences that nothing is trained on.
const (
	noRequest   = 0.10
	sureRequest = 0.75
)

// requestRule says of a message that the model of requests finds one in it.
const requestRule = "a request"

//go:embed model/requests.bin
var requestsBin string

// requests is a model of sentences by their words: whether one, in an employer's mail,
// wants something from the candidate (testdata/requests.tsv).
var requests = sync.OnceValue(func() *linear.Model { return linear.MustRead(2, requestsBin) })

// requestIn returns the sentence of a message that the model takes for a request, empty
// where it takes none, and how likely any is to be one. What promises a word is none.
func (r *Reader) requestIn(m *mail.Message) (request string, most float64) {
	p := sureRequest
	var room []linear.Feature
	looked := 0
	for sentence := range sentencesOf(m.Text) {
		said := withoutLinks(sentence)
		words := wordsOf(said)
		if len(words) == 0 || slices.ContainsFunc(words, func(w word) bool { return disclaimers[w.folded] }) {
			continue
		}
		if looked++; looked > maxSentences {
			break
		}
		room = observeRequest(room[:0], words, said)
		q := likelyRequest(requests(), room)
		most = max(most, q)
		if q >= p && (strings.Contains(said, "?") || len(timeline.Find(sentence, m.Date, r.calendar)) == 0) {
			request, p = strings.TrimSpace(sentence), q
		}
	}
	return request, most
}

// withoutLinks leaves out the addresses of pages: their words ask nothing.
func withoutLinks(sentence string) string {
	if !strings.Contains(sentence, "://") {
		return sentence
	}
	return strings.Join(slices.DeleteFunc(strings.Fields(sentence), func(w string) bool { return strings.Contains(w, "://") }), " ")
}

// disclaimers are words of the legal notices below mails: "if you have received this in error".
var disclaimers = set("error erreur irrtumlich irrtumlicherweise intended confidential confidentiality confidentiel confidentielle confidencial vertraulich destinatario destinataire adressat")

func likelyRequest(m *linear.Model, features []linear.Feature) float64 {
	sums := m.Sums()
	value := linear.WordValue(len(features))
	for _, f := range features {
		m.Add(sums, f, value)
	}
	return 1 / (1 + math.Exp(sums[0]-sums[1]))
}

// observeRequest adds the features of a sentence.
func observeRequest(to []linear.Feature, words []word, sentence string) []linear.Feature {
	words = words[:min(len(words), maxRequest)]
	cut := func(i, letters int) linear.Feature {
		if i < 0 || i >= len(words) {
			return linear.Of(aWord, "^")
		}
		w := words[i].folded
		if w[0] <= '9' {
			return linear.Of(aWord, "0")
		}
		return linear.Of(aWord, w[:min(len(w), letters)])
	}
	name := func(i int) linear.Feature { return cut(i, stemLength) }
	for i := -1; i < len(words); i++ {
		one, next := name(i), name(i+1)
		two := linear.Pair(aGram, one, next)
		to = append(to, linear.Pair(aGram, one, 0), two)
		if i+2 <= len(words) {
			to = append(to, linear.Pair(aGram, two, name(i+2)))
		}
	}
	for i, w := range words {
		root := cut(i, rootLength)
		to = append(to, linear.Pair(aRoot, root, 0))
		if len(w.folded) > stemLength {
			to = append(to, linear.Pair(aRoot, cut(i, len(w.folded)), 1)) // whole
		}
		for k := i + 1; k < min(i+rootReach, len(words)); k++ {
			apart := linear.Feature(0)
			if k > i+1 {
				apart = 1
			}
			to = append(to, linear.Pair(aRoot, linear.Pair(aRoot, root, cut(k, rootLength)), apart))
		}
	}
	begin := linear.Feature(0)
	for i := range min(3, len(words)) {
		begin = linear.Pair(aBegin, begin, name(i))
		to = append(to, begin)
	}
	trimmed := strings.TrimSpace(sentence)
	mark := trimmed[len(trimmed)-1:]
	return append(to, linear.Of(aMark, mark), linear.Pair(aMark, linear.Of(aMark, mark), name(0)), linear.Of(aMark, "length "+steps[min(len(steps)-1, len(words)/3)]))
}
