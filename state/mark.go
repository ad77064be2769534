package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"hearback/classify/candidacy"
)

// ErrNoCandidacy says that there is no candidacy of that number.
var ErrNoCandidacy = errors.New("there is no such candidacy")

// ErrNoMark says that nothing was marked on a candidacy.
var ErrNoMark = errors.New("nothing is marked on it")

// ErrNoMessage says that a candidacy has no message of that id.
var ErrNoMessage = errors.New("it has no such message")

// Note is what the person tells of a candidacy by hand.
type Note struct {
	What  candidacy.Deed
	Value string // Split: the Message-ID
	Other int64  // Merge: the other candidacy
	At    time.Time
}

// Mark keeps what the person tells of a candidacy, and joins anew. It returns
// ErrNoCandidacy where there is none of that number.
func (s *Store) Mark(ctx context.Context, id int64, n Note) error {
	return s.rewrite(ctx, fmt.Sprintf("mark candidacy %d", id), func(tx *sql.Tx) error {
		anchor, err := anchorOf(ctx, tx, id)
		if err != nil {
			return err
		}
		m := candidacy.Mark{Anchor: anchor, What: n.What, Value: n.Value, At: n.At}
		switch n.What {
		case candidacy.Merge:
			if m.Other, err = anchorOf(ctx, tx, n.Other); err != nil {
				return fmt.Errorf("candidacy %d: %w", n.Other, err)
			}
		case candidacy.Split:
			at := slices.IndexFunc(s.of(id), func(k kept) bool { return k.MessageID == n.Value })
			if at < 0 {
				return ErrNoMessage
			}
			m.Anchor = s.of(id)[at].Key
			if rest := slices.DeleteFunc(s.of(id), func(k kept) bool { return k.Key == m.Anchor }); len(rest) > 0 {
				m.Other = rest[0].Key // from which it is taken back as well
			}
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO mark (anchor, what, value, other, at) VALUES (?, ?, ?, ?, ?)`, m.Anchor, string(m.What), m.Value, m.Other, m.At.Unix())
		return err
	})
}

// Unmark takes back what was last told of a candidacy, and returns it.
func (s *Store) Unmark(ctx context.Context, id int64) (candidacy.Mark, error) {
	var last candidacy.Mark
	err := s.rewrite(ctx, fmt.Sprintf("undo a mark of candidacy %d", id), func(tx *sql.Tx) error {
		if _, err := anchorOf(ctx, tx, id); err != nil {
			return err
		}
		marks, err := loadMarks(ctx, tx, ever)
		if err != nil {
			return err
		}
		of := map[int64]bool{}
		for _, k := range s.of(id) {
			of[k.Key] = true
		}
		for _, m := range marks {
			if (of[m.Anchor] || of[m.Other]) && m.ID > last.ID {
				last = m
			}
		}
		if last.ID == 0 {
			return ErrNoMark
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM mark WHERE id = ?`, last.ID)
		return err
	})
	return last, err
}

// of returns the messages of a candidacy in the order of their time.
func (s *Store) of(id int64) []kept {
	var found []kept
	for _, k := range s.joined {
		if k.candidacy == id {
			found = append(found, k)
		}
	}
	slices.SortFunc(found, byTime)
	return found
}

// anchorOf returns the key of a candidacy's first message: what is told of the
// candidacy hangs on it.
func anchorOf(ctx context.Context, tx *sql.Tx, id int64) (key int64, err error) {
	err = tx.QueryRowContext(ctx, `SELECT key FROM message WHERE candidacy = ? ORDER BY at, key LIMIT 1`, id).Scan(&key)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, ErrNoCandidacy
	}
	return key, err
}

// ever is later than any mark.
var ever = time.Unix(1<<40, 0)

// loadMarks reads the marks that were made up to a time.
func loadMarks(ctx context.Context, q querier, now time.Time) ([]candidacy.Mark, error) {
	found, err := q.QueryContext(ctx, `SELECT id, anchor, what, value, other, at FROM mark WHERE at <= ? ORDER BY id`, now.Unix())
	if err != nil {
		return nil, err
	}
	defer found.Close()
	var marks []candidacy.Mark
	for found.Next() {
		var m candidacy.Mark
		var at int64
		if err := found.Scan(&m.ID, &m.Anchor, &m.What, &m.Value, &m.Other, &at); err != nil {
			return nil, err
		}
		m.At = time.Unix(at, 0)
		marks = append(marks, m)
	}
	return marks, found.Err()
}

// rewrite changes the file in one transaction and joins all messages anew.
func (s *Store) rewrite(ctx context.Context, doing string, change func(tx *sql.Tx) error) error {
	s.delivering.Lock()
	defer s.delivering.Unlock()
	var proved []int64
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		if err := s.remember(ctx, tx); err != nil {
			return err
		}
		s.known = nil
		if err := change(tx); err != nil {
			return err
		}
		ties, err := s.rejoin(ctx, tx, nil)
		if err != nil {
			return err
		}
		proved, err = prove(ctx, tx, ties)
		return err
	})
	if err != nil {
		s.joined = nil
		return fmt.Errorf("%s: %w", doing, err)
	}
	s.proofs.add(proved)
	return nil
}
