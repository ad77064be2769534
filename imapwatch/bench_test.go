package imapwatch

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"strings"
	"testing"
	"time"

	"hearback/classify/mail"
	"hearback/imapwatch/imaptest"
)

// benchMessages is the size of the mailbox that is scanned.
const benchMessages = 20_000

// discard is a Store that keeps nothing and wants one text in a hundred.
type discard struct {
	arrivals int
	texts    int
}

func (d *discard) Resume(context.Context, string) (Mailbox, error) { return Mailbox{}, nil }

func (d *discard) Gate(_ context.Context, _ Role, arrivals []Arrival) ([]bool, error) {
	wanted := make([]bool, len(arrivals))
	for i := 0; i < len(wanted); i += 100 {
		wanted[i] = true
	}
	return wanted, nil
}

func (d *discard) Deliver(_ context.Context, b Batch) error {
	d.arrivals += len(b.Arrivals)
	for _, a := range b.Arrivals {
		if a.Raw != nil {
			d.texts++
		}
	}
	return nil
}

func (d *discard) Wishes(context.Context, string) ([]uint32, error) { return nil, nil }
func (d *discard) CaughtUp(context.Context, []string) error         { return nil }

// benchMail returns invented mail of 2 to 14 KB.
func benchMail() iter.Seq[imaptest.Message] {
	begin := time.Now().Add(-90 * 24 * time.Hour)
	return func(yield func(imaptest.Message) bool) {
		for i := range benchMessages {
			raw := letter(i, fmt.Sprintf("Letter %d about the cog railway", i))
			filler := strings.Repeat("The rack engages every tooth of the pinion on its way uphill.\r\n", 20+i*7%190)
			m := imaptest.Message{Raw: append(raw, filler...), Received: begin.Add(time.Duration(i) * time.Minute)}
			if !yield(m) {
				return
			}
		}
	}
}

// BenchmarkScan compares a scan of 20,000 messages with what a bare socket
// takes to read the same header fields and throw them away.
func BenchmarkScan(b *testing.B) {
	server := imaptest.NewDovecot(b)
	began := time.Now()
	server.Fill("INBOX", benchMail())
	b.Logf("filled in %v", time.Since(began).Round(time.Millisecond))
	account := account(server.TLSURL())
	account.Roots = server.Authority.Pool
	warm := &Watcher{Account: account, Store: &discard{}}
	if err := warm.Once(b.Context()); err != nil {
		b.Fatal(err)
	}
	perSecond := make(map[string]float64)
	for _, kind := range []string{"socket", "watcher", "watcher-every-text"} {
		b.Run(kind, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				switch kind {
				case "socket":
					if n, err := server.ScanSocket("INBOX", mail.ScanFields); err != nil || n != benchMessages {
						b.Fatalf("read %d messages: %v", n, err)
					}
				default:
					store := &discard{}
					w := &Watcher{Account: account, Store: store}
					if kind == "watcher-every-text" {
						w.Store = everyText{store}
					}
					if err := w.Once(b.Context()); err != nil {
						b.Fatal(err)
					}
					if store.arrivals != benchMessages {
						b.Fatalf("got %d arrivals", store.arrivals)
					}
				}
			}
			perSecond[kind] = benchMessages * float64(b.N) / b.Elapsed().Seconds()
			b.ReportMetric(perSecond[kind], "messages/s")
			var memory runtime.MemStats
			runtime.ReadMemStats(&memory)
			b.ReportMetric(float64(memory.HeapSys)/(1<<20), "MiB-heap-at-most")
		})
	}
	if perSecond["watcher"] > 0 {
		b.Logf("the watcher takes %.2f times as long as the socket", perSecond["socket"]/perSecond["watcher"])
	}
}

// everyText wants every text.
type everyText struct{ *discard }

func (everyText) Gate(_ context.Context, _ Role, arrivals []Arrival) ([]bool, error) {
	wanted := make([]bool, len(arrivals))
	for i := range wanted {
		wanted[i] = true
	}
	return wanted, nil
}
