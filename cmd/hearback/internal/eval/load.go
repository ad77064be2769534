// Package eval scores the reading of labelled mail.
package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"hearback/classify"
	"hearback/classify/mail"
	"hearback/cmd/hearback/internal/mailfile"
)

// Sample is one message with its label.
type Sample struct {
	ID      string
	Gold    string // its label: a kind, a word of the labeller's own, or none
	Message mail.Message
	// bare says that of the header only what a person would see is known: the
	// gate has nothing to judge by.
	bare bool
	own  bool // the candidate's, by its label
}

// Load reads labelled mail: a file of JSON lines, or what mailfile reads. There
// the label is the name of the folder or of the mbox file, else the field
// X-Gold, else what the file's name begins with.
func Load(path string) ([]Sample, error) {
	if ext := filepath.Ext(path); ext == ".jsonl" || ext == ".ndjson" || ext == ".json" {
		return loadLines(path)
	}
	folders, err := mailfile.Folders([]string{path})
	if err != nil {
		return nil, err
	}
	var samples []Sample
	for _, f := range folders {
		n := 0
		for m, err := range f.Messages(mail.MaxRaw) {
			if err != nil {
				return nil, fmt.Errorf("%s: %w", f.Path, err)
			}
			n++
			s := Sample{ID: strings.TrimSuffix(m.Name, filepath.Ext(m.Name)), Message: mail.Parse(m.Raw)}
			if m.Name == "" {
				s.ID = fmt.Sprintf("%s:%d", filepath.Base(f.Path), n)
			}
			s.Gold = labelOf(f.Name, m)
			samples = append(samples, s)
		}
	}
	return samples, nil
}

// labelOf finds the label of a message that is no JSON line.
func labelOf(folder string, m mailfile.Message) string {
	if isKind(folder) {
		return folder
	}
	head, _, _ := bytes.Cut(m.Raw, []byte("\n\n"))
	for line := range bytes.Lines(head) {
		if name, value, ok := strings.Cut(string(line), ":"); ok && strings.EqualFold(name, "X-Gold") {
			return strings.TrimSpace(value)
		}
	}
	best := ""
	for _, k := range classify.Kinds {
		if strings.HasPrefix(m.Name, string(k)) && len(k) > len(best) {
			best = string(k)
		}
	}
	if best == "" && m.Name != "" {
		best = folder
	}
	return best
}

func isKind(label string) bool { return slices.Contains(classify.Kinds, classify.Kind(label)) }

// line is one JSON line. Any field but the body or the subject may be missing.
type line struct {
	ID      json.RawMessage
	N       json.RawMessage // an id by another name
	From    text
	To      text
	Subject text
	Date    text
	Headers json.RawMessage // an object, a list of pairs, or the raw fields
	Body    text
	Gold    string
	Label   string
}

// text is a JSON string, or a list of them.
type text string

func (t *text) UnmarshalJSON(b []byte) error {
	var one *string
	if err := json.Unmarshal(b, &one); err == nil {
		if one != nil {
			*t = text(*one)
		}
		return nil
	}
	var many []string
	if err := json.Unmarshal(b, &many); err != nil {
		return errors.New("neither a string nor a list of strings")
	}
	*t = text(strings.Join(many, ", "))
	return nil
}

