package mail

import "strings"

// kind says to which of the three texts of a message a line belongs.
type kind uint8

const (
	freshLine  kind = iota // what the sender wrote now
	quotedLine             // history, with its attribution lines
	signedLine             // signature
)

// line is one line of text without its line end.
type line struct {
	text string
	as   kind
}

// split parts a cleaned plain text into what the sender wrote now, the quoted
// history and the signature. It works by whole lines and keeps each of them:
// every word of text is in exactly one of the three.
func split(text string) (now, quoted, signature string) {
	return splitLines(textLines(text))
}

// splitLines is split for lines some of which are known to be quoted or a
// signature already, as HTML says so.
func splitLines(lines []line) (now, quoted, signature string) {
	markQuotes(lines)
	if !hasText(lines, freshLine) && hasText(lines, signedLine) {
		// QUIRK: a reply typed into the signature's element. The words decide.
		for i := range lines {
			if lines[i].as == signedLine {
				lines[i].as = freshLine
			}
		}
	}
	markSignatures(lines)
	return joinLines(lines, freshLine), joinLines(lines, quotedLine), joinLines(lines, signedLine)
}

// textLines cuts a text into lines without trailing white space, of several
// blank ones one.
func textLines(text string) []line {
	lines := make([]line, 0, strings.Count(text, "\n")+1)
	for s := range strings.SplitSeq(text, "\n") {
		s = strings.TrimRight(s, " \t\r")
		if s == "" && (len(lines) == 0 || lines[len(lines)-1].text == "") {
			continue
		}
		lines = append(lines, line{text: s})
	}
	return lines
}

// hasText says whether a line of this kind is not blank.
func hasText(lines []line, as kind) bool {
	for _, l := range lines {
		if l.as == as && l.text != "" {
			return true
		}
	}
	return false
}

// joinLines puts the lines of one kind together, a blank line where others
// stood between them.
func joinLines(lines []line, as kind) string {
	size := 0
	for _, l := range lines {
		if l.as == as {
			size += len(l.text) + 2
		}
	}
	if size == 0 {
		return ""
	}
	var b strings.Builder
	b.Grow(size)
	gap := false
	for _, l := range lines {
		if l.as != as || l.text == "" {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('\n')
		}
		gap = false
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(l.text)
	}
	return b.String()
}

// markQuotes finds the quoted lines and what belongs to them.
func markQuotes(lines []line) {
	for i := range lines {
		if lines[i].as == freshLine && (isMarked(lines, i) || isAnswerMark(lines[i].text)) {
			lines[i].as = quotedLine
		}
	}
	last := len(lines) - 1 // the last quoted line
	for last >= 0 && (lines[last].as != quotedLine || lines[last].text == "") {
		last--
	}
	spoken := 0 // lines that the sender has said so far
	for i := 0; i < len(lines); i++ {
		if lines[i].as != freshLine || lines[i].text == "" {
			continue
		}
		if isSeparator(lines[i].text) || isHeaderBlock(lines, i) {
			markFrom(lines, i)
			return
		}
		start, rest := attribution(lines, i)
		if start < 0 {
			spoken++
			continue
		}
		// An attribution at the top with own words below it and marked quotes
		// further on belongs to those quotes.
		spoken -= i - start // its own first lines, which are never blank
		if rest && (spoken > 0 || last < i) {
			markFrom(lines, start)
			return
		}
		for ; start <= i; start++ {
			lines[start].as = quotedLine
		}
	}
}

// markFrom makes all lines from i on history: programs that quote by a header
// instead of marks put it at the end of the message.
func markFrom(lines []line, i int) {
	for ; i < len(lines); i++ {
		lines[i].as = quotedLine
	}
}

// isMarked says whether a line is quoted by ">" in front of it.
func isMarked(lines []line, i int) bool {
	text := strings.TrimLeft(lines[i].text, " ")
	if !strings.HasPrefix(text, ">") {
		return false
	}
	if strings.HasPrefix(text, ">From ") {
		// QUIRK: mbox stores escape a line of the text that starts with
		// "From " (RFC 4155, appendix A). Alone, it is the sender's.
		return i > 0 && strings.HasPrefix(lines[i-1].text, ">") ||
			i+1 < len(lines) && strings.HasPrefix(lines[i+1].text, ">")
	}
	return true
}

// isAnswerMark says whether a line is the one above which a service wants the answer:
// "##- Please type your reply above this line -##". It belongs to no one's words.
func isAnswerMark(text string) bool {
	const longest = 120
	if len(text) > longest {
		return false
	}
	for _, m := range answerMarks {
		if strings.Contains(text, m.above) {
			text = strings.ToLower(text)
			return strings.Contains(text, m.answer) || strings.Contains(text, m.write)
		}
	}
	return false
}

var answerMarks = [...]struct{ above, answer, write string }{
	{"above this line", "reply", "respon"}, {"oberhalb dieser", "antwort", "schreib"}, {"über dieser Linie", "antwort", "schreib"}, {"über dieser Zeile", "antwort", "schreib"},
	{"dessus de cette ligne", "répon", "écri"}, {"encima de esta línea", "respuesta", "respond"},
}

