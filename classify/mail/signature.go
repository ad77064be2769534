package mail

import "strings"

// Limits of what passes for a signature below its mark or formula.
const (
	maxSignatureLines = 40 // below "-- ": more is no signature, but a text with a rule in it
	maxClosingLines   = 6  // short lines below a closing formula, contact data not counted
	maxContactLines   = 20 // all lines below a closing formula
	maxClosing        = 60 // bytes of the formula's line
	maxShort          = 80 // bytes of a short line
)

// markSignatures finds the signature in each run of the sender's own lines:
// above a quote, below it, or both.
func markSignatures(lines []line) {
	spoken := false // the sender's words have been seen in an earlier run
	for start := 0; start < len(lines); {
		if lines[start].as != freshLine {
			start++
			continue
		}
		end := start
		for end < len(lines) && lines[end].as == freshLine {
			end++
		}
		run := lines[start:end]
		// Between quotes a "Thanks" is an answer, not the end of the message.
		markSignature(run, !spoken || !hasText(lines[end:], freshLine))
		spoken = spoken || hasText(run, freshLine)
		start = end
	}
}

// markSignature finds the signature at the end of one run of lines.
func markSignature(run []line, closings bool) {
	end := len(run)
	for end > 0 && run[end-1].text == "" {
		end--
	}
	run = run[:end]
	mark := signatureMark(run)
	if mark < 0 {
		mark = deviceLine(run)
	}
	if mark >= 0 {
		sign(run[mark:])
		run = run[:mark]
	}
	if !closings {
		return
	}
	if at := closing(run); at > 0 && hasText(run[:at], freshLine) {
		sign(run[at:])
	}
}

// sign makes lines a signature.
func sign(lines []line) {
	for i := range lines {
		lines[i].as = signedLine
	}
}

// signatureMark returns where "-- " stands (RFC 3676, section 4.3), or the
// rule above a mailing list's footer; -1 where there is none. The mark's
// trailing space is often lost on the way.
func signatureMark(run []line) int {
	count := 0
	for i := len(run) - 1; i >= 0 && count <= maxSignatureLines; i-- {
		text := run[i].text
		if text == "" {
			continue
		}
		if text == "--" || text == "—" && i > 0 && count > 0 {
			return i
		}
		if count > 0 && count <= maxClosingLines && len(text) > 30 && strings.Trim(text, "_") == "" {
			return i
		}
		count++
	}
	return -1
}

// deviceLine returns the line that a telephone or program adds by itself, if
// it is among the last ones; -1 where there is none.
func deviceLine(run []line) int {
	count := 0
	for i := len(run) - 1; i >= 0 && count <= maxClosingLines; i-- {
		text := run[i].text
		if text == "" {
			continue
		}
		count++
		if len(text) > 2*maxShort {
			continue
		}
		lower := strings.ToLower(strings.TrimLeft(text, "-_* ["))
		for _, start := range deviceLines {
			if strings.HasPrefix(lower, start) {
				return i
			}
		}
	}
	return -1
}

var deviceLines = []string{
	"sent from my ", "sent from mail for", "sent from outlook", "sent from yahoo", "sent from gmail", "sent from a mobile",
	"sent from proton", "sent with proton", "sent via ", "sent using ", "get outlook for ", "get bluemail for ",
	"von meinem ", "von meiner ", "gesendet von ", "gesendet mit ", "diese nachricht wurde von meinem ",
	"holen sie sich outlook", "outlook für ", "envoyé de mon ", "envoyé depuis ", "envoyé à partir de ", "obtenez outlook pour",
	"télécharger outlook pour", "enviado desde ", "obtener outlook para", "enviado do meu ", "enviado a partir do ",
	"obter o outlook para", "inviato da ", "scarica outlook per", "ottieni outlook per", "verzonden vanaf ", "verstuurd vanaf ",
	"outlook voor ", "skickat från min", "sendt fra min", "wysłane z ",
}

// closing returns where the closing formula stands with nothing but a
// signature below it; -1 where there is none.
func closing(run []line) int {
	found, short, all := -1, 0, 0
	for i := len(run) - 1; i >= 0; i-- {
		text := run[i].text
		switch {
		case text == "":
			continue
		case isClosing(text):
			// A further formula right above is the start: "Thank you,", "Best regards,".
			found = i
			continue
		case found >= 0:
			return found
		case isDisclaimer(text):
			short, all = 0, 0 // what stands below belongs to it
		case isContact(text):
			all++
		case len(text) > maxShort || isSentence(text):
			// A long line is the text of a disclaimer, or it is what the
			// sender says: then nothing above it closes the message.
			if !belowDisclaimer(run, i) {
				return found
			}
			all++
		default:
			short++
			all++
		}
		if short > maxClosingLines || all > maxContactLines {
			return found
		}
	}
	return found
}

// belowDisclaimer says whether one of the few lines above i starts a
// disclaimer.
func belowDisclaimer(run []line, i int) bool {
	for n := i - 1; n >= 0 && n >= i-maxClosingLines; n-- {
		if isDisclaimer(run[n].text) {
			return true
		}
	}
	return false
}

