package config

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
	"unicode"
)

const (
	passwordTimeout = 60 * time.Second // for a person to unlock a store
	passwordGrace   = 2 * time.Second  // for output that a left-over process holds open
	maxOutput       = 64 << 10         // bytes kept of each stream
)

// command is one that prints a secret, and where in the file it stands.
type command struct {
	text  Secret
	place Error
}

// newCommand reads the command of a setting whose key has so many parts.
func newCommand(s setting, depth int) (command, error) {
	text, err := s.string(depth)
	if err != nil {
		return command{}, err
	}
	if strings.TrimSpace(text) == "" {
		return command{}, wrong("empty", example["password_command"])
	}
	return command{NewSecret(text), Error{Line: s.line, Column: s.column, Key: dotted(s.path)}}, nil
}

// Password runs the account's password_command by the system's shell and
// returns the first line that it prints, without the line's end. The command
// gets no input and 60 seconds; when they or ctx are over, it is ended with
// all that it started. An error tells the first line of the command's standard
// error, and nothing of its standard output or of the command itself.
func (a Account) Password(ctx context.Context) (Secret, error) { return a.command.run(ctx) }

func (c command) run(ctx context.Context) (Secret, error) {
	if c.text.Reveal() == "" {
		return Secret{}, c.complain("missing", nil)
	}
	ctx, cancel := context.WithTimeout(ctx, passwordTimeout)
	defer cancel()
	var stdout, stderr bounded
	cmd := shell(ctx, c.text.Reveal())
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.WaitDelay = passwordGrace
	err := cmd.Run()
	if errors.Is(err, exec.ErrWaitDelay) {
		err = nil // it is done, and something it started in the background is not
	}
	switch {
	case err != nil && ctx.Err() != nil:
		return Secret{}, c.complain("printed nothing in time", ctx.Err(), "run the command in a terminal: does it wait for something?")
	case err != nil:
		return Secret{}, c.failed(err, stderr.firstLine(), stdout.firstLine())
	}
	password := stdout.firstLine()
	if password == "" {
		return Secret{}, c.complain("printed no password on its first line", nil, "run the command in a terminal: its standard output is what counts")
	}
	if len(password) >= maxOutput {
		return Secret{}, c.complain("printed a first line of more than 64 KiB", nil)
	}
	return NewSecret(password), nil
}

// failed is the error of a command that did not end well.
func (c command) failed(err error, said, printed string) error {
	exit, ok := errors.AsType[*exec.ExitError](err)
	if !ok {
		return c.complain("the shell did not start", err)
	}
	lower := strings.ToLower(said)
	switch {
	case exit.ExitCode() == 126, exit.ExitCode() == 127, // POSIX: cannot be run, not found
		strings.Contains(lower, "syntax error"), strings.Contains(lower, "is not recognized"):
		// The shell repeats the words it stumbled over: with a password
		// in the command's place, the password.
		return c.complain("the shell cannot run it", err, "want a command that prints the password, not the password itself")
	case said == "":
		return c.complain(exit.Error(), err, byHand)
	}
	for _, secret := range []string{c.text.Reveal(), printed} {
		if secret != "" {
			said = strings.ReplaceAll(said, secret, hidden)
		}
	}
	return c.complain(fmt.Sprintf("%s: %s", exit, printable(said)), err, byHand)
}

// SecretInFile reports whether the password_command holds the password itself:
// it prints text that stands in it, with no variable or command to be filled in.
func (a Account) SecretInFile() bool {
	words := strings.Fields(a.command.text.Reveal())
	switch {
	case len(words) < 2:
		return false
	case words[0] == "echo":
		return !strings.ContainsAny(a.command.text.Reveal(), "$`%") // %NAME% on Windows
	case words[0] == "printf":
		return !strings.ContainsAny(a.command.text.Reveal(), "$`")
	}
	return false
}

const byHand = "run the command in a terminal and see what it says"

// complain is an error about the command, at its place in the file.
func (c command) complain(problem string, cause error, hints ...string) error {
	e := c.place
	e.Problem, e.cause, e.Hint = problem, cause, hints
	return &e
}

// printable returns at most 200 bytes of text without control characters.
func printable(text string) string {
	text = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, text)
	if len(text) > 200 {
		text = strings.ToValidUTF8(text[:200], "") + "..."
	}
	return text
}

// bounded keeps the beginning of what is written to it and drops the rest.
type bounded struct{ kept bytes.Buffer }

// Write keeps what there is room for. It never fails.
func (b *bounded) Write(p []byte) (int, error) {
	b.kept.Write(p[:min(len(p), maxOutput-b.kept.Len())])
	return len(p), nil
}

// firstLine returns the first line without its end.
func (b *bounded) firstLine() string {
	line, _, _ := strings.Cut(b.kept.String(), "\n")
	return strings.TrimSuffix(line, "\r")
}
