package classify

import (
	"maps"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"hearback/classify/mail"
	"hearback/classify/mail/mailtest"
)

// What reading one message may cost, however hostile it is.
const (
	hugeMessage = 25 << 20 // bytes; what large providers accept
	mayAllocate = 64 << 20 // bytes
)

// hostileReader reads the mail of mailtest.
var hostileReader = NewReader(mailtest.Candidate)

// cost parses and reads a message and returns how many bytes that allocated.
func cost(raw []byte) (Reading, uint64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	m := mail.Parse(raw)
	reading := hostileReader.Read(&m)
	runtime.ReadMemStats(&after)
	return reading, after.TotalAlloc - before.TotalAlloc
}

// M7 to M10 and M15: no message of 25 MB costs more memory than is allowed.
func TestHostileMessagesAllocateLittle(t *testing.T) {
	cost(nil) // the models are read once
	size := hugeMessage
	if testing.Short() {
		size = 2 * mail.MaxRaw // what is behind is not looked at
	}
	costly := mailtest.Costly(size)
	for _, name := range slices.Sorted(maps.Keys(costly)) {
		t.Run(name, func(t *testing.T) {
			raw := costly[name]()
			reading, allocated := cost(raw)
			if allocated > mayAllocate {
				t.Errorf("%d bytes of mail: allocated %d bytes, want at most %d", len(raw), allocated, mayAllocate)
			}
			checkReading(t, reading)
		})
	}
}

// BenchmarkHostileMessages reads every costly message of 25 MB: "worst-ms" is
// the time and "worst-MB" the allocation of the worst of them.
func BenchmarkHostileMessages(b *testing.B) {
	cost(nil)
	costly := mailtest.Costly(hugeMessage)
	for b.Loop() {
		var slowest, largest string
		var longest time.Duration
		var bytes uint64
		for _, name := range slices.Sorted(maps.Keys(costly)) {
			raw := costly[name]()
			begin := time.Now()
			_, allocated := cost(raw)
			took := time.Since(begin)
			if took > longest {
				slowest, longest = name, took
			}
			if allocated > bytes {
				largest, bytes = name, allocated
			}
			if testing.Verbose() {
				b.Logf("%7.1f ms %6.1f MB  %s", float64(took)/1e6, float64(allocated)/1e6, name)
			}
		}
		b.Logf("slowest: %s; largest: %s", slowest, largest)
		b.ReportMetric(float64(longest)/1e6, "worst-ms")
		b.ReportMetric(float64(bytes)/1e6, "worst-MB")
	}
}

// M2: a name is nobody's address, whatever it says; nor is what stands in a
// group's name.
func TestM2NamesAreNoAddresses(t *testing.T) {
	reader := NewReader(me)
	for _, c := range []struct{ name, from string }{
		{"the candidate's address as name", `"` + me + `" <eve@evil.example>`},
		{"the candidate's address encoded", "=?utf-8?Q?robin=40home.example?= <eve@evil.example>"},
		{"the candidate's address as a group", "<" + me + ">:<eve@evil.example>;"},
		{"the candidate's address in a comment", "eve@evil.example (" + me + ")"},
		{"the candidate second", "eve@evil.example, " + me},
		{"a relay's address as name", `"no-reply@greenhouse.io" <eve@evil.example>`},
		{"a relay in front of another domain", "<no-reply@greenhouse.io.evil.example>"},
		{"a relay within another domain", "<no-reply@notgreenhouse.io>"},
	} {
		m := mail.Parse([]byte("From: " + c.from + "\nTo: " + me + "\nSubject: Interview\n\nWhen are you available?\n"))
		if reader.Own(&m.Header) {
			t.Errorf("%s: %s is taken for the candidate", c.name, c.from)
		}
		if HiringService(m.Sent()) {
			t.Errorf("%s: %s is taken for a relay", c.name, c.from)
		}
		if r := reader.Read(&m); r.Author == Own || r.Employer.Domain == "greenhouse.io" {
			t.Errorf("%s: read as %+v", c.name, r)
		}
	}
}

// M3: letters that look like others are others: no tie, no employer in common.
func TestM3Homographs(t *testing.T) {
	real, fake := header("dana@acme.example", "Interview"), header("dana@аcme.example", "Interview") // the second begins with U+0430
	real.MessageID, fake.MessageID = "a@real", "a@fake"
	reader := NewReader(me)
	for _, tie := range reader.Ties(real) {
		if slices.Contains(reader.Ties(fake), tie) {
			t.Errorf("tied by %c %q", tie.Of, tie.Value)
		}
	}
	if DomainKey("acme.example") == DomainKey("аcme.example") {
		t.Error("the domains have one key")
	}
}

// M16: what a message names is never loaded: the packages by which the program
// reads it import no network, no files and no way to start a program.
func TestM16NothingIsLoaded(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{.ImportPath}}: {{join .Imports \" \"}}", "hearback/cmd/hearback").Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := slices.DeleteFunc(strings.Split(strings.TrimSpace(string(out)), "\n"), func(line string) bool { return !strings.HasPrefix(line, "hearback/classify") })
	if len(packages) < 5 {
		t.Fatalf("got %q, want the packages below this one", packages)
	}
	for _, line := range packages {
		name, imports, _ := strings.Cut(line, ": ")
		for _, never := range []string{"net", "net/http", "net/smtp", "os", "os/exec", "io/fs", "syscall", "unsafe", "plugin", "html/template", "text/template"} {
			if slices.Contains(strings.Fields(imports), never) {
				t.Errorf("%s imports %s", name, never)
			}
		}
	}
}

// M19: what sounds like this program makes no candidacy by itself.
func TestM19OurOwnWords(t *testing.T) {
	const digest = "\nMessage-ID: <d@evil.example>\nSubject: hearback: 3 candidacies need you\n\n" +
		"2026-03-10 09:00  flag raised   #1 Acme Robotics: follow up, silent 5 business days (none_promised: 4 to 5 business days, profile standard).\n" +
		"2026-03-10 09:00  flag cleared  #2 Globex: follow up, they replied\n"
	for _, head := range []string{"From: hearback <hearback@evil.example>\nTo: " + me, "From: " + me + "\nTo: " + me} {
		m := mail.Parse([]byte(head + digest))
		if r := NewReader(me).Read(&m); r.Kind.Seeds() || r.Author == Own && r.Job > 0 {
			t.Errorf("%q: read as %s by %s, job %.2f", head, r.Kind, r.Author, r.Job)
		}
	}
}
