package mail

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// invitation is a calendar part.
const invitation = "BEGIN:VCALENDAR\nUID:7\nEND:VCALENDAR\n"

// messages are invented messages with what is to be read from them.
var messages = []struct {
	name, raw string
	want      Message
}{
	{"plain", "Subject: x\n\nHello Anna,\nsee you.\n", Message{Header: Header{Subject: "x"}, Text: "Hello Anna,\nsee you."}},
	{"M11 empty", "", Message{}},
	{"M11 only a blank line", "\r\n", Message{}},
	{"M11 no header", "Hello Anna,\n\nsee you.", Message{Text: "Hello Anna,\n\nsee you."}},
	{"M11 no blank line", "Subject: x\nHello Anna\n\nsee you.", Message{Header: Header{Subject: "x"}, Text: "Hello Anna\n\nsee you.", Faults: []string{"message: lines in the header are no fields"}}},
	{"M15 lone CR", "Subject: x\r\rHello\rAnna", Message{Header: Header{Subject: "x"}, Text: "Hello\nAnna"}},
	{"M11 NUL", "Subject: x\x00y\n\nHel\x00lo", Message{Header: Header{Subject: "xy"}, Text: "Hello"}},
	{"quoted-printable", head("text/plain; charset=utf-8", "quoted-printable") + "Gespr=C3=A4ch=\n am =\r\nMontag=20\n", body("Gespräch am Montag")},
	{"M10 quoted-printable, broken", head("text/plain", "quoted-printable") + "100=% sure =C3=BC=", body("100=% sure ü", "message: quoted-printable is cut short")},
	{"base64", head("text/plain; charset=utf-8", "base64") + "R2VzcHLD\npGNoCg==", body("Gespräch")},
	{"M10 base64, cut short", head("text/plain", "base64") + "SGVsbG8gQW5uY", body("Hello Ann", "message: base64 is cut short")},
	{"M10 base64, foreign characters", head("text/plain", "base64") + "SGVsbG8!gQW5uYQ==", body("Hello Anna", "message: base64 holds foreign characters")},
	{"M10 base64, with a footer", head("text/plain", "base64") + "SGVsbG8gQW5uYQ==\n\nThe list of us all\n", body("Hello Anna", "message: text after the base64 is passed over")},
	{"M10 base64, in name only", head("text/plain", "base64") + "Hello Anna, see you on Monday.", body("Hello Anna, see you on Monday.", "message: base64 is announced, but the text is not encoded")},
	{"M10 unknown encoding", head("text/plain", "x-rot13") + "Hello", body("Hello", "message: unknown encoding x-rot13")},
	{"M10 unknown charset", head("text/plain; charset=x-none", "8bit") + "caf\xe9", body("café", "message: unknown charset x-none")},
	{"M10 windows-1252 called UTF-8", head("text/plain; charset=utf-8", "8bit") + "caf\xe9", body("café")},
	{"UTF-8 called latin1", head("text/plain; charset=iso-8859-1", "8bit") + "café", body("café")},
	{"Japanese", head("text/plain; charset=ISO-2022-JP", "7bit") + "\x1b$BLL@\\\x1b(B", body("面接")},
	{"UTF-7", head("text/plain; charset=utf-7", "7bit") + "Gespr+AOQ-ch 1 +- 1", body("Gespräch 1 + 1")},
	{"flowed", head("text/plain; format=flowed; delsp=yes", "") + "Hello \nAnna\n", body("HelloAnna")},
	{"alternative", multi("alternative", part1("text/plain", "Hello"), part1("text/html", "<p>Hello <b>HTML</b>")), body("Hello")},
	{"alternative, empty plain", multi("alternative", part1("text/plain", " \n"), part1("text/html", "<p>Hello</p><p>Anna")), body("Hello\n\nAnna")},
	{"alternative, stub", multi("alternative", part1("text/plain", "Your client does not support HTML."), part1("text/html", "<p>Hello")), body("Hello")},
	{"mixed with attachment", multi("mixed", part1("text/plain", "Hello"), part1("text/plain\nContent-Disposition: attachment; filename=a.txt", "secret")), body("Hello")},
	{"mixed, two texts", multi("mixed", part1("text/plain", "Hello"), part1("text/plain", "Anna")), body("Hello\n\nAnna")},
	{"M10 no end boundary", strings.TrimSuffix(multi("mixed", part1("text/plain", "Hello")), "--b--\n"), body("Hello", "message: end boundary is missing")},
	{"M10 wrong boundary", strings.Replace(multi("mixed", part1("text/plain", "Hello")), "boundary=b", "boundary=c", 1), body("Hello", "message: boundary is guessed")},
	{"M10 no boundary", strings.Replace(multi("mixed", part1("text/plain", "Hello")), "; boundary=b", "", 1), body("Hello", "message: boundary is guessed")},
	{"M10 no boundary at all", "Content-Type: multipart/mixed\n\nHello", body("Hello", "message: boundary is missing")},
	{"forwarded", multi("mixed", part1("text/plain", "See below."), part1("message/rfc822", "From: Marta <m@b.example>\nSubject: Talk\n\nHello\n-- \nMarta")),
		Message{Text: "See below.", Quoted: "From: Marta <m@b.example>\nSubject: Talk\n\nHello\n\n--\nMarta"}},
	{"report", multi("report; report-type=delivery-status", part1("text/plain", "It bounced."), part1("message/delivery-status", "Action: failed"), part1("text/plain", "noise")), body("It bounced.")},
	{"M16 calendar", multi("mixed", part1("text/plain", "Join us."), part1("text/calendar; method=REQUEST", invitation)), Message{Text: "Join us.", Calendar: []string{invitation}}},
	{"calendar as a file, twice", multi("mixed", part1("application/octet-stream; name=\"Invite.ICS\"\nContent-Transfer-Encoding: base64", "QkVHSU46VkNBTEVOREFS"), part1("text/calendar", "BEGIN:VCALENDAR")), Message{Calendar: []string{"BEGIN:VCALENDAR"}}},
	{"calendar as a file with an encoded name", multi("mixed", part1("application/octet-stream; name=\"=?utf-8?Q?Gespr=C3=A4ch=2Eics?=\"", "BEGIN:VCALENDAR")), Message{Calendar: []string{"BEGIN:VCALENDAR"}}},
	{"calendar behind a file of its own", multi("mixed", part1("text/calendar", "BEGIN:VCALENDAR\nATTACH;ENCODING=BASE64:\n "+strings.Repeat("QUJD", maxCalendar/4)+"\nEND:VCALENDAR")),
		Message{Calendar: []string{"BEGIN:VCALENDAR\nEND:VCALENDAR"}}},
	{"HTML labelled plain", "\n\n" + "Content-Type: text/plain\n\n<html><body><p>Hello</p></body></html>", body("Hello")},
	{"M17 encrypted", multi("encrypted", part1("application/pgp-encrypted", "Version: 1"), part1("application/octet-stream", "x")), Message{Faults: []string{"message: is encrypted"}}},
}

