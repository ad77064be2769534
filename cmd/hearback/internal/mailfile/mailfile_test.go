package mailfile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// write makes a file below dir, with its folders.
func write(t *testing.T, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// read returns "name: first line of each message" of every folder found.
func read(t *testing.T, limit int, paths ...string) []string {
	t.Helper()
	folders, err := Folders(paths)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range folders {
		line := f.Name + ":"
		for m, err := range f.Messages(limit) {
			if err != nil {
				t.Fatal(err)
			}
			first, _, _ := strings.Cut(string(m.Raw), "\n")
			line += " " + first
		}
		out = append(out, line)
	}
	return out
}

func TestFolders(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a/Sent.mbox", "From x Tue Mar  3 10:00:00 2026\nSubject: 1\n\nhello\n\nFrom y Tue Mar  3 11:00:00 2026\nSubject: 2\n\nhello\n")
	write(t, dir, "a/notes.txt", "these are notes, and no mail at all\n")
	write(t, dir, "a/empty", "")
	write(t, dir, "a/loose/2.eml", "Subject: 4\n\nhello\n")
	write(t, dir, "a/loose/1.eml", "Subject: 3\n\nhello\n")
	write(t, dir, "a/loose/0001.f00", "Received: 5\nSubject: 5\n\nhello\n")
	write(t, dir, "m/cur/1772550000.2.host:2,S", "Subject: 7\n\nhello\n")
	write(t, dir, "m/new/1772540000.1.host", "Subject: 6\n\nhello\n")
	write(t, dir, "m/tmp/1772560000.3.host", "Subject: unfinished\n\n")
	write(t, dir, "m/.Work.Sent/cur/1772550000.4.host:2,", "Subject: 8\n\nhello\n")
	if err := os.Symlink(filepath.Join(dir, "a"), filepath.Join(dir, "a", "again")); err != nil {
		t.Fatal(err)
	}
	want := []string{"Sent: Subject: 1 Subject: 2", "loose: Received: 5 Subject: 3 Subject: 4", "m: Subject: 6 Subject: 7", "Sent: Subject: 8"}
	if diff := cmp.Diff(want, read(t, 1<<20, filepath.Join(dir, "a"), filepath.Join(dir, "m"))); diff != "" {
		t.Errorf("found (-want +got):\n%s", diff)
	}
	for _, path := range []string{filepath.Join(dir, "a", "notes.txt"), filepath.Join(dir, "nowhere")} {
		if _, err := Folders([]string{path}); err == nil || strings.Count(err.Error(), path) != 1 {
			t.Errorf("%s: got %v, want an error that names it once", path, err)
		}
	}
}

func TestMbox(t *testing.T) {
	path := write(t, t.TempDir(), "box", "From MAILER-DAEMON Tue Mar  3 10:00:00 2026\nSubject: a\n\nFrom here it is quoted:\n>From the hills\n>>From afar\nFrom inside a paragraph\n\n"+
		"From dana@acme.example Wed Mar  4 11:12:13 2026\r\nSubject: b\r\n\r\nbye\r\n\nFrom no time at all\nSubject: c\n\n")
	folders, err := Folders([]string{path})
	if err != nil {
		t.Fatal(err)
	}
	var got []Message
	for m, err := range folders[0].Messages(1 << 20) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, m)
	}
	if len(got) != 4 {
		t.Fatalf("%d messages, want 4 (one of them cut by a From that nobody quoted): %q", len(got), got)
	}
	if string(got[2].Raw) != "Subject: b\r\n\r\nbye\r\n\n" || !got[2].Received.Equal(time.Date(2026, 3, 4, 23, 12, 13, 0, time.UTC)) {
		t.Errorf("third: %q received %v", got[2].Raw, got[2].Received)
	}
	if !strings.Contains(string(got[1].Raw), "From the hills\n>From afar\nFrom inside") {
		t.Errorf("quoting: %q", got[1].Raw)
	}
	if !got[3].Received.IsZero() {
		t.Errorf("without a time: received %v", got[3].Received)
	}
}

// Messages are cut at the limit, however long their lines.
func TestLimit(t *testing.T) {
	dir := t.TempDir()
	long := "Subject: long\n\n" + strings.Repeat("x", 300_000) + "\n"
	write(t, dir, "1.eml", long)
	write(t, dir, "2.mbox", "From x\n"+long+"\nFrom y\nSubject: next\n\n")
	folders, err := Folders([]string{dir})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folders {
		n := 0
		for m, err := range f.Messages(1000) {
			if err != nil || len(m.Raw) > 1000 {
				t.Errorf("%s: %d bytes, %v", f.Path, len(m.Raw), err)
			}
			n++
		}
		if want := map[bool]int{true: 2, false: 1}[f.mbox]; n != want {
			t.Errorf("%s: %d messages, want %d", f.Path, n, want)
		}
	}
}
