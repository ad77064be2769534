package config

import (
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/adrg/xdg"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"hearback/classify/advice"
)

// secret must not appear in any error.
const secret = "hunter2-Zo8!kq"

// account is a whole account, of which cases change a line.
const account = `[account.personal]
address = "me@example.org"
imap = "imaps://imap.example.org"
password_command = "echo ` + secret + `"
`

// oauth is one that signs in by OAuth 2, in six lines.
var oauth = with(4, "") + "[account.personal.oauth]\nprovider = 'google'\n"

// load writes a config into a folder of its own and loads it.
func load(t *testing.T, text string) (Config, error) {
	t.Helper()
	return loadIn(t, t.TempDir(), text)
}

func loadIn(t *testing.T, folder, text string) (Config, error) {
	t.Helper()
	path := filepath.Join(folder, "config.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Load(path)
}

func TestDefaults(t *testing.T) {
	c, err := load(t, account)
	if err != nil {
		t.Fatal(err)
	}
	if c.Profile.Name != "standard" || c.Country != "us" || c.Zone != time.Local {
		t.Errorf("got profile %q, country %q, zone %s", c.Profile.Name, c.Country, c.Zone)
	}
	want := []Account{{Name: "personal", Address: "me@example.org", User: "me@example.org", SinceDays: 180,
		Server: Server{Host: "imap.example.org", Port: 993, ImplicitTLS: true}}}
	if diff := cmp.Diff(want, c.Accounts, cmpopts.IgnoreUnexported(Account{})); diff != "" {
		t.Errorf("accounts (-want +got):\n%s", diff)
	}
	if want := (Notify{Desktop: true, Hours: Hours{9 * 60, 18 * 60}}); c.Notify != want {
		t.Errorf("notify: got %+v, want %+v", c.Notify, want)
	}
	if got := c.Accounts[0].Server.Address(); got != "imap.example.org:993" {
		t.Errorf("server: got %s", got)
	}
}

func TestEveryKey(t *testing.T) {
	folder := t.TempDir()
	writeCertificate(t, filepath.Join(folder, "ca.pem"))
	c, err := loadIn(t, folder, "\ufeff"+`
profile  = "standard"
country  = "de"                 # holidays
timezone = "Europe/Berlin"

[account]
work = { address = "me@work.example", imap = "imaps://mail.work.example:1993", password_command = 'true', aliases = [] }

[account.personal]
user    = "me"
address = "Me@Example.org"
aliases = ["Me@Alum.example.edu"]
imap    = "imap://[::1]:1143/"
password_command = "pass show mail"
ca_file = "ca.pem"
mailboxes = ["*"]
since   = "26w"

[notify]
desktop = false
hours = "08:30-24:00"
applications = true

[digest]
account = "personal"
to = "Me@Alum.example.edu"
day = "Sunday"
time = "18:30"
smtp = "smtp://smtp.example.org"
smtp_user = "robin"
smtp_password_command = "pass show smtp"
quiet_weeks = "none"

[profiles.mine]
none_promised = "5bd..7bd"
base = "ask-a-manager"
application = "14d"
follow_ups = 3
`)
	if err != nil {
		t.Fatal(err)
	}
	want := []Account{
		{Name: "work", Address: "me@work.example", User: "me@work.example", SinceDays: 180,
			Server: Server{Host: "mail.work.example", Port: 1993, ImplicitTLS: true}},
		{Name: "personal", Address: "me@example.org", Aliases: []string{"me@alum.example.edu"}, User: "me", SinceDays: 182,
			CAFile: filepath.Join(folder, "ca.pem"), Mailboxes: []string{"*"}, Server: Server{Host: "::1", Port: 1143}},
	}
	if diff := cmp.Diff(want, c.Accounts, cmpopts.IgnoreUnexported(Account{})); diff != "" {
		t.Errorf("accounts (-want +got):\n%s", diff)
	}
	if want := (Notify{Hours: Hours{8*60 + 30, 24 * 60}, Applications: true}); c.Notify != want {
		t.Errorf("notify: got %+v, want %+v", c.Notify, want)
	}
	mine, err := c.ProfileNamed("mine")
	if err != nil || mine.NonePromised.String() != "5 to 7 business days" || mine.NonePromised.Source != "mine" || mine.Application.String() != "14 days" || mine.FollowUps != 3 ||
		mine.Second.Source != "ask-a-manager" || mine.Name != "mine" {
		t.Errorf("profiles.mine: %+v, %v", mine, err)
	}
	if c.Zone.String() != "Europe/Berlin" || c.Country != "de" || c.File != filepath.Join(folder, "config.toml") {
		t.Errorf("got zone %s, country %s, file %s", c.Zone, c.Country, c.File)
	}
	unity := time.Date(2025, time.October, 2, 22, 30, 0, 0, time.UTC) // past midnight in Berlin
	if c.Calendar.IsBusiness(c.Calendar.Today(unity)) {
		t.Error("3 October 2025 is a business day in Germany")
	}
}

// writeCertificate writes the certificate of a test server as PEM.
func writeCertificate(t *testing.T, path string) {
	t.Helper()
	server := httptest.NewTLSServer(nil)
	defer server.Close()
	block := &pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}
	if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
		t.Fatal(err)
	}
}

