package imaptest

import (
	"os/exec"
	"syscall"
)

// ownGroup lets the process lead a group, so that its children end with it,
// and ends it where a test dies without cleaning up.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
}
