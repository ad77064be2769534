package main

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"sort"

	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hearback/classify"
	"hearback/classify/advice"
	"hearback/cmd/hearback/internal/config"
	"hearback/cmd/hearback/internal/notify"
	"hearback/state"
)

// recorder is a desktop that keeps what it is shown.
type recorder struct {
	events chan notify.Event

	mu     sync.Mutex
	toasts []recorded
	gone   []string // slots withdrawn
	broken error
}

type recorded struct {
	notify.Toast
	at time.Time
}

func (r *recorder) Show(_ context.Context, t notify.Toast) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.broken != nil {
		return r.broken
	}
	r.toasts = append(r.toasts, recorded{t, time.Now().In(newYork)})
	return nil
}

func (r *recorder) Withdraw(slot string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.gone = append(r.gone, slot)
}

func (r *recorder) Events() <-chan notify.Event { return r.events }
func (r *recorder) Close()                      {}

func (r *recorder) breaks(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.broken = err
}

func (r *recorder) titles() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var titles []string
	for _, t := range r.toasts {
		titles = append(titles, t.at.Format("Mon 15:04 ")+t.Title)
	}
	return titles
}

// search is one person's search for a job in virtual time: mail comes in, days
// pass, toasts show.
type search struct {
	t     *testing.T
	ctx   context.Context
	store *state.Store
	path  string
	*teller
	in      *intake
	desktop *recorder
	out     *strings.Builder
	uid     uint32
}

// inSearch runs f in a bubble, in which watch's clock and teller run too.
func inSearch(t *testing.T, f func(s *search)) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		path := filepath.Join(t.TempDir(), "state.db")
		store, err := state.Open(ctx, path)
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		calendar, err := advice.NewCalendar("us", newYork)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		a := &announcer{store: store, out: &out, settings: settings{
			Config: config.Config{Profile: advice.Standard, Zone: newYork, Calendar: calendar, Notify: config.Default().Notify},
			now:    func() time.Time { return time.Now().In(newYork) },
		}}
		s := &search{t: t, ctx: ctx, store: store, path: path, desktop: &recorder{events: make(chan notify.Event)}, out: &out,
			in: &intake{account: "test", reader: classify.NewReader(candidate).In(calendar, newYork), store: store}}
		p := &program{stdout: &out, stderr: &out, quiet: true}
		p.log = slog.New(slog.DiscardHandler)
		s.teller = p.newTeller(a, false)
		s.teller.desktop = s.desktop
		all := newAllCaughtUp(0, a.announce)
		var running sync.WaitGroup
		running.Go(func() { all.everyDay(ctx, a.now) })
		running.Go(func() { s.run(ctx) })
		f(s)
		cancel()
		running.Wait()
	})
}

// until lets time pass.
func (s *search) until(at time.Time) {
	time.Sleep(time.Until(at))
	synctest.Wait()
}

// receive delivers messages, as the watcher does, and judges.
func (s *search) receive(raws ...[]byte) {
	s.t.Helper()
	s.deliver(raws...)
	if err := s.announce(s.ctx); err != nil {
		s.t.Fatal(err)
	}
	synctest.Wait()
}

func (s *search) deliver(raws ...[]byte) {
	s.t.Helper()
	d := state.Delivery{Mailbox: state.Mailbox{Account: "test", Name: "INBOX", Role: "inbox", UIDValidity: 1}}
	for _, raw := range raws {
		s.uid++
		item, fault := s.in.imported(s.uid, time.Now(), raw, true)
		if fault != "" {
			s.t.Fatal(fault)
		}
		d.Items = append(d.Items, item)
	}
	d.Mailbox.UIDNext = s.uid + 1
	if err := s.store.Deliver(s.ctx, d); err != nil {
		s.t.Fatal(err)
	}
}

// job is one conversation with one employer.
type job struct {
	number          int
	person, subject string
	last            string // Message-ID
	ids             []string
}

// newJob is the conversation of a number below forty.
func newJob(n int) *job {
	first := []string{"Harbor", "Juniper", "Lantern", "Meadow", "Northgate", "Orchard", "Pinecrest", "Quarry"}
	second := []string{"Analytics", "Robotics", "Freight", "Clinics", "Press"}
	role := []string{"Product Manager", "Data Analyst", "Software Engineer", "Account Manager", "Research Assistant"}
	name := first[n%8] + " " + second[n/8%5]
	return &job{number: n, person: fmt.Sprintf("Dana Kim <dana@%s.example>", strings.ToLower(strings.ReplaceAll(name, " ", "-"))),
		subject: fmt.Sprintf("Interview: %s at %s", role[n%5], name)}
}

