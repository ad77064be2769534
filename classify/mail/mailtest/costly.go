package mailtest

import (
	"fmt"
	"strings"
)

// StillRead is the subject of every Costly message but those whose attack
// comes before it, and From its sender.
const (
	StillRead = "still read"
	From      = "jane@ex.org"
)

// Costly returns a function for each message that is made to cost much time or
// memory. Where repeating something is the attack, it is repeated up to size
// bytes.
func Costly(size int) map[string]func() []byte {
	const usual = "From: " + From + "\nSubject: " + StillRead + "\n"
	const html = usual + "Content-Type: text/html\n\n"
	all := map[string]func() []byte{
		"M9 16000 nested multiparts":           nested(usual),
		"M8 64 KB of semicolons in an address": fixed(usual + "To: " + strings.Repeat(";", 64<<10)),
		"M8 10k headers":                       fixed(usual + strings.Repeat("X-A: b\n", 10_000) + "\ntext"),
		"M8 10k recipients":                    fixed(usual + "To: " + strings.Repeat("Jane Doe <jane@ex.org>, ", 10_000)),
		"M8 100k folds":                        fixed(usual + "Subject: x" + strings.Repeat("\n x", 100_000)),
		"M9 16000 multiparts, no boundary":     fixed(usual + strings.Repeat("Content-Type: multipart/mixed\n\n--x\n", 16_000)),
		"M9 16000 nested messages":             fixed(usual + strings.Repeat("Content-Type: message/rfc822\n\n", 16_000) + "text"),
		"M9 20000 parts":                       fixed(usual + "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\nx\n", 20_000)),
		"M9 20000 calendars":                   fixed(usual + "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\nContent-Type: text/calendar\n\nx\n", 20_000)),
		"M10 broken attributions":              fixed(usual + "\n" + strings.Repeat("On x\n10:10 he wrote:\n\n", 20_000) + "> x"),
		"M7 stray end tags in the deep":        filled(html+strings.Repeat("<b>", 1000), "</i>", size),
		"M7 end tags stopped at the bottom":    filled(html+"<i><div>"+strings.Repeat("<b>", 1000), "</i>", size),
		"M12 attachment name":                  filled(usual+"Content-Type: application/pdf; name=\"/etc/", "a/../", size),
		"M13 endless id":                       filled(usual+"Message-ID: <", "x", size),
		"M15 parts of base64":                  filled(usual+"Content-Type: multipart/mixed; boundary=b\n\n", "--b\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n"+strings.Repeat("PGI+", 1000)+"\n", size),
		"M15 alternatives":                     filled(usual+"Content-Type: multipart/alternative; boundary=b\n\n", "--b\nContent-Type: text/html\n\n"+strings.Repeat("<p>x", 1000)+"\n", size),
		"M16 calendar":                         filled(usual+"Content-Type: text/calendar; method=request\n\n", "BEGIN:VEVENT\nMETHOD:REPL\n", size),
		"M20 words of all rules":               filled(usual+"\n", rulesWords, size),
		"M15 one line of base64":               filled(usual+"Content-Transfer-Encoding: base64\n\n", "QUJD", size),
	}
	for name, f := range map[string]struct{ before, again string }{
		"M8 subject":                     {"Subject: ", "x"},
		"M8 encoded subject":             {"Subject: ", "=?utf-8?Q?=C3=BC?= "},
		"M8 word starts":                 {"Subject: ", "=?utf-8?Q?"},
		"M8 folds":                       {"References: <a@b>", "\n "},
		"M8 semicolons":                  {"Content-Type: text/plain", ";"},
		"M8 quotes and semicolons":       {"Content-Type: text/plain; ", "\";"},
		"M8 open brackets":               {"To: ", "<a "},
		"M8 open quotes":                 {"To: ", "\\\"\""},
		"M8 open comments":               {"To: ", "(a "},
		"M8 commas and words":            {"To: ", "a, "},
		"M8 open ids":                    {"References: ", "<a@b "},
		"M8 header fields":               {"", "X-A: b\n"},
		"M14 date":                       {"Date: ", "(1 "},
		"M15 one header line":            {"X-A: ", "x"},
		"M15 one line":                   {"\n", "x"},
		"M10 padding":                    {"Content-Transfer-Encoding: base64\n\n", "=\n"},
		"M10 padded base64":              {"Content-Transfer-Encoding: base64\n\n", "QQ==\n"},
		"M10 equals signs":               {"Content-Transfer-Encoding: quoted-printable\n\n", "= "},
		"M9 boundaries":                  {"Content-Type: multipart/mixed\n\n", "--a\n"},
		"M9 endless multipart":           {"Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\nx\n"},
		"M15 attributions":               {"\n", "On 10:10 he wrote:\nx\n"},
		"M15 attribution ends":           {"\n", "a:\n\n"},
		"M15 header blocks":              {"\n", "From: a\nTo: b\n"},
		"M15 rules":                      {"\n", "______\n"},
		"M15 closings":                   {"\n", "Best regards\n\n"},
		"M15 disclaimers":                {"\n", "Confidential a b c d e.\n"},
		"M15 quote marks":                {"\n", ">\n"},
		"M15 one quote":                  {"\n", ">"},
		"M15 bare CR":                    {"\n", "x\r"},
		"M15 dots":                       {"\n", ".\n"},
		"M15 flowing lines":              {"Content-Type: text/plain; format=flowed\n\n", "> \n"},
		"M10 UTF-7":                      {"Content-Type: text/plain; charset=utf-7\n\n", "+A"},
		"M10 broken UTF-8":               {"Content-Type: text/plain; charset=utf-8\n\n", "\xff"},
		"M4 NUL":                         {"\n", "\x00"},
		"M4 escapes":                     {"\n", "\x1b]52;c;AAAA\x07"},
		"M3 bidi overrides":              {"\n", "\u202Ex"},
		"M20 one phrase":                 {"\n", "thank you for your application "},
		"M20 beginnings of phrases":      {"\n", "your application your application position at "},
		"M20 names":                      {"\n", "Position at Acme Robotics of "},
		"M20 capitals":                   {"\n", "Ab "},
		"M20 letters":                    {"\n", "a "},
		"M20 questions":                  {"\n", "you? "},
		"M20 question marks":             {"\n", "?"},
		"M20 one role without end":       {"\n", "Product Manager "},
		"M20 one word, a role behind it": {"\nThe ", strings.Repeat("Manager", 4000) + " position at Acme. "},
	} {
		all[name] = filled(usual+f.before, f.again, size)
	}
	for name, again := range map[string]string{
		"open elements": "<div>", "inline elements": "<b>", "mixed-up elements": "<b><i></b>", "cells": "<td>", "open and inline": "<div><i>", "comments": "<!--",
		"entities": "&amp", "blockquotes": "a:<blockquote>", "items": "<li>x", "rows": "<tr><td>x", "attributes of many": "<p a=b class=c style=\"display:none\">",
	} {
		all["M7 HTML of "+name] = filled(html, again, size)
	}
	for name, before := range map[string]string{"attributes": "<p ", "style": "<p style=\"", "pre": "<pre>"} {
		again := map[string]string{"attributes": "a=b ", "style": "display:none;", "pre": "\n"}[name]
		all["M7 HTML of "+name] = filled(html+before, again, size)
	}
	return all
}

// rulesWords are words by which mail about jobs is known, in no order: they
// begin many phrases and end few.
const rulesWords = "thank you for your interest in the position we have received your application unfortunately we will not move forward with other candidates " +
	"would like to invite you to an interview please let me know your availability next week offer assessment references role at with from team hiring " +
	"Bewerbung Vorstellungsgespräch candidature entretien entrevista puesto if when should once could would\n\n"

// fixed is a message of one size.
func fixed(raw string) func() []byte { return func() []byte { return []byte(raw) } }

// filled repeats something behind the beginning of a message.
func filled(before, again string, size int) func() []byte {
	return func() []byte {
		b := make([]byte, 0, len(before)+size+len(again))
		b = append(b, before...)
		for len(b) < size {
			b = append(b, again...)
		}
		return b
	}
}

// nested is multiparts within multiparts, each with a boundary of its own.
func nested(usual string) func() []byte {
	return func() []byte {
		var b strings.Builder
		b.WriteString(usual)
		for i := range 16_000 {
			fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
		}
		return []byte(b.String() + "\ntext")
	}
}
