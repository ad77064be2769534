package config

import (
	"slices"
	"strings"
	"time"
)

// digestKeys are those of the table digest.
var digestKeys = []string{"to", "day", "time", "via", "smtp", "account", "smtp_user", "smtp_password_command", "quiet_weeks"}

// Digest says when the weekly digest is sent, and how.
type Digest struct {
	To     string // an address, in lower case; the account's where not given
	Day    time.Weekday
	Minute int // of the day, by the configured zone's clock
	// Account is whose mailbox the digest is written for: it bears the
	// account's address as its sender.
	Account Account
	// ByIMAP says that the digest is appended to the account's INBOX. Without
	// it the digest goes by the Server.
	ByIMAP bool
	// Arrives is the account in whose mailbox the digest lies in the end: the
	// one that has the address To, else Account.
	Arrives Account
	Server  Server // for submission
	// Login is whose user and secret the Server gets: the account, or what
	// smtp_user and smtp_password_command say.
	Login    Account
	OwnLogin bool // it is what they say
	// QuietWeeks says that a line is sent where nothing has happened.
	QuietWeeks bool
}

// digestDraft is the table, before the accounts are known.
type digestDraft struct {
	Digest
	opened  setting
	account string
	named   setting // the key account
	user    string
	command command
}

// digest takes in a setting of the table.
func (r *reader) digest(s setting) error {
	if r.digestTable == nil {
		r.digestTable = &digestDraft{opened: s, Digest: Digest{Day: time.Monday, Minute: 8 * 60, QuietWeeks: true}}
	}
	switch {
	case len(s.path) == 1 && s.isTable():
		return nil
	case len(s.path) == 1:
		return wrong("want a table: [digest]")
	case !slices.Contains(digestKeys, s.path[1]):
		return unknown(s.path[1], digestKeys, topKeys, "it belongs to the top of the file: write it above the first [table]")
	}
	text, err := s.string(2)
	if err != nil {
		return err
	}
	return r.digestTable.set(s.path[1], text, s)
}

func (d *digestDraft) set(key, text string, s setting) (err error) {
	switch key {
	case "to":
		d.To, err = address(text)
	case "day":
		d.Day, err = weekday(text)
	case "time":
		d.Minute, err = minute(text)
	case "via":
		if text != "smtp" && text != "imap" {
			return wrong(`want "smtp" or "imap"`, `"imap" puts it into INBOX and needs no SMTP`)
		}
		d.ByIMAP = text == "imap"
	case "smtp":
		d.Server, err = submission(text)
	case "account":
		d.account, d.named = text, s
	case "smtp_user":
		d.user = text
	case "smtp_password_command":
		d.command, err = newCommand(s, 2)
	case "quiet_weeks":
		if text != "line" && text != "none" {
			return wrong(`want "line" or "none"`, `what is sent in a week without news`)
		}
		d.QuietWeeks = text == "line"
	}
	return err
}

// weekday reads an English name of a day.
func weekday(text string) (time.Weekday, error) {
	for day := range time.Saturday + 1 {
		if strings.EqualFold(day.String(), text) {
			return day, nil
		}
	}
	return 0, wrong("not a day of the week", `day = "monday"`)
}

// minute reads "08:00" as the minutes since midnight.
func minute(text string) (int, error) {
	t, err := time.Parse("15:04", text)
	if err != nil || len(text) != len("15:04") {
		return 0, wrong("not a time of day", `time = "08:00"`)
	}
	return t.Hour()*60 + t.Minute(), nil
}

// finishDigest finds the table's account, and checks that nothing is missing.
func (r *reader) finishDigest(c *Config) error {
	d := r.digestTable
	if d == nil {
		return nil
	}
	missing := func(key string, hints ...string) error {
		at := d.opened
		at.path = []string{"digest", key}
		return locate(wrong("missing", hints...), c.File, at)
	}
	i := slices.IndexFunc(c.Accounts, func(a Account) bool { return a.Name == d.account })
	switch {
	case i >= 0:
	case d.account != "":
		return locate(wrong("no such account", accountsHint(c.Accounts)), c.File, d.named)
	case len(c.Accounts) == 1:
		i = 0
	default:
		return missing("account", "whose mailbox the digest is for", accountsHint(c.Accounts))
	}
	d.Account, d.Login, d.Arrives = c.Accounts[i], c.Accounts[i], c.Accounts[i]
	if d.To == "" {
		d.To = d.Account.Address
	}
	if j := slices.IndexFunc(c.Accounts, func(a Account) bool { return a.Address == d.To || slices.Contains(a.Aliases, d.To) }); j >= 0 && !d.ByIMAP {
		d.Arrives = c.Accounts[j]
	}
	switch {
	case !d.ByIMAP && d.Server.Host == "":
		return missing("smtp", `smtp = "submissions://smtp.example.org"`, `or via = "imap": appended to INBOX, no SMTP needed`)
	case (d.user == "") != (d.command.text.Reveal() == ""):
		key := map[bool]string{true: "smtp_user", false: "smtp_password_command"}[d.user == ""]
		return missing(key, "smtp_user and smtp_password_command go together", "without both, the account's own are used")
	}
	if d.user != "" {
		d.command.place.File = c.File
		d.OwnLogin = true
		d.Login.User, d.Login.Keyring, d.Login.OAuth, d.Login.command = d.user, false, nil, d.command
	}
	c.Digest = &d.Digest
	return nil
}

func accountsHint(accounts []Account) string {
	if len(accounts) == 0 {
		return "the config has no account: add [account.NAME]"
	}
	names := make([]string, len(accounts))
	for i, a := range accounts {
		names[i] = a.Name
	}
	return "known: " + strings.Join(names, ", ")
}