// isClosing says whether a line is a closing formula and nothing else.
func isClosing(text string) bool {
	if len(text) > maxClosing {
		return false
	}
	text = strings.ToLower(strings.Trim(text, " ,.!*_-"))
	if closings[text] {
		return true
	}
	for _, start := range closingStarts {
		rest, ok := strings.CutPrefix(text, start)
		if ok && (rest == "" || rest[0] == ' ' || rest[0] == ',') && strings.Count(rest, " ") <= 4 {
			return true
		}
	}
	return false
}

// closings stand alone in their line.
var closings = wordSet(
	"best", "regards", "cheers", "thanks", "thank you", "many thanks", "thanks again", "thanks so much", "thanks in advance",
	"thank you in advance", "thank you very much", "sincerely", "cordially", "respectfully", "all the best", "take care",
	"warmly", "br", "rgds", "kr", "talk soon", "cheers and thanks", "thanks and regards", "thanks & regards",
	"mfg", "vg", "lg", "grüße", "gruß", "danke", "vielen dank", "vielen dank im voraus", "danke und gruß", "danke und grüße",
	"cordialement", "bien cordialement", "cdt", "bien à vous", "salutations", "merci", "merci d'avance", "respectueusement",
	"saludos", "un saludo", "gracias", "muchas gracias", "atentamente", "atte", "cordialmente", "abrazos",
	"saluti", "grazie", "distinti saluti", "groeten", "groetjes", "bedankt", "mvg", "abraços", "obrigado", "obrigada",
	"atenciosamente", "att",
)

// closingStarts may be followed by a few words: "Best regards from Berlin".
var closingStarts = []string{
	"best regards", "kind regards", "kindest regards", "warm regards", "warmest regards", "with regards", "best wishes",
	"with best wishes", "with kind regards", "with best regards", "with warm regards", "yours sincerely", "yours truly",
	"yours faithfully", "sincerely yours", "very best", "regards",
	"mit freundlichen grüßen", "mit freundlichen gruessen", "mit freundlichem gruß", "mit freundlichen grüssen",
	"mit besten grüßen", "mit besten grüssen", "mit herzlichen grüßen", "freundliche grüße", "freundliche grüsse", "beste grüße", "beste grüsse",
	"viele grüße", "viele grüsse", "liebe grüße", "liebe grüsse", "herzliche grüße", "herzliche grüsse", "schöne grüße", "besten gruß",
	"lieben gruß", "viele liebe grüße", "hochachtungsvoll", "sonnige grüße",
	"bien cordialement", "très cordialement", "sincères salutations", "cordiales salutations", "meilleures salutations", "bonne journée",
	"un cordial saludo", "saludos cordiales", "un saludo cordial", "reciba un cordial saludo", "cordiales saludos", "atentos saludos",
	"cordiali saluti", "un cordiale saluto", "met vriendelijke groet", "vriendelijke groet", "hartelijke groet",
	"com os melhores cumprimentos", "melhores cumprimentos", "cumprimentos", "med vänliga hälsningar", "med venlig hilsen", "z poważaniem",
}

// isDisclaimer says whether a line starts the legal text below a signature.
func isDisclaimer(text string) bool {
	const looked = 60
	lower := strings.ToLower(strings.TrimLeft(cut(text, looked), "*_-[( "))
	for _, start := range disclaimers {
		if strings.HasPrefix(lower, start) {
			return true
		}
	}
	return false
}

var disclaimers = []string{
	"confidential", "this e-mail", "this email", "this message", "the information contained", "the information in this", "notice:", "disclaimer",
	"please consider the environment", "privileged", "the content of this", "the contents of this",
	"diese e-mail", "diese nachricht", "der inhalt dieser", "vertraulich", "geschäftsführer", "geschäftsführung:", "sitz der gesellschaft",
	"ce message", "ce courriel", "avis de confidentialité", "este mensaje", "este correo", "aviso legal", "la información contenida",
	"questo messaggio", "dit bericht", "deze e-mail", "esta mensagem",
}

// isContact says whether a line looks like contact data: it does not count
// against the length of a signature.
func isContact(text string) bool {
	const longest, manyDigits = 120, 5
	if len(text) > longest {
		return false
	}
	if strings.ContainsAny(text, "@|•·") || strings.Contains(text, "www.") || strings.Contains(text, "://") {
		return !isSentence(text)
	}
	digits := 0
	for i := range len(text) {
		if isDigit(text[i]) {
			digits++
		}
	}
	return digits >= manyDigits && !isSentence(text)
}

// isSentence says whether a line reads as something said, not as a name, a
// title or an address: it ends as sentences do and has their length, or it is
// a postscript.
func isSentence(text string) bool {
	const fewest = 4 // words
	lower := strings.ToLower(text[:min(len(text), 4)])
	if strings.HasPrefix(lower, "p.s") || strings.HasPrefix(lower, "ps:") || strings.HasPrefix(lower, "ps.") {
		return true
	}
	if strings.HasSuffix(text, "?") {
		return true
	}
	last := text[len(text)-1]
	return (last == '.' || last == '!' || last == ':' || last == ',') && strings.Count(text, " ")+1 >= fewest
}
