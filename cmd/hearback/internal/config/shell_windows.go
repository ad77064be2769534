package config

import (
	"context"
	"os/exec"
	"syscall"
)

// shell returns a command for cmd.exe, which takes its line as it is: the
// quoting that os/exec does is not cmd's.
func shell(ctx context.Context, command string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "cmd")
	cmd.SysProcAttr = &syscall.SysProcAttr{CmdLine: `cmd /S /C "` + command + `"`, HideWindow: true}
	return cmd
}
