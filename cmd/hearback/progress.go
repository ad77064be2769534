package main

import (
	"io"
	"os"
	"sync"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress returns what shows how far a scan is, in one line of a terminal;
// nil where standard error is none, or shall be quiet.
func (p *program) progress(account string) func(mailbox string, done, total int) {
	f, ok := p.stderr.(*os.File)
	if !ok || p.quiet || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	var mu sync.Mutex
	bars := map[string]*progressbar.ProgressBar{}
	return func(mailbox string, done, total int) {
		mu.Lock()
		defer mu.Unlock()
		bar := bars[mailbox]
		if bar == nil || bar.GetMax() != total {
			bar = newBar(f, account+" "+mailbox, total)
			bars[mailbox] = bar
		}
		_ = bar.Set(done) // a bar that cannot be drawn is no reason to stop
		if done >= total {
			_ = bar.Finish()
			delete(bars, mailbox)
		}
	}
}

func newBar(w io.Writer, what string, total int) *progressbar.ProgressBar {
	return progressbar.NewOptions(total,
		progressbar.OptionSetWriter(w), progressbar.OptionSetDescription("reading "+what),
		progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100_000_000))
}
