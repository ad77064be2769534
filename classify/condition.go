package classify

// conditional reports whether the words before at make its sentence one that
// only might come true. "If you are interested" is a courtesy, not a condition.
// A wish is made conditional by an "if" alone: "when you get a minute, call me"
// does ask.
func conditional(words []word, at int, wish bool) bool {
	for i := at; i >= 0 && i > at-30; i-- {
		w := words[i].folded
		if i < at && (ifs[w] || !wish && conditions[w]) && !courtesy(words[i+1:min(len(words), i+6)]) {
			return true
		}
		if words[i].first || i < at && otherwise[w] {
			return false
		}
	}
	return false
}

// courtesy reports whether a condition asks no more than that the reader wants to.
func courtesy(words []word) bool {
	for _, w := range words {
		if w.first {
			return false
		}
		if courtesies[w.folded] {
			return true
		}
	}
	return false
}

// negatable are the kinds whose words mean the contrary after a "not".
var negatable = map[Kind]bool{Offer: true, InterviewInvitation: true, ApplicationConfirmation: true}

// negated reports whether a "not" stands shortly before at in its sentence.
func negated(words []word, at int) bool {
	for i := at; i >= 0 && i > at-7; i-- {
		if i < at && negations[words[i].folded] {
			return true
		}
		if words[i].first {
			return false
		}
	}
	return false
}

// onlyIf reports whether a wish that stands from first to last is made for a case that need
// not come: "let us know if you can no longer make it", "if you have questions".
func onlyIf(words []word, first, last int) bool {
	for i := first + 1; i < len(words) && !words[i].first && i < last+7; i++ {
		if known[words[i].folded] {
			return false
		}
		if !ifs[words[i].folded] && words[i].folded != "should" {
			continue
		}
		for j := i + 1; j < len(words) && !words[j].first && j < i+9; j++ {
			if needNot[words[j].folded] || negations[words[j].folded] {
				return true
			}
		}
	}
	return false
}

// owed reports whether the words at first, which seem to ask, are the sender's
// own promise: "we will let you know by Friday", "you will have our answer", "I'll send
// you some new times".
func owed(words []word, first int) bool {
	if first > 0 && !words[first].first && promising[words[first-1].folded] && giving[words[first].folded] {
		return true
	}
	if first > 0 && !words[first].first && (words[first-1].folded == "our" || words[first-1].folded == "an") {
		return true
	}
	return len(words) > first+2 && words[first].folded == "let" && words[first+1].folded == "you" && words[first+2].folded == "know"
}

var (
	promising  = set("i'll we'll he'll she'll they'll will shall")
	giving     = set("send give share tell let")
	known      = set("whether which what when how by")
	needNot    = set("questions question any anything further problem problems change changes help reschedule assistance concerns need fragen preguntas")
	otherwise  = set("otherwise else sonst sinon") // ends a condition
	ifs        = set("if unless falls sollten sollte wenn sofern si sans")
	conditions = set("should whether once when may might sobald")
	negations  = set("not never haven't hasn't wasn't weren't isn't aren't didn't don't doesn't won't can't cannot couldn't wouldn't unable nicht kein keine pas no")
	courtesies = set("interested available interest interesse free convenient suits works okay ok agree happy " +
		"interessiert interesado interesada interesse disponible disponibles possible")
)
