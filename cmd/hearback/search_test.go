package main

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
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

func (r *recorder) withdrawn() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.gone)
}

// output is what several goroutines print.
type output struct {
	mu   sync.Mutex
	text strings.Builder
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
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
	out     *output
	jump    *atomic.Int64 // by how much the wall clock has jumped, in ns
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
		var out output
		var jump atomic.Int64
		a := &announcer{store: store, out: &out, settings: settings{
			Config: config.Config{Profile: advice.Standard, Zone: newYork, Calendar: calendar, Notify: config.Default().Notify},
			now:    func() time.Time { return time.Now().Add(time.Duration(jump.Load())).In(newYork) },
		}}
		s := &search{t: t, ctx: ctx, store: store, path: path, desktop: &recorder{events: make(chan notify.Event)}, out: &out, jump: &jump,
			in: &intake{account: "test", reader: classify.NewReader(candidate).In(calendar, newYork), store: store}}
		p := &program{stdout: &out, stderr: &out, quiet: true}
		p.log = slog.New(slog.DiscardHandler)
		s.teller = p.newTeller(a, false)
		s.teller.desktop = s.desktop
		all := newAllCaughtUp(0, a.announce)
		var running sync.WaitGroup
		running.Go(func() { all.everyDay(ctx, a.now, func() {}) })
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
