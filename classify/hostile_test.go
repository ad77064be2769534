package classify

import (
	"maps"
	"runtime"
	"slices"
	"testing"
	"time"

	"hearback/classify/mail"
	"hearback/classify/mail/mailtest"
)

// What reading one message may cost, however hostile it is.
const (
	hugeMessage = 25 << 20 // bytes; what large providers accept
	mayAllocate = 64 << 20 // bytes
)

// hostileReader reads the mail of mailtest.
var hostileReader = NewReader(mailtest.Candidate)

// cost parses and reads a message and returns how many bytes that allocated.
func cost(raw []byte) (Reading, uint64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	m := mail.Parse(raw)
	reading := hostileReader.Read(&m)
	runtime.ReadMemStats(&after)
	return reading, after.TotalAlloc - before.TotalAlloc
}

// M7 to M10 and M15: no message of 25 MB costs more memory than is allowed.
func TestHostileMessagesAllocateLittle(t *testing.T) {
	cost(nil) // the models are read once
	costly := mailtest.Costly(hugeMessage)
	for _, name := range slices.Sorted(maps.Keys(costly)) {
		t.Run(name, func(t *testing.T) {
			raw := costly[name]()
			reading, allocated := cost(raw)
			if allocated > mayAllocate {
				t.Errorf("%d bytes of mail: allocated %d bytes, want at most %d", len(raw), allocated, mayAllocate)
			}
			checkReading(t, reading)
		})
	}
}

// BenchmarkHostileMessages reads every costly message of 25 MB: "worst-ms" is
// the time and "worst-MB" the allocation of the worst of them.
func BenchmarkHostileMessages(b *testing.B) {
	cost(nil)
	costly := mailtest.Costly(hugeMessage)
	for b.Loop() {
		var slowest, largest string
		var time_ time.Duration
		var bytes uint64
		for _, name := range slices.Sorted(maps.Keys(costly)) {
			raw := costly[name]()
			begin := time.Now()
			_, allocated := cost(raw)
			took := time.Since(begin)
			if took > time_ {
				slowest, time_ = name, took
			}
			if allocated > bytes {
				largest, bytes = name, allocated
			}
			if testing.Verbose() {
				b.Logf("%7.1f ms %6.1f MB  %s", float64(took)/1e6, float64(allocated)/1e6, name)
			}
		}
		b.Logf("slowest: %s; largest: %s", slowest, largest)
		b.ReportMetric(float64(time_)/1e6, "worst-ms")
		b.ReportMetric(float64(bytes)/1e6, "worst-MB")
	}
}
