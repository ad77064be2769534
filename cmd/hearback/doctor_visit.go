package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
	"time"

	"hearback/classify"
	"hearback/classify/candidacy"
	"hearback/cmd/hearback/internal/config"
	"hearback/imapwatch"
	"hearback/imapwatch/credential"
	"hearback/state"
)

// visit is the part of a check-up that concerns one account.
type visit struct {
	*doctor
	account config.Account
	watcher *imapwatch.Watcher
	probe   *imapwatch.Probe
	looks   []imapwatch.Look
}

// name is what stands before a line's words.
func (v *visit) name(check string) string { return v.account.Name + " " + check }

// check goes from the secret to the mailboxes, as far as that is possible.
func (v *visit) check(ctx context.Context) {
	a, err := v.imapAccount(v.settings, v.account)
	if err != nil {
		v.wrong(v.name("tls"), err)
		return
	}
	secret, err := a.Credential(ctx, false)
	if err != nil {
		v.wrong(v.name("secret"), err)
	} else {
		v.tell(fine, v.name("secret"), given(v.account))
	}
	hasSecret := err == nil
	// Asked for once: it may be a person who answers.
	fetch := a.Credential
	a.Credential = func(ctx context.Context, refused bool) (credential.Credential, error) {
		if refused {
			return fetch(ctx, true)
		}
		return secret, nil
	}
	v.watcher = &imapwatch.Watcher{Account: a, Log: v.log}
	if !v.resolve(ctx) || !v.reach(ctx) {
		return
	}
	defer v.probe.Close()
	if hasSecret && v.logIn(ctx) {
		v.capabilities()
		v.mailboxes()
		v.clock()
		v.elsewhere(ctx)
	}
	if said := v.probe.Alert(); said != "" {
		v.tell(look, v.name("server"), "the server says: "+said)
	}
}

// resolveWait is how long the name service may take.
const resolveWait = 10 * time.Second

// resolve looks the server's name up.
func (v *visit) resolve(ctx context.Context) bool {
	host := v.account.Server.Host
	if _, err := netip.ParseAddr(host); err == nil {
		v.tell(fine, v.name("dns"), host+" is an address by itself")
		return true
	}
	ctx, cancel := context.WithTimeout(ctx, resolveWait)
	defer cancel()
	addresses, err := net.DefaultResolver.LookupHost(ctx, host)
	if err != nil {
		v.wrong(v.name("dns"), fmt.Errorf("%w: %w", imapwatch.ErrUnreachable, err))
		return false
	}
	v.tell(fine, v.name("dns"), host+" is "+strings.Join(addresses[:min(len(addresses), 4)], ", "))
	return true
}

// reach connects, and tells how that is secured.
func (v *visit) reach(ctx context.Context) bool {
	var err error
	if v.probe, err = v.watcher.Reach(ctx); err != nil {
		name := "connection"
		if errors.Is(err, imapwatch.ErrCertificate) || errors.Is(err, imapwatch.ErrInsecure) {
			name = "tls"
		}
		v.wrong(v.name(name), err)
		return false
	}
	words := "plain text, which does not leave this machine"
	if secured := v.probe.TLS(); secured != nil {
		words = fmt.Sprintf("%s, certificate good until %s", tls.VersionName(secured.Version), v.moment(secured.PeerCertificates[0].NotAfter))
	}
	v.tell(fine, v.name("tls"), words)
	return true
}

func (v *visit) logIn(ctx context.Context) bool {
	if err := v.probe.LogIn(ctx); err != nil {
		v.wrong(v.name("login"), err)
		return false
	}
	v.tell(fine, v.name("login"), "as "+v.account.User)
	return true
}

// without says what is done where the server lacks a capability.
var without = map[string]string{
	"IDLE":        "without IDLE, mail is looked for every minute",
	"ESEARCH":     "without ESEARCH, what is new takes longer to find in a large mailbox",
	"SPECIAL-USE": "without SPECIAL-USE, mailboxes are known by their usual names",
}

func (v *visit) capabilities() {
	has, lacks := v.probe.Capabilities()
	words := []string{strings.Join(has, ", ")}
	if len(has) == 0 {
		words = nil
	}
	for _, c := range lacks {
		words = append(words, without[c])
	}
	v.tell(fine, v.name("capabilities"), strings.Join(words, "; "))
}

// mailboxes tells of each mailbox that is watched, and whether what the person
// sends is among it.
func (v *visit) mailboxes() {
	looks, err := v.probe.Mailboxes()
	if err != nil {
		v.wrong(v.name("mailboxes"), err, "without a list of the mailboxes only INBOX and those named in mailboxes are watched")
	}
	v.looks = looks
	seesSent := err != nil
	for _, l := range looks {
		v.mailbox(l)
		seesSent = seesSent || l.Role == imapwatch.Sent || l.Role == imapwatch.All
	}
	if !seesSent {
		v.tell(look, v.name("mailboxes"), "none of those that are watched is for what you send: your own answers are not seen", "name the one that holds them in mailboxes, beside INBOX")
	}
}

// staleAfter is how long after its last reading a mailbox deserves a look:
// watch reads each at least every five minutes.
const staleAfter = 24 * time.Hour

