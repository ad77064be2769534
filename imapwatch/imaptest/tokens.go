package imaptest

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// tokens are the access tokens that a Dovecot takes. It asks for them by token
// introspection (RFC 7662).
type tokens struct {
	mechanisms []string
	address    string // of the introspection

	mu    sync.Mutex
	valid map[string]bool
}

// NewTokenDovecot starts a Dovecot that also takes the access tokens named by
// Grant, by the mechanisms given in lower case: "xoauth2", "oauthbearer".
func NewTokenDovecot(t TB, mechanisms ...string) *Dovecot {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("listen for introspections: %v", err)
	}
	k := &tokens{mechanisms: mechanisms, address: listener.Addr().String(), valid: make(map[string]bool)}
	server := &http.Server{Handler: k, ReadTimeout: 10 * time.Second}
	served := make(chan struct{})
	go func() {
		defer close(served)
		_ = server.Serve(listener) // always ends with an error
	}()
	t.Cleanup(func() {
		server.Close()
		<-served
	})
	return newDovecot(t, k)
}

// Grant has the server take an access token.
func (d *Dovecot) Grant(token string) { d.tokens.set(token, true) }

// Revoke has it take the token no more, whenever it was to end.
func (d *Dovecot) Revoke(token string) { d.tokens.set(token, false) }

func (k *tokens) set(token string, valid bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.valid[token] = valid
}

// ServeHTTP answers an introspection.
func (k *tokens) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	k.mu.Lock()
	defer k.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	// Dovecot going away is the test's end.
	_ = json.NewEncoder(w).Encode(map[string]any{"active": k.valid[r.FormValue("token")], "username": User})
}

func (k *tokens) configuration() string {
	return fmt.Sprintf("introspection_mode = post\nintrospection_url = http://%s/introspect\nusername_attribute = username\nactive_attribute = active\nactive_value = true\n", k.address)
}
