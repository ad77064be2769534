package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"os"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/google/go-cmp/cmp"

	"hearback/imapwatch"
	"hearback/imapwatch/credential"
	"hearback/imapwatch/imaptest"
	"hearback/state"
)

var chaosSeed = flag.Uint64("chaos.seed", 0, "have TestChaos run this seed only; 0: ten of them")

// TestChaos watches for an hour in which everything goes wrong: connections are
// cut, fall silent and end in the middle of a word, the server is away, numbers
// its mail anew and loses some of it, the machine sleeps, changes its network,
// and has its clock set. Meanwhile mail comes. In the end the state is that of a
// watcher that saw no trouble, every flag that stands was told once, none twice,
// and nothing is left behind.
func TestChaos(t *testing.T) {
	seeds := []uint64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	if testing.Short() {
		seeds = seeds[:2]
	}
	if *chaosSeed != 0 {
		seeds = []uint64{*chaosSeed}
	}
	var calm, first aftermath
	for i, seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			if calm = chaosHour(t, seed, false); t.Failed() {
				t.Fatal("the calm hour failed")
			}
			got := chaosHour(t, seed, true)
			if diff := cmp.Diff(calm.state, got.state); diff != "" {
				t.Errorf("the state (-calm +chaos):\n%s", diff)
			}
			if got.files > calm.files {
				t.Errorf("%d descriptors are open afterwards, %d were after the calm hour", got.files, calm.files)
			}
			if i == 0 {
				first = got
			}
			if grown := got.heap - first.heap; grown > 8<<20 {
				t.Errorf("%d bytes are in use more than after the first seed", grown)
			}
			if t.Failed() {
				t.Logf("again by: go test ./cmd/hearback -run TestChaos -chaos.seed %d", seed)
			}
		})
	}
}

// aftermath is what an hour leaves behind.
type aftermath struct {
	state map[string][]string
	files int   // open descriptors; 0 where the system does not tell
	heap  int64 // bytes in use
}

// chaos is an hour of a watcher on the embedded server, in virtual time.
type chaos struct {
	*search
	t      *testing.T
	random *rand.Rand // of the troubles; the mail has its own
	server *imaptest.Server
	pipes  *chaosPipes
	doze   atomic.Int64 // for how long the process stands still at its next beat, in ns
	read   atomic.Int64 // when the mail was read to its end, in Unix time
	count  map[string]int

	letters []*chaosLetter // delivered so far
}

// chaosLetter is a message, and where it lies on the server.
type chaosLetter struct {
	at      time.Time
	mailbox string
	raw     []byte
	uid     imap.UID  // 0: expunged
	since   time.Time // under this UID
}

// chaosHour runs the hour of a seed, with troubles or without.
func chaosHour(t *testing.T, seed uint64, troubles bool) (after aftermath) {
	t.Helper()
	inSearch(t, func(s *search) {
		start := ny(18, 10, 0)
		s.until(start)
		c := &chaos{search: s, t: s.t, random: rand.New(rand.NewPCG(seed, 1)), pipes: newChaosPipes(seed), count: map[string]int{}}
		var err error
		if c.server, err = imaptest.Serve(c.pipes); err != nil {
			t.Fatal(err)
		}
		log := &output{}
		stop := c.watch(log)
		mail := chaosMail(rand.New(rand.NewPCG(seed, 2)), start)
		c.until(start.Add(time.Minute))
		goroutines := inBubble(t)
		next := start.Add(2 * time.Minute)
		end := start.Add(time.Hour)
		for now := start; now.Before(end); {
			if len(mail) > 0 && mail[0].at.Before(next) {
				now = mail[0].at
				c.until(now)
				c.put(mail[0])
				c.letters, mail = append(c.letters, mail[0]), mail[1:]
				continue
			}
			now = next
			c.until(now)
			if troubles {
				c.trouble()
			}
			next = next.Add(20*time.Second + time.Duration(c.random.Int64N(int64(100*time.Second))))
		}
		c.jump.Store(0)
		c.pipes.heal()
		c.until(end.Add(40 * time.Minute)) // all toasts have their turn, too
		if now := inBubble(t); now > goroutines {
			t.Errorf("%d goroutines at the end, %d at the start", now, goroutines)
		}
		c.check(end.Add(40 * time.Minute))
		after.state = c.contents(end.Add(40 * time.Minute))
		stop()
		c.server.Close()
		if troubles {
			t.Logf("%d letters, %d connections, %v", len(c.letters), c.pipes.dialed(), c.count)
		}
		if t.Failed() {
			t.Logf("the log:\n%s\nthe output:\n%s", log, c.out)
		}
	})
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	after.heap = int64(memory.HeapAlloc)
	if open, err := os.ReadDir("/proc/self/fd"); err == nil {
		after.files = len(open)
	}
	return after
}

