package classify

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hearback/classify/mail"
)

// The name that a domain joins or abbreviates, as people write it.
func TestWritten(t *testing.T) {
	for _, tt := range []struct{ label, text, want string }{
		{"acmerobotics", "Thank you for your interest in Acme Robotics.", "Acme Robotics"},
		{"copperlinecu", "You applied at Copperline Credit Union on Monday.", "Copperline Credit Union"},
		{"wexmoordc", "Dana Kim\nHR Adviser\nWexmoor District Council\nTown Hall", "Wexmoor District Council"},
		{"harlancabinets", "we at Harlan & Sons Cabinetmakers make doors", "Harlan & Sons Cabinetmakers"},
		{"unordvik", "a post at the University of Nordvik, in Bergen", "University of Nordvik"},
		{"nordvik", "a post at the University of Nordvik, in Bergen", "University of Nordvik"},
		{"caldervalehospitals", "Calder Vale Teaching Hospitals NHS Foundation Trust", "Calder Vale Teaching Hospitals NHS Foundation Trust"},
		{"lanternrow", "Hattie\nLantern Row Trust", "Lantern Row Trust"},
		{"fathomscience", "Fathom County Museum of Science is hiring", "Fathom County Museum of Science"},
		{"brenneckefoerdertechnik", "bei der Brennecke Fördertechnik GmbH in Warburg", "Brennecke Fördertechnik GmbH"},
		{"hohlbeinft", "Hohlbein Fördertechnik AG\nSeestraße 8", "Hohlbein Fördertechnik AG"},
		{"vhr", "Verrier Hotels & Resorts will contact you", "Verrier Hotels & Resorts"},
		{"starmc", "Human Resources\nSt. Aldric Regional Medical Center", "St. Aldric Regional Medical Center"},
		{"carrowlane", "Jas\nCarrow Lane Recruitment Ltd\n01603", "Carrow Lane Recruitment Ltd"},
		{"acme", "Dana Kim\nTalent Partner\nAcme Talent Team", "Acme"},
		{"acme", "the Acme Product Manager position", "Acme"},
		{"acme", "an interview at Acme Tuesday", "Acme"},
		{"stciarans", "Recruitment - St Ciarán's University", "St Ciarán's University"},
		// What is written differently, or is not there.
		{"hp", "we use PHP and Have Pizza", ""},
		{"vhr", "VHR", ""},
		{"meridian", "We will be in touch.", ""},
		{"danakim", "Kind regards, dana", ""},
	} {
		if got := written(tt.label, plainText(tt.text)); got != tt.want {
			t.Errorf("%s in %q: got %q, want %q", tt.label, tt.text, got, tt.want)
		}
	}
}

func TestSpells(t *testing.T) {
	for _, tt := range []struct {
		name, domain   string
		spells, surely bool
	}{
		{"Pickett Bay Oyster Farm", "pickettbayoysters.example", true, true},
		{"Quillmoor Biologics", "quillmoorbio.example", true, true},
		{"University of Nordvik", "unordvik.example", true, true},
		{"Northern Counties Water", "ncwater.example", true, true},
		{"Verrier Hotels & Resorts", "vhr.example", true, false},
		{"Vista House Rentals", "vhr.example", true, false}, // initials are no proof
		{"Orbit RPO", "quillmoorbio.example", false, false},
		{"Acme Robotics", "acmefoods.example", false, false},
		{"Acme Robotics", "acme-robotics-careers.example", false, false},
		{"", "acme.example", false, false},
		{"Acme", "", false, false},
	} {
		if spells, surely := Spells(tt.name, tt.domain); spells != tt.spells || surely != tt.surely {
			t.Errorf("%q, %s: got %v, %v, want %v, %v", tt.name, tt.domain, spells, surely, tt.spells, tt.surely)
		}
	}
}

// Whatever a text says, a name that is found stands in it.
func TestWrittenStandsThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"Acme", "acme", "Robotics", "of", "the", "&", "A.", "R", "Östliche", "Bank", "Team", "-", "\n", ",", "Ltd"}), 0, 20).Draw(t, "words")
		text := strings.Join(words, " ")
		label := rapid.SampledFrom([]string{"acme", "acmerobotics", "ar", "arb", "oestlichebank", "aaaa"}).Draw(t, "label")
		if got := written(label, plainText(text)); !strings.Contains(strings.Join(strings.Fields(text), " "), got) {
			t.Fatalf("%s in %q: got %q", label, text, got)
		}
	})
}

// A text and a label made to be tried in every way take no longer than others.
func TestWrittenIsBounded(t *testing.T) {
	hostile := plainText(strings.Repeat("Aa Aaa Aaaa A ", MaxText/14))
	start := time.Now()
	written(strings.Repeat("a", 63), hostile)
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("took %v", took)
	}
}

