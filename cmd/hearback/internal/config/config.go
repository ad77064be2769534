// Package config reads the config file: strictly, and without ever repeating
// a value of it in an error.
package config

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"
	_ "time/tzdata" // Windows and small containers have no zones of their own

	"github.com/adrg/xdg"

	"hearback/classify/advice"
)

// MaxSize is the size in bytes of the largest config file that is read.
const MaxSize = 1 << 20

// Config is what a config file says, with the defaults where it says nothing.
type Config struct {
	File     string // as given to Load; "" for Default
	Profile  advice.Profile
	Profiles []advice.Profile // those of the file, in its order
	Country  string           // one of advice.Countries
	Zone     *time.Location
	Calendar advice.Calendar // of Country and Zone
	Accounts []Account       // in the order of the file
	Notify   Notify
	Digest   *Digest // nil: none is sent
}

// Account is one mailbox owner's login at one server.
type Account struct {
	Name      string   // letters, digits, "-" and "_"
	Address   string   // in lower case
	Aliases   []string // the candidate's other addresses, in lower case
	Server    Server
	User      string   // the login name: the address as written, where not given
	CAFile    string   // absolute path of PEM certificates to trust besides the system's; "" for none
	Mailboxes []string // names as on the server, or "*"; none means the usual ones
	SinceDays int      // how many days back the first scan reads

	// What the account proves itself with: a password in the system's
	// keyring, OAuth 2, or, where Keyring is false and OAuth nil, the
	// password that a command prints.
	Keyring bool
	OAuth   *OAuth
	command command
}

// Server is where an account's mail lies, or is submitted.
type Server struct {
	Host string
	Port int
	// ImplicitTLS says that TLS begins with the connection (imaps:// and
	// submissions://, RFC 8314). Without it STARTTLS is required.
	ImplicitTLS bool
}

// Address returns "host:port".
func (s Server) Address() string { return net.JoinHostPort(s.Host, strconv.Itoa(s.Port)) }

// The defaults of the keys that have one.
const (
	defaultCountry   = "us"
	defaultSinceDays = 180
)

// Path returns where the config file lies if nobody says otherwise:
// hearback/config.toml in the XDG config folder or the system's own.
func Path() string { return filepath.Join(xdg.ConfigHome, "hearback", "config.toml") }

// Default returns the config of an empty file: the profile standard, the
// holidays of the United States, the machine's zone, no account.
func Default() Config {
	calendar, err := advice.NewCalendar(defaultCountry, time.Local)
	if err != nil {
		panic(err) // the country is a constant
	}
	return Config{Profile: advice.Standard, Country: defaultCountry, Zone: time.Local, Calendar: calendar, Notify: defaultNotify}
}

// Load reads a config file. What is wrong with it comes back as an *Error, the
// first in the order of the file; a missing file also is fs.ErrNotExist. Keys
// that nobody knows are errors. A file that others can read may hold no secret
// itself; the commands that print them are none.
func Load(path string) (Config, error) {
	data, exposed, err := read(path)
	if err != nil {
		return Config{}, err
	}
	settings, err := parse(path, data)
	if err != nil {
		return Config{}, err
	}
	r := reader{config: Default(), accounts: make(map[string]*draft), own: make(map[string]*ownProfile), exposed: exposed}
	r.config.File = path
	for _, s := range settings {
		if err := r.take(s); err != nil {
			return Config{}, locate(err, path, s)
		}
	}
	return r.finish()
}

// read returns the file's text, and whether other users can read it too.
func read(path string) (data []byte, exposed bool, err error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, notFound(path, err)
	}
	if err != nil {
		return nil, false, &Error{File: path, Problem: reason(err), cause: err}
	}
	defer f.Close()
	about, err := f.Stat()
	if err == nil {
		data, err = io.ReadAll(io.LimitReader(f, MaxSize+1))
	}
	if err != nil {
		return nil, false, &Error{File: path, Problem: reason(err), cause: err}
	}
	if len(data) > MaxSize {
		return nil, false, &Error{File: path, Problem: "larger than 1 MiB, which no config is"}
	}
	exposed = runtime.GOOS != "windows" && about.Mode()&0o044 != 0 // Windows tells no such bits
	return bytes.TrimPrefix(data, []byte("\ufeff")), exposed, nil  // QUIRK: editors on Windows begin a file with a mark
}

// locate says where a fault lies.
func locate(err error, file string, s setting) error {
	e := &Error{File: file, Line: s.line, Column: s.column, Key: dotted(s.path), Problem: err.Error()}
	if f, ok := errors.AsType[*fault](err); ok {
		e.Hint, e.cause = f.hints, f.cause
	}
	return e
}

// URL returns an IMAP server as imapwatch wants it: "imaps://host:port".
func (s Server) URL() string {
	if s.ImplicitTLS {
		return "imaps://" + s.Address()
	}
	return "imap://" + s.Address()
}
