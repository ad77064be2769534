package config

import (
	"strconv"

	"github.com/pelletier/go-toml/v2/unstable"

	"hearback/classify/advice"
)

// profileKeys are those of a profile of one's own.
var profileKeys = []string{"base", "promised", "none_promised", "second", "let_go", "application", "follow_ups", "channel"}

// maxProfiles bounds the profiles of one's own.
const maxProfiles = 100

// ownProfile is a profile of which not all has been read: the numbers that
// differ from its base's, in the order of the file.
type ownProfile struct {
	name    string
	opened  setting
	changes []setting
}

// ownProfile takes in a setting below [profiles.NAME].
func (r *reader) ownProfile(s setting) error {
	switch {
	case len(s.path) == 1 && s.isTable():
		return nil
	case len(s.path) == 1, len(s.path) == 2 && !s.isTable():
		return wrong("want a table with the profile's name", "write [profiles.mine] above the profile's keys")
	case !bare(s.path[1]) || len(s.path[1]) > 64:
		return wrong("a profile's name is made of up to 64 letters, digits, - and _")
	}
	p := r.own[s.path[1]]
	if p == nil {
		if _, err := advice.ProfileNamed(s.path[1]); err == nil {
			return wrong("a profile of the program has this name", "choose another one")
		}
		if len(r.own) == maxProfiles {
			return wrong("more than 100 profiles")
		}
		p = &ownProfile{name: s.path[1], opened: s}
		r.own[p.name] = p
		r.ownOrder = append(r.ownOrder, p)
	}
	if len(s.path) > 2 {
		p.changes = append(p.changes, s)
	}
	return nil
}

// profile makes a profile of what the file says.
func (p *ownProfile) profile() (advice.Profile, setting, error) {
	made := advice.Standard
	for _, s := range p.changes {
		if s.path[2] != "base" {
			continue
		}
		text, err := s.string(3)
		if err != nil {
			return made, s, err
		}
		if made, err = advice.ProfileNamed(text); err != nil {
			return made, s, wrong("no such profile", profileHints()...)
		}
	}
	made.Base, made.Name = made.Name, p.name
	for _, s := range p.changes {
		if err := p.change(&made, s); err != nil {
			return made, s, err
		}
	}
	return made, p.opened, nil
}

func (p *ownProfile) change(made *advice.Profile, s setting) error {
	spans := map[string]*advice.Span{
		"promised": &made.Promised, "none_promised": &made.NonePromised, "second": &made.Second, "let_go": &made.LetGo, "application": &made.Application,
	}
	switch key := s.path[2]; {
	case key == "base":
		return nil
	case key == "follow_ups":
		n, err := strconv.Atoi(s.text)
		if s.kind != unstable.Integer || len(s.path) > 3 || err != nil || n < 1 || n > 10 {
			return wrong("want a number from 1 to 10", "follow_ups = 2")
		}
		made.FollowUps = n
		return nil
	case key == "channel":
		text, err := s.string(3)
		made.Channel = text
		return err
	case spans[key] != nil:
		text, err := s.string(3)
		if err != nil {
			return err
		}
		span, err := advice.ParseSpan(text, p.name)
		if err != nil {
			return wrong(err.Error(), `write "4bd..5bd" or "7d": bd are business days, d calendar days`)
		}
		if key == "let_go" && span.Opens != span.Due {
			return wrong("want one number: it opens when it is due", `let_go = "5bd"`)
		}
		*spans[key] = span
		return nil
	}
	return unknown(s.path[2], profileKeys, topKeys, "it belongs to the top of the file: write it above the first [table]")
}

// ProfileNamed returns the profile of that name: one of the file's, or of the
// program's.
func (c Config) ProfileNamed(name string) (advice.Profile, error) {
	for _, p := range c.Profiles {
		if p.Name == name {
			return p, nil
		}
	}
	return advice.ProfileNamed(name)
}
