package mail

import (
	"bytes"
	"strings"

	"github.com/emersion/go-msgauth/authres"
	"golang.org/x/net/publicsuffix"
)

// maxSigners is how many signing domains of one message are kept.
const maxSigners = 4

// authentication gathers what the receiving server says of the sender's
// domain. Servers put their own Authentication-Results at the top (RFC 8601,
// section 5); what came with the message stands below, and claims anything.
type authentication struct {
	id     string   // the server that the topmost field names
	dmarc  string   // what it found
	passed []string // the hosts that the Received fields name, the topmost first
}

// topHosts is how many Received fields the receiving side may have added
// around its results: a border server, a filter, the store.
const topHosts = 4

// add takes note of a field.
func (a *authentication) add(name, value []byte) {
	switch {
	case len(name) == len("received") && bytes.EqualFold(name, []byte("received")):
		if len(a.passed) < topHosts {
			a.passed = append(a.passed, receivedBy(fieldText(value, maxRawText)))
		}
	case a.id == "" && len(name) == len("authentication-results") && bytes.EqualFold(name, []byte("authentication-results")):
		id, results, err := authres.Parse(strings.Join(strings.Fields(fieldText(value, maxRawText)), " "))
		if err != nil || id == "" {
			return
		}
		a.id = strings.ToLower(id)
		for _, r := range results {
			if d, ok := r.(*authres.DMARCResult); ok {
				a.dmarc = string(d.Value)
			}
		}
	}
}

// verdict is what the receiving server found, "" where nobody knows whether
// the field is its own.
func (a *authentication) verdict() string {
	if a.dmarc != "pass" && a.dmarc != "fail" {
		return ""
	}
	for _, host := range a.passed {
		if organisation(host) == organisation(a.id) {
			return a.dmarc
		}
	}
	if len(a.passed) == 0 {
		return a.dmarc // the fields that could tell are not there
	}
	return ""
}

// receivedBy is the host after "by" of a Received field (RFC 5321, section
// 4.4), "" where there is none.
func receivedBy(value string) string {
	fields := strings.Fields(strings.ToLower(value))
	for i := 0; i+1 < len(fields); i++ {
		if fields[i] == "by" {
			return strings.TrimRight(fields[i+1], ";.")
		}
	}
	return ""
}

// organisation is the registrable domain of a host, or the host.
func organisation(host string) string {
	if d, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return d
	}
	return host
}

// signingDomain is the d= tag of a DKIM-Signature, "" where it is none.
func signingDomain(value string) string {
	for tag := range strings.SplitSeq(value, ";") {
		name, domain, ok := strings.Cut(tag, "=")
		if ok && strings.TrimSpace(name) == "d" {
			domain = strings.ToLower(strings.TrimSpace(domain))
			if len(domain) > 253 || strings.ContainsFunc(domain, func(r rune) bool { return r <= ' ' || r > '~' }) {
				return ""
			}
			return domain
		}
	}
	return ""
}
