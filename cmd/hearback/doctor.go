package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hearback/cmd/hearback/internal/config"
	"hearback/state"
)

func (p *program) doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "check the set-up, and say what to mend",
		Long: `doctor looks at the config, the state file, each account's secret, server and
mailboxes, and at how you are told: the desktop's notifications, the server that
takes the digest, the service. It prints a line for each: "ok", "look" where
something deserves a look, or "mend" with hints on what to do; then it exits with
status 1. It goes on after a fault with what can still be checked, and changes
nothing.`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.doctor(c.Context()) },
	}
}

// doctor is one check-up. Each check prints a line or more, and leaves to those
// after it what it found out.
type doctor struct {
	*program
	settings settings
	store    *state.Store // nil: there is none, or none that can be read
	followed []state.Followed
	told     map[verdict]int
}

// verdict is what a line of the check-up begins with.
type verdict string

const (
	fine verdict = "ok"
	look verdict = "look" // nothing is wrong with the set-up
	mend verdict = "mend"
)

func (p *program) doctor(ctx context.Context) error {
	d := &doctor{program: p, told: map[verdict]int{}}
	if err := d.config(); err != nil {
		return err
	}
	defer func() {
		if d.store != nil {
			d.store.Close()
		}
	}()
	for _, check := range []func(context.Context){d.state, d.accounts, d.notifications, d.digest, d.service, d.aside} {
		check(ctx)
	}
	if err := context.Cause(ctx); err != nil {
		return err
	}
	if n := d.told[mend]; n > 0 {
		return fmt.Errorf("%d of %d checks want something mended", n, n+d.told[look]+d.told[fine])
	}
	return nil
}

// mostWords bounds a line, in bytes: names of mailboxes and words of servers
// are as long as they like.
const mostWords = 500

// tell prints the line of a check, and hints below it.
func (d *doctor) tell(v verdict, name, words string, hints ...string) {
	d.told[v]++
	fmt.Fprintf(d.stdout, "%-4s  %s: %s\n", v, oneLine(name), cut(oneLine(words), mostWords))
	for _, h := range hints {
		fmt.Fprintf(d.stdout, "      hint: %s\n", cut(oneLine(h), mostWords))
	}
}

// wrong tells an error with what to try about it.
func (d *doctor) wrong(name string, err error, hints ...string) {
	d.tell(mend, name, err.Error(), append(hints, hintsFor(err)...)...)
}

// cut returns at most n bytes of s, on the border of a character.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "..."
}

// config reads the config. Without a sound one the rest goes by the defaults. A
// command line that cannot be meant is an error.
func (d *doctor) config() error {
	s, err := d.program.settings(true)
	var usage *usageError
	if errors.As(err, &usage) {
		return err
	}
	if err != nil {
		d.wrong("config", err)
		d.settings = settings{Config: config.Default(), now: time.Now}
		return nil
	}
	d.settings = s
	switch {
	case len(s.Accounts) == 0:
		d.wrong("config", errNoAccount(s))
	case !d.exposed(s):
		d.tell(fine, "config", fmt.Sprintf("%s: %s, profile %s, country %s, zone %s", s.File, counted(len(s.Accounts), "account"), s.Profile.Name, s.Country, s.Zone))
	}
	return nil
}

// exposed tells what other users of the machine can do with the config: to
// write a password_command is to run what one likes as its owner.
func (d *doctor) exposed(s settings) bool {
	info, err := os.Stat(s.File)
	if err != nil || runtime.GOOS == "windows" { // whose permissions Go makes up
		return false
	}
	mode, told := info.Mode().Perm(), false
	if mode&0o022 != 0 {
		d.tell(mend, "config", fmt.Sprintf("%s: other users can write it (mode %o), and its commands run as you", s.File, mode), "chmod 600 "+s.File)
		told = true
	}
	for _, a := range s.Accounts {
		if mode&0o044 != 0 && a.SecretInFile() {
			d.tell(mend, "config", fmt.Sprintf("%s: other users can read it (mode %o), and account.%s.password_command holds the password itself", s.File, mode, a.Name),
				"chmod 600 "+s.File+", and change the password if somebody may have seen it", "let the command ask a password store instead: pass, secret-tool, security")
			told = true
		}
	}
	return told
}

