package config

import (
	"context"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// OAuth is how an account signs in by OAuth 2 (RFC 6749): at whose servers, and
// as which client, which the person has registered there.
type OAuth struct {
	ClientID string
	// The authorization, token and device authorization (RFC 8628) endpoints:
	// https, or http to loopback. DeviceURL is "" where there is none.
	AuthURL, TokenURL, DeviceURL string
	Scopes                       []string
	// AuthParams are asked for beyond what RFC 6749 says, by name.
	AuthParams map[string]string
	// RedirectHost is loopback as the provider wants it called: 127.0.0.1
	// (RFC 8252, section 8.3), or localhost.
	RedirectHost string

	secret        Secret
	secretCommand command
}

// ClientSecret returns the client's secret, which many public clients do not
// have: then it is empty. It may run a command, as Password does.
func (o OAuth) ClientSecret(ctx context.Context) (Secret, error) {
	if o.secretCommand.text.Reveal() == "" {
		return o.secret, nil
	}
	return o.secretCommand.run(ctx)
}

// presets are the endpoints of the providers that have a name.
var presets = map[string]OAuth{
	// https://developers.google.com/identity/protocols/oauth2/native-app; there
	// is a device flow, but not for this scope. Without "consent" a second
	// sign-in yields no refresh token.
	"google": {
		AuthURL:    "https://accounts.google.com/o/oauth2/v2/auth",
		TokenURL:   "https://oauth2.googleapis.com/token",
		Scopes:     []string{"https://mail.google.com/"},
		AuthParams: map[string]string{"access_type": "offline", "prompt": "consent"},
	},
	// https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth;
	// a registered http://localhost stands for every port, 127.0.0.1 does not.
	"microsoft": {
		AuthURL:      "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
		TokenURL:     "https://login.microsoftonline.com/common/oauth2/v2.0/token",
		DeviceURL:    "https://login.microsoftonline.com/common/oauth2/v2.0/devicecode",
		Scopes:       []string{"https://outlook.office.com/IMAP.AccessAsUser.All", "https://outlook.office.com/SMTP.Send", "offline_access"},
		RedirectHost: "localhost",
	},
}

var oauthKeys = []string{"provider", "client_id", "client_secret", "client_secret_command", "auth_url", "token_url", "device_url", "scopes"}

// over returns the settings with those of a preset where there are none.
func (o OAuth) over(preset OAuth) OAuth {
	for _, text := range []struct {
		own       *string
		otherwise string
	}{
		{&o.AuthURL, preset.AuthURL}, {&o.TokenURL, preset.TokenURL}, {&o.DeviceURL, preset.DeviceURL},
		{&o.RedirectHost, preset.RedirectHost}, {&o.RedirectHost, "127.0.0.1"},
	} {
		if *text.own == "" {
			*text.own = text.otherwise
		}
	}
	if o.Scopes == nil {
		o.Scopes = preset.Scopes
	}
	o.AuthParams = preset.AuthParams
	return o
}

// setOAuth takes in a key of the table, or the table itself.
func (a *draft) setOAuth(s setting, exposed bool) (err error) {
	if len(s.path) == 3 {
		if !s.isTable() {
			return wrong("want a table: [account."+a.Name+".oauth]", oauthSample...)
		}
		a.OAuth = &OAuth{}
		return nil
	}
	if a.OAuth == nil {
		a.OAuth = &OAuth{}
	}
	key := s.path[3]
	if key == "scopes" {
		a.OAuth.Scopes, err = s.strings(4)
		return err
	}
	if !slices.Contains(oauthKeys, key) {
		return unknown(key, oauthKeys, accountKeys, "it belongs to the account: write it below [account."+a.Name+"]")
	}
	text, err := s.string(4)
	if err != nil {
		return err
	}
	o := a.OAuth
	switch key {
	case "provider":
		if _, known := presets[text]; !known {
			return wrong("no such provider is known", "known: google, microsoft", "for another one write auth_url, token_url and scopes instead")
		}
		a.provider = text
	case "client_id":
		o.ClientID = text
	case "client_secret":
		if exposed {
			return wrong("other users of this machine can read this secret", "run chmod 600 on the file", `or write client_secret_command = "pass show mail-client"`)
		}
		o.secret = NewSecret(text)
	case "client_secret_command":
		o.secretCommand, err = newCommand(s, 4)
	case "auth_url":
		o.AuthURL, err = webAddress(text)
	case "token_url":
		o.TokenURL, err = webAddress(text)
	case "device_url":
		o.DeviceURL, err = webAddress(text)
	}
	return err
}

var oauthSample = []string{"[account.personal.oauth]", `provider = "google"`, `client_id = "..."`}

// missing returns the first key that is needed and not there; "" for none.
func (o OAuth) missing() string {
	switch {
	case o.ClientID == "":
		return "client_id"
	case o.AuthURL == "":
		return "auth_url"
	case o.TokenURL == "":
		return "token_url"
	case len(o.Scopes) == 0:
		return "scopes"
	}
	return ""
}

// webAddress checks an endpoint: what is sent there is secret.
func webAddress(text string) (string, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Hostname() == "":
		return "", wrong("not a URL")
	case u.User != nil || u.Fragment != "":
		return "", wrong("want neither a user name nor a # in the URL")
	case u.Scheme == "https", u.Scheme == "http" && isLoopback(u.Hostname()):
		return text, nil
	}
	return "", wrong("want a URL of scheme https")
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}
