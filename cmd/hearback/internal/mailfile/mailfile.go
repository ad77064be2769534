// Package mailfile reads mail out of files: mbox files (RFC 4155), Maildirs,
// single messages, and folders of any of them.
package mailfile

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Folder is what one mailbox is elsewhere: an mbox file, a Maildir, or the
// single messages of a folder.
type Folder struct {
	Path string
	Name string // of the mailbox: "Sent" for Maildir++'s ".Sent" and for "Sent.mbox"

	mbox  bool
	files []string // of a Maildir or of single messages, in the order of their names
}

// Message is one raw message, and when it was put there.
type Message struct {
	Raw      []byte
	Received time.Time
	Name     string // of its file; empty in an mbox
}

// Folders finds the mailboxes in the paths, in their order; those within a
// folder in the order of their names. A path without mail is an error.
func Folders(paths []string) ([]Folder, error) {
	var all []Folder
	for _, path := range paths {
		found, err := folders(path)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, withoutPath(err))
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("%s: neither mbox, nor Maildir, nor .eml", path)
		}
		all = append(all, found...)
	}
	return all, nil
}

func folders(path string) ([]Folder, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		switch kind, err := kindOf(path); {
		case err != nil:
			return nil, err
		case kind == mbox:
			return []Folder{{Path: path, Name: nameOf(path), mbox: true}}, nil
		case kind == single:
			return []Folder{{Path: path, Name: nameOf(filepath.Dir(path)), files: []string{path}}}, nil
		}
		return nil, nil
	}
	if isMaildir(path) {
		return maildirs(path)
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	loose := Folder{Path: path, Name: nameOf(path)} // the single messages
	var found []Folder
	for _, e := range entries {
		child := filepath.Join(path, e.Name())
		if e.Type().IsRegular() {
			kind, err := kindOf(child)
			if err != nil {
				return nil, err
			}
			if kind == single {
				loose.files = append(loose.files, child)
				continue
			}
		}
		if !e.Type().IsRegular() && !e.IsDir() {
			continue // links and sockets
		}
		more, err := folders(child)
		if err != nil {
			return nil, err
		}
		found = append(found, more...)
	}
	if len(loose.files) > 0 {
		found = append([]Folder{loose}, found...)
	}
	return found, nil
}

// kind is what a file holds.
type kind int

const (
	noMail kind = iota
	mbox
	single // one message
)

// kindOf tells by a file's first bytes, or by its name, what it holds.
func kindOf(path string) (kind, error) {
	f, err := os.Open(path)
	if err != nil {
		return noMail, err
	}
	defer f.Close()
	head := make([]byte, 4096)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return noMail, err
	}
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, []byte("From ")):
		return mbox, nil
	case strings.EqualFold(filepath.Ext(path), ".eml"), looksLikeHeader(head):
		return single, nil
	}
	return noMail, nil
}

// looksLikeHeader reports whether the first line is a header field.
func looksLikeHeader(head []byte) bool {
	line, _, ok := bytes.Cut(head, []byte("\n"))
	name, _, colon := bytes.Cut(line, []byte(":"))
	return ok && colon && len(name) > 0 && !bytes.ContainsAny(name, " \t/{<")
}

// nameOf is the mailbox's name by its file's.
func nameOf(path string) string {
	name := strings.TrimPrefix(filepath.Base(path), ".")
	if ext := filepath.Ext(name); strings.EqualFold(ext, ".mbox") || strings.EqualFold(ext, ".mbx") {
		name = strings.TrimSuffix(name, ext)
	}
	if i := strings.LastIndexByte(name, '.'); i >= 0 { // Maildir++: ".Work.Sent"
		name = name[i+1:]
	}
	return name
}

func isMaildir(path string) bool {
	for _, part := range []string{"cur", "new"} {
		if info, err := os.Stat(filepath.Join(path, part)); err == nil && info.IsDir() {
			return true
		}
	}
	return false
}

