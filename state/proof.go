package state

import (
	"context"
	"database/sql"
	"slices"
	"sync"

	"hearback/classify"
)

// proofs are the proved ties in memory.
type proofs struct {
	mu  sync.RWMutex
	set map[int64]struct{}
}

func (p *proofs) load(ctx context.Context, q querier) error {
	hashes, err := integers(ctx, q, `SELECT hash FROM proof`)
	if err != nil {
		return err
	}
	p.mu.Lock()
	p.set = make(map[int64]struct{}, len(hashes))
	p.mu.Unlock()
	p.add(hashes)
	return nil
}

func (p *proofs) add(hashes []int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, h := range hashes {
		p.set[h] = struct{}{}
	}
}

// Proved reports whether a tie is known to be a candidacy's.
func (s *Store) Proved(t classify.Tie) bool {
	s.proofs.mu.RLock()
	defer s.proofs.mu.RUnlock()
	_, ok := s.proofs.set[hashOf(t)]
	return ok
}

// hashOf is the tie as it is kept. A collision costs the reading of one
// message in vain, no more: what joins is compared in full.
func hashOf(t classify.Tie) int64 {
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a, 64 bits
	h := (uint64(offset) ^ uint64(t.Of)) * prime
	for i := range len(t.Value) {
		h = (h ^ uint64(t.Value[i])) * prime
	}
	return int64(h)
}

// prove keeps ties as proved and returns the hashes of those that are new. Older
// messages that bear them, new or not, are wished for.
func prove(ctx context.Context, tx *sql.Tx, ties []classify.Tie) ([]int64, error) {
	var fresh []int64
	for _, t := range ties {
		h := hashOf(t)
		result, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO proof (hash) VALUES (?)`, h)
		if err != nil {
			return nil, err
		}
		if n, err := result.RowsAffected(); err != nil {
			return nil, err
		} else if n > 0 {
			fresh = append(fresh, h)
		}
		if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO wish (mailbox, uid)
			SELECT mailbox, uid FROM tie WHERE hash = ?
			EXCEPT SELECT mailbox, uid FROM place`, h); err != nil {
			return nil, err
		}
	}
	return fresh, nil
}

// wishForProved wishes for the items that were passed over though a tie of
// theirs is proved: it was proved while they were on their way. What was
// wished for already and came without its text is gone.
func (s *Store) wishForProved(ctx context.Context, tx *sql.Tx, mailbox int64, items []Item, wished map[uint32]bool) error {
	for i := range items {
		it := &items[i]
		if it.Message != nil || wished[it.UID] || !slices.ContainsFunc(it.Ties, s.Proved) {
			continue
		}
		if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO wish (mailbox, uid)
			SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM message WHERE key = ?)`, mailbox, it.UID, Key(it.Header)); err != nil {
			return err
		}
	}
	return nil
}

// Wishes returns the UIDs in the mailbox that are to be read after all, at
// most 500 at a time.
func (s *Store) Wishes(ctx context.Context, account, name string) ([]uint32, error) {
	found, err := integers(ctx, s.db, `SELECT w.uid FROM wish w JOIN mailbox m ON m.id = w.mailbox WHERE m.account = ? AND m.name = ? ORDER BY w.uid LIMIT 500`, account, name)
	uids := make([]uint32, len(found))
	for i, uid := range found {
		uids[i] = uint32(uid)
	}
	return uids, err
}

// endWishes takes the items off the wishes, read or gone, and returns which
// were on them.
func endWishes(ctx context.Context, tx *sql.Tx, mailbox int64, items []Item) (map[uint32]bool, error) {
	on, err := integers(ctx, tx, `SELECT uid FROM wish WHERE mailbox = ?`, mailbox)
	if err != nil || len(on) == 0 {
		return nil, err
	}
	wished := make(map[uint32]bool, len(on))
	for _, uid := range on {
		wished[uint32(uid)] = true
	}
	for i := range items {
		uid := items[i].UID
		if !wished[uid] {
			continue
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM wish WHERE mailbox = ? AND uid = ?`, mailbox, uid); err != nil {
			return nil, err
		}
	}
	return wished, nil
}

// querier is what a database and a transaction have in common here.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// integers returns the only column of a query.
func integers(ctx context.Context, q querier, query string, args ...any) ([]int64, error) {
	found, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	var out []int64
	for found.Next() {
		var n int64
		if err := found.Scan(&n); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, found.Err()
}
