// Package servicetest plays the service manager for tests.
package servicetest

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

// Socket makes a manager's notification socket (sd_notify(3)) and returns it
// with its path. It ends with the test.
func Socket(t testing.TB) (conn *net.UnixConn, path string) {
	t.Helper()
	dir, err := os.MkdirTemp("", "notify") // t.TempDir is too long for a socket's path
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	path = filepath.Join(dir, "socket")
	if conn, err = net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn, path
}
