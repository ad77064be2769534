package imapwatch

import (
	"errors"
	"net"
	"slices"
	"strings"
	"time"
)

// errSlept ends a session after the machine slept: the server may have
// forgotten it long ago, and would take a while to not answer. errMoved ends
// one whose own address is gone: no answer will find it.
var (
	errSlept = errors.New("the machine slept")
	errMoved = errors.New("the network changed")
)

// ownEnd reports whether it was we who ended the session, for a better one.
func ownEnd(err error) bool {
	return errors.Is(err, errSlept) || errors.Is(err, errMoved) || errors.Is(err, errUnlisted)
}

// sleepWatch notices that the machine slept: between two ticks, or two looks
// at it, much more time went by than should have. Where the monotonic clock
// stands still meanwhile, as on Linux, the wall clock tells.
type sleepWatch struct {
	timer *time.Timer
	last  time.Time
}

const (
	sleepTick = 30 * time.Second
	sleepGap  = time.Minute
)

func newSleepWatch() *sleepWatch {
	return &sleepWatch{timer: time.NewTimer(sleepTick), last: time.Now()}
}

// tick ticks when half a minute of the clock is over: whoever else in the
// process, or on the machine, waits for a whole one is woken together with us.
func (w *sleepWatch) tick() <-chan time.Time {
	now := time.Now().Round(0)
	w.timer.Reset(now.Truncate(sleepTick).Add(sleepTick).Sub(now))
	return w.timer.C
}

func (w *sleepWatch) stop() { w.timer.Stop() }

func (w *sleepWatch) slept() bool {
	now := time.Now()
	gap := sleptBetween(w.last, now)
	w.last = now
	return gap
}

func sleptBetween(last, now time.Time) bool {
	wall := now.Round(0).Sub(last.Round(0)) // without the monotonic reading
	return max(wall, now.Sub(last)) > sleepTick+sleepGap
}

// addresses returns this machine's IP addresses, sorted; nil where the system
// does not tell.
func addresses() []string {
	all, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var texts []string
	for _, a := range all {
		host, _, _ := strings.Cut(a.String(), "/")
		texts = append(texts, host)
	}
	slices.Sort(texts)
	return texts
}

// moved reports whether the local end of a connection has an address that this
// machine has no longer.
func moved(local net.Addr, have func() []string) bool {
	tcp, ok := local.(*net.TCPAddr)
	if !ok {
		return false
	}
	all := have()
	return len(all) > 0 && !slices.Contains(all, tcp.IP.String())
}
