package config

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"unicode"
)

// Error is one thing that is wrong in a config file. It names the place and
// the key, and never a value: a secret can stand in the wrong place.
type Error struct {
	File         string
	Line, Column int    // from 1, columns in bytes; 0 where the file as a whole is meant
	Key          string // dotted: "account.personal.imap"; "" where none is meant
	Problem      string
	Hint         []string // what to try, a line each

	cause error
}

// Error returns one line: "config.toml:12:3: account.personal.imapp: unknown key".
func (e *Error) Error() string {
	s := e.File
	if e.Line > 0 {
		s += fmt.Sprintf(":%d:%d", e.Line, e.Column)
	}
	if e.Key != "" {
		s += ": " + e.Key
	}
	return s + ": " + e.Problem
}

// Hints returns what to try, a line each.
func (e *Error) Hints() []string { return e.Hint }

// Unwrap returns what was behind it, nil in most cases.
func (e *Error) Unwrap() error { return e.cause }

// fault is what is wrong with a value, before its place is known.
type fault struct {
	problem string
	hints   []string
	cause   error
}

func (f *fault) Error() string { return f.problem }

func wrong(problem string, hints ...string) error { return &fault{problem: problem, hints: hints} }

// example is a line for each key that an account must have.
var example = map[string]string{
	"address":          `address = "me@example.org"`,
	"imap":             `imap = "imaps://imap.example.org"`,
	"password_command": `password_command = "pass show mail"`,
}

// sample is the smallest config, below a line that says what to do with it.
func sample(what string) []string {
	return []string{what, "[account.personal]", example["address"], example["imap"], example["password_command"]}
}

// notFound is the error of a config file that does not exist, with one to start from.
func notFound(path string, cause error) error {
	return &Error{File: path, Problem: "there is no config file", cause: cause,
		Hint: sample("write these lines to it, with your own address, server and command:")}
}

// reason returns what the system says about a file, without the file's name.
func reason(err error) string {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		err = pe.Err
	}
	return err.Error()
}

// dotted writes a key as TOML does, at most 100 bytes of it, with quotes
// around the parts that need them.
func dotted(path []string) string {
	parts := make([]string, len(path))
	for i, p := range path {
		if parts[i] = p; !bare(p) {
			parts[i] = fmt.Sprintf("%q", p)
		}
	}
	s := strings.Join(parts, ".")
	if len(s) > 100 {
		s = strings.ToValidUTF8(s[:100], "") + "..."
	}
	return s
}

// bare reports whether a key part needs no quotes (TOML 1.0, "Keys").
func bare(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool {
		return r > unicode.MaxASCII || r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) < 0
}
