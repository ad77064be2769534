package mail

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAddresses(t *testing.T) {
	jane := Participant{Name: "Jane Doe", Address: "jane@ex.org"}
	bare := Participant{Address: "jane@ex.org"}
	tests := []struct {
		name, in string
		want     []Participant
	}{
		{"usual", "Jane Doe <Jane@EX.org>", []Participant{jane}},
		{"quoted", `"Jane Doe" <jane@ex.org>`, []Participant{jane}},
		{"single quotes", `'Jane Doe' <jane@ex.org>`, []Participant{jane}},
		{"bare", "jane@ex.org", []Participant{bare}},
		{"brackets only", "<jane@ex.org>", []Participant{bare}},
		{"comment name", "jane@ex.org (Jane Doe)", []Participant{jane}},
		{"comment inside", "jane(work)@ex.org", []Participant{{Name: "work", Address: "jane@ex.org"}}},
		{"nested comment", "Jane Doe (a (b) c) <jane@ex.org>", []Participant{jane}},
		{"name before bare", "Jane Doe jane@ex.org", []Participant{jane}},
		{"name equals address", `"jane@ex.org" <jane@ex.org>`, []Participant{bare}},
		{"encoded", "=?utf-8?Q?Jan=C3=A9_Doe?= <jane@ex.org>", []Participant{{Name: "Jané Doe", Address: "jane@ex.org"}}},
		{"encoded in quotes", `"=?utf-8?Q?Jan=C3=A9_Doe?=" <jane@ex.org>`, []Participant{{Name: "Jané Doe", Address: "jane@ex.org"}}},
		{"unquoted comma", "Doe, Jane <jane@ex.org>", []Participant{{Name: "Doe, Jane", Address: "jane@ex.org"}}},
		{"unquoted dot", "Jane D. Doe <jane@ex.org>", []Participant{{Name: "Jane D. Doe", Address: "jane@ex.org"}}},
		{"encoded comma", "=?utf-8?Q?Doe=2C_Jane?= <jane@ex.org>", []Participant{{Name: "Doe, Jane", Address: "jane@ex.org"}}},
		{"two", "Jane Doe <jane@ex.org>, bob@ex.org", []Participant{jane, {Address: "bob@ex.org"}}},
		{"semicolons", "Jane Doe <jane@ex.org>; bob@ex.org", []Participant{jane, {Address: "bob@ex.org"}}},
		{"spaces between", "jane@ex.org bob@ex.org", []Participant{bare, {Address: "bob@ex.org"}}},
		{"missing bracket", "Jane Doe <jane@ex.org", []Participant{jane}},
		{"missing bracket, two", "Jane Doe <jane@ex.org, Bob <bob@ex.org>", []Participant{jane, {Name: "Bob", Address: "bob@ex.org"}}},
		{"two brackets", "Jane Doe <jane@ex.org> <bob@ex.org>", []Participant{jane, {Address: "bob@ex.org"}}},
		{"doubled brackets", "Jane Doe <<jane@ex.org>>", []Participant{jane}},
		{"group", "Team: Jane Doe <jane@ex.org>, bob@ex.org;", []Participant{jane, {Address: "bob@ex.org"}}},
		{"empty group", "undisclosed-recipients:;", nil},
		{"empty group, no end", "undisclosed-recipients:", nil},
		{"M2 group as address", "<a>:<jane@ex.org>;", []Participant{bare}},
		{"mailto", "mailto:jane@ex.org", []Participant{bare}},
		{"Outlook's mailto", "Jane Doe [mailto:jane@ex.org]", []Participant{jane}},
		{"route", "Jane Doe <@relay.example,@b.example:jane@ex.org>", []Participant{jane}},
		{"spaces around @", "jane @ ex.org", []Participant{bare}},
		{"folded", "Jane\r\n Doe\r\n <jane@ex.org>", []Participant{jane}},
		{"quoted local part", `"john doe"@ex.org`, []Participant{{Address: `"john doe"@ex.org`}}},
		{"needless quotes", `<"jane"@ex.org>`, []Participant{bare}},
		{"quote not closed", `"Jane Doe <jane@ex.org>`, []Participant{jane}},
		{"comment not closed", "Jane Doe <jane@ex.org> (x", []Participant{{Name: "Jane Doe (x", Address: "jane@ex.org"}}},
		{"escaped quotes", `"Jane \"JD\" Doe" <jane@ex.org>`, []Participant{{Name: "Jane JD Doe", Address: "jane@ex.org"}}},
		{"no domain", "root <root>", []Participant{{Name: "root"}}},
		{"name only", "Jane Doe", []Participant{{Name: "Jane Doe"}}},
		{"empty", " , ,, ", nil},
		{"M2 another address as name", `"ceo@bank.example" <eve@evil.example>`, []Participant{{Name: "ceo@bank.example", Address: "eve@evil.example"}}},
		{"international", "Jürgen <jürgen@müller.example>", []Participant{{Name: "Jürgen", Address: "jürgen@müller.example"}}},
		{"M3 M4 escape and override in name", "Ja\x1b[2Jne\u202E <jane@ex.org>", []Participant{{Name: "Ja[2Jne", Address: "jane@ex.org"}}},
		// M1, after the tricks of Mailsploit: what an encoded word hides is no address.
		{"M1 encoded NUL in local part", "=?utf-8?Q?ceo=40bank.example=00?=@evil.example",
			[]Participant{{Address: "=?utf-8?q?ceo=40bank.example=00?=@evil.example"}}},
		{"M1 M5 encoded address and line end in name", "=?utf-8?Q?ceo=40bank.example=0A?= <eve@evil.example>",
			[]Participant{{Name: "ceo@bank.example", Address: "eve@evil.example"}}},
		{"M1 encoded brackets in name", "=?utf-8?Q?=3Cceo=40bank.example=3E?= <eve@evil.example>",
			[]Participant{{Name: "<ceo@bank.example>", Address: "eve@evil.example"}}},
		{"M1 raw NUL in address", "<ceo@bank.example\x00@evil.example>",
			[]Participant{{Address: "ceo@bank.example@evil.example"}}},
		{"M1 encoded domain", "<ceo@=?utf-8?Q?bank.example?=>", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ParseHeader([]byte("From: " + tt.in + "\r\n\r\n")).From
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("From: %q: -want +got:\n%s", tt.in, diff)
			}
		})
	}
}

// M2: the first of two senders is the sender.
func TestSeveralFromFieldsAddUp(t *testing.T) {
	got := ParseHeader([]byte("From: jane@ex.org\r\nFrom: bob@ex.org\r\n\r\n")).From
	if diff := cmp.Diff([]Participant{{Address: "jane@ex.org"}, {Address: "bob@ex.org"}}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// M8.
func TestRecipientsAreBounded(t *testing.T) {
	to := strings.Repeat("Jane Doe <jane@ex.org>,\r\n ", 10_000)
	if got := len(ParseHeader([]byte("To: " + to + "\r\n\r\n")).To); got != maxParticipants {
		t.Errorf("got %d recipients, want %d", got, maxParticipants)
	}
}

func TestNamesAreCutOnRuneBorders(t *testing.T) {
	got := ParseHeader([]byte("From: " + strings.Repeat("ü", 500) + " <jane@ex.org>\r\n\r\n")).From
	want := []Participant{{Name: strings.Repeat("ü", maxName/2), Address: "jane@ex.org"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
