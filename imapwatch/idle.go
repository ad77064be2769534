package imapwatch

import (
	"context"
	"fmt"
	"time"

	"github.com/emersion/go-imap/v2"
)

// await lets the server speak for at most the given time: by IDLE (RFC 2177)
// where it can, else by asking it afterwards. It returns whether the server
// spoke of new mail.
func (s *session) await(ctx context.Context, round time.Duration) (told bool, err error) {
	if time.Now().Before(s.past.idleFrom) || !s.caps.Has(imap.CapIdle) || s.selected == "" {
		return s.poll(ctx)
	}
	s.command("IDLE")
	idle, err := s.client.Idle()
	s.end()
	if err != nil {
		if err = lost(s.conn, err); !passing(err) {
			s.log.Info("the server takes no IDLE, asking every minute instead", "err", err)
			s.past.withoutIDLE()
			return s.poll(ctx)
		}
		return false, errIdling{fmt.Errorf("start IDLE: %w", err)}
	}
	told, gone := s.sit(ctx, round)
	if gone != nil {
		return false, gone // nothing that is said now would be heard
	}
	s.command("DONE")
	defer s.end()
	err = idle.Close()
	if waitErr := idle.Wait(); err == nil {
		err = waitErr
	}
	if err != nil {
		return false, errIdling{fmt.Errorf("end IDLE: %w", lost(s.conn, err))}
	}
	return told, nil
}

// errIdling marks the end of a connection in IDLE.
type errIdling struct{ error }

func (e errIdling) Unwrap() error { return e.error }

// poll waits and then gives the server an occasion to speak (RFC 3501,
// section 6.1.2). The look that follows finds what is new in any case.
// QUIRK: some servers speak of mail in answer to each look, so that there is no
// waiting: the pause that follows depends on whether they did.
func (s *session) poll(ctx context.Context) (told bool, err error) {
	told, gone := s.sit(ctx, s.pollEvery())
	if gone != nil {
		return false, gone
	}
	s.command("NOOP")
	defer s.end()
	if err := s.client.Noop().Wait(); err != nil {
		return false, fmt.Errorf("poll: %w", lost(s.conn, err))
	}
	return told, nil
}

// sit waits for the time to pass, a nudge, the end of the connection or that of
// ctx, and notices when the connection cannot be alive any more.
func (s *session) sit(ctx context.Context, round time.Duration) (told bool, gone error) {
	over := time.NewTimer(round)
	defer over.Stop()
	watch := newSleepWatch()
	defer watch.stop()
	slept := func() error {
		if watch.slept() {
			return errSlept
		}
		return nil
	}
	for {
		select {
		case <-s.nudge:
			return true, slept()
		case <-over.C:
			return false, slept()
		case <-watch.tick():
			s.beat()
			if watch.slept() {
				return false, errSlept
			}
			if moved(s.conn.LocalAddr(), addresses) {
				return false, errMoved
			}
		case <-s.client.Closed():
			return false, nil
		case <-ctx.Done():
			return false, nil
		}
	}
}