// writes is a message of theirs, or of the candidate's own.
func (j *job) writes(theirs bool, at time.Time, body string) []byte {
	from, to, host := j.person, "Alice <"+candidate+">", "theirs.example"
	if !theirs {
		from, to, host = to, from, "example.org"
	}
	id := fmt.Sprintf("%d.%d@%s", j.number, len(j.ids), host)
	subject, headers := j.subject, []string(nil)
	if j.last != "" {
		subject, headers = "Re: "+subject, []string{"In-Reply-To: <" + j.last + ">", "References: <" + strings.Join(j.ids, "> <") + ">"}
	}
	j.last, j.ids = id, append(j.ids, id)
	return letter(from, to, id, at, subject, body, headers...)
}

// interviewed is the conversation up to the employer's last word, at a time.
func (j *job) interviewed(word time.Time) [][]byte {
	_, what, _ := strings.Cut(j.subject, ": ")
	role, name, _ := strings.Cut(what, " at ")
	return [][]byte{
		j.writes(true, word.AddDate(0, 0, -9), "Hi Alice,\n\nthank you for applying. We'd like to invite you to an interview for the "+role+" position at "+name+".\nCould you let me know your availability next week?\n\nBest regards,\nDana"),
		j.writes(false, word.AddDate(0, 0, -8), "Hi Dana,\n\nI'd be glad to. Tuesday or Wednesday afternoon works for me.\n\nAlice"),
		j.writes(true, word, "Hi Alice,\n\nit was a pleasure to meet you. We will be in touch.\n\nDana"),
	}
}

const (
	askingForNews = "Hi Dana,\n\nI wanted to follow up on my interview. Is there any news? I am still very interested in the position.\n\nAlice"
	stillDeciding = "Hi Alice,\n\nsorry for the wait. The team is still deciding; we will let you know.\n\nDana"
	rejecting     = "Dear Alice,\n\nthank you for your interest. Unfortunately, we have decided to move forward with other candidates.\n\nDana"
)

// expect compares the titles of all toasts so far.
func (s *search) expect(when string, want ...string) {
	s.t.Helper()
	if got := s.desktop.titles(); !slices.Equal(got, want) {
		s.t.Errorf("%s: toasts\n%s\nwant\n%s\n%s", when, strings.Join(got, "\n"), strings.Join(want, "\n"), s.out)
	}
}

// ny is a time of January 2000, in which virtual time begins; the 3rd is a Monday.
func ny(day, hour, minute int) time.Time { return time.Date(2000, 1, day, hour, minute, 0, 0, newYork) }

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
		s.expect("in the morning", "Tue 09:00 Harbor Analytics: time to follow up")
		s.until(ny(20, 20, 0))
		s.receive(j.writes(true, ny(20, 20, 0), stillDeciding))
		if want := []string{"flag 1"}; !slices.Equal(s.desktop.gone, want) {
			s.t.Errorf("withdrawn %q, want %q at once", s.desktop.gone, want)
		}
		s.until(ny(21, 9, 2))
		s.expect("the morning after the reply", "Tue 09:00 Harbor Analytics: time to follow up", "Fri 09:00 Harbor Analytics has written")
		s.receive(j.writes(false, ny(21, 9, 30), "Thanks, Dana.\n\nAlice"))
		if want := []string{"flag 1", "reply 1"}; !slices.Equal(s.desktop.gone, want) {
			s.t.Errorf("after the answer: withdrawn %q, want %q", s.desktop.gone, want)
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
		s.expect("two days later", "Tue 09:00 Harbor Analytics: time to follow up")
		if pending, err := s.store.PendingNotices(s.ctx, s.now(), state.FlagNotice, state.ReplyNotice); err != nil || len(pending) != 0 {
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
		if !strings.Contains(s.out.String(), "flag cleared  #1 Harbor Analytics: follow up, snoozed") || len(s.desktop.gone) != 1 {
			s.t.Errorf("after the snooze, withdrawn %q:\n%s", s.desktop.gone, s.out)
		}
		s.until(ny(21, 12, 0))
		s.expect("three days later", "Tue 09:00 Harbor Analytics: time to follow up", "Fri 09:00 Harbor Analytics: time to follow up")
		s.desktop.events <- notify.Event{Slot: "flag 1", Key: notify.TheyCalled}
		synctest.Wait()
		if !strings.Contains(s.out.String(), "flag cleared  #1 Harbor Analytics: follow up, you said so") || len(s.desktop.gone) != 2 {
			s.t.Errorf("after the call, withdrawn %q:\n%s", s.desktop.gone, s.out)
		}
		s.until(ny(28, 8, 0))
		s.expect("a week later", "Tue 09:00 Harbor Analytics: time to follow up", "Fri 09:00 Harbor Analytics: time to follow up")
		s.until(ny(28, 12, 0))
		s.expect("when the new silence has run out", "Tue 09:00 Harbor Analytics: time to follow up", "Fri 09:00 Harbor Analytics: time to follow up", "Fri 09:00 Harbor Analytics: time to follow up")
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
		first := "Thu 11:00 20 candidacies want a step of yours"
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
		s.expect("with one again", first, "Mon 12:15 4 candidacies want a step of yours")
	})
}

