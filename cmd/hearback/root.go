package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"hearback/classify/advice"
	"hearback/classify/timeline"
	"hearback/cmd/hearback/internal/config"
	"hearback/cmd/hearback/internal/login"
	"hearback/state"
)

// The exit statuses of CONTRACT.
const (
	statusDone   = 0
	statusFailed = 1
	statusUsage  = 2
	statusFlag   = 3 // status --exit-code, when a flag is raised
)

// program is one run of hearback: what the global flags say, and where its
// output goes.
type program struct {
	stdout, stderr io.Writer

	configFile, stateFile  string
	account, nowText, name string // name: of the profile
	verbose, quiet         bool
	log                    *slog.Logger
	wireLog                io.Writer // nil: none is written

	mu      sync.Mutex
	sources map[string]*login.Source // of credentials, by account
}

// run executes one command line and returns the exit status. Results go to
// stdout, everything else to stderr.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	p := &program{stdout: stdout, stderr: stderr}
	root := p.command()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return statusDone
	case errors.Is(err, errFlagRaised):
		return statusFlag
	}
	printError(stderr, err)
	var u *usageError
	var c *config.Error
	if errors.As(err, &u) || errors.As(err, &c) {
		return statusUsage
	}
	return statusFailed
}

func (p *program) command() *cobra.Command {
	root := &cobra.Command{
		Use:   "hearback",
		Short: "know when an employer's silence has outlasted the advice",
		Long: `hearback watches your own mailbox over IMAP, finds the conversations with people
who interview you, knows when the employer last replied, and raises a flag when
the silence has run past the advised window. Nothing leaves this machine but a
weekly digest to yourself, if you ask for one; no message in the mailbox is
changed.`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			hint := "'hearback --help' lists the commands"
			if near := c.SuggestionsFor(args[0]); len(near) > 0 {
				hint = "did you mean " + strings.Join(near, " or ") + "? " + hint
			}
			return &usageError{err: fmt.Errorf("there is no command %q", args[0]), hint: hint}
		},
		RunE:                       func(c *cobra.Command, _ []string) error { return c.Help() },
		SuggestionsMinimumDistance: 2,
		SilenceErrors:              true,
		SilenceUsage:               true,
		Version:                    version(),
		PersistentPreRunE: func(*cobra.Command, []string) error {
			p.log = slog.New(&lineHandler{out: p.stderr, level: p.level()})
			return nil
		},
	}
	root.PersistentFlags().AddFlagSet(p.globalFlags())
	root.PersistentFlags().SortFlags = false
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return &usageError{err: err, hint: "'" + c.CommandPath() + " --help' lists the flags"}
	})
	_ = root.RegisterFlagCompletionFunc("profile", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		var names []string
		for _, profile := range advice.Profiles() {
			names = append(names, profile.Name)
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	})
	root.AddCommand(p.demoCommand(), p.loginCommand(), p.doctorCommand(), p.watchCommand(), p.importCommand(), p.statusCommand(), p.showCommand(), p.markCommand(), p.digestCommand(), p.serviceCommand(), p.forgetCommand(), p.evalCommand())
	for _, c := range root.Commands() {
		c.DisableFlagsInUseLine = true
		c.Flags().SortFlags = false
	}
	return root
}

// globalFlags are those that every command takes.
func (p *program) globalFlags() *pflag.FlagSet {
	flags := pflag.NewFlagSet("global", pflag.ContinueOnError)
	flags.StringVar(&p.configFile, "config", os.Getenv("HEARBACK_CONFIG"), "the config `FILE` (default: "+tilde(config.Path())+")")
	flags.StringVar(&p.stateFile, "state", os.Getenv("HEARBACK_STATE"), "the state `FILE`, an SQLite database (default: "+tilde(defaultState())+")")
	flags.StringVar(&p.account, "account", "", "only the account of this `NAME`")
	flags.StringVar(&p.nowText, "now", "", "judge as if it were this `TIME`: RFC 3339 or YYYY-MM-DD")
	flags.StringVar(&p.name, "profile", "", "the `NAME` of the advice to go by (default: the config's, else standard)")
	flags.BoolVarP(&p.verbose, "verbose", "v", false, "say more on standard error")
	flags.BoolVar(&p.quiet, "quiet", false, "say nothing on standard error but errors")
	return flags
}

// version is the module's version with the commit it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && v == "(devel)" {
			v += " " + s.Value[:min(12, len(s.Value))]
		}
	}
	return v
}

func (p *program) level() slog.Level {
	switch {
	case p.verbose:
		return slog.LevelDebug
	case p.quiet:
		return slog.LevelError
	}
	return slog.LevelInfo
}

// defaultState is where the state lies if nobody says otherwise.
func defaultState() string { return filepath.Join(xdg.StateHome, "hearback", "state.db") }