func loadLines(path string) ([]Sample, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var samples []Sample
	lines := bufio.NewReader(f)
	for number := 1; ; number++ {
		raw, err := lines.ReadBytes('\n')
		if len(bytes.TrimSpace(raw)) > 0 {
			var l line
			if err := json.Unmarshal(raw, &l); err != nil {
				return nil, fmt.Errorf("%s: line %d: %w", path, number, err)
			}
			s, err := l.sample(number)
			if err != nil {
				return nil, fmt.Errorf("%s: line %d: %w", path, number, err)
			}
			samples = append(samples, s)
		}
		if errors.Is(err, io.EOF) {
			return samples, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
}

// sample makes a message of a line.
func (l line) sample(number int) (Sample, error) {
	s := Sample{Gold: l.Gold, ID: fmt.Sprint(number)}
	if s.Gold == "" {
		s.Gold = l.Label
	}
	if l.Body == "" && l.Subject == "" {
		return s, errors.New("neither subject nor body")
	}
	for _, id := range []json.RawMessage{l.N, l.ID} {
		if len(id) > 0 && string(id) != "null" {
			s.ID = strings.Trim(string(id), `"`)
		}
	}
	raw, given, err := l.raw()
	if err != nil {
		return s, err
	}
	s.Message = mail.Parse(raw)
	s.bare = l.Subject == "" && l.From == "" && !given
	return s, nil
}

// raw writes the line as a message, and says whether it has headers of its own.
func (l line) raw() (raw []byte, given bool, err error) {
	fields, err := fieldsOf(l.Headers)
	if err != nil {
		return nil, false, fmt.Errorf("headers: %w", err)
	}
	has := map[string]string{}
	var b bytes.Buffer
	for _, f := range fields {
		name := strings.ToLower(f[0])
		if name == "content-type" || name == "content-transfer-encoding" {
			has[name] = f[1]
			continue
		}
		has[name] = f[1]
		writeField(&b, f[0], f[1])
	}
	for _, f := range [][2]string{{"From", string(l.From)}, {"To", string(l.To)}, {"Subject", string(l.Subject)}, {"Date", date(string(l.Date))}} {
		if f[1] != "" && has[strings.ToLower(f[0])] == "" {
			writeField(&b, f[0], f[1])
		}
	}
	body := string(l.Body)
	if !rawBody(has["content-type"], body) {
		has["content-type"], has["content-transfer-encoding"] = wordsType(has["content-type"], body), "8bit"
	}
	writeField(&b, "Content-Type", has["content-type"])
	if encoding := has["content-transfer-encoding"]; encoding != "" {
		writeField(&b, "Content-Transfer-Encoding", encoding)
	}
	b.WriteString("\n" + body)
	return b.Bytes(), len(fields) > 0, nil
}

// rawBody reports whether a body stands as it was sent: it has the parts that
// its Content-Type speaks of. Else it is taken for words.
func rawBody(contentType, body string) bool {
	_, params, err := mime.ParseMediaType(contentType)
	return err == nil && params["boundary"] != "" && strings.Contains(body, "--"+params["boundary"])
}

// markup is how a body of HTML begins, whole or a piece.
var markup = regexp.MustCompile(`(?i)^\s*<(!doctype html|html|head|body|div|p|table|span|style|meta|center|font|br|h[1-6])\b[^<]*>`)

// wordsType is the type of a body that is words: of a report it is kept that it
// was one.
func wordsType(contentType, body string) string {
	media, params, err := mime.ParseMediaType(contentType)
	switch {
	case err == nil && media == "multipart/report":
		return mime.FormatMediaType("text/plain", map[string]string{"charset": "utf-8", "report-type": params["report-type"]})
	case err == nil && (media == "text/html" || media == "text/calendar"):
		return media + "; charset=utf-8"
	case markup.MatchString(body):
		return "text/html; charset=utf-8"
	}
	return "text/plain; charset=utf-8"
}

func writeField(b *bytes.Buffer, name, value string) {
	fmt.Fprintf(b, "%s: %s\n", strings.TrimSpace(name), strings.Join(strings.Fields(value), " "))
}

// date writes an RFC 3339 time as RFC 5322 does, and leaves others alone.
func date(s string) string {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format(time.RFC1123Z)
		}
	}
	return s
}

// fieldsOf reads the header fields in any of the forms they are given in, those
// of an object in the order of their names.
func fieldsOf(raw json.RawMessage) ([][2]string, error) {
	if len(raw) == 0 || string(raw) == "null" {
		return nil, nil
	}
	var fields [][2]string
	var object map[string]text
	var pairs [][2]string
	var one string
	switch {
	case json.Unmarshal(raw, &object) == nil:
		for name, value := range object {
			fields = append(fields, [2]string{name, string(value)})
		}
		slices.SortFunc(fields, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	case json.Unmarshal(raw, &pairs) == nil:
		fields = pairs
	case json.Unmarshal(raw, &one) == nil:
		unfolded := strings.NewReplacer("\r\n", "\n", "\n ", " ", "\n\t", " ").Replace(one)
		for l := range strings.SplitSeq(unfolded, "\n") {
			if name, value, ok := strings.Cut(l, ":"); ok {
				fields = append(fields, [2]string{name, value})
			}
		}
	default:
		return nil, errors.New("neither an object, nor a list of pairs, nor text")
	}
	return fields, nil
}
