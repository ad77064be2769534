package imapwatch

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"hearback/imapwatch/credential"
	"hearback/imapwatch/imaptest"
)

// scripted listens on loopback and gives each connection to serve.
func scripted(t *testing.T, serve func(net.Conn)) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			serve(conn)
			conn.Close()
		}
	}()
	t.Cleanup(func() {
		listener.Close()
		<-done
	})
	return listener.Addr().String()
}

// answers serves a script: what is said first, then one answer for each line,
// with "TAG" for its tag. The last one is followed by silence.
func answers(lines ...string) func(net.Conn) {
	return func(conn net.Conn) {
		in := bufio.NewReader(conn)
		_, _ = io.WriteString(conn, lines[0])
		for _, answer := range lines[1:] {
			line, err := in.ReadString('\n')
			if err != nil {
				return
			}
			tag, _, _ := strings.Cut(line, " ")
			_, _ = io.WriteString(conn, strings.ReplaceAll(answer, "TAG", tag))
		}
		_, _ = io.Copy(io.Discard, in)
	}
}

// elsewhere is an account whose server has a public name but is at address.
func elsewhere(url, address string) Account {
	a := account(url)
	a.dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}
	return a
}

func TestRefusals(t *testing.T) {
	plainCapabilities := "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nTAG OK\r\n"
	for _, test := range []struct {
		name   string
		script []string
		url    string // "" is the server's own, on loopback
		want   error  // nil: temporary
		says   string
	}{
		{"S3 no STARTTLS away from loopback", []string{"* OK hello\r\n", plainCapabilities}, "imap://mail.example", ErrInsecure, "STARTTLS"},
		{"S3 NO to STARTTLS", []string{"* OK hello\r\n", "* CAPABILITY IMAP4rev1 STARTTLS\r\nTAG OK\r\n", "TAG NO not today\r\n"}, "", ErrInsecure, "not today"},
		{"S3 BAD to STARTTLS", []string{"* OK hello\r\n", "* CAPABILITY IMAP4rev1 STARTTLS\r\nTAG OK\r\n", "TAG BAD what\r\n"}, "", ErrInsecure, "what"},
		{"S4 plain text after STARTTLS", []string{"* OK hello\r\n", "* CAPABILITY IMAP4rev1 STARTTLS\r\nTAG OK\r\n", "TAG OK\r\n", "T1 OK [CAPABILITY IMAP4rev1 AUTH=PLAIN]\r\n"}, "", nil, "tls: first record does not look like a TLS handshake"},
		{"S8 PREAUTH and STARTTLS", []string{"* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] welcome back\r\n"}, "imap://mail.example", ErrInsecure, "PREAUTH"},
		{"S9 LOGINDISABLED before TLS", []string{"* OK hello\r\n", "* CAPABILITY IMAP4rev1 LOGINDISABLED\r\nTAG OK\r\n"}, "imap://mail.example", ErrInsecure, "STARTTLS"},
		{"S11 HTTP", []string{"HTTP/1.1 400 Bad Request\r\n"}, "", nil, "greeting"},
		{"S11 a tagged greeting", []string{"T1 OK hello\r\n"}, "", nil, "greeting"},
		{"S12 an endless greeting", []string{"* OK " + strings.Repeat("hello ", 10000)}, "", nil, "greeting"},
		{"S5 words after STARTTLS", []string{"* OK hello\r\n", "* CAPABILITY IMAP4rev1 STARTTLS\r\nTAG OK\r\n", "TAG OK\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"}, "", ErrInsecure, "in the clear"},
		{"S8 PREAUTH", []string{"* PREAUTH welcome back\r\n"}, "", ErrInsecure, "PREAUTH"},
		{"S9 only unknown mechanisms", []string{"* OK hello\r\n", plainCapabilities, "* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=SPELL\r\nTAG OK\r\n"}, "", ErrInsecure, "LOGIN"},
		{"S11 greeting is BYE", []string{"* BYE too many\x1b[31m connections\r\n"}, "", nil, "too many [31m connections"},
		{"S27 busy at login", []string{"* OK hello\r\n", plainCapabilities, plainCapabilities, "+ \r\n", "T2 NO [UNAVAILABLE] later\r\n"}, "", nil, "later"},
		{"S26 wrong password", []string{"* OK hello\r\n", plainCapabilities, plainCapabilities, "+ \r\n", "T2 NO [AUTHENTICATIONFAILED] looking-glass is wrong\r\n"}, "", ErrAuthentication, "[secret] is wrong"},
	} {
		t.Run(test.name, func(t *testing.T) {
			address := scripted(t, answers(test.script...))
			url := test.url
			if url == "" {
				url = "imap://" + address
			}
			w := &Watcher{Account: elsewhere(url, address), Store: newMemory(), limits: waits{login: 2 * time.Second}}
			err := w.Run(t.Context())
			if got := kindOf(err); err == nil || got != test.want || !strings.Contains(err.Error(), test.says) {
				t.Errorf("got %v (%v), want %v and %q", err, got, test.want, test.says)
			}
			if err != nil && strings.Contains(err.Error(), imaptest.Password) {
				t.Errorf("the error tells the password: %v", err)
			}
		})
	}
}

