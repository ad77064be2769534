package timeline

import "math/bits"

// wordHash is a hash of a folded word. Two words of one hash cost time and no
// more.
type wordHash uint32

// hashFactor is odd, with bits all over (2^64 divided by the golden ratio).
const hashFactor = 0x9e3779b97f4a7c15

// eightHash takes eight bytes more into a hash.
func eightHash(h, eight uint64) uint64 {
	h = (h ^ eight) * hashFactor
	return h ^ h>>29
}

func hashOf(folded string) wordHash {
	h := uint64(0)
	for ; len(folded) >= 8; folded = folded[8:] {
		h = eightHash(h, eightAt(folded, 0))
	}
	return wordHash(eightHash(h, eightAt(folded, 0)) >> 32)
}

// eightAt returns the eight bytes from i, the first one lowest, zeros behind the
// end.
func eightAt(text string, i int) uint64 {
	if i+8 <= len(text) {
		t := text[i : i+8]
		return uint64(t[0]) | uint64(t[1])<<8 | uint64(t[2])<<16 | uint64(t[3])<<24 | uint64(t[4])<<32 | uint64(t[5])<<40 | uint64(t[6])<<48 | uint64(t[7])<<56
	}
	x := uint64(0)
	for k := len(text) - 1; k >= i; k-- {
		x = x<<8 | uint64(text[k])
	}
	return x
}

// scanWord reads the ASCII letters from i, eight at a time. It returns where they
// end, a hash of all of them, and the first eight, in small letters.
func scanWord(text string, i int) (end int, word wordHash, first uint64) {
	x, n := lettersAt(text, i)
	first = x
	h := eightHash(0, x)
	for n == 8 {
		i += 8
		x, n = lettersAt(text, i)
		h = eightHash(h, x)
	}
	return i + n, wordHash(h >> 32), first
}

// lettersAt returns the ASCII letters among the eight bytes from i, up to the first
// byte that is none, in small letters, and how many they are.
func lettersAt(text string, i int) (small uint64, n int) {
	const (
		ones = 0x0101010101010101
		high = 0x80 * ones
	)
	x := eightAt(text, i) | 0x20*ones
	low := x &^ high
	others := (^(low + (0x80-'a')*ones) | (low + (0x80-'z'-1)*ones) | x) & high
	n = bits.TrailingZeros64(others) / 8
	return x & (others&-others>>7 - 1), n
}

// headHash is the hash of the first letters of a word, a stem's.
func headHash(first uint64) wordHash {
	return wordHash(eightHash(0, first&(1<<(8*shortestStem)-1)) >> 32)
}

// goesOn reports whether a byte behind ASCII letters may be one of their word: a
// digit, or a part of a letter that ASCII lacks.
func goesOn(c byte) bool { return byteClass[c] == aDigit || byteClass[c] == aWide }

// letters are the bytes of words in small letters, 0 where a byte is of none.
var letters = func() (small [256]byte) {
	for c, class := range byteClass {
		if class == aLetter || class == aDigit {
			small[c] = byte(c) | 0x20
		}
	}
	return small
}()
