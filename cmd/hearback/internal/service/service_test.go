package service

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"pgregory.net/rapid"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"service": act})
}

// act is a command for the transcripts: service GOOS install|uninstall|status.
func act() {
	if err := try(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func try(goos, action string) error {
	system, err := On(goos)
	if err != nil {
		return err
	}
	var did []string
	switch action {
	case "install":
		did, err = system.Install(context.Background(), Job{Program: "/opt/hear back/hearback", Args: []string{"watch", "--config", "/home/robin/a&b.toml"}, Path: "/opt/bin:/bin"})
	case "uninstall":
		did, err = system.Uninstall(context.Background())
	case "status":
		var st Status
		st, err = system.Status(context.Background())
		fmt.Printf("installed=%t enabled=%t running=%t since=%q trouble=%q says=%q\n", st.Installed, st.Enabled, st.Running, st.Since, st.Trouble, st.Says)
	}
	for _, line := range did {
		fmt.Println(line)
	}
	return err
}

// The transcripts show what is asked of the systems, which are scripts here.
func TestTranscripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("XDG_CONFIG_HOME", e.WorkDir+"/config")
			e.Setenv("UID", fmt.Sprint(os.Getuid()))
			e.Setenv("PATH", e.WorkDir+"/bin:"+e.Getenv("PATH"))
			return nil
		},
	})
}

// odd are texts that mean something to one of the systems.
var odd = []string{
	"", "plain", "with space", " ", "tab?", `back\slash`, `ends in \`, `two \\`, `"quoted"`, `'single'`, `a\"b`, "%h %% %", "$HOME ${HOME} $$", "a;b", "; ",
	"#c", "é ü 漢字", "-flag", "--x=y z", "*?[a]", "~", "!x", "`id`", "&amp; <b> ]]>", "@x", ":x", "a=b",
}

// verified has systemd-analyze look at a unit. What it says is returned.
func verified(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, unitName)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("systemd-analyze", "--user", "verify", file)
	cmd.Env = append(os.Environ(), "XDG_RUNTIME_DIR="+dir, "LC_ALL=C")
	out, err := cmd.CombinedOutput()
	if errors.Is(err, exec.ErrNotFound) {
		const why = "no systemd-analyze on this machine: apt install systemd"
		if os.Getenv("CI") == "true" {
			t.Fatal(why)
		}
		t.Skip("SKIPPED: " + why)
	}
	if err != nil {
		return fmt.Sprintf("%s%v", out, err)
	}
	return string(out)
}

