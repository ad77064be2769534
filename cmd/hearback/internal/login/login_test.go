package login

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/zalando/go-keyring"

	"hearback/cmd/hearback/internal/config"
	"hearback/cmd/hearback/internal/login/logintest"
	"hearback/imapwatch/credential"
)

// stand is a provider, a source of an account that signs in there, and a
// keyring in memory. The real one is tested with the whole program.
type stand struct {
	*logintest.Provider
	*Source
	log  bytes.Buffer
	said []string // to the person
}

func newStand(t *testing.T) *stand {
	t.Helper()
	keyring.MockInit()
	s := &stand{Provider: logintest.NewProvider(t)}
	s.Source = New(account(t, s.Config("test")), slog.New(slog.NewTextHandler(&s.log, nil)))
	return s
}

// account is one of a config with the given end.
func account(t *testing.T, proof string) config.Account {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config.toml")
	text := "[account.test]\naddress = 'alice@example.org'\nimap = 'imaps://imap.example.org'\n" + proof
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	return c.Accounts[0]
}

// keeps puts a refresh token into the keyring.
func (s *stand) keeps(t *testing.T, token string) {
	t.Helper()
	if err := keep(t.Context(), s.account, token); err != nil {
		t.Fatal(err)
	}
}

// gives asks for a token, which must come.
func (s *stand) gives(t *testing.T, refused bool) string {
	t.Helper()
	c, err := s.Credential(t.Context(), refused)
	if err != nil || !c.IsToken() {
		t.Fatalf("got %v, want a token", err)
	}
	return c.Reveal()
}

// silent checks that nothing that was printed or returned holds a secret.
func (s *stand) silent(t *testing.T, err error) {
	t.Helper()
	all := s.log.String() + strings.Join(s.said, "\n")
	if err != nil {
		all += err.Error()
	}
	for _, secret := range s.Secrets() {
		for _, form := range credential.Password(secret).Forms() {
			if strings.Contains(all, form) {
				t.Errorf("%q was told: %s", form, all)
			}
		}
	}
}

// signIn signs in, with browse in the place of the person.
func (s *stand) signIn(t *testing.T, device bool, browse func(address string)) error {
	t.Helper()
	err := s.SignIn(t.Context(), device, func(line string) {
		s.said = append(s.said, line)
		if strings.HasPrefix(line, s.URL) {
			go browse(line)
		}
	})
	s.silent(t, err)
	return err
}

// open is what a browser does: it follows the redirects to our page.
func open(t *testing.T, address string) (status int, page string) {
	r, err := http.Get(address)
	if err != nil {
		t.Error(err)
		return 0, ""
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Error(err)
	}
	return r.StatusCode, string(body)
}

func TestBrowser(t *testing.T) {
	s := newStand(t)
	page := make(chan string, 1)
	if err := s.signIn(t, false, func(address string) {
		if u, err := url.Parse(address); err != nil || u.Query().Get("login_hint") != "alice@example.org" {
			t.Errorf("the page is not told who signs in: %s", address)
		}
		_, text := open(t, address)
		page <- text
	}); err != nil {
		t.Fatal(err)
	}
	if text := <-page; !strings.Contains(text, "close this page") {
		t.Errorf("the page says %q", text)
	}
	first := s.gives(t, false)
	if n := len(s.Asked()); n != 1 {
		t.Errorf("asked the provider %d times, want the exchange of the code", n)
	}
	// Another process has only the keyring.
	again := New(s.account, s.Source.log)
	second, err := again.Credential(t.Context(), false)
	if err != nil || second.Reveal() == first {
		t.Errorf("another process: got %v, want a token of its own", err)
	}
}

