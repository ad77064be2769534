// Package login knows what an account proves itself with, the password of a
// command or of the system's keyring, or an access token of OAuth 2, and runs
// the sign-in that OAuth 2 begins with.
package login

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/oauth2"

	"hearback/cmd/hearback/internal/config"
	"hearback/imapwatch/credential"
)

// Source gives the credentials of one account, for IMAP and SMTP alike. An
// access token is kept in memory until it expires; the refresh token lies in
// the keyring. It may be used by several goroutines.
type Source struct {
	account config.Account
	log     *slog.Logger

	mu      sync.Mutex
	token   *oauth2.Token // access token at hand; nil: none
	fresh   bool          // token was given to nobody but the last who asked
	ended   string        // a refresh token that the provider no longer takes
	unsaved string        // a refresh token that the keyring did not take; "": none
}

// New returns the source of an account. The log is told what a person should
// see to though it holds nothing up.
func New(account config.Account, log *slog.Logger) *Source {
	return &Source{account: account, log: log}
}

// expiryMargin is how long before its end an access token is not given any
// more: a login takes up to 30 s.
const expiryMargin = time.Minute

// Credential returns what the account logs in with. Where refused says that the
// server did not take the token given last, another is fetched, unless that one
// was fetched just for that login. An error that is credential.ErrSignIn says
// that only 'hearback login' helps; one that is credential.ErrNoSecret, that the
// command or the keyring failed.
func (s *Source) Credential(ctx context.Context, refused bool) (credential.Credential, error) {
	switch {
	case s.account.OAuth != nil:
		return s.accessToken(ctx, refused)
	case s.account.Keyring:
		password, err := kept(ctx, s.account)
		if errors.Is(err, errNothingKept) {
			return credential.Credential{}, s.signIn("no password is kept in the keyring")
		}
		return credential.Password(password), noSecret(err)
	}
	password, err := s.account.Password(ctx)
	return credential.Password(password.Reveal()), noSecret(err)
}

// noSecret marks an error of the command or the keyring that holds the secret.
func noSecret(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w: %w", credential.ErrNoSecret, err)
}

func (s *Source) accessToken(ctx context.Context, refused bool) (credential.Credential, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.token == nil, refused && !s.fresh, !s.token.Expiry.IsZero() && time.Until(s.token.Expiry) < expiryMargin:
		s.token = nil
		if err := s.refresh(ctx); err != nil {
			return credential.Credential{}, err
		}
	case !refused:
		s.fresh = false
	}
	return credential.Token(s.token.AccessToken), nil
}

// refreshTries is how often a refresh token is found to have been exchanged
// by another hearback before that is given up.
const refreshTries = 3

// refresh exchanges the refresh token for an access token, and keeps the
// refresh token that comes instead of it (RFC 6749, section 6).
func (s *Source) refresh(ctx context.Context) error {
	client, err := s.client(ctx)
	if err != nil {
		return noSecret(err)
	}
	for range refreshTries {
		current := s.unsaved
		if current == "" {
			current, err = kept(ctx, s.account)
		}
		switch {
		case errors.Is(err, errNothingKept):
			return s.signIn("nobody has signed in yet")
		case err != nil:
			return noSecret(err)
		case current == s.ended:
			return s.signIn("the sign-in has expired or was withdrawn (invalid_grant)")
		}
		err := s.exchange(ctx, client, current)
		if errors.Is(err, errInvalidGrant) {
			// Another hearback may have exchanged it meanwhile, or the
			// person has signed in: then the keyring has another.
			s.ended, s.unsaved = current, ""
			continue
		}
		if errors.Is(err, errRefused) {
			return fmt.Errorf("%w: %w", credential.ErrSignIn, err)
		}
		if err != nil {
			return fmt.Errorf("refresh the sign-in: %w", err)
		}
		return nil
	}
	return errors.New("refresh the sign-in: another program exchanges its tokens all the time")
}

// stopGrace is for how long an exchange goes on after everything was told to
// stop: less than the 5 seconds in which watch has to end.
const stopGrace = 3 * time.Second

// exchange sends the refresh token and keeps what comes. The provider may take
// the one that was sent no more as soon as it has it: to leave before the next
// one is kept would lose the sign-in.
func (s *Source) exchange(ctx context.Context, client *client, refreshToken string) error {
	ctx, cancel := outlasting(ctx, stopGrace)
	defer cancel()
	token, err := client.refresh(ctx, refreshToken)
	if err != nil {
		return err
	}
	s.take(ctx, token, refreshToken)
	return nil
}

// outlasting returns a context that ends some time after ctx does.
func outlasting(ctx context.Context, grace time.Duration) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		time.AfterFunc(grace, func() { cancel(context.Cause(ctx)) })
	})
	return longer, func() {
		stop()
		cancel(nil)
	}
}

// take keeps a token that came for the refresh token before. One that the
// keyring does not take is good as long as this process lives.
func (s *Source) take(ctx context.Context, token *oauth2.Token, before string) {
	s.token, s.fresh = token, true
	if token.RefreshToken == before && s.unsaved == "" {
		return
	}
	s.unsaved = token.RefreshToken
	if err := keep(ctx, s.account, token.RefreshToken); err != nil {
		s.log.Warn("the renewed sign-in is not kept and will be lost at the end of this program", "account", s.account.Name, "err", err)
		return
	}
	s.unsaved = ""
}

// signIn is an error that asks the person.
func (s *Source) signIn(why string) error {
	return fmt.Errorf("%w: %s: run 'hearback login %s'", credential.ErrSignIn, why, s.account.Name)
}
