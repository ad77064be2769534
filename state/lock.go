package state

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// ErrLocked says that another process is writing the state file.
var ErrLocked = errors.New("another hearback is at work on it")

// lockWait outlasts a look at who holds the lock (see holder), which takes it
// for a moment.
const lockWait = 200 * time.Millisecond

// Lock makes this process the only one that writes the state file at path,
// until the returned function is called or the process ends. The lock is a
// file beside it, path + ".lock", that holds the process's number. If another
// process has it: ErrLocked.
func Lock(path string) (unlock func() error, err error) {
	l := lockOf(path)
	ctx, cancel := context.WithTimeout(context.Background(), lockWait)
	defer cancel()
	ok, err := l.TryLockContext(ctx, lockWait/10)
	if err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return nil, fmt.Errorf("lock state %s: %w", path, unwritable(reason(err)))
	}
	if !ok {
		return nil, fmt.Errorf("lock state %s: %w", path, ErrLocked)
	}
	// QUIRK: Windows lets nobody write to what is locked. Then there is no number.
	_ = os.WriteFile(l.Path(), []byte(strconv.Itoa(os.Getpid())), 0o600)
	return l.Unlock, nil
}

func lockOf(path string) *flock.Flock {
	return flock.New(path+".lock", flock.SetPermissions(0o600))
}

// holder returns whether a process has the lock, and its number, 0 where that
// cannot be told. It makes no file.
func holder(path string) (held bool, pid int, err error) {
	l := lockOf(path)
	text, err := os.ReadFile(l.Path())
	if errors.Is(err, os.ErrNotExist) {
		return false, 0, nil
	}
	free, lockErr := l.TryRLock()
	if lockErr != nil {
		return false, 0, lockErr
	}
	if free {
		return false, 0, l.Unlock()
	}
	if err == nil {
		pid, _ = strconv.Atoi(strings.TrimSpace(string(text)))
	}
	return true, pid, nil
}
