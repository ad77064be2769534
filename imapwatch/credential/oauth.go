package credential

import (
	"errors"

	"github.com/emersion/go-sasl"
)

// XOAuth2 is the mechanism that Google and Microsoft had before RFC 7628:
// https://developers.google.com/workspace/gmail/imap/xoauth2-protocol
const XOAuth2 = "XOAUTH2"

// go-sasl has no client of it.
type xoauth2 struct {
	user, token string
	refusal
}

// Start returns the whole proof.
func (x *xoauth2) Start() (mechanism string, response []byte, err error) {
	return XOAuth2, []byte("user=" + x.user + "\x01auth=Bearer " + x.token + "\x01\x01"), nil
}

// Next answers the challenge in which the server says why it refuses.
func (x *xoauth2) Next([]byte) ([]byte, error) { return x.answer() }

// bearer is go-sasl's OAUTHBEARER, which would leave that challenge unanswered.
type bearer struct {
	sasl.Client
	refusal
}

// Next answers the challenge in which the server says why it refuses.
func (b *bearer) Next([]byte) ([]byte, error) { return b.answer() }

// refusal answers one challenge, so that the server's NO comes.
// QUIRK: the answer to XOAUTH2's challenge should be empty, which the IMAP
// library writes as "=" and Dovecot calls BAD; the 0x01 of OAUTHBEARER (RFC
// 7628, section 3.2.3) does for both.
type refusal struct{ answered bool }

func (r *refusal) answer() ([]byte, error) {
	if r.answered {
		return nil, errors.New("the server goes on asking after it refused the token")
	}
	r.answered = true
	return []byte{1}, nil
}
