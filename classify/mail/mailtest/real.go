package mailtest

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// maxReal bounds one file of an archive, in bytes.
const maxReal = 64 << 20

// Real returns a file of the collections of real mail and calendars. Their
// folder is named by HEARBACK_DATA; without it, shared/data is looked for
// beside the project. Where the file is not there, the test is skipped, and in
// CI (CI=true) it fails.
func Real(t testing.TB, name string) []byte {
	t.Helper()
	name = filepath.Join(realFolder(t), filepath.FromSlash(name))
	content, err := os.ReadFile(name)
	switch {
	case err == nil:
		return content
	case !errors.Is(err, os.ErrNotExist):
		t.Fatal(err)
	}
	const missing = "MISSING: %s; nothing was tested on it. Set HEARBACK_DATA to the folder that holds the collections."
	if os.Getenv("CI") == "true" {
		t.Fatalf(missing, name)
	}
	t.Skipf(missing, name)
	return nil
}

// realFolder is the folder of the collections.
func realFolder(t testing.TB) string {
	t.Helper()
	if folder := os.Getenv("HEARBACK_DATA"); folder != "" {
		return folder
	}
	at, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; at != filepath.Dir(at); at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			break
		}
	}
	return filepath.Join(filepath.Dir(at), "shared", "data")
}

// EachReal calls read for every file of one archive of the collections.
func EachReal(t testing.TB, archive string, read func(name string, content []byte)) {
	t.Helper()
	unzipped, err := gzip.NewReader(bytes.NewReader(Real(t, archive)))
	if err != nil {
		t.Fatalf("%s: %v", archive, err)
	}
	for r := tar.NewReader(unzipped); ; {
		entry, err := r.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", archive, err)
		}
		if entry.Typeflag != tar.TypeReg {
			continue
		}
		content, err := io.ReadAll(io.LimitReader(r, maxReal))
		if err != nil {
			t.Fatalf("%s: %s: %v", archive, entry.Name, err)
		}
		read(entry.Name, content)
	}
}
