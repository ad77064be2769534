package login

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"hearback/cmd/hearback/internal/login/logintest"
	"hearback/imapwatch/credential"
)

// A token is fetched once, and again when it nears its end or was refused; one
// that was fetched for the login that refused it is not replaced.
func TestTokenIsKeptUntilItEnds(t *testing.T) {
	s := newStand(t)
	s.keeps(t, s.Grant())
	first := s.gives(t, false)
	for name, same := range map[string]string{
		"refused at once": s.gives(t, true),
		"later":           s.gives(t, false),
	} {
		if same != first {
			t.Errorf("%s: got another token", name)
		}
	}
	if second := s.gives(t, true); second == first {
		t.Error("a token that was in use is refused: got the same again")
	}
	s.gives(t, false)
	if n := len(s.Asked()); n != 2 {
		t.Errorf("asked the provider %d times, want twice", n)
	}
	s.Source.token.Expiry = time.Now().Add(30 * time.Second) // a login may take as long
	s.gives(t, false)
	if n := len(s.Asked()); n != 3 {
		t.Errorf("near its end: asked the provider %d times, want three times", n)
	}
	s.silent(t, nil)
}

// Each refresh token is used once, and the next one is in the keyring before
// the access token is given away.
func TestRotation(t *testing.T) {
	s := newStand(t)
	s.Rotate = true
	s.keeps(t, s.Grant())
	for range 3 {
		s.gives(t, false)
		s.Source = New(s.account, s.Source.log) // as after a restart
	}
	used := map[string]bool{}
	for _, form := range s.Asked() {
		if token := form.Get("refresh_token"); used[token] {
			t.Errorf("%s was used twice", token)
		} else {
			used[token] = true
		}
	}
	if len(used) != 3 {
		t.Errorf("%d refreshes, want 3", len(used))
	}
}

// Told to stop while the answer is on its way, the next refresh token is kept
// all the same: the one before is of no use any more.
func TestRotationInterrupted(t *testing.T) {
	s := newStand(t)
	s.Rotate = true
	s.keeps(t, s.Grant())
	ctx, cancel := context.WithCancel(t.Context())
	s.Provider.Issued = func(string) { cancel() }
	if _, err := s.Credential(ctx, false); err != nil {
		t.Errorf("interrupted: %v", err)
	}
	s.Provider.Issued = nil
	s.Source = New(s.account, s.Source.log) // as after a restart
	s.gives(t, false)
}

// A provider that never answers does not hold up the end for long.
func TestStopWhileTheProviderIsSilent(t *testing.T) {
	s := newStand(t)
	s.keeps(t, s.Grant())
	ctx, cancel := context.WithCancelCause(t.Context())
	enough := errors.New("enough")
	over := make(chan struct{})
	s.Token = func(http.ResponseWriter, *http.Request) {
		cancel(enough)
		<-over
	}
	begun := time.Now()
	if _, err := s.Credential(ctx, false); err == nil {
		t.Error("got a token of nobody")
	}
	close(over)
	if took := time.Since(begun); took < stopGrace || took > stopGrace+time.Second {
		t.Errorf("took %v, want %v", took, stopGrace)
	}
}

// Two programs that share a keyring do not take each other's sign-in away.
func TestRotationByTwo(t *testing.T) {
	s := newStand(t)
	s.Rotate = true
	s.keeps(t, s.Grant())
	other := New(s.account, s.Source.log)
	s.gives(t, false)
	if _, err := other.Credential(t.Context(), false); err != nil {
		t.Errorf("the other: %v", err)
	}
	s.gives(t, false)
	if s.gives(t, true) == "" {
		t.Error("no token")
	}
}

// A keyring that is locked meanwhile costs a warning, not the sign-in.
func TestRotationThatIsNotKept(t *testing.T) {
	s := newStand(t)
	s.Rotate = true
	s.keeps(t, s.Grant())
	s.Provider.Issued = func(string) { keyring.MockInitWithError(errors.New("locked")) }
	first := s.gives(t, false)
	if !strings.Contains(s.log.String(), "is not kept") || !strings.Contains(s.log.String(), "locked") {
		t.Errorf("no warning: %q", s.log.String())
	}
	s.gives(t, false)
	if s.gives(t, true) == first {
		t.Error("got the same token")
	}
	s.Provider.Issued = func(string) { keyring.MockInit() } // unlocked
	s.gives(t, false)
	s.gives(t, true)
	if kept, err := kept(t.Context(), s.account); err != nil || kept != s.Source.token.RefreshToken || s.unsaved != "" {
		t.Errorf("unlocked: kept %q, %v, want the last refresh token", kept, err)
	}
	s.silent(t, nil)
}

