package mail

import (
	"slices"
	"strings"
	"testing"
)

// Only what the receiving server says of the sender counts: a message may bring
// results of its own, under any name.
func TestReceivingServersVerdict(t *testing.T) {
	const (
		received = "Received: from mx.acme.example (mx.acme.example [192.0.2.1]) by mx.home.example (Postfix) with ESMTPS id 4Q; Tue, 3 Mar 2026 10:00:00 +0000\n"
		outside  = "Received: from pc by mx.acme.example with ESMTP; Tue, 3 Mar 2026 09:59:00 +0000\n"
		failed   = "Authentication-Results: mx.home.example;\n\tspf=pass smtp.mailfrom=acme.example;\n\tdmarc=fail (p=REJECT) header.from=acme.example\n"
		passed   = "Authentication-Results: mx.home.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example\n"
		theirs   = "Authentication-Results: mx.evil.example; dmarc=pass header.from=acme.example\n"
	)
	tests := []struct{ name, header, want string }{
		{"failed, above the trace", failed + received + outside, "fail"},
		{"failed, below the server's own trace", received + failed + outside, "fail"},
		{"passed", passed + received, "pass"},
		{"a forged pass below the server's fail", failed + received + passed, "fail"},
		{"another server's word alone", received + outside + theirs, ""},
		{"another server's fail above all", strings.ReplaceAll(theirs, "=pass", "=fail") + received, ""},
		{"nothing said of it", "Authentication-Results: mx.home.example; spf=pass smtp.mailfrom=x\n" + received, ""},
		{"no trace", failed, "fail"},
		{"none", received, ""},
		{"nonsense", "Authentication-Results: ;;;=\n" + received, ""},
		{"version and comment", "Authentication-Results: mx.home.example 1; dmarc=fail (policy) header.from=acme.example\n" + received, "fail"},
	}
	for _, tt := range tests {
		h := ParseHeader([]byte(tt.header + "From: dana@acme.example\n\n"))
		if h.DMARC != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, h.DMARC, tt.want)
		}
	}
}

func TestSigningDomains(t *testing.T) {
	h := ParseHeader([]byte("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\n\td=Acme.example; s=s1; h=from;\n\tbh=d=no; b=x\nDKIM-Signature: v=1; d=mailer.example; b=\nDKIM-Signature: v=1; d=acme.example; b=\nDKIM-Signature: nonsense\n\n"))
	if want := []string{"acme.example", "mailer.example"}; !slices.Equal(h.SignedBy, want) {
		t.Errorf("got %q, want %q", h.SignedBy, want)
	}
}
