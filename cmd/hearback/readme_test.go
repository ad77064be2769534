package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hearback/cmd/hearback/internal/config"
)

// fences returns what the README shows between fences of a language.
func fences(t *testing.T, language string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, m := range regexp.MustCompile("(?ms)^```([a-z]*)\n(.*?)^```$").FindAllStringSubmatch(string(text), -1) {
		if m[1] == language {
			all = append(all, m[2])
		}
	}
	return all
}

// The configs that the README shows are such as the program takes.
func TestReadmeConfig(t *testing.T) {
	shown := fences(t, "toml")
	if len(shown) != 2 {
		t.Fatalf("the README shows %d configs, want one, and a table of OAuth 2", len(shown))
	}
	whole, oauth := shown[0], shown[1]
	signedIn := regexp.MustCompile(`(?m)^password_command.*`).ReplaceAllString(whole, "")
	for _, text := range []string{whole, strings.Replace(signedIn, "[notify]", oauth+"[notify]", 1)} {
		file := filepath.Join(t.TempDir(), "config.toml")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if c, err := config.Load(file); err != nil || len(c.Accounts) != 1 || c.Digest == nil || (c.Accounts[0].OAuth != nil) != (text != whole) {
			t.Errorf("%v\n%s", err, text)
		}
	}
}

// checkReadme holds what the README shows of the demo against the demo.
func checkReadme(t *testing.T, demo string) {
	t.Helper()
	for line := range strings.Lines(fences(t, "")[0]) {
		if line != "...\n" && !strings.HasPrefix(line, "A mailbox of ") && !strings.Contains(demo, line) {
			t.Errorf("the README shows a line of the demo that it has not: %q", line)
		}
	}
}
