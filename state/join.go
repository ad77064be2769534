package state

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"hearback/classify"
	"hearback/classify/candidacy"
	"hearback/classify/mail"
)

// kept is a message as the state has it.
type kept struct {
	candidacy.Entry
	candidacy int64 // 0: none yet, it waits for the candidate's answer
	kind      classify.Kind
	reply     bool
}

// load reads the messages that a condition selects, in the order of their time.
func load(ctx context.Context, q querier, where string, args ...any) ([]kept, error) {
	found, err := q.QueryContext(ctx, `SELECT key, coalesce(candidacy, 0), at, zone_offset, found_in, kind, reply, header, reading FROM message WHERE `+where+` ORDER BY at, key`, args...)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	var out []kept
	for found.Next() {
		var k kept
		var at, offset int64
		var header, reading sql.RawBytes
		if err := found.Scan(&k.Key, &k.candidacy, &at, &offset, &k.FoundIn, &k.kind, &k.reply, &header, &reading); err != nil {
			return nil, err
		}
		if k, err = k.with(header, reading, time.Unix(at, 0).In(time.FixedZone("", int(offset)))); err != nil {
			return nil, err
		}
		out = append(out, k)
	}
	return out, found.Err()
}

// with adds what the columns of a message tell.
func (k kept) with(header, reading []byte, at time.Time) (kept, error) {
	var h mail.Header
	if err := json.Unmarshal(header, &h); err != nil {
		return kept{}, fmt.Errorf("message %d: header: %w", k.Key, err)
	}
	all := keptOf(k.Key, &h, at)
	if err := json.Unmarshal(reading, &all.Reading); err != nil {
		return kept{}, fmt.Errorf("message %d: reading: %w", k.Key, err)
	}
	all.FoundIn, all.candidacy, all.kind, all.reply = k.FoundIn, k.candidacy, k.kind, k.reply
	return all, nil
}

// keptOf takes from a header what joining needs.
func keptOf(key int64, h *mail.Header, at time.Time) kept {
	return kept{Entry: candidacy.Entry{
		Key: key, At: at, MessageID: h.MessageID, IDs: classify.ThreadIDs(h), From: h.Sent(), To: h.Recipients(), Subject: h.Subject,
	}}
}

// remember makes joined what the file has, unless it is.
func (s *Store) remember(ctx context.Context, tx *sql.Tx) error {
	remembered, version, err := s.remembers(ctx, tx)
	if err != nil || remembered {
		return err
	}
	all, err := load(ctx, tx, "true")
	if err != nil {
		return err
	}
	if err := s.proofs.load(ctx, tx); err != nil { // another process may have proved more
		return err
	}
	s.joined, s.version, s.known = make(map[int64]kept, len(all)), version, nil
	for _, k := range all {
		s.joined[k.Key] = k
	}
	return nil
}

// remembers reports whether joined is what the file has, by SQLite's data_version.
func (s *Store) remembers(ctx context.Context, q querier) (remembered bool, version int64, err error) {
	err = q.QueryRowContext(ctx, `PRAGMA data_version`).Scan(&version)
	return s.joined != nil && s.version == version, version, err
}

// upTo returns the messages up to a time, in the order of their time: those in
// memory where they are what the file has. Where nothing is later, it returns the
// candidacies instead, as they were last joined.
func (s *Store) upTo(ctx context.Context, now time.Time) ([]kept, []candidacy.Candidacy, error) {
	s.delivering.Lock()
	defer s.delivering.Unlock()
	remembered, _, err := s.remembers(ctx, s.db)
	if err != nil {
		return nil, nil, err
	}
	if !remembered {
		all, err := load(ctx, s.db, "at <= ?", now.Unix())
		return all, nil, err
	}
	if s.known != nil && s.latest.Unix() <= now.Unix() {
		known := make([]candidacy.Candidacy, 0, len(s.known))
		for _, id := range slices.Sorted(maps.Keys(s.known)) {
			if c := s.known[id]; !c.Dismissed {
				known = append(known, c)
			}
		}
		return nil, known, nil
	}
	all := make([]kept, 0, len(s.joined))
	for _, k := range s.joined {
		if k.At.Unix() <= now.Unix() {
			all = append(all, k)
		}
	}
	slices.SortFunc(all, byTime)
	return all, nil, nil
}

// byTime orders messages by their time, as load does.
func byTime(a, b kept) int {
	return cmp.Or(cmp.Compare(a.At.Unix(), b.At.Unix()), cmp.Compare(a.Key, b.Key))
}

