package imaptest

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"fmt"
	"strconv"
	"strings"
)

// ScanSocket reads the given header fields of every message in a mailbox with
// a bare TLS socket, throws them away, and returns their number: the least
// time that a scan can take, for benchmarks to be held against.
func (d *Dovecot) ScanSocket(mailbox string, fields []string) (int, error) {
	conn, err := tls.Dial("tcp", d.TLSAddr(), &tls.Config{RootCAs: d.Authority.Pool})
	if err != nil {
		return 0, fmt.Errorf("scan %s: %w", mailbox, err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "a LOGIN %s %s\r\n", User, Password)
	in := bufio.NewReaderSize(conn, 64<<10)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return 0, fmt.Errorf("scan %s: log in: %w", mailbox, err)
		}
		if strings.HasPrefix(line, "a ") {
			break
		}
	}
	fmt.Fprintf(conn, "b EXAMINE %s\r\nc UID FETCH 1:* (UID INTERNALDATE BODY.PEEK[HEADER.FIELDS (%s)])\r\n", mailbox, strings.Join(fields, " "))
	for fetched := 0; ; {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return 0, fmt.Errorf("scan %s: %w", mailbox, err)
		}
		if bytes.HasPrefix(line, []byte("c ")) {
			return fetched, nil
		}
		open := bytes.LastIndexByte(line, '{')
		if !bytes.HasSuffix(line, []byte("}\r\n")) || open < 0 {
			continue
		}
		size, err := strconv.Atoi(string(line[open+1 : len(line)-3]))
		if err != nil {
			return 0, fmt.Errorf("scan %s: literal %q: %w", mailbox, line, err)
		}
		fetched++
		if _, err := in.Discard(size); err != nil {
			return 0, fmt.Errorf("scan %s: %w", mailbox, err)
		}
	}
}
