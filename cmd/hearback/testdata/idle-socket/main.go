// Command idle-socket logs in to an IMAP server, opens INBOX, sends IDLE and
// waits, by nothing but a TLS socket: the least that a watcher can be, for
// BenchmarkIdle to hold hearback against.
//
//	idle-socket ADDRESS AUTHORITY.PEM USER PASSWORD
package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"log"
	"os"
)

func main() {
	address, authority, user, password := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	pem, err := os.ReadFile(authority)
	if err != nil {
		log.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	conn, err := tls.Dial("tcp", address, &tls.Config{RootCAs: roots})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Fprintf(conn, "a LOGIN %s %s\r\nb EXAMINE INBOX\r\nc IDLE\r\n", user, password)
	for in := bufio.NewScanner(conn); in.Scan(); {
	}
}
