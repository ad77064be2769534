//go:build unix

package config

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// withCommand loads an account whose password_command is the given one.
func withCommand(t *testing.T, command string) Account {
	t.Helper()
	c, err := load(t, with(4, "password_command = '''"+command+"'''"))
	if err != nil {
		t.Fatal(err)
	}
	return c.Accounts[0]
}

func TestPassword(t *testing.T) {
	for _, c := range []struct{ name, command, want string }{
		{"a line", "echo '" + secret + "'", secret},
		{"no line end", "printf %s '" + secret + "'", secret},
		{"carriage return", `printf 'abc\r\n'`, "abc"},
		{"the first of many lines", `printf 'abc\nuser: me\n'`, "abc"},
		{"spaces are the password's", `printf ' a b \n'`, " a b "},
		{"talk on standard error", "echo unlocking >&2; echo abc", "abc"},
		{"more output than is kept", `echo abc; head -c 300000 /dev/zero`, "abc"},
		{"no input", "cat; echo abc", "abc"},
	} {
		got, err := withCommand(t, c.command).Password(t.Context())
		if err != nil || got.Reveal() != c.want {
			t.Errorf("%s: got %q, %v, want %q", c.name, got.Reveal(), err, c.want)
		}
	}
}

func TestPasswordRefused(t *testing.T) {
	for _, c := range []struct{ name, command, want, hint string }{
		{"exit status", "exit 3", "exit status 3", ""},
		{"its first words", "echo 'gpg: decryption failed' >&2; echo more >&2; exit 2", "exit status 2: gpg: decryption failed", ""},
		{"control characters", `printf 'a\033[31mb\007' >&2; exit 1`, "exit status 1: a[31mb", ""},
		{"no output", "true", "printed no password on its first line", "terminal"},
		{"an empty first line", `printf '\nabc\n'`, "printed no password on its first line", "terminal"},
		{"an endless line", "head -c 70000 /dev/zero", "printed a first line of more than 64 KiB", ""},
		{"failing after the password", "echo '" + secret + "'; echo 'bad: " + secret + "' >&2; exit 1", "exit status 1: bad: ***", ""},
		{"the password in its place", secret, "the shell cannot run it", "not the password itself"},
		{"a password that is no shell", secret + "(a)", "the shell cannot run it", "not the password itself"},
	} {
		got, err := withCommand(t, c.command).Password(t.Context())
		e, ok := errors.AsType[*Error](err)
		if !ok || got.Reveal() != "" {
			t.Errorf("%s: got %q, %v, want an *Error", c.name, got.Reveal(), err)
			continue
		}
		if want := e.File + ":4:1: account.personal.password_command: " + c.want; err.Error() != want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, err, want)
		}
		if !strings.Contains(strings.Join(e.Hints(), "\n"), c.hint) {
			t.Errorf("%s: hints %q, want %q", c.name, e.Hints(), c.hint)
		}
		checkOneLine(t, c.name, e)
	}
	if _, err := (Account{Name: "made by hand"}).Password(t.Context()); err == nil {
		t.Error("no command: got no error")
	}
}

// When the context is over, the command ends, and what it started with it: the
// pipe that a grandchild holds open is closed.
func TestPasswordEndsWithTheContext(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	gone := make(chan error, 1)
	go func() {
		f, err := os.Open(pipe) // returns when the grandchild has opened it
		cancel()
		if err == nil {
			_, err = io.Copy(io.Discard, f) // returns when the grandchild is gone
		}
		gone <- err
	}()
	_, err := withCommand(t, "sleep 600 >'"+pipe+"' & wait").Password(ctx)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
	if err := <-gone; err != nil {
		t.Error(err)
	}
}

// A process that the command leaves behind does not hold the password up.
func TestPasswordOfACommandThatLeavesAProcess(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	// Open both ways, so that neither end waits; the reader ends with the test.
	f, err := os.OpenFile(pipe, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	defer f.WriteString("done\n")
	got, err := withCommand(t, "read line <'"+pipe+"' & echo abc").Password(t.Context())
	if err != nil || got.Reveal() != "abc" {
		t.Errorf("got %q, %v, want abc", got.Reveal(), err)
	}
}
