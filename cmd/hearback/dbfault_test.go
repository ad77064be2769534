package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mattn/go-sqlite3"

	"hearback/classify"
	"hearback/classify/advice"
	"hearback/cmd/hearback/internal/config"
	"hearback/imapwatch"
	"hearback/imapwatch/credential"
	"hearback/imapwatch/imaptest"
	"hearback/state"
)

// TestDatabaseFailsAtEveryStep lets each operation of the database fail once, in
// a first scan, in the hour after it, and in what is judged and noted: before it
// did anything, and each commit also after it is there. The watcher is started
// again where it ends; the state is the same in the end, and nothing is told
// twice.
func TestDatabaseFailsAtEveryStep(t *testing.T) {
	t.Parallel()
	var calm faulty
	want, told := faultyStory(t, &calm)
	if calm.count < 100 || calm.commits < 8 || len(want["candidacies"]) != 1 || len(want["messages"]) != 6 || told != "flag raised 1, flag cleared 1, reply 1" {
		t.Fatalf("without a fault: %d operations, %d commits, %s; %v", calm.count, calm.commits, told, want)
	}
	every := 1
	if testing.Short() {
		every = 10
	}
	check := func(what string, f *faulty) {
		t.Helper()
		got, told := faultyStory(t, f)
		if !f.failed {
			t.Errorf("%s did not fail", what)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s failed: the end is another one (-want +got):\n%s", what, diff)
		}
		// What was noted as the fault came is told on the desktop only.
		for _, line := range strings.Split(told, ", ") {
			if line != "" && !strings.HasSuffix(line, " 1") {
				t.Errorf("%s failed: told more than once: %s", what, told)
			}
		}
	}
	for n := 1; n <= calm.count; n += every {
		check(fmt.Sprintf("operation %d of %d", n, calm.count), &faulty{at: n})
	}
	for n := 1; n <= calm.commits; n++ {
		check(fmt.Sprintf("commit %d of %d, which is there,", n, calm.commits), &faulty{commitAt: n})
	}
	t.Logf("%d operations, %d commits", calm.count, calm.commits)
}

// faultyStory scans a conversation in which a flag is due, waits, and gets the
// reply to it. It returns what is kept in the end, and how often what was told.
func faultyStory(t *testing.T, f *faulty) (kept map[string][]string, told string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "state.db")
		time.Sleep(time.Until(ny(18, 10, 0)))
		pipes := newChaosPipes(0)
		server, err := imaptest.Serve(pipes)
		if err != nil {
			t.Fatal(err)
		}
		put := func(mailbox string, m imaptest.Message) {
			if _, err := server.Append(mailbox, m.Raw, m.Received); err != nil {
				t.Fatal(err)
			}
		}
		inbox, sent := conversation(ny(7, 10, 0))
		for _, m := range append(ordinaryMail(3, ny(18, 0, 0)), inbox...) {
			put("INBOX", m)
		}
		for _, m := range sent {
			put("Sent", m)
		}
		var out output
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			defer close(done)
			for ctx.Err() == nil { // as a service manager does
				if err := watchFaulty(ctx, path, pipes, f, &out); err != nil && !errors.Is(err, errFault) {
					t.Error(err)
				}
				select {
				case <-ctx.Done():
				case <-time.After(10 * time.Second):
				}
			}
		}()
		time.Sleep(time.Minute)
		put("INBOX", imaptest.Message{Received: ny(18, 10, 1), Raw: letter("Dana Kim <dana@acme.example>", candidate, "six@acme.example", ny(18, 10, 1),
			"Re: Interview: Product Manager at Acme Robotics", stillDeciding, "In-Reply-To: <five@acme.example>")})
		time.Sleep(7 * time.Minute)
		synctest.Wait()
		cancel()
		<-done
		server.Close()
		kept = dump(t, path, map[string]string{
			"candidacies": "SELECT json_array(id, employer, domain, role, stage, certainty, outcome, last_employer_reply, last_from_you, messages) FROM candidacies",
			"messages":    "SELECT json_array(candidacy, message_id, at, sender, subject, kind, author, reply, found_in, text) FROM messages",
			"flags":       "SELECT json_array(candidacy, kind, rule, due, cleared_by) FROM flags",
			"notices":     "SELECT json_array(kind, candidacy, key) FROM notices",
			"mailboxes":   "SELECT json_array(name, role, uid_next, print) FROM mailbox",
			"ties":        "SELECT json_array(m.name, uid, hash) FROM tie JOIN mailbox m ON m.id = mailbox",
			"places":      "SELECT json_array(m.name, uid, key) FROM place JOIN mailbox m ON m.id = mailbox",
			"wishes":      "SELECT json_array(mailbox, uid) FROM wish",
			"set aside":   "SELECT json_array(mailbox, uid, why) FROM set_aside",
		})
		var counts []string
		for _, what := range []string{"flag raised", "flag cleared", "reply"} {
			if n := strings.Count(out.String(), "  "+what+" "); n > 0 {
				counts = append(counts, fmt.Sprint(what, " ", n))
			}
		}
		told = strings.Join(counts, ", ")
	})
	return kept, told
}