// watch starts the watcher, on the state and the announcer of the search.
func (c *chaos) watch(log *output) (stop func()) {
	in := *c.in
	in.me, in.now = []string{candidate}, c.now
	in.caughtUp = func(ctx context.Context) error {
		c.read.Store(time.Now().Unix())
		return c.announce(ctx)
	}
	account := imapwatch.Account{URL: "imap://localhost", User: imaptest.User, Credential: func(context.Context, bool) (credential.Credential, error) {
		return credential.Password(imaptest.Password), nil
	}}
	*hidden[func(context.Context, string, string) (net.Conn, error)](&account, "dial") = c.pipes.dial
	w := &imapwatch.Watcher{Account: account, Store: &in, Persist: true,
		Beat: func() { time.Sleep(time.Duration(c.doze.Swap(0))) },
		Log:  slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelInfo})),
	}
	ctx, cancel := context.WithCancel(c.ctx)
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	return func() {
		cancel()
		if err := <-done; err != nil {
			c.t.Errorf("Run: %v", err)
		}
	}
}

// hidden is a field that a package keeps for tests of its own. Only here do the
// watcher and the state meet, and virtual time knows no sockets.
func hidden[T any](of any, name string) *T {
	field := reflect.ValueOf(of).Elem().FieldByName(name)
	return reflect.NewAt(field.Type(), field.Addr().UnsafePointer()).Interface().(*T)
}

// chaosMail is what comes within the hour: conversations in which a flag is due,
// comes down, or was never up, and a household's ordinary mail. A conversation's
// letters come in their order, each at its own moment.
func chaosMail(random *rand.Rand, start time.Time) (all []*chaosLetter) {
	add := func(minute float64, mailbox string, raw []byte) {
		all = append(all, &chaosLetter{at: start.Add(time.Duration(minute * float64(time.Minute))), mailbox: mailbox, raw: raw})
	}
	for n := range 20 {
		j := newJob(n)
		minute := 3 + 30*random.Float64()
		for i, raw := range j.interviewed(ny(7, 10, n)) {
			add(minute, []string{"INBOX", "Sent", "INBOX"}[i], raw)
			minute += 6 * random.Float64()
		}
		minute += 1 + 5*random.Float64()
		at := start.Add(time.Duration(minute * float64(time.Minute))).Truncate(time.Second)
		switch n % 4 {
		case 0:
			add(minute, "INBOX", j.writes(true, at, stillDeciding))
		case 1:
			add(minute, "Sent", j.writes(false, at, askingForNews))
		case 2:
			add(minute, "INBOX", j.writes(true, at, rejecting))
		}
	}
	for _, m := range ordinaryMail(60, start) {
		add(1+58*random.Float64(), []string{"INBOX", "INBOX", "INBOX", "Archive", "Junk"}[random.IntN(5)], m.Raw)
	}
	slices.SortStableFunc(all, func(a, b *chaosLetter) int { return a.at.Compare(b.at) })
	return all
}

// put delivers a letter, or puts it back where it was.
func (c *chaos) put(l *chaosLetter) {
	uid, err := c.server.Append(l.mailbox, l.raw, l.at)
	if err != nil {
		c.t.Fatal(err)
	}
	l.uid, l.since = uid, time.Now()
}

// trouble makes one of them.
func (c *chaos) trouble() {
	kinds := []string{"cut", "cut", "half", "stall", "away", "validity", "expunge", "expunge", "sleep", "network", "clock"}
	kind := kinds[c.random.IntN(len(kinds))]
	c.count[kind]++
	switch kind {
	case "cut":
		c.pipes.cut()
	case "half":
		c.pipes.spoil(imaptest.Half)
	case "stall":
		c.pipes.spoil(imaptest.Stall)
	case "away":
		c.pipes.leave(time.Duration(c.random.Int64N(int64(4 * time.Minute))))
	case "validity":
		c.renumber([]string{"INBOX", "INBOX", "Sent", "Archive"}[c.random.IntN(4)])
	case "expunge":
		c.expunge()
	case "sleep":
		c.doze.Store(int64(2*time.Minute) + c.random.Int64N(int64(4*time.Minute)))
	case "network":
		c.pipes.roam()
	case "clock":
		days := -1 - c.random.IntN(10)
		c.jump.Store(int64(days) * int64(24*time.Hour))
		time.AfterFunc(3*time.Minute, func() { c.jump.Store(0) })
	}
}

// renumber has the server make a mailbox anew, with the same mail in another
// order. A server ends the connections on which it is examined.
func (c *chaos) renumber(mailbox string) {
	if err := c.server.Recreate(mailbox); err != nil {
		c.t.Fatal(err)
	}
	for _, i := range c.random.Perm(len(c.letters)) {
		if l := c.letters[i]; l.mailbox == mailbox && l.uid != 0 {
			c.put(l)
		}
	}
	c.pipes.cut()
}