func head(contentType, encoding string) string {
	return "Content-Type: " + contentType + "\nContent-Transfer-Encoding: " + encoding + "\n\n"
}

func body(text string, faults ...string) Message {
	return Message{Text: text, Faults: faults}
}

func part1(contentType, text string) string {
	return "Content-Type: " + contentType + "\n\n" + text + "\n"
}

func multi(kind string, parts ...string) string {
	kind, rest, _ := strings.Cut(kind, ";")
	if rest != "" {
		rest = ";" + rest
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Content-Type: multipart/%s; boundary=b%s\n\npreamble\n", kind, rest)
	for _, p := range parts {
		b.WriteString("--b\n" + p)
	}
	b.WriteString("--b--\nepilogue\n")
	return strings.TrimSuffix(b.String(), "epilogue\n")
}

func TestParse(t *testing.T) {
	for _, tt := range messages {
		t.Run(tt.name, func(t *testing.T) {
			got := Parse([]byte(tt.raw))
			checkMessage(t, got)
			if tt.want.ContentType == "" {
				got.ContentType = ""
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Parse(%q): -want +got:\n%s", tt.raw, diff)
			}
			crlf := Parse([]byte(strings.ReplaceAll(strings.ReplaceAll(tt.raw, "\r\n", "\n"), "\n", "\r\n")))
			crlf.ContentType = got.ContentType
			if diff := cmp.Diff(got, crlf); diff != "" && tt.name != "M15 lone CR" {
				t.Errorf("with CRLF: -LF +CRLF:\n%s", diff)
			}
		})
	}
}

// message14KB is a multipart/alternative message of about 14 KB.
func message14KB() []byte {
	var plain, rich strings.Builder
	for i := range 40 {
		fmt.Fprintf(&plain, "Paragraph %d: we were glad to meet you =E2=80=93 and we will decide by the end of next week.\r\n\r\n", i)
		fmt.Fprintf(&rich, "<tr><td style=3D\"font-family:Arial;font-size:14px;color:#333333;padding:0 0 12px 0\">Paragraph %d: we were glad<br>=\r\n to meet you =E2=80=93 and we will decide by the end of next week.</td></tr>\r\n", i)
	}
	const encoding = "\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
	return []byte(strings.Replace(usualHeader, "\r\n\r\n", "\r\n", 1) + "\r\n--b1\r\nContent-Type: text/plain; charset=utf-8" + encoding +
		plain.String() + "\r\n--b1\r\nContent-Type: text/html; charset=utf-8" + encoding +
		"<html><body><table>" + rich.String() + "</table></body></html>\r\n--b1--\r\n")
}

func BenchmarkParse14KB(b *testing.B) {
	raw := message14KB()
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(raw)
	}
}

