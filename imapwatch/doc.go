// Package imapwatch follows the mailboxes of one IMAP account and hands over
// each new message once. It only ever reads: EXAMINE and BODY.PEEK.
package imapwatch
