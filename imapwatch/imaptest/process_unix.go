//go:build unix && !linux

package imaptest

import (
	"os/exec"
	"syscall"
)

// ownGroup lets the process lead a group, so that its children end with it.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }
