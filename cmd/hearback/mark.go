package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"hearback/classify/candidacy"
	"hearback/state"
)

func (p *program) markCommand() *cobra.Command {
	undo := false
	c := &cobra.Command{
		Use:   "mark ID WHAT [VALUE]",
		Short: "tell what mail cannot: it always wins",
		Long: `mark tells of a candidacy what mail cannot. WHAT is one of

  open                it is a candidacy, and not closed
  not-a-job           it is none
  merge OTHER-ID      the other one is the same
  split MESSAGE-ID    this message, and what answers it, is another one
  employer NAME       the employer's name
  role NAME           the role

Whatever is read later, a mark stays. 'show ID' lists the marks, and
'mark ID --undo' takes the last one back. Its date is today's, or --now's.`,
		Args: func(_ *cobra.Command, args []string) error { return markArgs(args, undo) },
		RunE: func(c *cobra.Command, args []string) error { return p.mark(c.Context(), args, undo) },
	}
	c.Flags().BoolVar(&undo, "undo", false, "take the last mark back")
	return c
}

// deeds are what can be marked, with whether it takes a value.
var deeds = map[string]bool{
	string(candidacy.Open): false, string(candidacy.NotAJob): false,
	string(candidacy.Merge): true, string(candidacy.Split): true, string(candidacy.Employed): true, string(candidacy.AsRole): true,
}

const markHint = "'hearback mark --help' lists what can be marked"

func markArgs(args []string, undo bool) error {
	if undo {
		if len(args) != 1 {
			return &usageError{err: errors.New("mark --undo wants one ID"), hint: listHint}
		}
		return nil
	}
	if len(args) < 2 {
		return &usageError{err: errors.New("mark wants an ID and what to mark"), hint: markHint}
	}
	takes, known := deeds[args[1]]
	switch {
	case !known:
		return &usageError{err: fmt.Errorf("mark: %q cannot be marked", args[1]), hint: markHint}
	case takes && len(args) < 3:
		return &usageError{err: fmt.Errorf("mark %s wants a value", args[1]), hint: markHint}
	case !takes && len(args) > 2:
		return &usageError{err: fmt.Errorf("mark %s takes no value", args[1]), hint: markHint}
	}
	return nil
}

func (p *program) mark(ctx context.Context, args []string, undo bool) error {
	id, err := number(args[0])
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
	if undo {
		m, err := store.Unmark(ctx, id)
		if err != nil {
			return err
		}
		p.log.Info(strings.TrimSpace(fmt.Sprintf("taken back: %s %s", m.What, m.Value)))
		return nil
	}
	n := state.Note{What: candidacy.Deed(args[1]), Value: strings.Join(args[2:], " "), At: s.now()}
	switch n.What {
	case candidacy.Merge:
		if n.Other, err = number(n.Value); err != nil {
			return err
		}
		if n.Other == id {
			return &usageError{err: errors.New("mark merge wants another candidacy"), hint: listHint}
		}
		n.Value = ""
	case candidacy.Split:
		n.Value = strings.Trim(n.Value, "<> ")
	}
	return store.Mark(ctx, id, n)
}

// number reads a candidacy's number.
func number(arg string) (int64, error) {
	id, err := strconv.ParseInt(strings.TrimPrefix(arg, "#"), 10, 64)
	if err != nil || id < 1 {
		return 0, &usageError{err: fmt.Errorf("%q is not the number of a candidacy", arg), hint: listHint}
	}
	return id, nil
}
