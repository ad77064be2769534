package classify

import "testing"

// An agency writes for its client; an employer's own clients are none of the candidate's.
func TestClient(t *testing.T) {
	for text, want := range map[string]string{
		"Our client Ledger Moor is looking for a line cook.":                  "Ledger Moor",
		"I have a role with my client, Ledger Moor, that may interest you.":   "Ledger Moor",
		"I'm retained by Ledger Moor to find them a Supply Chain Lead.":       "Ledger Moor",
		"Unser Mandant Ledger Moor sucht eine Leitung.":                       "Ledger Moor",
		"Notre client Ledger Moor recherche un chef de projet.":               "Ledger Moor",
		"Nuestro cliente Ledger Moor busca un analista.":                      "Ledger Moor",
		"You would advise our client Ledger Moor on tax.":                     "",
		"You would join our Client Services team.":                            "",
		"Our client would like to meet you.":                                  "",
		"Our client Sievewright Holdings is looking for one more like you.":   "",
		"Our client Ledger Moor was kind about you. They are hiring for May.": "",
	} {
		if got := plainText(text).client("sievewright.example"); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
