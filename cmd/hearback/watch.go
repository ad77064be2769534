package main

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"math"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"hearback/classify"
	"hearback/cmd/hearback/internal/config"
	"hearback/cmd/hearback/internal/service"
	"hearback/imapwatch"
	"hearback/state"
)

func (p *program) watchCommand() *cobra.Command {
	var once bool
	var wireLog string
	c := &cobra.Command{
		Use:   "watch [--once]",
		Short: "follow your mailbox and raise flags",
		Long: `watch reads what is new in your mailbox, then follows it with IMAP IDLE and prints
a line for each flag that is raised, with what to do below it, for each that is
cleared, and for each reply that ends a silence. What is due is told on the
desktop too, once and at the hours of the config. It only reads: nothing is
marked, moved or deleted. A lost connection is taken up again. Where the config
has a table [digest], it sums up the week by mail, once a week. It ends cleanly
on an interrupt.`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.watch(c.Context(), once, wireLog) },
	}
	c.Flags().BoolVar(&once, "once", false, "read everything new, judge, say what is due, and exit")
	c.Flags().StringVar(&wireLog, "wire-log", "", "write what is sent and received to `FILE`, without secrets")
	return c
}

func (p *program) watch(ctx context.Context, once bool, wireLog string) error {
	s, err := p.settings(true)
	if err != nil {
		return err
	}
	if wireLog != "" {
		f, err := os.OpenFile(wireLog, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
		if err != nil {
			return fmt.Errorf("open the wire log: %w", err)
		}
		defer f.Close()
		p.wireLog = f
	}
	if len(s.Accounts) == 0 {
		return errNoAccount(s)
	}
	go func() { // both are kept once made, and take as long as to open the state and to sign in
		_, _ = x509.SystemCertPool()
		classify.Prepare()
	}()
	store, done, err := p.ownState(ctx)
	if err != nil {
		return err
	}
	defer done()
	a := &announcer{settings: s, store: store, out: p.stdout}
	if err := a.look(ctx); err != nil {
		return err
	}
	t := p.newTeller(a, once)
	defer t.desktop.Close()
	post, err := p.courier(ctx, s, store)
	if err != nil {
		return err
	}
	ready, err := p.follow(ctx, s, store, a, t, post, once)
	if once && ready || isLockedOut(err) {
		t.look(ctx)
	}
	if once && ready {
		err = errors.Join(err, stopped(ctx, post.sendDue(ctx)))
	}
	return err
}

// errNoAccount is the error of a config in which nothing is to be watched.
func errNoAccount(s settings) error {
	return &usageError{err: fmt.Errorf("%s: it has no account to watch", s.File), hint: "add [account.NAME] with address, imap, and password_command, keyring or oauth"}
}

// softMemory is how far the garbage collector lets the process grow before it
// works harder, in bytes. A scan needs less, and grows to twice of it otherwise.
const softMemory = 29 << 20

// follow runs one watcher for each account, the clock, who tells, and the
// courier. It reports whether enough was read at its end to judge by. What is
// wrong with one account among several does not keep it from the others.
func (p *program) follow(ctx context.Context, s settings, store *state.Store, a *announcer, t *teller, post *courier, once bool) (ready bool, err error) {
	if err := p.reread(ctx, s, store, s.addresses()); err != nil {
		return false, err
	}
	debug.SetMemoryLimit(softMemory)
	const clock = 1
	pulse := service.NewPulse(ctx, addressesOf(s.Accounts), clock)
	group, ctx := errgroup.WithContext(ctx)
	all := newAllCaughtUp(len(s.Accounts), a.announce)
	var rest sync.Once
	var settled atomic.Bool
	quiet := time.AfterFunc(math.MaxInt64, func() { settle(!settled.Swap(true)) })
	defer quiet.Stop()
	several := len(s.Accounts) > 1
	var failed []error // of the accounts that the others were read without
	var mu sync.Mutex
	for i, account := range s.Accounts {
		w, err := p.watcher(ctx, s, account, store, func() { all.reading(i) }, func(ctx context.Context) error {
			if err := all.caughtUp(ctx, i); err != nil {
				return err
			}
			pulse.InStep(i)
			t.inStep(account.Name)
			if !once && all.read() {
				rest.Do(func() {
					p.log.Info("all mail is read; watching for more", "accounts", strings.Join(addressesOf(s.Accounts), ", "))
				})
				quiet.Reset(time.Minute)
			}
			return nil
		})
		if err != nil {
			return false, pulse.End(err)
		}
		w.Persist = w.Persist || several
		w.Beat = func() { pulse.Beat(i) }
		w.Trouble = func(err error) {
			all.trouble(i)
			pulse.Trouble(i, err)
			t.trouble(ctx, account.Name, err)
		}
		work := w.Run
		if once {
			work = w.Once
		}
		group.Go(func() error {
			err := stopped(ctx, work(ctx))
			t.trouble(ctx, account.Name, err)
			if err == nil || !once || !several {
				return err
			}
			mu.Lock()
			failed = append(failed, fmt.Errorf("account %s: %w", account.Name, err))
			mu.Unlock()
			return all.without(ctx, i)
		})
	}
	if !once {
		group.Go(func() error {
			return all.everyDay(ctx, s.now, func() { pulse.Beat(len(s.Accounts)) })
		})
		group.Go(func() error { return t.run(ctx) })
		group.Go(func() error { return post.run(ctx, all.ready) })
	}
	err = group.Wait()
	return all.ready(), pulse.End(errors.Join(append(failed, err)...))
}

func addressesOf(accounts []config.Account) []string {
	var addresses []string
	for _, a := range accounts {
		addresses = append(addresses, a.Address)
	}
	return addresses
}

// stopped is nil where the run was interrupted: that is a clean end.
func stopped(ctx context.Context, err error) error {
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		return nil
	}
	return err
}

