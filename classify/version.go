package classify

import (
	"fmt"
	"hash/fnv"
	"io"
	"sync"
)

// Version names the rules and weights by which messages are read: another
// version may read the same message otherwise.
var Version = sync.OnceValue(func() string {
	h := fnv.New64a()
	io.WriteString(h, theirsBin)
	io.WriteString(h, ownBin)
	for _, r := range library.rules {
		fmt.Fprintf(h, "%v\n", r)
	}
	fmt.Fprint(h, code)
	return fmt.Sprintf("%016x", h.Sum64())
})

// code is raised where code other than the rule tables changes what is read.
const code = 16
