package config

import (
	"crypto/x509"
	"io"
	"net/mail"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"hearback/classify/advice"
)

// string returns the text of a setting whose key has so many parts.
func (s setting) string(depth int) (string, error) {
	if len(s.path) > depth || s.kind != unstable.String {
		return "", wrong("want text in double quotes")
	}
	return s.text, nil
}

// bool returns the truth of a setting whose key has so many parts.
func (s setting) bool(depth int) (bool, error) {
	if len(s.path) > depth || s.kind != unstable.Bool {
		return false, wrong("want true or false, without quotes")
	}
	return s.text == "true", nil
}

// strings returns the texts of a setting whose key has so many parts.
func (s setting) strings(depth int) ([]string, error) {
	if len(s.path) > depth || s.kind != unstable.Array || s.mixed {
		return nil, wrong(`want a list of texts: ["one", "two"]`)
	}
	return s.list, nil
}

// address returns an addr-spec (RFC 5322, section 3.4.1) in lower case.
func address(text string) (string, error) {
	a, err := mail.ParseAddress(text)
	if err != nil || a.Name != "" || a.Address != text {
		return "", wrong("not an email address", example["address"])
	}
	return strings.ToLower(text), nil
}

// scheme is that of a URL of a server, with the port where none is given.
type scheme struct {
	name     string
	port     int
	implicit bool // TLS begins with the connection
}

// server reads an IMAP URL (RFC 5092) of scheme, host and port.
func server(text string) (Server, error) {
	return serverOf(text, scheme{"imaps", 993, true}, scheme{"imap", 143, false}, example["imap"])
}

// submission reads a URL of a server that takes mail, of the same form.
func submission(text string) (Server, error) {
	return serverOf(text, scheme{"submissions", 465, true}, scheme{"smtp", 587, false}, `smtp = "submissions://smtp.example.org"`)
}

func serverOf(text string, secure, clear scheme, example string) (Server, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil: // its text repeats the URL
		return Server{}, wrong("not a URL", example)
	case u.User != nil:
		return Server{}, wrong("user names and passwords do not belong in the URL", `write user = "..." and password_command = "..."`)
	case u.Scheme != secure.name && u.Scheme != clear.name:
		return Server{}, wrong("want a URL of scheme "+secure.name+", or "+clear.name+" for STARTTLS", example)
	case u.Hostname() == "":
		return Server{}, wrong("the URL names no host", example)
	case u.Path != "" && u.Path != "/", u.RawQuery != "", u.Fragment != "":
		return Server{}, wrong("want nothing behind the host and port", example)
	}
	chosen := clear
	if u.Scheme == secure.name {
		chosen = secure
	}
	s := Server{Host: u.Hostname(), Port: chosen.port, ImplicitTLS: chosen.implicit}
	if text := u.Port(); text != "" {
		port, err := strconv.ParseUint(text, 10, 16)
		if err != nil || port == 0 {
			return Server{}, wrong("the port is not between 1 and 65535")
		}
		s.Port = int(port)
	}
	return s, nil
}

// maxSinceDays is a hundred years.
const maxSinceDays = 36525

// sinceDays reads "180d" or "26w".
func sinceDays(text string) (int, error) {
	number, days := text, 0
	if n, ok := strings.CutSuffix(text, "d"); ok {
		number, days = n, 1
	} else if n, ok := strings.CutSuffix(text, "w"); ok {
		number, days = n, 7
	}
	n, err := strconv.ParseUint(number, 10, 16)
	if err != nil || n == 0 || days == 0 || int(n)*days > maxSinceDays {
		return 0, wrong("want a number of days or weeks", `since = "180d"`, `since = "26w"`)
	}
	return int(n) * days, nil
}

// certificates returns the absolute path of a file of PEM certificates. "~" is
// the home folder; a relative path begins in the folder.
func certificates(text, folder string) (string, error) {
	if text == "" {
		return "", nil
	}
	path := text
	if rest, ok := strings.CutPrefix(filepath.ToSlash(text), "~/"); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", wrong("the home folder is not known", "write the whole path")
		}
		path = filepath.Join(home, rest)
	} else if !filepath.IsAbs(path) {
		path = filepath.Join(folder, path)
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return "", &fault{problem: reason(err), cause: err}
	}
	f, err := os.Open(path)
	if err != nil {
		return "", &fault{problem: "cannot be read: " + reason(err), cause: err,
			hints: []string{"a relative path begins in the config file's folder"}}
	}
	defer f.Close()
	pem, err := io.ReadAll(io.LimitReader(f, MaxSize))
	if err != nil {
		return "", &fault{problem: "cannot be read: " + reason(err), cause: err}
	}
	if !x509.NewCertPool().AppendCertsFromPEM(pem) {
		return "", wrong("holds no PEM certificate")
	}
	return path, nil
}

func profileHints() []string {
	var names []string
	for _, p := range advice.Profiles() {
		names = append(names, p.Name)
	}
	return []string{"known: " + strings.Join(names, ", "), "or one of your own: [profiles.mine]"}
}

func countryHint() string {
	return "the ISO 3166 code in lower case, one of: " + strings.Join(advice.Countries(), ", ")
}
