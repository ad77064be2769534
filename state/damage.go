package state

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"time"
)

// Fault is what keeps a state file from being read or written.
type Fault string

// The faults that a person can do something about, in SQLite's words.
const (
	NoFault  Fault = ""
	Damaged  Fault = "database disk image is malformed"
	Full     Fault = "database or disk is full"
	ReadOnly Fault = "attempt to write a readonly database"
	Busy     Fault = "database is locked"
	DiskIO   Fault = "disk I/O error"
)

// FaultOf returns the fault that an error of this package comes from. It goes
// by the words: a program built without SQLite has no type for its errors.
func FaultOf(err error) Fault {
	var marked *faultError
	if errors.As(err, &marked) {
		return marked.fault
	}
	for inner := err; inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	if err == nil {
		return NoFault
	}
	words := err.Error()
	for _, f := range []Fault{Damaged, Full, ReadOnly, Busy, DiskIO} {
		if strings.HasPrefix(words, string(f)) {
			return f
		}
	}
	return NoFault
}

// faultError is an error of the system's that comes to the same as one of
// SQLite's.
type faultError struct {
	fault Fault
	error
}

func (e *faultError) Unwrap() error { return e.error }

// unwritable marks the errors of a file that may not be written.
func unwritable(err error) error {
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return &faultError{ReadOnly, err}
	}
	return err
}

// sqliteMagic begins every SQLite file (SQLite's "Database File Format", 1.3).
var sqliteMagic = []byte("SQLite format 3\x00")

// strange is the error of a file that SQLite does not know: a damaged one, if
// it begins as one of SQLite's, else somebody else's.
func strange(path string) error {
	begin := make([]byte, len(sqliteMagic))
	f, err := os.Open(path)
	if err != nil {
		return reason(err)
	}
	defer f.Close()
	if _, err := io.ReadFull(f, begin); err == nil && bytes.Equal(begin, sqliteMagic) {
		return errors.New(string(Damaged))
	}
	return ErrNotOurs
}

// ErrNotOurs says that a file was not written by hearback.
var ErrNotOurs = errors.New("this file is not a state of hearback's")

// Check reads all of the file and returns an error of the fault Damaged where
// SQLite finds it broken. It changes nothing.
func Check(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite3", dsn(path)+"&mode=ro")
	if err != nil {
		return fmt.Errorf("check state %s: %w", path, err)
	}
	defer db.Close()
	var found string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&found); err != nil {
		if strings.Contains(err.Error(), "not a database") {
			err = strange(path)
		}
		return fmt.Errorf("check state %s: %w", path, err)
	}
	if found != "ok" {
		return fmt.Errorf("check state %s: %w", path, errors.New(string(Damaged)))
	}
	return nil
}

// Rebuild puts an empty state in the place of a damaged one, for its mail to be
// read anew. The damaged file is kept beside it as copy. What the person told
// by hand comes along as far as it can be read: marks says how many. The caller
// holds the lock, and nobody has the file open.
func Rebuild(ctx context.Context, path string, now time.Time) (copy string, marks int, err error) {
	copy = path + ".damaged-" + now.UTC().Format("20060102-150405")
	told := readableMarks(ctx, path)
	fresh := path + ".new"
	if err := os.Remove(fresh); err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", 0, fmt.Errorf("rebuild state %s: %w", path, reason(err))
	}
	if err := begin(ctx, fresh, told); err != nil {
		return "", 0, fmt.Errorf("rebuild state %s: %w", path, err)
	}
	// What SQLite has beside the file belongs to it, and to no other.
	for _, suffix := range []string{"-wal", "-shm", ""} {
		if err := os.Rename(path+suffix, copy+suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", 0, fmt.Errorf("rebuild state %s: keep what is left of it: %w", path, err)
		}
	}
	if err := os.Rename(fresh, path); err != nil {
		return "", 0, fmt.Errorf("rebuild state %s: %w", path, err)
	}
	return copy, len(told) / markWidth, nil
}

const markWidth = 5 // anchor, what, value, other, at

// readableMarks returns the values of the marks that can be read, in order.
func readableMarks(ctx context.Context, path string) []any {
	db, err := sql.Open("sqlite3", dsn(path)+"&mode=ro")
	if err != nil {
		return nil
	}
	defer db.Close()
	found, err := db.QueryContext(ctx, `SELECT anchor, what, value, other, at FROM mark ORDER BY id`)
	if err != nil {
		return nil
	}
	defer found.Close()
	var told []any
	for found.Next() {
		var anchor, other, at int64
		var what, value string
		if found.Scan(&anchor, &what, &value, &other, &at) != nil {
			break
		}
		told = append(told, anchor, what, value, other, at)
	}
	return told
}

// begin makes a state that knows it was built anew.
func begin(ctx context.Context, path string, marks []any) error {
	s, err := Open(ctx, path)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.inTx(ctx, func(tx *sql.Tx) error {
		told := rows{into: "INSERT INTO mark (anchor, what, value, other, at)", width: markWidth, values: marks}
		if err := told.insert(ctx, tx); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO fact (name, value) VALUES ('rebuilt', '')`)
		return err
	})
}

// Rebuilt reports whether the state was built anew and nobody has judged it
// since: what it says then was said before.
func (s *Store) Rebuilt(ctx context.Context) (bool, error) {
	var rebuilt bool
	if err := s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM fact WHERE name = 'rebuilt')`).Scan(&rebuilt); err != nil {
		return false, fmt.Errorf("was the state rebuilt: %w", err)
	}
	return rebuilt, nil
}

// EndRebuild notes that the rebuilt state was judged.
func (s *Store) EndRebuild(ctx context.Context) error {
	if _, err := s.db.ExecContext(ctx, `DELETE FROM fact WHERE name = 'rebuilt'`); err != nil {
		return fmt.Errorf("end the rebuilding: %w", err)
	}
	return nil
}
