package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"hearback/cmd/hearback/internal/config"
	"hearback/cmd/hearback/internal/service"
)

func (p *program) serviceCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "service",
		Short: "have watch run whenever you are logged in",
		Long: `service has your system run 'hearback watch' from login to logout: systemd on
Linux, launchd on macOS, the Task Scheduler on Windows. It needs no
administrator. --config, --state, --account and --profile, as given to install,
are what it runs with.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return &usageError{err: fmt.Errorf("service has no command %q", args[0]), hint: "there are install, uninstall and status"}
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	var printOnly bool
	install := &cobra.Command{
		Use:   "install [--print]",
		Short: "run watch at login, from now on",
		Args:  noArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return p.install(c.Context(), printOnly) },
	}
	install.Flags().BoolVar(&printOnly, "print", false, "print what would be written for the system, and do nothing")
	c.AddCommand(install, &cobra.Command{
		Use:   "uninstall",
		Short: "stop it, and take away what install made",
		Args:  noArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return p.uninstall(c.Context()) },
	}, &cobra.Command{
		Use:   "status",
		Short: "say whether it is installed, and how it does",
		Args:  noArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return p.serviceStatus(c.Context()) },
	})
	for _, sub := range c.Commands() {
		sub.DisableFlagsInUseLine = true
	}
	return c
}

func (p *program) install(ctx context.Context, printOnly bool) error {
	system, err := service.On(runtime.GOOS)
	if err != nil {
		return p.unserved("install", err)
	}
	job, err := p.job()
	if err != nil {
		return err
	}
	if printOnly {
		text, err := system.Define(job)
		if err != nil {
			return fmt.Errorf("define the service: %w", err)
		}
		fmt.Fprint(p.stdout, text)
		return nil
	}
	if err := p.watchable(); err != nil {
		return err
	}
	did, err := system.Install(ctx, job)
	p.list(did)
	if err != nil {
		return p.unserved("install", err)
	}
	fmt.Fprintln(p.stdout, "'hearback service status' says how it does")
	return nil
}

// watchable returns why watch would refuse to start: better now than unseen.
func (p *program) watchable() error {
	s, err := p.settings(true)
	if err == nil && len(s.Accounts) == 0 {
		err = errNoAccount(s)
	}
	return err
}

// job is watch as the global flags have it. Folders and PATH are those of this
// shell: a service has another environment.
func (p *program) job() (service.Job, error) {
	exe, err := os.Executable()
	if err != nil {
		return service.Job{}, fmt.Errorf("find this program: %w", err)
	}
	if ofGoRun(exe) {
		return service.Job{}, hinted(fmt.Errorf("install the service: %s is a binary of 'go run', which is soon gone", exe),
			"'go install ./cmd/hearback' makes one that stays; then 'hearback service install'")
	}
	configFile := p.configFile
	if configFile == "" {
		configFile = config.Path()
	}
	stateFile, err := p.statePath()
	if err != nil {
		return service.Job{}, err
	}
	job := service.Job{Program: exe, Path: os.Getenv("PATH"), Args: []string{"watch"}}
	for _, flag := range []struct{ name, file string }{{"--config", configFile}, {"--state", stateFile}} {
		path, err := filepath.Abs(flag.file)
		if err != nil {
			return service.Job{}, fmt.Errorf("%s: %w", flag.name, err)
		}
		job.Args = append(job.Args, flag.name, path)
	}
	if p.account != "" {
		job.Args = append(job.Args, "--account", p.account)
	}
	if p.name != "" {
		job.Args = append(job.Args, "--profile", p.name)
	}
	return job, nil
}

// ofGoRun reports whether a program lies where 'go run' and 'go test' build.
func ofGoRun(exe string) bool {
	for dir := filepath.Dir(exe); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if strings.HasPrefix(filepath.Base(dir), "go-build") {
			return true
		}
	}
	return false
}

func (p *program) uninstall(ctx context.Context) error {
	system, err := service.On(runtime.GOOS)
	if err != nil {
		return p.unserved("uninstall", err)
	}
	did, err := system.Uninstall(ctx)
	p.list(did)
	if err != nil {
		return p.unserved("uninstall", err)
	}
	if len(did) == 0 {
		fmt.Fprintln(p.stdout, "the service is not installed")
	}
	return nil
}

func (p *program) list(did []string) {
	for _, line := range did {
		fmt.Fprintln(p.stdout, oneLine(line))
	}
}

// unserved says what else there is where nothing runs services.
func (p *program) unserved(what string, err error) error {
	err = fmt.Errorf("%s the service: %w", what, err)
	if errors.Is(err, service.ErrEnded) {
		return hinted(err, "it is tried again every five minutes; once this is mended, 'hearback service install' starts it at once", "'hearback watch' in a terminal says more")
	}
	if !errors.Is(err, service.ErrNoManager) {
		return hinted(err, "'hearback service install --print' shows what is handed to the system; 'hearback service status' how it stands")
	}
	hints := []string{"log in at the screen and try again, without sudo"}
	if runtime.GOOS == "linux" {
		hints = []string{
			"over ssh, on a machine with systemd: 'loginctl enable-linger' gives you a manager of your own; log in again and try again, without sudo",
			"elsewhere, as in a container: let 'hearback watch' be started by what starts things there, for example '@reboot hearback watch' in 'crontab -e'",
		}
	}
	return hinted(err, hints...)
}

func (p *program) serviceStatus(ctx context.Context) error {
	system, err := service.On(runtime.GOOS)
	if err != nil {
		return p.unserved("look at", err)
	}
	st, err := system.Status(ctx)
	if err != nil {
		return p.unserved("look at", err)
	}
	yes := func(is bool, more string) string {
		switch {
		case !is:
			return "no"
		case more == "":
			return "yes"
		}
		return "yes, " + more
	}
	row := func(name, words string) { fmt.Fprintf(p.stdout, "%-10s %s\n", name, oneLine(words)) }
	row("installed", yes(st.Installed, st.File))
	row("enabled", yes(st.Enabled, ""))
	since := ""
	if st.Since != "" {
		since = "since " + st.Since
	}
	row("running", yes(st.Running, since))
	if st.Trouble != "" {
		row("", st.Trouble)
	}
	if st.Says != "" {
		row("says", st.Says)
	}
	return nil
}