func TestS8PreauthUnderTLS(t *testing.T) {
	authority, err := imaptest.NewAuthority(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	pair, err := tls.LoadX509KeyPair(authority.CertFile, authority.KeyFile)
	if err != nil {
		t.Fatal(err)
	}
	address := scripted(t, func(conn net.Conn) {
		answers("* PREAUTH welcome back\r\n")(tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{pair}}))
	})
	a := account("imaps://" + address)
	a.Roots = authority.Pool
	err = (&Watcher{Account: a, Store: newMemory()}).Once(t.Context())
	if !errors.Is(err, ErrInsecure) {
		t.Errorf("got %v, want %v", err, ErrInsecure)
	}
	a.Roots = nil
	err = (&Watcher{Account: a, Store: newMemory()}).Once(t.Context())
	if !errors.Is(err, ErrCertificate) {
		t.Errorf("unknown authority: got %v, want %v", err, ErrCertificate)
	}
	elsewhere := elsewhere("imaps://mail.example", address)
	elsewhere.Roots = authority.Pool
	err = (&Watcher{Account: elsewhere, Store: newMemory()}).Once(t.Context())
	if !errors.Is(err, ErrCertificate) || !strings.Contains(err.Error(), "mail.example") {
		t.Errorf("another name: got %v, want %v", err, ErrCertificate)
	}
}

func TestSilentServer(t *testing.T) {
	for name, script := range map[string][]string{
		"S11 no greeting":          {""},
		"S4 no answer to STARTTLS": {"* OK hello\r\n", "* CAPABILITY IMAP4rev1 STARTTLS\r\nTAG OK\r\n", ""},
		"S4 no TLS after STARTTLS": {"* OK hello\r\n", "* CAPABILITY IMAP4rev1 STARTTLS\r\nTAG OK\r\n", "TAG OK\r\n"},
		"no answer to the login":   {"* OK hello\r\n", "* CAPABILITY IMAP4rev1\r\nTAG OK\r\n", "* CAPABILITY IMAP4rev1\r\nTAG OK\r\n", ""},
		"no answer to LIST": {"* OK hello\r\n", "* CAPABILITY IMAP4rev1\r\nTAG OK\r\n", "* CAPABILITY IMAP4rev1\r\nTAG OK\r\n",
			"TAG OK [CAPABILITY IMAP4rev1] in\r\n", "* CAPABILITY IMAP4rev1\r\nTAG OK\r\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			address := scripted(t, answers(script...))
			limits := waits{login: 200 * time.Millisecond, command: 200 * time.Millisecond}
			w := &Watcher{Account: account("imap://" + address), Store: newMemory(), limits: limits}
			began := time.Now()
			err := w.Once(t.Context())
			if !errors.Is(err, os.ErrDeadlineExceeded) && !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("got %v, want the end of a deadline", err)
			}
			if kindOf(err) != nil {
				t.Errorf("got %v, want a temporary error", err)
			}
			if took := time.Since(began); took > 2*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func TestRealRefusals(t *testing.T) {
	server := imaptest.NewDovecot(t)
	trusted := account(server.TLSURL())
	trusted.Roots = server.Authority.Pool
	wrong := trusted
	wrong.Credential = func(context.Context, bool) (credential.Credential, error) {
		return credential.Password("through-the-window"), nil
	}
	untrusted := trusted
	untrusted.Roots = nil
	startTLS := trusted
	startTLS.URL = server.PlainURL()
	unverified := untrusted
	unverified.URL = server.PlainURL()
	missing := trusted
	missing.Mailboxes = []string{"INBOX", "Jobs"}
	unreachable := account("imaps://127.0.0.1:1")
	for _, test := range []struct {
		name    string
		account Account
		want    error
		says    string
	}{
		{"wrong password", wrong, ErrAuthentication, "AUTHENTICATIONFAILED"},
		{"untrusted certificate", untrusted, ErrCertificate, "unknown authority"},
		{"STARTTLS", startTLS, nil, ""},
		{"STARTTLS, untrusted certificate, on loopback", unverified, ErrCertificate, "unknown authority"},
		{"unreachable", unreachable, ErrUnreachable, "refused"},
		{"missing mailbox", missing, ErrConfig, `no mailbox "Jobs"; there are`},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := (&Watcher{Account: test.account, Store: newMemory()}).Once(t.Context())
			if test.want == nil {
				if err != nil {
					t.Errorf("got %v", err)
				}
				return
			}
			if !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("got %v, want %v and %q", err, test.want, test.says)
			}
			if strings.Contains(err.Error(), "through-the-window") {
				t.Errorf("the error tells the password: %v", err)
			}
		})
	}
}