// Whoever does not know the state is not heard, and does not end the sign-in.
func TestBrowserHearsNobodyElse(t *testing.T) {
	s := newStand(t)
	err := s.signIn(t, false, func(address string) {
		u, err := url.Parse(address)
		if err != nil {
			t.Error(err)
			return
		}
		back := u.Query().Get("redirect_uri")
		state := url.QueryEscape(u.Query().Get("state"))
		for _, wrong := range []string{"/", "/?code=evil", "/?code=evil&state=" + state + "x", "/?state=" + state, "/other?code=evil&state=" + state, "/?error=access_denied&state=wrong"} {
			if status, _ := open(t, back+wrong); status != http.StatusBadRequest && status != http.StatusNotFound {
				t.Errorf("%s: status %d", wrong, status)
			}
		}
		rebound, err := http.NewRequest("GET", back+"/?code=evil&state="+state, nil)
		if err != nil {
			t.Error(err)
			return
		}
		rebound.Host = "evil.example"
		if r, err := http.DefaultClient.Do(rebound); err != nil || r.StatusCode != http.StatusNotFound {
			t.Errorf("by another name: %v, %v", r, err)
		} else {
			r.Body.Close()
		}
		open(t, address)
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range s.Asked() {
		if form.Get("code") == "evil" {
			t.Error("took a code of somebody else")
		}
	}
	s.gives(t, false)
}

// A code that belongs to another verifier is put in the place of ours: the
// provider has to refuse it, which it can only where we send it our own.
func TestBrowserInjectedCode(t *testing.T) {
	s := newStand(t)
	err := s.signIn(t, false, func(address string) {
		u, err := url.Parse(address)
		if err != nil {
			t.Error(err)
			return
		}
		asked := u.Query()
		asked.Set("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM") // RFC 7636, appendix B
		u.RawQuery = asked.Encode()
		open(t, u.String())
	})
	if !errors.Is(err, errInvalidGrant) {
		t.Errorf("got %v, want %v", err, errInvalidGrant)
	}
}

func TestBrowserRefused(t *testing.T) {
	for denied, want := range map[string]string{
		"access_denied": "refused in the browser (access_denied)",
		"invalid_scope": "the provider refuses: invalid_scope: the person [31m said no",
	} {
		s := newStand(t)
		s.Denied = denied
		err := s.signIn(t, false, func(address string) { open(t, address) })
		if err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
		if _, err := s.Credential(t.Context(), false); !errors.Is(err, credential.ErrSignIn) {
			t.Errorf("afterwards: got %v, want %v", err, credential.ErrSignIn)
		}
	}
}

// A sign-in that would not outlive the access token is none.
func TestSignInWithoutRefreshToken(t *testing.T) {
	s := newStand(t)
	s.Token = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"access_token":"a","token_type":"Bearer","expires_in":3600}`)
	}
	err := s.signIn(t, false, func(address string) { open(t, address) })
	if err == nil || !strings.Contains(err.Error(), "no refresh token: does it want offline_access") {
		t.Errorf("got %v, want what is missing", err)
	}
	if text, err := kept(t.Context(), s.account); !errors.Is(err, errNothingKept) {
		t.Errorf("kept %q, %v", text, err)
	}
}

// Whoever has no keyring hears it before they sign in.
func TestSignInWithoutKeyring(t *testing.T) {
	s := newStand(t)
	keyring.MockInitWithError(errors.New("no bus"))
	for _, device := range []bool{false, true} {
		if err := s.signIn(t, device, func(address string) { open(t, address) }); !errors.Is(err, ErrKeyring) {
			t.Errorf("got %v, want %v", err, ErrKeyring)
		}
	}
	if len(s.said) > 0 || len(s.Asked()) > 0 {
		t.Errorf("began all the same: %q", s.said)
	}
}

func TestSignInEndsWithItsContext(t *testing.T) {
	s := newStand(t)
	ctx, cancel := context.WithCancelCause(t.Context())
	enough := errors.New("enough")
	err := s.SignIn(ctx, false, func(line string) {
		if strings.HasPrefix(line, "waiting") {
			cancel(enough)
		}
	})
	if !errors.Is(err, enough) {
		t.Errorf("got %v, want %v", err, enough)
	}
}

func TestKeyringThatNeverAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		keyring, stuck := make(turn, 1), make(chan struct{})
		var asked atomic.Int64
		for range 3 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			_, err := keyring.ask(ctx, func() (string, error) {
				asked.Add(1)
				<-stuck
				return "late", nil
			})
			cancel()
			if !errors.Is(err, ErrKeyring) || !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("got %v, want %v", err, ErrKeyring)
			}
		}
		if n := asked.Load(); n != 1 {
			t.Errorf("%d questions wait for it, want one", n)
		}
		close(stuck)
		synctest.Wait()
		if text, err := keyring.ask(t.Context(), func() (string, error) { return "unlocked", nil }); text != "unlocked" || err != nil {
			t.Errorf("afterwards: got %q, %v", text, err)
		}
	})
}

func TestPasswords(t *testing.T) {
	keyring.MockInit()
	inKeyring := account(t, "keyring = true\n")
	source := New(inKeyring, slog.New(slog.DiscardHandler))
	if _, err := source.Credential(t.Context(), false); !errors.Is(err, credential.ErrSignIn) || !strings.Contains(err.Error(), "run 'hearback login test'") {
		t.Errorf("nothing kept: got %v, want %v", err, credential.ErrSignIn)
	}
	if err := KeepPassword(t.Context(), inKeyring, "looking-glass"); err != nil {
		t.Fatal(err)
	}
	for _, s := range []*Source{source, New(account(t, "password_command = 'echo looking-glass'\n"), slog.New(slog.DiscardHandler))} {
		if got, err := s.Credential(t.Context(), false); err != nil || got.Reveal() != "looking-glass" || got.IsToken() {
			t.Errorf("got %q, %v, want the password", got.Reveal(), err)
		}
	}
	keyring.MockInitWithError(errors.New("no bus"))
	if _, err := source.Credential(t.Context(), false); !errors.Is(err, ErrKeyring) || !errors.Is(err, credential.ErrNoSecret) || errors.Is(err, credential.ErrSignIn) {
		t.Errorf("no keyring: got %v, want %v and %v", err, ErrKeyring, credential.ErrNoSecret)
	}
	locked := New(account(t, (&logintest.Provider{URL: "http://127.0.0.1:1"}).Config("test")), slog.New(slog.DiscardHandler))
	if _, err := locked.Credential(t.Context(), false); !errors.Is(err, credential.ErrNoSecret) || errors.Is(err, credential.ErrSignIn) {
		t.Errorf("no keyring for a sign-in: got %v, want %v", err, credential.ErrNoSecret)
	}
	dismissed := New(account(t, "password_command = 'echo no pinentry >&2; exit 2'\n"), slog.New(slog.DiscardHandler))
	if _, err := dismissed.Credential(t.Context(), false); !errors.Is(err, credential.ErrNoSecret) || !strings.Contains(err.Error(), "no pinentry") {
		t.Errorf("a command that fails: got %v, want %v and its words", err, credential.ErrNoSecret)
	}
}
