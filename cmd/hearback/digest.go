package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"hearback/cmd/hearback/internal/digest"
	"hearback/state"
)

func (p *program) digestCommand() *cobra.Command {
	var page string
	var send bool
	c := &cobra.Command{
		Use:   "digest [--html FILE] [--send]",
		Short: "sum up the week: what to do, who wrote, who is silent",
		Long: `digest prints the sum of the week: what to do first, interviews ahead, who wrote,
what was promised, who is silent and for how long against the advised window,
what closed, and how fast employers usually answer.

With a table [digest] in the config, 'hearback watch' mails it to you once a
week. --send does so now; a week's digest is sent once.`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if send && page != "" {
				return &usageError{err: errors.New("digest either sends or writes a file"), hint: "leave out --html or --send"}
			}
			return p.digest(c.Context(), page, send)
		},
	}
	c.Flags().StringVar(&page, "html", "", "write it as HTML to `FILE` instead of printing it")
	c.Flags().BoolVar(&send, "send", false, "send it as the config says, instead of printing it")
	return c
}

func (p *program) digest(ctx context.Context, page string, send bool) error {
	s, err := p.settings(send)
	if err != nil {
		return err
	}
	if send && s.Digest == nil {
		return &usageError{err: fmt.Errorf("%s: it has no table [digest]", s.File), hint: "add [digest] with smtp = \"submissions://smtp.example.org\", or with via = \"imap\" to have it put into INBOX"}
	}
	store, err := p.openState(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	if send {
		c, err := p.courier(ctx, s, store)
		if err != nil {
			return err
		}
		return c.sendNow(ctx)
	}
	d, err := s.digest(ctx, store, s.now(), time.Time{})
	if err != nil {
		return err
	}
	if page == "" {
		_, err = io.WriteString(p.stdout, d.Text())
		return err
	}
	if err := os.WriteFile(page, []byte(d.HTML()), 0o600); err != nil { // it is the person's own business
		return fmt.Errorf("write the digest: %w", err)
	}
	return nil
}

// digest sums up what has happened since the last one, which was sent at the
// given time; zero: never.
func (s settings) digest(ctx context.Context, store *state.Store, now, last time.Time) (digest.Digest, error) {
	since := digest.Since(now, last)
	before, err := s.judged(ctx, store, since)
	if err != nil {
		return digest.Digest{}, err
	}
	after, err := s.judged(ctx, store, now)
	if err != nil {
		return digest.Digest{}, err
	}
	return digest.Of(before, after, since, now), nil
}
