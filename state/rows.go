package state

import (
	"context"
	"database/sql"
	"strings"
)

// rows gathers rows of equal width and inserts many by one statement: a call
// into SQLite costs more than a row does.
type rows struct {
	into   string // INSERT ... INTO table (columns)
	width  int
	values []any
}

// rowsAtOnce keeps the parameters of a statement far below SQLite's 32,766.
const rowsAtOnce = 250

func (r *rows) add(values ...any) { r.values = append(r.values, values...) }

func (r *rows) insert(ctx context.Context, tx *sql.Tx) error {
	for len(r.values) > 0 {
		n := min(rowsAtOnce, len(r.values)/r.width)
		row := "(" + strings.TrimSuffix(strings.Repeat("?,", r.width), ",") + "),"
		statement := r.into + " VALUES " + strings.TrimSuffix(strings.Repeat(row, n), ",")
		if _, err := tx.ExecContext(ctx, statement, r.values[:n*r.width]...); err != nil {
			return err
		}
		r.values = r.values[n*r.width:]
	}
	return nil
}
