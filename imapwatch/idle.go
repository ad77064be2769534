package imapwatch

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/emersion/go-imap/v2"
)

// errSlept ends a session after the machine slept: the server may have
// forgotten it long ago, and would take a while to not answer.
var errSlept = errors.New("the machine slept")

// await lets the server speak for at most the given time: by IDLE (RFC 2177)
// where it can, else by asking it afterwards. It returns whether the server
// spoke of new mail.
func (s *session) await(ctx context.Context, round time.Duration) (told bool, err error) {
	if s.past.noIdle || !s.caps.Has(imap.CapIdle) {
		return s.poll(ctx)
	}
	s.command("IDLE")
	idle, err := s.client.Idle()
	if err != nil {
		s.end()
		if err = lost(s.conn, err); !passing(err) {
			s.log.Info("the server takes no IDLE, asking every minute instead", "err", err)
			s.past.noIdle = true
			return s.poll(ctx)
		}
		return false, fmt.Errorf("start IDLE: %w", err)
	}
	s.end()
	told, slept := s.sit(ctx, round)
	s.command("DONE")
	defer s.end()
	err = idle.Close()
	if waitErr := idle.Wait(); err == nil {
		err = waitErr
	}
	switch {
	case slept:
		return false, errSlept
	case err != nil:
		return false, fmt.Errorf("end IDLE: %w", lost(s.conn, err))
	}
	return told, nil
}

// poll waits and then gives the server an occasion to speak (RFC 3501,
// section 6.1.2). The look that follows finds what is new in any case.
func (s *session) poll(ctx context.Context) (told bool, err error) {
	if _, slept := s.sit(ctx, s.pollEvery()); slept {
		return false, errSlept
	}
	s.command("NOOP")
	defer s.end()
	if err := s.client.Noop().Wait(); err != nil {
		return false, fmt.Errorf("poll: %w", lost(s.conn, err))
	}
	return false, nil
}

// sit waits for the time to pass, a nudge, the end of the connection or that of
// ctx, and notices a sleep of the machine.
func (s *session) sit(ctx context.Context, round time.Duration) (told, slept bool) {
	over := time.NewTimer(round)
	defer over.Stop()
	watch := newSleepWatch()
	defer watch.stop()
	for {
		select {
		case <-s.nudge:
			return true, watch.slept()
		case <-over.C:
			return false, watch.slept()
		case <-watch.tick():
			if watch.slept() {
				return false, true
			}
		case <-s.client.Closed():
			return false, false
		case <-ctx.Done():
			return false, false
		}
	}
}

// sleepWatch notices that the machine slept: between two ticks, or two looks
// at it, much more time went by than should have. Where the monotonic clock
// stands still meanwhile, as on Linux, the wall clock tells.
type sleepWatch struct {
	ticker *time.Ticker
	last   time.Time
}

const (
	sleepTick = 20 * time.Second
	sleepGap  = time.Minute
)

func newSleepWatch() *sleepWatch {
	return &sleepWatch{ticker: time.NewTicker(sleepTick), last: time.Now()}
}

func (w *sleepWatch) tick() <-chan time.Time { return w.ticker.C }

func (w *sleepWatch) stop() { w.ticker.Stop() }

func (w *sleepWatch) slept() bool {
	now := time.Now()
	gap := sleptBetween(w.last, now)
	w.last = now
	return gap
}

func sleptBetween(last, now time.Time) bool {
	wall := now.Round(0).Sub(last.Round(0)) // without the monotonic reading
	return max(wall, now.Sub(last)) > sleepTick+sleepGap
}
