package imapwatch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"

	"hearback/classify/mail"
	"hearback/imapwatch/wire"
)

// Probe is one visit to an account's server that shows whether a watcher can do
// its work there. It goes the watcher's own steps, one by one, under the same
// limits, keeps nothing, and only reads. Its methods are for one goroutine, in
// the order in which they stand here.
type Probe struct {
	s    *session
	to   endpoint
	left time.Duration // for the login

	listed  []*imap.ListData
	watched []folder
}

// Reach connects: dial, TLS and greeting. Close ends the visit, and so does the
// end of ctx. The watcher's Store is not asked and may be nil.
func (w *Watcher) Reach(ctx context.Context) (*Probe, error) {
	to, err := w.Account.endpoint()
	if err != nil {
		return nil, err
	}
	s, left, err := w.reach(ctx, to)
	if err != nil {
		return nil, fmt.Errorf("reach %s: %w", to.address(), err)
	}
	s.past = newPast()
	return &Probe{s: s, to: to, left: left}, nil
}

// Close takes leave of the server.
func (p *Probe) Close() {
	if p.s.conn.Err() != nil {
		p.s.close()
		return
	}
	p.s.logOut()
}

// TLS returns how the connection is secured; nil: it is plain text, which is
// spoken on loopback only.
func (p *Probe) TLS() *tls.ConnectionState { return p.s.secured }

// LogIn logs in.
func (p *Probe) LogIn(ctx context.Context) error {
	if err := p.s.prove(ctx, p.to, p.left); err != nil {
		return fmt.Errorf("log in as %s: %w", p.s.Account.User, err)
	}
	return nil
}

// Alert returns what the server last said that is meant for a person, cleaned
// and at most wire.MaxText bytes; "" for nothing.
func (p *Probe) Alert() string { return p.s.conn.Alert() }

// wanted are the capabilities that the watcher makes use of where they are.
var wanted = []imap.Cap{imap.CapIdle, imap.CapESearch, imap.CapSpecialUse}

// Capabilities returns which of those that a watcher makes use of the server
// has, and which not: IDLE, ESEARCH, SPECIAL-USE.
func (p *Probe) Capabilities() (has, lacks []string) {
	for _, c := range wanted {
		if p.s.caps.Has(c) {
			has = append(has, string(c))
		} else {
			lacks = append(lacks, string(c))
		}
	}
	return has, lacks
}

// Look is what a visit shows of a mailbox that is watched.
type Look struct {
	Name        string
	Role        Role
	Messages    uint32
	UIDNext     uint32 // zero: the server does not tell
	UIDValidity uint32
	Err         error // why it cannot be read
}

// lookMost is how many mailboxes are opened in one visit.
const lookMost = 200

// Mailboxes opens each of the mailboxes that are watched, read-only. A server
// that lists none is an error, with a look at those that are watched all the
// same.
func (p *Probe) Mailboxes() ([]Look, error) {
	var gone []absent
	var listErr error
	if p.listed, listErr = p.s.list(); listErr == nil {
		p.watched, gone = choose(p.listed, p.s.Account.Mailboxes, p.s.caps.Has(capGmail))
	} else {
		p.watched = unlisted(p.s.Account.Mailboxes)
	}
	var looks []Look
	for _, g := range gone {
		looks = append(looks, Look{Name: g.name, Role: Other, Err: g})
	}
	for _, f := range p.watched[:min(len(p.watched), lookMost)] {
		if p.s.conn.Err() != nil {
			break // the last error tells why
		}
		look := Look{Name: f.name, Role: f.role}
		data, err := p.s.examine(f.name)
		if err != nil {
			look.Err = err
		} else {
			look.Messages, look.UIDNext, look.UIDValidity = data.NumMessages, uint32(data.UIDNext), data.UIDValidity
		}
		looks = append(looks, look)
	}
	return looks, listErr
}

// Newest returns when the newest message arrived in the mailbox that is idled
// on, by the server's clock (INTERNALDATE, RFC 3501, section 2.3.3): that clock
// is no earlier, unless somebody put the message there with another date. Zero:
// there is none.
func (p *Probe) Newest() (received time.Time, err error) {
	if len(p.watched) == 0 {
		return time.Time{}, errors.New("no mailbox to look at")
	}
	home := p.watched[0].name
	data, err := p.s.examine(home)
	if err != nil || data.NumMessages == 0 {
		return time.Time{}, err
	}
	next, err := p.s.top(data.NumMessages)
	if err != nil || next <= 1 {
		return time.Time{}, err
	}
	err = p.s.headersOf([]imap.UID{imap.UID(next - 1)}, func(_ imap.UID, at time.Time, _ []byte) { received = at })
	if err != nil {
		err = fmt.Errorf("look at the newest message of %s: %w", home, err)
	}
	return received, err
}

// Terms are by what the mail of known conversations is found.
type Terms struct {
	From []string // addresses, domains, or other parts of a From field
	IDs  []string // of messages that others answer, without angle brackets
}

