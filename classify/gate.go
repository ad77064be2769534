package classify

import (
	"slices"
	"strings"

	"hearback/classify/internal/fold"
	"hearback/classify/mail"
)

// Tie is something by which a message may prove to belong to a candidacy: an
// id that it bears or refers to, the address or the organisation that it is
// exchanged with, or that is in copy.
type Tie struct {
	Of    TieKind
	Value string
}

// TieKind is what a tie is made of.
type TieKind byte

// The ties.
const (
	ByID      TieKind = 'i' // Message-ID, In-Reply-To, References, Thread-Index
	ByAddress TieKind = 'a'
	ByDomain  TieKind = 'd' // registrable, never a relay's or a free-mail provider's
)

// MaxParties is how many recipients of one message tie it to them: who writes
// to more writes to nobody in particular.
const MaxParties = 8

// Ties returns what ties the message to others. Mail to many is tied by its
// ids only: an employer's newsletter is no word to the candidate.
func (r *Reader) Ties(h *mail.Header) []Tie {
	ids := ThreadIDs(h)
	ties := make([]Tie, 0, len(ids)+2)
	for _, id := range ids {
		ties = append(ties, Tie{ByID, id})
	}
	if isBulk(h) {
		return ties
	}
	left := MaxParties
	for _, parties := range [...][]mail.Participant{h.To, h.Cc} {
		parties = parties[:min(len(parties), left)]
		left -= len(parties)
		ties = r.tiesTo(ties, parties)
	}
	if !r.Own(h) {
		ties = r.tiesTo(ties, h.From[:min(len(h.From), MaxParties)])
		if h.Sent().Address != "" && len(h.ReplyTo) > 0 && h.ReplyTo[0].Address != h.Sent().Address {
			ties = r.tiesTo(ties, h.ReplyTo[:min(len(h.ReplyTo), MaxParties)])
		}
	}
	return ties
}

// tiesTo adds what ties a message to the parties that it is exchanged with.
func (r *Reader) tiesTo(ties []Tie, parties []mail.Participant) []Tie {
	for _, p := range parties {
		if p.Address == "" || r.isMe(p) {
			continue
		}
		domain := p.Domain()
		if relayOf(domain) != "" {
			if Tenant(p) {
				ties = append(ties, Tie{ByAddress, p.Address})
			}
			continue
		}
		ties = append(ties, Tie{ByAddress, p.Address})
		if d := employerDomain(domain); d != "" {
			ties = append(ties, Tie{ByDomain, d})
		}
	}
	return ties
}

// Gate reports whether a message deserves to be read, by its header alone and
// by whether one of its ties is proved to be a candidacy's. It lets pass what
// may be job mail, and so whatever a person writes to the candidate: subjects
// like "Thursday" tell nothing. (Answers of friends do not pass: what they
// answer did, or is tied to what did.) Reading decides. About two microseconds: it sees
// every message.
func (r *Reader) Gate(h *mail.Header, proved func(Tie) bool) bool {
	if slices.ContainsFunc(r.Ties(h), proved) {
		return true
	}
	if r.Own(h) {
		return ownWorthReading(h)
	}
	from := h.Sent()
	switch relayOf(from.Domain()) {
	case tracking, scheduler, assessment:
		return true
	}
	subject, bulk := wordsOf(h.Subject), isBulk(h)
	if bulk && advertises(subject) {
		return false
	}
	if _, ok := hiringOffice(from); ok || strings.HasPrefix(from.Address, "inmail") { // LinkedIn's, of recruiters
		return true
	}
	if _, machine := isMachine(h); !machine && !counter(from) && r.fromOneToMe(h) && (startsThread(h) || !FreeMail(from)) {
		return true // what somebody writes says in its text what it is about
	}
	return strings.HasPrefix(h.ContentType, "text/calendar") || strings.HasPrefix(h.ContentType, "multipart/report") || telling(subject, bulk)
}

// counter reports whether an address is one from which an organisation serves
// its customers: orders, billing, alerts. What it hires by has another.
func counter(p mail.Participant) bool {
	local, _, _ := strings.Cut(p.Address, "@")
	for part := range strings.FieldsFuncSeq(local, func(r rune) bool { return r == '.' || r == '-' || r == '_' || r == '+' }) {
		if counters[part] {
			return true
		}
	}
	return false
}

var counters = set("order orders receipt receipts billing bill bills invoice invoices account accounts alert alerts security notice notices notify reservation reservations booking bookings " +
	"trip trips travel support helpdesk customer customers customerservice customercare service services shop store sale sales deal deals newsletter news update updates payment payments " +
	"statement statements delivery deliveries shipping shipment tracking parcel ticket tickets event events member members membership confirm confirmation verify login password privacy legal " +
	"bestellung bestellungen rechnung rechnungen versand kundenservice kundendienst commande commandes facture factures livraison pedido pedidos factura facturas envios")

// fromOneToMe reports whether the message went to the candidate and few others.
func (r *Reader) fromOneToMe(h *mail.Header) bool {
	return len(h.To)+len(h.Cc) <= MaxParties && r.addressed(h)
}

// ownWorthReading reports whether what the candidate sent may be part of a
// candidacy: it goes to few people, or its subject tells.
func ownWorthReading(h *mail.Header) bool {
	return len(h.To)+len(h.Cc) <= 4 || telling(wordsOf(h.Subject), false)
}

// ThreadIDs returns every id that ties the message to a thread: its own, those
// that it refers to, and Outlook's conversation.
func ThreadIDs(h *mail.Header) []string {
	ids := make([]string, 0, 2+len(h.InReplyTo)+len(h.References))
	if h.MessageID != "" {
		ids = append(ids, h.MessageID)
	}
	ids = append(append(ids, h.InReplyTo...), h.References...)
	if h.ThreadIndex != "" {
		ids = append(ids, "thread-index:"+h.ThreadIndex)
	}
	return ids
}