// maildirs returns a Maildir and the Maildirs below it (Maildir++ and plain).
func maildirs(path string) ([]Folder, error) {
	f := Folder{Path: path, Name: nameOf(path)}
	for _, part := range []string{"cur", "new"} {
		entries, err := os.ReadDir(filepath.Join(path, part))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		for _, e := range entries {
			if e.Type().IsRegular() {
				f.files = append(f.files, filepath.Join(path, part, e.Name()))
			}
		}
	}
	slices.SortFunc(f.files, func(a, b string) int { return strings.Compare(filepath.Base(a), filepath.Base(b)) })
	found := []Folder{f}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		child := filepath.Join(path, e.Name())
		if e.IsDir() && isMaildir(child) {
			more, err := maildirs(child)
			if err != nil {
				return nil, err
			}
			found = append(found, more...)
		}
	}
	return found, nil
}

// Messages reads the folder's messages in their order, each cut at limit bytes.
// It ends with the first error.
func (f Folder) Messages(limit int) iter.Seq2[Message, error] {
	return func(yield func(Message, error) bool) {
		if f.mbox {
			if err := f.readMbox(limit, yield); err != nil {
				yield(Message{}, err)
			}
			return
		}
		for _, path := range f.files {
			m, err := readFile(path, limit)
			if !yield(m, err) || err != nil {
				return
			}
		}
	}
}

// readFile reads a single message. A Maildir's file name begins with the time
// of delivery; elsewhere the file's own time must do.
func readFile(path string, limit int) (Message, error) {
	f, err := os.Open(path)
	if err != nil {
		return Message{}, withoutPath(err)
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, int64(limit)))
	if err != nil {
		return Message{}, withoutPath(err)
	}
	m := Message{Raw: raw, Name: filepath.Base(path)}
	seconds, _, _ := strings.Cut(filepath.Base(path), ".")
	if n, err := strconv.ParseInt(seconds, 10, 64); err == nil && n > 1e8 && n < 1e10 {
		m.Received = time.Unix(n, 0)
	} else if info, err := f.Stat(); err == nil {
		m.Received = info.ModTime()
	}
	return m, nil
}

// readMbox cuts an mbox file at its "From " lines after empty ones, and takes
// the quoting off the body's (">From ", mboxrd).
func (f Folder) readMbox(limit int, yield func(Message, error) bool) error {
	file, err := os.Open(f.Path)
	if err != nil {
		return withoutPath(err)
	}
	defer file.Close()
	var m *Message
	lines := bufio.NewReaderSize(file, 64<<10)
	empty := true
	for {
		line, err := lines.ReadSlice('\n')
		whole := !errors.Is(err, bufio.ErrBufferFull)
		if err != nil && whole && !errors.Is(err, io.EOF) {
			return withoutPath(err)
		}
		switch {
		case empty && bytes.HasPrefix(line, []byte("From ")):
			if m != nil && !yield(*m, nil) {
				return nil
			}
			m = &Message{Received: fromLineTime(line)}
		case m != nil && len(m.Raw) < limit:
			if quoted := bytes.TrimLeft(line, ">"); len(quoted) < len(line) && bytes.HasPrefix(quoted, []byte("From ")) {
				line = line[1:]
			}
			m.Raw = append(m.Raw, line[:min(len(line), limit-len(m.Raw))]...)
		}
		empty = whole && len(bytes.TrimRight(line, "\r\n")) == 0
		if errors.Is(err, io.EOF) {
			break
		}
	}
	if m != nil {
		yield(*m, nil)
	}
	return nil
}

// fromLineTime reads the time of delivery (RFC 4155, appendix A: in UTC), zero
// where there is none.
//
// QUIRK: many programs write it in their local time, so this is the latest
// moment that it can mean: 12 hours west of UTC.
func fromLineTime(line []byte) time.Time {
	fields := strings.Fields(string(line[:min(len(line), 300)]))
	if len(fields) < 7 {
		return time.Time{}
	}
	t, err := time.Parse("Mon Jan 2 15:04:05 2006", strings.Join(fields[2:7], " "))
	if err != nil {
		return time.Time{}
	}
	return t.Add(12 * time.Hour)
}

// withoutPath takes the path out of a file error: the caller names it.
func withoutPath(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err
	}
	return err
}
