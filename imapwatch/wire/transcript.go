package wire

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
	"unicode"
)

// transcript writes what goes over a connection for a person to read: one line
// each with the time of day (UTC) and the direction, literals by their size.
type transcript struct {
	mu     sync.Mutex
	w      io.Writer
	secret []string
}

// hide blanks a secret wherever it shows.
func (t *transcript) hide(secret string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.secret = append(t.secret, secret)
}

func (t *transcript) line(direction, text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, secret := range t.secret {
		text = strings.ReplaceAll(text, secret, "(secret)")
	}
	text = text[:min(len(text), keptLine)] // not before: half a secret would stay
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return '?'
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
	// A log that cannot be written must not end the watching.
	_, _ = fmt.Fprintf(t.w, "%s %s %s\n", time.Now().UTC().Format("15:04:05.000"), direction, text)
}

// transcribe writes down a response, its literals by their size.
func (c *Conn) transcribe(response []byte) {
	if c.transcript == nil {
		return
	}
	if c.sent.hushed() && bytes.HasPrefix(response, []byte("+")) {
		c.transcript.line("S:", "+ (challenge)")
		return
	}
	status := isStatus(response)
	for len(response) > 0 {
		end := bytes.IndexByte(response, '\n') + 1
		if end == 0 {
			end = len(response)
		}
		c.transcript.line("S:", string(bytes.TrimRight(response[:end], "\r\n")))
		size, announced, err := literalSize(response[:end])
		response = response[end:]
		if announced && err == nil && !status {
			response = response[min(int64(len(response)), size):]
		}
	}
}
