package imapwatch

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/emersion/go-imap/v2"
)

// folder is a mailbox that is watched.
type folder struct {
	name string
	role Role
}

// absent is a configured mailbox that the server does not have.
type absent struct{ name, there string }

func (a absent) Error() string { return fmt.Sprintf("no mailbox %q; there are %s", a.name, a.there) }
func (a absent) Unwrap() error { return ErrConfig }

// list asks for the names of all mailboxes.
func (s *session) list() ([]*imap.ListData, error) {
	s.command("LIST")
	defer s.end()
	var options *imap.ListOptions
	// RFC 6154, section 2: without the RETURN option a server may give the
	// attributes or not.
	if s.caps.Has(imap.CapSpecialUse) && s.caps.Has(imap.CapListExtended) {
		options = &imap.ListOptions{ReturnSpecialUse: true}
	}
	listed, err := s.client.List("", "*", options).Collect()
	if err != nil {
		return nil, fmt.Errorf("list the mailboxes: %w", lost(s.conn, err))
	}
	return listed, nil
}

// openable leaves out what cannot be opened, or has a name that is none.
func openable(listed []*imap.ListData) []*imap.ListData {
	return slices.DeleteFunc(slices.Clone(listed), func(d *imap.ListData) bool {
		return d.Mailbox == "" || strings.ContainsFunc(d.Mailbox, unicode.IsControl) ||
			has(d, imap.MailboxAttrNoSelect) || has(d, imap.MailboxAttrNonExistent)
	})
}

// unlisted is what is watched where the server cannot tell its mailboxes.
func unlisted(configured []string) []folder {
	var chosen []folder
	for _, name := range configured {
		if name == "*" {
			continue
		}
		if strings.EqualFold(name, "INBOX") {
			chosen = append(chosen, folder{"INBOX", Inbox})
		} else {
			chosen = append(chosen, folder{name, Other})
		}
	}
	if len(chosen) == 0 {
		chosen = []folder{{"INBOX", Inbox}}
	}
	return chosen
}

// capGmail is what Gmail names its extensions. There every mailbox but Spam and
// Trash is a view of All Mail, which is read instead of them.
const capGmail imap.Cap = "X-GM-EXT-1"

// choose picks from what the server lists: what the config names, else INBOX,
// what is there for sent, archived and all mail, and junk. INBOX, or all mail
// in its place, comes first.
func choose(listed []*imap.ListData, configured []string, gmail bool) (chosen []folder, gone []absent) {
	listed = openable(listed)
	roles := rolesOf(listed)
	if gmail && (len(configured) == 0 || slices.Contains(configured, "*")) {
		if chosen = of(listed, roles, All, Junk); len(chosen) > 0 && chosen[0].role == All {
			return chosen, nil
		}
		chosen = nil // All Mail can be hidden from IMAP
	}
	add := func(name string) {
		f := folder{name, roles[name]}
		if !slices.Contains(chosen, f) {
			chosen = append(chosen, f)
		}
	}
	if len(configured) == 0 {
		chosen = append(chosen, folder{"INBOX", Inbox}) // always there (RFC 3501, section 5.1)
		return append(chosen, of(listed, roles, Sent, Archive, All, Junk)...), nil
	}
	for _, name := range configured {
		if name == "*" {
			for _, d := range listed {
				if !isUnwatched(d) {
					add(d.Mailbox)
				}
			}
			continue
		}
		found, ok := find(listed, name)
		if !ok {
			gone = append(gone, absent{name, names(listed)})
			continue
		}
		add(found)
	}
	slices.SortStableFunc(chosen, func(a, b folder) int { return order(a.role) - order(b.role) })
	return chosen, gone
}

// of returns the mailboxes that have one of the roles, in the order of these.
func of(listed []*imap.ListData, roles map[string]Role, wanted ...Role) (chosen []folder) {
	for _, role := range wanted {
		for _, d := range listed {
			if f := (folder{d.Mailbox, role}); roles[d.Mailbox] == role && !slices.Contains(chosen, f) {
				chosen = append(chosen, f)
			}
		}
	}
	return chosen
}

func order(r Role) int {
	if r == Inbox {
		return 0
	}
	return 1
}

// rolesOf says what each mailbox is for: what the server says, and, where it
// names none, the usual name with the shortest path.
func rolesOf(listed []*imap.ListData) map[string]Role {
	roles := make(map[string]Role, len(listed))
	given := make(map[Role]bool)
	for _, d := range listed {
		role := Other
		switch {
		case strings.EqualFold(d.Mailbox, "INBOX"):
			role = Inbox
		case has(d, imap.MailboxAttrSent):
			role = Sent
		case has(d, imap.MailboxAttrArchive):
			role = Archive
		case has(d, imap.MailboxAttrAll):
			role = All
		case has(d, imap.MailboxAttrJunk):
			role = Junk
		}
		roles[d.Mailbox] = role
		given[role] = true
	}
	for role, want := range map[Role]purpose{Sent: sentMail, Archive: archived, Junk: junkMail} {
		if given[role] {
			continue
		}
		if best := usual(listed, roles, want); best != "" {
			roles[best] = role
		}
	}
	return roles
}

// usual returns the mailbox whose name says the purpose, "" for none.
func usual(listed []*imap.ListData, roles map[string]Role, want purpose) string {
	best, depth := "", 0
	for _, d := range listed {
		if roles[d.Mailbox] != Other || isUnwatched(d) || purposeByName(d.Mailbox, d.Delim) != want {
			continue
		}
		parts := 1
		if d.Delim != 0 {
			parts += strings.Count(d.Mailbox, string(d.Delim))
		}
		if best == "" || parts < depth || parts == depth && len(d.Mailbox) < len(best) {
			best, depth = d.Mailbox, parts
		}
	}
	return best
}

// isUnwatched reports whether the mailbox is for trash or drafts.
func isUnwatched(d *imap.ListData) bool {
	return has(d, imap.MailboxAttrTrash) || has(d, imap.MailboxAttrDrafts) ||
		purposeByName(d.Mailbox, d.Delim) == unwatched
}

func has(d *imap.ListData, attr imap.MailboxAttr) bool {
	return slices.ContainsFunc(d.Attrs, func(a imap.MailboxAttr) bool {
		return strings.EqualFold(string(a), string(attr))
	})
}

// find returns the mailbox's name as the server writes it.
func find(listed []*imap.ListData, name string) (string, bool) {
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, strings.EqualFold} {
		for _, d := range listed {
			if same(d.Mailbox, name) {
				return d.Mailbox, true
			}
		}
	}
	return "", false
}

// names lists at most 30 mailboxes for an error.
func names(listed []*imap.ListData) string {
	var all []string
	for _, d := range listed {
		if len(all) == 30 {
			all = append(all, "...")
			break
		}
		all = append(all, fmt.Sprintf("%q", d.Mailbox))
	}
	return strings.Join(all, ", ")
}
