//go:build !linux

package wire

import "syscall"

var limitUnanswered func(network, address string, raw syscall.RawConn) error

func acknowledge(syscall.RawConn) {}
