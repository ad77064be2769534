package imapwatch

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"slices"
	"time"
)

// Waits and rounds. Home routers forget a silent connection after 5 minutes.
const (
	defaultRound   = 5 * time.Minute
	defaultPoll    = time.Minute
	credentialWait = time.Minute
	// settleRound is the length of the first IDLE after something happened.
	// What arrived between the last look and IDLE's beginning is easily
	// never told. Its end is no sign that the server has calmed down.
	settleRound = 2 * time.Second
	// calmFirst is the pause after the server spoke of new mail and there was
	// none: it may go on like that. The pause doubles up to calmMost.
	calmFirst = time.Second
	calmMost  = time.Minute
)

// Watcher follows the mailboxes of one account. Its fields must not change
// while it works; the zero values of all but Account and Store are useful.
type Watcher struct {
	Account Account
	Store   Store
	// Persist lets Run go on trying whatever goes wrong before everything was
	// handed over, unless it is the store's fault: what a person has to mend
	// is told by Trouble. It is meant for accounts that were read before, and
	// for one among several.
	Persist bool
	// Round is the longest time between two looks at the mailboxes; zero: 5
	// minutes. It is shortened by up to a tenth at random.
	Round time.Duration
	// Poll is that time where the server has no IDLE; zero: a minute.
	Poll time.Duration
	// Progress is told after each chunk of a scan that takes several.
	Progress func(mailbox string, done, total int)
	// Beat is called while the watcher works or waits as it should, at least
	// once in five minutes, so that one that hangs is noticed; nil: nobody is
	// told. It must not block for long.
	Beat func()
	// Trouble is told why Run is not connected, each time it begins to wait
	// before it tries again; nil: nobody is.
	Trouble func(error)
	// WireLog gets a transcript of every connection once it is in TLS: without
	// secrets, and without what the messages say; nil: nobody does. Its Write
	// must not block for long.
	WireLog io.Writer
	// Log is told of losses and returns of the connection; nil: nobody is.
	Log *slog.Logger

	limits waits
}

// waits are the longest times a step may take; zero: the default.
type waits struct {
	login   time.Duration // dial, TLS, greeting and login together
	command time.Duration // one command, or some of the headers of a FETCH
	text    time.Duration // the text of one message: 1 MiB at 8 KiB/s takes 128 s
	logout  time.Duration
}

func (w *Watcher) waits() waits {
	or := func(d, otherwise time.Duration) time.Duration {
		if d > 0 {
			return d
		}
		return otherwise
	}
	return waits{
		login:   or(w.limits.login, 30*time.Second),
		command: or(w.limits.command, 30*time.Second),
		text:    or(w.limits.text, 3*time.Minute),
		logout:  or(w.limits.logout, time.Second),
	}
}

func (w *Watcher) logger() *slog.Logger {
	if w.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return w.Log
}

func (w *Watcher) beat() {
	if w.Beat != nil {
		w.Beat()
	}
}

func (w *Watcher) round() time.Duration {
	round := w.Round
	if round <= 0 {
		round = defaultRound
	}
	return round - time.Duration(rand.Int64N(int64(round)/10+1))
}

func (w *Watcher) pollEvery() time.Duration {
	if w.Poll > 0 {
		return w.Poll
	}
	return defaultPoll
}

// Once hands over everything new in all watched mailboxes and logs out.
func (w *Watcher) Once(ctx context.Context) error {
	past := newPast()
	for {
		past.narrowed = false
		err := w.visit(ctx, past)
		if past.quick++; !past.narrowed || past.quick > quickMost || ctx.Err() != nil {
			return ended(ctx, err)
		}
		w.logger().Debug("connect anew", "why", err)
		w.pause(ctx, retryFirst, true)
	}
}

// visit is the one connection of Once.
func (w *Watcher) visit(ctx context.Context, past *past) error {
	s, folders, err := w.start(ctx, past)
	if err != nil {
		return err
	}
	defer s.close()
	if _, err := s.pass(ctx, folders, false); err != nil {
		return err
	}
	if err := s.caughtUp(ctx, folders); err != nil {
		return err
	}
	s.logOut()
	return nil
}

// ended prefers the end of ctx to the errors that it causes.
func ended(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	return err
}

// caughtUp tells the store which of the folders were read to their end.
func (s *session) caughtUp(ctx context.Context, folders []folder) error {
	var read []string
	for _, f := range folders {
		if _, scanned := s.marks[f.name]; scanned && !s.past.absent[f.name] {
			read = append(read, f.name)
		}
	}
	if err := s.Store.CaughtUp(ctx, read); err != nil {
		return storeError("judge", "the mail", err)
	}
	return nil
}

// Run hands over everything new and goes on doing so until ctx ends, which is
// no error. A connection that is lost is taken up again. Before everything has
// been handed over for the first time, errors are returned; see Persist.
func (w *Watcher) Run(ctx context.Context) error {
	past, retries := newPast(), newRetries()
	for {
		past.begin()
		err := past.end(w.logger(), w.follow(ctx, past))
		if ctx.Err() != nil {
			return nil
		}
		if !past.settled && w.ends(err, past) {
			return err
		}
		delay, firm := retries.next(err, past)
		if ownEnd(err) {
			w.logger().Debug("connect anew", "why", err)
		} else {
			past.lost(w.logger(), err, delay)
			if w.Trouble != nil {
				w.Trouble(err)
			}
		}
		w.pause(ctx, delay, firm)
	}
}

// ends reports whether an error before the first success is for the caller.
func (w *Watcher) ends(err error, past *past) bool {
	var stored errStore
	switch {
	case errors.As(err, &stored):
		return true
	case w.Persist:
		return false
	}
	return forPerson(err) || !past.narrowed || past.quick >= quickMost
}

// pause waits. Unless it is firm it ends early after a sleep of the machine and
// when the machine's addresses change: the way to the server is another one.
func (w *Watcher) pause(ctx context.Context, delay time.Duration, firm bool) {
	over := time.NewTimer(delay)
	defer over.Stop()
	watch, here := newSleepWatch(), addresses()
	defer watch.stop()
	for {
		select {
		case <-over.C:
			return
		case <-watch.tick():
			w.beat()
			if !firm && (watch.slept() || !slices.Equal(here, addresses())) {
				return
			}
		case <-ctx.Done():
			return
		}
	}
}

// follow is one connection's life: it ends with an error.
func (w *Watcher) follow(ctx context.Context, past *past) error {
	s, folders, err := w.start(ctx, past)
	if err != nil {
		return err
	}
	defer s.close()
	if _, err := s.pass(ctx, folders, true); err != nil {
		return err
	}
	if err := s.caughtUp(ctx, folders); err != nil {
		return err
	}
	past.back(w.logger())
	calm := calmFirst
	for settle := true; ; {
		round := w.round()
		if settle {
			round = min(round, settleRound)
		}
		told, err := s.await(ctx, round)
		if err != nil {
			return err
		}
		if past.listDue() {
			if folders, err = s.relist(folders); err != nil {
				return err
			}
		}
		changed, err := s.pass(ctx, folders, true)
		if err != nil {
			return err
		}
		if changed || !settle {
			if err := s.caughtUp(ctx, folders); err != nil {
				return err
			}
		}
		switch {
		case told && !changed:
			w.pause(ctx, calm, true)
			calm = min(2*calm, calmMost)
		case changed || !settle:
			calm = calmFirst
		}
		// In the pause nobody idles either.
		settle = changed || told
	}
}