// tilde shortens a path in the home folder for a help text.
func tilde(path string) string {
	if rest, err := filepath.Rel(xdg.Home, path); err == nil && filepath.IsLocal(rest) {
		return filepath.Join("~", rest)
	}
	return path
}

// settings is what a command goes by: the config, with the flags over it.
type settings struct {
	config.Config
	now func() time.Time // in the configured zone
}

// settings reads the config. Commands that need an account pass needed: for
// the others a config that nobody wrote is an empty one.
func (p *program) settings(needed bool) (settings, error) {
	path := p.configFile
	if path == "" {
		path = config.Path()
	}
	c, err := config.Load(path)
	if err != nil {
		if needed || p.configFile != "" || !errors.Is(err, fs.ErrNotExist) {
			return settings{}, err
		}
		c = config.Default()
	}
	if p.name != "" {
		if c.Profile, err = c.ProfileNamed(p.name); err != nil {
			return settings{}, &usageError{err: err}
		}
	}
	if p.account != "" {
		if c.Accounts, err = named(c.Accounts, p.account); err != nil {
			return settings{}, err
		}
	}
	s := settings{Config: c, now: func() time.Time { return time.Now().In(c.Zone) }}
	if p.nowText != "" {
		fixed, err := parseNow(p.nowText, c.Zone)
		if err != nil {
			return settings{}, err
		}
		s.now = func() time.Time { return fixed }
	}
	return s, nil
}

// addresses are those of every account, and the one that digests come from.
func (s settings) addresses() []string {
	var all []string
	if s.Digest != nil {
		all = append(all, s.Digest.Account.Address)
	}
	for _, a := range s.Accounts {
		all = append(append(all, a.Address), a.Aliases...)
	}
	return all
}

// named returns the one account of that name.
func named(accounts []config.Account, name string) ([]config.Account, error) {
	var known []string
	for _, a := range accounts {
		if a.Name == name {
			return []config.Account{a}, nil
		}
		known = append(known, a.Name)
	}
	return nil, &usageError{err: fmt.Errorf("no account is called %q", name), hint: fmt.Sprintf("the config has %q", known)}
}

// parseNow reads the time of --now: a moment, or a day's beginning in the zone.
func parseNow(text string, zone *time.Location) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t.In(zone), nil
	}
	if d, err := timeline.ParseDate(text); err == nil {
		return d.In(zone), nil
	}
	return time.Time{}, &usageError{err: fmt.Errorf("--now %q is no time", text), hint: "write 2026-03-10 or 2026-03-10T09:00:00-04:00"}
}

// statePath returns the state file; its folder is made (0700) only where
// nobody chose it.
func (p *program) statePath() (string, error) {
	if p.stateFile != "" {
		return p.stateFile, nil
	}
	path := defaultState()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", fmt.Errorf("make the state's folder: %w", err)
	}
	return path, nil
}

// openState opens the state to be read by a command that writes no mail.
func (p *program) openState(ctx context.Context) (*state.Store, error) {
	path, err := p.statePath()
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, hinted(fmt.Errorf("open state %s: there is none yet", path), "'hearback watch --once' reads your mailbox; 'hearback import' reads mbox files and Maildirs", "'hearback demo' shows what it looks like without any account")
	}
	return state.Open(ctx, path)
}

// sound opens the state. One that is damaged is set aside, and begun anew: all
// that it knew of the mail can be read again.
func (p *program) sound(ctx context.Context, path string) (*state.Store, error) {
	store, err := state.Open(ctx, path)
	if err == nil {
		if err = state.Check(ctx, path); err == nil {
			return store, nil
		}
		store.Close()
	}
	if state.FaultOf(err) != state.Damaged {
		return nil, err
	}
	kept, marks, rebuildErr := state.Rebuild(ctx, path, time.Now())
	if rebuildErr != nil {
		return nil, rebuildErr
	}
	p.log.Warn("the state was damaged: it is kept, and a new one is read from your mail; what was imported has to be imported again",
		"err", err, "kept", kept, "marks", marks)
	return state.Open(ctx, path)
}

// opened reads the config and opens the state, for a command that brings no
// mail and needs no account. The caller closes the store.
func (p *program) opened(ctx context.Context) (settings, *state.Store, error) {
	s, err := p.settings(false)
	if err != nil {
		return settings{}, nil, err
	}
	store, err := p.openState(ctx)
	return s, store, err
}

// ownState opens the state for a command that brings mail: no other process
// may do so until done is called.
func (p *program) ownState(ctx context.Context) (store *state.Store, done func(), err error) {
	path, err := p.statePath()
	if err != nil {
		return nil, nil, err
	}
	unlock, err := state.Lock(path)
	if err != nil {
		return nil, nil, err
	}
	store, err = p.sound(ctx, path)
	if err != nil {
		unlock()
		return nil, nil, err
	}
	return store, func() {
		store.Close()
		unlock()
	}, nil
}