// mailbox tells of one that is watched.
func (v *visit) mailbox(l imapwatch.Look) {
	name := v.name(quoted(l.Name))
	if l.Err != nil {
		v.wrong(name, l.Err)
		return
	}
	words := fmt.Sprintf("%s, %s", l.Role, counted(int(l.Messages), "message"))
	i := slices.IndexFunc(v.followed, func(f state.Followed) bool { return f.Account == v.account.Name && f.Name == l.Name })
	if i < 0 {
		v.tell(fine, name, words+"; never read yet")
		return
	}
	switch f := v.followed[i]; {
	case f.UIDValidity != l.UIDValidity:
		v.tell(fine, name, words+"; made anew since it was last read: it will be read from the start")
	case f.SyncedAt.IsZero():
		v.tell(fine, name, words+"; not read to its end yet")
	case time.Since(f.SyncedAt) > staleAfter:
		v.tell(look, name, fmt.Sprintf("%s; last read %s ago, at %s", words, span(time.Since(f.SyncedAt)), v.moment(f.SyncedAt)), "'hearback watch' follows it: is it running?")
	default:
		v.tell(fine, name, fmt.Sprintf("%s; last read %s ago, at %s", words, span(time.Since(f.SyncedAt)), v.moment(f.SyncedAt)))
	}
}

// clockSlack is by how much two clocks may differ before it is told.
const clockSlack = 2 * time.Minute

const clockHint = "compare this machine's clock with another one; 'timedatectl' shows whether the network sets it"

// clock holds this machine's clock against the newest arrival in the server's:
// IMAP has no other way to ask for the time. A clock that is ahead cannot be
// told from a mailbox in which nothing arrived.
func (v *visit) clock() {
	newest, err := v.probe.Newest()
	ahead := time.Until(newest)
	switch {
	case err != nil:
		v.wrong(v.name("clock"), err)
	case newest.IsZero():
		v.tell(fine, v.name("clock"), "no message to hold it against")
	case ahead > clockSlack:
		v.tell(mend, v.name("clock"), fmt.Sprintf("the newest message arrived %s from now, at %s by the server's clock: this machine's is behind, or the server's is ahead", span(ahead), v.moment(newest)), clockHint)
	default:
		v.tell(fine, v.name("clock"), fmt.Sprintf("not behind the server's: the newest message arrived %s ago", span(max(0, -ahead))))
	}
}

// elsewhere looks for mail of known candidacies that hearback does not see.
func (v *visit) elsewhere(ctx context.Context) {
	if v.store == nil || v.looks == nil {
		return
	}
	known, err := knownThreads(ctx, v.store)
	if err != nil {
		v.wrong(v.name("other mailboxes"), err)
		return
	}
	found, left, err := v.probe.Elsewhere(known.terms)
	reader := v.settings.reader(v.account)
	told := false
	for _, s := range found {
		if employers := known.missed(reader, s); len(employers) > 0 {
			told = true
			v.tell(mend, v.name(quoted(s.Mailbox)), "is not watched, and mail of "+strings.Join(employers, ", ")+" goes on there",
				fmt.Sprintf("watch it too: below [account.%s] write mailboxes = %s", v.account.Name, v.mailboxesWith(s.Mailbox)))
		}
	}
	switch {
	case err != nil:
		v.tell(look, v.name("other mailboxes"), fmt.Sprintf("%s not looked into for mail of your candidacies: %v", counted(left, "mailbox"), err))
	case left > 0:
		v.tell(look, v.name("other mailboxes"), fmt.Sprintf("%d more not looked into for mail of your candidacies: it took too long", left))
	case !told:
		v.tell(fine, v.name("other mailboxes"), "no mail of your candidacies lies in those that are not watched")
	}
}

// mailboxesWith writes what is watched, and one more, as the config wants it.
func (v *visit) mailboxesWith(more string) string {
	var names []string
	for _, l := range v.looks {
		if l.Err == nil {
			names = append(names, fmt.Sprintf("%q", l.Name))
		}
	}
	return "[" + strings.Join(append(names, fmt.Sprintf("%q", more)), ", ") + "]"
}

// threads are by what the mail of candidacies is known.
type threads struct {
	terms    imapwatch.Terms
	employer map[classify.Tie]string // with the candidacy's number
	has      map[int64]bool          // the messages that the state has
}

// idsOfEach is how many messages of a candidacy are looked for as answered, its
// last ones.
const idsOfEach = 3

// knownThreads returns those of every candidacy, the latest first.
func knownThreads(ctx context.Context, store *state.Store) (threads, error) {
	known := threads{employer: map[classify.Tie]string{}, has: map[int64]bool{}}
	all, err := store.Candidacies(ctx, time.Now())
	if err != nil {
		return known, err
	}
	slices.SortStableFunc(all, func(a, b candidacy.Candidacy) int {
		return b.Entries[len(b.Entries)-1].At.Compare(a.Entries[len(a.Entries)-1].At)
	})
	for _, c := range all {
		name := fmt.Sprintf("#%d", c.ID)
		if c.Employer.Name != "" {
			name += " " + cut(c.Employer.Name, 60)
		}
		for _, t := range candidacy.Proofs(c.Entries) {
			if known.employer[t] != "" {
				continue
			}
			known.employer[t] = name
			if t.Of != classify.ByID {
				known.terms.From = append(known.terms.From, t.Value)
			}
		}
		for i, e := range c.Entries {
			known.has[e.Key] = true
			if i >= len(c.Entries)-idsOfEach {
				known.terms.IDs = append(known.terms.IDs, e.MessageID)
			}
		}
	}
	return known, nil
}

// missed returns the candidacies of what lies in a mailbox and is not in the
// state by another way, such as a copy in INBOX.
func (known threads) missed(reader *classify.Reader, s imapwatch.Sighting) []string {
	var employers []string
	for i := range s.Headers {
		if known.has[state.Key(&s.Headers[i])] {
			continue
		}
		for _, t := range reader.Ties(&s.Headers[i]) {
			if name := known.employer[t]; name != "" && !slices.Contains(employers, name) {
				employers = append(employers, name)
				break
			}
		}
	}
	return employers[:min(len(employers), 5)]
}
