package posttest

import (
	"bufio"
	"crypto/tls"
	"io"
	"net"
	"strings"
	"sync"
)

// Scripted is a server whose words are a test's own.
type Scripted struct {
	Addr string

	listener net.Listener
	running  sync.WaitGroup
	mu       sync.Mutex
	heard    []string
	conns    []net.Conn
}

// Exchange is one connection to it.
type Exchange struct {
	server *Scripted
	conn   net.Conn
	in     *bufio.Reader
}

// Script starts a server that holds the dialogue with each client, on a free
// port of 127.0.0.1. Close stops it.
func Script(dialogue func(*Exchange)) (*Scripted, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &Scripted{Addr: listener.Addr().String(), listener: listener}
	s.running.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			s.mu.Lock()
			s.conns = append(s.conns, conn)
			s.mu.Unlock()
			s.running.Go(func() {
				defer conn.Close()
				dialogue(&Exchange{server: s, conn: conn, in: bufio.NewReader(conn)})
			})
		}
	})
	return s, nil
}

// Close ends the server and its connections.
func (s *Scripted) Close() {
	_ = s.listener.Close()
	s.mu.Lock()
	for _, conn := range s.conns {
		conn.Close()
	}
	s.mu.Unlock()
	s.running.Wait()
}

// Heard returns every line that clients have sent.
func (s *Scripted) Heard() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.heard...)
}

// Say sends lines; "\n" ends each.
func (x *Exchange) Say(lines string) {
	_, _ = io.WriteString(x.conn, strings.ReplaceAll(lines, "\n", "\r\n"))
}

// Hear waits for a line, and for one that begins with the words where they are
// given. It reports whether the client was still there.
func (x *Exchange) Hear(words string) bool {
	for {
		line, err := x.in.ReadString('\n')
		if err != nil {
			return false
		}
		line = strings.TrimRight(line, "\r\n")
		x.server.mu.Lock()
		x.server.heard = append(x.server.heard, line)
		x.server.mu.Unlock()
		if strings.HasPrefix(line, words) {
			return true
		}
	}
}

// TLS goes on in TLS.
func (x *Exchange) TLS(certificate tls.Certificate) bool {
	conn := tls.Server(x.conn, &tls.Config{Certificates: []tls.Certificate{certificate}})
	if conn.Handshake() != nil {
		return false
	}
	x.conn, x.in = conn, bufio.NewReader(conn)
	return true
}