// EmployerDomain returns the registrable domain of an address where it can be
// an employer's, "" for relays and free mail.
func EmployerDomain(p mail.Participant) string { return employerDomain(p.Domain()) }

// telling reports whether a subject has a word of the job search in it. What
// advertisers write as well tells only where the message is for one person.
func telling(subject []word, bulk bool) bool {
	found := false
	note := func(struct{}, int, int) { found = true }
	tellingSubjects.each(subject, nil, note)
	if !found && !bulk {
		tellingToOne.each(subject, nil, note)
		found = found || namesOccupation(subject)
	}
	return found
}

// advertises reports whether a subject is that of job alerts or of a show: the
// most of what goes to many from an office that hires, or has a telling word.
func advertises(subject []word) bool {
	found, answers := false, false
	advertising.each(subject, nil, func(yes bool, _, _ int) {
		found, answers = found || yes, answers || !yes
	})
	return found && !answers
}

var advertising = valued(map[bool][]string{
	true:  slices.Concat(alertPhrases, []string{"^ an interview with", "episode|podcast ~4 an interview with", "exclusive interview", "watch|listen|hear ~4 interview"}),
	false: {"your application|applications|candidacy|interview", "you applied", "thanks|thank you", "applying"}, // "Your application, and similar jobs"
})

var tellingSubjects = leads("interview*", "application", "applying|applied", "candida*", "job offer|application|opportunity|opening", "your job",
	"recruit*", "hiring", "resume|cv", "offer letter", "phone|video screen|call", "your availability", "your interest", "position", "role", "vacancy", "internship",
	"inmail*", "messaged|contacted you", "invite|invites|invited|invitation|invita|einladung|ladt ~4 test|assessment|evaluation|challenge|prueba|evaluacion|eignungstest", "sent you ~2 message|inmail", "envoye ~2 message|messages|inmail", "enviado|envio ~2 mensaje|inmail", "nachricht|inmail erhalten|geschickt|gesendet",
	"bewerbung*|bewerber*|stellenangebot*|vorstellungsgesprach*|absage", "kennenlerngesprach*|kennenlerntermin|kennenlernen|erstgesprach|fachgesprach|telefoninterview|jobinterview|videointerview", "candidature*|entretien*|entrevue*|recrutement|embauche", "entrevista*|candidatura*|postulacion*|vacante*|colloquio", "inscrito|inscrita|inscripcion ~2 en|a|como|oferta|vacante", "visto|vio tu|su ~1 solicitud|perfil|cv|curriculum|hoja")

var tellingToOne = leads("job|post|trial|opportunity|hire|screening|talent|career|careers|offer|decision|employment|onboarding|contract|references|availability", "next step|steps|round|stage",
	"introductory|intro|quick call|chat|conversation", "chat|call|meeting|speaking|conversation|talk|coffee with", "great|nice|good|lovely meeting|speaking|talking|chatting|to", "thank|thanks ~2 for ~3 interest|time|applying|meeting|speaking|chat|conversation",
	"your background|experience|profile|submission|materials|documents|portfolio", "missing|required|outstanding|pending ~2 document|documents|transcript|letter|letters|form|information", "reference|referee|background check|request|form", "referees", "urgent|hot|immediate|direct req|reqs|requirement|need|client",
	"requisition|req|posting|shortlist*|unsuccessful|panel|apprenticeship|traineeship|placement|graduate|fellowship|bursary", "selection process|committee|panel|stage|outcome|result", "notice of result|results", "not moving|selected|proceeding|progressing|successful", "non selection|selected", "isn't|won't be moving|proceeding", "h f", "f h", "m w d", "w m d", "m f d", "m f x", "f m d", "we regret", "recommendation|recommendations pending|requested",
	"follow|following|checking up|in", "assessment|test|exercise|challenge|assignment|questionnaire", "onsite|screen", "update ~4 application|process|position|role|timeline", "any update|news", "joining us|the|our|you",
	"stelle|termin|einladung|gesprach|kennenlernen|unterlagen|ausbildung*|praktikum*|werkstudent*", "hat dir|ihnen geschrieben", "poste|disponibilites|rendez|stage|alternance|emploi|recruteur|profil", "evolution|suivi|suite|etat de|du|a votre|ton|ta dossier|candidature", "puesto|seleccion|empleo|disponibilidad|practicas|documentacion|curriculum|reclutador", "prueba|pruebas|evaluacion|test psico*|tecnica|tecnico|online")

// hiringOffice reports whether a sender's address or name is that of an office
// that hires, and returns what says so.
func hiringOffice(p mail.Participant) (string, bool) {
	local, _, _ := strings.Cut(p.Address, "@")
	for part := range strings.FieldsFuncSeq(local, func(r rune) bool { return r == '.' || r == '-' || r == '_' || r == '+' }) {
		if offices[part] {
			return p.Address, true
		}
	}
	host, _, _ := strings.Cut(p.Domain(), ".")
	if offices[host] {
		return p.Address, true
	}
	for field := range strings.FieldsFuncSeq(fold.String(p.Name), func(r rune) bool { return strings.ContainsRune(" ,()|/-", r) }) {
		if offices[field] && field != "personal" && field != "people" || field == "talent" {
			return p.Name, true
		}
	}
	return "", false
}

var offices = set("careers career jobs job recruiting recruitment recruiter recruiters recruit talent hr hiring humanresources resourcing talentacquisition bewerbung bewerbungen " +
	"karriere personal personalabteilung recrutement rh emploi empleo seleccion rrhh applications candidates candidate people lavoro jobalerts")
