package login

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"hearback/imapwatch/wire"
)

// maxInterval is the longest pause between two questions that a provider may
// ask for.
const maxInterval = time.Minute

// maxAnswer bounds an answer in bytes, as the library does.
const maxAnswer = 1 << 20

// byDevice has the person type a code into a page, on whatever machine, and asks
// the provider until they have (RFC 8628), or the code expires, or ctx ends.
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
	}
	say("open " + wire.Clean(page.String()) + " on any machine and type this code:")
	say(device.UserCode)
	token, err := c.DeviceAccessToken(by(ctx, &patient{say: say}), device)
	refusal, refused := errors.AsType[*oauth2.RetrieveError](err)
	switch {
	case refused && refusal.ErrorCode == "access_denied":
		return nil, errors.New("refused in the browser (access_denied)")
	case refused && refusal.ErrorCode == "expired_token", errors.Is(err, context.DeadlineExceeded):
		return nil, errors.New("the code expired before it was typed")
	}
	return c.checked(token, err, device.DeviceCode)
}

// patient asks as a device does: a question that fails, because the network or
// the provider does, is asked again, less often (RFC 8628, section 3.5). The
// library would give up while the person types; it goes on where a provider
// wants longer pauses, so that is what it is told.
type patient struct {
	say  func(string)
	said bool
}

// RoundTrip asks once.
func (p *patient) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, body, err := ask(r)
	if err == nil {
		answer.Body = io.NopCloser(bytes.NewReader(body))
		return answer, nil
	}
	if !p.said && !errors.Is(err, context.Canceled) {
		p.said = true
		p.say("the provider cannot be asked at the moment, trying again: " + wire.Clean(err.Error()))
	}
	return &http.Response{
		Status: "400 Bad Request", StatusCode: http.StatusBadRequest, Request: r,
		Header: http.Header{"Content-Type": {"application/json"}},
		Body:   io.NopCloser(strings.NewReader(`{"error":"slow_down"}`)),
	}, nil
}

// ask returns an answer to the end of its body.
func ask(r *http.Request) (*http.Response, []byte, error) {
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, nil, err
	}
	defer answer.Body.Close()
	if isPassingStatus(answer.StatusCode) {
		return nil, nil, errors.New(answer.Status)
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	return answer, body, err
}
