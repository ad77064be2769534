// Package mailtest makes hostile and faulty mail for tests. The cases have
// numbers: M1 is a sender who pretends to be another, M20 a text that looks
// like code. Every layer is shown the same messages.
package mailtest

import (
	"fmt"
	"strings"
)

// Candidate is to whom all the messages here are written.
const Candidate = "robin@home.example"

// Invitation begins the conversation that all Odd messages belong to, so that
// each of them is read, kept and shown.
const Invitation = `From: Dana Kim <dana@acme.example>
To: Robin Ashworth <` + Candidate + `>
Message-ID: <invitation@acme.example>
Date: Mon, 2 Mar 2026 10:00:00 -0500
Subject: Interview for the Product Manager position

Hi Robin,

we would like to invite you to an interview for the Product Manager position at Acme Robotics. When are you available next week?

Dana
`

// Message is one message and the number of its case.
type Message struct {
	Case string // "M4"
	Name string
	Raw  []byte
}

// String names the message as a subtest.
func (m Message) String() string { return m.Case + " " + m.Name }

// answer is a message of the conversation. A field given here takes the place
// of the usual one; an empty value leaves it out.
func answer(n int, fields map[string]string, body string) []byte {
	usual := [][2]string{
		{"From", "Dana Kim <dana@acme.example>"}, {"To", "Robin Ashworth <" + Candidate + ">"}, {"Message-ID", fmt.Sprintf("<odd%d@acme.example>", n)},
		{"In-Reply-To", "<invitation@acme.example>"}, {"Date", fmt.Sprintf("Tue, 3 Mar 2026 10:%02d:00 -0500", n%60)}, {"Subject", "Re: Interview for the Product Manager position"},
	}
	var b strings.Builder
	for _, f := range usual {
		value, other := fields[f[0]]
		if !other {
			value = f[1]
		}
		if value != "" {
			b.WriteString(f[0] + ": " + value + "\n")
		}
	}
	for _, name := range []string{"Content-Type", "Content-Transfer-Encoding", "Disposition-Notification-To", "List-Unsubscribe"} {
		if value := fields[name]; value != "" {
			b.WriteString(name + ": " + value + "\n")
		}
	}
	return []byte(b.String() + "\n" + body)
}

