package mail

import (
	"strings"
	"testing"
)

func TestHTML(t *testing.T) {
	tests := []struct {
		name, in, now, quoted, signature string
	}{
		{"blocks", "<p>One\n two</p><p>three<br>four</p><div>five</div>six", "One two\n\nthree\nfour\n\nfive\nsix", "", ""},
		{"M7 not shown", "<head><title>T</title><style>p{}</style></head><script>x()</script><p>Hello</p>", "Hello", "", ""},
		{"M7 hidden", `<div style="display: none">a</div><span style="mso-hide:all">b</span><div style="max-height:0px">c</div><p style="visibility:hidden">d<p>Hello`, "Hello", "", ""},
		{"hidden and never closed", `<div><span style="display:none">a</div><div>Hello</div>`, "Hello", "", ""},
		{"not hidden", `<p style="max-height:0.5em;font-size:0.9em">Hello</p>`, "Hello", "", ""},
		{"font-size 0, undone inside", `<td style="font-size:0px">a<div style="font-size:13px">Hello</div></td>`, "Hello", "", ""},
		{"conditional comments", "<!--[if mso]><p>a</p><![endif]--><![if !mso]>Hello<![endif]>", "Hello", "", ""},
		{"preheader fillers", "<p>Hello&nbsp;&zwnj;&#847;&nbsp;&#8203;&shy;Anna</p>", "Hello Anna", "", ""},
		{"list", "<ul><li>one<li><p>two</p></ul>", "- one\n\n- two", "", ""},
		{"table", "<table><tr><td>Date</td><td>3 March</td></tr><tr><td>Time<td>10:00</table>", "Date 3 March\nTime 10:00", "", ""},
		{"link", `<a href="https://x.example/y">Book a time</a>`, "Book a time", "", ""},
		{"pre", "<pre>a\n b</pre>", "a\nb", "", ""},
		{"M7 stray end tags", "</div></p></td>Hello</b>", "Hello", "", ""},
		{
			"Gmail",
			`<div dir="ltr">Tuesday suits me.</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Mon, Mar 2, 2026 at 9:10 AM Marta wrote:<br></div><blockquote class="gmail_quote" style="margin:0"><div>Does Tuesday suit you?</div></blockquote></div>`,
			"Tuesday suits me.", "On Mon, Mar 2, 2026 at 9:10 AM Marta wrote:\n\nDoes Tuesday suit you?", "",
		},
		{
			"Gmail, between the quotes",
			`<div class="gmail_quote"><div class="gmail_attr">On Mon, Marta wrote:<br></div><blockquote class="gmail_quote">Tuesday?</blockquote><div>Yes.</div><blockquote class="gmail_quote">At ten?</blockquote><div>Eleven.</div></div>`,
			"Yes.\n\nEleven.", "On Mon, Marta wrote:\n\nTuesday?\n\nAt ten?", "",
		},
		{
			"Gmail, forwarded",
			`<div>FYI</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: Marta</div>Hello</div>`,
			"FYI", "---------- Forwarded message ---------\nFrom: Marta\nHello", "",
		},
		{
			"Gmail signature",
			`<div>Hello</div><span class="gmail_signature_prefix">-- </span><br><div class="gmail_signature">Anna</div>`,
			"Hello", "", "--\nAnna",
		},
		{
			"Apple",
			`<div>Yes.</div><div><br><blockquote type="cite"><div>On 2 Mar 2026, at 09:10, Marta wrote:</div><div>Tuesday?</div></blockquote></div>`,
			"Yes.", "On 2 Mar 2026, at 09:10, Marta wrote:\nTuesday?", "",
		},
		{
			"Thunderbird, bottom posting",
			`<div class="moz-cite-prefix">Am 02.03.2026 um 09:10 schrieb Marta:<br></div><blockquote type="cite" cite="mid:x"><p>Dienstag?</p></blockquote><p>Ja.</p><div class="moz-signature">-- <br>Anna</div>`,
			"Ja.", "Am 02.03.2026 um 09:10 schrieb Marta:\n\nDienstag?", "--\nAnna",
		},
		{
			"Outlook on the web",
			`<div>Yes.</div><div id="Signature">Anna</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Marta<br><b>Sent:</b> Monday</div><div>Tuesday?</div>`,
			"Yes.", "From: Marta\nSent: Monday\nTuesday?", "Anna",
		},
		{
			"Outlook",
			`<p>Yes.</p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>Od:</b> Marta<br><b>Temat:</b> x</p></div><p>Tuesday?</p>`,
			"Yes.", "Od: Marta\nTemat: x\n\nTuesday?", "",
		},
		{"Outlook, words only", `<p>Yes.</p><p><b>Von:</b> Marta<br><b>Gesendet:</b> Montag<br><b>An:</b> Anna<br><b>Betreff:</b> x</p><p>Dienstag?</p>`, "Yes.", "Von: Marta\nGesendet: Montag\nAn: Anna\nBetreff: x\n\nDienstag?", ""},
		{"Yahoo", `<div>Yes.</div><div class="yahoo_quoted"><div>On Monday, Marta wrote:</div><div>Tuesday?</div></div>`, "Yes.", "On Monday, Marta wrote:\nTuesday?", ""},
		{"Proton", `<div>Yes.</div><div class="protonmail_quote">On Monday, Marta wrote:<br><blockquote class="protonmail_quote" type="cite">Tuesday?</blockquote></div>`, "Yes.", "On Monday, Marta wrote:\n\nTuesday?", ""},
		{"an indented list", `<p>Bring:</p><p>these papers</p><blockquote style="margin:0 0 0 40px;border:none">passport</blockquote>`, "Bring:\n\nthese papers\n\npassport", "", ""},
		{"all in the signature", `<div id="Signature">Tuesday suits me well, thank you.<br>Best regards<br>Anna</div>`, "Tuesday suits me well, thank you.", "", "Best regards\nAnna"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			now, quoted, signature := splitLines(htmlLines(tt.in))
			check := func(what, got, want string) {
				if got != want {
					t.Errorf("%q: %s: got %q, want %q", tt.in, what, got, want)
				}
			}
			check("now", now, tt.now)
			check("quoted", quoted, tt.quoted)
			check("signature", signature, tt.signature)
		})
	}
}

// M7.
func TestDeepHTMLKeepsItsText(t *testing.T) {
	const depth = 5000
	in := strings.Repeat("<div><b>", depth) + "Hello" + strings.Repeat("</i></div>", depth) + "<p>Anna"
	if now, _, _ := splitLines(htmlLines(in)); now != "Hello\n\nAnna" {
		t.Errorf("got %q", now)
	}
}
