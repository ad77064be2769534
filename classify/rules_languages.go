package classify

// German, French and Spanish: the everyday forms of confirmations, invitations
// and rejections. Words are folded: no accents, ss for the German sharp s.

var germanRules = []rule{
	{name: "Bewerbung", kind: topic, weight: 2, firm: true, phrases: []string{
		"bewerbung|bewerbungsunterlagen|bewerbungsverfahren|bewerbungsprozess", "stelle|position als",
		"bewerber|bewerberin|bewerberinnen|kandidat*", "personalabteilung|personalreferent*|personalwesen",
		"vorstellungsgesprach*", "ihre|deine|die unterlagen", "lebenslauf", "ausgeschriebene*|ausgeschriebenen ~2 stelle|position",
	}},
	{name: "Absage", kind: Rejection, weight: 4.5, phrases: []string{
		"leider ~12 nicht|absage|absagen|anderen|andere|anderweitig", "nicht ~4 berucksichtigen|berucksichtigt",
		"andere*|anderen ~3 bewerber*|kandidat* ~4 entschieden", "fur ~5 andere* ~2 bewerber*|kandidat*",
		"absage|absagen ~4 bewerbung|mussen|erteilen", "bedauern ~8 mitteilen|mitzuteilen|nicht",
		"fur jemanden|jemand|eine|einen ~8 entschieden", "anderweitig ~2 vergeben|besetzt", "stelle ~4 vergeben|besetzt",
		"nicht ~3 weiterverfolg*|weiter verfolg*", "nicht ~4 engere|engeren|nahere ~1 auswahl|wahl", "gegen eine|einen|ihre|deine ~3 zusammenarbeit|einstellung|bewerbung entschieden",
	}},
	{name: "gute Wünsche", kind: Rejection, weight: 1.5, phrases: []string{
		"alles gute ~6 zukunft|weg|werdegang|suche|bewerb*", "viel erfolg ~6 suche|zukunft|weg|bewerb*", "wunschen ~6 erfolg|gute",
	}},
	{name: "Eingang", kind: ApplicationConfirmation, weight: 4, phrases: []string{
		"dank fur ~3 bewerbung|bewerbungsunterlagen|interesse",
		"bewerbung|bewerbungsunterlagen ~5 erhalten|eingegangen|eingetroffen", "eingang ~3 bewerbung|bewerbungsunterlagen",
		"haben ~4 bewerbung|bewerbungsunterlagen ~3 erhalten", "eingangsbestatigung", "bewerbung|bewerbungsunterlagen ~12 ist|sind ~4 eingegangen|eingetroffen|eingelangt|angekommen",
	}},
	{name: "Einladung", kind: InterviewInvitation, weight: 5, phrases: []string{
		"einladung ~6 gesprach|vorstellungsgesprach|interview|kennenlernen|bewerbungsgesprach|telefoninterview",
		"laden|einladen ~8 gesprach|vorstellungsgesprach|interview|kennenlernen|bewerbungsgesprach",
		"zu einem|einem|zum ~3 vorstellungsgesprach|kennenlerngesprach|bewerbungsgesprach|telefoninterview|erstgesprach",
		"gerne ~6 kennenlernen", "personlich kennenlernen",
		"magst|mochtest|wollen|mogen|kannst|konnen du|sie ~8 vorbeikommen|vorbeischauen|treffen|kommen|besuchen",
		"auf einen kaffee", "mochten sie|dich|ihnen ~5 kennenlernen",
	}},
	{name: "Terminfrage", kind: Scheduling, weight: 3, firm: true, asks: true, phrases: []string{
		"welcher|welche|welches ~4 termin*|tag*|zeit* ~4 passt|passen", "wann ~5 zeit|passt|passen|erreichen", "terminvorschlag*",
		"ihre|deine verfugbarkeit", "passt|wurde ~6 ihnen|dir ~6 uhr|montag|dienstag|mittwoch|donnerstag|freitag|passen",
	}},
	{name: "Termin steht", kind: Scheduling, weight: 4, firm: true, arranged: true, phrases: []string{
		"terminbestatigung|terminverschiebung|terminabsage",
		"termin|gesprach|vorstellungsgesprach ~8 bestatig*|verschieb*|verleg*|absag*",
		"bestatig* ~4 termin|gesprach|vorstellungsgesprach", "verschieben|verlegen|absagen ~6 termin|gesprach",
	}},
	{name: "Rückmeldung", kind: InterviewFollowup, weight: 2.5, phrases: []string{
		"danke|dank ~1 fur ~5 gesprach|interview|besuch|kommen", "schon dass|da ~4 waren|warst|hier|uns",
		"melden uns ~6 ihnen|dir|bei", "ruckmeldung", "noch ~5 entscheidung|entschieden|auswahl*|gesprache", "geduld",
	}},
	{name: "Angebot", kind: Offer, weight: 5, phrases: []string{
		"arbeitsvertrag", "freuen ~6 stelle ~3 anbieten|anzubieten", "stelle ~4 anzubieten|anbieten",
		"vertragsangebot|stellenangebot|jobangebot an sie",
		"vertragsentwurf|arbeitsvertragsentwurf", "gern|gerne ~6 einstellen", "freuen ~8 einstellen", "zusage fur ~4 stelle|position",
	}},
	{name: "Aufgabe", kind: Assessment, weight: 3, phrases: []string{
		"arbeitsprobe|probeaufgabe|testaufgabe|einstellungstest|eignungstest|onlinetest|fallstudie|probetext|probeubersetzung|probeunterricht|lehrprobe",
		"aufgabe ~6 bearbeiten|losen|einreichen|bewerb*|auswahl*", "ladt|laden|lade ~2 zu einem|einer ~2 test|eignungstest|prufung|assessment",
	}},
	{name: "Referenzen", kind: References, weight: 3, phrases: []string{"referenz|referenzen|referenzgeber*", "fruhere*|ehemalige* arbeitgeber|vorgesetzte*"}},
}

