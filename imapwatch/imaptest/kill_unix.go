//go:build unix

package imaptest

import (
	"os/exec"
	"syscall"
)

// killGroup ends the process and its children at once.
func killGroup(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
