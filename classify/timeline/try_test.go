package timeline

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

type plain struct{}

func (plain) IsBusiness(d Date) bool {
	w := d.Weekday()
	return w != time.Saturday && w != time.Sunday && !usHoliday(d)
}
func usHoliday(d Date) bool {
	switch {
	case d == nth(d.Year, 11, time.Thursday, 4), d == nth(d.Year, 9, time.Monday, 1), d.Month == 12 && d.Day == 25, d.Month == 1 && d.Day == 1, d == lastOf(d.Year, 5, time.Monday),
		d == nth(d.Year, 1, time.Monday, 3), d == nth(d.Year, 2, time.Monday, 3), d == nth(d.Year, 10, time.Monday, 2):
		return true
	}
	return false
}
func (p plain) AddBusinessDays(d Date, n int) Date {
	for ; n > 0; n-- {
		for d = d.AddDays(1); !p.IsBusiness(d); d = d.AddDays(1) {
		}
	}
	return d
}

func TestTry(t *testing.T) {
	f, err := os.Open("/tmp/try.txt")
	if err != nil {
		t.Skip()
	}
	sc := bufio.NewScanner(f)
	sent := time.Date(2026, 3, 3, 16, 0, 0, 0, time.FixedZone("", -5*3600))
	for sc.Scan() {
		l := sc.Text()
		if strings.HasPrefix(l, "= ") {
			d, err := ParsePhrase(l[2:], sent, plain{})
			fmt.Println(l, "=>", d, err)
			continue
		}
		fmt.Println(l)
		ts := tokenize(l)
		for _, c := range cueIndex.find(ts, 0) {
			fmt.Printf("   %d %q;", c.cue, l[ts[c.first].start:ts[c.end-1].end])
		}
		fmt.Println()
		for _, s := range Find(l, sent, plain{}) {
			fmt.Printf("   => %v %q vague=%v dec=%v\n", s.By, s.Phrase, s.Vague, s.Decisive)
		}
	}
}