var frenchRules = []rule{
	{name: "candidature", kind: topic, weight: 2, firm: true, phrases: []string{
		"candidature|candidatures|candidat|candidate|candidats", "poste de|d'|du", "recrutement|recruteur|recruteuse|recruteurs",
		"ressources humaines", "entretien|entrevue d'embauche", "votre cv|profil", "entretien|entrevue|entretiens",
	}},
	{name: "refus", kind: Rejection, weight: 4.5, phrases: []string{
		"regret ~8 informer|annoncer|suite", "regrettons ~8 suite|pouvoir|informer", "pas ~4 donner|donnerons|donne suite",
		"pas ~3 retenu|retenue|retenir|retenus", "retenu|choisi|prefere une autre candidature|personne", "suite favorable ~4 candidature", "pas ~6 suite ~4 candidature",
		"d'autres candidats|candidatures|profils ~8 retenu*|choisi*|selectionne*|prefere*|correspond*|privilegi*", "retenu|retenir|choisi|selectionne|prefere|poursuivre|favorise|oriente ~6 d'autres candidats|candidatures|profils", "autre candidat|candidate", "pas ~3 poursuivre",
		"regret* ~6 informer|annoncer|dire", "n'avez pas ete ~2 retenu*|selectionn*",
	}},
	{name: "bons vœux", kind: Rejection, weight: 1.5, phrases: []string{
		"souhaitons ~8 recherche|recherches|succes|reussite|suite", "malheureusement", "bonne continuation",
		"bonne chance ~5 recherche*",
	}},
	{name: "réception", kind: ApplicationConfirmation, weight: 4, phrases: []string{
		"recu ~4 candidature|cv", "accus* ~2 reception ~5 candidature", "reception de ~3 candidature",
		"remerci* ~6 candidature|interet", "merci ~5 candidature|postule", "candidature ~6 enregistree|recue|transmise|envoyee",
		"candidature|cv ~4 transmis*|envoye* ~3 entreprise|recruteur|employeur", "bien ~2 pris ~2 compte ~4 candidature",
	}},
	{name: "entretien", kind: InterviewInvitation, weight: 4, phrases: []string{
		"invit*|convi*|propos* ~8 entretien|entrevue", "convocation ~4 entretien|entrevue", "entretien|entrevue ~4 telephonique|visio*|physique|embauche",
		"souhait*|aimer* ~6 rencontrer|entretien|entrevue|echanger", "vous rencontrer", "premier|second|deuxieme|dernier entretien|entrevue",
	}},
	{name: "disponibilités", kind: Scheduling, weight: 3, firm: true, asks: true, phrases: []string{
		"vos disponibilites", "seriez|etes vous ~3 disponible|libre", "vous ~3 disponible",
		"quel|quels|quelle ~4 creneau*|date|dates|horaire* ~6 convien*", "conviendrait|convient ~6 vous",
	}},
	{name: "rendez-vous fixé", kind: Scheduling, weight: 4, firm: true, arranged: true, phrases: []string{
		"entretien|entrevue|rendez ~6 confirme|reporte|annule|prevu|decale|maintenu", "confirm* ~6 entretien|entrevue|rendez",
		"reporter|decaler|annuler ~4 entretien|entrevue|rendez|echange",
	}},
	{name: "retour", kind: InterviewFollowup, weight: 2.5, phrases: []string{
		"merci ~6 entretien|entrevue|echange|visite|venue|venu", "remerci* ~6 entretien|entrevue|echange|temps",
		"reviendrons|reviendrai|revenons vers vous", "tiendrons|tiendrai ~4 informe*", "votre patience",
		"vous rappelle|rappellerai|recontacte", "prendra|prendrons|prendre ~3 decision", "d'etre passe|passee|venu|venue",
		"processus ~6 cours",
	}},
	{name: "offre", kind: Offer, weight: 5, phrases: []string{
		"proposer ~4 poste", "promesse d'embauche", "contrat de travail", "offre d'emploi ferme", "offrir ~3 poste",
		"propos* ~6 cdi|cdd|contrat", "promesse|proposition d'embauche", "plaisir de ~3 proposer|embaucher",
	}},
	{name: "épreuve", kind: Assessment, weight: 3, phrases: []string{
		"test|epreuve|exercice|examen technique|ecrit|ecrite|pratique|psychotechnique|ligne", "etude|cas pratique", "etude de cas", "mise en situation", "essai de|d' correction|traduction|redaction", "invite|invitons ~2 passer|realiser|effectuer ~2 test|epreuve|evaluation|exercice", "invite|invitons a un|une test|epreuve|evaluation",
	}},
	{name: "références", kind: References, weight: 3, phrases: []string{"references ~2 professionnelles|professionnel*", "coordonnees ~5 anciens|ancien|precedent|precedents|dernier* employeur*|responsable*|manager*"}},
}

