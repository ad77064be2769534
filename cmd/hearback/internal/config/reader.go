package config

import (
	"path/filepath"
	"slices"
	"time"

	"github.com/pelletier/go-toml/v2/unstable"

	"hearback/classify/advice"
)

// The keys of the file's top, and of an account.
var (
	topKeys     = []string{"profile", "country", "timezone", "account", "notify", "digest", "profiles"}
	accountKeys = []string{"address", "aliases", "imap", "user", "password_command", "keyring", "oauth", "ca_file", "mailboxes", "since"}
)

// reader makes a config of the settings of a file.
type reader struct {
	config   Config
	accounts map[string]*draft
	order    []*draft

	own      map[string]*ownProfile
	ownOrder []*ownProfile
	chosen   *setting // the key profile

	digestTable *digestDraft // nil: there is none
	exposed     bool         // other users can read the file
}

// draft is an account of which not all has been read.
type draft struct {
	Account
	opened   setting   // where it begins
	proofs   []setting // password_command, keyring, oauth: the first of each that is there
	provider string    // of OAuth; "" for none of those known
}

// take takes in one setting. The error is a fault, or one to be placed.
func (r *reader) take(s setting) error {
	if s.kind == unstable.ArrayTable {
		return wrong("want a table in single brackets, not a list of tables")
	}
	switch s.path[0] {
	case "account":
		return r.account(s)
	case "notify":
		return r.notify(s)
	case "digest":
		return r.digest(s)
	case "profiles":
		return r.ownProfile(s)
	case "profile", "country", "timezone":
		text, err := s.string(1)
		if err != nil {
			return err
		}
		if s.path[0] == "profile" {
			r.chosen = &s // it may be one that stands further down
			return nil
		}
		return r.general(s.path[0], text)
	}
	return unknown(s.path[0], topKeys, accountKeys, "it belongs to an account: write it below [account.NAME]")
}

// general takes in a key of the file's top.
func (r *reader) general(key, text string) (err error) {
	c := &r.config
	switch key {
	case "country":
		if !slices.Contains(advice.Countries(), text) {
			return wrong("no holidays are known for it", countryHint())
		}
		c.Country = text
	case "timezone":
		if text == "" {
			return nil // the machine's
		}
		if c.Zone, err = time.LoadLocation(text); err != nil {
			return wrong("no such time zone", `use a name of the IANA list: "America/New_York", "Europe/Berlin", "UTC"`)
		}
	}
	return nil
}

// account takes in a setting of the accounts.
func (r *reader) account(s setting) error {
	switch {
	case len(s.path) == 1 && s.isTable():
		return nil
	case len(s.path) == 1, len(s.path) == 2 && !s.isTable():
		return wrong("want a table with the account's name", "write [account.personal] above the account's keys")
	case !bare(s.path[1]) || len(s.path[1]) > 64:
		return wrong("an account's name is made of up to 64 letters, digits, - and _")
	}
	a := r.accounts[s.path[1]]
	if a == nil {
		a = &draft{Account: Account{Name: s.path[1], SinceDays: defaultSinceDays}, opened: s}
		r.accounts[a.Name] = a
		r.order = append(r.order, a)
	}
	if len(s.path) == 2 {
		return nil
	}
	switch key := s.path[2]; key {
	case "password_command", "keyring", "oauth":
		return a.setProof(key, s, r.exposed)
	case "aliases", "mailboxes":
		list, err := s.strings(3)
		if err != nil {
			return err
		}
		return a.setList(key, list)
	default:
		if !slices.Contains(accountKeys, key) {
			return unknown(key, accountKeys, topKeys, "it belongs to the top of the file: write it above the first [table]")
		}
		text, err := s.string(3)
		if err != nil {
			return err
		}
		return a.set(key, text, s, filepath.Dir(r.config.File))
	}
}

