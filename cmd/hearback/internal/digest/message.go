package digest

import (
	"bytes"
	"fmt"
	"io"
	"time"

	"github.com/emersion/go-message/mail"
)

// Envelope is from whom and to whom a digest goes.
type Envelope struct {
	From, To string // addresses
	Week     string // as Week names it
}

// Message returns the digest as a mail (RFC 5322) of text and HTML. Its header
// says that a machine wrote it (RFC 3834, section 5), so that no out-of-office
// answers, and of which week it is.
func (d Digest) Message(e Envelope) ([]byte, error) {
	var h mail.Header
	h.SetAddressList("From", []*mail.Address{{Name: "hearback", Address: e.From}})
	h.SetAddressList("To", []*mail.Address{{Address: e.To}})
	h.SetSubject(d.Subject())
	h.SetDate(d.At)
	h.SetMessageID(MessageID(e.From, e.Week))
	h.Set("Auto-Submitted", "auto-generated")
	h.Set("X-Auto-Response-Suppress", "All")
	h.Set("X-Hearback-Digest", e.Week)
	h.Set("MIME-Version", "1.0")
	var b bytes.Buffer
	w, err := mail.CreateInlineWriter(&b, h)
	if err != nil {
		return nil, fmt.Errorf("write the digest: %w", err)
	}
	for _, part := range []struct{ kind, content string }{{"text/plain", d.Text()}, {"text/html", d.HTML()}} {
		var ph mail.InlineHeader
		ph.SetContentType(part.kind, map[string]string{"charset": "utf-8"})
		ph.Set("Content-Transfer-Encoding", "quoted-printable")
		pw, err := w.CreatePart(ph)
		if err == nil {
			_, err = io.WriteString(pw, part.content)
		}
		if err == nil {
			err = pw.Close()
		}
		if err != nil {
			return nil, fmt.Errorf("write the digest: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("write the digest: %w", err)
	}
	return b.Bytes(), nil
}

// Since is what a digest of now looks back to: a week, or farther where the
// last one is longer ago (zero: there was none), but not farther than 8 weeks.
func Since(now, last time.Time) time.Time {
	since := now.AddDate(0, 0, -7)
	if last.IsZero() || last.After(since) {
		return since
	}
	if oldest := now.AddDate(0, 0, -8*7); last.Before(oldest) {
		return oldest
	}
	return last.In(now.Location())
}
