package notify

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// hostile are texts that a message may hold.
var hostile = map[string]string{
	"markup":      `<img src="http://evil.test/x.png"><a href="javascript:alert(1)">&amp; &bogus; ]]></a>`,
	"controls":    "a\x00b\x1b[31mred\x07\r\nc\u2028d\u0085e",
	"bidi":        "\u202egnp.exe\u202c \u2066x\u2069 \u200fabc\u200b\ufeff",
	"long":        strings.Repeat("very long ", 1000),
	"long rune":   strings.Repeat("\U0001F468\u200d", 10_000),
	"shell":       "$(touch /tmp/owned) `id` ; rm -rf / | \"' \\",
	"applescript": "\" & (do shell script \"id\") & \"",
	"option":      "-e do shell script \"id\"",
	"no UTF-8":    "caf\xe9 \xff\xfe",
	"format":      "%s%n%x {{.}} ${HOME}",
	"powershell":  "'@\n$(Invoke-Expression calc)\n@'",
}

// check says what a text for a person must not hold.
func check(t *testing.T, got string, n int) {
	t.Helper()
	if !utf8.ValidString(got) || utf8.RuneCountInString(got) > n {
		t.Errorf("%d characters, want at most %d, in UTF-8: %q", utf8.RuneCountInString(got), n, got)
	}
	for _, r := range got {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) {
			t.Errorf("has %U: %q", r, got)
		}
	}
}

func TestInert(t *testing.T) {
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) { check(t, inert(text, maxTitle), maxTitle) })
	}
	for _, c := range []struct{ text, want string }{
		{" Grüße,\tAcme  GmbH\n", "Grüße, Ac…"},
		{"東京の会社", "東京の会社"},
		{"12345678901", "123456789…"},
		{"1234567 90123", "1234567 9…"},
		{"12345678 0123", "12345678…"},
		{"a\u202eb", "ab"},
		{"", ""},
	} {
		if got := inert(c.text, 10); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzInert(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := inert(text, 40)
		check(t, got, 40)
		if again := inert(got, 40); again != got {
			t.Errorf("twice: %q, want %q", again, got)
		}
	})
}

// Whatever the texts are, osascript gets the same script, and they are its
// arguments behind a word of ours.
func TestAppleArguments(t *testing.T) {
	script := appleArgs(Toast{})[:6]
	for name, text := range hostile {
		args := appleArgs(Toast{Title: text, Body: text}.inert())
		if len(args) != 9 || strings.Join(args[:6], "\n") != strings.Join(script, "\n") || args[6] != "hearback" {
			t.Errorf("%s: %q", name, args)
		}
		check(t, args[7], maxTitle)
		check(t, args[8], maxBody)
	}
}

// Whatever the texts are, the XML has the same elements, and the texts in it.
func TestWindowsXML(t *testing.T) {
	for name, text := range hostile {
		want := Toast{Slot: "flag 3", Title: text, Body: text, Actions: []Action{{Snooze, "Snooze 3 days"}, {TheyCalled, "They called"}}}.inert()
		got, err := windowsXML(want)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var elements, texts, arguments []string
		for d := xml.NewDecoder(strings.NewReader(got)); ; {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v in %s", name, err, got)
			}
			switch token := token.(type) {
			case xml.StartElement:
				elements = append(elements, token.Name.Local)
				for _, a := range token.Attr {
					if a.Name.Local == "arguments" {
						arguments = append(arguments, a.Value)
					}
				}
			case xml.CharData:
				texts = append(texts, string(token))
			}
		}
		if s := strings.Join(elements, " "); s != "toast visual binding text text actions action action" {
			t.Errorf("%s: elements %s", name, s)
		}
		if len(texts) != 2 || texts[0] != want.Title || texts[1] != want.Body {
			t.Errorf("%s: texts %q, want %q and %q", name, texts, want.Title, want.Body)
		}
		if strings.Join(arguments, "|") != "flag 3\nsnooze|flag 3\nthey-called" {
			t.Errorf("%s: arguments %q", name, arguments)
		}
	}
}
