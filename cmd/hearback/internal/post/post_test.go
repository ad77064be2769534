package post

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"net"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/emersion/go-smtp"

	"hearback/cmd/hearback/internal/post/posttest"
	"hearback/imapwatch/credential"
	"hearback/imapwatch/imaptest"
)

const from, to = "alice@example.org", "alice@alum.example.edu"

var raw = []byte("From: alice@example.org\r\nSubject: digest\r\n\r\nline\r\n.dot\r\n..\r\nend\r\n")

var password = saying(imaptest.Password)

func saying(text string) func(context.Context, bool) (credential.Credential, error) {
	return func(context.Context, bool) (credential.Credential, error) { return credential.Password(text), nil }
}

func serverAt(t *testing.T, addr string) Server {
	t.Helper()
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	return Server{Host: host, Port: n, User: imaptest.User, Credential: password}
}

// A real server takes the mail over STARTTLS and over TLS, and nothing else.
func TestExim(t *testing.T) {
	e := posttest.NewExim(t)
	base := Server{Host: "127.0.0.1", Port: e.Port, Roots: e.Authority.Pool, User: imaptest.User, Credential: password}
	if err := base.Send(t.Context(), from, to, raw); err != nil {
		t.Fatal(err)
	}
	implicit := base
	implicit.Port, implicit.ImplicitTLS = e.TLSPort, true
	if err := implicit.Send(t.Context(), from, to, raw); err != nil {
		t.Fatal(err)
	}
	for _, mail := range e.Mails(2) {
		body := strings.ReplaceAll(string(mail), "\r\n", "\n")
		if !strings.Contains(body, "\n\nline\n.dot\n..\nend\n") {
			t.Errorf("arrived as\n%s", mail)
		}
	}
	if log := e.Log(); strings.Count(log, "A=plain:alice") != 2 || strings.Count(log, "X=TLS1.3") != 2 {
		t.Errorf("want two mails logged in under TLS:\n%s", log)
	}
	for _, c := range []struct {
		name   string
		change func(*Server)
		to     string
		want   error
		says   string
	}{
		{"wrong password", func(s *Server) {
			s.User, s.Credential = imaptest.User, saying("hunter2")
		}, to, ErrAuthentication, "code 535"},
		{"unknown authority", func(s *Server) { s.Roots = nil }, to, ErrCertificate, ""},
		{"refused recipient", func(*Server) {}, "perm@example.org", nil, "550"},
		{"deferred recipient", func(*Server) {}, "temp@example.org", nil, "451"},
		{"STARTTLS on the port of TLS", func(s *Server) { s.ImplicitTLS = true }, to, nil, ""},
	} {
		s := base
		c.change(&s)
		err := s.Send(t.Context(), from, c.to, raw)
		if err == nil || c.want != nil && !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: got %v, want %v with %q", c.name, err, c.want, c.says)
		}
	}
	e.Stop()
	if err := base.Send(t.Context(), from, to, raw); !errors.Is(err, ErrUnreachable) {
		t.Errorf("stopped: got %v, want ErrUnreachable", err)
	}
	e.Start()
	if err := base.Send(t.Context(), from, to, raw); err != nil {
		t.Errorf("started again: %v", err)
	}
	if n := len(e.Mails(3)); n != 3 {
		t.Errorf("%d mails, want 3", n)
	}
}

// What a server answers is told by its kind (P7).
func TestP7Answers(t *testing.T) {
	server, addr, err := posttest.Listen()
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	for _, c := range []struct {
		name   string
		fault  error
		kept   int
		unsure bool
		says   string
	}{
		{"taken", nil, 1, false, ""},
		{"for now not", &smtp.SMTPError{Code: 451, Message: "later\x1b[31m"}, 0, false, "451 later"},
		{"never", &smtp.SMTPError{Code: 554, Message: "no"}, 0, false, "554 no"},
		{"cut after DATA", posttest.ErrLost, 1, true, "did not say"},
	} {
		before, _ := server.Mails()
		server.Fault(func(int) error { return c.fault })
		err := serverAt(t, addr).Send(t.Context(), from, to, raw)
		after, _ := server.Mails()
		if (err != nil) != (c.fault != nil) || err != nil && !strings.Contains(err.Error(), c.says) || errors.Is(err, ErrUnanswered) != c.unsure || len(after)-len(before) != c.kept {
			t.Errorf("%s: got %v and %d mails, want %q and %d", c.name, err, len(after)-len(before), c.says, c.kept)
		}
		if c.kept == 1 && !bytes.Equal(after[len(after)-1].Raw, raw) {
			t.Errorf("%s: arrived as %q", c.name, after[len(after)-1].Raw)
		}
	}
}

// The server repeats what is secret; we do not (P13).
func TestP13SecretStaysSecret(t *testing.T) {
	server, addr, err := posttest.Listen()
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	s := serverAt(t, addr)
	s.User, s.Credential = imaptest.User, saying("hunter2")
	if err := s.Send(t.Context(), from, to, raw); !errors.Is(err, ErrAuthentication) || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("got %v, want ErrAuthentication without the password", err)
	}
}

