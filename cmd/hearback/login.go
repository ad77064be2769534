package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"hearback/cmd/hearback/internal/config"
	"hearback/cmd/hearback/internal/login"
	"hearback/imapwatch"
)

func (p *program) loginCommand() *cobra.Command {
	var device bool
	c := &cobra.Command{
		Use:   "login ACCOUNT [--device]",
		Short: "sign in to an account, or keep its password",
		Long: `login signs in to an account that has an oauth table in the config: it prints an
address to open in a browser on this machine (over ssh, forward the port that it
names), or with --device a code to type on any other. For an account with keyring
= true it asks for the password, or reads it as the first line of standard input.
Either is kept in the system's keyring. Then it tries to log in at the mail
server, and says how that went.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &usageError{err: errors.New("login wants one ACCOUNT"), hint: "name it as the config does: [account.NAME]"}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			err := p.login(c.Context(), args[0], device)
			if c.Context().Err() != nil {
				return errors.New("interrupted")
			}
			return err
		},
	}
	c.Flags().BoolVar(&device, "device", false, "sign in with a code that is typed on another machine")
	return c
}

func (p *program) login(ctx context.Context, name string, device bool) error {
	p.account = name
	s, err := p.settings(true)
	if err != nil {
		return err
	}
	account := s.Accounts[0]
	if device && account.OAuth == nil {
		return &usageError{err: fmt.Errorf("account.%s has no oauth table to sign in by: leave --device out", name)}
	}
	switch {
	case account.OAuth != nil:
		err = p.source(account).SignIn(ctx, device, func(line string) { fmt.Fprintln(p.stderr, oneLine(line)) })
	case account.Keyring:
		var password config.Secret
		if password, err = p.askPassword(ctx, account); err == nil {
			err = login.KeepPassword(ctx, account, password.Reveal())
		}
	}
	if err != nil {
		return err
	}
	mail, err := p.mailAccount(account)
	if err != nil {
		return err
	}
	probe, err := (&imapwatch.Watcher{Account: mail}).Reach(ctx)
	if err != nil {
		return err
	}
	defer probe.Close()
	if err := probe.LogIn(ctx); err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "logged in to %s as %s\n", account.Server.Address(), account.User)
	return nil
}

// source returns what gives an account's credentials. There is one for each
// account, so that those who need them share what it fetched.
func (p *program) source(a config.Account) *login.Source {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.sources == nil {
		p.sources = make(map[string]*login.Source)
	}
	if p.sources[a.Name] == nil {
		p.sources[a.Name] = login.New(a, p.log)
	}
	return p.sources[a.Name]
}

// mailAccount returns an account as imapwatch wants it, without what is watched.
func (p *program) mailAccount(a config.Account) (imapwatch.Account, error) {
	roots, err := rootsOf(a)
	if err != nil {
		return imapwatch.Account{}, err
	}
	return imapwatch.Account{URL: a.Server.URL(), User: a.User, Roots: roots, Credential: p.source(a).Credential}, nil
}

// maxPassword is the size in bytes of the longest password that is taken.
const maxPassword = 64 << 10

// askPassword asks for an account's password on the terminal, without echo, or
// reads it as the first line of standard input where that is none.
func (p *program) askPassword(ctx context.Context, a config.Account) (config.Secret, error) {
	input := int(os.Stdin.Fd())
	before, noTerminal := term.GetState(input)
	if noTerminal == nil {
		fmt.Fprintf(p.stderr, "password of %s at %s: ", a.User, a.Server.Host)
		defer fmt.Fprintln(p.stderr)
	}
	type answer struct {
		text string
		err  error
	}
	answered := make(chan answer, 1)
	go func() { // ends with the answer, or with the program
		if noTerminal == nil {
			text, err := term.ReadPassword(input)
			answered <- answer{string(text), err}
			return
		}
		line, err := bufio.NewReader(io.LimitReader(os.Stdin, maxPassword)).ReadString('\n')
		if errors.Is(err, io.EOF) {
			err = nil
		}
		answered <- answer{strings.TrimRight(line, "\r\n"), err}
	}()
	select {
	case got := <-answered:
		switch {
		case got.err != nil:
			return config.Secret{}, fmt.Errorf("ask for the password: %w", got.err)
		case got.text == "" || len(got.text) >= maxPassword:
			return config.Secret{}, hinted(errors.New("no password was given"), "type it, or pipe it in as one line: pass show mail | hearback login ACCOUNT")
		}
		return config.NewSecret(got.text), nil
	case <-ctx.Done():
		if noTerminal == nil {
			_ = term.Restore(input, before) // the echo
		}
		return config.Secret{}, context.Cause(ctx)
	}
}
