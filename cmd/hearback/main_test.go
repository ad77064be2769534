package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"hearback/imapwatch/imaptest"
)

// The tests run the program as "hearback", as a person does.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"hearback": main, "idle-socket": idleSocket})
}

// The transcripts in testdata show what a person sees, and are held to it.
func TestTranscripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("TZ", "America/New_York")
			e.Setenv("XDG_CONFIG_HOME", e.WorkDir+"/config")
			e.Setenv("XDG_STATE_HOME", e.WorkDir+"/state")
			e.Setenv("HOME", e.WorkDir)
			return nil
		},
		UpdateScripts: os.Getenv("UPDATE") != "",
	})
}

// idleSocket is a program of its own: it idles on an address, with the
// authority's certificate in a file, by nothing but a TLS socket.
func idleSocket() {
	pem, err := os.ReadFile(os.Args[2])
	if err != nil {
		panic(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	conn, err := tls.Dial("tcp", os.Args[1], &tls.Config{RootCAs: roots})
	if err != nil {
		panic(err)
	}
	fmt.Fprintf(conn, "a LOGIN %s %s\r\nb EXAMINE INBOX\r\nc IDLE\r\n", imaptest.User, imaptest.Password)
	for in := bufio.NewScanner(conn); in.Scan(); {
	}
}
