package classify

import (
	"testing"

	"hearback/classify/mail"
)

func TestEmployerKey(t *testing.T) {
	for _, same := range [][]string{
		{"Acme Robotics, Inc.", "ACME robotics", "Acme Robotics", "acme-robotics Ltd", "The Acme Robotics Co."},
		{"Müller & Söhne GmbH", "Muller Sohne", "müller söhne"},
		{"Pell Marchant LLP", "Pell Marchant"},
		{"AG", "ag"}, // a name that is nothing but a legal form stays
	} {
		for _, name := range same[1:] {
			if got, want := EmployerKey(name), EmployerKey(same[0]); got != want || got == "" {
				t.Errorf("%q: got %q, want %q as for %q", name, got, want, same[0])
			}
		}
	}
	if EmployerKey("Acme Foods") == EmployerKey("Acme Robotics") {
		t.Error("Acme Foods and Acme Robotics have the same key")
	}
	if got := EmployerKey(""); got != "" {
		t.Errorf("no name: got %q", got)
	}
}

func TestDisplayedEmployer(t *testing.T) {
	for name, want := range map[string]string{
		"Acme Robotics Hiring Team":     "Acme Robotics",
		"Dana Kim at Acme":              "Acme",
		"Dana from Acme Robotics":       "Acme Robotics",
		"Acme (via Lever)":              "Acme",
		"Recruiting @ Acme":             "Acme",
		"The Acme Recruitment Team":     "Acme",
		"Careers":                       "",
		"HR Team":                       "",
		"Dana Kim":                      "",
		"":                              "",
		"Greenhouse Notifications":      "",
		"Jobs at LinkedIn":              "",
		"Personalabteilung Hagedorn KG": "Hagedorn KG",
	} {
		if got := displayedEmployer(mail.Participant{Name: name, Address: "x@mail.example"}); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestNameFromLabel(t *testing.T) {
	for domain, want := range map[string]string{
		"acme-robotics.example": "Acme Robotics", "acme.co.uk": "Acme", "kpw.example": "KPW", "st-oswalds.example": "St Oswalds", "": "",
	} {
		if got := nameFromLabel(domain); got != want {
			t.Errorf("%q: got %q, want %q", domain, got, want)
		}
	}
}

func TestEmployerDomain(t *testing.T) {
	for address, want := range map[string]string{
		"a@acme.example": "acme.example", "a@mail.hr.acme.co.uk": "acme.co.uk",
		"a@gmail.com": "", "a@gmx.de": "", "a@proton.me": "", // free mail
		"a@us.greenhouse-mail.io": "", "a@hire.lever.co": "", "a@acme.myworkday.com": "", "a@calendly.com": "", "a@linkedin.com": "", "a@hackerrank.com": "", // relays
		"a@localhost": "", "a": "", "": "",
	} {
		if got := EmployerDomain(mail.Participant{Address: address}); got != want {
			t.Errorf("%q: got %q, want %q", address, got, want)
		}
	}
}

// TestRelaysAreNeverEmployers: whatever a relay writes, its own name and
// domain are nobody's employer.
func TestRelaysAreNeverEmployers(t *testing.T) {
	for domain := range relays {
		brand := nameFromLabel(domain)
		m := mail.Message{Text: "Thank you for applying to " + brand + ". " + brand + " will be in touch about your application."}
		m.Subject = "Your application via " + brand
		m.From = []mail.Participant{{Name: brand, Address: "no-reply@" + domain}}
		m.To = []mail.Participant{{Address: me}}
		if got := NewReader(me).Read(&m).Employer; got.Domain != "" || EmployerKey(got.Name) == EmployerKey(brand) && relayBrand(brand) {
			t.Errorf("%s: got %+v, want none", domain, got)
		}
	}
	for domain := range freemail {
		m := mail.Message{Text: "I would like to invite you to an interview."}
		m.From = []mail.Participant{{Name: "Dana Kim", Address: "dana@" + domain}}
		if got := NewReader(me).Read(&m).Employer; got != (Employer{}) {
			t.Errorf("%s: got %+v, want none", domain, got)
		}
	}
}

// Behind a role, the candidate's own name is no unit of it.
func TestRoleWithoutMe(t *testing.T) {
	for subject, want := range map[string]string{
		"Interview: Systems Lead (I Holloway)":    "Systems Lead",
		"Interview for Data Analyst, Ines":        "Data Analyst",
		"Interview: Data Analyst - I Holloway":    "Data Analyst",
		"Interview for Data Analyst, Claims":      "Data Analyst, Claims",
		"Interview: Systems Lead (North Holland)": "Systems Lead (North Holland)",
	} {
		m := mail.Message{Text: "See you then."}
		m.Subject = subject
		m.From = []mail.Participant{{Name: "Dana Kim", Address: "dana@acme.example"}}
		m.To = []mail.Participant{{Name: "Ines Holloway", Address: me}}
		if got := NewReader(me).Read(&m).Role; got != want {
			t.Errorf("%q: got %q, want %q", subject, got, want)
		}
	}
}

func TestRoleIn(t *testing.T) {
	for _, tt := range []struct{ subject, text, want string }{
		{"", "We are hiring for the Product Manager position.", "Product Manager"},
		{"", "you applied for the position of Senior Data Engineer at Acme", "Senior Data Engineer"},
		{"", "Thank you for applying for Research Assistant (0.6 FTE), vacancy 12", "Research Assistant"},
		{"", "Your application for the role of Head of Operations (m/f/d)", "Head of Operations"},
		{"Re: Risk Analyst - one question", "Hello", "Risk Analyst"},
		{"Interview for Barista", "Hello", "Barista"},
		{"Staff Nurse, Ward 7", "", "Staff Nurse"},
		{"", "your application as Supply Chain Data Steward (EMEA), Requisition 88213", "Supply Chain Data Steward (EMEA)"},
		{"", "the position of JR-004417 Network Performance Analyst – Clean Water (Closed: 15/02/2026).", "Network Performance Analyst – Clean Water"},
		{"", "for the role of Customs Coordinator in Felixstowe. If you match", "Customs Coordinator"},
		{"", "Your application for the Volunteer Programme Officer (Uplands) job was submitted", "Volunteer Programme Officer (Uplands)"},
		{"", "to find their first Head of Customer Operations. I cannot name them", "Head of Customer Operations"},
		{"", "the Senior Data Analyst, Network Planning (Remote, UK or US Central) role has been received", "Senior Data Analyst, Network Planning"},
		{"", "Ta candidature au poste de Responsable logistique événementielle (H/F) chez Maison Verlaine", "Responsable logistique événementielle"},
		{"", "inscrito en la oferta Coordinador/a de operaciones hoteleras de Grupo Alborada", "Coordinador/a de operaciones hoteleras"},
		{"Your application for Service Manager – Outpatients and Booking (417-26-0893)", "for the following post:\nService Manager – Outpatients and Booking\nBand 8a", "Service Manager – Outpatients and Booking"},
		{"Service Manager - Thursday", "Hello", "Service Manager"},
		{"Program Officer, Coastal Communities (Remote, Europe)", "Hello", "Program Officer, Coastal Communities (Remote, Europe)"},
		{"Ines Holloway / Supply Chain Data Steward", "Hello", "Supply Chain Data Steward"},
		{"Compliance Coordinator at Vantorre Logistics", "Hello", "Compliance Coordinator"},
		{"Application: Part-time Orders and Office Assistant", "Hello", "Part-time Orders and Office Assistant"},
		{"Indeed: 18 new jobs, Data Analyst, London", "", ""},
		{"", "Thank you for applying to Baker Hughes. We will be in touch", ""},
		{"", "your application to Ticketmaster was received", ""},
		{"", "Your application to Head of Marketing at Acme was viewed.", "Head of Marketing"},
		{"", "Thank you for your application to Software Engineer II.", "Software Engineer II"},
		{"", "Thank you for applying to Barista at Acme.", "Barista"},
		{"Bewerbung Sachbearbeiterin (m/w/d) im Kulturamt, Kennziffer 41/2026-07", "Hallo", "Sachbearbeiterin (m/w/d) im Kulturamt"},
		{"Bewerbung: Mitarbeiterin im Künstlerischen Betriebsbüro", "Hallo", "Mitarbeiterin im Künstlerischen Betriebsbüro"},
		{"Bewerbung Kraftfahrer (m/w/d) im Raum Köln", "Hallo", "Kraftfahrer"},
		{"Solicitud puesto de recepcionista", "Hola", "recepcionista"},
		{"Candidature au poste de libraire jeunesse", "Bonjour", "libraire jeunesse"},
		{"", "Gracias por apuntarte a la posición de Content Manager en Kivara.", "Content Manager"},
		{"", "Thank you for applying for the position of Dressmaker.", "Dressmaker"},
		{"", "to join us as Customer Success Manager, EMEA. Options", "Customer Success Manager, EMEA"},
		{"", "Thanks for applying to Operations Analyst, Fleet. We are small", "Operations Analyst, Fleet"},
		{"", "for the role of Data Analyst, Monday at ten", "Data Analyst"},
		{"", "Thank you for applying for Data Analyst, Wells.", "Data Analyst"},
		{"", "your application for Project Manager - 26000318", "Project Manager"},
		{"", "Thanks for applying to Operations Analyst. We are small", "Operations Analyst"},
		{"", "We have received your application for:\nPatient Access Coordinator\nShift: 2", "Patient Access Coordinator"},
		{"", "Vacancy:\n\nVisual Merchandising Team Leader\n", "Visual Merchandising Team Leader"},
		{"Interview on 25 March", "Dear Robin\n\nArchives and Local History Assistant\n\nI write on behalf of the council.", "Archives and Local History Assistant"},
		{"Lunch", "Dear Robin\n\nI am the Managing Director\n\nof a bank.", ""},
		{"Lunch", "Robin Ashdown\n\nManaging Director\n\nof a bank.", ""},
		{"", "It's a Payroll Administrator, manufacturing client", "Payroll Administrator"},
		{"", "the title is Head of Insight, it reports to the CEO", "Head of Insight"},
		{"", "Mein Mandant sucht eine Referentin Datenmanagement (m/w/d). Das Profil", "Referentin Datenmanagement"},
		{"", "nos hace falta una Profesora de inglés, de 16 a 20 h", "Profesora de inglés"},
		{"", "recherche une Chargée de médiation culturelle pour l'automne", "Chargée de médiation culturelle"},
		{"Lunch", "See you at the position marked on the map.", ""},
		{"", "our role in this", ""},
		{"", "", ""},
	} {
		if got := roleIn(tt.subject, roleOfSubject(tt.subject), plainText(tt.subject+"\n\n"+tt.text)); got != tt.want {
			t.Errorf("%q, %q: got %q, want %q", tt.subject, tt.text, got, tt.want)
		}
	}
}
