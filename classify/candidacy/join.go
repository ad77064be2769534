package candidacy

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"hearback/classify"
	"hearback/classify/mail"
)

// Join groups messages into candidacies: the threads that carry job mail, tied
// where they share an employer and do not name different roles. What belongs
// to no candidacy is left out. The marks always win. The order of the entries
// does not matter.
//
// Each group is ordered by time, the groups by their first message.
func Join(entries []Entry, marks []Mark) [][]Entry {
	all := pointers(entries)
	slices.SortFunc(all, byTime)
	j := newJoiner(all)
	threads := apart(threadsOf(all, j.numbers), marks)
	slices.SortFunc(threads, func(a, b *thread) int { return byTime(a.entries[0], b.entries[0]) })
	for _, t := range threads {
		t.identify()
		told := hangsOn(t.entries, marks)
		t.marked = len(told) > 0
		t.alone = t.alone || dismissed(told)
		if t.seeded() && !t.onlyOwn() {
			j.seed(t)
		}
	}
	rest := j.adoptAll(slices.DeleteFunc(slices.Clone(threads), (*thread).seeded))
	for _, t := range threads { // whom the candidate thanks may be known by now
		if t.seeded() && t.onlyOwn() {
			j.seed(t)
		}
	}
	j.adoptAll(rest)
	var groups [][]Entry
	for _, g := range merged(j.groups, marks) {
		slices.SortFunc(g.entries, byTime)
		group := make([]Entry, len(g.entries))
		for i, e := range g.entries {
			group[i] = *e
		}
		groups = append(groups, group)
	}
	slices.SortFunc(groups, func(a, b []Entry) int { return byTime(&a[0], &b[0]) })
	return groups
}

// adoptAll adds to the groups what belongs to them, and returns the other threads.
func (j *joiner) adoptAll(rest []*thread) []*thread {
	for n := len(rest) + 1; len(rest) < n; { // what is adopted may bring more
		n = len(rest)
		rest = slices.DeleteFunc(rest, j.adopts)
	}
	return rest
}

func byTime(a, b *Entry) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Key, b.Key))
}

func pointers(entries []Entry) []*Entry {
	all := make([]*Entry, len(entries))
	for i := range entries {
		all[i] = &entries[i]
	}
	return all
}

// group is a candidacy in the making.
type group struct {
	entries        []*Entry
	role           string
	names, domains []string
	written        []writtenName
}

type joiner struct {
	groups   []*group
	mine     map[string]bool // the candidate's addresses
	byDomain map[string][]*group
	byName   map[string][]*group
	byRef    map[string][]*group // requisitions' numbers
	// bySubject finds groups by what their messages are about.
	bySubject map[string][]*group
	// byOpening finds groups by the first letters of their names.
	byOpening map[string][]*group
	byPerson  map[string]*group // addresses
	byHost    map[string]*group // names of people who wrote
	involved  map[string]*group // addresses that the employer brought in
	refs      memo[[]ref]       // by subjects
	keys      memo[string]      // of people, by their names
	subjects  memo[string]      // their letters, by subjects
	plain     memo[string]      // the same, as domains spell them
	openings  memo[[]string]    // beginnings of names, by subjects
}

// memo remembers what a function of a text gives: the messages of a thread have
// much the same subjects and senders.
type memo[T any] struct {
	of    func(string) T
	known map[string]T
}

func remembering[T any](of func(string) T) memo[T] { return memo[T]{of, map[string]T{}} }

func (m memo[T]) get(text string) T {
	v, ok := m.known[text]
	if !ok {
		v = m.of(text)
		m.known[text] = v
	}
	return v
}

func newJoiner(entries []*Entry) *joiner {
	return &joiner{mine: mine(entries), byDomain: map[string][]*group{}, byName: map[string][]*group{}, byRef: map[string][]*group{}, bySubject: map[string][]*group{}, byOpening: map[string][]*group{},
		byPerson: map[string]*group{}, byHost: map[string]*group{}, involved: map[string]*group{}, refs: remembering(refsIn), keys: remembering(personKey),
		subjects: remembering(classify.EmployerKey), plain: remembering(plainKey), openings: remembering(openingsIn)}
}

