package timeline_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearback/classify/mail"
	"hearback/classify/timeline"
)

// letter is a mail in which every second sentence names a day.
const letter = `Hi Sam,

Thank you for coming in on Monday to meet the team. Everybody enjoyed the conversation, and your portfolio made a strong
impression on the engineers who saw it. We still have two candidates to see, and then the hiring committee will look at all
notes together before it makes a recommendation to our director.

We are interviewing through Wednesday and expect to decide by the end of next week. I will be in touch either way, and if
anything changes on your side in the meantime, please let me know. You asked about the working hours: the office is open
Monday to Friday from 9 to 5, and two days a week can be worked from home.

Best regards,
Dana
`

// ordinary returns the texts of the corpus: mail of every kind that lies in the
// mailbox of somebody who looks for work, as classify hands it over.
func ordinary(tb testing.TB) []string {
	tb.Helper()
	files, err := filepath.Glob("../corpus/*/*/*.eml")
	if err != nil || len(files) == 0 {
		tb.Fatalf("no mail in the corpus: %v", err)
	}
	var texts []string
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		texts = append(texts, mail.Parse(raw).Text)
	}
	return texts
}

// BenchmarkFind measures the reading of ordinary mail, of a mail in which every
// second sentence names a day, and of statements that are nothing but timelines.
func BenchmarkFind(b *testing.B) {
	var statements []string
	for _, l := range table(b, "statements.tsv") {
		statements = append(statements, l.phrase)
	}
	cal := calendar(b)
	sent := time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name  string
		texts []string
	}{
		{"ordinary", ordinary(b)}, {"letter", []string{letter}}, {"statements", []string{strings.Join(statements, "\n\n")}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(sizeOf(c.texts))
			for b.Loop() {
				for _, text := range c.texts {
					timeline.Find(text, sent, cal)
				}
			}
		})
	}
}

// BenchmarkFindOnEveryCore reads ordinary mail as a scan does: on all cores at once.
func BenchmarkFindOnEveryCore(b *testing.B) {
	texts, cal := ordinary(b), calendar(b)
	sent := time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)
	b.SetBytes(sizeOf(texts))
	b.RunParallel(func(loop *testing.PB) {
		for loop.Next() {
			for _, text := range texts {
				timeline.Find(text, sent, cal)
			}
		}
	})
}

// sizeOf is how many bytes of texts are read.
func sizeOf(texts []string) int64 {
	size := 0
	for _, text := range texts {
		size += min(len(text), 64<<10)
	}
	return int64(size)
}

// BenchmarkLongTexts reads texts of the largest size that are made to be slow.
func BenchmarkLongTexts(b *testing.B) {
	cal := calendar(b)
	sent := time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)
	for _, s := range []string{"by ", "next week or ", "in two to three ", "the end of the ", "Friday, ", "if we will let you know by ", "1/", "- ", "after the week of "} {
		b.Run(strings.TrimSpace(s), func(b *testing.B) {
			text := strings.Repeat(s, 64<<10/len(s))
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				timeline.Find(text, sent, cal)
				timeline.Times(text, sent)
			}
		})
	}
}
