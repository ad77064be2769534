package classify

// The English rules: found in published collections of real mail and in
// everyday use; the phrasing is our own. Each file holds the rules of one
// concern.

// InterviewNamed is the rule that finds the word interview.
const InterviewNamed = "an interview"

// What weighHeader finds.
const (
	occupationRule = "an occupation in the subject" // "Staff Nurse, Ward 7"
	signedRule     = "signed by one who hires"      // "Hannah Weiss, HR Business Partner"
)

// hiringSignature is what the signatures of those who hire have in them.
var hiringSignature = leads("hr", "human resources", "talent", "recruit*", "people operations|ops|team|partner|manager", "staffing", "resourcing", "hiring", "personalabteilung|personalreferent*|personalwesen", "recrutement", "ressources humaines", "recursos humanos")

// topicRules say that a message is about somebody's application or employment.
var topicRules = []rule{
	{name: "your application", kind: topic, weight: 1.5, firm: true, phrases: []string{
		"your ~6 application|candidacy", "your ~2 resume|cv|candidature", "your covering|cover letter", "application for ~6 @role",
		"applying for|to|at", "you applied", "you've applied",
		"your qualifications|background|experience ~3 experience|skills|qualifications", "consider|considered ~3 employment",
	}},
	{name: "a position", kind: topic, weight: 1, firm: true, phrases: []string{
		"position|role|vacancy|opening|internship of|at|with|for|as", "the|our|this ~5 position|role|vacancy|internship",
		"a|an ~3 position|role|vacancy|internship", "the|our|this ~3 post|job", "job title|description|opening|offer|share",
	}},
	{name: "a job in the subject", kind: topic, weight: 1, subject: true, firm: true, phrases: []string{
		"@role",
	}},
	{name: "a candidate", kind: topic, weight: 1.5, firm: true, phrases: []string{
		"candidate|candidates", "candidacy", "applicant|applicants", "shortlisted|shortlisting", "in the running",
	}},
	{name: InterviewNamed, kind: topic, weight: 1.5, firm: true, phrases: []string{
		"interview|interviews|interviewed|interviewing|interviewer|interviewers",
		"vorstellungsgesprach|vorstellungsgesprache|bewerbungsgesprach|bewerbungsgesprache|bewerberinterview", "entrevista|entrevistas",
		"votre|ton|mon|notre|cet entretien|entrevue", "entretien|entrevue embauche|individuel|telephonique|technique|video|visio", "pour|lors|apres un|de|d'|notre|votre entretien|entrevue",
	}},
	{name: "people who hire", kind: topic, weight: 1.5, firm: true, phrases: []string{
		"hiring team|manager|committee|process|panel|decision", "recruiter|recruiting|recruitment|recruiters",
		"talent acquisition|team|partner|specialist|manager", "human resources", "people team|operations|ops|partner",
		"head of people|talent", "selection process|committee|panel",
	}},
	{name: "joining the team", kind: topic, weight: 1, firm: true, phrases: []string{
		"join|joining our|the|us|their ~1 team|company|firm", "interest in ~5 @role|joining|working|employment",
		"working with us|at", "career opportunities", "careers at|with", "careers team|site|page",
	}},
	{name: "steps of hiring", kind: topic, weight: 1, firm: true, phrases: []string{
		"next steps", "next step ~3 process", "next|final round|stage", "start date", "offer letter", "references|referees",
		"notice period", "salary|pay expectation|expectations|requirements", "right to work", "job talk", "the|our panel",
	}},
}
