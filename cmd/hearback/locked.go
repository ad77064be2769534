package main

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"hearback/classify/timeline"
	"hearback/cmd/hearback/internal/notify"
	"hearback/imapwatch"
	"hearback/imapwatch/credential"
	"hearback/state"
)

// isLockedOut reports whether an account is not followed until the person has
// mended its login.
func isLockedOut(err error) bool {
	return errors.Is(err, imapwatch.ErrAuthentication) || errors.Is(err, credential.ErrSignIn)
}

// lockouts are the accounts that let nobody in, by name, with the reason. Each
// is told once a day: what employers write there is not seen meanwhile.
type lockouts struct {
	mu    sync.Mutex
	by    map[string]error
	shown map[string]bool // told by a toast that was not taken back yet
}

// trouble takes in why an account is not followed; what only time mends is not
// for a toast. It may be called from several goroutines.
func (t *teller) trouble(ctx context.Context, account string, err error) {
	if !isLockedOut(err) || !t.Notify.Desktop {
		return
	}
	t.locked.mu.Lock()
	t.locked.by[account] = err
	t.locked.mu.Unlock()
	now := t.now()
	_, err = t.store.MakeNotice(ctx, now, state.Notice{Kind: state.AccountNotice, Key: lockoutKey(t.Calendar.Today(now), account)})
	if err != nil {
		t.log.Warn("a login that wants mending is not told on the desktop", "account", account, "reason", err)
		return
	}
	t.nudge()
}

// inStep takes in that an account is followed.
func (t *teller) inStep(account string) {
	t.locked.mu.Lock()
	defer t.locked.mu.Unlock()
	if t.locked.by[account] != nil {
		delete(t.locked.by, account)
		t.nudge()
	}
}

// lockoutKey is the key of a notice: its day, then the account.
func lockoutKey(day timeline.Date, account string) string { return day.String() + " " + account }

// tellLockouts shows the toasts of accounts that let nobody in, takes back those
// of which that is over, and reports whether some wait for their hours.
func (t *teller) tellLockouts(ctx context.Context, now time.Time) (wait bool, err error) {
	pending, err := t.store.PendingNotices(ctx, state.AccountNotice)
	if err != nil {
		return false, err
	}
	for account := range t.locked.shown {
		if t.locked.reason(account) == nil {
			t.desktop.Withdraw(notify.LockedOut(account, false).Slot)
			delete(t.locked.shown, account)
		}
	}
	for _, n := range pending {
		_, account, _ := strings.Cut(n.Key, " ")
		reason := t.locked.reason(account)
		switch {
		case reason == nil, n.Key != lockoutKey(t.Calendar.Today(now), account): // today has its own
			err = t.store.DismissNotices(ctx, now, n.ID)
		case !t.Notify.Hours.Contain(now):
			wait = true
		default:
			t.locked.shown[account] = true // on an error it may be seen yet
			if err = t.desktop.Show(ctx, notify.LockedOut(account, errors.Is(reason, credential.ErrSignIn))); err == nil {
				err = t.store.NoticesSent(context.WithoutCancel(ctx), now, n.ID)
			}
		}
		if err != nil {
			return true, err
		}
	}
	return wait, nil
}

// reason is why an account lets nobody in; nil: it does.
func (l *lockouts) reason(account string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.by[account]
}