// with returns the account with a line in the place of its n-th.
func with(n int, line string) string {
	lines := strings.Split(account, "\n")
	lines[n-1] = line
	return strings.Join(lines, "\n")
}

// The error behind the file's name, where it ends in "..." its beginning, and
// words of its hints.
var refused = []struct{ name, text, want, hint string }{
	{"unknown key", account + "  imapp = 1\n", ":5:3: account.personal.imapp: unknown key", "did you mean imap?"},
	{"unknown key in capitals", account + "SINCE = '1d'\n", ":5:1: account.personal.SINCE: unknown key", "did you mean since?"},
	{"unknown key like none", account + "colour = 'red'\n", ":5:1: account.personal.colour: unknown key", "known here: address, aliases"},
	{"unknown key above", "profil = 'standard'\n" + account, ":1:1: profil: unknown key", "did you mean profile?"},
	{"unknown table", account + "[acount.work]\n", ":5:2: acount.work: unknown key", "did you mean account?"},
	{"unknown key in quotes", "\"a \\u0007\" = 1\n" + account, `:1:1: "a \a": unknown key`, "known here"},
	{"unknown inline", "account.a = { address = 'a@b', user = 'x', usr = 'x' }\n", ":1:44: account.a.usr: unknown key", "did you mean user?"},
	{"unknown dotted", "account.a.usr = 'x'\n", ":1:1: account.a.usr: unknown key", "did you mean user?"},
	{"key of an account above", "imap = 'imaps://a'\n" + account, ":1:1: imap: unknown key here", "below [account.NAME]"},
	{"key of the top below", account + "profile = 'standard'\n", ":5:1: account.personal.profile: unknown key here", "above the first [table]"},
	{"no proof", with(4, ""), ":1:2: account.personal.password_command: missing", "keyring = true"},
	{"keyring false alone", with(4, "keyring = false"), ":1:2: account.personal.password_command: missing", "oauth"},
	{"keyring beside a command", account + "keyring = true\n", ":5:1: account.personal.keyring: the account has password_command already", "keep one"},
	{"command behind the keyring", with(4, "keyring = true\npassword_command = 'echo "+secret+"'"), ":5:1: account.personal.password_command: the account has keyring already", ""},
	{"oauth beside a command", account + "[account.personal.oauth]\nclient_id = 'x'\n", ":5:2: account.personal.oauth: the account has password_command already", ""},
	{"oauth key beside a command", account + "oauth.client_id = 'x'\n", ":5:1: account.personal.oauth: the account has password_command already", ""},
	{"keyring as text", with(4, `keyring = "true"`), ":4:1: account.personal.keyring: want true or false, without quotes", ""},
	{"oauth no table", with(4, "oauth = true"), ":4:1: account.personal.oauth: want a table: [account.personal.oauth]", "provider"},
	{"oauth unknown key", oauth + "client = 'x'\n", ":7:1: account.personal.oauth.client: unknown key", "client_id"},
	{"oauth account's key", oauth + "since = '3d'\n", ":7:1: account.personal.oauth.since: unknown key here", "[account.personal]"},
	{"oauth without client", with(4, "oauth.provider = 'google'"), ":4:1: account.personal.oauth.client_id: missing", "client_id ="},
	{"oauth without provider", with(4, "oauth.client_id = 'x'"), ":4:1: account.personal.oauth.auth_url: missing", "provider ="},
	{"oauth no token_url", with(4, "oauth = { client_id = 'x', auth_url = 'https://a.example' }"), ":4:1: account.personal.oauth.token_url: missing", ""},
	{"oauth no scopes", with(4, "oauth = { client_id = 'x', auth_url = 'https://a.example', token_url = 'http://[::1]:1', scopes = [] }"), ":4:1: account.personal.oauth.scopes: missing", ""},
	{"oauth provider", strings.Replace(oauth, "google", "googol", 1), ":6:1: account.personal.oauth.provider: no such provider is known", "known: google, microsoft"},
	{"oauth in the clear", oauth + "token_url = 'http://login.example'\n", ":7:1: account.personal.oauth.token_url: want a URL of scheme https", ""},
	{"oauth no URL", oauth + "device_url = 'login.example'\n", ":7:1: account.personal.oauth.device_url: not a URL", ""},
	{"oauth URL with password", oauth + "auth_url = 'https://me:" + secret + "@login.example'\n", ":7:1: account.personal.oauth.auth_url: want neither a user name nor a # in the URL", ""},
	{"oauth secret no text", oauth + "client_secret = ['" + secret + "']\n", ":7:1: account.personal.oauth.client_secret: want text in double quotes", ""},
	{"oauth two secrets", oauth + "client_id = 'x'\nclient_secret = '" + secret + "'\nclient_secret_command = 'echo " + secret + "'\n", ":9:1: account.personal.oauth.client_secret_command: the account has client_secret already", "keep one"},
	{"oauth command empty", oauth + "client_secret_command = ''\n", ":7:1: account.personal.oauth.client_secret_command: empty", ""},

	{"account without a name", "[account]\naddress = 'a@b'\n", ":2:1: account.address: want a table with the account's name", "[account.personal]"},
	{"account is text", "account = 'a@b'\n", ":1:1: account: want a table with the account's name", "[account.personal]"},
	{"account's name", "\n[account.\"a b\"]\n", `:2:2: account."a b": an account's name is made of up to 64 letters, digits, - and _`, ""},
	{"list of accounts", "[[account]]\n", ":1:3: account: want a table in single brackets, not a list of tables", ""},
	{"no address", with(2, ""), ":1:2: account.personal.address: missing", "address ="},
	{"no imap", with(3, ""), ":1:2: account.personal.imap: missing", "imap ="},
	{"no password_command", with(4, ""), ":1:2: account.personal.password_command: missing", "password_command ="},
	{"second account not whole", account + "[account.work]\nsince = '1d'\n", ":5:2: account.work.address: missing", ""},

	{"profile unknown", "profile = '" + secret + "'\n" + account, ":1:1: profile: no such profile", "known: standard"},
	{"own profile, wrong number", account + "[profiles.mine]\nsecond = '5bd..4bd'\n", ":6:1: profiles.mine.second: \"5bd..4bd\" ends before it opens", "4bd..5bd"},
	{"own profile, wrong key", account + "[profiles.mine]\nthird = '5bd'\n", ":6:1: profiles.mine.third: unknown key", ""},
	{"own profile, wrong base", account + "[profiles.mine]\nbase = 'none'\n", ":6:1: profiles.mine.base: no such profile", "known: standard"},
	{"own profile, taken name", account + "[profiles.cmp]\n", ":5:2: profiles.cmp: a profile of the program has this name", "another"},
	{"own profile, wrong count", account + "[profiles.mine]\nfollow_ups = 0\n", ":6:1: profiles.mine.follow_ups: want a number from 1 to 10", "follow_ups = 2"},
	{"profile no text", "profile = 3\n" + account, ":1:1: profile: want text in double quotes", ""},
	{"profile a table", account + "[profile.mine]\n", ":5:2: profile.mine: want text in double quotes", ""},
	{"country unknown", "country = 'uk'\n" + account, ":1:1: country: no holidays are known for it", "fr, gb, gr"},
	{"country in capitals", "country = 'US'\n" + account, ":1:1: country: no holidays are known for it", "lower case"},
	{"timezone unknown", "timezone = 'Mars/Olympus'\n" + account, ":1:1: timezone: no such time zone", "America/New_York"},
	{"timezone a path", "timezone = '../../etc/passwd'\n" + account, ":1:1: timezone: no such time zone", "America/New_York"},
	{"notify, a key misspelt", account + "[notify]\nhour = \"09:00-18:00\"\n", ":6:1: notify.hour: unknown key", "did you mean hours?"},
	{"notify, a text for a truth", account + "[notify]\ndesktop = \"false\"\n", ":6:1: notify.desktop: want true or false, without quotes", ""},
	{"notify, no times", account + "[notify]\nhours = \"9-18\"\n", ":6:1: notify.hours: want two times of the day", `hours = "09:00-18:00"`},
	{"notify, no such time", account + "[notify]\nhours = \"09:00-25:00\"\n", ":6:1: notify.hours: want two times of the day", ""},
	{"notify, no hours", account + "[notify]\nhours = \"09:00-09:00\"\n", ":6:1: notify.hours: the hours end when they begin: no toast would ever come", "desktop = false"},
	{"notify, too deep", account + "[notify]\nhours.from = \"09:00\"\n", ":6:1: notify.hours.from: want text in double quotes", ""},
	{"notify no table", "notify = true\n" + account, ":1:1: notify: want a table: [notify]", ""},

	{"address", with(2, `address = "me"`), ":2:1: account.personal.address: not an email address", "me@example.org"},
	{"address with a name", with(2, `address = "Me <me@example.org>"`), ":2:1: account.personal.address: not an email address", ""},
	{"address no text", with(2, `address = ["me@example.org"]`), ":2:1: account.personal.address: want text in double quotes", ""},
	{"aliases no list", account + "aliases = 'a@b'\n", ":5:1: account.personal.aliases: want a list of texts: [\"one\", \"two\"]", ""},
	{"aliases mixed", account + "aliases = ['a@b', 1]\n", ":5:1: account.personal.aliases: want a list of texts: [\"one\", \"two\"]", ""},
	{"alias", account + "aliases = [\n'a@b',\n'c']\n", ":5:1: account.personal.aliases: not an email address", ""},
	{"mailbox without name", account + "mailboxes = ['']\n", ":5:1: account.personal.mailboxes: a mailbox without a name", ""},
	{"imap scheme", with(3, `imap = "https://imap.example.org"`), ":3:1: account.personal.imap: want a URL of scheme imaps, or imap for STARTTLS", "imaps://"},
	{"imap a host", with(3, `imap = "imap.example.org"`), ":3:1: account.personal.imap: want a URL of scheme imaps, or imap for STARTTLS", "imaps://"},
	{"imap without host", with(3, `imap = "imaps://:993"`), ":3:1: account.personal.imap: the URL names no host", ""},
	{"imap without slashes", with(3, `imap = "imaps:imap.example.org"`), ":3:1: account.personal.imap: the URL names no host", ""},
	{"imap path", with(3, `imap = "imaps://imap.example.org/INBOX"`), ":3:1: account.personal.imap: want nothing behind the host and port", ""},
	{"imap port", with(3, `imap = "imaps://imap.example.org:66000"`), ":3:1: account.personal.imap: the port is not between 1 and 65535", ""},
	{"imap port 0", with(3, `imap = "imaps://imap.example.org:0"`), ":3:1: account.personal.imap: the port is not between 1 and 65535", ""},
	{"imap with password", with(3, `  imap = "imaps://me:`+secret+`@imap.example.org"`), ":3:3: account.personal.imap: user names and passwords do not belong in the URL", "password_command"},
	{"imap with broken password", with(3, `imap = "imaps://me:`+secret+`%zz@imap.example.org"`), ":3:1: account.personal.imap: not a URL", ""},
	{"imap as table", with(3, `imap.host = "x"`), ":3:1: account.personal.imap.host: want text in double quotes", ""},
	{"command no text", with(4, `password_command = ["echo", "`+secret+`"]`), ":4:1: account.personal.password_command: want text in double quotes", ""},
	{"command empty", with(4, `password_command = " "`), ":4:1: account.personal.password_command: empty", "pass show"},
	{"since no unit", account + "since = '180'\n", ":5:1: account.personal.since: want a number of days or weeks", `since = "26w"`},
	{"since months", account + "since = '6m'\n", ":5:1: account.personal.since: want a number of days or weeks", ""},
	{"since nothing", account + "since = '0d'\n", ":5:1: account.personal.since: want a number of days or weeks", ""},
	{"since negative", account + "since = '-3d'\n", ":5:1: account.personal.since: want a number of days or weeks", ""},
	{"since forever", account + "since = '60000w'\n", ":5:1: account.personal.since: want a number of days or weeks", ""},
	{"since no text", account + "since = 180\n", ":5:1: account.personal.since: want text in double quotes", ""},
	{"ca_file missing", account + "ca_file = 'none.pem'\n", ":5:1: account.personal.ca_file: cannot be read: ...", "config file's folder"},
	{"ca_file without certificate", account + "ca_file = 'config.toml'\n", ":5:1: account.personal.ca_file: holds no PEM certificate", ""},

	{"defined twice", account + "since = '1d'\nsince = '2d'\n", ":6:1: account.personal.since: defined twice", ""},
	{"table twice", account + "[account.personal]\n", ":5:2: account.personal: defined twice", ""},
	{"quotes in the command", with(4, `password_command = "echo "`+secret+`""`), ":4:27: not valid TOML: expected newline", "double quotes"},
	{"command without quotes", with(4, `password_command = `+secret), ":4:20: not valid TOML: unexpected character", "double quotes"},
	{"command not ended", with(4, `password_command = "echo `+secret), ":4:40: not valid TOML: basic strings cannot have new lines", "double quotes"},
	{"bad escape in the command", with(4, `password_command = "echo \`+secret+`"`), ":4:26: not valid TOML: invalid escape character", "double quotes"},
	{"fault below the command", account + "since = [\n", ":5:10: not valid TOML: array is incomplete", "double quotes"},
	{"number for a secret", with(4, `password_command = 1_`+secret), ":4:21: not valid TOML: number must have at least one digit between underscores", "double quotes"},
	{"not text", "\xff\xfe", ":1:1: not valid TOML: invalid character at start of key", "double quotes"},
	{"inline over two lines", "account.a = { address = 'a@b',\n  aliases = ['b@c', 'c'] }\n", ":2:3: account.a.aliases: not an email address", ""},
	{"too large", account + strings.Repeat("#\n", MaxSize/2), ": larger than 1 MiB, which no config is", ""},
}

func TestRefused(t *testing.T) {
	for _, c := range refused {
		_, err := load(t, c.text)
		e, ok := errors.AsType[*Error](err)
		if !ok {
			t.Errorf("%s: got %v, want an *Error", c.name, err)
			continue
		}
		got := strings.TrimPrefix(err.Error(), e.File)
		begin, cut := strings.CutSuffix(c.want, "...")
		if got != c.want && !(cut && strings.HasPrefix(got, begin)) || !strings.Contains(strings.Join(e.Hints(), "\n"), c.hint) {
			t.Errorf("%s:\n got %s\nwant %s\nhints %q, want %q", c.name, got, c.want, e.Hints(), c.hint)
		}
		checkOneLine(t, c.name, e)
	}
}

// checkOneLine checks what is true of every error: one line, no full stop, no secret.
func checkOneLine(t *testing.T, name string, e *Error) {
	t.Helper()
	all := fmt.Sprintf("%v\n%+v\n%#v\n%s", e, e, *e, strings.Join(e.Hints(), "\n"))
	if strings.Contains(all, secret) || e.cause != nil && strings.Contains(e.cause.Error(), secret) {
		t.Errorf("%s: the error tells the secret: %s", name, all)
	}
	if strings.Contains(all, "U+") {
		t.Errorf("%s: the error tells characters of the file: %s", name, all)
	}
	if line := e.Error(); strings.ContainsAny(line, "\n\r\x1b") || strings.HasSuffix(line, ".") {
		t.Errorf("%s: %q: want one line without a full stop", name, line)
	}
}

// Who only imports mail files needs no account.
func TestNoAccount(t *testing.T) {
	c, err := load(t, "country = 'de'\n")
	if err != nil || c.Country != "de" || len(c.Accounts) != 0 {
		t.Errorf("got country %q, %d accounts, %v", c.Country, len(c.Accounts), err)
	}
}

// Files that are large in one way or another take no more than a moment.
func TestLargeFiles(t *testing.T) {
	var tables strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&tables, "[profiles.p%d]\n", i)
	}
	for name, text := range map[string]string{
		"long list": account + "mailboxes = [" + strings.Repeat("'a',", 100000) + "]\n",
		"long text": account + "mailboxes = ['" + strings.Repeat("a", MaxSize/2) + "']\n",
	} {
		if _, err := load(t, text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, text := range map[string]string{
		"many tables": account + tables.String(),
		"a long key":  account + "[digest" + strings.Repeat(".a", 10000) + "]\n",
		"deep tables": account + "[digest]\na = " + strings.Repeat("{a=", 5000) + "1" + strings.Repeat("}", 5000) + "\n",
	} {
		if _, err := load(t, text); err == nil || !strings.HasSuffix(err.Error(), ": unknown key") && !strings.HasSuffix(err.Error(), ": more than 100 profiles") {
			t.Errorf("%s: got %.200v, want one clear error", name, err)
		}
	}
	_, err := load(t, account+strings.Repeat("# many lines\n", 3000)+"[profil]\n")
	if want := ":3005:2: profil: unknown key"; err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
	for name, text := range map[string]string{
		"tables": account + strings.Repeat(tables.String(), 4),
		"inline": account + "[digest]\na.a.a.a.a.a.a.a.a = {" + strings.Repeat("a = 1,", 20000) + "a = 1}\n",
	} {
		if _, err := load(t, text); err == nil || !strings.HasSuffix(err.Error(), ": more than 10,000 keys, which no config has") {
			t.Errorf("%s: got %v, want too many keys", name, err)
		}
	}
}

func TestMissingFile(t *testing.T) {
	_, err := Load(filepath.Join(t.TempDir(), "none", "config.toml"))
	e, ok := errors.AsType[*Error](err)
	if !ok || !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("got %v, want an *Error that is fs.ErrNotExist", err)
	}
	// The hint is a config that loads.
	if _, err := load(t, strings.Join(e.Hints()[1:], "\n")); err != nil {
		t.Errorf("the sample of the hint: %v", err)
	}
	if _, err := Load(t.TempDir()); err == nil || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder: got %v, want an error", err)
	}
}

