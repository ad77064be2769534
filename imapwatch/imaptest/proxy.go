package imaptest

import (
	"fmt"
	"io"
	"net"
	"sync"
	"time"
)

// Proxy is a TCP proxy in front of a server, below TLS, that makes the network
// bad.
type Proxy struct {
	weather  Weather
	target   string
	listener net.Listener
	running  sync.WaitGroup

	mu     sync.Mutex
	conns  map[net.Conn]struct{}
	closed bool
	taken  int
}

// Weather is what happens to the bytes that a server sends through a Proxy.
type Weather struct {
	Delay time.Duration // before each piece
	Piece int           // the size of a piece, in bytes; zero: as it comes
	// These happen to the first connection only, after so many bytes; zero: not.
	Cut    int // the connection ends
	Stall  int // the same, in silence
	Garble int // one byte has its bits turned
}

// NewProxy starts one in front of the server at an address; the test ends it.
func NewProxy(t TB, target string, weather Weather) *Proxy {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("listen on loopback: %v", err)
	}
	p := &Proxy{weather: weather, target: target, listener: listener, conns: make(map[net.Conn]struct{})}
	p.running.Go(p.accept)
	t.Cleanup(p.close)
	return p
}

// URL returns the address in the form of an account's, for TLS.
func (p *Proxy) URL() string { return fmt.Sprintf("imaps://%s", p.listener.Addr()) }

// Connections returns how many were taken.
func (p *Proxy) Connections() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.taken
}

func (p *Proxy) close() {
	p.listener.Close()
	p.mu.Lock()
	p.closed = true
	for conn := range p.conns {
		conn.Close()
	}
	p.mu.Unlock()
	p.running.Wait()
}

func (p *Proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", p.target)
		if err != nil {
			client.Close()
			continue
		}
		p.mu.Lock()
		p.taken++
		p.conns[client], p.conns[server] = struct{}{}, struct{}{}
		weather := p.weather
		if p.taken > 1 {
			weather.Cut, weather.Stall, weather.Garble = 0, 0, 0
		}
		closed := p.closed
		p.mu.Unlock()
		if closed {
			client.Close()
			server.Close()
			return
		}
		p.running.Go(func() {
			_, _ = io.Copy(server, client)
			server.Close()
		})
		p.running.Go(func() {
			weather.carry(client, server)
			client.Close()
			server.Close()
		})
	}
}

// carry brings what the server sends to the client, until the end or the cut.
func (w Weather) carry(client, server net.Conn) {
	buffer := make([]byte, 32<<10)
	if w.Piece > 0 {
		buffer = buffer[:w.Piece]
	}
	for carried := 0; ; {
		n, err := server.Read(buffer)
		if w.Garble >= carried && w.Garble < carried+n && w.Garble > 0 {
			buffer[w.Garble-carried] ^= 0xff
		}
		time.Sleep(w.Delay) // the network's, not a wait for something to happen
		switch {
		case w.Cut > 0 && carried+n >= w.Cut:
			_, _ = client.Write(buffer[:w.Cut-carried])
			return
		case w.Stall > 0 && carried+n >= w.Stall:
			_, _ = client.Write(buffer[:w.Stall-carried])
			_, _ = io.Copy(io.Discard, server)
			return
		}
		carried += n
		if _, writeErr := client.Write(buffer[:n]); err != nil || writeErr != nil {
			return
		}
	}
}
