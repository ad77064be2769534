package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/spf13/cobra"

	"hearback/cmd/hearback/internal/eval"
)

func (p *program) evalCommand() *cobra.Command {
	var me []string
	var asJSON bool
	var timelines string
	c := &cobra.Command{
		Use:   "eval PATH | --timelines FILE",
		Short: "score the reading of labelled mail",
		Long: `eval reads labelled mail as if it were one mailbox, and prints how often it is
right: recall and precision of job mail and of each kind, and every miss with
its reasons. PATH is a folder of folders named by label, an mbox file named by
its label or with X-Gold fields, or a file of JSON lines with id, from, to,
subject, date, headers, body and gold, of which any may be missing but one of
body and subject. What has no label is read and not scored. Where --me does not
say who the candidate is, it is who sent what is labelled own_*, else whom most
of the mail is to, else whom each message is to alone. It changes nothing and
keeps nothing.

With --timelines it scores the reading of stated timelines instead: how many
days are right, of each kind and in all, and every miss. FILE has one statement
to a line, with tabs between the phrase, the date of the message (RFC 3339 or
YYYY-MM-DD), the expected last day (YYYY-MM-DD, empty: none, as for vague words)
and a kind of your own naming. Holidays are those of the configured country.`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case timelines != "" && len(args) > 0:
				return &usageError{err: errors.New("eval wants a PATH or --timelines, not both"), hint: "score mail and timelines one after the other"}
			case timelines == "" && len(args) != 1:
				return &usageError{err: errors.New("eval wants one PATH"), hint: "name a file of JSON lines, an mbox file, or a folder of folders named by label"}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if timelines != "" {
				return p.evalTimelines(timelines, asJSON)
			}
			return p.eval(args[0], me, asJSON)
		},
	}
	c.Flags().StringArrayVar(&me, "me", nil, "the candidate's `ADDRESS`; repeat it for each (default: as the mail shows)")
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON line for each message or statement")
	c.Flags().StringVar(&timelines, "timelines", "", "score the reading of the stated timelines of `FILE`")
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
	return printLines(p.stdout, results)
}

func (p *program) evalTimelines(path string, asJSON bool) error {
	s, err := p.settings(false)
	if err != nil {
		return err
	}
	read, err := eval.Timelines(path, s.Calendar, s.Zone)
	var unopened *fs.PathError
	switch {
	case errors.As(err, &unopened):
		return fmt.Errorf("eval %w", err)
	case err != nil:
		return hinted(fmt.Errorf("eval %w", err), "a line is: phrase, tab, date of the message, tab, expected last day or nothing, tab, kind")
	}
	if !asJSON {
		eval.PrintTimelines(p.stdout, read)
		return nil
	}
	return printLines(p.stdout, read)
}

// printLines prints values as JSON, one to a line.
func printLines[T any](w io.Writer, values []T) error {
	lines := json.NewEncoder(w)
	lines.SetEscapeHTML(false)
	for _, v := range values {
		if err := lines.Encode(v); err != nil {
			return err
		}
	}
	return nil
}