// Odd returns small messages, at least one for each case that a small message
// can make.
func Odd() []Message {
	const words = "Hi Robin, see you on Monday.\n\nDana\n"
	field := func(name, value string) map[string]string { return map[string]string{name: value} }
	var all []Message
	add := func(number, name string, fields map[string]string, body string) {
		all = append(all, Message{number, name, answer(len(all), fields, body)})
	}
	add("M1", "NUL in the sender", field("From", "=?utf-8?Q?ceo=40bank.example=00?= <dana@acme.example>"), words)
	add("M1", "line end in the sender", field("From", "=?utf-8?B?Y2VvQGJhbmsuZXhhbXBsZQo=?= <dana@acme.example>"), words)
	add("M2", "another address as name", field("From", "\"robin@home.example\" <dana@acme.example>"), words)
	add("M2", "group", field("From", "<ceo@bank.example>:<dana@acme.example>;"), words)
	add("M2", "two senders", field("From", "Dana Kim <dana@acme.example>, Robin <robin@home.example>"), words)
	add("M3", "bidi override", field("Subject", "Re: Interview \u202Efdp.exe\u2066 \u200B\u200D"), "Hi \u202Erobin\u202C, see you on Monday at Acme \u2067Robotics\u2069.\n")
	add("M3", "tags and zero width", field("From", "Da\u200Bna\U000E0041 \uFEFFKim <dana@acme.example>"), words)
	add("M4", "escapes", field("Subject", "Re: \x1b[2J\x1b]0;owned\x07\x1b]8;;http://evil.example\x1b\\here\x1b]52;c;AAAA\x07 \u009b31m\rgone"),
		"Hi Robin,\x1b[31m would you \x1b]52;c;AAAA\x07come at 10?\x08\x08\x7f\u0085\u009d\n")
	add("M4", "encoded escapes", field("From", "=?utf-8?Q?Dana=1B[2J=C2=9B31m=07?= <dana@acme.example>"), words)
	add("M5", "line ends in the subject", field("Subject", "=?utf-8?Q?Interview=0D=0ABcc:_everybody=40evil.example=0D=0A=0D=0Ahearback:_all_is_well?="), words)
	add("M6", "markup in the subject", field("Subject", "<img src=\"http://evil.example/x\"> <a href='http://evil.example'>Interview</a> & <b>more</b>"), words)
	add("M7", "script", field("Content-Type", "text/html; charset=utf-8"),
		"<html><head><style>p{background:url(http://evil.example)}</style><script>alert(1)</script></head><body onload=x()>"+
			"<p>Hi Robin, <a href=\"javascript:alert(1)\">see</a> you on Monday.</p><iframe src=http://evil.example>inner</iframe>&lt;script&gt;shown&lt;/script&gt;</body></html>")
	add("M10", "broken base64", map[string]string{"Content-Type": "text/plain; charset=x-none", "Content-Transfer-Encoding": "base64"}, "SGkgUm9iaW4sIHNlZSB5!b3Ugb24gTW9u")
	add("M10", "broken quoted-printable", map[string]string{"Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "quoted-printable"}, "Hi Robin=, see =ZZ you =C3=")
	add("M10", "wrong boundary", field("Content-Type", "multipart/mixed; boundary=a"), "--b\nContent-Type: text/plain\n\n"+words)
	add("M10", "broken charset", field("Content-Type", "text/plain; charset=utf-8"), "Hi Robin, caf\xe9 \xff\xfe \xed\xa0\x80 on Monday.\n")
	add("M10", "unknown encoding", map[string]string{"Content-Type": "text/plain", "Content-Transfer-Encoding": "x-rot13"}, words)
	add("M12", "name with a path", field("Content-Type", "multipart/mixed; boundary=a"), "--a\n\n"+words+"--a\nContent-Type: application/octet-stream; name=\"/etc/cron.d/x\"\nContent-Disposition: attachment; filename=\"../../CON\"\n\nx\n--a--\n")
	add("M13", "no id", field("Message-ID", ""), words)
	add("M13", "borrowed id", map[string]string{"Message-ID": "<invitation@acme.example>"}, words)
	add("M13", "id for a command", field("Message-ID", "<x\"@acme.example>\r\n UID STORE 1:* +FLAGS (\\Deleted)"), words)
	add("M13", "endless id", field("Message-ID", "<"+strings.Repeat("x", 100_000)+"@acme.example>"), words)
	add("M14", "no date", field("Date", ""), words)
	add("M14", "date in 9999", field("Date", "Fri, 31 Dec 9999 23:59:59 +0000"), words)
	add("M14", "date before mail", field("Date", "Thu, 1 Jan 1970 00:00:00 +0000"), words)
	add("M15", "dots and bare line ends", nil, ".\n..\n.hidden\r\nHi Robin,\n.\nsee you on Monday.\r.\n")
	add("M16", "receipt and tracking", map[string]string{"Content-Type": "text/html", "Disposition-Notification-To": "<spy@evil.example>", "List-Unsubscribe": "<https://evil.example/u>"},
		"<link rel=stylesheet href=http://evil.example/c.css><form action=http://evil.example><input name=a value=b></form><p>Hi Robin, see you on Monday.</p><img src=http://evil.example/p.gif width=1>")
	add("M16", "calendar", field("Content-Type", "text/calendar; method=REQUEST"),
		"BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nATTACH:http://evil.example/x\nSUMMARY:In\x1bter\u202Eview\nEND:VEVENT\nEND:VCALENDAR\n")
	add("M17", "encrypted", field("Content-Type", "multipart/encrypted; boundary=a; protocol=\"application/pgp-encrypted\""),
		"--a\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--a\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\nhQEMA\n--a--\n")
	add("M17", "encrypted between HTML", field("Content-Type", "multipart/mixed; boundary=a"),
		"--a\nContent-Type: text/html\n\n<img src=\"http://evil.example/\n--a\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\nContent-Transfer-Encoding: base64\n\nU2VjcmV0\n--a\nContent-Type: text/html\n\n\"><p>Hi Robin.</p>\n--a--\n")
	add("M19", "our own words", map[string]string{"From": "hearback <hearback@evil.example>", "Subject": "hearback: 3 candidacies need you"},
		"hearback: flag raised\n#1  Acme Robotics: Product Manager\nwaiting on  you since Mon 2 Mar, today\nread as offer (99%), a reply\n")
	for i, code := range []string{"'); DROP TABLE message; --", "$(touch /tmp/owned) `id` ; | & %s%n%d %!v(BADINDEX)", "{{.}} {{printf \"%s\" .}} ${x} <%= 1 %>", "=cmd|' /C calc'!A0", "(a+)+$ [[[ \\", "+1+1 @SUM(A1) -2"} {
		add("M20", fmt.Sprint("code ", i+1), map[string]string{"Subject": code, "From": "\"" + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(code) + "\" <dana@acme.example>"}, code+"\n\nHi Robin, the interview for the "+code+" position is on Monday.\n\nDana\n")
	}
	return append(all, headless()...)
}

// headless are the messages of M11: they belong to no conversation.
func headless() []Message {
	return []Message{
		{"M11", "nothing", nil},
		{"M11", "only a blank line", []byte("\r\n")},
		{"M11", "a blank line first", []byte("\n\nHi Robin, see you on Monday.\n")},
		{"M11", "no colon", []byte("Hi Robin\nsee you\n\non Monday\n")},
		{"M11", "NUL", []byte("Subj\x00ect: x\x00y\n\n\x00\x00Hi\n")},
	}
}
