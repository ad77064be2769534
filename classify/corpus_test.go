package classify

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"hearback/classify/mail"

	"hearback/classify/mail/mailtest"
)

// bare is a real body of which no header is known: a machine that tells
// nothing about itself sends it to the candidate.
func bare(body string) *mail.Message {
	m := mail.Parse([]byte("From: noreply@mail.example\nTo: " + me + "\nContent-Type: text/plain; charset=utf-8\n\n" + body))
	return &m
}

// TestRealRejections measures how many real rejections are read as such.
func TestRealRejections(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(mailtest.Real(t, "jobmail/rejections.csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	reader, found := NewReader(me), 0
	for _, row := range rows {
		m := bare(row[len(row)-1])
		if r := reader.Read(m); r.Kind == Rejection || r.Kind == PositionFilled {
			found++
		} else {
			t.Logf("row %s is read as %s: %s", row[0], r.Kind, quotes(r.Reasons))
		}
	}
	t.Logf("%d of %d rejections found", found, len(rows))
	if share := float64(found) / float64(len(rows)); share < 0.95 {
		t.Errorf("share of rejections found: got %.3f, want 0.95", share)
	}
}

// TestRealSeeker measures the bodies that one person got in a year of search.
func TestRealSeeker(t *testing.T) {
	reader := NewReader(me)
	total, right, falseJob := map[string]int{}, map[string]int{}, 0
	lines := bufio.NewScanner(bytes.NewReader(mailtest.Real(t, "jobmail/seeker-2020.jsonl")))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var sample struct {
			N    int
			Gold string
			Body string
		}
		if err := json.Unmarshal(lines.Bytes(), &sample); err != nil {
			t.Fatal(err)
		}
		r := reader.Read(bare(sample.Body))
		total[sample.Gold]++
		switch sample.Gold {
		case "rejection", "application_confirmation", "auto_reply", "interview":
			if string(r.Kind) == sample.Gold || sample.Gold == "interview" && r.Kind == InterviewInvitation {
				right[sample.Gold]++
				continue
			}
		case "not_job", "job_alert", "newsletter", "account_admin":
			if !r.Kind.Job() {
				right[sample.Gold]++
				continue
			}
			falseJob++
		default: // kinds that are not told apart yet
			continue
		}
		t.Logf("%d: %s is read as %s (%.2f): %s", sample.N, sample.Gold, r.Kind, r.Confidence, quotes(r.Reasons))
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	for gold, n := range total {
		t.Logf("%s: %d of %d", gold, right[gold], n)
	}
	for gold, want := range map[string]float64{"rejection": 0.95, "application_confirmation": 0.65} {
		if got := float64(right[gold]) / float64(total[gold]); got < want {
			t.Errorf("%s: share found: got %.3f, want %.3f", gold, got, want)
		}
	}
	if falseJob > 3 {
		t.Errorf("messages of no candidacy read as job mail: got %d, want at most 3", falseJob)
	}
}

// TestRealAutomaticMail reads bounces and automatic replies: none may count as
// somebody's word.
func TestRealAutomaticMail(t *testing.T) {
	// What the collections hold as examples of the contrary: a person's answer,
	// spam, and a service that asks strangers for a click.
	people := map[string]bool{"groupwise_03.txt": true, "spam-with-image.msg": true, "spam-bogus-email-in-report.msg": true, "bluebottle.msg": true}
	reader := NewReader(me)
	for _, archive := range []string{"ordinary/bounces-flufl.tar.gz", "ordinary/bounces-bounceparser.tar.gz"} {
		count, known := 0, 0
		mailtest.EachReal(t, archive, func(name string, raw []byte) {
			if ext := filepath.Ext(name); ext != ".txt" && ext != ".msg" || strings.Contains(name, "COPYING") {
				return
			}
			count++
			m := addressedToMe(raw)
			r := reader.Read(m)
			switch {
			case r.Kind == Bounce || r.Kind == AutoReply:
				known++
			case people[filepath.Base(name)]:
			case r.Kind.Job() || len(r.Asks) > 0 && r.Author != Machine:
				t.Errorf("%s, from %q, %q: counts as a word of somebody's: %s by %s: %s %s", name, m.Sent().Address, m.Subject, r.Kind, r.Author, quotes(r.Reasons), quotes(r.Asks))
			case r.Author == Person:
				t.Errorf("%s, from %q, %q: would count as a person's word in its thread", name, m.Sent().Address, m.Subject)
			default:
				t.Logf("%s, from %q, %q: %s by %s", name, m.Sent().Address, m.Subject, r.Kind, r.Author)
			}
		})
		t.Logf("%s: %d of %d known as bounces or automatic replies", archive, known, count)
		if share := float64(known) / float64(count); share < 0.95 {
			t.Errorf("%s: share known: got %.3f, want 0.95", archive, share)
		}
	}
}

// TestRealOrdinaryMail reads thousands of ordinary messages as if each were
// addressed to the candidate alone: none may make a candidacy.
func TestRealOrdinaryMail(t *testing.T) {
	reader := NewReader(me)
	never := func(Tie) bool { return false }
	for _, archive := range []string{"ordinary/spamassassin.tar.gz", "ordinary/mailing-list.tar.gz"} {
		count, passed, jobs := 0, 0, 0
		mailtest.EachReal(t, archive, func(name string, raw []byte) {
			m := addressedToMe(raw)
			count++
			if reader.Gate(&m.Header, never) {
				passed++
			}
			r := reader.Read(m)
			if r.Kind.Job() {
				jobs++
			}
			if r.Kind.Seeds() && r.Sure {
				t.Errorf("%s, from %q, %q: %s (%.2f): %s", name, m.Sent().Address, m.Subject, r.Kind, r.Confidence, quotes(r.Reasons))
			}
		})
		t.Logf("%s: %d messages, %d pass the gate by their header alone, %d read as job mail", archive, count, passed, jobs)
		if share := float64(jobs) / float64(count); share > 0.06 {
			t.Errorf("%s: share read as job mail, for good in a candidacy only: got %.3f, want at most 0.06", archive, share)
		}
	}
}

func addressedToMe(raw []byte) *mail.Message {
	m := mail.Parse(raw)
	m.To, m.Cc = []mail.Participant{{Name: "Robin Ashworth", Address: me}}, nil
	return &m
}
