//go:build linux

package main

import (
	"math"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearback/classify/mail"
	"hearback/imapwatch/imaptest"
)

// What the comparison with peers is taken from.
const (
	peerLetters = 60
	serverDown  = 20 * time.Second
	serverBack  = 6 * time.Minute // for a watcher to tell of a letter again
)

// BenchmarkPeers measures other programs beside hearback, on servers of one
// kind in one run: a first scan as BenchmarkFirstScan does, a letter told as
// BenchmarkLatency does, idleness as BenchmarkIdle does, and what becomes of a
// watcher whose server is stopped for a while. "again-s" is the time from the
// server's start to when it tells of a letter, infinite where it does not;
// "alive" is 0 where it has ended.
//
// They do not do the same. mbsync and offlineimap copy whole messages; what
// imapflow, a library, fetches is thrown away by our script; imapfilter waits
// on one mailbox, and imapflow and imapfilter tell that there is something new
// without reading it.
func BenchmarkPeers(b *testing.B) {
	root := os.Getenv("IMAPTEST_PEERS")
	if _, err := os.Stat(filepath.Join(root, "node_modules/imapflow")); root == "" || err != nil {
		b.Skip("SKIPPED: MISSING: peers (run imaptest/peers.sh DIR and set IMAPTEST_PEERS=DIR); nothing was measured beside hearback")
	}
	b.Run("scan", scanPeers)
	b.Run("told", tellPeers)
	b.Run("idle", idlePeers)
	b.Run("restart", restartPeers)
}

// peer is a program that imaptest/peers.sh unpacks, with its command line in
// the folder of all: {dir} has its config, filled in from testdata/peers.
type peer struct{ name, line string }

var (
	scanners = []peer{
		{"mbsync", "usr/bin/mbsync -c {dir}/mbsyncrc all"},
		{"offlineimap", "/usr/bin/python3 usr/share/offlineimap3/run -c {dir}/offlineimaprc -o"},
		{"imapflow", "node {dir}/imapflow.js scan"},
	}
	watchers = []peer{
		{"imapfilter", "usr/bin/imapfilter -t {authority} -c {dir}/imapfilter.lua"},
		{"offlineimap", "/usr/bin/python3 usr/share/offlineimap3/run -c {dir}/offlineimaprc"},
	}
	// imapflow is no watcher: a library leaves it to its program to come back to a
	// server.
	tellers = append(watchers, peer{"imapflow", "node {dir}/imapflow.js watch"})
)

// command is the peer with a new folder, for the account on a server.
func (p peer) command(b *testing.B, server mailServer) *exec.Cmd {
	b.Helper()
	dir := b.TempDir()
	_, port, _ := net.SplitHostPort(server.address)
	fill := strings.NewReplacer("{dir}", dir, "{port}", port, "{authority}", server.authority.File, "{user}", imaptest.User,
		"{password}", imaptest.Password, "{fields}", strings.Join(mail.ScanFields, " "))
	configs, _ := filepath.Glob("testdata/peers/*")
	for _, config := range configs {
		text, err := os.ReadFile(config)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, filepath.Base(config)), []byte(fill.Replace(string(text))), 0o600)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	words := strings.Fields(fill.Replace(p.line))
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Dir = os.Getenv("IMAPTEST_PEERS")
	cmd.Env = append(os.Environ(), "HOME="+dir, "NODE_PATH="+filepath.Join(cmd.Dir, "node_modules"))
	return cmd
}

func scanPeers(b *testing.B) {
	d := bigMailbox(b, benchMessages)
	h := newHome(b, d)
	b.Run("hearback", func(b *testing.B) { besideSocket(b, d, h.firstScan) })
	for _, p := range scanners {
		b.Run(p.name, func(b *testing.B) {
			besideSocket(b, d, func() *exec.Cmd { return p.command(b, ofDovecot(d)) })
		})
	}
}

// eachWatched measures hearback and then each peer; watched begins to watch a
// mailbox on a new server.
func eachWatched(b *testing.B, peers []peer, measure func(b *testing.B, watched func(*imaptest.Dovecot) *latency)) {
	b.Run("hearback", func(b *testing.B) {
		measure(b, func(d *imaptest.Dovecot) *latency {
			s := newLatency(b, ofDovecot(d))
			s.watch, s.words = s.home.watch(), repliedWords
			return s
		})
	})
	for _, p := range peers {
		b.Run(p.name, func(b *testing.B) {
			measure(b, func(d *imaptest.Dovecot) *latency {
				s := newLatency(b, ofDovecot(d))
				s.watch, s.words = s.home.start(p.command(b, s.mailServer)), "told"
				return s
			})
		})
	}
}

func tellPeers(b *testing.B) {
	eachWatched(b, tellers, func(b *testing.B, watched func(*imaptest.Dovecot) *latency) {
		latencies(b, peerLetters, func() *latency { return watched(imaptest.NewDovecot(b)) })
	})
}

func idlePeers(b *testing.B) {
	d, h := idleMailbox(b)
	all := map[string]*exec.Cmd{"socket": idleSocket(b, d), "hearback": idleWatch(b, h)}
	for _, p := range tellers {
		all[p.name] = p.command(b, ofDovecot(d))
	}
	idle(b, all)
}

func restartPeers(b *testing.B) {
	eachWatched(b, watchers, func(b *testing.B, watched func(*imaptest.Dovecot) *latency) {
		d := imaptest.NewDovecot(b)
		s := watched(d)
		s.settle()
		d.Stop()
		<-time.After(serverDown)
		s.watch.forget()
		d.Start()
		again, ok := s.watches(serverBack)
		seconds, alive := again.Seconds(), 1.0
		if !ok {
			seconds = math.Inf(1)
		}
		if procStatus(s.watch.cmd.Process.Pid, "VmRSS") == 0 {
			alive = 0
		}
		b.ReportMetric(seconds, "again-s")
		b.ReportMetric(alive, "alive")
		b.ReportMetric(0, "ns/op")
	})
}
