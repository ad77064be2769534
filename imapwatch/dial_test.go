package imapwatch

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"time"

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
		{"no STARTTLS away from loopback", []string{"* OK hello\r\n", plainCapabilities}, "imap://mail.example", ErrInsecure, "STARTTLS"},
		{"STARTTLS refused", []string{"* OK hello\r\n", "* CAPABILITY IMAP4rev1 STARTTLS\r\nTAG OK\r\n", "TAG NO not today\r\n"}, "", ErrInsecure, "not today"},
		{"words after STARTTLS", []string{"* OK hello\r\n", "* CAPABILITY IMAP4rev1 STARTTLS\r\nTAG OK\r\n", "TAG OK\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"}, "", ErrInsecure, "in the clear"},
		{"PREAUTH", []string{"* PREAUTH welcome back\r\n"}, "", ErrInsecure, "PREAUTH"},
		{"only unknown mechanisms", []string{"* OK hello\r\n", plainCapabilities, "* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=SPELL\r\nTAG OK\r\n"}, "", ErrInsecure, "LOGIN"},
		{"greeting is BYE", []string{"* BYE too many\x1b[31m connections\r\n"}, "", nil, "too many [31m connections"},
		{"busy at login", []string{"* OK hello\r\n", plainCapabilities, plainCapabilities, "+ \r\n", "T2 NO [UNAVAILABLE] later\r\n"}, "", nil, "later"},
		{"wrong password", []string{"* OK hello\r\n", plainCapabilities, plainCapabilities, "+ \r\n", "T2 NO [AUTHENTICATIONFAILED] looking-glass is wrong\r\n"}, "", ErrAuthentication, "[secret] is wrong"},
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

func TestPreauthUnderTLS(t *testing.T) {
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
		"no greeting":            {""},
		"no answer to STARTTLS":  {"* OK hello\r\n", "* CAPABILITY IMAP4rev1 STARTTLS\r\nTAG OK\r\n", ""},
		"no TLS after STARTTLS":  {"* OK hello\r\n", "* CAPABILITY IMAP4rev1 STARTTLS\r\nTAG OK\r\n", "TAG OK\r\n"},
		"no answer to the login": {"* OK hello\r\n", "* CAPABILITY IMAP4rev1\r\nTAG OK\r\n", "* CAPABILITY IMAP4rev1\r\nTAG OK\r\n", ""},
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
	wrong.Password = func(context.Context) (string, error) { return "through-the-window", nil }
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
