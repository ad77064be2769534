package classify

// WithdrawsRule finds that the candidate takes an application back, AcceptsRule
// and DeclinesRule that an offer is named, and taken or not.
const (
	WithdrawsRule = "withdraws"
	AcceptsRule   = "accepts an offer"
	DeclinesRule  = "declines an offer"
	AsksBackRule  = "asks them"
)

// AnnouncesRule says of the candidate's message that what it answers with is to come.
const AnnouncesRule = "will send it"

// The rules of the candidate's own mail that settle between kinds.
const (
	newsRule    = "asks for news"
	answersRule = "answers"
)

// ThanksRule says of the candidate's message that it says thank you.
const ThanksRule = "says thank you"

// ownRules find what the candidate does: thanks, asks for news, answers.
var ownRules = []rule{
	{name: ThanksRule, kind: OwnThankYou, weight: 3, firm: true, phrases: []string{
		"thank|thanks|thankful ~4 for ~2 @day|this|yesterday|seeing|meeting|having|showing|the", "thank|thanks ~2 again for", "and please thank",
		"came away|left ~3 full|with|feeling|inspired|more",
		"thank|thanks|thankful|grateful|appreciate* ~6 time|hour|hours|morning|afternoon|interview|meeting|speaking|talking|conversation|chat|chatting|call|interviewing|sitting|opportunity|today|yesterday|having",
		"great|good|pleasure|nice|enjoyed|lovely|wonderful ~4 @meet|met|seeing|conversation|hearing|learning ~4 you|with|our|more|the|about|how|to",
		"danke|dank ~6 gesprach|vorstellungsgesprach|telefonat|treffen|austausch|rundgang|besuch|zeit|interview", "merci ~6 entretien|entrevue|temps|echange|visite|rencontre",
		"gracias ~6 entrevista|tiempo|conversacion|charla|visita|recibirme",
	}},
	{name: newsRule, kind: OwnFollowUp, weight: 3.5, firm: true, phrases: []string{
		"any|an|some ~1 update|updates|news|word|feedback|decision", "ask|asking|know|hear whether|if ~1 there ~2 new|any|been", "si ~1 sabes|sabe|saben|sabeis algo", "ya ~1 hay novedades",
		"status of ~6 application|process|position|role|interview|candidacy|search|decision|opening",
		"heard ~3 back|anything|from", "not|haven't ~2 heard", "where ~5 stand|stands|process|decision",
		"timeline|timing ~6 decision|process|next|still|role|position|hold*", "decision ~3 been made|yet",
		"any ~1 movement|progress|developments|development|change", "heard|hear ~2 yet", "made up ~2 mind",
		"how ~2 things|it ~1 look|looks|stand|stands|going", "how ~10 coming along|getting on|progressing|shaping up", "glad|happy|love|curious|keen|like to hear|learn|know ~2 how|whether|where|if|when ~8 search|decision|decided|process|things|post|role|position", "ask|asking how ~3 stand|stands|look|looking|going",
		"you ~2 mentioned|said ~3 decide|decision|hear|news|by|know|touch|back", "reached|made|come ~3 decision", "expect to hear",
		"still ~3 consider*|open|available|being", "gibt es ~4 neuigkeiten|stand", "frage|fragen|fragte ~6 nach", "schon|bereits ~2 etwas|was ~6 gehort", "freue|freuen ~6 zeichen|ruckmeldung|nachricht", "zeichen|ruckmeldung|nachricht ~4 freuen", "stand ~4 bewerbung|verfahren*|prozess*",
		"avez ~2 nouvelles", "suite|etat ~4 candidature", "processus|recrutement ~3 suit son cours", "alguna novedad", "estado ~4 candidatura|proceso|solicitud",
	}},
	{name: "follows up", kind: OwnFollowUp, weight: 3, firm: true, phrases: []string{
		"follow|following|followed up", "check|checking|checked in|back", "touch|touching base", "circle|circling back",
		"reach|reaching out ~6 regarding|about|again|see|ask", "nachfragen|nachhaken|nachzufragen", "melde|schreibe ~5 noch einmal|erneut|nochmals|nochmal", "lebenszeichen",
		"me permets de ~4 relancer|revenir", "escribo ~2 una vez mas|otra|vez|de|nuevo", "reviens ~4 vers vous ~6 candidature|entretien|poste", "wondering|curious|wanted ~8 update|news|decision|status|timeline|heard|hear",
	}},
	{name: "renews interest", kind: OwnFollowUp, weight: 1.5, firm: true, phrases: []string{
		"still|remain|very|continue ~4 interested|excited|enthusiastic|keen", "still ~4 love|like|want|glad|happy|delighted",
		"weiter|weiterhin|unverandert|nach wie vor|immer noch ~6 interess*|reizt|begeister*", "interesse|interessiert|interesa ~3 toujours|encore|weiterhin|noch|todavia|aun", "sigue|siguen interesando*", "signe de ma part", "aux nouvelles", "toujours|reste|demeure ~5 interess*|motive*|partant", "sigo|sigue|mantengo|continuo|conservo ~5 interes*|disponib*|ilusion",
		"reiterate|reaffirm|confirm|express ~4 interest|enthusiasm", "look* forward to hearing", "next steps",
	}},
	{name: answersRule, kind: OwnAnswer, weight: 3, firm: true, phrases: []string{
		"works ~4 for me|well|great|perfectly|fine", "suits ~2 me|well", "i am|i'm ~3 available|free",
		"available|free ~2 on|at|any|between|from|@day", "i|we can|could ~2 do|make|come|join|start|offer", "i could|can ~2 @day",
		"happy to ~4 meet|talk|chat|speak|call|come|join|confirm",
		"attached ~8 resume|cv|sample|samples|portfolio|references|referees|form|assignment|test",
		"please find|see ~8 attached|below",
		"references|referees ~3 are|attached|below|enclosed|reached", "asked|requested|wanted ~4 attached|enclosed|below", "as requested",
		"here are|is my|the ~6 references|referees|availability|portfolio|answers|times|number|form|assignment|link",
		"i confirm|can confirm", "confirming", "see you ~2 then|on|at",
		"any time|anytime|day ~2 on|after|before|works|suits|next|@day", "my number|phone|mobile is", "reach me on|at",
		"to|answer|answering your question|questions", "hoping for ~4 around|somewhere|between",
		"my notice|salary ~4 is|are|expectation|expectations", "i'd|would want|like|need|expect|ask ~6 hour|year|month|annum|dollars|euros|pounds",
		"would|will|is ~1 be ~1 great|fine|good|perfect|ideal|lovely ~2 me|us", "talk|speak then|@day",
		"^ @day ~4 please|then|works|it|is", "^ yes ~3 @day|that|please|of", "passt|passen ~3 mir|gut", "anbei",
		"me convient|conviennent", "me va|viene ~2 bien", "anbei ~4 unterlagen|zeugnisse|referenzen", "ci joint",
	}},
	{name: WithdrawsRule, kind: OwnWithdrawal, weight: 6, firm: true, phrases: []string{
		"withdraw* ~4 me|my|from", "rather|to|must|will|ll|should|would withdraw", "accepted|accept|taken|take ~2 another ~3 offer|position|role|job", "ziehe ~4 bewerbung",
		"bewerbung ~5 zuruckziehen|zuruck", "fur ~2 andere|anderes ~3 entschieden", "andere|anderes ~3 angenommen|zugesagt",
		"retirer|retire ~3 candidature", "accepte ~2 autre ~2 offre|proposition|poste", "retirer|desister du processus",
		"retirar|retiro|retirarme ~3 candidatura|postulacion|solicitud|proceso", "acepte|aceptado|acepto ~2 otra|otro ~2 oferta|propuesta|puesto|trabajo",
	}},
	{name: AcceptsRule, kind: OwnAcceptance, weight: 4, firm: true, phrases: []string{
		"accept|accepting ~6 offer|position|post|role|job|contract|appointment", "acceptance of ~4 offer|position|post|role|job|contract|appointment",
		"signed ~4 offer|contract|agreement", "nehme ~8 angebot|stelle|vertrag", "accepte ~5 offre|poste|proposition|contrat",
		"acepto|aceptar|aceptacion ~5 oferta|puesto|propuesta|contrato",
	}},
	{name: DeclinesRule, kind: OwnDecline, weight: 2, firm: true, phrases: []string{
		"decline|declining|turn|turning|pass|passing ~6 offer|position|post|role|job", "not|unable|cannot|can't ~3 accept ~6 offer|position|post|role|job",
		"your|the|this|an offer", "offering|offered me", "ihr|das|dem|zum|fur ~2 angebot|stellenangebot", "votre|l|cette offre|proposition", "su|la|tu|vuestra oferta|propuesta",
	}},
	{name: "applies", kind: OwnApplication, weight: 4, firm: true, phrases: []string{
		"like|wish|writing to apply", "hereby apply", "my application for|to", "hiermit bewerbe",
		"je vous adresse|soumets ~3 candidature",
	}},
}
