package mail

import (
	"encoding/base64"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// oddCharsets are names that mail uses and that the indexes of WHATWG and IANA
// do not know, or know as refused.
var oddCharsets = map[string]encoding.Encoding{
	"cp932":      japanese.ShiftJIS,
	"cp936":      simplifiedchinese.GBK,
	"cp949":      korean.EUCKR,
	"cp950":      traditionalchinese.Big5,
	"hz-gb-2312": simplifiedchinese.HZGB2312, // refused by WHATWG, as pages could hide scripts in it
	"utf-16":     unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	"utf-16be":   unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
}

// decodeCharset returns b, written in the named charset, as valid UTF-8.
// Labels lie, so the bytes are heard first: what is UTF-8 beyond ASCII is
// hardly ever anything else. Of what remains unclear windows-1252 is assumed,
// the usual charset of unlabelled mail.
func decodeCharset(b []byte, label string) string {
	label = strings.ToLower(strings.Trim(label, " \t\r\n\"'"))
	switch label {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "windows-1252", "cp1252", "latin1":
		if utf8.Valid(b) {
			return string(b)
		}
		if label == "iso-8859-15" {
			return decodeWith(charmap.ISO8859_15, b)
		}
		if mostlyUTF8(b) {
			return strings.ToValidUTF8(string(b), "\uFFFD")
		}
		return fromWindows1252(b)
	case "utf-7", "unicode-1-1-utf-7", "csunicode11utf7", "x-unicode-2-0-utf-7":
		return decodeUTF7(b)
	}
	enc := charsetNamed(label)
	if enc == nil {
		return decodeCharset(b, "")
	}
	text := decodeWith(enc, b)
	if strings.Contains(text, "\uFFFD") && utf8.Valid(b) && !isASCII(b) {
		return string(b)
	}
	return text
}

// knownCharset says whether the label names a charset that can be decoded.
func knownCharset(label string) bool {
	label = strings.ToLower(strings.Trim(label, " \t\r\n\"'"))
	switch label {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "windows-1252", "latin1",
		"utf-7", "unicode-1-1-utf-7", "csunicode11utf7", "x-unicode-2-0-utf-7":
		return true
	}
	return charsetNamed(label) != nil
}

// charsetNamed returns the encoding of a lower-case name, or nil.
func charsetNamed(name string) encoding.Encoding {
	const maxNameLength = 60
	if len(name) > maxNameLength {
		return nil
	}
	if enc, ok := oddCharsets[name]; ok {
		return enc
	}
	// WHATWG first: it maps the old names to what is really sent under them,
	// such as gb2312 to GBK.
	if enc, err := htmlindex.Get(name); err == nil && enc != encoding.Replacement {
		return enc
	}
	if enc, err := ianaindex.MIME.Encoding(name); err == nil && enc != nil {
		return enc
	}
	if number, ok := strings.CutPrefix(name, "cp"); ok {
		if enc, err := ianaindex.MIME.Encoding("ibm" + strings.Trim(number, "-_")); err == nil && enc != nil {
			return enc
		}
		if enc, err := htmlindex.Get("windows-" + strings.Trim(number, "-_")); err == nil {
			return enc
		}
	}
	return nil
}

// decodeWith decodes b as far as it goes.
func decodeWith(enc encoding.Encoding, b []byte) string {
	out, _ := enc.NewDecoder().Bytes(b)
	return strings.ToValidUTF8(string(out), "\uFFFD")
}

// fromWindows1252 decodes b byte by byte.
func fromWindows1252(b []byte) string {
	return decodeWith(charmap.Windows1252, b)
}

// mostlyUTF8 says of invalid UTF-8 whether it is UTF-8 with single faults,
// such as a character cut in two, rather than another charset.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		i += size
	}
	return good > bad
}

// isASCII says whether b holds nothing beyond ASCII.
func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// utf7Base64 is the alphabet of RFC 2152, which has no padding.
var utf7Base64 = base64.RawStdEncoding

// decodeUTF7 decodes UTF-7 (RFC 2152), which some old servers send. A shifted
// run that does not decode stays as it is.
func decodeUTF7(b []byte) string {
	var out strings.Builder
	text := string(b)
	for {
		plus := strings.IndexByte(text, '+')
		if plus < 0 {
			out.WriteString(text)
			return strings.ToValidUTF8(out.String(), "\uFFFD")
		}
		out.WriteString(text[:plus])
		text = text[plus+1:]
		end := 0
		for end < len(text) && base64Value[text[end]] == base64Digit {
			end++
		}
		run := text[:end]
		text = text[end:]
		closed := strings.HasPrefix(text, "-")
		if closed {
			text = text[1:]
		}
		if run == "" {
			out.WriteByte('+') // "+-" means "+"
			continue
		}
		units, err := utf7Base64.DecodeString(run)
		if err != nil || len(units) < 2 {
			out.WriteString("+" + run)
			if closed {
				out.WriteByte('-')
			}
			continue
		}
		wide := make([]uint16, len(units)/2)
		for i := range wide {
			wide[i] = uint16(units[2*i])<<8 | uint16(units[2*i+1])
		}
		out.WriteString(string(utf16.Decode(wide)))
	}
}
