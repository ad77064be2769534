package classify

// referencesRule is the rule that finds the wish to talk to others.
const referencesRule = "references wanted"

// MovedRule is the rule that finds that a talk is moved or cancelled.
const MovedRule = "talk moved"

// invitationRules find the wish for a first or a further talk.
var invitationRules = []rule{
	{name: "invited to talk", kind: InterviewInvitation, weight: 5, phrases: []string{
		"invite|inviting|invited|invites you ~8 interview|interviews", "invitation to|for ~5 interview|interviews",
		"invited to|for ~5 interview|interviews|assessment", "interview invitation|invite",
		"selected|shortlisted|chosen|picked ~4 for ~5 interview|interviews", "interview you ~3 for|on|about|in|at",
		"like|love to interview you", "see|meet|have you ~2 for ~4 interview", "meet for ~4 interview",
		"@wish ~4 meet you ~5 interview",
	}},
	{name: "shortlisted", kind: InterviewInvitation, weight: 3, phrases: []string{
		"you ~3 been|are|were shortlisted", "you're shortlisted",
	}},
	{name: "like to talk", kind: InterviewInvitation, weight: 3.5, phrases: []string{
		"invite|inviting you ~8 @talk|meet|speak|come|visit|join", "@wish ~4 @arrange ~6 @talk|time",
		"@wish ~5 set up ~5 @talk|time", "@wish ~5 @meet ~4 you", "@wish ~3 to @meet|see you",
		"@wish ~5 have you ~2 @meet|in|over|join|come|visit", "@wish ~4 get to know you|more",
		"@wish ~3 learn|hear more about you|your", "@wish ~4 have ~5 @talk with|about|when",
		"@wish ~3 you to|for join|attend|come|meet|visit", "@wish you ~2 could|to ~2 come|give|meet|join|visit",
		"to @arrange|set ~5 interview|interviews|call|screen",
		"would|can|could|will|are you ~5 come|pop|drop ~2 in|by|over|down|round",
		"come|pop|drop in|by|over ~6 chat|interview|talk|meet|trial", "bring you ~4 in|to|out|onsite",
		"@wish ~3 if you ~1 could|would|can ~2 join|come|meet|attend|make|speak|talk",
		"holding|running|doing ~3 conversations|interviews|chats|meetings",
		"^ pass|swing|stop|pop|drop|come by|in|over|round|down", "trial shift|day", "@wish ~3 sit|meet|talk ~3 with|to you",
		"@wish to @meet|meet|see", "@wish|wishes ~2 to see|meet you", "@wish ~2 a|another word|chat|call|talk ~1 with you|me",
		"might|may|could you ~3 able ~2 to call|telephone|come|ring|meet|speak|visit",
		"next up|step|stage is ~8 chat|call|interview|talk|meeting|conversation|panel", "let's meet|talk|chat",
		"call|chat|talk|speak|conversation|interview|zoom with ~2 me|us|our|the|my ~3 team|manager|director|recruiter|this|next",
		"best number|time ~5 reach|call|ring you",
	}},
	{name: "next stage", kind: InterviewInvitation, weight: 3.5, phrases: []string{
		"mov*|advanc*|progress*|tak*|bring* you|your|forward|ahead ~5 to ~4 stage|round|interview|interviews|step|screen|call",
		"next stage|round|step ~5 interview|interviews|call|conversation|meet*|screen|panel|exercise|task|chat",
		"next step|steps ~3 is|would|will ~8 call|conversation|interview|interviews|chat|meet*|screen|panel",
		"you're|you|are|you've ~3 through to ~5 stage|round|interview", "making|made it to ~4 stage|step|round",
		"interviews will|are ~2 run|held|take|taking|be",
	}},
	{name: "sort of interview", kind: InterviewInvitation, weight: 1, firm: true, phrases: []string{

		"phone|video|onsite|technical|first|second|third|final|panel|virtual|screening|telephone|zoom|teams|site|round|informal|formal|group interview|interviews|screen|assessment",
		"interview ~3 for ~6 @role", "interview with|at",
		"intro|introductory|screening|exploratory|informal|quick|short call|chat|conversation",
		"half an hour|hour|30|15|20|45 ~3 call|chat|talk|conversation",
	}},
	{name: "interview in the subject", kind: InterviewInvitation, weight: 1, subject: true, phrases: []string{
		"interview|interviews",
	}},
}

