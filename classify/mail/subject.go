package mail

import (
	"strings"
	"unicode/utf8"
)

// BaseSubject returns a subject without what mail programs and lists put before
// it and after it (RFC 5256, section 2.1, and the same in other languages):
// "Your interview" of "[jobs] AW: Re[2]: Your interview (fwd)". Answers reports
// whether one of these marks is that of an answer. A subject that is made of
// nothing else stays as it is, less its outer space.
func BaseSubject(subject string) (base string, answers bool) {
	base = strings.TrimSpace(subject)
	for {
		rest, mark := cutMark(base)
		if rest == base || rest == "" {
			return base, answers
		}
		base, answers = rest, answers || replyMarks[mark]
	}
}

// cutMark takes one mark off a subject: "[list]", "Re:", "(fwd)".
func cutMark(subject string) (rest, mark string) {
	if blob, after, found := strings.Cut(subject, "]"); found && strings.HasPrefix(blob, "[") && !strings.Contains(blob[1:], "[") {
		return strings.TrimSpace(after), ""
	}
	if rest, mark, found := cutPrefix(subject); found {
		return rest, mark
	}
	if n := len(subject) - len("(fwd)"); n >= 0 && strings.EqualFold(subject[n:], "(fwd)") {
		return strings.TrimSpace(subject[:n]), ""
	}
	return subject, ""
}

// cutPrefix takes the mark of an answer or a forward off a subject.
func cutPrefix(subject string) (rest, mark string, found bool) {
	i := strings.IndexAny(subject, ":：")
	if i < 0 || i > longestMark {
		return "", "", false
	}
	mark, _, _ = strings.Cut(subject[:i], "[")                                // QUIRK: some programs count: "Re[2]:", "Re(2):", "Re^2:"
	mark = strings.ToLower(strings.TrimRight(mark, "()^0123456789 \t\u00a0")) // French typography has a space before the colon
	if !replyMarks[mark] && !forwardMarks[mark] {
		return "", "", false
	}
	_, size := utf8.DecodeRuneInString(subject[i:])
	return strings.TrimSpace(subject[i+size:]), mark, true
}

// longestMark is how many bytes may stand before the colon of a mark.
const longestMark = 16

// The marks of answers and of what is passed on, as mail programs write them in
// their languages.
var (
	replyMarks   = marks("re aw antw antwort sv vs ref rif res rép rep odp ynt vá atb 答复 回复 回覆 返信")
	forwardMarks = marks("fw fwd wg tr rv enc i vl pd doorst videresendt vb ilt 转发 轉寄 転送")
)

func marks(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}
