//go:build linux

package main

import (
	"fmt"
	"testing"
	"time"

	"hearback/imapwatch/imaptest"
)

// BenchmarkLargeScan is BenchmarkFirstScan with ten times the messages, whose
// memory should not be ten times as much; then ten messages arrive. "IMAP-bytes"
// are those in both directions, TLS apart.
func BenchmarkLargeScan(b *testing.B) {
	d := bigMailbox(b, largeMessages)
	h := scans(b, d)
	recorder, err := imaptest.Record(d.TLSAddr(), d.Authority.Pool)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { recorder.Close() })
	h.configure(fmt.Sprintf("imap = %q\npassword_command = \"echo %s\"", recorder.URL(), imaptest.Password))
	h.ok("watch", "--once", "--now", "2026-03-11") // where only what follows is run
	number := 0
	for _, arrived := range []int{0, 10} {
		b.Run(fmt.Sprintf("%d-new", arrived), func(b *testing.B) {
			peak, traffic := int64(0), int64(0)
			for b.Loop() {
				b.StopTimer()
				for range arrived {
					number++
					at := time.Date(2026, 3, 10, 9, 0, number, 0, newYork)
					d.Deliver("INBOX", letter("Rail <rail@lists.example>", candidate, fmt.Sprintf("rail%d@lists.example", number), at, "Timetable", "Trains."))
				}
				recorder.Forget()
				b.StartTimer()
				peak = max(peak, timed(b, h.scan()))
				traffic = max(traffic, recorder.Traffic())
			}
			b.ReportMetric(float64(traffic), "IMAP-bytes")
			b.ReportMetric(float64(peak)/1e6, "peak-MB")
		})
	}
}
