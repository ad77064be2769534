package classify

import (
	"slices"
	"strings"
)

// NamesOccupation reports whether one of the words names an occupation, so
// that "for Acme" is not taken for a role.
func NamesOccupation(role string) bool {
	return slices.ContainsFunc(wordsOf(role), func(w word) bool { return isTitle(w.folded) })
}

// namesOccupation reports whether one of the words is an occupation that says
// something of the text.
func namesOccupation(words []word) bool {
	return slices.ContainsFunc(words, func(w word) bool { return titleWords[w.folded] })
}

// isTitle reports whether a folded word is an occupation, or is made with one
// as German makes words: "projektleiterin".
func isTitle(w string) bool {
	if titleWords[w] || furtherTitles[w] {
		return true
	}
	if len(w) < 9 || w == "ticketmaster" {
		return false
	}
	w = strings.TrimSuffix(w, "in")
	for _, end := range titleEnds {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// furtherTitles are occupations that make a role, and prove nothing about a
// text that has them: the weights of the model are trained without.
var furtherTitles = set("disponent disponentin techniker technikerin koordinator koordinatorin cheffe conseiller conseillere coordinatrice coordinateur gestionnaire technicien technicienne assistante " +
	"redacteur redactrice coordinador coordinadora directora administrativo administrativa auxiliar steward " +
	"registrar bursar warden caretaker verger organist matron conveyancer solicitor barrister notary bailiff interpreter transcriber proofreader columnist reporter journalist videographer " +
	"choreographer dancer musician conductor actor usher stagehand rigger machinist fitter welder glazier plasterer tiler mason scaffolder bookseller upholsterer tailor seamstress cabinetmaker luthier " +
	"butcher fishmonger sommelier bottler brewer distiller baker chocolatier concierge housekeeper valet nanny childminder playworker keyworker caseworker counsellor psychologist psychiatrist " +
	"radiographer sonographer phlebotomist optometrist optician dentist hygienist dietitian nutritionist podiatrist physiotherapist osteopath audiologist veterinarian zookeeper farmhand shepherd " +
	"ranger forester arborist ecologist hydrologist geologist meteorologist mathematician quant trader dealer banker teller adjuster assessor arbitrator mediator clerk storekeeper merchandiser " +
	"stocktaker courier postman stevedore skipper deckhand pilot coach instructor demonstrator invigilator examiner moderator lexicographer cartographer geographer " +
	"leader mentor ambassador facilitator organiser organizer negotiator liaison practitioner investigator scheduler expediter janitor custodian guard aide companion principal headteacher chaplain " +
	"firefighter stylist hairdresser barber potter printer jeweller farmer beekeeper attendant forwarder sorter loader cutter finisher modeller modeler presenter broadcaster fundraiser campaigner " +
	"conservator restorer educator docent guide cataloguer indexer detective constable surgeon orderly archaeologist anthropologist historian linguist canvasser decorator stockbroker negotiator " +
	"buchhalter buchhalterin erzieher erzieherin dolmetscher ubersetzer redakteur redakteurin lektor lektorin archivar archivarin bibliothekar bibliothekarin hausmeister koch kochin backer " +
	"juriste greffier secretaire cuisinier cuisiniere serveur serveuse patissier boulanger menuisier jardinier libraire traducteur traductrice " +
	"cocinero cocinera camarero camarera recepcionista secretario secretaria traductor traductora redactor redactora profesor profesora monitor monitora maestro maestra conductor conductora electricista fontanero")

var titleEnds = []string{"ologist", "grapher", "ician", "keeper", "maker", "worker", "master", "leiter", "ingenieur", "entwickler", "berater", "referent", "planer", "kaufmann", "kauffrau", "techniker", "assistent", "sachbearbeiter", "koordinator", "manager", "mechaniker",
	"monteur", "pfleger", "verkaufer", "fahrer", "lehrer", "meister", "betreuer", "architekt", "spezialist", "mitarbeiter", "disponent", "fachkraft", "helfer"}

// titleWords end a role rather than an employer's name.
var titleWords = set("engineer engineers developer developers manager analyst designer director scientist nurse nurses teacher accountant assistant associate intern coordinator consultant specialist " +
	"administrator architect technician officer lead head representative executive editor writer researcher programmer owner controller planner producer " +
	"advisor adviser agent attorney lawyer counsel paralegal bookkeeper buyer chef cook barista server cashier clerk secretary receptionist driver dispatcher electrician plumber " +
	"mechanic operator operative supervisor foreman inspector surveyor estimator recruiter trainer tutor lecturer professor librarian therapist physician pharmacist " +
	"paramedic caregiver carer worker apprentice trainee fellow president vp cto cfo ceo coo strategist marketer copywriter translator photographer illustrator animator " +
	"economist statistician chemist biologist physicist tester sre devops dba picker packer handler porter cleaner curator archivist waiter waitress baker bartender bricklayer roofer painter florist groomer lifeguard actuary underwriter broker auditor treasurer strategist gardener joiner welder carpenter midwife " +
	"leiter leiterin berater beraterin sachbearbeiter sachbearbeiterin ingenieur kaufmann kauffrau fachkraft pfleger pflegerin verkaufer verkauferin " +
	"entwickler entwicklerin referent referentin developpeur developpeuse ingenieure charge chargee responsable directeur directrice comptable vendeur vendeuse infirmier infirmiere desarrollador " +
	"desarrolladora ingeniero ingeniera gerente analista enfermera enfermero contable tecnico tecnica dependiente dependienta")
