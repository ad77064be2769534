//go:build unix

package config

import (
	"context"
	"os/exec"
	"syscall"
)

// shell returns a command for sh, in a process group of its own, so that
// whatever it starts ends with it.
func shell(ctx context.Context, command string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "sh", "-c", command)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	return cmd
}
