package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"hearback/cmd/hearback/internal/report"
	"hearback/state"
)

func (p *program) statusCommand() *cobra.Command {
	var all, asJSON, exitCode bool
	c := &cobra.Command{
		Use:   "status [--all] [--json] [--exit-code]",
		Short: "show how your candidacies stand, the most pressing first",
		Args:  noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			status, now, err := p.standing(c.Context(), all)
			if err != nil {
				return err
			}
			if asJSON {
				err = printJSON(p.stdout, status)
			} else {
				report.Table(p.stdout, report.ScreenOf(p.stdout), status, now)
			}
			if err == nil && exitCode && slices.ContainsFunc(status.Candidacies, func(c report.Candidacy) bool { return c.Flag != nil }) {
				return errFlagRaised
			}
			return err
		},
	}
	c.Flags().BoolVar(&all, "all", false, "closed and dormant ones too")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON (schema 1)")
	c.Flags().BoolVar(&exitCode, "exit-code", false, "exit with status 3 when a flag is raised")
	return c
}

// standing judges the candidacies of the state.
func (p *program) standing(ctx context.Context, all bool) (report.Status, time.Time, error) {
	s, store, err := p.opened(ctx)
	if err != nil {
		return report.Status{}, time.Time{}, err
	}
	defer store.Close()
	now := s.now()
	cs, err := s.judged(ctx, store, now)
	if err != nil {
		return report.Status{}, time.Time{}, err
	}
	if err := p.warnAside(ctx, store); err != nil {
		return report.Status{}, time.Time{}, err
	}
	return statusOf(s, cs, now, all), now, nil
}

// warnAside says that messages could not be read: no candidacy goes by them, and
// nobody knows whose they are.
func (p *program) warnAside(ctx context.Context, store *state.Store) error {
	followed, err := store.Followed(ctx)
	n := 0
	for _, f := range followed {
		n += len(f.Aside)
	}
	if n > 0 {
		p.log.Warn(counted(n, "message") + " could not be read and may be missing here; 'hearback doctor' says which")
	}
	return err
}

// statusOf lists the candidacies, the most pressing first.
func statusOf(s settings, cs []report.Candidacy, now time.Time, all bool) report.Status {
	status := report.Status{Schema: report.Schema, Now: now.Format(time.RFC3339), Profile: s.Profile.Name, Candidacies: []report.Candidacy{}}
	for _, c := range cs {
		if all || !c.Quiet() {
			status.Candidacies = append(status.Candidacies, c)
		}
	}
	report.Sort(status.Candidacies)
	return status
}

func noArgs(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return &usageError{err: fmt.Errorf("%s takes no argument, got %q", c.Name(), args[0]), hint: "'" + c.CommandPath() + " --help' tells what it takes"}
	}
	return nil
}

func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// readable writes a kind or a rule as words.
func readable(name string) string {
	words := []byte(name)
	for i, b := range words {
		if b == '_' {
			words[i] = ' '
		}
	}
	return string(words)
}