func TestEndpoint(t *testing.T) {
	for url, want := range map[string]string{
		"imaps://mail.example":               "mail.example:993 true",
		"imap://mail.example":                "mail.example:143 false",
		"imaps://mail.example:1993/":         "mail.example:1993 true",
		"imap://[::1]:1143":                  "[::1]:1143 false loopback",
		"imap://localhost":                   "localhost:143 false loopback",
		"imap://127.0.0.9":                   "127.0.0.9:143 false loopback",
		"mail.example":                       "",
		"https://mail.example":               "",
		"imaps://":                           "",
		"imaps://alice:secret@mail.example":  "",
		"imaps://mail.example/INBOX":         "",
		"imaps://mail.example:nonsense\x00/": "",
	} {
		e, err := Account{URL: url}.endpoint()
		got := ""
		if err == nil {
			got = e.address() + map[bool]string{true: " true", false: " false"}[e.implicit]
			if e.loopback {
				got += " loopback"
			}
		} else if !errors.Is(err, ErrConfig) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: got error %v", url, err)
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", url, got, want)
		}
	}
}

// TestS1Certificates has certificates that prove nothing.
func TestS1Certificates(t *testing.T) {
	authority, err := imaptest.NewAuthority(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		change func(*x509.Certificate)
		config *tls.Config
		roots  *x509.CertPool
		want   error
		says   string
	}{
		{"good", func(*x509.Certificate) {}, &tls.Config{}, authority.Pool, nil, "in TLS"},
		{"S1 expired", func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) }, &tls.Config{}, authority.Pool, ErrCertificate, "expired"},
		{"S1 not valid yet", func(c *x509.Certificate) { c.NotBefore = time.Now().Add(time.Hour) }, &tls.Config{}, authority.Pool, ErrCertificate, "not yet valid"},
		{"S1 another name", func(c *x509.Certificate) { c.DNSNames, c.IPAddresses = []string{"mail.example"}, nil }, &tls.Config{}, authority.Pool, ErrCertificate, "127.0.0.1"},
		{"S1 unknown authority", func(*x509.Certificate) {}, &tls.Config{}, nil, ErrCertificate, "unknown authority"},
		{"S1 for clients", func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} }, &tls.Config{}, authority.Pool, ErrCertificate, "usage"},
		{"S2 TLS 1.1 only", func(*x509.Certificate) {}, &tls.Config{MaxVersion: tls.VersionTLS11, MinVersion: tls.VersionTLS10}, authority.Pool, nil, "protocol version"},
	} {
		for scheme, clear := range map[string][]string{
			"imaps": nil,
			"imap":  {"* OK hello\r\n", "* CAPABILITY IMAP4rev1 STARTTLS\r\nTAG OK\r\n", "TAG OK\r\n"},
		} {
			t.Run(test.name+" "+scheme, func(t *testing.T) {
				pair, err := authority.Issue(test.change)
				if err != nil {
					t.Fatal(err)
				}
				address := scripted(t, func(conn net.Conn) {
					if clear != nil && !said(conn, clear) {
						return
					}
					config := test.config.Clone()
					config.Certificates = []tls.Certificate{pair}
					answers("* BYE in TLS\r\n", "TAG BAD in TLS\r\n")(tls.Server(conn, config))
				})
				a := account(scheme + "://" + address)
				a.Roots = test.roots
				err = (&Watcher{Account: a, Store: newMemory()}).Once(t.Context())
				if kindOf(err) != test.want || err == nil || !strings.Contains(err.Error(), test.says) {
					t.Errorf("got %v (%v), want %v and %q", err, kindOf(err), test.want, test.says)
				}
			})
		}
	}
}

