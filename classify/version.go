package classify

import (
	"crypto/sha256"
	"fmt"
	"io"
	"sync"

	"hearback/classify/timeline"
)

// Version names the rules and weights by which messages are read: another
// version may read the same message otherwise.
var Version = sync.OnceValue(func() string {
	h := sha256.New()
	io.WriteString(h, theirsBin)
	io.WriteString(h, ownBin)
	io.WriteString(h, requestsBin)
	io.WriteString(h, timeline.Weights())
	for _, r := range library.rules {
		fmt.Fprintf(h, "%v\n", r)
	}
	fmt.Fprint(h, code)
	return fmt.Sprintf("%x", h.Sum(nil)[:8])
})

// code is raised where code other than the rule tables changes what is read.
const code = 47