// watchFaulty is one run of the program on a database with a fault to come.
func watchFaulty(ctx context.Context, path string, pipes *chaosPipes, f *faulty, out *output) error {
	store, err := state.Open(ctx, path)
	if err != nil {
		return stopped(ctx, err)
	}
	defer store.Close()
	db := hidden[*sql.DB](store, "db")
	sound := *db
	defer sound.Close()
	*db = sql.OpenDB(connector{sound.Driver(), "file:" + path + "?_journal_mode=WAL&_busy_timeout=5000&_synchronous=NORMAL&_foreign_keys=on&_txlock=immediate&_cache_size=-4000&_secure_delete=on", f})
	(*db).SetMaxOpenConns(1)

	calendar, err := advice.NewCalendar("us", newYork)
	if err != nil {
		return err
	}
	a := &announcer{store: store, out: out, settings: settings{
		Config: config.Config{Profile: advice.Standard, Zone: newYork, Calendar: calendar, Notify: config.Default().Notify},
		now:    func() time.Time { return time.Now().In(newYork) },
	}}
	if err := a.look(ctx); err != nil {
		return stopped(ctx, err)
	}
	account := imapwatch.Account{URL: "imap://localhost", User: imaptest.User, Credential: func(context.Context, bool) (credential.Credential, error) {
		return credential.Password(imaptest.Password), nil
	}}
	*hidden[func(context.Context, string, string) (net.Conn, error)](&account, "dial") = pipes.dial
	w := &imapwatch.Watcher{Account: account, Log: slog.New(slog.DiscardHandler),
		Store: &intake{account: "test", me: []string{candidate}, reader: classify.NewReader(candidate).In(calendar, newYork), store: store, caughtUp: a.announce, now: a.now}}
	return stopped(ctx, w.Run(ctx))
}

// faulty counts the operations of a database, and lets one of them fail.
type faulty struct {
	at       int // the operation that does nothing, from 1; zero: none
	commitAt int // the commit that is done and fails; zero: none

	mu             sync.Mutex
	count, commits int
	failed         bool
}

var errFault = errors.New("disk I/O error, made up")

// operation counts one, and is its error.
func (f *faulty) operation() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.count++; f.count == f.at {
		f.failed = true
		return errFault
	}
	return nil
}

// committed counts a commit that was done, and is its error.
func (f *faulty) committed() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.commits++; f.commits == f.commitAt {
		f.failed = true
		return errFault
	}
	return nil
}

// connector opens the database with its fault to come.
type connector struct {
	driver driver.Driver
	dsn    string
	*faulty
}

func (c connector) Driver() driver.Driver { return c.driver }

func (c connector) Connect(context.Context) (driver.Conn, error) {
	conn, err := c.driver.Open(c.dsn)
	if err != nil {
		return nil, err
	}
	return faultyConn{conn.(*sqlite3.SQLiteConn), c.faulty}, nil
}

type faultyConn struct {
	*sqlite3.SQLiteConn
	*faulty
}

func (c faultyConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if err := c.operation(); err != nil {
		return nil, err
	}
	return c.SQLiteConn.ExecContext(ctx, query, args)
}

func (c faultyConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if err := c.operation(); err != nil {
		return nil, err
	}
	return c.SQLiteConn.QueryContext(ctx, query, args)
}

func (c faultyConn) BeginTx(ctx context.Context, options driver.TxOptions) (driver.Tx, error) {
	if err := c.operation(); err != nil {
		return nil, err
	}
	tx, err := c.SQLiteConn.BeginTx(ctx, options)
	return faultyTx{tx, c.faulty}, err
}

type faultyTx struct {
	driver.Tx
	*faulty
}

// Commit that fails leaves nothing, or, by committed, all of it.
func (t faultyTx) Commit() error {
	if err := t.operation(); err != nil {
		return errors.Join(err, t.Rollback())
	}
	if err := t.Tx.Commit(); err != nil {
		return err
	}
	return t.committed()
}
