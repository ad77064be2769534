// Package service has the operating system run "hearback watch" at login: by a
// systemd user unit, a launchd agent or a Windows scheduled task. Pulse tells
// systemd how the running program does.
package service

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/adrg/xdg"
)

// Job is what is run at login.
type Job struct {
	Program string   // its absolute path
	Args    []string // as the program gets them
	// Path is the PATH for what the program runs itself, as password_command:
	// that of a service is shorter than a shell's. Empty: the system's.
	Path string
}

// Status is how the service is.
type Status struct {
	File      string // its definition, where the system keeps it in a file
	Installed bool
	Enabled   bool // it starts at login
	Running   bool
	Since     string // when it began to run, as the system writes it
	Starting  bool   // it was started, and is not ready yet
	Trouble   string // why it does not run
	Says      string // what it says of itself, where the system takes that
}

// System is what runs programs at login. Install and Uninstall return what they
// did, a line each, also where an error ended it.
type System interface {
	// Define returns the definition of the service in the system's own format.
	Define(Job) (string, error)
	// Install defines the service, replacing an earlier one, and starts it.
	// It waits until the program is ready, or has failed.
	Install(context.Context, Job) (did []string, err error)
	// Uninstall stops the service and takes all of it away.
	Uninstall(context.Context) (did []string, err error)
	Status(context.Context) (Status, error)
}

// ErrNoManager says that nothing runs programs for this user here: the session
// came by ssh without lingering, it is a container, or another init runs.
var ErrNoManager = errors.New("nothing here starts programs for you at login")

// ErrEnded says that the program was started and ended before it was ready.
var ErrEnded = errors.New("it was started, and ended")

// On returns the system of an operating system, named as in runtime.GOOS.
func On(goos string) (System, error) {
	switch goos {
	case "linux":
		return systemd{dir: filepath.Join(xdg.ConfigHome, "systemd", "user")}, nil
	case "darwin":
		return launchd{home: xdg.Home, domain: "gui/" + strconv.Itoa(os.Getuid())}, nil
	case "windows":
		me, err := user.Current()
		if err != nil {
			return nil, fmt.Errorf("who is logged in: %w", err)
		}
		return tasks{user: me.Username}, nil
	}
	return nil, fmt.Errorf("on %s: %w", goos, ErrNoManager)
}

// check refuses what no definition can carry: XML has no control characters,
// and systemd reads UTF-8 only.
func (j Job) check() error {
	for _, text := range append([]string{j.Program, j.Path}, j.Args...) {
		if !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || r == 0xFFFE || r == 0xFFFF }) {
			return fmt.Errorf("%q: control characters, and what is not UTF-8, cannot be part of a service", text)
		}
	}
	return nil
}

// answerWait bounds a question to the system. A start is not bounded: the
// system bounds it.
const answerWait = 30 * time.Second

// ask runs one of the system's commands and returns what it prints.
func ask(ctx context.Context, name string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, answerWait)
	defer cancel()
	return order(ctx, name, args...)
}

// order runs one of the system's commands, however long it takes. The error
// has the last line of what the command said about it.
func order(ctx context.Context, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C", "SYSTEMD_PAGER=", "SYSTEMD_COLORS=0")
	cmd.WaitDelay = time.Second
	out, err := cmd.Output()
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	if err == nil {
		return string(out), nil
	}
	words := name
	if len(args) > 0 {
		words += " " + strings.Join(args[:min(2, len(args))], " ")
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		said := strings.TrimSpace(string(exit.Stderr))
		if said == "" {
			said = strings.TrimSpace(string(out)) // schtasks says some of it there
		}
		if said = said[strings.LastIndexByte(said, '\n')+1:]; said != "" {
			err = fmt.Errorf("%s: %w", strings.TrimRight(said, "."), err)
		}
	}
	return string(out), fmt.Errorf("%s: %w", words, err)
}

// write writes a definition where the system looks for it.
func write(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o644)
}

// remove removes a file; one that is not there is no error.
func remove(path string) (was bool, err error) {
	err = os.Remove(path)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
