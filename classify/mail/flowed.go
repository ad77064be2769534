package mail

import "strings"

// unflow joins the lines of format=flowed text (RFC 3676, section 4): a line
// that ends with a space goes on in the next one of the same quote depth. With
// delSp that space is not part of the text (section 4.2).
func unflow(text string, delSp bool) string {
	var b strings.Builder
	b.Grow(len(text))
	flowing, depth := false, 0
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSuffix(line, "\r")
		quotes := len(line) - len(strings.TrimLeft(line, ">"))
		body := strings.TrimPrefix(line[quotes:], " ") // space-stuffing, section 4.4
		mark := body == "-- "                          // section 4.3: never flows
		if flowing && (quotes != depth || mark) {
			b.WriteByte('\n')
			flowing = false
		}
		if !flowing && quotes > 0 {
			b.WriteString(line[:quotes])
			b.WriteByte(' ')
		}
		depth = quotes
		flowing = strings.HasSuffix(body, " ") && !mark
		if flowing && delSp {
			body = body[:len(body)-1]
		}
		b.WriteString(body)
		if !flowing {
			b.WriteByte('\n')
		}
	}
	return b.String()
}
