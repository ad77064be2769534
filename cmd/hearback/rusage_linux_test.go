package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"time"
)

// runToPeak runs a command to its end and returns the most memory that it had
// resident, in bytes.
//
// QUIRK: rusage will not do: it counts what the parent had at the fork.
func runToPeak(cmd *exec.Cmd) (int64, error) {
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	tick := time.NewTicker(20 * time.Millisecond) // what is asked for is a high-water mark; asking costs the command time
	defer tick.Stop()
	peak := int64(0)
	for {
		select {
		case err := <-ended:
			if err != nil {
				return 0, fmt.Errorf("%w: %s", err, &out)
			}
			return peak, nil
		case <-tick.C:
			peak = max(peak, highWater(cmd.Process.Pid))
		}
	}
}

// highWater is the most memory that a process had resident, in bytes; 0 where
// it has ended.
func highWater(pid int) int64 { return procStatus(pid, "VmHWM") << 10 }

// procStatus is a number of /proc/PID/status; those of memory are in KiB.
func procStatus(pid int, field string) int64 {
	return statusField(fmt.Sprintf("/proc/%d/status", pid), field)
}

// statusField reads a number of such a file, 0 where it is not there.
func statusField(file, field string) int64 {
	status, err := os.ReadFile(file)
	if err != nil {
		return 0
	}
	for line := range bytes.Lines(status) {
		words := bytes.Fields(line)
		if len(words) > 1 && string(words[0]) == field+":" {
			n, _ := strconv.ParseInt(string(words[1]), 10, 64)
			return n
		}
	}
	return 0
}
