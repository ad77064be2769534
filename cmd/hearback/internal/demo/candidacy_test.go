package demo

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestCandidaciesThread checks that the messages of one candidacy belong
// together: those of one thread by their ids, the threads by the employer's
// domain.
func TestCandidaciesThread(t *testing.T) {
	employers := map[string]bool{}
	for _, c := range candidacies() {
		employers[c.domain] = true
		sent := c.messages()
		if c.name == "" || c.role == "" || len(sent) == 0 {
			t.Errorf("%q (%q) has %d messages", c.name, c.role, len(sent))
		}
		thread := map[string]int{} // by id
		threads := map[int]bool{}  // whether somebody of the employer's is in it
		for i, m := range sent {
			if i > 0 && !m.at.After(sent[i-1].at) {
				t.Errorf("%s: %q comes before its turn", c.name, c.turns[i].key)
			}
			n, ok := thread[m.id], len(m.refs) == 0
			if ok {
				n = len(threads) + 1
			}
			for _, id := range m.refs {
				n, ok = thread[id], thread[id] != 0
			}
			if !ok || (c.turns[i].re == "") != (len(m.refs) == 0) {
				t.Errorf("%s: %q refers to %v", c.name, c.turns[i].key, m.refs)
			}
			thread[m.id] = n
			for _, a := range slices.Concat(m.to, m.cc) {
				threads[n] = threads[n] || ofDomain(a.Address, c.domain)
			}
			threads[n] = threads[n] || ofDomain(m.from.Address, c.domain)
		}
		for n, known := range threads {
			if !known {
				t.Errorf("%s: nobody in thread %d writes from %s", c.name, n, c.domain)
			}
		}
	}
	if len(employers) < 7 {
		t.Errorf("%d employers, want at least 7", len(employers))
	}
}

func ofDomain(address, domain string) bool {
	host := domainOf(address)
	return host == domain || strings.HasSuffix(host, "."+domain)
}

func TestOrdinaryMailKeepsAwayFromEmployers(t *testing.T) {
	for _, m := range ordinaryMail() {
		for _, c := range candidacies() {
			if ofDomain(m.from.Address, c.domain) {
				t.Errorf("%q comes from %s", m.subject, m.from.Address)
			}
		}
	}
}

func TestAutomaticReply(t *testing.T) {
	c := cobaltLantern()
	away, _ := c.find("away")
	raw := string(c.message(away).raw())
	for _, want := range []string{"Auto-Submitted: auto-replied\r\n", "Return-Path: <>\r\n", "Subject: Automatic reply: "} {
		if !strings.Contains(raw, want) {
			t.Errorf("the out-of-office reply lacks %q:\n%s", want, raw)
		}
	}
}

// TestExpected reckons every flag anew from what its window begins with, and
// finds every clearing in a message of its day.
func TestExpected(t *testing.T) {
	at := func(c conversation, key string) time.Time {
		turn, ok := c.find(key)
		if !ok {
			t.Fatalf("%s has no %q", c.name, key)
		}
		return turn.at
	}
	moved, _ := harborlight().find("moved")
	talk := moved.meeting.end
	var raised []Expectation
	for _, b := range []struct {
		employer string
		from     time.Time // day 0
		days     int       // business days
		flag     string
	}{
		{"Saltmarsh Energy", at(saltmarsh(), "in-touch"), 5, "follow_up"},
		{"Fernhollow Instruments", at(fernhollow(), "in-touch"), 5, "follow_up"},
		{"Cobalt Lantern", mar(4, 9, 0), 1, "second_follow_up"}, // back that day: a day later than 5 after the follow-up
		{"Acme Robotics", at(acmeRobotics(), "second"), 5, "let_go"},
		{"Quillfeather Press", at(quillfeather(), "in-touch"), 5, "follow_up"},
		{"Quillfeather Press", at(quillfeather(), "follow-up"), 5, "second_follow_up"},
		{"Harborlight Transit", talk.Add(20 * time.Hour), 0, "thank_you"},
		{"Harborlight Transit", talk, 5, "follow_up"},
		{"Saltmarsh Energy", mar(17, 0, 0), 2, "follow_up"}, // the last day of the promise
		{"Quillfeather Press", at(quillfeather(), "second"), 5, "let_go"},
	} {
		raised = append(raised, Expectation{b.employer, afterBusinessDays(b.from, b.days), b.flag})
	}
	if early := afterBusinessDays(at(cobaltLantern(), "follow-up"), 5); early != "2026-03-04" {
		t.Errorf("Cobalt Lantern's window would be due on %s: the absence until 4 March changes nothing", early)
	}
	slices.SortStableFunc(raised, func(a, b Expectation) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Employer, b.Employer))
	})
	var want []Expectation
	for _, e := range Expected {
		if e.Flag != "" {
			want = append(want, e)
		} else if !writtenOn(e.Employer, e.Date) {
			t.Errorf("%v: nobody writes on that day", e)
		}
	}
	if !slices.Equal(raised, want) {
		t.Errorf("flags raised:\n%v\nwant\n%v", raised, want)
	}
	if !slices.IsSortedFunc(Expected, func(a, b Expectation) int { return cmp.Compare(a.Date, b.Date) }) {
		t.Error("Expected is not in the order of its days")
	}
}

func writtenOn(employer, date string) bool {
	for _, c := range candidacies() {
		for _, turn := range c.turns {
			if c.name == employer && turn.at.Format(time.DateOnly) == date {
				return true
			}
		}
	}
	return false
}

func afterBusinessDays(t time.Time, n int) string {
	for n > 0 {
		t = t.AddDate(0, 0, 1)
		if businessDay(t) {
			n--
		}
	}
	return t.Format(time.DateOnly)
}

// businessDay knows the federal holidays of the story's months.
func businessDay(t time.Time) bool {
	switch t.Format("01-02") {
	case "12-25", "01-01", "01-19", "02-16":
		return false
	}
	return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday
}
