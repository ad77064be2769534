package login

import (
	"context"
	"errors"
	"fmt"

	"github.com/zalando/go-keyring"

	"hearback/cmd/hearback/internal/config"
)

// service is the name under which the system's keyring keeps our secrets.
const service = "hearback"

// errNothingKept says that the keyring has nothing of an account.
var errNothingKept = errors.New("nothing is kept in the keyring")

// ErrKeyring says that the keyring cannot be used.
var ErrKeyring = errors.New("no use of the keyring")

// entry is an account's name in the keyring. It goes by whose mail it is and
// where, so that accounts may be renamed in the config.
func entry(a config.Account) string {
	name := a.User + " at " + a.Server.Host
	if a.OAuth != nil {
		name += ", sign-in"
	}
	return name
}

// KeepPassword keeps the password of an account with keyring = true.
func KeepPassword(ctx context.Context, a config.Account, password string) error {
	return keep(ctx, a, password)
}

func keep(ctx context.Context, a config.Account, secret string) error {
	_, err := system.ask(ctx, func() (string, error) { return "", keyring.Set(service, entry(a), secret) })
	return err
}

// kept returns what is kept for an account, or errNothingKept.
func kept(ctx context.Context, a config.Account) (string, error) {
	return system.ask(ctx, func() (string, error) { return keyring.Get(service, entry(a)) })
}

// turn holds one while the keyring is asked: if it never answers, because a
// person does not unlock it, only one question waits for it.
type turn chan struct{}

// system is the turn at the system's keyring.
var system = make(turn, 1)

// ask waits for the keyring's answer until ctx ends: the library itself knows
// no end.
func (t turn) ask(ctx context.Context, question func() (string, error)) (string, error) {
	type answer struct {
		text string
		err  error
	}
	select {
	case t <- struct{}{}:
	case <-ctx.Done():
		return "", fmt.Errorf("%w: it does not answer: %w", ErrKeyring, context.Cause(ctx))
	}
	answered := make(chan answer, 1)
	go func() {
		defer func() { <-t }()
		text, err := question()
		answered <- answer{text, err}
	}()
	select {
	case a := <-answered:
		switch {
		case errors.Is(a.err, keyring.ErrNotFound):
			return "", errNothingKept
		case a.err != nil:
			return "", fmt.Errorf("%w: %w", ErrKeyring, a.err)
		}
		return a.text, nil
	case <-ctx.Done():
		return "", fmt.Errorf("%w: it does not answer: %w", ErrKeyring, context.Cause(ctx))
	}
}
