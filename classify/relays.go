package classify

import (
	"strings"

	"golang.org/x/net/publicsuffix"

	"hearback/classify/mail"
)

// relay is what a service that sends mail for many employers is for.
type relay string

const (
	tracking   relay = "applicant tracking system"
	board      relay = "job board"
	scheduler  relay = "scheduler"
	assessment relay = "assessment"
)

// relays are the registrable domains of services that stand for many
// employers: the domain never is the employer's. Facts, from the services' own
// documentation of their senders and from mail seen.
var relays = func() map[string]relay {
	table := map[string]relay{}
	for kind, domains := range map[relay]string{
		tracking: "greenhouse.io greenhouse-mail.io lever.co hire.lever.co ashbyhq.com myworkday.com myworkdayjobs.com workday.com " +
			"smartrecruiters.com icims.com workable.com workablemail.com jobvite.com taleo.net oraclecloud.com successfactors.com successfactors.eu " +
			"bamboohr.com breezy.hr recruitee.com teamtailor.com teamtailor-mail.com personio.de personio.com jazzhr.com applytojob.com " +
			"rippling.com gem.com dover.com dover.io pinpointhq.com comeet.com comeet-notifications.com jobscore.com ultipro.com ukg.com " +
			"paylocity.com paycomonline.net adp.com silkroad.com eightfold.ai avature.net phenom.com phenompeople.com bullhorn.com " +
			"jobdiva.com catsone.com recruiterbox.com trakstar.com freshteam.com zohorecruit.com join.com softgarden.io softgarden.de " +
			"rexx-systems.com umantis.com d-vinci.de onlyfy.io prescreen.io homerun.co traffit.com cornerstoneondemand.com csod.com " +
			"governmentjobs.com neogov.com usajobs.gov hrsmart.com clearcompany.com peopleadmin.com schooljobs.com applicantpro.com " +
			"hirebridge.com hireology.com applicantstack.com hrmdirect.com jobylon.com welcomekit.co flatchr.io talentlyft.com " +
			"pageuppeople.com allibo.com candidatecare.com ceipalmail.com comeet-mail.com dayforcehcm.com gosnaphop.com gupy.com.br highbridgemail.com intelligencecareers.gov " +
			"isolvedhire.com jobs2web.com jobvite-inc.com newtonsoftware.com njoyn.com recruitee-mailbox.com recruitmail.com ripplingmail.com sapsf.com smartrecruiters.io " +
			"icims.eu greenhouse-jobs.com usastaffing.gov viterbit-mail.com getrocket.io invalidemail.com onlyfy.jobs interfolio.com jobbnorge.no factorialhr.com bizneo.com " +
			"talentsoft.com cegid.cloud oracle.com academicjobsonline.org academicpositions.com jobs.ac.uk nhsjobs.com trac.jobs " +
			"manatal.com brassring.com kenexa.com polymer.co wellfound.com hackajob.co tribepad.com eploy.net occupop.com",
		board: "linkedin.com indeed.com indeedemail.com ziprecruiter.com glassdoor.com monster.com dice.com angel.co " +
			"stepstone.de stepstone.com xing.com infojobs.net welcometothejungle.com apec.fr hellowork.com reed.co.uk totaljobs.com seek.com.au " +
			"naukri.com builtin.com otta.com hired.com simplyhired.com careerbuilder.com jobcase.com neuvoo.com talent.com idealist.org " +
			"jobright.ai jsfirm.com handshake.com joinhandshake.com themuse.com jobs.ch",
		scheduler: "calendly.com goodtime.io modernloop.io prelude.co cal.com savvycal.com doodle.com youcanbook.me " +
			"paradox.ai zoom.us hirevue.com sparkhire.com microsoftbookings.com chilipiper.com x.ai",
		assessment: "hackerrank.com hackerrankforwork.com codility.com codesignal.com testgorilla.com coderbyte.com hackerearth.com " +
			"karat.com karat.io shl.com pymetrics.ai indeedassessments.com criteriacorp.com plum.io vervoe.com wonderlic.com docusign.net " +
			"checkr.com hireright.com sterlingcheck.com",
	} {
		for domain := range strings.FieldsSeq(domains) {
			table[domain] = kind
		}
	}
	return table
}()

// freemail are providers whose domain says nothing about who writes.
var freemail = set("gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr live.com msn.com yahoo.com yahoo.co.uk " +
	"yahoo.fr yahoo.de ymail.com aol.com icloud.com me.com mac.com proton.me protonmail.com pm.me gmx.de gmx.net gmx.com gmx.at " +
	"web.de t-online.de freenet.de mail.com mail.ru yandex.ru yandex.com fastmail.com fastmail.fm zoho.com orange.fr wanadoo.fr " +
	"free.fr laposte.net sfr.fr hey.com tutanota.com tuta.io posteo.de mailbox.org libero.it virgilio.it comcast.net verizon.net " +
	"att.net sbcglobal.net bellsouth.net cox.net btinternet.com qq.com 163.com 126.com naver.com")

// registrable returns the domain that somebody registered, "acme.co.uk" of
// "mail.acme.co.uk" (publicsuffix.org), or the domain itself where there is none.
func registrable(domain string) string {
	if r, err := publicsuffix.EffectiveTLDPlusOne(domain); err == nil {
		return r
	}
	return domain
}

// employerDomain returns the registrable domain where it can be an employer's,
// "" for relays, free mail and what is no domain.
func employerDomain(domain string) string {
	if domain == "" || !strings.Contains(domain, ".") {
		return ""
	}
	if relayOf(domain) != "" {
		return ""
	}
	if r := registrable(domain); !freemail[r] {
		return r
	}
	return ""
}

// relayOf returns what the domain relays, "" where it is none.
func relayOf(domain string) relay {
	for {
		if kind := relays[domain]; kind != "" {
			return kind
		}
		_, parent, ok := strings.Cut(domain, ".")
		if !ok {
			return ""
		}
		domain = parent
	}
}

// HiringService reports whether mail from the address comes through a service
// that employers hire by: a tracking system, a test, a scheduler.
func HiringService(p mail.Participant) bool {
	kind := relayOf(p.Domain())
	return kind == tracking || kind == scheduler || kind == assessment
}

// FreeMail reports whether the address is at a provider whose domain says
// nothing about who writes.
func FreeMail(p mail.Participant) bool { return freemail[registrable(p.Domain())] }

// DomainKey is what a domain has in common with its owner's name, as
// EmployerKey has it.
func DomainKey(domain string) string { return squeeze(ownLabel(domain)) }

// ownLabel is the label of a domain without the office that it may be for:
// "acme" of scheduling-acme.example.
func ownLabel(domain string) string {
	l := label(domain)
	for _, part := range strings.Split(l, "-") {
		if officeWords[part] && len(l) > len(part)+4 {
			l = strings.Trim(strings.Replace("-"+l+"-", "-"+part+"-", "-", 1), "-")
		}
	}
	return l
}