// schedulingRules find times asked and offered, and talks confirmed, moved or
// cancelled.
var schedulingRules = []rule{
	{name: "times asked", kind: Scheduling, weight: 3, firm: true, asks: true, phrases: []string{
		"your ~2 availab*",
		"what|which ~3 times|days|dates|slots|time|day|date|slot ~7 work*|suit*|best|convenient|prefer*|possible|you",
		"let|send|give|share|tell ~7 availab*|times|slots|dates",
		"are|would|be you ~4 available|free|around ~6 for|on|to|at|next|this|any|@day",
		"when are|would|could|might|does|is|can|will ~4 available|free|work*|suit*|convenient|call|speak|talk|meet|come|best",
		"when ~4 you ~3 available|free", "pick|choose|select|book|reserve ~3 time|slot|date|session",
		"schedule ~4 time|slot|link|calendar|here|below",
		"^ does|do|will|could|might ~10 work|suit ~2 you|your|everyone|instead|better",
		"would ~10 work|suit ~2 you|your|everyone|instead|better", "works|suits ~1 best|you|better", "times ~3 work",
		"which|what ~3 suits|works|day", "would|could|can ~12 be ~1 convenient|suitable|better|possible",
		"preferred day|time|date|slot", "you ~3 free|available to ~4 come|meet|talk|speak|chat|call",
		"could|can you ~2 do|make ~6 at|on|or|instead|morning|afternoon|@day", "any of ~4 suit|work|good",
		"is @day ~3 good|ok|okay|possible|fine|convenient", "could|can you ~1 manage|come ~6 @day|at|on",
		"can|could|shall we ~3 make|do|say|try ~5 @day", "would @day ~6 possible|ok|okay|good|do|fine",
		"tell me ~2 what|when ~3 suits|works", "which ~5 slots|times|dates|days|slot|date ~6 prefer|suit|choose|like",
		"shall we say|meet|do|try", "grab|claim ~2 a slot|time|spot",
	}},
	{name: "times offered", kind: Scheduling, weight: 2, firm: true, phrases: []string{
		"following times|slots|dates|options", "@day at|between|from|morning|afternoon", "calendly", "calendar invit*|invite|link",
		"@day ~6 or ~3 @day", "has|got ~6 @day ~6 open|free", "take your pick", "slots are", "time|free on ~4 between|or|from",
		"he|she|they|we|i could|can see|do|meet ~4 on|@day",
	}},
	{name: "talk arranged", kind: Scheduling, weight: 4, arranged: true, phrases: []string{

		"interview|call|meeting|chat|conversation|screen ~6 confirmed|scheduled|rescheduled|cancelled|canceled|moved|postponed|booked|set",
		"confirm*|book* ~6 interview|interviews|call|meeting|screen", "you|you're ~3 confirmed|booked|scheduled|set",
		"interview schedule|details|confirmation|agenda|logistics|day", "details ~4 interview", "event ~3 scheduled",
		"your interview on|at ~4 @day", "your interview on the",
	}},
	{name: MovedRule, kind: Scheduling, weight: 5, firm: true, arranged: true, phrases: []string{
		"reschedul* ~6 interview|call|meeting|chat|conversation|time|our",
		"postpon*|cancel*|rearrange ~6 interview|call|meeting|chat", "call|calling|called off ~5 interview|call|meeting|chat",
		"move|push|shift|change|bring ~4 interview|call|meeting|chat|conversation", "change to ~3 interview|call|meeting",
		"@day|same time ~4 instead", "bring ~3 interview|call|it|meeting forward",
		"push|pushing|put|move|putting ~4 @day|zoom|call|interview|it|meeting|chat ~3 back",
		"another|different|new time|day|date|slot ~4 interview|call|meeting|chat|conversation|zoom",
		"can|could|shall|should we ~3 make|do|say|try|move|meet|speak|shift ~4 instead|@day|later|earlier",
		"come again|back ~3 @day", "interview|chat|call|meeting|talk isn't|won't|not ~2 happening|going|be|take|taking",
		"sort|find|arrange|suggest ~2 a|another ~1 new ~1 time|date|day",
	}},
	{name: "put down for", kind: Scheduling, weight: 3, arranged: true, phrases: []string{
		"put|pencilled|booked|got you ~1 down|in for|at|on|this|next|@day", "pencilled you in", "put|got you down",
		"put ~6 in ~3 calendar|calendars|diary|diaries", "in the diary|calendar",
	}},
	{name: "works", kind: Scheduling, weight: 3, arranged: true, phrases: []string{
		"perfect|great|super|lovely|brilliant|excellent|wonderful ~5 at ~2 it|then",
		"that|this|which|time|@day ~2 works|suits|is ~2 for me|us|fine|perfect|great|good", "works ~3 for me|us|him|her",
	}},
	{name: "seeing you", kind: Scheduling, weight: 1.5, firm: true, phrases: []string{
		"look* forward to ~3 @meet|seeing|welcoming ~3 you", "see|speak|talk ~2 you ~2 then|on|at|there|@day",
		"see|speak|talk then|@day", "zoom|teams|meet|video|dial link|details|meeting|call", "confirmed for",
		"you'll|you|will ~1 be ~1 speaking|meeting|talking|interviewed ~1 with|by",
		"link|details|invite|address|directions for ~5 interview|call|conversation|meeting|chat|@day", "ask for me|her|him",
		"please arrive", "minutes|mins early|late", "reminder ~3 interview|call|meeting|appointment", "on your way", "min late",
	}},
	{name: "on the telephone", kind: Scheduling, weight: 2.5, firm: true, phrases: []string{
		"tried ~2 calling|ringing|call|ring|reach|phone ~2 you", "missed you|your call", "went to ~2 voicemail",
		"left ~2 voicemail|message", "what|which|best number", "call|ring|phone you on|at ~3 @day",
	}},
}

