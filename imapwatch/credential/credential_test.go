package credential

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestClient(t *testing.T) {
	password, token := Password("looking-glass"), Token("ya29.tea")
	for _, test := range []struct {
		name       string
		credential Credential
		user       string
		offered    []string
		mechanism  string // "" for none
		response   string
	}{
		{"password", password, "alice", []string{"XOAUTH2", "LOGIN", "PLAIN"}, "PLAIN", "\x00alice\x00looking-glass"},
		{"password, no PLAIN", password, "alice", []string{"XOAUTH2", "OAUTHBEARER"}, "", ""},
		{"token, both", token, "alice", []string{"PLAIN", "XOAUTH2", "OAUTHBEARER"}, "OAUTHBEARER", "n,a=alice,\x01host=mail.example\x01port=993\x01auth=Bearer ya29.tea\x01\x01"},
		{"token, a name with signs", token, "a=b,c", []string{"OAUTHBEARER"}, "OAUTHBEARER", "n,a=a=3Db=2Cc,\x01host=mail.example\x01port=993\x01auth=Bearer ya29.tea\x01\x01"},
		// The example of Google's page, with our names.
		{"token, XOAUTH2", token, "alice@example.org", []string{"PLAIN", "XOAUTH2"}, "XOAUTH2", "user=alice@example.org\x01auth=Bearer ya29.tea\x01\x01"},
		{"token, only passwords taken", token, "alice", []string{"PLAIN", "LOGIN"}, "", ""},
	} {
		client := test.credential.Client(test.user, "mail.example", 993, func(m string) bool { return slices.Contains(test.offered, m) })
		if client == nil {
			if test.mechanism != "" {
				t.Errorf("%s: got no client, want %s", test.name, test.mechanism)
			}
			continue
		}
		mechanism, response, err := client.Start()
		if err != nil || mechanism != test.mechanism || string(response) != test.response {
			t.Errorf("%s: got %s %q, %v; want %s %q", test.name, mechanism, response, err, test.mechanism, test.response)
		}
		if !test.credential.IsToken() {
			continue
		}
		if answer, err := client.Next([]byte(`{"status":"401"}`)); err != nil || string(answer) != "\x01" {
			t.Errorf("%s: got %q, %v in answer to the refusal, want 0x01", test.name, answer, err)
		}
		if _, err := client.Next([]byte("more")); err == nil {
			t.Errorf("%s: goes on answering", test.name)
		}
	}
}

func TestCredentialIsNeverPrinted(t *testing.T) {
	const secret = "looking-glass"
	c := Token(secret)
	within := struct{ hidden Credential }{c}
	var all bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		for _, value := range []any{c, &c, within, &within, []Credential{c}} {
			fmt.Fprintf(&all, verb+"\n", value)
		}
	}
	slog.New(slog.NewTextHandler(&all, nil)).Info("text", "secret", c, "within", within)
	slog.New(slog.NewJSONHandler(&all, nil)).Info("json", "secret", c, "within", within)
	encoded, err := json.Marshal([]any{c, within})
	if err != nil {
		t.Fatal(err)
	}
	all.Write(encoded)
	for _, form := range append(c.Forms(), fmt.Sprintf("%x", secret)) {
		if strings.Contains(all.String(), form) {
			t.Errorf("%q is in\n%s", form, all.String())
		}
	}
	if c.Reveal() != secret || (Credential{}).Reveal() != "" || len((Credential{}).Forms()) != 0 {
		t.Error("Reveal does not, or an empty credential has forms")
	}
}

// Whatever stands around a secret in a base64 text, one of its forms is found
// there, and taking the forms out leaves nothing to decode it from.
func TestForms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringMatching(`[ -~]{8,80}`).Draw(t, "secret")
		before := rapid.StringN(0, 10, -1).Draw(t, "before")
		after := rapid.StringN(0, 10, -1).Draw(t, "after")
		for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding, base64.RawStdEncoding} {
			text := encoding.EncodeToString([]byte(before + secret + after))
			if !slices.ContainsFunc(Token(secret).Forms(), func(form string) bool { return strings.Contains(text, form) }) {
				t.Fatalf("no form of %q in %q", secret, text)
			}
		}
	})
}

func TestRedact(t *testing.T) {
	for secret, texts := range map[string][]string{
		"looking-glass": {"looking-glass", `"looking-glass"`},
		`pa"ss\word`:    {`pa"ss\word`, `LOGIN "pa\"ss\\word"`, "pa%22ss%5Cword"},
		`glass\`:        {`glass\`, `LOGIN "glass\\"`},
		"look glass":    {"look glass", "look+glass", "look%20glass"},
	} {
		for _, text := range texts {
			if got := strings.Trim(Password(secret).Redact(text), `LOGIN "`); got != "[secret]" {
				t.Errorf("%s: got %s", text, got)
			}
		}
	}
}
