package classify

// applicationRules find the acknowledgement of an application.
var applicationRules = []rule{
	{name: "application received", kind: ApplicationConfirmation, weight: 4, phrases: []string{
		"received|receiving ~5 @application", "got ~2 your ~2 application|cv|resume|form", "got it thank|thanks",
		"pass|passed|forward|forwarded ~2 your|the|it ~3 cv|resume|application ~4 to|on",
		"have|has your application|cv|resume|form", "your ~2 application|cv|resume|form ~3 safely|in|here|landed",
		"application ~10 been|was|is ~2 received|submitted|registered|sent",
		"application|applied ~1 received|submitted|sent|confirmation", "application|resume|cv|form ~10 we|i ~2 received|have|got",
		"application|resume|cv|form|letter ~6 arrived|reached", "receipt of ~2 @application", "successfully applied|submitted",
		"submitted an|your application", "confirm* ~4 received|receipt ~4 application",
	}},
	{name: "thanks for applying", kind: ApplicationConfirmation, weight: 3, phrases: []string{
		"thank|thanks ~3 for ~3 applying|apply", "thank|thanks ~3 for ~3 application|cv|resume",
		"thank|thanks ~3 for ~3 submitting|sending|completing|dropping ~6 @application",
		"thank|thanks ~3 for ~4 interest in ~8 @role|joining|working|employment|career*", "taking ~2 time to apply",
	}},
	{name: "will be reviewed", kind: ApplicationConfirmation, weight: 1.5, phrases: []string{
		"will|are|is ~4 review*|consider*|assess* ~5 @application|qualifications|it|details|experience", "will be reviewed",
		"review ~3 @application ~4 shortly|soon|touch|back", "under review", "being reviewed",
		"will ~4 look|go ~2 at|through ~5 applications|application|it|cv|one", "shortlisting ~3 is|will|takes",
		"draw|drawing up ~2 shortlist", "will|to shortlist", "closing date",
	}},
	{name: "contact on a match", kind: ApplicationConfirmation, weight: 1, firm: true, phrases: []string{
		"contact|touch|reach|call ~6 if ~6 qualif*|match*|selected|fit|suitable|experience|skills|shortlisted",
		"if ~10 match*|match|qualif*|selected|fit|fits|suitable|shortlisted ~8 contact|touch|reach|call", "do not reply",
		"automated message|response|email|reply",
	}},
}

