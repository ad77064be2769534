package classify

// alertPhrases are those of advertised positions.
var alertPhrases = []string{
	"job alert|alerts", "jobs ~3 match* ~3 your|you", "new jobs|positions|openings ~4 match*|for|in|near",
	"recommended jobs|for you", "jobs for you", "saved search", "jobs you might|may", "job recommendations|matches|digest",
	"top job picks", "similar jobs", "jobs similar", "people ~3 viewed ~4 jobs",
}

// bulkRules find what is sent to many who look for work.
var bulkRules = []rule{
	{name: "job alert", kind: JobAlert, weight: 4, firm: true, phrases: alertPhrases},
	{name: "advertised", kind: JobAlert, weight: 2.5, firm: true, phrases: []string{
		"easy apply", "posted ~3 days|hours|day|hour ago", "view jobs|job|details", "actively recruiting|hiring", "apply now",
		"see all jobs", "job seekers", "apply in|with ~2 one click", "more jobs",
	}},
	{name: "newsletter", kind: Newsletter, weight: 3, firm: true, phrases: []string{
		"newsletter", "view ~5 in ~3 browser", "this week's issue|edition", "weekly digest|roundup", "sponsored by",
		"you're receiving this ~6 subscri*", "you are receiving this ~6 subscri*",
	}},
	{name: "preferences", kind: Newsletter, weight: 1, firm: true, phrases: []string{
		"unsubscribe", "manage|update your ~2 preferences|subscription", "opt out",
	}},
}

// automaticRules find words by which a machine tells what it is.
var automaticRules = []rule{
	{name: "says that a machine wrote it", kind: automatic, weight: 1, firm: true, phrases: []string{
		"do not reply to|directly", "please do not reply",
		"automated|automatic|automatically ~1 message|email|response|notification|generated",
		"mailbox|inbox|address|account ~3 not|isn't monitored", "unmonitored", "automatisch ~2 generiert*|erstellt|erzeugt",
		"ne pas repondre", "no ~1 respond* ~3 mensaje|correo",
	}},
}

