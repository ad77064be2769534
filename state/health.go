package state

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"os"
	"runtime"
)

// Health is what can be told of a state file by looking at it alone.
type Health struct {
	Size int64 // bytes
	// Open names the files that others than their owner may read or write,
	// with their permissions: the state file's own and SQLite's beside it.
	Open map[string]fs.FileMode
	// Faults are the first of what SQLite finds broken; none: it is sound.
	Faults []string
	// Held says that a process is bringing mail into it; Holder is the
	// process's number, 0 where that cannot be told.
	Held   bool
	Holder int
}

// mostFaults is how many of what is broken are told.
const mostFaults = 3

// Inspect looks at the state file at path and changes nothing. It reads all of
// the file. One that is missing is fs.ErrNotExist.
func Inspect(ctx context.Context, path string) (Health, error) {
	h := Health{Open: make(map[string]fs.FileMode)}
	info, err := os.Stat(path)
	if err != nil {
		return h, fmt.Errorf("look at state %s: %w", path, reason(err))
	}
	h.Size = info.Size()
	for _, file := range []string{path, path + "-wal", path + "-shm"} {
		// Windows has no such permissions, and Go makes some up.
		if info, err := os.Stat(file); err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
			h.Open[file] = info.Mode().Perm()
		}
	}
	if h.Held, h.Holder, err = holder(path); err != nil {
		return h, fmt.Errorf("look at state %s: who holds it: %w", path, reason(err))
	}
	if h.Faults, err = faults(ctx, path); err != nil {
		return h, fmt.Errorf("look at state %s: %w", path, unreadable(path, err))
	}
	return h, nil
}

// faults returns what SQLite finds broken in the file.
func faults(ctx context.Context, path string) ([]string, error) {
	db, err := sql.Open("sqlite3", dsnReadOnly(path))
	if err != nil {
		return nil, err
	}
	defer db.Close()
	found, err := db.QueryContext(ctx, fmt.Sprintf("PRAGMA integrity_check(%d)", mostFaults))
	if err != nil {
		return nil, err
	}
	defer found.Close()
	var all []string
	for found.Next() {
		var fault string
		if err := found.Scan(&fault); err != nil {
			return nil, err
		}
		if fault != "ok" {
			all = append(all, fault)
		}
	}
	return all, found.Err()
}
