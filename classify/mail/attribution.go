package mail

import "strings"

// Limits of an attribution, such as "On Tuesday Jane Doe wrote:".
const (
	maxAttributionLines = 4   // programs break it where their lines end
	maxAttributionLine  = 400 // bytes of one of its lines
)

// attribution looks for the line that ends at i and says whose words follow.
// It returns where that starts, or -1. The rest is set where the whole text
// below is the quote, as no marks follow.
func attribution(lines []line, i int) (start int, rest bool) {
	text := strings.TrimRight(lines[i].text, "*_ ")
	if !strings.HasSuffix(text, ":") && !strings.HasSuffix(text, "：") || len(text) > maxAttributionLine {
		return -1, false
	}
	follows := i + 1
	for follows < len(lines) && lines[follows].text == "" {
		follows++
	}
	quoteFollows := follows < len(lines) && lines[follows].as == quotedLine
	joined := ""
	for start = i; start >= 0 && start > i-maxAttributionLines; start-- {
		text := lines[start].text
		if lines[start].as != freshLine || text == "" || len(text) > maxAttributionLine {
			break
		}
		joined = strings.ToLower(text) + " " + joined
		switch {
		case startsAttribution(joined) && hasVerb(joined):
			dated := hasDate(joined)
			if quoteFollows || dated {
				return start, !quoteFollows && follows < len(lines)
			}
		case quoteFollows && startsAttribution(joined) && (hasDate(joined) || strings.Contains(joined, "@")):
			return start, false // "Am 3.3.2026 um 10:15, Jane Doe:"
		}
	}
	// Without an opening word, only a quote right below makes it sure: "Jane
	// Doe wrote:", where the verb may have been broken off its name.
	last := strings.ToLower(text)
	if !quoteFollows || !endsWithVerb(last) && !isDatedAddress(last) {
		return -1, false
	}
	if isVerbAlone(last) && i > 0 && lines[i-1].as == freshLine && lines[i-1].text != "" {
		return i - 1, false
	}
	return i, false
}

// startsAttribution says whether a lower-case text starts as attributions do.
func startsAttribution(text string) bool {
	for _, opener := range attributionOpeners {
		if strings.HasPrefix(text, opener) {
			return true
		}
	}
	return false
}

var attributionOpeners = []string{
	"on ", "am ", "le ", "el ", "il ", "op ", "em ", "no dia ", "a ", "den ", "på ", "w dniu ", "dnia ",
	"quoting ", "zitat von ", "citando ", "at ", "in article ", "in a message ", "um ", "de ",
}

// attributionVerbs say that somebody wrote, in the languages of programs.
var attributionVerbs = []string{
	" wrote", " writes", " schrieb", "hat geschrieben", " a écrit", " a ecrit", " escribió", " escribio", " ha escrito",
	" ha scritto", " schreef", " geschreven", " escreveu", " skrev", " napisał", " kirjoitti", " said", "quoting ", "zitat von ",
}

// hasVerb says whether a lower-case text says that somebody wrote.
func hasVerb(text string) bool {
	for _, verb := range attributionVerbs {
		if strings.Contains(text, verb) {
			return true
		}
	}
	return false
}

// endsWithVerb says whether the verb is the end of the text.
func endsWithVerb(text string) bool {
	text = " " + strings.Trim(text, " :*_")
	for _, verb := range attributionVerbs {
		if strings.HasSuffix(text, verb) {
			return true
		}
	}
	return false
}

// isVerbAlone says whether there is nothing but the verb, so that the name
// stands in the line before.
func isVerbAlone(text string) bool {
	text = strings.Trim(text, " :*_")
	for _, verb := range attributionVerbs {
		if text == strings.TrimSpace(verb) {
			return true
		}
	}
	return false
}

// isDatedAddress says whether a text is a date and an address, which is how
// Gmail attributes in some languages: "2026-03-03 10:15 GMT+01:00 Jane <...>:".
func isDatedAddress(text string) bool {
	return text != "" && isDigit(text[0]) && strings.Contains(text, "@") && hasDate(text)
}

// hasDate says whether a text holds a year or a time of day.
func hasDate(text string) bool {
	for i := 0; i+3 < len(text); i++ {
		if !isDigit(text[i]) || i > 0 && isDigit(text[i-1]) {
			continue
		}
		n := i
		for n < len(text) && isDigit(text[n]) {
			n++
		}
		switch {
		case n-i == 4 && (text[i:i+2] == "20" || text[i:i+2] == "19"):
			return true
		case n-i <= 2 && n+2 < len(text) && (text[n] == ':' || text[n] == '.' || text[n] == 'h') && isDigit(text[n+1]) && isDigit(text[n+2]):
			return true
		}
	}
	return false
}
