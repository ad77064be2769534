package imapwatch

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hearback/classify/mail"
)

// memory is a Store that keeps everything and tells when something happens.
type memory struct {
	wants func(mail.Header) bool // the gate; nil: every text

	mu       sync.Mutex
	marks    map[string]Mailbox
	kept     map[string]map[uint32]Arrival
	batches  []Batch
	wished   map[string][]uint32
	caughtUp int
	read     []string // to their end, the last time
	refuse   error    // what Deliver answers
	news     chan struct{}
}

func newMemory() *memory {
	return &memory{
		marks:  make(map[string]Mailbox),
		kept:   make(map[string]map[uint32]Arrival),
		wished: make(map[string][]uint32),
		news:   make(chan struct{}, 1),
	}
}

func (m *memory) happened() {
	select {
	case m.news <- struct{}{}:
	default:
	}
}

func (m *memory) Resume(_ context.Context, name string) (Mailbox, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.marks[name], nil
}

func (m *memory) Gate(_ context.Context, _ Role, arrivals []Arrival) ([]bool, error) {
	wanted := make([]bool, len(arrivals))
	for i, a := range arrivals {
		wanted[i] = m.wants == nil || m.wants(*a.Header)
	}
	return wanted, nil
}

func (m *memory) Deliver(_ context.Context, b Batch) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	defer m.happened()
	if m.refuse != nil {
		return m.refuse
	}
	if m.kept[b.Mailbox.Name] == nil || b.Mailbox.UIDValidity != m.marks[b.Mailbox.Name].UIDValidity {
		m.kept[b.Mailbox.Name] = make(map[uint32]Arrival)
	}
	m.marks[b.Mailbox.Name] = b.Mailbox
	for _, a := range b.Arrivals {
		m.kept[b.Mailbox.Name][a.UID] = a
		m.wished[b.Mailbox.Name] = slices.DeleteFunc(m.wished[b.Mailbox.Name], func(uid uint32) bool { return uid == a.UID })
	}
	m.batches = append(m.batches, b)
	return nil
}

func (m *memory) Wishes(_ context.Context, name string) ([]uint32, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.wished[name]), nil
}

func (m *memory) CaughtUp(_ context.Context, read []string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	defer m.happened()
	m.caughtUp++
	m.read = read
	return nil
}

// subjects returns those of what is kept of a mailbox, in the order of UIDs.
func (m *memory) subjects(name string) []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var uids []uint32
	for uid := range m.kept[name] {
		uids = append(uids, uid)
	}
	slices.Sort(uids)
	var all []string
	for _, uid := range uids {
		all = append(all, m.kept[name][uid].Header.Subject)
	}
	return all
}

func (m *memory) arrival(name string, uid uint32) (Arrival, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	a, ok := m.kept[name][uid]
	return a, ok
}

func (m *memory) has(mailbox, subject string) func() bool {
	return func() bool { return slices.Contains(m.subjects(mailbox), subject) }
}

func (m *memory) timesCaughtUp() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.caughtUp
}

// readLast returns what was read to its end the last time.
func (m *memory) readLast() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.read
}

// until waits for a condition of the store to hold.
func (m *memory) until(t testing.TB, what string, within time.Duration, holds func() bool) {
	t.Helper()
	deadline := time.After(within)
	for !holds() {
		select {
		case <-m.news:
		case <-deadline:
			t.Fatalf("%s: not within %v", what, within)
		}
	}
}

// letter writes a short mail of our own invention.
func letter(n int, subject string) []byte {
	return []byte(strings.ReplaceAll(fmt.Sprintf(`Return-Path: <dana%[1]d@gearworks.example>
Received: from mx.gearworks.example by mail.example; Tue, 3 Mar 2026 10:00:00 +0000
From: Dana Kim <dana%[1]d@gearworks.example>
To: Alice Liddell <alice@mail.example>
Subject: %[2]s
Date: Tue, 03 Mar 2026 09:59:58 +0000
Message-ID: <letter-%[1]d@gearworks.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Dear Alice,

this is letter number %[1]d. We read your drawings of the cog railway with
pleasure and would like to hear how you tested them.

Dana
`, n, subject), "\n", "\r\n"))
}
