package demo

import (
	"fmt"
	"html"
	"strings"
	"time"

	"github.com/emersion/go-message/mail"
)

// program is what somebody writes mail with; it shows in the quoted history.
type program int

const (
	webmail program = iota // "On Tue, Feb 10, 2026 at 4:20 PM Name <address> wrote:"
	phone                  // "On Feb 10, 2026, at 4:20 PM, Name <address> wrote:"
	office                 // "-----Original Message-----" and four header lines
)

// person is somebody who takes part in a conversation.
type person struct {
	name, address string
	sign          string         // below the text, without its mark
	zone          *time.Location // nil: the story's
	program       program
	form          form
}

func (p person) mailbox() mail.Address { return mail.Address{Name: p.name, Address: p.address} }

var robin = person{name: "Robin Castillo", address: Me, sign: "Robin Castillo\n518 555 0142"}

// turn is one message of a conversation.
type turn struct {
	key     string // names it within the conversation
	re      string // the key of the message it answers; "" opens a thread
	from    person
	to      []person // nil: whoever wrote the answered message, or Robin
	cc      []person
	at      time.Time
	subject string // "" for "Re: " and that of the thread
	text    string
	bare    bool // no history is quoted
	meeting *meeting
	fields  []field
}

// conversation is everything that passes between Robin and one side, in one
// thread or more. Turns stand in the order of their time.
type conversation struct {
	name   string // the employer's, as the messages spell it
	domain string // the employer's
	role   string
	turns  []turn
}

// messages writes the conversation out.
func (c conversation) messages() []message {
	out := make([]message, len(c.turns))
	for i, t := range c.turns {
		out[i] = c.message(t)
	}
	return out
}

func (c conversation) message(t turn) message {
	at := t.at
	if t.from.zone != nil {
		at = at.In(t.from.zone)
	}
	m := message{
		from: t.from.mailbox(), to: mailboxes(c.recipients(t)), cc: mailboxes(t.cc), at: at,
		subject: c.subject(t), id: c.id(t), fields: t.fields, form: t.from.form,
		text: c.fullText(t, 2),
	}
	for answered, ok := c.find(t.re); ok; answered, ok = c.find(answered.re) {
		m.refs = append([]string{c.id(answered)}, m.refs...)
	}
	if m.form == htmlOnly || m.form == alternative {
		m.html = c.fullHTML(t)
	}
	if t.meeting != nil {
		m.calendar = t.meeting.calendar(c, at)
	}
	return m
}

func (c conversation) find(key string) (turn, bool) {
	for _, t := range c.turns {
		if key != "" && t.key == key {
			return t, true
		}
	}
	return turn{}, false
}

func (c conversation) recipients(t turn) []person {
	if t.to != nil {
		return t.to
	}
	if answered, ok := c.find(t.re); ok && t.from.address == Me {
		return []person{answered.from}
	}
	return []person{robin}
}

func (c conversation) subject(t turn) string {
	answered, ok := c.find(t.re)
	if t.subject != "" || !ok {
		return t.subject
	}
	return "Re: " + strings.TrimPrefix(c.subject(answered), "Re: ")
}

// id makes the Message-ID: fixed for each turn, in the sender's domain.
func (c conversation) id(t turn) string {
	h := hash(c.name, t.key)
	return fmt.Sprintf("%08X.%x.%s@%s", h>>32, h&0xffffffff, t.at.Format("20060102"), domainOf(t.from.address))
}

// fullText is the text with its signature and, below them, the history down to
// depth messages.
func (c conversation) fullText(t turn, depth int) string {
	text := strings.Trim(t.text, "\n")
	if t.from.sign != "" {
		text += "\n\n-- \n" + t.from.sign
	}
	answered, ok := c.find(t.re)
	if t.bare || !ok || depth == 0 {
		return text
	}
	history := c.fullText(answered, depth-1)
	if t.from.program == office {
		return text + "\n\n" + c.attribution(t, answered) + "\n\n" + history
	}
	history = strings.ReplaceAll("> "+strings.ReplaceAll(history, "\n", "\n> "), "> >", ">>")
	return text + "\n\n" + c.attribution(t, answered) + "\n" + history
}

// attribution is the line above the history, as the answering program writes it.
func (c conversation) attribution(t, answered turn) string {
	at, who := answered.at.In(newYork), answered.from
	if t.from.zone != nil {
		at = at.In(t.from.zone)
	}
	switch t.from.program {
	case phone:
		return fmt.Sprintf("On %s, %s <%s> wrote:", at.Format("Jan 2, 2006, at 3:04 PM"), who.name, who.address)
	case office:
		return fmt.Sprintf("-----Original Message-----\nFrom: %s <%s>\nSent: %s\nTo: %s\nSubject: %s",
			who.name, who.address, at.Format("Monday, January 2, 2006 3:04 PM"), t.from.name, c.subject(answered))
	}
	return fmt.Sprintf("On %s %s <%s> wrote:", at.Format("Mon, Jan 2, 2006 at 3:04 PM"), who.name, who.address)
}

// fullHTML is fullText as webmail writes it, the history in a blockquote.
func (c conversation) fullHTML(t turn) string {
	body := `<div dir="ltr">` + paragraphs(t.text) + "</div>\n"
	if t.from.sign != "" {
		body += `<span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature">` +
			strings.ReplaceAll(html.EscapeString(t.from.sign), "\n", "<br>") + "</div>\n"
	}
	if answered, ok := c.find(t.re); ok && !t.bare {
		body += `<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">` +
			html.EscapeString(c.attribution(t, answered)) + "<br></div>\n" +
			`<blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex">` +
			"\n" + paragraphs(c.fullText(answered, 0)) + "</blockquote></div>\n"
	}
	return "<html><body>\n" + body + "</body></html>"
}

func mailboxes(people []person) []mail.Address {
	var out []mail.Address
	for _, p := range people {
		out = append(out, p.mailbox())
	}
	return out
}