// isSeparator says whether a line announces a whole message below it, as
// "-----Original Message-----" or "Begin forwarded message:" do.
func isSeparator(text string) bool {
	const longest = 120
	if len(text) > longest {
		return false
	}
	inner := strings.Trim(text, "-_=* ")
	dashed := strings.HasPrefix(strings.TrimLeft(text, "* "), "--") || strings.HasPrefix(text, "__")
	if !dashed && !strings.HasSuffix(inner, ":") {
		return false
	}
	inner = strings.ToLower(strings.TrimSpace(strings.TrimSuffix(inner, ":")))
	if dashed && (strings.HasPrefix(inner, "forwarded by ") || strings.HasPrefix(inner, "weitergeleitet von ")) {
		return true // Notes
	}
	if dashed && separators[inner] {
		return true
	}
	return !dashed && openSeparators[inner]
}

// separators stand between dashes.
var separators = wordSet(
	"original message", "original appointment", "forwarded message", "forwarded email", "original email",
	"ursprüngliche nachricht", "originalnachricht", "original-nachricht", "original nachricht", "ursprünglicher termin",
	"weitergeleitete nachricht", "urspr. nachricht",
	"message d'origine", "message d’origine", "message original", "message transféré", "message initial", "courriel original",
	"mensaje original", "mensaje reenviado", "messaggio originale", "messaggio inoltrato", "messaggio originario",
	"oorspronkelijk bericht", "doorgestuurd bericht", "origineel bericht", "mensagem original", "mensagem encaminhada",
	"ursprungligt meddelande", "vidarebefordrat meddelande", "oprindelig meddelelse", "opprinnelig melding",
	"wiadomość oryginalna", "wiadomość przekazana", "reply message", "original mail",
)

// openSeparators stand alone and end with a colon.
var openSeparators = wordSet(
	"begin forwarded message", "anfang der weitergeleiteten nachricht", "anfang der weitergeleiteten e-mail",
	"début du message transféré", "début du message réexpédié", "inicio del mensaje reenviado",
	"inizio messaggio inoltrato", "inizio del messaggio inoltrato", "begin doorgestuurd bericht",
	"start doorgestuurd bericht", "início da mensagem reencaminhada", "início da mensagem encaminhada",
)

// wordSet makes a set.
func wordSet(words ...string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, word := range words {
		set[word] = true
	}
	return set
}

// The fields that mail programs write above what they quote.
const (
	fieldFrom = 1 << iota
	fieldSent
	fieldTo
	fieldSubject
)

// headerLabels are the names of those fields in the languages of programs.
var headerLabels = map[string]int{
	"from": fieldFrom, "von": fieldFrom, "de": fieldFrom, "da": fieldFrom, "van": fieldFrom, "från": fieldFrom,
	"fra": fieldFrom, "od": fieldFrom, "expéditeur": fieldFrom, "mittente": fieldFrom, "remitente": fieldFrom, "absender": fieldFrom,
	"sent": fieldSent, "date": fieldSent, "gesendet": fieldSent, "datum": fieldSent, "envoyé": fieldSent,
	"enviado": fieldSent, "enviado el": fieldSent, "enviada em": fieldSent, "fecha": fieldSent, "inviato": fieldSent,
	"data": fieldSent, "verzonden": fieldSent, "skickat": fieldSent, "sendt": fieldSent, "wysłano": fieldSent, "enviada": fieldSent,
	"to": fieldTo, "an": fieldTo, "à": fieldTo, "a": fieldTo, "para": fieldTo, "aan": fieldTo, "till": fieldTo,
	"til": fieldTo, "do": fieldTo, "cc": fieldTo, "destinataire": fieldTo,
	"subject": fieldSubject, "betreff": fieldSubject, "objet": fieldSubject, "asunto": fieldSubject,
	"oggetto": fieldSubject, "onderwerp": fieldSubject, "assunto": fieldSubject, "ämne": fieldSubject,
	"emne": fieldSubject, "temat": fieldSubject,
}

// headerLabel returns which field a line is, or 0.
func headerLabel(text string) int {
	const longest = 25
	text = strings.TrimLeft(text, "*_ ") // QUIRK: bold type turned into text
	colon := strings.IndexByte(text[:min(len(text), longest)], ':')
	if colon <= 0 {
		return 0
	}
	return headerLabels[strings.ToLower(strings.TrimRight(text[:colon], "*_ "))]
}

// isHeaderBlock says whether the header of a quoted message starts at line i.
// An interview's "Date: ... From: 10:00 To: 11:00" is none: there must be a
// sender and either a subject or an address.
func isHeaderBlock(lines []line, i int) bool {
	const tallest = 10
	first := headerLabel(lines[i].text)
	if first == 0 {
		if !isRule(lines[i].text) {
			return false
		}
		if i++; i < len(lines) && lines[i].text == "" {
			i++
		}
		return i < len(lines) && headerLabel(lines[i].text) != 0 && isHeaderBlock(lines, i)
	}
	seen, count, address := 0, 0, false
	for n := i; n < len(lines) && n < i+tallest && lines[n].text != ""; n++ {
		field := headerLabel(lines[n].text)
		if field != 0 && seen&field == 0 {
			seen |= field
			count++
		}
		address = address || field == fieldFrom && strings.Contains(lines[n].text, "@")
	}
	return count >= 3 && seen&fieldFrom != 0 && (seen&fieldSubject != 0 || address)
}

// isRule says whether a line is drawn of underscores or dashes, as Outlook
// draws one above the header of what is answered.
func isRule(text string) bool {
	const shortest = 5
	return len(text) >= shortest && (strings.Trim(text, "_") == "" || strings.Trim(text, "-") == "")
}
