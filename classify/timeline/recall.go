package timeline

import "slices"

// recall reads the sentences that are waiting. What was read behind one of them
// counts before it.
func (f *finder) recall() {
	f.tokens, f.spare, f.cues, f.spareCues = f.spare, f.tokens, f.spareCues, f.cues
	for _, w := range f.waiting {
		ref, before, passed := f.ref, f.before, f.passed
		f.load(w)
		f.sentence(w)
		if w.start < f.latest {
			f.before, f.passed = before, passed
			if ref != nil {
				f.ref = ref
			}
		}
	}
	f.waiting = f.waiting[:0]
	f.tokens, f.spare, f.cues, f.spareCues = f.spare, f.tokens, f.spareCues, f.cues
	f.cued = true
}

// leans reports whether the sentence that is loaded may count from a day told
// before.
func (f *finder) leans() bool {
	today := isoDay(f.base)
	for i := range f.tokens {
		m := f.tokens[i].meaning
		switch {
		case m.weekday == today, m.leans && !m.common, f.is(i, "la") && f.is(i-1, "-"): // "ce jour-là"
			return true
		case m.leans && (f.m(i+1).kernel || f.m(i+1).back || f.m(i-1).prep > 0 || f.m(i-1).of): // "that day", "within a week of that"
			return true
		}
	}
	return false
}

// remembered is how many of the dates told last a sentence may speak of.
const remembered = 3

// wait keeps a sentence whose dates a later one may speak of: the last ones, and
// those that may tell the day of an interview.
func (f *finder) wait(s sentence) {
	if n := len(f.waiting) - remembered; n >= 0 && !f.waiting[n].meets {
		f.waiting = slices.Delete(f.waiting, n, n+1)
	}
	f.waiting = append(f.waiting, s)
}
