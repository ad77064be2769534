package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"hearback/cmd/hearback/internal/eval"
)

func (p *program) evalCommand() *cobra.Command {
	var me []string
	var asJSON bool
	c := &cobra.Command{
		Use:   "eval PATH",
		Short: "score the reading of labelled mail",
		Long: `eval reads labelled mail as if it were one mailbox, and prints how often it is
right: recall and precision of job mail and of each kind, and every miss with
its reasons. PATH is a folder of folders named by label, an mbox file named by
its label or with X-Gold fields, or a file of JSON lines with id, from, to,
subject, date, headers, body and gold, of which any may be missing but gold and
one of body and subject. It changes nothing and keeps nothing.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &usageError{err: errors.New("eval wants one PATH"), hint: "name a file of JSON lines, an mbox file, or a folder of folders named by label"}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.eval(args[0], me, asJSON) },
	}
	c.Flags().StringArrayVar(&me, "me", nil, "the candidate's `ADDRESS`; repeat it for each (default: who sent what is labelled own_*)")
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON line for each message")
	return c
}

func (p *program) eval(path string, me []string, asJSON bool) error {
	samples, err := eval.Load(path)
	if err != nil {
		return fmt.Errorf("eval %w", err)
	}
	results := eval.Read(samples, me)
	if !asJSON {
		eval.Print(p.stdout, results)
		return nil
	}
	lines := json.NewEncoder(p.stdout)
	lines.SetEscapeHTML(false)
	for _, r := range results {
		if err := lines.Encode(r); err != nil {
			return err
		}
	}
	return nil
}