// state looks at the state file, and opens it if it is sound. It is not made.
func (d *doctor) state(ctx context.Context) {
	path := d.stateFile
	if path == "" {
		path = defaultState()
	}
	h, err := state.Inspect(ctx, path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		d.tell(fine, "state", path+": there is none yet; 'hearback watch' makes it")
		return
	case err != nil:
		d.wrong("state", err)
		return
	case len(h.Faults) > 0:
		d.tell(mend, "state", fmt.Sprintf("%s is damaged: %s", path, strings.Join(h.Faults, "; ")), faultHints[state.Damaged]...)
		return
	}
	if d.store, err = state.Open(ctx, path); err == nil {
		d.followed, err = d.store.Followed(ctx)
	}
	if err != nil {
		d.wrong("state", err)
		return
	}
	for _, file := range slices.Sorted(maps.Keys(h.Open)) {
		d.tell(mend, "state", fmt.Sprintf("%s: other users may open it (mode %o)", file, h.Open[file]), "chmod 600 "+file)
	}
	held := "nobody is at work on it"
	if h.Held {
		held = "a 'hearback watch' or 'hearback import' is at work on it"
		if h.Holder != 0 {
			held = fmt.Sprintf("process %d is at work on it", h.Holder)
		}
	}
	d.tell(fine, "state", fmt.Sprintf("%s: sound, %d KB; %s", path, (h.Size+1023)/1024, held))
	d.setBack()
}

// setBack tells of a time in the state that this machine's clock has not
// reached yet.
func (d *doctor) setBack() {
	for _, f := range d.followed {
		if ahead := time.Until(f.SyncedAt); ahead > clockSlack {
			d.tell(mend, "clock", fmt.Sprintf("%s %s was last read %s from now, at %s: the clock was set back since, or is wrong",
				f.Account, quoted(f.Name), span(ahead), d.moment(f.SyncedAt)), clockHint)
			return
		}
	}
}

// accounts visits each account's server.
func (d *doctor) accounts(ctx context.Context) {
	for _, a := range d.settings.Accounts {
		(&visit{doctor: d, account: a}).check(ctx)
	}
}

// asideMost is how many messages are named that were set aside.
const asideMost = 20

// aside names the messages that could not be fetched or read, of every mailbox
// in the state.
func (d *doctor) aside(context.Context) {
	n := 0
	for _, f := range d.followed {
		for _, m := range f.Aside {
			if n++; n <= asideMost {
				d.tell(look, "set aside", fmt.Sprintf("message %d (UID) of %s %s was not read, and no flag goes by it: %s", m.UID, f.Account, quoted(f.Name), m.Why))
			}
		}
	}
	switch {
	case n > asideMost:
		d.tell(look, "set aside", fmt.Sprintf("and %d more", n-asideMost))
	case n == 0 && d.store != nil:
		d.tell(fine, "set aside", "no message")
	}
}

// moment writes a time in the configured zone.
func (d *doctor) moment(t time.Time) string {
	return t.In(d.settings.Zone).Format("2006-01-02 15:04")
}

// span writes a length of time roughly, as a person would say it.
func span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return counted(int(d.Seconds()), "second")
	case d < 2*time.Hour:
		return counted(int(d.Minutes()), "minute")
	case d < 48*time.Hour:
		return counted(int(d.Hours()), "hour")
	}
	return counted(int(d.Hours()/24), "day")
}

// counted writes a number of things.
func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// quoted writes the name of a mailbox, at most 100 bytes of it.
func quoted(name string) string { return fmt.Sprintf("%q", cut(oneLine(name), 100)) }
