// Package logintest holds what a sign-in is tested against: an OAuth 2 provider
// on loopback, and a real keyring on a session bus of its own.
package logintest

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"
)

// The client that every provider here knows, and its secret.
const (
	ClientID     = "hearback-of-alice"
	ClientSecret = "GOCSPX-cheshire/cat+grin"
)

// Provider is an authorization server (RFC 6749) that checks PKCE (RFC 7636)
// and has a device flow (RFC 8628). Whoever opens its page has signed in.
type Provider struct {
	// Lifetime of access tokens; zero: an hour.
	Lifetime time.Duration
	// Rotate gives another refresh token at each refresh, and takes the one
	// before no more.
	Rotate bool
	// Denied is the error with which the page sends the browser back; "":
	// none.
	Denied string
	// Pending are the errors that the device flow answers with, one for each
	// question, before it gives a token.
	Pending []string
	// Device, where not nil, changes the answer that begins a device flow.
	Device map[string]any
	// Token, where not nil, answers for the token endpoint.
	Token http.HandlerFunc
	// Issued is told each access token; nil: nobody is.
	Issued func(token string)

	URL string

	mu      sync.Mutex
	codes   map[string]url.Values // of the pages: what was asked for
	refresh map[string]bool       // the refresh tokens it takes
	asked   []url.Values          // of the token endpoint
	secrets []string              // tokens, codes: all that it made up
}

// NewProvider starts one, which ends with the test.
func NewProvider(t testing.TB) *Provider {
	p := &Provider{codes: make(map[string]url.Values), refresh: make(map[string]bool)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /authorize", p.page)
	mux.HandleFunc("POST /token", p.token)
	mux.HandleFunc("POST /device", p.device)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	p.URL = server.URL
	return p
}

// Config is the table of an account that signs in here, by its name.
func (p *Provider) Config(account string) string {
	return fmt.Sprintf("[account.%s.oauth]\nclient_id = %q\nclient_secret = %q\nauth_url = %q\ntoken_url = %q\ndevice_url = %q\nscopes = [\"mail\", \"offline\"]\n",
		account, ClientID, ClientSecret, p.URL+"/authorize", p.URL+"/token", p.URL+"/device")
}

// Withdraw ends all sign-ins: no refresh token is taken any more.
func (p *Provider) Withdraw() {
	p.mu.Lock()
	defer p.mu.Unlock()
	clear(p.refresh)
}

// Grant returns a refresh token that it takes.
func (p *Provider) Grant() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.grant()
}

func (p *Provider) grant() string {
	token := p.invent("1//refresh")
	p.refresh[token] = true
	return token
}

// Asked returns the forms that were sent to the token endpoint.
func (p *Provider) Asked() []url.Values {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]url.Values(nil), p.asked...)
}

// Secrets returns all that must be found nowhere.
func (p *Provider) Secrets() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string{ClientSecret}, p.secrets...)
}

// invent makes a secret up, with signs that are written otherwise in URLs.
func (p *Provider) invent(kind string) string {
	secret := kind + "/" + rand.Text() + "+~="
	p.secrets = append(p.secrets, secret)
	return secret
}

// page is where a person would sign in.
func (p *Provider) page(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	asked := r.URL.Query()
	back, err := url.Parse(asked.Get("redirect_uri"))
	switch {
	case err != nil || back.Hostname() != "127.0.0.1" && back.Hostname() != "localhost",
		asked.Get("client_id") != ClientID, asked.Get("response_type") != "code", asked.Get("state") == "",
		asked.Get("scope") != "mail offline", asked.Get("code_challenge") == "", asked.Get("code_challenge_method") != "S256":
		http.Error(w, "bad request: "+r.URL.RawQuery, http.StatusBadRequest)
		return
	}
	answer := url.Values{"state": asked["state"]}
	if p.Denied != "" {
		answer.Set("error", p.Denied)
		answer.Set("error_description", "the person\x1b[31m said no")
	} else {
		code := p.invent("4/code")
		p.codes[code] = asked
		answer.Set("code", code)
	}
	back.RawQuery = answer.Encode()
	http.Redirect(w, r, back.String(), http.StatusFound)
}

func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := r.ParseForm(); err != nil {
		refuse(w, "invalid_request")
		return
	}
	form := r.PostForm
	p.asked = append(p.asked, form)
	if p.Token != nil {
		p.Token(w, r)
		return
	}
	if form.Get("client_id") != ClientID || form.Get("client_secret") != ClientSecret {
		refuse(w, "invalid_client")
		return
	}
	refreshToken := form.Get("refresh_token")
	switch form.Get("grant_type") {
	case "authorization_code":
		asked, known := p.codes[form.Get("code")]
		delete(p.codes, form.Get("code")) // once only
		sum := sha256.Sum256([]byte(form.Get("code_verifier")))
		if !known || base64.RawURLEncoding.EncodeToString(sum[:]) != asked.Get("code_challenge") || form.Get("redirect_uri") != asked.Get("redirect_uri") {
			refuse(w, "invalid_grant")
			return
		}
		refreshToken = p.grant()
	case "refresh_token":
		if !p.refresh[refreshToken] {
			refuse(w, "invalid_grant")
			return
		}
		if p.Rotate {
			delete(p.refresh, refreshToken)
			refreshToken = p.grant()
		}
	case "urn:ietf:params:oauth:grant-type:device_code":
		if len(p.Pending) > 0 {
			refuse(w, p.Pending[0])
			p.Pending = p.Pending[1:]
			return
		}
		refreshToken = p.grant()
	default:
		refuse(w, "unsupported_grant_type")
		return
	}
	access := p.invent("ya29.access")
	if p.Issued != nil {
		p.Issued(access)
	}
	lifetime := p.Lifetime
	if lifetime == 0 {
		lifetime = time.Hour
	}
	reply(w, http.StatusOK, map[string]any{"access_token": access, "token_type": "Bearer", "refresh_token": refreshToken, "expires_in": int(lifetime.Seconds())})
}

func (p *Provider) device(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if body, err := io.ReadAll(r.Body); err != nil || string(body) != "client_id="+ClientID+"&scope=mail+offline" {
		refuse(w, "invalid_request")
		return
	}
	answer := map[string]any{"device_code": p.invent("device"), "user_code": "WXYZ-1234", "verification_uri": p.URL + "/code", "expires_in": 900, "interval": 1}
	for key, value := range p.Device {
		answer[key] = value
	}
	reply(w, http.StatusOK, answer)
}

// refuse is an error as RFC 6749, section 5.2, has it.
func refuse(w http.ResponseWriter, code string) {
	reply(w, http.StatusBadRequest, map[string]any{"error": code, "error_description": "because " + code})
}

func reply(w http.ResponseWriter, status int, body map[string]any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // who has gone away has no use for it
}
