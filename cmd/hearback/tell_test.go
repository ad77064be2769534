package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hearback/cmd/hearback/internal/notify"
	"hearback/imapwatch"
	"hearback/imapwatch/credential"
	"hearback/state"
)

// A flag is raised at midnight and told in the morning, once; the employer's
// reply takes the toast away and is told too, unless it was answered.
func TestToldInTheMorning(t *testing.T) {
	inSearch(t, func(s *search) {
		j := newJob(0)
		s.until(ny(10, 10, 0))
		s.receive(j.interviewed(ny(10, 10, 0))...) // due on the 18th: the 17th is a holiday
		s.until(ny(18, 8, 59))
		s.expect("before the hours")
		s.until(ny(18, 9, 2))
		s.expect("in the morning", "Tue 09:00 Follow up: Harbor Analytics")
		s.until(ny(20, 20, 0))
		s.receive(j.writes(true, ny(20, 20, 0), stillDeciding))
		if want := []string{"flag 1"}; !slices.Equal(s.desktop.withdrawn(), want) {
			s.t.Errorf("withdrawn %q, want %q at once", s.desktop.withdrawn(), want)
		}
		s.until(ny(21, 9, 2))
		s.expect("the morning after the reply", "Tue 09:00 Follow up: Harbor Analytics", "Fri 09:00 Harbor Analytics has written")
		s.until(ny(21, 9, 30))
		s.receive(j.writes(false, ny(21, 9, 30), "Thanks, Dana.\n\nAlice"))
		if want := []string{"flag 1", "reply 1"}; !slices.Equal(s.desktop.withdrawn(), want) {
			s.t.Errorf("after the answer: withdrawn %q, want %q", s.desktop.withdrawn(), want)
		}
	})
}

// A reply that the person answered before it could be told is not told.
func TestAnsweredReplyIsNotTold(t *testing.T) {
	inSearch(t, func(s *search) {
		j := newJob(0)
		s.until(ny(10, 10, 0))
		s.receive(j.interviewed(ny(10, 10, 0))...)
		s.until(ny(18, 20, 0))
		s.receive(j.writes(true, ny(18, 20, 0), stillDeciding))
		s.receive(j.writes(false, ny(18, 20, 1), "Thanks, Dana.\n\nAlice"))
		s.until(ny(20, 12, 0))
		s.expect("two days later", "Tue 09:00 Follow up: Harbor Analytics")
		if pending, err := s.store.PendingNotices(s.ctx, state.FlagNotice, state.ReplyNotice); err != nil || len(pending) != 0 {
			s.t.Errorf("still pending: %+v, %v", pending, err)
		}
	})
}

// The buttons: a snooze takes the flag down and tells once more when it ends;
// "They called" begins the silence anew.
func TestButtons(t *testing.T) {
	inSearch(t, func(s *search) {
		j := newJob(0)
		s.until(ny(10, 10, 0))
		s.receive(j.interviewed(ny(10, 10, 0))...)
		s.until(ny(18, 12, 0))
		s.desktop.events <- notify.Event{Slot: "flag 1", Key: notify.Snooze}
		synctest.Wait()
		if !strings.Contains(s.out.String(), "flag cleared  #1 Harbor Analytics: follow up, snoozed") || len(s.desktop.withdrawn()) != 1 {
			s.t.Errorf("after the snooze, withdrawn %q:\n%s", s.desktop.withdrawn(), s.out)
		}
		s.until(ny(21, 12, 0))
		s.expect("three days later", "Tue 09:00 Follow up: Harbor Analytics", "Fri 09:00 Follow up: Harbor Analytics")
		s.desktop.events <- notify.Event{Slot: "flag 1", Key: notify.TheyCalled}
		synctest.Wait()
		if !strings.Contains(s.out.String(), "flag cleared  #1 Harbor Analytics: follow up, you said so") || len(s.desktop.withdrawn()) != 2 {
			s.t.Errorf("after the call, withdrawn %q:\n%s", s.desktop.withdrawn(), s.out)
		}
		s.until(ny(28, 8, 0))
		s.expect("a week later", "Tue 09:00 Follow up: Harbor Analytics", "Fri 09:00 Follow up: Harbor Analytics")
		s.until(ny(28, 12, 0))
		s.expect("when the new silence has run out", "Tue 09:00 Follow up: Harbor Analytics", "Fri 09:00 Follow up: Harbor Analytics", "Fri 09:00 Follow up: Harbor Analytics")
	})
}

// An old mailbox is one summary, however many flags stand; after a week without
// a service, or asleep, what is due is one toast too.
func TestSummaries(t *testing.T) {
	inSearch(t, func(s *search) {
		s.until(ny(20, 11, 0))
		var old [][]byte
		for n := range 20 {
			old = append(old, newJob(n).interviewed(ny(3+n%7, 10, 0))...)
		}
		s.receive(old...)
		first := "Thu 11:00 20 candidacies need you"
		s.expect("the first run", first)
		s.desktop.breaks(notify.ErrNoService)
		for n := 20; n < 24; n++ {
			s.receive(newJob(n).interviewed(time.Now())...)
			s.until(time.Now().AddDate(0, 0, 1))
		}
		s.until(ny(31, 12, 0))
		s.expect("without a service", first)
		s.desktop.breaks(nil)
		s.until(ny(31, 12, 20))
		s.expect("with one again", first, "Mon 12:15 4 candidacies need you")
	})
}

