package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearback/classify"
	"hearback/cmd/hearback/internal/report"
	"hearback/imapwatch/imaptest"
)

// The same mail as mbox files, as Maildirs and as single messages ends in the
// same candidacies.
func TestImportForms(t *testing.T) {
	word := time.Date(2026, 3, 3, 16, 20, 0, 0, newYork)
	inbox, sent := conversation(word)
	boxes := map[string][]imaptest.Message{"INBOX": append(ordinaryMail(60, word), inbox...), "Sent": sent}
	forms := map[string]func(dir, box string, i int, m imaptest.Message) error{
		"mbox": func(dir, box string, _ int, m imaptest.Message) error {
			f, err := os.OpenFile(filepath.Join(dir, box+".mbox"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
			if err != nil {
				return err
			}
			fmt.Fprintf(f, "From x %s\n%s\n", m.Received.UTC().Format(time.ANSIC), bytes.ReplaceAll(m.Raw, []byte("\r\n"), []byte("\n")))
			return f.Close()
		},
		"Maildir": func(dir, box string, i int, m imaptest.Message) error {
			folder := filepath.Join(dir, map[string]string{"INBOX": "cur", "Sent": ".Sent/cur"}[box])
			if err := os.MkdirAll(folder, 0o700); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(folder, fmt.Sprintf("%d.%d.host:2,S", m.Received.Unix(), i)), m.Raw, 0o600)
		},
		"eml": func(dir, box string, i int, m imaptest.Message) error {
			folder := filepath.Join(dir, box)
			if err := os.MkdirAll(folder, 0o700); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(folder, fmt.Sprintf("%04d.eml", i)), m.Raw, 0o600)
		},
	}
	var first *report.Status
	for form, write := range forms {
		dir := filepath.Join(t.TempDir(), form)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		for box, messages := range boxes {
			for i, m := range messages {
				if err := write(dir, box, i, m); err != nil {
					t.Fatal(err)
				}
			}
		}
		file := filepath.Join(t.TempDir(), "state.db")
		ok(t, "--state", file, "import", dir, "--me", candidate)
		var got report.Status
		if err := json.Unmarshal([]byte(ok(t, "--state", file, "status", "--all", "--json", "--now", "2026-03-10T09:00:00-04:00")), &got); err != nil {
			t.Fatal(err)
		}
		if len(got.Candidacies) != 1 || got.Candidacies[0].Messages != 5 || got.Candidacies[0].LastFromYou.FoundIn != "sent" {
			t.Errorf("%s: got %+v, want one candidacy with five messages, the candidate's own found in sent", form, got.Candidacies)
		}
		if first == nil {
			first = &got
		} else if diff := cmp.Diff(*first, got, cmp.AllowUnexported(report.Candidacy{})); diff != "" {
			t.Errorf("%s ends elsewhere:\n%s", form, diff)
		}
	}
}

// The time of a file may be that of a copy made before what it holds was sent: when the
// server took it in says the message, else its Date, unless that is absurd.
func TestImportedLater(t *testing.T) {
	copied := time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)
	in := &intake{reader: classify.NewReader(candidate)}
	for _, tt := range []struct {
		name          string
		sent, arrived time.Time // arrived is zero where no server says
		want          time.Time // zero where the Date counts
	}{
		{"copied later", copied.AddDate(0, 0, -1), copied.AddDate(0, 0, -1), copied},
		{"copied before", copied.Add(time.Hour), copied.Add(61 * time.Minute), copied.Add(61 * time.Minute)},
		{"copied before, sent by a clock that is ahead", copied.Add(20 * time.Hour), copied.Add(time.Hour), copied.Add(time.Hour)},
		{"copied before, without a trace", copied.Add(time.Hour), time.Time{}, time.Time{}},
		{"copied months before, without a trace", copied.AddDate(0, 8, 0), time.Time{}, time.Time{}},
		{"absurd", copied.AddDate(73, 0, 0), time.Time{}, copied},
	} {
		raw := letter("dana@acme.example", candidate, "a@acme.example", tt.sent, "Interview", "Are you free on Friday?")
		if !tt.arrived.IsZero() {
			raw = append([]byte("Received: from mx.acme.example by mx.example.org\r\n\twith ESMTPS id 4Q; "+tt.arrived.Format(time.RFC1123Z)+"\r\n"), raw...)
		}
		item, fault := in.imported(1, copied, raw, true)
		if fault != "" || !item.Received.Equal(tt.want) {
			t.Errorf("%s: taken as received %s, want %s (%s)", tt.name, item.Received, tt.want, fault)
		}
	}
}

// What --now says may lie ahead of the clock: mail of until then has arrived.
func TestLatestByNow(t *testing.T) {
	ahead := time.Now().AddDate(0, 1, 0)
	if got := (&intake{now: func() time.Time { return ahead }}).latest(); !got.Equal(ahead) {
		t.Errorf("ahead: got %s, want %s", got, ahead)
	}
	if got := (&intake{now: func() time.Time { return ahead.AddDate(-1, 0, 0) }}).latest(); time.Since(got) > time.Hour {
		t.Errorf("behind: got %s, want the clock's", got)
	}
}
