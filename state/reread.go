package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"hearback/classify"
	"hearback/classify/mail"
)

// Reread reads what is kept by the present rules, where it was read by others,
// and joins anew: read is given the message as far as it is kept (its own
// words without the signature) and what it was read as. Numbers, marks and
// flags stay. It returns how many messages were read.
func (s *Store) Reread(ctx context.Context, rules string, read func(m *mail.Message, before classify.Reading) classify.Reading) (int, error) {
	var has string
	if err := s.db.QueryRowContext(ctx, `SELECT coalesce((SELECT value FROM fact WHERE name = 'rules'), '')`).Scan(&has); err != nil {
		return 0, fmt.Errorf("read anew: %w", err)
	}
	if has == rules {
		return 0, nil
	}
	count := 0
	err := s.rewrite(ctx, "read anew", func(tx *sql.Tx) error {
		words, err := storedWords(ctx, tx)
		if err != nil {
			return err
		}
		for key, m := range words {
			k := s.joined[key]
			k.Reading = read(m, k.Reading)
			s.joined[key] = k
			reading, err := json.Marshal(k.Reading)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `UPDATE message SET reading = ? WHERE key = ?`, string(reading), key); err != nil {
				return err
			}
		}
		count = len(words)
		_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO fact (name, value) VALUES ('rules', ?)`, rules)
		return err
	})
	return count, err
}

// storedWords returns the messages as far as they are kept, by their keys.
func storedWords(ctx context.Context, tx *sql.Tx) (map[int64]*mail.Message, error) {
	found, err := tx.QueryContext(ctx, `SELECT key, header, text, calendar FROM message`)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	words := map[int64]*mail.Message{}
	for found.Next() {
		var key int64
		var header, calendar sql.RawBytes
		m := &mail.Message{}
		if err := found.Scan(&key, &header, &m.Text, &calendar); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(header, &m.Header); err != nil {
			return nil, fmt.Errorf("message %d: header: %w", key, err)
		}
		if err := json.Unmarshal(calendar, &m.Calendar); err != nil {
			return nil, fmt.Errorf("message %d: calendar: %w", key, err)
		}
		words[key] = m
	}
	return words, found.Err()
}
