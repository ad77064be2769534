//go:build unix

package imaptest

import (
	"os/exec"
	"syscall"
	"time"
)

// endGroup waits a while for the children of a process that has ended, and then
// ends them: one that is killed at its work may leave a lock behind, for which the
// server waits a minute when it is back.
func endGroup(cmd *exec.Cmd) {
	for range 300 {
		if syscall.Kill(-cmd.Process.Pid, 0) != nil {
			return
		}
		<-time.After(10 * time.Millisecond)
	}
	killGroup(cmd)
}

// killGroup ends the process and its children at once.
func killGroup(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
