package login

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"hearback/imapwatch/credential"
	"hearback/imapwatch/wire"
)

const (
	askTimeout = 30 * time.Second // for one answer of a provider
	maxToken   = 16 << 10         // bytes of a token: more than any IMAP server's line holds
)

// client speaks to the provider of one account.
type client struct{ oauth2.Config }

// client returns the account's, which needs its secret.
func (s *Source) client(ctx context.Context) (*client, error) {
	o := s.account.OAuth
	secret, err := o.ClientSecret(ctx)
	if err != nil {
		return nil, err
	}
	return &client{oauth2.Config{
		ClientID: o.ClientID, ClientSecret: secret.Reveal(), Scopes: o.Scopes,
		// The other style is for clients with a secret only (RFC 6749, section
		// 2.3.1). To try both would send a refresh token twice, which some
		// providers take for theft.
		Endpoint: oauth2.Endpoint{AuthURL: o.AuthURL, TokenURL: o.TokenURL, DeviceAuthURL: o.DeviceURL, AuthStyle: oauth2.AuthStyleInParams},
	}}, nil
}

// through returns a context with which the library speaks to the provider. No
// redirect is followed: the secrets would go along. The library reads a
// mebibyte of an answer at most.
func through(ctx context.Context) context.Context { return by(ctx, http.DefaultTransport) }

func by(ctx context.Context, transport http.RoundTripper) context.Context {
	return context.WithValue(ctx, oauth2.HTTPClient, &http.Client{
		Transport:     transport,
		Timeout:       askTimeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	})
}

func (c *client) refresh(ctx context.Context, refreshToken string) (*oauth2.Token, error) {
	token, err := c.TokenSource(through(ctx), &oauth2.Token{RefreshToken: refreshToken}).Token()
	return c.checked(token, err, refreshToken)
}

// What a provider says that trying again does not mend (RFC 6749, section 5.2).
var (
	// errInvalidGrant: it no longer takes a refresh token, or a code.
	errInvalidGrant = errors.New("expired or withdrawn (invalid_grant)")
	// errRefused: it does not take this client, or what it asks for.
	errRefused = errors.New("the provider refuses")
)

// checked returns a token that can be used, or the provider's error without
// what is secret of the request.
func (c *client) checked(token *oauth2.Token, err error, secrets ...string) (*oauth2.Token, error) {
	if err != nil {
		return nil, c.said(err, secrets...)
	}
	switch {
	case !visible(token.AccessToken) || token.RefreshToken != "" && !visible(token.RefreshToken):
		return nil, errors.New("the provider's answer holds no usable token")
	case token.TokenType != "" && !strings.EqualFold(token.TokenType, "bearer"): // RFC 6750
		return nil, errors.New("the provider's token is of a type other than Bearer")
	}
	return token, nil
}

// visible reports whether a token is made of what RFC 6749, appendix A, allows.
func visible(token string) bool {
	return token != "" && len(token) <= maxToken && strings.IndexFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
}

// said is an error of the library or the provider.
func (c *client) said(err error, secrets ...string) error {
	refusal, ok := errors.AsType[*oauth2.RetrieveError](err)
	if !ok {
		text := err.Error()
		for _, secret := range append(secrets, c.ClientSecret) {
			text = credential.Password(secret).Redact(text)
		}
		if text != err.Error() {
			return errors.New(wire.Clean(text))
		}
		return err
	}
	words := refusal.ErrorCode
	if refusal.ErrorDescription != "" {
		words += ": " + refusal.ErrorDescription
	}
	for _, secret := range append(secrets, c.ClientSecret) {
		words = credential.Password(secret).Redact(words)
	}
	words = wire.Clean(words)
	switch {
	case refusal.ErrorCode == "":
		return fmt.Errorf("the provider says: %s", wire.Clean(refusal.Response.Status))
	case isPassing(refusal):
		return fmt.Errorf("the provider says: %s", words)
	case refusal.ErrorCode == "invalid_grant":
		return errInvalidGrant
	}
	return fmt.Errorf("%w: %s: check client_id, client_secret and scopes", errRefused, words)
}

// isPassing reports whether a provider's error is about itself at this moment.
// QUIRK: with a status of 5xx or 429 providers send codes that no RFC names, and
// Google says rate_limit_exceeded with 403.
func isPassing(refusal *oauth2.RetrieveError) bool {
	if isPassingStatus(refusal.Response.StatusCode) {
		return true
	}
	switch refusal.ErrorCode {
	case "temporarily_unavailable", "server_error", "slow_down", "rate_limit_exceeded":
		return true
	}
	return false
}

func isPassingStatus(status int) bool {
	return status >= 500 || status == http.StatusTooManyRequests
}