func BenchmarkParse14KBHTML(b *testing.B) {
	raw := []byte(strings.Replace(string(message14KB()), "text/plain", "text/x-other", 1))
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(raw)
	}
}

// A report of delivery names what it returns nowhere but in the returned header; only what
// failed did not reach somebody.
func TestReports(t *testing.T) {
	report := func(action, returned string) []byte {
		return []byte("From: MAILER-DAEMON@mx.example\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nSorry.\r\n" +
			"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nAction: " + action + "\r\nStatus: 5.2.2\r\n" +
			"--b\r\nContent-Type: " + returned + "\r\n\r\nMessage-ID: <lost@example.org>\r\nReferences: <thread@example.org>\r\nSubject: x\r\n\r\n--b--\r\n")
	}
	for _, tt := range []struct {
		action, returned string
		reached          bool
	}{{"failed", "text/rfc822-headers", false}, {"Failed (mailbox full)", "message/rfc822", false}, {"delayed", "text/rfc822-headers", true}, {"delivered", "message/rfc822", true}} {
		m := Parse(report(tt.action, tt.returned))
		if !slices.Equal(m.References, []string{"lost@example.org"}) || m.Reached != tt.reached {
			t.Errorf("%s, %s: references %q, reached %v, want what was returned and %v", tt.action, tt.returned, m.References, m.Reached, tt.reached)
		}
	}
}

// The topmost Received field is that of the server which took the message in.
func TestArrived(t *testing.T) {
	raw := "Return-Path: <a@acme.example>\r\nReceived: from mx.acme.example by mx.example.org; semicolon;\r\n\tTue, 3 Mar 2026 10:00:07 +0000\r\n" +
		"Received: from pc by mx.acme.example; Tue, 3 Mar 2026 09:59:00 +0000\r\nSubject: x\r\n\r\nReceived: by nobody; Wed, 4 Mar 2026 10:00:00 +0000\r\n"
	if got, want := Arrived([]byte(raw)), time.Date(2026, 3, 3, 10, 0, 7, 0, time.UTC); !got.Equal(want) {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := Arrived([]byte("Subject: own\r\n\r\nReceived: x; Wed, 4 Mar 2026 10:00:00 +0000\r\n")); !got.IsZero() {
		t.Errorf("without a trace: got %s", got)
	}
}
