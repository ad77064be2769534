package wire

import (
	"net"
	"syscall"
	"time"
)

// Times after which the system gives up a connection whose peer is silent.
// With the system's own a lost peer is noticed after hours, and with Go's
// after 149 s, or never where something was sent.
const (
	keepAliveIdle     = time.Minute
	keepAliveInterval = 20 * time.Second
	keepAliveCount    = 3
	// unanswered is how long what was sent may stay without acknowledgement
	// (TCP_USER_TIMEOUT, RFC 5482).
	unanswered = 45 * time.Second
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
