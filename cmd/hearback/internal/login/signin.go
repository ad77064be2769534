package login

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"golang.org/x/oauth2"
)

// signInTimeout is how long a person has for a sign-in.
const signInTimeout = 10 * time.Minute

// ErrNoDeviceFlow: the provider offers none.
var ErrNoDeviceFlow = errors.New("the provider has no device flow for mail")

// SignIn runs an OAuth 2 sign-in and keeps its refresh token in the keyring:
// with a browser on this machine, which comes back to a port of loopback (RFC
// 8252), or, where device says so, with a code that the person types on any
// other (RFC 8628). Say tells the person a line of what to do.
func (s *Source) SignIn(ctx context.Context, device bool, say func(line string)) error {
	// Whoever has no keyring should hear it before they sign in.
	if _, err := kept(ctx, s.account); err != nil && !errors.Is(err, errNothingKept) {
		return err
	}
	client, err := s.client(ctx)
	if err != nil {
		return err
	}
	within, cancel := context.WithTimeoutCause(ctx, signInTimeout, fmt.Errorf("nobody signed in within %v", signInTimeout))
	defer cancel()
	var token *oauth2.Token
	if device {
		token, err = client.byDevice(within, say)
	} else {
		token, err = client.byBrowser(within, s.account.OAuth.RedirectHost, s.account.User, s.account.OAuth.AuthParams, say)
	}
	if cause := context.Cause(within); cause != nil && err != nil {
		err = cause
	}
	if err != nil {
		return fmt.Errorf("sign in to %s: %w", host(client.Endpoint.AuthURL), err)
	}
	if token.RefreshToken == "" {
		return fmt.Errorf("sign in to %s: the provider gave no refresh token: does it want offline_access among the scopes?", host(client.Endpoint.AuthURL))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := keep(ctx, s.account, token.RefreshToken); err != nil {
		return err
	}
	s.token, s.fresh, s.ended, s.unsaved = token, true, "", ""
	return nil
}

func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "the provider"
	}
	return u.Host
}