// An address cannot bring a command along (M5).
func TestM5CommandInjection(t *testing.T) {
	server, addr, err := posttest.Listen()
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	for _, evil := range []string{"a@b.example>\r\nRCPT TO:<everybody@evil.test", "a\nb@example.org"} {
		if err := serverAt(t, addr).Send(t.Context(), from, evil, raw); err == nil {
			t.Errorf("%q was taken", evil)
		}
	}
	if mails, _ := server.Mails(); len(mails) > 0 {
		t.Errorf("sent: %v", mails)
	}
}

// dialogue is the honest beginning of a session up to the answer to EHLO.
func dialogue(x *posttest.Exchange, offers string) bool {
	x.Say("220 here\n")
	if !x.Hear("EHLO") {
		return false
	}
	x.Say("250-here\n" + offers)
	return true
}

// The cases of STARTTLS (P8): nothing secret goes out, and nothing said in the
// clear counts. The client believes that the server is elsewhere.
func TestP8ClearPart(t *testing.T) {
	authority, err := imaptest.NewAuthority(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	named, err := authority.Issue(func(c *x509.Certificate) { c.DNSNames = []string{"mail.example"} })
	if err != nil {
		t.Fatal(err)
	}
	other, err := authority.Issue(func(c *x509.Certificate) { c.DNSNames = []string{"mail.evil.test"} })
	if err != nil {
		t.Fatal(err)
	}
	const starttls, auth = "250-STARTTLS\n250 SIZE\n", "250-AUTH PLAIN\n250 SIZE\n"
	secure := func(x *posttest.Exchange, certificate tls.Certificate) bool {
		return dialogue(x, starttls) && x.Hear("STARTTLS") && func() bool { x.Say("220 go\n"); return x.TLS(certificate) }()
	}
	for _, c := range []struct {
		name   string
		script func(*posttest.Exchange)
		want   error // nil: any
	}{
		{"not offered", func(x *posttest.Exchange) { dialogue(x, auth); x.Hear("nothing") }, ErrInsecure},
		{"offered in the greeting only", func(x *posttest.Exchange) {
			x.Say("220-STARTTLS\n220 STARTTLS\n")
			x.Hear("EHLO")
			x.Say("250-here\n" + auth)
			x.Hear("nothing")
		}, ErrInsecure},
		{"refused for now", func(x *posttest.Exchange) {
			dialogue(x, starttls)
			x.Hear("STARTTLS")
			x.Say("454 no\n")
			x.Hear("nothing")
		}, ErrInsecure},
		{"refused", func(x *posttest.Exchange) {
			dialogue(x, starttls)
			x.Hear("STARTTLS")
			x.Say("502 no\n")
			x.Hear("nothing")
		}, ErrInsecure},
		{"odd answer", func(x *posttest.Exchange) {
			dialogue(x, starttls)
			x.Hear("STARTTLS")
			x.Say("354 go on\n")
			x.Hear("nothing")
		}, ErrInsecure},
		{"injected after STARTTLS", func(x *posttest.Exchange) {
			dialogue(x, starttls)
			x.Hear("STARTTLS")
			x.Say("220 go\n250-injected\n250 AUTH PLAIN\n")
			x.TLS(named)
		}, ErrInsecure},
		{"injected before STARTTLS", func(x *posttest.Exchange) { dialogue(x, starttls+"220 go\n"); x.TLS(named) }, ErrInsecure},
		{"clear text after STARTTLS", func(x *posttest.Exchange) {
			dialogue(x, starttls)
			x.Hear("STARTTLS")
			x.Say("220 go\n")
			x.Hear("nothing")
		}, nil},
		{"another name", func(x *posttest.Exchange) { secure(x, other); x.Hear("nothing") }, ErrCertificate},
		{"no AUTH in TLS", func(x *posttest.Exchange) {
			if secure(x, named) && x.Hear("EHLO") {
				x.Say("250 here\n")
			}
			x.Hear("nothing")
		}, ErrInsecure},
		{"busy", func(x *posttest.Exchange) { x.Say("421 too many\n") }, nil},
		{"HTTP", func(x *posttest.Exchange) { x.Say("HTTP/1.1 400 Bad Request\n\n") }, nil},
		{"nothing", func(x *posttest.Exchange) {}, nil},
		{"endless greeting", func(x *posttest.Exchange) {
			for range 1000 {
				x.Say(strings.Repeat("220-and on\n", 100))
			}
		}, nil},
		{"endless line", func(x *posttest.Exchange) { x.Say("220 " + strings.Repeat("on ", 100_000)) }, nil},
		{"endless answer in TLS", func(x *posttest.Exchange) {
			if secure(x, named) && x.Hear("EHLO") {
				for range 1000 {
					x.Say(strings.Repeat("250-AND ON\n", 100))
				}
			}
		}, nil},
	} {
		server, err := posttest.Script(c.script)
		if err != nil {
			t.Fatal(err)
		}
		s := serverAt(t, server.Addr)
		s.Host, s.Roots = "mail.example", authority.Pool
		s.Dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, server.Addr)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		if c.name == "clear text after STARTTLS" { // the handshake waits for the server
			ctx, cancel = context.WithTimeout(t.Context(), 200*time.Millisecond)
		}
		err = s.Send(ctx, from, to, raw)
		cancel()
		server.Close()
		if err == nil || c.want != nil && !errors.Is(err, c.want) || errors.Is(err, ErrUnanswered) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
		for _, line := range server.Heard() {
			if word, _, _ := strings.Cut(line, " "); word == "AUTH" || word == "MAIL" || strings.Contains(line, imaptest.Password) {
				t.Errorf("%s: the client went on with %q", c.name, line)
			}
		}
	}
}

