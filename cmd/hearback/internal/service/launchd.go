package service

import (
	"context"
	"encoding/xml"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
)

// launchd runs the service as an agent of the user's session: launchd.plist(5),
// launchctl(1).
type launchd struct {
	home   string
	domain string // "gui/501": the session at the screen
}

const label = "hearback"

func (l launchd) file() string {
	return filepath.Join(l.home, "Library", "LaunchAgents", label+".plist")
}

func (l launchd) log() string { return filepath.Join(l.home, "Library", "Logs", label+".log") }

func (l launchd) target() string { return l.domain + "/" + label }

// Define returns the property list. One that fails is started again after five
// minutes, as by systemd.
func (l launchd) Define(j Job) (string, error) {
	if err := j.check(); err != nil {
		return "", err
	}
	d := dict{
		{"Label", label},
		{"ProgramArguments", append([]string{j.Program}, j.Args...)},
		{"RunAtLoad", true},
		{"KeepAlive", dict{{"SuccessfulExit", false}}},
		{"ThrottleInterval", 300}, // seconds
		{"ExitTimeOut", 15},       // seconds
		{"ProcessType", "Background"},
		{"Umask", 0o077},
		{"HardResourceLimits", dict{{"Core", 0}}},
		{"StandardOutPath", l.log()},
		{"StandardErrorPath", l.log()},
	}
	if j.Path != "" {
		d = append(d, entry{"EnvironmentVariables", dict{{"PATH", j.Path}}})
	}
	text, err := xml.MarshalIndent(struct {
		XMLName xml.Name `xml:"plist"`
		Version string   `xml:"version,attr"`
		Dict    dict     `xml:"dict"`
	}{Version: "1.0", Dict: d}, "", "\t")
	if err != nil {
		return "", fmt.Errorf("write the property list: %w", err)
	}
	const doctype = `<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">` + "\n"
	return xml.Header + doctype + string(text) + "\n", nil
}

// dict is a dictionary of a property list, in order.
type dict []entry

type entry struct {
	key   string
	value any // string, []string, int, bool, dict
}

// MarshalXML writes each key before its value.
func (d dict) MarshalXML(e *xml.Encoder, start xml.StartElement) error {
	if err := e.EncodeToken(start); err != nil {
		return err
	}
	element := func(name string, value any) error {
		return e.EncodeElement(value, xml.StartElement{Name: xml.Name{Local: name}})
	}
	for _, it := range d {
		if err := element("key", it.key); err != nil {
			return err
		}
		var err error
		switch v := it.value.(type) {
		case string:
			err = element("string", v)
		case []string:
			err = element("array", struct {
				Strings []string `xml:"string"`
			}{v})
		case int:
			err = element("integer", v)
		case bool:
			err = element(fmt.Sprint(v), "")
		case dict:
			err = element("dict", v)
		}
		if err != nil {
			return err
		}
	}
	return e.EncodeToken(start.End())
}

// Install writes the agent and loads it, which starts it.
func (l launchd) Install(ctx context.Context, j Job) (did []string, err error) {
	text, err := l.Define(j)
	if err != nil {
		return nil, err
	}
	if err := l.answers(ctx); err != nil {
		return nil, err
	}
	if err := write(l.file(), text); err != nil {
		return nil, err
	}
	did = append(did, "wrote "+l.file())
	_, _ = ask(ctx, "launchctl", "bootout", l.target()) // an earlier one, if there is one
	if _, err := ask(ctx, "launchctl", "enable", l.target()); err != nil {
		return did, err
	}
	if _, err := ask(ctx, "launchctl", "bootstrap", l.domain, l.file()); err != nil {
		return did, err
	}
	return append(did, "started it: 'hearback watch' runs from login to logout, and writes "+l.log()), nil
}

// answers returns ErrNoManager where nobody is logged in at the screen.
func (l launchd) answers(ctx context.Context) error {
	if _, err := ask(ctx, "launchctl", "print", l.domain); err != nil {
		return fmt.Errorf("%w: %w", ErrNoManager, err)
	}
	return nil
}

// Uninstall stops the agent and removes it. Its log stays.
func (l launchd) Uninstall(ctx context.Context) (did []string, err error) {
	if _, err := ask(ctx, "launchctl", "bootout", l.target()); err == nil {
		did = append(did, "stopped it")
	}
	was, err := remove(l.file())
	if was {
		did = append(did, "removed "+l.file())
	}
	return did, err
}

var (
	launchdState = regexp.MustCompile(`(?m)^\tstate = (.*)$`)
	launchdPID   = regexp.MustCompile(`(?m)^\tpid = ([0-9]+)$`)
	launchdExit  = regexp.MustCompile(`(?m)^\tlast exit code = (.*)$`)
)

// Status asks launchd.
func (l launchd) Status(ctx context.Context) (Status, error) {
	st := Status{File: l.file(), Installed: exists(l.file())}
	if err := l.answers(ctx); err != nil {
		return st, err
	}
	if disabled, err := ask(ctx, "launchctl", "print-disabled", l.domain); err == nil {
		st.Enabled = st.Installed && !strings.Contains(disabled, `"`+label+`" => disabled`) && !strings.Contains(disabled, `"`+label+`" => true`)
	}
	out, err := ask(ctx, "launchctl", "print", l.target())
	if err != nil {
		return st, nil // not loaded
	}
	if m := launchdState.FindStringSubmatch(out); m != nil && m[1] == "running" {
		st.Running = true
		if pid := launchdPID.FindStringSubmatch(out); pid != nil {
			since, _ := ask(ctx, "ps", "-o", "lstart=", "-p", pid[1]) // nice to know
			st.Since = strings.TrimSpace(since)
		}
	} else if m := launchdExit.FindStringSubmatch(out); m != nil {
		st.Trouble = "it ended (exit code " + m[1] + "); " + l.log() + " says more"
	}
	return st, nil
}
