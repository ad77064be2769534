package classify

import (
	"math"
	"slices"
)

// needed returns how probable it must be that the message is job mail for it to
// be taken for such. Of ordinary mail there is a hundred times as much, so that
// where no rule finds that it is about work, next to certain will not do.
func (e *evidence) needed(bulk bool) float64 {
	switch found := e.score[topic]; {
	case found <= e.score[offTopic], bulk && found < telltale:
		return 0.99
	case bulk:
		return 0.95
	case found >= telltale:
		return 0.5
	}
	return 0.8
}

// judgement is what the model says of one message.
type judgement struct {
	kind       Kind
	confidence float64 // in the kind
	job        float64 // that it is job mail of any kind
	within     Guess   // what it would be in a conversation about a job
}

// judge weighs what is observed of a message that others sent.
func (m *model) judge(o observation, need float64) judgement {
	p := softmax(m.sums(o))
	var j judgement
	var job, other, talk Guess
	for i, k := range m.kinds {
		if k.Job() {
			j.job += p[i]
			job.raise(k, p[i])
		} else {
			other.raise(k, p[i])
		}
		if k.Seeds() && k != ApplicationConfirmation && k != RecruiterOutreach {
			talk.raise(k, p[i])
		}
	}
	j.kind, j.confidence = other.Kind, other.Confidence
	if j.job >= need {
		j.kind, j.confidence = job.Kind, job.Confidence
	} else if share := talk.Confidence / max(j.job, 1e-9); j.kind == NotJob && share >= 0.3 && j.job >= touches {
		j.within = Guess{talk.Kind, rounded(share)}
	}
	j.confidence, j.job = rounded(j.confidence), rounded(j.job)
	return j
}

// touches is the least probability of job mail at which a message touches on
// the matter.
const touches = 0.03

func (g *Guess) raise(k Kind, p float64) {
	if p > g.Confidence {
		*g = Guess{k, p}
	}
}

// rounded keeps two digits: more would say more than is known.
func rounded(p float64) float64 { return math.Round(100*p) / 100 }

// judgeOwn weighs what is observed of the candidate's own message.
func judgeOwn(o observation) (Kind, float64) {
	m := owns()
	p := softmax(m.sums(o))
	best := slices.Index(p, slices.Max(p))
	return m.kinds[best], rounded(p[best])
}

// reasons are the evidence of the rules for the kinds and the topic, and what
// spoke against.
func (e *evidence) reasons(kinds ...Kind) []Reason {
	var out []Reason
	for _, k := range append(kinds, topic, offTopic) {
		out = append(out, e.found[k]...)
	}
	return out
}
