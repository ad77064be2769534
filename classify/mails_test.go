package classify

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearback/classify/mail"
)

// me is the candidate of every invented mail.
const me = "robin@home.example"

// invented is one mail of testdata/mails with what reading it must give.
type invented struct {
	name     string
	kinds    []string // any of them will do
	authors  []string
	asks     bool
	known    bool // it stands in a conversation about a job, or comes from a person of one
	answers  bool // the candidate's mail has the words of an answer
	employer string
	domain   string
	role     string
	miss     string // why it is known not to be read rightly
	raw      string
}

// inventedMails reads one file of mails. Each begins with "=== name" and what
// is wanted, one "key: value" a line, then an empty line and the raw mail.
// The To field may be left out: it is the candidate then.
func inventedMails(t testing.TB, file string) []invented {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var mails []invented
	for _, part := range strings.Split("\n"+string(content), "\n=== ")[1:] {
		head, raw, ok := strings.Cut(part, "\n\n")
		if !ok {
			t.Fatalf("%s: %q: no mail", file, part)
		}
		name, wants, _ := strings.Cut(head, "\n")
		m := invented{name: name, raw: raw}
		for line := range strings.SplitSeq(wants, "\n") {
			key, value, _ := strings.Cut(line, ": ")
			switch key {
			case "want":
				fields := strings.Fields(value)
				m.kinds, m.authors = strings.Split(fields[0], "|"), strings.Split(fields[1], "|")
				m.asks = len(fields) > 2 && fields[2] == "asks"
			case "answers":
				m.answers = value == "yes"
			case "known":
				m.known = value == "yes"
			case "employer":
				m.employer = value
			case "domain":
				m.domain = value
			case "role":
				m.role = value
			case "miss":
				m.miss = value
			default:
				t.Fatalf("%s: %s: line %q", file, name, line)
			}
		}
		if len(m.kinds) == 0 {
			t.Fatalf("%s: %s: nothing is wanted", file, name)
		}
		mails = append(mails, m)
	}
	return mails
}

// message parses the mail.
func (m invented) message() *mail.Message {
	header, _, _ := strings.Cut(m.raw, "\n\n")
	raw := m.raw
	if !strings.Contains("\n"+header, "\nTo: ") {
		raw = "To: Robin Ashworth <" + me + ">\n" + raw
	}
	parsed := mail.Parse([]byte("Date: Tue, 6 May 2025 09:12:00 +0100\nMessage-ID: <invented@mail.example>\nMIME-Version: 1.0\n" + raw))
	return &parsed
}

// wrongs says what of the reading is not as wanted.
func (m invented) wrongs(r Reading) []string {
	var wrong []string
	check := func(what, got, want string, ok bool) {
		if !ok {
			wrong = append(wrong, what+": got "+got+", want "+want)
		}
	}
	kind := r.Kind
	if message := m.message(); (m.known || m.kinds[0] != string(NotJob) && !startsThread(&message.Header)) && r.Within.Kind != "" {
		kind = r.Within.Kind // its conversation is about a job
	}
	if !slices.Contains(m.kinds, string(kind)) {
		return []string{"kind: got " + string(kind) + ", want " + strings.Join(m.kinds, "|")}
	}
	check("author", string(r.Author), strings.Join(m.authors, "|"), slices.Contains(m.authors, string(r.Author)))
	// What is no job mail has no turn to settle.
	if kind.Job() || m.asks {
		check("asks", quotes(r.Asks), map[bool]string{true: "something", false: "nothing"}[m.asks], m.asks == (len(r.Asks) > 0))
	}
	check("answers", quotes(r.Reasons), "an answer", !m.answers || r.Answers())
	check("employer", r.Employer.Name, m.employer, m.employer == "" || EmployerKey(r.Employer.Name) == EmployerKey(m.employer))
	check("domain", r.Employer.Domain, m.domain, m.domain == "" || r.Employer.Domain == m.domain)
	check("role", r.Role, m.role, m.role == "" || r.Role == m.role)
	return wrong
}

func quotes(reasons []Reason) string {
	var out []string
	for _, r := range reasons {
		out = append(out, r.Rule+" "+`"`+r.Quote+`"`)
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// TestInventedMails reads every mail of testdata/mails. The model never met them;
// the rules were mended by them. Whose a message is, what it asks and the
// employer are found by rules, and must be right wherever the kind is.
func TestInventedMails(t *testing.T) {
	reader, all, kinds := NewReader(me), 0, 0
	for _, file := range glob(t, filepath.Join("testdata", "mails", "*.txt")) {
		for _, m := range inventedMails(t, file) {
			all++
			r := reader.Read(m.message())
			wrong := m.wrongs(r)
			if len(wrong) > 0 && strings.HasPrefix(wrong[0], "kind: ") {
				kinds++
				t.Logf("%s: %s", m.name, wrong[0])
				continue
			}
			switch {
			case len(wrong) == 0 && m.miss != "":
				t.Errorf("%s: is read rightly, yet is marked as a miss: %s", m.name, m.miss)
			case len(wrong) > 0 && m.miss == "":
				t.Errorf("%s:\n\t%s\n\treasons: %s", m.name, strings.Join(wrong, "\n\t"), quotes(r.Reasons))
			}
		}
	}
	if share := float64(kinds) / float64(all); share > 0.07 {
		t.Errorf("%d of %d have the wrong kind", kinds, all)
	}
}
