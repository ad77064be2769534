package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"syscall"
)

// pageOut is MADV_PAGEOUT (Linux 5.4), which package syscall does not have.
const pageOut = 21

// settle gives back the memory that work needed and idling does not: what is
// free, and the pages of the program's file and its libraries. What is needed
// after all is mapped again. At first they leave the system's cache, too: there
// they may lie in huge pieces, of which one byte maps two megabytes. (The system
// leaves files of another user alone.)
func settle(first bool) {
	debug.FreeOSMemory()
	maps, err := os.Open("/proc/self/smaps")
	if err != nil {
		return
	}
	defer maps.Close()
	advice := uintptr(syscall.MADV_DONTNEED)
	if first {
		advice = pageOut
	}
	var start, length uintptr
	for lines := bufio.NewScanner(maps); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), ":")
		switch {
		case strings.Contains(name, "-"):
			start, length = ofFile(lines.Text())
		case name == "Anonymous" && strings.TrimSpace(value) == "0 kB" && length > 0:
			// What is not the file's any more, since the linker wrote to it, stays.
			_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, start, length, advice)
		}
	}
}

// ofFile reads the first line of a mapping, proc_pid_maps(5): where it is, if it
// is private, of a file, and not to be written to.
func ofFile(line string) (start, length uintptr) {
	var end uintptr
	var mode string
	if n, _ := fmt.Sscanf(line, "%x-%x %4s", &start, &end, &mode); n < 3 || mode[1] != '-' || mode[3] != 'p' || !strings.Contains(line, " /") {
		return 0, 0
	}
	return start, end - start
}
