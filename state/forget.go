package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"

	"hearback/classify/candidacy"
)

// Forget removes all that is kept about one candidacy: its messages, marks,
// flags and notices, and by what other mail would be pulled in. Nothing of it stays
// readable in the file. It returns ErrNoCandidacy where there is none.
func (s *Store) Forget(ctx context.Context, id int64) error {
	s.delivering.Lock()
	defer s.delivering.Unlock()
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := anchorOf(ctx, tx, id); err != nil {
			return err
		}
		for _, statement := range []string{
			`DELETE FROM mark WHERE anchor IN (SELECT key FROM message WHERE candidacy = ?1) OR other IN (SELECT key FROM message WHERE candidacy = ?1)`,
			`DELETE FROM tie WHERE (mailbox, uid) IN (SELECT mailbox, uid FROM place WHERE key IN (SELECT key FROM message WHERE candidacy = ?1))`,
			`DELETE FROM place WHERE key IN (SELECT key FROM message WHERE candidacy = ?1)`,
			`DELETE FROM message WHERE candidacy = ?1`,
			`DELETE FROM notice WHERE candidacy = ?1`,
			`DELETE FROM flag WHERE candidacy = ?1`,
			`DELETE FROM candidacy WHERE id = ?1`,
		} {
			if _, err := tx.ExecContext(ctx, statement, id); err != nil {
				return err
			}
		}
		return disprove(ctx, tx)
	})
	return s.forgotten(ctx, fmt.Sprintf("forget candidacy %d", id), err)
}

// ForgetAll empties the file. The next scan begins anew.
func (s *Store) ForgetAll(ctx context.Context) error {
	s.delivering.Lock()
	defer s.delivering.Unlock()
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		for _, table := range []string{"mark", "notice", "flag", "message", "candidacy", "place", "tie", "proof", "wish", "set_aside", "mailbox", "fact"} {
			if _, err := tx.ExecContext(ctx, "DELETE FROM "+table); err != nil {
				return err
			}
		}
		return nil
	})
	return s.forgotten(ctx, "forget all", err)
}

// disprove leaves only the ties that the remaining candidacies prove.
func disprove(ctx context.Context, tx *sql.Tx) error {
	all, err := load(ctx, tx, "true")
	if err != nil {
		return err
	}
	groups, waiting := map[int64][]candidacy.Entry{}, [][]candidacy.Entry{}
	for _, k := range all {
		if k.candidacy == 0 {
			waiting = append(waiting, []candidacy.Entry{k.Entry})
			continue
		}
		groups[k.candidacy] = append(groups[k.candidacy], k.Entry)
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM proof`); err != nil {
		return err
	}
	for _, group := range slices.AppendSeq(waiting, maps.Values(groups)) {
		for _, t := range candidacy.Proofs(group) {
			if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO proof (hash) VALUES (?)`, hashOf(t)); err != nil {
				return err
			}
		}
	}
	return nil
}

// forgotten ends a removal: what the log still holds of it is overwritten (see
// dsn for the file itself), and the memory is as the file.
func (s *Store) forgotten(ctx context.Context, doing string, err error) error {
	s.joined = nil
	if err == nil {
		var busy, frames, done int
		err = s.db.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &frames, &done)
		if err == nil && busy != 0 {
			err = errors.New("another program is reading the file: its log keeps the rows until that ends")
		}
	}
	if err == nil {
		err = s.proofs.load(ctx, s.db)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
