package service

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/coreos/go-systemd/v22/daemon"
)

const (
	// pulseEvery is how often the watchdog is told at most.
	pulseEvery = 10 * time.Second
	// startWait is how long a start may go on after a sign of life. It is
	// longer than what a loop may take between two beats: a password
	// (1 minute), a login (30 s) and the text of one message (3 minutes).
	startWait = 15 * time.Minute
	// mostTrouble bounds the words about one account, in bytes.
	mostTrouble = 300
)

// Pulse tells the service manager how the program does, by sd_notify(3): that
// it is ready, what it watches, and that it is alive. Where no manager listens
// (no NOTIFY_SOCKET) it does nothing. Its methods may be called from several
// goroutines.
type Pulse struct {
	unhook func() bool

	mu       sync.Mutex
	accounts []account
	beaten   []bool // by loop: since the watchdog was told
	told     time.Time
	ready    bool
	status   string
}

// account is how one of the watched mailboxes does.
type account struct {
	name    string
	step    time.Time // when it was last known to be in step
	trouble string
	since   time.Time // of the trouble
}

// NewPulse begins with accounts, named by their addresses, that nobody has
// looked at yet. There is one loop for each of them, in their order, and extra
// ones after them. When ctx ends, the manager is told that the program stops.
func NewPulse(ctx context.Context, accounts []string, extra int) *Pulse {
	p := &Pulse{beaten: make([]bool, len(accounts)+extra)}
	for _, name := range accounts {
		p.accounts = append(p.accounts, account{name: name})
	}
	p.unhook = context.AfterFunc(ctx, func() { notify(daemon.SdNotifyStopping) })
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tell()
	return p
}

// Beat says that a loop works or waits as it should. The watchdog is told once
// each of the loops has beaten, so that one that hangs is missed.
func (p *Pulse) Beat(loop int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.beaten[loop] = true
	if !p.ready {
		// Before it is ready the program reads a mailbox, of whatever size.
		if time.Since(p.told) >= pulseEvery {
			p.told = time.Now()
			notify(fmt.Sprintf("EXTEND_TIMEOUT_USEC=%d", startWait.Microseconds()))
		}
		return
	}
	for _, beaten := range p.beaten {
		if !beaten {
			return
		}
	}
	if time.Since(p.told) < pulseEvery {
		return
	}
	p.told = time.Now()
	clear(p.beaten)
	notify(daemon.SdNotifyWatchdog)
}

// InStep says that all new mail of an account was taken in.
func (p *Pulse) InStep(loop int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.accounts[loop].step, p.accounts[loop].trouble = time.Now(), ""
	p.tell()
}

// Trouble says why an account cannot be followed at the moment.
func (p *Pulse) Trouble(loop int, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	a := &p.accounts[loop]
	if a.trouble == "" {
		a.since = time.Now()
	}
	a.trouble = err.Error()
	a.trouble = a.trouble[:min(len(a.trouble), mostTrouble)]
	p.tell()
}

const saysEnded = "ended: "

// End says why the program ends: nil when it was asked to. It returns err.
func (p *Pulse) End(err error) error {
	p.unhook()
	message := daemon.SdNotifyStopping
	if err != nil {
		message += "\nSTATUS=" + saysEnded + plain(err.Error())
	}
	notify(message)
	return err
}

// tell says how all the accounts do, and that the program is ready once all are
// in step or one is in trouble: a server that is away must not keep the person
// from logging in. mu is held.
func (p *Pulse) tell() {
	var words []string
	troubled, read := false, true
	for _, a := range p.accounts {
		switch {
		case a.trouble != "":
			words = append(words, fmt.Sprintf("%s: in trouble since %s: %s", a.name, clock(a.since), a.trouble))
			troubled = true
		case !a.step.IsZero():
			words = append(words, fmt.Sprintf("%s: in step at %s", a.name, clock(a.step)))
		default:
			words = append(words, a.name+": being read")
			read = false
		}
	}
	message := "STATUS=watching " + plain(strings.Join(words, "; "))
	if message == p.status {
		return
	}
	p.status = message
	if !p.ready && (read || troubled) {
		p.ready, p.told = true, time.Time{}
		message = daemon.SdNotifyReady + "\n" + message
	}
	notify(message)
}

// clock is a time as it is told: a status may stand for days.
func clock(t time.Time) string { return t.Format("2 Jan 15:04") }

// plain makes one line of a text: a line break would begin another message to
// the manager.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
}

// notify sends one message. A manager that does not take it is no reason to
// stop watching.
func notify(message string) { _, _ = daemon.SdNotify(false, message) }