// Mail made to flood: forty silences that are all due, a second apart.
func TestFlood(t *testing.T) {
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
		if got := s.desktop.titles(); len(got) != 2 || !strings.Contains(got[1], "candidacies want a step of yours") {
			s.t.Errorf("toasts of the day: %q, want one more, for all the rest", got)
		}
	})
}

// A year of one person's search with forty candidacies, of all fates.
func TestYear(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED: a year takes half a minute")
	}
	inSearch(t, func(s *search) {
		type event struct {
			at   time.Time
			mail [][]byte
		}
		var events []event
		add := func(at time.Time, mail ...[]byte) { events = append(events, event{at, mail}) }
		for n := range 40 {
			j, word := newJob(n), time.Date(2000, 1, 11+8*n, 8+n%13, 10, 0, 0, newYork)
			days := func(d int) time.Time { return word.AddDate(0, 0, d) }
			add(word, j.interviewed(word)...)
			switch n % 5 {
			case 0: // they write, late in the evening
				add(days(12).Add(4*time.Hour), j.writes(true, days(12).Add(4*time.Hour), stillDeciding))
			case 1: // the person asks, twice, in vain
				add(days(8), j.writes(false, days(8), askingForNews))
				add(days(17), j.writes(false, days(17), askingForNews))
			case 2: // they refuse
				add(days(10), j.writes(true, days(10), rejecting))
			case 3: // the person asks, they write, and fall silent again
				add(days(9), j.writes(false, days(9), askingForNews))
				add(days(20), j.writes(true, days(20), stillDeciding))
			case 4: // nobody writes any more
			}
		}
		sort.SliceStable(events, func(i, k int) bool { return events[i].at.Before(events[k].at) })
		for _, e := range events {
			s.until(e.at)
			s.receive(e.mail...)
		}
		s.until(time.Date(2001, 1, 12, 0, 0, 0, 0, newYork))
		s.checkYear()
	})
}

// checkYear holds the toasts of a year against the notices of it.
func (s *search) checkYear() {
	s.t.Helper()
	cs, err := s.store.Candidacies(s.ctx, s.now())
	if err != nil || len(cs) != 40 {
		s.t.Fatalf("%d candidacies, %v; want 40", len(cs), err)
	}
	perWeek, words := map[int]int{}, 0
	for _, toast := range s.desktop.toasts {
		if !s.Notify.Hours.Contain(toast.at) {
			s.t.Errorf("at night: %s %s", toast.at.Format(time.DateTime), toast.Title)
		}
		perWeek[int(toast.at.Sub(ny(3, 0, 0)).Hours())/24/7]++
		words += len(strings.Fields(toast.Title + " " + toast.Body))
	}
	raised := strings.Count(s.out.String(), "flag raised")
	sent, windows := s.sent()
	for window, times := range windows {
		if times > 1 {
			s.t.Errorf("told %d times: %s", times, window)
		}
	}
	if sent < len(s.desktop.toasts) || len(s.desktop.toasts) < 40 || raised < 40 {
		s.t.Errorf("%d flags raised, %d notices sent, %d toasts", raised, sent, len(s.desktop.toasts))
	}
	most, line := 0, ""
	for week := range 54 {
		most = max(most, perWeek[week])
		line += fmt.Sprint(perWeek[week], " ")
	}
	if most > 7 {
		s.t.Errorf("%d toasts in one week", most)
	}
	s.t.Logf("%d flags raised, %d notices, %d toasts, %d words in all; toasts per week: %s", raised, sent, len(s.desktop.toasts), words, line)
}

// sent returns how many notices were told, and how often of each window.
func (s *search) sent() (n int, windows map[string]int) {
	s.t.Helper()
	db, err := sql.Open("sqlite3", "file:"+s.path+"?mode=ro")
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT kind || ' ' || candidacy || ' ' || flag || ' ' || due, unixepoch(sent_at) FROM notices WHERE sent_at IS NOT NULL`)
	if err != nil {
		s.t.Fatal(err)
	}
	defer rows.Close()
	for windows = map[string]int{}; rows.Next(); n++ {
		var window string
		var at int64
		if err := rows.Scan(&window, &at); err != nil {
			s.t.Fatal(err)
		}
		windows[window]++
		if !slices.ContainsFunc(s.desktop.toasts, func(t recorded) bool { return t.at.Unix() == at }) {
			s.t.Errorf("noted as told, and was not: %s", window)
		}
	}
	return n, windows
}
