package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"hearback/classify"
	"hearback/classify/mail"
	"hearback/cmd/hearback/internal/mailfile"
	"hearback/imapwatch"
	"hearback/state"
)

// importAccount is the account under which imported mail is kept.
const importAccount = "import"

// importBatch is how many messages are kept in one step.
const importBatch = 200

func (p *program) importCommand() *cobra.Command {
	var me []string
	c := &cobra.Command{
		Use:   "import PATH... [--me ADDRESS]...",
		Short: "read mbox files, Maildirs and .eml files as if they had arrived",
		Long: `import reads mbox files, Maildirs, .eml files, or folders of them into the state.
It needs no account. What comes from an address named by --me, or by the config,
is your own mail. Importing the same mail again changes nothing.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return &usageError{err: errors.New("import wants at least one PATH"), hint: "name an mbox file, a Maildir, an .eml file, or a folder of them"}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return p.importMail(c.Context(), args, me) },
	}
	c.Flags().StringArrayVar(&me, "me", nil, "your `ADDRESS`; repeat it for each")
	return c
}

func (p *program) importMail(ctx context.Context, paths, me []string) error {
	s, err := p.settings(false)
	if err != nil {
		return err
	}
	me = append(me, s.addresses()...)
	if len(me) == 0 {
		return &usageError{err: errors.New("import: nobody says which senders are you"), hint: "add --me with your mail address"}
	}
	store, done, err := p.ownState(ctx)
	if err != nil {
		return err
	}
	defer done()
	if err := p.reread(ctx, s, store, me); err != nil {
		return err
	}
	in := &intake{account: importAccount, me: me, reader: classify.NewReader(me...).In(s.Calendar, s.Zone), store: store}
	folders, err := mailfile.Folders(paths)
	if err != nil {
		return fmt.Errorf("import %w", err)
	}
	total := 0
	for _, f := range folders {
		n, err := in.importFolder(ctx, f, nil)
		if err != nil {
			return err
		}
		total += n
	}
	if err := in.importWishes(ctx, folders); err != nil {
		return err
	}
	cs, err := store.Candidacies(ctx, s.now())
	if err != nil {
		return err
	}
	candidacies := "candidacies"
	if len(cs) == 1 {
		candidacies = "candidacy"
	}
	p.log.Info(fmt.Sprintf("read %s; the state now has %d %s", counted(total, "message"), len(cs), candidacies))
	return nil
}

// importFolder delivers a folder's messages, in their order, and returns their
// number. Where only is given, just those are read, and read whole.
func (in *intake) importFolder(ctx context.Context, f mailfile.Folder, only map[uint32]bool) (int, error) {
	name, err := filepath.Abs(f.Path)
	if err != nil {
		return 0, fmt.Errorf("import %s: %w", f.Path, err)
	}
	role := imapwatch.RoleByName(f.Name)
	if role == imapwatch.Other {
		role = imapwatch.Inbox
	}
	d := state.Delivery{Mailbox: state.Mailbox{Account: importAccount, Name: name, Role: string(role), UIDValidity: 1, UIDNext: 1}}
	number := uint32(0)
	for m, err := range f.Messages(mail.MaxRaw) {
		if err != nil {
			return 0, fmt.Errorf("import %s: %w", f.Path, err)
		}
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		number++
		if only != nil && !only[number] {
			continue
		}
		item, fault := in.imported(number, m.Received, m.Raw, only != nil)
		if d.Items = append(d.Items, item); fault != "" {
			d.Aside = append(d.Aside, state.Aside{UID: number, Why: fault})
		}
		if len(d.Items) == importBatch {
			if err := in.store.Deliver(ctx, d); err != nil {
				return 0, err
			}
			d.Items, d.Aside = nil, nil
		}
	}
	return int(number), in.store.Deliver(ctx, d)
}

// imported reads a message if the gate lets it pass or it is wished for. The time of
// a file is that of a copy, and may lie before what it holds: where the server that took
// the message in says when, that is the time of its arrival, and where none did, a Date
// up to a year after the file is believed.
func (in *intake) imported(number uint32, received time.Time, raw []byte, wished bool) (state.Item, string) {
	header := mail.ParseHeader(raw)
	switch arrived := mail.Arrived(raw); {
	case header.Date.Before(received), header.Date.After(received.AddDate(1, 0, 0)):
	case arrived.IsZero():
		received = time.Time{}
	default:
		received = arrived
	}
	if !wished && !in.gate(&header) {
		raw = nil
	}
	return in.item(number, received, &header, raw)
}

// importWishes reads what later mail proved to belong to a candidacy.
func (in *intake) importWishes(ctx context.Context, folders []mailfile.Folder) error {
	for again := true; again; {
		again = false
		for _, f := range folders {
			name, err := filepath.Abs(f.Path)
			if err != nil {
				return fmt.Errorf("import %s: %w", f.Path, err)
			}
			wishes, err := in.store.Wishes(ctx, importAccount, name)
			if err != nil {
				return err
			}
			if len(wishes) == 0 {
				continue
			}
			again = true
			only := make(map[uint32]bool, len(wishes))
			for _, uid := range wishes {
				only[uid] = true
			}
			if _, err := in.importFolder(ctx, f, only); err != nil {
				return err
			}
		}
	}
	return nil
}
