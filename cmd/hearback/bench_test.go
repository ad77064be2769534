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

// benchMessages is the size of the mailbox that the benchmarks read.
const benchMessages = 20_000

// bigMailbox is a Dovecot with ordinary mail and one conversation in INBOX and
// Sent.
func bigMailbox(b *testing.B) *imaptest.Dovecot {
	d := imaptest.NewDovecot(b)
	word := time.Date(2026, 3, 3, 16, 20, 0, 0, newYork)
	inbox, sent := conversation(word)
	messages := ordinaryMail(benchMessages-len(inbox), word)
	for i, m := range inbox {
		messages = slices.Insert(messages, (i+1)*len(messages)/(len(inbox)+1), m)
	}
	d.Fill("INBOX", slices.Values(messages))
	d.Fill("Sent", slices.Values(sent))
	if n, err := d.ScanSocket("INBOX", mail.ScanFields); err != nil || n != benchMessages {
		b.Fatalf("warm up: %d messages, %v", n, err)
	}
	return d
}

// BenchmarkFirstScan compares a first scan, read, joined and stored, with a
// bare socket that fetches the same header fields and discards them. "times"
// is how much longer it takes; "peak-MB" is the process's peak memory.
func BenchmarkFirstScan(b *testing.B) {
	d := bigMailbox(b)
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
	d := bigMailbox(b)
	h := newHome(b, d)
	h.ok("watch", "--once", "--now", "2026-03-11")
	for b.Loop() {
		var out, errs bytes.Buffer
		if status := run(b.Context(), []string{"--config", h.config, "--state", h.state, "status", "--json", "--now", "2026-03-11"}, &out, &errs); status != statusDone {
			b.Fatal(&errs)
		}
	}
}