// systemd has nothing to say about the unit, wherever the program lies: it
// looks whether the program is there, and so has to find it.
func TestUnitIsVerified(t *testing.T) {
	for _, name := range []string{"hearback", "with space", "100%h", "$HOME", "${x}", "é漢", "a;b #c", ":x", "@y", "-z"} {
		program := filepath.Join(t.TempDir(), name, "hearback")
		if err := os.Mkdir(filepath.Dir(program), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(program, []byte("#!/bin/sh\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		text, err := systemd{}.Define(Job{Program: program, Args: odd, Path: "/bin:/with space:/100%"})
		if err != nil {
			t.Fatal(err)
		}
		if said := verified(t, text); said != "" {
			t.Errorf("%s: systemd-analyze says: %s\n%s", program, said, text)
		}
	}
	text, err := systemd{}.Define(Job{Program: "/nowhere/hearback"})
	if err != nil {
		t.Fatal(err)
	}
	if said := verified(t, text); !strings.Contains(said, "/nowhere/hearback") {
		t.Errorf("a program that is not there: systemd-analyze says %q, want its path: the test above would prove nothing", said)
	}
}

func TestRefusedPrograms(t *testing.T) {
	for _, c := range []struct {
		system System
		job    Job
		want   string
	}{
		{systemd{}, Job{Program: `/opt/a"b/hearback`}, "quotes"},
		{systemd{}, Job{Program: `/opt/a\b/hearback`}, "backslashes"},
		{systemd{}, Job{Program: "/opt/a\nExecStartPre=/bin/x/hearback"}, "control characters"},
		{systemd{}, Job{Program: "/opt/hearback", Args: []string{"a\x00b"}}, "control characters"},
		{launchd{}, Job{Program: "/opt/hearback", Args: []string{"\x1b"}}, "control characters"},
		{launchd{}, Job{Program: "/opt/hearback", Path: "\xff"}, "not UTF-8"},
		{tasks{}, Job{Program: "C:\\hearback.exe", Args: []string{"a\r\nb"}}, "control characters"},
	} {
		if text, err := c.system.Define(c.job); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%T, %+v: got %v, want an error with %q\n%s", c.system, c.job, err, c.want, text)
		}
	}
}

// texts draws what a path or an argument may be.
func texts(t *rapid.T) Job {
	text := rapid.OneOf(rapid.SampledFrom(odd), rapid.StringMatching(`[ -~éü漢]{0,12}`))
	return Job{Program: "/opt/hear back/hearback", Args: rapid.SliceOf(text).Draw(t, "args"), Path: text.Draw(t, "path")}
}

// What is written is read back as it was: by systemd.syntax(7), by an XML
// parser, and by the rules of CommandLineToArgvW.
func TestArgumentsSurvive(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		job := texts(rt)
		want := append([]string{job.Program}, job.Args...)
		unit, err := systemd{}.Define(job)
		if err != nil {
			rt.Fatal(err)
		}
		if got := unitWords(unit, "ExecStart="); !slices.Equal(got, append([]string{":" + job.Program}, job.Args...)) {
			rt.Errorf("systemd: got %q, want %q", got, want)
		}
		if got := unitWords(unit, "Environment="); job.Path != "" && !slices.Equal(got, []string{"PATH=" + job.Path}) {
			rt.Errorf("systemd's environment: got %q, want PATH=%s", got, job.Path)
		}
		plist, err := launchd{}.Define(job)
		if err != nil {
			rt.Fatal(err)
		}
		var p struct {
			Programs []string `xml:"dict>array>string"`
		}
		if err := xml.Unmarshal([]byte(plist), &p); err != nil || !slices.Equal(p.Programs, want) {
			rt.Errorf("launchd: got %q, %v, want %q", p.Programs, err, want)
		}
		text, err := tasks{user: `HOME\robin`}.Define(job)
		if err != nil {
			rt.Fatal(err)
		}
		var x task
		d := xml.NewDecoder(strings.NewReader(text))
		d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
		if err := d.Decode(&x); err != nil {
			rt.Fatal(err)
		}
		if got := argv(x.Actions.Arguments); !slices.Equal(got, append([]string{"--headless"}, want...)) {
			rt.Errorf("windows: got %q of %s, want --headless %q", got, x.Actions.Arguments, want)
		}
	})
}

// unitWords reads the words of an assignment by systemd.syntax(7): double
// quotes group, a backslash escapes, %% is a percent sign.
func unitWords(unit, assignment string) []string {
	_, rest, _ := strings.Cut(unit, "\n"+assignment)
	line, _, _ := strings.Cut(rest, "\n")
	var words []string
	word, in := "", false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '"':
			if in = !in; !in {
				words, word = append(words, word), ""
			}
		case c == '\\', c == '%' && line[i+1] == '%':
			i++
			word += line[i : i+1]
		case !in && c == ' ':
		case !in, c == '%':
			return append(words, "not quoted: "+line[i:])
		default:
			word += line[i : i+1]
		}
	}
	return words
}

// argv splits a command line as CommandLineToArgvW does: 2n backslashes and a
// quote are n backslashes, 2n+1 are n and a quote that is meant.
func argv(line string) []string {
	var all []string
	word, in, any := "", false, false
	for i := 0; i < len(line); {
		slashes := 0
		for i+slashes < len(line) && line[i+slashes] == '\\' {
			slashes++
		}
		switch next := i + slashes; {
		case slashes > 0 && next < len(line) && line[next] == '"':
			word, any = word+strings.Repeat(`\`, slashes/2), true
			if i = next; slashes%2 == 1 {
				word += `"`
				i++
			}
		case slashes > 0:
			word, any, i = word+line[i:next], true, next
		case line[i] == '"':
			in, any = !in, true
			i++
		case line[i] == ' ' && !in:
			if any {
				all = append(all, word)
			}
			word, any = "", false
			i++
		default:
			word, any = word+line[i:i+1], true
			i++
		}
	}
	if any {
		all = append(all, word)
	}
	return all
}
