package classify

import (
	"slices"
	"strings"

	"hearback/classify/internal/fold"
	"hearback/classify/mail"
)

// isBounce reports whether the message is a delivery status notification (RFC
// 3464) or the free text that older servers send for one, and by which words.
func isBounce(h *mail.Header, text string) (string, bool) {
	if strings.Contains(h.ContentType, "report-type=delivery-status") || strings.Contains(h.ContentType, "report-type=disposition-notification") {
		return h.ContentType, true
	}
	from := h.Sent()
	local, _, _ := strings.Cut(from.Address, "@")
	name := fold.String(senderName(h))
	daemon := strings.HasPrefix(local, "mailer-daemon") || strings.HasPrefix(local, "mailerdaemon") || strings.HasPrefix(local, "postmaster") ||
		strings.Contains(name, "mail delivery") || strings.Contains(name, "mailer-daemon") || strings.Contains(name, "delivery subsystem") || name == "postmaster"
	if daemon {
		return strings.TrimSpace(senderName(h) + " " + from.Address), true
	}
	if !containsAny(fold.String(h.Subject), bounceSubjects) {
		return "", false
	}
	marked := h.NullReturnPath || h.AutoSubmitted != "" || strings.Contains(h.ContentType, "multipart/report")
	if marked || containsAny(fold.String(text[:min(len(text), 2000)]), bounceTexts) {
		return h.Subject, true
	}
	return "", false
}

// senderName is the display name of the sender, of an unreadable address too.
func senderName(h *mail.Header) string {
	if len(h.From) > 0 {
		return h.From[0].Name
	}
	return h.Sent().Name
}

