package login

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestDevice(t *testing.T) {
	for _, test := range []struct {
		name    string
		pending []string
		device  map[string]any
		want    string // of the error; "": none
		asked   int
	}{
		{"typed at once", nil, nil, "", 1},
		{"typed later", []string{"authorization_pending", "authorization_pending"}, nil, "", 3},
		{"refused", []string{"authorization_pending", "access_denied"}, nil, "refused in the browser (access_denied)", 2},
		{"expired, says the provider", []string{"expired_token"}, nil, "the code expired before it was typed", 1},
		{"expired, says the clock", []string{"authorization_pending", "authorization_pending", "authorization_pending"}, map[string]any{"expires_in": 2}, "the code expired before it was typed", -1},
		{"another error", []string{"invalid_client"}, nil, "the provider refuses: invalid_client: because invalid_client", 1},
		{"a pause that runs backwards", nil, map[string]any{"interval": -1}, "makes no sense", 0},
		{"a pause of a year", nil, map[string]any{"interval": 31536000}, "makes no sense", 0},
		{"no code", nil, map[string]any{"user_code": ""}, "makes no sense", 0},
		{"a code that drives the terminal", nil, map[string]any{"user_code": "\x1b[31m"}, "makes no sense", 0},
		{"no page", nil, map[string]any{"verification_uri": "javascript:alert(1)"}, "makes no sense", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newStand(t)
			s.Pending, s.Provider.Device = test.pending, test.device
			err := s.signIn(t, true, func(string) {})
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("got %v, want %q", err, test.want)
			}
			if n := len(s.Asked()); test.asked >= 0 && n != test.asked {
				t.Errorf("asked %d times, want %d", n, test.asked)
			}
			if test.want == "" {
				s.gives(t, false)
				if said := strings.Join(s.said, "\n"); !strings.Contains(said, s.URL+"/code") || !strings.Contains(said, "\nWXYZ-1234") {
					t.Errorf("told the person %q", said)
				}
			}
		})
	}
	s := newStand(t)
	s.account.OAuth.DeviceURL = ""
	if err := s.signIn(t, true, func(string) {}); !errors.Is(err, ErrNoDeviceFlow) {
		t.Errorf("got %v, want %v", err, ErrNoDeviceFlow)
	}
}

// The provider wants longer pauses, and gets them (RFC 8628, section 3.5).
func TestDeviceSlowDown(t *testing.T) {
	s := newStand(t)
	s.Pending = []string{"slow_down"}
	begun := time.Now()
	if err := s.signIn(t, true, func(string) {}); err != nil {
		t.Error(err)
	}
	if took := time.Since(begun); took < 7*time.Second {
		t.Errorf("took %v, want a second, and then 1 + 5 more", took)
	}
}

// A question that fails while the person types does not end the sign-in.
func TestDeviceThroughFaults(t *testing.T) {
	s := newStand(t)
	asked := 0
	s.Token = func(w http.ResponseWriter, _ *http.Request) {
		asked++
		if asked == 1 {
			cut(w)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"access_token":"a","token_type":"Bearer","refresh_token":"r"}`)
	}
	begun := time.Now()
	if err := s.signIn(t, true, func(string) {}); err != nil || asked != 2 {
		t.Errorf("asked %d times: %v", asked, err)
	}
	if took := time.Since(begun); took < 7*time.Second {
		t.Errorf("took %v, want a second, and then longer than that", took)
	}
	if said := strings.Join(s.said, "\n"); strings.Count(said, "trying again") != 1 {
		t.Errorf("told the person %q", said)
	}
}

// cut ends the connection without a word.
func cut(w http.ResponseWriter) {
	if conn, _, err := w.(http.Hijacker).Hijack(); err == nil {
		conn.Close()
	}
}

// Which questions are asked again, and which answers are passed on.
func TestPatient(t *testing.T) {
	status := func(status int, text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			fmt.Fprint(w, text)
		}
	}
	const again = `{"error":"slow_down"}`
	for name, test := range map[string]struct {
		answer http.HandlerFunc
		want   string
	}{
		"pending": {status(400, `{"error":"authorization_pending"}`), `{"error":"authorization_pending"}`},
		"refused": {status(401, `{"error":"invalid_client"}`), `{"error":"invalid_client"}`},
		"a token": {status(200, `{"access_token":"a"}`), `{"access_token":"a"}`},
		"503":     {status(503, `<html>`), again},
		"429":     {status(429, `{"error":"too_many"}`), again},
		"cut":     {func(w http.ResponseWriter, _ *http.Request) { cut(w) }, again},
		"half a token": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "99")
			fmt.Fprint(w, `{"acc`)
		}, again},
	} {
		server := httptest.NewServer(test.answer)
		said := 0
		client := &http.Client{Transport: &patient{say: func(string) { said++ }}}
		for range 2 {
			r, err := client.Post(server.URL, "", nil)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if body, err := io.ReadAll(r.Body); err != nil || string(body) != test.want {
				t.Errorf("%s: got %s, %v; want %s", name, body, err, test.want)
			}
		}
		if want := map[bool]int{true: 1}[test.want == again]; said != want {
			t.Errorf("%s: told the person %d times, want %d", name, said, want)
		}
		server.Close()
	}
}
