package config

import (
	"fmt"
	"io"
	"log/slog"
)

// Secret is a text that no printing shows: fmt, slog and encoding/json write
// "***" for it, even where it lies in an unexported field, which fmt prints
// without asking. The zero Secret is empty.
type Secret struct {
	text *string // a pointer, because fmt does not follow those inside a struct
}

const hidden = "***"

// NewSecret returns text as a secret.
func NewSecret(text string) Secret { return Secret{&text} }

// Reveal returns the text itself.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// String returns "***".
func (Secret) String() string { return hidden }

// GoString returns "***".
func (Secret) GoString() string { return hidden }

// Format writes "***", whatever the verb.
func (Secret) Format(f fmt.State, _ rune) { io.WriteString(f, hidden) }

// LogValue returns "***".
func (Secret) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalText returns "***".
func (Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }
