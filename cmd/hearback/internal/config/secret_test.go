package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestSecretIsNeverPrinted(t *testing.T) {
	s := NewSecret(secret)
	if s.Reveal() != secret || (Secret{}).Reveal() != "" {
		t.Fatal("Reveal does not")
	}
	if s.String() != "***" || s.GoString() != "***" {
		t.Errorf("got %s and %s", s.String(), s.GoString())
	}
	account := Account{Name: "personal", command: command{text: s}, OAuth: &OAuth{secret: s, secretCommand: command{text: s}}}
	within := struct {
		Shown  Secret
		hidden Secret
		list   []Secret
	}{s, s, []Secret{s}}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		for _, value := range []any{s, &s, account, &account, within, []Secret{s}, map[string]Secret{"a": s}} {
			got := fmt.Sprintf(verb, value)
			if strings.Contains(got, secret) || strings.Contains(got, fmt.Sprintf("%x", secret)) {
				t.Errorf("%s of %T: %s", verb, value, got)
			}
		}
	}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("text", "secret", s, "account", account)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("json", "secret", s, "account", account, "list", []Secret{s})
	encoded, err := json.Marshal(map[string]any{"secret": s, "account": account, "key": map[Secret]int{s: 1}})
	if err != nil {
		t.Fatal(err)
	}
	if all := log.String() + string(encoded); strings.Contains(all, secret) || !strings.Contains(all, "***") {
		t.Errorf("logged or encoded: %s", all)
	}
}
