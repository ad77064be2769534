// Package deposit puts a message of the program's own into a mailbox: all that
// hearback ever writes over IMAP. The watcher does not import it.
package deposit

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"hearback/imapwatch"
)

// visitWait is how long one look or one message may take, once logged in.
const visitWait = 2 * time.Minute

// elsewhere are the mailboxes to which a message may have been moved from
// INBOX, by the person or by a filter (RFC 6154).
var elsewhere = []imap.MailboxAttr{imap.MailboxAttrAll, imap.MailboxAttrArchive, imap.MailboxAttrJunk, imap.MailboxAttrTrash}

// Find reports whether a message with the Message-ID, which is given without
// angle brackets, lies in the account's INBOX, or where such a message goes
// from there: archived, in the spam folder or in the trash.
func Find(ctx context.Context, account imapwatch.Account, messageID string) (found bool, err error) {
	err = account.Visit(ctx, "the search", visitWait, func(c *imapclient.Client) error {
		found, err = find(c, messageID)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("look for a message: %w", err)
	}
	return found, nil
}

func find(c *imapclient.Client, messageID string) (bool, error) {
	boxes := []string{"INBOX"}
	// Without the list, INBOX alone has to do.
	if listed, err := c.List("", "*", nil).Collect(); err == nil {
		for _, box := range listed {
			if slices.ContainsFunc(elsewhere, func(a imap.MailboxAttr) bool { return slices.Contains(box.Attrs, a) }) {
				boxes = append(boxes, box.Mailbox)
			}
		}
	}
	for i, box := range boxes {
		if _, err := c.Select(box, &imap.SelectOptions{ReadOnly: true}).Wait(); err != nil {
			var no *imap.Error
			if i > 0 && errors.As(err, &no) {
				continue // listed, and not to be opened
			}
			return false, err
		}
		criteria := &imap.SearchCriteria{Header: []imap.SearchCriteriaHeaderField{{Key: "Message-ID", Value: messageID}}}
		hits, err := c.UIDSearch(criteria, nil).Wait()
		if err != nil {
			return false, err
		}
		if len(hits.AllUIDs()) > 0 {
			return true, nil
		}
	}
	return false, nil
}

// Append puts a message into INBOX as new mail. A connection that ends before
// the server's answer leaves open whether it lies there: Find tells.
func Append(ctx context.Context, account imapwatch.Account, raw []byte) error {
	err := account.Visit(ctx, "APPEND", visitWait, func(c *imapclient.Client) error {
		appending := c.Append("INBOX", int64(len(raw)), nil)
		if _, err := appending.Write(raw); err != nil {
			return err
		}
		if err := appending.Close(); err != nil {
			return err
		}
		_, err := appending.Wait()
		return err
	})
	if err != nil {
		return fmt.Errorf("append to INBOX: %w", err)
	}
	return nil
}
