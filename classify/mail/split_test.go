package mail

import "testing"

// splits are invented texts with the three parts that they have.
var splits = []struct {
	name, text, now, quoted, signature string
}{
	{"nothing", "", "", "", ""},
	{"words only", "We will call you on Monday.\n\nAnna", "We will call you on Monday.\n\nAnna", "", ""},
	{
		"top posting",
		"Tuesday suits me.\n\nOn Mon, Mar 2, 2026 at 9:10 AM Marta Kestrel <m@bright.example> wrote:\n\n> Does Tuesday suit you?\n> Marta",
		"Tuesday suits me.",
		"On Mon, Mar 2, 2026 at 9:10 AM Marta Kestrel <m@bright.example> wrote:\n\n> Does Tuesday suit you?\n> Marta", "",
	},
	{
		"attribution over three lines",
		"Yes.\nOn Mon, Mar 2, 2026 at 9:10 AM Marta Kestrel\n<marta.kestrel@bright.example>\nwrote:\n> Does Tuesday suit you?",
		"Yes.", "On Mon, Mar 2, 2026 at 9:10 AM Marta Kestrel\n<marta.kestrel@bright.example>\nwrote:\n> Does Tuesday suit you?", "",
	},
	{
		"bottom posting",
		"Marta Kestrel wrote:\n> Does Tuesday suit you?\n\nYes, it does.\n\n-- \nAnna",
		"Yes, it does.", "Marta Kestrel wrote:\n> Does Tuesday suit you?", "--\nAnna",
	},
	{
		"interleaved",
		"> Does Tuesday suit you?\nYes.\n> At ten?\nEleven, please.\nThanks",
		"Yes.\n\nEleven, please.", "> Does Tuesday suit you?\n\n> At ten?", "Thanks",
	},
	{
		"the mark of a service",
		"##- Please type your reply above this line -##\n\nTuesday at ten it is.\n\nPriya",
		"Tuesday at ten it is.\n\nPriya", "##- Please type your reply above this line -##", "",
	},
	{"not the mark of a service", "Your name stands above this line.", "Your name stands above this line.", "", ""},
	{"German", "Gerne.\n\nAm 02.03.2026 um 09:10 schrieb Marta Kestrel:\n> Passt Dienstag?", "Gerne.", "Am 02.03.2026 um 09:10 schrieb Marta Kestrel:\n> Passt Dienstag?", ""},
	{"French", "Volontiers.\n\nLe lun. 2 mars 2026 à 09:10, Marta Kestrel <m@b.example> a\nécrit :\n\n> Mardi ?", "Volontiers.", "Le lun. 2 mars 2026 à 09:10, Marta Kestrel <m@b.example> a\nécrit :\n\n> Mardi ?", ""},
	{"Spanish", "Claro.\n\nEl lun, 2 mar 2026 a las 9:10, Marta (<m@b.example>) escribió:\n> ¿El martes?", "Claro.", "El lun, 2 mar 2026 a las 9:10, Marta (<m@b.example>) escribió:\n> ¿El martes?", ""},
	{"Italian", "Certo.\n\nIl giorno lun 2 mar 2026 alle ore 09:10 Marta ha scritto:\n> Martedì?", "Certo.", "Il giorno lun 2 mar 2026 alle ore 09:10 Marta ha scritto:\n> Martedì?", ""},
	{"no marks below", "Gladly.\n\nOn 2 Mar 2026, at 09:10, Marta Kestrel <m@b.example> wrote:\n\nDoes Tuesday suit you?\nMarta", "Gladly.", "On 2 Mar 2026, at 09:10, Marta Kestrel <m@b.example> wrote:\n\nDoes Tuesday suit you?\nMarta", ""},
	{"own words before the first quote", "On Mon, 2 Mar 2026, Marta wrote:\n\nHello Marta,\n\n> Does Tuesday suit you?\nYes.", "Hello Marta,\n\nYes.", "On Mon, 2 Mar 2026, Marta wrote:\n\n> Does Tuesday suit you?", ""},
	{"no marks below, older ones further on", "Gladly.\n\nOn 2 Mar 2026, Marta wrote:\n\nTuesday?\n\n> An older line", "Gladly.", "On 2 Mar 2026, Marta wrote:\n\nTuesday?\n\n> An older line", ""},
	{"a sentence with wrote", "On the first page you wrote:\n\nI like tests.\n\nTell us more.", "On the first page you wrote:\n\nI like tests.\n\nTell us more.", "", ""},
	{
		"Outlook",
		"Please see below.\n\n-----Original Message-----\nFrom: Marta\nSent: Monday\n\nDoes Tuesday suit you?",
		"Please see below.", "-----Original Message-----\nFrom: Marta\nSent: Monday\n\nDoes Tuesday suit you?", "",
	},
	{
		"Outlook, German, with a rule",
		"Siehe unten.\n\nMit freundlichen Grüßen\nAnna Linde\n\n________________________________\nVon: Marta <m@b.example>\nGesendet: Montag, 2. März 2026\nAn: Anna\nBetreff: Gespräch\n\nPasst Dienstag?",
		"Siehe unten.", "________________________________\nVon: Marta <m@b.example>\nGesendet: Montag, 2. März 2026\nAn: Anna\nBetreff: Gespräch\n\nPasst Dienstag?",
		"Mit freundlichen Grüßen\nAnna Linde",
	},
	{"French header", "Voir.\n\nDe : Marta <m@b.example>\nEnvoyé : lundi 2 mars\nÀ : Anna\nObjet : Entretien\n\nMardi ?", "Voir.", "De : Marta <m@b.example>\nEnvoyé : lundi 2 mars\nÀ : Anna\nObjet : Entretien\n\nMardi ?", ""},
	{"Spanish header, bold", "Ver.\n\n*De:* Marta\n*Enviado:* lunes\n*Para:* Anna\n*Asunto:* Entrevista\n\n¿Martes?", "Ver.", "*De:* Marta\n*Enviado:* lunes\n*Para:* Anna\n*Asunto:* Entrevista\n\n¿Martes?", ""},
	{"an interview's times are no header", "Your interview:\nDate: 3 March 2026\nFrom: 10:00\nTo: 11:00\n\nSee you!", "Your interview:\nDate: 3 March 2026\nFrom: 10:00\nTo: 11:00\n\nSee you!", "", ""},
	{"forwarded", "FYI\n\n---------- Forwarded message ---------\nFrom: Marta <m@b.example>\n\nHello", "FYI", "---------- Forwarded message ---------\nFrom: Marta <m@b.example>\n\nHello", ""},
	{"telephone", "Yes.\n\nSent from my iPhone", "Yes.", "", "Sent from my iPhone"},
	{"telephone, German", "Ja.\n\nVon meinem iPhone gesendet\n\nAm 2.3.2026 um 9:10 schrieb M:\n> ?", "Ja.", "Am 2.3.2026 um 9:10 schrieb M:\n> ?", "Von meinem iPhone gesendet"},
	{
		"closing with contact data",
		"We would like to meet you.\n\nBest regards,\n\nMarta Kestrel\nTalent Partner\nBrightmoor GmbH\nHafenweg 12, 20457 Hamburg\n+49 40 1234567\nwww.brightmoor.example\n\nThis e-mail is confidential and may be read by nobody but the person to whom it was sent, unless it was sent in error.",
		"We would like to meet you.", "",
		"Best regards,\n\nMarta Kestrel\nTalent Partner\nBrightmoor GmbH\nHafenweg 12, 20457 Hamburg\n+49 40 1234567\nwww.brightmoor.example\n\nThis e-mail is confidential and may be read by nobody but the person to whom it was sent, unless it was sent in error.",
	},
	{"two closings", "See you then.\nMany thanks,\nBest regards\nAnna", "See you then.", "", "Many thanks,\nBest regards\nAnna"},
	{"thanks at the start", "Thanks!\n\nWe are pleased to offer you the position.\n\nMarta", "Thanks!\n\nWe are pleased to offer you the position.\n\nMarta", "", ""},
	{"postscript", "Yes.\n\nRegards,\nAnna\n\nP.S. Please bring your papers.", "Yes.\n\nRegards,\nAnna\n\nP.S. Please bring your papers.", "", ""},
	{"nothing but thanks", "Thank you,\nAnna", "Thank you,\nAnna", "", ""},
	{"all quoted", "> one\n> two", "", "> one\n> two", ""},
	{"mbox escape", "Hello,\n>From Monday on we are closed.\nAnna", "Hello,\n>From Monday on we are closed.\nAnna", "", ""},
	{"list footer", "Agreed.\n\n_______________________________________________\njobs mailing list\njobs@lists.example", "Agreed.", "", "_______________________________________________\njobs mailing list\njobs@lists.example"},
}

func TestSplit(t *testing.T) {
	for _, tt := range splits {
		t.Run(tt.name, func(t *testing.T) {
			now, quoted, signature := split(tt.text)
			check := func(what, got, want string) {
				if got != want {
					t.Errorf("split(%q): %s: got %q, want %q", tt.text, what, got, want)
				}
			}
			check("now", now, tt.now)
			check("quoted", quoted, tt.quoted)
			check("signature", signature, tt.signature)
		})
	}
}

func TestUnflow(t *testing.T) {
	tests := []struct {
		name, in string
		delSp    bool
		want     string
	}{
		{"joined", "one \ntwo\nthree", false, "one two\nthree\n"},
		{"DelSp", "Inter \nview", true, "Interview\n"},
		{"quoted", "> one \n> two\nthree", false, "> one two\nthree\n"},
		{"depth ends a paragraph", "> one \n>> two", false, "> one \n>> two\n"},
		{"stuffed", " >no quote\n From me", false, ">no quote\nFrom me\n"},
		{"signature mark", "one \n-- \nAnna", false, "one \n-- \nAnna\n"},
	}
	for _, tt := range tests {
		if got := unflow(tt.in, tt.delSp); got != tt.want {
			t.Errorf("%s: unflow(%q): got %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}
