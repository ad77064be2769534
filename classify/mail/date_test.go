package mail

import (
	"testing"
	"time"
)

func TestDates(t *testing.T) {
	at := func(zone int, y, mo, d, h, mi, s int) string {
		return time.Date(y, time.Month(mo), d, h, mi, s, 0, time.FixedZone("", zone*60)).Format(time.RFC3339)
	}
	want := at(60, 2026, 3, 3, 10, 15, 42)
	tests := []struct{ in, want string }{
		{"Tue, 03 Mar 2026 10:15:42 +0100", want},
		{"Tue, 3 Mar 2026 10:15:42 +0100 (CET)", want},
		{"3 Mar 2026 10:15:42 +0100", want},
		{"Tue,3 Mar 2026 10:15:42+0100", want},
		{"Tue, 03 Mar 2026\r\n 10:15:42 +0100", want},
		{"Tue, 03 March 2026 10:15:42 GMT+0100", want},
		{"(a (nested) comment) Tue, 03 Mar 2026 10:15:42 +0100", want},
		{"Tue, 03-Mar-2026 10:15:42 +01:00", want},
		{"Tue Mar  3 10:15:42 +0100 2026", want},
		{"2026-03-03T10:15:42+01:00", want},
		{"2026-03-03T10:15:42.123456+01:00", want},
		{"2026-03-03 10:15:42 +0100", want},
		{"Tue, 03 Mar 2026 10:15:42 CET", want},
		{"Mar 3, 2026 10:15:42 AM +0100", want},
		{"3 Mar 26 10:15:42 +0100", want},
		{"Tue, 03 Mar 2026 10.15.42 +0100", want},
		{"Tue, 03 Mar 126 10:15:42 +0100", at(60, 2026, 3, 3, 10, 15, 42)},
		{"Tue, 03 Mar 0126 10:15:42 +0100", want},
		{"2026/03/03 Tue 10:15:42 CET", want},
		{"3 Mar 2026 10:15 +0100", at(60, 2026, 3, 3, 10, 15, 0)},
		{"3 Mar 99 10:15 EST", at(-300, 1999, 3, 3, 10, 15, 0)},
		{"3 Mar 2026 10:15 -0730", at(-450, 2026, 3, 3, 10, 15, 0)},
		{"3 Mar 2026 10:15:42 Z", at(0, 2026, 3, 3, 10, 15, 42)},
		{"3 Mar 2026 10:15:42 -0000", at(0, 2026, 3, 3, 10, 15, 42)},
		{"3 Mar 2026 10:15:42", at(0, 2026, 3, 3, 10, 15, 42)},
		{"3 Mar 2026 10:15:42 +9999", at(0, 2026, 3, 3, 10, 15, 42)},
		{"Tue Mar  3 22:15:42 2026", at(0, 2026, 3, 3, 22, 15, 42)},
		{"31 Dec 2026 23:59:60 +0000", at(0, 2026, 12, 31, 23, 59, 59)},
		{"Mar 3, 2026 12:05 AM", at(0, 2026, 3, 3, 0, 5, 0)},
		{"Mar 3, 2026 12:05 PM", at(0, 2026, 3, 3, 12, 5, 0)},
	}
	for _, tt := range tests {
		if got := parseDate(tt.in); got.Format(time.RFC3339) != tt.want {
			t.Errorf("parseDate(%q): got %s, want %s", tt.in, got.Format(time.RFC3339), tt.want)
		}
	}
	for _, in := range []string{ // M14: missing and absurd
		"", "soon", "Tue", "31 Apr 2026 10:00 +0000", "3 Mar 2026 25:00 +0000", "0 Mar 2026", "Tue, 03 Mar", "((((",
		"99999999999999999999", "2026", "10:15", "3 Mar 9999 10:00", "2026-13-01T10:00", "32 Mar 2026 10:00", "1 2 3 4 5 6",
	} {
		if got := parseDate(in); !got.IsZero() {
			t.Errorf("parseDate(%q): got %s, want the zero time", in, got)
		}
	}
}
