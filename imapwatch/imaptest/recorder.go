package imaptest

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
)

// Recorder is a proxy in front of a server. It keeps every command
// line that clients send, so that a test can say which ones there were.
type Recorder struct {
	listener net.Listener
	target   string
	roots    *x509.CertPool
	running  sync.WaitGroup

	mu       sync.Mutex
	commands []string
	traffic  int64 // bytes in both directions
	conns    map[net.Conn]struct{}
	closed   bool
}

// Record starts a proxy in front of the server at the given address. Clients
// speak plain text with it; with roots, it speaks TLS with the server.
func Record(target string, roots *x509.CertPool) (*Recorder, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen on loopback: %w", err)
	}
	r := &Recorder{listener: listener, target: target, roots: roots, conns: make(map[net.Conn]struct{})}
	r.running.Go(r.accept)
	return r, nil
}

// Addr returns the address to connect to instead of the server's.
func (r *Recorder) Addr() string { return r.listener.Addr().String() }

// URL returns that address in the form of an account's.
func (r *Recorder) URL() string { return "imap://" + r.Addr() }

// Commands returns the command lines so far, without their tags and in the
// order they were sent; what is secret in them is left out.
func (r *Recorder) Commands() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]string(nil), r.commands...)
}

// Traffic returns how many bytes of IMAP went over it in both directions.
func (r *Recorder) Traffic() int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.traffic
}

// Forget empties the list of commands, and counts the traffic from zero.
func (r *Recorder) Forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.commands, r.traffic = nil, 0
}

// counted counts what is written through it.
type counted struct {
	io.Writer
	r *Recorder
}

func (c counted) Write(p []byte) (int, error) {
	n, err := c.Writer.Write(p)
	c.r.mu.Lock()
	c.r.traffic += int64(n)
	c.r.mu.Unlock()
	return n, err
}

// Cut closes the connections there are; new ones are taken.
func (r *Recorder) Cut() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for conn := range r.conns {
		conn.Close()
	}
}

// Close ends the proxy and waits for its goroutines.
func (r *Recorder) Close() error {
	err := r.listener.Close()
	r.mu.Lock()
	r.closed = true
	r.mu.Unlock()
	r.Cut()
	r.running.Wait()
	return err
}

func (r *Recorder) accept() {
	for {
		client, err := r.listener.Accept()
		if err != nil {
			return
		}
		server, err := r.dial()
		if err != nil {
			client.Close()
			continue
		}
		if !r.keep(client, server) {
			return
		}
		r.running.Go(func() {
			defer r.drop(client, server)
			_, _ = io.Copy(counted{client, r}, server)
		})
		r.running.Go(func() {
			defer r.drop(client, server)
			_ = r.forward(client, counted{server, r})
		})
	}
}

func (r *Recorder) dial() (net.Conn, error) {
	if r.roots == nil {
		return net.Dial("tcp", r.target)
	}
	return tls.Dial("tcp", r.target, &tls.Config{RootCAs: r.roots})
}

func (r *Recorder) keep(conns ...net.Conn) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, conn := range conns {
		r.conns[conn] = struct{}{}
		if r.closed {
			conn.Close()
		}
	}
	return !r.closed
}

func (r *Recorder) drop(conns ...net.Conn) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, conn := range conns {
		conn.Close()
		delete(r.conns, conn)
	}
}

// forward passes on what the client sends, line by line and literal by
// literal, and notes the lines that begin a command.
func (r *Recorder) forward(client io.Reader, server io.Writer) error {
	in := bufio.NewReader(client)
	continued := false // the line goes on with a command after a literal
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return err
		}
		size, literal := announced(line)
		if !continued {
			r.note(line)
		}
		continued = literal
		if _, err := io.WriteString(server, line); err != nil {
			return err
		}
		if _, err := io.CopyN(server, in, size); err != nil {
			return err
		}
	}
}

func (r *Recorder) note(line string) {
	line = strings.TrimRight(line, "\r\n")
	tag, command, tagged := strings.Cut(line, " ")
	words := strings.Fields(command)
	switch {
	case line == "DONE":
		command = line
	case !tagged || len(words) == 0 || tag == "":
		command = "(answer to a challenge)"
	case strings.EqualFold(words[0], "LOGIN"):
		command = "LOGIN"
	case strings.EqualFold(words[0], "AUTHENTICATE") && len(words) > 1:
		command = "AUTHENTICATE " + words[1]
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.commands = append(r.commands, command)
}

// announced reads the size of a literal at the end of a line (RFC 7888).
func announced(line string) (int64, bool) {
	line = strings.TrimRight(line, "\r\n")
	open := strings.LastIndexByte(line, '{')
	if open < 0 || !strings.HasSuffix(line, "}") {
		return 0, false
	}
	size, err := strconv.ParseInt(strings.TrimSuffix(line[open+1:len(line)-1], "+"), 10, 64)
	return max(size, 0), err == nil
}
