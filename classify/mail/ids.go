package mail

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// Limits of message ids. Of a longer list the first and the last are kept:
// the first name the thread's root, the last its nearest messages.
const (
	maxIDs     = 100
	maxRootIDs = 20
	maxID      = 500 // bytes; a longer id is passed over, as a cut one could equal another
)

// appendIDs adds the message ids of a References or In-Reply-To value (RFC
// 5322, section 3.6.4) to ids, at most maxIDs in all.
func appendIDs(ids []string, value string) []string {
	n := len(ids) // how many were seen, kept or not
	if room := min(strings.Count(value, "<"), maxIDs); n == 0 && room > 0 {
		ids = make([]string, 0, room)
	}
	eachID(value, func(id string) bool {
		if n < maxIDs {
			ids = append(ids, id)
		} else {
			// The last ones live in a ring behind the roots until the end.
			ids[maxRootIDs+(n-maxRootIDs)%(maxIDs-maxRootIDs)] = id
		}
		n++
		return true
	})
	if n > maxIDs {
		ring := ids[maxRootIDs:]
		turn := (n - maxRootIDs) % len(ring)
		turned := append(append(make([]string, 0, len(ring)), ring[turn:]...), ring[:turn]...)
		copy(ring, turned)
	}
	if len(ids) == 0 {
		return nil
	}
	return ids
}

// firstID returns the first message id of value, or "".
func firstID(value string) string {
	var first string
	eachID(value, func(id string) bool {
		first = id
		return false
	})
	if first == "" && !strings.ContainsAny(value, "<@") {
		// QUIRK: ids without brackets and without "@".
		if words := strings.Fields(value); len(words) == 1 {
			first = idText(words[0])
		}
	}
	return first
}

// eachID calls visit with each readable id of value until it says false.
// Where there are angle brackets only what stands in them is an id, since old
// programs wrote phrases around them (RFC 5322, section 4.5.4); where there
// are none, each word with an "@" is.
func eachID(value string, visit func(string) bool) {
	if strings.IndexByte(value, '<') < 0 {
		for word := range strings.FieldsFuncSeq(value, func(r rune) bool {
			return r == ' ' || r == '\t' || r == '\r' || r == '\n' || r == ',' || r == ';'
		}) {
			if strings.IndexByte(word, '@') < 0 {
				continue
			}
			if id := idText(word); id != "" && !visit(id) {
				return
			}
		}
		return
	}
	for {
		open := strings.IndexByte(value, '<')
		if open < 0 {
			return
		}
		value = value[open+1:]
		end := 0 // QUIRK: the last bracket is missing: then it is the end
		for end < len(value) && value[end] != '<' && value[end] != '>' {
			end++
		}
		if id := idText(value[:end]); id != "" && !visit(id) {
			return
		}
		value = value[end:]
	}
}

// idText cleans one id: white space goes, as ids are folded in the middle by
// some programs. It returns "" where nothing useful remains.
func idText(s string) string {
	if len(s) > 4*maxID {
		return ""
	}
	if !isCleanASCII(s) || s == "" || s[0] == '"' || s[0] == '\'' || s[0] == '<' {
		s = cleanLine(strings.Trim(s, "<>\"' \t\r\n"), len(s)*3)
	}
	if strings.IndexByte(s, ' ') >= 0 {
		s = strings.ReplaceAll(s, " ", "")
	}
	if len(s) > maxID {
		return ""
	}
	return s
}

// threadIndex returns the conversation of a Thread-Index value: base64 of a
// 22-byte header (a reserved byte, five bytes of time, a GUID) that is the
// same in the whole conversation, then 5 bytes for each reply
// ([MS-OXOMSG], section 2.2.1.3).
func threadIndex(value []byte) string {
	const size = 22
	var text [32]byte // 30 characters carry 22 bytes; the rest pads the last quantum
	n := 0
	for _, c := range value {
		if isSpace(c) || c == '=' {
			continue
		}
		if n == len(text) {
			break
		}
		text[n] = c
		n++
	}
	var head [24]byte
	got, err := base64.RawStdEncoding.Decode(head[:], text[:n])
	if err != nil || got < size {
		return ""
	}
	return hex.EncodeToString(head[:size])
}
