package state

import (
	"context"
	"database/sql"
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

// StandingFlags returns the flags that were raised and not cleared.
func (s *Store) StandingFlags(ctx context.Context) ([]Flag, error) {
	found, err := s.db.QueryContext(ctx, `SELECT candidacy, kind, rule, source, due FROM flag WHERE cleared_at IS NULL ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("read flags: %w", err)
	}
	defer found.Close()
	var flags []Flag
	for found.Next() {
		var f Flag
		if err := found.Scan(&f.Candidacy, &f.Kind, &f.Rule, &f.Source, &f.Due); err != nil {
			return nil, fmt.Errorf("read flags: %w", err)
		}
		flags = append(flags, f)
	}
	return flags, found.Err()
}

// Cleared is a standing flag that came down.
type Cleared struct {
	Flag
	By string // "reply", "follow-up", ...
}

// RecordFlags notes in one transaction which flags went up and which came down
// at the time now. A flag that was noted before is not noted again, but stands
// again where it had been cleared.
func (s *Store) RecordFlags(ctx context.Context, now time.Time, raised []Flag, cleared []Cleared) error {
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		for _, c := range cleared {
			if _, err := tx.ExecContext(ctx, `UPDATE flag SET cleared_at = ?, cleared_by = ? WHERE candidacy = ? AND kind = ? AND due = ? AND cleared_at IS NULL`,
				now.Unix(), c.By, c.Candidacy, c.Kind, c.Due); err != nil {
				return err
			}
		}
		for _, f := range raised {
			if _, err := tx.ExecContext(ctx, `INSERT INTO flag (candidacy, kind, rule, source, due, raised_at) VALUES (?, ?, ?, ?, ?, ?)
				ON CONFLICT DO UPDATE SET cleared_at = NULL, cleared_by = NULL`,
				f.Candidacy, f.Kind, f.Rule, f.Source, f.Due, now.Unix()); err != nil {
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