func TestHomeFolder(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	writeCertificate(t, filepath.Join(home, "ca.pem"))
	c, err := load(t, account+"ca_file = '~/ca.pem'\n")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := c.Accounts[0].CAFile, filepath.Join(home, "ca.pem"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestPath(t *testing.T) {
	folder := t.TempDir()
	t.Cleanup(xdg.Reload) // after Setenv has put the environment back
	t.Setenv("XDG_CONFIG_HOME", folder)
	xdg.Reload()
	if got, want := Path(), filepath.Join(folder, "hearback", "config.toml"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestDefaultNeedsNoFile(t *testing.T) {
	c := Default()
	if c.Profile.Name != advice.Standard.Name || c.Calendar.IsBusiness(c.Calendar.Today(time.Date(2026, time.July, 3, 12, 0, 0, 0, time.Local))) {
		t.Errorf("got %+v, want standard with the holidays of the United States", c)
	}
}

// Whatever the bytes, an error is one line that does not repeat the command.
func FuzzLoad(f *testing.F) {
	for _, c := range refused {
		if len(c.text) < 1<<12 {
			f.Add(c.text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, err := load(t, text)
		if e, ok := errors.AsType[*Error](err); ok {
			checkOneLine(t, "fuzzed", e)
		} else if err != nil {
			t.Errorf("got %T %v, want an *Error", err, err)
		}
	})
}
