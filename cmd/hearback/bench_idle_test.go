//go:build linux

package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hearback/imapwatch/imaptest"
)

// How long idle processes are looked at, which is more than a round of watch,
// and how long before they are: the first pass, and the short round after it.
const (
	idleFor     = 6 * time.Minute
	idleSettles = 10 * time.Second
)

// BenchmarkIdle compares watch, which idles on an account with four mailboxes,
// with a bare program that logs in, sends IDLE and waits (testdata/idle-socket),
// over the same minutes. "wakes/min" is how often the process was woken,
// "switches/min" how often one of its threads was (the Go runtime lets its own
// look around at each wake), "resident-MB" what it has in memory at the end, and
// "own-MB" what of that is no part of a file.
func BenchmarkIdle(b *testing.B) {
	d, h := idleMailbox(b)
	idle(b, map[string]*exec.Cmd{"socket": idleSocket(b, d), "watch": idleWatch(b, h)})
}

// idleMailbox is a mailbox of a thousand messages that was read.
func idleMailbox(b *testing.B) (*imaptest.Dovecot, home) {
	d := imaptest.NewDovecot(b)
	word := time.Date(2026, 3, 3, 16, 20, 0, 0, newYork)
	inbox, sent := conversation(word)
	d.Fill("INBOX", slices.Values(append(ordinaryMail(1000, word), inbox...)))
	d.Fill("Sent", slices.Values(sent))
	h := newHome(b, d)
	h.ok("watch", "--once")
	return d, h
}

func idleSocket(b *testing.B, d *imaptest.Dovecot) *exec.Cmd {
	return exec.Command(built(b, "./testdata/idle-socket"), d.TLSAddr(), d.Authority.File, imaptest.User, imaptest.Password)
}

func idleWatch(b *testing.B, h home) *exec.Cmd {
	return exec.Command(built(b, "."), "--config", h.config, "--state", h.state, "watch")
}

// idle starts the programs and reports on each.
func idle(b *testing.B, idlers map[string]*exec.Cmd) {
	for _, cmd := range idlers {
		if err := cmd.Start(); err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
		})
	}
	<-time.After(idleSettles)
	begun, last, woken := make(map[string]int64), make(map[string]int64), make(map[string]int)
	busy := make(map[string]bool)
	for name, cmd := range idlers {
		begun[name] = switches(cmd.Process.Pid)
		last[name] = begun[name]
	}
	tick := time.NewTicker(wakeGap)
	defer tick.Stop()
	b.ResetTimer()
	for over := time.After(idleFor); ; {
		select {
		case <-tick.C:
		case <-over:
			b.StopTimer()
			for name, cmd := range idlers {
				pid := cmd.Process.Pid
				b.ReportMetric(float64(woken[name])/idleFor.Minutes(), name+"-wakes/min")
				b.ReportMetric(float64(last[name]-begun[name])/idleFor.Minutes(), name+"-switches/min")
				b.ReportMetric(float64(procStatus(pid, "VmRSS")<<10)/1e6, name+"-resident-MB")
				b.ReportMetric(float64(procStatus(pid, "RssAnon")<<10)/1e6, name+"-own-MB")
			}
			return
		}
		for name, cmd := range idlers {
			now := switches(cmd.Process.Pid)
			if now != last[name] && !busy[name] {
				woken[name]++
			}
			busy[name], last[name] = now != last[name], now
		}
	}
}

// wakeGap is how long a process has to be still between two wakes.
const wakeGap = 200 * time.Millisecond

// built builds a program as a person would, without the tests.
func built(b *testing.B, pkg string) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "program")
	if out, err := exec.Command("go", "build", "-o", path, pkg).CombinedOutput(); err != nil {
		b.Fatalf("build %s: %v\n%s", pkg, err, out)
	}
	return path
}

// switches adds up how often the threads of a process went to sleep by themselves,
// and so were woken.
func switches(pid int) int64 {
	tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/status", pid))
	total := int64(0)
	for _, task := range tasks {
		total += statusField(task, "voluntary_ctxt_switches")
	}
	return total
}
