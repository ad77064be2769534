//go:build linux

package main

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hearback/imapwatch/imaptest"
)

// latencyLetters is how many letters the latency is taken from.
const latencyLetters = 200

// BenchmarkLatency delivers employers' letters, one after the other, and takes
// the time from when a bare socket that idles on the same mailbox is told of
// each, to when watch has judged it and says so: "beyond". "server" is what the
// server itself takes to tell the socket, from the end of the delivery on.
func BenchmarkLatency(b *testing.B) {
	for _, name := range []string{"cyrus", "dovecot"} {
		b.Run(name, func(b *testing.B) {
			latencies(b, latencyLetters, func() *latency {
				s := newLatency(b, latencyServer(b, name))
				s.watch, s.words = s.home.watch(), repliedWords
				return s
			})
		})
	}
}

// latencies delivers letters and reports the median and the 99th of a hundred.
func latencies(b *testing.B, letters int, watched func() *latency) {
	var beyond, server []time.Duration
	for range b.N {
		s := watched()
		s.settle()
		for i := range letters {
			told, judged := s.letter(i)
			server, beyond = append(server, told), append(beyond, judged)
		}
	}
	report := func(what string, times []time.Duration) {
		slices.Sort(times)
		for _, percent := range []int{50, 99} {
			b.ReportMetric(float64(times[(len(times)-1)*percent/100].Microseconds())/1000, fmt.Sprintf("%s-p%d-ms", what, percent))
		}
	}
	report("server", server)
	report("beyond", beyond)
	b.ReportMetric(0, "ns/op")
}

// repliedWords are those by which watch says that an employer wrote.
const repliedWords = "  reply "

// mailServer is a real server that mail is delivered to.
type mailServer struct {
	deliver   func(mailbox string, raw []byte)
	address   string // with TLS from the first byte
	authority *imaptest.Authority
}

func latencyServer(b *testing.B, name string) mailServer {
	if name == "cyrus" {
		d := imaptest.NewCyrus(b)
		return mailServer{d.Deliver, d.Addr(), d.Authority}
	}
	return ofDovecot(imaptest.NewDovecot(b))
}

func ofDovecot(d *imaptest.Dovecot) mailServer {
	return mailServer{d.Deliver, d.TLSAddr(), d.Authority}
}

// latency is a mailbox with ten conversations, on which a watcher and a bare
// socket idle.
type latency struct {
	mailServer
	b     *testing.B
	jobs  [10]*job
	begun time.Time
	home  home // of hearback, which has read the conversations
	watch *watching
	words string         // by which watch says that there is a new letter
	told  chan time.Time // when the socket read that there is new mail
	dice  *rand.Rand
}

func newLatency(b *testing.B, server mailServer) *latency {
	s := &latency{mailServer: server, b: b, begun: time.Now().Add(-time.Hour), told: make(chan time.Time, 100), dice: rand.New(rand.NewPCG(1, 2))}
	for n := range s.jobs {
		s.jobs[n] = newJob(n)
		for i, raw := range s.jobs[n].interviewed(s.begun.AddDate(0, 0, -3)) {
			s.deliver([]string{"INBOX", "Sent", "INBOX"}[i], raw)
		}
	}
	dir := b.TempDir()
	s.home = home{b, filepath.Join(dir, "config.toml"), filepath.Join(dir, "state.db")}
	s.home.configure(fmt.Sprintf("imap = \"imaps://%s\"\nca_file = %q\npassword_command = \"echo %s\"", s.address, s.authority.File, imaptest.Password))
	s.home.ok("watch", "--once")
	return s
}

// settle waits until the watcher and the socket idle.
func (s *latency) settle() {
	s.listen()
	if _, ok := s.watches(time.Minute); !ok {
		s.b.Fatalf("no line with %q within a minute", s.words)
	}
	for i := range 3 {
		s.letter(i)
	}
}

// watches delivers a letter every two seconds until the watcher tells of one,
// and returns how long that took.
func (s *latency) watches(within time.Duration) (time.Duration, bool) {
	s.b.Helper()
	begun := time.Now()
	for i := 0; time.Since(begun) < within; i++ {
		s.next(i)
		lines, ok := s.watch.says(s.words, 2*time.Second)
		if ok {
			return time.Since(begun), true
		}
		if len(lines) > 0 {
			s.b.Logf("%s", strings.Join(lines, "\n"))
		}
	}
	return 0, false
}

// listen idles by a bare socket.
func (s *latency) listen() {
	conn, err := tls.Dial("tcp", s.address, &tls.Config{RootCAs: s.authority.Pool})
	if err != nil {
		s.b.Fatal(err)
	}
	ended := make(chan struct{})
	s.b.Cleanup(func() {
		conn.Close()
		<-ended
	})
	idling := make(chan struct{})
	go func() {
		defer close(ended)
		for in := bufio.NewScanner(conn); in.Scan(); {
			switch line := in.Text(); {
			case strings.HasPrefix(line, "+"):
				close(idling)
			case strings.HasSuffix(line, " EXISTS"):
				select {
				case s.told <- time.Now():
				default:
				}
			}
		}
	}()
	fmt.Fprintf(conn, "a LOGIN %s %s\r\nb EXAMINE INBOX\r\nc IDLE\r\n", imaptest.User, imaptest.Password)
	select {
	case <-idling:
	case <-time.After(10 * time.Second):
		s.b.Fatal("the server does not take IDLE from a bare socket")
	}
}

// next delivers the next letter of a conversation.
func (s *latency) next(i int) {
	s.b.Helper()
	s.begun = s.begun.Add(time.Second)
	s.deliver("INBOX", s.jobs[i%len(s.jobs)].writes(true, s.begun, stillDeciding))
}

// letter delivers the next letter, after a pause, and returns how long after it
// the socket was told, and how long after that the watcher said so.
func (s *latency) letter(i int) (told, judged time.Duration) {
	s.b.Helper()
	<-time.After(time.Duration(s.dice.IntN(int(time.Second))))
	for len(s.told) > 0 {
		<-s.told
	}
	s.watch.forget()
	s.next(i)
	delivered := time.Now()
	s.watch.expect(s.words, 20*time.Second)
	said := time.Now()
	select {
	case at := <-s.told:
		return max(0, at.Sub(delivered)), max(0, said.Sub(at))
	case <-time.After(20 * time.Second):
		s.b.Fatal("the socket was told nothing")
	}
	return 0, 0
}
