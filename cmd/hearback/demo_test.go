package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"hearback/cmd/hearback/internal/demo"
	"hearback/imapwatch/imaptest"
	"hearback/state"
)

// The demo's story was reckoned by hand, letter by letter: the program must
// come to the same flags on the same days.
func TestDemoTellsItsStory(t *testing.T) {
	var out, errs bytes.Buffer
	p := &program{stdout: &out, stderr: &errs}
	p.log = slog.New(&lineHandler{out: &errs, level: p.level()})
	store, err := state.Open(t.Context(), filepath.Join(t.TempDir(), "state.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	server, err := imaptest.Listen()
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	s, err := newStage(p, server, store)
	if err != nil {
		t.Fatal(err)
	}
	s.dayLength = 0 // as fast as the watcher can
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	if err := s.play(ctx, stop); err != nil {
		t.Fatalf("play: %v\n%s", err, &errs)
	}
	want := slices.Clone(demo.Expected)
	want[0].Date = "2026-03-02" // stood before anybody looked
	sortChanges(want)
	got := changesIn(out.String())
	sortChanges(got)
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("flags raised and cleared (-want +got):\n%s\nthe whole output:\n%s", diff, &out)
	}
	for _, words := range []string{"To go on with your own mail", "Tessellate Games", "flag raised", "flag cleared", "reply",
		"thank you (thank you: 24 hours", " 5 business days (promised: 1 to 2 business days, profile standard)\n                                Send a short, light email"} {
		if !strings.Contains(out.String(), words) {
			t.Errorf("the demo never says %q:\n%s", words, &out)
		}
	}
	if errs.Len() > 0 {
		t.Errorf("the demo complains: %s", &errs)
	}
	checkReadme(t, out.String())
}

var changeLine = regexp.MustCompile(`(?m)^(\d{4}-\d\d-\d\d) \d\d:\d\d  flag (raised|cleared) +#\d+ ([^:]+): ([a-z -]+?)(?:,| \()`)

func changesIn(out string) []demo.Expectation {
	var changes []demo.Expectation
	for _, m := range changeLine.FindAllStringSubmatch(out, -1) {
		e := demo.Expectation{Employer: m[3], Date: m[1]}
		if m[2] == "raised" {
			e.Flag = strings.ReplaceAll(m[4], " ", "_")
		}
		changes = append(changes, e)
	}
	return changes
}

func sortChanges(changes []demo.Expectation) {
	slices.SortFunc(changes, func(a, b demo.Expectation) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Employer, b.Employer), -cmp.Compare(a.Flag, b.Flag))
	})
}

// demo --once ends where the playing ends, and leaves nothing behind.
func TestDemoOnce(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	out := ok(t, "demo", "--once")
	for _, row := range []string{
		`Harborlight Transit .* 2026-03-16 +follow up: silent 11 days`,
		`Saltmarsh Energy .* 2026-03-19 +follow up: silent 8 days`,
		`marked +#5 Cobalt Lantern: hearback mark 5 promise "by Thursday"`,
		`interview +Mon 9 Mar 2026 13:00, by the invitation; thank-you sent`, // moved once, its end starts the clock
		`because +promised 'by Tuesday, March 17' on 12 March; 2 business days past 17 March are up`,
		`promised +“by Tuesday, March 17”, by 2026-03-17: broken`,
		`promised +“by Tuesday, March 17”, by 2026-03-17: kept`,
		`answer by +2026-03-27: “let us know your decision by Friday, March 27”`,
		`Quillfeather Press .* 2026-03-20 +let go: silent 19 days`,
		`Fernhollow Instruments .* offer .* you`,
		`Cobalt Lantern .* employer +2026-03-23`,
		`Brackenridge Mutual .* closed, rejected`,
		`Acme Robotics .* closed, rejected`,
		`Tessellate Games .* applied`,
	} {
		if !regexp.MustCompile(row).MatchString(out) {
			t.Errorf("no row like %q in:\n%s", row, out)
		}
	}
	left, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}

// ok runs a command that must succeed, and returns what it prints.
func ok(t *testing.T, args ...string) string {
	t.Helper()
	out, errs, status := try(t, args...)
	if status != statusDone {
		t.Fatalf("hearback %s: status %d\n%s", strings.Join(args, " "), status, errs)
	}
	return out
}

// try runs a command and returns what it prints.
func try(t *testing.T, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(t.Context(), args, &out, &errs)
	return out.String(), fmt.Sprint(&errs), status
}