// A token that is refused is renewed once, and a challenge is not taken for a
// yes.
func TestTokens(t *testing.T) {
	for _, c := range []struct {
		name, second string // the answer to the second token
		want         error
	}{
		{"the second is taken", "235 yes", nil},
		{"neither is", "535 no", ErrAuthentication},
	} {
		server, err := posttest.Script(func(x *posttest.Exchange) {
			dialogue(x, "250 AUTH XOAUTH2\n")
			x.Hear("EHLO")
			x.Say("250-here\n250 AUTH XOAUTH2\n")
			x.Hear("AUTH XOAUTH2 " + base64.StdEncoding.EncodeToString([]byte("user="+imaptest.User+"\x01auth=Bearer old\x01\x01")))
			x.Say("334 e30=\n")
			x.Hear("AQ==")
			x.Say("535 no\n")
			x.Hear("*") // go-smtp ends what has ended
			x.Say("500 what\n")
			x.Hear("AUTH XOAUTH2 " + base64.StdEncoding.EncodeToString([]byte("user="+imaptest.User+"\x01auth=Bearer new\x01\x01")))
			x.Say(c.second + "\n")
			if c.want != nil {
				x.Hear("*")
				x.Say("500 what\n")
			}
			x.Hear("MAIL")
			x.Say("550 enough\n")
		})
		if err != nil {
			t.Fatal(err)
		}
		s := serverAt(t, server.Addr)
		s.Credential = func(_ context.Context, refused bool) (credential.Credential, error) {
			return credential.Token(map[bool]string{false: "old", true: "new"}[refused]), nil
		}
		err = s.Send(t.Context(), from, to, raw)
		server.Close()
		if went := slices.ContainsFunc(server.Heard(), func(line string) bool { return strings.HasPrefix(line, "MAIL") }); went != (c.want == nil) || errors.Is(err, ErrAuthentication) != (c.want != nil) {
			t.Errorf("%s: got %v after %q", c.name, err, server.Heard())
		}
	}
}

// A server that falls silent, or says a byte now and then, is left (S36).
func TestSlowServer(t *testing.T) {
	for _, c := range []struct {
		name   string
		drip   string
		script string // before it falls silent
		most   time.Duration
		unsure bool
	}{
		{"silent", "", "", openWait, false},
		{"drips", "2", "", openWait, false},
		{"silent after the greeting", "", "220 here\n", openWait, false},
		{"silent after DATA", "", "220 here\n250 EHLO\n250-EHLO\n250 AUTH PLAIN\n235 yes\n250 MAIL\n250 RCPT\n354 DATA\n", dataWait, true},
		{"silent after MAIL", "", "220 here\n250 EHLO\n250-EHLO\n250 AUTH PLAIN\n235 yes\n", commandWait, false},
	} {
		synctest.Test(t, func(t *testing.T) {
			ours, theirs := net.Pipe()
			s := Server{Host: "localhost", Port: 587, User: imaptest.User, Credential: password, Dial: func(context.Context, string, string) (net.Conn, error) {
				return onLoopback{ours}, nil
			}}
			go func() { // the server: its script an answer at a time
				buf := make([]byte, 4096)
				for line := range strings.SplitAfterSeq(c.script, "\n") {
					theirs.Write([]byte(strings.ReplaceAll(line, "\n", "\r\n")))
					if strings.HasPrefix(line, "250-") || line == "" {
						continue
					}
					theirs.Read(buf)
				}
				go func() {
					for _, err := theirs.Read(buf); err == nil; _, err = theirs.Read(buf) {
					}
				}()
				for c.drip != "" {
					time.Sleep(25 * time.Second)
					if _, err := theirs.Write([]byte(c.drip)); err != nil {
						return
					}
				}
			}()
			begun := time.Now()
			err := s.Send(t.Context(), from, to, raw)
			took := time.Since(begun)
			theirs.Close()
			time.Sleep(time.Minute) // until the server has noticed
			if err == nil || took > c.most || took < c.most/2 || errors.Is(err, ErrUnanswered) != c.unsure {
				t.Errorf("%s: got %v after %v, want an error within %v", c.name, err, took, c.most)
			}
		})
	}
}

// onLoopback says that its peer is on this machine, which is so.
type onLoopback struct{ net.Conn }

func (onLoopback) RemoteAddr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 587} }
