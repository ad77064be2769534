package wire

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"runtime"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// The times after which a lost peer has to be noticed: while nothing is sent,
// and once something was.
const (
	lostIdle = 60 * time.Second
	lostSent = 30 * time.Second
)

// What the system is told of a connection, read back from its socket. It gives
// one up that is idle with the first probe that is due after TCP_USER_TIMEOUT.
func TestS32SocketOptions(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	conn, err := Dialer().DialContext(t.Context(), "tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	raw, err := conn.(*net.TCPConn).SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	option := func(level, name int) (value int) {
		t.Helper()
		var fault error
		if err := raw.Control(func(fd uintptr) { value, fault = syscall.GetsockoptInt(int(fd), level, name) }); err != nil || fault != nil {
			t.Fatal(err, fault)
		}
		return value
	}
	if option(syscall.SOL_SOCKET, syscall.SO_KEEPALIVE) == 0 {
		t.Error("no keepalive")
	}
	seconds := func(name int) time.Duration {
		return time.Duration(option(syscall.IPPROTO_TCP, name)) * time.Second
	}
	idle, interval, count := seconds(syscall.TCP_KEEPIDLE), seconds(syscall.TCP_KEEPINTVL), option(syscall.IPPROTO_TCP, syscall.TCP_KEEPCNT)
	unanswered := time.Duration(option(syscall.IPPROTO_TCP, tcpUserTimeout)) * time.Millisecond
	if unanswered <= 0 || unanswered > lostSent {
		t.Errorf("TCP_USER_TIMEOUT is %v, want one of at most %v", unanswered, lostSent)
	}
	gone := idle + interval // the first probe without an answer
	for gone < unanswered {
		gone += interval
	}
	if gone > lostIdle {
		t.Errorf("an idle connection is given up after %v by TCP_USER_TIMEOUT, want %v at most (idle %v, interval %v, %v)", gone, lostIdle, idle, interval, unanswered)
	}
	if gone := idle + time.Duration(count)*interval; gone > lostIdle { // where the kernel does not know TCP_USER_TIMEOUT
		t.Errorf("an idle connection is given up after %v by the count of probes, want %v at most (idle %v, interval %v, %d)", gone, lostIdle, idle, interval, count)
	}
}

// Every packet is lost from some moment on, without a word to either end: the
// loopback interface of a network namespace is set down under a connection.
func TestS32PacketLoss(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("SKIPPED: losing packets takes a minute")
	}
	for _, test := range []struct {
		name string
		sent string
		most time.Duration
	}{
		{"idle", "", lostIdle},
		{"after DONE", "DONE\r\n", lostSent},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			conn, lose := losable(t)
			c := New(conn, Options{})
			defer c.Close()
			if _, err := c.Read(make([]byte, 100)); err != nil { // the greeting
				t.Fatal(err)
			}
			lose()
			begun := time.Now()
			if _, err := io.WriteString(c, test.sent); err != nil {
				t.Fatal(err)
			}
			// No step has begun: what notices is the system.
			late := time.AfterFunc(test.most, func() { c.Close() })
			defer late.Stop()
			_, err := c.Read(make([]byte, 100))
			if err == nil || errors.Is(err, net.ErrClosed) {
				t.Fatalf("not noticed within %v: %v", test.most, err)
			}
			t.Logf("noticed after %v: %v", time.Since(begun).Round(time.Second), err)
		})
	}
}

// losable makes a connection with a server in a network namespace of their own,
// and what loses all its packets from then on.
func losable(t *testing.T) (client net.Conn, lose func()) {
	t.Helper()
	type made struct {
		conn net.Conn
		err  error
	}
	connected, down, isDown := make(chan made), make(chan struct{}), make(chan error)
	go func() {
		runtime.LockOSThread() // and never unlocked: the thread ends with the namespace
		if err := syscall.Unshare(syscall.CLONE_NEWNET); err != nil {
			connected <- made{err: err}
			return
		}
		if err := set("lo", syscall.IFF_UP); err != nil {
			connected <- made{err: err}
			return
		}
		conn, err := greetedOnLoopback(t)
		connected <- made{conn, err}
		<-down
		isDown <- set("lo", 0)
	}()
	m := <-connected
	switch {
	case errors.Is(m.err, syscall.EPERM) && (os.Getenv("CI") != "true" || os.Getuid() != 0):
		t.Skipf("SKIPPED: missing: a network of our own, for which one has to be root: %v", m.err)
	case m.err != nil:
		t.Fatalf("a network of our own: %v", m.err)
	}
	return m.conn, func() {
		close(down)
		if err := <-isDown; err != nil {
			t.Fatalf("set lo down: %v", err)
		}
	}
}

// greetedOnLoopback dials a server that greets, and reads all it is sent. Both
// ends belong to the namespace of the calling thread.
func greetedOnLoopback(t *testing.T) (net.Conn, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	defer listener.Close()
	conn, err := Dialer().DialContext(context.Background(), "tcp", listener.Addr().String())
	if err != nil {
		return nil, err
	}
	server, err := listener.Accept()
	if err != nil {
		return nil, err
	}
	t.Cleanup(func() { server.Close() })
	go func() {
		_, _ = io.WriteString(server, greeting)
		_, _ = io.Copy(io.Discard, server)
	}()
	return conn, nil
}

// set sets the flags of a network interface (netdevice(7)).
func set(name string, flags uint16) error {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_DGRAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer syscall.Close(fd)
	var request struct {
		name  [syscall.IFNAMSIZ]byte
		flags uint16
		_     [22]byte
	}
	copy(request.name[:], name)
	request.flags = flags
	if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, uintptr(fd), syscall.SIOCSIFFLAGS, uintptr(unsafe.Pointer(&request))); errno != 0 {
		return errno
	}
	return nil
}
