package state

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"
)

// NoticeKind is what a notice tells of.
type NoticeKind string

// The kinds.
const (
	FlagNotice   NoticeKind = "flag"   // a flag went up
	ReplyNotice  NoticeKind = "reply"  // an employer broke a flagged silence
	DigestNotice NoticeKind = "digest" // the weekly digest
	// AccountNotice: an account lets nobody in until the person mends it.
	AccountNotice NoticeKind = "account"
)

// Notice is one thing that the person is told once. It is pending until it is
// sent; dismissed, sent or not, it is of no more concern. Told comes before
// noted: who is killed between the two tells again.
type Notice struct {
	ID        int64
	Kind      NoticeKind
	Candidacy int64  // 0: of no single one
	Key       string // of one kind and candidacy there is one notice for each key
	Flag      Flag   // that it speaks of; the zero Flag: of none
	Made      time.Time
	Sent      time.Time // zero: not yet
	Dismissed time.Time // zero: not yet
}

// MakeNotice makes a notice pending, unless there is one of its kind,
// candidacy and key, and returns it as it stands.
func (s *Store) MakeNotice(ctx context.Context, now time.Time, n Notice) (Notice, error) {
	var made []Notice
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		if err := makeNotice(ctx, tx, now, n); err != nil {
			return err
		}
		var err error
		made, err = notices(ctx, tx, `n.kind = ? AND n.candidacy = ? AND n.key = ?`, string(n.Kind), n.Candidacy, n.Key)
		return err
	})
	if err != nil {
		return Notice{}, fmt.Errorf("make notice: %w", err)
	}
	return made[0], nil
}

// makeNotice makes a notice pending. One that was dismissed before it was sent
// is pending again.
func makeNotice(ctx context.Context, tx *sql.Tx, now time.Time, n Notice) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO notice (kind, candidacy, key, flag, made_at)
		VALUES (?1, ?2, ?3, (SELECT id FROM flag WHERE candidacy = ?4 AND kind = ?5 AND due = ?6), ?7)
		ON CONFLICT DO UPDATE SET made_at = excluded.made_at, dismissed_at = NULL WHERE sent_at IS NULL AND dismissed_at IS NOT NULL`,
		string(n.Kind), n.Candidacy, n.Key, n.Flag.Candidacy, n.Flag.Kind, n.Flag.Due, now.Unix())
	return err
}

// PendingNotices returns what the person is to be told, the oldest first: whatever
// the clock showed when it was made, since clocks are set right.
func (s *Store) PendingNotices(ctx context.Context, kinds ...NoticeKind) ([]Notice, error) {
	var args []any
	for _, k := range kinds {
		args = append(args, string(k))
	}
	found, err := notices(ctx, s.db, `n.sent_at IS NULL AND n.dismissed_at IS NULL AND n.kind IN (`+marksFor(len(kinds))+`)`, args...)
	if err != nil {
		return nil, fmt.Errorf("read notices: %w", err)
	}
	return found, nil
}

// Notices returns every notice of a kind that was made up to now, the oldest
// first.
func (s *Store) Notices(ctx context.Context, now time.Time, kind NoticeKind) ([]Notice, error) {
	found, err := notices(ctx, s.db, `n.kind = ? AND n.made_at <= ?`, string(kind), now.Unix())
	if err != nil {
		return nil, fmt.Errorf("read notices: %w", err)
	}
	return found, nil
}

// NoticesSent notes that the person was told, at now.
func (s *Store) NoticesSent(ctx context.Context, now time.Time, ids ...int64) error {
	return s.settle(ctx, "sent_at", now, ids)
}

// DismissNotices notes that the notices are of no more concern since now.
func (s *Store) DismissNotices(ctx context.Context, now time.Time, ids ...int64) error {
	return s.settle(ctx, "dismissed_at", now, ids)
}

// settle notes a time where none is noted, of all the notices or of none.
func (s *Store) settle(ctx context.Context, column string, now time.Time, ids []int64) error {
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, `UPDATE notice SET `+column+` = ?1 WHERE id = ?2 AND `+column+` IS NULL`, now.Unix(), id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("note notices: %w", err)
	}
	return nil
}

// notices reads the notices that a condition selects, in the order in which
// they were made.
func notices(ctx context.Context, q querier, where string, args ...any) ([]Notice, error) {
	found, err := q.QueryContext(ctx, `SELECT n.id, n.kind, n.candidacy, n.key, coalesce(f.candidacy, 0), coalesce(f.kind, ''), coalesce(f.rule, ''), coalesce(f.source, ''), coalesce(f.due, ''), n.made_at, n.sent_at, n.dismissed_at
		FROM notice n LEFT JOIN flag f ON f.id = n.flag WHERE `+where+` ORDER BY n.made_at, n.id`, args...)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	var all []Notice
	for found.Next() {
		var n Notice
		var made int64
		var sent, dismissed sql.NullInt64
		if err := found.Scan(&n.ID, &n.Kind, &n.Candidacy, &n.Key, &n.Flag.Candidacy, &n.Flag.Kind, &n.Flag.Rule, &n.Flag.Source, &n.Flag.Due, &made, &sent, &dismissed); err != nil {
			return nil, err
		}
		n.Made, n.Sent, n.Dismissed = time.Unix(made, 0), moment(sent), moment(dismissed)
		all = append(all, n)
	}
	return all, found.Err()
}

// moment is zero for a time that is not noted.
func moment(unix sql.NullInt64) time.Time {
	if !unix.Valid || unix.Int64 == 0 {
		return time.Time{}
	}
	return time.Unix(unix.Int64, 0)
}

// marksFor is the list of n parameters of a statement.
func marksFor(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }
