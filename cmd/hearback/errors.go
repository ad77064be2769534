package main

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"unicode"

	"hearback/cmd/hearback/internal/login"
	"hearback/cmd/hearback/internal/post"
	"hearback/imapwatch"
	"hearback/imapwatch/credential"
	"hearback/state"
)

// errFlagRaised is not a failure: status --exit-code says so by its status.
var errFlagRaised = errors.New("a flag is raised")

// usageError is a command line that cannot be meant.
type usageError struct {
	err  error
	hint string
}

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }
func (e *usageError) Hints() []string {
	if e.hint == "" {
		return nil
	}
	return []string{e.hint}
}

// hintedError is an error with what to try.
type hintedError struct {
	err   error
	hints []string
}

func hinted(err error, hints ...string) error { return &hintedError{err, hints} }

func (e *hintedError) Error() string   { return e.err.Error() }
func (e *hintedError) Unwrap() error   { return e.err }
func (e *hintedError) Hints() []string { return e.hints }

// printError prints an error in one line, and what to try below it.
func printError(w io.Writer, err error) {
	fmt.Fprintf(w, "hearback: %s\n", oneLine(err.Error()))
	for _, h := range hintsFor(err) {
		fmt.Fprintf(w, "hint: %s\n", h)
	}
}

// oneLine joins the lines of what somebody else wrote, and takes out what
// drives a terminal: controls and formatting such as bidirectional overrides.
func oneLine(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' }), "; ")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
}

// listHint says where the numbers of the candidacies stand.
const listHint = "'hearback status --all' lists them in its first column"

// faultHints say what to do about a state file that cannot be read or written.
var faultHints = map[state.Fault][]string{
	state.Damaged:  {"'hearback watch' keeps what is left of the file and reads your mail into a new one; marks come along where they can be read"},
	state.Full:     {"make room where the state file lies ('df -h' shows it): nothing was lost, what was not kept is read again"},
	state.ReadOnly: {"the state file, or its folder, may not be written: see its owner with 'ls -l', and whether the disk is mounted read-only"},
	state.Busy:     {"another program holds the state file for long, for example an open sqlite3: end it, and try again"},
	state.DiskIO:   {"the disk may be failing: see what the system's log says, and copy the state file elsewhere"},
}

// hintsFor returns what a person can try about an error.
func hintsFor(err error) []string {
	var own interface{ Hints() []string }
	var newer *state.NewerError
	var dated x509.CertificateInvalidError
	switch {
	case errors.As(err, &own):
		return own.Hints()
	case errors.As(err, &newer):
		return []string{"install the newer hearback that wrote it, or name another file with --state; nothing was changed"}
	case errors.Is(err, state.ErrNoCGO):
		return []string{"install a C compiler (Debian: apt install gcc) and build it again"}
	case errors.Is(err, state.ErrNotOurs):
		return []string{"name another file with --state; nothing was changed"}
	case errors.Is(err, state.ErrLocked):
		return []string{"stop the other 'hearback watch' or 'hearback import' first ('hearback service status' shows whether it is the service), or name another file with --state"}
	case faultHints[state.FaultOf(err)] != nil:
		return faultHints[state.FaultOf(err)]
	case errors.Is(err, state.ErrNoCandidacy):
		return []string{listHint}
	case errors.Is(err, state.ErrNoMessage):
		return []string{"'hearback show ID --json' lists its messages with their message_id"}
	case errors.Is(err, state.ErrNoMark):
		return []string{"'hearback show ID' lists what is marked"}
	case errors.Is(err, post.ErrUnreachable):
		return []string{"check the host and port of smtp in the table [digest] of the config, and the network"}
	case errors.Is(err, post.ErrInsecure):
		return []string{"use submissions:// if the server has it: the password is never sent in the clear"}
	case errors.Is(err, post.ErrAuthentication):
		return []string{"check smtp_user and smtp_password_command in the config, or the account's own user and password_command where they are not given"}
	case errors.Is(err, post.ErrUnanswered):
		return []string{"it may have arrived: sent again, it bears the same Message-ID, and may come twice"}
	case errors.Is(err, imapwatch.ErrAuthentication):
		return []string{"check user and password_command in the config: run the command by hand and see what it prints; what the keyring has is renewed by 'hearback login ACCOUNT'",
			"Gmail, Yahoo and iCloud want an app password instead of the usual one, or an oauth table"}
	case errors.Is(err, credential.ErrSignIn):
		return []string{"'hearback login ACCOUNT' keeps the password or the sign-in of an account in the system's keyring"}
	case errors.Is(err, login.ErrKeyring):
		return []string{"the keyring belongs to a desktop session: is there one, and is it unlocked?", "without one, use password_command"}
	case errors.Is(err, login.ErrNoDeviceFlow):
		return []string{"leave --device out: the sign-in then goes through a browser on this machine"}
	case errors.As(err, &dated) && dated.Reason == x509.Expired:
		return []string{"the server's owner has to renew it, unless this machine's clock is wrong: look at its date first"}
	case errors.Is(err, imapwatch.ErrCertificate), errors.Is(err, post.ErrCertificate):
		return []string{"if the server has a private certificate authority, name its PEM file as ca_file in the config",
			"if not, somebody may be between you and the server: do not go on"}
	case errors.Is(err, imapwatch.ErrInsecure):
		return []string{"use imaps:// if the server has it: the password is never sent in the clear"}
	case errors.Is(err, imapwatch.ErrConfig):
		return []string{"mend the account in the config; leave mailboxes out to have the usual ones watched"}
	case errors.Is(err, imapwatch.ErrUnreachable):
		return []string{"check the host and port of imap in the config, and the network"}
	}
	return nil
}

// lineHandler writes log records as one line each: "hearback: text key=value".
type lineHandler struct {
	mu    sync.Mutex
	out   io.Writer
	level slog.Level
	attrs []slog.Attr
}

// Enabled reports whether records of this level are written.
func (h *lineHandler) Enabled(_ context.Context, l slog.Level) bool { return l >= h.level }

// Handle writes one record.
func (h *lineHandler) Handle(_ context.Context, r slog.Record) error {
	var b strings.Builder
	b.WriteString("hearback: " + r.Message)
	add := func(a slog.Attr) bool {
		fmt.Fprintf(&b, " %s=%v", a.Key, a.Value)
		return true
	}
	for _, a := range h.attrs {
		add(a)
	}
	r.Attrs(add)
	h.mu.Lock()
	defer h.mu.Unlock()
	_, err := fmt.Fprintln(h.out, oneLine(b.String()))
	return err
}

// WithAttrs returns a handler that adds the attributes to every record.
func (h *lineHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &lineHandler{out: h.out, level: h.level, attrs: append(append([]slog.Attr(nil), h.attrs...), attrs...)}
}

// WithGroup returns the handler itself: one line has no groups.
func (h *lineHandler) WithGroup(string) slog.Handler { return h }