// Sighting is mail that lies in a mailbox that is not watched.
type Sighting struct {
	Mailbox string
	Headers []mail.Header // of the newest messages, at most sightMost
}

// Bounds of the search in mailboxes that are not watched. Servers may have to
// read every header for it.
const (
	sightMost    = 20   // messages of a mailbox
	sightBoxes   = 50   // mailboxes
	sightTerms   = 60   // of each kind
	sightBytes   = 7000 // of the command: servers take 8,000 (RFC 2683, section 3.2.1.5)
	sightWait    = 30 * time.Second
	longestTerm  = 200 // bytes
	shortestTerm = 4   // bytes
)

// Elsewhere looks for mail of known conversations, since Account.Since, in the
// mailboxes that are not watched, but for Trash and Drafts. Where it stops
// early, after 50 mailboxes or half a minute, left says how many it did not
// look at.
func (p *Probe) Elsewhere(by Terms) (found []Sighting, left int, err error) {
	criteria, ok := by.criteria()
	others := p.unwatched()
	if !ok {
		return nil, 0, nil
	}
	criteria.Since = p.s.Account.Since
	begun := time.Now()
	for i, name := range others {
		if i == sightBoxes || time.Since(begun) > sightWait {
			return found, len(others) - i, nil
		}
		headers, err := p.sight(name, &criteria)
		if err != nil && passing(err) {
			return found, len(others) - i, fmt.Errorf("look into %s: %w", wire.Clean(name), err)
		}
		if err != nil {
			p.s.log.Debug("mailbox cannot be looked into", "mailbox", name, "err", err)
		}
		if len(headers) > 0 {
			found = append(found, Sighting{name, headers})
		}
	}
	return found, 0, nil
}

// unwatched returns the other mailboxes that a conversation may go on in. Where
// all mail is watched on Gmail, they are views of it.
func (p *Probe) unwatched() []string {
	if p.s.caps.Has(capGmail) && slices.ContainsFunc(p.watched, func(f folder) bool { return f.role == All }) {
		return nil
	}
	var names []string
	for _, d := range openable(p.listed) {
		if !isUnwatched(d) && !slices.ContainsFunc(p.watched, func(f folder) bool { return f.name == d.Mailbox }) {
			names = append(names, d.Mailbox)
		}
	}
	return names
}

// sight returns the headers of the newest messages that meet the criteria.
func (p *Probe) sight(name string, criteria *imap.SearchCriteria) ([]mail.Header, error) {
	data, err := p.s.examine(name)
	if err != nil || data.NumMessages == 0 {
		return nil, err
	}
	met, _, err := p.s.uidSearch(criteria)
	if err != nil {
		return nil, err
	}
	uids := lastOf(met, sightMost)
	if len(uids) == 0 {
		return nil, nil
	}
	var headers []mail.Header
	err = p.s.headersOf(uids, func(_ imap.UID, _ time.Time, section []byte) { headers = append(headers, mail.ParseHeader(section)) })
	return headers, err
}

// lastOf returns at most n of the highest UIDs of a set, without expanding it.
func lastOf(set imap.UIDSet, n int) []imap.UID {
	var uids []imap.UID
	for i := len(set) - 1; i >= 0; i-- {
		r := set[i]
		for uid := r.Stop; uid >= r.Start && uid > 0; uid-- {
			if len(uids) == n {
				return uids
			}
			uids = append(uids, uid)
		}
	}
	return uids
}

// criteria asks for any of the terms; false: there is none to ask for.
func (by Terms) criteria() (imap.SearchCriteria, bool) {
	var all []imap.SearchCriteria
	bytes := 0
	add := func(field, value string) {
		if bytes += len(field) + len(value) + len(` OR () () HEADER "" ""`); bytes > sightBytes {
			return
		}
		all = append(all, imap.SearchCriteria{Header: []imap.SearchCriteriaHeaderField{{Key: field, Value: value}}})
	}
	for _, from := range plain(by.From) {
		add("From", from)
	}
	for _, id := range plain(by.IDs) {
		add("References", id)
		add("In-Reply-To", id)
	}
	if len(all) == 0 {
		return imap.SearchCriteria{}, false
	}
	return anyOf(all), true
}

// plain returns the terms that every server takes as they are, in quotes.
func plain(terms []string) []string {
	var fit []string
	for _, term := range terms {
		odd := slices.ContainsFunc([]byte(term), func(b byte) bool { return b <= ' ' || b >= 0x7f || b == '"' || b == '\\' })
		if !odd && len(term) >= shortestTerm && len(term) <= longestTerm && len(fit) < sightTerms {
			fit = append(fit, term)
		}
	}
	return fit
}

// anyOf joins criteria by OR, as a tree as flat as can be: servers bound the
// depth.
func anyOf(all []imap.SearchCriteria) imap.SearchCriteria {
	if len(all) == 1 {
		return all[0]
	}
	half := len(all) / 2
	return imap.SearchCriteria{Or: [][2]imap.SearchCriteria{{anyOf(all[:half]), anyOf(all[half:])}}}
}
