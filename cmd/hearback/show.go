package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"hearback/cmd/hearback/internal/report"
	"hearback/state"
)

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
	s, store, err := p.opened(ctx)
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
	page.Print(p.stdout, report.ScreenOf(p.stdout), now)
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
