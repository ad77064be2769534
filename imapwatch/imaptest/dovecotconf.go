package imaptest

import (
	"fmt"
	"os/user"
	"strings"
)

// configuration returns Dovecot's config. Started by root, the server drops to
// the users that its package makes, and the mail belongs to nobody; started by
// somebody else, everything runs as they.
func (d *Dovecot) configuration() string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("protocols = imap")
	line("listen = 127.0.0.1")
	line("base_dir = %s/run", d.dir)
	line("state_dir = %s/state", d.dir)
	line("log_path = %s/dovecot.log", d.dir)
	if current, err := user.Current(); err == nil && current.Uid != "0" {
		group := current.Gid
		if g, err := user.LookupGroupId(current.Gid); err == nil {
			group = g.Name
		}
		line("default_internal_user = %s", current.Username)
		line("default_internal_group = %s", group)
		line("default_login_user = %s", current.Username)
		line("service anvil {\n  chroot =\n}")
		line("service imap-login {\n  chroot =\n}")
	}
	line("ssl = yes")
	line("ssl_cert = <%s", d.Authority.CertFile)
	line("ssl_key = <%s", d.Authority.KeyFile)
	line("ssl_dh =")
	if d.tokens != nil {
		line("auth_mechanisms = plain login %s", strings.Join(d.tokens.mechanisms, " "))
		line("passdb {\n  driver = oauth2\n  mechanisms = %s\n  args = %s/oauth2.conf\n}", strings.Join(d.tokens.mechanisms, " "), d.dir)
	} else {
		line("auth_mechanisms = plain login")
	}
	line("auth_failure_delay = 0")
	line("passdb {\n  driver = passwd-file\n  mechanisms = plain login\n  args = username_format=%%n %s/users\n}", d.dir)
	line("userdb {\n  driver = static\n  args = uid=%s gid=%s home=%s/home/%%n allow_all_users=yes\n}", d.owner.Uid, d.owner.Gid, d.dir)
	line("first_valid_uid = 1")
	line("mail_location = maildir:~/mail")
	line("mailbox_list_index = yes")
	line("mail_max_userip_connections = 100")
	line("namespace inbox {\n  inbox = yes\n  separator = /")
	for _, name := range []string{"Sent", "Archive", "Drafts", "Junk", "Trash"} {
		line("  mailbox %s {\n    special_use = \\%s\n    auto = subscribe\n  }", name, name)
	}
	line("}")
	line("service imap-login {")
	line("  inet_listener imap {\n    port = %d\n  }", d.PlainPort)
	line("  inet_listener imaps {\n    port = %d\n    ssl = yes\n  }", d.TLSPort)
	line("}")
	// Without this a wrong password makes the next logins wait.
	line("service anvil {\n  unix_listener anvil-auth-penalty {\n    mode = 0\n  }\n}")
	line("service stats {\n  unix_listener stats-writer {\n    mode = 0666\n  }\n}")
	return b.String()
}
