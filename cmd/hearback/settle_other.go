//go:build !linux

package main

import "runtime/debug"

// settle gives back the memory that work needed and idling does not.
func settle(bool) { debug.FreeOSMemory() }
