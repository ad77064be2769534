package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"
)

func (p *program) forgetCommand() *cobra.Command {
	all := false
	c := &cobra.Command{
		Use:   "forget ID",
		Short: "remove all that is kept about one candidacy, or --all, for good",
		Long: `forget removes what the state keeps about one candidacy: its messages, what was
read of them, marks and flags. Nothing of it stays readable in the file. With
--all it removes everything; the next scan begins anew. The mailbox itself is
never changed, so that a scan that begins anew finds its mail again.`,
		Args: func(_ *cobra.Command, args []string) error {
			if all == (len(args) > 0) || len(args) > 1 {
				return &usageError{err: errors.New("forget wants one ID, or --all"), hint: listHint}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return p.forget(c.Context(), args, all) },
	}
	c.Flags().BoolVar(&all, "all", false, "remove everything")
	return c
}

func (p *program) forget(ctx context.Context, args []string, all bool) error {
	id := int64(0)
	if !all {
		n, err := number(args[0])
		if err != nil {
			return err
		}
		id = n
	}
	_, store, err := p.opened(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	if all {
		return store.ForgetAll(ctx)
	}
	return store.Forget(ctx, id)
}
