package classify

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"
)

// question returns the first sentence that asks the reader something, leaving
// out courtesies ("how are you?", "any questions?") and what asks only for the
// sake of speech ("does that make sense?").
func question(text string) string {
	for i, r := range text {
		if r != '?' {
			continue
		}
		start := strings.LastIndexAny(text[:i], ".!?\n") + 1
		sentence := strings.TrimSpace(text[start : i+1])
		if wantsAnswer(wordsOf(sentence)) {
			return sentence
		}
	}
	return ""
}

// questionBack returns the first question in the candidate's words that is one:
// "Thursday at 3?" proposes, and "how are you?" is polite.
func questionBack(text string) string {
	const fewest = 4 // words
	for i, r := range text {
		if r != '?' || isWordRune(firstRune(text[i+1:])) { // of an address on the web
			continue
		}
		sentence := strings.TrimSpace(text[strings.LastIndexAny(text[:i], ".!?\n")+1 : i+1])
		words := wordsOf(sentence)
		polite := false
		speechQuestions.each(words, nil, func(_ struct{}, first, _ int) { polite = polite || first <= 2 })
		if len(words) >= fewest && !polite {
			return sentence
		}
	}
	return ""
}

// announcement returns the first sentence in which the candidate says that something is
// to follow: "I'll send you the list tomorrow". It is empty where a sentence hands
// over all of it.
func announcement(text string) string {
	said, here, rest := "", false, false
	for sentence := range sentencesOf(text) {
		words := wordsOf(sentence)
		handed, announced := false, false
		handovers.each(words, nil, func(struct{}, int, int) { handed = true })
		announcements.each(words, nil, func(struct{}, int, int) { announced = true })
		here = here || handed
		rest = rest || slices.ContainsFunc(words, func(w word) bool { return remainders[w.folded] })
		if announced && said == "" {
			said = strings.TrimSpace(sentence)
		}
	}
	if here && !rest {
		return ""
	}
	return said
}

// remainders tell of a part that is still to come: "the third one I'll send on Tuesday".
var remainders = set("part teil partie parte rest remaining third fourth last missing other others restliche restlichen ubrigen dritte dritten reste dernier derniere resto tercera tercero falta")

// sentencesOf cuts a text at the marks that end a sentence and at empty lines. A mark
// within a word ends none: "meet.example/room?id=3".
func sentencesOf(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for start := 0; start < len(text); {
			end := start
			for end < len(text) {
				i := strings.IndexAny(text[end:], ".!?")
				if i < 0 {
					end = len(text)
					break
				}
				if end += i + 1; end == len(text) || text[end] < utf8.RuneSelf && !isWordRune(rune(text[end])) {
					break
				}
			}
			if i := strings.Index(text[start:end], "\n\n"); i >= 0 {
				end = start + i + 2
			}
			if !yield(text[start:end]) {
				return
			}
			start = end
		}
	}
}

// wantsAnswer reports whether a question is put to the reader: it addresses
// one, or is short and proposes a time ("Same time on Friday?").
func wantsAnswer(words []word) bool {
	if len(words) < 2 || len(words) > 60 {
		return false
	}
	toYou, proposes := false, false
	for i, w := range words {
		if rhetorical[w.folded] && (i == 0 || openly[words[i-1].folded] || i > 1 && openly[words[i-2].folded]) { // "Two questions first: ..." are put
			return false
		}
		toYou = toYou || secondPerson[w.folded]
		proposes = proposes || len(words) <= 12 && (weekdays[w.folded] || i > 0 && isClockTime(w.folded))
	}
	polite := false
	speechQuestions.each(words, nil, func(_ struct{}, first, _ int) { polite = polite || first <= 2 })
	return !polite && (toYou && len(words) >= 3 || proposes)
}

// isClockTime reports whether a word is written like an hour: "3", "10am", "15h".
func isClockTime(w string) bool {
	digits := strings.TrimRight(w, "amphu")
	return len(digits) > 0 && len(digits) <= 4 && strings.Trim(digits, "0123456789") == ""
}

var (
	secondPerson = set("you u ur your you're you've yours you'd sie ihnen ihre dir dich du deine vous votre vos tu te usted su le tienes tiene tendrias tendria puedes puede podrias podria quieres quiere prefieres prefiere sabes estarias estaria")
	rhetorical   = set("questions fragen preguntas")
	openly       = set("any further more other additional your have got some irgendwelche noch weitere haben hast offene des d'autres autres vos alguna algunas mas tienes tiene otras")
	weekdays     = set("today tomorrow monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun " +
		"montag dienstag mittwoch donnerstag freitag lundi mardi mercredi jeudi vendredi lunes martes miercoles jueves viernes")
	// announcements say that something is to follow, and when; handovers that it is here.
	announcements = leads("i'll|will|i'm|am|can|should|gonna|going ~5 send|sending|forward|forwarding|email|mail|share|upload|submit|provide|deliver|return ~12 @day|tonight|later|soon|shortly|week|weekend|days|hours|afternoon|evening|morning|once|when",
		"i'll|will ~3 get|have ~5 to|with you|ready|done|finished ~6 @day|tonight|later|soon|shortly|week|weekend|days|hours|afternoon|evening|morning", "you'll|will ~1 have|get|receive ~9 @day|tonight|shortly|week|weekend|days|hours|afternoon|evening|morning",
		"i'll|will|i'd|let|need ~4 get|come|be|let|check ~5 back|you|know ~6 @day|tonight|later|soon|shortly|week|weekend|days|hours|afternoon|evening|morning",
		"schicke|sende|schick|reiche|maile|liefere|melde|gebe ~8 @day|morgen|ubermorgen|heute|nachste*|wochenende|bis|spater|nach", "werde|kann ~10 schicken|senden|nachreichen|zuschicken|zusenden|einreichen|liefern|melden",
		"envoie|enverrai|transmets|transmettrai|envoyer|transmettre ~8 @day|demain|ce|semaine|des|d'ici|bientot", "reviens|reviendrai vers vous ~4 @day|demain|d'ici|semaine|des",
		"envio|enviare|mando|mandare|paso|pasare|enviar|mandar|hare ~8 @day|manana|tarde|noche|semana|pronto|cuando")
	handovers = leads("attached|enclosed|attaching", "here is|are", "see|find below", "anbei|beigefugt|anhang|angehangt", "ci joint|jointe|joints|jointes", "piece jointe", "adjunto|adjunta|adjuntos|adjuntas")
	// speechQuestions begin what no one answers.
	speechQuestions = leads("how are|is|have|was|did|has you|things|everything|life|your|it", "hope you|you're|all", "does|did|do that|this|it|you make|see|know|believe", "makes|make sense", "who knew|knows|would",
		"would|can you believe", "have you thought|considered|tried|heard|seen", "did you know", "you know", "isn't|wasn't|don't|aren't it|that|you", "how exciting|cool|great|nice|awesome|fun|amazing|lovely|good|crazy|funny is|was that|it|this", "are you sitting down", "ready for this|it", "remember me|when|our", "why not", "what do you think", "wie geht", "comment allez|vas", "que tal")
)
