package candidacy

import (
	"slices"
	"strings"

	"hearback/classify"
	"hearback/classify/mail"
)

// thread is what References, In-Reply-To and Thread-Index tie together.
type thread struct {
	entries []*Entry
	domains []string // employers' registrable domains, those of decisive readings first
	names   []string // employers' keys
	written []writtenName
	role    string
	marked  bool // a mark hangs on it: it stays whatever it is read as
	alone   bool // it joins no other thread by employer or role
}

// threadsOf ties entries that share an id, and those to which further gives the same
// one; it may be nil. An id that no message bears (a
// ghost: lost, or not arrived yet) ties its references all the same.
func threadsOf(entries []*Entry, further func(*Entry) []string) []*thread {
	ties := newForest(len(entries))
	bearer := map[string]int{}
	tie := func(id string, i int) {
		if first, ok := bearer[id]; ok {
			ties.join(first, i)
		} else {
			bearer[id] = i
		}
	}
	for i, e := range entries {
		for _, id := range e.IDs {
			tie(id, i)
		}
		if further == nil {
			continue
		}
		for _, id := range further(e) {
			tie(id, i)
		}
	}
	byRoot := map[int]*thread{}
	var threads []*thread
	for i, e := range entries {
		root := ties.root(i)
		t := byRoot[root]
		if t == nil {
			t = &thread{}
			byRoot[root] = t
			threads = append(threads, t)
		}
		t.entries = append(t.entries, e)
	}
	return threads
}

// seeds reports whether the message makes a candidacy by itself. What was not
// addressed to the candidate must be beyond doubt: lists are full of jobs.
func (e *Entry) seeds() bool {
	switch r := e.Reading; {
	case e.FoundIn == junk:
		return false
	case r.Kind.Seeds():
		return r.Sure && (!r.Bystander || r.Job >= beyondDoubt && r.Author != classify.Machine)
	case r.Author == classify.Own && r.Kind != classify.OwnAnswer:
		return r.Job >= ownSeed
	}
	return false
}

// junk is the role of the spam folder: what lies there joins what is known,
// and makes nothing by itself (ADVICE, spam folder).
const junk = "junk"

const (
	// beyondDoubt is how sure it must be that what others were sent is job mail.
	beyondDoubt = 0.97
	// hinting is how sure it must be for what the candidate answers as one who is
	// applying does.
	hinting = 0.9
	// ownSeed is how sure it must be that the candidate's own message proves a
	// candidacy of which no other word was found.
	ownSeed = 0.8
)

// seeded reports whether the thread makes a candidacy: one of its messages does by
// itself, or the employer's and the candidate's do together.
func (t *thread) seeded() bool {
	return t.marked || slices.ContainsFunc(t.entries, (*Entry).seeds) ||
		slices.ContainsFunc(t.entries, (*Entry).Hints) && slices.ContainsFunc(t.entries, (*Entry).partakes)
}

// onlyOwn reports whether nobody but the candidate wrote in the thread.
func (t *thread) onlyOwn() bool {
	return !slices.ContainsFunc(t.entries, func(e *Entry) bool { return e.Reading.Author != classify.Own })
}

// answers reports whether the message answers another one, be that there or not.
func (e *Entry) answers() bool {
	return slices.ContainsFunc(e.IDs, func(id string) bool { return id != e.MessageID && !strings.HasPrefix(id, "thread-index:") })
}

// Hints reports whether somebody's message is surely about work, though it does not
// show whose: with the candidate's answer it makes a candidacy.
func (e *Entry) Hints() bool {
	r := e.Reading
	return e.FoundIn != junk && r.Author != classify.Own && r.Author != classify.Machine && !r.Bystander && r.Kind.Seeds() && r.Job >= hinting
}

// partakes reports whether the candidate's message has the words of one who is
// applying.
func (e *Entry) partakes() bool {
	r := e.Reading
	return r.Author == classify.Own && r.Kind != classify.OwnOther && r.Confidence >= trustedOwn
}

// identify gathers the employer and the role that the thread's messages name.
func (t *thread) identify() {
	for _, decisive := range []bool{true, false} {
		before := classify.Reading{}
		for _, e := range t.entries {
			if e.seeds() != decisive {
				continue
			}
			if e.Reading.Employer == before.Employer && e.Reading.Role == before.Role {
				continue
			}
			before.Employer, before.Role = e.Reading.Employer, e.Reading.Role
			if d := e.Reading.Employer.Domain; d != "" && !slices.Contains(t.domains, d) {
				t.domains = append(t.domains, d)
				if k := classify.DomainKey(d); len(k) >= 3 && decisive && !slices.Contains(t.names, k) {
					t.names = append(t.names, k)
				}
			}
			if k := classify.EmployerKey(e.Reading.Employer.Name); len(k) >= 3 && decisive && !slices.Contains(t.names, k) {
				t.names = append(t.names, k)
				t.written = append(t.written, nameWritten(e.Reading.Employer.Name))
			}
			if n := e.Reading.Employer.Name; n != "" && !decisive && e.Reading.Author == classify.Person {
				t.written = append(t.written, nameWritten(n)) // a domain may spell it
			}
			if t.role == "" && (decisive || e.Reading.Author != classify.Own) {
				t.role = e.Reading.Role
			}
		}
	}
}

// counterparts are the addresses at organisations that the message is
// exchanged with: they can be the employer's people. A friend's free mail is
// tied by its thread alone.
func (e *Entry) counterparts() []string {
	parties := e.To
	if e.Reading.Author != classify.Own {
		if e.Reading.Author != classify.Person || e.Reading.Bystander {
			return nil
		}
		parties = []mail.Participant{e.From}
	}
	var out []string
	for _, p := range parties[:min(len(parties), classify.MaxParties)] {
		if classify.EmployerDomain(p) != "" {
			out = append(out, p.Address)
		}
	}
	return out
}

// correspondents are the free-mail addresses that a thread about a job is
// exchanged with: small employers write from them. They tie what is about a job
// itself, never a friend's chatter.
func (e *Entry) correspondents() []string {
	if !e.seeds() && !e.Hints() {
		return nil
	}
	parties := []mail.Participant{e.From}
	if e.Reading.Author == classify.Own {
		parties = e.To
	}
	var out []string
	for _, p := range parties[:min(len(parties), classify.MaxParties)] {
		if classify.FreeMail(p) {
			out = append(out, p.Address)
		}
	}
	return out
}
