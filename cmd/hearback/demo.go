package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"hearback/classify"
	"hearback/classify/advice"
	"hearback/classify/candidacy"
	"hearback/cmd/hearback/internal/config"
	"hearback/cmd/hearback/internal/demo"
	"hearback/cmd/hearback/internal/report"
	"hearback/imapwatch"
	"hearback/imapwatch/credential"
	"hearback/imapwatch/imaptest"
	"hearback/state"
)

// dayLength is how long a day of the demo takes on the screen.
const dayLength = 1200 * time.Millisecond

func (p *program) demoCommand() *cobra.Command {
	var once bool
	c := &cobra.Command{
		Use:   "demo [--once]",
		Short: "watch an invented mailbox for three weeks in half a minute",
		Long: `demo starts an IMAP server on this machine with an invented mailbox and watches it
as it would watch yours, while days pass and mail arrives. It needs no account,
no config and no network, and leaves nothing behind.`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if p.nowText != "" {
				return &usageError{err: errors.New("demo has a time of its own"), hint: "leave out --now"}
			}
			return p.demo(c.Context(), once)
		},
	}
	c.Flags().BoolVar(&once, "once", false, "print how it ends, and exit")
	return c
}

func (p *program) demo(ctx context.Context, once bool) error {
	folder, err := os.MkdirTemp("", "hearback-demo-")
	if err != nil {
		return fmt.Errorf("make a folder for the demo: %w", err)
	}
	defer os.RemoveAll(folder)
	store, err := state.Open(ctx, filepath.Join(folder, "state.db"))
	if err != nil {
		return err
	}
	defer store.Close()
	server, err := imaptest.Listen()
	if err != nil {
		return err
	}
	defer server.Close()
	s, err := newStage(p, server, store)
	if err != nil {
		return err
	}
	if once {
		return s.end(ctx)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	return s.play(ctx, stop)
}

// stage is where the demo's story is played: a real server, the real watcher,
// and a clock that the story moves.
type stage struct {
	*program
	story    demo.Script
	server   *imaptest.Server
	store    *state.Store
	settings settings
	clock    atomic.Pointer[time.Time]
	announcer
	caughtUp chan struct{}     // a nudge for each time the watcher has caught up
	expected map[string]uint32 // how many messages each mailbox has been given
	told     int               // how many of the story's marks have been made

	dayLength time.Duration // on the screen
}

func newStage(p *program, server *imaptest.Server, store *state.Store) (*stage, error) {
	s := &stage{program: p, story: demo.Story(), server: server, store: store, caughtUp: make(chan struct{}, 1), expected: map[string]uint32{}, dayLength: dayLength}
	calendar, err := advice.NewCalendar("us", s.story.Zone)
	if err != nil {
		return nil, err
	}
	profile := advice.Standard
	if p.name != "" {
		if profile, err = advice.ProfileNamed(p.name); err != nil {
			return nil, &usageError{err: err}
		}
	}
	s.settings = settings{
		Config: config.Config{Profile: profile, Zone: s.story.Zone, Calendar: calendar},
		now:    func() time.Time { return s.clock.Load().In(s.story.Zone) },
	}
	s.set(s.story.Start)
	s.announcer = announcer{settings: s.settings, store: store, out: p.stdout}
	for _, l := range s.story.Before {
		if err := s.receive(l); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *stage) set(now time.Time) { s.clock.Store(&now) }

// receive puts a letter into the server's mailbox.
func (s *stage) receive(l demo.Letter) error {
	if _, err := s.server.Append(l.Mailbox, l.Raw, l.At); err != nil {
		return fmt.Errorf("deliver to the demo's %s: %w", l.Mailbox, err)
	}
	s.expected[l.Mailbox]++
	return nil
}

func (s *stage) watcher() *imapwatch.Watcher {
	return &imapwatch.Watcher{
		Account: imapwatch.Account{
			URL: "imap://" + s.server.Addr(), User: imaptest.User,
			Credential: func(context.Context, bool) (credential.Credential, error) {
				return credential.Password(imaptest.Password), nil
			},
		},
		Store: &intake{account: "demo", reader: classify.NewReader(s.story.Me).In(s.settings.Calendar, s.settings.Zone), store: s.store, caughtUp: func(ctx context.Context) error {
			defer func() {
				select {
				case s.caughtUp <- struct{}{}:
				default:
				}
			}()
			return s.announce(ctx)
		}},
		// A quarter of a second is five minutes where a day takes a second.
		Round: dayLength / 5,
		Log:   s.log,
	}
}

// end prints how the story ends.
func (s *stage) end(ctx context.Context) error {
	stops := []time.Time{s.ending()}
	for _, t := range slices.Backward(s.story.Told) {
		stops = slices.Insert(stops, 0, t.At)
	}
	after := s.story.After
	for _, stop := range stops {
		for ; len(after) > 0 && after[0].At.Before(stop); after = after[1:] {
			if err := s.receive(after[0]); err != nil {
				return err
			}
		}
		s.set(stop)
		if err := s.watcher().Once(ctx); err != nil {
			return err
		}
		if err := s.tell(ctx, stop.Add(time.Second)); err != nil {
			return err
		}
	}
	return s.farewell(ctx)
}

// ending is the evening of the story's last day.
func (s *stage) ending() time.Time {
	y, m, d := s.story.Start.Date()
	return time.Date(y, m, d+s.story.Days-1, 20, 0, 0, 0, s.story.Zone)
}

// play lets the days pass.
func (s *stage) play(ctx context.Context, stop context.CancelFunc) error {
	fmt.Fprintf(s.stdout, "A mailbox of %d messages at %s, watched by IMAP IDLE. It is %s.\n\n",
		len(s.story.Before), s.server.Addr(), s.story.Start.Format("Monday 2 January 2006"))
	watching := make(chan error, 1)
	go func() { watching <- s.watcher().Run(ctx) }()
	err := s.days(ctx, watching)
	interrupted := ctx.Err() != nil
	stop()
	if ended := <-watching; err == nil {
		err = ended
	}
	if err != nil || interrupted {
		return stopped(ctx, err)
	}
	return s.farewell(context.WithoutCancel(ctx))
}

func (s *stage) days(ctx context.Context, watching chan error) error {
	if err := s.wait(ctx, watching); err != nil {
		return err
	}
	fmt.Fprintln(s.stdout)
	after := s.story.After
	for day := s.story.Start; !day.After(s.ending()); {
		pace := time.NewTimer(s.dayLength)
		n := 0
		for n < len(after) && after[n].At.Before(midnightAfter(day)) {
			n++
		}
		if err := s.day(ctx, watching, day, after[:n]); err != nil {
			return err
		}
		after = after[n:]
		select {
		case <-pace.C:
		case <-ctx.Done():
			return nil
		}
		day = midnightAfter(day)
	}
	return nil
}

// day begins a day with a judgement, as watch does, and lets its mail arrive.
func (s *stage) day(ctx context.Context, watching chan error, day time.Time, letters []demo.Letter) error {
	s.set(day)
	fmt.Fprintf(s.stdout, "%s, %d messages arrive\n", day.Format("Monday 2 January"), len(letters))
	if err := s.announce(ctx); err != nil {
		return err
	}
	for _, l := range letters {
		if err := s.tell(ctx, l.At); err != nil {
			return err
		}
		s.set(l.At)
		if err := s.receive(l); err != nil {
			return err
		}
		if err := s.wait(ctx, watching); err != nil {
			return err
		}
	}
	return s.tell(ctx, midnightAfter(day))
}

// tell marks what the story's person tells before a moment, each at its time.
func (s *stage) tell(ctx context.Context, before time.Time) error {
	for ; s.told < len(s.story.Told) && s.story.Told[s.told].At.Before(before); s.told++ {
		t := s.story.Told[s.told]
		s.set(t.At)
		c, err := s.candidacy(ctx, t.Employer)
		if err != nil {
			return err
		}
		n, err := s.settings.note(c.ID, candidacy.Deed(t.What), t.Value)
		if err != nil {
			return err
		}
		if err := s.store.Mark(ctx, c.ID, n); err != nil {
			return err
		}
		s.say(t.At, "marked", c, fmt.Sprintf("hearback mark %d %s %q", c.ID, t.What, t.Value))
	}
	return nil
}

// candidacy is the one with an employer, as it stands now.
func (s *stage) candidacy(ctx context.Context, employer string) (report.Candidacy, error) {
	cs, err := s.judged(ctx, s.store, s.now())
	if err != nil {
		return report.Candidacy{}, err
	}
	i := slices.IndexFunc(cs, func(c report.Candidacy) bool { return c.Title() == employer })
	if i < 0 {
		return report.Candidacy{}, fmt.Errorf("the demo's %s: %w", employer, state.ErrNoCandidacy)
	}
	return cs[i], nil
}

func midnightAfter(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, t.Location())
}

// wait waits until the watcher has read all that has arrived.
func (s *stage) wait(ctx context.Context, watching chan error) error {
	for {
		select {
		case <-s.caughtUp:
		case err := <-watching:
			watching <- nil
			return err
		case <-ctx.Done():
			return nil
		}
		read := true
		for mailbox, n := range s.expected {
			m, err := s.store.Resume(ctx, "demo", mailbox)
			if err != nil {
				return err
			}
			read = read && m.UIDNext > n
		}
		if read {
			return nil
		}
	}
}

// closely are the employers of whom the end tells more than a line: an
// interview that was moved, a promise broken and one kept.
var closely = []string{"Harborlight Transit", "Saltmarsh Energy", "Fernhollow Instruments"}

// farewell prints the table and how to go on.
func (s *stage) farewell(ctx context.Context) error {
	now := s.now()
	cs, err := s.judged(ctx, s.store, now)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "\n%s, 'hearback status --all':\n\n", now.Format("Monday 2 January 2006"))
	screen := report.ScreenOf(s.stdout)
	report.Table(s.stdout, screen, statusOf(s.settings, cs, now, true), now)
	for _, employer := range closely {
		c, err := s.candidacy(ctx, employer)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.stdout, "\n%s, the end of 'hearback show %d':\n\n", c.Title(), c.ID)
		report.PageOf(c, nil, s.story.Zone).PrintClock(s.stdout, screen, now)
	}
	fmt.Fprintf(s.stdout, `
That was an invented mailbox. To go on with your own mail, write %s:

    [account.personal]
    address          = "you@example.org"
    imap             = "imaps://imap.example.org"
    password_command = "pass show mail"

then run 'hearback watch --once' and 'hearback status'. It only ever reads.
`, tilde(config.Path()))
	return nil
}
