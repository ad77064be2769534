//go:build linux

package main

import (
	"bytes"
	"os"
	"slices"
	"testing"
	"time"

	"hearback/classify/mail"
	"hearback/imapwatch/imaptest"
)

// Sizes of the mailboxes that the benchmarks read.
const (
	benchMessages = 20_000
	largeMessages = 200_000
)

// bigMailbox is a Dovecot with ordinary mail and one conversation: n messages
// in INBOX, the candidate's own in Sent.
func bigMailbox(b *testing.B, n int) *imaptest.Dovecot {
	d := imaptest.NewDovecot(b)
	word := time.Date(2026, 3, 3, 16, 20, 0, 0, newYork)
	inbox, sent := conversation(word)
	d.Fill("INBOX", func(yield func(imaptest.Message) bool) {
		i, told := 0, 0
		for m := range everyOrdinary(n-len(inbox), word) {
			if told < len(inbox) && i == (told+1)*n/(len(inbox)+1) {
				if !yield(inbox[told]) {
					return
				}
				told++
			}
			if i++; !yield(m) {
				return
			}
		}
	})
	d.Fill("Sent", slices.Values(sent))
	if got, err := d.ScanSocket("INBOX", mail.ScanFields); err != nil || got != n {
		b.Fatalf("warm up: %d messages, %v", got, err)
	}
	return d
}

// BenchmarkFirstScan compares a first scan, read, joined and stored, with a
// bare socket that fetches the same header fields and discards them. "times"
// is how much longer it takes; "peak-MB" is the process's peak memory.
func BenchmarkFirstScan(b *testing.B) {
	scans(b, bigMailbox(b, benchMessages))
}

// scans reads the mailbox by a bare socket, by a first watch --once, and by one
// that finds nothing new. It returns the home of the last.
func scans(b *testing.B, d *imaptest.Dovecot) home {
	var socket time.Duration
	b.Run("socket", func(b *testing.B) {
		for b.Loop() {
			if _, err := d.ScanSocket("INBOX", mail.ScanFields); err != nil {
				b.Fatal(err)
			}
		}
		socket = b.Elapsed() / time.Duration(b.N)
	})
	h := newHome(b, d)
	b.Run("watch-once", func(b *testing.B) {
		peak := int64(0)
		for b.Loop() {
			b.StopTimer()
			for _, suffix := range []string{"", "-wal", "-shm"} {
				os.Remove(h.state + suffix)
			}
			b.StartTimer()
			peak = max(peak, h.timed(b))
		}
		compare(b, socket, peak)
	})
	b.Run("watch-once-again", func(b *testing.B) {
		peak := int64(0)
		for b.Loop() {
			peak = max(peak, h.timed(b))
		}
		compare(b, socket, peak)
	})
	return h
}

func compare(b *testing.B, socket time.Duration, peak int64) {
	if socket > 0 {
		b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(socket), "times")
	}
	b.ReportMetric(float64(peak)/1e6, "peak-MB")
}

// timed runs watch --once as a process of its own and returns its peak memory
// in bytes.
func (h home) timed(b *testing.B) int64 {
	b.Helper()
	peak, err := runToPeak(h.command("watch", "--once", "--now", "2026-03-11"))
	if err != nil {
		b.Fatal(err)
	}
	return peak
}

// BenchmarkStatus is what status takes on a state of 20,000 messages.
func BenchmarkStatus(b *testing.B) {
	d := bigMailbox(b, benchMessages)
	h := newHome(b, d)
	h.ok("watch", "--once", "--now", "2026-03-11")
	for b.Loop() {
		var out, errs bytes.Buffer
		if status := run(b.Context(), []string{"--config", h.config, "--state", h.state, "status", "--json", "--now", "2026-03-11"}, &out, &errs); status != statusDone {
			b.Fatal(&errs)
		}
	}
}
