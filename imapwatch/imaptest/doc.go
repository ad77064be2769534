// Package imaptest holds IMAP servers to watch: an embedded one in memory, a
// real Dovecot where that is installed, and a proxy that records what a client
// sends. All of them listen on loopback only.
package imaptest

// TB is what a test server needs of a test; *testing.T and *testing.B have it.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
	Skipf(format string, args ...any)
	Logf(format string, args ...any)
	Cleanup(func())
}

// User and Password are those of the one account that every server here has.
const (
	User     = "alice"
	Password = "looking-glass"
)
