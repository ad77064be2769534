package imapwatch

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hearback/imapwatch/credential"
	"hearback/imapwatch/imaptest"
)

// tokens is a scripted server that takes access tokens by XOAUTH2, and what
// gives them to the watcher.
type tokens struct {
	*hostile
	valid  atomic.Value // string: what the server takes
	logins history[string]
	asked  history[bool] // with what refused was
	give   func(refused bool) (string, error)
}

func standTokens(t *testing.T, test func(t *testing.T, k *tokens)) {
	t.Helper()
	stand(t, func(t *testing.T, h *hostile) {
		k := &tokens{hostile: h}
		k.valid.Store("token-one")
		h.Capabilities = "IMAP4rev1 IDLE SASL-IR AUTH=PLAIN AUTH=XOAUTH2"
		h.Hook(k.answer)
		h.watcher.Account.Credential = func(_ context.Context, refused bool) (credential.Credential, error) {
			k.asked.add(refused)
			token, err := k.give(refused)
			return credential.Token(token), err
		}
		test(t, k)
	})
}

// answer refuses as Gmail does, and repeats what it was told in its NO, as it
// does not.
func (k *tokens) answer(c *imaptest.Exchange, command string) bool {
	sent, is := strings.CutPrefix(command, "AUTHENTICATE XOAUTH2 ")
	if !is {
		return false
	}
	proof, _ := base64.StdEncoding.DecodeString(sent)
	k.logins.add(string(proof))
	if string(proof) == fmt.Sprintf("user=%s\x01auth=Bearer %s\x01\x01", imaptest.User, k.valid.Load()) {
		c.Done("OK")
		return true
	}
	challenge := base64.StdEncoding.EncodeToString([]byte(`{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}`))
	if answer := c.Challenge(challenge); answer != "AQ==" {
		c.Done("BAD " + answer)
		return true
	}
	c.Done("NO [AUTHENTICATIONFAILED] bad " + sent + " " + string(proof[len("user=alice\x01auth="):]))
	return true
}

// A token that is withdrawn before its time is renewed once, without a word.
func TestS28TokenWithdrawn(t *testing.T) {
	standTokens(t, func(t *testing.T, k *tokens) {
		k.give = func(refused bool) (string, error) {
			if refused {
				return "token-two", nil
			}
			return "token-one", nil
		}
		stop := k.run(t)
		defer stop()
		k.valid.Store("token-two")
		k.Add(letter(4, "letter 4"))
		k.Cut()
		wait(time.Minute)
		k.want(t, 1, 2, 3, 4)
		if got := fmt.Sprint(k.asked.list()); got != "[false false true]" {
			t.Errorf("asked for tokens: %s", got)
		}
		if n := len(k.logins.list()); n != 3 {
			t.Errorf("%d logins, want one, then a refused one and one more", n)
		}
		if log := k.log.b.String(); strings.Contains(log, credential.ErrSignIn.Error()) || strings.Contains(log, ErrAuthentication.Error()) {
			t.Errorf("the person was bothered: %s", log)
		}
	})
}

// When only the person can help, they are told once; the server is left alone;
// another account goes on; and the sign-in is noticed.
func TestS28SignInNeeded(t *testing.T) {
	standTokens(t, func(t *testing.T, k *tokens) {
		var signedIn atomic.Bool
		k.give = func(refused bool) (string, error) {
			switch {
			case signedIn.Load():
				return "token-three", nil
			case refused:
				return "", fmt.Errorf("%w: run 'hearback login test'", credential.ErrSignIn)
			}
			return "token-one", nil
		}
		other := &Watcher{Account: k.watcher.Account, Store: newMemory()}
		other.Account.Credential = func(context.Context, bool) (credential.Credential, error) {
			return credential.Password(imaptest.Password), nil
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- other.Run(ctx) }()
		stop := k.run(t)
		defer stop()
		k.valid.Store("token-three")
		k.Cut()
		k.Add(letter(4, "letter 4"))
		wait(time.Hour)
		if got := k.log.count("run 'hearback login test'"); got != 1 {
			t.Errorf("told the person %d times, want once: %s", got, k.log.b.String())
		}
		if n := len(k.logins.list()); n < 2 || n > 14 {
			t.Errorf("%d logins, want the first and one each 5 minutes at most", n)
		}
		if !other.Store.(*memory).has("INBOX", "letter 4")() {
			t.Error("the other account did not go on")
		}
		signedIn.Store(true)
		wait(signInPause)
		k.want(t, 1, 2, 3, 4)
		cancel()
		if err := <-done; err != nil {
			t.Errorf("the other account: %v", err)
		}
	})
}

