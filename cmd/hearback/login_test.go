package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hearback/cmd/hearback/internal/login/logintest"
	"hearback/cmd/hearback/internal/post/posttest"
	"hearback/imapwatch/credential"
	"hearback/imapwatch/imaptest"
)

// runWith runs the program with something on its standard input.
func (h home) runWith(input string, args ...string) (stdout, stderr string, status int) {
	h.t.Helper()
	var out, errs bytes.Buffer
	cmd := h.command(args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(input), &out, &errs
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		h.t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// A password is kept in a real keyring and found there by the next process.
func TestLoginByKeyring(t *testing.T) {
	logintest.Keyring(t)
	d := imaptest.NewDovecot(t)
	h := newHome(t, d)
	h.configure(fmt.Sprintf("imap = %q\nca_file = %q\nkeyring = true", d.TLSURL(), d.Authority.File))

	_, errs, status := h.run("watch", "--once")
	if status != statusFailed || !strings.Contains(errs, "sign-in needed: no password is kept in the keyring: run 'hearback login test'\nhint: ") {
		t.Errorf("nothing kept: status %d, %s", status, errs)
	}
	for _, c := range []struct {
		input, out, errs string
		status           int
	}{
		{"", "", "no password was given", statusFailed},
		{"\n" + imaptest.Password, "", "no password was given", statusFailed},
		{"through-the-window\n", "", "AUTHENTICATIONFAILED", statusFailed},
		{imaptest.Password + "\r\nmore\n", fmt.Sprintf("logged in to %s as alice\n", d.TLSAddr()), "", statusDone},
	} {
		out, errs, status := h.runWith(c.input, "login", "test")
		if status != c.status || out != c.out || !strings.Contains(errs, c.errs) || c.errs == "" && errs != "" {
			t.Errorf("%q: status %d, output %q, %q; want %d, %q, %q", c.input, status, out, errs, c.status, c.out, c.errs)
		}
		if strings.Contains(out+errs, "through-the-window") || strings.Contains(out+errs, imaptest.Password) {
			t.Errorf("%q: tells the password: %s%s", c.input, out, errs)
		}
	}
	h.ok("watch", "--once")
	if out, errs, status := h.run("login", "test", "--device"); status != statusUsage || out != "" || !strings.Contains(errs, "has no oauth table") {
		t.Errorf("--device: status %d, %s%s", status, out, errs)
	}
}

// signIn runs login and is the browser, or whoever types the code.
func (h home) signIn(provider *logintest.Provider, args ...string) (stdout, stderr string, status int) {
	h.t.Helper()
	cmd := h.command(append([]string{"login", "test"}, args...)...)
	var out bytes.Buffer
	cmd.Stdout = &out
	errs, err := cmd.StderrPipe()
	if err != nil {
		h.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	lines := bufio.NewScanner(errs)
	for lines.Scan() {
		stderr += lines.Text() + "\n"
		if strings.HasPrefix(lines.Text(), provider.URL+"/authorize") {
			page, err := http.Get(lines.Text())
			if err != nil {
				h.t.Fatal(err)
			}
			page.Body.Close()
		}
	}
	_ = cmd.Wait() // its status says it
	return out.String(), stderr, cmd.ProcessState.ExitCode()
}

// foundNowhere checks that no file in the folder, the config apart, nor anything
// that was printed has a secret in any form.
func foundNowhere(t *testing.T, secrets []string, folder string, printed ...string) {
	t.Helper()
	texts := map[string]string{"output": strings.Join(printed, "\n")}
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) == ".toml" {
			return err
		}
		text, err := os.ReadFile(path)
		texts[filepath.Base(path)] = string(text)
		return err
	})
	if err != nil || len(texts) < 4 {
		t.Fatalf("searched only %d files: %v", len(texts), err)
	}
	for _, secret := range secrets {
		for _, form := range append(credential.Password(secret).Forms(), base64.StdEncoding.EncodeToString([]byte(secret))) {
			for where, text := range texts {
				if strings.Contains(text, form) {
					t.Errorf("%q is in %s", form, where)
				}
			}
		}
	}
}

