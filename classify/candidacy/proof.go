package candidacy

import (
	"cmp"
	"maps"
	"slices"

	"hearback/classify"
)

// Proofs returns the ties by which other mail may belong to the candidacy of
// these entries: what Join goes by, and so what is worth reading. Ordered.
//
// A person's address counts once the candidate has answered, as in adopt: what
// was read and left out before is wished for again then.
func Proofs(entries []Entry) []classify.Tie {
	ties := map[classify.Tie]bool{}
	all := pointers(entries)
	answered, own := (&group{entries: all}).answered(), mine(all)
	for _, t := range threadsOf(all, nil) {
		t.identify()
		seeded := t.seeded()
		if seeded {
			for _, d := range t.domains {
				ties[classify.Tie{Of: classify.ByDomain, Value: d}] = true
			}
		}
		for _, e := range t.entries {
			for _, id := range e.IDs {
				ties[classify.Tie{Of: classify.ByID, Value: id}] = true
			}
			if classify.Tenant(e.From) {
				ties[classify.Tie{Of: classify.ByAddress, Value: e.From.Address}] = true
			}
			if !answered {
				continue
			}
			addresses := e.involved(own)
			if seeded {
				addresses = append(append(addresses, e.counterparts()...), e.correspondents()...)
			}
			for _, address := range addresses {
				ties[classify.Tie{Of: classify.ByAddress, Value: address}] = true
			}
		}
	}
	return slices.SortedFunc(maps.Keys(ties), func(a, b classify.Tie) int {
		return cmp.Or(cmp.Compare(a.Of, b.Of), cmp.Compare(a.Value, b.Value))
	})
}
