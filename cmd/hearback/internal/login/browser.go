package login

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"golang.org/x/oauth2"

	"hearback/imapwatch/wire"
)

// byBrowser has the person sign in with a browser, which brings a code back to
// loopback. The code is of use only together with the verifier, which never
// leaves this process before it is exchanged (PKCE, RFC 7636).
func (c *client) byBrowser(ctx context.Context, redirectHost, user string, params map[string]string, say func(string)) (*oauth2.Token, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("wait for the browser: %w", err)
	}
	address := net.JoinHostPort(redirectHost, strconv.Itoa(listener.Addr().(*net.TCPAddr).Port))
	c.RedirectURL = "http://" + address
	back := &redirect{address: address, state: rand.Text(), came: make(chan url.Values, 1)}
	server := &http.Server{
		Handler: back, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second, MaxHeaderBytes: 32 << 10,
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError), // what others send is no concern
	}
	served := make(chan struct{})
	go func() {
		defer close(served)
		_ = server.Serve(listener) // always ends with an error
	}()
	defer func() {
		// The browser still gets its page.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		if server.Shutdown(ctx) != nil {
			server.Close()
		}
		<-served
	}()

	verifier := oauth2.GenerateVerifier()
	options := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(verifier), oauth2.SetAuthURLParam("login_hint", user)}
	for name, value := range params {
		options = append(options, oauth2.SetAuthURLParam(name, value))
	}
	say("open this address in a browser on this machine, and sign in as " + user + ":")
	say(c.AuthCodeURL(back.state, options...))
	say("waiting for the browser to come back to " + c.RedirectURL)
	select {
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	case answer := <-back.came:
		if answer.Get("error") != "" {
			return nil, denied(answer)
		}
		code := answer.Get("code")
		token, err := c.Exchange(through(ctx), code, oauth2.VerifierOption(verifier))
		return c.checked(token, err, code, verifier)
	}
}

// denied is the error that the provider sent by the browser (RFC 6749, section
// 4.1.2.1).
func denied(answer url.Values) error {
	if answer.Get("error") == "access_denied" {
		return errors.New("refused in the browser (access_denied)")
	}
	words := answer.Get("error")
	if description := answer.Get("error_description"); description != "" {
		words += ": " + description
	}
	return fmt.Errorf("%w: %s", errRefused, wire.Clean(words))
}

// redirect waits for the browser. Others on this machine, and pages in the
// browser, can reach it too: only who knows the state is heard.
type redirect struct {
	address string // as the browser names it
	state   string
	came    chan url.Values // holds the first answer
}

// ServeHTTP takes the answer and sends the person back to the terminal.
func (b *redirect) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer") // the code is in the address
	w.Header().Set("X-Content-Type-Options", "nosniff")
	answer := r.URL.Query()
	switch {
	case r.Method != http.MethodGet || r.URL.Path != "/" || r.Host != b.address:
		http.Error(w, "there is nothing here", http.StatusNotFound)
		return
	case subtle.ConstantTimeCompare([]byte(answer.Get("state")), []byte(b.state)) != 1:
		http.Error(w, "this is not the sign-in that hearback began; open the address that it printed last", http.StatusBadRequest)
		return
	case answer.Get("code") == "" && answer.Get("error") == "":
		http.Error(w, "the provider sent neither a code nor an error", http.StatusBadRequest)
		return
	}
	select {
	case b.came <- answer:
	default: // loaded again
	}
	fmt.Fprintln(w, "hearback has your answer and says in the terminal how it went. You can close this page.")
}