// seed adds a thread that carries job mail to the candidacy of the same
// employer and role, or makes a new one of it.
func (j *joiner) seed(t *thread) {
	if t.alone {
		g := &group{}
		j.groups = append(j.groups, g)
		j.put(g, t.entries)
		return
	}
	var g *group
	for _, k := range j.candidates(t) {
		if sameRole(k.role, t.role) && (g == nil || k.nearer(t, g)) {
			g = k
		}
	}
	asked := map[[2]string]bool{}
	for i := 0; g == nil && i < len(t.entries); i++ { // sure by itself or not: an agency's client
		e := t.entries[i]
		about := [2]string{e.From.Domain(), e.Subject}
		if e.forged() || !e.ofTalk() || asked[about] {
			continue
		}
		asked[about] = true
		if k := j.announced(t, e); k != nil && sameRole(k.role, t.role) {
			g = k
		}
	}
	if g == nil {
		g = &group{}
		j.groups = append(j.groups, g)
	}
	if others := j.provedSame(t, g); len(others) == 1 {
		j.unite(g, others[0])
	}
	if g.role == "" {
		g.role = t.role
	}
	j.put(g, t.entries)
	g.names, g.domains, g.written = append(g.names, t.names...), append(g.domains, t.domains...), append(g.written, t.written...)
	for _, d := range t.domains {
		j.byDomain[d] = adding(j.byDomain[d], g)
	}
	for _, n := range t.names {
		j.byName[n] = adding(j.byName[n], g)
		j.opens(n, g)
	}
	for _, n := range t.written {
		j.opens(n.opening, g)
	}
	for _, e := range t.entries {
		for _, p := range append(e.counterparts(), e.correspondents()...) {
			j.byPerson[p] = g
		}
		j.involve(e, g)
		for _, ref := range j.refs.get(e.Subject) {
			j.byRef[ref.number] = adding(j.byRef[ref.number], g)
		}
		if k := j.keys.get(e.From.Name); k != "" && (e.Reading.Author == classify.Person || e.Reading.Author == classify.Relay) {
			j.byHost[k] = g
		}
	}
}

// put adds messages to a group.
func (j *joiner) put(g *group, entries []*Entry) {
	g.entries = append(g.entries, entries...)
	for _, e := range entries {
		j.bySubject[e.Subject] = adding(j.bySubject[e.Subject], g)
	}
}

// opens notes a group by how a name of its employer begins.
func (j *joiner) opens(name string, g *group) {
	if len(name) >= telling {
		j.byOpening[name[:telling]] = adding(j.byOpening[name[:telling]], g)
	}
}

// nearer reports whether the thread belongs rather to g than to another group that
// matches less: to that of its stated role, else to where something happened last.
func (g *group) nearer(t *thread, other *group) bool {
	a, b := sameStated(g.role, t.role), sameStated(other.role, t.role)
	if a != b || a || sameRole(g.role, other.role) {
		return a || !b
	}
	return !g.latest(t.entries[0]).Before(other.latest(t.entries[0]))
}

// latest is when the last message before another one was exchanged.
func (g *group) latest(before *Entry) time.Time {
	var at time.Time
	for _, e := range g.entries {
		if e.At.After(at) && byTime(e, before) < 0 {
			at = e.At
		}
	}
	return at
}

// provedSame are the groups that the thread, which is g's, proves to be g's
// candidacy: one of its messages gives the employer both its name and its domain,
// and until then one of the two was known by a relay's mail alone; or they write
// of one requisition's number: another house writes for the employer.
func (j *joiner) provedSame(t *thread, g *group) []*group {
	var found []*group
	if j.numbered(t) {
		for _, other := range j.candidates(t) {
			if other != g && sameStated(other.role, g.role) {
				found = adding(found, other)
			}
		}
	}
	for _, e := range t.entries {
		x := e.Reading.Employer
		if x.Name == "" || x.Domain == "" || !e.seeds() {
			continue
		}
		for _, other := range append(slices.Clone(j.byName[classify.EmployerKey(x.Name)]), j.byDomain[x.Domain]...) {
			if other != g && sameRole(other.role, t.role) && sameRole(other.role, g.role) && (len(other.domains) == 0 || len(g.domains) == 0) {
				found = adding(found, other)
			}
		}
	}
	return found
}

// numbers are those of requisitions that what may be job mail bears and nobody else has.
func (j *joiner) numbers(e *Entry) []string {
	if r := e.Reading; !r.Kind.Job() && r.Within.Kind == "" && !classify.HiringService(e.From) || e.forged() || e.FoundIn == junk {
		return nil
	}
	var ids []string
	for _, ref := range j.refs.get(e.Subject) {
		if ref.sure {
			ids = append(ids, "requisition:"+ref.number)
		}
	}
	return ids
}

// numbered reports whether a number that nobody else has ties messages of the thread.
func (j *joiner) numbered(t *thread) bool {
	seen := map[string]string{} // by whom
	for _, e := range t.entries {
		for _, ref := range j.refs.get(e.Subject) {
			if by, ok := seen[ref.number]; ref.sure && ok && by != e.From.Address {
				return true
			}
			seen[ref.number] = e.From.Address
		}
	}
	return false
}

// unite makes one group of two.
func (j *joiner) unite(g, other *group) {
	g.entries = append(g.entries, other.entries...)
	g.names, g.domains, g.written = append(g.names, other.names...), append(g.domains, other.domains...), append(g.written, other.written...)
	if g.role == "" {
		g.role = other.role
	}
	j.groups = slices.DeleteFunc(j.groups, func(x *group) bool { return x == other })
	for _, known := range []map[string][]*group{j.byDomain, j.byName, j.byRef, j.bySubject, j.byOpening} {
		for key, groups := range known {
			if slices.Contains(groups, other) {
				known[key] = adding(slices.DeleteFunc(groups, func(x *group) bool { return x == other }), g)
			}
		}
	}
	for _, known := range []map[string]*group{j.byPerson, j.byHost, j.involved} {
		for key, x := range known {
			if x == other {
				known[key] = g
			}
		}
	}
}

