package service

import (
	"context"
	"encoding/binary"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf16"
)

// tasks runs the service by the Task Scheduler of Windows.
type tasks struct {
	user string // DOMAIN\name
}

const taskName = "hearback"

// task is the XML of the Task Scheduler, schema 1.2; the order of its elements
// is fixed.
type task struct {
	XMLName   xml.Name `xml:"http://schemas.microsoft.com/windows/2004/02/mit/task Task"`
	Version   string   `xml:"version,attr"`
	About     string   `xml:"RegistrationInfo>Description"`
	Trigger   trigger  `xml:"Triggers>LogonTrigger"`
	Principal struct {
		ID        string `xml:"id,attr"`
		UserID    string `xml:"UserId"`
		LogonType string
		RunLevel  string
	} `xml:"Principals>Principal"`
	Settings struct {
		MultipleInstancesPolicy    string
		DisallowStartIfOnBatteries bool
		StopIfGoingOnBatteries     bool
		StartWhenAvailable         bool
		Enabled                    bool
		ExecutionTimeLimit         string
	}
	Actions struct {
		Context   string `xml:",attr"`
		Command   string `xml:"Exec>Command"`
		Arguments string `xml:"Exec>Arguments"`
	}
}

type trigger struct {
	Repetition struct {
		Interval          string
		StopAtDurationEnd bool
	}
	Enabled bool
	UserID  string `xml:"UserId"`
}

// Define returns the XML of the task. It starts at login, and again every five
// minutes where it does not run: the scheduler's own restart does not count an
// exit status as a failure. conhost gives the program a console without a
// window.
func (t tasks) Define(j Job) (string, error) {
	if err := j.check(); err != nil {
		return "", err
	}
	x := task{Version: "1.2", About: "watches the mail for employers' silence"}
	x.Trigger.Repetition.Interval, x.Trigger.Enabled, x.Trigger.UserID = "PT5M", true, t.user
	x.Principal.ID, x.Principal.UserID, x.Principal.LogonType, x.Principal.RunLevel = "Author", t.user, "InteractiveToken", "LeastPrivilege"
	x.Settings.MultipleInstancesPolicy, x.Settings.StartWhenAvailable, x.Settings.Enabled = "IgnoreNew", true, true
	x.Settings.ExecutionTimeLimit = "PT0S" // none
	x.Actions.Context, x.Actions.Command = "Author", `%SystemRoot%\System32\conhost.exe`
	words := []string{"--headless", argument(j.Program)}
	for _, a := range j.Args {
		words = append(words, argument(a))
	}
	x.Actions.Arguments = strings.Join(words, " ")
	text, err := xml.MarshalIndent(x, "", "  ")
	if err != nil {
		return "", fmt.Errorf("write the task: %w", err)
	}
	return `<?xml version="1.0" encoding="UTF-16"?>` + "\n" + string(text) + "\n", nil
}

// argument quotes one argument so that CommandLineToArgvW reads it back:
// backslashes are doubled before a quote and before the end, and nowhere else.
func argument(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	slashes := 0
	for _, r := range text {
		switch r {
		case '\\':
			slashes++
		case '"':
			b.WriteString(strings.Repeat(`\`, slashes+1))
			slashes = 0
		default:
			slashes = 0
		}
		b.WriteRune(r)
	}
	b.WriteString(strings.Repeat(`\`, slashes) + `"`)
	return b.String()
}

// Install hands the task to the scheduler and starts it. The file it comes in
// is not needed any more afterwards.
func (t tasks) Install(ctx context.Context, j Job) (did []string, err error) {
	text, err := t.Define(j)
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "hearback")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, "task.xml")
	if err := os.WriteFile(file, inUTF16(text), 0o600); err != nil {
		return nil, err
	}
	if _, err := ask(ctx, "schtasks", "/Create", "/TN", taskName, "/XML", file, "/F"); err != nil {
		return nil, err
	}
	did = append(did, "made the scheduled task "+taskName+": 'hearback watch' runs from login to logout")
	_, _ = ask(ctx, "schtasks", "/End", "/TN", taskName) // an earlier one, if it runs
	if _, err := ask(ctx, "schtasks", "/Run", "/TN", taskName); err != nil {
		return did, err
	}
	return append(did, "started it"), nil
}

// inUTF16 returns the text as schtasks wants it, little-endian with its mark.
func inUTF16(text string) []byte {
	var b []byte
	for _, unit := range utf16.Encode([]rune("\uFEFF" + text)) {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return b
}

// Uninstall ends the task and deletes it.
func (t tasks) Uninstall(ctx context.Context) (did []string, err error) {
	if _, err := ask(ctx, "schtasks", "/Query", "/TN", taskName); err != nil {
		return nil, nil // there is none
	}
	if _, err := ask(ctx, "schtasks", "/End", "/TN", taskName); err == nil {
		did = append(did, "stopped it")
	}
	if _, err := ask(ctx, "schtasks", "/Delete", "/TN", taskName, "/F"); err != nil {
		return did, err
	}
	return append(did, "deleted the scheduled task "+taskName), nil
}

// isRunning is SCHED_S_TASK_RUNNING, which stands for the last result while a
// task runs. The words for it are in the user's language.
const isRunning = "267009"

// Columns of schtasks /Query /V /FO CSV.
const (
	columnLastRun = 5
	columnResult  = 6
)

// Status asks the scheduler.
func (t tasks) Status(ctx context.Context) (Status, error) {
	out, err := ask(ctx, "schtasks", "/Query", "/TN", taskName, "/XML")
	if err != nil {
		return Status{}, nil // there is none
	}
	st := Status{Installed: true}
	var x task
	d := xml.NewDecoder(strings.NewReader(out))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it says UTF-16, and is not
	if err := d.Decode(&x); err != nil {
		return st, fmt.Errorf("read what schtasks says: %w", err)
	}
	st.Enabled = x.Settings.Enabled && x.Trigger.Enabled
	out, err = ask(ctx, "schtasks", "/Query", "/TN", taskName, "/V", "/FO", "CSV", "/NH")
	if err != nil {
		return st, err
	}
	row, err := csv.NewReader(strings.NewReader(out)).Read()
	if err == nil && len(row) <= columnResult {
		err = fmt.Errorf("%d columns, want more", len(row))
	}
	if err != nil {
		return st, fmt.Errorf("read what schtasks says: %w", err)
	}
	if st.Running = row[columnResult] == isRunning; st.Running {
		st.Since = row[columnLastRun]
	} else {
		st.Trouble = "it ended (result " + row[columnResult] + ")"
	}
	return st, nil
}