// A word may take a letter of the next one: the domain is read better as it stands.
func TestBegun(t *testing.T) {
	for _, tt := range []struct{ label, text, want string }{
		{"stadtwerkeneuenfels", "Ich bewerbe mich bei den Stadtwerken Neuenfels.", ""},
		{"copperworks", "Welcome to Copper!", "Copper Works"},
	} {
		if got := plainText(tt.text).begun(tt.label); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
		}
	}
}

// The name of whoever writes from free mail or through a service.
func TestEmployerWithoutDomain(t *testing.T) {
	for _, tt := range []struct {
		name, display, address, subject, text, signature, want string
	}{
		{"the address spells it", "Rosie", "thistledownfarm.rosie@gmail.com", "Re: herdsperson", "Come and see us here at Thistledown Farm on Saturday.", "", "Thistledown Farm"},
		{"the signature's line", "Marcy", "marcy1970@gmail.com", "Office job", "Can you come by for an interview on Friday?", "Marcy\nBellwether Bread\n12 Cotton Mill Rd", "Bellwether Bread"},
		{"the address ends in what it is", "Jo", "bramwellhaulage@gmail.com", "Driver job", "Can you come in for an interview tomorrow?", "Jo", "Bramwell Haulage"},
		{"a person stays a person", "Dana Kim", "danakim.hiring@gmail.com", "Interview", "I would like to interview you.", "Dana Kim", ""},
		{"the display name below who signs", "Pennywort Books", "pennywortbooks@gmail.com", "Re: Bookseller", "Would you come in for a chat on Wednesday?\n\nRuth\nPennywort Books, 4 Salter's Lane", "", "Pennywort Books"},
		{"a display name below a closing", "Ruth Calloway", "ruthcalloway@gmail.com", "Re: Bookseller", "Would you come in for a chat on Wednesday?\n\nThanks\nRuth Calloway, owner", "", ""},
		{"a sign-off stays a person", "dk", "danakim77@gmail.com", "Interview", "I would like to interview you for the Driver position.\n\nDana Kim", "", ""},
		{"a label at a tracking system", "Careers", "halvorsencrane@myworkday.com", "Your application", "Thank you for applying to Halvorsen Crane Bank.", "", "Halvorsen Crane Bank"},
		{"letters for a name", "NCW Recruitment", "ncw@invalidemail.com", "Your application", "Thank you for applying to Northern Counties Water.", "", "Northern Counties Water"},
		{"a service speaks for it", "HackerRank", "support@hackerrankforwork.com", "Your coding test", "Fjordline Analytics has invited you to take the following assessment for the Data Analyst position.", "", "Fjordline Analytics"},
		{"a job board's card", "Indeed Apply", "indeedapply@indeed.com", "Indeed Application: Office Manager", "Application submitted\n\nOffice Manager\nBellwether Bread - Burlington, VT\n\nGood luck with your application!", "", "Bellwether Bread"},
		{"a service sends for it", "Joke Verhaeghe", "notification@smartrecruiters.com", "Your application", "Your file looks nice.\n\nSent via SmartRecruiters on behalf of Vantorre Logistics NV, Antwerpen.", "", "Vantorre Logistics NV"},
		{"behind the role", "InfoJobs", "infojobs@push.infojobs.net", "Tu candidatura", "Te has inscrito en la oferta Técnico de calidad de Grupo Alborada (Málaga).", "", "Grupo Alborada"},
		{"a scheduler's host", "Léa Rousset via GoodTime", "no-reply@goodtime.io", "Share your availability", "Amara has moved you forward.", "", ""},
		{"a line of its own", "NHS Jobs", "noreply@trac.jobs", "Your application", "We have your application for the following post:\nService Manager\nBand 8a\nSt Brannock's University Hospitals NHS Foundation Trust\n", "", "St Brannock's University Hospitals NHS Foundation Trust"},
		{"the address ends the display name", "Kev Saltmarsh Bakehouse", "saltmarshbakehouse@yahoo.co.uk", "job", "can you come for an interview", "", "Saltmarsh Bakehouse"},
		{"a company below its brand", "Caldermere", "careers@caldermere.example", "Your application", "Thank you for applying to Caldermere.\n\nCaldermere Services plc, Reservoir House", "", "Caldermere"},
		{"an unknown service", "SkillGlass", "no-reply@skillglass.example", "Brightwater Logistics invites you to 3 exercises", "This assessment is part of your application for the Lead position.", "", "Brightwater Logistics"},
		{"an unknown service's display name", "HealthVacancies (Calder Vale Hospitals Trust)", "noreply@healthvacancies.example", "Your application", "Thank you for applying for the Analyst position.", "", "Calder Vale Hospitals Trust"},
	} {
		m := mail.Message{Text: tt.text, Signature: tt.signature}
		m.Subject, m.From, m.To = tt.subject, []mail.Participant{{Name: tt.display, Address: tt.address}}, []mail.Participant{{Address: me}}
		if got := employerIn(&m, false, roleIn(tt.subject, roleOfSubject(tt.subject), subjectAndText(&m)), subjectAndText(&m)); got.Name != tt.want {
			t.Errorf("%s: got %+v, want %q", tt.name, got, tt.want)
		}
	}
}
