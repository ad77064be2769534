package wire

import (
	"io"
	"net"
	"slices"
	"testing"
	"time"
)

// A server under the rule of Nagle keeps its second answer until the first is
// acknowledged: at once, and not after the 40 ms that the system would take.
func TestAcknowledgesAtOnce(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		server, err := listener.Accept()
		if err != nil {
			return
		}
		defer server.Close()
		_ = server.(*net.TCPConn).SetNoDelay(false)
		_, _ = io.WriteString(server, greeting)
		for buffer := make([]byte, 100); ; {
			if _, err := server.Read(buffer); err != nil {
				return
			}
			for _, answer := range []string{"* 1 EXISTS\r\n", "* 2 EXISTS\r\n", "* 3 EXISTS\r\n"} {
				_, _ = io.WriteString(server, answer)
			}
		}
	}()
	inner, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	c := New(inner, Options{})
	defer c.Close()
	buffer := make([]byte, 100)
	if _, err := c.Read(buffer); err != nil {
		t.Fatal(err)
	}
	var took []time.Duration
	for range 40 { // a young connection acknowledges at once by itself
		begun := time.Now()
		if _, err := io.WriteString(c, "T1 NOOP\r\n"); err != nil {
			t.Fatal(err)
		}
		for read := 0; read < 3*len("* 1 EXISTS\r\n"); {
			n, err := c.Read(buffer)
			if err != nil {
				t.Fatal(err)
			}
			read += n
		}
		took = append(took, time.Since(begun))
	}
	slices.Sort(took)
	if median := took[len(took)/2]; median > 20*time.Millisecond {
		t.Errorf("three answers take %v, want far less than the 40 ms of an acknowledgement that is put off", median)
	}
}
