package deposit

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hearback/imapwatch"
	"hearback/imapwatch/credential"
	"hearback/imapwatch/imaptest"
)

const id = "hearback.2026-W12.0123456789abcdef@example.org"

var digest = []byte("From: alice@example.org\r\nMessage-ID: <" + id + ">\r\nSubject: Your job search\r\n\r\n" + strings.Repeat("A line of the digest.\r\n", 4000))

func account(url string) imapwatch.Account {
	return imapwatch.Account{URL: url, User: imaptest.User, Credential: func(context.Context, bool) (credential.Credential, error) {
		return credential.Password(imaptest.Password), nil
	}}
}

// A message is found once it was put there, wherever it goes from INBOX.
func TestAppendAndFind(t *testing.T) {
	for name, start := range map[string]func(t *testing.T) (imapwatch.Account, string, func(mailbox string)){
		"embedded": func(t *testing.T) (imapwatch.Account, string, func(string)) {
			server, err := imaptest.Listen()
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { server.Close() })
			return account(server.URL()), server.Addr(), func(mailbox string) {
				if err := server.Recreate("INBOX"); err != nil {
					t.Fatal(err)
				}
				if _, err := server.Append(mailbox, digest, time.Now()); err != nil {
					t.Fatal(err)
				}
			}
		},
		"dovecot": func(t *testing.T) (imapwatch.Account, string, func(string)) {
			server := imaptest.NewDovecot(t)
			a := account(server.TLSURL())
			a.Roots = server.Authority.Pool
			return a, "", func(mailbox string) {
				server.Doveadm("move", "-u", imaptest.User, mailbox, "mailbox", "INBOX", "all")
			}
		},
		"cyrus": func(t *testing.T) (imapwatch.Account, string, func(string)) {
			server := imaptest.NewCyrus(t)
			a := account(server.URL())
			a.Roots = server.Authority.Pool
			return a, "", func(mailbox string) {
				server.Remove("INBOX", 1)
				server.Deliver(mailbox, digest)
			}
		},
	} {
		for _, mailbox := range []string{"Archive", "Junk", "Trash"} {
			t.Run(name+" "+mailbox, func(t *testing.T) {
				a, address, move := start(t)
				var recorder *imaptest.Recorder
				if address != "" {
					var err error
					if recorder, err = imaptest.Record(address, nil); err != nil {
						t.Fatal(err)
					}
					defer recorder.Close()
					a.URL = recorder.URL()
				}
				find := func(want bool) {
					t.Helper()
					if got, err := Find(t.Context(), a, id); err != nil || got != want {
						t.Fatalf("found %t, %v, want %t", got, err, want)
					}
				}
				find(false)
				if err := Append(t.Context(), a, digest); err != nil {
					t.Fatal(err)
				}
				find(true)
				if found, err := Find(t.Context(), a, strings.Replace(id, "W12", "W13", 1)); err != nil || found {
					t.Errorf("found another week's: %t, %v", found, err)
				}
				move(mailbox)
				find(true)
				if recorder != nil {
					checkCommands(t, recorder.Commands())
				}
			})
		}
	}
}

// checkCommands holds what was sent against all that may be: one APPEND, and
// else what only reads.
func checkCommands(t *testing.T, commands []string) {
	t.Helper()
	appends := 0
	for _, command := range commands {
		word, rest, _ := strings.Cut(command, " ")
		switch {
		case word == "APPEND" && strings.HasPrefix(rest, `"INBOX" {`), word == "APPEND" && strings.HasPrefix(rest, "INBOX {"):
			appends++
		case word == "CAPABILITY", word == "AUTHENTICATE", word == "LOGIN", word == "LIST", word == "EXAMINE", word == "UID" && strings.HasPrefix(rest, "SEARCH "), word == "LOGOUT", word == "(answer":
		default:
			t.Errorf("sent %q", command)
		}
	}
	if appends != 1 {
		t.Errorf("%d times APPEND, want once:\n%s", appends, strings.Join(commands, "\n"))
	}
}

// The watcher has no command that writes: nowhere in its packages is one called.
func TestWatcherCannotWrite(t *testing.T) {
	writing := []string{"Append", "Store", "Expunge", "UIDExpunge", "Copy", "Move", "Create", "Delete", "Rename", "Subscribe", "SetMetadata"}
	var files []string
	for _, pattern := range []string{"../*.go", "../wire/*.go"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) < 5 {
			t.Fatalf("%s: %d files, %v", pattern, len(found), err)
		}
		files = append(files, found...)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr: // of a method; the builtins have no selector
				if s, ok := n.Fun.(*ast.SelectorExpr); ok && slices.Contains(writing, s.Sel.Name) && (s.Sel.Name != "Store" || len(n.Args) > 1) { // with one it is an atomic's
					t.Errorf("%s calls %s", file, s.Sel.Name)
				}
			case *ast.ImportSpec:
				if strings.Contains(n.Path.Value, "deposit") {
					t.Errorf("%s imports %s", file, n.Path.Value)
				}
			}
			return true
		})
	}
}

// A server that says NO, or cuts, is told of as it is.
func TestRefusals(t *testing.T) {
	server := new(imaptest.Scripted)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server.Serve(listener)
	defer server.Close()
	a := account("imap://" + listener.Addr().String())
	for _, c := range []struct {
		name   string
		answer func(*imaptest.Exchange)
		want   string
	}{
		{"over quota", func(x *imaptest.Exchange) { x.Done("NO [OVERQUOTA] full\x1b[31m") }, "append to INBOX: the server says: NO [OVERQUOTA] full"},
		{"cut", func(x *imaptest.Exchange) { x.Cut() }, "append to INBOX: connection lost"},
	} {
		server.Hook(func(x *imaptest.Exchange, command string) bool {
			if !strings.HasPrefix(command, "APPEND") {
				return false
			}
			c.answer(x)
			return true
		})
		if err := Append(t.Context(), a, digest); err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}