// rejoin joins every message into candidacies anew, stores the fresh ones that
// belong to one, lets the known candidacies keep their numbers, and returns
// the ties that it proves newly.
func (s *Store) rejoin(ctx context.Context, tx *sql.Tx, fresh map[int64]*Item) ([]classify.Tie, error) {
	entries := make([]candidacy.Entry, 0, len(s.joined))
	for _, k := range s.joined {
		entries = append(entries, k.Entry)
	}
	marks, err := loadMarks(ctx, tx, ever)
	if err != nil {
		return nil, err
	}
	groups := candidacy.Join(entries, marks)
	ids, err := number(ctx, tx, groups, s.joined)
	if err != nil {
		return nil, err
	}
	var ties []classify.Tie
	belongs := make(map[int64]bool, len(entries))
	known := make(map[int64]candidacy.Candidacy, len(groups))
	s.latest = time.Time{}
	for _, m := range marks {
		s.latest = later(s.latest, m.At)
	}
	for i, group := range groups {
		for _, e := range group {
			belongs[e.Key] = true
			s.latest = later(s.latest, e.At)
		}
		if c := s.known[ids[i]]; sameEntries(c.Entries, group) {
			known[c.ID] = c
			continue
		}
		// A candidacy that is new calls for what was read before and joined nothing.
		isNew := !slices.ContainsFunc(group, func(e candidacy.Entry) bool { return s.joined[e.Key].candidacy != 0 })
		c := candidacy.New(ids[i], group, marks)
		if err := s.keepCandidacy(ctx, tx, c, fresh); err != nil {
			return nil, err
		}
		for k, e := range group {
			group[k] = s.joined[e.Key].Entry // as the file tells it
		}
		known[c.ID] = candidacy.New(ids[i], group, marks)
		for _, t := range candidacy.Proofs(group) {
			if (isNew || !s.Proved(t)) && (!c.Dismissed || t.Of == classify.ByID) {
				ties = append(ties, t)
			}
		}
	}
	s.known = known
	// What joined nothing leaves only its ties behind, unless it waits for the answer.
	for _, key := range slices.Sorted(maps.Keys(s.joined)) {
		if belongs[key] {
			continue
		}
		k := s.joined[key]
		if k.Hints() {
			if err := s.keepMessage(ctx, tx, k, 0, k.Reading.Kind, false, fresh[key]); err != nil {
				return nil, err
			}
			if fresh[key] != nil {
				ties = append(ties, candidacy.Proofs([]candidacy.Entry{k.Entry})...)
			}
			continue
		}
		delete(s.joined, key)
		if fresh[key] != nil {
			continue
		}
		for _, table := range []string{"message", "place"} {
			if _, err := tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE key = ?", key); err != nil {
				return nil, err
			}
		}
	}
	return ties, nil
}

// later returns the later of two times.
func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// sameEntries reports whether two groups are the same messages, none of which was
// found elsewhere meanwhile.
func sameEntries(a, b []candidacy.Entry) bool {
	return slices.EqualFunc(a, b, func(x, y candidacy.Entry) bool { return x.Key == y.Key && x.FoundIn == y.FoundIn })
}

