package state

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"hearback/classify"
	"hearback/classify/mail"
)

// Mailbox is how far one mailbox of one account has been read. The numbers are
// the caller's: the state only keeps them.
type Mailbox struct {
	Account, Name string
	Role          string // "inbox", "sent", "archive", "all", "other"
	UIDValidity   uint32
	UIDNext       uint32
	Print         uint64
}

// Item is one message of a delivery.
type Item struct {
	UID      uint32
	Received time.Time // when it arrived; zero if unknown
	Header   *mail.Header
	Ties     []classify.Tie
	// Message and Reading are what was read; Message is nil where the gate
	// passed the message over, or it was gone when its text was asked for.
	Message *mail.Message
	Reading classify.Reading
}

// Aside is a message that could not be fetched or read, so that the rest goes
// on.
type Aside struct {
	UID uint32
	Why string
}

// Delivery is what is kept in one step.
type Delivery struct {
	Mailbox Mailbox // as it is once the items are kept
	Items   []Item
	Aside   []Aside
}

// Resume returns how far the mailbox has been read; its UIDValidity is zero
// where it never was.
func (s *Store) Resume(ctx context.Context, account, name string) (Mailbox, error) {
	m := Mailbox{Account: account, Name: name}
	err := s.db.QueryRowContext(ctx, `SELECT role, uid_validity, uid_next, print FROM mailbox WHERE account = ? AND name = ?`, account, name).
		Scan(&m.Role, &m.UIDValidity, &m.UIDNext, &m.Print)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return Mailbox{}, fmt.Errorf("resume point of %s: %w", name, err)
	}
	return m, nil
}

// Deliver keeps the items, joins those that were read into candidacies, and
// moves the mailbox's resume point, in one transaction. Delivered twice is
// delivered once; the order of deliveries does not matter.
func (s *Store) Deliver(ctx context.Context, d Delivery) error {
	s.delivering.Lock()
	defer s.delivering.Unlock()
	var proved []int64
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		var err error
		proved, err = s.deliver(ctx, tx, d)
		return err
	})
	if err != nil {
		s.joined = nil
		return fmt.Errorf("deliver to %s: %w", d.Mailbox.Name, err)
	}
	s.proofs.add(proved)
	return nil
}

func (s *Store) deliver(ctx context.Context, tx *sql.Tx, d Delivery) ([]int64, error) {
	mailbox, err := moveMailbox(ctx, tx, d.Mailbox)
	if err != nil {
		return nil, err
	}
	if err := noteTies(ctx, tx, mailbox, d.Items); err != nil {
		return nil, err
	}
	if err := setAside(ctx, tx, mailbox, d.Aside); err != nil {
		return nil, err
	}
	wished, err := endWishes(ctx, tx, mailbox, d.Items)
	if err != nil {
		return nil, err
	}
	var proved []int64
	if slices.ContainsFunc(d.Items, func(it Item) bool { return it.Message != nil }) {
		if err := s.remember(ctx, tx); err != nil {
			return nil, err
		}
		fresh, err := s.takeIn(ctx, tx, d)
		if err != nil {
			return nil, err
		}
		ties, err := s.rejoin(ctx, tx, fresh)
		if err != nil {
			return nil, err
		}
		// First the places: what is here already is not wished for.
		if err := s.notePlaces(ctx, tx, mailbox, d.Items); err != nil {
			return nil, err
		}
		if proved, err = prove(ctx, tx, ties); err != nil {
			return nil, err
		}
	}
	return proved, s.wishForProved(ctx, tx, mailbox, d.Items, wished)
}

// moveMailbox sets the resume point and returns the mailbox's row. Under a new
// UIDVALIDITY no earlier UID means anything (RFC 3501, section 2.3.1.1).
func moveMailbox(ctx context.Context, tx *sql.Tx, m Mailbox) (int64, error) {
	var id int64
	var validity uint32
	err := tx.QueryRowContext(ctx, `SELECT id, uid_validity FROM mailbox WHERE account = ? AND name = ?`, m.Account, m.Name).Scan(&id, &validity)
	switch {
	case errors.Is(err, sql.ErrNoRows):
	case err != nil:
		return 0, err
	case validity != m.UIDValidity:
		for _, table := range []string{"place", "tie", "wish", "set_aside"} {
			if _, err := tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE mailbox = ?", id); err != nil {
				return 0, err
			}
		}
	}
	err = tx.QueryRowContext(ctx, `INSERT INTO mailbox (account, name, role, uid_validity, uid_next, print) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET role = excluded.role, uid_validity = excluded.uid_validity, uid_next = excluded.uid_next, print = excluded.print
		RETURNING id`, m.Account, m.Name, m.Role, m.UIDValidity, m.UIDNext, int64(m.Print)).Scan(&id)
	return id, err
}

