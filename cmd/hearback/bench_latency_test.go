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
			var beyond, server []time.Duration
			for range b.N {
				s := newLatency(b, name)
				for i := range latencyLetters {
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
		})
	}
}

// latency is a mailbox with ten conversations, on which watch and a bare socket
// idle.
type latency struct {
	b       *testing.B
	deliver func(mailbox string, raw []byte)
	jobs    [10]*job
	begun   time.Time
	watch   *watching
	told    chan time.Time // when the socket read that there is new mail
	dice    *rand.Rand
}

func newLatency(b *testing.B, name string) *latency {
	s := &latency{b: b, begun: time.Now().Add(-time.Hour), told: make(chan time.Time, 100), dice: rand.New(rand.NewPCG(1, 2))}
	var address string
	var authority *imaptest.Authority
	switch name {
	case "cyrus":
		d := imaptest.NewCyrus(b)
		s.deliver, address, authority = d.Deliver, d.Addr(), d.Authority
	case "dovecot":
		d := imaptest.NewDovecot(b)
		s.deliver, address, authority = d.Deliver, d.TLSAddr(), d.Authority
	}
	for n := range s.jobs {
		s.jobs[n] = newJob(n)
		for i, raw := range s.jobs[n].interviewed(s.begun.AddDate(0, 0, -3)) {
			s.deliver([]string{"INBOX", "Sent", "INBOX"}[i], raw)
		}
	}
	dir := b.TempDir()
	h := home{b, filepath.Join(dir, "config.toml"), filepath.Join(dir, "state.db")}
	h.configure(fmt.Sprintf("imap = \"imaps://%s\"\nca_file = %q\npassword_command = \"echo %s\"", address, authority.File, imaptest.Password))
	h.ok("watch", "--once")
	s.watch = h.watch()
	s.listen(address, &tls.Config{RootCAs: authority.Pool})
	for range 3 { // until both idle
		s.letter(0)
	}
	return s
}

// listen idles by a bare socket.
func (s *latency) listen(address string, config *tls.Config) {
	conn, err := tls.Dial("tcp", address, config)
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

// letter delivers the next letter of a conversation, after a pause, and returns
// how long after it the socket was told, and how long after that watch said so.
func (s *latency) letter(i int) (told, judged time.Duration) {
	s.b.Helper()
	<-time.After(time.Duration(s.dice.IntN(int(time.Second))))
	for len(s.told) > 0 {
		<-s.told
	}
	s.begun = s.begun.Add(time.Second)
	s.deliver("INBOX", s.jobs[i%len(s.jobs)].writes(true, s.begun, stillDeciding))
	delivered := time.Now()
	s.watch.expect("  reply ", 20*time.Second)
	said := time.Now()
	select {
	case at := <-s.told:
		return max(0, at.Sub(delivered)), max(0, said.Sub(at))
	case <-time.After(20 * time.Second):
		s.b.Fatal("the socket was told nothing")
	}
	return 0, 0
}
