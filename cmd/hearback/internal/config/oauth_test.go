package config

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestProofs(t *testing.T) {
	for _, test := range []struct {
		name, text string
		keyring    bool
		want       *OAuth
		secret     string
	}{
		{"command", account, false, nil, ""},
		{"command, and no keyring", account + "keyring = false\n", false, nil, ""},
		{"keyring", with(4, "keyring = true"), true, nil, ""},
		{"google", oauth + "client_id = 'x'\nclient_secret = '" + secret + "'\n", false, &OAuth{
			ClientID: "x", AuthURL: "https://accounts.google.com/o/oauth2/v2/auth", TokenURL: "https://oauth2.googleapis.com/token",
			Scopes: []string{"https://mail.google.com/"}, AuthParams: map[string]string{"access_type": "offline", "prompt": "consent"}, RedirectHost: "127.0.0.1",
		}, secret},
		{"microsoft, one tenant", with(4, `oauth = { provider = "microsoft", client_id = "x", token_url = "https://login.microsoftonline.com/acme/oauth2/v2.0/token" }`), false, &OAuth{
			ClientID: "x", AuthURL: "https://login.microsoftonline.com/common/oauth2/v2.0/authorize", TokenURL: "https://login.microsoftonline.com/acme/oauth2/v2.0/token",
			DeviceURL: "https://login.microsoftonline.com/common/oauth2/v2.0/devicecode", RedirectHost: "localhost",
			Scopes: []string{"https://outlook.office.com/IMAP.AccessAsUser.All", "https://outlook.office.com/SMTP.Send", "offline_access"},
		}, ""},
		{"another", with(4, "oauth.client_id = 'x'\noauth.auth_url = 'https://a.example/a'\noauth.token_url = 'http://127.0.0.1:8080/t'\noauth.scopes = ['mail']\noauth.client_secret_command = \"echo '"+secret+"'\""), false, &OAuth{
			ClientID: "x", AuthURL: "https://a.example/a", TokenURL: "http://127.0.0.1:8080/t", Scopes: []string{"mail"}, RedirectHost: "127.0.0.1",
		}, secret},
	} {
		c, err := load(t, test.text)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		a := c.Accounts[0]
		if a.Keyring != test.keyring {
			t.Errorf("%s: keyring %v", test.name, a.Keyring)
		}
		if diff := cmp.Diff(test.want, a.OAuth, cmpopts.IgnoreUnexported(OAuth{})); diff != "" {
			t.Errorf("%s: oauth (-want +got):\n%s", test.name, diff)
		}
		if a.OAuth == nil {
			continue
		}
		if got, err := a.OAuth.ClientSecret(t.Context()); err != nil || got.Reveal() != test.secret {
			t.Errorf("%s: client secret %q, %v, want %q", test.name, got.Reveal(), err, test.secret)
		}
	}
}

// P14: a secret that stands in the file is for nobody else.
func TestExposedFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("SKIPPED: Windows has no such permissions")
	}
	path := filepath.Join(t.TempDir(), "config.toml")
	for _, test := range []struct {
		mode os.FileMode
		text string
		want bool // refused
	}{
		{0o600, "client_secret = '" + secret + "'\n", false},
		{0o644, "client_secret = '" + secret + "'\n", true},
		{0o640, "client_secret = '" + secret + "'\n", true},
		{0o604, "client_secret = '" + secret + "'\n", true},
		{0o644, "client_secret_command = 'pass show client'\n", false},
	} {
		text := oauth + "client_id = 'x'\n" + test.text
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, test.mode); err != nil {
			t.Fatal(err)
		}
		_, err := Load(path)
		if !test.want {
			if err != nil {
				t.Errorf("%o %s: %v", test.mode, test.text, err)
			}
			continue
		}
		e, ok := errors.AsType[*Error](err)
		if !ok || e.Line != 8 || e.Key != "account.personal.oauth.client_secret" || !strings.Contains(strings.Join(e.Hint, "\n"), "chmod 600") {
			t.Errorf("%o: got %v, want a refusal at line 8 with chmod 600", test.mode, err)
			continue
		}
		checkOneLine(t, "exposed", e)
	}
}
