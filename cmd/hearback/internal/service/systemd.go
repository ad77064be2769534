package service

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
)

// systemd runs the service as a unit of the user's own manager.
type systemd struct {
	dir string // of the user's units
}

const unitName = "hearback.service"

// unit has the words of systemd.service(5) and systemd.exec(5).
//
// The watchdog's time is that of Pulse. A refused password is not tried more
// often than every five minutes, as in imapwatch: some servers lock an account.
// Wrong usage (status 2) ends for good, a person has to mend it.
//
// The fences are those that need neither namespaces nor capabilities, which a
// user's manager does not have everywhere; and whatever they keep out,
// password_command has to do without: hence no read-only home, no private /tmp
// (agents have sockets there), no ban on memory that is written and executed
// (some password programs are JavaScript). AF_NETLINK is for the machine's
// addresses; LimitCORE keeps the password out of a core dump.
const unit = `# Written by 'hearback service install', which writes it anew.
# To change something: systemctl --user edit hearback
[Unit]
Description=hearback: watch the mail for employers' silence
StartLimitIntervalSec=1d
StartLimitBurst=20

[Service]
Type=notify
ExecStart=%s
Environment=%s
Restart=on-failure
RestartSec=5min
RestartPreventExitStatus=2
TimeoutStartSec=15min
TimeoutStopSec=15s
WatchdogSec=15min

UMask=0077
LimitCORE=0
MemoryMax=1G
NoNewPrivileges=yes
LockPersonality=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM

[Install]
WantedBy=default.target
`

// Define returns the unit.
func (systemd) Define(j Job) (string, error) {
	if err := j.check(); err != nil {
		return "", err
	}
	if strings.ContainsAny(j.Program, `"'\`) {
		return "", fmt.Errorf("%s: systemd runs no program with quotes or backslashes in its path", j.Program)
	}
	// The colon keeps a dollar sign what it is.
	words := []string{quoted(":" + j.Program)}
	for _, a := range j.Args {
		words = append(words, quoted(a))
	}
	environment := ""
	if j.Path != "" {
		environment = quoted("PATH=" + j.Path)
	}
	return fmt.Sprintf(unit, strings.Join(words, " "), environment), nil
}

// quoted makes one word of a text: systemd.syntax(7), "Quoting", and the
// specifiers of systemd.unit(5).
func quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `%`, `%%`).Replace(text) + `"`
}

func (s systemd) file() string { return filepath.Join(s.dir, unitName) }

// Install writes the unit, enables and starts it.
func (s systemd) Install(ctx context.Context, j Job) (did []string, err error) {
	text, err := s.Define(j)
	if err != nil {
		return nil, err
	}
	if err := s.answers(ctx); err != nil {
		return nil, err
	}
	if err := write(s.file(), text); err != nil {
		return nil, err
	}
	did = append(did, "wrote "+s.file())
	if _, err := ask(ctx, "systemctl", "--user", "daemon-reload"); err != nil {
		return did, err
	}
	if _, err := ask(ctx, "systemctl", "--user", "enable", unitName); err != nil {
		return did, err
	}
	did = append(did, "enabled it: 'hearback watch' runs from login to logout, with 'loginctl enable-linger' from boot on")
	// An earlier one that runs is of another definition, one that failed too
	// often would not be started.
	_, _ = ask(ctx, "systemctl", "--user", "reset-failed", unitName)
	if _, err := order(ctx, "systemctl", "--user", "restart", unitName); err != nil {
		if st, _ := s.Status(ctx); st.Says != "" {
			err = fmt.Errorf("%w: %s", ErrEnded, strings.TrimPrefix(st.Says, saysEnded))
		}
		return did, err
	}
	return append(did, "started it"), nil
}

// answers returns ErrNoManager where the user has no manager.
func (systemd) answers(ctx context.Context) error {
	if _, err := ask(ctx, "systemctl", "--user", "show", "--property=Version"); err != nil {
		return fmt.Errorf("%w: %w", ErrNoManager, err)
	}
	return nil
}

// Uninstall stops and disables the unit and removes it, also where no manager
// answers.
func (s systemd) Uninstall(ctx context.Context) (did []string, err error) {
	manager := s.answers(ctx) == nil
	if manager && exists(s.file()) {
		if _, err := order(ctx, "systemctl", "--user", "disable", "--now", unitName); err != nil {
			return nil, err
		}
		did = append(did, "stopped and disabled it")
	}
	for _, path := range []string{filepath.Join(s.dir, "default.target.wants", unitName), s.file()} {
		was, err := remove(path)
		if err != nil {
			return did, err
		}
		if was {
			did = append(did, "removed "+path)
		}
	}
	if manager && len(did) > 0 {
		if _, err := ask(ctx, "systemctl", "--user", "daemon-reload"); err != nil {
			return did, err
		}
		_, _ = ask(ctx, "systemctl", "--user", "reset-failed", unitName) // nothing to reset is an error
	}
	return did, nil
}

const journal = "'journalctl --user -u hearback -e' says why"

// Status asks the manager.
func (s systemd) Status(ctx context.Context) (Status, error) {
	st := Status{File: s.file(), Installed: exists(s.file())}
	if err := s.answers(ctx); err != nil {
		return st, err
	}
	out, err := ask(ctx, "systemctl", "--user", "show", unitName,
		"--property=UnitFileState,ActiveState,SubState,Result,ActiveEnterTimestamp,StatusText")
	if err != nil {
		return st, err
	}
	is := map[string]string{}
	for line := range strings.Lines(out) {
		key, value, _ := strings.Cut(strings.TrimRight(line, "\n"), "=")
		is[key] = value
	}
	st.Enabled = is["UnitFileState"] == "enabled"
	st.Running = is["ActiveState"] == "active"
	st.Says = is["StatusText"]
	switch {
	case st.Running:
		st.Since = is["ActiveEnterTimestamp"]
	case is["ActiveState"] == "activating" && is["SubState"] == "auto-restart":
		st.Trouble = "it ended (" + is["Result"] + ") and starts again within 5 minutes; " + journal
	case is["ActiveState"] == "activating":
		st.Starting = true
		st.Trouble = "it starts: the first time it reads all of the mailbox"
	case st.Installed && is["Result"] != "success":
		st.Trouble = "it ended (" + is["Result"] + "); " + journal
	}
	return st, nil
}