// noteTies notes what ties each item to others, and where the item lies.
func noteTies(ctx context.Context, tx *sql.Tx, mailbox int64, items []Item) error {
	type tie struct{ hash, uid int64 }
	n := 0
	for i := range items {
		n += len(items[i].Ties)
	}
	ties := make([]tie, 0, n)
	for i := range items {
		for _, t := range items[i].Ties {
			ties = append(ties, tie{hashOf(t), int64(items[i].UID)})
		}
	}
	// In the order of the table: what is written together lies together.
	slices.SortFunc(ties, func(a, b tie) int { return cmp.Compare(a.hash, b.hash) })
	insert := rows{into: "INSERT OR IGNORE INTO tie (hash, mailbox, uid)", width: 3, values: make([]any, 0, 3*n)}
	for _, t := range ties {
		insert.add(t.hash, mailbox, t.uid)
	}
	return insert.insert(ctx, tx)
}

// setAside notes what could not be fetched or read.
func setAside(ctx context.Context, tx *sql.Tx, mailbox int64, messages []Aside) error {
	for _, m := range messages {
		if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO set_aside (mailbox, uid, why) VALUES (?, ?, ?)`, mailbox, m.UID, cut(m.Why, 200)); err != nil {
			return err
		}
	}
	return nil
}

// takeIn adds what was read to joined, and returns it by its keys: it is
// stored only if it belongs somewhere. The inbox's copy speaks for where a
// message lies; of the others, the first that came, the spam folder's last.
func (s *Store) takeIn(ctx context.Context, tx *sql.Tx, d Delivery) (map[int64]*Item, error) {
	fresh := map[int64]*Item{}
	for i := range d.Items {
		it := &d.Items[i]
		if it.Message == nil {
			continue
		}
		key := Key(it.Header)
		old, ok := s.joined[key]
		if !ok {
			k := keptOf(key, it.Header, checkedTime(it))
			k.FoundIn, k.Reading = d.Mailbox.Role, it.Reading
			s.joined[key], fresh[key] = k, it
			continue
		}
		if old.FoundIn == "inbox" || d.Mailbox.Role != "inbox" && old.FoundIn != "junk" {
			continue
		}
		old.FoundIn = d.Mailbox.Role
		s.joined[key] = old
		if _, err := tx.ExecContext(ctx, `UPDATE message SET found_in = ? WHERE key = ?`, old.FoundIn, key); err != nil {
			return nil, err
		}
	}
	return fresh, nil
}

// notePlaces notes where those of the items lie that belong to a candidacy.
func (s *Store) notePlaces(ctx context.Context, tx *sql.Tx, mailbox int64, items []Item) error {
	places := rows{into: "INSERT OR REPLACE INTO place (mailbox, uid, key)", width: 3}
	for i := range items {
		if items[i].Message == nil {
			continue
		}
		key := Key(items[i].Header)
		if _, belongs := s.joined[key]; belongs {
			places.add(mailbox, items[i].UID, key)
		}
	}
	return places.insert(ctx, tx)
}

// insertMessage stores a message, and returns it as the file tells it from now on.
func insertMessage(ctx context.Context, tx *sql.Tx, k kept, it *Item) (kept, error) {
	var columns [3][]byte
	for i, v := range []any{it.Header, it.Reading, it.Message.Calendar} {
		var err error
		if columns[i], err = json.Marshal(v); err != nil {
			return kept{}, err
		}
	}
	_, offset := k.At.Zone()
	at := time.Unix(k.At.Unix(), 0).In(time.FixedZone("", offset))
	_, err := tx.ExecContext(ctx, `INSERT INTO message (key, candidacy, at, zone_offset, sender, found_in, kind, reply, header, reading, text, calendar)
		VALUES (?, nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		k.Key, k.candidacy, at.Unix(), offset, k.From.Address, k.FoundIn, string(k.kind), k.reply, string(columns[0]), string(columns[1]), cut(it.Message.Text, classify.MaxText), string(columns[2]))
	if err != nil {
		return kept{}, err
	}
	return k.with(columns[0], columns[1], at)
}

// Key identifies one message in however many mailboxes: its Message-ID with
// its sender and date. A message that borrows another's id has another key.
func Key(h *mail.Header) int64 {
	sum := sha256.New()
	for _, part := range []string{h.MessageID, h.Sent().Address, h.Date.UTC().Format(time.RFC3339)} {
		sum.Write([]byte(part))
		sum.Write([]byte{0})
	}
	if h.MessageID == "" {
		sum.Write([]byte(h.Subject))
	}
	return int64(binary.BigEndian.Uint64(sum.Sum(nil)))
}

// checkedTime is the Date field, or the time of arrival where the field is
// missing or cannot be true: before there was mail, or after the message
// arrived (a sender's clock that is minutes ahead must not hide a reply).
func checkedTime(it *Item) time.Time {
	d := it.Header.Date
	switch {
	case it.Received.IsZero() && d.IsZero():
		return time.Unix(0, 0).UTC()
	case it.Received.IsZero():
		return d
	case d.IsZero(), d.Year() < 1971:
		return it.Received
	case d.After(it.Received):
		return it.Received.In(d.Location())
	}
	return d
}

// cut returns at most n bytes of s, on the border of a character.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}
