package imapwatch

import (
	"context"
	"net"
	"reflect"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hearback/imapwatch/imaptest"
)

// dozes is a Beat that stands still once for as long as it was told to: a
// process that is not run while the machine sleeps.
type dozes struct{ d atomic.Int64 }

func (d *dozes) next(pause time.Duration) { d.d.Store(int64(pause)) }

func (d *dozes) beat() { time.Sleep(time.Duration(d.d.Swap(0))) }

// roaming is a connection whose own address the machine loses at some time: it
// is of a network for documentation from then on (RFC 5737).
type roaming struct {
	net.Conn
	away *atomic.Bool
}

func (r roaming) RemoteAddr() net.Addr { return loopbackPipe{}.RemoteAddr() }

func (r roaming) LocalAddr() net.Addr {
	if r.away.Load() {
		return &net.TCPAddr{IP: net.IPv4(192, 0, 2, 7), Port: 40000}
	}
	return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 40000}
}

// The machine sleeps, or comes to another network, while the watcher is idle on
// a connection that answers no more. It is given up within half a minute, not
// after the round and the wait for an answer, and nobody is told of trouble.
func TestS32AsleepOrElsewhere(t *testing.T) {
	for _, test := range []struct {
		name     string
		happens  func(d *dozes, away *atomic.Bool)
		connects bool
	}{
		{"nothing", func(*dozes, *atomic.Bool) {}, false},
		{"a slow minute", func(d *dozes, _ *atomic.Bool) { d.next(55 * time.Second) }, false},
		{"asleep", func(d *dozes, _ *atomic.Bool) { d.next(2 * time.Minute) }, true},
		{"another network", func(_ *dozes, away *atomic.Bool) { away.Store(true) }, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			stand(t, func(t *testing.T, h *hostile) {
				var d dozes
				var last *imaptest.Chaos
				var away *atomic.Bool
				inner := h.watcher.Account.dial
				h.watcher.Account.dial = func(ctx context.Context, network, address string) (net.Conn, error) {
					conn, err := inner(ctx, network, address)
					last, away = &imaptest.Chaos{}, new(atomic.Bool)
					return roaming{last.Wrap(conn), away}, err
				}
				h.watcher.Beat = d.beat
				h.watcher.Trouble = func(err error) { t.Errorf("told of trouble: %v", err) }
				stop := h.run(t)
				defer stop()
				wait(time.Minute)
				if test.connects {
					last.Break(imaptest.Stall)
				}
				h.Add(letter(4, "letter 4"))
				test.happens(&d, away)
				wait(2*time.Minute + 32*time.Second) // asleep, the tick, and a second at most
				if got, want := h.store.has("INBOX", "letter 4")(), test.connects; got != want {
					t.Errorf("before the round is over: got the letter: %v, want %v", got, want)
				}
				wait(3 * time.Minute)
				h.want(t, 1, 2, 3, 4)
				if got := len(h.dials.list()); got != 1 && !test.connects || got != 2 && test.connects {
					t.Errorf("%d connections", got)
				}
				if got := h.log.count("not connected"); got != 0 {
					t.Errorf("logged %d losses:\n%s", got, h.log.b.String())
				}
			})
		})
	}
}

// A pause ends early after a sleep, unless the server wants all of it.
func TestPauseEndsEarly(t *testing.T) {
	for _, test := range []struct {
		name  string
		doze  time.Duration
		firm  bool
		least time.Duration
		most  time.Duration
	}{
		{"awake", 0, false, 5 * time.Minute, 5 * time.Minute},
		{"a slow tick", 40 * time.Second, false, 5 * time.Minute, 5 * time.Minute},
		{"asleep", 2 * time.Minute, false, 2 * time.Minute, 2*time.Minute + sleepTick},
		{"asleep, and firm", 2 * time.Minute, true, 5 * time.Minute, 5 * time.Minute},
	} {
		synctest.Test(t, func(t *testing.T) {
			var d dozes
			d.next(test.doze)
			begun := time.Now()
			(&Watcher{Beat: d.beat}).pause(t.Context(), 5*time.Minute, test.firm)
			if took := time.Since(begun); took < test.least || took > test.most {
				t.Errorf("%s: paused for %v, want %v to %v", test.name, took, test.least, test.most)
			}
		})
	}
}

// apart returns a time later than the given one, by so much on the wall clock
// and so much on the monotonic one. Package time offers no way to make one.
func apart(t *testing.T, from time.Time, wall, monotonic time.Duration) time.Time {
	t.Helper()
	later := from.Add(monotonic)
	field := reflect.ValueOf(&later).Elem().FieldByName("wall") // seconds above 30 bits of nanoseconds
	bits := reflect.NewAt(field.Type(), field.Addr().UnsafePointer()).Interface().(*uint64)
	*bits += uint64((wall-monotonic)/time.Second) << 30
	if got := later.Round(0).Sub(from.Round(0)); got != wall || later.Sub(from) != monotonic {
		t.Fatalf("made a time %v and %v later, want %v and %v: package time has changed", got, later.Sub(from), wall, monotonic)
	}
	return later
}

// Whichever of the clocks went on, a sleep is noticed; the wall clock alone does
// on Linux. Set back, it hides nothing.
func TestSleptByEitherClock(t *testing.T) {
	now := time.Now()
	for _, test := range []struct {
		name            string
		wall, monotonic time.Duration
		want            bool
	}{
		{"a tick", sleepTick, sleepTick, false},
		{"the monotonic clock stood still", 8 * time.Hour, sleepTick, true},
		{"it stood still for a moment", sleepTick + 50*time.Second, sleepTick, false},
		{"both went on", 8 * time.Hour, 8 * time.Hour, true},
		{"the wall clock was set back", -time.Hour, sleepTick, false},
		{"it was set back after a sleep", -time.Hour, 8 * time.Hour, true},
	} {
		if got := sleptBetween(now, apart(t, now, test.wall, test.monotonic)); got != test.want {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
}