// A token that was made for this login and is refused is not tried again, and
// what the server repeats of it is not passed on.
func TestS26TokenRefused(t *testing.T) {
	standTokens(t, func(t *testing.T, k *tokens) {
		const secret = "ya29.a0AfH6SM+x/y="
		k.give = func(bool) (string, error) { return secret, nil }
		var wire lines
		k.watcher.WireLog = &wire
		err := k.watcher.Once(t.Context())
		if !errors.Is(err, ErrAuthentication) || !strings.Contains(err.Error(), "AUTHENTICATIONFAILED") {
			t.Errorf("got %v, want the server's NO", err)
		}
		if n := len(k.logins.list()); n != 1 {
			t.Errorf("%d logins, want one", n)
		}
		for where, text := range map[string]string{"error": err.Error(), "wire log": wire.b.String(), "log": k.log.b.String()} {
			for _, form := range credential.Token(secret).Forms() {
				if strings.Contains(text, form) {
					t.Errorf("%q is in the %s: %s", form, where, text)
				}
			}
		}
		for _, want := range []string{" AUTHENTICATE XOAUTH2 (secret)\n", "S: + (challenge)\n", "NO [AUTHENTICATIONFAILED] bad "} {
			if !strings.Contains(wire.b.String(), want) {
				t.Errorf("no %q in the wire log: %s", want, wire.b.String())
			}
		}

		// Nothing is sent to a server that takes no token.
		k.Capabilities = "IMAP4rev1 AUTH=PLAIN"
		if err := k.watcher.Once(t.Context()); !errors.Is(err, ErrInsecure) || !strings.Contains(err.Error(), "takes no OAuth 2 token") {
			t.Errorf("got %v, want %v", err, ErrInsecure)
		}
		if n := len(k.logins.list()); n != 1 {
			t.Errorf("%d logins, want no more", n)
		}
	})
}

// An account that is new and cannot log in gives up; with Persist it tells so
// and goes on trying.
func TestS28LockedOutFromTheBeginning(t *testing.T) {
	standTokens(t, func(t *testing.T, k *tokens) {
		var signedIn atomic.Bool
		k.give = func(bool) (string, error) {
			if !signedIn.Load() {
				return "", credential.ErrSignIn
			}
			return "token-one", nil
		}
		if err := k.watcher.Run(t.Context()); !errors.Is(err, credential.ErrSignIn) {
			t.Errorf("a new account: got %v, want %v", err, credential.ErrSignIn)
		}
		var told history[error]
		k.watcher.Persist, k.watcher.Trouble = true, told.add
		stop := k.run(t)
		defer stop()
		if all := told.list(); len(all) != 1 || !errors.Is(all[0], credential.ErrSignIn) {
			t.Errorf("told %v, want %v", all, credential.ErrSignIn)
		}
		signedIn.Store(true)
		wait(signInPause)
		k.want(t, 1, 2, 3)
	})
}

// Who dismisses the question for a passphrase is not asked again at once.
func TestPasswordCommandFails(t *testing.T) {
	stand(t, func(t *testing.T, h *hostile) {
		var asked atomic.Int64
		h.watcher.Account.Credential = func(context.Context, bool) (credential.Credential, error) {
			if asked.Add(1) == 1 {
				return credential.Password(imaptest.Password), nil
			}
			return credential.Credential{}, fmt.Errorf("%w: pinentry: cancelled", credential.ErrNoSecret)
		}
		stop := h.run(t)
		defer stop()
		h.Cut()
		wait(time.Hour)
		if n := asked.Load(); n < 4 || n > 9 {
			t.Errorf("asked %d times in an hour, want a handful", n)
		}
	})
}

// The real thing: both mechanisms, and its NO to a token that it does not take.
func TestRealTokens(t *testing.T) {
	for _, mechanisms := range [][]string{{"xoauth2"}, {"oauthbearer"}} {
		server := imaptest.NewTokenDovecot(t, mechanisms...)
		server.Deliver("INBOX", letter(1, "letter 1"))
		const first, second = "ya29.first+/=", "ya29.second~"
		server.Grant(second)
		for _, url := range []string{server.TLSURL(), server.PlainURL()} {
			a := account(url)
			a.Roots = server.Authority.Pool
			a.Credential = func(context.Context, bool) (credential.Credential, error) { return credential.Token(first), nil }
			store := newMemory()
			w := &Watcher{Account: a, Store: store}
			if err := w.Once(t.Context()); !errors.Is(err, ErrAuthentication) || !strings.Contains(err.Error(), "NO [AUTHENTICATIONFAILED]") {
				t.Errorf("%s: got %v, want its NO", mechanisms, err)
			}
			w.Account.Credential = func(_ context.Context, refused bool) (credential.Credential, error) {
				if refused {
					return credential.Token(second), nil
				}
				return credential.Token(first), nil
			}
			visit, err := w.Reach(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if err := visit.LogIn(t.Context()); err != nil {
				t.Errorf("%s, with another token on the same connection: %v", mechanisms, err)
			}
			visit.Close()
			once(t, w)
			if !store.has("INBOX", "letter 1")() {
				t.Errorf("%s: nothing came", mechanisms)
			}
		}
	}
}
