//go:build linux

package main

import (
	"bytes"
	"os"
	"os/exec"
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
// bare socket that fetches the same header fields and discards them, right
// before each scan. "socket-ns" is what that takes, "times" how much longer the
// scan does; "peak-MB" is the process's peak memory.
func BenchmarkFirstScan(b *testing.B) {
	scans(b, bigMailbox(b, benchMessages))
}

// scans reads the mailbox by a first watch --once, and by one that finds
// nothing new. It returns the home of the last.
func scans(b *testing.B, d *imaptest.Dovecot) home {
	h := newHome(b, d)
	b.Run("watch-once", func(b *testing.B) { besideSocket(b, d, h.firstScan) })
	b.Run("watch-once-again", func(b *testing.B) { besideSocket(b, d, h.scan) })
	return h
}

// scan is watch --once.
func (h home) scan() *exec.Cmd { return h.command("watch", "--once", "--now", "2026-03-11") }

// firstScan is one that has no state.
func (h home) firstScan() *exec.Cmd {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		os.Remove(h.state + suffix)
	}
	return h.scan()
}

// besideSocket times what the command does, as a process of its own, and a bare
// socket before each.
func besideSocket(b *testing.B, d *imaptest.Dovecot, command func() *exec.Cmd) {
	b.Helper()
	var socket time.Duration
	peak := int64(0)
	for b.Loop() {
		b.StopTimer()
		begun := time.Now()
		if _, err := d.ScanSocket("INBOX", mail.ScanFields); err != nil {
			b.Fatal(err)
		}
		socket += time.Since(begun)
		cmd := command()
		b.StartTimer()
		peak = max(peak, timed(b, cmd))
	}
	b.ReportMetric(float64(socket)/float64(b.N), "socket-ns")
	b.ReportMetric(float64(b.Elapsed())/float64(socket), "times")
	b.ReportMetric(float64(peak)/1e6, "peak-MB")
}

// timed runs a command to its end and returns its peak memory in bytes.
func timed(b *testing.B, cmd *exec.Cmd) int64 {
	b.Helper()
	peak, err := runToPeak(cmd)
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
