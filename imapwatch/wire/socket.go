package wire

import (
	"net"
	"syscall"
	"time"
)

// Times after which the system gives up a connection whose peer is silent: a
// minute at most where nothing is sent, half of it where something is. With the
// system's own a lost peer is noticed after hours, and with Go's after 149 s, or
// never where something was sent.
const (
	keepAliveIdle     = 40 * time.Second
	keepAliveInterval = 10 * time.Second
	keepAliveCount    = 2
	// unanswered is how long what was sent may stay without acknowledgement
	// (TCP_USER_TIMEOUT, RFC 5482). Linux goes by it, not by the count.
	unanswered = 25 * time.Second
)

// Dialer returns one whose connections notice, without a wake-up of ours, that
// the peer or the way to it is gone.
func Dialer() *net.Dialer {
	return &net.Dialer{
		KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: keepAliveIdle, Interval: keepAliveInterval, Count: keepAliveCount},
		Control:         limitUnanswered,
	}
}

// below returns what a TLS connection goes over, and any other as it is.
func below(conn net.Conn) net.Conn {
	if over, ok := conn.(interface{ NetConn() net.Conn }); ok {
		return over.NetConn()
	}
	return conn
}

// socketOf returns the system's socket of a connection, nil where it has none.
func socketOf(conn net.Conn) syscall.RawConn {
	if over, ok := below(conn).(syscall.Conn); ok {
		if raw, err := over.SyscallConn(); err == nil {
			return raw
		}
	}
	return nil
}
