package invite

import (
	"strings"

	"hearback/classify/mail"
)

// participant reads the calendar user of an ORGANIZER or ATTENDEE.
func participant(l line) mail.Participant {
	address := l.value
	// QUIRK: a name with a colon outside of quotes.
	if at := strings.LastIndex(strings.ToLower(address), "mailto:"); at >= 0 {
		address = address[at+len("mailto:"):]
	}
	// QUIRK: Apple's address is a path on its server, the mailbox a parameter.
	if email := l.param("EMAIL"); email != "" && !strings.Contains(address, "@") {
		address = email
	}
	if !strings.Contains(address, "@") || strings.ContainsAny(address, " <>\"") {
		address = ""
	}
	const longest = 320 // bytes of a name or an address
	name := strings.NewReplacer(`"`, "", `\`, "", "<", "", ">", "").
		Replace(oneLine(unescapeParam.Replace(l.param("CN")), longest))
	// Names and addresses are cleaned in one place, that of mail.
	field := `From: "` + name + `" <` + oneLine(address, longest) + ">\n\n"
	for _, p := range mail.ParseHeader([]byte(field)).From {
		return p
	}
	return mail.Participant{}
}

// attendee reads an ATTENDEE. It returns false for rooms, equipment and what
// names nobody.
func attendee(l line) (Attendee, bool) {
	switch strings.ToUpper(l.param("CUTYPE")) {
	case "ROOM", "RESOURCE":
		return Attendee{}, false
	}
	a := Attendee{Participant: participant(l)}
	switch strings.ToUpper(l.param("ROLE")) {
	case "OPT-PARTICIPANT", "NON-PARTICIPANT":
		a.Optional = true
	}
	a.Declined = strings.EqualFold(l.param("PARTSTAT"), "DECLINED")
	return a, a.Participant != (mail.Participant{})
}
