package state

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Synced notes that mailboxes were read to their end at the time at. What was
// never delivered to is not noted.
func (s *Store) Synced(ctx context.Context, account string, names []string, at time.Time) error {
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		for _, name := range names {
			if _, err := tx.ExecContext(ctx, `UPDATE mailbox SET synced_at = ? WHERE account = ? AND name = ?`, at.Unix(), account, name); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("note that the mailboxes of %s were read: %w", account, err)
	}
	return nil
}

// Followed is a mailbox with what is known of the reading of it.
type Followed struct {
	Mailbox
	SyncedAt time.Time // when it was last read to its end; zero: not since that is noted
	Aside    []Aside   // its messages that could not be read, by their UIDs
}

// Followed returns every mailbox that was ever read, by account and name.
func (s *Store) Followed(ctx context.Context) ([]Followed, error) {
	found, err := s.db.QueryContext(ctx, `SELECT account, name, role, uid_validity, uid_next, print, synced_at, coalesce(uid, 0), coalesce(why, '')
		FROM mailbox LEFT JOIN set_aside ON mailbox = id ORDER BY account, name, uid`)
	if err != nil {
		return nil, fmt.Errorf("read the mailboxes: %w", err)
	}
	defer found.Close()
	var all []Followed
	for found.Next() {
		var f Followed
		var synced int64
		var aside Aside
		if err := found.Scan(&f.Account, &f.Name, &f.Role, &f.UIDValidity, &f.UIDNext, &f.Print, &synced, &aside.UID, &aside.Why); err != nil {
			return nil, fmt.Errorf("read the mailboxes: %w", err)
		}
		if n := len(all); n == 0 || all[n-1].Account != f.Account || all[n-1].Name != f.Name {
			if synced != 0 {
				f.SyncedAt = time.Unix(synced, 0)
			}
			all = append(all, f)
		}
		if aside.UID != 0 {
			last := &all[len(all)-1]
			last.Aside = append(last.Aside, aside)
		}
	}
	return all, found.Err()
}
