package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Flag is one flag in the history that watch recorded.
type Flag struct {
	Candidacy int64
	Kind      string // "follow_up", ...
	Rule      string
	Source    string
	Due       string // YYYY-MM-DD in the configured zone
}

// Raised is a flag that went up.
type Raised struct {
	Flag
	At        time.Time // when; RecordFlags puts its now
	LastReply time.Time // the employer's last reply that was known then; zero: none
}

// Cleared is a standing flag that came down.
type Cleared struct {
	Flag
	By string // "they replied", "you wrote", ...
}

// Changes are what became of the flags between two judgements, and what the
// person is to be told of it.
type Changes struct {
	Raised  []Raised
	Cleared []Cleared
	Notices []Notice // of which Kind, Candidacy, Key and Flag count
}

// StandingFlags returns the flags that were raised and not cleared.
func (s *Store) StandingFlags(ctx context.Context) ([]Raised, error) {
	found, err := s.db.QueryContext(ctx, `SELECT candidacy, kind, rule, source, due, raised_at, nullif(last_reply, 0) FROM flag WHERE cleared_at IS NULL ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("read flags: %w", err)
	}
	defer found.Close()
	var flags []Raised
	for found.Next() {
		var f Raised
		var at, reply sql.NullInt64
		if err := found.Scan(&f.Candidacy, &f.Kind, &f.Rule, &f.Source, &f.Due, &at, &reply); err != nil {
			return nil, fmt.Errorf("read flags: %w", err)
		}
		f.At, f.LastReply = moment(at), moment(reply)
		flags = append(flags, f)
	}
	return flags, found.Err()
}

// RecordFlags notes in one transaction which flags went up and which came down
// at the time now, and makes the notices of it. A flag that was noted before is
// not noted again, but stands again where it had been cleared. The notices of
// a flag that came down are dismissed.
func (s *Store) RecordFlags(ctx context.Context, now time.Time, c Changes) error {
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		for _, f := range c.Cleared {
			if err := clearFlag(ctx, tx, now, f); err != nil {
				return err
			}
		}
		for _, f := range c.Raised {
			var reply int64
			if !f.LastReply.IsZero() {
				reply = f.LastReply.Unix()
			}
			if _, err := tx.ExecContext(ctx, `INSERT INTO flag (candidacy, kind, rule, source, due, raised_at, last_reply) VALUES (?, ?, ?, ?, ?, ?, ?)
				ON CONFLICT DO UPDATE SET cleared_at = NULL, cleared_by = NULL, last_reply = excluded.last_reply`,
				f.Candidacy, f.Kind, f.Rule, f.Source, f.Due, now.Unix(), reply); err != nil {
				return err
			}
		}
		for _, n := range c.Notices {
			if err := makeNotice(ctx, tx, now, n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("record flags: %w", err)
	}
	return nil
}

func clearFlag(ctx context.Context, tx *sql.Tx, now time.Time, f Cleared) error {
	var id int64
	err := tx.QueryRowContext(ctx, `UPDATE flag SET cleared_at = ?, cleared_by = ? WHERE candidacy = ? AND kind = ? AND due = ? AND cleared_at IS NULL RETURNING id`,
		now.Unix(), f.By, f.Candidacy, f.Kind, f.Due).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE notice SET dismissed_at = ? WHERE flag = ? AND kind = ? AND dismissed_at IS NULL`, now.Unix(), id, string(FlagNotice))
	return err
}
