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
		gmail      bool
		want       string
		gone       int
	}{
		{"by attribute", gmail, nil, false, "[{INBOX inbox} {[Gmail]/Sent Mail sent} {[Gmail]/All Mail all} {[Gmail]/Spam junk}]", 0},
		{"Gmail", gmail, nil, true, "[{[Gmail]/All Mail all} {[Gmail]/Spam junk}]", 0},
		{"Gmail, every one", gmail, []string{"*"}, true, "[{[Gmail]/All Mail all} {[Gmail]/Spam junk}]", 0},
		{"Gmail, configured", gmail, []string{"INBOX"}, true, "[{INBOX inbox}]", 0},
		{"Gmail without All Mail", boxes('/', [2]string{"INBOX"}, [2]string{"[Gmail]/Sent Mail", `\Sent`}), nil, true, "[{INBOX inbox} {[Gmail]/Sent Mail sent}]", 0},
		{"S39 odd names", boxes('/', [2]string{"../../x"}, [2]string{"a\nb"}, [2]string{"\x00"}, [2]string{""}, [2]string{"inbox"}), []string{"*"}, false, "[{inbox inbox} {../../x other}]", 0},
		{"by German names", german, nil, false, "[{INBOX inbox} {Gesendete Elemente sent} {Archiv archive} {Junk-E-Mail junk}]", 0},
		{"shortest path", courier, nil, false, "[{INBOX inbox} {INBOX.Sent sent}]", 0},
		{"attribute in other case", boxes('/', [2]string{"INBOX"}, [2]string{"Out", `\SENT`}), nil, false, "[{INBOX inbox} {Out sent}]", 0},
		{"configured", courier, []string{"INBOX.Jobs", "inbox", "INBOX.Sent"}, false, "[{INBOX inbox} {INBOX.Jobs other} {INBOX.Sent sent}]", 0},
		{"configured and gone", courier, []string{"INBOX", "Jobs"}, false, "[{INBOX inbox}]", 1},
		{"every one", courier, []string{"*"}, false, "[{INBOX inbox} {INBOX.old.Sent other} {INBOX.Sent sent} {INBOX.Jobs other}]", 0},
		{"every one, once", german, []string{"*", "INBOX"}, false, "[{INBOX inbox} {Gesendete Elemente sent} {Archiv archive} {Junk-E-Mail junk} {Projekte/Archiv other}]", 0},
		{"nothing listed", nil, nil, false, "[{INBOX inbox}]", 0},
	} {
		chosen, gone := choose(test.listed, test.configured, test.gmail)
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
