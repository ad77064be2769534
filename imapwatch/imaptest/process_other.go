//go:build !unix

package imaptest

import "os/exec"

func ownGroup(*exec.Cmd) {}

func killGroup(cmd *exec.Cmd) { _ = cmd.Process.Kill() }

func endGroup(cmd *exec.Cmd) { killGroup(cmd) }
