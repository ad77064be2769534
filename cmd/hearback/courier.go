package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"hearback/cmd/hearback/internal/config"
	"hearback/cmd/hearback/internal/digest"
	"hearback/cmd/hearback/internal/login"
	"hearback/cmd/hearback/internal/post"
	"hearback/imapwatch/deposit"
	"hearback/state"
)

// courier sends the digest of each week once, from however many machines.
type courier struct {
	settings
	store *state.Store
	log   *slog.Logger

	// find looks for a Message-ID in the mailbox where digests arrive.
	find func(ctx context.Context, messageID string) (bool, error)
	send func(ctx context.Context, from, to string, raw []byte) error
}

// courier returns one that goes by the config: without the table [digest] it
// sends nothing.
func (p *program) courier(ctx context.Context, s settings, store *state.Store) (*courier, error) {
	c := &courier{settings: s, store: store, log: p.log}
	d := s.Digest
	if d == nil {
		return c, nil
	}
	arrives, err := p.mailAccount(d.Arrives)
	if err != nil {
		return nil, err
	}
	c.find = func(ctx context.Context, id string) (bool, error) { return deposit.Find(ctx, arrives, id) }
	if d.ByIMAP {
		c.send = func(ctx context.Context, _, _ string, raw []byte) error { return deposit.Append(ctx, arrives, raw) }
		return c, nil
	}
	server, err := p.submission(d)
	if err != nil {
		return nil, err
	}
	c.send = server.Send
	return c, nil
}

// submission is the server that takes the digest.
func (p *program) submission(d *config.Digest) (post.Server, error) {
	roots, err := rootsOf(d.Account)
	return post.Server{
		Host: d.Server.Host, Port: d.Server.Port, ImplicitTLS: d.Server.ImplicitTLS, Roots: roots,
		User: d.Login.User, Credential: p.submitter(d).Credential,
	}, err
}

// submitter gives what the SMTP server gets: the account's own credential, which
// is shared with whoever reads its mail, or the password of smtp_user.
func (p *program) submitter(d *config.Digest) *login.Source {
	if d.OwnLogin {
		return login.New(d.Login, p.log)
	}
	return p.source(d.Login)
}

// Pauses between tries to send a digest. They double.
const (
	firstPause = time.Minute
	mostPause  = time.Hour
)

// run sends each digest when it is due, or as soon after as the machine is
// awake, its mail is read to its end (ready), and a server takes it.
func (c *courier) run(ctx context.Context, ready func() bool) error {
	if c.Digest == nil {
		return nil
	}
	minute := newMinutes()
	defer minute.timer.Stop()
	var pause time.Duration // after the last try, which failed; zero: it did not
	var tried time.Time     // by the wall clock, which goes on while the machine sleeps
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-minute.tick():
		}
		if since := time.Since(tried); !ready() || since >= 0 && since < pause {
			continue
		}
		err := c.sendDue(ctx)
		switch {
		case err == nil:
			pause = 0
			continue
		case ctx.Err() != nil:
			return nil
		case pause == 0:
			c.log.Warn("the digest was not sent and will be tried again", "err", err)
			pause = firstPause
		default:
			c.log.Debug("the digest was not sent", "err", err)
			pause = min(2*pause, mostPause)
		}
		tried = time.Now().Round(0)
	}
}

// sendDue sends the digest that is due by the schedule, if one is.
func (c *courier) sendDue(ctx context.Context) error {
	if c.Digest == nil {
		return nil
	}
	now := c.now()
	told, err := c.store.Notices(ctx, now, state.DigestNotice)
	if err != nil {
		return err
	}
	week, due := c.dueWeek(now, told)
	if !due {
		return nil
	}
	return c.deliver(ctx, week, now, told, c.Digest.QuietWeeks)
}

// dueWeek returns the ISO week whose digest is due. The day and hour may have
// been slept through, into the next week, too; then that week has this one
// only. Who was never sent any has missed none of an earlier week.
func (c *courier) dueWeek(now time.Time, told []state.Notice) (week string, due bool) {
	week = digest.Week(digest.Latest(now, c.Digest.Day, c.Digest.Minute))
	this := digest.Week(now)
	if week != this && len(told) == 0 {
		return "", false
	}
	key := c.messageID(week)
	for _, n := range told {
		settled := !n.Sent.IsZero() || !n.Dismissed.IsZero()
		if settled && n.Key == key || !n.Sent.IsZero() && digest.Week(n.Sent.In(c.Zone)) == this {
			return "", false
		}
	}
	return week, true
}

func (c *courier) messageID(week string) string {
	return digest.MessageID(c.Digest.Account.Address, week)
}

// errSentAlready says that a week has had its digest.
var errSentAlready = errors.New("it has been sent already")

// sendNow sends this week's digest whatever the schedule says, but not twice.
func (c *courier) sendNow(ctx context.Context) error {
	now := c.now()
	week := digest.Week(now)
	told, err := c.store.Notices(ctx, now, state.DigestNotice)
	if err != nil {
		return err
	}
	for _, n := range told {
		if n.Key == c.messageID(week) && !n.Sent.IsZero() {
			return hinted(fmt.Errorf("digest of %s: %w", week, errSentAlready), "'hearback digest' prints it")
		}
	}
	return c.deliver(ctx, week, now, told, true)
}

// deliver sends the digest of a week, a quiet one only where that is wanted,
// unless it lies in the mailbox already, and notes it. What was noted as
// pending and then fails, or is killed, is tried again with the same
// Message-ID.
func (c *courier) deliver(ctx context.Context, week string, now time.Time, told []state.Notice, quiet bool) error {
	id := c.messageID(week)
	notice, err := c.store.MakeNotice(ctx, now, state.Notice{Kind: state.DigestNotice, Key: id})
	if err != nil {
		return err
	}
	var last time.Time
	for _, n := range told {
		if n.Sent.After(last) {
			last = n.Sent
		}
		if n.Key != id && n.Sent.IsZero() && n.Dismissed.IsZero() { // a week that is over
			if err := c.store.DismissNotices(ctx, now, n.ID); err != nil {
				return err
			}
		}
	}
	found, err := c.find(ctx, id)
	if err != nil {
		return fmt.Errorf("digest of %s: %w", week, err)
	}
	if found {
		c.log.Info("the digest lies in the mailbox already", "week", week)
		return c.store.NoticesSent(ctx, now, notice.ID)
	}
	d, err := c.digest(ctx, c.store, now, last)
	if err != nil {
		return err
	}
	if d.Quiet() && !quiet {
		return c.store.DismissNotices(ctx, now, notice.ID)
	}
	from := c.Digest.Account.Address
	raw, err := d.Message(digest.Envelope{From: from, To: c.Digest.To, Week: week})
	if err != nil {
		return err
	}
	if err := c.send(ctx, from, c.Digest.To, raw); err != nil {
		return fmt.Errorf("digest of %s: %w", week, err)
	}
	c.log.Info("the digest was sent", "week", week, "to", c.Digest.To)
	// It is out: whoever stops us now, it is noted.
	return c.store.NoticesSent(context.WithoutCancel(ctx), now, notice.ID)
}
