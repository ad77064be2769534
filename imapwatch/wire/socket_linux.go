package wire

import "syscall"

// tcpUserTimeout is TCP_USER_TIMEOUT of linux/tcp.h.
const tcpUserTimeout = 0x12

func limitUnanswered(_, _ string, raw syscall.RawConn) error {
	// An old kernel may not know it; the keepalive stays.
	return raw.Control(func(fd uintptr) {
		_ = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, tcpUserTimeout, int(unanswered.Milliseconds()))
	})
}

// acknowledge acknowledges at once what was read. A server that answers several
// commands in as many pieces may send the second only when the first was
// acknowledged (RFC 896), which the system would do 40 ms later where we have
// nothing to send.
// QUIRK: Cyrus does, with STATUS of several mailboxes.
func acknowledge(socket syscall.RawConn) {
	_ = socket.Control(func(fd uintptr) {
		_ = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, syscall.TCP_QUICKACK, 1)
	})
}
