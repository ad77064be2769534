package login

import (
	"context"
	"errors"
	"net/url"
	"time"

	"golang.org/x/oauth2"

	"hearback/imapwatch/wire"
)

// maxInterval is the longest pause between two questions that a provider may
// ask for.
const maxInterval = time.Minute

// byDevice has the person type a code into a page, on whatever machine, and asks
// the provider until they have (RFC 8628).
func (c *client) byDevice(ctx context.Context, say func(string)) (*oauth2.Token, error) {
	if c.Endpoint.DeviceAuthURL == "" {
		return nil, ErrNoDeviceFlow
	}
	device, err := c.DeviceAuth(through(ctx))
	if err != nil {
		return nil, c.said(err)
	}
	page, err := url.Parse(device.VerificationURI)
	switch {
	case err != nil || page.Scheme != "https" && page.Scheme != "http" || page.Host == "",
		!visible(device.DeviceCode), device.UserCode == "" || wire.Clean(device.UserCode) != device.UserCode,
		// The library makes a ticker of it, which may not run backwards.
		device.Interval < 0 || device.Interval > int64(maxInterval/time.Second):
		return nil, errors.New("the provider's answer makes no sense")
	case device.Expiry.IsZero() || device.Expiry.After(time.Now().Add(signInTimeout)):
		device.Expiry = time.Now().Add(signInTimeout)
	}
	say("open " + wire.Clean(page.String()) + " on any machine and type this code:")
	say(device.UserCode)
	token, err := c.DeviceAccessToken(through(ctx), device)
	refusal, refused := errors.AsType[*oauth2.RetrieveError](err)
	switch {
	case refused && refusal.ErrorCode == "access_denied":
		return nil, errors.New("refused in the browser (access_denied)")
	case refused && refusal.ErrorCode == "expired_token", errors.Is(err, context.DeadlineExceeded):
		return nil, errors.New("the code expired before it was typed")
	}
	return c.checked(token, err, device.DeviceCode)
}