// offTopicRules find what is not somebody's application or interview for work,
// though it uses the same words.
var offTopicRules = []rule{
	{name: "interview as a show", kind: offTopic, weight: 7, firm: true, phrases: []string{
		"journalist|reporter|newspaper|documentary", "exclusive interview", "watch|listen|hear ~4 interview", "^ an interview with",
		"interview ~5 author|singer|actor|band|artist|podcast|episode",
		"interview|interviewed ~4 on|by ~3 podcast|radio|press|magazine|paper|show", "interview|interviewed ~2 for ~2 podcast|magazine|newspaper|show", "podcast|episode|radio ~8 interview|record|guest",
		"my|our|a|the|for|on podcast|show about",
	}},
	{name: "media", kind: offTopic, weight: 2, firm: true, phrases: []string{
		"podcast|podcasts", "episode|episodes", "magazine|broadcast", "read ~4 interview",
	}},
	{name: "a service for applicants", kind: offTopic, weight: 4, firm: true, phrases: []string{
		"post|upload|distribute|blast|rewrite|improve|fix ~3 your|my|the resume|cv|resumes",
		"resume|cv writing|service|services|distribution|blast|builder|statistics|writer|writers",
		"cover letter tips|builder|templates", "your job seeker|search account", "salary calculator", "hi|hello|dear job seeker",
	}},
	{name: "interview as a lesson", kind: offTopic, weight: 4, firm: true, phrases: []string{
		"mock interview|interviews|test",
		"interview questions|tips|prep|preparation|guide|coach*|skills|course|practice|techniques", "ace ~3 interview",
		"webinar|bootcamp|masterclass", "online course|courses|class", "practice interview|interviews",
		"resume|cv review|score|template|templates", "how to ~4 interview",
	}},
	{name: "on the stage", kind: offTopic, weight: 6, firm: true, phrases: []string{
		"audition|auditions|auditioning|auditioned|rehearsal|rehearsals",
	}},
	{name: "research", kind: offTopic, weight: 4, firm: true, phrases: []string{
		"research study|interview|participants|participant", "user interview|interviews|research", "survey", "gift card|voucher",
		"study participants|participation", "take part in ~4 study|research", "looking for|recruiting|seeking ~3 participants",
		"interview study", "ethics approval|committee", "participants needed|wanted",
	}},
	{name: "health", kind: offTopic, weight: 4, firm: true, phrases: []string{
		"dentist|hygienist|orthodont*", "your clinic|surgery|practice|doctor|physician|gp|vet",
		"patient|patients portal|appointment|record|forms|form", "prescription", "check up|cleaning",
		"hairdresser|salon|stylist|barber", "your appointment with",
	}},
	{name: "another application", kind: offTopic, weight: 6, firm: true, phrases: []string{

		"rental|tenancy|visa|passport|mortgage|loan|credit|insurance|grant|admission|admissions|planning|citizenship|permit|membership application",
		"your ~2 school|nursery|university|college application", "child's|children's school|application|place",
		"a place ~2 in|at ~4 reception|school|nursery|class|year|section|choir|course",
		"application ~4 visa|passport|mortgage|loan|credit|tenancy|lease|flat|apartment|house|permit|citizenship|membership|funding|grant|scholarship",
		"landlord|tenant|tenants|lease|letting|tenancy", "embassy|consulate|immigration",
		"planning permission|portal|officer|committee", "apartment|flat viewing|tour|listing", "undergraduate|graduate admissions",
		"offer ~3 credit|loan",
	}},
	{name: "studies", kind: offTopic, weight: 6, firm: true, phrases: []string{
		"admissions office|committee|team|decision|officer", "admission decision|decisions|to", "office of admissions",
		"decisions on admission", "ma|msc|ba|bsc|mba|mfa|masters|master's|bachelor|degree in|programme|program|course",
		"offer ~3 place ~6 course|school|college|university|programme|program|year", "scholarship",
	}},
	{name: "a call for papers", kind: offTopic, weight: 6, firm: true, phrases: []string{
		"your talk|paper|abstract|proposal|manuscript|poem|story ~4 accepted|selected|rejected|declined|not",
		"submitted|submitting|submission ~6 conference|summit|journal|festival|cfp|workshop|track",
		"received ~6 proposals|abstracts|papers|manuscripts", "program|programme committee|chair|chairs",
		"call for papers|proposals|speakers", "selected for funding",
		"grants|grant|funding programme|program|panel|round|scheme|application",
	}},
	{name: "somebody else's candidate", kind: offTopic, weight: 6, firm: true, phrases: []string{
		"sit in on", "interview ~3 with ~3 candidate", "her|his|their cv|resume", "referral bonus",
		"referee|reference for|request", "applied to us ~6 given your name", "know|recommend someone|somebody who|for ~6 @role",
		"interview the|a|our|this|some|two|three ~2 candidate|candidates", "interviewing ~2 candidates ~4 with me|us",
		"on the interview panel",
	}},
	{name: "shopping", kind: offTopic, weight: 2.5, firm: true, phrases: []string{
		"your order|orders", "order confirmation|number|summary", "tracking number|link", "your parcel|package|delivery|shipment",
		"invoice|receipt ~3 attached|number|payment", "percent off", "discount code|codes", "free shipping",
		"your subscription|booking|reservation", "payment received|due|reminder", "one time code|password|passcode",
		"verification code", "make money", "work from home", "home business",
	}},
	{name: "private", kind: offTopic, weight: 2, firm: true, phrases: []string{
		"my interview|interviews", "i had ~3 interview", "parent teacher", "your child|son|daughter", "pull request",
		"commit|patch|branch", "mailing list", "birthday|dinner|wedding",
	}},
}
