// Package imaptest holds IMAP servers to watch: an embedded one in memory, a
// scripted one for hostile dialogues, and real ones where they are installed:
// Dovecot, Cyrus, Courier. Between them and a client stand a proxy that records
// what is sent, and connections that break. All of it is on loopback only.
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
