package main

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"slices"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"hearback/cmd/hearback/internal/config"
	"hearback/cmd/hearback/internal/digest"
)

// A year of one person's search with forty candidacies, of all fates.
func TestYear(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED: a year takes half a minute")
	}
	t.Parallel()
	inSearch(t, func(s *search) {
		weekly := &courier{settings: s.settings, store: s.store, log: slog.New(slog.DiscardHandler),
			find: func(context.Context, string) (bool, error) { return false, nil }}
		weekly.Digest = &config.Digest{To: candidate, Day: time.Monday, Minute: 8 * 60, QuietWeeks: true, Account: config.Account{Address: candidate}}
		var digests []sentDigest
		weekly.send = func(_ context.Context, _, _ string, raw []byte) error {
			text, _, _ := strings.Cut(string(raw), "text/html")
			digests = append(digests, sentDigest{time.Now().In(newYork), len(strings.Fields(text))})
			return nil
		}
		ctx, cancel := context.WithCancel(s.ctx)
		var sending sync.WaitGroup
		sending.Go(func() { // each hour, where watch looks each minute
			for each := time.NewTicker(time.Hour); ctx.Err() == nil; {
				select {
				case <-ctx.Done():
				case <-each.C:
					if err := weekly.sendDue(ctx); err != nil && ctx.Err() == nil {
						s.t.Error(err)
					}
				}
			}
		})
		type event struct {
			at   time.Time
			mail [][]byte
		}
		var events []event
		add := func(at time.Time, mail ...[]byte) { events = append(events, event{at, mail}) }
		for n := range 40 {
			j, word := newJob(n), time.Date(2000, 1, 11+8*n, 8+n%13, 10, 0, 0, newYork)
			days := func(d int) time.Time { return word.AddDate(0, 0, d) }
			add(word, j.interviewed(word)...)
			switch n % 5 {
			case 0: // they write, late in the evening
				add(days(12).Add(4*time.Hour), j.writes(true, days(12).Add(4*time.Hour), stillDeciding))
			case 1: // the person asks, twice, in vain
				add(days(8), j.writes(false, days(8), askingForNews))
				add(days(17), j.writes(false, days(17), askingForNews))
			case 2: // they refuse
				add(days(10), j.writes(true, days(10), rejecting))
			case 3: // the person asks, they write, and fall silent again
				add(days(9), j.writes(false, days(9), askingForNews))
				add(days(20), j.writes(true, days(20), stillDeciding))
			case 4: // nobody writes any more
			}
		}
		sort.SliceStable(events, func(i, k int) bool { return events[i].at.Before(events[k].at) })
		for _, e := range events {
			s.until(e.at)
			s.receive(e.mail...)
		}
		s.until(time.Date(2001, 1, 12, 0, 0, 0, 0, newYork))
		cancel()
		sending.Wait()
		s.checkYear()
		s.checkDigests(digests)
	})
}

// sentDigest is when a digest went, and how many words its plain text has.
type sentDigest struct {
	at    time.Time
	words int
}

// checkDigests wants one in each week, at its hour.
func (s *search) checkDigests(all []sentDigest) {
	s.t.Helper()
	weeks, line := map[string]int{}, ""
	for _, d := range all {
		weeks[digest.Week(d.at)]++
		line += fmt.Sprint(d.words, " ")
	}
	for _, d := range all[1:] { // the first comes with the first look, on a Friday
		if d.at.Weekday() != time.Monday || d.at.Hour() != 8 {
			s.t.Errorf("a digest at %s", d.at.Format(time.DateTime))
		}
	}
	if len(all) != 55 || len(weeks) != len(all) {
		s.t.Errorf("%d digests in %d weeks, want one in each of 55", len(all), len(weeks))
	}
	s.t.Logf("%d digests; words of each: %s", len(all), line)
}

// checkYear holds the toasts of a year against the notices of it.
func (s *search) checkYear() {
	s.t.Helper()
	cs, err := s.store.Candidacies(s.ctx, s.now())
	if err != nil || len(cs) != 40 {
		s.t.Fatalf("%d candidacies, %v; want 40", len(cs), err)
	}
	perWeek, words := map[int]int{}, 0
	for _, toast := range s.desktop.toasts {
		if !s.Notify.Hours.Contain(toast.at) {
			s.t.Errorf("at night: %s %s", toast.at.Format(time.DateTime), toast.Title)
		}
		perWeek[int(toast.at.Sub(ny(3, 0, 0)).Hours())/24/7]++
		words += len(strings.Fields(toast.Title + " " + toast.Body))
	}
	raised := strings.Count(s.out.String(), "flag raised")
	sent, windows := s.sent()
	for window, times := range windows {
		if times > 1 {
			s.t.Errorf("told %d times: %s", times, window)
		}
	}
	if sent < len(s.desktop.toasts) || len(s.desktop.toasts) < 40 || raised < 40 {
		s.t.Errorf("%d flags raised, %d notices sent, %d toasts", raised, sent, len(s.desktop.toasts))
	}
	most, line := 0, ""
	for week := range 54 {
		most = max(most, perWeek[week])
		line += fmt.Sprint(perWeek[week], " ")
	}
	if most > 7 {
		s.t.Errorf("%d toasts in one week", most)
	}
	s.t.Logf("%d flags raised, %d notices, %d toasts, %d words in all; toasts per week: %s", raised, sent, len(s.desktop.toasts), words, line)
}

// sent returns how many notices were told, and how often of each window.
func (s *search) sent() (n int, windows map[string]int) {
	s.t.Helper()
	db, err := sql.Open("sqlite3", "file:"+s.path+"?mode=ro")
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT kind || ' ' || candidacy || ' ' || flag || ' ' || due, unixepoch(sent_at) FROM notices WHERE sent_at IS NOT NULL AND kind <> 'digest'`)
	if err != nil {
		s.t.Fatal(err)
	}
	defer rows.Close()
	for windows = map[string]int{}; rows.Next(); n++ {
		var window string
		var at int64
		if err := rows.Scan(&window, &at); err != nil {
			s.t.Fatal(err)
		}
		windows[window]++
		if !slices.ContainsFunc(s.desktop.toasts, func(t recorded) bool { return t.at.Unix() == at }) {
			s.t.Errorf("noted as told, and was not: %s", window)
		}
	}
	return n, windows
}
