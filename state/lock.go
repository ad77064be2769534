package state

import (
	"errors"
	"fmt"

	"github.com/gofrs/flock"
)

// ErrLocked says that another process is writing the state file.
var ErrLocked = errors.New("another hearback is at work on it")

// Lock makes this process the only one that writes the state file at path,
// until the returned function is called or the process ends. The lock is a
// file beside it, path + ".lock". If another process has it: ErrLocked.
func Lock(path string) (unlock func() error, err error) {
	l := flock.New(path+".lock", flock.SetPermissions(0o600))
	ok, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock state %s: %w", path, unwritable(reason(err)))
	}
	if !ok {
		return nil, fmt.Errorf("lock state %s: %w", path, ErrLocked)
	}
	return l.Unlock, nil
}
