package mail

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"hearback/classify/mail/mailtest"
)

// corpus returns the files of one archive of real mail.
func corpus(t *testing.T, archive string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	mailtest.EachReal(t, archive, func(name string, content []byte) { files[name] = content })
	return files
}

// TestRealMail reads whole collections. Nothing may break a promise, and of
// ordinary mail nearly every message must give its sender, date, id and text.
func TestRealMail(t *testing.T) {
	tests := []struct {
		archive string
		share   float64 // of messages with sender, date and text
	}{
		{"mime/enmime.tar.gz", 0},
		{"mime/mailparser.tar.gz", 0},
		{"mime/mikel-mail.tar.gz", 0},
		{"mime/stalwart.tar.gz", 0},
		{"ordinary/bounces-bounceparser.tar.gz", 0.9},
		{"ordinary/bounces-flufl.tar.gz", 0.9},
		{"ordinary/mailing-list.tar.gz", 0.99},
		{"ordinary/spamassassin.tar.gz", 0.98},
	}
	for _, tt := range tests {
		t.Run(tt.archive, func(t *testing.T) {
			count, whole, faulty, bytes := 0, 0, 0, 0
			for name, raw := range corpus(t, tt.archive) {
				if strings.HasSuffix(name, ".json") || strings.Contains(name, "COPYING") {
					continue
				}
				m := Parse(raw)
				checkMessage(t, m)
				if t.Failed() {
					t.Fatalf("%s breaks a promise", name)
				}
				count++
				bytes += len(raw)
				if len(m.Faults) > 0 {
					faulty++
				}
				if m.Sent().Address != "" && !m.Date.IsZero() && m.Text+m.Quoted+m.Signature != "" {
					whole++
				} else if testing.Verbose() && tt.share > 0 {
					t.Logf("%s: from %q, date %v, %d bytes of text, faults %q", name, m.Sent().Address, m.Date, len(m.Text), m.Faults)
				}
			}
			t.Logf("%d messages, %d bytes: %d with sender, date and text, %d with faults", count, bytes, whole, faulty)
			if got := float64(whole) / float64(count); got < tt.share {
				t.Errorf("share of whole messages: got %.3f, want %.3f", got, tt.share)
			}
		})
	}
}

// expected is the part of an expected parse that is compared here.
type expected struct {
	TextBody []int `json:"text_body"`
	Parts    []struct {
		Headers []struct {
			Name  any             `json:"name"`
			Value json.RawMessage `json:"value"`
		} `json:"headers"`
		Body json.RawMessage `json:"body"`
	} `json:"parts"`
}

// text returns a text field of the message, and whether there is one.
func (e expected) text(name string) (string, bool) {
	text, found := "", false
	for _, h := range e.Parts[0].Headers {
		if h.Name == name {
			var value struct{ Text *string }
			if json.Unmarshal(h.Value, &value) == nil && value.Text != nil {
				text, found = *value.Text, true
			}
		}
	}
	return text, found
}

// from returns the address of the message's sender, and whether there is one.
func (e expected) from() (string, bool) {
	for _, h := range e.Parts[0].Headers {
		var value struct {
			Address struct{ List []struct{ Address *string } }
		}
		if h.Name == "from" && json.Unmarshal(h.Value, &value) == nil && len(value.Address.List) > 0 && value.Address.List[0].Address != nil {
			return *value.Address.List[0].Address, true
		}
	}
	return "", false
}

// body returns the plain text of the message, and whether that is all of it.
func (e expected) body() (string, bool) {
	var all strings.Builder
	for _, n := range e.TextBody {
		var body struct{ Text *string }
		if json.Unmarshal(e.Parts[n].Body, &body) != nil || body.Text == nil {
			return "", false
		}
		all.WriteString(*body.Text + "\n")
	}
	return all.String(), len(e.TextBody) > 0
}

// TestExpectedParses compares with what another parser expects of its own
// examples. The shares are what holds today; the rest differs on purpose, such
// as an encoded word in a quoted string, or inline files, which are no text
// here.
func TestExpectedParses(t *testing.T) {
	files := corpus(t, "mime/stalwart.tar.gz")
	agree, of := map[string]int{}, map[string]int{}
	compare := func(name, what, got, want string, found bool) {
		if !found {
			return
		}
		of[what]++
		if got == want || reflect.DeepEqual(countWords(got), countWords(want)) {
			agree[what]++
		} else if testing.Verbose() {
			t.Logf("%s: %s: got %q, want %q", name, what, cut(got, 300), cut(want, 300))
		}
	}
	for name, raw := range files {
		if !strings.HasSuffix(name, ".eml") {
			continue
		}
		var want expected
		if err := json.Unmarshal(files[strings.TrimSuffix(name, ".eml")+".json"], &want); err != nil {
			t.Errorf("%s: expected parse: %v", name, err)
			continue
		}
		m := Parse(raw)
		subject, found := want.text("subject")
		compare(name, "subject", m.Subject, subject, found)
		id, found := want.text("message_id")
		compare(name, "message id", m.MessageID, id, found)
		from, found := want.from()
		compare(name, "from", m.Sent().Address, strings.ToLower(from), found)
		text, found := want.body()
		compare(name, "text", m.Text+"\n"+m.Signature+"\n"+m.Quoted, cleanText(text, maxDecoded), found)
	}
	for what, share := range map[string]float64{"subject": 0.9, "message id": 0.9, "from": 0.9, "text": 0.7} {
		t.Logf("%s: %d of %d agree", what, agree[what], of[what])
		if got := float64(agree[what]) / float64(of[what]); got < share {
			t.Errorf("%s: share that agrees: got %.2f, want %.2f", what, got, share)
		}
	}
}