// closingRules find a rejection, with its reasons and its courtesies.
var closingRules = []rule{
	{name: "decided not to go on", kind: Rejection, weight: 5, phrases: []string{

		"decided|decision|chosen|determined|concluded|opted|elected ~6 not|won't|can't ~3 mov*|proceed*|progress*|advanc*|pursue|continu*|consider*|extend*|offer*|select*|tak*|go|invit*",
		"@no ~4 mov*|tak*|progress*|advanc*|carry*|put* ~6 forward|further|ahead",
		"@no ~3 proceed*|continu* ~2 with ~8 @application|you|process|time",
		"@no ~2 be progress*|pursu*|proceed* ~6 @application|you|further|time", "no longer being|under|in consider*",
		"no longer consider* ~4 @application|you|candidate", "@no ~2 consider* ~3 further", "@no ~3 invit* ~5 interview",
		"@no ~3 offer* you ~6 @role|employment|interview", "@no ~3 extend* ~3 offer",
		"@no ~2 able|unable ~2 offer|take|invite you ~6 contract|place|seat|further|on|forward|@role",
		"unable ~2 offer|take|invite you ~6 contract|place|seat|further|on|forward", "pass on your ~3 for|at|this",
		"@no ~3 further consideration", "it's|is|be ~2 a no|pass from|for|this", "a no|pass from|for us|me|them|now",
		"decided|have|going to pass on", "taken|take|go|going|proceed|proceeding|goes no further",
	}},
	{name: "others were chosen", kind: Rejection, weight: 4.5, phrases: []string{
		"mov*|proceed*|go|going|gone|progress*|continu* ~2 with @another ~4 @applicant",
		"pursu*|select*|chosen|chose|hir*|found|identified|offered|accepted|appointed ~5 @another ~4 @applicant",
		"go|going|gone|went|ahead ~2 with ~4 @somebody|lady|man|woman|guy|girl|lad",
		"go|going|gone ~2 in a|another|different ~1 direction",
		"appointed|hired|chosen|chose|picked ~2 someone|somebody|another|internal",
		"extend|extended|extending|made|make ~2 offer ~1 to ~2 another|other|someone|somebody|internal|candidate|applicant",
		"position|role|job|post|vacancy ~3 gone|given|offered ~2 to",
		"offered|given ~4 position|role|job|post|it to ~2 another|other|someone|somebody|internal|candidate",
		"@another @applicant ~2 whose|who ~8 more|better|closer|closely|fit|fits|match*|align*",
		"candidates|applicants|someone|somebody|people whose|who ~10 more|better|closer|closely ~6 needs|requirements|fit|match*|align*|role|position|looking|need",
		"@another @applicant ~5 more closely|suited|suitable|relevant|experience|experienced|direct",
		"@another @applicant ~6 better|closer|stronger|closely|suited|selected|chosen|successful|hired",
		"position|role|job|vacancy|opening ~10 been|is|was ~1 filled|closed|cancelled|canceled|withdrawn|frozen",
		"closed|withdrawn|cancelled|canceled|frozen|scrapped|shelved ~4 position|role|vacancy|post",
		"@no ~3 hiring|recruiting|filling ~4 anybody|anyone|it|this|for|now|year",
		"filled ~2 position|role|job|vacancy|opening|vacancies", "found ~3 candidate ~3 fill", "fill* by ~3 candidate|applicant",
		"decided|gone|going|went|voted|opted|settled|plumped|landed ~1 on|for|with ~8 who|who's|whose|someone|somebody|another|other|else",
		"came|were|was ~1 second|runner", "decision|choice ~6 fallen|fell|gone|went ~2 other|another|someone|somebody",
		"offered|given|gave the|this ~3 position|role|job|post|vacancy ~2 to",
		"position|role|job|post|vacancy|offer ~4 accepted|taken by", "asked|picked|hired|taken|engaged ~1 someone|somebody else",
		"found someone|somebody", "found our|the|a ~2 new|right colleague|candidate|person|member|teammate",
		"looking for someone|somebody|candidates|people with ~4 more|stronger|deeper|different",
	}},
	{name: "not selected", kind: Rejection, weight: 4.5, phrases: []string{
		"@no ~3 selected|chosen|successful|shortlisted", "did not|didn't select",
		"application|candidacy|interview ~4 unsuccessful|rejected|declined", "you ~3 been|were|was unsuccessful",
		"@no ~6 match|fit ~3 for|at|with|moment|time|role|position|what|right", "@no ~4 strong|right|good|best fit|match",
		"@no ~3 have ~4 suitable|appropriate|matching ~3 @role", "@no ~1 one of them|those",
		"@no ~3 achieve*|meet|met|reach|reached|satisfy ~5 standard|threshold|criteria|requirements|mark|score|bar",
		"@no ~2 think|feel|believe ~4 for you|us", "@no ~2 among ~5 selected|chosen|shortlisted|successful|invited",
		"@no ~3 make|made ~3 cut|shortlist|final|next|through", "@no ~3 get|got|put ~2 through ~4 stage|round|time",
	}},
	{name: "regret", kind: Rejection, weight: 3, phrases: []string{
		"regret to inform|advise|tell|say|let",
		"sorry to ~3 inform|say|tell|let ~8 not|unsuccessful|filled|decided|other|another|somebody|someone|appointed|gone",
		"we regret", "afraid ~4 it's|is ~2 a no", "afraid ~4 you ~4 not|unsuccessful",
		"@no ~1 the|what ~1 answer|news|outcome|result|reply you ~5 hop*|want*|expect*", "with ~2 sadness|regret",
		"disappoint* ~2 news|you", "sorry ~3 disappoint|disappointing|bad news", "bad|disappointing|difficult|not good|great news",
		"below|short ~3 of|that|the|what ~4 appointee|others|standard|candidate|candidates|needed",
	}},
	{name: "difficult decision", kind: Rejection, weight: 1.5, phrases: []string{
		"difficult|tough|hard|tight|close decision|decisions|choice|call",
		"after ~2 careful consideration|review|deliberation|thought", "very competitive", "after ~4 consideration",
		"strong|competitive field", "hard ~3 to write|send", "close run", "second choice",
		"feel|feels rotten|awful|terrible|bad about",
	}},
	{name: "unfortunately", kind: Rejection, weight: 1, phrases: []string{
		"unfortunately", "sadly", "we're sorry", "regrettably", "i'm afraid", "i am afraid",
	}},
	{name: "good wishes", kind: Rejection, weight: 1.5, phrases: []string{
		"wish you ~6 best|luck|success|well ~8 search|endeavo*|endeavors|future|career|pursuits",
		"best|luck|success ~6 search|hunt|career|endeavours|endeavors", "wish|wishing you ~3 best|luck|success|well",
		"best wishes|luck for|with ~3 search|future|career|hunt", "best of luck", "paths ~4 cross",
		"put off|disheartened|discouraged by",
	}},
	{name: "kept on file", kind: Rejection, weight: 0.7, phrases: []string{
		"keep|keeping|hold|retain|save ~4 @application|information|details|you ~3 file|mind|database|community|records",
		"future openings|opportunities|roles|positions", "encourage you ~3 apply|check|keep|continue|watch", "try|apply ~2 again",
		"reserve|merit list",
	}},
	{name: "many applied", kind: Rejection, weight: 0.7, phrases: []string{
		"received ~5 many|number|large|overwhelming|volume ~5 applica*|candidates|interest", "high volume|number of applica*",
		"impressed ~6 qualifications|background|experience|skills",
	}},
}