// Applications that nobody answered are many: they are told only where the
// config asks for it. That an employer answered one after all is always told,
// unless it is a refusal.
func TestApplications(t *testing.T) {
	for _, c := range []struct {
		name, answer string
		asked        bool
		want         []string
	}{
		{"not asked for", "", false, nil},
		{"asked for", "", true, []string{"Tue 09:00 Ask about your application: Harbor Analytics"}},
		{"an invitation", "Hi Alice,\n\nwe'd like to invite you to an interview for the Product Manager position. Which days suit you next week?\n\nDana", false, []string{"Thu 12:00 Harbor Analytics has written"}},
		{"a refusal", rejecting, false, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			inSearch(t, func(s *search) {
				s.announcer.Notify.Applications = c.asked
				j := newJob(0)
				dana := j.person
				j.person, j.subject = "Harbor Analytics Careers <no-reply@harbor-analytics.example>", "Thank you for applying to Harbor Analytics"
				s.until(ny(3, 10, 0))
				s.receive(j.writes(true, ny(3, 10, 0), "Dear Alice,\n\nthank you for applying for the Product Manager position at Harbor Analytics. We have received your application and will review it.\n\nHarbor Analytics"))
				s.until(ny(20, 12, 0))
				if !strings.Contains(s.out.String(), "flag raised") {
					t.Fatalf("no flag was raised:\n%s", s.out)
				}
				j.person = dana
				if c.answer != "" {
					s.receive(j.writes(true, ny(20, 12, 0), c.answer))
				}
				s.until(ny(21, 12, 0))
				s.expect("after all", c.want...)
			})
		})
	}
}

// A machine that slept for nine days tells all of it in one toast, at once; a
// clock that goes back tells nothing again.
func TestP15SleepAndJump(t *testing.T) {
	inSearch(t, func(s *search) {
		s.until(ny(10, 10, 0))
		for n := range 3 {
			s.receive(newJob(n).interviewed(ny(10, 10, 0))...)
		}
		s.jump.Store(int64(9 * 24 * time.Hour))
		s.until(ny(10, 10, 2))
		s.expect("awake", "Mon 10:01 3 candidacies need you")
		s.jump.Store(0)
		s.until(ny(14, 10, 0))
		if got := strings.Count(s.out.String(), ": follow up, the clock went back\n"); got != 3 || strings.Count(s.out.String(), "flag cleared") != 3 {
			s.t.Errorf("%d flags cleared by the clock, want all 3:\n%s", got, s.out)
		}
		s.jump.Store(int64(9 * 24 * time.Hour))
		s.until(ny(17, 10, 0))
		s.expect("after the clock went back and forth", "Mon 10:01 3 candidacies need you")
	})
}

// An account that lets nobody in is told by day, once a day; the toast goes when
// the account is followed again. What only time mends is not told.
func TestLockedOutIsTold(t *testing.T) {
	inSearch(t, func(s *search) {
		s.until(ny(10, 22, 0))
		s.trouble(s.ctx, "work", imapwatch.ErrUnreachable)
		for range 3 { // it is tried again and again
			s.trouble(s.ctx, "personal", fmt.Errorf("log in: %w", credential.ErrSignIn))
			s.until(time.Now().Add(time.Hour))
		}
		s.expect("at night")
		s.until(ny(11, 8, 0))
		s.inStep("work")
		s.trouble(s.ctx, "personal", credential.ErrSignIn)
		s.until(ny(11, 9, 2))
		const first = "Tue 09:00 Mail not watched: personal"
		s.expect("in the morning", first)
		if got := s.desktop.toasts; len(got) != 1 || !strings.Contains(got[0].Body, "'hearback login personal'") {
			s.t.Errorf("shown %+v, want what to do", got)
		}
		s.trouble(s.ctx, "personal", imapwatch.ErrAuthentication)
		s.until(ny(11, 17, 0))
		s.expect("on the first day", first)
		s.inStep("personal")
		synctest.Wait()
		if want := []string{"account personal"}; !slices.Equal(s.desktop.withdrawn(), want) {
			s.t.Errorf("followed again: withdrawn %q, want %q", s.desktop.withdrawn(), want)
		}
		s.until(ny(12, 12, 0))
		s.expect("followed again", first)
		s.trouble(s.ctx, "personal", imapwatch.ErrAuthentication)
		s.until(ny(12, 12, 2))
		s.expect("the next time", first, "Wed 12:00 Mail not watched: personal")
	})
}

// Mail made to flood: forty silences that are all due, a second apart.
func TestM18FloodOfToasts(t *testing.T) {
	inSearch(t, func(s *search) {
		s.until(ny(20, 11, 0))
		for n := range 40 {
			s.receive(newJob(n).interviewed(ny(3+n%7, 10, 0))...)
			s.until(time.Now().Add(time.Second))
		}
		if got := len(s.desktop.titles()); got != 1 {
			s.t.Errorf("%d toasts in the minute of the flood, want 1", got)
		}
		s.until(ny(20, 17, 0))
		if got := s.desktop.titles(); len(got) != 2 || !strings.Contains(got[1], "candidacies need you") {
			s.t.Errorf("toasts of the day: %q, want one more, for all the rest", got)
		}
	})
}

// A flag goes up while the clock is nine days ahead, outside the hours; then the clock
// is set right. It is told when it is due.
func TestClockThatWasAhead(t *testing.T) {
	inSearch(t, func(s *search) {
		s.until(ny(18, 8, 58))
		s.jump.Store(int64(9 * 24 * time.Hour))
		s.receive(newJob(0).interviewed(ny(7, 10, 0))...)
		s.jump.Store(0)
		s.until(ny(19, 10, 0))
		s.expect("a day later", "Tue 09:00 Follow up: Harbor Analytics")
	})
}
