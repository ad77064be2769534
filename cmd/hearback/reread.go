package main

import (
	"context"
	"fmt"

	"hearback/classify"
	"hearback/classify/mail"
	"hearback/state"
)

// reread reads what is kept by the present rules, if other rules read it.
func (p *program) reread(ctx context.Context, s settings, store *state.Store, me []string) error {
	n, err := store.Reread(ctx, classify.Version()+" "+s.Country, func(m *mail.Message, before classify.Reading) classify.Reading {
		addresses := me
		if before.Author == classify.Own { // by an address that import was told
			addresses = append([]string{m.Sent().Address}, me...)
		}
		now := classify.NewReader(addresses...).In(s.Calendar, s.Zone).Read(m)
		// Of a signature only what was read of it is kept.
		if now.Employer.Name == "" || now.Employer.Domain == before.Employer.Domain && before.Employer.Name != "" {
			now.Employer = before.Employer
		}
		if now.Role == "" {
			now.Role = before.Role
		}
		return now
	})
	if err == nil && n > 0 {
		p.log.Debug(fmt.Sprintf("read %d messages anew by newer rules", n))
	}
	return err
}