// offerRules find an offer of employment.
var offerRules = []rule{
	{name: "a position is offered", kind: Offer, weight: 6, phrases: []string{
		"offer|offering you ~6 position|role|job|post|internship|contract|apprenticeship|employment|traineeship", "offer ~3 of employment", "employment offer",
		"formal|written|verbal|official|conditional job|employment offer", "position|role|job|post is yours", "job's yours",
		"you ~1 got ~1 the job|role|position|post", "chosen|selected|picked you for|as ~6 @role",
	}},
	{name: "an offer is made", kind: Offer, weight: 6, phrases: []string{
		"pleased|delighted|excited|happy|thrilled|glad|like|love|pleasure ~5 offer you",
		"extend|extending|extended ~6 offer", "make|making|made you an offer", "like|love|want|decided ~2 you to join us",
		"you|you've ~1 have|got|landed the job", "we want you", "@wish ~1 to have you ~4 on|in|with ~3 team|board|us",
		"@wish ~2 have you on|join ~3 team|board", "offer ~2 attached|enclosed|below",
		"hire|employ|appoint you",
	}},
	{name: "an offer is spoken of", kind: Offer, weight: 3, phrases: []string{
		"offer letter|package|details|documents|attached", "job offer", "formal|written|verbal|official|conditional offer",
		"accept|sign|review|accepting|reviewing|signing ~3 offer|contract|agreement", "your offer from|with|at|for|letter",
		"attached ~4 offer|contract",
	}},
	{name: "terms", kind: Offer, weight: 1.5, phrases: []string{
		"base|annual|starting|gross salary|compensation", "compensation package", "signing|sign bonus", "benefits package",
		"employment agreement|contract", "proposed start date", "salary of|will|is",
		"the|your contract ~3 come|follow|attached|over", "welcome ~3 to the team", "welcome aboard", "congratulations",
	}},
}

// CancelledRule finds that a position is no more, filled by nobody.
const CancelledRule = "position cancelled"

// FilledRule finds that somebody has the position.
const FilledRule = "position filled"

// filledRules find what becomes of a position, whoever applied.
var filledRules = []rule{
	{name: CancelledRule, kind: PositionFilled, weight: 3, phrases: []string{
		"position|role|job|vacancy|opening|requisition|post|search|hiring|recruitment ~8 cancel*|withdrawn|frozen|paused|hold|scrapped|shelved|cut|eliminated|closed|pulled",
		"cancel*|withdraw*|withdrawn|freez*|frozen|pausing|paused|scrap*|shelved|shelving ~6 position|role|vacancy|post|opening|requisition|search|hiring|recruitment",
		"hiring|headcount|recruitment|budget freeze|freezes|frozen", "freeze on ~5 hiring|headcount|recruitment|posts|positions", "no longer hiring|recruiting|filling|funding",
		"stelle ~6 gestrichen|zuruckgezogen|entfallt", "einstellungsstopp", "poste ~6 annule|gele|supprime", "recrutement ~6 suspendu|annule|gele",
		"vacante|puesto|proceso|busqueda|convocatoria|plaza|cargo ~6 cancelad*|suspendid*|congelad*", "puesto|vacante|plaza|cargo|posicion ~3 no ~4 cubrir*|proveer*", "stelle|position ~6 nicht ~2 besetzt", "poste ~4 pas|plus ~2 pourvu", "cancelar|cancelo|cancelamos|suprimir|suspender|congelar ~3 vacante|puesto|proceso|busqueda", "annuler|supprimer|geler ~3 poste|recrutement", "poste ~4 pas ~1 cree|ouvert|maintenu", "position|role|post ~4 not|won't ~4 created|approved|funded",
	}},
	{name: FilledRule, kind: PositionFilled, weight: 3, phrases: []string{
		"position|role|job|vacancy|opening|requisition|post ~6 filled", "filled ~3 position|role|job|vacancy|opening|requisition|post", "place|spot|seat ~3 filled",
		"stelle ~6 besetzt|vergeben", "poste|postes ~9 pourvu*", "puesto|vacante|plaza|posicion ~6 cubiert*",
	}},
}

// viewedRule finds what a system tells of an application that nobody decided.
const viewedRule = "viewed"

// statusRules find how an application stands.
var statusRules = []rule{
	{name: viewedRule, kind: StatusUpdate, weight: 3, phrases: []string{
		"@application ~4 been|was viewed|opened|seen|downloaded", "viewed|opened|downloaded your ~2 @application", "profile|application views",
		"bewerbung|profil|lebenslauf ~5 angesehen|aufgerufen|geoffnet", "hat|haben ~1 ihre|ihr|deine|dein|ihren|deinen bewerbung|profil|lebenslauf ~1 gesehen",
		"candidature|cv|profil ~3 vu|vue|consulte|consultee|lu|lue", "a|ont vu|consulte|lu votre|ton|ta cv|candidature|profil",
		"vio|visto|leyo|leido|reviso|revisado|abrio ~1 tu|su ~1 hoja|cv|curriculum|perfil|candidatura|postulacion|solicitud", "cv visto|leido",
	}},
}
