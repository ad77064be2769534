package main

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"hearback/cmd/hearback/internal/demo"
	"hearback/imapwatch/imaptest"
)

// candidate is whose mailbox the tests invent.
const candidate = "alice@example.org"

// letter is one raw message. The headers come before the empty line.
func letter(from, to, id string, at time.Time, subject, body string, headers ...string) []byte {
	head := append([]string{
		"From: " + from, "To: " + to, "Message-ID: <" + id + ">", "Date: " + at.Format(time.RFC1123Z), "Subject: " + subject,
		"MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
	}, headers...)
	return []byte(strings.ReplaceAll(strings.Join(head, "\n")+"\n\n"+body+"\n", "\n", "\r\n"))
}

// ordinaryMail returns n messages of a household, none of them job mail, over
// the days before end: the demo's, told again under other ids and dates.
func ordinaryMail(n int, end time.Time) []imaptest.Message {
	return slices.Collect(everyOrdinary(n, end))
}

// everyOrdinary yields them one by one.
func everyOrdinary(n int, end time.Time) iter.Seq[imaptest.Message] {
	var pattern [][]byte
	for _, l := range demo.Story().Before {
		if l.Employer == "" && l.Mailbox == demo.Inbox {
			pattern = append(pattern, l.Raw)
		}
	}
	return func(yield func(imaptest.Message) bool) {
		for i := range n {
			at := end.Add(-150 * 24 * time.Hour / time.Duration(n) * time.Duration(n-i))
			if !yield(imaptest.Message{Raw: retold(pattern[i%len(pattern)], i/len(pattern), at), Received: at}) {
				return
			}
		}
	}
}

// retold gives a message another id and date; its threads stay threads.
func retold(raw []byte, round int, at time.Time) []byte {
	head, body, _ := strings.Cut(string(raw), "\r\n\r\n")
	var lines []string
	for line := range strings.SplitSeq(head, "\r\n") {
		name, _, _ := strings.Cut(line, ":")
		switch strings.ToLower(name) {
		case "date":
			line = "Date: " + at.Format(time.RFC1123Z)
		case "to":
			line = "To: " + candidate
		}
		lines = append(lines, line)
	}
	head = strings.Join(lines, "\r\n")
	if round > 0 {
		for _, field := range []string{"Message-ID: <", "In-Reply-To: <", "References: <", " <"} {
			head = strings.ReplaceAll(head, "\r\n"+field, fmt.Sprintf("\r\n%s%d.", field, round))
		}
	}
	return []byte(head + "\r\n\r\n" + body)
}
