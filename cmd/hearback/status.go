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
				report.Table(p.stdout, status, now)
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
	s, err := p.settings(false)
	if err != nil {
		return report.Status{}, time.Time{}, err
	}
	store, err := p.openState(ctx)
	if err != nil {
		return report.Status{}, time.Time{}, err
	}
	defer store.Close()
	now := s.now()
	cs, err := s.judged(ctx, store, now)
	if err != nil {
		return report.Status{}, time.Time{}, err
	}
	return statusOf(s, cs, now, all), now, nil
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

func (p *program) showCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "show ID [--json]",
		Short: "tell the story of one candidacy, with the reasons for all of it",
		Long: `show tells what was read from each message of a candidacy and by which words,
and where its clock stands. ID is the number in the first column of 'hearback status'.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &usageError{err: fmt.Errorf("show wants one ID, got %d", len(args)), hint: listHint}
			}
			return nil
		},
		ValidArgsFunction: p.completeIDs,
		RunE: func(c *cobra.Command, args []string) error {
			return p.show(c.Context(), args[0], asJSON)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

func (p *program) show(ctx context.Context, id string, asJSON bool) error {
	n, err := number(id)
	if err != nil {
		return err
	}
	s, err := p.settings(false)
	if err != nil {
		return err
	}
	store, err := p.openState(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	now := s.now()
	cs, err := s.judged(ctx, store, now)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(cs, func(c report.Candidacy) bool { return c.ID == n })
	if i < 0 {
		return fmt.Errorf("show %d: %w", n, state.ErrNoCandidacy)
	}
	texts, err := store.Texts(ctx, n)
	if err != nil {
		return err
	}
	page := report.PageOf(cs[i], texts, s.Zone)
	if asJSON {
		return printJSON(p.stdout, page)
	}
	page.Print(p.stdout, now)
	return nil
}

// completeIDs offers the candidacies' ids with their employers.
func (p *program) completeIDs(c *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	status, _, err := p.standing(c.Context(), true)
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var ids []string
	for _, c := range status.Candidacies {
		ids = append(ids, fmt.Sprintf("%d\t%s", c.ID, c.Title()))
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
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