func containsAny(s string, parts []string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

var bounceSubjects = []string{"undeliverable", "undelivered mail", "delivery status notification", "delivery failure", "delivery failed",
	"mail delivery failed", "returned mail", "returned to sender", "failure notice", "mail system error", "mail error", "delivery notification", "message not delivered",
	"not be delivered", "non-delivery", "nondeliverable", "delivery problem", "could not send message", "user unknown",
	"unzustellbar", "nicht zugestellt", "non remis", "no se puede entregar", "no se pudo entregar", "mancata consegna", "nao entregue"}

// bounceTexts are the language of mail servers.
var bounceTexts = []string{"could not be delivered", "couldn't be delivered", "was not delivered", "wasn't delivered", "unable to deliver", "did not reach", "undeliverable",
	"user unknown", "unknown user", "mailbox unavailable", "permanent error", "permanent fatal error", "delivery to the following", "550 ", "554 ",
	"konnte nicht zugestellt", "n'a pas pu etre", "no se ha podido entregar"}

// isAutoReply reports whether the message is an automatic answer, and by which
// words. Without a header that says so (RFC 3834) a text must say it twice over
// and want nothing: a person may be out of the office tomorrow too.
func isAutoReply(m *mail.Message, t text) (string, bool) {
	h := &m.Header
	quotes, surely := away(t.below(m.Subject))
	// Tracking systems and offices that hire mark confirmations and decisions so,
	// too: their words tell. So do those of whatever acknowledges an application.
	_, office := hiringOffice(h.Sent())
	if relayOf(h.Sent().Domain()) != tracking && (surely || !office && !telling(wordsOf(h.Subject), false) && !acknowledges(t)) {
		if strings.HasPrefix(h.AutoSubmitted, "auto-replied") {
			return "Auto-Submitted: " + h.AutoSubmitted, true
		}
		if h.Precedence == "auto_reply" {
			return "Precedence: auto_reply", true
		}
	}
	marked := h.NullReturnPath || strings.HasPrefix(h.AutoSubmitted, "auto") || h.AutoResponseSuppress != ""
	subject := strings.TrimLeft(fold.String(h.Subject), "[(*# ")
	acknowledged := !surely && acknowledges(t)
	for _, s := range autoReplySubjects {
		if strings.HasPrefix(subject, s) && !acknowledged {
			return h.Subject, true
		}
	}
	answers := len(h.InReplyTo) > 0
	if marked || answers {
		for _, s := range absentSubjects {
			if strings.HasPrefix(subject, s) {
				return h.Subject, true
			}
		}
	}
	if !marked && strings.Contains(m.Text, "?") {
		return "", false
	}
	if surely && (len(quotes) >= 2 || marked) {
		return quotes[0], true
	}
	return "", false
}

// acknowledges reports whether a text says that an application has arrived, and
// nobody speaks of themselves in it: who is away may say both.
func acknowledges(t text) (found bool) {
	if slices.ContainsFunc(t.words, func(w word) bool { return selves[w.folded] }) {
		return false
	}
	acknowledgement.each(t.words, nil, func(struct{}, int, int) { found = true })
	return found
}

var selves = set("i i'm i'll i've ich je j'ai estoy")

var acknowledgement = leads("received|receipt of ~3 application|cv|resume", "received ~3 application|cv|resume", "application|cv|resume ~3 received", "thank|thanks ~3 applying", "thank|thanks ~3 your application|cv|resume",
	"bewerbung|unterlagen ~5 erhalten|eingegangen", "eingang ~2 bewerbung|unterlagen", "dank|danke ~4 bewerbung", "recu ~2 candidature|dossier", "reception ~3 candidature|dossier", "merci ~4 candidature", "recibido ~2 candidatura|solicitud|curriculum|postulacion", "gracias por ~3 postular*|candidatura|solicitud|postulacion")

// away returns what a text says, in its first lines, of not being there, and
// whether it says so surely: that a message is an automatic one is said below
// those of tracking systems, too.
func away(t text) (quotes []string, surely bool) {
	const head = 600 // bytes
	for i, w := range t.words {
		if w.end-t.words[0].start > head {
			t.words = t.words[:i]
			break
		}
	}
	end := -1
	note := func(_ struct{}, first, last int) {
		if first > end {
			quotes, end = append(quotes, t.slice(first, last+1)), last
		}
	}
	awayWords.each(t.words, nil, note)
	surely = len(quotes) > 0
	end = -1
	automaticWords.each(t.words, nil, note)
	return quotes, surely
}

// autoReplySubjects begin the subject of an automatic answer.
var autoReplySubjects = []string{"automatic reply", "auto-reply", "auto reply", "autoreply", "automatic response", "auto response", "auto:", "out of office", "out of the office", "ooo:", "autoresponse",
	"automatische antwort", "abwesenheitsnotiz", "abwesenheitsmeldung", "automatisch antwoord", "automatisch svar", "autosvar", "reponse automatique", "message d'absence", "absence du bureau",
	"respuesta automatica", "fuera de la oficina", "risposta automatica", "fuori sede", "resposta automatica", "automatyczna odpowiedz", "automaattinen vastaus"}

// absentSubjects do so where the message answers one or is marked; a person may
// write of a vacation.
var absentSubjects = []string{"vacation", "away from", "abwesend", "abwesenheit", "absence", "ausente", "afwezig", "on leave", "annual leave", "on holiday"}

var awayWords = leads("i am|i'm ~2 out of ~1 office", "i will|i'll be ~2 out of|away", "i am|i'm ~2 away|travelling|traveling", "i am|i'm ~2 on ~3 leave|vacation|holiday|holidays", "out of office until|from|with|and|on",
	"currently|presently on ~2 vacation|holiday|leave", "on ~2 leave until|through", "limited|no|intermittent access to ~2 mail|email|emails|e|messages", "return|returning|back to|in|on ~3 office|monday|tuesday|wednesday|thursday|friday",
	"no longer with|at ~3 company|firm|organisation|organization|team", "no longer works|employed|working", "has left the company|firm|organisation|organization", "will ~3 reply|respond|answer ~4 when|on|upon|after ~2 i|return|my",
	"account is protected by",
	"ich bin ~3 nicht im|erreichbar", "ich bin ~2 bis ~6 nicht|abwesend|urlaub", "ich bin ~2 im urlaub", "nicht im buro", "ihre nachricht|e|mail ~4 nicht weitergeleitet",
	"je suis ~2 absent|absente|conge|conges", "je serai ~2 absent|absente", "en conge|conges jusqu'au|du|jusqu", "estoy fuera de", "estare ~2 fuera|ausente", "estoy de vacaciones")

// automaticWords are what automatic answers say besides.
var automaticWords = leads("urgent|immediate ~6 contact|call|email|reach", "this is an automatic|automated reply|response|message", "in dringenden fallen", "en cas d'urgence", "en caso de urgencia")