// wordRules find the employer's word after an interview.
var wordRules = []rule{
	{name: "thanks for the interview", kind: InterviewFollowup, weight: 3, phrases: []string{
		"thank|thanks ~3 for ~6 interview|interviewing|interviews|meeting|speaking|talking|conversation|visiting",
		"thank|thanks ~4 for ~3 coming|attending", "thank|thanks ~3 for ~4 time today|yesterday|with|on|this|last",
		"thank|thanks for today|yesterday|@day", "taking|making ~3 time to @meet|come|visit",
		"great|good|pleasure|nice|enjoyed|lovely|wonderful|delight|fun|dug|loved ~4 @meet|met|spoke|talked|talk|seeing|see|conversation|discussion|getting|having ~5 you|with|our|your|know",
		"after|since your interview|visit", "pleasure|good|great|nice|lovely|delight to interview|host|have you",
		"positive|impressed|enthusiastic ~3 about|by|with ~3 visit|interview|you|conversation|meeting",
		"they|everyone|team|panel|we|all loved|liked you",
	}},
	{name: "will be in touch", kind: InterviewFollowup, weight: 2, phrases: []string{
		"will|we'll|i'll ~4 be ~2 in touch", "will|we'll|i'll ~4 get|come|circle|be|report|write|ring|revert back|to",
		"will|we'll|i'll ~3 follow up|update you|let you know|reach out|keep you", "you'll|you|will hear ~3 from us|me|back",
		"keep you ~2 posted|updated|informed|loop", "get back to you", "as soon as ~8 update|decision|news|hear|know|more|have",
		"give you a call|ring|bell|shout ~4 when|once|soon",
		"you ~1 can|may|should|will expect|have ~4 call|news|word|hear|answer|decision", "bear with us|me", "one to get back",
		"by @day latest", "@day latest", "at the latest", "sit|hang tight", "let you know ~3 either|when|once|as|by",
	}},
	{name: "still deciding", kind: InterviewFollowup, weight: 3, phrases: []string{
		"still ~5 interviewing|deciding|reviewing|process|finali*|considering|discussing|evaluating|waiting",
		"finish*|complet*|conclud*|wrap* ~4 interviews|interviewing|round",
		"decision ~6 made|making|week|soon|shortly|days|team|yet|slipped|delayed", "make|making|made|reach|finalize ~3 decision",
		"appreciate|thank|thanks ~4 patience", "sorry|apolog* ~8 delay|wait|waiting|silence|slow|late|update|quiet",
		"update ~4 @application|interview|process|candidacy|role|position",
		"hiring team|manager|committee|panel ~8 discuss*|decid*|review*|meet*|feedback",
		"team|panel|everyone ~5 discuss*|debrief*|feedback|impressed|enjoyed|compare", "we|we'll ~4 discuss|compare|debrief",
		"no update|news|decision|feedback|word ~8 yet|from|still", "process ~6 longer|taking|delayed|paused|hold|weeks|week",
		"meeting|seeing|see|meet|interview|interviewing|speaking ~3 other|more|further|another|remaining|two|three|few candidates|candidate|people|applicants",
		"more|further|other|another|last|final interview|interviews|candidates|candidate ~3 to|this|next|on",
		"soon as i ~3 hear|know|have", "everyone ~3 been seen|interviewed", "seen|met everyone|everybody|all",
		"hope|hoping ~2 to have ~4 news|something|decision|answer", "then|and|before i'll|i|we|we'll|they|they'll ~3 decide",
		"make|making ~1 up ~1 mind|minds", "make|making ~2 mind|minds", "nothing|not ~3 before|until",
		"result|outcome|decision|answer ~4 later|delayed", "passed|given|handed|sent ~3 notes|feedback|recommendation|report",
		"before we decide", "meet|meeting ~3 to discuss|decide|thrash|compare|choose",
		"board|trustees|partners|committee|governors|directors|council ~1 meet|meets|sit|sits|decide|vote",
		"waiting|wait on|for ~4 second|other|last|next|final|more|candidate|approval|sign", "still ~5 running|contention",
		"been forgotten", "sign off ~3 slipped|delayed|pending", "@no ~2 yet ~2 position|able ~8 offer|decision|news",
	}},
	{name: referencesRule, kind: InterviewFollowup, weight: 3, asks: true, phrases: []string{
		"send|share|provide|give|list|names|name|contact|details ~8 references|referees|referee",
		"name|number|details|contact ~4 someone|somebody ~8 speak|talk|call|worked",
		"may|can|could i|we ~2 have ~4 name|names|details|number|contact",
		"references|referees ~5 contact|call|send|provide|please", "people ~4 worked for|with",
	}},
	{name: "pay and notice wanted", kind: InterviewFollowup, weight: 3, asks: true, phrases: []string{
		"your ~2 salary|pay expectation|expectations|requirements", "what ~3 your ~2 notice|salary|expectations",
		"your notice period", "when ~3 you ~2 start",
	}},
	{name: "work wanted", kind: InterviewFollowup, weight: 2, asks: true, phrases: []string{
		"send|share|provide|forward ~4 pieces|samples|sample|examples|portfolio|transcript|certificates",
	}},
}

