package imapwatch

import (
	"os"
	"runtime"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
	"unsafe"
)

// networkOfItsOwn runs f in a network namespace that has no address until it
// calls up. The thread ends with f.
func networkOfItsOwn(t *testing.T, f func(up func())) {
	t.Helper()
	done := make(chan error, 1)
	go func() {
		runtime.LockOSThread() // and never unlocked: no other test gets this thread
		if err := syscall.Unshare(syscall.CLONE_NEWNET); err != nil {
			done <- err
			return
		}
		f(func() {
			if err := setUp("lo"); err != nil {
				t.Errorf("set lo up: %v", err)
			}
		})
		done <- nil
	}()
	if err := <-done; err != nil {
		if os.Getenv("CI") == "true" && os.Getuid() == 0 {
			t.Fatalf("missing: a network of our own: %v", err)
		}
		t.Skipf("SKIPPED: missing: a network of our own, for which one has to be root: %v", err)
	}
}

// setUp sets a network interface up (netdevice(7)).
func setUp(name string) error {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_DGRAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer syscall.Close(fd)
	var request struct {
		name  [syscall.IFNAMSIZ]byte
		flags uint16
		_     [22]byte
	}
	copy(request.name[:], name)
	request.flags = syscall.IFF_UP | syscall.IFF_RUNNING
	if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, uintptr(fd), syscall.SIOCSIFFLAGS, uintptr(unsafe.Pointer(&request))); errno != 0 {
		return errno
	}
	return nil
}

// A pause ends early when the machine gets another address, as it does where a
// network is found again, unless the server wants all of it.
func TestPauseEndsInAnotherNetwork(t *testing.T) {
	for _, test := range []struct {
		name        string
		found, firm bool
		least, most time.Duration
	}{
		{"no network", false, false, 5 * time.Minute, 5 * time.Minute},
		{"found", true, false, 0, 2 * sleepTick},
		{"found, and firm", true, true, 5 * time.Minute, 5 * time.Minute},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				networkOfItsOwn(t, func(up func()) {
					ticks := 0
					w := &Watcher{Beat: func() {
						if ticks++; test.found && ticks == 1 {
							up()
						}
					}}
					begun := time.Now()
					w.pause(t.Context(), 5*time.Minute, test.firm)
					if took := time.Since(begun); took < test.least || took > test.most {
						t.Errorf("paused for %v, want %v to %v", took, test.least, test.most)
					}
				})
			})
		})
	}
}
