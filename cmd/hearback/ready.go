package main

import (
	"context"
	"slices"
	"sync"
	"time"
)

// allCaughtUp judges when every account has been read to its end: before that,
// an answer of the candidate's may lie unread in another mailbox. An account
// that is in trouble for long is not waited for, so that the others do not fall
// silent with it; but one of them must have been read.
type allCaughtUp struct {
	judge func(ctx context.Context) error

	mu       sync.Mutex
	accounts []standing
	owed     bool // a judgement, as soon as it can be made
}

// standing is how far the first reading of an account is.
type standing struct {
	read    bool      // to its end
	trouble time.Time // since when it cannot be read; zero: it can
	ended   bool      // nobody tries any more
}

// troubleWait is for how long an account in trouble is waited for: a network
// that comes up, or a server that starts anew, takes no longer.
const troubleWait = time.Minute

func newAllCaughtUp(accounts int, judge func(context.Context) error) *allCaughtUp {
	return &allCaughtUp{judge: judge, accounts: make([]standing, accounts), owed: accounts > 0}
}

func (all *allCaughtUp) change(account int, change func(*standing)) {
	all.mu.Lock()
	defer all.mu.Unlock()
	change(&all.accounts[account])
}

// reading notes that an account in trouble is read again.
func (all *allCaughtUp) reading(account int) {
	all.change(account, func(s *standing) { s.trouble = time.Time{} })
}

// trouble notes that an account cannot be read at the moment.
func (all *allCaughtUp) trouble(account int) {
	all.change(account, func(s *standing) {
		if s.trouble.IsZero() {
			s.trouble = time.Now()
		}
	})
}

// caughtUp notes that an account was read to its end, and judges.
func (all *allCaughtUp) caughtUp(ctx context.Context, account int) error {
	all.change(account, func(s *standing) { s.read = true })
	return all.judgeIfReady(ctx)
}

// without goes on without an account that nobody tries to read any more.
func (all *allCaughtUp) without(ctx context.Context, account int) error {
	all.change(account, func(s *standing) { s.ended = true })
	return all.judgeIfReady(ctx)
}

func (all *allCaughtUp) judgeIfReady(ctx context.Context) error {
	if !all.ready() {
		return nil
	}
	all.owe(false)
	return all.judge(ctx)
}

// owe notes whether a judgement is owed.
func (all *allCaughtUp) owe(owed bool) {
	all.mu.Lock()
	defer all.mu.Unlock()
	all.owed = owed
}

func (all *allCaughtUp) owes() bool {
	all.mu.Lock()
	defer all.mu.Unlock()
	return all.owed
}

// read reports whether every account has been read to its end.
func (all *allCaughtUp) read() bool {
	all.mu.Lock()
	defer all.mu.Unlock()
	return !slices.ContainsFunc(all.accounts, func(s standing) bool { return !s.read })
}

// ready reports whether every account has been read to its end that is not in
// trouble for long.
func (all *allCaughtUp) ready() bool {
	all.mu.Lock()
	defer all.mu.Unlock()
	read := 0
	for _, s := range all.accounts {
		switch {
		case s.read:
			read++
		case s.ended, !s.trouble.IsZero() && time.Since(s.trouble) >= troubleWait:
		default:
			return false
		}
	}
	return read > 0 || len(all.accounts) == 0
}

// everyDay judges anew when a day begins in the zone of now, however the
// machine's clock jumped or slept meanwhile, and for the first time when an
// account is no longer waited for. It beats every minute.
func (all *allCaughtUp) everyDay(ctx context.Context, now func() time.Time, beat func()) error {
	minute := newMinutes()
	defer minute.timer.Stop()
	day := now().YearDay()
	for {
		beat()
		select {
		case <-ctx.Done():
			return nil
		case <-minute.tick():
		}
		if today := now().YearDay(); today != day {
			day = today
			all.owe(true)
		}
		if !all.owes() {
			continue
		}
		if err := all.judgeIfReady(ctx); err != nil {
			return err
		}
	}
}
