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
// with a bare program that logs in, sends IDLE and waits (see idleSocket), over
// the same minutes. "wakes/min" is how often a thread of the process was woken,
// "resident-MB" what it has in memory at the end, and "own-MB" what of that is
// no part of a file.
func BenchmarkIdle(b *testing.B) {
	d := imaptest.NewDovecot(b)
	word := time.Date(2026, 3, 3, 16, 20, 0, 0, newYork)
	inbox, sent := conversation(word)
	d.Fill("INBOX", slices.Values(append(ordinaryMail(1000, word), inbox...)))
	d.Fill("Sent", slices.Values(sent))
	h := newHome(b, d)
	h.ok("watch", "--once")
	built := filepath.Join(b.TempDir(), "hearback") // without the tests
	if out, err := exec.Command("go", "build", "-o", built, ".").CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	idlers := map[string]*exec.Cmd{
		"socket": exec.Command("idle-socket", d.TLSAddr(), d.Authority.File),
		"watch":  exec.Command(built, "--config", h.config, "--state", h.state, "watch"),
	}
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
	before := make(map[string]int64)
	for name, cmd := range idlers {
		before[name] = wakes(cmd.Process.Pid)
	}
	b.ResetTimer()
	<-time.After(idleFor)
	b.StopTimer()
	for name, cmd := range idlers {
		pid := cmd.Process.Pid
		b.ReportMetric(float64(wakes(pid)-before[name])/idleFor.Minutes(), name+"-wakes/min")
		b.ReportMetric(float64(procStatus(pid, "VmRSS")<<10)/1e6, name+"-resident-MB")
		b.ReportMetric(float64(procStatus(pid, "RssAnon")<<10)/1e6, name+"-own-MB")
	}
}

// wakes adds up how often the threads of a process went to sleep by themselves,
// and so were woken.
func wakes(pid int) int64 {
	tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/status", pid))
	total := int64(0)
	for _, task := range tasks {
		total += statusField(task, "voluntary_ctxt_switches")
	}
	return total
}
