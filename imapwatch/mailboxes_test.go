package imapwatch

import (
	"fmt"
	"testing"

	"github.com/emersion/go-imap/v2"
	"github.com/google/go-cmp/cmp"
)

// boxes makes a LIST answer: each entry is a name, or a name and an attribute.
func boxes(delim rune, entries ...[2]string) []*imap.ListData {
	var all []*imap.ListData
	for _, e := range entries {
		d := &imap.ListData{Mailbox: e[0], Delim: delim}
		if e[1] != "" {
			d.Attrs = []imap.MailboxAttr{imap.MailboxAttr(e[1])}
		}
		all = append(all, d)
	}
	return all
}

func TestChoose(t *testing.T) {
	gmail := boxes('/', [2]string{"INBOX"}, [2]string{"[Gmail]", `\Noselect`}, [2]string{"[Gmail]/All Mail", `\All`},
		[2]string{"[Gmail]/Sent Mail", `\Sent`}, [2]string{"[Gmail]/Spam", `\Junk`}, [2]string{"Sent"})
	german := boxes('/', [2]string{"INBOX"}, [2]string{"Gesendete Elemente"}, [2]string{"Archiv"}, [2]string{"Junk-E-Mail"},
		[2]string{"Projekte/Archiv"}, [2]string{"Entwürfe"})
	courier := boxes('.', [2]string{"INBOX"}, [2]string{"INBOX.old.Sent"}, [2]string{"INBOX.Sent"}, [2]string{"INBOX.Jobs"}, [2]string{"INBOX.Trash"})
	for _, test := range []struct {
		name       string
		listed     []*imap.ListData
		configured []string
		want       string
		gone       int
	}{
		{"by attribute", gmail, nil, "[{INBOX inbox} {[Gmail]/Sent Mail sent} {[Gmail]/All Mail all}]", 0},
		{"by German names", german, nil, "[{INBOX inbox} {Gesendete Elemente sent} {Archiv archive}]", 0},
		{"shortest path", courier, nil, "[{INBOX inbox} {INBOX.Sent sent}]", 0},
		{"attribute in other case", boxes('/', [2]string{"INBOX"}, [2]string{"Out", `\SENT`}), nil, "[{INBOX inbox} {Out sent}]", 0},
		{"configured", courier, []string{"INBOX.Jobs", "inbox", "INBOX.Sent"}, "[{INBOX inbox} {INBOX.Jobs other} {INBOX.Sent sent}]", 0},
		{"configured and gone", courier, []string{"INBOX", "Jobs"}, "[{INBOX inbox}]", 1},
		{"every one", courier, []string{"*"}, "[{INBOX inbox} {INBOX.old.Sent other} {INBOX.Sent sent} {INBOX.Jobs other}]", 0},
		{"every one, once", german, []string{"*", "INBOX"}, "[{INBOX inbox} {Gesendete Elemente sent} {Archiv archive} {Projekte/Archiv other}]", 0},
		{"nothing listed", nil, nil, "[{INBOX inbox}]", 0},
	} {
		chosen, gone := choose(test.listed, test.configured)
		if diff := cmp.Diff(test.want, fmt.Sprint(chosen)); diff != "" || len(gone) != test.gone {
			t.Errorf("%s (-want +got):\n%s%d gone, want %d", test.name, diff, len(gone), test.gone)
		}
	}
}

func TestPurposeByName(t *testing.T) {
	for _, test := range []struct {
		name  string
		delim rune
		want  purpose
	}{
		{"Sent", '/', sentMail},
		{"INBOX.Sent Items", '.', sentMail},
		{"Éléments envoyés", '/', sentMail},
		{"Elementos enviados", 0, sentMail},
		{"Posta inviata", '/', sentMail},
		{"Verzonden items", '/', sentMail},
		{"Skickat", '/', sentMail},
		{"送信済みアイテム", '/', sentMail},
		{"Archives", '/', archived},
		{"Mail/Archive", '/', archived},
		{"Papierkorb", '/', unwatched},
		{"Jobs", '/', unknown},
		{"Sent to the moon", '/', unknown},
		{"", '/', unknown},
	} {
		if got := purposeByName(test.name, test.delim); got != test.want {
			t.Errorf("%q: got %d, want %d", test.name, got, test.want)
		}
	}
}