// A sign-in from beginning to end: by browser and by code, a token withdrawn
// (S28), the sign-in withdrawn while another account goes on, a new sign-in
// that the watch notices; and all the while no secret anywhere (P13).
func TestLoginByOAuth(t *testing.T) {
	logintest.Keyring(t)
	d := imaptest.NewTokenDovecot(t, "xoauth2")
	provider := logintest.NewProvider(t)
	provider.Rotate = true
	var last struct {
		sync.Mutex
		token string
	}
	provider.Issued = func(token string) {
		d.Grant(token)
		last.Lock()
		defer last.Unlock()
		last.token = token
	}
	h := newHome(t, d)
	server := fmt.Sprintf("imap = %q\nca_file = %q\n", d.TLSURL(), d.Authority.File)
	h.configure(server + provider.Config("test") +
		fmt.Sprintf("[account.other]\naddress = \"alice@other.example\"\nuser = %q\n%spassword_command = \"echo %s\"\n", imaptest.User, server, imaptest.Password))
	folder := filepath.Dir(h.config)

	var printed []string
	for _, args := range [][]string{{}, {"--device"}} {
		out, errs, status := h.signIn(provider, args...)
		if status != 0 || out != fmt.Sprintf("logged in to %s as alice\n", d.TLSAddr()) {
			t.Fatalf("login %q: status %d\n%s%s", args, status, out, errs)
		}
		printed = append(printed, out, errs)
	}

	log, err := os.Create(filepath.Join(folder, "watch.log"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	cmd := h.command("watch", "-v", "--wire-log", filepath.Join(folder, "wire.log"))
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { cmd.Process.Kill(); cmd.Wait() }()
	defer func() {
		if t.Failed() {
			text, _ := os.ReadFile(filepath.Join(folder, "watch.log"))
			t.Logf("watch.log:\n%s", text)
		}
	}()
	has := func(file, words string, n int) func() bool {
		return func() bool {
			text, err := os.ReadFile(filepath.Join(folder, file))
			return err == nil && strings.Count(string(text), words) >= n
		}
	}
	h.eventually("both accounts idle", 20*time.Second, has("wire.log", " IDLE\n", 2))
	h.eventually("the token was sent", time.Second, has("wire.log", "AUTHENTICATE XOAUTH2 (secret)\n", 1))

	// The token is withdrawn: another is fetched without a word.
	last.Lock()
	d.Revoke(last.token)
	last.Unlock()
	d.Kill()
	d.Start()
	h.eventually("both are connected again", 30*time.Second, has("watch.log", "connected again", 2))
	if has("watch.log", "sign-in needed", 1)() {
		t.Error("the person was asked though the sign-in stands")
	}

	// So is the sign-in: the person is asked, and the other account goes on.
	provider.Withdraw()
	last.Lock()
	d.Revoke(last.token)
	last.Unlock()
	d.Kill()
	d.Start()
	h.eventually("the person is asked", 30*time.Second, has("watch.log", "(invalid_grant): run 'hearback login test'", 1))
	inbox, _ := conversation(time.Now())
	for _, m := range inbox {
		d.Deliver("INBOX", m.Raw)
	}
	h.eventually("the other account goes on: its mail is read", 30*time.Second, func() bool { return h.query("SELECT count(*) FROM candidacies") == "1" })

	for _, name := range []string{"cmdline", "environ"} {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", cmd.Process.Pid, name))
		if err != nil {
			t.Logf("SKIPPED: what ps sees: %v", err) // there is no /proc
		}
		printed = append(printed, string(text))
	}

	// A watch that begins now, or reads once, goes on without the account too.
	cmd.Process.Signal(os.Interrupt)
	if err := cmd.Wait(); err != nil {
		t.Errorf("the watch ended with %v", err)
	}
	out, errs, status := h.run("watch", "--once")
	if status != statusFailed || !strings.HasPrefix(errs, "hearback: account test: ") || !strings.Contains(errs, "run 'hearback login test'\nhint: ") {
		t.Errorf("watch --once: status %d, %s%s", status, out, errs)
	}
	printed = append(printed, out, errs)
	if out, errs, status = h.signIn(provider); status != 0 {
		t.Errorf("login again: status %d, %s%s", status, out, errs)
	}
	printed = append(printed, out, errs, h.ok("watch", "--once"))
	secrets := append(provider.Secrets(), imaptest.Password)
	if len(secrets) < 10 || !slices.Contains(secrets, logintest.ClientSecret) {
		t.Errorf("only %d secrets were made", len(secrets))
	}
	foundNowhere(t, secrets, folder, printed...)
}

// P13: neither the password nor one that is refused is in any output, log, file,
// argument or environment of a program that says all it can.
func TestP13PasswordIsNowhere(t *testing.T) {
	d, e := imaptest.NewDovecot(t), posttest.NewExim(t)
	inbox, _ := conversation(silentSince(t, 7))
	d.Fill("INBOX", slices.Values(inbox))
	const wrong = "through the/looking+glass%"
	secret := filepath.Join(t.TempDir(), "password")
	keep := func(password string) {
		if err := os.WriteFile(secret, []byte(password+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	keep(imaptest.Password)
	h := withDigest(t, d, fmt.Sprintf("smtp = \"smtp://127.0.0.1:%d\"", e.Port), e.Authority)
	text, err := os.ReadFile(h.config)
	if err == nil {
		err = os.WriteFile(h.config, []byte(strings.Replace(string(text), "echo "+imaptest.Password, "cat "+secret, 1)), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Dir(h.config)
	w := h.watch("-v", "--wire-log", filepath.Join(folder, "wire.log"))
	w.expect("flag raised", 20*time.Second)
	var printed []string
	for _, file := range []string{"cmdline", "environ"} {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", w.cmd.Process.Pid, file))
		if err != nil && runtime.GOOS == "linux" {
			t.Fatal(err)
		}
		printed = append(printed, string(text))
	}
	w.stop(os.Interrupt)
	close(w.lines)
	for line := range w.lines {
		printed = append(printed, line)
	}
	for _, password := range []string{imaptest.Password, wrong} {
		keep(password)
		for _, args := range [][]string{{"doctor"}, {"login", "test"}, {"watch", "--once"}, {"digest", "--send"}} {
			out, errs, status := h.run(append(args, "-v")...)
			if failed := status != statusDone; failed != (password == wrong) && args[0] != "digest" {
				t.Errorf("%q with %q: status %d\n%s%s", args, password, status, out, errs)
			}
			printed = append(printed, out, errs)
		}
	}
	foundNowhere(t, []string{imaptest.Password, wrong}, folder, printed...)
}
