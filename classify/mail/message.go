// Package mail holds the nouns of electronic mail and reads raw messages as
// they really occur: what cannot be read is passed over and named, never fatal.
package mail

import (
	"strings"
	"time"
)

// Limits of what is looked at. A message beyond them is read as far as they
// reach, and says so in its Faults.
const (
	MaxRaw     = 1 << 20 // bytes of the raw message, headers included
	MaxNesting = 20      // multiparts within multiparts
	MaxParts   = 100     // parts of all kinds in one message
	MaxHeaders = 1000    // header fields of one part
)

// Participant is one mailbox of an address field (RFC 5322, section 3.4).
type Participant struct {
	// Name is the display name, decoded (RFC 2047) and cleaned of control
	// and bidirectional formatting characters. Empty where none was given.
	Name string `json:"name,omitempty"`
	// Address is the addr-spec in lower case. Empty where none was readable.
	Address string `json:"address,omitempty"`
}

// Domain returns what follows the last "@" of the address, or "".
func (p Participant) Domain() string {
	at := strings.LastIndexByte(p.Address, '@')
	if at < 0 {
		return ""
	}
	return p.Address[at+1:]
}

// Header is what the header section of one message says, as far as it matters
// here. Every text in it is valid UTF-8 without control characters.
type Header struct {
	// MessageID and the ids of the other fields stand without their angle
	// brackets; MessageID is empty where the field is missing or unreadable.
	MessageID  string   `json:"message_id,omitempty"`
	InReplyTo  []string `json:"in_reply_to,omitempty"`
	References []string `json:"references,omitempty"`
	// ThreadIndex is Outlook's conversation: the first 22 bytes of the
	// Thread-Index field, in hexadecimal. Empty where there is none.
	ThreadIndex string `json:"thread_index,omitempty"`

	// Date is the Date field in the sender's zone; zero where it is missing
	// or unreadable.
	Date    time.Time     `json:"date,omitzero"`
	Subject string        `json:"subject,omitempty"`
	From    []Participant `json:"from,omitempty"`
	Sender  []Participant `json:"sender,omitempty"`
	ReplyTo []Participant `json:"reply_to,omitempty"`
	To      []Participant `json:"to,omitempty"`
	Cc      []Participant `json:"cc,omitempty"`

	// The marks by which machines make themselves known, as given, in lower
	// case and cut at 200 bytes.
	AutoSubmitted        string `json:"auto_submitted,omitempty"`         // RFC 3834, section 5: "auto-replied"
	Precedence           string `json:"precedence,omitempty"`             // "bulk", "list", "junk"
	AutoResponseSuppress string `json:"auto_response_suppress,omitempty"` // Microsoft's: "all", "oof"
	ListID               string `json:"list_id,omitempty"`                // RFC 2919
	ListUnsubscribe      bool   `json:"list_unsubscribe,omitempty"`       // RFC 2369
	NullReturnPath       bool   `json:"null_return_path,omitempty"`       // "Return-Path: <>"
	// DMARC is what the receiving server found of the sender's domain (RFC 7489):
	// "pass", "fail", or empty where it does not say. What stands there under
	// another server's name does not count.
	DMARC string `json:"dmarc,omitempty"`
	// SignedBy are the domains that signed the message (RFC 6376, "d="), as it
	// says itself.
	SignedBy []string `json:"signed_by,omitempty"`
	// ContentType is the media type of the whole message in lower case, with
	// its report-type or method parameter where it has one:
	// "multipart/report; report-type=delivery-status".
	ContentType string `json:"content_type,omitempty"`
}

// Sent returns the person or machine that the message is from: the first
// readable address of From, else of Sender, else the zero Participant.
func (h Header) Sent() Participant {
	for _, field := range [][]Participant{h.From, h.Sender} {
		for _, p := range field {
			if p.Address != "" {
				return p
			}
		}
	}
	return Participant{}
}

// Recipients returns To and Cc in their order.
func (h Header) Recipients() []Participant {
	return append(append([]Participant(nil), h.To...), h.Cc...)
}

// Message is one message, read. The texts are plain text, valid UTF-8, with
// "\n" line ends and without control characters.
type Message struct {
	Header
	// Text is what the sender wrote now: without the quoted history, the
	// forwarded original and the signature.
	Text string `json:"text,omitempty"`
	// Quoted is the history below, above or between it, with its attribution lines.
	Quoted string `json:"quoted,omitempty"`
	// Signature is what follows the signature mark or the closing formula.
	Signature string `json:"signature,omitempty"`
	// Calendar holds the text/calendar parts, decoded, each at most 64 KiB.
	Calendar []string `json:"calendar,omitempty"`
	// Reached says that this is a report of a message that reached everybody, or still
	// may: delivered, delayed, displayed.
	Reached bool `json:"reached,omitempty"`
	// Faults names what could not be read, in the order of its discovery,
	// 20 at most: "part 2: base64 is cut short".
	Faults []string `json:"faults,omitempty"`
}
