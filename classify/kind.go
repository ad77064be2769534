package classify

import (
	"math"
	"slices"

	"hearback/classify/internal/linear"
)

// likely is how probable it must be that a message is job mail for it to be
// read as such: even, less where the rules leave little doubt, more where none
// finds that it is about work, and advertisers must leave no doubt.
func (e *evidence) likely(bulk bool, need float64) float64 {
	switch {
	case bulk:
		return need
	case e.score[topic] >= telltale && e.most()-e.score[offTopic] >= certain:
		return 0.25
	case e.score[topic] > e.score[offTopic]/2:
		return 0.5
	}
	return 0.75
}

// most is the greatest weight of evidence for a kind that makes a candidacy.
func (e *evidence) most() float64 {
	most := 0.0
	for k, score := range e.score {
		if k.Seeds() {
			most = max(most, score)
		}
	}
	return most
}

// needed returns how probable that must be for the message to make a candidacy
// by itself. Of ordinary mail there is a hundred times as much, so that where
// no rule finds that it is about work, or the model knows few of its words, it
// must be the surer.
func (e *evidence) needed(bulk, hires bool, known float64) float64 {
	found := e.score[topic]
	rules := e.most() + min(found, 4) - e.score[offTopic]
	switch {
	case rules >= certain && found >= 2*telltale:
		return 0.1 // the rules leave little doubt
	case hires:
		return 0.5
	case bulk && found < telltale:
		return impossible
	case found < e.score[offTopic]:
		return 0.99
	case bulk && e.score[ApplicationConfirmation] >= decisive: // "Your application was sent to Acme"
		return 0.8
	case bulk:
		return 0.95
	case found >= telltale && (known >= familiar || rules >= decisive):
		return 0.5
	case found >= telltale && e.most() > 0:
		return 0.9
	case known >= familiar:
		return 0.85
	}
	return 0.95
}

// impossible is more than any probability can be.
const impossible = 2

// certain is the weight of evidence of the rules, for the topic and for a kind
// together, that is hardly ever found outside of job mail.
const certain = 7

// familiar is the share of a message's words that the model knows in mail of
// the sort that it was trained on.
const familiar = 0.6

// judgement is what the model says of one message.
type judgement struct {
	kind       Kind
	confidence float64 // in the kind
	job        float64 // that it is job mail of any kind
	closing    float64 // that it ends a candidacy, whichever way
	sure       bool    // enough to make a candidacy by itself
	within     Guess   // what it would be in a conversation about a job
}

// judge weighs what is observed of a message that others sent.
func (m *model) judge(e *evidence, o observation, bulk, hires bool) judgement {
	sums, known := m.sums(o)
	need, p := e.needed(bulk, hires, known), linear.Softmax(sums)
	var j judgement
	var job, other, talk Guess
	closing, sure := e.score[Rejection]+e.score[PositionFilled] >= 2*telltale, sureEnd
	if e.score[InterviewFollowup] >= telltale {
		sure = 0.85 // "we will come back to you" is no end
	}
	for i, k := range m.kinds {
		if k == Rejection || k == PositionFilled {
			j.closing += p[i]
		}
		if k.Job() {
			j.job += p[i]
			if closing || p[i] >= sure || k != Rejection && k != PositionFilled {
				job.raise(k, p[i])
			}
		} else {
			other.raise(k, p[i])
		}
		if k.Seeds() && k != ApplicationConfirmation && k != RecruiterOutreach && (closing || k != Rejection && k != PositionFilled) {
			talk.raise(k, p[i])
		}
	}
	if filled := p[slices.Index(m.kinds, PositionFilled)]; e.score[PositionFilled] >= telltale {
		switch {
		case job.Kind == Rejection && (e.score[Rejection] == 0 || e.has(PositionFilled, CancelledRule)):
			job.Kind = PositionFilled // of the two the one that is said
		case filled >= statedEnd && job.Kind != Rejection:
			job = Guess{PositionFilled, max(job.Confidence, filled)}
		}
	}
	if ofEverything[job.Kind] {
		switch {
		case e.score[topic] == 0:
			need = impossible
		case e.score[topic] <= e.score[offTopic]:
			need = max(need, 0.97)
		}
	}
	j.kind, j.confidence = NotJob, 1-j.job
	if other.Kind != NotJob && other.Confidence > j.job {
		j.kind, j.confidence = other.Kind, other.Confidence
	}
	if job.Kind == RecruiterOutreach && job.Confidence < 0.7 {
		need = max(need, 0.99) // whoever offers anything sounds like that
	}
	// Of job mail it is clear what it is; where it could be anything, it is
	// something that the model never met.
	if e.score[topic] < telltale && job.Confidence < clear || e.score[topic] < 2*telltale && job.Confidence < clear*3/4 && j.job < 0.9 {
		need = max(need, 0.99)
	}
	j.sure = j.job >= need
	if j.sure || j.job >= e.likely(bulk, need) {
		j.kind, j.confidence = job.Kind, job.Confidence
	} else if share := talk.Confidence / max(j.job, 1e-9); j.kind == NotJob && !bulk && share >= 0.3 && j.job >= touches {
		j.within = Guess{talk.Kind, rounded(share)}
	}
	j.confidence, j.job, j.closing = rounded(j.confidence), rounded(j.job), rounded(j.closing)
	return j
}

// ofEverything are the kinds whose words are said of everything: "Tuesday at 3
// is fine" is of a job only where something says so, or in its conversation.
var ofEverything = map[Kind]bool{Scheduling: true, Assessment: true, InterviewFollowup: true, InterviewInvitation: true, RecruiterOutreach: true}

// sureEnd is how sure the model must be of a rejection for which no rule finds
// a word: to take the employer's word for one costs the person more than to
// overlook that it is.
const sureEnd = 0.5

// statedEnd is how sure the model must be that nobody is sought any more, where a rule
// finds it said.
const statedEnd = 0.3

// clear is how sure the best kind must be for a message that hardly speaks of
// work.
const clear = 0.55

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
	sums, _ := m.sums(o)
	p := linear.Softmax(sums)
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
