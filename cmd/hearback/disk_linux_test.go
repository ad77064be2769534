package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearback/imapwatch/imaptest"
)

// smallDisk mounts a file system of its own, of the given size.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "mode=0700,size="+size); err != nil {
		missing(t, "a file system of our own, for which one has to be root: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// missing skips what cannot be tested here; in CI it fails, where CI is root.
func missing(t *testing.T, format string, args ...any) {
	t.Helper()
	if os.Getenv("CI") == "true" && os.Getuid() == 0 {
		t.Fatalf("missing: "+format, args...)
	}
	t.Skipf("SKIPPED: missing: "+format, args...)
}

// onSmallDisk is a home whose state lies on a disk of its own and knows one
// conversation, and what brings a reply to it.
func onSmallDisk(t *testing.T) (h home, disk string, reply func()) {
	t.Helper()
	d := imaptest.NewDovecot(t)
	h = newHome(t, d)
	disk = smallDisk(t, "16m")
	h.state = filepath.Join(disk, "state.db")
	inbox, sent := conversation(silentSince(t, 7))
	d.Fill("INBOX", slices.Values(inbox))
	d.Fill("Sent", slices.Values(sent))
	h.ok("watch", "--once")
	return h, disk, func() {
		d.Deliver("INBOX", letter("Dana Kim <dana@acme.example>", candidate, "six@acme.example", time.Now().In(newYork).Truncate(time.Second), "Re: Interview: Product Manager at Acme Robotics",
			"Hi Alice,\n\nsorry for the wait, the team is still deciding.\n\nDana", "In-Reply-To: <five@acme.example>"))
	}
}

const replyAndRest = "SELECT (SELECT count(*) FROM messages WHERE message_id = '<six@acme.example>') || ' ' || count(*) FROM messages"

// P2: the disk is full while watch runs and mail arrives. It says so, takes
// nothing for kept that is not, and goes on when there is room.
func TestP2DiskFull(t *testing.T) {
	h, disk, reply := onSmallDisk(t)
	const resume = "SELECT uid_next FROM mailbox WHERE name = 'INBOX'"
	before := h.query(resume)
	m := newManager(t)
	w := h.watchUnder(m)
	m.expect(20*time.Second, "READY=1")
	fill(t, disk)
	reply()
	w.expect("database or disk is full", 20*time.Second)
	m.expect(20*time.Second, "in trouble since ", "database or disk is full")
	if got := h.query(resume); got != before {
		t.Errorf("nothing was kept, and UIDNEXT went from %s to %s", before, got)
	}
	if err := os.Remove(filepath.Join(disk, "filler")); err != nil {
		t.Fatal(err)
	}
	h.eventually("the reply in the state", time.Minute, func() bool { return h.query(replyAndRest) == "1 6" })
	w.stop(syscall.SIGTERM)
	if got := h.query("PRAGMA integrity_check"); got != "ok" {
		t.Errorf("the file: %s", got)
	}

	fill(t, disk)
	_, errs, status := h.run("mark", "1", "deadline", "2030-03-20")
	if status != statusFailed || !strings.Contains(errs, "database or disk is full\nhint: make room") {
		t.Errorf("mark: status %d, %q; want 1, the full disk and a hint", status, errs)
	}
}

// P2: the disk became read-only, as it does after an error of its own.
func TestP2DiskReadOnly(t *testing.T) {
	h, disk, reply := onSmallDisk(t)
	reply()
	remount(t, disk, syscall.MS_RDONLY)
	for _, args := range [][]string{{"watch", "--once"}, {"watch"}, {"mark", "1", "deadline", "2030-03-20"}} {
		out, errs, status := h.run(args...)
		lines := strings.Split(strings.TrimSpace(errs), "\n")
		if status != statusFailed || out != "" || len(lines) != 2 || !strings.Contains(lines[0], "read-only file system") || !strings.HasPrefix(lines[1], "hint: ") {
			t.Errorf("%q: status %d, %q; want 1, the file system and a hint", args, status, errs)
		}
	}
	remount(t, disk, 0)
	h.ok("watch", "--once")
	if got := h.query(replyAndRest); got != "1 6" {
		t.Errorf("the reply and all messages: %s, want 1 6", got)
	}
}

// fill leaves no room on a disk.
func fill(t *testing.T, dir string) {
	t.Helper()
	f, err := os.Create(filepath.Join(dir, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for block := make([]byte, 1<<16); err == nil; {
		_, err = f.Write(block)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
}

func remount(t *testing.T, dir string, flags uintptr) {
	t.Helper()
	if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|flags, "mode=0700,size=16m"); err != nil {
		t.Fatal(err)
	}
}

// P2 and P3: writes to the state fail with EIO, by what strace answers in the
// kernel's place, at moments all over a run; also those of which SQLite keeps
// something all the same. The run after it ends as one that nobody disturbed.
func TestP3CommitFailedButIsThere(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("strace"); err != nil {
		missing(t, "strace: %v", err)
	}
	mail := t.TempDir()
	inbox, sent := conversation(time.Date(2026, 3, 3, 16, 20, 0, 0, newYork))
	for i, m := range append(inbox, sent...) {
		if err := os.WriteFile(filepath.Join(mail, fmt.Sprintf("%d.eml", i)), m.Raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	arguments := []string{"import", mail, "--me", candidate}
	bare := func() home { return home{t: t, state: filepath.Join(t.TempDir(), "state.db")} }
	calm := bare()
	calm.ok(arguments...)
	want := contents(t, calm)
	failed := 0
	for call, moments := range map[string][]int{"pwrite64": {1, 2, 3, 5, 8, 13, 21, 34, 55}, "fdatasync": {1, 2, 3}} {
		for _, n := range moments {
			h := bare()
			cmd := exec.Command("strace", append([]string{"-f", "-qq", "-o", "/dev/null", "-e", "trace=" + call,
				"-e", fmt.Sprintf("inject=%s:error=EIO:when=%d", call, n), "hearback", "--state", h.state}, arguments...)...)
			var errs bytes.Buffer
			cmd.Stderr = &errs
			if cmd.Run() != nil { // else SQLite got over it, or it came too late
				failed++
				if !strings.Contains(errs.String(), "disk I/O error") || !strings.Contains(errs.String(), "\nhint: ") {
					t.Errorf("%s %d: %q, want disk I/O error and a hint", call, n, errs.String())
				}
				h.ok(arguments...)
			}
			if diff := cmp.Diff(want, contents(t, h)); diff != "" {
				t.Errorf("%s %d (-undisturbed +failed):\n%s", call, n, diff)
			}
		}
	}
	if failed < 4 {
		t.Errorf("%d runs failed: next to nothing was tested", failed)
	}
}