// S28: the person is asked, and the provider is not asked again until they
// have signed in.
func TestInvalidGrant(t *testing.T) {
	s := newStand(t)
	if _, err := s.Credential(t.Context(), false); !errors.Is(err, credential.ErrSignIn) || !strings.Contains(err.Error(), "nobody has signed in yet: run 'hearback login test'") {
		t.Errorf("before: got %v, want %v", err, credential.ErrSignIn)
	}
	s.keeps(t, s.Grant())
	s.gives(t, false)
	s.gives(t, false)
	s.Withdraw()
	var err error
	for range 4 {
		_, err = s.Credential(t.Context(), true)
		if !errors.Is(err, credential.ErrSignIn) || !strings.Contains(err.Error(), "(invalid_grant): run 'hearback login test'") {
			t.Fatalf("got %v, want %v", err, credential.ErrSignIn)
		}
	}
	s.silent(t, err)
	if n := len(s.Asked()); n != 2 {
		t.Errorf("asked the provider %d times, want once before and once after", n)
	}
	s.keeps(t, s.Grant()) // another process has run 'hearback login'
	s.gives(t, false)
}

// What a provider answers that is no token, and whether only a person can help.
func TestBadAnswers(t *testing.T) {
	body := func(status int, text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			fmt.Fprint(w, text)
		}
	}
	// echo repeats what is secret, as some providers do in their texts.
	echo := func(status int, format string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			fmt.Fprintf(w, format, r.PostForm.Get("refresh_token"), r.PostForm.Get("client_secret"))
		}
	}
	for _, test := range []struct {
		name   string
		answer http.HandlerFunc
		want   string
		person bool
	}{
		{"unknown client", body(401, `{"error":"invalid_client","error_description":"no such\n\u001b[31mclient"}`), "sign-in needed: the provider refuses: invalid_client: no such [31mclient: check client_id, client_secret and scopes", true},
		{"busy", body(400, `{"error":"temporarily_unavailable"}`), "the provider says: temporarily_unavailable", false},
		{"broken", body(503, `<html>`), "the provider says: 503 Service Unavailable", false},
		{"broken, with a code of its own", body(500, `{"error":"internal_failure"}`), "the provider says: internal_failure", false},
		{"away, with a code of its own", body(503, `{"error":"service_unavailable"}`), "the provider says: service_unavailable", false},
		{"broken, with a code of another meaning", body(502, `{"error":"invalid_grant"}`), "the provider says: invalid_grant", false},
		{"too many questions", body(429, `{"error":"too_many"}`), "the provider says: too_many", false},
		{"too many questions for Google", body(403, `{"error":"rate_limit_exceeded"}`), "the provider says: rate_limit_exceeded", false},
		{"no JSON", body(200, `<html>`), "cannot parse json", false},
		{"no token", body(200, `{}`), "missing access_token", false},
		{"a token with a line end", body(200, `{"access_token":"a\r\nb"}`), "holds no usable token", false},
		{"a token too long", body(200, `{"access_token":"`+strings.Repeat("a", maxToken+1)+`"}`), "holds no usable token", false},
		{"a refresh token with a NUL", body(200, `{"access_token":"a","refresh_token":"b\u0000"}`), "holds no usable token", false},
		{"another type", body(200, `{"access_token":"a","token_type":"mac"}`), "a type other than Bearer", false},
		{"secrets in words", echo(400, `{"error":"invalid_request","error_description":"%s %s"}`), "invalid_request: [secret] [secret]", true},
		{"secrets in an error code", echo(400, `{"error":"%s %s"}`), "[secret] [secret]", true},
		{"secrets in a body", echo(500, `%s %s`), "the provider says: 500", false},
		{"redirect", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		}, "the provider says: 307", false},
	} {
		s := newStand(t)
		s.keeps(t, s.Grant())
		s.Token = test.answer
		_, err := s.Credential(t.Context(), false)
		if err == nil || !strings.Contains(err.Error(), test.want) || errors.Is(err, credential.ErrSignIn) != test.person {
			t.Errorf("%s: got %v, want %s; for the person: %v", test.name, err, test.want, test.person)
		}
		if err != nil && strings.ContainsAny(err.Error(), "\n\x1b") {
			t.Errorf("%s: %q", test.name, err)
		}
		if n := len(s.Asked()); n != 1 {
			t.Errorf("%s: asked %d times, want once", test.name, n)
		}
		s.silent(t, err)
	}
	unreachable := account(t, strings.ReplaceAll((&logintest.Provider{URL: "http://127.0.0.1:1"}).Config("test"), "\n\n", "\n"))
	s := New(unreachable, slog.New(slog.DiscardHandler))
	if err := keep(t.Context(), unreachable, "x"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Credential(t.Context(), false); err == nil || errors.Is(err, credential.ErrSignIn) {
		t.Errorf("unreachable: got %v, want a temporary error", err)
	}
}
