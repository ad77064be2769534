package demo

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"mime"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-message/mail"
)

// form is how a message's text travels.
type form int

const (
	plain       form = iota // text/plain in seven bits, quoted-printable where the text needs it
	quoted                  // text/plain, quoted-printable, one line a paragraph
	coded                   // text/plain, base64
	htmlOnly                // text/html, quoted-printable
	alternative             // multipart/alternative of both
)

// field is one more header field of a message.
type field struct{ name, value string }

// message is one mail before it is written out.
type message struct {
	from    mail.Address
	to, cc  []mail.Address
	at      time.Time // in the sender's zone
	subject string
	id      string   // without angle brackets
	refs    []string // of the thread, the answered message last
	fields  []field
	form    form
	text    string // paragraphs stand between empty lines
	html    string // a whole document; "" where it is to be made from text
	// calendar is an invitation, which travels beside text and html; "" for none.
	calendar string

	employer string // whose candidacy it belongs to
}

// raw writes the message out as RFC 5322 has it.
func (m message) raw() []byte {
	var b bytes.Buffer
	m.writeBody(&b, m.header())
	return b.Bytes()
}

// header returns the fields but those that describe the body. The library
// writes the latest field first, so this is from the bottom up.
func (m message) header() mail.Header {
	var h mail.Header
	for _, f := range slices.Backward(m.fields) {
		h.SetText(f.name, f.value)
	}
	if len(m.cc) > 0 {
		h.SetAddressList("Cc", pointers(m.cc))
	}
	h.SetAddressList("To", pointers(m.to))
	h.SetAddressList("From", pointers([]mail.Address{m.from}))
	if hash(m.from.Address)%3 == 0 {
		h.Set("Subject", mime.BEncoding.Encode("utf-8", m.subject))
	} else {
		h.SetSubject(m.subject)
	}
	if n := len(m.refs); n > 0 {
		h.SetMsgIDList("References", m.refs)
		h.SetMsgIDList("In-Reply-To", m.refs[n-1:])
	}
	h.SetMessageID(m.id)
	h.SetDate(m.at)
	h.Set("MIME-Version", "1.0")
	if m.from.Address != Me {
		m.trace(&h)
	}
	return h
}

// trace adds what the receiving server puts on top of a message.
func (m message) trace(h *mail.Header) {
	domain := domainOf(m.from.Address)
	sender := "<" + m.from.Address + ">"
	for _, f := range m.fields {
		if f.name == "Auto-Submitted" && f.value == "auto-replied" {
			sender = "<>" // RFC 3834, section 3.3
		}
	}
	h.Add("Authentication-Results", fmt.Sprintf(
		"mx.example.org; dkim=pass header.d=%s; spf=pass smtp.mailfrom=%s; dmarc=pass header.from=%s",
		domain, domain, domain))
	h.Add("Received", fmt.Sprintf("from mail.%s (mail.%s [192.0.2.%d]) by mx.example.org with ESMTPS; %s",
		domain, domain, 1+hash(domain)%250, m.at.In(newYork).Format("Mon, 2 Jan 2006 15:04:05 -0700")))
	h.Add("Return-Path", sender)
}

func pointers(list []mail.Address) []*mail.Address {
	out := make([]*mail.Address, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}

func domainOf(address string) string {
	return address[strings.LastIndexByte(address, '@')+1:]
}

// hash mixes strings into a number that is the same on every machine.
func hash(words ...string) uint64 {
	h := fnv.New64a()
	for _, w := range words {
		h.Write([]byte(w))
		h.Write([]byte{0})
	}
	return h.Sum64()
}