// expunge removes a letter that had been on the server for two minutes when the
// mail was last read to its end: a watcher that saw no trouble has it, too.
func (c *chaos) expunge() {
	for _, i := range c.random.Perm(len(c.letters)) {
		l := c.letters[i]
		if l.uid == 0 || time.Unix(c.read.Load(), 0).Sub(l.since) < 2*time.Minute {
			continue
		}
		if err := c.server.Remove(l.mailbox, l.uid); err != nil {
			c.t.Fatal(err)
		}
		l.uid = 0
		return
	}
}

// check holds what was told against the flags that stand.
func (c *chaos) check(now time.Time) {
	c.t.Helper()
	told := map[string]int{} // what was noted as told
	noted := 0
	for _, kind := range []state.NoticeKind{state.FlagNotice, state.ReplyNotice} {
		notices, err := c.store.Notices(c.ctx, now.AddDate(1, 0, 0), kind)
		if err != nil {
			c.t.Fatal(err)
		}
		for _, n := range notices {
			if !n.Sent.IsZero() {
				noted++
				told[fmt.Sprintf("%s %d %s %s", n.Kind, n.Candidacy, n.Flag.Kind, n.Flag.Due)]++
			}
		}
	}
	for window, times := range told {
		if times > 1 {
			c.t.Errorf("told %d times: %s", times, window)
		}
	}
	if shown := c.desktop.told(); shown != noted {
		c.t.Errorf("%d were told and %d noted as told:\n%s", shown, noted, strings.Join(c.desktop.titles(), "\n"))
	}
	standing, err := c.store.StandingFlags(c.ctx)
	if err != nil {
		c.t.Fatal(err)
	}
	for _, f := range standing {
		if window := fmt.Sprintf("flag %d %s %s", f.Candidacy, f.Kind, f.Due); told[window] != 1 {
			c.t.Errorf("told %d times, and stands: %s", told[window], window)
		}
	}
	if len(standing) < 3 {
		c.t.Errorf("%d flags stand: next to nothing is tested", len(standing))
	}
	for _, mailbox := range []string{"INBOX", "Sent", "Archive", "Junk"} {
		wishes, err := c.store.Wishes(c.ctx, "test", mailbox)
		if err != nil || len(wishes) > 0 {
			c.t.Errorf("%s: still wished for: %v, %v", mailbox, wishes, err)
		}
	}
}

// told is of how many notices the toasts spoke, by their titles: "Follow up:
// Harbor Analytics", "2 employers have written, 3 candidacies need you".
func (r *recorder) told() (n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, t := range r.toasts {
		summed := summed.FindAllStringSubmatch(t.Title, -1)
		if len(summed) == 0 {
			n++
		}
		for _, s := range summed {
			some, _ := strconv.Atoi(s[1])
			n += some
		}
	}
	return n
}

var summed = regexp.MustCompile(`(\d+) (?:candidac|employer)`)

// contents is the state without its numbers, as judged at a time.
func (c *chaos) contents(now time.Time) map[string][]string {
	c.t.Helper()
	all := map[string][]string{}
	cs, err := c.judged(c.ctx, c.store, now)
	if err != nil {
		c.t.Fatal(err)
	}
	for _, one := range cs {
		one.ID = 0
		text, err := json.Marshal(one)
		if err != nil {
			c.t.Fatal(err)
		}
		all["candidacies"] = append(all["candidacies"], string(text))
	}
	slices.Sort(all["candidacies"])
	for name, rows := range dump(c.t, c.path, map[string]string{
		"messages":  "SELECT json_array(c.employer, message_id, at, sender, subject, kind, author, reply, found_in, text) FROM messages m JOIN candidacies c ON c.id = m.candidacy",
		"standing":  "SELECT json_array(employer, kind, rule, source, due) FROM flags WHERE cleared_at IS NULL",
		"set aside": "SELECT json_array(uid, why) FROM set_aside",
		"mailboxes": "SELECT json_array(name, role) FROM mailbox",
	}) {
		all[name] = rows
	}
	return all
}

// dump is what the queries, each of one column, find in a state, sorted.
func dump(t *testing.T, path string, queries map[string]string) map[string][]string {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	all := map[string][]string{}
	for name, q := range queries {
		rows, err := db.Query(q)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var row string
			if err := rows.Scan(&row); err != nil {
				t.Fatal(err)
			}
			all[name] = append(all[name], row)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			t.Fatal(err)
		}
		slices.Sort(all[name])
	}
	return all
}

// inBubble counts the goroutines of the caller's synctest bubble.
func inBubble(t *testing.T) int {
	t.Helper()
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	head, _, _ := bytes.Cut(stacks, []byte("\n")) // the caller comes first
	_, bubble, found := bytes.Cut(head, []byte(", synctest bubble "))
	if !found {
		t.Fatalf("no bubble in %q", head)
	}
	return bytes.Count(stacks, append([]byte(", synctest bubble "), bubble...))
}