// said speaks the clear part of a dialogue.
func said(conn net.Conn, lines []string) bool {
	_, _ = io.WriteString(conn, lines[0])
	for _, answer := range lines[1:] {
		tag, err := readTag(conn)
		if err != nil {
			return false
		}
		_, _ = io.WriteString(conn, strings.ReplaceAll(answer, "TAG", tag))
	}
	return true
}

// readTag reads one line byte by byte: what follows may be TLS.
func readTag(conn net.Conn) (string, error) {
	var line []byte
	for one := make([]byte, 1); ; {
		if _, err := conn.Read(one); err != nil {
			return "", err
		}
		if line = append(line, one[0]); one[0] == '\n' {
			tag, _, _ := strings.Cut(string(line), " ")
			return tag, nil
		}
	}
}

// TestS6WordsBeforeTLS has a server, or somebody between, that says in the
// clear what would matter in TLS.
func TestS6WordsBeforeTLS(t *testing.T) {
	authority, err := imaptest.NewAuthority(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	pair, err := authority.Issue(func(*x509.Certificate) {})
	if err != nil {
		t.Fatal(err)
	}
	injected := "* CAPABILITY IMAP4rev1 STARTTLS AUTH=EVIL\r\n* LIST () \"/\" evil\r\n* STATUS evil (UIDNEXT 7)\r\n* 7 EXISTS\r\n* 1 EXPUNGE\r\n" +
		"* 1 FETCH (UID 1 BODY[] {4}\r\nevil)\r\n* OK [ALERT] call evil\r\n"
	for name, ok := range map[string]string{
		"S6 untagged":     injected + "TAG OK\r\n",
		"S7 capabilities": "TAG OK [CAPABILITY IMAP4rev1 IDLE ESEARCH SPECIAL-USE AUTH=PLAIN]\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			var commands []string
			address := scripted(t, func(conn net.Conn) {
				if !said(conn, []string{"* OK [ALERT] call evil\r\n" + injected, injected + "TAG OK\r\n", ok}) {
					return
				}
				secure := tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{pair}})
				lines := bufio.NewReader(secure)
				for {
					line, err := lines.ReadString('\n')
					if err != nil {
						return
					}
					tag, command, _ := strings.Cut(strings.TrimSpace(line), " ")
					commands = append(commands, command)
					switch word, _, _ := strings.Cut(command, " "); word {
					case "CAPABILITY":
						_, _ = io.WriteString(secure, "* CAPABILITY IMAP4rev1\r\n"+tag+" OK\r\n")
					case "LOGIN":
						_, _ = io.WriteString(secure, tag+" OK\r\n")
					default:
						_, _ = io.WriteString(secure, "* BYE enough\r\n")
						return
					}
				}
			})
			a := account("imap://" + address)
			a.Roots = authority.Pool
			err := (&Watcher{Account: a, Store: newMemory()}).Once(t.Context())
			if err == nil || !strings.Contains(err.Error(), "enough") || strings.Contains(err.Error(), "evil") {
				t.Errorf("got %v", err)
			}
			if len(commands) < 2 || commands[0] != "CAPABILITY" || !strings.HasPrefix(commands[1], "LOGIN") {
				t.Errorf("sent %q in TLS, want the capabilities asked for anew, and LOGIN by what they are", commands)
			}
		})
	}
}