// set takes in a key of text. Paths are relative to the folder.
func (a *draft) set(key, text string, s setting, folder string) (err error) {
	switch key {
	case "address":
		a.Address, err = address(text)
		if a.User == "" {
			a.User = text
		}
	case "imap":
		a.Server, err = server(text)
	case "user":
		if text != "" {
			a.User = text
		}
	case "ca_file":
		a.CAFile, err = certificates(text, folder)
	case "since":
		a.SinceDays, err = sinceDays(text)
	}
	return err
}

// setProof takes in what the account proves itself with.
func (a *draft) setProof(key string, s setting, exposed bool) (err error) {
	known := slices.ContainsFunc(a.proofs, func(p setting) bool { return p.path[2] == key })
	if none := key == "keyring" && s.text == "false"; !known && !none {
		a.proofs = append(a.proofs, s)
	}
	switch key {
	case "password_command":
		a.command, err = newCommand(s, 3)
	case "keyring":
		a.Keyring, err = s.bool(3)
	case "oauth":
		err = a.setOAuth(s, exposed)
	}
	return err
}

func (a *draft) setList(key string, list []string) error {
	for _, text := range list {
		switch key {
		case "aliases":
			alias, err := address(text)
			if err != nil {
				return err
			}
			a.Aliases = append(a.Aliases, alias)
		case "mailboxes":
			if text == "" {
				return wrong("a mailbox without a name", "leave the list out to read the usual mailboxes")
			}
			a.Mailboxes = append(a.Mailboxes, text)
		}
	}
	return nil
}

// finish checks that nothing is missing.
func (r *reader) finish() (Config, error) {
	c := r.config
	for _, a := range r.order {
		if err := a.finish(c.File); err != nil {
			return Config{}, err
		}
		c.Accounts = append(c.Accounts, a.Account)
	}
	if err := r.profiles(&c); err != nil {
		return Config{}, err
	}
	if err := r.finishDigest(&c); err != nil {
		return Config{}, err
	}
	var err error
	c.Calendar, err = advice.NewCalendar(c.Country, c.Zone)
	return c, err
}

// finish checks that an account has all that it needs, and one proof.
func (a *draft) finish(file string) error {
	missing := func(at setting, hints []string, path ...string) error {
		at.path = append([]string{"account", a.Name}, path...)
		return locate(wrong("missing", hints...), file, at)
	}
	switch {
	case a.Address == "":
		return missing(a.opened, []string{example["address"]}, "address")
	case a.Server.Host == "":
		return missing(a.opened, []string{example["imap"]}, "imap")
	case len(a.proofs) == 0:
		return missing(a.opened, []string{example["password_command"], "or keyring = true, or [account." + a.Name + ".oauth]"}, "password_command")
	case len(a.proofs) > 1:
		second := a.proofs[1]
		second.path = second.path[:3]
		return locate(wrong("the account has "+a.proofs[0].path[2]+" already", "keep one of password_command, keyring and oauth"), file, second)
	}
	a.command.place.File = file
	if a.OAuth == nil {
		return nil
	}
	own := a.OAuth.over(presets[a.provider])
	a.OAuth, own.secretCommand.place.File = &own, file
	if key := own.missing(); key != "" {
		return missing(a.proofs[0], oauthSample, "oauth", key)
	}
	if own.secret.Reveal() != "" && own.secretCommand.text.Reveal() != "" {
		e := own.secretCommand.place
		e.Problem, e.Hint = "the account has client_secret already", []string{"keep one of them"}
		return &e
	}
	return nil
}

// profiles makes the profiles of the file, and finds the chosen one.
func (r *reader) profiles(c *Config) error {
	for _, p := range r.ownOrder {
		made, at, err := p.profile()
		if err != nil {
			return locate(err, c.File, at)
		}
		c.Profiles = append(c.Profiles, made)
	}
	if r.chosen == nil {
		return nil
	}
	chosen, err := c.ProfileNamed(r.chosen.text)
	if err != nil {
		return locate(wrong("no such profile", profileHints()...), c.File, *r.chosen)
	}
	c.Profile = chosen
	return nil
}
