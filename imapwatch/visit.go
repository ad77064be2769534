package imapwatch

import (
	"context"
	"time"

	"github.com/emersion/go-imap/v2/imapclient"
)

// Visit logs in to the account as a Watcher does, under the same guard and the
// same limits, has the work done by the caller within a time, and logs out. An
// error of the work is explained as those of a Watcher are.
//
// It is there for the little that is asked of a mailbox besides watching. What
// the work does is the caller's: the Watcher itself has no command that writes.
func (a Account) Visit(ctx context.Context, doing string, within time.Duration, work func(*imapclient.Client) error) error {
	s, err := (&Watcher{Account: a}).connect(ctx)
	if err != nil {
		return ended(ctx, err)
	}
	defer s.close()
	s.begin(doing, within, answerBytes)
	err = work(s.client)
	s.end()
	if err != nil {
		return ended(ctx, lost(s.conn, err))
	}
	s.logOut()
	return nil
}
