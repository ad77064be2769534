package config

import "strings"

// unknown is the fault of a key that nobody knows, with the likeliest remedy:
// a key spelled much like it, or the place where it does belong.
func unknown(key string, here, elsewhere []string, move string) error {
	for _, k := range elsewhere {
		if k == key {
			return wrong("unknown key here", move)
		}
	}
	if k := nearest(key, here); k != "" {
		return wrong("unknown key", "did you mean "+k+"?")
	}
	return wrong("unknown key", "known here: "+strings.Join(here, ", "))
}

// nearest returns the key that takes the fewest edits to become, at most one
// for every three letters and one more; "" where none is that near.
func nearest(key string, known []string) string {
	if len(key) > 40 {
		return ""
	}
	best, found := len(key)/3+2, ""
	for _, k := range known {
		if n := edits(strings.ToLower(key), k); n < best {
			best, found = n, k
		}
	}
	return found
}

// edits is the Levenshtein distance in bytes.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
