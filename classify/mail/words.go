package mail

import (
	"strings"
)

// decodeWords decodes the encoded words (RFC 2047) in s and leaves the rest
// as it is. Words that follow each other are joined as bytes before their
// charset is decoded, because programs split them inside of a character.
func decodeWords(s string) string {
	at := strings.Index(s, "=?")
	if at < 0 {
		return s
	}
	var out strings.Builder
	var pending []byte // bytes of the run of words so far, in charset
	charset := ""
	flush := func() {
		if len(pending) > 0 {
			out.WriteString(decodeCharset(pending, charset))
			pending = pending[:0]
		}
	}
	for at >= 0 {
		word, size := encodedWord(s[at:])
		if size == 0 {
			flush()
			out.WriteString(s[:at+2])
			s = s[at+2:]
			at = strings.Index(s, "=?")
			continue
		}
		// White space between two words is not part of the text (section 6.2).
		if len(pending) == 0 || !allSpace(s[:at]) {
			flush()
			out.WriteString(s[:at])
		}
		if !strings.EqualFold(charset, word.charset) {
			flush()
		}
		charset = word.charset
		pending = word.appendTo(pending)
		s = s[at+size:]
		at = strings.Index(s, "=?")
	}
	flush()
	out.WriteString(s)
	return out.String()
}

// word is one encoded word, "=?charset?encoding?text?=", its text still encoded.
type word struct {
	charset string
	base64  bool
	text    string
}

// encodedWord reads the encoded word at the start of s, which starts with
// "=?". A size of 0 says that there is none.
func encodedWord(s string) (w word, size int) {
	const maxCharset = 60
	rest := s[2:]
	q := strings.IndexByte(rest[:min(len(rest), maxCharset)], '?')
	if q <= 0 || len(rest) < q+3 || rest[q+2] != '?' || strings.ContainsAny(rest[:q], " \t\r\n=") {
		return w, 0
	}
	w.charset, _, _ = strings.Cut(rest[:q], "*") // RFC 2231, section 5: charset*language
	switch rest[q+1] {
	case 'B', 'b':
		w.base64 = true
	case 'Q', 'q':
	default:
		return w, 0
	}
	w.text = rest[q+3:]
	if end := strings.Index(w.text, "?="); end >= 0 {
		w.text = w.text[:end]
		return w, 2 + q + 3 + end + 2
	}
	// QUIRK: the end is missing where a program or a server cut the field.
	// Taking all that is left as the word also keeps this linear: there is
	// no second search for an end that is not there.
	return w, len(s)
}

// appendTo adds the word's bytes to dst. Spaces inside of a word are not
// allowed, and occur.
func (w word) appendTo(dst []byte) []byte {
	if w.base64 {
		for piece := range strings.SplitSeq(w.text, "=") {
			dst, _ = appendBase64(dst, []byte(piece))
		}
		return dst
	}
	for i := 0; i < len(w.text); i++ {
		c := w.text[i]
		switch {
		case c == '_':
			dst = append(dst, ' ')
		case c == '=' && i+2 < len(w.text) && unhex(w.text[i+1]) >= 0 && unhex(w.text[i+2]) >= 0:
			dst = append(dst, byte(unhex(w.text[i+1])<<4|unhex(w.text[i+2])))
			i += 2
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// allSpace says whether s holds nothing but white space.
func allSpace(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isSpace(s[i]) {
			return false
		}
	}
	return true
}
