package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"hearback/cmd/hearback/internal/config"
	"hearback/cmd/hearback/internal/notify"
	"hearback/cmd/hearback/internal/service"
	"hearback/state"
)

// notifications asks whether something shows toasts.
func (d *doctor) notifications(ctx context.Context) {
	if !d.settings.Notify.Desktop {
		d.tell(fine, "notifications", "the config wants none (desktop = false)")
		return
	}
	shows, err := notify.Check(ctx)
	switch {
	case errors.Is(err, notify.ErrNoService):
		d.tell(look, "notifications", err.Error()+": what is due is told by watch's own output, and by the digest",
			"on a machine without a desktop 'desktop = false' below [notify] settles it")
	case err != nil:
		d.wrong("notifications", err, "the desktop's notification service does not answer as it should: log out and in again")
	default:
		buttons := ""
		if !shows.Buttons {
			buttons = ", without buttons: snooze by 'hearback mark'"
		}
		hours := d.settings.Notify.Hours
		d.tell(fine, "notifications", fmt.Sprintf("%s shows them, %s to %s%s", shows.Name, timeOfDay(hours.From), timeOfDay(hours.To), buttons))
	}
}

// timeOfDay writes minutes since midnight.
func timeOfDay(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// submitWait is how long the SMTP server may take to let us in.
const submitWait = time.Minute

// digest tries the way by which the digest goes; to a mailbox that is the
// account's own, which was visited.
func (d *doctor) digest(ctx context.Context) {
	g := d.settings.Digest
	if g == nil {
		return
	}
	words := fmt.Sprintf("%ss at %s to %s, ", g.Day, timeOfDay(g.Minute), g.To)
	if g.ByIMAP {
		words += "put into INBOX of " + g.Account.Name
	} else {
		server, err := d.submission(g)
		if err == nil {
			ctx, cancel := context.WithTimeout(ctx, submitWait)
			defer cancel()
			err = server.LogIn(ctx)
		}
		if err != nil {
			d.wrong("digest", err)
			return
		}
		words += fmt.Sprintf("by %s, which lets %s in", server.Address(), server.User)
	}
	d.tell(fine, "digest", words+d.sentLast(ctx))
}

// sentLast says when a digest went last, as far as the state knows.
func (d *doctor) sentLast(ctx context.Context) string {
	if d.store == nil {
		return ""
	}
	told, err := d.store.Notices(ctx, time.Now(), state.DigestNotice)
	if err != nil {
		return ""
	}
	for i := len(told) - 1; i >= 0; i-- {
		if !told[i].Sent.IsZero() {
			return "; the last one went at " + d.moment(told[i].Sent)
		}
	}
	return "; none went yet"
}

// service asks whether watch runs from login on. It need not: something else
// may start it.
func (d *doctor) service(ctx context.Context) {
	const name = "service"
	system, err := service.On(runtime.GOOS)
	if err != nil {
		d.tell(fine, name, "none is installed")
		return
	}
	st, err := system.Status(ctx)
	switch {
	case !st.Installed:
		d.tell(fine, name, "none is installed; after 'hearback service install' watch runs whenever you are logged in")
	case err != nil:
		d.wrong(name, d.unserved("look at", err))
	case st.Running:
		words := "it runs"
		if st.Since != "" {
			words += " since " + st.Since
		}
		if st.Says != "" {
			words += "; it says: " + st.Says
		}
		d.tell(fine, name, words)
	case st.Starting:
		d.tell(look, name, st.Trouble)
	default:
		if st.Trouble == "" {
			st.Trouble = "nobody has started it"
		}
		d.tell(mend, name, "it is installed and does not run: "+st.Trouble, "once the rest is mended, 'hearback service install' starts it")
	}
}

// given says what an account's credential is.
func given(a config.Account) string {
	switch {
	case a.OAuth != nil:
		return "signed in: the provider gives a token"
	case a.Keyring:
		return "the keyring has a password"
	}
	return "password_command gives one"
}