// number gives each group the id that its earliest numbered message had; two
// groups that would share one (a candidacy that fell apart) do not, and what
// has no number gets a new one. A candidacy that merged into another leaves it
// its flags and notices.
func number(ctx context.Context, tx *sql.Tx, groups [][]candidacy.Entry, before map[int64]kept) ([]int64, error) {
	ids := make([]int64, len(groups))
	taken := map[int64]bool{}
	for i, group := range groups {
		had := map[int64]bool{}
		for _, e := range group {
			if id := before[e.Key].candidacy; id != 0 {
				had[id] = true
				if ids[i] == 0 && !taken[id] {
					ids[i], taken[id] = id, true
				}
			}
		}
		if ids[i] == 0 {
			continue
		}
		for id := range had {
			if id == ids[i] || taken[id] || livesOn(groups[i+1:], before, id) {
				continue
			}
			for _, table := range []string{"flag", "notice"} {
				if _, err := tx.ExecContext(ctx, "UPDATE OR IGNORE "+table+" SET candidacy = ? WHERE candidacy = ?", ids[i], id); err != nil {
					return nil, err
				}
			}
		}
	}
	for i := range ids {
		if ids[i] != 0 {
			continue
		}
		if err := tx.QueryRowContext(ctx, `INSERT INTO candidacy DEFAULT VALUES RETURNING id`).Scan(&ids[i]); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// livesOn reports whether one of the groups has a message that had the id.
func livesOn(groups [][]candidacy.Entry, before map[int64]kept, id int64) bool {
	return slices.ContainsFunc(groups, func(group []candidacy.Entry) bool {
		return slices.ContainsFunc(group, func(e candidacy.Entry) bool { return before[e.Key].candidacy == id })
	})
}

// keepCandidacy writes what has changed of one candidacy and its messages.
func (s *Store) keepCandidacy(ctx context.Context, tx *sql.Tx, c candidacy.Candidacy, fresh map[int64]*Item) error {
	for _, e := range c.Entries {
		if err := s.keepMessage(ctx, tx, s.joined[e.Key], c.ID, e.Kind, e.Reply, fresh[e.Key]); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `UPDATE candidacy SET employer = ?, domain = ?, role = ?, stage = ?, certainty = ?, outcome = ?, dismissed = ? WHERE id = ?`,
		c.Employer.Name, c.Employer.Domain, c.Role, string(c.Stage), string(c.Certainty), string(c.Outcome), c.Dismissed, c.ID)
	return err
}

// keepMessage writes what has changed of a message of the candidacy with the id, 0 for
// none: all of it where it is fresh.
func (s *Store) keepMessage(ctx context.Context, tx *sql.Tx, k kept, id int64, kind classify.Kind, reply bool, fresh *Item) error {
	if fresh == nil && k.candidacy == id && k.kind == kind && k.reply == reply {
		return nil
	}
	k.candidacy, k.kind, k.reply = id, kind, reply
	var err error
	if fresh != nil {
		k, err = insertMessage(ctx, tx, k, fresh)
	} else {
		_, err = tx.ExecContext(ctx, `UPDATE message SET candidacy = nullif(?, 0), kind = ?, reply = ? WHERE key = ?`, id, string(kind), reply, k.Key)
	}
	if err != nil {
		return err
	}
	s.joined[k.Key] = k
	return nil
}

// Candidacies returns every candidacy as its mail and its marks up to now tell
// it, in the order of their ids. What is of later date is not there, nor what
// the person told to be none.
func (s *Store) Candidacies(ctx context.Context, now time.Time) ([]candidacy.Candidacy, error) {
	all, known, err := s.upTo(ctx, now)
	if err != nil {
		return nil, fmt.Errorf("read candidacies: %w", err)
	}
	if known != nil {
		return known, nil
	}
	marks, err := loadMarks(ctx, s.db, ever)
	if err != nil {
		return nil, fmt.Errorf("read candidacies: %w", err)
	}
	var later []candidacy.Mark // that joined or parted since
	marks = slices.DeleteFunc(marks, func(m candidacy.Mark) bool {
		after := m.At.Unix() > now.Unix()
		if after && (m.What == candidacy.Merge || m.What == candidacy.Split) {
			later = append(later, m)
		}
		return after
	})
	byID := map[int64][]candidacy.Entry{}
	for _, k := range all {
		if k.candidacy != 0 {
			byID[k.candidacy] = append(byID[k.candidacy], k.Entry)
		}
	}
	if len(later) > 0 {
		byID = before(byID, marks, later)
	}
	var out []candidacy.Candidacy
	for _, id := range slices.Sorted(maps.Keys(byID)) {
		if c := candidacy.New(id, byID[id], marks); !c.Dismissed {
			out = append(out, c)
		}
	}
	return out, nil
}

// before joins messages as they were before the later marks. Each group keeps the
// number that most of it has; what was merged into another has its own back.
func before(byID map[int64][]candidacy.Entry, marks, later []candidacy.Mark) map[int64][]candidacy.Entry {
	var all []candidacy.Entry
	numbers := map[int64]int64{} // by message
	highest := int64(0)
	for id, entries := range byID {
		all = append(all, entries...)
		for _, e := range entries {
			numbers[e.Key] = id
		}
		highest = max(highest, id)
	}
	for _, m := range later {
		if id, err := strconv.ParseInt(m.Value, 10, 64); m.What == candidacy.Merge && err == nil {
			numbers[m.Other] = id
			highest = max(highest, id)
		}
	}
	groups := map[int64][]candidacy.Entry{}
	for _, entries := range candidacy.Join(all, marks) {
		votes := map[int64]int{}
		for _, e := range entries {
			if votes[numbers[e.Key]]++; slices.ContainsFunc(later, func(m candidacy.Mark) bool { return m.Other == e.Key }) {
				votes[numbers[e.Key]] += len(all) // its own number before the merge
			}
		}
		id := int64(0)
		for n, v := range votes {
			if groups[n] == nil && (id == 0 || v > votes[id] || v == votes[id] && n < id) {
				id = n
			}
		}
		if id == 0 {
			highest++
			id = highest
		}
		groups[id] = entries
	}
	return groups
}

// Texts returns the own words of a candidacy's messages, by their keys.
func (s *Store) Texts(ctx context.Context, id int64) (map[int64]string, error) {
	found, err := s.db.QueryContext(ctx, `SELECT key, text FROM message WHERE candidacy = ?`, id)
	if err != nil {
		return nil, fmt.Errorf("read candidacy %d: %w", id, err)
	}
	defer found.Close()
	texts := map[int64]string{}
	for found.Next() {
		var key int64
		var text string
		if err := found.Scan(&key, &text); err != nil {
			return nil, fmt.Errorf("read candidacy %d: %w", id, err)
		}
		texts[key] = text
	}
	return texts, found.Err()
}
