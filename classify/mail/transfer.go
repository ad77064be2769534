package mail

import (
	"bytes"
	"encoding/base64"
)

// decodeTransfer undoes a Content-Transfer-Encoding (RFC 2045, section 6).
// What decodes is returned; fault says what did not, or is empty.
func decodeTransfer(body []byte, encoding string) (decoded []byte, fault string) {
	switch encoding {
	case "", "7bit", "8bit", "binary":
		return body, ""
	case "quoted-printable":
		return decodeQuotedPrintable(body)
	case "base64":
		return decodeBase64(body)
	}
	// QUIRK: "8-bit", "utf-8", "none" and the like mean unencoded.
	return body, "unknown encoding " + encoding
}

// base64Value maps a byte to its place in the alphabet, or to one of the
// values below.
var base64Value = func() (table [256]byte) {
	for i := range table {
		table[i] = base64Foreign
	}
	for c := 'A'; c <= 'Z'; c++ {
		table[c], table[c+'a'-'A'] = base64Digit, base64Digit
	}
	for c := '0'; c <= '9'; c++ {
		table[c] = base64Digit
	}
	table['+'], table['/'] = base64Digit, base64Digit
	table['='] = base64Pad
	for _, c := range " \t\r\n" {
		table[c] = base64Space
	}
	return table
}()

const (
	base64Foreign = iota
	base64Digit
	base64Pad
	base64Space
)

// decodeBase64 decodes a body part. What is not of the alphabet is passed over
// as RFC 2045, section 6.8 asks.
func decodeBase64(body []byte) (decoded []byte, fault string) {
	const maxPieces = 10_000 // of 76 characters, as many as MaxRaw holds
	if !looksBase64(body) {
		return body, "base64 is announced, but the text is not encoded"
	}
	decoded = make([]byte, 0, base64.StdEncoding.DecodedLen(len(body)))
	for pieces := 0; len(body) > 0; pieces++ {
		if pieces == maxPieces {
			return decoded, "base64 is in too many pieces"
		}
		piece := body
		if pad := bytes.IndexByte(body, '='); pad >= 0 {
			piece = body[:pad]
		}
		var broken string
		if decoded, broken = appendBase64(decoded, piece); broken != "" {
			fault = broken
		}
		// QUIRK: encoded pieces, each with its padding, are put one after the
		// other; and mailing lists add a plain footer behind the padding.
		body = bytes.TrimLeft(body[len(piece):], "= \t\r\n")
		if !looksBase64(body) {
			return decoded, "text after the base64 is passed over"
		}
	}
	return decoded, fault
}

// appendBase64 decodes one run of base64 without padding and appends it to dst.
func appendBase64(dst, run []byte) (decoded []byte, fault string) {
	digits := make([]byte, 0, len(run))
	foreign := 0
	for _, c := range run {
		switch base64Value[c] {
		case base64Digit:
			digits = append(digits, c)
		case base64Foreign:
			foreign++
		}
	}
	if foreign > 0 {
		fault = "base64 holds foreign characters"
	}
	if len(digits)%4 == 1 {
		digits, fault = digits[:len(digits)-1], "base64 is cut short"
	}
	dst, err := base64.RawStdEncoding.AppendDecode(dst, digits)
	if err != nil {
		fault = "base64 is broken"
	}
	return dst, fault
}

// looksBase64 judges the first bytes of body: text that stands there unencoded
// has spaces within its lines and foreign characters.
func looksBase64(body []byte) bool {
	const window = 300
	body = trimSpace(body[:min(len(body), window)])
	foreign := 0
	for i, c := range body {
		switch base64Value[c] {
		case base64Foreign:
			foreign++
		case base64Space:
			if (c == ' ' || c == '\t') && !isSpace(body[i+1]) {
				foreign++
			}
		}
	}
	return foreign*8 <= len(body)
}

// decodeQuotedPrintable decodes body (RFC 2045, section 6.7). What is no valid
// escape stays as it is.
func decodeQuotedPrintable(body []byte) (decoded []byte, fault string) {
	if bytes.IndexByte(body, '=') < 0 {
		return body, ""
	}
	decoded = make([]byte, 0, len(body))
	for len(body) > 0 {
		at := bytes.IndexByte(body, '=')
		if at < 0 {
			return append(decoded, body...), fault
		}
		decoded = append(decoded, body[:at]...)
		body = body[at+1:]
		switch {
		case len(body) >= 2 && unhex(body[0]) >= 0 && unhex(body[1]) >= 0:
			decoded = append(decoded, byte(unhex(body[0])<<4|unhex(body[1])))
			body = body[2:]
		case len(body) == 0:
			fault = "quoted-printable is cut short"
		default:
			n := softBreak(body)
			if n == 0 {
				decoded = append(decoded, '=')
				fault = "quoted-printable is broken"
			}
			body = body[n:]
		}
	}
	return decoded, fault
}

// softBreak returns the length of the soft line break that follows a "=", with
// the white space that relays add before it, or 0 where there is none.
func softBreak(body []byte) int {
	const maxPadding = 100
	for i, c := range body {
		switch {
		case c == '\n':
			return i + 1
		case c == '\r' && (i+1 == len(body) || body[i+1] != '\n'):
			return i + 1
		case !isSpace(c) || i > maxPadding:
			return 0
		}
	}
	return len(body)
}

// unhex returns the value of a hexadecimal digit, or -1. Lower case is against
// RFC 2045, and usual.
func unhex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}
