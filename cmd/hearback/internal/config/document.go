package config

import (
	"errors"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// setting is one key of the file with its place and value.
type setting struct {
	path         []string
	line, column int // of the key as it is written
	kind         unstable.Kind
	text         string   // of a string, or a number or boolean as it is written
	list         []string // of an array of strings
	mixed        bool     // the array holds something else than strings
}

// isTable reports whether the key opens a table rather than having a value.
func (s setting) isTable() bool {
	return s.kind == unstable.Table || s.kind == unstable.InlineTable
}

// parse returns the settings of a TOML document in their order, those of inline
// tables and dotted keys spread out: every table, then what stands in it.
func parse(file string, data []byte) ([]setting, error) {
	d := document{data: data}
	settings := d.walk()
	if len(settings) > maxKeys {
		return nil, &Error{File: file, Problem: "more than 10,000 keys, which no config has"}
	}
	// The decoder finds what the parser lets pass, such as keys defined twice,
	// and says where.
	var ignored map[string]any
	if err := toml.Unmarshal(data, &ignored); err != nil {
		return nil, invalid(file, err, settings)
	}
	return settings, nil
}

const (
	maxKeys  = 10_000 // keys and tables of one file; the decoder's time grows with their square
	maxDepth = 8      // parts of a key that are kept, more than any known key has
)

type document struct {
	data     []byte
	parser   unstable.Parser
	settings []setting

	read, lines, lineStart int // how far the lines have been counted
}

// place returns the line and column of an offset, which is not before the one
// asked for last.
func (d *document) place(offset int) (line, column int) {
	for ; d.read < offset; d.read++ {
		if d.data[d.read] == '\n' {
			d.lines, d.lineStart = d.lines+1, d.read+1
		}
	}
	return d.lines + 1, offset - d.lineStart + 1
}

// walk returns the settings as far as the document can be parsed.
func (d *document) walk() []setting {
	d.parser.Reset(d.data)
	var table []string
	for len(d.settings) <= maxKeys && d.parser.NextExpression() {
		switch e := d.parser.Expression(); e.Kind {
		case unstable.Table, unstable.ArrayTable:
			s := d.setting(nil, e)
			s.kind, table = e.Kind, s.path
			d.settings = append(d.settings, s)
		case unstable.KeyValue:
			d.add(table, e)
		}
	}
	return d.settings
}

// add takes in a key with its value, which lies in a table.
func (d *document) add(table []string, e *unstable.Node) {
	s := d.setting(table, e)
	value := e.Value()
	s.kind = value.Kind
	switch value.Kind {
	case unstable.String, unstable.Integer, unstable.Bool:
		s.text = string(value.Data)
	case unstable.Array:
		for it := value.Children(); it.Next(); {
			if it.Node().Kind != unstable.String {
				s.mixed = true
			}
			s.list = append(s.list, string(it.Node().Data))
		}
	}
	d.settings = append(d.settings, s)
	if value.Kind == unstable.InlineTable {
		for it := value.Children(); it.Next(); {
			d.add(s.path, it.Node())
		}
	}
}

// setting returns the key of a node, with its place.
func (d *document) setting(table []string, e *unstable.Node) setting {
	s := setting{path: append([]string(nil), table...)}
	for it := e.Key(); it.Next(); {
		if s.line == 0 {
			s.line, s.column = d.place(int(it.Node().Raw.Offset))
		}
		if len(s.path) < maxDepth {
			s.path = append(s.path, string(it.Node().Data))
		}
	}
	return s
}

// invalid is the error of a file that is not TOML, as far as it was parsed.
func invalid(file string, err error, parsed []setting) error {
	e := &Error{File: file, Problem: "not valid TOML"}
	de, ok := errors.AsType[*toml.DecodeError](err)
	if !ok {
		return e
	}
	e.Line, e.Column = de.Position()
	message := strings.TrimPrefix(de.Error(), "toml: ")
	if strings.Contains(message, "already") {
		e.Key, e.Problem = dotted(de.Key()), "defined twice"
		for _, p := range parsed {
			if p.line == e.Line && p.column == e.Column {
				e.Key = dotted(p.path)
			}
		}
		return e
	}
	e.Problem += described(message)
	e.Hint = []string{"text stands in double quotes, lists in square brackets; a table begins with [its name] on a line"}
	return e
}

// described returns what the decoder says, less the characters of the file
// that some of its messages repeat.
func described(message string) string {
	for _, mark := range []string{" but got", " U+", ":"} {
		message, _, _ = strings.Cut(message, mark)
	}
	if strings.ContainsAny(message, "\"'`\\") {
		return ""
	}
	return ": " + message
}