// watcher makes the watcher of one account.
func (p *program) watcher(ctx context.Context, s settings, account config.Account, store *state.Store, reading func(), caughtUp func(context.Context) error) (*imapwatch.Watcher, error) {
	server, err := p.imapAccount(s, account)
	if err != nil {
		return nil, err
	}
	before, err := readBefore(ctx, store, account.Name)
	if err != nil {
		return nil, err
	}
	return &imapwatch.Watcher{
		Account:  server,
		Store:    &intake{account: account.Name, me: s.addresses(), reader: s.reader(account), store: store, reading: reading, caughtUp: caughtUp, now: s.now},
		Persist:  before,
		Progress: p.progress(account.Name),
		Log:      p.log,
		WireLog:  p.wireLog,
	}, nil
}

// readBefore reports whether anything of an account was ever read, of whatever
// mailbox: where there is one of all mail, INBOX is not.
func readBefore(ctx context.Context, store *state.Store, account string) (bool, error) {
	followed, err := store.Followed(ctx)
	return slices.ContainsFunc(followed, func(f state.Followed) bool { return f.Account == account && f.UIDNext != 0 }), err
}

// imapAccount is the account as the watcher wants it.
func (p *program) imapAccount(s settings, account config.Account) (imapwatch.Account, error) {
	a, err := p.mailAccount(account)
	since := time.Now()
	if now := s.now(); now.Before(since) { // what --now asks about may be long ago
		since = now
	}
	a.Mailboxes, a.Since = account.Mailboxes, since.AddDate(0, 0, -account.SinceDays)
	return a, err
}

// reader reads the mail of the account's owner.
func (s settings) reader(account config.Account) *classify.Reader {
	return classify.NewReader(append([]string{account.Address}, account.Aliases...)...).In(s.Calendar, s.Zone)
}

// rootsOf returns the authorities to trust: the system's, and the account's own.
func rootsOf(a config.Account) (*x509.CertPool, error) {
	if a.CAFile == "" {
		return nil, nil
	}
	pem, err := os.ReadFile(a.CAFile)
	if err != nil {
		return nil, fmt.Errorf("account.%s.ca_file: %w", a.Name, err)
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if !roots.AppendCertsFromPEM(pem) {
		return nil, &usageError{err: fmt.Errorf("account.%s.ca_file: %s holds no PEM certificate", a.Name, a.CAFile)}
	}
	return roots, nil
}

// minutes ticks when a minute of the clock begins: one wake-up does for all
// that wait for one.
type minutes struct{ timer *time.Timer }

func newMinutes() minutes { return minutes{time.NewTimer(time.Minute)} }

func (m minutes) tick() <-chan time.Time {
	now := time.Now().Round(0)
	m.timer.Reset(now.Truncate(time.Minute).Add(time.Minute).Sub(now))
	return m.timer.C
}
