// Package state keeps one SQLite file: which mail was seen, what was read and
// joined, and which flags were raised.
package state

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"

	"hearback/classify/candidacy"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Store is an open state file. One process writes it at a time (see Lock);
// any number may read. Its methods may be called from several goroutines.
type Store struct {
	db *sql.DB
	// proofs are the proved ties, as the file has them: the gate asks for
	// every message.
	proofs proofs

	delivering sync.Mutex
	// joined are the messages as they were last joined, so that a delivery
	// need not read them all again; nil: not read yet. version is SQLite's
	// data_version then: another one says that another process has written.
	// Guarded by delivering.
	joined  map[int64]kept
	version int64
	// known are the candidacies as they were last joined, by their numbers, and
	// latest is the time of the last message or mark in them: a delivery changes
	// few. Guarded by delivering; of no use where joined is nil.
	known  map[int64]candidacy.Candidacy
	latest time.Time
}

// NewerError says that a state file was written by a later version.
type NewerError struct {
	Path       string
	Has, Knows int
}

func (e *NewerError) Error() string {
	return fmt.Sprintf("open state %s: it is of version %d, and this hearback knows up to %d", e.Path, e.Has, e.Knows)
}

// ErrNoCGO says that the program was built without a C compiler, and so
// without SQLite: Go builds it all the same.
var ErrNoCGO = errors.New("this program was built without SQLite")

// Open opens the state file at path and brings it to the present version. A
// missing file is made, readable by its owner only (0600); its folder must
// exist. A file from a newer version is refused with a *NewerError and left
// as it is.
func Open(ctx context.Context, path string) (*Store, error) {
	if err := precreate(path); err != nil {
		return nil, fmt.Errorf("open state %s: %w", path, unwritable(reason(err)))
	}
	db, err := sql.Open("sqlite3", dsn(path))
	if err != nil {
		return nil, fmt.Errorf("open state %s: %w", path, err)
	}
	// One connection: the writer is one goroutine, and statements stay prepared.
	db.SetMaxOpenConns(1)
	s := &Store{db: db}
	if err := s.migrate(ctx, path); err != nil {
		db.Close()
		return nil, err
	}
	if err := s.proofs.load(ctx, db); err != nil {
		db.Close()
		return nil, fmt.Errorf("open state %s: %w", path, err)
	}
	return s, nil
}

// dsn sets every option where every pooled connection gets it. Without
// immediate transactions, a read that becomes a write fails under a second
// writer; without secure deletion, what was removed stays readable in the file.
// 4 MB of pages are kept in memory: more did not make a scan of 200,000 messages
// faster. A statement that was prepared is kept for the next batch.
func dsn(path string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() +
		"?_journal_mode=WAL&_busy_timeout=5000&_synchronous=NORMAL&_foreign_keys=on&_txlock=immediate&_cache_size=-4000&_stmt_cache_size=16&_secure_delete=on"
}

// dsnReadOnly opens the file as a script would: nothing in it is changed.
func dsnReadOnly(path string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?mode=ro&_busy_timeout=5000"
}

// precreate makes the file before SQLite does: it would make it 0644.
func precreate(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// reason takes the path out of a file error: the caller names it.
func reason(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err
	}
	return err
}

// Close closes the file.
func (s *Store) Close() error { return s.db.Close() }

// migrate runs the migrations that the file has not seen, each in its own
// transaction; user_version counts them.
func (s *Store) migrate(ctx context.Context, path string) error {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	slices.Sort(files)
	var has int
	if err := s.db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&has); err != nil {
		return fmt.Errorf("open state %s: %w", path, unreadable(path, err))
	}
	if has > len(files) {
		return &NewerError{Path: path, Has: has, Knows: len(files)}
	}
	if has == 0 {
		var others bool
		if err := s.db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM sqlite_master)").Scan(&others); err != nil {
			return fmt.Errorf("open state %s: %w", path, err)
		}
		if others { // another program's database
			return fmt.Errorf("open state %s: %w", path, ErrNotOurs)
		}
	}
	for version := has + 1; version <= len(files); version++ {
		if err := s.migrateTo(ctx, version, files[version-1]); err != nil {
			return fmt.Errorf("open state %s: migration %s: %w", path, filepath.Base(files[version-1]), err)
		}
	}
	return nil
}

// unreadable says in our words why the first look into a file failed.
func unreadable(path string, err error) error {
	switch {
	case strings.Contains(err.Error(), "not a database"):
		return strange(path)
	case strings.Contains(err.Error(), "requires cgo"):
		return ErrNoCGO
	}
	return err
}

func (s *Store) migrateTo(ctx context.Context, version int, file string) error {
	script, err := migrations.ReadFile(file)
	if err != nil {
		return err
	}
	return s.inTx(ctx, func(tx *sql.Tx) error {
		var has int
		if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&has); err != nil {
			return err
		}
		if has >= version { // another process was first
			return nil
		}
		if _, err := tx.ExecContext(ctx, string(script)); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version))
		return err
	})
}

// inTx runs f in one transaction: all of it is kept, or nothing.
func (s *Store) inTx(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}