// adding adds a group to those of one key.
func adding(groups []*group, g *group) []*group {
	if slices.Contains(groups, g) {
		return groups
	}
	return append(groups, g)
}

// candidates are the groups of the thread's employer, the best match last.
func (j *joiner) candidates(t *thread) []*group {
	var found []*group
	if len(t.names) == 0 {
		for _, h := range t.hosts() {
			if g := j.byHost[h]; h != "" && g != nil {
				found = append(found, g)
			}
		}
	}
	for _, e := range t.entries {
		if g := j.involved[e.From.Address]; g != nil {
			found = append(found, g)
		}
		if t.onlyOwn() {
			for _, p := range e.counterparts() { // thanks to the client whom an agency's invitation named
				if g := j.involved[p]; g != nil {
					found = append(found, g)
				}
			}
		}
		if g := j.byHost[j.keys.get(e.From.Name)]; g != nil && (len(t.domains) == 0 || len(g.domains) == 0) && e.Reading.Author != classify.Own && e.seeds() {
			found = append(found, g) // who wrote through a service writes by hand, or the other way round
		}
		if len(t.domains) > 0 && !e.arrangedForOthers(j.mine) {
			continue
		}
		for _, p := range e.involved(j.mine) { // a scheduler's guests
			found = append(found, j.byDomain[classify.EmployerDomain(mail.Participant{Address: p})]...)
		}
	}
	found = append(append(append(found, j.sameRef(t)...), j.sameGuests(t)...), j.mentioned(t)...)
	for _, n := range t.names {
		found = append(found, j.byName[n]...)
	}
	found = append(append(found, j.begunAlike(t)...), j.speltAlike(t)...)
	for _, d := range t.domains {
		found = append(found, j.byDomain[d]...)
	}
	for _, e := range t.entries {
		for _, p := range e.correspondents() {
			if g := j.byPerson[p]; g != nil {
				found = append(found, g)
			}
		}
	}
	return found
}

// begunAlike are the groups whose name begins as the thread's does, where one
// of them is known by a relay's mail alone: "Halden & Moss" through a tracking
// system is Halden & Moss Foods.
func (j *joiner) begunAlike(t *thread) []*group {
	const enough = 6 // letters
	var found []*group
	for _, g := range j.groups {
		if len(t.domains) > 0 && len(g.domains) > 0 {
			continue
		}
		for _, x := range t.names {
			for _, y := range g.names {
				if len(x) >= enough && len(y) >= enough && (strings.HasPrefix(x, y) || strings.HasPrefix(y, x)) {
					found = append(found, g)
				}
			}
		}
	}
	return found
}

// sameRole reports whether two stated roles can be one. What is not stated, or
// names no occupation, contradicts nothing; "Engineer" and "Senior Engineer
// (Platform)" can be one.
func sameRole(a, b string) bool {
	if !classify.NamesOccupation(a) || !classify.NamesOccupation(b) {
		return true
	}
	x, y := roleKey(a), roleKey(b)
	return strings.Contains(x, y) || strings.Contains(y, x) || abbreviated(a, b) || abbreviated(turned(a), turned(b)) ||
		strings.Contains(a, ", ") != strings.Contains(b, ", ") && abbreviated(withoutUnit(a), withoutUnit(b))
}

func withoutUnit(role string) string {
	title, _, _ := strings.Cut(role, ", ")
	return title
}

// roleKey is what two spellings of a role have in common, those for a woman and for
// a man as German makes them among them.
func roleKey(role string) string {
	words := strings.Fields(role)
	for i, w := range words {
		if head, ok := strings.CutSuffix(w, "in"); ok && len(head) >= 8 {
			words[i] = head
		}
	}
	return classify.EmployerKey(strings.Join(words, " "))
}

// turned is a role with its unit before its title and without its grade: "Developer
// Events Program Manager" for "Senior Program Manager, Developer Events (EMEA)".
func turned(role string) string {
	title, unit, _ := strings.Cut(role, ", ")
	unit, _, _ = strings.Cut(unit, " (")
	words := slices.DeleteFunc(strings.Fields(unit+" "+title), func(w string) bool { return grades[strings.ToLower(strings.Trim(w, "."))] })
	return strings.Join(words, " ")
}

var grades = map[string]bool{"senior": true, "sr": true, "junior": true, "jr": true}

// forest is a disjoint-set forest over the numbers below its length.
type forest []int

func newForest(n int) forest {
	f := make(forest, n)
	for i := range f {
		f[i] = i
	}
	return f
}

func (f forest) root(i int) int {
	for f[i] != i {
		f[i] = f[f[i]]
		i = f[i]
	}
	return i
}

func (f forest) join(a, b int) {
	a, b = f.root(a), f.root(b)
	f[max(a, b)] = min(a, b)
}