var spanishRules = []rule{
	{name: "candidatura", kind: topic, weight: 2, firm: true, phrases: []string{
		"candidatura|candidaturas|candidato|candidata|candidatos", "tu|su curriculum|cv", "entrevista|entrevistas",
		"puesto|vacante de|para", "proceso de seleccion", "seleccion|recursos humanos", "oferta de empleo|trabajo",
		"reclutamiento|reclutador*",
	}},
	{name: "rechazo", kind: Rejection, weight: 4.5, phrases: []string{
		"no ~5 continu*|avanz*|seguir*|segui* ~6 proceso|candidatura|seleccion|adelante", "no ~4 seleccionad*|elegid*",
		"otro|otra|otros ~3 candidat*|perfil*|persona|companer*", "quedado|decidido|optado|elegido ~2 por|con ~1 otro|otra|otros",
		"no ~4 sido ~2 seleccionad*", "lament* ~8 informar*|comunicar*|no",
		"no ~1 podremos|podemos|podre contar con|contigo", "sentimos|siento|lamento|lamentamos ~2 comunicar*|informar*|decir*", "hemos|han|nos ~2 decantado por",
	}},
	{name: "buenos deseos", kind: Rejection, weight: 1.5, phrases: []string{
		"deseamos ~6 suerte|exito|mejor", "mucha suerte", "lamentablemente", "desafortunadamente",
		"futuras oportunidades|vacantes|ofertas",
	}},
	{name: "recibida", kind: ApplicationConfirmation, weight: 4, phrases: []string{
		"recibido ~4 candidatura|solicitud|curriculum|cv",
		"gracias ~3 por ~5 candidatura|solicitud|postul*|aplicar|inscri*|interes", "agradec* ~6 candidatura|interes|solicitud",
		"candidatura|solicitud ~4 recibida|registrada|enviada",
		"candidatura|solicitud|cv|curriculum ~4 enviad*|registrad* ~4 empresa|correctamente|exito",
	}},
	{name: "entrevista", kind: InterviewInvitation, weight: 4, phrases: []string{
		"invit*|convoc*|cit* ~8 entrevista", "gustaria ~8 entrevista|conocer*|hablar|entrevistar*",
		"entrevista ~4 telefonica|virtual|presencial|videollamada|personal", "invitacion ~4 entrevista",
		"primera|segunda|ultima entrevista",
	}},
	{name: "disponibilidad", kind: Scheduling, weight: 3, firm: true, asks: true, phrases: []string{
		"su|tu disponibilidad", "que|cual ~3 dia|hora|horario|fecha ~6 conviene|viene|va|prefier*",
		"esta|estas|estarias|estaria disponible", "te|le viene|va bien",
	}},
	{name: "cita fijada", kind: Scheduling, weight: 4, firm: true, arranged: true, phrases: []string{
		"entrevista|cita|reunion ~6 confirmada|reprogramada|cancelada|programada|aplazada", "confirm* ~6 entrevista|cita|reunion",
		"cambiar|aplazar|cancelar|mover ~4 entrevista|cita|reunion",
	}},
	{name: "respuesta", kind: InterviewFollowup, weight: 2.5, phrases: []string{
		"gracias ~6 entrevista|tiempo|reunion|venir|visita|pasar", "diremos|decimos algo",
		"queda|quedan|falta|faltan ~4 por ver|entrevistar|conocer", "pondremos en contacto", "mantendremos informad*",
		"su|tu paciencia", "seguimos ~6 proceso|entrevist*|decision",
	}},
	{name: "oferta", kind: Offer, weight: 5, phrases: []string{
		"ofrecerle|ofrecerte ~4 puesto", "carta de oferta", "contrato de trabajo", "nos complace ofrecer*",
		"propuesta|oferta economica|contractual|vinculante", "queremos|gustaria ~2 ofrecer*|incorporar* ~5 puesto|equipo", "quedado|has|eres ~1 seleccionad*|elegid* ~4 puesto|vacante|nosotros",
	}},
	{name: "prueba", kind: Assessment, weight: 3, phrases: []string{
		"prueba|pruebas|ejercicio|examen|test tecnica|tecnico|tecnicas|practica|practico|escrita|nivel|psicotecnic*|online", "caso practico", "prueba de ~2 nivel|seleccion|ingles", "invita|invitamos|invitado|invitada ~2 a ~3 prueba|test|evaluacion",
	}},
	{name: "referencias", kind: References, weight: 3, phrases: []string{"referencias ~2 laborales|profesionales|personales|anteriores", "anteriores|ultimos|antiguos jefes|empleadores|empleos"}},
}
