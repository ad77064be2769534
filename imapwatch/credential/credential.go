// Package credential holds what an account proves itself with, a password or an
// OAuth 2 access token, and the SASL mechanisms that take it, for IMAP and SMTP
// alike.
package credential

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/emersion/go-sasl"
)

// ErrSignIn says that there is no credential until the person has signed in
// anew: none was kept, or what was kept has expired or was withdrawn.
var ErrSignIn = errors.New("sign-in needed")

// ErrNoSecret says that what holds the secret, a command or a keyring, did not
// give it. A person may have been asked to unlock it, and would be once more.
var ErrNoSecret = errors.New("no secret")

// Credential is a password or an access token. No printing shows it. The zero
// Credential is an empty password.
type Credential struct {
	secret *string // a pointer, because fmt does not follow those inside a struct
	token  bool
}

// Password returns a password as a credential.
func Password(text string) Credential { return Credential{secret: &text} }

// Token returns an OAuth 2 access token as a credential.
func Token(text string) Credential { return Credential{secret: &text, token: true} }

// Reveal returns the text itself.
func (c Credential) Reveal() string {
	if c.secret == nil {
		return ""
	}
	return *c.secret
}

// IsToken reports whether it is an access token.
func (c Credential) IsToken() bool { return c.token }

// Format writes "***", whatever the verb.
func (Credential) Format(f fmt.State, _ rune) { io.WriteString(f, "***") }

// Client returns the client of the best mechanism that takes the credential
// among those offered, whose names are in upper case; nil where none does. The
// passwords' one is PLAIN (RFC 4616); the tokens' are OAUTHBEARER (RFC 7628) and
// XOAUTH2. All of them send the secret as it is: only under TLS. Host and port
// are those that were dialled.
func (c Credential) Client(user, host string, port int, offered func(mechanism string) bool) sasl.Client {
	switch {
	case !c.token && offered(sasl.Plain):
		return sasl.NewPlainClient("", user, c.Reveal())
	case c.token && offered(sasl.OAuthBearer):
		return &bearer{Client: sasl.NewOAuthBearerClient(&sasl.OAuthBearerOptions{
			Username: saslName.Replace(user), Token: c.Reveal(), Host: host, Port: port})}
	case c.token && offered(XOAuth2):
		return &xoauth2{user: user, token: c.Reveal()}
	}
	return nil
}

// saslName writes a name as GS2 wants it (RFC 5801, section 4).
var saslName = strings.NewReplacer("=", "=3D", ",", "=2C")

// Redact returns the text with the secret, in whatever form, replaced by
// "[secret]".
func (c Credential) Redact(text string) string {
	for _, form := range c.Forms() {
		text = strings.ReplaceAll(text, form, "[secret]")
	}
	return text
}

// quoted writes a text as a quoted string of IMAP has it (RFC 3501, section 9),
// and JSON, too.
var quoted = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// Forms returns the secret in the forms in which somebody may repeat it: as it
// is, as it stands between quotes, percent-encoded, and the part that is the
// same in the base64 of any text that it stands in. The secret itself comes
// last: it may be the beginning of another form.
func (c Credential) Forms() []string {
	secret := c.Reveal()
	if secret == "" {
		return nil
	}
	var forms []string
	for _, form := range []string{quoted.Replace(secret), url.QueryEscape(secret), url.PathEscape(secret)} {
		if form != secret {
			forms = append(forms, form)
		}
	}
	for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		for before := range 3 {
			// The characters at both ends also hold bits of the neighbours.
			text := encoding.EncodeToString([]byte(strings.Repeat("x", before) + secret))
			begin, end := (before*8+5)/6, (before+len(secret))*8/6
			if end-begin >= 4 {
				forms = append(forms, text[begin:end])
			}
		}
	}
	return append(forms, secret)
}