// askRules find what else is wanted from the candidate.
var askRules = []rule{
	{name: "something asked for", kind: asks, weight: 1, phrases: []string{

		"please ~3 send|share|provide|reply|confirm|complete|fill|sign|return|submit|upload|forward|list|advise|respond|rsvp|call|ring|phone|indicate|accept|choose|pick|select|book|schedule|tell|log",
		"could|can|would|will you ~4 send|share|provide|reply|confirm|complete|fill|sign|return|submit|tell|forward|let|list|indicate|call|ring|give|come|do",
		"let ~1 know whether|if|by|which|when", "let me|us know which|what|when|whether|how|by|your|on|today",
		"let me|us know if ~6 work*|suit*|available|interested|okay|ok|possible|time|times|like|accept|good",
		"let me|us ~2 have ~4 by|soon", "kindly ~2 send|share|provide|reply|confirm|complete", "need|require ~4 from you",
		"send|provide|share ~5 references|referees|portfolio|sample|samples|transcript|documents",
		"^ send|bring|pick|choose|book|reply me|us|over|through|within|by|here", "just|then send|reply|ring|call me|us|over|back",
		"grateful|obliged|appreciate|great ~2 if you ~1 would|could|can|let|send|sign|confirm",
		"would be ~3 help|helpful|useful ~2 to have|see|get|receive|know", "would help ~2 to have|see|get|know",
		"confirm your attendance|availability|acceptance", "give|drop ~1 me|us ~3 call|ring|shout|bell|line|buzz|text",
		"^ ring|call|phone|text me|us|back", "call|ring|phone|text me|back asap|today|tomorrow",
		"log in to ~6 choose|book|pick|complete|select", "book ~3 within|by|before|using|here",
		"invited you to complete|take|record", "have ~2 days|hours to complete", "^ sign|review and return|sign|send",
		"sign and return|send", "which one shall|should|can", "know whether|if you need|require|have|can|are|would|could",
		"answer|reply|response by ~4 @day|end|the", "^ give me|us ~4 names|name|numbers|number|two|three|references|people",
		"what|which days|day|times|time r|are|is|be|work|works|suit ~2 good|ok|okay|best|for|you",
	}},
	{name: "something asked for in German", kind: asks, weight: 1, phrases: []string{
		"bitte ~6 teilen|senden|schicken|bestatigen|nennen|melden|geben|reichen|ubersenden|ubermitteln|zukommen|mailen|einreichen|nachreichen|hochladen|ausfullen|unterschreiben|zuruckschicken|vereinbaren|buchen|wahlen",
		"fehlt|fehlen ~2 noch ~3 ihr|ihre|ihren|dein|deine|deinen|folgende|folgendes|unterlagen|zeugnisse|nachweise|angaben|dokumente", "ihr|ihre|dein|deine ~3 fehlt|fehlen", "reichen|reiche|reich ~12 nach", "lassen|lass ~2 uns|mir ~6 zukommen", "bitten ~6 ruckmeldung|antwort|bestatigung|um",
		"konnen|konnten|wurden sie|du|ihr", "brauche|brauchte|benotige|benotigen|brauchen ~3 noch", "passt ~6 ihnen|dir|euch",
		"schicken|senden|geben|teilen|nennen sie ~1 uns|mir", "schick|sende|gib|nenn ~1 uns|mir",
	}},
	{name: "something asked for in French", kind: asks, weight: 1, phrases: []string{
		"merci de ~4 confirmer|envoyer|indiquer|transmettre|repondre|communiquer|preciser|fournir|retourner|joindre|parvenir|remplir|signer|choisir", "pourriez|pouvez vous",
		"veuillez ~4 confirmer|envoyer|indiquer|transmettre|repondre|communiquer|fournir|retourner|joindre|parvenir|remplir|signer|choisir",
		"prie|prions|saurais|saurions|reconnaissant|reconnaissante ~3 de ~4 envoyer|transmettre|fournir|retourner|parvenir|adresser|communiquer", "faites|fais nous|moi ~3 parvenir|savoir|suivre", "envoyez|envoie|transmettez|transmets|dites|dis nous|moi", "peux|pouvez tu|vous ~3 m'envoyer|me|nous|confirmer|envoyer|dire",
		"il nous|me manque", "avons|aurions|ai|aurais besoin de|d' ~3 votre|vos|ton|tes|copie|justificatif",
	}},
	{name: "something asked for in Spanish", kind: asks, weight: 1, phrases: []string{
		"por favor ~5 confirm*|envi*|indi*|respond*", "podrias|podria|puedes|puede ~4 venir|confirm*|envi*|indi*|decir*|mandar*",
		"quedo|quedamos a la espera", "solicito|solicitamos|pido|ruego|rogamos|pedimos|agradeceria*|agradecere* ~10 llegar|envi*|remit*|aport*|adjunt*|entreg*|confirm*|facilit*|complet*|firm*",
		"necesit*|precis*|falta* ~2 que ~2 aport*|remit*|present*|entreg*|adjunt*", "aportar|aporte|remitir|remita|haganos|haznos|enviarnos ~8 copia|documentacion|documento*|titulo|llegar", "necesit*|faltaria|falta|rogamos|pedimos|agradeceria* ~2 que ~1 nos|me envi*|mand*|facilit*|indi*|confirm*|hag*|pas*|dig*",
		"necesit*|falta ~3 copia|titulo|documento|documentacion|certificado|dni", "nos|me puedes|puede|podrias|podria envi*|mand*|pas*|decir*|confirm*",
	}},
}
